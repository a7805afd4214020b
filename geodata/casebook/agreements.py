"""Agreements with what the whole strives for and whom to turn to; neighbourhood watch; fires in homes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from geodata.casebook.desk import Desk
from geodata.casebook.registering import Registering
from geodata.chain import AgreementStory, ContactLine, GoalLine
from geodata.coverage import Phase, phase
from geodata.errors import NotFound
from geodata.keeping import goal_keeping
from geodata.model import (
    Actor,
    Agreement,
    Area,
    ContactCard,
    Deed,
    FireCount,
    Goal,
    Municipality,
    NeighbourhoodWatch,
    Party,
)
from geodata.studies.fires import Fires, fires
from geodata.studies.schemes import SchemeStudy, scheme_study


class Agreements(Registering, Desk):
    """What is agreed on as a whole."""

    def agreements(self, actor: Actor, municipality: str) -> tuple[AgreementStory, ...]:
        """Agreements that hold, those to come, those that held; each with its goals and its parties' contact cards."""
        actor.require(Deed.READ, municipality)
        shelf = self._shelf
        today = shelf.today(actor, municipality)

        def build() -> tuple[AgreementStory, ...]:
            cards = self.contacts(actor, municipality)
            goals = shelf.records(actor, Goal, municipality)
            parties = {party.id: party for party in shelf.records(actor, Party, municipality)}
            stories = [
                AgreementStory(
                    agreement=one,
                    parties=tuple(parties[party] for party in one.party_ids if party in parties),
                    goals=tuple(
                        GoalLine(goal, *goal_keeping(goal, on=min(today, one.ends_on or today)))
                        for goal in sorted(goals, key=lambda goal: (goal.indicator is None, goal.title))
                        if goal.agreement_id == one.id
                    ),
                    contacts=tuple(card for card in cards if card.party.id in one.party_ids),
                    as_of=today,
                )
                for one in shelf.records(actor, Agreement, municipality)
            ]
            return tuple(sorted(stories, key=lambda story: _order(story.agreement, today)))

        kinds = (Agreement, Goal, ContactCard, Party, Municipality)
        return shelf.shared("agreements", (*_scope(actor), municipality, today), kinds, build)

    def contacts(self, actor: Actor, municipality: str) -> tuple[ContactLine, ...]:
        """Whom to turn to, by function, never by name; a card whose review has passed says so."""
        actor.require(Deed.READ, municipality)
        today = self._shelf.today(actor, municipality)
        parties = {party.id: party for party in self._shelf.records(actor, Party, municipality)}
        found = self._shelf.records(actor, ContactCard, municipality)
        return tuple(
            # RULE 1: without a day on which it is to be reviewed nobody ever will
            ContactLine(card, parties[card.party_id], card.review_on is None or card.review_on < today)
            for card in sorted(found, key=lambda card: (card.function, card.id.bytes))
            if card.party_id in parties
        )

    def schemes(self, actor: Actor, municipality: str) -> SchemeStudy:
        """Neighbourhood watch in the municipality, and what share of each type of home it covers."""
        actor.require(Deed.READ, municipality)
        shelf = self._shelf
        today = shelf.today(actor, municipality)

        def build() -> SchemeStudy:
            return scheme_study(
                shelf.records(actor, NeighbourhoodWatch, municipality),
                areas=shelf.division(actor, municipality).areas,
                names={area.code: area.name for area in shelf.areas(actor, municipality)},
                parties={party.id: party for party in shelf.records(actor, Party, municipality)},
                today=today,
            )

        kinds = (NeighbourhoodWatch, Area, Party, Municipality)
        return shelf.shared("schemes", (*_scope(actor), municipality, today), kinds, build)

    def fires(
        self,
        actor: Actor,
        municipality: str,
        *,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Fires:
        """Fires in homes in one area, or in the whole municipality. Counts are the municipality's: others see none.

        Raises: NotFound for an area that is not there.
        """
        actor.require(Deed.READ, municipality)
        shelf = self._shelf
        today, areas = shelf.today(actor, municipality), shelf.areas(actor, municipality)
        chosen = _area(areas, area) if area else None

        def build() -> Fires:
            counts = shelf.records(actor, FireCount, municipality)
            return fires(counts, areas, area=chosen, since=since, until=until, today=today)

        key = (*_scope(actor), municipality, area, since, until, today)
        return shelf.shared("fires", key, (FireCount, Area, Municipality), build)


def _order(agreement: Agreement, today: date) -> tuple[int, int, bytes]:
    """As promises are told: of agreements that hold or held the newest first, of those to come the nearest."""
    stands = phase(agreement.starts_on, agreement.ends_on, on=today)
    sign = 1 if stands is Phase.COMING else -1
    return (list(Phase).index(stands), sign * agreement.starts_on.toordinal(), agreement.id.bytes)


def _area(areas: Sequence[Area], code: str) -> Area:
    found = next((area for area in areas if area.code == code), None)
    if found is None:
        raise NotFound(f'no area "{code[:40]}" here; choose one from the list')
    return found


def _scope(actor: Actor) -> tuple[Hashable, ...]:
    return (actor.tiers, actor.municipalities)
