"""The hours of the week: evidence and what was logged, counted one at a time, and how dark it was."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from geodata.model import LOCAL_TIME, Activity, Light, View
from geodata.studies.week_times import WeekTimes, actions_of, week_times
from tests.builders import an_action, an_activity
from tests.geodata.studies.evidence_rows import Row, columns_of, passes, rows, views

TODAY = date(2017, 6, 1)
ACTION = an_action(starts_on=date(2016, 1, 1), ends_on=date(2016, 12, 31))
SPACE = UUID("9f3c2b0e-6f0f-4f51-8f37-0b7c1d1c5a11")
VIEW = View(municipality="0880")


def shift(begin: datetime | None, hours: float = 0, day: date | None = None, number: int = 0) -> Activity:
    return an_activity(
        id=uuid5(SPACE, str(number)),
        action_id=ACTION.id,
        done_on=day or (begin.date() if begin else date(2016, 5, 4)),
        started_at=begin,
        ended_at=begin + timedelta(hours=hours) if begin and hours else None,
    )


def week(of: list[Row], *log: Activity, view: View = VIEW) -> WeekTimes:
    return week_times(columns_of(of), view, [ACTION], {ACTION.id: {one.id: one for one in log}}, today=TODAY)


@given(st.lists(rows, max_size=60), views)
def test_the_evidence_is_that_of_the_view_by_weekday_and_hour(of: list[Row], view: View) -> None:
    found = week(of, view=view)
    chosen = [row for row in of if passes(row, view)]
    timed = Counter((row.day.weekday(), row.minute // 60) for row in chosen if row.minute is not None)
    hours = found.planned.by_week_hour
    assert {(d, h): hours[d][h] for d in range(7) for h in range(24) if hours[d][h]} == dict(timed)
    assert found.planned.untimed == sum(row.minute is None for row in chosen)
    assert (found.dark, found.light, found.unlit) == tuple(
        sum(row.light is light for row in chosen) for light in (Light.DARK, Light.LIGHT, None)
    )
    assert found.basis.rows == len(chosen)


def test_a_shift_over_midnight_counts_in_each_hour_that_it_lasted() -> None:
    # Friday 6 May 2016, 21:30 to 02:00
    found = week([], shift(datetime(2016, 5, 6, 21, 30, tzinfo=LOCAL_TIME), 4.5))
    assert [(d, h) for d in range(7) for h in range(24) if found.logged[d][h]] == [
        (4, 21), (4, 22), (4, 23), (5, 0), (5, 1),
    ]  # fmt: skip
    assert week([], shift(datetime(2016, 5, 6, 21, 30, tzinfo=LOCAL_TIME))).logged[4][21] == 1


def test_what_is_answered_is_a_share_of_the_timed_evidence_and_the_rest_is_named() -> None:
    friday, saturday = date(2016, 5, 6), date(2016, 5, 7)
    of = [
        *[Row(day=friday, minute=22 * 60 + n) for n in range(6)],
        *[Row(day=saturday, minute=23 * 60 + n) for n in range(3)],
        Row(day=saturday, minute=60),
        Row(day=saturday),
    ]
    found = week(of, shift(datetime(2016, 6, 3, 22, 0, tzinfo=LOCAL_TIME), 1), shift(None, number=1))
    assert found.answered == 0.6
    assert found.unanswered == ((5, 23, 3), (5, 1, 1))
    assert (found.occasions, found.untimed) == (2, 1)


def test_only_what_was_logged_in_the_period_and_by_today_counts() -> None:
    view = View(municipality="0880", since=date(2016, 5, 1), until=date(2016, 5, 31))
    days = (date(2016, 4, 30), date(2016, 5, 1), date(2016, 5, 31), date(2016, 6, 1))
    log = [shift(datetime(d.year, d.month, d.day, 12, tzinfo=LOCAL_TIME), 1, number=n) for n, d in enumerate(days)]
    assert week([], *log, view=view).occasions == 2
    assert week([], shift(datetime(2017, 7, 1, 12, tzinfo=LOCAL_TIME), 1)).occasions == 0


def test_without_logged_times_no_share_is_made_up() -> None:
    found = week([Row(day=date(2016, 5, 6), minute=600)], shift(None))
    assert found.answered is None
    assert week([]).answered is None


def test_actions_of_a_view_overlap_its_period_and_lie_in_its_areas_or_everywhere() -> None:
    old, new = an_action(starts_on=date(2014, 1, 1), ends_on=date(2014, 12, 31)), an_action(starts_on=date(2018, 1, 1))
    there = an_action(starts_on=date(2016, 1, 1), area_codes=("0880C1030",))
    view = View(municipality="0880", since=date(2016, 1, 1), until=date(2016, 12, 31))
    assert actions_of([old, new, ACTION, there], view, frozenset()) == (ACTION, there)
    assert actions_of([ACTION, there], view, frozenset({"0880A0010"})) == (ACTION,)
    assert actions_of([ACTION, there], view, frozenset({"0880C1030"})) == (ACTION, there)
