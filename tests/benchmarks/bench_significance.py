"""Exact p-values of neighbourhoods beside 999 conditional permutations, confirmation, and the scan: CPU time."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.scan import poisson_scan
from geodata.analysis.significance import box_sums, confirm, gi_p, gi_scores
from tests.benchmarks import Row
from tests.benchmarks.bench_hotspots import cpu_ms
from tests.geodata.analysis.towns import SOUTH_DM, WEST_DM, a_town

NAME = "significance"
DESCRIPTION = "exact Gi and Gi* beside 999 permutations cell by cell, confirmation on later rows, Poisson scan"

SAMPLED = 400


def run() -> list[Row]:
    """Measure; CPU time, warm, medians. The peer is esda; where it is not installed, the same work on numpy.

    The targets are set against esda and are not asked of the comparison with numpy.
    """
    return [*_exact(100, 50), *_exact(316, 200), *_scores(), *_confirmation(), _scan()]


def town_cells(side: int, *, rows_per_cell: float, seed: int) -> NDArray[np.int64]:
    """Counts of a made-up town on side x side cells."""
    east, north, _ = a_town(int(side * side * rows_per_cell), seed=seed)
    cell = 200_000 / side
    at = (np.int64((north - SOUTH_DM) // cell)) * side + np.int64((east - WEST_DM) // cell)
    return np.bincount(at, minlength=side * side).reshape(side, side)


def _exact(side: int, target: float) -> list[Row]:
    grid = town_cells(side, rows_per_cell=2, seed=1)
    ours, found = cpu_ms(lambda: gi_p(grid, *box_sums(grid)), times=9)
    # The peer gives the smaller of P(S >= s) and what is left of 1, in 1/1000.
    exact = np.minimum(found.upper, 1 - found.upper).ravel()
    if find_spec("esda") is None:
        who, (peer, sample, simulated) = "numpy, 400 cells, scaled", _permuted(grid)
    else:
        who, (peer, sample, simulated) = "esda G_Local", _esda(grid, permutations=999)
    error = float(np.abs(np.abs(simulated) - exact[sample]).max())
    return [
        Row(f"exact Gi p, {side * side:,} cells; peer 999 permutations by {who}", ours, "ms", peer,
            *((f">= {target:g} x", peer / ours >= target) if who.startswith("esda") else ())),
        # five standard errors of 999 permutations at p = 0.5
        Row("largest difference from the permutations", error, "", None, "<= 0.08", error <= 0.08),
    ]  # fmt: skip


def _permuted(grid: NDArray[np.int64]) -> tuple[float, NDArray[np.int64], NDArray[np.float64]]:
    """Time in ms, the cells asked, and their p, as permutation libraries compute it: cell by cell."""
    sums, number = (column.ravel() for column in box_sums(grid))
    rng = np.random.default_rng(2)
    drawn = np.array([rng.choice(grid.size - 1, 8, replace=False) for _ in range(999)])
    flat, sample = grid.ravel(), rng.choice(grid.size, SAMPLED, replace=False)
    larger = np.empty(SAMPLED)
    start = time.process_time()
    for at, cell in enumerate(sample.tolist()):
        chosen = drawn[:, : number[cell]]
        chosen = chosen + (chosen >= cell)
        larger[at] = (flat[chosen].sum(axis=1) >= sums[cell]).mean()
    return (time.process_time() - start) * 1000 * grid.size / SAMPLED, sample, np.minimum(larger, 1 - larger)


def _esda(grid: NDArray[np.int64], *, permutations: int) -> tuple[float, NDArray[np.int64], NDArray[np.float64]]:
    """Time in ms, all cells, and what esda says of them: p after permutations, otherwise z of Gi*."""
    esda, weights = import_module("esda"), import_module("libpysal.weights")
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
    return taken, np.arange(grid.size), np.asarray(found.p_sim if permutations else found.Zs, np.float64)


def _scores() -> list[Row]:
    grid = town_cells(100, rows_per_cell=2, seed=1)
    ours, z = cpu_ms(lambda: gi_scores(grid, *box_sums(grid), star=True), times=15)
    if find_spec("esda") is None:
        who, (peer, expected) = "neighbour lists, cell by cell", cpu_ms(_listed(grid), times=1)
    else:
        who, (peer, _, expected) = "esda G_Local", _esda(grid, permutations=0)
    error = float(np.abs(z.ravel() - expected).max())
    return [
        Row(f"Gi* z, 10,000 cells; peer {who}", ours, "ms", peer,
            *((">= 500 x", peer / ours >= 500) if who.startswith("esda") else ())),
        Row("largest difference from the peer", error, "", None, "<= 1e-9", error <= 1e-9),
    ]  # fmt: skip


def _listed(grid: NDArray[np.int64]) -> Callable[[], NDArray[np.float64]]:
    """Gi* from a list of neighbours for each cell."""
    ny, nx = grid.shape
    flat = grid.ravel().astype(np.float64)
    around = [
        [r * nx + c for r in range(max(0, i - 1), min(ny, i + 2)) for c in range(max(0, j - 1), min(nx, j + 2))]
        for i in range(ny)
        for j in range(nx)
    ]

    def once() -> NDArray[np.float64]:
        n, mean, spread = flat.size, flat.mean(), flat.std()
        z = np.empty(n)
        for cell, near in enumerate(around):
            k = len(near)
            z[cell] = (flat[near].sum() - mean * k) / (spread * np.sqrt((n * k - k * k) / (n - 1)))
        return z

    return once


def _confirmation() -> list[Row]:
    """Forty places of 9 to 81 cells on 160,000 cells of 50 m; the peer draws cells 999 times."""
    rows = []
    for rows_per_cell, words in ((0.0625, "10,000 rows, exact"), (6.25, "1,000,000 rows, saddlepoint where large")):
        later = town_cells(400, rows_per_cell=rows_per_cell, seed=3)
        places = np.zeros((400, 400), np.int64)
        for number in range(40):
            i, j, side = 20 + 45 * (number // 5), 20 + 75 * (number % 5), 3 + number % 7
            places[i : i + side, j : j + side] = number + 1
        ours, found = cpu_ms(lambda later=later, places=places: confirm(later, places), times=9)  # type: ignore[misc]
        rng = np.random.default_rng(4)
        flat = later.ravel()
        start = time.process_time()
        simulated = np.array([
            np.mean([flat[rng.integers(0, flat.size, cells)].sum() >= count for _ in range(999)])
            for cells, count in zip(found.cells.tolist(), found.counts.tolist(), strict=True)
        ])  # fmt: skip
        peer = (time.process_time() - start) * 1000
        error = float(np.abs(simulated - found.p).max())
        rows += [
            Row(f"confirmation of 40 places, {words}; peer 999 draws on numpy", ours, "ms", peer),
            Row("largest difference from the draws", error, "", None, "<= 0.06", error <= 0.06),
        ]
    return rows


def _scan() -> Row:
    rng = np.random.default_rng(5)
    east, north = rng.uniform(0, 20_000, (2, 150))
    dwellings = rng.integers(300, 1200, 150)
    cases = rng.multinomial(600, dwellings / dwellings.sum())
    ours, _ = cpu_ms(lambda: poisson_scan(east, north, cases, dwellings, seed=1), times=3)
    return Row("Poisson scan, 150 areas, 999 replicates", ours, "ms")
