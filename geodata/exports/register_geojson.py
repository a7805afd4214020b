"""Registers as GeoJSON (RFC 7946): WGS84, longitude first; null geometry where there is none. One file for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import shapely

from geodata.exports.register_rows import DICTIONARY, Making, RegisterTable, dictionary
from geodata.exports.register_zip import zipped
from geodata.studies.register_columns import Cell


def registers_geojson(path: Path, tables: Sequence[RegisterTable], making: Making) -> None:
    """One register as a file, several as files in a ZIP."""

    def pieces(table: RegisterTable) -> Iterator[bytes]:
        return _pieces(table, making)

    if len(tables) == 1:
        with path.open("wb") as file:
            file.writelines(pieces(tables[0]))
    else:
        zipped(path, ((f"{table.name}.geojson", pieces(table)) for table in tables), making.made_at)


def _pieces(table: RegisterTable, making: Making) -> Iterator[bytes]:
    """A feature for each record; behind them, as members of their own, what they rest on and the dictionary."""
    yield f'{{"type":"FeatureCollection","name":{_json(table.name)},"features":['.encode()
    between = "\n"
    names = [column.name for column in table.columns]
    for part in table.records(making.seen):
        lines = zip(part, table.shapes(part), zip(*table.cells(part, making.words), strict=True), strict=True)
        features = (
            f'{{"type":"Feature","id":"{record.id}",'
            f'"geometry":{"null" if shape is None else shapely.to_geojson(shape)},'
            f'"properties":{_json({name: written(cell) for name, cell in zip(names, cells, strict=True)})}}}'
            for record, shape, cells in lines
        )
        yield (between + ",\n".join(features)).encode()
        between = ",\n"
    told = [dict(zip(DICTIONARY, row, strict=True)) for row in dictionary([table.kind], making.words)]
    yield f'\n],\n"metadata":{_json(dict(making.about([table.rest])))},\n"dictionary":{_json(told)}}}\n'.encode()


def written(cell: Cell) -> str | int | float | None:
    """As JSON has it: days and moments (UTC) as in ISO 8601."""
    match cell:
        case datetime():
            return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case _:
            return cell


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


__all__ = ["registers_geojson", "written"]
