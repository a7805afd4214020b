"""Registers as Arrow, and from it as GeoParquet 1.1: for programs that reckon with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import shapely

from geodata.exports.register_rows import DICTIONARY, Making, RegisterTable, dictionary
from geodata.exports.register_zip import zipped
from geodata.studies.register_columns import RegisterColumn, RegisterWords, Sort

if TYPE_CHECKING:
    import pyarrow as pa

GEOMETRY = "geometry"
_CHUNK = 1 << 20


def schema_of(table: RegisterTable, words: RegisterWords) -> pa.Schema:
    """The register's columns with their headings and meanings; last, where it draws something, its shape as WKB."""
    import pyarrow as pa

    fields = [pa.field(column.name, _type(column), metadata=_told(table, column, words)) for column in table.columns]
    return pa.schema([*fields, *([pa.field(GEOMETRY, pa.binary())] if table.shape else [])])


def batches(table: RegisterTable, making: Making) -> Iterator[pa.RecordBatch]:
    """The rows, some at a time."""
    import pyarrow as pa

    schema = schema_of(table, making.words)
    for part in table.records(making.seen):
        values: list[list[Any]] = [*table.cells(part, making.words)]
        if table.shape:
            values.append([None if one is None else shapely.to_wkb(one) for one in table.shapes(part)])
        arrays = [pa.array(column, one.type) for column, one in zip(values, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def registers_parquet(path: Path, tables: Sequence[RegisterTable], making: Making) -> None:
    """One register as a file, several as files in a ZIP; one without shapes is Parquet without `geo`."""
    if len(tables) == 1:
        _parquet(path, tables[0], making)
        return
    with TemporaryDirectory(dir=path.parent, prefix=".") as folder:

        def pieces(table: RegisterTable) -> Iterator[bytes]:
            made = Path(folder) / f"{table.name}.parquet"
            _parquet(made, table, making)
            with made.open("rb") as file:
                while piece := file.read(_CHUNK):
                    yield piece
            made.unlink()

        zipped(path, ((f"{table.name}.parquet", pieces(table)) for table in tables), making.made_at)


def _parquet(path: Path, table: RegisterTable, making: Making) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, schema_of(table, making.words), compression="zstd") as writer:
        box: list[float] | None = None
        for batch in batches(table, making):
            writer.write_batch(batch)
            if table.shape:
                box = _grown(box, batch.column(GEOMETRY).to_pylist())
        told = [dict(zip(DICTIONARY, row, strict=True)) for row in dictionary([table.kind], making.words)]
        kept = {"metadata": json.dumps(dict(making.about([table.rest])), ensure_ascii=False)}
        kept["dictionary"] = json.dumps(told, ensure_ascii=False)
        if table.shape:
            kept["geo"] = json.dumps(_geo(table.shape.geometry, box))
        writer.add_key_value_metadata(kept)


def _geo(geometry: str, box: list[float] | None) -> dict[str, Any]:
    """What GeoParquet 1.1.0 asks for. Without `crs` it is OGC:CRS84: WGS84, longitude first."""
    column = {"encoding": "WKB", "geometry_types": [geometry], "orientation": "counterclockwise"}
    bbox = {} if box is None else {"bbox": box}
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: {**column, **bbox}}}


def _grown(box: list[float] | None, wkb: Sequence[bytes | None]) -> list[float] | None:
    drawn = [one for one in wkb if one is not None]
    if not drawn:
        return box
    west, south, east, north = shapely.total_bounds(shapely.from_wkb(drawn)).tolist()
    if box is None:
        return [west, south, east, north]
    return [min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north)]


def _type(column: RegisterColumn) -> pa.DataType:
    import pyarrow as pa

    match column.sort:
        case Sort.TEXT:
            return pa.string()
        case Sort.WHOLE:
            return pa.int64()
        case Sort.REAL:
            return pa.float64()
        case Sort.YES_NO:
            return pa.bool_()
        case Sort.DAY:
            return pa.date32()
        case Sort.MOMENT:
            return pa.timestamp("ms", "UTC")


def _told(table: RegisterTable, column: RegisterColumn, words: RegisterWords) -> dict[str, str]:
    told = {"heading": words.head(table.kind, column), "meaning": words.means(table.kind, column)}
    unit = words.unit(column)
    return {**told, "unit": unit} if unit else told
