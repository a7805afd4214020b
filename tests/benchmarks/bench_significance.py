"""Confirmation of places on later rows, and the scan: CPU time, and that drawing says the same."""

from __future__ import annotations

import time

import numpy as np

from geodata.analysis.scan import poisson_scan
from geodata.analysis.significance import confirm
from tests.benchmarks import Row
from tests.benchmarks.measure import cpu_ms, town_cells

NAME = "significance"
DESCRIPTION = "confirmation of places on later rows beside 999 draws, Poisson scan"


def run() -> list[Row]:
    """Measure; CPU time, warm, medians."""
    return [*_confirmation(), _scan()]


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
