"""What changed from one lägesbild to the next: places, promises, actions, gaps. Pure.

RULE 1: only what both tell of is compared. A gap counts as closed where what had it is still there: one that left
together with its promise or place is no gap that somebody closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.keeping import Keeping
from geodata.progress import Pace
from geodata.situation.content import ActionPart, Content, Figure, GapPart, PromisePart, Spot


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """A promise that stands otherwise, or whose indicator was read since. before: how it stood."""

    promise: PromisePart
    before: Keeping
    reading_before: Figure


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action for which something was logged, or that stands otherwise. added: amount done since."""

    action: ActionPart
    before: Pace
    done_before: Figure

    @property
    def added(self) -> float:
        """What was done between them; less than nothing where a log was corrected."""
        return (self.action.done.value or 0) - (self.done_before.value or 0)


@dataclass(frozen=True, slots=True)
class Differences:
    """What is otherwise than in the earlier lägesbild. since: its day.

    arrived, left: hotspots by ref; left ones as they stood.  answered: hotspots that have an action now and had none.
    promises_new, promises_gone: the register's own changes.
    """

    since: date
    arrived: tuple[Spot, ...]
    left: tuple[Spot, ...]
    answered: tuple[Spot, ...]
    promises: tuple[PromiseChange, ...]
    promises_new: tuple[PromisePart, ...]
    promises_gone: tuple[PromisePart, ...]
    actions: tuple[ActionChange, ...]
    actions_new: tuple[ActionPart, ...]
    gaps_opened: tuple[GapPart, ...]
    gaps_closed: tuple[GapPart, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is otherwise."""
        parts = (self.arrived, self.left, self.answered, self.promises, self.promises_new, self.promises_gone)
        return not any((*parts, self.actions, self.actions_new, self.gaps_opened, self.gaps_closed))


def differences(before: Content, now: Content) -> Differences:
    """What is otherwise now. Both of one municipality; order as in the later one, of what left as in the earlier."""
    spots_before = {spot.ref: spot for spot in before.spots}
    spots_now = {spot.ref: spot for spot in now.spots}
    promises_before = {one.id: one for one in before.promises}
    promises_now = {one.id for one in now.promises}
    actions_before = {one.id: one for one in before.actions}
    gaps_before, gaps_now = ({_key(gap): gap for gap in one.gaps} for one in (before, now))
    there = _subjects(now)
    return Differences(
        since=before.as_of,
        arrived=tuple(spot for spot in now.spots if spot.ref not in spots_before),
        left=tuple(spot for spot in before.spots if spot.ref not in spots_now),
        answered=tuple(
            spot
            for spot in now.spots
            if spot.actions and spot.ref in spots_before and not spots_before[spot.ref].actions
        ),
        promises=tuple(
            PromiseChange(one, then.keeping, then.reading)
            for one in now.promises
            if (then := promises_before.get(one.id))
            and (one.keeping is not then.keeping or _said(one.reading) != _said(then.reading))
        ),
        promises_new=tuple(one for one in now.promises if one.id not in promises_before),
        promises_gone=tuple(one for one in before.promises if one.id not in promises_now),
        actions=tuple(
            ActionChange(one, stood.pace, stood.done)
            for one in now.actions
            if (stood := actions_before.get(one.id))
            and (one.pace is not stood.pace or one.done.value != stood.done.value)
        ),
        actions_new=tuple(one for one in now.actions if one.id not in actions_before),
        gaps_opened=tuple(gap for key, gap in gaps_now.items() if key not in gaps_before),
        gaps_closed=tuple(
            gap
            for key, gap in gaps_before.items()
            if key not in gaps_now and (gap.subject_kind not in there or gap.ref in there[gap.subject_kind])
        ),
    )


def _said(reading: Figure) -> tuple[float | None, date | None]:
    return reading.value, reading.as_of


def _key(gap: GapPart) -> tuple[str, str, str]:
    return gap.kind.value, gap.subject_kind, gap.ref


def _subjects(content: Content) -> dict[str, frozenset[str]]:
    """What may lack something and may leave, by kind; categories, places and goals are always there."""
    return {
        "promise": frozenset(str(one.id) for one in content.promises),
        "action": frozenset(str(one.id) for one in content.actions),
        "hotspot": frozenset(one.ref for one in content.spots),
    }
