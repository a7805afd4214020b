"""What is asked about an occurrence of each kind of work, and what a log never takes: the future. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.errors import InvalidRecord
from geodata.model import LOCAL_TIME, Action, ActionType, Activity, Counted, Measure


class Asked(StrEnum):
    """What may be asked about an activity beside its day and its numbers."""

    PLACE = "place"
    HOURS = "hours"
    PARTNERS = "partners"
    INITIATOR = "initiator"
    OUTCOME = "outcome"
    FOCUS = "focus"
    THEMES = "themes"
    SUBSTANCES = "substances"
    CHANNEL = "channel"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class LogSheet:
    """What is asked of one kind of work.

    measures: the numbers it carries, the commonest first. at_once: asked straight away, in order; everything else is
    asked only where somebody wants to say it.
    """

    measures: tuple[Measure, ...]
    at_once: tuple[Asked, ...]

    @property
    def on_wish(self) -> tuple[Asked, ...]:
        """What may be said too: what only some work has, an answer or a focus, is not asked of the rest."""
        return tuple(one for one in Asked if one not in self.at_once and one not in _OF_SOME)


_OF_SOME = frozenset({Asked.OUTCOME, Asked.FOCUS})
_M, _A = Measure, Asked
SHEETS: Mapping[ActionType, LogSheet] = {
    ActionType.SAFETY_WALK: LogSheet((_M.PARTICIPANTS,), (_A.PLACE, _A.THEMES)),
    ActionType.DIGITAL_WALK: LogSheet((_M.PARTICIPANTS,), (_A.PLACE, _A.THEMES)),
    ActionType.NIGHT_PATROL: LogSheet((_M.SHIFTS, _M.ADULTS), (_A.HOURS, _A.PLACE)),
    ActionType.POLICE_PRESENCE: LogSheet((_M.SHIFTS,), (_A.HOURS, _A.PLACE)),
    ActionType.COOPERATION: LogSheet((_M.PARTICIPANTS,), (_A.PARTNERS, _A.THEMES)),
    ActionType.OPERATIVE_GROUP: LogSheet((_M.PARTICIPANTS,), (_A.PARTNERS, _A.THEMES)),
    ActionType.SITUATION_PICTURE: LogSheet((), (_A.THEMES,)),
    ActionType.EDUCATION: LogSheet((_M.SESSIONS, _M.PARTICIPANTS), (_A.PARTNERS, _A.SUBSTANCES)),
    ActionType.INFORMATION: LogSheet((_M.ISSUES, _M.REACHED), (_A.CHANNEL, _A.THEMES)),
    ActionType.SUPERVISION: LogSheet((_M.VISITS, _M.REMARKS), (_A.PARTNERS, _A.SUBSTANCES)),
    ActionType.TOBACCO_SUPERVISION: LogSheet((_M.VISITS, _M.PURCHASES, _M.REMARKS), (_A.PARTNERS,)),
    ActionType.NEIGHBOURHOOD_WATCH: LogSheet(
        (_M.SESSIONS, _M.HOUSEHOLDS, _M.ISSUES, _M.REACHED, _M.REMARKS), (_A.PLACE, _A.PARTNERS)
    ),
    ActionType.PROPERTY_OWNER_DIALOGUE: LogSheet((_M.CONTACTS,), (_A.OUTCOME, _A.PLACE)),
    ActionType.TARGETED_POLICE_WORK: LogSheet((_M.CONTACTS, _M.VISITS, _M.CONTROLS), (_A.THEMES, _A.SUBSTANCES)),
    ActionType.SCHOOL_CONTACTS: LogSheet((_M.CONTACTS, _M.SESSIONS, _M.PARTICIPANTS), (_A.PARTNERS, _A.INITIATOR)),
    ActionType.TRAFFIC_CONTROL: LogSheet((_M.CONTROLS, _M.REMARKS), (_A.FOCUS, _A.PLACE)),
    ActionType.LIGHTING_WORK: LogSheet((), (_A.PLACE, _A.NOTE)),
    ActionType.SHRUB_CLEARING: LogSheet((), (_A.PLACE, _A.NOTE)),
    ActionType.BICYCLE_PARKING: LogSheet((), (_A.PLACE, _A.NOTE)),
    ActionType.CLEANING: LogSheet((), (_A.PLACE, _A.NOTE)),
    ActionType.OTHER: LogSheet((_M.PARTICIPANTS,), (_A.PLACE, _A.NOTE)),
}
"""Of every kind of work. Remarks count faults that were found: a lock, a price label, a fire risk."""

MEETINGS = frozenset({ActionType.OPERATIVE_GROUP, ActionType.COOPERATION})
"""Work that is done by meeting: who came is told by function, in the minutes."""


def sheet_of(action: Action) -> LogSheet:
    """What is asked about an action. RULE 1: what its commitment counts is always asked, and first."""
    usual = SHEETS[action.action_type]
    promised = action.commitment.measure if action.commitment else Measure.OCCURRENCES
    if promised is Measure.OCCURRENCES:
        return usual
    others = tuple(measure for measure in usual.measures if measure is not promised)
    return LogSheet((promised, *others), usual.at_once)


def suggested(action: Action) -> Mapping[Measure, int]:
    """The numbers that an empty log begins with: one shift, one session; people are never guessed."""
    first = sheet_of(action).measures[:1]
    return {measure: 1 for measure in first if measure in _ONE_EACH}


_ONE_EACH = frozenset({Measure.SHIFTS, Measure.SESSIONS, Measure.CONTACTS, Measure.CONTROLS, Measure.ISSUES})


def numbers(given: Iterable[tuple[Measure, int | None]]) -> tuple[Counted, ...]:
    """The numbers that were said; what was left empty is not nought."""
    return tuple(Counted(measure=measure, number=number) for measure, number in given if number is not None)


def refuse_future(activity: Activity, *, today: date) -> None:
    """RULE 2: the log tells what was done, police presence above all; what is planned is never kept here.

    Raises: InvalidRecord.
    """
    if activity.done_on > today:
        raise InvalidRecord(
            f"activity: {activity.done_on} lies in the future and today is {today}; log it when it is done"
        )
    for instant in (activity.started_at, activity.ended_at):
        if instant is not None and instant.astimezone(LOCAL_TIME).date() < activity.done_on:
            raise InvalidRecord(
                f"activity: it begins or ends before its own day {activity.done_on}; correct the day or the time"
            )
