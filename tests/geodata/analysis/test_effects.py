"""Effects beside the published example of the displacement difference, R's models, and statsmodels."""

from __future__ import annotations

from datetime import date
from math import erfc, exp, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.effects import (
    Verdict,
    WhyNoQuotient,
    displacement_quotient,
    monthly_ratio,
    rate_ratio,
    shares,
    verdict,
    weighted_displacement,
)
from geodata.analysis.loglinear import fit
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected, table

PAIR = st.tuples(st.integers(1, 500), st.integers(1, 500))


def months_of_the_case(shared_data: Path) -> dict[tuple[str, str], list[int]]:
    """(area, after) -> counts in order of months."""
    rows = table(shared_data, "effect_wdd_did", "input_monthly.csv")
    found: dict[tuple[str, str], list[int]] = {}
    for area, post, count in zip(rows["area"], rows["post"], rows["y"], strict=True):
        found.setdefault((area, post), []).append(int(count))
    return found


def test_the_ratio_of_before_and_after_is_that_of_statsmodels(shared_data: Path) -> None:
    case = expected(shared_data, "rate_ratio_statsmodels")
    found = rate_ratio((case["counts"]["before"], case["counts"]["after"]))
    assert (found.low, found.high) == pytest.approx(case["ci95"]["wald-log"], abs=1e-6)
    assert found.p == pytest.approx(case["pvalues"]["wald-log"], rel=1e-6)


def test_the_ratio_with_comparison_is_that_of_r(shared_data: Path) -> None:
    case = expected(shared_data, "effect_wdd_did")["did_2x2"]
    counts = case["counts"]
    found = rate_ratio((counts["Tb"], counts["Ta"]), (counts["Cb"], counts["Ca"]))
    assert found.log_ratio == pytest.approx(case["log_rr"], abs=1e-6)
    assert found.error == pytest.approx(case["se"], abs=1e-6)
    assert found.ratio == pytest.approx(case["rr"], abs=1e-6)
    assert (found.low, found.high) == pytest.approx(case["ci95"], abs=1e-6)
    assert 1 / found.ratio == pytest.approx(case["RES_farrington"], abs=1e-6)
    assert found.change == pytest.approx(case["rr"] - 1, abs=1e-6)


def test_the_monthly_ratio_is_the_quasi_poisson_one_of_r(shared_data: Path) -> None:
    months = months_of_the_case(shared_data)
    case = expected(shared_data, "effect_wdd_did")["did_monthly"]
    # R's model has a level for each of the twelve calendar months.
    found = monthly_ratio(
        months["T", "0"],
        months["T", "1"],
        months["C", "0"],
        months["C", "1"],
        first_months=(date(2016, 1, 1), date(2017, 1, 1)),
    )
    quasi = case["quasipoisson"]
    assert found.log_ratio == pytest.approx(quasi["log_rr"], abs=1e-6)
    assert found.error == pytest.approx(quasi["se"], abs=1e-6)
    assert found.ratio == pytest.approx(quasi["rr"], abs=1e-6)
    # R's dispersion is 4e-6 off that at the maximum: see the next test.
    assert found.dispersion == pytest.approx(quasi["dispersion"], abs=5e-6)
    assert found.p == pytest.approx(quasi["p"], abs=1e-6)
    assert found.degrees == 33
    sums = {key: sum(counts) for key, counts in months.items()}
    poisson = rate_ratio((sums["T", "0"], sums["T", "1"]), (sums["C", "0"], sums["C", "1"]))
    assert poisson.error == pytest.approx(case["poisson"]["se"], abs=1e-6)
    assert poisson.p == pytest.approx(case["poisson"]["p"], abs=1e-6)


