"""Cells, pairs and density beside esda, pointpats, KDEpy, scipy and duckdb, on data drawn afresh in each run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.analysis.density import Grid, Kernel, binned, spread
from geodata.analysis.near_repeat import near_repeat, screen
from geodata.analysis.significance import box_sums, gi_p, gi_scores
from geodata.analysis.tally import Tally

# What others' programs warn of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")

seeds = st.integers(0, 2**32 - 1)


def a_map(seed: int, *, side: int, mean: float) -> NDArray[np.int64]:
    """Counts that scatter more than chance, not all alike."""
    rng = np.random.default_rng(seed)
    counts = rng.negative_binomial(0.8, 0.8 / (0.8 + mean), (side, side + 1))
    assume(counts.max() > counts.min())
    return counts


@settings(deadline=None, max_examples=8)
@given(seeds, st.integers(4, 12), st.sampled_from([0.1, 1.0, 30.0]), st.booleans())
def test_scores_of_cells_are_those_of_esda(seed: int, side: int, mean: float, star: bool) -> None:
    import esda
    from libpysal import weights

    counts = a_map(seed, side=side, mean=mean)
    # Its permutations compile for most of a minute: they are compared by `python -m tests.benchmarks speed`.
    linked = weights.lat2W(*counts.shape, rook=False)
    theirs = esda.G_Local(counts.ravel().astype(np.float64), linked, transform="B", star=star, permutations=0)
    assert gi_scores(counts, *box_sums(counts), star=star).ravel() == pytest.approx(theirs.Zs, abs=1e-9, nan_ok=True)


@settings(deadline=None, max_examples=10)
@given(seeds, st.sampled_from([0.2, 2.0, 40.0]), st.booleans())
def test_exact_p_is_what_permutations_come_near(seed: int, mean: float, star: bool) -> None:
    counts = a_map(seed, side=7, mean=mean)
    sums, number = box_sums(counts)
    found = gi_p(counts, sums, number, star=star)
    rng = np.random.default_rng([seed, 1])
    for cell in rng.choice(counts.size, 8, replace=False).tolist():
        own = counts.ravel()[cell]
        others = counts.ravel() if star else np.delete(counts.ravel(), cell)
        k, reached = int(number.ravel()[cell]) + star, int(sums.ravel()[cell] + own * star)
        drawn = rng.permuted(np.tile(others, (999, 1)), axis=1)[:, :k].sum(axis=1)
        for ours, share in ((found.upper, (drawn >= reached).mean()), (found.lower, (drawn <= reached).mean())):
            exact = float(ours.ravel()[cell])
            # Six standard errors of 999 permutations, and as many single ones where p is small.
            assert abs(share - exact) <= 6 * np.sqrt(exact * (1 - exact) / 999) + 0.006


@settings(deadline=None, max_examples=8)
@given(seeds, st.integers(20, 60), st.sampled_from([60.0, 150.0, 400.0]), st.integers(2, 20))
def test_near_pairs_are_those_of_pointpats(seed: int, events: int, distance_m: float, days: int) -> None:
    from pointpats import Knox

    rng = np.random.default_rng(seed)
    east, north, day = *rng.uniform(0, 1000, (2, events)), rng.integers(0, 60, events)
    # It counts pairs at the limits too.
    theirs = Knox(
        np.column_stack([east, north]),
        day[:, None].astype(float),
        np.nextafter(distance_m, 0),
        days - 1,
        permutations=0,
    )
    ours = screen(east, north, day, distance_edges_m=(0, distance_m), day_edges=(0, days))
    assert int(ours.observed[0, 0]) == int(theirs.statistic_)
    assert ours.expected[0, 0] == pytest.approx(np.asarray(theirs.expected)[0, 0], rel=1e-9)


@settings(deadline=None, max_examples=3)
@given(seeds)
def test_p_of_near_repeats_comes_near_that_of_pointpats(seed: int) -> None:
    from pointpats import Knox

    rng = np.random.default_rng(seed)
    east, north, day = *rng.uniform(0, 500, (2, 40)), rng.integers(0, 40, 40)
    np.random.seed(seed % 2**31)  # noqa: NPY002  # the peer draws from there
    theirs = Knox(np.column_stack([east, north]), day[:, None].astype(float), 99.9999, 6, permutations=999, keep=True)
    ours = near_repeat(east, north, day, distance_edges_m=(0, 100), day_edges=(0, 7), seed=seed, permutations=999)
    assert ours.p is not None
    at_least = (1 + (np.asarray(theirs.sim) >= theirs.statistic_).sum()) / 1000
    # Two draws of 999 each, six standard errors.
    allowed = 6 * np.sqrt(2 * at_least * (1 - at_least) / 999) + 0.006
    assert abs(float(ours.p[0, 0]) - at_least) <= allowed


@settings(deadline=None, max_examples=5)
@given(seeds, st.integers(30, 120))
def test_density_is_that_of_scipy_and_kdepy(seed: int, number: int) -> None:
    from KDEpy import FFTKDE
    from scipy.stats import gaussian_kde

    side, cell_dm, bandwidth_m = 64, 500, 400.0
    grid = Grid(west_dm=-side * cell_dm // 2, south_dm=-side * cell_dm // 2, cell_dm=cell_dm, nx=side, ny=side)
    quarter = np.random.default_rng(seed).integers(-6000, 6000, (number, 2))
    # Each with its three turns: scipy's kernel has the shape of the data, and theirs is round.
    turns = [
        quarter @ np.array(turn)
        for turn in ([[1, 0], [0, 1]], [[0, 1], [-1, 0]], [[-1, 0], [0, -1]], [[0, -1], [1, 0]])
    ]
    decimetres = np.concatenate(turns).astype(np.int32)
    east, north = np.ascontiguousarray(decimetres.T)
    ours = spread(
        binned(grid.cells(east, north), east, north, None, grid), grid, bandwidth_m=bandwidth_m, kernel=Kernel.GAUSSIAN
    )
    centres = (np.arange(side) + 0.5 - side / 2) * cell_dm / 10
    where = np.column_stack([np.repeat(centres, side), np.tile(centres, side)])
    points = decimetres / 10
    direct = gaussian_kde(points.T)
    direct.set_bandwidth(bandwidth_m * direct.factor / float(np.sqrt(direct.covariance[0, 0])))
    # In units of the bandwidth: KDEpy cuts its kernel where its value, in the units given, is small.
    scaled = FFTKDE(kernel="gaussian", bw=1).fit(points / bandwidth_m).evaluate(where / bandwidth_m) / bandwidth_m**2
    for theirs in (direct(where.T), scaled):
        expected = np.asarray(theirs).reshape(side, side).T * len(points) * 1e6
        assert np.abs(ours - expected).max() <= 0.003 * expected.max()


@settings(deadline=None, max_examples=10)
@given(seeds, st.integers(1, 300))
def test_counts_by_area_and_month_are_those_of_duckdb(seed: int, rows: int) -> None:
    import duckdb
    import pyarrow as pa

    rng = np.random.default_rng(seed)
    area, day = rng.integers(-1, 7, rows).astype(np.int16), rng.integers(-3000, 21_000, rows).astype(np.int32)
    chosen = rng.random(rows) < 0.6
    tally = Tally.of(area=area, day=day, areas=7)
    given_rows = pa.table(
        {"area": pa.array(area), "day": pa.array(day, pa.int32()).view(pa.date32()), "chosen": pa.array(chosen)}
    )
    connection = duckdb.connect()
    connection.register("given_rows", given_rows)
    answer = connection.execute(
        "SELECT area, year(day) * 12 + month(day) - 1, count(*) FROM given_rows WHERE chosen AND area >= 0 GROUP BY ALL"
    ).fetchall()
    expected = np.zeros((7, tally.months), np.int64)
    first = tally.first_month.year * 12 + tally.first_month.month - 1
    for code, month, number in answer:
        expected[code, month - first] = number
    assert tally.counts(chosen).tolist() == expected.tolist()
