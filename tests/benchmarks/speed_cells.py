"""The part of the speed table that is about cells, pairs and density: ours and the peers in one run."""

from __future__ import annotations

import math
import time
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.density import Grid, Kernel, binned, spread
from geodata.analysis.near_repeat import near_repeat
from geodata.analysis.significance import box_sums, gi_p, gi_scores
from tests.benchmarks import Row
from tests.benchmarks.measure import cpu_ms, faster, town_cells
from tests.geodata.analysis.towns import a_town

EVENTS, DISTANCE_M, DAYS, PERMUTED = 10_000, 200.0, 15, 3
SIDE, CELL_DM, SPREAD_M, BANDWIDTH_M = 512, 391, 3000.0, 300.0

Floats = NDArray[np.float64]


def exact_gi(side: int, times: float) -> list[Row]:
    """Exact p of every cell beside 999 conditional permutations."""
    grid = town_cells(side, rows_per_cell=2, seed=1)
    ours, found = cpu_ms(lambda: gi_p(grid, *box_sums(grid)), times=9)
    peer, simulated = _esda(grid, permutations=999)
    # The peer gives the smaller of P(S >= s) and what is left of 1, in 1/1000, of the same draws in every cell: five
    # standard errors at p = 0.5.
    exact = np.minimum(found.upper, 1 - found.upper).ravel()
    error = float(np.abs(np.abs(simulated) - exact).max())
    what = f"exact Gi* p, {side * side:,} cells; peer esda G_Local, 999 permutations"
    return faster(what, ours, peer, times=times, error=error, at_most=0.08)


def gi_z() -> list[Row]:
    """Scores of Gi* beside those of lists of neighbours."""
    grid = town_cells(100, rows_per_cell=2, seed=1)
    ours, z = cpu_ms(lambda: gi_scores(grid, *box_sums(grid), star=True), times=25)
    peer, expected = _esda(grid, permutations=0)
    error = float(np.abs(z.ravel() - expected).max())
    return faster("Gi* z, 10,000 cells; peer esda G_Local", ours, peer, times=500, error=error, at_most=1e-9)


