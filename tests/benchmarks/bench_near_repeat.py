"""Near repeats with 999 permutations beside the comparison of all pairs in every permutation: CPU time."""

from __future__ import annotations

import math
import time
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.near_repeat import near_repeat, screen
from tests.benchmarks import Row
from tests.benchmarks.bench_hotspots import cpu_ms
from tests.geodata.analysis.towns import a_town

NAME = "near_repeat"
DESCRIPTION = "near repeats of 10,000 events: 999 permutations beside all pairs anew, exact moments, the whole table"

EVENTS, DISTANCE_M, DAYS = 10_000, 200.0, 15
PERMUTED = 2


def run() -> list[Row]:
    """Measure; CPU time, warm, medians. The peer is pointpats, or without it the same work on numpy."""
    east_dm, north_dm, day = a_town(EVENTS, seed=3)
    east, north = east_dm / 10, north_dm / 10
    knox_ms, knox = cpu_ms(
        lambda: near_repeat(east, north, day, distance_edges_m=(0, DISTANCE_M), day_edges=(0, DAYS), seed=1), times=3
    )
    if find_spec("pointpats") is None:
        who, (peer_ms, peer_count, drawn) = "all pairs on numpy", _all_pairs(east, north, day)
    else:
        who, (peer_ms, peer_count, drawn) = "pointpats", _pointpats(east, north, day)
    bands, weeks = (0, 1, 100, 200, 300, 400), (0, 7, 14, 21, 28, math.inf)
    screen_ms, _ = cpu_ms(lambda: screen(east, north, day, distance_edges_m=bands, day_edges=weeks), times=5)
    table_ms, table = cpu_ms(
        lambda: near_repeat(east, north, day, distance_edges_m=bands, day_edges=weeks, seed=1), times=2
    )
    differing = abs(int(knox.observed[0, 0]) - peer_count)
    sd = math.sqrt(float(knox.variance[0, 0]))
    error = float(np.abs(np.array(drawn) - knox.expected[0, 0]).max() / sd)
    return [
        Row(f"Knox test, 999 permutations, 10,000 events; peer {who} ({PERMUTED} permutations, scaled)",
            knox_ms, "ms", peer_ms, ">= 100 x", peer_ms / knox_ms >= 100),
        Row("pairs that the two count differently", differing, "pairs", None, "0", differing == 0),
        Row("the peer's permutations from the exact mean, in exact standard deviations", error, "", None,
            "<= 4", error <= 4),
        Row("table of 5 x 5 bands to 400 m with exact moments, 10,000 events", screen_ms, "ms"),
        Row(f"the same table with 999 permutations ({int(table.observed.sum()):,} pairs)", table_ms, "ms"),
    ]  # fmt: skip


def _pointpats(
    east: NDArray[np.float64], north: NDArray[np.float64], day: NDArray[np.int64]
) -> tuple[float, int, list[int]]:
    """As `_all_pairs`. It counts pairs at the limits too."""
    knox = import_module("pointpats").Knox
    positions, days = np.column_stack([east, north]), day.reshape(-1, 1).astype(np.float64)
    limits = np.nextafter(DISTANCE_M, 0), DAYS - 1
    start = time.process_time()
    plain = knox(positions, days, *limits, permutations=0)
    once = (time.process_time() - start) * 1000
    start = time.process_time()
    permuted = knox(positions, days, *limits, permutations=PERMUTED, keep=True)
    taken = max((time.process_time() - start) * 1000 - once, 0)
    return once + taken * 999 / PERMUTED, int(plain.statistic_), [int(count) for count in permuted.sim]


def _all_pairs(
    east: NDArray[np.float64], north: NDArray[np.float64], day: NDArray[np.int64]
) -> tuple[float, int, list[int]]:
    """Time in ms for 999 permutations, the count of near pairs, and the counts of the permutations made."""
    start = time.process_time()
    near = np.zeros((EVENTS, EVENTS), np.bool_)
    for row in range(0, EVENTS, 500):
        part = slice(row, row + 500)
        near[part] = np.hypot(east[part, None] - east, north[part, None] - north) < DISTANCE_M
    np.fill_diagonal(near, val=False)

    def count(days: NDArray[np.int64]) -> int:
        return (
            sum(
                int(np.count_nonzero((np.abs(days[row : row + 500, None] - days) < DAYS) & near[row : row + 500]))
                for row in range(0, EVENTS, 500)
            )
            // 2
        )

    observed = count(day)
    once = (time.process_time() - start) * 1000
    rng = np.random.default_rng(2)
    start = time.process_time()
    drawn = [count(rng.permutation(day)) for _ in range(PERMUTED)]
    return once + (time.process_time() - start) * 1000 * 999 / PERMUTED, observed, drawn
