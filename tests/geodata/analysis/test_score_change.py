"""How far marks moved: the interval is the permutation test's, and says nothing where there are too few people."""

from __future__ import annotations

from itertools import combinations
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import permutation_test

from geodata.analysis.score_change import mean_shift, paired_shift
from geodata.errors import InvalidRecord

Floats = NDArray[np.float64]
MARKS = st.lists(st.integers(0, 24).map(lambda n: n / 8), min_size=1, max_size=5)


def p_of_shift(before: list[float], after: list[float], shift: float) -> float:
    """The two-sided p of a shift by scipy: twice the smaller tail."""
    moved = np.asarray(after) - shift
    if len(before) + len(after) < 3:
        return 1.0

    def difference(x: Floats, y: Floats, axis: int) -> Floats:
        return np.asarray(np.mean(y, axis=axis) - np.mean(x, axis=axis))

    found = permutation_test((np.asarray(before), moved), difference, n_resamples=10**9, vectorized=True)
    return float(found.pvalue)


def test_four_against_four_say_something_only_where_they_are_apart() -> None:
    apart = mean_shift([0.5, 1, 1, 1.25], [1.5, 2, 2, 2.5])
    assert (apart.low, apart.high, apart.is_exact) == (0.25, 2.0, True)
    assert apart.change == pytest.approx(1.0625)
    overlapping = mean_shift([0.5, 1, 1, 1.75], [1.5, 2, 2, 2.5])
    assert overlapping.low is not None
    assert overlapping.low < 0


@pytest.mark.parametrize(("n", "m"), [(1, 1), (3, 3), (2, 7), (1, 38)])
def test_too_few_marks_give_no_interval(n: int, m: int) -> None:
    found = mean_shift([1.0] * n, [3.0] * m)
    assert (found.low, found.high) == (None, None)
    assert found.change == 2


def test_five_pairs_are_too_few_and_six_are_enough() -> None:
    assert paired_shift([0.5] * 5).low is None
    found = paired_shift([0.2, 0.4, 0.5, 0.6, 0.7, 0.9])
    assert (found.low, found.high) == (0.2, 0.9)


@pytest.mark.parametrize("seed", range(6))
def test_the_interval_holds_the_shifts_that_the_permutation_test_lets_stand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    before, after = rng.integers(0, 25, 5) / 8 + rng.random(5) / 1000, rng.integers(8, 25, 6) / 8 + rng.random(6) / 1000
    found = mean_shift(before.tolist(), after.tolist())
    assert found.low is not None
    assert found.high is not None
    for shift, stands in (
        (found.low - 1e-6, False),
        (found.low + 1e-6, True),
        (found.change, True),
        (found.high - 1e-6, True),
        (found.high + 1e-6, False),
    ):
        assert (p_of_shift(before.tolist(), after.tolist(), shift) > 0.05) is stands


@pytest.mark.parametrize("seed", range(3))
def test_the_paired_interval_is_of_the_means_of_all_subsets(seed: int) -> None:
    changes = np.random.default_rng(seed).normal(0.3, 0.5, 7).tolist()
    means = sorted(sum(part) / len(part) for size in range(1, 8) for part in combinations(changes, size))
    found = paired_shift(changes)
    rank = int(0.025 * 2**7)
    assert (found.low, found.high) == pytest.approx((means[rank - 1], means[-rank]))


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(400):
        before = np.clip(rng.normal(1.2, 0.7, (5, 8)), 0, 3).round().mean(axis=1)
        after = np.clip(rng.normal(1.2, 0.7, (6, 8)), 0, 3).round().mean(axis=1)
        found = mean_shift(before.tolist(), after.tolist())
        held += found.low is not None and found.high is not None and found.low <= 0 <= found.high
    assert held / 400 >= 0.93


def test_many_marks_are_drawn_by_a_fixed_seed_and_say_nearly_the_same() -> None:
    rng = np.random.default_rng(5)
    before, after = rng.normal(1.0, 0.5, 30).tolist(), rng.normal(1.6, 0.5, 30).tolist()
    found = mean_shift(before, after)
    assert not found.is_exact
    assert found == mean_shift(before, after)
    other = mean_shift(before, after, seed=1)
    assert found.low == pytest.approx(other.low, abs=0.05)
    changes = rng.normal(0.5, 0.3, 30).tolist()
    assert paired_shift(changes).low == pytest.approx(paired_shift(changes, seed=1).low, abs=0.05)


@given(MARKS, MARKS, st.integers(-8, 8).map(lambda n: n / 4))
def test_what_is_added_to_all_marks_afterwards_moves_the_interval_alone(
    before: list[float], after: list[float], added: float
) -> None:
    found, moved = mean_shift(before, after), mean_shift(before, [mark + added for mark in after])
    assert moved.change == pytest.approx(found.change + added)
    if found.low is None or found.high is None:
        assert moved.low is None
    else:
        assert moved.low == pytest.approx(found.low + added)
        assert moved.high == pytest.approx(found.high + added)
        assert found.low <= found.high


@given(MARKS, MARKS)
def test_swapping_then_and_now_turns_the_interval_round(before: list[float], after: list[float]) -> None:
    found, turned = mean_shift(before, after), mean_shift(after, before)
    if found.low is not None and found.high is not None:
        assert turned.low == pytest.approx(-found.high)
        assert turned.high == pytest.approx(-found.low)


@pytest.mark.parametrize("marks", [[], [nan], [inf]])
def test_marks_that_are_none_are_refused(marks: list[float]) -> None:
    with pytest.raises(InvalidRecord):
        mean_shift(marks, [1.0])
    with pytest.raises(InvalidRecord):
        paired_shift(marks)
