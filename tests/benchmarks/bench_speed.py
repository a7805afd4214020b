"""The whole speed table: our time, the peer's and the ratio from one run, and that both say the same."""

from __future__ import annotations

from tests.benchmarks import Row
from tests.benchmarks.speed_cells import density, exact_gi, gi_z, knox
from tests.benchmarks.speed_rows import cold_start, filtered_counts, point_in_area, refresh

NAME = "speed"
DESCRIPTION = "ours beside esda, pointpats, scipy, KDEpy, geopandas and duckdb; a row whose answers differ is not held"


def run() -> list[Row]:
    """Measure; CPU time, warm, medians. A row is held when it is fast enough and says what the peer says."""
    return [
        *exact_gi(100, 50),
        *exact_gi(316, 200),
        *gi_z(),
        *knox(),
        *density(),
        *point_in_area(),
        *filtered_counts(),
        *refresh(10_000, 5, times=25),
        *refresh(1_000_000, 30, times=9),
        *refresh(10_000_000, 100, times=5),
        *cold_start(),
    ]
