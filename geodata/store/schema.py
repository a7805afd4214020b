"""The tables of a store, derived from the record types: columns that a GIS program can read, and how values fit them.

What stands in a file comes from the frozen migrations; a test holds that both are the same.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter
from shapely.geometry.base import BaseGeometry
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import UserDefinedType

from geodata.errors import InvalidRecord, StoreError
from geodata.model import RECORD_TYPES, Position, Record
from geodata.store import geopackage

R = TypeVar("R", bound=Record)
Encode = Callable[[Any], Any]

METADATA = sa.MetaData()


class Cell(UserDefinedType[Any]):
    """A column's declared type, and how a field's value goes into it (encode) and comes back (decode).

    Comparisons encode by themselves; rows come back raw, and Layout.record decodes them so that faults can be named.
    """

    cache_ok = True

    def __init__(self, declared: str, encode: Encode | None = None, decode: Encode | None = None) -> None:
        self.declared = declared
        self.encode = encode
        self.decode = decode

    def get_col_spec(self, **_: Any) -> str:
        """The type's name in CREATE TABLE."""
        return self.declared

    def bind_processor(self, dialect: sa.Dialect) -> Encode | None:  # noqa: ARG002
        """Used by every comparison."""
        encode = self.encode
        return None if encode is None else lambda value: None if value is None else encode(value)


class Geometry(Cell):
    """A GeoPackage geometry, EPSG:4326: a Position for POINT, a shapely geometry otherwise."""

    cache_ok = True

    def __init__(self, declared: str) -> None:
        if declared == "POINT":
            super().__init__(declared, geopackage.encode_position, geopackage.decode_position)
        else:
            super().__init__(declared, geopackage.encode_shape, geopackage.decode_shape)


