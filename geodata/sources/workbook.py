"""XLSX workbooks from outside: unpacked sizes are checked before anything is unpacked, sheets are read row by row."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from geodata.errors import STUMBLES
from geodata.sources.context import refusal
from geodata.sources.files import MEBIBYTE
from geodata.sources.values import Cell

MAX_UNPACKED_BYTES = 512 * MEBIBYTE
MAX_SHARED_TEXT_BYTES = 128 * MEBIBYTE
MAX_RATIO = 200
MAX_MEMBERS = 2_000
_SMALL = MEBIBYTE
_BATCH = 256
_REMEDY = "open it in the spreadsheet program and save the table as CSV (UTF-8) or as a new XLSX"

_DAMAGE = (*STUMBLES, AssertionError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. total: rows as the sheet states them, None where it does not."""

    title: str
    total: int | None
    _sheet: Any
    _file: str

    def rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Its rows with their numbers. Raises: UnreadableFile for a damaged sheet."""
        number = 0
        rows = iter(self._sheet.iter_rows(values_only=True))
        while batch := self._batch(rows, number + 1):
            for cells in batch:
                number += 1
                yield number, cells

    def _batch(self, rows: Iterator[tuple[Cell, ...]], number: int) -> list[tuple[Cell, ...]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return list(islice(rows, _BATCH))
        except _DAMAGE as error:
            raise refusal(self._file, "is a damaged workbook", _REMEDY, row=number) from error


def sheets_of(path: Path) -> list[Sheet]:
    """The visible sheets of a workbook, in its order. Raises: UnreadableFile."""
    _check_archive(path)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False)
        found = []
        # the stubs know sheets that are written, not the read-only ones
        sheets: list[Any] = list(book.worksheets)
        for sheet in sheets:
            if sheet.sheet_state == "visible":
                total = sheet.max_row
                # the stated size may be a lie in both directions
                sheet.reset_dimensions()
                found.append(Sheet(sheet.title, total, sheet, path.name))
    except _DAMAGE as error:
        raise refusal(path.name, "is not a workbook that can be read", _REMEDY) from error
    return found


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
                raise refusal(
                    path.name, "is a ZIP archive, not a workbook", "unpack it and import the files one by one"
                )
            _check_sizes(path.name, members)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        start = part.read(4096)
                    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                        raise refusal(path.name, "declares entities, which no workbook needs", _REMEDY)
    except _DAMAGE as error:
        raise refusal(path.name, "is a damaged or locked ZIP archive", _REMEDY) from error


def _check_sizes(file: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise refusal(file, f"holds {len(members)} parts, more than any table needs", _REMEDY)
    total = sum(member.file_size for member in members)
    shared = sum(member.file_size for member in members if member.filename.endswith("sharedStrings.xml"))
    if total > MAX_UNPACKED_BYTES or shared > MAX_SHARED_TEXT_BYTES:
        raise refusal(file, f"unpacks to {max(total, shared) // MEBIBYTE} MB, more than is read at once", _REMEDY)
    for member in members:
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise refusal(file, f"unpacks to more than {MAX_RATIO} times its size, as made to fill the memory", _REMEDY)
