"""Tests of two periods: scipy's and statsmodels' limits for plain chance, and what holds when months scatter more."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.multitest import multipletests

from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.period_ratio import Excess, Length, excess, period_ratios
from geodata.analysis.small_counts import conditional_ratio
from geodata.errors import InvalidRecord

YEAR = Length(365, 28 * 28 + 4 * 30 * 30 + 7 * 31 * 31)
MONTH = Length(30, 900)
PAIRS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=30)


@given(PAIRS, st.integers(1, 800), st.integers(1, 800))
def test_where_chance_alone_scatters_the_limits_are_the_exact_ones(
    pairs: list[tuple[int, int]], first: int, second: int
) -> None:
    found = period_ratios(*zip(*pairs, strict=True), lengths=(Length(first, first), Length(second, second)))
    for i, (k0, k1) in enumerate(pairs):
        if k0 + k1 == 0:
            assert np.isnan([found.ratio[i], found.low[i], found.high[i], found.p[i]]).all()
            continue
        exact = conditional_ratio(k0, k1, months_before=first, months_after=second)
        assert found.low[i] == pytest.approx(exact.low, rel=1e-9)
        assert found.high[i] == (inf if exact.high == inf else pytest.approx(exact.high, rel=1e-9))
        assert np.isnan(found.ratio[i]) if exact.ratio is None else found.ratio[i] == pytest.approx(exact.ratio)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 400), st.integers(1, 400))
def test_the_test_is_twice_the_smaller_tail_of_scipys_binomial(k0: int, k1: int, first: int, second: int) -> None:
    found = period_ratios([k0], [k1], lengths=(Length(first, 1), Length(second, 1)))
    if k0 + k1 == 0:
        return
    even = second / (first + second)
    tails = [binomtest(k1, k0 + k1, even, alternative=side).pvalue for side in ("less", "greater")]
    assert found.p[0] == pytest.approx(min(1, 2 * min(tails)), rel=1e-9)


@given(
    st.tuples(st.integers(0, 300), st.integers(0, 300)).filter(any),
    st.floats(0, 3),
    st.integers(5, 60),
    st.sampled_from([YEAR, MONTH]),
)
def test_limits_hold_the_ratio_and_say_what_the_test_says(
    counts: tuple[int, int], scatter: float, degrees: int, later: Length
) -> None:
    found = period_ratios([counts[0]], [counts[1]], lengths=(YEAR, later), scatter=Excess(scatter, degrees))
    low, high, p = found.low[0], found.high[0], found.p[0]
    assert low <= high
    if counts[0]:
        assert low <= found.ratio[0] * (1 + 1e-9)
        assert found.ratio[0] <= high * (1 + 1e-9)
    if abs(p - 0.05) > 1e-9:
        assert (p < 0.05) == (low > 1 or high < 1)


@given(st.tuples(st.integers(1, 300), st.integers(1, 300)), st.floats(0, 2), st.floats(0.01, 2))
def test_more_scatter_never_makes_a_difference_surer(counts: tuple[int, int], less: float, more: float) -> None:
    narrow, wide = (
        period_ratios([counts[0]], [counts[1]], lengths=(YEAR, YEAR), scatter=Excess(value, 35))
        for value in (less, less + more)
    )
    assert wide.low[0] <= narrow.low[0] * (1 + 1e-9)
    assert wide.high[0] >= narrow.high[0] * (1 - 1e-9)


@given(st.integers(1, 200), st.integers(1, 200), st.floats(0, 2))
def test_the_periods_turned_round_give_the_ratio_turned_round(k0: int, k1: int, scatter: float) -> None:
    there = period_ratios([k0], [k1], lengths=(YEAR, MONTH), scatter=Excess(scatter, 35))
    back = period_ratios([k1], [k0], lengths=(MONTH, YEAR), scatter=Excess(scatter, 35))
    assert there.ratio[0] * back.ratio[0] == pytest.approx(1)
    assert there.low[0] * back.high[0] == pytest.approx(1, rel=1e-7)
    assert there.p[0] == pytest.approx(back.p[0], rel=1e-7)


@pytest.mark.parametrize("size", [1.5, 3.0])
def test_the_excess_of_negative_binomial_months_is_found_whatever_the_rows_levels_and_seasons(size: float) -> None:
    rng = np.random.default_rng(11)
    season = 1 + 0.3 * np.sin(np.arange(240) / 6 * np.pi)
    mean = np.geomspace(2, 60, 40)[:, None] * season
    months = rng.negative_binomial(size, size / (size + mean))
    assert excess(months).value == pytest.approx(1 / size, rel=0.1)
    assert excess(months).degrees == 239
    assert excess(rng.poisson(mean)).value < 0.02


@pytest.mark.parametrize("ratio", [0.4, 1.0, 2.0])
@pytest.mark.parametrize("months", [1, 3, 12])
def test_the_limits_hold_what_is_true_when_months_scatter(ratio: float, months: int) -> None:
    rng = np.random.default_rng(months)
    mean = np.geomspace(0.5, 40, 40)
    length = Length(30 * months, 900 * months)
    held = []
    for _ in range(60):
        series = rng.negative_binomial(3, 3 / (3 + mean[:, None]), (40, 36))
        series[:, -months:] = rng.negative_binomial(3, 3 / (3 + ratio * mean[:, None]), (40, months))
        earlier, later = series[:, -2 * months : -months].sum(axis=1), series[:, -months:].sum(axis=1)
        found = period_ratios(earlier, later, lengths=(length, length), scatter=excess(series))
        there = earlier + later > 0
        held.append(((found.low <= ratio) & (ratio <= found.high))[there].mean())
    assert np.mean(held) >= 0.93


def test_where_nothing_changed_hardly_ever_an_area_is_said_to_have_changed() -> None:
    rng = np.random.default_rng(5)
    mean = np.geomspace(0.5, 40, 40)
    said = []
    for _ in range(200):
        series = rng.negative_binomial(3, 3 / (3 + mean[:, None]), (40, 36))
        earlier, later = series[:, -24:-12].sum(axis=1), series[:, -12:].sum(axis=1)
        p = period_ratios(earlier, later, lengths=(YEAR, YEAR), scatter=excess(series)).p
        p = p[~np.isnan(p)]
        assert np.allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1])
        said.append((benjamini_hochberg(p) <= 0.05).any())
    # binomial, 200 times 5 %: more than 19 would be rarer than one in two hundred
    assert sum(said) <= 19


def test_counts_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(InvalidRecord, match="at least 6"):
        excess([[1, 2, 3, 4, 5]])
    with pytest.raises(InvalidRecord, match="different rows"):
        period_ratios([1, 2], [1], lengths=(YEAR, YEAR))
    with pytest.raises(InvalidRecord, match="days"):
        period_ratios([1], [1], lengths=(YEAR, Length(0, 0)))
    with pytest.raises(InvalidRecord, match="missing"):
        period_ratios([None], [1], lengths=(YEAR, YEAR))
