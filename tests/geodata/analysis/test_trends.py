"""Words and slopes for the direction of counts, and profiles over hours, weekdays and months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.trends import TrendWord, mann_kendall, profile, slope, slopes, trend, trend_word
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected, numbers, table

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


def test_mann_kendall_of_the_nile_is_that_of_r_and_pymannkendall(shared_data: Path) -> None:
    found = mann_kendall(numbers(table(shared_data, "trend_emerging", "nile.csv")["x"]))
    case = expected(shared_data, "trend_emerging")
    peer, r = case["nile_pymannkendall_original"], case["nile_kendall"]
    assert found.s == peer["s"]
    assert found.variance == pytest.approx(peer["var_s"], rel=1e-9)
    assert found.z == pytest.approx(peer["z"], abs=1e-5)
    assert found.p == pytest.approx(peer["p"], rel=1e-5)
    assert found.tau_a == pytest.approx(peer["Tau"], abs=1e-5)
    assert found.slope == pytest.approx(peer["slope"], abs=1e-5)
    assert found.tau_b == pytest.approx(r["tau"], abs=1e-5)
    # R takes no step of one off.
    assert found.s / found.variance**0.5 == pytest.approx(r["z"], abs=1e-5)


def test_the_slope_of_salmonella_is_the_quasi_poisson_one_of_r(shared_data: Path) -> None:
    # The case's weeks stand for months: the line knows only their order.
    weeks = numbers(table(shared_data, "trend_emerging", "salmonella_agona.csv")["observed"])[:48]
    case = expected(shared_data, "trend_emerging")["poisson_trend_first48"]
    found = slope(weeks, first_month=JANUARY, today=date(2019, 12, 31), season=False)
    assert found.months == 48
    assert found.per_month == pytest.approx(case["slope"], abs=1e-5)
    assert found.error == pytest.approx(case["se_quasi"], abs=1e-5)
    assert found.dispersion == pytest.approx(case["dispersion"], abs=1e-5)
    assert found.yearly == pytest.approx(np.exp(12 * case["slope"]), rel=1e-4)
    assert found.check is not None
    assert found.check.z > 0


def test_a_season_is_not_taken_for_growth() -> None:
    # Two years and a half, from a low to a high.
    at = np.arange(30)
    counts = np.rint(20 * np.exp(0.8 * np.sin(2 * np.pi * at / 12 - np.pi / 2))).astype(int)
    plain = slope(counts, first_month=JANUARY, today=date(2018, 6, 30), season=False)
    found = slope(counts, first_month=JANUARY, today=date(2018, 6, 30))
    assert found.seasonal
    assert found.yearly == pytest.approx(1, abs=0.02)
    assert abs(np.log(plain.yearly)) > 3 * abs(np.log(found.yearly))


def test_growth_is_found_and_its_interval_holds_it() -> None:
    rng = np.random.default_rng(6)
    held = 0
    for _ in range(200):
        mean = 15 * np.exp(np.log(1.3) / 12 * np.arange(36))
        found = slope(rng.negative_binomial(6, 6 / (6 + mean)), first_month=JANUARY, today=date(2018, 12, 31))
        held += found.low <= 1.3 <= found.high
    assert held >= 0.91 * 200


def test_a_year_of_months_has_a_slope_without_season() -> None:
    found = slope([3, 4, 5, 6, 7, 8] * 2, first_month=JANUARY, today=YEAR_END)
    assert not found.seasonal
    assert (found.months, found.rows) == (12, 66)
    even = slope([4] * 12, first_month=JANUARY, today=YEAR_END)
    assert even.check is None
    assert even.yearly == pytest.approx(1)


@pytest.mark.parametrize(
    ("counts", "season", "named"),
    [
        ([5] * 11, None, "11 whole months"),
        ([0] * 11 + [9], None, "9 rows"),
        ([5] * 12, True, "season needs at least 24"),
        ([5] * 11 + [None], None, "missing"),
        ([5] * 11 + [-1], None, "negative"),
        ([0] * 11 + [40], None, "one end"),
    ],
)
def test_what_has_no_slope_is_refused(counts: list[int | None], season: bool | None, named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        slope(counts, first_month=JANUARY, today=YEAR_END, season=season)


def test_slopes_are_adjusted_for_the_number_of_places() -> None:
    rng = np.random.default_rng(7)
    places = [*rng.poisson(6, (30, 24)), [0] * 24, np.arange(24)]
    found = slopes(places, first_month=JANUARY, today=date(2017, 12, 31))
    told = [one for one in found if one is not None]
    assert found[30] is None
    assert len(told) == 31
    assert [one.adjusted_p for one in told] == benjamini_hochberg([one.p for one in told]).tolist()
    assert told[-1].adjusted_p < 0.001
    assert sum(one.adjusted_p < 0.05 for one in told) <= 3


def test_slopes_of_counts_that_are_not_sound_are_refused() -> None:
    with pytest.raises(InvalidRecord, match="negative"):
        slopes([[5] * 12, [-1] * 12], first_month=JANUARY, today=YEAR_END)
    with pytest.raises(InvalidRecord, match="level"):
        slopes([[5] * 12], first_month=JANUARY, today=YEAR_END, level=95)


@pytest.mark.parametrize(("values", "named"), [([1, 2], "2 values"), ([1, 2, None], "missing"), ([3, 3, 3], "alike")])
def test_what_has_no_rank_trend_is_refused(values: list[float | None], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        mann_kendall(values)


@given(st.lists(st.integers(0, 30), min_size=3, max_size=40).filter(lambda values: len(set(values)) > 1))
def test_a_series_read_backwards_has_the_opposite_trend(values: list[int]) -> None:
    there, back = mann_kendall(values), mann_kendall(values[::-1])
    assert back.s == -there.s
    assert back.p == there.p
    assert back.slope == pytest.approx(-there.slope)
    # Ranks know no units.
    assert mann_kendall([7 * value + 3 for value in values]).s == there.s
