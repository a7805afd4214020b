"""A promise document into the register: proposed from its text, taken in whole and once, and taken back together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import StringConstraints

from geodata.casebook.desk import Desk
from geodata.casebook.intake import OWN, missing_municipalities
from geodata.editing import LEANING, content, references, refuse_names, with_hidden_kept
from geodata.errors import Conflict, InvalidRecord, RefusedOperation
from geodata.model import (
    Action,
    Actor,
    Agreement,
    Deed,
    Party,
    Place,
    Promise,
    Provenance,
    Record,
    Tier,
    Value,
)
from geodata.model.base import MunicipalityCode, Name
from geodata.sources.promise_document import (
    MAX_DOCUMENT_BYTES,
    MAX_PAGES,
    Proposal,
    SourceText,
    known_party,
    propose,
    read_document,
    records_of,
    text_of,
)
from geodata.store.base import Change, Op

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "MAX_PAGES",
    "AcceptedDocument",
    "Made",
    "PromiseDocuments",
    "ReadPromises",
    "TakenIn",
]

_IDS = UUID("6f1d3c52-0a5e-5d39-9b7e-8c1c0f6f2f44")
"""The namespace of ids that are made of a document's digest."""

# In the order in which they can be taken out of use.
_MADE: Mapping[str, type[Record]] = {kind.kind: kind for kind in (Action, Promise, Agreement, Place, Party)}
_MAY_STAY = (Place, Party)


@dataclass(frozen=True, slots=True)
class ReadPromises:
    """What seems to stand in a document.

    digest: of its text, hexadecimal SHA-256.  known: parties as the document writes them -> as the register does.
    alike: agreements of the municipality whose period overlaps.  taken_in: the agreement that this very document
    became, None where it is new.
    """

    source: SourceText
    proposal: Proposal
    digest: str
    known: Mapping[str, str]
    alike: tuple[Agreement, ...]
    taken_in: Agreement | None


class AcceptedDocument(Value):
    """A proposal that a person has corrected and accepted.

    digest: of the document's text, or a random one where the form was filled in without a document; the ids of the
    records are made of it.  name: of the file, None for pasted text.  tier: of every record.
    """

    proposal: Proposal
    municipality: MunicipalityCode
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    name: Name | None = None
    tier: Tier = Tier.PUBLIC


class Made(Value):
    """A record that taking in a document has made, as it stood then."""

    kind: str
    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of an accepted document.

    made: new records that stand, for taking them back.  again: it was taken in before and nothing was saved now.
    differs: what was accepted now says something else than what stands.
    """

    agreement_id: UUID
    made: tuple[Made, ...]
    again: bool = False
    differs: bool = False

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind were made."""
        return sum(one.kind == kind.kind for one in self.made)


