"""Hotspots, promises and actions with their figures, as a lägesbild and a handout of the map tell them. Pure.

RULE 1: nothing is reckoned here that is not told elsewhere too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.chain import ActionLine, HotspotCard, PromiseStory
from geodata.linking import Gap
from geodata.model import LOCAL_TIME, Effect, Place, Provenance
from geodata.situation.content import (
    ActionPart,
    EffectLine,
    Figure,
    GapPart,
    Origin,
    Part,
    PlacePart,
    PromisePart,
    Ring,
    Spot,
    Unit,
)

OUTLINE_DEGREES = 0.0001
"""Outlines are drawn small: corners that move a border by less than some ten metres are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a municipality's register says on a day. since, until: of the evidence that hotspots are told of.

    refs: of the hotspots that an action answers, by its id.
    """

    as_of: date
    since: date | None
    until: date | None
    actions: Sequence[ActionLine]
    refs: Mapping[UUID, frozenset[str]]
    places: Sequence[Place]


class Maker:
    """Makes parts of what the register says."""

    def __init__(self, told: Known) -> None:
        self.told = told
        self._names = {place.id: place.name for place in told.places}
        self.by_spot: dict[str, list[ActionLine]] = {}
        for line in told.actions:
            for ref in told.refs.get(line.action.id, ()):
                self.by_spot.setdefault(ref, []).append(line)

    def figure(self, key: str, unit: Unit, value: float | None, **more: object) -> Figure:
        """A figure of the told period, unless it says another."""
        period = {"since": self.told.since, "until": self.told.until}
        return Figure(key, unit, value, **{**period, **more})  # type: ignore[arg-type]

    def spot(self, card: HotspotCard) -> Spot:
        """A hotspot."""
        key, growth = f"spot.{card.ref}", card.growth
        lines = self.by_spot.get(card.ref, [])
        return Spot(
            ref=card.ref,
            name=card.name,
            state=card.state,
            standing=card.standing,
            trend=card.trend,
            count=self.figure(f"{key}.count", Unit.EVIDENCE, card.count, low=card.count_low, high=card.count_high),
            reports=self.figure(f"{key}.reports", Unit.REPORTS, card.reports),
            findings=self.figure(f"{key}.findings", Unit.FINDINGS, card.findings),
            growth=self.figure(
                f"{key}.growth",
                Unit.YEARLY_FACTOR,
                growth.yearly if growth else None,
                low=growth.low if growth else None,
                high=growth.high if growth else None,
                since=None,
                why=None if growth else "too_few",
            ),
            felt_and_found=card.felt_and_found,
            categories=tuple(category for category, _ in card.categories),
            area_code=card.area_code,
            gaps=card.gaps,
            actions=tuple(line.action.id for line in lines),
            late_actions=card.late_actions,
            peak=(round(card.peak.lon, 5), round(card.peak.lat, 5)),
            outline=rings(card.outline),
        )

    def promise(self, story: PromiseStory) -> PromisePart:
        """A promise."""
        promise, keeping = story.promise, story.keeping
        key, indicator, reading = f"promise.{promise.id}", promise.indicator, keeping.reading
        own = {"since": None, "until": None, "own_unit": indicator.unit if indicator else None}
        stated = {**own, "sources": (indicator.source,) if indicator and indicator.source else ()}
        why = None if indicator else "no_indicator"
        return PromisePart(
            id=promise.id,
            number=promise.number,
            title=promise.title,
            text=promise.text,
            starts_on=promise.starts_on,
            ends_on=promise.ends_on,
            keeping=keeping.keeping,
            why=keeping.why,
            is_over=keeping.is_over,
            indicator=indicator.name if indicator else None,
            direction=indicator.direction if indicator else None,
            baseline=self.figure(f"{key}.baseline", Unit.OWN, keeping.baseline, **stated, why=why or "not_stated"),
            target=self.figure(f"{key}.target", Unit.OWN, keeping.target, **stated, why=why or "not_stated"),
            reading=self.figure(
                f"{key}.reading",
                Unit.OWN,
                reading.value if reading else None,
                **{**own, "as_of": reading.on if reading else None},
                sources=(reading.source,) if reading and reading.source else (),
                why=None if reading else why or "no_reading",
            ),
            late=self.figure(f"{key}.late", Unit.ACTIONS, len(keeping.work.late), since=None, until=self.told.as_of),
            actions=tuple(line.action.id for line in story.answers),
            spots=tuple(card.ref for card in story.hotspots),
        )

    def action(self, line: ActionLine) -> ActionPart:
        """An action."""
        action, stands = line.action, line.progress
        key = f"action.{action.id}"
        period = {"since": action.starts_on, "until": min(self.told.as_of, action.ends_on or self.told.as_of)}
        return ActionPart(
            id=action.id,
            title=action.title,
            starts_on=action.starts_on,
            ends_on=action.ends_on,
            commitment=action.commitment.commitment_kind if action.commitment else None,
            measure=stands.measure,
            pace=stands.pace,
            is_late=stands.is_late,
            done=self.figure(f"{key}.done", Unit.DONE, stands.done, **period),
            target=self.figure(
                f"{key}.target", Unit.DONE, stands.target, **period, why=None if stands.target else "no_number"
            ),
            last_done_on=stands.last_done_on,
            parts=tuple(Part(one.party.name, one.role, one.confirmed_on) for one in line.responsible),
            places=tuple(self._names[one] for one in action.place_ids if one in self._names),
            spots=tuple(sorted(self.told.refs.get(action.id, ()))),
            effect=self._effect(key, line.effect),
        )

    def places(self) -> tuple[PlacePart, ...]:
        """Located places where something is done, by name."""
        done: dict[UUID, list[UUID]] = {}
        for line in self.told.actions:
            for one in line.action.place_ids:
                done.setdefault(one, []).append(line.action.id)
        found = sorted((place for place in self.told.places if place.id in done), key=lambda one: (one.name, one.id))
        return tuple(
            PlacePart(
                place.id,
                place.name,
                (round(place.position.lon, 5), round(place.position.lat, 5)),
                tuple(done[place.id]),
            )
            for place in found
            if place.position is not None
        )

    def _effect(self, key: str, effect: Effect | None) -> EffectLine | None:
        if effect is None:
            return None
        change = self.figure(
            f"{key}.effect",
            Unit.RATIO,
            None if effect.change is None else 1 + effect.change,
            low=None if effect.low is None else 1 + effect.low,
            high=None if effect.high is None else 1 + effect.high,
            since=effect.before_from,
            until=effect.after_to,
            as_of=effect.computed_at.astimezone(LOCAL_TIME).date(),
            why="undecided" if effect.change is None else None,
        )
        return EffectLine(effect.verdict, change)


def rings(outline: BaseGeometry) -> tuple[tuple[Ring, ...], ...]:
    """The polygons of an outline with the digits and the corners that a drawing needs; what has no area is left out."""
    simple = shapely.simplify(outline, OUTLINE_DEGREES)
    polygons = (one for one in shapely.get_parts(simple) if isinstance(one, shapely.Polygon) and not one.is_empty)
    return tuple(
        tuple(
            tuple((round(lon, 5), round(lat, 5)) for lon, lat in ring.coords)
            for ring in (polygon.exterior, *polygon.interiors)
        )
        for polygon in polygons
    )


def gap_part(gap: Gap) -> GapPart:
    """A gap as it is kept."""
    return GapPart(gap.kind, gap.subject_kind, gap.subject_ref, gap.subject_name, tuple(sorted(gap.about.items())))


def origins(told: Iterable[Provenance]) -> tuple[Origin, ...]:
    """Where records come from, each origin once, by the alphabet."""
    found = {Origin(one.source, one.licence, one.made_up) for one in told}
    return tuple(sorted(found, key=lambda one: (one.source, one.licence or "", one.made_up)))
