"""The only door for the dashboard and the command line: one method, one permission check, one transaction per deed.

It loads, calls pure functions and saves; it holds no SQL, no frames and no figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from geodata.casebook.attaching import Attaching
from geodata.casebook.convening import Convening
from geodata.casebook.effects import Effects
from geodata.casebook.exporting import Exporting
from geodata.casebook.fieldwork import Fieldwork
from geodata.casebook.giving import Giving
from geodata.casebook.handingout import HandingOut
from geodata.casebook.handingover import HandingOver
from geodata.casebook.intake import (
    ImportOptions,
    ImportReport,
    Progress,
    context,
    is_remembered,
    missing_municipalities,
    operation,
    runs,
    take_in,
)
from geodata.casebook.layering import Layering
from geodata.casebook.monthly import Monthly
from geodata.casebook.newsletters import Newsletters
from geodata.casebook.promise_documents import PromiseDocuments
from geodata.casebook.protocols import Protocols
from geodata.casebook.reviewing import Reviewing
from geodata.casebook.searching import Searching
from geodata.casebook.walking import Walking
from geodata.chain import ActionLine, ActionStory, PromiseStory
from geodata.errors import NotFound, UnreadableFile
from geodata.exports.chain_document import chain_document
from geodata.exports.geojson import areas_layer, places_layer
from geodata.model import (
    RECORD_TYPES,
    Action,
    Actor,
    Area,
    AreaKind,
    Deed,
    Finding,
    ImportRun,
    Municipality,
    Place,
    Promise,
    Record,
    Report,
    View,
)
from geodata.sources import ImportKind, read_file

R = TypeVar("R", bound=Record)

__all__ = ["Casebook", "ImportKind", "ImportOptions", "ImportReport"]


class Casebook(
    Attaching,
    Convening,
    Effects,
    Exporting,
    Fieldwork,
    Giving,
    HandingOut,
    HandingOver,
    Layering,
    Monthly,
    Newsletters,
    Protocols,
    PromiseDocuments,
    Reviewing,
    Searching,
    Walking,
):
    """What users do, as methods. clock: gives the zoned now."""

    # Looking

    def municipalities(self, actor: Actor) -> tuple[Municipality, ...]:
        """The actor's municipalities, by name."""
        actor.require(Deed.READ)
        return tuple(sorted(self._shelf.records(actor, Municipality), key=lambda m: m.name))

    def today(self, actor: Actor, municipality: str) -> date:
        """The day that counts as today: the demonstration's own, otherwise the clock's."""
        actor.require(Deed.READ, municipality)
        return self._shelf.today(actor, municipality)

    def data_version(self, actor: Actor) -> int:
        """A number that grows with every change; for cache keys."""
        actor.require(Deed.READ)
        return self._shelf.version()

    def health(self, actor: Actor) -> dict[str, Any]:
        """Whether the store answers, at which version, with how many records of each kind."""
        actor.require(Deed.READ)
        counts = {kind.kind: self._shelf.count(actor, kind) for kind in RECORD_TYPES}
        return {"status": "ok", "data_version": self._shelf.version(), "records": counts}

    def counts(self, actor: Actor, municipality: str, kinds: Sequence[type[Record]] = RECORD_TYPES) -> dict[str, int]:
        """How many records of each kind the actor may see in a municipality. kinds: those that are asked for."""
        actor.require(Deed.READ, municipality)
        return {kind.kind: self._shelf.count(actor, kind, municipality) for kind in kinds}

    def sources(self, actor: Actor, municipality: str) -> tuple[ImportRun, ...]:
        """What was imported, newest first."""
        actor.require(Deed.READ, municipality)
        runs = self._shelf.records(actor, ImportRun, municipality)
        return tuple(sorted(runs, key=lambda run: (run.finished_at, str(run.id)), reverse=True))

    def areas(self, actor: Actor, municipality: str, kind: AreaKind | None = None) -> tuple[Area, ...]:
        """A municipality's areas, by code; without a kind those that evidence is counted in."""
        actor.require(Deed.READ, municipality)
        if kind is None:
            return self._shelf.division(actor, municipality).areas
        return tuple(area for area in self._shelf.areas(actor, municipality) if area.area_kind is kind)

    def places(self, actor: Actor, municipality: str) -> tuple[Place, ...]:
        """The gazetteer, by name; places that nobody has located too."""
        actor.require(Deed.READ, municipality)
        return tuple(sorted(self._shelf.records(actor, Place, municipality), key=lambda place: place.name))

    def areas_geojson(self, actor: Actor, municipality: str, kind: AreaKind | None = None) -> dict[str, Any]:
        """Areas with residents, dwellings and, for those who may see them, burglaries by month."""
        areas = self.areas(actor, municipality, kind)
        return areas_layer(areas, self._shelf.burglaries(actor, municipality).by_area(areas))

    def places_geojson(self, actor: Actor, municipality: str) -> dict[str, Any]:
        """Located places."""
        return places_layer(self.places(actor, municipality))

    def evidence_arrow(self, actor: Actor, municipality: str | None = None) -> tuple[bytes, int]:
        """Reports and findings as an Arrow stream, and the version it is of."""
        actor.require(Deed.READ, municipality)
        return self._shelf.arrow(actor, municipality)

    def evidence_count(self, actor: Actor, municipality: str) -> int:
        """How many reports and findings the actor may see."""
        actor.require(Deed.READ, municipality)
        return len(self._shelf.columns(actor, municipality))

    def evidence_detail(self, actor: Actor, municipality: str | None, version: int, row: int) -> Record:
        """The record behind a row. Raises: NotFound when the version is not the newest; load the evidence again."""
        actor.require(Deed.READ, municipality)
        columns = self._shelf.columns(actor, municipality)
        if columns.version != version:
            raise NotFound(f"version {version} of the evidence has been replaced by {columns.version}; load it again")
        return self._one(actor, (Report, Finding), columns.id_of(row))

    def record_of(self, actor: Actor, identity: UUID) -> Record:
        """Any record by its id."""
        actor.require(Deed.READ)
        return self._one(actor, RECORD_TYPES, identity)

    # Promises, actions, gaps

    def promises(
        self, actor: Actor, municipality: str, *, first: int = 0, most: int | None = None
    ) -> tuple[PromiseStory, ...]:
        """Promises with their actions and hotspots, by period and number.

        first: how many are passed over.  most: how many are told, None for all.
        """
        actor.require(Deed.READ, municipality)
        register, cards = self._shelf.register(actor, municipality), self._adopted(actor, municipality)
        chosen = register.promises[first : None if most is None else first + most]
        return tuple(register.promise_story(promise, cards) for promise in chosen)

    def promise(self, actor: Actor, identity: UUID) -> PromiseStory:
        """One promise with its actions and hotspots."""
        promise = self._one(actor, (Promise,), identity)
        register = self._shelf.register(actor, promise.municipality)
        return register.promise_story(promise, self._adopted(actor, promise.municipality))

    def actions(self, actor: Actor, municipality: str) -> tuple[ActionLine, ...]:
        """All actions and how they stand."""
        actor.require(Deed.READ, municipality)
        return tuple(self._shelf.register(actor, municipality).lines.values())

    def action(self, actor: Actor, identity: UUID) -> ActionStory:
        """One action with its log and hotspots."""
        action = self._one(actor, (Action,), identity)
        register = self._shelf.register(actor, action.municipality)
        return register.action_story(register.lines[identity], self._adopted(actor, action.municipality))

    # Taking in and giving out

    def import_file(
        self, actor: Actor, kind: ImportKind, path: Path, options: ImportOptions, progress: Progress | None = None
    ) -> ImportReport:
        """Take in a file. Good rows are kept beside faulty ones unless options say all or nothing.

        progress: called with rows done and rows in all (None while unknown).
        Raises: UnreadableFile with every fault; the store is then as before.
        """
        actor.require(Deed.IMPORT, options.municipality)
        parsed = read_file(kind, path, context(self._shelf, actor, options, self._clock()), progress)
        if options.all_or_nothing and parsed.faults:
            raise UnreadableFile(
                f"{path.name}: {parsed.rejected} rows are faulty and nothing was kept; {parsed.faults[0]}",
                parsed.faults,
            )
        report = ImportReport(
            read=parsed.read,
            rejected=parsed.rejected,
            left_out=parsed.left_out,
            faults=parsed.faults,
            notes=parsed.notes,
            dry_run=options.dry_run,
        )
        self._take_in(actor, parsed.records, report, whole=options.all_or_nothing, progress=progress)
        changed = report.added or report.changed
        if not options.dry_run and (changed or not is_remembered(self._shelf, actor, parsed)):
            self._commit(actor, [operation(run) for run in runs(kind, path, parsed, report, self._clock())])
        return report

    def import_records(self, actor: Actor, records: Sequence[Record], progress: Progress | None = None) -> ImportReport:
        """Take in records that were made elsewhere, e.g. the demonstration, in one transaction."""
        report = ImportReport(read=len(records))
        self._take_in(actor, records, report, whole=True, progress=progress)
        return report

    def _take_in(
        self, actor: Actor, records: Sequence[Record], report: ImportReport, *, whole: bool, progress: Progress | None
    ) -> None:
        for code in {record.municipality for record in records}:
            actor.require(Deed.IMPORT, code)
        if not report.dry_run:
            self._commit(actor, [operation(item) for item in missing_municipalities(self._shelf, actor, records)])
        take_in(self._store, actor, records, report, at=self._clock(), whole=whole, progress=progress)

    def export_chain(self, actor: Actor, municipality: str | None = None) -> list[dict[str, Any]]:
        """The chain of one or all of the actor's municipalities, as documents."""
        actor.require(Deed.EXPORT, municipality)
        documents = []
        for place in self.municipalities(actor):
            if municipality in {None, place.code}:
                view = View(municipality=place.code)
                chains = [self._chain(actor, view, g) for g in self._shelf.gatherings(actor, view)]
                documents.append(
                    chain_document(
                        place.code, place.name, chains, self.promises(actor, place.code), self.gaps(actor, place.code)
                    )
                )
        if municipality and not documents:
            raise NotFound(f"no municipality {municipality} here; import its areas or evidence first")
        return documents

    def check(self, actor: Actor) -> list[str]:
        """Damage to store and pictures in sentences, which name records of every tier; none when it is whole."""
        actor.require(Deed.ADMINISTER)
        return [*self._store.check(), *self._picture_faults()]

    def snapshot(self, actor: Actor, path: Path) -> None:
        """A copy of the whole store without its pictures, as a GeoPackage; for those who may see all that is in it."""
        actor.require(Deed.ADMINISTER)
        self._store.snapshot(path)
