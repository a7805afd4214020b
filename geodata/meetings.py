"""What the next meeting has to speak of, from what the record shows; and what became of what was decided. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from geodata.chain import ActionLine, HotspotCard
from geodata.errors import InvalidRecord
from geodata.model import Activity, Communication, Decision, HotspotState, Idea, Meeting, Promise
from geodata.progress import FOLLOWED_DAYS, Pace

A_YEAR = 12


class Topic(StrEnum):
    """Why something is on the agenda, in the order in which it is taken up."""

    DECIDED = "decided"
    NEW = "new"
    GROWING = "growing"
    UNANSWERED = "unanswered"
    OVERDUE = "overdue"
    SILENT = "silent"
    UNMEASURED = "unmeasured"
    UNREPLIED = "unreplied"
    UNPUBLISHED = "unpublished"


class DecisionState(StrEnum):
    """What became of a decision. untied: no action carries it.  waiting: nothing is logged on its action since."""

    UNTIED = "untied"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to speak of.

    ref: of the hotspot, action, promise, meeting, idea or communication that subject_kind names.  about: figures and
    codes that the words need.
    """

    topic: Topic
    subject_kind: str
    ref: str
    name: str
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What to speak of. since: the day of the last meeting, None before the first.  held: meetings in the year so far.

    on: the day that counts as today.
    """

    points: tuple[Point, ...]
    since: date | None
    held: int
    on: date

    def of(self, topic: Topic) -> tuple[Point, ...]:
        """The points of a topic."""
        return tuple(point for point in self.points if point.topic is topic)


Log = Mapping[UUID, Mapping[UUID, Activity]]
"""Activities by action and id."""


def was_held(meeting: Meeting, *, on: date) -> bool:
    """Whether a meeting has been; one that lies ahead is planned and counts nowhere."""
    return meeting.held_on <= on


def refuse_early_minutes(meeting: Meeting, *, today: date) -> None:
    """RULE 1: nobody has come to a meeting that lies ahead, and it has decided nothing.

    Raises: InvalidRecord.
    """
    if not was_held(meeting, on=today) and (meeting.attendance or meeting.decisions):
        raise InvalidRecord(
            f"meeting: {meeting.held_on} lies in the future and today is {today}; "
            "write who came and what was decided when it has been held"
        )


def state_of(decision: Decision, meeting: Meeting, log: Log) -> DecisionState:
    """RULE 2: a decision is done when its action has something logged on the day of the meeting or later.

    The meeting's own mark in the log of the group is none.
    """
    if decision.action_id is None:
        return DecisionState.UNTIED
    logged = list(log.get(decision.action_id, {}).values())
    if decision.action_id == meeting.action_id:
        logged = [activity for activity in logged if activity.done_on != meeting.held_on]
    done = any(activity.done_on >= meeting.held_on for activity in logged)
    return DecisionState.DONE if done else DecisionState.WAITING


def agenda(
    *,
    cards: Sequence[HotspotCard],
    lines: Iterable[ActionLine],
    meetings: Sequence[Meeting],
    log: Log,
    ideas: Iterable[Idea],
    communications: Iterable[Communication],
    unmeasured: Iterable[Promise] = (),
    on: date,
) -> Agenda:
    """The agenda of a meeting on a day. unmeasured: promises that have ended and await their last reading.

    RULE 3: a hotspot is taken up once, under the first reason that fits; that nobody answers it is told there too.
    RULE 4: decisions are followed for a year. RULE 5: of work only that is taken up which somebody may still be called
    upon for.
    """
    lines = tuple(lines)
    held = sorted((one for one in meetings if was_held(one, on=on)), key=lambda one: one.held_on)
    names = {line.action.id: line.action.title for line in lines}
    points = [
        *_decided(held, log, names, on),
        *_places(cards),
        *_work(lines),
        *(
            Point(Topic.UNMEASURED, "promise", str(one.id), one.title, {"ended": one.ends_on})
            for one in sorted(unmeasured, key=lambda one: (one.ends_on or on, one.title))
        ),
        *(
            Point(Topic.UNREPLIED, "idea", str(idea.id), idea.idea_kind.value, {"due": idea.reply_due_on})
            for idea in sorted(ideas, key=lambda idea: idea.reply_due_on)
            if idea.replied_on is None and idea.reply_due_on < on
        ),
        *(
            Point(Topic.UNPUBLISHED, "communication", str(one.id), one.title, {"planned": one.planned_on})
            for one in sorted(communications, key=lambda one: one.planned_on)
            if is_overdue(one, on=on)
        ),
    ]
    order = list(Topic)
    return Agenda(
        tuple(sorted(points, key=lambda point: order.index(point.topic))),
        held[-1].held_on if held else None,
        sum(one.held_on.year == on.year for one in held),
        on,
    )


def is_overdue(communication: Communication, *, on: date) -> bool:
    """Whether the day on which it was to be published has passed and it is not."""
    return communication.published_on is None and communication.planned_on < on


def _decided(held: Sequence[Meeting], log: Log, names: Mapping[UUID, str], on: date) -> list[Point]:
    return [
        Point(
            Topic.DECIDED,
            "meeting",
            str(meeting.id),
            decision.text,
            {
                "held": meeting.held_on,
                "state": state,
                "number": number,
                "action": names.get(decision.action_id, "") if decision.action_id else "",
            },
        )
        for meeting in held
        if meeting.held_on >= on - timedelta(days=FOLLOWED_DAYS)
        for number, decision in enumerate(meeting.decisions)
        if (state := state_of(decision, meeting, log)) is not DecisionState.DONE
    ]


def _places(cards: Sequence[HotspotCard]) -> list[Point]:
    points = []
    for card in cards:
        topic = _TREND_TOPICS.get(card.trend, Topic.UNANSWERED if not card.actions else None)
        if topic is not None and card.state is not HotspotState.DISMISSED:
            about = {"rows": card.count, "trend": card.trend, "actions": card.actions}
            points.append(Point(topic, "hotspot", card.ref, card.name, about))
    return points


_TREND_TOPICS = {"new": Topic.NEW, "growing": Topic.GROWING}


def _work(lines: Iterable[ActionLine]) -> list[Point]:
    points = []
    for line in lines:
        stands = line.progress
        if stands.is_late and line.is_called:
            topic = Topic.SILENT if stands.pace is Pace.SILENT else Topic.OVERDUE
            about = {
                "done": stands.done,
                "target": stands.target,
                "expected": stands.expected,
                "measure": stands.measure,
                "days": stands.silent_days,
                "pace": stands.pace,
            }
            points.append(Point(topic, "action", str(line.action.id), line.action.title, about))
    return sorted(points, key=lambda point: point.name)
