"""How the demonstration's registers are written down: short words in, whole records out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from geodata.demo.frame import MADE_UP, Setting, at, made_up_after, published, ref
from geodata.model import (
    Action,
    ActionType,
    Activity,
    Agreement,
    Attendance,
    Category,
    Commitment,
    CommitmentKind,
    Communication,
    ContactCard,
    ContactOutcome,
    ControlFocus,
    Counted,
    Decision,
    Idea,
    IdeaKind,
    Measure,
    Meeting,
    Party,
    PartyKind,
    Promise,
    Provenance,
    Responsibility,
    ResponsibleRole,
    SituationReport,
    Tier,
)


class Done(NamedTuple):
    """One logged occurrence, as the registers write it.

    place: name in the gazetteer.  party, partners, asked_by: keys of parties.  numbers: what it counted.
    """

    action: str
    day: date
    numbers: dict[Measure, int]
    party: str | None = None
    place: str | None = None
    area: str | None = None
    channel: str | None = None
    note: str | None = None
    partners: tuple[str, ...] = ()
    asked_by: str | None = None
    outcome: ContactOutcome | None = None
    focus: ControlFocus | None = None
    themes: tuple[Category, ...] = ()


class Told(NamedTuple):
    """What residents are told; late or early is what its days say. promises: their keys."""

    title: str
    channel: str
    planned_on: date
    approved_by: str | None = None
    published_on: date | None = None
    promises: tuple[str | int, ...] = ()
    themes: tuple[Category, ...] = ()
    reached: int | None = None


class Part(NamedTuple):
    """A party's part in an action; confirmed_on: when it said that the part holds."""

    party: str
    role: ResponsibleRole
    confirmed_on: date | None = None


class Sent(NamedTuple):
    """A view, tip or idea; replied_after: days until the reply, None while it waits."""

    kind: IdeaKind
    day: date
    text: str
    promise: int | None
    replied_after: int | None = None
    reply: str | None = None


