"""Small archives of map tiles for tests, written by the format's own library: a made-up Kalmar, or pictures.

The vector tiles are encoded here, as the Mapbox Vector Tile specification 2.1 says.
"""

from __future__ import annotations

import gzip
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

EXTENT = 4096
MARGIN = 64
BOX = (16.2, 56.6, 16.5, 56.75)
"""West, south, east, north of the made-up Kalmar."""
OSM = '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap</a>'


@dataclass(frozen=True, slots=True)
class Drawn:
    """A feature of a layer, in degrees."""

    layer: str
    shape: BaseGeometry
    said: Mapping[str, str | int | bool] = field(default_factory=dict)


def kalmar(schema: str = "protomaps") -> list[Drawn]:
    """Sea to the east, a wood, a park, blocks, streets, a railway and names, in a schema's own words."""
    sea, wood = box(16.375, 56.6, 16.5, 56.75), box(16.22, 56.68, 16.3, 56.73)
    park, town = box(16.35, 56.657, 16.356, 56.662), box(16.3, 56.64, 16.372, 56.69)
    streets = [LineString([(16.305 + i * 0.008, 56.64), (16.309 + i * 0.008, 56.69)]) for i in range(8)]
    main, motorway = LineString([(16.2, 56.663), (16.374, 56.668)]), LineString([(16.26, 56.6), (16.29, 56.75)])
    rail, stream = LineString([(16.2, 56.67), (16.36, 56.661)]), LineString([(16.24, 56.75), (16.37, 56.7)])
    blocks = [box(x, y, x + 0.001, y + 0.0006) for x, y in ((16.36, 56.663), (16.362, 56.664), (16.358, 56.665))]
    named = {"name": "Storgatan"}
    match schema:
        case "protomaps":
            return [
                *(Drawn("earth", one) for one in (box(*BOX),)),
                Drawn("water", sea, {"kind": "ocean"}), Drawn("water", stream, {"kind": "stream"}),
                Drawn("landuse", town, {"kind": "residential"}), Drawn("landuse", wood, {"kind": "forest"}),
                Drawn("landuse", park, {"kind": "park"}),
                *(Drawn("roads", one, {"kind": "minor_road", **named}) for one in streets),
                Drawn("roads", main, {"kind": "major_road", **named}), Drawn("roads", motorway, {"kind": "highway"}),
                Drawn("roads", rail, {"kind": "rail"}),
                *(Drawn("buildings", one, {"kind": "building"}) for one in blocks),
                Drawn("places", Point(16.33, 56.672), {"kind": "locality", "kind_detail": "town", "name": "Kalmar"}),
                Drawn("places", Point(16.26, 56.71), {"kind": "locality", "kind_detail": "village", "name": "Läckeby"}),
            ]  # fmt: skip
        case "openmaptiles":
            return [
                Drawn("water", sea, {"class": "ocean"}), Drawn("waterway", stream, {"class": "stream"}),
                Drawn("landuse", town, {"class": "residential"}), Drawn("landcover", wood, {"class": "wood"}),
                Drawn("park", park, {"class": "park"}),
                *(Drawn("transportation", one, {"class": "minor"}) for one in streets),
                Drawn("transportation", main, {"class": "primary"}),
                Drawn("transportation", motorway, {"class": "trunk"}),
                Drawn("transportation", rail, {"class": "rail"}), Drawn("transportation_name", main, named),
                *(Drawn("building", one) for one in blocks),
                Drawn("place", Point(16.33, 56.672), {"class": "town", "name": "Kalmar"}),
            ]  # fmt: skip
        case _:
            return [
                Drawn("ocean", sea), Drawn("water_polygons", park, {"kind": "water"}),
                Drawn("water_lines", stream, {"kind": "stream"}),
                Drawn("land", town, {"kind": "residential"}), Drawn("land", wood, {"kind": "forest"}),
                *(Drawn("streets", one, {"kind": "residential"}) for one in streets),
                Drawn("streets", main, {"kind": "primary"}), Drawn("streets", rail, {"kind": "rail", "rail": True}),
                Drawn("street_labels", main, named), *(Drawn("buildings", one) for one in blocks),
                Drawn("place_labels", Point(16.33, 56.672), {"kind": "town", "name": "Kalmar"}),
            ]  # fmt: skip


def vector_archive(
    path: Path,
    features: Sequence[Drawn] | None = None,
    *,
    zooms: Iterable[int] = range(9, 14),
    attribution: str | None = OSM,
    packed: bool = True,
    layers: Sequence[str] | None = None,
) -> Path:
    """An archive of vector tiles. layers: named in its metadata, those of the features where none are given."""
    drawn = kalmar() if features is None else features
    tiles = {place: vector_tile(place, drawn) for zoom in zooms for place in _over(zoom)}
    named = layers if layers is not None else sorted({one.layer for one in drawn})
    metadata = {"name": "Kalmar", "vector_layers": [{"id": name, "fields": {}} for name in named]}
    return _written(
        path, {place: gzip.compress(tile, mtime=0) if packed else tile for place, tile in tiles.items() if tile},
        kind=TileType.MVT, packing=Compression.GZIP if packed else Compression.NONE,
        metadata=metadata | ({"attribution": attribution} if attribution is not None else {}),
    )  # fmt: skip


