"""What a phone takes along of a walk, as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import shapely

from dashboard.config import Settings
from dashboard.field.guarding import LARGEST_PHOTO
from geodata.casebook.fieldwork import MOST_NOTES, FieldPack
from geodata.model import LOCAL_TIME, Walk
from geodata.model.taxonomy import CATEGORIES

PHOTO_SIDE = 1600
"""Pixels to which a phone shrinks the longer side of a photo."""
ACCURACY_M = 50
FAR_M = 1500
_TILES_MAX_ZOOM = 19
_DIGITS = 6


def as_sent(pack: FieldPack, settings: Settings) -> dict[str, Any]:
    """The pack, with the installation's tiles and what a phone should warn of. version: another for other content."""
    themes = set(pack.walk.themes)
    categories = [
        {"code": code.value, "sv": facts.sv, "en": facts.en}
        for code, facts in sorted(CATEGORIES.items(), key=lambda one: one[0] not in themes)
    ]
    told = {
        "walk": _walk(pack),
        "municipality": {"code": pack.municipality.code, "name": pack.municipality.name},
        "expires_at": pack.expires_at.isoformat(),
        "categories": categories,
        "areas": [{"name": name, "rings": rings} for name, outline in pack.areas for rings in _polygons(outline)],
        "places": [{"name": name, "position": {"lon": at.lon, "lat": at.lat}} for name, at in pack.places],
        "bbox": [round(edge, _DIGITS) for edge in pack.bbox],
        "tiles": None
        if settings.tiles_url is None
        else {"url": settings.tiles_url, "attribution": settings.tiles_attribution, "max_zoom": _TILES_MAX_ZOOM},
        "limits": {
            "photo_bytes": LARGEST_PHOTO,
            "photo_side": PHOTO_SIDE,
            "accuracy_m": ACCURACY_M,
            "far_m": FAR_M,
            "items": MOST_NOTES,
        },
        "made_up": pack.made_up,
    }
    return {**told, "version": sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]}


def _walk(pack: FieldPack) -> dict[str, Any]:
    walk: Walk = pack.walk
    return {
        "id": str(walk.id),
        "title": walk.title,
        "form": walk.form.value,
        "themes": [theme.value for theme in walk.themes],
        "own_theme": walk.own_theme,
        "planned_on": walk.planned_on.isoformat(),
        "open_until": walk.open_until and walk.open_until.isoformat(),
        "starts_at": walk.starts_at and walk.starts_at.astimezone(LOCAL_TIME).isoformat(),
        "sunset_at": pack.sun.sunset and pack.sun.sunset.isoformat(),
        "meeting_point": walk.meeting_point,
        "ended_at": walk.ended_at and walk.ended_at.astimezone(LOCAL_TIME).isoformat(),
        "stops": [
            {
                "number": stop.number,
                "name": stop.name,
                "position": stop.position and {"lon": stop.position.lon, "lat": stop.position.lat},
            }
            for stop in sorted(walk.stops, key=lambda stop: stop.number)
        ],
        "route": None if pack.route is None else _line(pack.route.coords),
    }


def _polygons(outline: shapely.Geometry) -> Iterable[list[list[list[float]]]]:
    for polygon in getattr(outline, "geoms", [outline]):
        yield [_line(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]


def _line(points: Iterable[tuple[float, ...]]) -> list[list[float]]:
    return [[round(lon, _DIGITS), round(lat, _DIGITS)] for lon, lat, *_ in points]
