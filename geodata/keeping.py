"""Is a promise kept? Outcome against target, actions against what they commit to, and the reason in codes. Pure.

RULE 1: work that is done is not a promise that is kept: what was promised is told by its own indicator, and without a
target it is *ej mätbart*, however much was done. RULE 2: a fault that was closed is not a place that was mended:
nothing here looks at the state of reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from geodata.model import Action, Activity, Direction, Goal, Indicator, Promise, Reading
from geodata.progress import FOLLOWED_DAYS, Pace, Progress

LEAST_DAYS_TO_FORECAST = 30


class Keeping(StrEnum):
    """Uppfyllt, delvis, ej, ej mätbart; open while the period runs and neither can be said yet."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"
    OPEN = "open"
    NOT_MEASURABLE = "not_measurable"


class Why(StrEnum):
    """The reason for a promise's standing."""

    TARGET_REACHED = "target_reached"
    MOVED_TOWARDS_TARGET = "moved_towards_target"
    NOT_MOVED = "not_moved"
    NO_READING_YET = "no_reading_yet"
    NEVER_MEASURED = "never_measured"
    NO_INDICATOR = "no_indicator"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Work:
    """How the actions of a promise stand on a day, each in one place.

    fulfilled: the amount is done, or continuous work went on to its end. going: on pace, or continuous and not silent.
    late: behind, overdue or silent. upcoming: not begun. uncounted: nothing was committed to.
    """

    fulfilled: tuple[UUID, ...]
    going: tuple[UUID, ...]
    late: tuple[UUID, ...]
    upcoming: tuple[UUID, ...]
    uncounted: tuple[UUID, ...]

    @property
    def counted(self) -> int:
        """Actions that committed to something."""
        return len(self.fulfilled) + len(self.going) + len(self.late) + len(self.upcoming)