def _esda(grid: NDArray[np.int64], *, permutations: int) -> tuple[float, Floats]:
    """Time in ms and what esda says of all cells: p after permutations, otherwise z."""
    import esda
    from libpysal import weights

    linked = weights.lat2W(*grid.shape, rook=False)
    settings: dict[str, Any] = {"transform": "B", "star": True}
    if permutations:
        settings |= {"keep_simulations": False, "seed": 1, "n_jobs": 1}
    values = grid.ravel().astype(np.float64)
    # compiles at its first call
    small = weights.lat2W(12, 12, rook=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        esda.G_Local(values[:144], small, permutations=permutations, **settings)
        start = time.process_time()
        found = esda.G_Local(values, linked, permutations=permutations, **settings)
    taken = (time.process_time() - start) * 1000
    return taken, np.asarray(found.p_sim if permutations else found.Zs, np.float64)


def knox() -> list[Row]:
    """999 permutations of the dates; the peer makes a few, its time is scaled up."""
    from pointpats import Knox

    east_dm, north_dm, day = a_town(EVENTS, seed=3)
    east, north = east_dm / 10, north_dm / 10
    ours, found = cpu_ms(
        lambda: near_repeat(east, north, day, distance_edges_m=(0, DISTANCE_M), day_edges=(0, DAYS), seed=1), times=3
    )
    positions, days = np.column_stack([east, north]), day.reshape(-1, 1).astype(np.float64)
    # It counts pairs at the limits too.
    limits = np.nextafter(DISTANCE_M, 0), DAYS - 1
    # Warm, as ours is: what it compiles at its first call would be taken off its permutations.
    Knox(positions[:200], days[:200], *limits, permutations=1, keep=True)
    start = time.process_time()
    plain = Knox(positions, days, *limits, permutations=0)
    once = (time.process_time() - start) * 1000
    start = time.process_time()
    permuted = Knox(positions, days, *limits, permutations=PERMUTED, keep=True)
    each = max((time.process_time() - start) * 1000 - once, 0) / PERMUTED
    sd = math.sqrt(float(found.variance[0, 0]))
    off = float(np.abs(np.asarray(permuted.sim, np.float64) - found.expected[0, 0]).max() / sd)
    what = f"Knox, 999 permutations, {EVENTS:,} events; peer pointpats ({PERMUTED} permutations, scaled)"
    differing = abs(int(found.observed[0, 0]) - int(plain.statistic_))
    return [
        *faster(what, ours, once + each * 999, times=100, error=differing, at_most=0, unit="pairs"),
        Row("the peer's permutations from our exact mean, in exact standard deviations", off, "", None,
            "<= 4", off <= 4),
    ]  # fmt: skip


def density() -> list[Row]:
    """512 x 512 cells, 10,000 points, beside the sum over all points and beside a fast transform."""
    from KDEpy import FFTKDE
    from scipy.stats import gaussian_kde

    decimetres = _round_town()
    east, north = np.ascontiguousarray(decimetres.T)
    grid = Grid(west_dm=-CELL_DM * SIDE // 2, south_dm=-CELL_DM * SIDE // 2, cell_dm=CELL_DM, nx=SIDE, ny=SIDE)

    def once() -> Floats:
        mass = binned(grid.cells(east, north), east, north, None, grid)
        return spread(mass, grid, bandwidth_m=BANDWIDTH_M, kernel=Kernel.GAUSSIAN)

    ours, found = cpu_ms(once, times=15)
    centres = (np.arange(SIDE) + 0.5 - SIDE / 2) * CELL_DM / 10
    points = decimetres / 10
    sample = np.arange(4, SIDE, 8)
    iy, ix = (axis.ravel() for axis in np.meshgrid(sample, sample, indexing="ij"))
    direct = gaussian_kde(points.T)
    direct.set_bandwidth(BANDWIDTH_M * direct.factor / float(np.sqrt(direct.covariance[0, 0])))
    start = time.process_time()
    expected = direct(np.stack([centres[ix], centres[iy]])) * len(points) * 1e6
    of_scipy = (time.process_time() - start) * 1000 * 64
    error = float(np.abs(found[iy, ix] - expected).max() / expected.max() * 100)
    where = np.column_stack([np.repeat(centres, SIDE), np.tile(centres, SIDE)])
    # In units of the bandwidth: it cuts its kernel where its value, in the units given, is small.
    fast, scaled, at = FFTKDE(kernel="gaussian", bw=1), points / BANDWIDTH_M, where / BANDWIDTH_M
    of_kdepy, answer = cpu_ms(lambda: fast.fit(scaled).evaluate(at), times=5)
    theirs = np.asarray(answer).reshape(SIDE, SIDE).T * len(points) * 1e6 / BANDWIDTH_M**2
    beside = float(np.abs(found - theirs).max() / theirs.max() * 100)
    what = "density, 512 x 512, 10,000 rows; peer"
    return [
        *faster(f"{what} scipy gaussian_kde (1/64 of the cells, scaled)", ours, of_scipy, times=5000,
                error=error, at_most=0.3, unit="% of maximum"),
        *faster(f"{what} KDEpy FFTKDE", ours, of_kdepy, times=5, error=beside, at_most=0.3, unit="% of maximum"),
    ]  # fmt: skip


def _round_town() -> NDArray[np.int32]:
    """A town as wide as it is long: scipy's kernel has the shape of the data's covariance."""
    east, north, _ = a_town(10_000, seed=1)
    points = np.column_stack([east, north]) / 10
    for _ in range(3):
        points = (points - points.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(points.T))).T * SPREAD_M
        points = points[(np.abs(points) < 9_900).all(axis=1)]
    return np.rint(points * 10).astype(np.int32)
