"""Reported crime as Brå publishes it: the statistics database's exports and the yearly table of municipalities.

Labels stay Brå's own. Only "inbrottsstöld i bostad" is dwelling burglary; "stöld genom inbrott" is every burglary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import islice
from pathlib import Path

from geodata.errors import InvalidRecord
from geodata.model import CrimeCount, record_id
from geodata.sources.context import ImportContext, Ledger, ParsedFile
from geodata.sources.files import MAX_TABLE_BYTES, ZIP_MAGIC, require_file
from geodata.sources.headers import fold
from geodata.sources.municipalities import municipality_code
from geodata.sources.tables import Cells, csv_rows, restore_code
from geodata.sources.values import BadValue, count_of, month_name, number_of, text_of, year_of, yes_or_no

TOTAL = "Totalt antal brott"
# Of the collected yearly series; what is not here keeps the word of the file.
_COLLECTED = {"burglary": ("Stöld genom inbrott", "11462"), "total": (TOTAL, "5036")}
_LARGER = re.compile(r"^(?:hela landet|riket|region |polisregion|.* län$|.*polisregion)", re.IGNORECASE)
_OFFENCE_CODE = re.compile(r"^(\d{4}) - ")
_WHOLE_YEAR = frozenset({"ar", "helar", "helaaret", "aret"})


class Shape(Enum):
    """Brå's tables by their header, folded."""

    DATABASE = ("region", "brott", "ar", "period", "antal", "100000inv")
    COLLECTED = ("kommun", "period", "key", "count", "per100k", "preliminary")
    YEARLY = ("kommun", "antal", "per100000inv")
    YEARLY_BARE = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One row, its cells not yet weighed."""

    region: str
    offence: str
    offence_code: str | None
    year: str
    month: str
    count: str
    per_100k: str
    preliminary: bool


def shape_of(path: Path, now: datetime) -> Shape | None:
    """Which of Brå's tables the file is, by its first rows; None for any other file. Raises: UnreadableFile."""
    if require_file(path, MAX_TABLE_BYTES).startswith(ZIP_MAGIC):
        return None
    rows, _ = csv_rows(path, Ledger(path.name, "Brå", now))
    first = next((cells for _, cells in islice(rows, 12) if any(text_of(cell) for cell in cells)), ())
    header = tuple(fold(text_of(cell)) for cell in first if text_of(cell))
    for shape in Shape:
        if shape.value and header == shape.value:
            return shape
    if len(header) == 3 and municipality_code(text_of(first[0])) and all(part.isdigit() for part in header[1:]):
        return Shape.YEARLY_BARE
    return None


def read_crime_counts(path: Path, context: ImportContext, *, instead_of_burglaries: bool = False) -> ParsedFile:
    """Read one of Brå's tables.

    Left out and counted: `..` rows, repeated rows, and rows of the whole country, a county or a police region.
    instead_of_burglaries: the file was given as burglaries per area; a note says what it is. Raises: UnreadableFile.
    """
    ledger = Ledger(path.name, "Brå", context.now)
    shape = shape_of(path, context.now)
    if shape is None:
        raise ledger.refuse(
            "is none of Brå's tables: no header Region;Brott;År;Period;Antal;/100 000 inv "
            "nor Kommun;Antal;Per 100 000 inv",
            'choose "Databasfil" when exporting from the statistics database',
        )
    if instead_of_burglaries:
        ledger.note(
            None,
            "is a table of Brå's for whole municipalities, not of burglaries per area: taken in as crime counts",
            "ask the police for a table per area and month",
        )
    reader = _Reader(path, shape, context, ledger)
    rows, _ = csv_rows(path, ledger)
    filled = ((number, cells) for number, cells in rows if any(text_of(cell) for cell in cells))
    if shape is not Shape.YEARLY_BARE:
        next(filled, None)
    reader.read(filled)
    if ledger.read == 0:
        raise ledger.refuse("holds headers only, no rows", "export it again with its rows")
    return ledger.close()