def test_stopped_as_early_as_r_stops_the_dispersion_is_that_of_r(shared_data: Path) -> None:
    # R ends when the deviance changes by less than 1e-8 of itself, and takes the weights of the step before.
    months = months_of_the_case(shared_data)
    counts = np.concatenate([months[key] for key in (("T", "0"), ("T", "1"), ("C", "0"), ("C", "1"))])
    treated, after = np.repeat([1.0, 1.0, 0.0, 0.0], 12), np.repeat([0.0, 1.0, 0.0, 1.0], 12)
    levels = np.tile(np.eye(12), (4, 1))
    design = np.column_stack([treated * after, treated, after, levels])
    mean, before, deviance = counts + 0.1, np.inf, 0.0
    weights = mean
    while abs(deviance - before) >= 1e-8 * (abs(deviance) + 0.1):
        before, weights = deviance, mean
        working = np.log(mean) + (counts - mean) / mean
        root = np.sqrt(weights)
        mean = np.exp(design @ np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0])
        deviance = float(2 * (counts * np.log(counts / mean) - counts + mean).sum())
    dispersion = (weights * ((counts - mean) / mean) ** 2).sum() / 33
    quasi = expected(shared_data, "effect_wdd_did")["did_monthly"]["quasipoisson"]
    assert dispersion == pytest.approx(quasi["dispersion"], abs=1e-6)
    assert fit(design, counts).dispersion == pytest.approx(dispersion, abs=5e-6)


def test_the_displacement_difference_is_the_published_one(shared_data: Path) -> None:
    case = expected(shared_data, "effect_wdd_did")["wdd_paper"]
    found = weighted_displacement(
        case["treated"],
        case["control"],
        displaced=case["disp_treated"],
        displaced_comparison=case["disp_control"],
    )
    out = case["out"]
    assert (found.local.value, found.local.error) == pytest.approx((out["Est_Local"], out["SE_Local"]), abs=1e-6)
    beside = (found.displaced.value, found.displaced.error)
    assert beside == pytest.approx((out["Est_Displace"], out["SE_Displace"]), abs=1e-6)
    assert (found.total.value, found.total.error) == pytest.approx((out["Est_Total"], out["SE_Total"]), abs=1e-6)
    assert (found.total.low, found.total.high) == pytest.approx((out["LowCI"], out["HighCI"]), abs=1e-6)
    assert found.z == pytest.approx(out["Z"], abs=1e-6)
    published = case["published"]
    assert found.total.value == published["WDD"]
    assert found.total.error**2 == pytest.approx(published["var"])
    assert round(found.z, 2) == published["Z"]
    assert [round(found.total.low), round(found.total.high)] == published["CI95"]


def test_the_displacement_difference_with_weights_is_that_of_its_author(shared_data: Path) -> None:
    # Counts and weights of the author's own tests; only their results are in the case.
    cases = expected(shared_data, "effect_wdd_did")
    long = weighted_displacement((80, 20), (100, 50), lengths=(2, 1))
    sized = weighted_displacement(
        (207, 110),
        (308, 318),
        displaced=(178, 157),
        displaced_comparison=(150, 140),
        sizes=(1.2, 0.9, 1.5, 1.6),
    )
    for found, out in ((long, cases["wdd_time_weights"]), (sized, cases["wdd_area_weights"])):
        assert found.local.value == pytest.approx(out["Est_Local"], abs=1e-6)
        assert found.local.error == pytest.approx(out["SE_Local"], abs=1e-6)
        assert found.displaced.value == pytest.approx(out["Est_Displace"], abs=1e-6)
        assert found.displaced.error == pytest.approx(out["SE_Displace"], abs=1e-6)
        assert found.total.value == pytest.approx(out["Est_Total"], abs=1e-6)
        assert found.total.error == pytest.approx(out["SE_Total"], abs=1e-6)
        assert found.z == pytest.approx(out["Z"], abs=1e-6)
        assert (found.total.low, found.total.high) == pytest.approx((out["LowCI"], out["HighCI"]), abs=1e-6)


