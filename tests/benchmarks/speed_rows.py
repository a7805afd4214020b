"""The part of the speed table that is about many rows: areas, filters, the whole refresh, the first answer."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import date
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.analysis.density import Window
from geodata.analysis.holdout import hold_out
from geodata.analysis.hotspots import HotspotMap, HotspotSettings, find_hotspots
from geodata.analysis.refresh import Ground, refreshed
from geodata.analysis.tally import Tally
from geodata.columns import CATEGORY_ORDER, KINDS, Columns
from geodata.model import EvidenceKind, View
from geodata.places import AreaIndex
from tests.benchmarks import Row
from tests.benchmarks.measure import cpu_ms, faster
from tests.geodata.analysis.towns import SOUTH_DM, WEST_DM, a_town

MANY = 10_000_000
AREAS = 290
FIRST_DAY, DAYS = 16_000, 1826
SINCE, UNTIL = date(2014, 12, 1), date(2017, 11, 30)


def point_in_area() -> list[Row]:
    """290 areas with borders in steps of 200 m, a million points."""
    import geopandas as gpd

    rng = np.random.default_rng(0)
    extent = shapely.box(0, 0, 100_000, 100_000)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(rng.uniform(0, 100_000, (AREAS, 2))), extend_to=extent)
    areas = [shapely.segmentize(cell.intersection(extent), 200) for cell in cells.geoms]
    x, y = rng.uniform(-1000, 101_000, (2, 1_000_000))
    index = AreaIndex(areas)
    ours, located = cpu_ms(lambda: index.locate(x, y), times=5)
    points, frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y)), gpd.GeoDataFrame(geometry=areas)
    peer, joined = cpu_ms(lambda: gpd.sjoin(points, frame, how="left", predicate="intersects"), times=3)
    expected = joined["index_right"].groupby(level=0).min().fillna(-1).to_numpy().astype(int)
    differing = int((located != expected).sum())
    what = "point in area, 1,000,000 points, 290 areas; peer geopandas.sjoin"
    return faster(what, ours, peer, times=8, error=differing, at_most=0, unit="points")


def filtered_counts() -> list[Row]:
    """Four categories of one kind in three of five years, by area and month; the peer has the same rows as exported."""
    columns = _many_columns()
    wanted = frozenset(CATEGORY_ORDER[i] for i in (1, 3, 5, 7))
    view = View(
        municipality="0880", since=SINCE, until=UNTIL, categories=wanted, kinds=frozenset({EvidenceKind.REPORT})
    )
    tally = Tally.of(area=columns.area, day=columns.day, areas=AREAS)
    ours, counts = cpu_ms(lambda: tally.counts(columns.where(view)), times=7)
    peer, expected = _duckdb(columns, sorted(category.value for category in wanted), text=True)
    coded, expected_too = _duckdb(columns, sorted(CATEGORY_ORDER.index(category) for category in wanted), text=False)
    differing = int((counts != expected).sum())
    return [
        *faster(f"filter and counts by area and month, {MANY:,} rows; peer duckdb, codes as text, dates", ours, peer,
                times=4, error=differing, at_most=0, unit="counts"),
        Row("the same; peer duckdb, where codes and months are numbers already", ours, "ms", coded),
        Row("counts that differ from it", int((counts != expected_too).sum()), "counts", None, "0",
            bool((counts == expected_too).all())),
    ]  # fmt: skip


def _many_columns() -> Columns:
    rng = np.random.default_rng(1)

    def drawn(high: int, kind: type[np.generic]) -> Any:
        return rng.integers(0, high, MANY, dtype=np.uint16).astype(kind)

    # columns that no filter asks about
    def none(kind: str) -> Any:
        return np.broadcast_to(np.zeros(1, kind), MANY)

    return Columns(
        version=1,
        area_codes=tuple(f"0880A{number:04d}" for number in range(AREAS)),
        municipalities=("0880",),
        ids=none("S16"),
        kind=drawn(len(KINDS), np.uint8),
        category=drawn(len(CATEGORY_ORDER), np.uint8),
        source=none("u1"),
        status=none("u1"),
        safe=none("?"),
        lon=none("f8"),
        lat=none("f8"),
        east_dm=none("i4"),
        north_dm=none("i4"),
        day=np.sort(drawn(DAYS, np.int32)) + np.int32(FIRST_DAY),
        dated=none("?"),
        minute=none("u2"),
        area=drawn(AREAS, np.int16),
        municipality=drawn(1, np.uint16),
        severity=none("u1"),
        light=none("u1"),
    )


def _duckdb(columns: Columns, categories: list[str] | list[int], *, text: bool) -> tuple[float, NDArray[np.int64]]:
    """CPU time in ms on one thread, and the counts by area and month. text: the table holds codes and dates."""
    import duckdb
    import pyarrow as pa

    days = pa.array(columns.day, pa.int32()).view(pa.date32())
    months = columns.day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    first = int(months.min())
    if text:
        words: dict[str, tuple[NDArray[np.integer], list[str]]] = {
            "area": (columns.area, list(columns.area_codes)),
            "category": (columns.category, [category.value for category in CATEGORY_ORDER]),
            "kind": (columns.kind, [kind.value for kind in KINDS]),
        }
        given = {
            name: pa.DictionaryArray.from_arrays(pa.array(index), pa.array(values, pa.string()))
            for name, (index, values) in words.items()
        }
        table = pa.table({**given, "observed": days})
        month, kind = "date_trunc('month', observed)", "'report'"
    else:
        numbers: dict[str, Any] = {
            "area": columns.area,
            "category": columns.category,
            "kind": columns.kind,
            "month": months,
        }
        table = pa.table({**{name: pa.array(column) for name, column in numbers.items()}, "observed": days})
        month, kind = "month", str(KINDS.index(EvidenceKind.REPORT))
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.register("given", table)
    connection.execute("CREATE TABLE rows AS SELECT * FROM given")
    question = (
        f"SELECT area, {month} AS month, count(*) AS n FROM rows WHERE category IN {tuple(categories)}"  # noqa: S608
        f" AND kind = {kind} AND observed BETWEEN DATE '{SINCE}' AND DATE '{UNTIL}' GROUP BY ALL"
    )
    taken, found = cpu_ms(lambda: connection.execute(question).fetchnumpy(), times=5)
    area, at = np.asarray(found["area"]), np.asarray(found["month"])
    if text:
        area = np.searchsorted(columns.area_codes, area.astype(str))
        at = at.astype("datetime64[M]").astype(np.int32)
    counts = np.zeros((AREAS, int(months.max()) - first + 1), np.int64)
    counts[area.astype(np.int64), at.astype(np.int64) - first] = found["n"]
    return taken, counts


def refresh(rows: int, limit_ms: float, *, times: int) -> list[Row]:
    """Filter, count, density, hysteresis, label, names and hold-out; a town of 20 by 20 km on cells of 50 m."""
    east, north, day = a_town(rows, seed=1)
    day = np.sort(day).astype(np.int32)
    kind = (np.arange(rows) % 3).astype(np.uint8)
    settings = HotspotSettings()
    west, south = WEST_DM / 10, SOUTH_DM / 10
    window = Window.of(shapely.box(west, south, west + 20_000, south + 20_000), settings)
    ground = Ground.of(east_dm=east, north_dm=north, day=day, settings=settings, window=window)
    before = [cluster.outline for cluster in refreshed(ground, (kind < 2) & (day >= 150)).map.clusters]
    ours, answer = cpu_ms(lambda: refreshed(ground, (kind < 2) & (day >= 200), earlier=before), times=times)
    chosen = (kind < 2) & (day >= 200)
    found = find_hotspots(east_dm=east, north_dm=north, settings=settings, chosen=chosen, window=window, earlier=before)
    shown = [cluster.outline for cluster in found.clusters]
    proof = hold_out(
        east_dm=east, north_dm=north, day=day, chosen=chosen, window=window, settings=settings, shown=shown
    )
    same = _told(found) == _told(answer.map) and proof == answer.proof
    words = f"whole refresh, {rows:,} rows, {ground.grid.size:,} cells"
    return [
        Row(words, ours, "ms", None, f"<= {limit_ms:g} ms", ours <= limit_ms and same),
        Row("hotspots and proofs are those of the steps one by one", int(same), "yes = 1", None, "1", same),
    ]


def _told(found: HotspotMap) -> list[tuple[int, float, str, int]]:
    return [(c.count, c.density, c.outline.wkt, int(c.rows.sum())) for c in found.clusters]


def cold_start() -> list[Row]:
    """From no process to the first hotspots, seconds on the wall."""
    code = (
        "import numpy as np\n"
        "import geodata.analysis\n"
        "from geodata.analysis.hotspots import HotspotSettings, find_hotspots\n"
        "rng = np.random.default_rng(1)\n"
        "east, north = (rng.normal(0, 5000, (2, 1000)) + 5_000_000).astype(np.int32)\n"
        "find_hotspots(east_dm=east, north_dm=north, settings=HotspotSettings())\n"
    )
    taken = []
    for _ in range(6):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - start)
    ours = statistics.median(taken[1:])
    return [Row("from a cold process to the first hotspots", ours, "s", None, "<= 0.5 s", ours <= 0.5)]
