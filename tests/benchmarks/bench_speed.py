"""The whole speed table: our time, the peer's and the ratio from one run, and that both say the same."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.benchmarks import Row
from tests.benchmarks.speed_cells import density, exact_gi, gi_z, knox
from tests.benchmarks.speed_rows import cold_start, filtered_counts, point_in_area, refresh

NAME = "speed"
DESCRIPTION = "ours beside esda, pointpats, scipy, KDEpy, geopandas and duckdb; a row whose answers differ is not held"

_WORK: tuple[Callable[[], list[Row]], ...] = (
    partial(exact_gi, 100, 50),
    partial(exact_gi, 316, 200),
    gi_z,
    knox,
    density,
    point_in_area,
    filtered_counts,
    partial(refresh, 10_000, 5, times=25),
    partial(refresh, 1_000_000, 30, times=9),
    partial(refresh, 10_000_000, 100, times=5),
    cold_start,
)


def run() -> list[Row]:
    """Measure; CPU time, warm, medians. A row is held when it is fast enough and says what the peer says.

    Each work has a process of its own, ours and the peer's together: what the work before left of the heap made others
    twice as slow.
    """
    rows: list[Row] = []
    for work in _WORK:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            rows += alone.submit(work).result()
    return rows
