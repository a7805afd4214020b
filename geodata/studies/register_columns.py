"""What a register's file tells of each record: its columns, read from the models; and what a file of it can be."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Annotated, Any, Literal, Protocol, TypeAlias, Union, get_args, get_origin
from uuid import UUID

from shapely.geometry.base import BaseGeometry

from geodata.errors import BadSetting
from geodata.model import (
    RECORD_TYPES,
    Action,
    Agreement,
    Area,
    Dialogue,
    Hotspot,
    ImportRun,
    Invitation,
    Municipality,
    NeighbourhoodWatch,
    Newsletter,
    Party,
    Photo,
    Place,
    PoliceEvent,
    Position,
    Promise,
    Provenance,
    Record,
    SavedView,
    SituationContent,
    SituationPlan,
    SituationReport,
    SurveyResult,
    Value,
    Walk,
)
from geodata.model.evidence import Finding, Report

NOT_GIVEN: frozenset[type[Record]] = frozenset(
    {ImportRun, Invitation, Photo, SavedView, SituationContent, Newsletter, SituationPlan}
)
"""Inner workings: what was sent in and how, who may come in, pictures with an address of their own, frozen contents and
letters, what is to be done each month."""
REGISTERS: tuple[type[Record], ...] = tuple(kind for kind in RECORD_TYPES if kind not in NOT_GIVEN)
NOT_TOLD = frozenset({"received_sha256", "clock_offset_s", "token", "content_sha256", "event_position"})
"""Fields that serve the program alone."""


class RegisterFormat(StrEnum):
    """What registers can be had as. CSV: a file for each in a ZIP with the dictionary."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    PARQUET = "parquet"


class Sort(StrEnum):
    """What sort of cell a column has; a format writes each in its own way."""

    TEXT = "text"
    WHOLE = "whole"
    REAL = "real"
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"


