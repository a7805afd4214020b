"""One action judged as a whole, and designs that cannot answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.effects import Verdict, monthly_ratio
from geodata.analysis.evaluation import Caution, Design, Evaluation, evaluate
from geodata.errors import InvalidRecord

START = date(2015, 1, 1)
YEAR, NEXT = (date(2015, 1, 1), date(2015, 12, 1)), (date(2016, 1, 1), date(2016, 12, 1))


def a_design(**changes: Any) -> Design:
    given = {"treated": frozenset("T"), "comparison": frozenset("C"), "before": YEAR, "after": NEXT}
    return Design(**(given | changes))


def an_evaluation(treated: list[int], comparison: list[int], **changes: Any) -> Evaluation:
    return evaluate(a_design(**changes), {"T": treated, "C": comparison}, first_month=START)


def test_a_clear_fall_is_better_and_says_what_could_have_been_seen() -> None:
    found = an_evaluation([20] * 12 + [8] * 12, [60] * 24)
    assert found.verdict is Verdict.BETTER
    assert (found.treated, found.comparison, found.months) == ((240, 96), (720, 720), (12, 12))
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx(0.4)
    assert found.least_fall is not None
    assert 0.15 < found.least_fall < 0.35
    assert found.months_needed is not None
    assert found.weighted is not None
    # Events fewer per month.
    assert found.weighted.total.value == pytest.approx(-12)
    assert found.cautions == frozenset()


def test_a_clear_rise_is_worse_and_an_even_course_of_many_events_unchanged() -> None:
    assert an_evaluation([8] * 12 + [20] * 12, [60] * 24).verdict is Verdict.WORSE
    assert an_evaluation([900] * 24, [2000] * 24).verdict is Verdict.UNCHANGED


def test_few_events_are_undecided_and_say_so() -> None:
    found = an_evaluation([1, 0, 1] * 4 + [0, 0, 1] * 4, [4] * 24)
    assert found.verdict is Verdict.UNDECIDED
    assert Caution.FEW_EVENTS in found.cautions
    assert found.least_fall is None


def test_an_interval_of_few_events_claims_nothing_that_the_exact_test_does_not() -> None:
    rng = np.random.default_rng(11)
    claims = 0
    for _ in range(400):
        found = an_evaluation(rng.poisson(0.4, 24).tolist(), rng.poisson(2, 24).tolist())
        if found.verdict in {Verdict.BETTER, Verdict.WORSE}:
            claims += 1
            assert found.exact_p is not None
            assert found.exact_p < 0.05
    assert claims <= 0.05 * 400


def test_a_fall_to_nothing_is_judged_by_the_exact_test() -> None:
    found = an_evaluation([3] * 12 + [0] * 12, [10] * 24)
    assert found.ratio is None
    assert found.exact_p is not None
    assert found.verdict is Verdict.BETTER
    assert Caution.NO_EVENTS_IN_A_PERIOD in found.cautions
    assert an_evaluation([0] * 12 + [3] * 12, [10] * 24).verdict is Verdict.WORSE


def test_nothing_at_all_is_undecided() -> None:
    found = an_evaluation([0] * 24, [0] * 24)
    assert found.verdict is Verdict.UNDECIDED
    assert (found.ratio, found.exact_p, found.weighted, found.least_fall) == (None, None, None, None)


def test_two_months_after_have_no_interval_from_months() -> None:
    found = an_evaluation([10] * 24, [30] * 24, after=(date(2016, 1, 1), date(2016, 2, 1)))
    assert found.ratio is None
    assert found.months == (12, 2)
    assert {Caution.FEW_MONTHS, Caution.SEASONS_DIFFER} <= found.cautions


def test_a_place_chosen_by_its_baseline_is_to_be_read_with_caution() -> None:
    found = an_evaluation([10] * 24, [30] * 24, chosen_by=(date(2015, 6, 1), date(2015, 12, 1)))
    assert Caution.CHOSEN_BY_BASELINE in found.cautions
    earlier = an_evaluation([10] * 24, [30] * 24, chosen_by=(date(2014, 1, 1), date(2014, 12, 1)))
    assert Caution.CHOSEN_BY_BASELINE not in earlier.cautions


def test_zones_beside_tell_displacement() -> None:
    design = a_design(displaced=frozenset("D"), displaced_comparison=frozenset("E"))
    counts = {"T": [20] * 12 + [8] * 12, "C": [60] * 24, "D": [10] * 12 + [13] * 12, "E": [10] * 24}
    found = evaluate(design, counts, first_month=START)
    assert found.weighted is not None
    assert found.weighted.displaced.value == pytest.approx(3)
    assert found.weighted.total.value == pytest.approx(-9)
    assert found.quotient is not None
    assert found.quotient.quotient == pytest.approx(-0.25)


def test_counts_from_before_the_design_are_passed_over() -> None:
    rng = np.random.default_rng(12)
    treated, comparison = rng.poisson(9, 40), rng.poisson(30, 40)
    found = evaluate(a_design(), {"T": treated, "C": comparison}, first_month=date(2014, 7, 1))
    parts = [series[part] for series in (treated, comparison) for part in (slice(6, 18), slice(18, 30))]
    assert found.ratio == monthly_ratio(*parts, first_months=(YEAR[0], NEXT[0]))


def test_several_areas_are_added() -> None:
    whole = an_evaluation([20] * 24, [60] * 24)
    design = a_design(treated=frozenset({"T1", "T2"}))
    parts = evaluate(design, {"T1": [15] * 24, "T2": [5] * 24, "C": [60] * 24}, first_month=START)
    assert parts.ratio == whole.ratio


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"treated": frozenset()}, "empty"),
        ({"comparison": frozenset("T")}, "compared with itself"),
        ({"comparison": frozenset({"T", "C"})}, "area T is on two sides"),
        ({"displaced": frozenset("D")}, "stands alone"),
        ({"displaced": frozenset("D"), "displaced_comparison": frozenset("C")}, "area C is on two sides"),
        ({"before": (date(2015, 12, 1), date(2015, 1, 1))}, "before it begins"),
        ({"after": (date(2015, 12, 1), date(2016, 12, 1))}, "overlap"),
        ({"before": NEXT, "after": YEAR}, "overlap"),
        ({"after": (date(2016, 1, 1), date(2016, 12, 31))}, "first day"),
    ],
)
def test_a_design_that_cannot_answer_is_refused(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        a_design(**changes)


@pytest.mark.parametrize(
    ("treated", "first", "named"),
    [
        (None, START, "area T has no counts"),
        ([1] * 20, START, "20 months from 2015-01"),
        ([1] * 24, date(2015, 2, 1), "months from 2015-02"),
        ([1] * 23 + [None], START, "missing is not zero"),
        ([1] * 23 + [-1], START, "negative"),
    ],
)
def test_months_that_were_not_counted_are_refused(treated: list[int | None] | None, first: date, named: str) -> None:
    counts: dict[str, list[int | None]] = {"C": [5] * 30}
    if treated is not None:
        counts["T"] = treated
    with pytest.raises(InvalidRecord, match=named):
        evaluate(a_design(), counts, first_month=first)


@pytest.mark.parametrize("name", ["wished_fall", "margin", "level"])
def test_shares_beyond_one_are_refused(name: str) -> None:
    choices: dict[str, Any] = {name: 20}
    with pytest.raises(InvalidRecord, match=name):
        evaluate(a_design(), {"T": [5] * 24, "C": [9] * 24}, first_month=START, **choices)


MONTHS = st.lists(st.integers(0, 30), min_size=24, max_size=24)


@given(MONTHS, MONTHS)
def test_every_sound_input_has_an_answer(treated: list[int], comparison: list[int]) -> None:
    found = an_evaluation(treated, comparison)
    if found.ratio is None and found.exact_p is None:
        assert found.verdict is Verdict.UNDECIDED
    if found.verdict is Verdict.BETTER:
        T0, T1, C0, C1 = *found.treated, *found.comparison
        assert T1 * C0 < T0 * C1
