"""Taking files and records in: what the reader has to know, what became of the rows, what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import shapely

from geodata.casebook.shelf import Shelf
from geodata.errors import Conflict, Fault, RefusedOperation
from geodata.model import (
    Action,
    Actor,
    CrimeCount,
    FaultLine,
    ImportRun,
    Municipality,
    Party,
    Place,
    Provenance,
    Record,
    Tier,
    record_id,
)
from geodata.sources import ImportContext, ImportKind, ParsedFile
from geodata.sources.municipalities import municipality_name
from geodata.store.base import Change, Op, Outcome, Reach, Receipt, Store

T = TypeVar("T")

BATCH = 5_000
FAULTS_REMEMBERED = 500
OWN = Provenance(source="Löfteskartan")
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How a file is taken in.

    municipality: four digits, for rows that do not name their own.  crs: EPSG code of its coordinates.
    all_or_nothing: one fault and nothing is kept.  dry_run: say what would happen.  tier: for every record.
    """

    municipality: str | None = None
    crs: int | None = None
    allow_outside: bool = False
    all_or_nothing: bool = False
    dry_run: bool = False
    tier: Tier | None = None


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What became of the rows. notes: what was changed or doubted in rows that were kept."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    left_out: int = 0
    faults: Sequence[Fault] = field(default_factory=tuple)
    notes: Sequence[Fault] = field(default_factory=tuple)
    dry_run: bool = False

    def take(self, receipts: Iterable[Receipt]) -> None:
        """Count what the store said."""
        for receipt in receipts:
            match receipt.outcome:
                case Outcome.ADDED:
                    self.added += 1
                case Outcome.CHANGED:
                    self.changed += 1
                case Outcome.UNCHANGED | Outcome.DUPLICATE:
                    self.unchanged += 1
                case Outcome.CONFLICT | Outcome.REFUSED | Outcome.RETIRED:
                    self.rejected += 1


def operation(record: Record, *, base_version: int | None = None, change: Change = Change.PUT) -> Op:
    """A single deed upon a record, with an id of its own."""
    return Op(op_id=uuid4(), record=record, change=change, base_version=base_version)


def settle(receipts: Iterable[Receipt]) -> None:
    """Hear the store's word on a deed. Raises: Conflict, RefusedOperation; nothing of the deed was then done."""
    for receipt in receipts:
        if receipt.outcome is Outcome.CONFLICT:
            raise Conflict(
                "somebody else changed this in the meantime; your version is kept in the log, load the page again",
                receipt.version or 0,
            )
        if receipt.outcome is Outcome.REFUSED:
            raise RefusedOperation(f"{receipt.record_id} is not yours to change; load the page again")


def once_more(deed: Callable[[], T]) -> T:
    """Do a deed that changes nothing when it is done already; again where another's came in between."""
    try:
        return deed()
    except Conflict:
        return deed()


def reach(actor: Actor) -> Reach:
    """The records that the actor may change: those that the actor may see."""
    return Reach(actor.tiers, actor.municipalities)


def context(shelf: Shelf, actor: Actor, options: ImportOptions, now: datetime) -> ImportContext:
    """What the reader of a file has to know of what is already there."""
    codes = [options.municipality] if options.municipality else [m.code for m in shelf.records(actor, Municipality)]
    areas = tuple(area for code in codes for area in shelf.areas(actor, code))
    outlines = [area.outline for area in areas]
    return ImportContext(
        municipality=options.municipality,
        crs=options.crs,
        allow_outside=options.allow_outside,
        tier=options.tier,
        now=now,
        areas=areas,
        places=tuple(place for code in codes for place in shelf.records(actor, Place, code)),
        actions=tuple(action for code in codes for action in shelf.records(actor, Action, code)),
        parties=tuple(party for code in codes for party in shelf.records(actor, Party, code)),
        today={code: shelf.today(actor, code) for code in codes if shelf.records(actor, Municipality, code)},
        municipality_outline=shapely.union_all(outlines) if outlines else None,
    )


def take_in(
    store: Store,
    actor: Actor,
    records: Sequence[Record],
    report: ImportReport,
    *,
    at: datetime,
    whole: bool,
    progress: Progress | None,
) -> None:
    """Give the records to the store and count its receipts into the report.

    whole: one transaction for all; otherwise batches, each durable before the next, so that an import that was killed
    goes on where it stood when it is repeated.
    """
    size = max(1, len(records)) if whole else BATCH
    for start in range(0, len(records), size):
        batch = [operation(record) for record in records[start : start + size]]
        report.take(store.apply(batch, by=actor.role.value, at=at, reach=reach(actor), rehearse=report.dry_run))
        if progress:
            progress(min(start + size, len(records)), len(records))


def missing_municipalities(shelf: Shelf, actor: Actor, records: Iterable[Record]) -> list[Record]:
    """Records of the municipalities that the rows speak of and nobody has entered yet."""
    known = {municipality.code for municipality in shelf.records(actor, Municipality)}
    given = {record.municipality for record in records if isinstance(record, Municipality)}
    codes = {record.municipality for record in records} - known - given
    return [
        Municipality(
            id=record_id(Municipality.kind, code),
            municipality=code,
            provenance=OWN,
            name=municipality_name(code) or code,
        )
        for code in sorted(codes)
    ]


def is_remembered(shelf: Shelf, actor: Actor, parsed: ParsedFile) -> bool:
    """Whether the import of this very file is on record; it is not where it was killed between rows and record."""
    return bool(shelf.records(actor, ImportRun, file_sha256=parsed.sha256))


def runs(kind: ImportKind, path: Path, parsed: ParsedFile, report: ImportReport, now: datetime) -> list[ImportRun]:
    """What is remembered of an import, once per municipality that it touched.

    RULE 1: faults quote the file, so they are no more open than its most restricted record, and are told only where
    the file was of one municipality: a faulty row does not always say whose it is.
    """
    codes = sorted({record.municipality for record in parsed.records})
    faults = tuple(
        FaultLine(problem=f.problem, remedy=f.remedy, row=f.row, column=f.column, value=f.value)
        for f in parsed.faults[:FAULTS_REMEMBERED]
        if len(codes) == 1
    )
    is_restricted = any(record.tier is Tier.POLICE for record in parsed.records)
    # RULE 2: a table of Brå's is remembered as what it was, not as the dwelling burglaries it was taken for
    if all(isinstance(record, CrimeCount) for record in parsed.records):
        kind = ImportKind.CRIME_COUNTS
    return [
        ImportRun(
            id=uuid4(),
            municipality=code,
            tier=Tier.POLICE if is_restricted else Tier.MUNICIPALITY,
            provenance=Provenance(source=path.name, file=path.name, fetched_at=now),
            import_kind=kind.value,
            file_name=path.name,
            file_sha256=parsed.sha256,
            finished_at=now,
            read=report.read,
            added=report.added,
            changed=report.changed,
            unchanged=report.unchanged,
            rejected=report.rejected,
            faults=faults,
        )
        for code in codes
    ]
