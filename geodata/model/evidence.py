"""Evidence: what people say, what walks find and what is decided of it, and what the statistics count."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from geodata.model.base import (
    AreaCode,
    Count,
    Instant,
    Month,
    Name,
    Observed,
    Position,
    Real,
    Record,
    Restricted,
    Sha256,
    Text,
    Tier,
    Value,
)
from geodata.model.taxonomy import (
    CaseStatus,
    Category,
    ContactOutcome,
    DwellingType,
    Feeling,
    ReporterRole,
    SourceType,
    TimePrecision,
)

Note = Annotated[Text | None, Restricted(Tier.MUNICIPALITY)]
Severity = Annotated[int, Field(ge=1, le=3)]


class _Case(Record):
    """What reports and findings share: where, when, what, and what became of it.

    observed_at: instant; `precision` says how much of it is known (day: noon local time; month: its first day).
    accuracy_m: radius of the position's uncertainty.  status_reason: required when declined.
    """

    category: Category
    feeling: Feeling = Feeling.UNSAFE
    observed_at: Observed
    precision: TimePrecision = TimePrecision.MINUTE
    position: Position | None = None
    accuracy_m: Annotated[Real, Field(ge=0, le=100_000)] | None = None
    area_code: AreaCode | None = None
    place_id: UUID | None = None
    source: SourceType
    severity: Severity | None = None
    status: CaseStatus = CaseStatus.NEW
    status_reason: Text | None = None
    reopened_on: date | None = None
    responsible_id: UUID | None = None
    due_on: date | None = None
    note: Note = None
    external_id: Text | None = None

    @model_validator(mode="after")
    def _declining_takes_a_reason(self) -> Self:
        if self.status is CaseStatus.DECLINED and not self.status_reason:
            raise ValueError("declined without a reason; state status_reason")
        return self


class Report(_Case):
    """Somebody says that a place feels unsafe, or safe. The reporter is a role, never a person."""

    kind: ClassVar[str] = "report"

    reporter: ReporterRole | None = None
    last_confirmed_on: date | None = None

    @model_validator(mode="after")
    def _police_assessments_are_restricted(self) -> Self:
        if self.source is SourceType.POLICE_ASSESSMENT and self.tier is Tier.PUBLIC:
            raise ValueError("a police assessment cannot be public; set tier to police or municipality")
        return self


class LightingDetails(Value):
    """A lamp: its id as painted on the pole, and whether it was lit."""

    about: Literal["lighting"] = "lighting"
    lamp_id: Text | None = None
    is_lit: bool | None = None


class ShrubDetails(Value):
    """Shrubs that block the view; regrows_on: when to look again."""

    about: Literal["shrubs"] = "shrubs"
    season: Text | None = None
    regrows_on: date | None = None


class BicycleDetails(Value):
    """A bicycle stand: racks, whether frames can be locked, whether it can be seen."""

    about: Literal["bicycle_theft"] = "bicycle_theft"
    stands: Count | None = None
    frame_locks: bool | None = None
    in_sight: bool | None = None


FindingDetails = Annotated[LightingDetails | ShrubDetails | BicycleDetails, Field(discriminator="about")]
Score = Annotated[int, Field(ge=0, le=3)]


class Rubric(Value):
    """Scores of a stop, 0 (bad) to 3 (good)."""

    lighting: Score | None = None
    openness: Score | None = None
    visibility: Score | None = None
    people: Score | None = None
    security: Score | None = None
    path: Score | None = None
    transport: Score | None = None
    feeling: Score | None = None


class ConsentState(StrEnum):
    """Whether another party has agreed that the matter is theirs: asked, then accepted or declined."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Consent(Value):
    """What the other party, the finding's responsible, says of taking the matter over. on: the day it was said."""

    state: ConsentState
    on: date
    reason: Text | None = None


class OwnerContact(Value):
    """One contact with a property owner about a finding. owner: the organisation, never a person."""

    on: date
    outcome: ContactOutcome
    owner: Text | None = None
    note: Text | None = None


class Finding(_Case):
    """What a walk noted at a point, and what was decided of it.

    stop: number of the walk's stop.  action_id: the action that answers it.  consent: of another party.
    duplicate_of: the finding that tells the same; merged_on: when a person confirmed it, until then it is a proposal.
    received_sha256: of the bytes a phone sent, None for what was typed or imported.  clock_offset_s: what was added to
    the phone's own time, seconds; None where its clock was right.
    """

    kind: ClassVar[str] = "finding"
    outgrown: ClassVar[frozenset[str]] = frozenset({"photos"})

    source: SourceType = SourceType.WALK
    walk_id: UUID | None = None
    stop: Count | None = None
    details: FindingDetails | None = None
    rubric: Rubric | None = None
    responsible_unit: Text | None = None
    action_id: UUID | None = None
    consent: Consent | None = None
    contacts: Annotated[tuple[OwnerContact, ...], Restricted(Tier.MUNICIPALITY)] = ()
    duplicate_of: UUID | None = None
    merged_on: date | None = None
    received_sha256: Sha256 | None = None
    clock_offset_s: Annotated[int, Field(ge=-(2**53), le=2**53)] | None = None

    @model_validator(mode="after")
    def _merging_takes_another(self) -> Self:
        if self.merged_on is not None and self.duplicate_of is None:
            raise ValueError("merged into nothing; state duplicate_of")
        if self.duplicate_of == self.id:
            raise ValueError("a duplicate of itself; choose another finding")
        return self