def test_the_displacement_quotient_is_that_of_the_guide(shared_data: Path) -> None:
    case = expected(shared_data, "effect_wdq")
    n = case["counts"]
    found = displacement_quotient((n["a0"], n["a1"]), (n["b0"], n["b1"]), (n["c0"], n["c1"]))
    assert found.quotient == pytest.approx(case["wdq"], abs=1e-9)
    assert found.why is None
    assert found.success == pytest.approx(case["success"], abs=1e-9)
    assert found.buffer == pytest.approx(case["buffer"], abs=1e-9)
    assert found.gross == case["gross_effect_signed_Ra_minus_Rb"]
    assert found.net == pytest.approx(case["net_effect"], abs=1e-9)
    assert found.total_net == pytest.approx(case["total_net_effect"], abs=1e-9)


def test_there_is_no_quotient_where_there_was_no_clear_effect() -> None:
    none = displacement_quotient((50, 60), (40, 30), (300, 300))
    assert (none.quotient, none.why) == (None, WhyNoQuotient.NO_EFFECT)
    unclear = displacement_quotient((50, 45), (40, 30), (300, 300))
    assert (unclear.quotient, unclear.why) == (None, WhyNoQuotient.EFFECT_NOT_CLEAR)
    assert unclear.success < 0 < unclear.success_high
    scattered = displacement_quotient((207, 110), (178, 157), (308, 318), dispersion=12)
    assert scattered.why is WhyNoQuotient.EFFECT_NOT_CLEAR


def test_an_area_that_fell_to_nothing_has_a_quotient() -> None:
    found = displacement_quotient((60, 0), (40, 40), (300, 300))
    assert found.quotient == 0
    assert found.success_high < 0


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    # Newcombe (1998), table II, method 10, cases a, b, c and d; signs as here, after less before.
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
    ],
)
def test_the_interval_of_shares_is_the_published_one(
    before: tuple[int, int], after: tuple[int, int], low: float, high: float
) -> None:
    found = shares(before, after)
    assert found.difference.low == pytest.approx(low, abs=5e-5)
    assert found.difference.high == pytest.approx(high, abs=5e-5)
    assert found.difference.value == pytest.approx(after[0] / after[1] - before[0] / before[1])


def test_the_test_of_shares_is_the_chi_square_of_the_table() -> None:
    # (n (ad - bc)^2) / (row and column sums): 56 of 70 against 48 of 80.
    found = shares((48, 80), (56, 70))
    chi = 150 * (56 * 32 - 14 * 48) ** 2 / (70 * 80 * 104 * 46)
    # erfc is the two-sided normal tail.
    assert found.p == pytest.approx(erfc(sqrt(chi / 2)))


def test_a_design_effect_widens_the_interval_of_shares() -> None:
    plain, wide = (shares((40, 100), (50, 100), design=design).difference for design in (1, 2))
    assert wide.low < plain.low < plain.high < wide.high


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.5, 0.9, Verdict.BETTER),
        (1.1, 2.0, Verdict.WORSE),
        (0.95, 1.05, Verdict.UNCHANGED),
        (0.5, 1.2, Verdict.UNDECIDED),
        (0.95, 1.2, Verdict.UNDECIDED),
        (0.97, 0.99, Verdict.BETTER),
    ],
)
def test_a_verdict_is_read_from_the_interval(low: float, high: float, said: Verdict) -> None:
    assert verdict(low, high) is said


def test_a_larger_share_can_be_the_better_one() -> None:
    assert verdict(0.02, 0.1, none=0, more_is_better=True) is Verdict.BETTER
    assert verdict(-0.1, -0.02, none=0, more_is_better=True) is Verdict.WORSE
    assert verdict(-0.02, 0.03, none=0, margin=0.05) is Verdict.UNCHANGED
    assert verdict(-0.02, 0.2, none=0, margin=0.05) is Verdict.UNDECIDED


def test_an_interval_turned_around_has_no_verdict() -> None:
    for low, high in ((2, 1), (float("nan"), 1)):
        with pytest.raises(InvalidRecord, match="before it begins"):
            verdict(low, high)


