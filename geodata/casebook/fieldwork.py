"""What phones send from a walk: kept once, however often it arrives, and told by a receipt only when it is durable."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.casebook.inviting import Guest, Inviting
from geodata.daylight import SunTimes, sun_times
from geodata.errors import InvalidRecord, NotInvited, NotInvitedBecause, UsedBefore
from geodata.fieldnotes import (
    Doubt,
    Received,
    TurnoutNote,
    dated,
    doubts,
    read_note,
    record_of,
    said,
)
from geodata.model import Assessment, Finding, Municipality, Place, Position, Record, Tier, Turnout, Walk
from geodata.places import transform_geometry
from geodata.store.base import Change, Event, Op, Outcome, Query, Reach, Stored
from geodata.walkroutes import route_of

R = TypeVar("R", bound=Record)

MOST_NOTES = 5_000
"""Findings, assessments and turnouts of one walk, each."""
_BY = "walker"
_NEAR_M = 800.0
_SMOOTHED_M = 4.0
_EVERY_TIER = frozenset(Tier)
_SWEREF, _WGS84 = 3006, 4326


class Fate(StrEnum):
    """What became of something a phone sent. CONFLICT: kept in the log beside what stands, for a person to compare."""

    KEPT = "kept"
    ALREADY = "already"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class ItemReceipt:
    """The word on which a phone may let go of what it sent. sha256: of the bytes that arrived.

    op: None for a photo.  version: the record's version now.
    """

    op: UUID | None
    id: UUID
    outcome: Fate
    version: int | None
    sha256: str
    notes: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldPack:
    """All that a phone needs of a walk where there is no coverage, and nothing that is not public.

    route: as it was drawn, otherwise from stop to stop; None where nothing is on the map.
    areas: (name, simplified outline in degrees) near the walk.  places: located ones near it.
    bbox: (west, south, east, north) of the walk and what is near.  sun: there on the day of the walk.
    made_up: a demonstration's.
    """

    walk: Walk
    municipality: Municipality
    expires_at: datetime
    route: shapely.LineString | None
    areas: tuple[tuple[str, BaseGeometry], ...]
    places: tuple[tuple[str, Position], ...]
    bbox: tuple[float, float, float, float]
    sun: SunTimes
    made_up: bool


class Fieldwork(Inviting):
    """Notes from phones."""

    def receive(
        self, guest: Guest, body: bytes, *, age_ms: int | None = None, declared_sha256: str | None = None
    ) -> ItemReceipt:
        """Keep one note. age_ms: how long ago it was made, where the phone knows. Sending it again is harmless.

        Raises: DamagedOnTheWay; InvalidRecord; NotInvited where it is another walk's; UsedBefore.
        """
        received = read_note(body, declared_sha256)
        note = received.note
        if note.walk != guest.walk.id:
            raise NotInvited(NotInvitedBecause.OTHER_WALK)
        log = [event for event in self._store.history(note.id) if event.kind == received.kind.kind]
        if (earlier := _used(log, note.op)) is not None:
            return self._again(received, earlier)
        standing = self._standing(received.kind, note.id)
        if standing is None:
            self._refuse_overflow(received, guest.walk)
        elif getattr(standing.record, "walk_id", None) != guest.walk.id:
            raise NotInvited(NotInvitedBecause.OTHER_WALK)
        now = self._clock()
        when = None
        if not isinstance(note, TurnoutNote):
            age = None if age_ms is None else timedelta(milliseconds=min(max(age_ms, -1), 10**14))
            when = dated(note.body.observed_at, note.made_at, age=age, now=now)
        shift = self._shelf.now(guest.actor, guest.walk.municipality) - now
        fresh = record_of(received, guest.walk, when=when, shift=shift)
        op = _operation(received, fresh, standing, log)
        receipt = self._store.apply(
            [op], by=_BY, at=now, reach=Reach(municipalities=frozenset({guest.walk.municipality}))
        )[0]
        if receipt.outcome is Outcome.REFUSED:
            # the note arrived twice at the same moment, or its operation's id was used for another record
            if (earlier := _used(self._store.history(note.id), note.op)) is not None:
                return self._again(received, earlier)
            raise UsedBefore(f"the operation {note.op} was used before for something else; save the note anew")
        fate = Fate.CONFLICT if receipt.outcome is Outcome.CONFLICT else Fate.KEPT
        return ItemReceipt(note.op, note.id, fate, receipt.version, received.sha256, doubts(note, guest.walk, when))

    def field_pack(self, guest: Guest) -> FieldPack:
        """What a phone takes along."""
        actor, code = guest.actor, guest.walk.municipality
        municipality = self._shelf.municipality(actor, code)
        areas = self._shelf.areas(actor, code)
        core: BaseGeometry | None = _on_map(
            guest.walk, {area.code: area.outline for area in areas}, self._shelf.records(actor, Place, code)
        )
        if core is None:
            outlines = [area.outline for area in areas] or ([municipality.outline] if municipality.outline else [])
            near = shapely.union_all(outlines) if outlines else shapely.box(10.5, 55.0, 24.5, 69.5)
        else:
            wide = transform_geometry(core, from_epsg=_WGS84, to_epsg=_SWEREF).buffer(_NEAR_M)
            near = transform_geometry(wide, from_epsg=_SWEREF, to_epsg=_WGS84)
        west, south, east, north = near.bounds
        window = shapely.box(west, south, east, north)
        shown = tuple(
            (area.name, _simplified(area.outline.intersection(window)))
            for area in self._shelf.division(actor, code).areas
            if area.outline.intersects(window)
        )
        places = tuple(
            (place.name, place.position)
            for place in self._shelf.records(actor, Place, code)
            if place.position is not None
            and west <= place.position.lon <= east
            and south <= place.position.lat <= north
        )
        return FieldPack(
            guest.walk,
            municipality,
            guest.invitation.expires_at,
            route_of(guest.walk),
            tuple((name, shape) for name, shape in shown if not shape.is_empty),
            places,
            (west, south, east, north),
            sun_times((west + east) / 2, (south + north) / 2, guest.walk.planned_on),
            municipality.shown_as_of is not None,
        )

    def _again(self, received: Received, earlier: Event) -> ItemReceipt:
        """What is said of a note that arrives again. Raises: UsedBefore where it is not the same."""
        note = received.note
        if json.loads(earlier.body).get("received_sha256") != received.sha256:
            raise UsedBefore(f"the operation {note.op} was kept with other content; save the note anew")
        standing = self._standing(received.kind, note.id)
        fate = Fate.CONFLICT if earlier.outcome is Outcome.CONFLICT else Fate.ALREADY
        return ItemReceipt(note.op, note.id, fate, standing.version if standing else None, received.sha256)

    def _standing(self, kind: type[R], identity: UUID) -> Stored[R] | None:
        """A record whoever may see it: what a phone sends must not meet a stranger unawares."""
        found = self._store.find(kind, Query(_EVERY_TIER, where={"id": identity}))
        return found[0] if found else None

    def _refuse_overflow(self, received: Received, walk: Walk) -> None:
        many = self._store.count(
            received.kind, Query(_EVERY_TIER, frozenset({walk.municipality}), where={"walk_id": walk.id})
        )
        if many >= MOST_NOTES:
            raise InvalidRecord(f"the walk has {many} notes already; ask for a walk of its own")


def _used(log: Sequence[Event], op_id: UUID) -> Event | None:
    """The line of the log in which an operation was kept."""
    return next((e for e in log if e.op_id == op_id and e.outcome is not Outcome.REFUSED), None)


def _operation(
    received: Received, fresh: Finding | Assessment | Turnout, standing: Stored[Record] | None, log: list[Event]
) -> Op:
    """The note as an operation upon what stands.

    RULE 1: an edit changes what is the recorder's to say and nothing of what was decided since.
    RULE 2: where only what is not the recorder's changed since the version that was edited, both hold.
    """
    note = received.note
    if standing is None or note.base == 0:
        return Op(note.op, fresh, base_version=note.base)
    own = {*said(note), "received_sha256"}
    told = {name: getattr(fresh, name) for name in own}
    kind: type[Any] = type(standing.record)
    changed = kind(**{**dict(standing.record), **told})
    base = note.base
    if base != standing.version and not _touched(log, base, own - {"received_sha256"}):
        base = standing.version
    return Op(note.op, changed, base_version=base)


def _touched(log: list[Event], since: int, fields: set[str]) -> bool:
    """Whether any of the fields changed after a version, or it cannot be told."""
    bodies: dict[int, Mapping[str, Any]] = {
        event.new_version: json.loads(event.body)
        for event in log
        if event.new_version is not None and event.change is Change.PUT
    }
    if since not in bodies or any(event.change is Change.RETIRE and event.new_version for event in log):
        return True
    before = bodies[since]
    return any(
        body.get(name) != before.get(name) for version, body in bodies.items() if version > since for name in fields
    )


def _on_map(walk: Walk, outlines: Mapping[str, BaseGeometry], places: tuple[Place, ...]) -> BaseGeometry | None:
    """Where the walk is, degrees: its stops and route, otherwise its place, otherwise its area."""
    shapes: list[BaseGeometry] = [
        shapely.Point(s.position.lon, s.position.lat) for s in walk.stops if s.position is not None
    ]
    shapes += [walk.route] if walk.route is not None else []
    if not shapes:
        shapes = [shapely.Point(p.position.lon, p.position.lat) for p in places if p.id == walk.place_id and p.position]
    if not shapes and walk.area_code is not None and walk.area_code in outlines:
        shapes = [outlines[walk.area_code]]
    return shapely.union_all(shapes) if shapes else None


def _simplified(outline: BaseGeometry) -> BaseGeometry:
    """A small picture of an outline, degrees, true to some metres."""
    if outline.is_empty or outline.geom_type not in {"Polygon", "MultiPolygon"}:
        return shapely.Polygon()
    metric: BaseGeometry = transform_geometry(outline, from_epsg=_WGS84, to_epsg=_SWEREF)
    return transform_geometry(metric.simplify(_SMOOTHED_M), from_epsg=_SWEREF, to_epsg=_WGS84)
