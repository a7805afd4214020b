"""Exact probabilities beside brute force, beside published scores, and where the refusals are."""

from __future__ import annotations

import csv
import itertools
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import ndtr

from geodata.analysis.multiple import benjamini_hochberg, stands
from geodata.analysis.significance import SMALLEST_P, box_sums, confirm, gi_p, gi_scores, sum_p
from geodata.errors import InvalidRecord

COUNTS = st.lists(st.integers(0, 6), min_size=4, max_size=9)


def subset_sums(counts: list[int], drawn: int) -> NDArray[np.int64]:
    """The sum of every subset of that size."""
    return np.array([sum(subset) for subset in itertools.combinations(counts, drawn)])


def heavy_counts(cells: int, *, seed: int, mean: float = 3.0) -> NDArray[np.int64]:
    return np.random.default_rng(seed).negative_binomial(0.3, 0.3 / (0.3 + mean), cells)


# --- sums of cells drawn at random, and confirmation


@given(COUNTS, st.data())
def test_the_probability_of_a_sum_is_that_of_counting_all_subsets(counts: list[int], data: st.DataObject) -> None:
    drawn = data.draw(st.integers(1, len(counts)))
    every = subset_sums(counts, drawn)
    s = int(data.draw(st.sampled_from(every.tolist())))
    p, exact = sum_p(counts, drawn=[drawn], sums=[s])
    assert exact.all()
    assert p[0] == pytest.approx((every >= s).mean(), abs=1e-13)


def test_several_questions_at_once_are_answered_as_one_by_one() -> None:
    counts = heavy_counts(400, seed=1)
    drawn, sums = [1, 5, 20, 20, 60], [4, 20, 90, 0, 200]
    together, _ = sum_p(counts, drawn=drawn, sums=sums)
    apart = [sum_p(counts, drawn=[a], sums=[s])[0][0] for a, s in zip(drawn, sums, strict=True)]
    assert together == pytest.approx(apart, rel=1e-11, abs=1e-14)


def test_counts_of_nought_and_one_give_the_hypergeometric_distribution() -> None:
    # 1,000 cells, 50 of them with one row; 20 drawn; P(X >= 5).
    counts = np.repeat([0, 1], [950, 50])
    expected = sum(math.comb(50, i) * math.comb(950, 20 - i) for i in range(5, 21)) / math.comb(1000, 20)
    p, _ = sum_p(counts, drawn=[20], sums=[5])
    assert p[0] == pytest.approx(expected, rel=1e-10)


def test_draws_from_a_very_large_map_do_not_overflow() -> None:
    # C(200,000, 400) has 1,250 digits.
    counts = np.zeros(200_000, np.int64)
    counts[:100] = 1
    expected = sum(math.comb(100, i) * math.comb(199_900, 400 - i) for i in range(2, 101)) / math.comb(200_000, 400)
    p, exact = sum_p(counts, drawn=[400], sums=[2])
    assert exact.all()
    assert p[0] == pytest.approx(expected, rel=1e-9)


def test_sums_too_large_to_count_are_approximated_within_three_percent() -> None:
    counts = heavy_counts(3000, seed=0)
    drawn, sums = [10, 10, 40, 40, 100, 100, 100], [80, 110, 220, 300, 450, 500, 200]
    counted, exact = sum_p(counts, drawn=drawn, sums=sums, work=1e12)
    near, approximate = sum_p(counts, drawn=drawn, sums=sums, work=0)
    assert exact.all()
    assert not approximate.any()
    assert near == pytest.approx(counted, rel=0.03)


def test_confirmation_counts_the_later_rows_of_each_place() -> None:
    later = np.array([[0, 1, 0, 2], [3, 0, 0, 1], [0, 0, 5, 0]])
    places = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [2, 0, 0, 0]])
    found = confirm(later, places)
    assert found.cells.tolist() == [4, 1]
    assert found.counts.tolist() == [3, 0]
    assert found.expected.tolist() == [4, 1]
    counts = later.ravel().tolist()
    assert found.p == pytest.approx([(subset_sums(counts, 4) >= 3).mean(), 1.0])