@pytest.mark.parametrize(
    ("treated", "comparison", "named"),
    [
        ((0, 5), (3, 4), "no events"),
        ((5, 5), (3, 0), "no events"),
        ((-1, 5), (3, 4), "treated: a count is negative"),
        ((5, 5), (3, None), "comparison: a count is missing"),
        ((5, 1.5), (3, 4), "not a whole number"),
    ],
)
def test_counts_that_have_no_ratio_are_refused(
    treated: tuple[int, int], comparison: tuple[int, int], named: str
) -> None:
    with pytest.raises(InvalidRecord, match=named):
        rate_ratio(treated, comparison)


@pytest.mark.parametrize(
    ("series", "named"),
    [
        (([1, 2], [1, 2, 3], [1, 2], [1, 2, 3]), "treated before: 2 months"),
        (([1, 2, 3], [0, 0, 0], [1, 2, 3], [1, 2, 3]), "treated after: no events"),
        (([1, 2, 3], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3]), "different months"),
        (([1, None, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3]), "missing is not zero"),
        (([1, 2, 3], [1, 2, 3], [1, -2, 3], [1, 2, 3]), "comparison before: a count is negative"),
    ],
)
def test_months_that_have_no_ratio_are_refused(series: tuple[list[int], ...], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        monthly_ratio(*series)


def test_what_makes_no_displacement_difference_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="stands alone"):
        weighted_displacement((1, 2), (3, 4), displaced=(1, 2))
    with pytest.raises(InvalidRecord, match="no events at all"):
        weighted_displacement((0, 0), (0, 0))
    with pytest.raises(InvalidRecord, match="more than 0"):
        weighted_displacement((1, 2), (3, 4), lengths=(0, 1))
    with pytest.raises(InvalidRecord, match="comparison area had no events"):
        displacement_quotient((1, 2), (3, 4), (5, 0))
    with pytest.raises(InvalidRecord, match="after: 5 of 4 answers"):
        shares((1, 4), (5, 4))
    with pytest.raises(InvalidRecord, match="before: 0 of 0 answers"):
        shares((0, 0), (1, 4))


@given(PAIR, PAIR)
def test_exchanging_before_and_after_turns_the_ratio_over(treated: tuple[int, int], other: tuple[int, int]) -> None:
    there, back = rate_ratio(treated, other), rate_ratio(treated[::-1], other[::-1])
    assert (1 / back.high, 1 / back.low) == pytest.approx((there.low, there.high))
    assert there.p == pytest.approx(back.p)


@given(PAIR, PAIR, st.floats(1, 20))
def test_dispersion_widens_and_never_moves_an_effect(
    treated: tuple[int, int], other: tuple[int, int], dispersion: float
) -> None:
    plain, wide = rate_ratio(treated, other), rate_ratio(treated, other, dispersion=dispersion)
    assert wide.ratio == plain.ratio
    assert wide.error == pytest.approx(plain.error * sqrt(dispersion))
    assert rate_ratio(treated, other, dispersion=0.2).error == plain.error


@given(PAIR, PAIR)
def test_a_treated_area_that_went_as_the_comparison_did_shows_nothing(
    treated: tuple[int, int], other: tuple[int, int]
) -> None:
    same = rate_ratio(treated, treated)
    assert same.ratio == pytest.approx(1)
    assert weighted_displacement(other, other).total.value == 0


def test_months_that_scatter_less_than_chance_do_not_narrow_the_interval() -> None:
    found = monthly_ratio([5] * 12, [4] * 12, [20] * 12, [20] * 12)
    assert found.dispersion == 0
    assert found.error == pytest.approx(rate_ratio((60, 48), (240, 240)).error)


def test_a_shared_season_widens_no_interval_and_passes_for_no_effect() -> None:
    year = [2, 2, 4, 6, 10, 12, 12, 10, 8, 6, 4, 3]
    cells = (year, year[:6], [4 * count for count in year], [4 * count for count in year[:6]])
    plain, seasonal = monthly_ratio(*cells), monthly_ratio(*cells, first_months=(date(2016, 1, 1), date(2017, 1, 1)))
    assert plain.dispersion > 2
    assert seasonal.dispersion == pytest.approx(0, abs=1e-9)
    assert seasonal.ratio == pytest.approx(1)
    assert seasonal.high < plain.high


