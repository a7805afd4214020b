"""Tests of few events beside R, statsmodels and the published E-test."""

from __future__ import annotations

from math import comb, inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.small_counts import conditional_ratio, e_test, exact_difference
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected

COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(any)


def test_the_e_test_is_the_published_one(shared_data: Path) -> None:
    case = expected(shared_data, "effect_wdd_did")["e_test"]
    for before, after in ((6, 2), (0, 3), (20, 10)):
        assert e_test(before, after) == pytest.approx(case[f"{before}_{after}"], abs=1e-6)
    assert round(e_test(6, 2), 4) == case["published_6_2"]
    assert round(e_test(0, 3), 4) == case["published_0_3"]


def test_both_tests_are_those_of_statsmodels(shared_data: Path) -> None:
    case = expected(shared_data, "rate_ratio_statsmodels")
    before, after = case["counts"]["before"], case["counts"]["after"]
    assert conditional_ratio(before, after).p == pytest.approx(case["pvalues"]["exact-cond"], rel=1e-6)
    # Statsmodels leaves the far tails out, which is 5e-14 here.
    assert e_test(before, after) == pytest.approx(case["pvalues"]["etest"], abs=1e-6)


def test_the_conditional_ratio_is_that_of_the_example_of_r(shared_data: Path) -> None:
    case = expected(shared_data, "poisson_exact_limits")["R_doc_poisson_test_two_sample"]
    (after, before), (after_length, before_length) = case["x"], case["T"]
    found = conditional_ratio(before, after, months_before=before_length, months_after=after_length)
    assert found.ratio == pytest.approx(case["rate_ratio"], abs=1e-6)
    assert (found.low, found.high) == pytest.approx(case["ci95"], abs=1e-6)
    assert found.p == pytest.approx(case["p"], abs=1e-6)


def test_the_exact_difference_is_fishers() -> None:
    # The tea of Fisher (1935): 3 of 4 cups told right, p = (16 + 1) / 70 on either side.
    assert exact_difference((3, 1), (1, 3)) == pytest.approx(34 / 70)
    assert exact_difference((4, 0), (0, 4)) == pytest.approx(2 / comb(8, 4))


def test_nothing_before_has_no_ratio_but_a_lower_limit() -> None:
    found = conditional_ratio(0, 5)
    assert found.ratio is None
    assert found.high == inf
    # (0.025)^(1/5) of the events at least.
    share = 0.025 ** (1 / 5)
    assert found.low == pytest.approx(share / (1 - share))
    assert conditional_ratio(5, 0).low == 0
    assert conditional_ratio(5, 0).ratio == 0


@pytest.mark.parametrize(
    ("before", "after", "named"), [(0, 0, "no events"), (-1, 2, "negative"), (None, 2, "missing"), (1.5, 2, "whole")]
)
def test_what_cannot_be_tested_is_refused(before: int, after: int, named: str) -> None:
    for test in (conditional_ratio, e_test):
        with pytest.raises(InvalidRecord, match=named):
            test(before, after)


def test_many_events_are_sent_to_the_rate_ratio() -> None:
    with pytest.raises(InvalidRecord, match="use the rate ratio"):
        e_test(4000, 4000)


def test_an_exact_difference_needs_events_in_each_area_and_period() -> None:
    for treated, comparison in (((0, 0), (1, 2)), ((1, 0), (1, 0)), ((1, 2), (0, 0))):
        with pytest.raises(InvalidRecord, match="no event at all"):
            exact_difference(treated, comparison)


@given(COUNTS)
def test_exchanging_the_periods_changes_no_p(counts: tuple[int, int]) -> None:
    before, after = counts
    assert conditional_ratio(before, after).p == pytest.approx(conditional_ratio(after, before).p)
    assert e_test(before, after) == pytest.approx(e_test(after, before))
    for p in (conditional_ratio(before, after).p, e_test(before, after)):
        assert 0 < p <= 1


@given(COUNTS, st.floats(0.5, 0.99))
def test_exact_limits_hold_the_ratio(counts: tuple[int, int], level: float) -> None:
    found = conditional_ratio(*counts, level=level)
    assert found.low <= (inf if found.ratio is None else found.ratio) <= found.high


@given(st.tuples(st.integers(1, 30), st.integers(1, 30)), st.integers(1, 5))
def test_an_area_that_went_in_step_is_no_surprise(counts: tuple[int, int], times: int) -> None:
    assert exact_difference(counts, (counts[0] * times, counts[1] * times)) == pytest.approx(1)
