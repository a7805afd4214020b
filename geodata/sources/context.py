"""What an import is told beforehand, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geodata.errors import Fault, UnreadableFile
from geodata.model import Action, Area, Party, Place, Provenance, Record, Tier

MAX_FAULTS_KEPT = 5_000
VALUE_LENGTH = 80

Progress = Callable[[int, int | None], None]


class ImportKind(StrEnum):
    """What a file is said to hold."""

    AREAS = "areas"
    BURGLARIES = "burglaries"
    REPORTS = "reports"
    FINDINGS = "findings"
    SURVEYS = "surveys"
    POLICE_EVENTS = "police-events"
    CRIME_COUNTS = "crime-counts"
    ACTIVITIES = "activities"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """What the reader of a file has to know.

    municipality: for rows that do not name their own.  crs: EPSG code of metre columns and of files that carry none.
    allow_outside: accept positions outside the municipality and Sweden.  tier: for every record; None: the model's own.
    now: zoned.  areas, places, actions, parties: those already in the store.  today: the day that counts as today, by
    municipality where one has its own.  municipality_outline: WGS84; None: Sweden is the bound.
    """

    municipality: str | None = None
    crs: int | None = None
    allow_outside: bool = False
    tier: Tier | None = None
    now: datetime
    areas: tuple[Area, ...] = ()
    places: tuple[Place, ...] = ()
    actions: tuple[Action, ...] = ()
    parties: tuple[Party, ...] = ()
    today: Mapping[str, date] = field(default_factory=dict)
    municipality_outline: BaseGeometry | None = None


@dataclass(slots=True, kw_only=True)
class ParsedFile:
    """What a file gave.

    records: the good ones, in the file's order.  faults: one or more per rejected row, in the file's order, at most
    5,000.  notes: what was changed, left out or doubted in rows that were kept.  read: rows or features that hold
    anything.  rejected: rows that gave no record for a fault.  left_out: rows that are rightly no record (digests).
    sha256: of the file, in hex.
    """

    records: list[Record]
    faults: list[Fault]
    read: int
    notes: list[Fault] = field(default_factory=list)
    rejected: int = 0
    left_out: int = 0
    sha256: str = ""


def cut(value: object) -> str:
    """A value as it is shown in a fault: at most 80 characters, one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= VALUE_LENGTH else text[: VALUE_LENGTH - 1] + "…"


class Ledger:
    """Gathers the records, faults and notes of one file."""

    def __init__(self, file: str, source: str, now: datetime, licence: str | None = None) -> None:
        self.file = file
        self.source = source
        self.now = now
        self.licence = licence
        self.records: list[Record] = []
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        self.read = 0
        self.left_out = 0
        self._rejected: set[int] = set()
        self._said: set[str] = set()
        self._provenance: Provenance | None = None

    def fault(
        self, row: int | None, problem: str, remedy: str, *, column: str | None = None, value: object = None
    ) -> None:
        """Reject a row (by its number) for a reason."""
        if row is not None:
            self._rejected.add(row)
        if len(self.faults) < MAX_FAULTS_KEPT:
            self.faults.append(self._fault(row, problem, remedy, column, value))

    def note(
        self, row: int | None, problem: str, remedy: str, *, column: str | None = None, value: object = None
    ) -> None:
        """Tell something about a row that is kept."""
        if len(self.notes) < MAX_FAULTS_KEPT:
            self.notes.append(self._fault(row, problem, remedy, column, value))

    def note_once(self, topic: str, row: int | None, problem: str, remedy: str, *, column: str | None = None) -> None:
        """Tell it for the first row only: the same holds for the others."""
        if topic not in self._said:
            self._said.add(topic)
            self.note(row, problem, remedy, column=column)

    def is_rejected(self, row: int) -> bool:
        """Whether a fault was found in the row."""
        return row in self._rejected

    def provenance(self, row: int | None) -> Provenance:
        """Where a record of the row comes from."""
        if self._provenance is None or self._provenance.source != self.source:
            self._provenance = Provenance(source=self.source, file=self.file, fetched_at=self.now, licence=self.licence)
        # checked once: only the number differs from row to row
        return self._provenance.model_copy(update={"row": row})

    def refuse(self, problem: str, remedy: str, *, row: int | None = None, column: str | None = None) -> UnreadableFile:
        """The failure that ends the reading, with all that was found before."""
        return refusal(self.file, problem, remedy, row=row, column=column, earlier=self.faults)

    def close(self) -> ParsedFile:
        """The file's yield. Raises: UnreadableFile when there were rows and every one was faulty."""
        if self.faults and not self.records and not self.left_out:
            first = self.faults[0]
            more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
            raise UnreadableFile(f"{first}{more}", self.faults)
        return ParsedFile(
            records=self.records,
            faults=self.faults,
            read=self.read,
            notes=self.notes,
            rejected=len(self._rejected),
            left_out=self.left_out,
        )

    def _fault(self, row: int | None, problem: str, remedy: str, column: str | None, value: object) -> Fault:
        shown = None if value is None else cut(value)
        return Fault(
            problem=problem,
            remedy=remedy,
            row=row,
            column=None if column is None else cut(column),
            value=shown,
            file=self.file,
        )


def refusal(
    file: str,
    problem: str,
    remedy: str,
    *,
    row: int | None = None,
    column: str | None = None,
    earlier: Sequence[Fault] = (),
) -> UnreadableFile:
    """A file that cannot be taken in, as one sentence with its remedy."""
    fault = Fault(problem=problem, remedy=remedy, row=row, column=column, file=file)
    return UnreadableFile(str(fault), (*earlier, fault))
