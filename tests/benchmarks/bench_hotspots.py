"""Hotspots and point in area: CPU time beside the peers, and that the answers are the same."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import geopandas as gpd
import numpy as np
import shapely
from scipy.stats import gaussian_kde

from geodata.analysis.density import Grid, Kernel, binned, spread
from geodata.analysis.hotspots import HotspotSettings, find_hotspots
from geodata.analysis.identity import match
from geodata.places import AreaIndex
from tests.benchmarks import Row
from tests.geodata.analysis.towns import a_town

NAME = "hotspots"
DESCRIPTION = "hotspot refresh, density against scipy, point in area against geopandas, names from month to month"

T = TypeVar("T")


def run() -> list[Row]:
    """Measure; CPU time, warm, medians."""
    return [_refresh(10_000, 5), _refresh(1_000_000, 30), *_density(), *_areas(), _cold_start(), _names()]


def cpu_ms(work: Callable[[], T], *, times: int) -> tuple[float, T]:
    """Median CPU time in ms after one run to warm up, and the last answer."""
    answer = work()
    taken = []
    for _ in range(times):
        start = time.process_time()
        answer = work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken), answer


def _refresh(rows: int, limit_ms: float) -> Row:
    east, north, _ = a_town(rows, seed=1)
    kinds = (np.arange(rows) % 3).astype(np.uint8)
    ours, _ = cpu_ms(
        lambda: find_hotspots(east_dm=east, north_dm=north, kinds=kinds, settings=HotspotSettings()), times=15
    )
    return Row(
        f"whole refresh, {rows:,} rows, cells of 50 m over 20 km",
        ours,
        "ms",
        None,
        f"<= {limit_ms:g} ms",
        ours <= limit_ms,
    )


def _density() -> list[Row]:
    """512 x 512 cells, 10,000 points; the peer answers at 4,096 of the cells and its time is scaled up."""
    east, north, _ = a_town(10_000, seed=1)
    grid = Grid(west_dm=-391 * 256, south_dm=-391 * 256, cell_dm=391, nx=512, ny=512)
    spread_m, bandwidth_m = 3000.0, 300.0
    # The peer's kernel has the shape of the data's covariance: a town as wide as it is long makes it round.
    points = np.column_stack([east, north]) / 10
    for _ in range(3):
        points = (points - points.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(points.T))).T * spread_m
        points = points[(np.abs(points) < 9_900).all(axis=1)]
    decimetres = np.rint(points * 10).astype(np.int32)
    east, north = np.ascontiguousarray(decimetres.T)

    def ours_once() -> np.ndarray:
        mass = binned(grid.cells(east, north), east, north, None, grid)
        return spread(mass, grid, bandwidth_m=bandwidth_m, kernel=Kernel.GAUSSIAN)

    ours, density = cpu_ms(ours_once, times=15)
    sample = np.arange(4, 512, 8)
    iy, ix = (axis.ravel() for axis in np.meshgrid(sample, sample, indexing="ij"))
    at = (np.stack([ix, iy]) + 0.5 - 256) * 39.1
    peer_kde = gaussian_kde(decimetres.T / 10)
    peer_kde.set_bandwidth(bandwidth_m * peer_kde.factor / float(np.sqrt(peer_kde.covariance[0, 0])))
    start = time.process_time()
    expected = peer_kde(at) * len(decimetres) * 1e6
    peer = (time.process_time() - start) * 1000 * 64
    error = float(np.abs(density[iy, ix] - expected).max() / expected.max() * 100)
    return [
        Row("density, 512 x 512, 10,000 rows; peer scipy gaussian_kde (1/64 of the cells, scaled)", ours, "ms", peer,
            ">= 5,000 x", peer / ours >= 5000),
        Row("largest difference from the peer, of the maximum", error, "%", None, "<= 0.3 %", error <= 0.3),
    ]  # fmt: skip


def _areas() -> list[Row]:
    """290 areas with borders of 200 m steps, a million points; the peer is geopandas.sjoin."""
    rng = np.random.default_rng(0)
    extent = shapely.box(0, 0, 100_000, 100_000)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(rng.uniform(0, 100_000, (290, 2))), extend_to=extent)
    areas = [shapely.segmentize(cell.intersection(extent), 200) for cell in cells.geoms]
    x, y = rng.uniform(-1000, 101_000, (2, 1_000_000))
    index = AreaIndex(areas)
    ours, located = cpu_ms(lambda: index.locate(x, y), times=5)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y))
    frame = gpd.GeoDataFrame(geometry=areas)
    start = time.process_time()
    joined = gpd.sjoin(points, frame, how="left", predicate="intersects")
    peer = (time.process_time() - start) * 1000
    expected = joined["index_right"].groupby(level=0).min().fillna(-1).to_numpy().astype(int)
    differing = int((located != expected).sum())
    return [
        Row("point in area, 1,000,000 points, 290 areas; peer geopandas.sjoin", ours, "ms", peer,
            ">= 8 x", peer / ours >= 8),
        Row("points that the two place differently", differing, "points", None, "0", differing == 0),
    ]  # fmt: skip


def _cold_start() -> Row:
    code = (
        "import numpy as np\n"
        "from geodata.analysis.hotspots import HotspotSettings, find_hotspots\n"
        "rng = np.random.default_rng(1)\n"
        "east, north = (rng.normal(0, 5000, (2, 1000)) + 5_000_000).astype(np.int32)\n"
        "find_hotspots(east_dm=east, north_dm=north, settings=HotspotSettings())\n"
    )
    taken = []
    for _ in range(4):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - start)
    ours = statistics.median(taken[1:])
    return Row("from a cold process to the first hotspots", ours, "s", None, "<= 0.5 s", ours <= 0.5)


def _names() -> Row:
    changed = places = 0
    for rows in (5000, 20_000):
        for seed in range(11, 21):
            east, north, day = a_town(rows, seed=seed)
            before: list[shapely.Polygon] = []
            for start in range(0, 1826 - 365, 30):
                chosen = (day >= start) & (day < start + 365)
                found = find_hotspots(
                    east_dm=east, north_dm=north, settings=HotspotSettings(), chosen=chosen, earlier=before
                )
                outlines = [cluster.outline for cluster in found.clusters]
                if before:
                    changed += len(match(outlines, before).unnamed)
                    places += len(outlines)
                before = outlines
    ours = 100 * changed / places
    return Row("new names a month in towns that stay as they are", ours, "%", None, "<= 2 %", ours <= 2)
