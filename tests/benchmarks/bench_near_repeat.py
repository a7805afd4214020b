"""The whole near-repeat table of 10,000 events: CPU time. Beside a peer: `speed`."""

from __future__ import annotations

import math

from geodata.analysis.near_repeat import near_repeat, screen
from tests.benchmarks import Row
from tests.benchmarks.measure import cpu_ms
from tests.geodata.analysis.towns import a_town

NAME = "near_repeat"
DESCRIPTION = "table of near repeats of 10,000 events: exact moments, and 999 permutations"

EVENTS = 10_000


def run() -> list[Row]:
    """Measure; CPU time, warm, medians."""
    east_dm, north_dm, day = a_town(EVENTS, seed=3)
    east, north = east_dm / 10, north_dm / 10
    bands, weeks = (0, 1, 100, 200, 300, 400), (0, 7, 14, 21, 28, math.inf)
    screen_ms, _ = cpu_ms(lambda: screen(east, north, day, distance_edges_m=bands, day_edges=weeks), times=5)
    table_ms, table = cpu_ms(
        lambda: near_repeat(east, north, day, distance_edges_m=bands, day_edges=weeks, seed=1), times=2
    )
    return [
        Row("table of 5 x 5 bands to 400 m with exact moments, 10,000 events", screen_ms, "ms"),
        Row(f"the same table with 999 permutations ({int(table.observed.sum()):,} pairs)", table_ms, "ms"),
    ]