class PromiseDocuments(Desk):
    """Propose, accept, take back."""

    def propose_promises(self, actor: Actor, municipality: str, given: bytes | str, name: str) -> ReadPromises:
        """What seems to stand in a document; nothing is kept. given: a file's bytes, or pasted text.

        The municipality that the document names counts where the actor works in it, otherwise the given one.
        Raises: UnreadableFile in a sentence that says what to do.
        """
        actor.require(Deed.EDIT_REGISTER, municipality)
        source = read_document(given, name) if isinstance(given, bytes) else text_of(given, name)
        proposal = propose(source)
        digest = sha256(source.text.encode()).hexdigest()
        named = proposal.municipality.value if proposal.municipality else None
        code = named if named is not None and actor.works_in(named) else municipality
        parties = self._shelf.records(actor, Party, code)
        written = [*proposal.parties, *(one for action in proposal.actions for one in action.responsible)]
        found = {one.party: known_party(one, parties) for one in written}
        period = proposal.period.value if proposal.period else None
        agreements = self._shelf.records(actor, Agreement, code)
        identity = _id_of(digest, code, Agreement.kind, "")
        return ReadPromises(
            source,
            proposal,
            digest,
            {name: party.name for name, party in found.items() if party is not None},
            tuple(
                one
                for one in sorted(agreements, key=lambda one: (one.starts_on, one.title, str(one.id)))
                if period
                and one.starts_on <= period.ends_on
                and (one.ends_on is None or period.starts_on <= one.ends_on)
            ),
            next((one for one in agreements if one.id == identity), None),
        )

    def accept_promises(self, actor: Actor, document: AcceptedDocument) -> TakenIn:
        """Keep all records of an accepted document in one transaction, or none.

        A document that stands already is not kept a second time, whatever was corrected in it since; one that was taken
        back is kept anew. Raises: InvalidRecord, NamesAPerson, Conflict, RefusedOperation, NotAllowed.
        """
        actor.require(Deed.EDIT_REGISTER, document.municipality)
        if document.tier not in actor.tiers:
            raise InvalidRecord(f"you would not see the promises again at the tier {document.tier}; choose another")
        if found := self._taken_in(actor, document):
            return found
        made = [with_hidden_kept(record, None, actor) for record in self._records(actor, document)]
        records = [*missing_municipalities(self._shelf, actor, made), *made]
        for record in records:
            refuse_names(record)
        self._refuse_what_hangs_loose(actor, records)
        turn = len(self._store.history(_id_of(document.digest, document.municipality, Agreement.kind, "")))
        key = sha256(f"{turn}/{document.model_dump_json()}".encode()).hexdigest()
        ops = [Op(uuid5(record.id, key), record, base_version=0) for record in records]
        try:
            self._commit(actor, ops)
        except (Conflict, RefusedOperation):
            # pressed twice at the same moment: the other one kept it
            if found := self._taken_in(actor, document):
                return found
            raise
        if (kept := self._taken_in(actor, document)) is None:
            raise Conflict("somebody retired the agreement as it was taken in; load the page again", 0)
        return TakenIn(kept.agreement_id, kept.made)

    def retract_promises(self, actor: Actor, municipality: str, made: Sequence[Made]) -> int:
        """Take out of use what accepting a document has made, in one transaction, and say how many records that was.

        Parties and places that others have begun to use stay, what is gone already stays gone.
        Raises: Conflict where something was changed since, InvalidRecord where others lean on it; nothing is then done.
        """
        actor.require(Deed.EDIT_REGISTER, municipality)
        standing = [
            (one, stored)
            for kind in _MADE.values()
            for one in made
            if one.kind == kind.kind
            for stored in self._shelf.stored(actor, kind, municipality, id=one.id)
        ]
        ids = {one.id for one, _ in standing}
        ops = []
        for one, stored in standing:
            if leaning := self._leaning(actor, stored.record, ids):
                if isinstance(stored.record, _MAY_STAY):
                    continue
                raise InvalidRecord(
                    f"{leaning} other records lean on this {one.kind} by now; retire them or point them elsewhere first"
                )
            ops.append(Op(uuid5(one.id, f"retract/{one.version}"), stored.record, Change.RETIRE, one.version))
        self._commit(actor, ops)
        return len(ops)

    # Shared by the deeds above

    def _records(self, actor: Actor, document: AcceptedDocument) -> list[Record]:
        """The records of a document; parties and places that are known are pointed to."""
        code = document.municipality
        return _made_of(document, self._shelf.records(actor, Party, code), self._shelf.records(actor, Place, code))

    def _taken_in(self, actor: Actor, document: AcceptedDocument) -> TakenIn | None:
        """What stands of a document, None where its agreement does not."""
        identity = _id_of(document.digest, document.municipality, Agreement.kind, "")
        if not self._shelf.records(actor, Agreement, document.municipality, id=identity):
            return None
        # what was known before has an id of its own; what the document made has the one that it would make again
        ids = {(one.kind, one.id) for one in _made_of(document, (), ())}
        standing = {
            stored.record.id: stored
            for kind in _MADE.values()
            for stored in self._shelf.stored(
                actor, kind, document.municipality, id=tuple(i for name, i in ids if name == kind.kind)
            )
        }
        said = [with_hidden_kept(one, None, actor) for one in self._records(actor, document)]
        differs = any(one.id not in standing or content(standing[one.id].record) != content(one) for one in said)
        return TakenIn(
            identity,
            tuple(Made(kind=one.record.kind, id=one.record.id, version=one.version) for one in standing.values()),
            again=True,
            differs=differs,
        )

    def _refuse_what_hangs_loose(self, actor: Actor, records: Sequence[Record]) -> None:
        """What the records refer to is among them or in the register."""
        own = {record.id for record in records}
        for record in records:
            for kind, identities in references(record).items():
                elsewhere = identities - own
                known = self._shelf.records(actor, kind, record.municipality, id=tuple(elsewhere)) if elsewhere else ()
                if missing := elsewhere - {one.id for one in known}:
                    raise InvalidRecord(
                        f"{record.kind}: no {kind.kind} {min(missing, key=str)} in the municipality "
                        f"{record.municipality}; it was retired meanwhile, try again"
                    )

    def _leaning(self, actor: Actor, record: Record, but: set[UUID]) -> int:
        """How many records, besides some, would hang loose without this one."""
        return sum(
            other.id not in but and record.id in references(other).get(type(record), frozenset())
            for kind in LEANING.get(type(record), ())
            for other in self._shelf.records(actor, kind, record.municipality)
        )


def _made_of(document: AcceptedDocument, parties: Sequence[Party], places: Sequence[Place]) -> list[Record]:
    name = document.name
    return records_of(
        document.proposal,
        document.municipality,
        parties_known=parties,
        places_known=places,
        provenance=Provenance(source=name or OWN.source, file=name),
        document=name,
        tier=document.tier,
        identify=lambda kind, key: _id_of(document.digest, document.municipality, kind, key),
    )


def _id_of(digest: str, municipality: str, kind: str, key: str) -> UUID:
    return uuid5(_IDS, f"{digest}/{municipality}/{kind}/{key}")
