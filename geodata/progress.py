"""What was promised against what is logged: done of target, pace, overdue. Pure; today is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from geodata.model import Action, Activity, CommitmentKind, Measure

SILENT_AFTER_DAYS = 90


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
