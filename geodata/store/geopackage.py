"""The GeoPackage side of a store: geometries as GIS programs read them, and the spatial index they keep.

Source: OGC GeoPackage Encoding Standard 1.4 (12-128r19), clauses 2.1.3 (geometry blob) and annex F.3 (R-tree).
"""

# ruff: noqa: S608 - names of tables are the program's own, and DDL takes no parameters
from __future__ import annotations

import math
import struct
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import Position

SRS_ID = 4326
APPLICATION_ID = 0x47504B47  # "GPKG"
USER_VERSION = 10400

_POINT = struct.Struct("<2sBBiBIdd")
POINT_BYTES = _POINT.size
POINT_OFFSET = 13  # of the first coordinate in a point's blob
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)

Bounds = tuple[float, float, float, float]


class Connection(Protocol):
    """What of a driver's connection is needed here."""

    def create_function(self, name: str, narg: int, func: Callable[..., object], *, deterministic: bool) -> None:
        """Make a Python function known to SQL."""


def encode_position(position: Position) -> bytes:
    """The position as a GeoPackage point, little-endian, without an envelope."""
    return _POINT.pack(b"GP", 0, 0b0001, SRS_ID, 1, 1, position.lon, position.lat)


def encode_shape(shape: BaseGeometry) -> bytes:
    """The shape as a GeoPackage geometry, little-endian, with its envelope [minx, maxx, miny, maxy]."""
    west, south, east, north = shape.bounds
    header = struct.pack("<2sBBi4d", b"GP", 0, 0b0011, SRS_ID, west, east, south, north)
    wkb: bytes = shapely.to_wkb(shape, byte_order=1)
    return header + wkb


def decode_shape(blob: bytes) -> BaseGeometry:
    """The shape of a GeoPackage geometry, whoever wrote it. Raises: ValueError."""
    if blob[:2] != b"GP" or len(blob) < 8 or (blob[3] >> 1) & 7 > 4:
        raise ValueError("is not a GeoPackage geometry")
    try:
        shape: BaseGeometry = shapely.from_wkb(blob[8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 7] :])
    except shapely.errors.ShapelyError as error:
        raise ValueError(f"is not a GeoPackage geometry: {error}") from error
    return shape


def decode_position(blob: bytes) -> Position:
    """The position of a GeoPackage point, whoever wrote it. Raises: ValueError, InvalidRecord."""
    if len(blob) == POINT_BYTES and blob[3] == 0b0001 and blob[8] == 1:
        lon, lat = struct.unpack_from("<dd", blob, POINT_OFFSET)
        return Position(lon=lon, lat=lat)
    point = decode_shape(blob)
    if point.geom_type != "Point" or point.is_empty:
        raise ValueError("is not a point")
    lon, lat = shapely.get_coordinates(point)[0].tolist()
    return Position(lon=lon, lat=lat)


def bounds(blob: bytes) -> Bounds | None:
    """(west, east, south, north) of a blob, as the standard orders an envelope; None where it is empty."""
    if len(blob) == POINT_BYTES and blob[3] == 0b0001 and blob[8] == 1:
        lon, lat = struct.unpack_from("<dd", blob, POINT_OFFSET)
        return None if math.isnan(lon) else (lon, lon, lat, lat)
    if (blob[3] >> 1) & 7 and not blob[3] & 0b10000:
        west, east, south, north = struct.unpack_from("<4d" if blob[3] & 1 else ">4d", blob, 8)
        return west, east, south, north
    shape = decode_shape(blob)
    if shape.is_empty:
        return None
    west, south, east, north = shape.bounds
    return west, east, south, north


@lru_cache(maxsize=8)  # the triggers ask five times in a row for the same geometry
def _bounds_or_none(blob: bytes | None) -> Bounds | None:
    """For SQL: what cannot be read counts as empty, so that it is left out of the index and the check names the row."""
    try:
        return None if blob is None else bounds(blob)
    except (ValueError, IndexError, struct.error):
        return None


def _edge(index: int) -> Callable[[bytes | None], float | None]:
    def function(blob: bytes | None) -> float | None:
        edges = _bounds_or_none(blob)
        return None if edges is None else edges[index]

    return function


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(_bounds_or_none(blob) is None)


def register_functions(connection: Connection) -> None:
    """Give a connection the five functions that the R-tree's triggers call (standard, annex F.3)."""
    for index, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, _edge(index), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)


def base_statements() -> list[str]:
    """The tables that make a SQLite file a GeoPackage, with the three rows its spatial references must have."""
    wgs84 = (
        'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
        'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
        'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
    )
    return [
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"PRAGMA user_version = {USER_VERSION}",
        (
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, "
            "organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, "
            "description TEXT)"
        ),
        (
            "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, "
            "identifier TEXT UNIQUE, description TEXT DEFAULT '', "
            "last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), "
            "min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, "
            "CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))"
        ),
        (
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
            "geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, "
            "CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), "
            "CONSTRAINT uk_gc_table_name UNIQUE (table_name), "
            "CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), "
            "CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))"
        ),
        (
            "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, "
            "definition TEXT NOT NULL, scope TEXT NOT NULL, "
            "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"
        ),
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL)",
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL)",
        f"INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, '{wgs84}', NULL)",
    ]


def attributes_statements(table: str) -> list[str]:
    """Make a table without a geometry known to GIS programs."""
    return [
        f"INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('{table}', 'attributes', '{table}')"
    ]


def features_statements(table: str, geometry_type: str) -> list[str]:
    """Make a table with the column geom known to GIS programs, with its R-tree and the triggers that keep it."""
    tree = f"rtree_{table}_geom"
    values = 'NEW."id", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")'
    has_new = '(NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))'
    no_new = '(NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))'
    has_old = '(OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom"))'
    no_old = '(OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom"))'
    same, other = 'OLD."id" = NEW."id"', 'OLD."id" != NEW."id"'
    put = f'INSERT OR REPLACE INTO "{tree}" VALUES ({values});'
    change = (
        f'UPDATE "{tree}" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"), '
        'miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."id";'
    )
    drop = f'DELETE FROM "{tree}" WHERE id = OLD."id";'
    triggers = (
        ("insert", "INSERT", has_new, put),
        ("update6", 'UPDATE OF "geom"', f"{same} AND {has_new} AND {has_old}", change),
        ("update7", 'UPDATE OF "geom"', f"{same} AND {has_new} AND {no_old}", put),
        ("update2", 'UPDATE OF "geom"', f"{same} AND {no_new}", drop),
        ("update5", "UPDATE", f"{other} AND {has_new}", f"{drop} {put}"),
        ("update4", "UPDATE", f"{other} AND {no_new}", f'DELETE FROM "{tree}" WHERE id IN (OLD."id", NEW."id");'),
        ("delete", "DELETE", 'OLD."geom" NOT NULL', drop),
    )
    return [
        (
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            f"VALUES ('{table}', 'features', '{table}', {SRS_ID})"
        ),
        f"INSERT INTO gpkg_geometry_columns VALUES ('{table}', 'geom', '{geometry_type}', {SRS_ID}, 0, 0)",
        (
            f"INSERT INTO gpkg_extensions VALUES ('{table}', 'geom', 'gpkg_rtree_index', "
            "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')"
        ),
        f'CREATE VIRTUAL TABLE "{tree}" USING rtree(id, minx, maxx, miny, maxy)',
        *(
            f'CREATE TRIGGER "{tree}_{name}" AFTER {when} ON "{table}" WHEN {condition} BEGIN {body} END'
            for name, when, condition, body in triggers
        ),
    ]
