"""Records of a proposal that a person has corrected and accepted: parties, places, agreement, promises, actions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from geodata.errors import InvalidRecord
from geodata.model import (
    Action,
    Agreement,
    Party,
    PartyKind,
    Place,
    Promise,
    Provenance,
    Record,
    Responsibility,
    Tier,
)
from geodata.sources.headers import fold
from geodata.sources.promise_document.proposal import (
    NamedPlace,
    Period,
    Proposal,
    ProposedAction,
    ProposedPromise,
    ProposedResponsibility,
)

_GENERIC = {
    PartyKind.MUNICIPALITY: re.compile(r"^kommun(?:en)?$", re.IGNORECASE),
    PartyKind.POLICE: re.compile(r"^(?:lokal)?polis(?:en|myndigheten)?$", re.IGNORECASE),
    PartyKind.FIRE_SERVICE: re.compile(r"^räddningstjänst(?:en)?$", re.IGNORECASE),
}

Identify = Callable[[str, str], UUID]
"""The id of a new record, by its kind and what tells it from others of that kind in the same document."""


def _any_id(_kind: str, _key: str) -> UUID:
    return uuid4()


def records_of(
    proposal: Proposal,
    municipality: str,
    *,
    parties_known: Sequence[Party],
    places_known: Sequence[Place],
    provenance: Provenance,
    document: str | None = None,
    tier: Tier = Tier.PUBLIC,
    identify: Identify = _any_id,
) -> list[Record]:
    """New records in the order in which they can be saved; known parties and places are pointed to, not made again.

    municipality: four digits; known records of other municipalities are not looked at.  "Kommunen" and "polisen" are
    the known party of that kind where there is one only.  A place that is not known becomes one without a position,
    which asks to be located.  document: what the agreement names as its document.  identify: makes the new ids.

    Raises: InvalidRecord where the proposal lacks a title or period, or a promise number is missing or used twice.
    """
    if proposal.title is None or proposal.period is None:
        missing = "title" if proposal.title is None else "period"
        raise InvalidRecord(f"the agreement has no {missing}; fill it in")
    numbers = [promise.number for promise in proposal.promises]
    if doubled := {number for number in numbers if numbers.count(number) > 1}:
        raise InvalidRecord(f"the promise number {min(doubled)} is used twice; give each promise its own")
    maker = _Maker(municipality, parties_known, places_known, provenance, tier, identify=identify)
    party_ids = tuple(dict.fromkeys(maker.party(one) for one in proposal.parties))
    period = proposal.period.value
    agreement = Agreement(
        **maker.facts(Agreement, ""),
        title=proposal.title.value,
        party_ids=party_ids,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        document=document,
    )
    promises = {promise.number: maker.promise(promise, agreement, period) for promise in proposal.promises}
    actions = [maker.action(number, one, promises, period) for number, one in enumerate(proposal.actions, 1)]
    return [*maker.new, agreement, *promises.values(), *actions]


def known_party(proposed: ProposedResponsibility, parties: Iterable[Party]) -> Party | None:
    """The party of that name, or the only one of its kind where the name says no more; None where none is it."""
    parties = tuple(parties)
    for party in parties:
        if fold(party.name) == fold(proposed.party):
            return party
    generic = _GENERIC.get(proposed.party_kind)
    if generic is None or not generic.match(proposed.party):
        return None
    alike = [party for party in parties if party.party_kind is proposed.party_kind]
    general = [party for party in alike if not _is_part(party.name)] or alike
    return general[0] if len(general) == 1 else None


class _Maker:
    """Makes records with new ids, and each party and place once. new: parties and places that were not known."""

    def __init__(
        self,
        municipality: str,
        parties_known: Sequence[Party],
        places_known: Sequence[Place],
        provenance: Provenance,
        tier: Tier,
        *,
        identify: Identify,
    ) -> None:
        self._municipality = municipality
        self._provenance = provenance
        self._tier = tier
        self._identify = identify
        self._parties = [party for party in parties_known if party.municipality == municipality]
        self._places = {
            fold(name): place.id
            for place in places_known
            if place.municipality == municipality
            for name in (*place.aliases, place.name)
        }
        self.new: list[Record] = []

    def facts(self, kind: type[Record], key: str) -> dict[str, Any]:
        return {
            "id": self._identify(kind.kind, key),
            "municipality": self._municipality,
            "tier": self._tier,
            "provenance": self._provenance,
        }

    def party(self, proposed: ProposedResponsibility) -> UUID:
        """The id of the known party, else of a new one."""
        if known := known_party(proposed, self._parties):
            return known.id
        name = proposed.party[0].upper() + proposed.party[1:]
        facts = self.facts(Party, fold(name))
        made = Party.model_validate({**facts, "name": name, "party_kind": proposed.party_kind})
        self._parties.append(made)
        self.new.append(made)
        return made.id

    def place(self, named: NamedPlace) -> UUID:
        known = self._places.get(fold(named.name)) or self._places.get(fold(named.name).removesuffix("s"))
        if known is not None:
            return known
        facts = self.facts(Place, fold(named.name))
        made = Place.model_validate({**facts, "name": named.name, "place_kind": named.place_kind})
        self._places[fold(named.name)] = made.id
        self.new.append(made)
        return made.id

    def places(self, named: Sequence[NamedPlace]) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(self.place(one) for one in named))

    def promise(self, promise: ProposedPromise, agreement: Agreement, period: Period) -> Promise:
        return Promise.model_validate(
            {
                **self.facts(Promise, str(promise.number)),
                "agreement_id": agreement.id,
                "number": promise.number,
                "title": promise.title,
                "text": promise.text,
                "categories": promise.categories,
                "place_ids": self.places(promise.places),
                "starts_on": period.starts_on,
                "ends_on": period.ends_on,
            }
        )

    def action(self, place: int, action: ProposedAction, promises: dict[int, Promise], period: Period) -> Action:
        number = action.promise.value if action.promise else None
        if number is None or number not in promises:
            said = "serves no promise" if number is None else f"serves promise {number}, which is not there"
            raise InvalidRecord(f'the action "{action.title[:80]}" {said}; choose one of the promises')
        responsibilities: dict[UUID, Responsibility] = {}
        for one in action.responsible:
            party_id = self.party(one)
            responsibilities.setdefault(party_id, Responsibility(party_id=party_id, role=one.role))
        return Action.model_validate(
            {
                **self.facts(Action, str(place)),
                "promise_ids": (promises[number].id,),
                "title": action.title,
                "text": action.text,
                "action_type": action.action_type,
                "commitment": action.commitment.value if action.commitment else None,
                "responsibilities": tuple(responsibilities.values()),
                "place_ids": self.places(action.places),
                "categories": action.categories,
                "substances": action.substances,
                "time_bands": action.time_bands,
                "starts_on": period.starts_on,
                "ends_on": period.ends_on,
            }
        )


def _is_part(name: str) -> bool:
    """Whether a party's name is of a part of an organisation: kommunens säkerhetssamordnare, kommunpolisen."""
    return (
        re.search(r"kommunens\b|samordnare|strateg|förvaltning|nämnd|fältare|kommunpolis", name, re.IGNORECASE)
        is not None
    )
