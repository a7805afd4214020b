"""Projections, distance, point in area and snapping."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.errors import BadSetting, InvalidRecord
from geodata.places import (
    NOT_LOCATED,
    AreaIndex,
    CoordinateVerdict,
    diagnose,
    distance_m,
    in_sweden,
    nearest,
    snap,
    to_decimetres,
    to_sweref,
    to_wgs84,
    transform,
    transform_geometry,
)

LARMTORGET = (16.36104, 56.66279)
KALMAR = (15.69, 56.37, 16.62, 56.94)


def test_larmtorget_has_its_known_numbers_in_both_systems() -> None:
    assert to_sweref(*LARMTORGET) == pytest.approx((583423.6, 6280678.2), abs=0.1)
    assert transform(*LARMTORGET, from_epsg=4326, to_epsg=3010) == pytest.approx((141478.9, 6282371.9), abs=0.1)


def test_every_place_of_the_gazetteer_has_its_known_numbers(shared_data: Path) -> None:
    with (shared_data / "places" / "places.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lon, lat = (np.array([float(row[name]) for row in rows]) for name in ("lon", "lat"))
    east, north = to_sweref(lon, lat)
    # The file keeps six decimals of a degree, hence a few decimetres; derived points have five.
    assert np.abs(east - [float(row["E_3006"]) for row in rows]).max() < 0.7
    assert np.abs(north - [float(row["N_3006"]) for row in rows]).max() < 0.7
    for row in rows:
        local = transform(float(row["lon"]), float(row["lat"]), from_epsg=4326, to_epsg=int(row["local_epsg"]))
        assert local == pytest.approx((float(row["E_local"]), float(row["N_local"])), abs=0.7)


@given(st.floats(11, 24), st.floats(55.3, 69))
def test_there_and_back_again_is_the_same_place_to_the_seventh_decimal(lon: float, lat: float) -> None:
    assert to_wgs84(*to_sweref(lon, lat)) == pytest.approx((lon, lat), abs=1.01e-7)


def test_arrays_keep_their_shape_and_a_missing_position_stays_missing() -> None:
    east, north = to_sweref(np.array([16.36104, np.nan]), np.array([56.66279, 56.0]))
    assert east.shape == north.shape == (2,)
    assert np.isnan(east[1])
    lon, lat = to_wgs84(east, north)
    assert lon.tolist()[0] == pytest.approx(16.36104, abs=1.01e-7)
    assert np.isnan(lat[1])
    assert np.isnan(north[1])
    assert to_decimetres(east).tolist() == [5834236, NOT_LOCATED]


def test_a_coordinate_beyond_the_earth_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="reference system"):
        to_decimetres([3e9])


def test_an_unknown_reference_system_is_named() -> None:
    with pytest.raises(BadSetting, match="EPSG:999999"):
        transform(1.0, 2.0, from_epsg=999999, to_epsg=3006)


def test_a_geometry_moves_with_its_corners() -> None:
    square = shapely.box(583400, 6280600, 583500, 6280700)
    moved = transform_geometry(square, from_epsg=3006, to_epsg=4326)
    assert moved.covers(shapely.Point(LARMTORGET))
    assert transform_geometry(moved, from_epsg=4326, to_epsg=3006).equals_exact(square, 1e-3)


def test_distance_follows_the_ellipsoid() -> None:
    # A degree of latitude on GRS80: 111,132.95 - 559.85 cos(2 lat) + 1.175 cos(4 lat) at 56.5 N.
    assert distance_m(16.0, 56.0, 16.0, 57.0) == pytest.approx(111_350.9, abs=0.2)
    assert distance_m(*LARMTORGET, *LARMTORGET) == 0


def test_sweden_holds_its_corners_and_not_its_neighbours_capitals() -> None:
    corners = {
        "Smygehuk": (13.36, 55.34),
        "Haparanda": (24.14, 65.84),
        "Treriksröset": (20.55, 69.06),
        "Strömstad": (11.17, 58.94),
        "Fårö": (19.3, 57.95),
        "Storlien": (12.1, 63.3),
        "Riksgränsen": (18.1, 68.4),
    }
    assert all(in_sweden(lon, lat) for lon, lat in corners.values())
    lon, lat = np.array([[24.94, 60.17], [10.4, 63.43], [0, 0], [56.66, 16.36], [np.nan, 60]]).T
    assert not in_sweden(lon, lat).any()


@pytest.mark.parametrize(
    ("x", "y", "epsg", "verdict", "fits"),
    [
        (583423.6, 6280678.2, 3006, CoordinateVerdict.OK, (3006,)),
        (6280678.2, 583423.6, 3006, CoordinateVerdict.SWAPPED_AXES, (3006,)),
        (56.66, 16.36, 4326, CoordinateVerdict.SWAPPED_AXES, (4326,)),
        (141478.9, 6282371.9, 3006, CoordinateVerdict.WRONG_ZONE, (3010,)),
        (141478.9, 6282371.9, 3011, CoordinateVerdict.WRONG_ZONE, (3010,)),
        (16.36, 56.66, 3006, CoordinateVerdict.WRONG_ZONE, (4326,)),
        (583423.6, 6280678.2, 4326, CoordinateVerdict.WRONG_ZONE, (3006,)),
        (6282371.9, 141478.9, 3006, CoordinateVerdict.SWAPPED_AXES, (3010,)),
        (0.0, 0.0, 4326, CoordinateVerdict.OUTSIDE, ()),
        (float("nan"), 56.0, 4326, CoordinateVerdict.OUTSIDE, ()),
        (-2.24, 53.48, 4326, CoordinateVerdict.OUTSIDE, ()),
    ],
)
def test_swapped_axes_and_wrong_zones_are_named(
    x: float, y: float, epsg: int, verdict: CoordinateVerdict, fits: tuple[int, ...]
) -> None:
    found = diagnose(x, y, epsg, expected=KALMAR)
    assert (found.verdict, found.fits) == (verdict, fits)
    assert bool(found.remedy) is (verdict is not CoordinateVerdict.OK)
    assert all(f"EPSG:{code}" in found.remedy for code in fits if code != epsg)


def test_without_an_expected_municipality_several_zones_stay_possible_and_none_is_chosen() -> None:
    found = diagnose(141478.9, 6282371.9, 3006)
    assert found.verdict is CoordinateVerdict.WRONG_ZONE
    assert 3010 in found.fits
    assert len(found.fits) > 1


def test_a_few_odd_rows_do_not_condemn_a_column() -> None:
    east, north = np.full(20, 583423.6), np.full(20, 6280678.2)
    east[3] = north[3] = 0
    assert diagnose(east, north, 3006, expected=KALMAR).verdict is CoordinateVerdict.OK
    east[:10] = 0
    assert diagnose(east, north, 3006, expected=KALMAR).verdict is CoordinateVerdict.OUTSIDE


def first_covering(polygons: Sequence[BaseGeometry], x: NDArray[np.float64], y: NDArray[np.float64]) -> list[int]:
    """The slow, plain answer."""
    covers = np.array([shapely.covers(polygon, shapely.points(x, y)) for polygon in polygons])
    return [int(index) for index in np.where(covers.any(axis=0), covers.argmax(axis=0), -1)]


coordinate = st.integers(-12, 112).map(lambda value: value * 10.0)


@st.composite
def triangles(draw: st.DrawFn) -> shapely.Polygon:
    corners = draw(st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=3, unique=True))
    polygon = shapely.Polygon(corners)
    return polygon if polygon.area > 0 else polygon.buffer(15)


@settings(deadline=None)
@given(
    st.lists(triangles(), min_size=1, max_size=6),
    st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=40),
    st.sampled_from([4, 16, 64]),
)
def test_an_area_index_answers_as_covers_does_also_on_corners_borders_and_overlaps(
    polygons: list[shapely.Polygon], points: list[tuple[float, float]], resolution: int
) -> None:
    corners = np.concatenate([shapely.get_coordinates(polygon) for polygon in polygons])
    x, y = np.concatenate([np.array(points), corners]).T
    assert AreaIndex(polygons, resolution=resolution).locate(x, y).tolist() == first_covering(polygons, x, y)


def test_an_area_index_answers_as_covers_does_in_the_two_municipalities(shared_data: Path) -> None:
    import geopandas as gpd

    frame = gpd.read_file(shared_data / "areas" / "deso2025_kalmar_salem_sweref99tm.gpkg", layer="DeSO_2025")
    polygons = [polygon if polygon.is_valid else shapely.make_valid(polygon) for polygon in frame.geometry]
    west, south, east, north = np.array([polygon.bounds for polygon in polygons]).T
    rng = np.random.default_rng(7)
    x, y = rng.uniform(west, east, (400, 51)).ravel(), rng.uniform(south, north, (400, 51)).ravel()
    located = AreaIndex(polygons).locate(x, y)
    assert located.dtype == np.int32
    assert set(located.tolist()) == set(range(-1, 51))
    assert located.tolist() == first_covering(polygons, x, y)


def test_positions_without_numbers_or_far_away_lie_in_no_area() -> None:
    index = AreaIndex([shapely.box(0, 0, 100, 100)])
    assert len(index) == 1
    assert index.locate([50, np.nan, 1e9, -1e9, 100], [50, 50, 50, 1e12, 100]).tolist() == [0, -1, -1, -1, 0]
    assert AreaIndex([]).locate([1.0], [1.0]).tolist() == [-1]


def test_an_area_that_crosses_itself_is_refused_by_its_number() -> None:
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    with pytest.raises(InvalidRecord, match="area 1 "):
        AreaIndex([shapely.box(0, 0, 1, 1), bow])


def test_the_nearest_place_is_found_within_reach_and_the_first_of_equals_wins() -> None:
    east, north = [0, 100, -100, np.nan], [0, 0, 0, 0]
    assert nearest(90, 0, east, north, within_m=500) == 1
    assert nearest(0, 700, [100, -100], [0, 0], within_m=1000) == 0
    assert nearest(0, 501, east, north, within_m=500) == -1
    assert nearest(0, 0, [], [], within_m=500) == -1


@given(st.floats(12, 20), st.floats(56, 66), st.sampled_from([10, 50, 100, 250]))
def test_snapping_moves_less_than_a_square_and_twice_is_once(lon: float, lat: float, grid_m: float) -> None:
    once = snap(lon, lat, grid_m)
    assert distance_m(lon, lat, *once) <= grid_m * 0.7072 * 1.001 + 0.05
    assert snap(*once, grid_m) == once


def test_snapping_to_nothing_is_refused() -> None:
    with pytest.raises(BadSetting, match="grid_m"):
        snap(16.0, 56.0, 0)
