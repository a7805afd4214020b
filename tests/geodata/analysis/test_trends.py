"""Words for the direction of counts, and profiles over hours, weekdays and months."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.trends import TrendWord, profile, trend, trend_word
from geodata.errors import InvalidRecord

JANUARY = date(2016, 1, 1)
YEAR_END = date(2016, 12, 31)


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ([0] * 8 + [1, 2, 0, 3], TrendWord.NEW),
        ([1, 2, 1, 2, 1, 1, 2, 1, 6, 5, 7, 6], TrendWord.GROWING),
        ([3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2], TrendWord.PERSISTENT),
        ([6, 5, 7, 6, 5, 6, 7, 5, 1, 0, 1, 0], TrendWord.FADING),
        ([2, 0, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0], TrendWord.GONE),
    ],
)
def test_each_course_has_its_word(counts: list[int], word: TrendWord) -> None:
    found = trend(counts, first_month=JANUARY, today=YEAR_END)
    assert found is not None
    assert found.word is word
    assert (found.recent_months, found.months) == (4, 12)
    assert found.recent + found.before == sum(counts)
    assert trend_word(counts, first_month=JANUARY, today=YEAR_END) is word


def test_the_tail_is_the_exact_binomial_one() -> None:
    # P(X >= 8 | n = 10, p = 1/3) = sum of C(10, k) 2^(10 - k) / 3^10 for k = 8..10 = (45*4 + 10*2 + 1) / 59049.
    found = trend([1, 1, 8], first_month=JANUARY, today=date(2016, 3, 31))
    assert found is not None
    assert found.p == pytest.approx(201 / 59049)


def test_a_month_that_is_not_over_is_left_out() -> None:
    counts = [9, 9, 9, 9, 9, 0]
    assert trend_word(counts, first_month=JANUARY, today=date(2016, 6, 3)) is TrendWord.PERSISTENT
    assert trend_word(counts, first_month=JANUARY, today=date(2016, 6, 30)) is TrendWord.FADING


def test_too_short_a_series_or_no_rows_have_no_word() -> None:
    assert trend_word([4, 5, 6], first_month=JANUARY, today=date(2016, 3, 30)) is None
    assert trend_word([0] * 12, first_month=JANUARY, today=YEAR_END) is None
    assert trend_word([4, 5, 6], first_month=JANUARY, today=date(2015, 1, 1)) is None


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="negative"):
        trend([1, -1, 2], first_month=JANUARY, today=YEAR_END)


def test_an_even_course_is_rarely_called_growing_or_fading() -> None:
    rng = np.random.default_rng(3)
    words = [trend_word(rng.poisson(3, 24), first_month=JANUARY, today=date(2017, 12, 31)) for _ in range(1000)]
    assert words.count(TrendWord.GROWING) <= 60
    assert words.count(TrendWord.FADING) <= 60


def test_a_profile_counts_hours_weekdays_and_months() -> None:
    days = np.array(["2016-02-29", "2016-02-29", "2016-12-31", "2017-01-01"], "datetime64[D]")
    found = profile(np.array([0, 1439, 65535, 60], np.uint16), days)
    assert np.flatnonzero(found.by_hour).tolist() == [0, 1, 23]
    assert found.hour_unknown == 1
    # 29 February 2016 was a Monday, New Year's Eve a Saturday.
    assert found.by_weekday.tolist() == [2, 0, 0, 0, 0, 1, 1]
    assert found.by_month_of_year.tolist() == [1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert found.first_month == date(2016, 2, 1)
    assert found.monthly.tolist() == [2, *[0] * 9, 1, 1]


def test_a_period_gives_its_empty_months_and_keeps_others_out() -> None:
    days = np.array(["2015-12-31", "2016-02-29"], "datetime64[D]")
    found = profile([10, 20], days, period=(JANUARY, date(2016, 4, 30)))
    assert found.first_month == JANUARY
    assert found.monthly.tolist() == [0, 1, 0, 0]
    assert found.by_hour.sum() == 1


def test_no_rows_have_an_empty_profile() -> None:
    found = profile([], [])
    assert found.first_month is None
    assert found.monthly.tolist() == []
    assert found.by_hour.tolist() == [0] * 24


@pytest.mark.parametrize(
    ("minutes", "days", "named"),
    [([1, 2], [3], "2 minutes for 1 days"), ([1440], [3], "0-1439"), ([-1], [3], "0-1439")],
)
def test_columns_that_do_not_fit_are_refused(minutes: list[int], days: list[int], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        profile(minutes, days)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="before it begins"):
        profile([], [], period=(YEAR_END, JANUARY))


@given(st.lists(st.tuples(st.integers(0, 1439), st.dates(date(2010, 1, 1), date(2030, 12, 31))), min_size=1))
def test_a_profile_loses_no_row(rows: list[tuple[int, date]]) -> None:
    minutes, dates = zip(*rows, strict=True)
    found = profile(minutes, np.array(dates, "datetime64[D]"))
    for counts in (found.by_hour, found.by_weekday, found.by_month_of_year, found.monthly):
        assert counts.sum() == len(rows)
    for day, number in enumerate(found.by_weekday):
        assert number == sum(on.weekday() == day for on in dates)
    assert found.first_month == min(dates).replace(day=1)
    assert len({on.month for on in dates}) == np.count_nonzero(found.by_month_of_year)
