"""When a view's evidence happens, by hour of the week, against when its actions are planned and were done; and light.

RULE 1: an hour of the week counts as answered where something was logged in it at least once in the view's period, from
the hour it began to the hour it ended. RULE 2: what nobody timed is told beside, and counts neither way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from geodata.columns import LIGHTS, UNKNOWN_MINUTE, Columns, weekday
from geodata.linking import TimeMatch, time_match
from geodata.model import LOCAL_TIME, Action, Activity, Light, View
from geodata.studies.basis import Basis, Method, source_types

MOST_UNANSWERED = 3
_LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekTimes:
    """Evidence and actions by the hours of a week.

    planned: the evidence against the actions' own bands.  logged: 7 x 24 occasions under way, from Monday 00.
    occasions: logged in the period; untimed: of these, without a time.  answered: share of the timed evidence in hours
    with an occasion, None where either is missing.  unanswered: (weekday, hour, evidence) without any, the most first.
    dark, light, unlit: rows in darkness, in light, and those of which nobody knows, by the sun at the place.
    """

    planned: TimeMatch
    actions: int
    logged: tuple[tuple[int, ...], ...]
    occasions: int
    untimed: int
    answered: float | None
    unanswered: tuple[tuple[int, int, int], ...]
    dark: int
    light: int
    unlit: int
    basis: Basis


def week_times(
    columns: Columns,
    view: View,
    actions: Sequence[Action],
    log: Mapping[UUID, Mapping[UUID, Activity]],
    *,
    today: date,
    made_up: bool = False,
) -> WeekTimes:
    """The week of a view. actions: those that the view is about; log: by action and id."""
    chosen = columns.where(view)
    rows = np.flatnonzero(chosen)
    timed = rows[columns.minute[rows] != UNKNOWN_MINUTE]
    slot = weekday(columns.day[timed]).astype(np.int64) * 24 + columns.minute[timed] // 60
    week = np.bincount(slot, minlength=7 * 24).reshape(7, 24)
    occasions = [
        one for action in actions for one in log.get(action.id, {}).values() if _within(one.done_on, view, today)
    ]
    logged = _hours_of(occasions)
    answered = logged > 0
    lit = np.bincount(columns.light[rows], minlength=len(LIGHTS))
    days = columns.day[rows]
    return WeekTimes(
        planned=time_match(week.tolist(), len(rows) - len(timed), actions),
        actions=len(actions),
        logged=tuple(tuple(row) for row in logged.tolist()),
        occasions=len(occasions),
        untimed=sum(one.started_at is None for one in occasions),
        answered=float(week[answered].sum() / week.sum()) if week.any() and answered.any() else None,
        unanswered=_unanswered(week, answered),
        dark=int(lit[LIGHTS.index(Light.DARK)]),
        light=int(lit[LIGHTS.index(Light.LIGHT)]),
        unlit=int(lit[LIGHTS.index(None)]),
        basis=Basis(
            method=Method.WEEK_TIMES,
            parameters={},
            since=_date(int(days.min())) if len(days) else None,
            until=_date(int(days.max())) if len(days) else None,
            sources=source_types(columns, chosen),
            rows=len(rows),
            computed_on=today,
            made_up=made_up,
        ),
    )


def actions_of(actions: Iterable[Action], view: View, codes: AbstractSet[str]) -> tuple[Action, ...]:
    """The actions that a view is about: done in its period, in its areas or the whole municipality.

    codes: the view's areas and what they lie in; empty where it asks for no area.
    """
    return tuple(
        action
        for action in actions
        if (view.until is None or action.starts_on <= view.until)
        and (view.since is None or action.ends_on is None or action.ends_on >= view.since)
        and (not codes or not action.area_codes or codes & set(action.area_codes))
    )


def _within(day: date, view: View, today: date) -> bool:
    return (view.since is None or day >= view.since) and day <= min(today, view.until or today)


def _hours_of(occasions: Iterable[Activity]) -> NDArray[np.int64]:
    """How many occasions were under way in each hour of the week."""
    hours = np.zeros((7, 24), np.int64)
    for one in occasions:
        if one.started_at is None:
            continue
        begin = one.started_at.astimezone(LOCAL_TIME)
        last = one.ended_at.astimezone(LOCAL_TIME) if one.ended_at else begin
        for hour in _each_hour(begin, min(last, begin + _LONGEST)):
            hours[hour.weekday(), hour.hour] += 1
    return hours


def _each_hour(begin: datetime, end: datetime) -> Iterable[datetime]:
    hour = begin.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    last = end.replace(tzinfo=None)
    yield hour
    hour += timedelta(hours=1)
    while hour < last:
        yield hour
        hour += timedelta(hours=1)


def _unanswered(week: NDArray[np.int64], answered: NDArray[np.bool_]) -> tuple[tuple[int, int, int], ...]:
    left = np.where(answered, 0, week).ravel()
    order = np.argsort(-left, kind="stable")[:MOST_UNANSWERED]
    return tuple((int(i) // 24, int(i) % 24, int(left[i])) for i in order if left[i])


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
