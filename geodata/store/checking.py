"""Whether a store is whole: file, spatial index, every row, and the log that must tell the same."""

# ruff: noqa: S608 - names of tables and columns are the program's own
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from geodata.errors import LofteskartanError, StoreError
from geodata.model import Record
from geodata.model.base import digest_of
from geodata.store import geopackage, migrations
from geodata.store.base import Outcome
from geodata.store.schema import EVENTS, LAYOUTS, Layout

_CHUNK = 2000
_EFFECTIVE = {Outcome.ADDED, Outcome.CHANGED, Outcome.RETIRED}


def damage(connection: sa.Connection) -> Iterator[str]:
    """All that is wrong, one sentence each. Works row by row: memory does not grow with the store."""
    yield from _as_far_as_readable("the file", _file(connection))
    number = migrations.number_of(connection)
    if number != migrations.latest():
        yield f"the schema is number {number}, this program's is {migrations.latest()}; open the store to upgrade it"
        return
    yield from _as_far_as_readable("the schema", _schema(connection))
    yield from _as_far_as_readable("the log", _log(connection))
    for layout in LAYOUTS.values():
        kind = layout.kind.kind
        if layout.geometry_type is not None:
            yield from _as_far_as_readable(f"the spatial index of {kind}", _spatial_index(connection, layout))
        yield from _as_far_as_readable(f"the table {kind} or its log", _replay(connection, layout))


def _as_far_as_readable(what: str, found: Iterator[str]) -> Iterator[str]:
    """What was found, and that the rest cannot be read: the check goes on with the next part."""
    try:
        yield from found
    except sa.exc.DBAPIError as error:
        yield f"{what} is damaged: {error.orig}; restore it from a snapshot"


def _file(connection: sa.Connection) -> Iterator[str]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
        if line != "ok":
            yield f"the file is damaged: {line}; restore it from a snapshot"
    application_id = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if application_id != geopackage.APPLICATION_ID:
        yield f"the application id is {application_id}, not that of a GeoPackage; another program changed it"


def _schema(connection: sa.Connection) -> Iterator[str]:
    expected = _objects_of_latest()
    found = objects(connection)
    for name in sorted(expected.keys() - found.keys()):
        yield f"{name} is missing from the schema; another program removed it"
    for name in sorted(expected.keys() & found.keys()):
        if expected[name] != found[name]:
            yield f"{name} differs from the schema; another program changed it"


