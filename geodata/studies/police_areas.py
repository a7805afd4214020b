"""How many events the police have published of each area.

The police name a place, often only the municipality, and give a point that stands for the whole of it. So events are
counted where they are said to be and nothing is put on a point.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geodata.model import LOCAL_TIME, Area, AreaKind, Municipality, PoliceEvent, Position

__all__ = ["PoliceArea", "PoliceAreas", "police_areas"]

MOST_TYPES = 3


@dataclass(frozen=True, slots=True)
class PoliceArea:
    """An area with its number of events.

    code: None for the municipality as a whole.  types: the most frequent, with their numbers.  at: well inside, WGS84.
    """

    code: str | None
    name: str
    count: int
    types: tuple[tuple[str, int], ...]
    at: Position


@dataclass(frozen=True, slots=True)
class PoliceAreas:
    """Areas with events, by code, the whole municipality last. total: of all, also of those that nothing can show."""

    areas: tuple[PoliceArea, ...]
    total: int


def police_areas(
    events: Collection[PoliceEvent],
    municipality: Municipality,
    division: Sequence[Area],
    areas: Sequence[Area],
    *,
    since: date | None = None,
    until: date | None = None,
) -> PoliceAreas:
    """Count the events of a period, both days included, in local time.

    division: areas that evidence is counted in.  areas: all of the municipality.  RULE 1: an event belongs to the area
    that bears the name of its place.  RULE 2: one without a place's name belongs to the area of the division that holds
    its point.  RULE 3: all others are the whole municipality's, for a point that stands for a town is in no part of it.
    """
    named = {area.name.casefold(): area for area in areas if area.area_kind is not AreaKind.MUNICIPALITY}
    by_code = {area.code: area for area in (*areas, *division)}
    counted: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    total = 0
    for event in events:
        day = event.happened_at.astimezone(LOCAL_TIME).date()
        if (since and day < since) or (until and day > until):
            continue
        total += 1
        counted[_code(event, named, division)][event.event_type] += 1
    found = []
    for code, types in sorted(counted.items(), key=lambda item: (item[0] is None, item[0] or "")):
        area = by_code[code] if code else None
        outline = area.outline if area else _whole(municipality, division)
        if outline is None:
            continue
        inside = shapely.point_on_surface(outline)
        most = sorted(types.items(), key=lambda item: (-item[1], item[0]))[:MOST_TYPES]
        found.append(
            PoliceArea(
                code=code,
                name=area.name if area else municipality.name,
                count=types.total(),
                types=tuple(most),
                at=Position(lon=inside.x, lat=inside.y),
            )
        )
    return PoliceAreas(tuple(found), total)


def _code(event: PoliceEvent, named: dict[str, Area], division: Sequence[Area]) -> str | None:
    if event.place_name:
        area = named.get(event.place_name.casefold())
        return area.code if area else None
    if event.centroid is None:
        return None
    point = Point(event.centroid.lon, event.centroid.lat)
    return next((area.code for area in division if area.outline.covers(point)), None)


def _whole(municipality: Municipality, division: Sequence[Area]) -> BaseGeometry | None:
    if municipality.outline is not None:
        return municipality.outline
    return shapely.union_all([area.outline for area in division]) if division else None
