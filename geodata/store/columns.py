"""Evidence straight from the tables into arrays: no record is made, and memory is that of the arrays."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from geodata.errors import StoreError
from geodata.model import Finding, Report
from geodata.store import geopackage, selecting
from geodata.store.base import Query
from geodata.store.schema import LAYOUTS, Layout

_CHUNK = 20_000
_WORDS = ("municipality", "tier", "category", "feeling", "precision", "source", "status", "area_code", "severity")
_SEPARATOR = "\x1f"
_NOWHERE = np.array([np.nan, np.nan]).tobytes()

Arrays = dict[str, NDArray[Any]]


def evidence(connection: sa.Connection, query: Query) -> Arrays:
    """Reports and findings as arrays of equal length, ordered by (observed_at, id); see Store.evidence."""
    chunks = [chunk for kind in (Report, Finding) for chunk in _chunks(connection, LAYOUTS[kind], query)]
    if not chunks:
        chunks = [_arrays("", [])]
    # column by column, so that at most one is in memory twice
    arrays = {name: np.concatenate([chunk.pop(name) for chunk in chunks]) for name in tuple(chunks[0])}
    order = np.lexsort((arrays["id"], arrays["observed_ms"]))
    for name in arrays:
        arrays[name] = arrays[name][order]
    return arrays


def _chunks(connection: sa.Connection, layout: Layout[Any], query: Query) -> Iterator[Arrays]:
    table = layout.table
    # the words of a row as one text: few combinations occur, and each is taken apart only once
    joined = sa.func.format(_SEPARATOR.join(["%s"] * len(_WORDS)), *(table.c[name] for name in _WORDS))
    chosen = sa.select(table.c.uuid, joined, sa.func.substr(table.c.observed_at, 1, 23), table.c.geom)
    if layout.kind is Finding:
        # RULE 1: what two people noted of the same thing counts once, as the finding that it was merged into
        chosen = chosen.where(table.c.merged_on.is_(None))
    result = connection.execute(selecting.narrow(chosen, layout, query))
    # the driver's own rows: SQLAlchemy's would cost as much again
    cursor: Any = result.cursor
    while rows := cursor.fetchmany(_CHUNK):
        try:
            yield _arrays(layout.kind.kind, rows)
        except ValueError as error:
            raise StoreError(f"{layout.kind.kind}: rows cannot be read: {error}; run the check") from error
    result.close()


def _arrays(kind: str, rows: Sequence[Any]) -> Arrays:
    uuids, joined, moments, blobs = zip(*rows, strict=True) if rows else ((), (), (), ())
    combinations: dict[str, int] = {}
    codes = np.array([combinations.setdefault(text, len(combinations)) for text in joined], dtype=np.intp)
    words = zip(*(text.split(_SEPARATOR) for text in combinations), strict=True)
    made: Arrays = {
        "id": np.frombuffer(bytes.fromhex("".join(uuids).replace("-", "")), dtype="S16"),
        "kind": np.full(len(rows), kind, dtype=object),
    }
    for name, texts in zip(_WORDS, words if combinations else [()] * len(_WORDS), strict=True):
        if name == "severity":
            made[name] = np.array([int(text or 0) for text in texts], dtype=np.uint8)[codes]
        else:
            # interned: each word is in memory once, whatever the number of rows
            made[name] = np.array([sys.intern(text) for text in texts], dtype=object)[codes]
    made["observed_ms"] = np.array(moments, dtype="datetime64[ms]").astype(np.int64)
    points = np.frombuffer(b"".join(map(_coordinates, blobs)), dtype="<f8").reshape(-1, 2)
    made["lon"], made["lat"] = points.T.copy()
    return made


def _coordinates(blob: bytes | None) -> bytes:
    if blob is None:
        return _NOWHERE
    if len(blob) == geopackage.POINT_BYTES and blob[3] == 1 and blob[8] == 1:
        return blob[geopackage.POINT_OFFSET :]
    position = geopackage.decode_position(blob)
    return np.array([position.lon, position.lat]).tobytes()
