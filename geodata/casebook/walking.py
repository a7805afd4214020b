"""Walks: how they stand, one with all that belongs to it, where one could stop, and what follows when one is walked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid5

import shapely

from geodata.casebook.curation import Curation
from geodata.casebook.intake import OWN
from geodata.casebook.registering import Registering
from geodata.chain import ActionLine
from geodata.daylight import sun_times
from geodata.errors import BadSetting, NotFound
from geodata.model import (
    Activity,
    Actor,
    Area,
    Assessment,
    Category,
    Counted,
    Deed,
    Feeling,
    Finding,
    Measure,
    Municipality,
    Photo,
    Place,
    Position,
    Record,
    Turnout,
    View,
    Walk,
    record_id,
)
from geodata.places import SWEREF99_TM, WGS84, transform_geometry
from geodata.protocols.attendance import who_came
from geodata.store.base import Change, Op
from geodata.walkplans import (
    AROUND_M,
    MOST_STOPS,
    YEARS_BACK,
    LostStops,
    ProposedRoute,
    WalkHasFindings,
    WalkLight,
    WalkLine,
    WalkState,
    WalkStory,
    came,
    held_on,
    propose,
    starts_dark,
    state_of,
)
from geodata.walkroutes import length_m, metres, middle_of, minutes, route_of

R = TypeVar("R", bound=Record)
N = TypeVar("N", Finding, Assessment)

_TOLD_BY: tuple[type[Record], ...] = (Walk, Finding, Photo, Turnout, Municipality)


class Walking(Registering, Curation):
    """What planning and following walks needs."""

    def walks(self, actor: Actor, municipality: str) -> tuple[WalkLine, ...]:
        """All walks: those going on, the next ones, those whose återmöte is to come, and the others, latest first."""
        actor.require(Deed.READ, municipality)
        today = self._shelf.today(actor, municipality)

        def build() -> tuple[WalkLine, ...]:
            found = [self._line(actor, item, today) for item in self._shelf.stored(actor, Walk, municipality)]
            return tuple(sorted(found, key=lambda line: _order(line, today)))

        return self._shelf.shared("walks", (actor.tiers, actor.municipalities, municipality, today), _TOLD_BY, build)

    def walk(self, actor: Actor, identity: UUID) -> WalkStory:
        """One walk with its findings, scores, photos and what it belongs to. Raises: NotFound."""
        entry = self.entry(actor, Walk, identity)
        walk, shelf = entry.record, self._shelf
        code = walk.municipality
        today = shelf.today(actor, code)
        line = self._line(actor, entry, today)
        action: ActionLine | None = None
        if walk.action_id is not None:
            action = shelf.register(actor, code).lines.get(walk.action_id)
        light = self._light(actor, walk, line.day)
        earlier = shelf.records(actor, Walk, code, id=walk.previous_id) if walk.previous_id else ()
        later = shelf.records(actor, Walk, code, previous_id=walk.id)
        return WalkStory(
            line=line,
            findings=_in_time(shelf.records(actor, Finding, code, walk_id=walk.id)),
            assessments=_in_time(shelf.records(actor, Assessment, code, walk_id=walk.id)),
            who=who_came(walk, shelf.records(actor, Turnout, code, walk_id=walk.id)),
            photos=shelf.records(actor, Photo, code, walk_id=walk.id),
            light=light,
            route=route_of(walk),
            previous=earlier[0] if earlier else None,
            following=tuple(sorted(later, key=lambda one: (one.planned_on, str(one.id)))),
            action=action,
            promises=action.promises if action else (),
            place=self._place(actor, walk),
            today=today,
        )

    def walk_light(self, actor: Actor, walk: Walk) -> WalkLight:
        """When it gets dark on a walk that need not be kept yet, and how long it takes. Raises: NotAllowed."""
        actor.require(Deed.READ, walk.municipality)
        return self._light(actor, walk, walk.planned_on)

    def propose_stops(
        self,
        actor: Actor,
        municipality: str,
        *,
        area_code: str | None = None,
        place_id: UUID | None = None,
        themes: Sequence[Category] = (),
        most: int = 8,
    ) -> ProposedRoute:
        """Where a walk could stop: at hotspots and where reports of its themes lie, in the order of a short route.

        area_code, place_id: within the area, or 700 m round the place; neither: round the foremost hotspot.
        themes: none for all.  most: 1 to 20.  What was called unsafe in the last three years counts.
        Raises: BadSetting; NotFound for an area or a place that is not there.
        """
        actor.require(Deed.READ, municipality)
        if not 1 <= most <= MOST_STOPS:
            raise BadSetting(f"most={most}: ask for 1 to {MOST_STOPS} stops")
        shelf = self._shelf
        place = None if place_id is None else self._one(actor, (Place,), place_id)
        if place is not None and place.municipality != municipality:
            raise NotFound(f"no place {place_id} in the municipality {municipality}; choose one that is there")
        within = self._within(actor, municipality, area_code, place)
        today = shelf.today(actor, municipality)
        since = date(today.year - YEARS_BACK, today.month, 1)
        view = View(municipality=municipality, since=since, categories=frozenset(themes), feeling=Feeling.UNSAFE)
        with shelf.still():
            columns = shelf.columns(actor, municipality)
            return propose(
                cards=self.hotspots(actor, view),
                columns=columns,
                chosen=columns.where(view),
                within=within,
                place=place,
                known=shelf.records(actor, Place, municipality),
                most=most,
                since=since,
            )

    def _light(self, actor: Actor, walk: Walk, day: date) -> WalkLight:
        place = self._place(actor, walk)
        at, length = self._position(actor, walk, place), length_m(route_of(walk))
        return WalkLight(
            position=at,
            sun=None if at is None else sun_times(at.lon, at.lat, day),
            starts_dark=starts_dark(walk.walked_at or walk.starts_at, at),
            length_m=length,
            minutes=minutes(length, len(walk.stops)),
            stops=len(walk.stops),
            starts_at=walk.walked_at or walk.starts_at,
        )

    def _place(self, actor: Actor, walk: Walk) -> Place | None:
        if walk.place_id is None:
            return None
        return next(iter(self._shelf.records(actor, Place, walk.municipality, id=walk.place_id)), None)

    def _within(self, actor: Actor, municipality: str, area_code: str | None, place: Place | None) -> Any:
        if place is not None and place.position is not None:
            (east, north), *_ = metres([place.position]).tolist()
            round_it = shapely.Point(east, north).buffer(AROUND_M)
            return transform_geometry(round_it, from_epsg=SWEREF99_TM, to_epsg=WGS84)
        if area_code is None:
            return None
        found = self._area(actor, municipality, area_code)
        if found is None:
            raise NotFound(f'no area "{area_code}" in the municipality {municipality}; choose one that is there')
        return found.outline

    def _area(self, actor: Actor, municipality: str, code: str) -> Area | None:
        return next((area for area in self._shelf.areas(actor, municipality) if area.code == code), None)

    def _position(self, actor: Actor, walk: Walk, place: Place | None) -> Position | None:
        at = middle_of(walk) or (place.position if place else None)
        if at is not None:
            return at
        area = self._area(actor, walk.municipality, walk.area_code) if walk.area_code else None
        outline = area.outline if area else self._shelf.municipality(actor, walk.municipality).outline
        if outline is None:
            return None
        inside = shapely.point_on_surface(outline)
        return Position(lon=inside.x, lat=inside.y)

    def _line(self, actor: Actor, item: Any, today: date) -> WalkLine:
        walk: Walk = item.record
        shelf, code = self._shelf, walk.municipality
        findings = shelf.records(actor, Finding, code, walk_id=walk.id)
        return WalkLine(
            walk=walk,
            version=item.version,
            state=state_of(walk, has_findings=bool(findings), on=today),
            held_on=held_on(walk, bool(findings), today),
            findings=Counter(finding.status for finding in findings),
            photos=len(shelf.records(actor, Photo, code, walk_id=walk.id)),
            came=came(walk, shelf.records(actor, Turnout, code, walk_id=walk.id)),
        )

    def _examined(self, actor: Actor, record: R) -> R:
        edited = super()._examined(actor, record)
        if isinstance(edited, Walk):
            self._refuse_lost_stops(actor, edited)
        return edited

    def _refuse_lost_stops(self, actor: Actor, walk: Walk) -> None:
        """RULE 1: a stop at which something was noted or scored keeps its number, or the answer would go astray."""
        had = _numbers(self._whole(actor, Walk, walk.id))
        lost = had - _numbers(walk)
        if lost and (noted := lost & self._noted_at(actor, walk)):
            raise LostStops(sorted(noted))

    def _noted_at(self, actor: Actor, walk: Walk) -> set[int]:
        findings = self._shelf.records(actor, Finding, walk.municipality, walk_id=walk.id)
        scores = self._shelf.records(actor, Assessment, walk.municipality, walk_id=walk.id)
        return {one.stop for one in findings if one.stop is not None} | {one.stop for one in scores}

    def _follows(self, actor: Actor, op: Op) -> list[Op]:
        """RULE 2: a walk that was walked is one occurrence of its action, kept and taken away together with it.

        Where somebody has logged the day already, none is added. RULE 3: a walk with findings is not taken out of use.
        """
        ops = super()._follows(actor, op)
        if not isinstance(op.record, Walk):
            return ops
        walk, identity, shelf = op.record, _mark_id(op.record), self._shelf
        own = shelf.records(actor, Activity, walk.municipality, id=identity)
        mark_op = uuid5(op.op_id, "mark")
        has_findings = bool(shelf.records(actor, Finding, walk.municipality, walk_id=walk.id))
        if op.change is Change.RETIRE and has_findings:
            raise WalkHasFindings
        held = held_on(walk, has_findings, shelf.today(actor, walk.municipality))
        if op.change is not Change.PUT or held is None or walk.action_id is None:
            return [*ops, *(Op(mark_op, mark, Change.RETIRE) for mark in own)]
        same_day = shelf.records(actor, Activity, walk.municipality, action_id=walk.action_id, done_on=held)
        if not own and same_day:
            return ops
        number = came(walk, shelf.records(actor, Turnout, walk.municipality, walk_id=walk.id))
        mark = Activity(
            id=identity,
            municipality=walk.municipality,
            provenance=OWN,
            tier=walk.tier,
            action_id=walk.action_id,
            done_on=held,
            place_id=walk.place_id,
            numbers=(Counted(measure=Measure.PARTICIPANTS, number=number),) if number else (),
        )
        return [*ops, Op(mark_op, mark)]


def _numbers(walk: Walk | None) -> set[int]:
    return set() if walk is None else {stop.number for stop in walk.stops}


def _mark_id(walk: Walk) -> UUID:
    return record_id(Activity.kind, walk.municipality, Walk.kind, str(walk.id))


def _in_time(found: Sequence[N]) -> tuple[N, ...]:
    return tuple(sorted(found, key=lambda one: (one.observed_at, str(one.id))))


_FIRST = {state: rank for rank, state in enumerate(WalkState)}


def _order(line: WalkLine, today: date) -> tuple[int, int, str]:
    """The nearest day first: of those ahead the next, of those past the latest."""
    return (_FIRST[line.state], abs((line.day - today).days), str(line.walk.id))
