"""A store as GIS programs see it: they read everything, and cannot write past the log."""

from __future__ import annotations

import struct
from pathlib import Path

import pyogrio
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import StoreError
from geodata.model import RECORD_TYPES, Position, Report
from geodata.store import geopackage, open_store
from geodata.store.base import Store
from geodata.store.embedded import driver
from tests.builders import a_box, a_hotspot, a_place, a_report, a_walk, an_area, one_of_each
from tests.contract.deeds import ALL, all_of, do, put, retire


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """One record of each kind, an unlocated and a retired report besides."""
    opened = open_store(tmp_path / "store.gpkg")
    gone = a_report(note="borttagen")
    do(opened, *map(put, one_of_each()), put(a_report(position=None)), put(gone), retire(gone))
    return opened


def test_a_snapshot_has_a_layer_for_every_kind(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gpkg"
    store.snapshot(copy)
    layers = {str(name): shape for name, shape in pyogrio.list_layers(copy)}
    assert set(layers) == {kind.kind for kind in RECORD_TYPES}
    points, shapes = ("place", "report", "finding", "police_event"), ("municipality", "area", "hotspot")
    assert {layers[name] for name in points} == {"Point"}
    assert {layers[name] for name in shapes} == {"Unknown"}
    assert layers["walk"] == "LineString"
    assert layers["promise"] is None


def test_gdal_reads_rows_types_and_coordinates_of_a_snapshot(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gpkg"
    store.snapshot(copy)
    frame = pyogrio.read_dataframe(copy, layer="report")
    assert len(frame) == 3
    assert frame.crs.to_epsg() == 4326
    assert frame.retired_at.notna().sum() == 1, "retired rows are there, with the time they were retired"
    located = frame[frame.geometry.notna()].iloc[0]
    assert (located.geometry.x, located.geometry.y) == (16.3567, 56.6612)
    assert located.observed_at.isoformat() == "2016-11-05T20:30:00+00:00"
    assert located.category == "lighting"
    count = pyogrio.read_dataframe(copy, layer="burglary_count")
    assert (count["count"].tolist(), count.is_suppressed.tolist()) == ([2], [False])
    assert str(count.month[0])[:10] == "2016-11-01"
    assert len(pyogrio.read_dataframe(copy, layer="area", bbox=(16.36, 56.66, 16.361, 56.661))) == 1
    assert len(pyogrio.read_dataframe(copy, layer="area", bbox=(10, 56, 11, 57))) == 0
    assert pyogrio.read_info(copy, layer="walk")["crs"] == "EPSG:4326"


def test_a_snapshot_is_a_store_with_the_same_content(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gpkg"
    store.snapshot(copy)
    do(store, put(a_place(name="Senare")))
    opened = open_store(copy)
    assert opened.check() == []
    assert all_of(opened, Report) == all_of(store, Report)
    assert (opened.data_version(), store.data_version()) == (1, 2)


def test_a_snapshot_never_replaces_a_file(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "there.gpkg"
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="exists already"):
        store.snapshot(there)
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_snapshot_into_a_missing_directory_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="where you may write"):
        store.snapshot(tmp_path / "nowhere" / "copy.gpkg")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report SET category = 'graffiti'",
        "UPDATE report SET geom = NULL",
        "DELETE FROM report",
        "DELETE FROM party",
        (
            "INSERT INTO party SELECT NULL, 'x', municipality, tier, provenance, name, party_kind, version, "
            "changed_at, digest, retired_at FROM party"
        ),
        (
            "INSERT INTO store_event SELECT NULL, 'x', kind, record_id, municipality, tier, change, done_by, "
            "received_at, base_version, new_version, outcome, digest, body FROM store_event LIMIT 1"
        ),
        "UPDATE store_event SET done_by = 'nobody'",
        "DELETE FROM store_event",
    ],
)
def test_another_program_cannot_change_records_or_log(store: Store, tmp_path: Path, statement: str) -> None:
    before = all_of(store, Report)
    with driver().connect(tmp_path / "store.gpkg") as other:
        geopackage.register_functions(other)
        with pytest.raises(driver().IntegrityError, match=r"Löfteskartan|append-only"):
            other.execute(statement)
    other.close()
    assert all_of(store, Report) == before
    assert store.check() == []


def test_gdal_is_told_why_it_cannot_append(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gpkg"
    store.snapshot(copy)
    frame = pyogrio.read_dataframe(copy, layer="place")
    with pytest.raises(pyogrio.errors.FeatureError, match="Löfteskartan keeps a log"):
        pyogrio.write_dataframe(frame.assign(uuid="x"), copy, layer="place", append=True)
    opened = open_store(copy)
    assert opened.check() == []


@pytest.mark.parametrize(
    "shape",
    [
        a_box(),
        a_box(16.3, 56.6, 0.1).difference(a_box(16.34, 56.64)),
        a_box().union(a_box(16.5, 56.7)),
        shapely.LineString([(16.3, 56.6), (16.4, 56.7)]),
    ],
    ids=["polygon", "hole", "parts", "line"],
)
def test_a_shape_survives_its_blob(shape: BaseGeometry) -> None:
    blob = geopackage.encode_shape(shape)
    assert geopackage.decode_shape(blob) == shape
    west, south, east, north = shape.bounds
    assert geopackage.bounds(blob) == (west, east, south, north)


def test_points_as_other_programs_write_them_are_read() -> None:
    position = Position(lon=16.5, lat=56.5)
    point = shapely.Point(16.5, 56.5)
    big_endian = b"GP\x00\x00" + struct.pack(">i", 4326) + shapely.to_wkb(point, byte_order=0)
    with_envelope = b"GP\x00\x03" + struct.pack("<i4d", 4326, 16.5, 16.5, 56.5, 56.5) + shapely.to_wkb(point)
    for blob in (geopackage.encode_position(position), big_endian, with_envelope):
        assert geopackage.decode_position(blob) == position
        assert geopackage.bounds(blob) == (16.5, 16.5, 56.5, 56.5)


def test_an_empty_point_has_no_bounds() -> None:
    empty = b"GP\x00\x11" + struct.pack("<i", 4326) + shapely.to_wkb(shapely.Point())
    assert geopackage.bounds(empty) is None
    with pytest.raises(ValueError, match="not a point"):
        geopackage.decode_position(empty)


@pytest.mark.parametrize("blob", [b"", b"GP", b"WKB\x00\x01\x02\x03\x04", b"GP\x00\x01\xe6\x10\x00\x00\x01\x02"])
def test_what_is_no_geometry_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match="not a GeoPackage geometry"):
        geopackage.decode_shape(blob)


def test_every_geometry_is_in_the_spatial_index(store: Store, tmp_path: Path) -> None:
    do(store, *(put(make()) for make in (an_area, a_hotspot, a_walk) for _ in range(30)))
    with driver().connect(tmp_path / "store.gpkg") as connection:
        for table in ("area", "hotspot", "walk"):
            assert connection.execute(f"SELECT count(*) FROM rtree_{table}_geom").fetchone() == (31,)  # noqa: S608
    connection.close()
    assert store.count(type(an_area()), ALL) == 31
