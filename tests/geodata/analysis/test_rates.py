"""Rates per dwellings, smoothed rates and funnels, beside the results of spdep, R and FunnelPlotR."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geodata.analysis.rates import (
    LeftOut,
    Standing,
    by_type,
    crude,
    funnel,
    poisson_limits,
    smoothed,
    smoothed_locally,
)
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected, numbers, table

AREAS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5000)), min_size=2, max_size=25)


def of_carolina(shared_data: Path) -> tuple[list[float], list[float]]:
    counties = table(shared_data, "eb_ncsids")
    return numbers(counties["SID74"]), numbers(counties["BIR74"])


def test_rates_of_carolina_are_those_of_spdep(shared_data: Path) -> None:
    found = crude(*of_carolina(shared_data))
    raw = expected(shared_data, "eb_ncsids")["global"]["raw"]
    np.testing.assert_allclose(found.per_1000 / 1000, raw, rtol=0, atol=1e-12)


def test_rates_smoothed_over_all_are_those_of_spdep_and_esda(shared_data: Path) -> None:
    found = smoothed(*of_carolina(shared_data))
    case = expected(shared_data, "eb_ncsids")
    np.testing.assert_allclose(found.per_1000 / 1000, case["global"]["estmm"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.per_1000 / 1000, case["esda_Empirical_Bayes"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.variance, case["global"]["a"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.towards / 1000, case["global"]["b"], rtol=0, atol=1e-12)


def test_rates_smoothed_among_neighbours_are_those_of_spdep(shared_data: Path) -> None:
    beside = table(shared_data, "eb_ncsids", "neighbours_ncCR85.csv")
    pairs = np.column_stack([numbers(beside["i"]), numbers(beside["j"])]).astype(int)
    found = smoothed_locally(*of_carolina(shared_data), pairs)
    case = expected(shared_data, "eb_ncsids")["local"]
    # The case's tolerance; variances lie near 1e-7.
    np.testing.assert_allclose(found.per_1000 / 1000, np.array(case["est"], float), rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.towards / 1000, np.array(case["b"], float), rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.variance, np.array(case["a"], float), rtol=0, atol=1e-12)


def test_the_funnel_expects_what_the_probability_map_of_spdep_expects(shared_data: Path) -> None:
    found = funnel(*of_carolina(shared_data))
    case = expected(shared_data, "eb_ncsids")["probmap"]
    np.testing.assert_allclose(found.expected, case["expCount"], rtol=1e-12)
    np.testing.assert_allclose(found.ratio * 100, case["relRisk"], rtol=1e-12)
    np.testing.assert_allclose(found.p_low, case["pmap"], rtol=0, atol=1e-12)


def test_exact_limits_are_those_of_r(shared_data: Path) -> None:
    case = table(shared_data, "poisson_exact_limits", "expected.csv")
    for level, low_name, high_name in ((0.95, "lo95", "hi95"), (0.998, "lo998", "hi998")):
        low, high = poisson_limits(numbers(case["k"]), level=level)
        np.testing.assert_allclose(low, numbers(case[low_name]), rtol=0, atol=1e-6)
        np.testing.assert_allclose(high, numbers(case[high_name]), rtol=0, atol=1e-6)


def test_a_rate_and_its_limits_are_those_of_the_example_of_r(shared_data: Path) -> None:
    case = expected(shared_data, "poisson_exact_limits")["R_doc_poisson_test_one_sample"]
    low, high = poisson_limits(case["x"])
    np.testing.assert_allclose([low / case["T"], high / case["T"]], case["ci95"], rtol=0, atol=1e-6)


def test_exact_limits_are_the_published_ones() -> None:
    # Garwood (1936), two-sided 95 %: 10 -> 4.795, 18.390; 0 -> 0, 3.689.
    low, high = poisson_limits([10, 0])
    assert low == pytest.approx([4.795389, 0], abs=1e-6)
    assert high == pytest.approx([18.390356, 3.688879], abs=1e-6)


def test_funnel_limits_are_those_of_funnelplotr(shared_data: Path) -> None:
    case = expected(shared_data, "poisson_exact_limits")["FunnelPlotR_unit_test"]
    wanted = np.array(case["expected"], float)
    # One rate in all areas, dwellings in step with what is expected.
    found = funnel(wanted, wanted * 10)
    np.testing.assert_allclose(found.expected, wanted, rtol=1e-12)
    for ours, theirs in (("low_95", "ll95"), ("high_95", "ul95"), ("low_998", "ll99"), ("high_998", "ul99")):
        np.testing.assert_allclose(getattr(found, ours), case[theirs], rtol=0, atol=1e-6)


def test_a_crude_rate_is_events_by_dwellings() -> None:
    found = crude([5, 0, 3], [1000, 500, 100])
    assert found.per_1000.tolist() == [5.0, 0.0, 30.0]
    assert found.overall == pytest.approx(5.0)
    assert found.low[1] == 0
    # The upper limit of no events is -ln 0.025.
    assert found.high[1] == pytest.approx(-np.log(0.025) / 500 * 1000)
    assert found.left_out == {}


def test_an_area_without_known_dwellings_is_left_out_and_said() -> None:
    counts, dwellings = [4, 0, None, 2, 6], [1000, None, 200, 0, 2000]
    for found in (
        crude(counts, dwellings),
        smoothed(counts, dwellings),
        smoothed_locally(counts, dwellings, [(0, 1), (0, 4)]),
    ):
        assert found.left_out == {
            1: LeftOut.DWELLINGS_MISSING,
            2: LeftOut.COUNT_MISSING,
            3: LeftOut.NO_DWELLINGS,
        }
        assert np.isnan(found.per_1000).tolist() == [False, True, True, True, False]
    # Neither the events of an area without dwellings nor the dwellings of one without a count weigh in.
    assert crude(counts, dwellings).overall == pytest.approx(10 / 3)
    assert funnel(counts, dwellings).standing == (Standing.WITHIN, None, None, None, Standing.WITHIN)


def test_rates_by_type_divide_by_dwellings_of_the_type() -> None:
    found = by_type({"villa": [2], "flerbostad": [2]}, {"villa": [100], "flerbostad": [1000]})
    assert found["villa"].per_1000.tolist() == [20.0]
    assert found["flerbostad"].per_1000.tolist() == [2.0]


def test_a_type_without_dwellings_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="radhus"):
        by_type({"radhus": [2]}, {"villa": [100]})


@pytest.mark.parametrize(
    ("counts", "dwellings", "named"),
    [
        ([1, -1], [10, 10], "negative"),
        ([1, 1], [10, -10], "negative"),
        ([1.5, 1], [10, 10], "not whole"),
        ([1, 1], [10, float("inf")], "not whole"),
        ([1, 1, 1], [10, 10], "3 counts for 2"),
        ([1, 1], [0, None], "no area has both"),
        ([], [], "no area has both"),
    ],
)
def test_what_gives_no_rate_is_refused(counts: list[float | None], dwellings: list[float | None], named: str) -> None:
    for method in (crude, smoothed, funnel):
        with pytest.raises(InvalidRecord, match=named):
            method(counts, dwellings)


def test_a_neighbour_that_is_no_area_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="outside 0-1"):
        smoothed_locally([1, 2], [10, 10], [(0, 2)])


def test_a_funnel_of_nothing_and_limits_of_less_are_refused() -> None:
    with pytest.raises(InvalidRecord, match="longer period"):
        funnel([0, 0], [10, 10])
    with pytest.raises(InvalidRecord, match="negative"):
        poisson_limits(-1)
    with pytest.raises(InvalidRecord, match="no number"):
        crude("many", [10])
    with pytest.raises(InvalidRecord, match="level=1"):
        poisson_limits(1, level=1)


def test_an_area_far_from_the_rest_stands_out_and_does_not_hide_itself() -> None:
    counts, dwellings = [20] * 30, [1000] * 30
    counts[3], counts[7] = 70, 1
    found = funnel(counts, dwellings)
    assert found.standing[3] is Standing.FAR_ABOVE
    assert found.standing[7] is Standing.FAR_BELOW
    assert found.standing.count(Standing.WITHIN) == 28
    assert found.dispersion is not None
    assert found.dispersion < 1


def test_overdispersion_widens_the_funnel() -> None:
    rng = np.random.default_rng(4)
    counts = rng.poisson(rng.gamma(3, 10, 200))
    dwellings = np.full(200, 1000)
    wide, narrow = funnel(counts, dwellings), funnel(counts, dwellings, overdispersed=False)
    out = [sum(place is not Standing.WITHIN for place in found.standing) for found in (wide, narrow)]
    assert wide.dispersion is not None
    assert wide.dispersion > 5
    assert out[1] > 60
    assert out[0] < 25


def test_chance_alone_makes_few_areas_stand_out() -> None:
    rng = np.random.default_rng(5)
    dwellings = rng.integers(200, 4000, 4000)
    found = funnel(rng.poisson(dwellings * 0.01), dwellings)
    assert sum(place is not Standing.WITHIN for place in found.standing) <= 0.05 * 4000
    assert found.dispersion is not None
    assert found.dispersion < 1.1


def test_few_areas_tell_nothing_about_overdispersion() -> None:
    assert funnel([1, 50] * 4, [1000] * 8).dispersion is None


@given(AREAS)
def test_a_smoothed_rate_lies_between_its_own_and_that_of_all(areas: list[tuple[int, int]]) -> None:
    counts, dwellings = zip(*areas, strict=True)
    raw, found = crude(counts, dwellings).per_1000, smoothed(counts, dwellings)
    low, high = np.minimum(raw, found.towards), np.maximum(raw, found.towards)
    assert ((found.per_1000 >= low - 1e-9) & (found.per_1000 <= high + 1e-9)).all()
    assert ((found.own_share >= 0) & (found.own_share <= 1)).all()


@given(AREAS)
def test_the_order_of_areas_changes_nothing(areas: list[tuple[int, int]]) -> None:
    assume(any(count for count, _ in areas))
    order = np.random.default_rng(len(areas)).permutation(len(areas))
    counts, dwellings = np.array(areas).T
    np.testing.assert_allclose(
        smoothed(counts[order], dwellings[order]).per_1000, smoothed(counts, dwellings).per_1000[order], rtol=1e-9
    )
    here, there = funnel(counts[order], dwellings[order]), funnel(counts, dwellings)
    np.testing.assert_allclose(here.high_998, there.high_998[order], rtol=1e-9)


@given(AREAS)
def test_when_all_are_neighbours_local_smoothing_is_smoothing_over_all(areas: list[tuple[int, int]]) -> None:
    counts, dwellings = zip(*areas, strict=True)
    everybody = [(i, j) for i in range(len(areas)) for j in range(i)]
    np.testing.assert_allclose(
        smoothed_locally(counts, dwellings, everybody).per_1000,
        smoothed(counts, dwellings).per_1000,
        rtol=1e-7,
        atol=1e-9,
    )


@given(AREAS)
def test_merging_areas_adds_counts_and_keeps_the_overall_rate(areas: list[tuple[int, int]]) -> None:
    counts, dwellings = np.array(areas).T
    whole = crude([counts.sum()], [dwellings.sum()])
    assert whole.per_1000[0] == pytest.approx(crude(counts, dwellings).overall)


@given(st.integers(0, 2000), st.floats(0.5, 0.999))
def test_exact_limits_enclose_the_count_and_widen_with_the_level(count: int, level: float) -> None:
    low, high = poisson_limits(count, level=level)
    wider_low, wider_high = poisson_limits(count, level=level + 0.0005)
    assert wider_low <= low <= count < high < wider_high
