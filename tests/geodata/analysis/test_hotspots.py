"""Hotspots: what belongs to one, what does not change them, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.analysis.density import Kernel, Window, peak_of_one
from geodata.analysis.hotspots import (
    NOT_LOCATED,
    Cluster,
    HotspotMap,
    HotspotSettings,
    find_hotspots,
)
from geodata.errors import InvalidRecord
from tests.geodata.analysis.towns import SOUTH_DM, WEST_DM, a_gathering, a_town

PLAIN = HotspotSettings()
seeds = st.integers(0, 2**32 - 1)


@st.composite
def places(draw: st.DrawFn) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """A few gatherings and some scattered rows."""
    rng = np.random.default_rng(draw(seeds))
    number = draw(st.integers(1, 4))
    parts = [
        a_gathering(
            draw(st.integers(1, 60)),
            seed=draw(seeds),
            east_dm=int(WEST_DM + rng.integers(0, 40_000)),
            north_dm=int(SOUTH_DM + rng.integers(0, 40_000)),
            width_dm=draw(st.sampled_from([1, 300, 900])),
        )
        for _ in range(number)
    ]
    scattered = rng.integers(0, 40_000, (2, draw(st.integers(0, 60)))).astype(np.int32)
    east = np.concatenate([part[0] for part in parts] + [scattered[0] + np.int32(WEST_DM)])
    north = np.concatenate([part[1] for part in parts] + [scattered[1] + np.int32(SOUTH_DM)])
    return east, north


chosen_settings = st.builds(
    HotspotSettings,
    cell_m=st.sampled_from([50.0, 100.0]),
    bandwidth_m=st.sampled_from([150.0, 200.0, 400.0]),
    kernel=st.sampled_from(Kernel),
    enter_share=st.sampled_from([0.015, 0.04]),
    min_count=st.sampled_from([1, 5]),
)


def figures(found: HotspotMap) -> list[tuple[Any, ...]]:
    """All that is told of clusters but their row numbers, shift-free parts first."""
    return [
        (c.count, c.weighted, c.counts_by_kind, c.count_low, c.count_high, c.density, c.cells, c.peak_east_m,
         c.peak_north_m, c.outline.wkt)
        for c in found.clusters
    ]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(places(), chosen_settings)
def test_a_cluster_holds_exactly_the_rows_inside_its_outline(
    rows: tuple[NDArray[np.int32], NDArray[np.int32]], chosen: HotspotSettings
) -> None:
    east, north = rows
    found = find_hotspots(east_dm=east, north_dm=north, settings=chosen)
    points = shapely.points(east / 10, north / 10)
    for cluster in found.clusters:
        assert cluster.outline.is_valid
        assert cluster.rows.tolist() == np.flatnonzero(shapely.covers(cluster.outline, points)).tolist()
        assert cluster.count == len(cluster.rows) >= chosen.min_count
        assert cluster.count_low < cluster.count < cluster.count_high
        assert cluster.outline.covers(shapely.Point(cluster.peak_east_m, cluster.peak_north_m))
        assert cluster.density > found.enter
    outlines = [cluster.outline for cluster in found.clusters]
    assert shapely.union_all(outlines).area == pytest.approx(sum(outline.area for outline in outlines))


@settings(deadline=None, max_examples=40)
@given(places(), chosen_settings, seeds)
def test_the_order_of_rows_does_not_matter(
    rows: tuple[NDArray[np.int32], NDArray[np.int32]], chosen: HotspotSettings, seed: int
) -> None:
    east, north = rows
    rng = np.random.default_rng(seed)
    kinds, weights = rng.integers(0, 3, len(east)).astype(np.uint8), rng.uniform(0, 3, len(east))
    order = rng.permutation(len(east))
    straight = find_hotspots(east_dm=east, north_dm=north, kinds=kinds, weights=weights, settings=chosen)
    shuffled = find_hotspots(
        east_dm=east[order], north_dm=north[order], kinds=kinds[order], weights=weights[order], settings=chosen
    )
    assert figures(shuffled) == figures(straight)
    for one, other in zip(straight.clusters, shuffled.clusters, strict=True):
        assert sorted(order[other.rows].tolist()) == one.rows.tolist()


@settings(deadline=None, max_examples=40)
@given(places(), chosen_settings, st.integers(-300, 300), st.integers(-300, 300))
def test_moving_all_rows_by_whole_cells_moves_the_hotspots_and_changes_nothing_else(
    rows: tuple[NDArray[np.int32], NDArray[np.int32]], chosen: HotspotSettings, dx: int, dy: int
) -> None:
    east, north = rows
    here = find_hotspots(east_dm=east, north_dm=north, settings=chosen)
    step = chosen.cell_dm
    there = find_hotspots(east_dm=east + np.int32(dx * step), north_dm=north + np.int32(dy * step), settings=chosen)
    assert [c.rows.tolist() for c in there.clusters] == [c.rows.tolist() for c in here.clusters]
    for one, other in zip(here.clusters, there.clusters, strict=True):
        moved = shapely.transform(one.outline, lambda xy: xy + np.array([dx, dy]) * step / 10)
        assert moved.equals_exact(other.outline, 1e-6)
        assert one.density == other.density


@settings(deadline=None, max_examples=40)
@given(places(), chosen_settings)
def test_one_more_row_far_away_makes_no_hotspot_smaller(
    rows: tuple[NDArray[np.int32], NDArray[np.int32]], chosen: HotspotSettings
) -> None:
    east, north = rows
    before = find_hotspots(east_dm=east, north_dm=north, settings=chosen)
    # A lone row is itself among the densest where nothing is denser than one row.
    assume(before.enter > peak_of_one(cell_m=chosen.cell_m, bandwidth_m=chosen.bandwidth_m, kernel=chosen.kernel))
    far_east = np.append(east, np.int32(WEST_DM + 200_000))
    far_north = np.append(north, np.int32(SOUTH_DM + 200_000))
    after = find_hotspots(east_dm=far_east, north_dm=far_north, settings=chosen)
    assert after.enter <= before.enter
    # Hotspots only grow by cells; their rounded margin may be drawn closer where they do.
    lost = np.array(sorted(members(before.clusters) - members(after.clusters)), np.int64)
    ground = shapely.union_all([cluster.outline for cluster in after.clusters])
    assert shapely.dwithin(ground, shapely.points(east[lost] / 10, north[lost] / 10), chosen.cell_m / 2).all()


def members(clusters: Sequence[Cluster]) -> set[int]:
    return {int(row) for cluster in clusters for row in cluster.rows}


def test_three_gatherings_are_found_where_they_are_and_ranked_by_how_many_they_hold() -> None:
    at = {(0, 0): 80, (30_000, 0): 40, (0, 30_000): 20}
    parts = [
        a_gathering(rows, seed=rows, east_dm=WEST_DM + dx, north_dm=SOUTH_DM + dy) for (dx, dy), rows in at.items()
    ]
    rng = np.random.default_rng(1)
    noise = rng.integers(-20_000, 50_000, (2, 100)).astype(np.int32)
    east = np.concatenate([part[0] for part in parts] + [noise[0] + np.int32(WEST_DM)])
    north = np.concatenate([part[1] for part in parts] + [noise[1] + np.int32(SOUTH_DM)])
    found = find_hotspots(east_dm=east, north_dm=north, settings=PLAIN)
    assert [cluster.count for cluster in found.clusters] == sorted((c.count for c in found.clusters), reverse=True)
    for cluster, ((dx, dy), rows) in zip(found.clusters, at.items(), strict=False):
        distance = np.hypot(cluster.peak_east_m - (WEST_DM + dx) / 10, cluster.peak_north_m - (SOUTH_DM + dy) / 10)
        assert distance < 100
        assert cluster.count > rows / 2
    assert len(found.clusters) == 3


def test_weights_decide_the_rank_and_kinds_are_counted_apart() -> None:
    east, north = (
        np.concatenate(axes)
        for axes in zip(
            a_gathering(40, seed=1, width_dm=200),
            a_gathering(30, seed=2, east_dm=WEST_DM + 30_000, width_dm=200),
            strict=True,
        )
    )
    kinds = np.r_[np.zeros(40), np.ones(30)].astype(np.uint8)
    kinds[:4] = 1
    wide = HotspotSettings(enter_share=0.1, leave_share=0.2)
    felt = find_hotspots(east_dm=east, north_dm=north, kinds=kinds, settings=wide)
    assert felt.clusters[0].rows.min() < 40
    weighted = find_hotspots(
        east_dm=east, north_dm=north, kinds=kinds, weights=np.where(kinds == 1, 2.0, 1.0), settings=wide
    )
    assert weighted.clusters[0].rows.min() >= 40
    assert weighted.clusters[0].weighted == 2 * weighted.clusters[0].count
    assert weighted.clusters[0].counts_by_kind == {1: weighted.clusters[0].count}
    other = weighted.clusters[1]
    assert sum(other.counts_by_kind.values()) == other.count
    assert set(other.counts_by_kind) == {0, 1}


def test_rows_of_weight_nought_draw_nothing_but_are_counted_where_they_lie() -> None:
    east, north = a_gathering(40, seed=3, width_dm=100)
    far_east, far_north = a_gathering(40, seed=4, east_dm=WEST_DM + 30_000)
    weights = np.r_[np.ones(20), np.zeros(60)]
    found = find_hotspots(
        east_dm=np.r_[east, far_east], north_dm=np.r_[north, far_north], weights=weights, settings=PLAIN
    )
    assert len(found.clusters) == 1
    assert found.clusters[0].count > found.clusters[0].weighted
    assert found.clusters[0].rows.max() < 40


def test_rows_left_out_by_the_view_or_without_position_are_counted_nowhere() -> None:
    east, north = a_gathering(60, seed=3)
    chosen = np.arange(60) % 2 == 0
    east[4] = NOT_LOCATED
    found = find_hotspots(east_dm=east, north_dm=north, settings=PLAIN, chosen=chosen)
    rows = members(found.clusters)
    assert rows
    assert all(row % 2 == 0 and row != 4 for row in rows)
    alone = np.flatnonzero(chosen & (np.arange(60) != 4))
    same = find_hotspots(east_dm=east[alone], north_dm=north[alone], settings=PLAIN)
    assert [alone[c.rows].tolist() for c in same.clusters] == [c.rows.tolist() for c in found.clusters]


def test_rows_outside_the_municipality_make_no_hotspot() -> None:
    east, north = a_gathering(60, seed=3)
    window = Window.of(
        shapely.box(*(np.array([WEST_DM + 20_000, SOUTH_DM, WEST_DM + 40_000, SOUTH_DM + 20_000]) / 10)), PLAIN
    )
    assert find_hotspots(east_dm=east, north_dm=north, settings=PLAIN, window=window).clusters == ()


def test_no_rows_and_few_rows_have_no_hotspot() -> None:
    empty = np.empty(0, np.int32)
    nothing = find_hotspots(east_dm=empty, north_dm=empty, settings=PLAIN)
    assert nothing.clusters == ()
    assert nothing.grid is None
    east, north = a_gathering(4, seed=1)
    assert find_hotspots(east_dm=east, north_dm=north, settings=PLAIN).clusters == ()


def test_evenly_spread_rows_have_no_hotspot() -> None:
    steps = np.arange(0, 40_000, 500, dtype=np.int32) + 250
    east, north = (axis.ravel() for axis in np.meshgrid(steps + np.int32(WEST_DM), steps + np.int32(SOUTH_DM)))
    assert find_hotspots(east_dm=east, north_dm=north, settings=PLAIN).clusters == ()


def test_a_place_that_stood_before_stays_while_it_is_dense_enough() -> None:
    east, north, _ = a_town(3000, seed=2)
    loose = HotspotSettings(enter_share=0.04)
    weak = find_hotspots(east_dm=east, north_dm=north, settings=loose).clusters
    strict_map = find_hotspots(east_dm=east, north_dm=north, settings=PLAIN)
    kept = find_hotspots(east_dm=east, north_dm=north, settings=PLAIN, earlier=[cluster.outline for cluster in weak])
    assert members(strict_map.clusters) < members(kept.clusters) <= members(weak)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"cell_m": 5}, "cell_m"),
        ({"cell_m": 33.333}, "cell_m"),
        ({"bandwidth_m": 20}, "bandwidth_m"),
        ({"cell_m": 500, "bandwidth_m": 200}, "smaller cells"),
        ({"enter_share": 0.05}, "enter_share"),
        ({"enter_share": 0}, "enter_share"),
        ({"leave_share": 1}, "leave_share"),
        ({"min_count": 0}, "min_count"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(wrong: Mapping[str, Any], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        HotspotSettings(**wrong)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"north_dm": np.zeros(2, np.int32)}, "north_dm has 2 rows"),
        ({"east_dm": np.zeros(3)}, "decimetres"),
        ({"weights": [1, -1, 1]}, "weights"),
        ({"weights": [1, np.nan, 1]}, "weights"),
        ({"kinds": np.zeros(4, np.uint8)}, "kinds"),
        ({"chosen": np.ones(1, bool)}, "chosen"),
        ({"window": Window.of(shapely.box(0, 0, 1000, 1000), HotspotSettings(cell_m=100))}, "cells of 100 m"),
    ],
)
def test_columns_that_do_not_fit_are_refused(wrong: Mapping[str, Any], named: str) -> None:
    columns = {"east_dm": np.full(3, 5000, np.int32), "north_dm": np.full(3, 5000, np.int32), **wrong}
    with pytest.raises(InvalidRecord, match=named):
        find_hotspots(settings=PLAIN, **columns)


def test_the_analysis_loads_no_heavy_library() -> None:
    code = (
        "import sys, numpy as np\n"
        "from geodata.analysis import hotspots, identity, trends\n"
        "hotspots.find_hotspots(east_dm=np.full(9, 9, np.int32), north_dm=np.full(9, 9, np.int32),"
        " settings=hotspots.HotspotSettings())\n"
        "heavy = ('scipy.stats', 'sklearn', 'geopandas', 'pandas', 'pyproj', 'dash')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
