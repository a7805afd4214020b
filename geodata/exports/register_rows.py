"""Records as rows of a register's file: what every format of it is made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias, cast
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import Position, Provenance, Record, Value
from geodata.studies.register_columns import (
    SHAPES,
    About,
    Cell,
    Made,
    RegisterColumn,
    RegisterRest,
    RegisterWords,
    Shape,
    columns_of,
    plural,
)

JOINT = "; "
Seen: TypeAlias = Callable[[int], None]
"""Told how many rows have been written since it was last told."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a file is made: in whose words, with what said of it, when, and who is told of its progress."""

    words: RegisterWords
    about: About
    made_at: datetime
    seen: Seen


@dataclass(slots=True)
class RegisterTable:
    """A register on its way into a file. parts: its records, some at a time, read once.

    names: of what ids and area codes stand for, as far as the asker may know.  rest: filled while rows are written.
    """

    kind: type[Record]
    parts: Iterable[Sequence[Record]]
    names: Mapping[str, str]
    rows: int = 0
    _provenances: dict[tuple[str, str | None, bool], Provenance] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As files and layers are called."""
        return plural(self.kind)

    @property
    def columns(self) -> tuple[RegisterColumn, ...]:
        """Its columns, in their order."""
        return columns_of(self.kind)

    @property
    def shape(self) -> Shape | None:
        """What it draws on a map."""
        return SHAPES.get(self.kind)

    @property
    def rest(self) -> RegisterRest:
        """What the rows that were written rest on."""
        known = self._provenances
        return RegisterRest(self.kind, self.rows, tuple(known[key] for key in sorted(known, key=repr)))

    def records(self, seen: Seen) -> Iterator[Sequence[Record]]:
        """The records, some at a time. seen: told how many these were, when they have been written."""
        for part in self.parts:
            self.rows += len(part)
            for record in part:
                said = record.provenance
                key = (said.source, said.licence, said.made_up)
                if key not in self._provenances:
                    self._provenances[key] = Provenance(source=key[0], licence=key[1], made_up=key[2])
            yield part
            seen(len(part))

    def cells(self, part: Sequence[Record], words: RegisterWords) -> list[list[Cell]]:
        """Lists of cells, by column."""
        return [[cell_of(column, record, words, self.names) for record in part] for column in self.columns]

    def shapes(self, part: Sequence[Record]) -> list[BaseGeometry | None]:
        """What each draws; nothing where the register draws nothing, or the place is unknown."""
        if self.shape is None:
            return [None] * len(part)
        return [_shape(getattr(record, self.shape.field)) for record in part]


def _shape(found: Any) -> BaseGeometry | None:
    """RFC 7946: the outer ring runs against the clock; and one type of geometry in a layer."""
    if found is None:
        return None
    if isinstance(found, Position):
        return shapely.Point(found.lon, found.lat)
    if not isinstance(found, shapely.Polygon | shapely.MultiPolygon):
        return cast("BaseGeometry", found)
    polygons = list(getattr(found, "geoms", (found,)))
    return shapely.orient_polygons(shapely.MultiPolygon(polygons))


def cell_of(column: RegisterColumn, record: Record, words: RegisterWords, names: Mapping[str, str]) -> Cell:
    """What a record says in a column. What is not stated is None; several that are none are None too."""
    value: Any = record
    for step in column.path:
        value = getattr(value, step, None)
        if value is None:
            return None
    if isinstance(value, tuple) and not value:
        return None
    return _MAKERS[column.made](value, words, names)


def _plain(value: Any, _words: RegisterWords, _names: Mapping[str, str]) -> Cell:
    return value.value if isinstance(value, StrEnum) else value


def _parts(value: tuple[Value, ...], _words: RegisterWords, _names: Mapping[str, str]) -> Cell:
    return _json([part.model_dump(mode="json", exclude_none=True) for part in value])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _known(found: Iterable[UUID | str], names: Mapping[str, str]) -> str | None:
    return JOINT.join(names[str(one)] for one in found if str(one) in names) or None


_MAKERS: Mapping[Made, Callable[[Any, RegisterWords, Mapping[str, str]], Cell]] = {
    Made.PLAIN: _plain,
    Made.CODE: _plain,
    Made.CODES: lambda value, _words, _names: JOINT.join(one.value for one in value),
    Made.WORD: lambda value, words, _names: words.choice(value),
    Made.WORDS: lambda value, words, _names: JOINT.join(words.choice(one) for one in value),
    Made.ID: lambda value, _words, _names: str(value),
    Made.IDS: lambda value, _words, _names: JOINT.join(str(one) for one in value),
    Made.NAME: lambda value, _words, names: names.get(str(value)),
    Made.NAMES: lambda value, _words, names: _known(value, names),
    Made.DAYS: lambda value, _words, _names: JOINT.join(one.isoformat() for one in value if isinstance(one, date)),
    Made.LIST: lambda value, _words, _names: _json(list(value)),
    Made.PARTS: _parts,
    Made.TOLD: lambda value, words, names: JOINT.join(words.told(part, names) for part in value) or None,
}

DICTIONARY = ("register", "column", "heading", "meaning", "sort", "unit", "codes")
"""The columns of the data dictionary."""


def dictionary(kinds: Sequence[type[Record]], words: RegisterWords) -> list[tuple[str, ...]]:
    """A row for each column of each register: DICTIONARY."""
    return [
        (
            plural(kind),
            column.name,
            words.head(kind, column),
            words.means(kind, column),
            words.frame(column.sort),
            words.unit(column),
            codes(column, words),
        )
        for kind in kinds
        for column in columns_of(kind)
    ]


def codes(column: RegisterColumn, words: RegisterWords) -> str:
    """Codes and their words, lighting = Belysning; ..., of a column of codes."""
    if column.choices is None or column.made not in {Made.CODE, Made.CODES}:
        return ""
    return JOINT.join(f"{member.value} = {words.choice(member)}" for member in column.choices)