class Met(NamedTuple):
    """A meeting: attendance by function, and decisions as (text, places, categories, action)."""

    day: date
    attendance: dict[str, int]
    decisions: tuple[tuple[str, tuple[str, ...], tuple[Category, ...], str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Writes the records of one municipality."""

    setting: Setting

    @property
    def code(self) -> str:
        """The municipality's code."""
        return self.setting.code

    @property
    def stated(self) -> Provenance:
        """Provenance of what the promise document states."""
        return published(self.setting.document)

    @property
    def leaning(self) -> Provenance:
        """Provenance of what is invented after the promise document."""
        return made_up_after(self.setting.document)

    def id(self, kind: str, *key: str | int) -> UUID:
        """Id of one of the municipality's records."""
        return ref(kind, self.code, *key)

    def ids(self, kind: str, keys: Sequence[str | int]) -> tuple[UUID, ...]:
        """Ids of several."""
        return tuple(self.id(kind, key) for key in keys)

    def party(self, key: str, name: str, kind: PartyKind, *, stated: bool = True) -> Party:
        """A party; stated: the document names it."""
        return Party(
            id=self.id("party", key),
            municipality=self.code,
            provenance=self.stated if stated else self.leaning,
            name=name,
            party_kind=kind,
        )

    def card(self, function: str, party: str, channel: str, review_on: date) -> ContactCard:
        """A contact card by function."""
        return ContactCard(
            id=self.id("contact_card", function),
            municipality=self.code,
            provenance=self.leaning,
            function=function,
            party_id=self.id("party", party),
            channel=channel,
            review_on=review_on,
        )

    def responsible(self, parties: Sequence[str], role: ResponsibleRole) -> tuple[Responsibility, ...]:
        """Several parties in the same role; neither document says when they confirmed it."""
        return tuple(Responsibility(party_id=self.id("party", party), role=role) for party in parties)

    def activities(self, log: Sequence[Done]) -> list[Activity]:
        """The log of activities, in the order written."""
        return [
            Activity(
                id=self.id("activity", done.action, number, done.day.isoformat()),
                municipality=self.code,
                provenance=MADE_UP,
                action_id=self.id("action", done.action),
                done_on=done.day,
                place_id=self.id("place", done.place) if done.place else None,
                area_code=done.area,
                party_id=self.id("party", done.party) if done.party else None,
                numbers=tuple(Counted(measure=measure, number=n) for measure, n in done.numbers.items()),
                channel=done.channel,
                note=done.note,
                partner_ids=self.ids("party", done.partners),
                initiated_by=self.id("party", done.asked_by) if done.asked_by else None,
                contact_outcome=done.outcome,
                focus=done.focus,
                themes=done.themes,
            )
            for number, done in enumerate(log)
        ]

    def communications(self, told: Sequence[Told]) -> list[Communication]:
        """The communication plan."""
        return [
            Communication(
                id=self.id("communication", number),
                municipality=self.code,
                provenance=MADE_UP,
                title=one.title,
                channel=one.channel,
                planned_on=one.planned_on,
                approved_by=one.approved_by,
                published_on=one.published_on,
                promise_ids=self.ids("promise", one.promises),
                themes=one.themes,
                reached=one.reached,
            )
            for number, one in enumerate(told)
        ]

    def ideas(self, sent: Sequence[Sent], reply_within_days: int = 21) -> list[Idea]:
        """Views, tips and ideas, with their replies where one was given."""
        return [
            Idea(
                id=self.id("idea", number),
                municipality=self.code,
                provenance=MADE_UP,
                idea_kind=idea.kind,
                received_on=idea.day,
                reply_due_on=idea.day + timedelta(days=reply_within_days),
                text=idea.text,
                promise_id=self.id("promise", idea.promise) if idea.promise else None,
                replied_on=None if idea.replied_after is None else idea.day + timedelta(days=idea.replied_after),
                reply=idea.reply,
            )
            for number, idea in enumerate(sent)
        ]

    def meetings(self, title: str, action: str, met: Sequence[Met]) -> list[Meeting]:
        """Meetings that belong to an action."""
        return [
            Meeting(
                id=self.id("meeting", meeting.day.isoformat()),
                municipality=self.code,
                provenance=MADE_UP,
                title=title,
                held_on=meeting.day,
                attendance=tuple(Attendance(function=f, number=n) for f, n in meeting.attendance.items()),
                decisions=tuple(
                    Decision(
                        text=text,
                        place_ids=self.ids("place", places),
                        categories=categories,
                        action_id=self.id("action", decided) if decided else None,
                    )
                    for text, places, categories, decided in meeting.decisions
                ),
                action_id=self.id("action", action),
            )
            for meeting in met
        ]

    def situation(self, title: str, day: date, summary: str, *, approved_by: str, tier: Tier) -> SituationReport:
        """A frozen situation report."""
        return SituationReport(
            id=self.id("situation_report", day.isoformat()),
            municipality=self.code,
            tier=tier,
            provenance=self.leaning,
            title=title,
            frozen_at=at(day),
            event_position=0,
            summary=summary,
            approved_at=at(day, 15),
            approved_by=approved_by,
        )


@dataclass(frozen=True, slots=True)
class Invention:
    """Writes an agreement that nobody has published, for its whole period; everything in it is marked as made up.

    key: tells its promises and actions from those of other agreements.
    """

    register: Register
    key: str
    starts_on: date
    ends_on: date

    def agreement(self, title: str, parties: Sequence[str], **rest: Any) -> Agreement:
        """The agreement itself."""
        return Agreement(
            **self._facts("agreement", self.key),
            title=title,
            party_ids=self.register.ids("party", parties),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            **rest,
        )

    def promise(self, number: int, title: str, text: str, categories: tuple[Category, ...], **rest: Any) -> Promise:
        """One of its promises; its days are the agreement's unless it has its own."""
        return Promise(
            **self._facts("promise", self.of(number)),
            agreement_id=self.register.id("agreement", self.key),
            number=number,
            title=title,
            text=text,
            categories=categories,
            **{"starts_on": self.starts_on, "ends_on": self.ends_on, **rest},
        )

    def action(
        self,
        key: str,
        promises: Sequence[int],
        title: str,
        text: str,
        kind: ActionType,
        *parts: Part,
        **rest: Any,
    ) -> Action:
        """One of its actions; its days are the agreement's unless it has its own. promises: their numbers."""
        return Action(
            **self._facts("action", self.of(key)),
            promise_ids=self.register.ids("promise", [self.of(number) for number in promises]),
            title=title,
            text=text,
            action_type=kind,
            responsibilities=tuple(
                Responsibility(
                    party_id=self.register.id("party", part.party), role=part.role, confirmed_on=part.confirmed_on
                )
                for part in parts
            ),
            **{"starts_on": self.starts_on, "ends_on": self.ends_on, **rest},
        )

    def of(self, key: str | int) -> str:
        """The key of one of its records, as the log writes it."""
        return f"{self.key}-{key}"

    def _facts(self, kind: str, key: str) -> dict[str, Any]:
        return {"id": self.register.id(kind, key), "municipality": self.register.code, "provenance": MADE_UP}


def amount(kind: CommitmentKind, number: int | None = None, measure: Measure = Measure.OCCURRENCES) -> Commitment:
    """What an action commits to."""
    return Commitment(commitment_kind=kind, number=number, measure=measure)


def by(day: date, number: int | None = None) -> Commitment:
    """A commitment to a date."""
    return Commitment(commitment_kind=CommitmentKind.BY_DATE, number=number, due_on=day)
