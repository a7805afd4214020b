"""Promises and what is done about them: agreements, actions, responsible parties, activities."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from geodata.model.base import (
    AreaCode,
    Count,
    Hour,
    Instant,
    Name,
    Outline,
    Real,
    Record,
    Restricted,
    Text,
    Tier,
    Value,
)
from geodata.model.taxonomy import ActionType, Category, ContactOutcome, DwellingType, Substance


class PartyKind(StrEnum):
    """What sort of organisation a party is."""

    MUNICIPALITY = "municipality"
    POLICE = "police"
    FIRE_SERVICE = "fire_service"
    PROPERTY_OWNER = "property_owner"
    BUSINESS_ASSOCIATION = "business_association"
    SCHOOL = "school"
    HOUSING_ASSOCIATION = "housing_association"
    VOLUNTEERS = "volunteers"
    OTHER = "other"


class Party(Record):
    """An organisation that can be responsible; never a person."""

    kind: ClassVar[str] = "party"

    name: Name
    party_kind: PartyKind


class ContactCard(Record):
    """A function to turn to, with the day its details are to be reviewed."""

    kind: ClassVar[str] = "contact_card"

    function: Name
    party_id: UUID
    channel: Text | None = None
    review_on: date | None = None


class _Period(Record):
    """Something with a first and last day, both included; ends_on None: until further notice."""

    starts_on: date
    ends_on: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError(f"ends {self.ends_on} before it starts {self.starts_on}; swap the dates")
        return self


class Agreement(_Period):
    """A samverkansöverenskommelse: who agreed on what period, on which evidence."""

    kind: ClassVar[str] = "agreement"

    title: Name
    party_ids: tuple[UUID, ...] = ()
    signed_on: date | None = None
    document: Text | None = None
    evidence_ids: tuple[UUID, ...] = ()


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "up"
    DOWN = "down"


class Reading(Value):
    """What an indicator showed on a day. source: who measured it, where it is written."""

    on: date
    value: Real
    source: Text | None = None


class Indicator(Value):
    """What tells whether a promise or goal is kept. baseline, target and readings share the unit; None: not stated.

    readings: at most one a day, by day.
    """

    name: Name
    unit: Name
    direction: Direction
    baseline: Real | None = None
    target: Real | None = None
    source: Text | None = None
    readings: tuple[Reading, ...] = ()

    @model_validator(mode="after")
    def _readings_run_forwards(self) -> Self:
        days = [reading.on for reading in self.readings]
        if days != sorted(set(days)):
            raise ValueError("readings must be in order of their days, one a day; correct the dates")
        return self


class Promise(_Period):
    """A medborgarlöfte. Without an indicator it is *ej mätbart*: a visible defect, not a blank.

    evidence_ids: dialogues, survey results, reports that it cites.  last_confirmed_on: when somebody last said that it
    still holds as it is written.
    """

    kind: ClassVar[str] = "promise"

    agreement_id: UUID
    number: Annotated[int, Field(ge=1, le=999)]
    title: Name
    text: Text | None = None
    categories: tuple[Category, ...] = ()
    place_ids: tuple[UUID, ...] = ()
    area_codes: tuple[AreaCode, ...] = ()
    indicator: Indicator | None = None
    evidence_ids: tuple[UUID, ...] = ()
    last_confirmed_on: date | None = None

    @property
    def is_measurable(self) -> bool:
        """Whether the promise names an indicator with a target."""
        return self.indicator is not None and self.indicator.target is not None


class Goal(Record):
    """What a whole agreement strives for (safety, prevention, participation, trust), with one indicator."""

    kind: ClassVar[str] = "goal"

    agreement_id: UUID
    title: Name
    indicator: Indicator | None = None


class NeighbourhoodWatch(_Period):
    """Grannsamverkan in an area: when it began, how many households take part, and of which homes.

    party_ids: those who keep it, such as a housing association.
    """

    kind: ClassVar[str] = "neighbourhood_watch"

    name: Name
    area_code: AreaCode | None = None
    outline: Outline | None = None
    households: Count | None = None
    dwelling_type: DwellingType | None = None
    party_ids: tuple[UUID, ...] = ()
    action_id: UUID | None = None


class CommitmentKind(StrEnum):
    """How an action's amount is promised."""

    AT_LEAST = "at_least"
    PER_MONTH = "per_month"
    PER_YEAR = "per_year"
    CONTINUOUS = "continuous"
    BY_DATE = "by_date"


class Measure(StrEnum):
    """What an activity's number counts."""

    OCCURRENCES = "occurrences"
    SHIFTS = "shifts"
    ADULTS = "adults"
    PARTICIPANTS = "participants"
    HOUSEHOLDS = "households"
    VISITS = "visits"
    PURCHASES = "purchases"
    CONTACTS = "contacts"
    CONTROLS = "controls"
    ISSUES = "issues"
    SESSIONS = "sessions"
    REACHED = "reached"
    REMARKS = "remarks"