def encode_instant(value: datetime) -> str:
    """'YYYY-MM-DDTHH:MM:SS.sssZ': sorts as text, and GIS programs show it as a time."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


TEXT = Cell("TEXT")
INTEGER = Cell("INTEGER")
REAL = Cell("REAL")
BOOLEAN = Cell("BOOLEAN", int, bool)
DATE = Cell("DATE", date.isoformat, date.fromisoformat)
INSTANT = Cell("DATETIME", encode_instant, datetime.fromisoformat)
IDENTITY = Cell("TEXT", str, UUID)
_PLAIN: dict[object, Cell] = {
    str: TEXT,
    int: INTEGER,
    float: REAL,
    bool: BOOLEAN,
    date: DATE,
    datetime: INSTANT,
    UUID: IDENTITY,
}


def _without_none(hint: Any) -> Any:
    """The hint inside Annotated and Optional; a geometry keeps its Annotated, which says what shapes it takes."""
    while True:
        if typing.get_origin(hint) is typing.Annotated:
            inner = typing.get_args(hint)[0]
            if inner is BaseGeometry:
                return hint
            hint = inner
        elif typing.get_origin(hint) in {typing.Union, types.UnionType}:
            parts = [part for part in typing.get_args(hint) if part is not type(None)]
            if len(parts) != 1:
                return hint
            hint = parts[0]
        else:
            return hint


def _allows_none(hint: Any) -> bool:
    while typing.get_origin(hint) is typing.Annotated:
        hint = typing.get_args(hint)[0]
    return type(None) in typing.get_args(hint)


def _geometry_type(hint: Any) -> str | None:
    if hint is Position:
        return "POINT"
    if typing.get_origin(hint) is typing.Annotated:
        kinds = next(mark.types for mark in typing.get_args(hint)[1:] if hasattr(mark, "types"))
        return "LINESTRING" if kinds == ("LineString",) else "GEOMETRY"
    return None


@cache
def _choice(choices: type[StrEnum]) -> Cell:
    return Cell("TEXT", str.__str__, choices)


def _as_json(hint: Any) -> Cell:
    adapter: TypeAdapter[Any] = TypeAdapter(hint)
    return Cell("TEXT", lambda value: "[]" if value == () else adapter.dump_json(value).decode(), adapter.validate_json)


def _is_plain(hint: Any) -> bool:
    return isinstance(hint, type) and (hint in _PLAIN or issubclass(hint, StrEnum))


def _cell(hint: Any) -> Cell:
    if not _is_plain(hint):
        return _as_json(hint)
    return _choice(hint) if issubclass(hint, StrEnum) else _PLAIN[hint]


class Layout(typing.Generic[R]):
    """How a record type lies in its table.

    fields: the record's fields, in the order of `columns`.  geometry_type: of the column geom, None without one.
    lists: fields whose value is a tuple of plain values, with the cell of one; a query matches those that hold it.
    """

    def __init__(self, kind: type[R]) -> None:
        hints = typing.get_type_hints(kind, include_extras=True)
        self.kind = kind
        self.fields = tuple(kind.model_fields)
        cores = {field: _without_none(hints[field]) for field in self.fields}
        geometries = {field: shape for field in self.fields if (shape := _geometry_type(cores[field]))}
        # an outline or a route says more than a point: it becomes the geometry that GIS programs draw
        drawn = min(geometries, key=lambda field: geometries[field] == "POINT", default=None)
        self.geometry_type = geometries[drawn] if drawn else None
        self.lists = {
            field: _cell(_without_none(typing.get_args(core)[0]))
            for field, core in cores.items()
            if typing.get_origin(core) is tuple and _is_plain(_without_none(typing.get_args(core)[0]))
        }
        cells = [Geometry(geometries[field]) if field == drawn else _cell(cores[field]) for field in self.fields]
        self.columns = tuple(
            sa.Column(
                "uuid" if field == "id" else "geom" if field == drawn else field,
                cell,
                nullable=_allows_none(hints[field]),
                unique=field == "id",
            )
            for field, cell in zip(self.fields, cells, strict=True)
        )
        self.table = sa.Table(
            kind.kind,
            METADATA,
            sa.Column("id", INTEGER, primary_key=True),
            *self.columns,
            sa.Column("version", INTEGER, nullable=False),
            sa.Column("changed_at", INSTANT, nullable=False),
            sa.Column("digest", TEXT, nullable=False),
            sa.Column("retired_at", INSTANT),
        )
        self._encoders = tuple((field, cell.encode) for field, cell in zip(self.fields, cells, strict=True))
        self._decoders = tuple((field, cell.decode) for field, cell in zip(self.fields, cells, strict=True))

    def column(self, field: str) -> sa.Column[Any]:
        """The column of a field. Raises: StoreError."""
        if field not in self.fields:
            raise StoreError(f"{self.kind.kind} has no field {field!r}; ask for one of {', '.join(self.fields)}")
        return self.columns[self.fields.index(field)]

    def encode(self, record: Record) -> tuple[Any, ...]:
        """The record's values as the driver takes them, in the order of `columns`."""
        values = record.__dict__
        return tuple(
            value if (value := values[field]) is None or encode is None else encode(value)
            for field, encode in self._encoders
        )

    def record(self, row: Sequence[Any]) -> R:
        """The record of a row whose values lie in the order of `columns`. Raises: StoreError."""
        try:
            return self.kind(
                **{
                    field: raw if raw is None or decode is None else decode(raw)
                    for (field, decode), raw in zip(self._decoders, row, strict=True)
                }
            )
        except (ValueError, TypeError, InvalidRecord) as error:
            raise StoreError(
                f"{self.kind.kind} {row[self.fields.index('id')]} cannot be read: {error}; "
                "restore the store from a snapshot"
            ) from error


LAYOUTS: dict[type[Record], Layout[Any]] = {kind: Layout(kind) for kind in RECORD_TYPES}
KINDS: dict[str, type[Record]] = {kind.kind: kind for kind in RECORD_TYPES}


def layout_of(kind: type[R]) -> Layout[R]:
    """How the record type is kept. Raises: StoreError."""
    try:
        return LAYOUTS[kind]
    except KeyError:
        raise StoreError(f"{kind.__name__} is not a record type; add it to RECORD_TYPES") from None


