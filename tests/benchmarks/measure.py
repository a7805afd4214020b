"""How time is taken: CPU time of this process, warm, medians; and made-up counts that several benchmarks share."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks import Row
from tests.geodata.analysis.towns import SOUTH_DM, WEST_DM, a_town

T = TypeVar("T")


def cpu_ms(work: Callable[[], T], *, times: int) -> tuple[float, T]:
    """Median CPU time in ms after one run to warm up, and the last answer."""
    answer = work()
    taken = []
    for _ in range(times):
        start = time.process_time()
        answer = work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken), answer


def town_cells(side: int, *, rows_per_cell: float, seed: int) -> NDArray[np.int64]:
    """Counts of a made-up town on side x side cells."""
    east, north, _ = a_town(int(side * side * rows_per_cell), seed=seed)
    cell = 200_000 / side
    at = (np.int64((north - SOUTH_DM) // cell)) * side + np.int64((east - WEST_DM) // cell)
    return np.bincount(at, minlength=side * side).reshape(side, side)


def faster(
    what: str, ours: float, peer: float, *, times: float, error: float, at_most: float, unit: str = ""
) -> list[Row]:
    """Two rows: how many times the peer's time is ours, held only where the answers agree; and how far they differ."""
    same = error <= at_most
    return [
        Row(what, ours, "ms", peer, f">= {times:,g} x", peer / ours >= times and same),
        Row("  largest difference from the peer", error, unit, None, f"<= {at_most:g}", same),
    ]
