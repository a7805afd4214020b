"""What was promised against what is logged: done of target, pace, overdue. Pure; today is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from geodata.model import Action, Activity, CommitmentKind, Measure, Promise

SILENT_AFTER_DAYS = 90
FOLLOWED_DAYS = 365
"""How long what is over is still asked for."""


class Pace(StrEnum):
    """How an action stands on a day.

    ongoing, silent: continuous work with and without activity in the last 90 days (of its period, once that is over).
    ended: continuous work that went on to the end of its period.
    uncounted: no amount was promised, so that none can be missed.
    """

    UPCOMING = "upcoming"
    FULFILLED = "fulfilled"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    OVERDUE = "overdue"
    ONGOING = "ongoing"
    SILENT = "silent"
    ENDED = "ended"
    UNCOUNTED = "uncounted"


@dataclass(frozen=True, slots=True)
class Progress:
    """An action's amount on a day.

    done: logged so far, in `measure`.  target: for the whole period, None where no number was promised or the period
    has no end.  expected: by the day, at an even pace, rounded down; None where no number was promised.
    silent_days: since the last activity or the start.
    """

    pace: Pace
    measure: Measure
    done: int
    target: int | None
    expected: int | None
    last_done_on: date | None
    silent_days: int

    @property
    def is_late(self) -> bool:
        """Whether the action is behind, overdue or silent."""
        return self.pace in {Pace.BEHIND, Pace.OVERDUE, Pace.SILENT}

    @property
    def is_silent(self) -> bool:
        """Whether nothing was logged for more than 90 days of its period."""
        return self.silent_days > SILENT_AFTER_DAYS


def progress(action: Action, activities: Iterable[Activity], *, on: date) -> Progress:
    """How an action stands on a day.

    Activities of other actions, those after the day and those outside the action's period are left out: what is done
    after it belongs to the next.
    """
    last_day = min(on, action.ends_on) if action.ends_on else on
    own = [a for a in activities if a.action_id == action.id and action.starts_on <= a.done_on <= last_day]
    commitment = action.commitment
    measure = commitment.measure if commitment else Measure.OCCURRENCES
    done = sum(activity.amount(measure) for activity in own)
    last = max((a.done_on for a in own), default=None)
    silent_days = max(0, (last_day - (last or action.starts_on)).days)
    target = _target(action)
    expected = _expected(action, on)

    if on < action.starts_on:
        pace = Pace.UPCOMING
    elif expected is None:
        ended = action.ends_on is not None and on > action.ends_on
        pace = _pace_of_continuous(action, silent_days=silent_days, last=last, ended=ended)
    elif target is not None and done >= target:
        pace = Pace.FULFILLED
    elif on > _last_day(action):
        pace = Pace.OVERDUE
    else:
        pace = Pace.ON_PACE if done >= expected else Pace.BEHIND
    return Progress(pace, measure, done, target, expected, last, silent_days)


def ended_on(action: Action, promises: Iterable[Promise], *, on: date) -> date | None:
    """The last day of an action that has ended by a day; None while it runs or is to come. promises: that it serves.

    RULE 3: an action ends with its own period or with the last of its promises, whichever is first.
    """
    ends = [promise.ends_on for promise in promises]
    with_promises = max((end for end in ends if end is not None), default=None) if None not in ends else None
    last = min((end for end in (action.ends_on, with_promises) if end is not None), default=None)
    return last if last is not None and last < on else None


def is_called(action: Action, promises: Iterable[Promise], pace: Pace, *, on: date) -> bool:
    """Whether somebody may still be called upon for an action. promises: that it serves.

    RULE 4: not when all its promises have ended: what was not done under them can no longer be. Where no promise of it
    is known, an amount is asked for during a year after the action's own end. Silence ends with the action.
    """
    over = None if action.ends_on is None else (on - action.ends_on).days
    if pace is Pace.SILENT and over is not None and over > 0:
        return False
    ends = [promise.ends_on for promise in promises]
    if ends:
        return any(end is None or end >= on for end in ends)
    return over is None or over <= FOLLOWED_DAYS


def _pace_of_continuous(action: Action, *, silent_days: int, last: date | None, ended: bool) -> Pace:
    # RULE 1: an action that promises no amount cannot be late in amount, but it can fall silent
    if silent_days > SILENT_AFTER_DAYS:
        return Pace.SILENT
    if action.commitment is not None or last is not None:
        return Pace.ENDED if ended else Pace.ONGOING
    return Pace.UNCOUNTED


def _last_day(action: Action) -> date:
    due = action.commitment.due_on if action.commitment else None
    return due or action.ends_on or date.max


def _months(first: date, last: date) -> int:
    """Calendar months begun from first to last, both included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _target(action: Action) -> int | None:
    commitment = action.commitment
    if commitment is None:
        return None
    number = commitment.number
    match commitment.commitment_kind:
        case CommitmentKind.AT_LEAST:
            return number
        case CommitmentKind.BY_DATE:
            return number or 1
        case CommitmentKind.PER_MONTH if number and action.ends_on:
            return number * _months(action.starts_on, action.ends_on)
        case CommitmentKind.PER_YEAR if number and action.ends_on:
            return number * (action.ends_on.year - action.starts_on.year + 1)
        case _:
            return None


def _expected(action: Action, on: date) -> int | None:
    """What an even pace asks for by the day; None where no number was promised.

    RULE 2: a monthly amount is asked for when its month has ended, a yearly one day by day through the year, a total
    day by day through the period; a date, or a total without an end, not before it is due.
    """
    commitment, target = action.commitment, _target(action)
    if commitment is None or (commitment.number is None and target is None):
        return None
    if on < action.starts_on:
        return 0
    match commitment.commitment_kind:
        case CommitmentKind.PER_MONTH:
            ended = _months(action.starts_on, on) - (0 if (on + timedelta(days=1)).day == 1 else 1)
            asked = (commitment.number or 0) * ended
        case CommitmentKind.PER_YEAR if target is None:
            asked = int((commitment.number or 0) * ((on - action.starts_on).days + 1) / 365.25)
        case CommitmentKind.AT_LEAST | CommitmentKind.PER_YEAR if target is not None and action.ends_on:
            days = (action.ends_on - action.starts_on).days + 1
            asked = target * ((on - action.starts_on).days + 1) // days
        case CommitmentKind.CONTINUOUS:
            return None
        case _:
            asked = 0
    return asked if target is None else min(target, asked)
