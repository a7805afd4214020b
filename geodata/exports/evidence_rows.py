"""Rows of evidence as cells in words, some thousand at a time: what every file of the table is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from geodata.columns import CATEGORY_ORDER, KINDS, LIGHTS, UNKNOWN_MINUTE, Columns, weekday
from geodata.model import CaseStatus, Feeling, Finding, Report, SourceType
from geodata.studies.evidence_fields import OF_THE_RECORD, Cell, TableField, TableWords

BLOCK_ROWS = 2_000
Rows = NDArray[np.int64]
Find = Callable[[Sequence[UUID]], Mapping[UUID, Report | Finding]]
_EPOCH = date(1970, 1, 1).toordinal()
_SEVERITIES = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows. values: a list for each heading.  ids, places (lon, lat; None where not located): where asked for."""

    rows: int
    values: list[list[Cell]]
    ids: list[UUID]
    places: list[tuple[float, float] | None]


def heads(fields: Sequence[TableField], words: TableWords) -> list[str]:
    """The headings; a position has two."""
    found: list[str] = []
    for field in fields:
        two = field is TableField.POSITION
        found += [words.part("latitude"), words.part("longitude")] if two else [words.head(field)]
    return found


def blocks(
    columns: Columns, rows: Rows, fields: Sequence[TableField], words: TableWords, find: Find, *, marks: bool = False
) -> Iterator[Block]:
    """The rows in their order. find: records by id, asked where a field is not in the columns; one may be missing.

    marks: ids and places are asked for.
    """
    makers = {field: _maker(columns, field, words) for field in fields if field not in OF_THE_RECORD}
    reads = not OF_THE_RECORD.isdisjoint(fields)
    for start in range(0, len(rows), BLOCK_ROWS):
        some = rows[start : start + BLOCK_ROWS]
        ids = [columns.id_of(row) for row in some.tolist()] if reads or marks else []
        known = find(ids) if reads else {}
        records = [known.get(one) for one in ids]
        values: list[list[Cell]] = []
        for field in fields:
            if field in makers:
                values += makers[field](some)
            else:
                values.append([None if record is None else words.told(field, record) for record in records])
        yield Block(len(some), values, ids, _places(columns, some) if marks else [])


def _places(columns: Columns, some: Rows) -> list[tuple[float, float] | None]:
    # six decimals are a decimetre
    lon, lat = columns.lon[some].round(6).tolist(), columns.lat[some].round(6).tolist()
    known = columns.located[some].tolist()
    return [(x, y) if there else None for x, y, there in zip(lon, lat, known, strict=True)]


def _maker(columns: Columns, field: TableField, words: TableWords) -> Callable[[Rows], list[list[Cell]]]:
    """What a field has in some rows, heading by heading."""
    match field:
        case TableField.OBSERVED:
            return lambda some: [_observed(columns, some)]
        case TableField.HOUR:
            return lambda some: [
                [None if minute == UNKNOWN_MINUTE else minute // 60 for minute in columns.minute[some].tolist()]
            ]
        case TableField.WEEKDAY:
            days = _table([None, *(words.word(field, str(day)) for day in range(7))])
            return lambda some: [
                days[np.where(columns.dated[some], weekday(columns.day[some]).astype(np.int64) + 1, 0)].tolist()
            ]
        case TableField.POSITION:
            return lambda some: _position(columns, some)
        case _:
            coded, codes = _coded(columns, field)
            told = _table([words.word(field, code) if code else None for code in codes])
            return lambda some: [told[coded[some]].tolist()]


def _coded(columns: Columns, field: TableField) -> tuple[NDArray[np.integer] | NDArray[np.bool_], Sequence[str]]:
    """A column of codes and what they stand for; "" is nothing. Raises: KeyError for what is in no column."""
    coded: dict[TableField, tuple[NDArray[np.integer] | NDArray[np.bool_], Sequence[str]]] = {
        TableField.KIND: (columns.kind, KINDS),
        TableField.CATEGORY: (columns.category, CATEGORY_ORDER),
        TableField.SOURCE: (columns.source, tuple(SourceType)),
        TableField.STATUS: (columns.status, tuple(CaseStatus)),
        # -1 is none, and the last of the codes
        TableField.AREA: (columns.area, (*columns.area_codes, "")),
        TableField.LIGHT: (columns.light, [light or "" for light in LIGHTS]),
        TableField.SEVERITY: (columns.severity, ("", *(str(n + 1) for n in range(_SEVERITIES)))),
        TableField.FEELING: (columns.safe.view(np.uint8), (Feeling.UNSAFE, Feeling.SAFE)),
    }
    return coded[field]


def _table(told: Sequence[str | None]) -> NDArray[np.object_]:
    table = np.empty(len(told), object)
    table[:] = told
    return table


def _observed(columns: Columns, some: Rows) -> list[Cell]:
    """As exactly as is known: a moment, a day, or a month as text."""
    found: list[Cell] = []
    for number, minute, dated in zip(
        columns.day[some].tolist(), columns.minute[some].tolist(), columns.dated[some].tolist(), strict=True
    ):
        day = date.fromordinal(_EPOCH + number)
        if not dated:
            found.append(f"{day:%Y-%m}")
        elif minute == UNKNOWN_MINUTE:
            found.append(day)
        else:
            found.append(datetime.combine(day, time(*divmod(minute, 60))))
    return found


def _position(columns: Columns, some: Rows) -> list[list[Cell]]:
    places = _places(columns, some)
    return [[place and place[at] for place in places] for at in (1, 0)]