class Outcome(StrEnum):
    """Completed and attempted burglaries are counted apart."""

    COMPLETED = "completed"
    ATTEMPTED = "attempted"
    UNSPECIFIED = "unspecified"


class _Countable(Record):
    """A count that may be missing or suppressed; neither is zero."""

    count: Count | None = None
    is_suppressed: bool = False
    is_preliminary: bool = False

    @model_validator(mode="after")
    def _suppressed_has_no_count(self) -> Self:
        if self.is_suppressed and self.count is not None:
            raise ValueError("suppressed and counted at once; leave the count empty")
        return self


class BurglaryCount(_Countable):
    """Reported dwelling burglaries of an area in a month, by dwelling type (None: all) and outcome."""

    kind: ClassVar[str] = "burglary_count"

    tier: Tier = Tier.MUNICIPALITY
    area_code: AreaCode
    month: Month
    dwelling_type: DwellingType | None = None
    outcome: Outcome = Outcome.UNSPECIFIED


class FireCount(_Countable):
    """Fires in homes of an area in a month, by dwelling type (None: all)."""

    kind: ClassVar[str] = "fire_count"

    tier: Tier = Tier.MUNICIPALITY
    area_code: AreaCode
    month: Month
    dwelling_type: DwellingType | None = None


class CrimeCount(_Countable):
    """Reported offences of a whole municipality in a year or month, as Brå publishes them.

    offence: Brå's own label, unshortened; offence_code: its id where known.  month: None for a whole year.
    per_100k: per 100,000 residents as published.
    """

    kind: ClassVar[str] = "crime_count"

    offence: Name
    offence_code: Text | None = None
    year: Annotated[int, Field(ge=1950, le=2200)]
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    per_100k: Annotated[Real, Field(ge=0)] | None = None


class SurveyUnit(StrEnum):
    """A share in percent, or an index."""

    SHARE = "share"
    INDEX = "index"


class SurveyResult(Record):
    """One question's result in one area and wave, with its size and interval where published.

    value, low, high: percent for shares, 0-100.  sample_size: number of answers.  method: how people were asked; where
    it differs from the wave before, the two cannot be compared.
    """

    kind: ClassVar[str] = "survey_result"

    area_code: AreaCode
    wave: Name
    asked_on: date | None = None
    question: Name
    unit: SurveyUnit = SurveyUnit.SHARE
    value: Real | None = None
    low: Real | None = None
    high: Real | None = None
    sample_size: Count | None = None
    method: Text | None = None

    @model_validator(mode="after")
    def _interval_holds_the_value(self) -> Self:
        if self.unit is SurveyUnit.SHARE and self.value is not None and not 0 <= self.value <= 100:
            raise ValueError(f"a share of {self.value} percent cannot be; give percent between 0 and 100")
        ordered = [v for v in (self.low, self.value, self.high) if v is not None]
        if ordered != sorted(ordered):
            raise ValueError(
                f"interval {self.low} to {self.high} does not hold the value {self.value}; correct the row"
            )
        return self


class DialogueForm(StrEnum):
    """How citizens were met."""

    MEETING = "meeting"
    STREET = "street"
    SCHOOL = "school"
    SURVEY = "survey"
    SOCIAL_MEDIA = "social_media"
    PHONE_AND_MAIL = "phone_and_mail"
    DIGITAL = "digital"


class Dialogue(Record):
    """A citizens' dialogue: evidence that a promise can cite.

    place_ids: places that were named; themes: categories that were raised.
    """

    kind: ClassVar[str] = "dialogue"

    title: Name
    held_on: date
    form: DialogueForm
    target_group: Name
    taking_part: Count | None = None
    place_ids: tuple[UUID, ...] = ()
    themes: tuple[Category, ...] = ()
    summary: Text | None = None


class PoliceEvent(Record):
    """An event as the police publish it. Its position is a centroid: context per area, never a point of analysis."""

    kind: ClassVar[str] = "police_event"

    event_number: Count
    happened_at: Instant
    event_type: Name
    title: Name
    summary: Text | None = None
    url: Text | None = None
    place_name: Text | None = None
    centroid: Position | None = None