class Commitment(Value):
    """An action's amount: "at least 1 walk", "once a month", "continuous", "by a date".

    number: how many per period of the kind; required where the kind counts.
    measure: what is counted; occurrences counts the logged activities themselves.
    """

    commitment_kind: CommitmentKind
    number: Annotated[int, Field(ge=1, le=100_000)] | None = None
    measure: Measure = Measure.OCCURRENCES
    due_on: date | None = None

    @model_validator(mode="after")
    def _counted_kinds_have_a_number(self) -> Self:
        counted = {CommitmentKind.AT_LEAST, CommitmentKind.PER_MONTH, CommitmentKind.PER_YEAR}
        if self.commitment_kind in counted and self.number is None:
            raise ValueError(f"the commitment {self.commitment_kind} needs a number; state how many")
        if self.commitment_kind is CommitmentKind.BY_DATE and self.due_on is None:
            raise ValueError("the commitment by_date needs due_on; state the date")
        return self


class ResponsibleRole(StrEnum):
    """How a party is responsible."""

    LEAD = "lead"
    PARTNER = "partner"
    JOINT = "joint"


class Responsibility(Value):
    """A party's part in an action, and the day the party confirmed it."""

    party_id: UUID
    role: ResponsibleRole
    confirmed_on: date | None = None


class TimeBand(Value):
    """Weekdays (0 is Monday) and hours, half-open; from_hour > to_hour wraps past midnight."""

    weekdays: Annotated[tuple[Annotated[int, Field(ge=0, le=6)], ...], Field(min_length=1)] = (0, 1, 2, 3, 4, 5, 6)
    from_hour: Hour = 0
    to_hour: Hour = 24


class Action(_Period):
    """An åtgärd. No responsibilities means *ansvarig ej angiven*; no commitment means that no amount was promised.

    promise_ids: the promises it serves, one or more.  place_ids, area_codes: where; both empty: the whole municipality.
    """

    kind: ClassVar[str] = "action"

    promise_ids: tuple[UUID, ...]
    title: Name
    text: Text | None = None
    action_type: ActionType
    commitment: Commitment | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    place_ids: tuple[UUID, ...] = ()
    area_codes: tuple[AreaCode, ...] = ()
    categories: tuple[Category, ...] = ()
    substances: tuple[Substance, ...] = ()
    time_bands: tuple[TimeBand, ...] = ()
    risk_evenings: Annotated[tuple[date, ...], Restricted(Tier.MUNICIPALITY)] = ()


class ControlFocus(StrEnum):
    """What a traffic control was directed against; told afterwards only."""

    LIFESTYLE_CRIME = "lifestyle_crime"
    DRUGS = "drugs"
    SPEED = "speed"


class Counted(Value):
    """A number an activity carries. dwelling_type: where it counts homes or households of one type."""

    measure: Measure
    number: Count
    dwelling_type: DwellingType | None = None


class Activity(Record):
    """One logged occurrence of an action; police presence only after the fact.

    started_at, ended_at: of a shift, where that is known.
    party_id: who did it.  partner_ids: who took part beside it: a joint visit, a school that was met.  initiated_by:
    the party that asked for it.  themes, substances, focus: what it was about.
    """

    kind: ClassVar[str] = "activity"

    action_id: UUID
    done_on: date
    started_at: Instant | None = None
    place_id: UUID | None = None
    area_code: AreaCode | None = None
    party_id: UUID | None = None
    partner_ids: tuple[UUID, ...] = ()
    initiated_by: UUID | None = None
    contact_outcome: ContactOutcome | None = None
    themes: tuple[Category, ...] = ()
    substances: tuple[Substance, ...] = ()
    focus: ControlFocus | None = None
    numbers: tuple[Counted, ...] = ()
    channel: Text | None = None
    note: Annotated[Text | None, Restricted(Tier.MUNICIPALITY)] = None
    ended_at: Instant | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.started_at and self.ended_at and self.ended_at <= self.started_at:
            raise ValueError(f"ends {self.ended_at} before it starts {self.started_at}; swap the times")
        return self

    def amount(self, measure: Measure) -> int:
        """How much of the measure this activity counts; an activity is one occurrence of itself."""
        stated = [counted.number for counted in self.numbers if counted.measure is measure]
        return sum(stated) if stated else int(measure is Measure.OCCURRENCES)


class Communication(Record):
    """What citizens are to be told, and what they were told: planned, approved by a function, published.

    promise_ids, themes: what it is about.  reached: how many, where the channel tells.
    """

    kind: ClassVar[str] = "communication"

    title: Name
    channel: Name
    planned_on: date
    approved_by: Name | None = None
    published_on: date | None = None
    promise_ids: tuple[UUID, ...] = ()
    themes: tuple[Category, ...] = ()
    reached: Count | None = None


class IdeaKind(StrEnum):
    """What a citizen sends in: view, tip or idea."""

    VIEW = "view"
    TIP = "tip"
    IDEA = "idea"


class Idea(Record):
    """A view, tip or idea with the day by which it is answered."""

    kind: ClassVar[str] = "idea"

    tier: Tier = Tier.MUNICIPALITY
    idea_kind: IdeaKind
    received_on: date
    reply_due_on: date
    text: Text
    promise_id: UUID | None = None
    replied_on: date | None = None
    reply: Text | None = None