@dataclass(frozen=True, slots=True)
class PromiseKeeping:
    """How a promise stands on a day.

    reading: the latest of its indicator until the day. baseline: what it is held against. is_over: its period has
    ended.
    """

    keeping: Keeping
    why: Why
    reading: Reading | None
    baseline: float | None
    target: float | None
    work: Work
    is_over: bool


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the logged pace leads to. at_end: amount on the last day, at the pace so far, rounded down.

    reached_on: the day on which the target is or was reached; None where the pace does not reach it by the last day.
    needed_per_month: what is left of the target per 30 days left; None where nothing is left, or no days.
    """

    at_end: int
    reached_on: date | None
    needed_per_month: float | None


@dataclass(frozen=True, slots=True)
class Evenings:
    """How an action's risk evenings are covered on a day.

    passed: that lie behind; covered: those of them on which something was logged; missed: the others. coming: the next,
    today included; None where none is left.
    """

    passed: int
    covered: int
    missed: tuple[date, ...]
    coming: date | None


def evenings(action: Action, log: Iterable[Activity], *, on: date) -> Evenings | None:
    """Which risk evenings had a shift; None for an action without any, or for those who may not see them.

    A shift belongs to the evening on which it began, also where it went on past midnight.
    """
    if not action.risk_evenings:
        return None
    logged = {activity.done_on for activity in log if activity.action_id == action.id}
    passed = sorted(day for day in set(action.risk_evenings) if day < on)
    missed = tuple(day for day in passed if day not in logged)
    coming = min((day for day in action.risk_evenings if day >= on), default=None)
    return Evenings(len(passed), len(passed) - len(missed), missed, coming)


def work(actions: Sequence[Action], progress: Mapping[UUID, Progress]) -> Work:
    """How actions stand. progress: of each action, by its id."""
    places: dict[str, list[UUID]] = {"fulfilled": [], "going": [], "late": [], "upcoming": [], "uncounted": []}
    for action in actions:
        stands = progress[action.id]
        if action.commitment is None:
            place = "late" if stands.pace is Pace.SILENT else "uncounted"
        elif stands.is_late:
            place = "late"
        elif stands.pace in {Pace.FULFILLED, Pace.ENDED}:
            place = "fulfilled"
        else:
            place = "upcoming" if stands.pace is Pace.UPCOMING else "going"
        places[place].append(action.id)
    return Work(**{name: tuple(ids) for name, ids in places.items()})


def keeping(
    promise: Promise, actions: Sequence[Action], progress: Mapping[UUID, Progress], *, on: date
) -> PromiseKeeping:
    """How a promise stands. actions: those that serve it; progress: of each, by id.

    RULE 3: the latest reading on or before the day counts; readings from before the period are the baseline's, not an
    outcome. RULE 4: reached is kept; moved the promised way is partly; otherwise, after the period, not kept. Before
    the period is over, what is not reached is open.
    """
    is_over = promise.ends_on is not None and on > promise.ends_on
    done = work(actions, progress)
    indicator = promise.indicator
    if indicator is None or indicator.target is None:
        why = Why.NO_INDICATOR if indicator is None else Why.NO_TARGET
        baseline = indicator.baseline if indicator else None
        return PromiseKeeping(Keeping.NOT_MEASURABLE, why, latest(indicator, on), baseline, None, done, is_over)
    reading = latest(indicator, on, since=promise.starts_on)
    said, why = _outcome(indicator, indicator.target, reading, is_over=is_over)
    return PromiseKeeping(said, why, reading, indicator.baseline, indicator.target, done, is_over)


def goal_keeping(goal: Goal, *, on: date) -> tuple[Keeping, Why, Reading | None]:
    """How a goal stands: by its indicator alone, and never closed by a date, as a goal has no period of its own."""
    indicator = goal.indicator
    if indicator is None or indicator.target is None:
        return Keeping.NOT_MEASURABLE, Why.NO_INDICATOR if indicator is None else Why.NO_TARGET, latest(indicator, on)
    reading = latest(indicator, on)
    return (*_outcome(indicator, indicator.target, reading, is_over=False), reading)


def awaits_last_reading(promise: Promise, *, on: date) -> bool:
    """Whether a promise that has ended can still be measured and is not: its outcome is nobody's guess.

    RULE 5: the last reading is one of the last year of the period or later; it is asked for during a year.
    """
    ends_on, indicator = promise.ends_on, promise.indicator
    if ends_on is None or indicator is None or indicator.target is None:
        return False
    year = timedelta(days=FOLLOWED_DAYS)
    last = latest(indicator, on, since=max(promise.starts_on, ends_on - year))
    return ends_on < on <= ends_on + year and last is None


def latest(indicator: Indicator | None, on: date, *, since: date | None = None) -> Reading | None:
    """The last reading of an indicator on or before a day, and not before another."""
    readings = [r for r in (indicator.readings if indicator else ()) if r.on <= on and (since is None or r.on >= since)]
    return max(readings, key=lambda reading: reading.on, default=None)


def forecast(action: Action, stands: Progress, *, on: date) -> Forecast | None:
    """Where the logged pace leads; None where no total is asked for, too few days have passed, or the period is over.

    The pace is even: amount so far by days so far. Thirty days at least, as a first week says nothing about a year.
    """
    target, ends_on = stands.target, action.ends_on
    days = (on - action.starts_on).days + 1
    if target is None or ends_on is None or on >= ends_on or days < LEAST_DAYS_TO_FORECAST:
        return None
    left = (ends_on - on).days
    at_end = stands.done + stands.done * left // days
    short = target - stands.done
    if short <= 0:
        return Forecast(at_end, on, None)
    wait = -(-short * days // stands.done) if stands.done else None
    reached = on + timedelta(days=wait) if wait is not None and wait <= left else None
    return Forecast(at_end, reached, short * 30 / left)


def _outcome(indicator: Indicator, target: float, reading: Reading | None, *, is_over: bool) -> tuple[Keeping, Why]:
    if reading is None:
        return (Keeping.NOT_MEASURABLE, Why.NEVER_MEASURED) if is_over else (Keeping.OPEN, Why.NO_READING_YET)
    sign = 1 if indicator.direction is Direction.UP else -1
    if sign * (reading.value - target) >= 0:
        return Keeping.KEPT, Why.TARGET_REACHED
    moved = indicator.baseline is not None and sign * (reading.value - indicator.baseline) > 0
    if not is_over:
        return Keeping.OPEN, Why.MOVED_TOWARDS_TARGET if moved else Why.NOT_MOVED
    return (Keeping.PARTLY, Why.MOVED_TOWARDS_TARGET) if moved else (Keeping.NOT_KEPT, Why.NOT_MOVED)
