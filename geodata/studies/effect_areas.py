"""Where an action works, where its trouble may move, and which areas it may be compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import places
from geodata.analysis.checks import Numbers
from geodata.analysis.comparison import LEAST_MONTHS as MONTHS_TO_COMPARE
from geodata.analysis.comparison import Candidate, comparisons
from geodata.errors import InvalidRecord
from geodata.model import Action, Activity, Area, Hotspot, NeighbourhoodWatch, Place
from geodata.studies.effect_counts import EventCounts, Months, number_of

REST = "*"
"""Key of what is left of the municipality, as a comparison."""
SHARE_WITHIN = 0.25
"""RULE 1: an outline lies in the areas that hold at least a quarter of it."""
TOUCHING_M = 5.0
"""Outlines come rounded: areas so close to each other are neighbours."""
MOST_OPTIONS = 8


class TreatedBy(StrEnum):
    """How it is known where an action works."""

    ACTION = "action"
    LOG = "log"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class ComparisonOption:
    """Areas that the treated ones may be compared with.

    key: code of an area or of the coarser one that holds them, REST for what is left. tested: how far it went its own
    way before, None where the months before are too few to tell.
    """

    key: str
    codes: frozenset[str]
    events: int
    tested: Candidate | None = None


@dataclass(frozen=True, eq=False)
class EffectGround:
    """The areas that events are counted in, and the coarser ones that hold them.

    division: of one kind, side by side. everything: all areas of the municipality.
    """

    division: Sequence[Area]
    everything: Sequence[Area] = ()

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the division."""
        return tuple(area.code for area in self.division)

    @cached_property
    def _outlines(self) -> Mapping[str, BaseGeometry]:
        return {area.code: _metric(area.outline) for area in self.division}

    @cached_property
    def _touching(self) -> Mapping[str, frozenset[str]]:
        outlines = list(self._outlines.values())
        found: dict[str, set[str]] = {code: set() for code in self.codes}
        if outlines:
            pairs = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=TOUCHING_M)
            for one, other in pairs.T.tolist():
                if one != other:
                    found[self.codes[one]].add(self.codes[other])
        return {code: frozenset(beside) for code, beside in found.items()}

    @cached_property
    def _held(self) -> Mapping[str, frozenset[str]]:
        """Coarser area -> the areas of the division whose parents lead to it."""
        above = {area.code: area.parent for area in self.everything}
        found: dict[str, set[str]] = {}
        for area in self.division:
            parent, seen = area.parent, {area.code}
            while parent and parent not in seen:
                found.setdefault(parent, set()).add(area.code)
                seen.add(parent)
                parent = above.get(parent)
        return {code: frozenset(held) for code, held in found.items()}

    def neighbours(self, codes: Collection[str]) -> frozenset[str]:
        """Areas that touch one of these, and are none of them."""
        beside: set[str] = set()
        for code in codes:
            beside |= self._touching.get(code, frozenset())
        return frozenset(beside - set(codes))

    def expanded(self, codes: Iterable[str]) -> frozenset[str]:
        """Areas of the division for codes of any kind. Raises: InvalidRecord for a code that no area has."""
        found: set[str] = set()
        by_code = {area.code: area for area in self.everything}
        for code in codes:
            if code in self._outlines:
                found.add(code)
            elif code in self._held:
                found |= self._held[code]
            elif code in by_code:
                found |= self.areas_of(_metric(by_code[code].outline), of_area=True)
            else:
                raise InvalidRecord(f'no area has the code "{code}"; import the areas, or choose another')
        return frozenset(found)

    def areas_of(self, outline: BaseGeometry, *, of_area: bool = False) -> frozenset[str]:
        """Areas that an outline, SWEREF 99 TM metres, lies in.

        of_area: count an area that has half of itself within the outline, and not its share of the outline.
        """
        found = set()
        for code, area in self._outlines.items():
            common = area.intersection(outline).area
            if (common >= area.area / 2) if of_area else (common and common >= outline.area * SHARE_WITHIN):
                found.add(code)
        return frozenset(found)

    def areas_of_place(self, place: Place) -> frozenset[str]:
        """Areas that a named place lies in; none for a place that nobody has located."""
        if place.position is None:
            return frozenset()
        east, north = places.to_sweref(place.position.lon, place.position.lat)
        return self.areas_of(shapely.Point(east, north).buffer(max(1.0, float(place.radius_m or 1))))

    def treated(
        self,
        action: Action,
        *,
        known: Mapping[Any, Place],
        hotspots: Sequence[Hotspot],
        log: Sequence[Activity] = (),
        schemes: Sequence[NeighbourhoodWatch] = (),
    ) -> tuple[frozenset[str], TreatedBy]:
        """Where an action works: where it says so itself and at the hotspots tied to it; otherwise where it was done.

        known: places by id. hotspots: tied to it. log, schemes: of the action.
        """
        found = self.stated(action.area_codes, [known[i] for i in action.place_ids if i in known])
        for hotspot in hotspots:
            found |= self.areas_of(_metric(hotspot.outline))
        if found:
            return found, TreatedBy.ACTION
        done = [known[one.place_id] for one in log if one.place_id in known]
        codes = [code for code in (*(one.area_code for one in log), *(one.area_code for one in schemes)) if code]
        found = self.stated(codes, done)
        for scheme in schemes:
            if scheme.outline is not None and not scheme.area_code:
                found |= self.areas_of(_metric(scheme.outline))
        return found, TreatedBy.LOG

    def stated(self, codes: Iterable[str], named: Iterable[Place]) -> frozenset[str]:
        """Areas of the division for codes of any kind and named places; what is not known here is left out."""
        inside = {area.code for area in (*self.division, *self.everything)}
        found = self.expanded(code for code in codes if code in inside)
        for place in named:
            found |= self.areas_of_place(place)
        return found

    def options(
        self,
        events: EventCounts,
        treated: frozenset[str],
        *,
        before: Months,
        after: Months | None,
        level: float = 0.95,
    ) -> tuple[ComparisonOption, ...]:
        """What the treated areas may be compared with: what had at least as many events first, most surely parallel.

        RULE 2: neighbours never serve, for the trouble may have moved there. RULE 3: areas with a month that was not
        counted do not serve. What is left serves as one, without the ring round the neighbours where half of its
        events remain: the ring can then tell what happens beside an area where nothing was done. RULE 4: a comparison
        with fewer events than the treated areas comes last, for its own scatter would hide what is to be seen.
        """
        beside = self.neighbours(treated)
        far = [code for code in self.codes if code not in treated | beside]
        periods = [before] if after is None else [before, after]
        whole = frozenset(code for code in far if events.first_missing([code], periods) is None)
        own = events.within(treated, before)
        beyond = whole - self.neighbours(treated | beside)
        enough = 2 * _sum(events, beyond, before) >= _sum(events, whole, before)
        groups: dict[str, frozenset[str]] = {}
        if rest := beyond if enough and beyond else whole:
            groups[REST] = rest
        for parent, held in self._held.items():
            if held <= whole and held not in groups.values():
                groups[parent] = held
        for code in whole:
            if frozenset({code}) not in groups.values():
                groups[code] = frozenset({code})
        tested = self._tested(events, treated, groups, before, level)
        if tested:
            ranked = sorted(tested.values(), key=lambda one: (one.events < sum(_whole(own)), one.worst, one.code))
            return tuple(ComparisonOption(one.code, groups[one.code], one.events, one) for one in ranked[:MOST_OPTIONS])
        untested = [ComparisonOption(key, codes, _sum(events, codes, before)) for key, codes in groups.items()]
        found = [option for option in untested if option.events]
        return tuple(sorted(found, key=lambda one: (-one.events, one.key))[:MOST_OPTIONS])

    def option_of(
        self,
        events: EventCounts,
        treated: frozenset[str],
        codes: frozenset[str],
        *,
        before: Months,
        level: float = 0.95,
    ) -> ComparisonOption:
        """Areas that somebody chose freely, as an option without a key."""
        tested = None
        if codes and treated.isdisjoint(codes) and events.first_missing(codes, [before]) is None:
            tested = self._tested(events, treated, {"/chosen": codes}, before, level).get("/chosen")
        return ComparisonOption("", codes, _sum(events, codes, before), tested)

    def _tested(
        self,
        events: EventCounts,
        treated: frozenset[str],
        groups: Mapping[str, frozenset[str]],
        before: Months,
        level: float,
    ) -> dict[str, Candidate]:
        """How far each group went its own way before; nothing where the months are too few to tell."""
        own = events.within(treated, before)
        if number_of(before) < MONTHS_TO_COMPARE or None in own or not any(own):
            return {}
        # named apart from codes of areas, which own areas choose freely
        series: dict[str, Numbers] = {"/treated": own}
        series |= {key: events.within(codes, before) for key, codes in groups.items()}
        found = comparisons({"/treated"}, series, first_month=before[0], before=before, level=level)
        return {one.code: one for one in found}

    def zones(
        self, treated: frozenset[str], comparison: frozenset[str], wanted: frozenset[str] | None = None
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Displacement zones: the areas beside the treated ones, and those beside the comparison; either may be empty.

        wanted: the first, where somebody chose it.
        """
        beside = (self.neighbours(treated) if wanted is None else wanted) - treated - comparison
        other = self.neighbours(comparison) - treated - beside - self.neighbours(treated)
        return beside, other if beside else frozenset()


def _whole(counts: Iterable[int | None]) -> list[int]:
    return [count for count in counts if count is not None]


def _sum(events: EventCounts, codes: Collection[str], period: Months) -> int:
    return sum(_whole(events.within(codes, period)))


def _metric(geometry: BaseGeometry) -> BaseGeometry:
    return places.transform_geometry(geometry, from_epsg=places.WGS84, to_epsg=places.SWEREF99_TM)
