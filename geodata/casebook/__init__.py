"""The only door for the dashboard and the command line: one method, one permission check, one transaction per deed.

It loads, calls pure functions and saves; it holds no SQL, no frames and no figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from geodata.casebook.gathering import Gathering, locate, suggestion_profile, summary
from geodata.casebook.intake import (
    OWN,
    ImportOptions,
    ImportReport,
    Progress,
    context,
    is_remembered,
    missing_municipalities,
    once_more,
    operation,
    reach,
    runs,
    settle,
    take_in,
)
from geodata.casebook.register import is_made_up
from geodata.casebook.shelf import Shelf, hotspot_id
from geodata.chain import ActionLine, ActionStory, Chain, HotspotCard, PromiseStory, SuggestionLine
from geodata.columns import CATEGORY_ORDER
from geodata.errors import NotFound, UnreadableFile
from geodata.exports.chain_document import chain_document
from geodata.exports.geojson import areas_layer, burglaries_by_area, hotspots_layer, places_layer
from geodata.linking import Gap, suggest
from geodata.model import (
    RECORD_TYPES,
    Action,
    Actor,
    Area,
    AreaKind,
    Category,
    Deed,
    Feeling,
    Finding,
    Hotspot,
    HotspotState,
    ImportRun,
    Link,
    LinkState,
    Municipality,
    Place,
    Promise,
    Record,
    Report,
    View,
    record_id,
)
from geodata.sources import ImportKind, read_file
from geodata.store.base import Change, Op, Store

R = TypeVar("R", bound=Record)

__all__ = ["Casebook", "ImportKind", "ImportOptions", "ImportReport"]


class Casebook:
    """What users do, as methods. clock: gives the zoned now."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock
        self._shelf = Shelf(store, clock)

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

    def counts(self, actor: Actor, municipality: str) -> dict[str, int]:
        """How many records of each kind the actor may see in a municipality."""
        actor.require(Deed.READ, municipality)
        return {kind.kind: self._shelf.count(actor, kind, municipality) for kind in RECORD_TYPES}

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
        everything = self._shelf.areas(actor, municipality)
        return areas_layer(areas, burglaries_by_area(self._shelf.burglaries(actor, municipality), everything))

    def places_geojson(self, actor: Actor, municipality: str) -> dict[str, Any]:
        """Located places."""
        return places_layer(self.places(actor, municipality))

    def evidence_arrow(self, actor: Actor, municipality: str | None = None) -> tuple[bytes, int]:
        """Reports and findings as an Arrow stream, and the version it is of."""
        actor.require(Deed.READ, municipality)
        return self._shelf.arrow(actor, municipality)

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

    # Hotspots and their chains

    def hotspots(self, actor: Actor, view: View) -> tuple[HotspotCard, ...]:
        """The hotspots of a view, ranked."""
        actor.require(Deed.READ, view.municipality)
        return tuple(g.card for g in self._shelf.gatherings(actor, view))

    def hotspots_geojson(self, actor: Actor, view: View) -> dict[str, Any]:
        """The hotspots of a view as polygons."""
        return hotspots_layer(self.hotspots(actor, view))

    def chain(self, actor: Actor, view: View, ref: str) -> Chain:
        """A hotspot's whole chain. Raises: NotFound when nothing gathers there in the view."""
        actor.require(Deed.READ, view.municipality)
        return self._chain(actor, view, self._located(actor, view, ref))

    def _chain(self, actor: Actor, view: View, gathering: Gathering) -> Chain:
        shelf = self._shelf
        columns = shelf.columns(actor, view.municipality)
        register = shelf.register(actor, view.municipality)
        areas = {area.code: area for area in shelf.division(actor, view.municipality).areas}
        known = tuple(register.places.values())
        profile = suggestion_profile(columns, gathering, known, areas)
        kept = hotspot_id(gathering.card)
        answers = register.answers(kept)
        open_actions = [a for a in register.actions if a.id not in register.decided(kept)]
        evidence = summary(
            columns,
            gathering,
            columns.where(view),
            columns.where(view.model_copy(update={"feeling": Feeling.SAFE})),
            register.dialogues_about(profile.place_ids),
        )
        first = [self._one(actor, (Report, Finding), columns.id_of(int(row))) for row in gathering.rows[:1]]
        return Chain(
            hotspot=gathering.card,
            evidence=evidence,
            answers=answers,
            suggestions=tuple(SuggestionLine(s, register.lines[s.action_id]) for s in suggest(profile, open_actions)),
            gaps=register.gaps_of_hotspot(gathering.card, answers),
            view=view,
            as_of=register.today,
            made_up=register.municipality.shown_as_of is not None
            or is_made_up([*first, *(line.action for line in answers)]),
            data_version=shelf.version(),
        )

    def adopt(self, actor: Actor, view: View, ref: str, name: str | None = None) -> UUID:
        """Keep a hotspot: its id, outline and evidence are frozen. Adopting again changes nothing."""
        actor.require(Deed.CURATE_HOTSPOTS, view.municipality)

        def keep() -> UUID:
            record, ops = self._keeping(actor, view, self._located(actor, view, ref), HotspotState.ADOPTED, name=name)
            self._commit(actor, ops)
            return record.id

        return once_more(keep)

    def dismiss(self, actor: Actor, view: View, ref: str, reason: str) -> UUID:
        """Say that a hotspot is none, with the reason; its place is not proposed again until restored."""
        actor.require(Deed.CURATE_HOTSPOTS, view.municipality)
        found = self._located(actor, view, ref)
        record, ops = self._keeping(actor, view, found, HotspotState.DISMISSED, reason=reason)
        self._commit(actor, ops)
        return record.id

    def rename(self, actor: Actor, identity: UUID, name: str, version: int) -> None:
        """Name an adopted hotspot. Raises: Conflict when somebody changed it in between."""
        record = self._hotspot(actor, identity)
        changed = Hotspot(**{**dict(record), "name": name, "named_by_person": True})
        self._commit(actor, [operation(changed, base_version=version)])

    def restore(self, actor: Actor, identity: UUID, *, adopted: bool = False) -> None:
        """Undo adopting or dismissing: a candidate again, and untied; adopted: adopted again, its links as before."""
        record = self._hotspot(actor, identity)
        if adopted:
            back = {"state": HotspotState.ADOPTED, "reason": None, **self._decision(actor, record.municipality)}
            self._commit(actor, [operation(Hotspot(**{**dict(record), **back}))])
        for owner in () if adopted else ((record,), ()):  # once more for what was tied to it while it was given up
            links = self._shelf.records(actor, Link, record.municipality, hotspot_id=identity)
            self._commit(actor, [operation(item, change=Change.RETIRE) for item in (*links, *owner)])

    def link(self, actor: Actor, view: View, ref: str, action_id: UUID, reason: str | None = None) -> UUID:
        """Tie an action to a hotspot; a candidate is adopted in the same transaction."""
        return self._decide(actor, view, ref, action_id, state=LinkState.CONFIRMED, reason=reason)

    def reject(self, actor: Actor, view: View, ref: str, action_id: UUID, reason: str | None = None) -> UUID:
        """Say that an action does not answer a hotspot; it is not suggested for it again."""
        return self._decide(actor, view, ref, action_id, state=LinkState.REJECTED, reason=reason)

    def unlink(self, actor: Actor, identity: UUID) -> None:
        """Take a link or a rejection back."""
        record = self._one(actor, (Link,), identity)
        actor.require(Deed.CURATE_HOTSPOTS, record.municipality)
        self._commit(actor, [operation(record, change=Change.RETIRE)])

    # Promises, actions, gaps

    def promises(self, actor: Actor, municipality: str) -> tuple[PromiseStory, ...]:
        """All promises with their actions and hotspots, by period and number."""
        actor.require(Deed.READ, municipality)
        register, cards = self._shelf.register(actor, municipality), self._adopted(actor, municipality)
        return tuple(register.promise_story(promise, cards) for promise in register.promises)

    def promise(self, actor: Actor, identity: UUID) -> PromiseStory:
        """One promise with its actions and hotspots."""
        promise = self._one(actor, (Promise,), identity)
        stories = self.promises(actor, promise.municipality)
        return next(story for story in stories if story.promise.id == identity)

    def actions(self, actor: Actor, municipality: str) -> tuple[ActionLine, ...]:
        """All actions and how they stand."""
        actor.require(Deed.READ, municipality)
        return tuple(self._shelf.register(actor, municipality).lines.values())

    def action(self, actor: Actor, identity: UUID) -> ActionStory:
        """One action with its log and hotspots."""
        action = self._one(actor, (Action,), identity)
        register = self._shelf.register(actor, action.municipality)
        return register.action_story(register.lines[identity], self._adopted(actor, action.municipality))

    def gaps(self, actor: Actor, municipality: str) -> tuple[Gap, ...]:
        """What the chain lacks, in both directions."""
        actor.require(Deed.READ, municipality)
        view = View(municipality=municipality)
        columns = self._shelf.columns(actor, municipality)
        chosen = columns.category[columns.where(view)]
        evidence: dict[Category, int] = {c: int((chosen == i).sum()) for i, c in enumerate(CATEGORY_ORDER)}
        return self._shelf.register(actor, municipality).gaps(self.hotspots(actor, view), evidence)

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
        """Damage to the store in sentences, which name records of every tier; empty when it is whole."""
        actor.require(Deed.ADMINISTER)
        return self._store.check()

    def snapshot(self, actor: Actor, path: Path) -> None:
        """A copy of the whole store, as a GeoPackage; for those who may see all that is in it."""
        actor.require(Deed.ADMINISTER)
        self._store.snapshot(path)

    # Shared by the deeds above

    def _one(self, actor: Actor, kinds: Sequence[type[R]], identity: UUID) -> R:
        for kind in kinds:
            if found := self._shelf.records(actor, kind, id=identity):
                return found[0]
        raise NotFound(
            f"no {' or '.join(kind.kind for kind in kinds[:3])} with the id {identity}; it may have been retired"
        )

    def _hotspot(self, actor: Actor, identity: UUID) -> Hotspot:
        record = self._one(actor, (Hotspot,), identity)
        actor.require(Deed.CURATE_HOTSPOTS, record.municipality)
        return record

    def _located(self, actor: Actor, view: View, ref: str) -> Gathering:
        found = locate(self._shelf.gatherings(actor, view), ref)
        if found is None:
            raise NotFound(f"no hotspot {ref} in this selection; widen the period or choose another on the map")
        return found

    def _adopted(self, actor: Actor, municipality: str) -> tuple[HotspotCard, ...]:
        cards = self.hotspots(actor, View(municipality=municipality))
        return tuple(card for card in cards if card.state is HotspotState.ADOPTED)

    def _keeping(
        self,
        actor: Actor,
        view: View,
        gathering: Gathering,
        state: HotspotState,
        *,
        name: str | None = None,
        reason: str | None = None,
    ) -> tuple[Hotspot, list[Op]]:
        """The record that keeps a hotspot, and the operation that writes it (none where it is kept so already)."""
        card = gathering.card
        decision = {"state": state, "reason": reason, **self._decision(actor, view.municipality)}
        if (kept := hotspot_id(card)) is not None:
            before = self._hotspot(actor, kept)
            if before.state is state:
                # says nothing new; refused where it was given up in the meantime
                return before, [operation(before, base_version=card.version)]
            # made anew, not copied: a copy is not checked, and its digest would not be that of what is kept
            changed = Hotspot(**{**dict(before), **decision})
            return changed, [operation(changed, base_version=card.version)]
        columns = self._shelf.columns(actor, view.municipality)
        record = Hotspot(
            id=record_id(Hotspot.kind, view.municipality, card.ref),
            municipality=view.municipality,
            provenance=OWN,
            name=name or card.name,
            outline=card.outline,
            peak=card.peak,
            named_by_person=name is not None,
            evidence_ids=tuple(columns.id_of(int(row)) for row in gathering.rows),
            **decision,
        )
        return record, [operation(record, base_version=0)]

    def _decision(self, actor: Actor, municipality: str) -> dict[str, Any]:
        return {"decided_at": self._shelf.now(actor, municipality), "decided_by": actor.role.value}

    def _decide(
        self, actor: Actor, view: View, ref: str, action_id: UUID, *, state: LinkState, reason: str | None
    ) -> UUID:
        actor.require(Deed.CURATE_HOTSPOTS, view.municipality)
        action = self._one(actor, (Action,), action_id)
        if action.municipality != view.municipality:
            raise NotFound(f"the action {action_id} is not one of the municipality {view.municipality}; choose another")

        def tie() -> UUID:
            hotspot, ops = self._keeping(actor, view, self._located(actor, view, ref), HotspotState.ADOPTED)
            identity = record_id(Link.kind, view.municipality, str(hotspot.id), str(action_id))
            tied = self._shelf.stored(actor, Link, view.municipality, id=identity)
            if tied and tied[0].record.state is state:
                return identity
            link = Link(
                id=identity,
                municipality=view.municipality,
                provenance=OWN,
                hotspot_id=hotspot.id,
                action_id=action_id,
                state=state,
                reason=reason,
                **self._decision(actor, view.municipality),
            )
            self._commit(actor, [*ops, operation(link, base_version=tied[0].version if tied else 0)])
            return identity

        return once_more(tie)

    def _commit(self, actor: Actor, ops: Sequence[Op]) -> None:
        """Write in one transaction. Raises: Conflict, RefusedOperation."""
        if ops:
            settle(self._store.apply(ops, by=actor.role.value, at=self._clock(), reach=reach(actor), together=True))
