"""Hotspots and their chains: shown, kept, named, dismissed, and tied to the actions that answer them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from geodata.casebook.completing import hotspot_id
from geodata.casebook.desk import Desk
from geodata.casebook.gathering import Gathering, locate, suggestion_profile, summary
from geodata.casebook.intake import OWN, once_more, operation
from geodata.casebook.register import is_made_up
from geodata.chain import Chain, HotspotCard, SuggestionLine
from geodata.errors import BadSetting, NotFound
from geodata.exports.geojson import hotspots_layer
from geodata.linking import suggest
from geodata.model import (
    Action,
    Actor,
    Deed,
    Feeling,
    Finding,
    Hotspot,
    HotspotState,
    Link,
    LinkState,
    Report,
    View,
    record_id,
)
from geodata.store.base import Change, Op
from geodata.studies.hotspot_log import HotspotLog, Seen, log_of, month_ends
from geodata.studies.hotspot_study import HotspotStudy, hotspot_study

MOST_MONTHS = 120


class Curation(Desk):
    """What is done with hotspots."""

    def hotspots(self, actor: Actor, view: View) -> tuple[HotspotCard, ...]:
        """The hotspots of a view, ranked."""
        actor.require(Deed.READ, view.municipality)
        with self._shelf.still():
            return tuple(g.card for g in self._shelf.gatherings(actor, view))

    def hotspot_study(self, actor: Actor, view: View) -> HotspotStudy:
        """The hotspots of a view with how they were found and tested."""
        shelf = self._shelf
        cards = self.hotspots(actor, view)
        gathered, columns = shelf.gathered(actor, view), shelf.columns(actor, view.municipality)
        return hotspot_study(
            cards,
            gathered.tested,
            columns=columns,
            chosen=columns.where(view),
            settings=gathered.settings,
            view=view,
            today=shelf.today(actor, view.municipality),
            made_up=shelf.municipality(actor, view.municipality).shown_as_of is not None,
        )

    def hotspot_log(self, actor: Actor, view: View, *, months: int = 12) -> HotspotLog:
        """What became of hotspots over the latest whole months: born, merged, split, gone. months: 1 to 120.

        Raises: BadSetting.
        """
        actor.require(Deed.READ, view.municipality)
        if not 1 <= months <= MOST_MONTHS:
            raise BadSetting(f"months={months}: give 1 to {MOST_MONTHS}")
        study = self.hotspot_study(actor, view)
        first, last = study.basis.since, study.basis.until
        ends = month_ends(first, min(last, study.basis.computed_on), most=months + 1) if first and last else ()
        seen = [
            (end, [Seen(g.outline_m, g.card.name, g.card.count) for g in found])
            for end, found in self._shelf.month_by_month(actor, view, ends)
        ]
        lines, churn = log_of(seen)
        return HotspotLog(lines, ends[0] if ends else None, ends[-1] if ends else None, churn, study.basis)

    def selection(self, actor: Actor, view: View) -> tuple[tuple[HotspotCard, ...], dict[str, Any]]:
        """The hotspots of a view, ranked, and their polygons: what a filter asks for, in one go."""
        with self._shelf.still():
            cards = self.hotspots(actor, view)
        return cards, hotspots_layer(cards)

    def hotspots_geojson(self, actor: Actor, view: View) -> dict[str, Any]:
        """The hotspots of a view as polygons."""
        return hotspots_layer(self.hotspots(actor, view))

    def chain(self, actor: Actor, view: View, ref: str) -> Chain:
        """A hotspot's whole chain. Raises: NotFound when nothing gathers there in the view."""
        actor.require(Deed.READ, view.municipality)
        with self._shelf.still():
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
        decided = register.decided(kept)
        open_actions = [action for action in register.actions_near(profile) if action.id not in decided]
        evidence = summary(
            columns,
            gathering,
            columns.where(view),
            columns.where(view.model_copy(update={"feeling": Feeling.SAFE})),
            register.dialogues_about(profile.place_ids),
        )
        suggested = suggest(profile, open_actions, known=self._shelf.experience(actor, view.municipality))
        first = [self._one(actor, (Report, Finding), columns.id_of(int(row))) for row in gathering.rows[:1]]
        return Chain(
            hotspot=gathering.card,
            evidence=evidence,
            answers=answers,
            suggestions=tuple(SuggestionLine(s, register.lines[s.action_id]) for s in suggested),
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

    def _hotspot(self, actor: Actor, identity: UUID) -> Hotspot:
        record = self._one(actor, (Hotspot,), identity)
        actor.require(Deed.CURATE_HOTSPOTS, record.municipality)
        return record

    def _located(self, actor: Actor, view: View, ref: str) -> Gathering:
        found = locate(self._shelf.gatherings(actor, view), ref)
        if found is None:
            raise NotFound(f"no hotspot {ref} in this selection; widen the period or choose another on the map")
        return found

    def _adopted(self, actor: Actor, municipality: str) -> dict[str, HotspotCard]:
        """Adopted hotspots by ref, as all of the evidence has them."""
        cards = self.hotspots(actor, View(municipality=municipality))
        return {card.ref: card for card in cards if card.state is HotspotState.ADOPTED}

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