class _Reader:
    def __init__(self, path: Path, shape: Shape, context: ImportContext, ledger: Ledger) -> None:
        self._shape = shape
        self._context = context
        self._ledger = ledger
        self._year_of_file = next(iter(re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", path.stem)), "")
        self._seen: dict[object, tuple[int, CrimeCount]] = {}
        if shape in {Shape.YEARLY, Shape.YEARLY_BARE} and not self._year_of_file:
            raise ledger.refuse(
                "does not say which year it is of", "put the year in its name, e.g. anmalda_brott_2024.csv"
            )

    def read(self, rows: Iterator[tuple[int, Cells]]) -> None:
        """Append the counts to the ledger."""
        for number, cells in rows:
            self._ledger.read += 1
            line = self._line(number, [text_of(cell) for cell in cells])
            if line is None:
                continue
            municipality = self._municipality(number, line.region)
            if municipality is not None:
                self._take(number, municipality, line)

    def _line(self, number: int, cells: Sequence[str]) -> _Line | None:
        width = len(self._shape.value) or 3
        if len(cells) < width or any(cells[width:]):
            self._ledger.fault(
                number, f"has {len([c for c in cells if c])} cells where {width} belong", "export the file again"
            )
            return None
        match self._shape:
            case Shape.DATABASE:
                region, offence, year, period, count, per_100k = cells[:6]
                month = period
                if fold(year) == "ar":
                    year, month = period, ""
                code = _OFFENCE_CODE.match(offence)
                return _Line(region, offence, code[1] if code else None, _plain_year(year), month, count, per_100k,
                             "prel" in year.casefold())  # fmt: skip
            case Shape.COLLECTED:
                label, offence_code = _COLLECTED.get(cells[2], (cells[2], None))
                return _Line(cells[0], label, offence_code, _plain_year(cells[1]), "", cells[3], cells[4],
                             "prel" in cells[1].casefold() or self._flag(number, cells[5]))  # fmt: skip
            case Shape.YEARLY | Shape.YEARLY_BARE:
                return _Line(cells[0], TOTAL, None, self._year_of_file, "", cells[1], cells[2], preliminary=False)

    def _flag(self, number: int, text: str) -> bool:
        try:
            return yes_or_no(text)
        except BadValue as error:
            self._ledger.fault(number, error.problem, error.remedy, column="preliminary", value=text)
            return False

    def _municipality(self, number: int, region: str) -> str | None:
        code = restore_code(region)[0]
        if len(code) == 4 and code.isascii() and code.isdigit():
            return code
        found = municipality_code(region)
        if found is not None:
            return found
        if _LARGER.match(region):
            self._ledger.left_out += 1
            self._ledger.note_once(
                "larger",
                number,
                f'rows of "{region}" and other regions larger than a municipality are left out',
                "choose municipalities in the statistics database",
            )
        else:
            self._ledger.fault(number, "is not a known municipality", "check its name", column="Region", value=region)
        return None

    def _take(self, number: int, municipality: str, line: _Line) -> None:
        try:
            counted = count_of(line.count)
            per_100k = 0.0 if counted.count == 0 and line.per_100k == line.count else number_of(line.per_100k)
            year = year_of(line.year)
            month = _month(line.month)
        except BadValue as error:
            self._ledger.fault(number, error.problem, error.remedy, value=f"{line.year};{line.month};{line.count}")
            return
        if year is None:
            self._ledger.fault(number, "has no year", "export the file again")
            return
        if counted.count is None and not counted.is_suppressed and per_100k is None:
            # a chosen crime's ancestors come back so
            self._ledger.left_out += 1
            return
        key = (municipality, line.offence, year, month or 0)
        try:
            record = CrimeCount(
                id=record_id(CrimeCount.kind, municipality, "bra", *key[1:]),
                municipality=municipality,
                provenance=self._ledger.provenance(number),
                offence=line.offence,
                offence_code=line.offence_code,
                year=year,
                month=month,
                count=counted.count,
                per_100k=per_100k,
                is_suppressed=counted.is_suppressed,
                is_preliminary=line.preliminary,
                **({} if self._context.tier is None else {"tier": self._context.tier}),
            )
        except InvalidRecord as error:
            self._ledger.fault(number, str(error), "correct the row")
            return
        self._keep(number, key, record)

    def _keep(self, number: int, key: object, record: CrimeCount) -> None:
        earlier = self._seen.setdefault(key, (number, record))
        if earlier[0] == number:
            self._ledger.records.append(record)
        elif earlier[1].content_digest() == record.content_digest():
            self._ledger.left_out += 1
        else:
            self._ledger.fault(
                number,
                f"gives another number than row {earlier[0]} for the same municipality, crime and period",
                "export the file again",
                value=record.offence,
            )


def _plain_year(text: str) -> str:
    return re.sub(r"\s*prel\.?$", "", text.strip(), flags=re.IGNORECASE)


def _month(text: str) -> int | None:
    if not text or fold(text) in _WHOLE_YEAR:
        return None
    month = month_name(text)
    if month is None:
        raise BadValue("is not a month", "export months or whole years")
    return month
