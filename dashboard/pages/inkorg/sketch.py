"""A sketch map of one finding: areas, the walk's route and stops, other findings near. One picture, without tiles.

Degrees become pixels by one factor for each axis, so that a click tells degrees by the same arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import Area, Finding, Position, Walk

WIDTH, HEIGHT = 480, 300
HALF_M = 140.0
"""Half the height that is shown at least, metres."""
_DEGREE_M = 111_320.0
_KILOMETRE_M = 1000
_LENGTHS_M = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Window:
    """What a sketch shows, degrees. metre_px: pixels of a metre."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def round_all(cls, points: Sequence[tuple[float, float]]) -> Window:
        """Round some points (lon, lat), with a margin, in the picture's shape."""
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        lon, lat = (west + east) / 2, (south + north) / 2
        shrink = math.cos(math.radians(lat))
        tall = max(HALF_M, (north - south) / 2 * _DEGREE_M * 1.2)
        wide = max(tall * WIDTH / HEIGHT, (east - west) / 2 * _DEGREE_M * shrink * 1.2)
        tall = wide * HEIGHT / WIDTH
        across, up = wide / (_DEGREE_M * shrink), tall / _DEGREE_M
        return cls(lon - across, lat - up, lon + across, lat + up)

    @property
    def metre_px(self) -> float:
        """Pixels of a metre."""
        return HEIGHT / ((self.north - self.south) * _DEGREE_M)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        return (
            (lon - self.west) / (self.east - self.west) * WIDTH,
            (self.north - lat) / (self.north - self.south) * HEIGHT,
        )


def window_of(finding: Finding, walk: Walk | None, areas: Sequence[Area]) -> Window | None:
    """Round the finding; without a position round its walk, without that round the areas; None where all is missing."""
    points: list[tuple[float, float]] = []
    if finding.position is not None:
        points = [(finding.position.lon, finding.position.lat)]
    elif walk is not None:
        points = [(one.position.lon, one.position.lat) for one in walk.stops if one.position is not None]
        points += [(one[0], one[1]) for one in walk.route.coords] if walk.route is not None else []
    if not points:
        own = [area for area in areas if area.code in {finding.area_code, walk.area_code if walk else None}]
        for area in own or areas:
            west, south, east, north = area.outline.bounds
            points += [(west, south), (east, north)]
    return Window.round_all(points) if points else None


def draw(window: Window, finding: Finding, walk: Walk | None, areas: Iterable[Area], others: Iterable[Finding]) -> str:
    """The sketch as an address that holds it."""
    seen = shapely.box(window.west, window.south, window.east, window.north)
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f3f1ec"/>']
    parts += [
        _path(window, line, 'stroke="#b9b4a8" stroke-width="1.5" stroke-dasharray="6 4"')
        for area in areas
        for line in _lines(area.outline.boundary.intersection(seen.buffer(0.001)))
    ]
    if walk is not None and walk.route is not None:
        parts.append(_path(window, walk.route.coords, 'stroke="#14539a" stroke-width="3" stroke-opacity=".55"'))
    parts += [_dot(window, one.position, 4, "#8a8f94") for one in others if one.position is not None]
    for stop in walk.stops if walk is not None else ():
        if stop.position is not None:
            x, y = window.place(stop.position.lon, stop.position.lat)
            own = stop.number == finding.stop
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="{"#14539a" if own else "#ffffff"}" '
                f'stroke="#14539a" stroke-width="2"/><text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" '
                f'font-size="13" fill="{"#ffffff" if own else "#14539a"}">{stop.number}</text>'
            )
    if finding.position is not None:
        if finding.accuracy_m:
            x, y = window.place(finding.position.lon, finding.position.lat)
            radius = finding.accuracy_m * window.metre_px
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#d55e00" fill-opacity=".18" '
                'stroke="#d55e00"/>'
            )
        parts.append(_dot(window, finding.position, 8, "#d55e00", ring="#ffffff"))
    parts.append(_scale(window))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="system-ui,sans-serif" fill="none">{"".join(parts)}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"


def _lines(shape: BaseGeometry) -> Iterable[Sequence[tuple[float, float]]]:
    parts = getattr(shape, "geoms", [shape])
    return [list(part.coords) for part in parts if part.geom_type == "LineString" and not part.is_empty]


def _path(window: Window, points: Iterable[tuple[float, ...]], style: str) -> str:
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in (window.place(one[0], one[1]) for one in points))
    return f'<polyline points="{told}" {style}/>'


def _dot(window: Window, position: Position, radius: float, colour: str, ring: str = "none") -> str:
    x, y = window.place(position.lon, position.lat)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" stroke="{ring}" stroke-width="2"/>'


def _scale(window: Window) -> str:
    longest = (WIDTH / 3) / window.metre_px
    metres = max((one for one in _LENGTHS_M if one <= longest), default=_LENGTHS_M[0])
    width = metres * window.metre_px
    said = f"{metres} m" if metres < _KILOMETRE_M else f"{metres // _KILOMETRE_M} km"
    y = HEIGHT - 12
    return (
        f'<path d="M12 {y - 6}v6h{width:.1f}v-6" stroke="#1f2529" stroke-width="2"/>'
        f'<text x="{20 + width:.1f}" y="{y}" font-size="13" fill="#1f2529">{said}</text>'
    )
