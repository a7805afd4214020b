"""How the demonstration's registers are written down: short words in, whole records out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from geodata.demo.frame import MADE_UP, Setting, at, made_up_after, published, ref
from geodata.model import (
    Activity,
    Attendance,
    Category,
    ContactCard,
    Counted,
    Decision,
    Idea,
    IdeaKind,
    Measure,
    Meeting,
    Party,
    PartyKind,
    Provenance,
    Responsibility,
    ResponsibleRole,
    SituationReport,
    Tier,
)


class Done(NamedTuple):
    """One logged occurrence, as the registers write it.

    place: name in the gazetteer.  party: key of the party.  numbers: what it counted.
    """

    action: str
    day: date
    numbers: dict[Measure, int]
    party: str | None = None
    place: str | None = None
    area: str | None = None
    channel: str | None = None
    note: str | None = None


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
            )
            for number, done in enumerate(log)
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