def picture_archive(path: Path, *, attribution: str | None = "Kalmar kommun", colour: str = "#88aa66") -> Path:
    """An archive of PNG tiles of one colour."""
    held = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(held, "PNG")
    tiles = {place: held.getvalue() for zoom in range(9, 13) for place in _over(zoom)}
    metadata = {"name": "Flygfoto"} | ({"attribution": attribution} if attribution is not None else {})
    return _written(path, tiles, kind=TileType.PNG, packing=Compression.NONE, metadata=metadata)


def vector_tile(place: tuple[int, int, int], features: Sequence[Drawn]) -> bytes:
    """What lies in a tile (zoom, x, y); empty where nothing does."""
    zoom, x, y = place
    frame = box(-MARGIN, -MARGIN, EXTENT + MARGIN, EXTENT + MARGIN)
    layers: dict[str, list[tuple[BaseGeometry, Mapping[str, Any]]]] = {}
    for one in features:
        moved = shapely.transform(
            one.shape, lambda points: np.array([_in_tile(lon, lat, zoom, x, y) for lon, lat in points], float)
        )
        for part in shapely.get_parts(shapely.intersection(moved, frame)):
            if not part.is_empty:
                layers.setdefault(one.layer, []).append((part, one.said))
    return b"".join(_bytes(3, _layer(name, held)) for name, held in layers.items())


def _over(zoom: int) -> Iterator[tuple[int, int, int]]:
    west, south, east, north = BOX
    (left, top), (right, bottom) = _tile(west, north, zoom), _tile(east, south, zoom)
    for x in range(math.floor(left), math.floor(right) + 1):
        for y in range(math.floor(top), math.floor(bottom) + 1):
            yield zoom, x, y


def _tile(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    side = 1 << zoom
    return (lon + 180) / 360 * side, (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side


def _in_tile(lon: float, lat: float, zoom: int, x: int, y: int) -> tuple[int, int]:
    across, down = _tile(lon, lat, zoom)
    return round((across - x) * EXTENT), round((down - y) * EXTENT)


def _layer(name: str, held: Sequence[tuple[BaseGeometry, Mapping[str, Any]]]) -> bytes:
    keys: list[str] = []
    values: list[Any] = []
    features = []
    for shape, said in held:
        tags: list[int] = []
        for key, value in said.items():
            if key not in keys:
                keys.append(key)
            if (type(value), value) not in [(type(one), one) for one in values]:
                values.append(value)
            tags += [keys.index(key), [(type(one), one) for one in values].index((type(value), value))]
        kind, commands = _geometry(shape)
        features.append(
            _bytes(2, b"".join(map(_varint, tags))) + _number(3, kind) + _bytes(4, b"".join(map(_varint, commands)))
        )
    return (
        _number(15, 2) + _bytes(1, name.encode()) + b"".join(_bytes(2, one) for one in features)
        + b"".join(_bytes(3, key.encode()) for key in keys) + b"".join(_bytes(4, _value(one)) for one in values)
        + _number(5, EXTENT)
    )  # fmt: skip


def _value(value: str | bool | int) -> bytes:
    if isinstance(value, str):
        return _bytes(1, value.encode())
    return _number(7, int(value)) if isinstance(value, bool) else _number(5, value)


def _geometry(shape: BaseGeometry) -> tuple[int, list[int]]:
    """The type's number, and the commands that draw it from corner to corner."""
    here = (0, 0)

    def steps(points: Sequence[tuple[float, ...]]) -> list[int]:
        nonlocal here
        told: list[int] = []
        for x, y, *_ in points:
            at = (round(x), round(y))
            told += [_zigzag(at[0] - here[0]), _zigzag(at[1] - here[1])]
            here = at
        return told

    def path(points: Sequence[tuple[float, ...]]) -> list[int]:
        return [_MOVE | 1 << 3, *steps(points[:1]), _LINE | len(points) - 1 << 3, *steps(points[1:])]

    if isinstance(shape, Point):
        return 1, [_MOVE | 1 << 3, *steps(list(shape.coords))]
    if isinstance(shape, LineString):
        return 2, path(list(shape.coords))
    assert isinstance(shape, Polygon)
    # clockwise on a screen, where y grows downwards
    rings = [ring.coords for ring in (shape.exterior, *shape.interiors)]
    outwards = [shapely.orient_polygons(Polygon(ring)).exterior.coords[:-1] for ring in rings]
    turned = [list(ring) if at == 0 else list(ring)[::-1] for at, ring in enumerate(outwards)]
    return 3, [number for ring in turned for number in (*path(ring), _CLOSE | 1 << 3)]


_MOVE, _LINE, _CLOSE = 1, 2, 7


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(tag: int, value: int) -> bytes:
    return _varint(tag << 3) + _varint(value)


def _bytes(tag: int, content: bytes) -> bytes:
    return _varint(tag << 3 | 2) + _varint(len(content)) + content


def _written(
    path: Path, tiles: Mapping[tuple[int, int, int], bytes], *, kind: TileType, packing: Compression, metadata: Any
) -> Path:
    west, south, east, north = (round(degrees * 1e7) for degrees in BOX)
    header = {
        "tile_type": kind, "tile_compression": packing,
        "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        writer = Writer(file)  # type: ignore[no-untyped-call]
        for place in sorted(tiles, key=lambda place: zxy_to_tileid(*place)):
            writer.write_tile(zxy_to_tileid(*place), tiles[place])  # type: ignore[no-untyped-call]
        writer.finalize(header, metadata)  # type: ignore[no-untyped-call]
    return path
