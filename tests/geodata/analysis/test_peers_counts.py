"""Rates, lines through counts and tests of few events beside esda, statsmodels and scipy, on data drawn afresh."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.analysis.effects import monthly_ratio
from geodata.analysis.loglinear import fit
from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.rates import crude, smoothed
from geodata.analysis.small_counts import conditional_ratio, e_test, exact_difference
from geodata.analysis.trends import mann_kendall, slope
from geodata.errors import InvalidRecord

# What others' programs warn of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")

seeds = st.integers(0, 2**32 - 1)
few = st.integers(0, 25)
months = st.integers(1, 36)


def glm(counts: NDArray[np.int64], design: NDArray[np.float64]) -> Any:
    """Quasi-Poisson by statsmodels, the scale from Pearson's chi-square."""
    import statsmodels.api as sm

    return sm.GLM(counts, design, family=sm.families.Poisson()).fit(scale="X2", tol=1e-12, maxiter=200)


@settings(deadline=None, max_examples=15)
@given(seeds, st.integers(2, 40))
def test_smoothed_rates_are_those_of_esda(seed: int, areas: int) -> None:
    from esda.smoothing import Empirical_Bayes

    rng = np.random.default_rng(seed)
    dwellings = rng.integers(1, 4000, areas)
    counts = rng.poisson(dwellings * rng.gamma(1.0, 0.01, areas))
    assume(counts.sum() > 0)
    found = smoothed(counts, dwellings)
    # Areas that differ less than chance would make them: it then goes on with a negative variance.
    assume(found.variance[0] > 0)
    theirs = np.asarray(Empirical_Bayes(counts, dwellings).r).ravel()
    assert found.per_1000 / 1000 == pytest.approx(theirs, rel=1e-9, abs=1e-15)


@settings(deadline=None, max_examples=15)
@given(seeds, st.integers(1, 30))
def test_limits_of_rates_are_those_of_statsmodels(seed: int, areas: int) -> None:
    from statsmodels.stats.rates import confint_poisson

    rng = np.random.default_rng(seed)
    dwellings, counts = rng.integers(1, 4000, areas), rng.integers(1, 60, areas)
    found = crude(counts, dwellings)
    low, high = confint_poisson(counts, dwellings, method="exact-c")
    assert found.low / 1000 == pytest.approx(low, rel=1e-9)
    assert found.high / 1000 == pytest.approx(high, rel=1e-9)


@settings(deadline=None, max_examples=15)
@given(seeds, st.integers(8, 40), st.integers(1, 3))
def test_lines_through_counts_are_those_of_statsmodels(seed: int, number: int, columns: int) -> None:
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(number), rng.normal(size=(number, columns))])
    counts = rng.negative_binomial(3, 3 / (3 + np.exp(1.5 + 0.3 * design[:, 1])))
    try:
        ours = fit(design, counts)
    except InvalidRecord:
        # a coefficient that runs away has no answer to compare
        reject()
    theirs = glm(counts, design)
    assert ours.coefficients == pytest.approx(theirs.params, rel=1e-6, abs=1e-7)
    assert ours.dispersion == pytest.approx(theirs.scale, rel=1e-6)
    assert ours.errors * np.sqrt(ours.dispersion) == pytest.approx(theirs.bse, rel=1e-6)


