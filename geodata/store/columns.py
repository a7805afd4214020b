"""Evidence straight from the tables into arrays: no record is made, and memory is that of the arrays."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from geodata.model import Finding, Report
from geodata.store import geopackage, selecting
from geodata.store.base import Query
from geodata.store.schema import LAYOUTS

_CHUNK = 20_000
_WORDS = ("municipality", "tier", "category", "feeling", "precision", "source", "status", "area_code")
_TYPES: dict[str, Any] = {
    "id": "S16",
    "kind": object,
    **dict.fromkeys(_WORDS, object),
    "observed_ms": np.int64,
    "lon": np.float64,
    "lat": np.float64,
    "severity": np.uint8,
}
_NOWHERE = np.array([np.nan, np.nan]).tobytes()


def evidence(connection: sa.Connection, query: Query) -> dict[str, NDArray[np.generic]]:
    """Reports and findings as arrays of equal length, ordered by (observed_at, id); see Store.evidence.

    Source of the order: numpy, as sorting numbers there costs less than sorting rows in the database.
    """
    layouts = [LAYOUTS[Report], LAYOUTS[Finding]]
    counts = [sa.select(sa.func.count()).select_from(layout.table) for layout in layouts]
    total = sum(
        connection.execute(selecting.narrow(count, layout, query)).scalar_one()
        for count, layout in zip(counts, layouts, strict=True)
    )
    arrays = {name: np.empty(total, dtype=kind) for name, kind in _TYPES.items()}
    start = 0
    for layout in layouts:
        table = layout.table
        chosen = sa.select(
            table.c.uuid,
            *(table.c[word] for word in _WORDS),
            sa.func.substr(table.c.observed_at, 1, 23),
            table.c.geom,
            table.c.severity,
        )
        result = connection.execution_options(yield_per=_CHUNK).execute(selecting.narrow(chosen, layout, query))
        for rows in result.partitions(_CHUNK):
            span = slice(start, start + len(rows))
            arrays["kind"][span] = layout.kind.kind
            _fill({name: array[span] for name, array in arrays.items()}, rows)
            start = span.stop
    order = np.lexsort((arrays["id"], arrays["observed_ms"]))
    for name in arrays:
        arrays[name] = arrays[name][order]
    return arrays


def _fill(arrays: dict[str, NDArray[Any]], rows: Sequence[Any]) -> None:
    uuids, *words, moments, blobs, severities = zip(*rows, strict=True)
    arrays["id"][:] = np.frombuffer(bytes.fromhex("".join(uuids).replace("-", "")), dtype="S16")
    for name, texts in zip(_WORDS, words, strict=True):
        # interned: each word is in memory once, whatever the number of rows
        arrays[name][:] = [sys.intern(text) if text else "" for text in texts]
    arrays["observed_ms"][:] = np.array(moments, dtype="datetime64[ms]").astype(np.int64)
    arrays["severity"][:] = [severity or 0 for severity in severities]
    points = np.frombuffer(b"".join(map(_coordinates, blobs)), dtype="<f8").reshape(-1, 2)
    arrays["lon"][:], arrays["lat"][:] = points.T


def _coordinates(blob: bytes | None) -> bytes:
    if blob is None:
        return _NOWHERE
    if len(blob) == geopackage.POINT_BYTES and blob[3] == 1 and blob[8] == 1:
        return blob[geopackage.POINT_OFFSET :]
    position = geopackage.decode_position(blob)
    return np.array([position.lon, position.lat]).tobytes()
