"""A paper's tables as a workbook: numbers as numbers, days as days, and no text that a program takes for a formula."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from geodata.exports.harmless import steers
from geodata.exports.office import LOCALES, holdable, steady
from geodata.paper import Cell, Paper, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONE = "1"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
# a group of three digits is no decimals
_DECIMALS = re.compile(r"\d[.,](\d{1,2})(?!\d)")
_LONGEST_NAME, _LONGEST_TEXT, _WIDEST = 31, 32_767, 60
_LINE, _HIGHEST = 15.0, 409.0
"""Heights in points: of a line, and the most that a row may have."""


def paper_xlsx(paper: Paper, *, made_at: datetime) -> bytes:
    """The workbook: one sheet for each of `paper.sheets`, its headings first; without any, one with the title.

    RULE 1: a text is written as text and marked to be read as such, whatever it begins with.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for number, table in enumerate(paper.sheets, start=1):
        name = _NOT_IN_A_NAME.sub(" ", holdable(table.name)).strip()[:_LONGEST_NAME] or str(number)
        if name.casefold() in taken:
            name = f"{name[: _LONGEST_NAME - 4]} {number}"
        taken.add(name.casefold())
        _sheet(book.create_sheet(name), table)
    if not paper.sheets:  # a workbook without a sheet is none
        _write(book.create_sheet(LONE), 1, 1, Cell(paper.title))
    told = book.properties
    told.title, told.creator, told.language = holdable(paper.title), holdable(paper.author), LOCALES[paper.language]
    told.created = told.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    made = BytesIO()
    # `save` would write the clock's moment into the workbook
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return steady(made.getvalue())


def _sheet(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, head in enumerate(table.heads, start=1):
        _write(sheet, 1, column, Cell(head)).font = Font(name="Calibri", size=11, bold=True)
    widths = [len(head) for head in table.heads]
    for number, row in enumerate(table.rows, start=2):
        for column, cell in enumerate(row, start=1):
            _write(sheet, number, column, cell).alignment = Alignment(wrap_text=True, vertical="top")
            widths[column - 1] = max(widths[column - 1], *(len(line) for line in cell.text.split("\n")))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST) + 2
    # not every program makes a row as high as its text is
    for number, row in enumerate(table.rows, start=2):
        lines = max(
            (_lines(cell.text, min(width, _WIDEST)) for cell, width in zip(row, widths, strict=True)), default=1
        )
        if lines > 1:
            sheet.row_dimensions[number].height = min(_HIGHEST, _LINE * lines)
    sheet.freeze_panes = "A2"
    if table.rows:
        sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes where so many letters stand on one."""
    return sum(len(wrap(line, max(1, width))) or 1 for line in text.split("\n"))


def _write(sheet: Worksheet, row: int, column: int, told: Cell) -> Any:
    place: Any = sheet.cell(row, column)
    value = told.text if told.value is None else told.value
    if value == "":
        return place
    if isinstance(value, str):
        text = holdable(value)[:_LONGEST_TEXT]
        place.value = text
        place.data_type = "s"
        if steers(text):
            place.quotePrefix = True
    elif isinstance(value, date):
        place.value = value
        place.number_format = "yyyy-mm-dd"
    else:
        place.value = value
        if isinstance(value, float):
            # as many decimals as are read on the page
            found = _DECIMALS.search(told.text)
            place.number_format = f"0.{'0' * len(found[1])}" if found else "0"
    return place