@settings(deadline=None, max_examples=15)
@given(seeds, st.integers(24, 48))
def test_slopes_of_months_are_those_of_statsmodels(seed: int, number: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.negative_binomial(3, 3 / (3 + np.exp(1.8 + 0.01 * np.arange(number))))
    ours = slope(counts, first_month=date(2012, 3, 1), today=date(2030, 1, 1), season=False)
    theirs = glm(counts, np.column_stack([np.ones(number), np.arange(number)]))
    assert ours.per_month == pytest.approx(theirs.params[1], rel=1e-5, abs=1e-8)
    widening = max(1.0, theirs.scale) / theirs.scale
    assert ours.error == pytest.approx(theirs.bse[1] * np.sqrt(widening), rel=1e-5)


@settings(deadline=None, max_examples=15)
@given(seeds, st.integers(3, 14), st.integers(3, 14))
def test_an_effect_is_the_interaction_that_statsmodels_finds(seed: int, before: int, after: int) -> None:
    rng = np.random.default_rng(seed)
    lengths, means = (before, after, before, after), (6, 5, 20, 22)
    series = [rng.negative_binomial(4, 4 / (4 + mean), length) for mean, length in zip(means, lengths, strict=True)]
    assume(all(part.any() for part in series))
    ours = monthly_ratio(*series)
    treated, later = (np.repeat(flags, lengths).astype(float) for flags in ([1, 1, 0, 0], [0, 1, 0, 1]))
    theirs = glm(np.concatenate(series), np.column_stack([np.ones(len(treated)), treated, later, treated * later]))
    assert ours.log_ratio == pytest.approx(theirs.params[3], abs=1e-6)
    assert ours.dispersion == pytest.approx(theirs.scale, rel=1e-6)
    assert ours.error == pytest.approx(theirs.bse[3] * np.sqrt(max(1.0, theirs.scale) / theirs.scale), rel=1e-6)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_is_that_of_statsmodels(p: list[float]) -> None:
    from statsmodels.stats.multitest import multipletests

    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(few, few, months, months)
def test_tests_of_two_rates_are_those_of_statsmodels(before: int, after: int, of_before: int, of_after: int) -> None:
    from statsmodels.stats.rates import etest_poisson_2indep, test_poisson_2indep

    assume(before + after > 0)
    lengths = {"months_before": of_before, "months_after": of_after}
    exact = test_poisson_2indep(after, of_after, before, of_before, method="exact-cond", compare="ratio")
    assert conditional_ratio(before, after, **lengths).p == pytest.approx(exact.pvalue, abs=1e-9)
    _, theirs = etest_poisson_2indep(after, of_after, before, of_before, method="wald")
    assert e_test(before, after, **lengths) == pytest.approx(theirs, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(st.tuples(few, few), st.tuples(few, few))
def test_the_exact_difference_is_the_test_of_fisher(treated: tuple[int, int], comparison: tuple[int, int]) -> None:
    from scipy.stats import fisher_exact

    table = np.array([treated, comparison])
    assume(table.sum(axis=0).all())
    assume(table.sum(axis=1).all())
    assert exact_difference(treated, comparison) == pytest.approx(fisher_exact(table).pvalue, abs=1e-9)


@pytest.mark.parametrize(
    ("treated", "comparison"),
    [((100_000, 101_500), (400_000, 401_000)), ((50, 90), (300_000, 300_500)), ((9_000, 12_000), (70_000, 70_000))],
)
def test_the_exact_difference_of_many_events_is_that_of_all_numbers_that_they_could_have_been(
    treated: tuple[int, int], comparison: tuple[int, int]
) -> None:
    from scipy.stats import hypergeom

    here, after = sum(treated), treated[1] + comparison[1]
    every = hypergeom(here + sum(comparison), here, after)
    logs = every.logpmf(np.arange(max(0, after - sum(comparison)), min(here, after) + 1))
    found = every.logpmf(treated[1])
    assert exact_difference(treated, comparison) == pytest.approx(np.exp(logs[logs <= found + 1e-7]).sum(), rel=1e-6)


def test_a_difference_beyond_all_chance_has_no_probability_left() -> None:
    assert exact_difference((100_000, 200_000), (400_000, 400_000)) == 0.0


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=40))
def test_a_trend_by_ranks_has_the_tau_and_the_slope_of_scipy(values: list[int]) -> None:
    from scipy.stats import kendalltau, theilslopes

    assume(len(set(values)) > 1)
    found = mann_kendall(values)
    line = np.arange(len(values))
    assert found.tau_b == pytest.approx(kendalltau(line, values).statistic, abs=1e-12)
    assert found.slope == pytest.approx(theilslopes(values, line).slope, abs=1e-12)
    # without the correction for continuity, the same p
    untied = kendalltau(line, values, method="asymptotic").pvalue
    from scipy.special import ndtr

    assert 2 * ndtr(-abs(found.s) / np.sqrt(found.variance)) == pytest.approx(untied, abs=1e-12)
