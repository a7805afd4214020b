"""Two periods of a view: the counts that the rules give row by row, and only what can be told is told."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Category, Feeling, SourceType, View
from geodata.studies.period_change import Change, PeriodChange, WhyUndecided, period_change
from tests.geodata.studies.evidence_rows import AREAS, Row, columns_of, passes, rows, views

TODAY = date(2017, 6, 1)
DAYS = st.dates(date(2015, 9, 1), date(2017, 5, 1))
VIEW = View(municipality="0880")
LAST_YEAR = (date(2015, 1, 1), date(2015, 12, 31))


def change(of: list[Row], view: View, compared: tuple[date, date]) -> PeriodChange:
    return period_change(columns_of(of), view, compared, today=TODAY)


def spread(number: int, first: date, last: date, **row: object) -> list[Row]:
    """So many rows, evenly over the days."""
    days = (last - first).days
    return [Row(day=first + timedelta(days=i * days // max(1, number - 1)), **row) for i in range(number)]  # type: ignore[arg-type]


@given(st.lists(rows, max_size=60), views, st.tuples(DAYS, DAYS).map(lambda two: (min(two), max(two))))
def test_both_periods_hold_the_rows_that_the_view_lets_through(
    of: list[Row], view: View, compared: tuple[date, date]
) -> None:
    found = change(of, view, compared)
    later = [row for row in of if passes(row, view)]
    other = view.model_copy(update={"since": compared[0], "until": compared[1]})
    earlier = [row for row in of if passes(row, other)]
    assert (found.together.earlier, found.together.later) == (len(earlier), len(later))
    for said, key in ((found.areas, "area"), (found.categories, "category")):
        counts = [Counter(str(getattr(row, key)) for row in part) for part in (earlier, later)]
        assert {r.code: (r.earlier, r.later) for r in said if r.earlier or r.later} == {
            code: (counts[0][code], counts[1][code]) for code in {*counts[0], *counts[1]}
        }
    assert {row.code for row in found.areas} == {"", *AREAS}
    for row in (found.together, *found.areas, *found.categories):
        assert (row.said is Change.UNDECIDED) == (row.why is not None)
        if row.said is not Change.UNDECIDED:
            assert row.adjusted is not None
            assert row.adjusted <= 0.05
            assert (row.low or 0) > 1 if row.said is Change.MORE else row.high is not None and row.high < 1


def test_twice_as_many_in_an_area_are_more_and_elsewhere_nobody_can_tell() -> None:
    of = [
        *spread(200, *LAST_YEAR, area="A1"),
        *spread(420, date(2016, 1, 1), date(2016, 12, 31), area="A1"),
        *spread(50, *LAST_YEAR, area="A2"),
        *spread(54, date(2016, 1, 1), date(2016, 12, 31), area="A2"),
        *spread(150, *LAST_YEAR, area="A3"),
        *spread(40, date(2016, 1, 1), date(2016, 12, 31), area="A3"),
    ]
    view = VIEW.model_copy(update={"since": date(2016, 1, 1), "until": date(2016, 12, 31)})
    found = {row.code: row for row in change(of, view, LAST_YEAR).areas}
    assert [found[code].said for code in AREAS] == [Change.MORE, Change.UNDECIDED, Change.FEWER]
    assert [found[code].why for code in AREAS] == [None, WhyUndecided.CHANCE, None]
    assert found[""].why is WhyUndecided.NOTHING
    assert found["A1"].ratio is not None
    assert abs(found["A1"].ratio - 420 / 366 / (200 / 365)) < 1e-9


def test_periods_of_unequal_length_are_compared_by_the_day() -> None:
    of = [*spread(360, date(2015, 1, 1), date(2015, 12, 26)), *spread(30, date(2016, 1, 1), date(2016, 1, 30))]
    view = VIEW.model_copy(update={"since": date(2016, 1, 1), "until": date(2016, 1, 30)})
    found = change(of, view, (date(2015, 1, 1), date(2015, 12, 26)))
    assert (found.earlier.days, found.later.days) == (360, 30)
    assert (found.together.earlier_rate, found.together.later_rate) == (30.0, 30.0)
    assert found.together.ratio == 1
    assert found.together.why is WhyUndecided.CHANCE


def test_days_before_and_after_all_evidence_do_not_count_as_days_without_any() -> None:
    of = spread(300, date(2015, 7, 1), date(2016, 3, 31))
    view = VIEW.model_copy(update={"since": date(2016, 1, 1), "until": date(2016, 12, 31)})
    found = change(of, view, LAST_YEAR)
    assert (found.later.since, found.later.until, found.later.is_cut) == (date(2016, 1, 1), date(2016, 3, 31), True)
    assert (found.earlier.since, found.earlier.until, found.earlier.is_cut) == (
        date(2015, 7, 1),
        date(2015, 12, 31),
        True,
    )
    nowhere = change(of, view, (date(2001, 1, 1), date(2001, 12, 31)))
    assert nowhere.earlier.days == 0
    assert nowhere.together.why is WhyUndecided.NOTHING
    assert nowhere.together.earlier_rate is None


def test_evidence_of_another_view_still_says_which_days_were_gathered() -> None:
    of = [*spread(200, date(2015, 1, 1), date(2016, 12, 31)), Row(day=date(2016, 2, 1), category=Category.BURGLARY)]
    view = View(
        municipality="0880", since=date(2016, 1, 1), until=date(2016, 12, 31), categories=frozenset({Category.BURGLARY})
    )
    found = change(of, view, LAST_YEAR)
    assert (found.together.earlier, found.together.later) == (0, 1)
    assert (found.earlier.days, found.later.days) == (365, 366)
    assert found.together.ratio is None
    assert found.together.high is None


def test_periods_that_share_a_day_are_told_and_not_judged() -> None:
    of = [*spread(10, *LAST_YEAR), *spread(400, date(2016, 1, 1), date(2016, 12, 31))]
    view = VIEW.model_copy(update={"since": date(2015, 12, 31), "until": date(2016, 12, 31)})
    found = change(of, view, LAST_YEAR)
    assert found.overlap
    assert {row.why for row in (found.together, *found.areas, *found.categories)} == {WhyUndecided.OVERLAP}
    assert found.together.ratio is None


def test_a_few_months_of_evidence_do_not_tell_how_months_scatter() -> None:
    of = [*spread(5, date(2016, 1, 1), date(2016, 2, 29)), *spread(400, date(2016, 3, 1), date(2016, 4, 30))]
    view = VIEW.model_copy(update={"since": date(2016, 3, 1), "until": date(2016, 4, 30)})
    found = change(of, view, (date(2016, 1, 1), date(2016, 2, 29)))
    assert found.together.why is WhyUndecided.TOO_SHORT
    assert found.together.low is not None
    assert found.together.low > 1


def test_months_that_come_in_bursts_make_a_difference_less_sure() -> None:
    rng = np.random.default_rng(3)
    calm, wild = [], []
    for month in range(36):
        first = date(2014 + month // 12, month % 12 + 1, 1)
        more = 1.35 if month >= 24 else 1.0
        calm += spread(round(30 * more), first, first + timedelta(days=27))
        wild += spread(int(rng.negative_binomial(1.5, 1.5 / (1.5 + 30 * more))) + 1, first, first + timedelta(days=27))
    view = VIEW.model_copy(update={"since": date(2016, 1, 1), "until": date(2016, 12, 31)})
    sure, unsure = (change(of, view, LAST_YEAR).together for of in (calm, wild))
    assert sure.said is Change.MORE
    assert unsure.why is WhyUndecided.CHANCE


def test_a_source_that_began_in_between_is_named() -> None:
    of = [
        *spread(40, date(2015, 1, 1), date(2016, 12, 31)),
        *spread(30, date(2016, 2, 1), date(2016, 12, 1), source=SourceType.WALK),
    ]
    view = VIEW.model_copy(update={"since": date(2016, 1, 1), "until": date(2016, 12, 31)})
    found = change(of, view, LAST_YEAR)
    assert found.one_sided == (SourceType.WALK,)
    assert found.basis.sources == ("app", "walk")
    assert found.basis.rows == len(of)
    assert (found.basis.since, found.basis.until) == (date(2015, 1, 1), date(2016, 12, 31))


def test_safe_places_are_compared_when_they_are_asked_for() -> None:
    of = [*spread(40, date(2015, 1, 1), date(2016, 12, 31)), *spread(9, date(2016, 2, 1), date(2016, 12, 1), safe=True)]
    view = View(municipality="0880", feeling=Feeling.SAFE, since=date(2016, 1, 1))
    found = change(of, view, LAST_YEAR)
    assert (found.together.earlier, found.together.later) == (0, 9)
