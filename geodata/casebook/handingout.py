"""Handouts: a lägesbild, or what the map shows of a view, as one file that is opened without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import numpy as np

from geodata.casebook.situations import Situations, SituationStory
from geodata.columns import CATEGORY_ORDER, KINDS
from geodata.exports.handout import handout_file
from geodata.handout import Handout
from geodata.model import Actor, Deed, Place, Provenance, Tier, View
from geodata.situation.parts import Known, Maker, gap_part, origins, rings
from geodata.situation.selection import (
    DOT_DIGITS,
    MOST_DOTS,
    MOST_SPOTS,
    AreaCount,
    Dot,
    Selection,
    counted,
)

_EPOCH = date(1970, 1, 1).toordinal()


class HandingOut(Situations):
    """Making handouts."""

    def situation_handout(self, actor: Actor, identity: UUID, tell: Callable[[SituationStory], Handout]) -> bytes:
        """A lägesbild as a handout. tell: puts it into words. Raises: NotFound, StoreError."""
        actor.require(Deed.READ)
        return handout_file(tell(self.situation(actor, identity)))

    def view_handout(
        self, actor: Actor, view: View, tell: Callable[[Selection], Handout], *, points: bool = False
    ) -> bytes:
        """What the map shows of a view as a handout. points: with single rows too, as the evidence's files have them.

        Raises: NotAllowed for those who may not take evidence with them.
        """
        return handout_file(tell(self.selection_now(actor, view, points=points)))

    def selection_now(self, actor: Actor, view: View, *, points: bool = False) -> Selection:
        """What the map shows of a view today, and what answers its hotspots.

        Raises: NotAllowed for those who may not take evidence with them.
        """
        actor.require(Deed.EXPORT, view.municipality)
        with self._shelf.still():
            return self._selection(actor, view, points=points)

    def _selection(self, actor: Actor, view: View, *, points: bool) -> Selection:
        shelf, code = self._shelf, view.municipality
        register, cards = shelf.register(actor, code), self.hotspots(actor, view)
        lines, adopted = register.lines, self._adopted(actor, code)
        places = shelf.records(actor, Place, code)
        maker = Maker(
            Known(
                as_of=register.today,
                since=view.since,
                until=view.until,
                actions=tuple(lines.values()),
                refs={identity: register.hotspots_of(identity) for identity in lines},
                places=places,
            )
        )
        spots = tuple(maker.spot(card) for card in cards[:MOST_SPOTS])
        counts = self.evidence_counts(actor, view)
        total, located, kinds, categories, by_area = counted(counts, view, tuple(KINDS), tuple(CATEGORY_ORDER))
        areas = shelf.division(actor, code).areas
        chosen = [area for area in areas if not view.area_codes or area.code in view.area_codes]
        municipality = shelf.municipality(actor, code)
        return Selection(
            municipality=code,
            name=municipality.name,
            tier=next(tier for tier in reversed(Tier) if tier in actor.tiers),
            as_of=register.today,
            view=view,
            version=counts.version,
            made_up=municipality.shown_as_of is not None,
            total=total,
            located=located,
            kinds=kinds,
            categories=categories,
            areas=tuple(AreaCount(one.code, one.name, by_area[one.code], rings(one.outline)) for one in chosen),
            nowhere=by_area[""],
            spots=spots,
            all_spots=len(cards),
            promises=tuple(maker.promise(register.promise_story(one, adopted)) for one in register.promises),
            actions=tuple(maker.action(line) for line in lines.values()),
            gaps=tuple(gap_part(gap) for gap in self.coverage(actor, code).gaps),
            places=maker.places(),
            origins=origins(self._of_view(actor, view)),
            dots=self._dots(actor, view) if points else None,
        )

    def _of_view(self, actor: Actor, view: View) -> Iterator[Provenance]:
        for area in self._shelf.division(actor, view.municipality).areas:
            yield area.provenance
        for line in self._shelf.register(actor, view.municipality).lines.values():
            yield line.action.provenance
        yield from self._of_evidence(actor, view)

    def _dots(self, actor: Actor, view: View) -> tuple[Dot, ...] | None:
        columns = self._shelf.columns(actor, view.municipality)
        rows = np.flatnonzero(columns.where(view) & columns.located)
        if len(rows) > MOST_DOTS:
            return None
        lon, lat = columns.lon[rows].round(DOT_DIGITS).tolist(), columns.lat[rows].round(DOT_DIGITS).tolist()
        codes = (columns.kind[rows].tolist(), columns.category[rows].tolist(), columns.day[rows].tolist())
        return tuple(
            Dot((x, y), KINDS[kind], CATEGORY_ORDER[category], date.fromordinal(_EPOCH + day).replace(day=1))
            for x, y, kind, category, day in zip(lon, lat, *codes, strict=True)
        )