EVENTS = sa.Table(
    "store_event",
    METADATA,
    sa.Column("position", INTEGER, primary_key=True),
    sa.Column("op_id", IDENTITY, nullable=False),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("record_id", IDENTITY, nullable=False),
    sa.Column("municipality", TEXT, nullable=False),
    sa.Column("tier", TEXT, nullable=False),
    sa.Column("change", TEXT, nullable=False),
    sa.Column("done_by", TEXT, nullable=False),
    sa.Column("received_at", INSTANT, nullable=False),
    sa.Column("base_version", INTEGER),
    sa.Column("new_version", INTEGER),
    sa.Column("outcome", TEXT, nullable=False),
    sa.Column("digest", TEXT, nullable=False),
    sa.Column("body", TEXT, nullable=False),
)
# a refused operation bears an op id that was used before, and is kept nevertheless
sa.Index(
    "store_event_op_id", EVENTS.c.op_id, unique=True, sqlite_where=EVENTS.c.outcome != sa.literal_column("'refused'")
)
sa.Index(
    "store_event_refused",
    EVENTS.c.op_id,
    EVENTS.c.digest,
    sqlite_where=EVENTS.c.outcome == sa.literal_column("'refused'"),
)
sa.Index("store_event_record", EVENTS.c.kind, EVENTS.c.record_id, EVENTS.c.position)

# One row. writer: set by the program within each of its transactions and emptied before it commits, so that no
# other connection ever sees it: what another program writes is told apart by it, and refused.
STATE = sa.Table(
    "store_state",
    METADATA,
    sa.Column("id", INTEGER, sa.CheckConstraint("id = 1"), primary_key=True),
    sa.Column("data_version", INTEGER, nullable=False),
    sa.Column("writer", TEXT),
)
# The data version at which records of a kind last changed; no row: never.
KIND_STATE = sa.Table(
    "store_kind_state",
    METADATA,
    sa.Column("kind", TEXT, primary_key=True, nullable=False),
    sa.Column("data_version", INTEGER, nullable=False),
)
MIGRATIONS = sa.Table(
    "store_migration",
    METADATA,
    sa.Column("number", INTEGER, primary_key=True),
    sa.Column("applied_at", INSTANT, nullable=False),
)

for _kind in ("report", "finding"):
    # without a second column, rows of a municipality are met in the order in which they lie in the table: reading
    # 100,000 of them takes 0.12 s, and 0.30 s by (municipality, observed_at)
    sa.Index(f"{_kind}_municipality", METADATA.tables[_kind].c.municipality)


def _guards() -> list[str]:
    """Triggers that refuse what is written outside the program, and any change of the log.

    A trigger that logged such a change instead would not be sound: SQL has neither the record's checks nor its
    digest. What is done past the guards all the same, the check finds, as rows and log then differ.
    """
    refusal = (
        "Löfteskartan keeps a log of every change: change this in Löfteskartan itself, or import a changed copy there"
    )
    outside = "(SELECT writer FROM store_state) IS NULL"
    statements = [
        f'CREATE TRIGGER "{table}_guard_{deed.lower()}" BEFORE {deed} ON "{table}" WHEN {outside} '
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        for table in (*KINDS, EVENTS.name)
        for deed in ("INSERT", "UPDATE", "DELETE")
        if table != EVENTS.name or deed == "INSERT"
    ]
    return statements + [
        f'CREATE TRIGGER "{EVENTS.name}_keep_{deed.lower()}" BEFORE {deed} ON "{EVENTS.name}" '
        "BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END"
        for deed in ("UPDATE", "DELETE")
    ]


def statements() -> list[str]:
    """All that makes an empty SQLite file a store of this model, in order; what the migrations must arrive at."""
    dialect = sqlite.dialect()
    made = geopackage.base_statements()
    for table in (STATE, KIND_STATE, MIGRATIONS, EVENTS, *(layout.table for layout in LAYOUTS.values())):
        made.append(str(CreateTable(table).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda i: str(i.name))
        ]
    made.append("INSERT INTO store_state VALUES (1, 0, NULL)")
    for layout in LAYOUTS.values():
        name, shape = layout.table.name, layout.geometry_type
        made += geopackage.features_statements(name, shape) if shape else geopackage.attributes_statements(name)
    return [" ".join(statement.split()) for statement in made + _guards()]
