"""The register written by people: what is promised, agreed, done and answered, with its history; nothing is lost."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID, uuid4

from geodata.casebook.desk import Desk
from geodata.casebook.intake import reach
from geodata.editing import (
    EDITABLE,
    LEANING,
    EditConflict,
    Entry,
    HistoryLine,
    differences,
    references,
    refuse_names,
    with_hidden_kept,
)
from geodata.errors import Conflict, InvalidRecord, NotFound, RefusedOperation
from geodata.logbook import refuse_future
from geodata.model import Activity, Actor, Deed, Record, visible
from geodata.store.base import Change, Event, Op, Outcome, Query

R = TypeVar("R", bound=Record)


class Registering(Desk):
    """Create, edit, retire, and look back."""

    def entry(self, actor: Actor, kind: type[R], identity: UUID) -> Entry[R]:
        """A record of the register with its version. Raises: NotFound."""
        actor.require(Deed.READ)
        stored = self._one_stored(actor, kind, identity)
        return Entry(stored.record, stored.version, stored.changed_at)

    def entries(self, actor: Actor, kind: type[R], municipality: str) -> tuple[Entry[R], ...]:
        """All records of a kind with their versions, by id."""
        actor.require(Deed.READ, municipality)

        def build() -> tuple[Entry[R], ...]:
            found = self._shelf.stored(actor, kind, municipality)
            return tuple(Entry(item.record, item.version, item.changed_at) for item in found)

        return self._shelf.shared("entries", (actor.tiers, actor.municipalities, kind, municipality), (kind,), build)

    def save(self, actor: Actor, record: R, *, base_version: int, op_id: UUID | None = None) -> Entry[R]:
        """Keep a new record (base_version 0) or an edit of the version that was read.

        op_id: made where the edit was made, so that pressing twice saves once. Fields that the actor may not see stay
        as they stand. Raises: EditConflict when another version stands (both are kept); NamesAPerson; InvalidRecord for
        what it refers to and is not there; NotAllowed.
        """
        edited = self._examined(actor, record)
        op = Op(op_id or uuid4(), edited, base_version=base_version)
        self._settle_edit(actor, edited, op, *self._follows(actor, op))
        return self.entry(actor, type(record), record.id)

    def retire(self, actor: Actor, kind: type[Record], identity: UUID, *, base_version: int) -> None:
        """Take a record out of use; its history stays. Raises: EditConflict, InvalidRecord while others lean on it."""
        _refuse_other_kinds(kind)
        record = self.entry(actor, kind, identity).record
        actor.require(Deed.EDIT_REGISTER, record.municipality)
        for other in LEANING.get(kind, ()):
            leaning = [
                item
                for item in self._shelf.records(actor, other, record.municipality)
                if identity in references(item).get(kind, frozenset())
            ]
            if leaning:
                raise InvalidRecord(
                    f"{len(leaning)} {other.kind}{'s' if len(leaning) > 1 else ''} still lean on this {kind.kind}; "
                    "retire them or point them elsewhere first"
                )
        op = Op(uuid4(), record, Change.RETIRE, base_version)
        self._settle_edit(actor, record, op, *self._follows(actor, op))

    def bring_back(self, actor: Actor, kind: type[R], identity: UUID) -> Entry[R]:
        """Undo a retirement: the record as it last stood. Raises: NotFound where it was never there."""
        _refuse_other_kinds(kind)
        stood = [e for e in self._log_of(actor, kind, identity) if e.new_version and e.change is Change.PUT]
        if not stood:
            raise NotFound(f"no {kind.kind} with the id {identity} was ever here")
        record = kind.from_json(stood[-1].body)
        actor.require(Deed.EDIT_REGISTER, record.municipality)
        self._refuse_loose_ends(actor, record)
        op = Op(uuid4(), record, base_version=0)
        self._commit(actor, [op, *self._follows(actor, op)])
        return self.entry(actor, kind, identity)

    def history_of(self, actor: Actor, kind: type[Record], identity: UUID) -> tuple[HistoryLine, ...]:
        """Who changed what and when, oldest first; edits that met another's version too, with what they said.

        Raises: NotFound.
        """
        actor.require(Deed.READ)
        events = self._log_of(actor, kind, identity)
        if not events:
            raise NotFound(f"no {kind.kind} with the id {identity}; it may be of another municipality")
        lines: list[HistoryLine] = []
        before: Record | None = None
        for event in events:
            body = visible(kind.from_json(event.body), actor)
            if body is None or event.outcome is Outcome.REFUSED:
                continue
            kept = event.new_version is not None
            retired = event.change is Change.RETIRE
            lines.append(
                HistoryLine(
                    at=event.received_at,
                    by=event.by,
                    version=event.new_version,
                    is_retirement=retired,
                    kept=kept,
                    changes=() if retired else differences(before, body),
                )
            )
            if kept:
                before = body
        return tuple(lines)

    # Shared by the deeds above

    def _examined(self, actor: Actor, record: R) -> R:
        """The record as it may be kept. Raises: NotAllowed, NamesAPerson, InvalidRecord."""
        actor.require(Deed.EDIT_REGISTER, record.municipality)
        _refuse_other_kinds(type(record))
        if record.tier not in actor.tiers:
            raise InvalidRecord(f"{record.kind}: you would not see it again at the tier {record.tier}; choose another")
        edited = with_hidden_kept(record, self._whole(actor, type(record), record.id), actor)
        refuse_names(edited)
        self._refuse_loose_ends(actor, edited)
        if isinstance(edited, Activity):
            refuse_future(edited, today=self._shelf.today(actor, edited.municipality))
        return edited

    def _log_of(self, actor: Actor, kind: type[Record], identity: UUID) -> list[Event]:
        """The log of a record, as far as the actor may see it."""
        return [
            event
            for event in self._store.history(identity)
            if event.kind == kind.kind and event.tier in actor.tiers and actor.works_in(event.municipality)
        ]

    def _whole(self, actor: Actor, kind: type[R], identity: UUID) -> R | None:
        """The record as it stands, with the fields that the actor may not see; None where there is none."""
        found = self._store.find(kind, Query(actor.tiers, actor.municipalities, {"id": identity}))
        return found[0].record if found else None

    def _refuse_loose_ends(self, actor: Actor, record: Record) -> None:
        for kind, identities in references(record).items():
            known = self._shelf.records(actor, kind, record.municipality, id=tuple(identities))
            missing = identities - {item.id for item in known}
            if missing:
                raise InvalidRecord(
                    f"{record.kind}: no {kind.kind} {min(missing, key=str)} in the municipality {record.municipality}; "
                    "choose one that is there"
                )

    def _follows(self, actor: Actor, op: Op) -> list[Op]:  # noqa: ARG002 - what follows depends on the subject
        """What an edit does to other records, in the same transaction."""
        return []

    def _settle_edit(self, actor: Actor, record: Record, *ops: Op) -> None:
        """Write the edit of a record, and with it whatever follows from it, or nothing. ops: the record's own first."""
        receipts = self._store.apply(
            ops, by=actor.role.value, at=self._clock(), reach=reach(actor), together=len(ops) > 1
        )
        receipt = receipts[0]
        if receipt.outcome is Outcome.REFUSED:
            raise RefusedOperation(f"this {record.kind} is not yours to change, or was sent twice; load the page again")
        if receipt.outcome is Outcome.CONFLICT:
            standing = self._whole(actor, type(record), record.id)
            theirs = visible(standing, actor) if standing is not None else None
            if theirs is None:
                raise Conflict(
                    f"somebody retired this {record.kind} in between; your version is kept in its history", 0
                )
            raise EditConflict(record, theirs, receipt.version or 0)


def _refuse_other_kinds(kind: type[Record]) -> None:
    if kind not in EDITABLE:
        raise InvalidRecord(f"a {kind.kind} is not written by hand; import it, or adopt a hotspot on the map")
