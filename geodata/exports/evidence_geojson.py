"""The table of evidence as GeoJSON (RFC 7946): a feature for each row, null geometry where nobody knows the place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from geodata.exports.evidence_rows import Block
from geodata.studies.evidence_fields import Cell


def evidence_geojson(
    heads: Sequence[str], blocks: Iterator[Block], about: Sequence[tuple[str, str]]
) -> Iterator[bytes]:
    """The file, a block at a time. heads: of the properties.  about: what it rests on, as the member "metadata"."""
    yield f'{{"type":"FeatureCollection","metadata":{_json(dict(about))},"features":['.encode()
    between = "\n"
    for block in blocks:
        features = (
            _json(
                {
                    "type": "Feature",
                    "id": str(identity),
                    "geometry": None if place is None else {"type": "Point", "coordinates": place},
                    "properties": {head: _written(cell) for head, cell in zip(heads, cells, strict=True)},
                }
            )
            for identity, place, cells in zip(block.ids, block.places, _lines(block), strict=True)
        )
        yield (between + ",\n".join(features)).encode()
        between = ",\n"
    yield b"\n]}\n"


def _lines(block: Block) -> Iterator[tuple[Cell, ...]]:
    """Row by row; a table may have no column but the position, which is the geometry."""
    return zip(*block.values, strict=True) if block.values else iter([()] * block.rows)


def _written(cell: Cell) -> str | int | float | None:
    match cell:
        case datetime():
            return cell.isoformat()
        case date():
            return cell.isoformat()
        case _:
            return cell


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