class Made(StrEnum):
    """How a cell is made of a field. The plural ones join several with "; ", a LIST and PARTS are JSON.

    TOLD: parts as a sentence for people.
    """

    PLAIN = "plain"
    CODE = "code"
    CODES = "codes"
    WORD = "word"
    WORDS = "words"
    ID = "id"
    IDS = "ids"
    NAME = "name"
    NAMES = "names"
    DAYS = "days"
    LIST = "list"
    PARTS = "parts"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterColumn:
    """A column. name: in files for programs, the same in every language.  words: what its heading goes by.

    path: the field, and the field within it.  choices: of a code or word.  unit: a code, None where it has none.
    """

    name: str
    words: str
    path: tuple[str, ...]
    made: Made = Made.PLAIN
    sort: Sort = Sort.TEXT
    choices: type[StrEnum] | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a register draws on a map. field: of the model.  geometry: as GDAL calls it."""

    field: str
    geometry: str


SHAPES: Mapping[type[Record], Shape] = {
    Municipality: Shape("outline", "MultiPolygon"),
    Area: Shape("outline", "MultiPolygon"),
    NeighbourhoodWatch: Shape("outline", "MultiPolygon"),
    Hotspot: Shape("outline", "MultiPolygon"),
    Walk: Shape("route", "LineString"),
    Place: Shape("position", "Point"),
    Report: Shape("position", "Point"),
    Finding: Shape("position", "Point"),
    PoliceEvent: Shape("centroid", "Point"),
}

NAMED_BY: Mapping[type[Record], str] = {
    Party: "name",
    Place: "name",
    Agreement: "title",
    Promise: "title",
    Action: "title",
    Hotspot: "name",
    Walk: "title",
    Dialogue: "title",
    SituationReport: "title",
    SurveyResult: "question",
}
"""Kinds that others refer to by their id, and the field that they are known by. Areas go by their code."""
_NAMED = frozenset(
    {
        *("party_id", "party_ids", "partner_ids", "initiated_by", "responsible_id"),
        *("place_id", "place_ids", "agreement_id", "promise_id", "promise_ids", "action_id", "hotspot_id"),
        *("walk_id", "previous_id", "evidence_ids", "supersedes", "report_id"),
    }
)
_AREAS = frozenset({"area_code", "parent"})
_UNITS = {
    "radius_m": "metres",
    "accuracy_m": "metres",
    "lon": "degrees",
    "lat": "degrees",
    "residents": "persons",
    "dwellings": "dwellings",
    "dwellings_detached": "dwellings",
    "dwellings_terraced": "dwellings",
    "dwellings_apartment": "dwellings",
    "households": "households",
    "count": "number",
    "per_100k": "per_100k",
    "sample_size": "answers",
    "taking_part": "persons",
    "reached": "persons",
    "change": "share",
    "low": "share",
    "high": "share",
    "displacement": "share",
    "displacement_low": "share",
    "displacement_high": "share",
    "least_fall": "share",
}
_SURVEY_UNIT = {"value", "low", "high"}

Cell: TypeAlias = str | int | float | date | None
"""A bool is an int; a datetime is a date, always with its zone."""


def plural(kind: type[Record]) -> str:
    """What a register is called in file names, layers and at the command line: `promises`, `burglary_counts`."""
    code = kind.kind
    if code.endswith("y"):
        return f"{code[:-1]}ies"
    return f"{code}es" if code.endswith("ch") else f"{code}s"


def register_of(name: str) -> type[Record]:
    """The register that a name means, in the singular or the plural. Raises: BadSetting."""
    plain = name.strip().lower().replace("-", "_")
    found = next((kind for kind in REGISTERS if plain in {kind.kind, plural(kind)}), None)
    if found is None:
        there = ", ".join(plural(kind) for kind in REGISTERS)
        raise BadSetting(f'there is no register "{name[:40]}"; give one of {there}')
    return found


def suffix(form: RegisterFormat, registers: int) -> str:
    """How the name of a file of so many registers ends."""
    alone = form in {RegisterFormat.XLSX, RegisterFormat.GPKG} or (registers == 1 and form is not RegisterFormat.CSV)
    return form.value if alone else "zip"


@cache
def columns_of(kind: type[Record]) -> tuple[RegisterColumn, ...]:
    """The columns of a register: id, municipality, its own, who may see it, where it comes from."""
    first, last = ("id", "municipality"), ("tier", "provenance")
    own = (name for name in kind.model_fields if name not in {*first, *last})
    found = chain.from_iterable(_columns(kind, kind, name, (), "") for name in (*first, *own, *last))
    return tuple({column.name: column for column in found}.values())


def _columns(
    kind: type[Record], owner: type[Value], name: str, above: tuple[str, ...], prefix: str
) -> Iterator[RegisterColumn]:
    if name in NOT_TOLD:
        return
    leaves, many = _leaves(owner.model_fields[name].annotation)
    path, leaf = (*above, name), leaves[0]
    called = name if not prefix or name.startswith(f"{prefix}_") else f"{prefix}_{name}"
    if issubclass(leaf, BaseGeometry):
        return
    if issubclass(leaf, Value) and not many:
        within = "" if leaf is Position and kind in SHAPES and SHAPES[kind].field == name else called
        for part in (one for one in leaves if issubclass(one, Value)):
            for inner in part.model_fields:
                yield from _columns(kind, part, inner, path, within)
    elif issubclass(leaf, Value):
        yield RegisterColumn(name=called, words=called, path=path, made=Made.PARTS)
        yield RegisterColumn(name=f"{called}_told", words=called, path=path, made=Made.TOLD)
    elif issubclass(leaf, StrEnum):
        made = (Made.CODES, Made.WORDS) if many else (Made.CODE, Made.WORD)
        yield RegisterColumn(name=called, words=called, path=path, made=made[0], choices=leaf)
        yield RegisterColumn(name=f"{called}_{made[1]}", words=called, path=path, made=made[1], choices=leaf)
    elif issubclass(leaf, UUID) or name in _AREAS or name.endswith("area_codes"):
        yield RegisterColumn(name=called, words=called, path=path, made=Made.IDS if many else Made.ID)
        if name in _NAMED or name in _AREAS or name.endswith("area_codes"):
            made_name = Made.NAMES if many else Made.NAME
            yield RegisterColumn(name=_of_names(called), words=called, path=path, made=made_name)
    elif many:
        made_list = Made.DAYS if issubclass(leaf, date) else Made.LIST
        yield RegisterColumn(name=called, words=called, path=path, made=made_list)
    else:
        unit = "of_unit" if kind is SurveyResult and name in _SURVEY_UNIT else _UNITS.get(name)
        yield RegisterColumn(name=called, words=called, path=path, sort=_sort(leaf), unit=unit)


def _of_names(called: str) -> str:
    for end, instead in (("_ids", "_names"), ("_id", "_name"), ("_codes", "_names"), ("_code", "_name")):
        if called.endswith(end):
            return f"{called.removesuffix(end)}{instead}"
    return f"{called}_name"


def _sort(leaf: type) -> Sort:
    known = ((bool, Sort.YES_NO), (int, Sort.WHOLE), (float, Sort.REAL), (datetime, Sort.MOMENT), (date, Sort.DAY))
    return next((sort for kind, sort in known if issubclass(leaf, kind)), Sort.TEXT)


def _leaves(annotation: Any) -> tuple[tuple[type, ...], bool]:
    """The types at the bottom of an annotation, and whether it is a tuple of them."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _leaves(inside[0])
    if origin in {Union, types.UnionType}:
        found = [_leaves(part) for part in inside if part is not type(None)]
        return tuple(chain.from_iterable(leaves for leaves, _ in found)), any(many for _, many in found)
    if origin is tuple:
        return _leaves(inside[0])[0], True
    return ((str,), False) if origin is Literal else ((annotation,), False)


@dataclass(frozen=True, slots=True)
class RegisterRest:
    """What a register's rows in a file rest on. provenances: source, licence and made_up alone, each once."""

    kind: type[Record]
    rows: int
    provenances: tuple[Provenance, ...]


class RegisterWords(Protocol):
    """The reader's words."""

    @property
    def comma(self) -> bool:
        """Whether numbers in CSV have a decimal comma."""

    def register(self, kind: type[Record]) -> str:
        """The name of a register."""

    def head(self, kind: type[Record], column: RegisterColumn) -> str:
        """The heading of a column; no two of a register are alike."""

    def means(self, kind: type[Record], column: RegisterColumn) -> str:
        """What a column tells."""

    def unit(self, column: RegisterColumn) -> str:
        """The unit, "" where there is none."""

    def choice(self, member: StrEnum) -> str:
        """The word for a code."""

    def told(self, part: Value, names: Mapping[str, str]) -> str:
        """A part of a record as a sentence. names: of what ids stand for."""

    def frame(self, name: str) -> str:
        """Of the file itself: about, dictionary, register, column, heading, meaning, sort, unit, codes, a Sort."""


About: TypeAlias = Callable[[Sequence[RegisterRest]], tuple[tuple[str, str], ...]]
"""What a file rests on, as (label, text)."""
