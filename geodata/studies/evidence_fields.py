"""What the table of evidence can tell of each row, and what a file of it can be: names shared with the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

from geodata.model import Finding, Provenance, Report, SourceType, View

Cell: TypeAlias = str | int | float | date | None
"""A datetime among them has no zone: it is what the clock on the wall said."""


class TableField(StrEnum):
    """A column of the table, as the browser names it: assets/src/karta/columns.ts. In the order they stand in."""

    OBSERVED = "observed"
    WEEKDAY = "weekday"
    HOUR = "hour"
    LIGHT = "light"
    KIND = "kind"
    CATEGORY = "category"
    AREA = "area"
    PLACE = "place"
    POSITION = "position"
    ACCURACY = "accuracy"
    SOURCE = "source_type"
    REPORTER = "reporter"
    FEELING = "feeling"
    SEVERITY = "severity"
    STATUS = "status"
    REASON = "status_reason"
    RESPONSIBLE = "responsible"
    DUE = "due"
    REOPENED = "reopened"
    CONSENT = "consent"
    ANSWER = "answer"
    NOTE = "note"
    ID = "id"


OF_THE_RECORD = frozenset(
    {
        TableField.PLACE,
        TableField.ACCURACY,
        TableField.REPORTER,
        TableField.REASON,
        TableField.RESPONSIBLE,
        TableField.DUE,
        TableField.REOPENED,
        TableField.CONSENT,
        TableField.ANSWER,
        TableField.NOTE,
        TableField.ID,
    }
)
"""Fields that the arrays do not hold: the records are read for them."""

USUAL_FIELDS = (
    TableField.OBSERVED,
    TableField.KIND,
    TableField.CATEGORY,
    TableField.AREA,
    TableField.SOURCE,
    TableField.FEELING,
    TableField.STATUS,
)
"""Shown where nobody has chosen."""


class EvidenceFormat(StrEnum):
    """What the table can be had as. TXT: what the others rest on, alone."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    TXT = "txt"


MOST_SHEET_ROWS = 1_048_576 - 1
"""A sheet of a workbook has no more, its headings left out."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What a file of evidence rests on.

    rows: how many there are in it.  sources: by which roads they came in.  provenances: where they and their imports
    say that they come from.  version: of the evidence.
    """

    view: View
    rows: int
    sources: tuple[SourceType, ...]
    provenances: tuple[Provenance, ...]
    version: int


class TableWords(Protocol):
    """The reader's words."""

    @property
    def comma(self) -> bool:
        """Whether numbers have a decimal comma."""

    @property
    def sheet(self) -> str:
        """The name of a workbook's sheet of rows."""

    @property
    def about_sheet(self) -> str:
        """The name of its sheet about them."""

    def head(self, field: TableField) -> str:
        """The heading of a column."""

    def part(self, name: str) -> str:
        """The heading of "latitude" and "longitude", which files have instead of a position."""

    def word(self, field: TableField, code: str) -> str:
        """The word for a code in a column."""

    def told(self, field: TableField, record: Report | Finding) -> Cell:
        """What a record says of one of OF_THE_RECORD."""


About: TypeAlias = Callable[[Rest], tuple[tuple[str, str], ...]]
"""What a file rests on, as (label, text)."""
