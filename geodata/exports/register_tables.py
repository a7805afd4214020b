"""Registers as CSV in a ZIP and as a workbook: for those who read them in a spreadsheet, headings in their language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import shapely

from geodata.errors import BadSetting
from geodata.exports.evidence_csv import evidence_csv
from geodata.exports.evidence_rows import Block
from geodata.exports.evidence_text import evidence_text
from geodata.exports.office import holdable
from geodata.exports.register_rows import DICTIONARY, Making, RegisterTable, dictionary
from geodata.exports.register_zip import zipped
from geodata.exports.workbook import AboutSheet, Sheet, workbook
from geodata.studies.evidence_fields import MOST_SHEET_ROWS
from geodata.studies.register_columns import Cell, RegisterWords

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def registers_csv(path: Path, tables: Sequence[RegisterTable], making: Making) -> None:
    """A file for each register, the dictionary, and what they rest on, in a ZIP."""
    words = making.words

    def files() -> Iterator[tuple[str, Iterator[bytes]]]:
        for table in tables:
            heads = [words.head(table.kind, column) for column in table.columns]
            yield (
                f"{table.name}.csv",
                evidence_csv([*heads, *_shape_head(table, words)], _blocks(table, making), comma=words.comma),
            )
        rows = _columns(dictionary([table.kind for table in tables], words))
        known = evidence_csv([words.frame(one) for one in DICTIONARY], iter([rows]), comma=words.comma)
        yield f"{words.frame('dictionary_file')}.csv", known
        yield f"{words.frame('about_file')}.txt", evidence_text(making.about([table.rest for table in tables]))

    zipped(path, files(), making.made_at)


def registers_xlsx(path: Path, tables: Sequence[RegisterTable], making: Making) -> None:
    """A workbook: what it rests on, a sheet for each register, the dictionary. Shapes do not fit in its cells.

    Raises: BadSetting for more rows than a sheet has.
    """
    words, taken = making.words, set[str]()
    sheets: list[Sheet | AboutSheet] = [
        AboutSheet(_sheet_name(words.frame("about"), taken), lambda: making.about([table.rest for table in tables])),
        *(
            Sheet(
                _sheet_name(words.register(table.kind), taken),
                [words.head(table.kind, column) for column in table.columns],
                (block.values for block in _blocks(table, making, shapes=False)),
            )
            for table in tables
        ),
        Sheet(
            _sheet_name(words.frame("dictionary"), taken),
            [words.frame(one) for one in DICTIONARY],
            [_columns(dictionary([table.kind for table in tables], words)).values],
        ),
    ]
    with path.open("wb") as file:
        file.writelines(workbook(sheets, made_at=making.made_at))


def _blocks(table: RegisterTable, making: Making, *, shapes: bool = True) -> Iterator[Block]:
    for part in table.records(making.seen):
        if not shapes and table.rows > MOST_SHEET_ROWS:
            raise BadSetting(
                f"the {table.rows} rows of {table.name} do not fit in a workbook's sheet, which has {MOST_SHEET_ROWS}; "
                "take CSV, GeoPackage or GeoParquet"
            )
        values = table.cells(part, making.words)
        if shapes and _shape_head(table, making.words):
            values.append(
                [None if one is None else shapely.to_wkt(one, rounding_precision=7) for one in table.shapes(part)]
            )
        yield Block(len(part), values, [], [])


def _shape_head(table: RegisterTable, words: RegisterWords) -> list[str]:
    """A point has its longitude and latitude already."""
    return [words.frame("shape")] if table.shape and table.shape.geometry != "Point" else []


def _columns(rows: Sequence[Sequence[str]]) -> Block:
    values: list[list[Cell]] = [list(column) for column in zip(*rows, strict=True)]
    return Block(len(rows), values, [], [])


def _sheet_name(wished: str, taken: set[str]) -> str:
    name = _NOT_IN_A_NAME.sub(" ", holdable(wished)).strip()[:_LONGEST_NAME]
    if name.casefold() in taken:
        name = f"{name[: _LONGEST_NAME - 3]} {len(taken) + 1}"
    taken.add(name.casefold())
    return name
