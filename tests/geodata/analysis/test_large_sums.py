"""Approximate tails beside the exact ones."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from geodata.analysis.large_sums import tail_by_moments, tail_by_saddlepoint
from geodata.analysis.significance import sum_p


def test_where_single_counts_outweigh_all_others_the_saddlepoint_stays_within_its_word() -> None:
    counts = np.rint(np.random.default_rng(2).pareto(1.2, 3000) * 3).astype(np.int64)
    drawn, sums = np.array([10, 10, 40, 40, 100, 100]), np.array([150, 400, 700, 1100, 1700, 2500])
    exact, counted = sum_p(counts, drawn=drawn, sums=sums, work=1e12)
    assert counted.all()
    near = tail_by_saddlepoint(*np.unique(counts, return_counts=True), drawn, sums)
    assert (near >= 0.75 * exact).all()
    assert (near <= 1.1 * exact).all()


def test_moments_of_many_alike_counts_give_the_normal_tail() -> None:
    counts = np.tile([9, 11], 5000)
    drawn = np.array([400])
    # sd of the sum: sqrt(400 * 1 * 9600 / 9999)
    sd = np.sqrt(400 * 9600 / 9999)
    tail = tail_by_moments(counts, 4000 + sd * np.array([1.5]), drawn, None)
    assert tail == pytest.approx(ndtr([-1.5]), rel=1e-6)


def test_a_count_taken_away_is_not_drawn() -> None:
    counts = np.array([1, 4, 2, 8, 5, 7, 50, 3, 3, 9])
    without = np.delete(counts, 6)
    at, k = np.array([20.5, 15.5]), np.array([4, 3])
    assert tail_by_moments(counts, at, k, np.array([50, 50])) == pytest.approx(tail_by_moments(without, at, k, None))


def test_one_enormous_count_elsewhere_does_not_make_a_place_stand_out() -> None:
    counts = np.random.default_rng(3).negative_binomial(0.5, 0.1, 4000)
    counts[0] = 200_000
    drawn, sums = np.array([16, 25, 49, 64]), np.array([80, 130, 180, 254])
    exact, counted = sum_p(counts, drawn=drawn, sums=sums, work=1e12)
    assert counted.all()
    near = tail_by_saddlepoint(*np.unique(counts, return_counts=True), drawn, sums)
    assert near == pytest.approx(exact, abs=0.02)


def test_sums_that_must_or_cannot_be_reached_have_certain_answers() -> None:
    values, times = np.array([2, 3]), np.array([50, 50])
    drawn, sums = np.array([10, 10, 100]), np.array([20, 31, 250])
    assert tail_by_saddlepoint(values, times, drawn, sums).tolist() == [1, 0, 1]