def test_cells_outside_the_municipality_take_no_part() -> None:
    later = np.array([1, 0, 2, 0, 9, 9])
    places = np.array([1, 1, 0, 0, 2, 0])
    inside = np.array([True, True, True, True, False, False])
    with pytest.raises(InvalidRecord, match="place 2 has no cell"):
        confirm(later, places, inside=inside)
    assert confirm(later, np.where(inside, places, 0), inside=inside).p[0] == pytest.approx(
        confirm(later[:4], places[:4]).p[0]
    )


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_shuffled_cells_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    later, places = heavy_counts(200, seed=seed), rng.integers(0, 4, 200)
    places[:3] = [1, 2, 3]
    order = rng.permutation(200)
    assert (confirm(later, places).p == confirm(later[order], places[order]).p).all()


def test_a_constant_map_confirms_nothing() -> None:
    found = confirm(np.full(50, 3), np.repeat([1, 0], [5, 45]))
    assert found.p.tolist() == [1.0]
    assert sum_p(np.full(50, 3), drawn=[5], sums=[15], work=0)[0].tolist() == [1.0]


def test_on_noise_with_heavy_tails_confirmation_keeps_its_level() -> None:
    rng = np.random.default_rng(3)
    counts = np.rint(rng.pareto(1.2, 900)).astype(np.int64)
    places = np.zeros(900, np.int64)
    places[:9] = 1
    p = np.array([confirm(rng.permutation(counts), places).p[0] for _ in range(400)])
    # binomial: 400 tests at 5 % give more than 33 once in 500 times
    assert (p <= 0.05).sum() <= 33
    assert (p <= 0.5).sum() >= 100


@pytest.mark.parametrize(
    ("counts", "drawn", "sums", "words"),
    [
        ([1, -1, 2], [1], [1], "negative"),
        ([1, 0, 2], [4], [1], "at most all"),
        ([1, 0, 2], [0], [0], "at least 1"),
        ([1, 0, 2], [2], [4], "no 2 of the counts add up to 4"),
        ([1.5, 0.0, 2.0], [1], [1], "whole numbers"),
        ([1, 0, 2], [1, 2], [1], "one of each"),
    ],
)
def test_impossible_questions_are_refused(counts: list[float], drawn: list[int], sums: list[int], words: str) -> None:
    with pytest.raises(InvalidRecord, match=words):
        sum_p(counts, drawn=drawn, sums=sums)


# --- neighbourhoods