def objects(connection: sa.Connection) -> dict[str, str]:
    """The schema: name -> what makes it, tables by their columns so that the order of adding them does not matter."""
    made: dict[str, str] = {}
    for kind, name, sql in connection.exec_driver_sql(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'"
    ):
        if kind == "table" and not sql.upper().startswith("CREATE VIRTUAL"):
            columns = connection.exec_driver_sql('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,))
            made[f"table {name}"] = "; ".join(sorted(str(tuple(column)) for column in columns))
        else:
            made[f"{kind} {name}"] = " ".join(sql.split())
    return made


def _objects_of_latest() -> dict[str, str]:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        geopackage.register_functions(connection.connection.driver_connection)  # type: ignore[arg-type]
        migrations.upgrade(connection)
        return objects(connection)


def _log(connection: sa.Connection) -> Iterator[str]:
    count, first, last = connection.execute(
        sa.select(sa.func.count(), sa.func.min(EVENTS.c.position), sa.func.max(EVENTS.c.position))
    ).one()
    if count and (first, last) != (1, count):
        yield f"the log has {count} lines but runs from {first} to {last}; lines were removed"
    once = sa.select(EVENTS.c.op_id).where(EVENTS.c.outcome != Outcome.REFUSED.value).group_by(EVENTS.c.op_id)
    for op_id in connection.execute(once.having(sa.func.count() > 1)).scalars():
        yield f"operation {op_id} is in the log more than once"
    kinds = {layout.kind.kind for layout in LAYOUTS.values()}
    for kind in connection.execute(sa.select(EVENTS.c.kind).distinct()).scalars():
        if kind not in kinds:
            yield f"the log speaks of {kind}, which this program does not know"


def _spatial_index(connection: sa.Connection, layout: Layout[Any]) -> Iterator[str]:
    table = layout.table.name
    verdict = connection.exec_driver_sql(f"SELECT rtreecheck('main', 'rtree_{table}_geom')").scalar_one()
    if verdict != "ok":
        yield f"the spatial index of {table} is damaged: {verdict}"
        return
    located, indexed = connection.exec_driver_sql(
        f'SELECT (SELECT count(*) FROM "{table}" WHERE geom IS NOT NULL), (SELECT count(*) FROM "rtree_{table}_geom")'
    ).one()
    if located != indexed:
        yield f"the spatial index of {table} has {indexed} entries for {located} geometries"
    # 32-bit floats, rounded outwards: within a hundred-thousandth of a degree
    wrong = connection.exec_driver_sql(
        f'SELECT count(*) FROM "{table}" t LEFT JOIN "rtree_{table}_geom" r ON r.id = t.id '
        "WHERE t.geom IS NOT NULL AND (r.id IS NULL OR "
        "ST_MinX(t.geom) NOT BETWEEN r.minx AND r.minx + 6e-5 OR ST_MaxX(t.geom) NOT BETWEEN r.maxx - 6e-5 AND r.maxx "
        "OR ST_MinY(t.geom) NOT BETWEEN r.miny AND r.miny + 6e-5 "
        "OR ST_MaxY(t.geom) NOT BETWEEN r.maxy - 6e-5 AND r.maxy)"
    ).scalar_one()
    if wrong:
        yield f"the spatial index of {table} is wrong for {wrong} geometries"


@dataclass(slots=True)
class _Told:
    """A record as the log tells it."""

    version: int = 0
    is_retired: bool = False
    body: str | None = None
    changed_at: str | None = None


def _replay(connection: sa.Connection, layout: Layout[Any]) -> Iterator[str]:
    """Walk the log and the table side by side, both in the order of ids."""
    table = layout.table
    rows = _stream(
        connection,
        sa.select(
            table.c.uuid, table.c.version, table.c.changed_at, table.c.digest, table.c.retired_at, *layout.columns
        ).order_by(table.c.uuid),
    )
    lines = _stream(
        connection,
        sa.select(
            EVENTS.c.record_id, EVENTS.c.position, EVENTS.c.outcome, EVENTS.c.new_version, EVENTS.c.received_at,
            EVENTS.c.digest, EVENTS.c.body, EVENTS.c.change,
        )
        .where(EVENTS.c.kind == layout.kind.kind)
        .order_by(EVENTS.c.record_id, EVENTS.c.position),
    )  # fmt: skip
    row = next(rows, None)
    for uuid, group in groupby(lines, key=lambda line: line[0]):
        while row is not None and row[0] < uuid:
            yield f"{layout.kind.kind} {row[0]} is not in the log; another program wrote it"
            row = next(rows, None)
        told = _Told()
        for line in group:
            yield from _follow(told, line, layout.kind.kind)
        if row is not None and row[0] == uuid:
            yield from _compare(told, row, layout)
            row = next(rows, None)
        elif told.version:
            yield f"{layout.kind.kind} {uuid} is in the log but not in its table; another program removed it"
    while row is not None:
        yield f"{layout.kind.kind} {row[0]} is not in the log; another program wrote it"
        row = next(rows, None)


def _stream(connection: sa.Connection, chosen: sa.Select[Any]) -> Iterator[Any]:
    return iter(connection.execution_options(yield_per=_CHUNK).execute(chosen))


def body_digest(body: str) -> str:
    """The content digest of a logged body, whatever the model was when it was logged; see Record.content_digest."""
    content = json.loads(body)
    content.pop("provenance", None)
    return digest_of(content)


def _follow(told: _Told, line: Any, kind: str) -> Iterator[str]:
    uuid, position, outcome, new_version, received_at, digest, body, change = line
    try:
        if body_digest(body) != digest:
            yield f"line {position} of the log, about {kind} {uuid}, is damaged: its body has another digest"
    except (ValueError, TypeError, AttributeError):
        yield f"line {position} of the log, about {kind} {uuid}, is damaged: its body cannot be read"
        return
    if outcome not in _EFFECTIVE:
        return
    if new_version != told.version + 1 or (outcome == Outcome.ADDED) != (told.version == 0):
        yield f"line {position} of the log gives {kind} {uuid} version {new_version} after {told.version}"
    told.version, told.changed_at, told.is_retired = new_version, received_at, outcome == Outcome.RETIRED
    if change == "put":
        told.body = body


def _compare(told: _Told, row: Any, layout: Layout[Any]) -> Iterator[str]:
    uuid, version, changed_at, digest, retired_at, *values = row
    kind = layout.kind.kind
    if told.version != version or told.changed_at != changed_at or told.is_retired != (retired_at is not None):
        yield f"{kind} {uuid} stands at version {version}, the log leads to {told.version}; another program changed it"
    try:
        record: Record = layout.record(values)
    except StoreError as error:
        yield str(error)
        return
    if record.content_digest() != digest:
        yield f"{kind} {uuid} does not match its digest; another program changed it, or the file is damaged"
    try:
        if told.body is None or layout.kind.from_json(told.body) != record:
            yield f"{kind} {uuid} differs from what the log tells; another program changed it, or the file is damaged"
    except LofteskartanError as error:
        yield f"the log's last word on {kind} {uuid} cannot be read: {error}"
