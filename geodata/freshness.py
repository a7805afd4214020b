"""When it was last confirmed that something still holds, and what has gone stale since, per responsible party. Pure.

RULE 1: a hotspot was confirmed when somebody last said so, otherwise when a person adopted it. An action was confirmed
when it was last changed, when the last of it was logged, or when a party last said that its part holds, whichever is
latest. A promise was confirmed when somebody last said that it holds, when it was last changed, measured, or when the
last of its actions was.
RULE 2: what lies after the day is not known on it: a demonstration has a day of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from geodata.model import Action, Hotspot, Promise
from geodata.model.base import LOCAL_TIME
from geodata.progress import Pace, Progress

STALE_AFTER_DAYS = 180


class Concern(StrEnum):
    """Why something stands on a party's list."""

    OVERDUE = "overdue"
    BEHIND = "behind"
    SILENT = "silent"
    UNMEASURED = "unmeasured"
    STALE = "stale"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Freshness:
    """When something was last confirmed. on: None where nobody ever did. days: since then, None likewise.

    ended_on: its last day once that has passed; it then grows stale no more.
    """

    on: date | None
    days: int | None
    stale: bool
    ended_on: date | None = None


def freshness(
    days: Iterable[date | None], *, on: date, stale_after: int = STALE_AFTER_DAYS, ended_on: date | None = None
) -> Freshness:
    """The latest of the days on which it was confirmed, as known on a day. stale_after: days.

    RULE 4: what has ended is confirmed by nobody. ended_on: its last day where that has passed.
    """
    latest = max((day for day in days if day is not None and day <= on), default=None)
    since = (on - latest).days if latest else None
    return Freshness(latest, since, ended_on is None and (since is None or since > stale_after), ended_on)


def days_of_hotspot(hotspot: Hotspot) -> tuple[date | None, ...]:
    """The days on which a hotspot was confirmed."""
    decided = hotspot.decided_at.astimezone(LOCAL_TIME).date() if hotspot.decided_at else None
    return (hotspot.last_confirmed_on, decided)


def days_of_action(action: Action, changed_on: date | None, last_done_on: date | None) -> tuple[date | None, ...]:
    """The days on which an action was confirmed. changed_on: of its record; last_done_on: of its log."""
    return (changed_on, last_done_on, *(part.confirmed_on for part in action.responsibilities))


def days_of_promise(
    promise: Promise, changed_on: date | None, actions: Iterable[date | None]
) -> tuple[date | None, ...]:
    """The days on which a promise was confirmed. actions: those of its actions."""
    readings = promise.indicator.readings if promise.indicator else ()
    return (promise.last_confirmed_on, changed_on, *(reading.on for reading in readings), *actions)


def concerns_of_action(
    action: Action, progress: Progress, fresh: Freshness, party_id: UUID | None
) -> tuple[Concern, ...]:
    """Why an action stands on the list of a party (None: of nobody); empty where it need not.

    RULE 3: work that has not begun asks nothing, and work that is done or has ended nothing but what it owes.
    """
    if progress.pace is Pace.UPCOMING:
        return ()
    found = []
    if progress.pace is Pace.OVERDUE:
        found.append(Concern.OVERDUE)
    if progress.pace is Pace.BEHIND:
        found.append(Concern.BEHIND)
    if fresh.ended_on is None and progress.pace not in {Pace.FULFILLED, Pace.ENDED}:
        if progress.is_silent:
            found.append(Concern.SILENT)
        if fresh.stale:
            found.append(Concern.STALE)
        part = next((part for part in action.responsibilities if part.party_id == party_id), None)
        if part is not None and part.confirmed_on is None:
            found.append(Concern.UNCONFIRMED)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a party should look at. subject_kind: hotspot, promise or action; fresh: when it was confirmed."""

    party_id: UUID | None
    subject_kind: str
    subject_ref: str
    name: str
    concerns: tuple[Concern, ...]
    fresh: Freshness

    @property
    def urgency(self) -> tuple[int, int, str]:
        """The most pressing first, then the oldest."""
        order = list(Concern)
        return (min(order.index(one) for one in self.concerns), -(self.fresh.days or 10**6), self.name)