def test_a_season_may_differ_between_before_and_after() -> None:
    # Winter before, summer after; the treated area fell by half besides.
    found = monthly_ratio(
        [8, 8, 8], [8, 8, 8], [10, 10, 10], [20, 20, 20], first_months=(date(2016, 1, 1), date(2016, 6, 1))
    )
    assert found.ratio == pytest.approx(0.5)


def test_a_calendar_month_without_any_event_is_passed_over() -> None:
    year = [0, 2, 4, 6, 10, 12, 12, 10, 8, 6, 4, 3]
    found = monthly_ratio(year, year, year, year, first_months=(date(2016, 1, 1), date(2017, 1, 1)))
    assert found.ratio == pytest.approx(1)
    assert found.degrees == 44 - 14


def test_where_levels_of_months_cannot_be_told_the_season_is_scatter() -> None:
    # March alone is in both periods, and had no event after.
    cells = ([4, 3, 5], [0, 4, 6], [9, 8, 7], [0, 9, 9])
    first_months = (date(2016, 1, 1), date(2017, 3, 1))
    assert monthly_ratio(*cells, first_months=first_months) == monthly_ratio(*cells)


@given(st.data())
def test_every_choice_of_months_has_an_answer(data: st.DataObject) -> None:
    before, after = data.draw(st.integers(3, 14)), data.draw(st.integers(3, 14))
    first_months = (date(2016, data.draw(st.integers(1, 12)), 1), date(2018, data.draw(st.integers(1, 12)), 1))
    cells = [
        data.draw(st.lists(st.integers(0, 9), min_size=length, max_size=length).filter(any))
        for length in (before, after, before, after)
    ]
    found = monthly_ratio(*cells, first_months=first_months)
    assert 0 < found.low <= found.ratio <= found.high


def test_months_before_and_after_may_be_of_different_number() -> None:
    found = monthly_ratio([6, 4, 5, 5, 4, 6], [5, 5, 5], [10] * 6, [10] * 3)
    assert found.ratio == pytest.approx(1)


def test_intervals_hold_what_is_true_where_counts_scatter_more_than_chance() -> None:
    rng = np.random.default_rng(8)

    def months(mean: float) -> np.ndarray:
        return rng.negative_binomial(3, 3 / (3 + mean), 12)

    held = poisson = 0
    for _ in range(600):
        cells = [months(8), months(8), months(30), months(30)]
        found = monthly_ratio(*cells)
        held += found.low <= 1 <= found.high
        sums = [int(cell.sum()) for cell in cells]
        naive = rate_ratio((sums[0], sums[1]), (sums[2], sums[3]))
        poisson += naive.low <= 1 <= naive.high
    assert held >= 0.93 * 600
    assert poisson < 0.8 * 600


@given(PAIR, PAIR)
def test_the_quotient_is_given_only_below_a_clear_effect(treated: tuple[int, int], buffer: tuple[int, int]) -> None:
    found = displacement_quotient(treated, buffer, (400, 400))
    assert (found.quotient is None) == (found.success_high >= 0)
    assert (found.quotient is None) == (found.why is not None)


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_the_interval_of_shares_holds_their_difference(first: int, second: int, data: st.DataObject) -> None:
    before, after = data.draw(st.integers(0, first)), data.draw(st.integers(0, second))
    found = shares((before, first), (after, second))
    assert -1 - 1e-9 <= found.difference.low <= found.difference.value <= found.difference.high <= 1 + 1e-9
    assert 0 <= found.p <= 1


def test_a_ratio_without_comparison_takes_lengths_into_account() -> None:
    assert rate_ratio((24, 6), months=(24, 6)).ratio == pytest.approx(1)
    assert rate_ratio((1, 1), dispersion=1e9).high > exp(100)
