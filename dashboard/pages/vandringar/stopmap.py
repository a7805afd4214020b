"""A walk's stops and way as a picture: for the page and for paper, legible in black and white. Nothing from outside.

Drawn in web mercator, so that it looks like the map it was planned on.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import shapely
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from geodata.casebook import Casebook
from geodata.model import Actor, Place, Walk

WIDTH, HEIGHT = 720, 480
_AROUND = 0.14
"""Of the picture's side that is left round the stops."""
_NARROWEST_M = 250.0
_EARTH_M = 40_075_016.686
_RADIUS = 13.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a picture is drawn upon. areas: as GeoJSON.  places: those with a position give the eye a hold."""

    areas: Mapping[str, Any]
    places: Sequence[Place]


def ground_of(casebook: Casebook, actor: Actor, municipality: str) -> Ground:
    """The areas and places of a municipality."""
    return Ground(casebook.areas_geojson(actor, municipality), casebook.places(actor, municipality))


class Frame:
    """What part of the world a picture shows. scale: pixels for the whole of web mercator's unit square."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        xs, ys = [_x(lon) for lon, _ in points], [_y(lat) for _, lat in points]
        self.lat = sum(lat for _, lat in points) / len(points)
        narrowest = _NARROWEST_M / (_EARTH_M * math.cos(math.radians(self.lat)))
        wide, high = max(max(xs) - min(xs), narrowest), max(max(ys) - min(ys), narrowest * HEIGHT / WIDTH)
        self.scale = min(WIDTH / wide, HEIGHT / high) * (1 - 2 * _AROUND)
        self._middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)

    @property
    def width_m(self) -> int:
        """Metres from the left to the right edge, to ten."""
        return round(WIDTH / self.scale * _EARTH_M * math.cos(math.radians(self.lat)) / 10) * 10

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        x = (_x(lon) - self._middle[0]) * self.scale + WIDTH / 2
        return round(x, 1), round((_y(lat) - self._middle[1]) * self.scale + HEIGHT / 2, 1)


def _x(lon: float) -> float:
    return (lon + 180) / 360


def _y(lat: float) -> float:
    return 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def frame_of(walk: Walk, route: Any) -> Frame | None:
    """The part of the world that holds a walk; None where no stop has a position."""
    points = [(stop.position.lon, stop.position.lat) for stop in walk.stops if stop.position is not None]
    if route is not None:
        points += [(lon, lat) for lon, lat in shapely.get_coordinates(route).tolist()]
    return Frame(points) if points else None


def as_svg(walk: Walk, route: Any, ground: Ground, label: str) -> str | None:
    """The picture; None where no stop has a position. label: said to those who do not see it."""
    frame = frame_of(walk, route)
    if frame is None:
        return None
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{_quoted(label)}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff" stroke="#000"/>',
        '<g fill="none" stroke="#8a8f94" stroke-width="1.5" stroke-dasharray="2 3">',
        *(f'<path d="{_path(frame, ring)}Z"/>' for ring in _rings(ground.areas)),
        "</g>",
        *(part for place in ground.places for part in _place(frame, place)),
    ]
    if route is not None:
        line = _path(frame, shapely.get_coordinates(route).tolist())
        parts.append(f'<path d="{line}" fill="none" stroke="#000" stroke-width="3" stroke-linejoin="round"/>')
    for stop in sorted(walk.stops, key=lambda one: -one.number):
        if stop.position is not None:
            x, y = frame.at(stop.position.lon, stop.position.lat)
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="{_RADIUS}" fill="#fff" stroke="#000" stroke-width="2.5"/>'
                f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-family="sans-serif" font-weight="700" '
                f'font-size="15" fill="#000">{stop.number}</text>'
            )
    parts.append("</svg>")
    return "".join(parts)


def as_picture(t: Translate, walk: Walk, route: Any, ground: Ground) -> Component:
    """The picture on a page, on white also in the dark; words where there is none."""
    label = described(t, walk)
    svg = as_svg(walk, route, ground, label)
    if svg is None:
        return html.P(t("walk.route_none"), className="source")
    source = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    return html.Figure(
        [
            html.Img(src=source, alt=label, width=WIDTH, height=HEIGHT, className="walk-picture"),
            html.Figcaption(t("walk.map_made"), className="source"),
        ]
    )


def described(t: Translate, walk: Walk) -> str:
    """What the picture shows, in words."""
    return t("walk.map", title=walk.title, stops=t.count("walks.stops_n", len(walk.stops)))


def _path(frame: Frame, ring: Sequence[Sequence[float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in (frame.at(lon, lat) for lon, lat in ring))


def _place(frame: Frame, place: Place) -> Iterator[str]:
    if place.position is None:
        return
    x, y = frame.at(place.position.lon, place.position.lat)
    if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
        # names on the right half are written to the left, so that the frame cuts none off
        side, anchor = (8, "start") if x < WIDTH / 2 else (-8, "end")
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="none" stroke="#525c64" stroke-width="1.5"/>'
        yield (
            f'<text x="{x + side}" y="{y + 18}" text-anchor="{anchor}" font-family="sans-serif" font-size="15" '
            f'fill="#525c64">{escape(place.name)}</text>'
        )


def _rings(areas: Mapping[str, Any]) -> Iterator[list[list[float]]]:
    for feature in areas.get("features", ()):
        geometry = feature.get("geometry") or {}
        polygons = [geometry["coordinates"]] if geometry.get("type") == "Polygon" else geometry.get("coordinates", [])
        for polygon in polygons:
            yield from polygon


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