@given(st.integers(3, 9), st.integers(3, 9), st.integers(1, 3), st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_box_sums_are_those_of_walking_round_every_cell(ny: int, nx: int, reach: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, inside = rng.integers(0, 9, (ny, nx)), rng.random((ny, nx)) < 0.8
    sums, number = box_sums(x, reach=reach, inside=inside)
    for i, j in itertools.product(range(ny), range(nx)):
        around = [
            (r, c)
            for r in range(max(0, i - reach), min(ny, i + reach + 1))
            for c in range(max(0, j - reach), min(nx, j + reach + 1))
            if inside[r, c] and (r, c) != (i, j)
        ]
        assert number[i, j] == (len(around) if inside[i, j] else 0)
        assert sums[i, j] == (sum(x[cell] for cell in around) if inside[i, j] else 0)


@pytest.mark.parametrize("star", [False, True])
@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_exact_p_of_a_neighbourhood_is_that_of_all_arrangements(star: bool, seed: int) -> None:
    grid = np.random.default_rng(seed).integers(0, 5, (3, 4))
    sums, number = box_sums(grid)
    found = gi_p(grid, sums, number, star=star)
    assert found.exact.all()
    flat = grid.ravel().tolist()
    for at, (s, k) in enumerate(zip(sums.ravel().tolist(), number.ravel().tolist(), strict=True)):
        counts = flat if star else flat[:at] + flat[at + 1 :]
        every = subset_sums(counts, k + star)
        seen = s + flat[at] * star
        assert found.upper.ravel()[at] == pytest.approx((every >= seen).mean(), abs=1e-12)
        assert found.lower.ravel()[at] == pytest.approx((every <= seen).mean(), abs=1e-12)


def test_wide_windows_over_heavy_tails_lose_no_digits() -> None:
    # Whole numbers of any size, cell by cell: the number of 48-subsets with a smaller sum.
    grid = np.rint(np.random.default_rng(1).pareto(1.0, (20, 20)) * 1.5).astype(np.int64).clip(0, 60)
    sums, number = box_sums(grid, reach=3)
    found = gi_p(grid, sums, number)
    for at in (int(found.upper.argmin()), int(grid.argmax()), 210):
        others, s, k = np.delete(grid.ravel(), at), int(sums.ravel()[at]), int(number.ravel()[at])
        ways = np.zeros((k + 1, s), dtype=object)
        ways[0, 0] = 1
        for count in others.tolist():
            if count < s:
                ways[1:, count:] = ways[1:, count:] + ways[:-1, : s - count]
        exact = float(1 - Fraction(int(ways[k].sum()), math.comb(399, k)))
        assert found.upper.ravel()[at] == pytest.approx(exact, abs=SMALLEST_P)


def test_permuted_maps_show_as_extreme_sums_as_often_as_the_exact_p_says() -> None:
    rng = np.random.default_rng(4)
    counts = heavy_counts(400, seed=5, mean=0.8)
    others, drawn = counts[1:], 8
    sums = np.array([rng.permutation(others)[:drawn].sum() for _ in range(4000)])
    for s in (4, 8, 14, 20):
        columns = np.full(400, s), np.full(400, drawn)
        p = gi_p(counts, *columns).upper[0]
        assert (sums >= s).mean() == pytest.approx(p, abs=4 * math.sqrt(p * (1 - p) / 4000))


@pytest.mark.parametrize("star", [False, True])
def test_moments_stand_in_where_sums_are_large_and_stay_close(star: bool) -> None:
    grid = np.random.default_rng(6).poisson(40, (30, 30))
    sums, number = box_sums(grid)
    counted = gi_p(grid, sums, number, star=star)
    near = gi_p(grid, sums, number, star=star, largest_sum=0)
    assert counted.exact.all()
    assert not near.exact.any()
    assert near.upper == pytest.approx(counted.upper, abs=0.002)
    assert near.lower == pytest.approx(counted.lower, abs=0.002)


def test_a_map_may_be_part_counted_and_part_approximated() -> None:
    grid = np.random.default_rng(7).poisson(2, (20, 20))
    grid[5, 5] = 5000
    sums, number = box_sums(grid)
    found = gi_p(grid, sums, number)
    assert (~found.exact).sum() == 8
    assert found.upper[~found.exact].max() < 0.05
    assert found.upper.min() >= SMALLEST_P


def test_a_constant_map_has_no_hotspot() -> None:
    grid = np.full((6, 6), 2)
    sums, number = box_sums(grid)
    for largest in (4096, 0):
        assert gi_p(grid, sums, number, largest_sum=largest).upper == pytest.approx(np.ones((6, 6)))
    assert np.isnan(gi_scores(grid, sums, number, star=True)).all()


def test_a_map_shifted_by_whole_cells_has_its_results_shifted() -> None:
    grid, inside = np.zeros((12, 14), np.int64), np.zeros((12, 14), np.bool_)
    grid[2:8, 2:9] = np.random.default_rng(8).poisson(1, (6, 7))
    inside[2:8, 2:9] = True

    def upper(counts: NDArray[np.int64], within: NDArray[np.bool_]) -> NDArray[np.float64]:
        sums, number = box_sums(counts, inside=within)
        return gi_p(counts[within], sums[within], number[within]).upper

    assert (upper(grid, inside) == upper(np.roll(grid, (3, 4), (0, 1)), np.roll(inside, (3, 4), (0, 1)))).all()


def test_neighbourhoods_that_cannot_be_are_refused() -> None:
    with pytest.raises(InvalidRecord, match="cannot have 4 neighbours"):
        gi_p([1, 2, 3], [1, 1, 1], [4, 1, 1])
    with pytest.raises(InvalidRecord, match="one of each"):
        gi_p([1, 2, 3], [1, 1], [1, 1])
    with pytest.raises(InvalidRecord, match="at least 1 cell"):
        box_sums(np.zeros((3, 3), np.int64), reach=0)
    with pytest.raises(InvalidRecord, match="grid of whole numbers"):
        box_sums(np.zeros((3, 3)))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 4), st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_a_map_without_a_border_is_one_that_is_inside_everywhere(ny: int, nx: int, reach: int, seed: int) -> None:
    x = np.random.default_rng(seed).integers(0, 9, (ny, nx))
    for plain, bordered in zip(
        box_sums(x, reach=reach), box_sums(x, reach=reach, inside=np.ones((ny, nx), np.bool_)), strict=True
    ):
        assert (plain == bordered).all()


# --- published and peer-computed scores


def test_gi_of_getis_and_ord_is_reproduced(shared_data: Path) -> None:
    folder = shared_data / "reference" / "gi_getisord1996"
    grid = np.loadtxt(folder / "input.csv", delimiter=",", skiprows=1)[:, 2].reshape(16, 16)
    expected = json.loads((folder / "expected.json").read_text())
    at = expected["index0"]
    # neighbours within 30 m on a raster of 30 m: up, down, left, right
    padded, exists = np.pad(grid, 1), np.pad(np.ones((16, 16)), 1)
    sums, number = (a[:-2, 1:-1] + a[2:, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] for a in (padded, exists))
    plain, star = (gi_scores(grid, sums, number, star=star).ravel() for star in (False, True))
    assert plain == pytest.approx(expected["Gi_d30_all"], abs=1e-6)
    assert star == pytest.approx(expected["GiStar_d30_all"], abs=1e-6)
    # the book divides by n - 1
    published = star[at] * math.sqrt(255 / 256)
    assert published == pytest.approx(expected["GiStar_d30_published_GetisOrd1996_p267"], abs=1e-6)
    y, x = (axis.ravel() for axis in np.mgrid[0:16, 0:16] * 30.0)
    for reach in (60, 90, 120, 150):
        near = (np.hypot(x - x[at], y - y[at]) <= reach) & (np.arange(256) != at)
        scores = gi_scores(grid.ravel(), np.full(256, grid.ravel()[near].sum()), np.full(256, near.sum()), star=False)
        assert scores[at] == pytest.approx(expected[f"Gi_d{reach}"], abs=1e-6)


def test_gi_of_columbus_is_what_spdep_says(shared_data: Path) -> None:
    folder = shared_data / "reference" / "lisa_columbus"
    crime = np.loadtxt(folder / "input.csv", delimiter=",", skiprows=1)[:, 1]
    linked = np.zeros((49, 49))
    pairs = np.loadtxt(folder / "weights_W.csv", delimiter=",", skiprows=1)
    linked[pairs[:, 0].astype(int), pairs[:, 1].astype(int)] = 1
    expected = json.loads((folder / "expected.json").read_text())
    for star, key in ((False, "Gi_z_binary"), (True, "GiStar_z_binary")):
        scores = gi_scores(crime, linked @ crime, linked.sum(axis=1), star=star)
        assert scores == pytest.approx(expected[key], abs=1e-8)


def test_gi_of_the_memphis_robberies_is_what_spdep_says(shared_data: Path) -> None:
    folder = shared_data / "reference" / "memphis_gistar_kde"
    setting = json.loads((folder / "expected.json").read_text())
    nx, ny, cell = setting["nx"], setting["ny"], setting["cell"]
    positions = np.loadtxt(folder / "input.csv", delimiter=",", skiprows=1)[:, 2:]
    ix, iy = ((positions - [setting["x0"], setting["y0"]]) // cell).astype(int).T
    grid = np.bincount(iy * nx + ix, minlength=nx * ny).reshape(ny, nx)
    with (folder / "expected_cells.csv").open() as file:
        cells = list(csv.DictReader(file))
    places = np.array([int(row["iy"]) * nx + int(row["ix"]) for row in cells])
    assert grid.ravel()[places].tolist() == [int(row["n"]) for row in cells]
    sums, number = box_sums(grid)
    for star, key in ((False, "gi"), (True, "gistar")):
        scores = gi_scores(grid, sums, number, star=star).ravel()[places]
        assert scores == pytest.approx([float(row[key]) for row in cells], abs=1e-8)
    one_sided = ndtr(-gi_scores(grid, sums, number, star=True).ravel()[places])
    assert one_sided == pytest.approx([float(row["p_one"]) for row in cells], abs=1e-8)
    assert benjamini_hochberg(one_sided) == pytest.approx([float(row["p_one_BH"]) for row in cells], abs=1e-8)
    assert stands(one_sided).sum() == setting["n_sig_one_BH_05"]
    assert stands(2 * np.minimum(one_sided, 1 - one_sided)).sum() == setting["n_sig_two_BH_05"]


def test_where_all_other_cells_are_equal_there_is_no_score() -> None:
    values = np.zeros((7, 7), np.int64)
    values[7 // 2, 1] = 1
    scores = gi_scores(values, *box_sums(values), star=False)
    assert np.isnan(scores[7 // 2, 1])
    assert np.isfinite(scores).sum() == values.size - 1
