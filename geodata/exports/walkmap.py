"""A walk's map as a drawing: stops, route, findings and the area's outline, legible in black and white.

Numbers on the map are those of the protocol; no other text of the data is drawn. Shapes tell what is what, not colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.model import Feeling, Position
from geodata.places import to_sweref, transform_geometry
from geodata.protocols import Protocol

WIDTH, HEIGHT, FOOT = 720.0, 460.0, 44.0
_MARGIN = 46.0
_LEAST_M = 160.0
"""What the map shows at least, so that a single stop is not magnified into nothing."""
_FONT = "Libertinus Serif, Georgia, serif"
_LEGEND = ("stop", "unsafe", "safe", "route", "area")
_INK, _PAPER, _SOFT = "#111111", "#ffffff", "#6b6b6b"
_ROUTE = 'stroke-width="3" stroke-dasharray="8 5"'
_BORDER = 'stroke-width="1.2" stroke-dasharray="10 3 2 3"'


@dataclass(frozen=True, slots=True)
class _Frame:
    """From metres (SWEREF 99 TM) to the drawing's units: the point `west`, `north` lies at `left`, `top`."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def at(self, east: float, north: float) -> tuple[float, float]:
        """Where a position lies on the drawing."""
        return round(self.left + (east - self.west) * self.scale, 1), round(
            self.top + (self.north - north) * self.scale, 1
        )


def has_map(protocol: Protocol) -> bool:
    """Whether there is anything to draw."""
    return protocol.walk.route is not None or bool(_located(protocol))


def walk_map(protocol: Protocol, words: Mapping[str, str], outlines: Sequence[BaseGeometry] = ()) -> bytes:
    """The drawing, as SVG. words: for stop, unsafe, safe, route, area and north. outlines: of areas, degrees.

    Numbers that would lie upon each other are moved aside; a line leads from each to its place.
    """
    route = _metric(protocol.walk.route) if protocol.walk.route is not None else None
    shapes: list[BaseGeometry] = [shapely.Point(*_east_north(position)) for position in _located(protocol)]
    shapes += [route] if route is not None else []
    frame = _frame(shapely.union_all(shapes) if shapes else shapely.Point(0.0, 0.0))
    areas = _outlines(frame, outlines)
    drawn = [*areas, *(_route(frame, route) if route is not None else [])]
    stops = [(stop, frame.at(*_east_north(stop.position))) for stop in protocol.stops if stop.position is not None]
    taken = [spot for _, spot in stops]
    marks: list[str] = []
    for noted in protocol.findings:
        if noted.finding.position is not None:
            spot = frame.at(*_east_north(noted.finding.position))
            label = _free(spot, taken)
            taken.append(label)
            drawn.append(_leader(spot, label))
            marks += _finding(label, noted.label, noted.finding.feeling)
    marks += [part for stop, spot in stops for part in _stop(spot, str(stop.number))]
    legend = [name for name in _LEGEND if name != "area" or areas]
    legend = [name for name in legend if name != "route" or route is not None]
    return "".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT + FOOT:g}" '
                f'width="{WIDTH:g}" height="{HEIGHT + FOOT:g}" font-family="{_FONT}">'
            ),
            f'<rect width="{WIDTH:g}" height="{HEIGHT + FOOT:g}" fill="{_PAPER}"/>',
            f'<clipPath id="map"><rect width="{WIDTH:g}" height="{HEIGHT:g}"/></clipPath>',
            '<g clip-path="url(#map)">',
            *drawn,
            *marks,
            "</g>",
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1:g}" height="{HEIGHT - 1:g}" fill="none" stroke="{_INK}"/>',
            *_north(words["north"]),
            *_scale(frame),
            *_legend(legend, words),
            "</svg>",
        )
    ).encode()


def _located(protocol: Protocol) -> list[Position]:
    stops = [stop.position for stop in protocol.stops if stop.position is not None]
    return stops + [one.finding.position for one in protocol.findings if one.finding.position is not None]


def _east_north(position: Position) -> tuple[float, float]:
    return to_sweref(position.lon, position.lat)


def _metric(shape: BaseGeometry) -> BaseGeometry:
    return transform_geometry(shape, from_epsg=4326, to_epsg=3006)


def _frame(core: BaseGeometry) -> _Frame:
    west, south, east, north = core.bounds
    wide, high = max(east - west, _LEAST_M), max(north - south, _LEAST_M)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (HEIGHT - 2 * _MARGIN) / high)
    middle_east, middle_north = (west + east) / 2, (south + north) / 2
    return _Frame(middle_east, middle_north, scale, WIDTH / 2, HEIGHT / 2)


def _path(frame: _Frame, shape: BaseGeometry) -> str:
    spots = [frame.at(float(x), float(y)) for x, y in shapely.get_coordinates(shape)]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in spots)


def _outlines(frame: _Frame, outlines: Sequence[BaseGeometry]) -> list[str]:
    window = shapely.box(*_corner(frame, 0.0, HEIGHT), *_corner(frame, WIDTH, 0.0)).buffer(200 / frame.scale)
    lines = [
        line
        for outline in outlines
        for line in shapely.get_parts(shapely.boundary(_metric(outline)).intersection(window))
        if line.geom_type == "LineString"
    ]
    return [f'<path d="{_path(frame, line)}" fill="none" stroke="{_SOFT}" {_BORDER}/>' for line in lines]


def _corner(frame: _Frame, x: float, y: float) -> tuple[float, float]:
    return frame.west + (x - frame.left) / frame.scale, frame.north - (y - frame.top) / frame.scale


def _route(frame: _Frame, route: BaseGeometry) -> list[str]:
    path = _path(frame, route)
    return [
        f'<path d="{path}" fill="none" stroke="{_PAPER}" stroke-width="6"/>',
        f'<path d="{path}" fill="none" stroke="{_SOFT}" {_ROUTE}/>',
    ]


def _free(spot: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The nearest place for a number that nothing else covers; the spot itself where all are taken."""
    for ring in range(7):
        reach = 15.0 * ring
        for turn in range(max(1, 8 * min(ring, 2))):
            angle = 2 * np.pi * turn / max(1, 8 * min(ring, 2))
            x = round(float(spot[0] + reach * np.cos(angle)), 1)
            y = round(float(spot[1] + reach * np.sin(angle)), 1)
            inside = 14 <= x <= WIDTH - 14 and 12 <= y <= HEIGHT - 12
            if inside and all(abs(x - a) >= 29 or abs(y - b) >= 21 for a, b in taken):
                return x, y
    return spot


def _leader(spot: tuple[float, float], label: tuple[float, float]) -> str:
    return (
        f'<path d="M{spot[0]:g} {spot[1]:g}L{label[0]:g} {label[1]:g}" stroke="{_INK}" stroke-width="1"/>'
        f'<circle cx="{spot[0]:g}" cy="{spot[1]:g}" r="2.4" fill="{_INK}"/>'
    )


def _text(
    x: float, y: float, text: str, *, size: float, fill: str = _INK, anchor: str = "middle", bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    look = f'font-size="{size:g}" fill="{fill}" text-anchor="{anchor}"{weight}'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(text)}</text>'


def _stop(spot: tuple[float, float], number: str) -> list[str]:
    """A black square with the stop's number in white."""
    half = 11 + 3 * max(0, len(number) - 2)
    return [
        (
            f'<rect x="{spot[0] - half:g}" y="{spot[1] - 11:g}" width="{2 * half:g}" height="22" fill="{_INK}" '
            f'stroke="{_PAPER}" stroke-width="1.5"/>'
        ),
        _text(spot[0], spot[1] + 5.2, number, size=15, fill=_PAPER, bold=True),
    ]


def _finding(spot: tuple[float, float], label: str, feeling: Feeling) -> list[str]:
    """An upright label for what feels unsafe, with a heavy rim; a rounded one with a double rim for what feels safe."""
    x, y = spot
    half = 15 + 3.5 * max(0, len(label) - 3)
    box = f'x="{x - half:g}" y="{y - 9:g}" width="{2 * half:g}" height="18"'
    if feeling is Feeling.SAFE:
        shapes = [
            f'<rect {box} rx="9" fill="{_PAPER}" stroke="{_INK}" stroke-width="1"/>',
            (
                f'<rect x="{x - half + 2:g}" y="{y - 7:g}" width="{2 * half - 4:g}" height="14" rx="7" fill="none" '
                f'stroke="{_INK}" stroke-width="0.8"/>'
            ),
        ]
    else:
        shapes = [f'<rect {box} fill="{_PAPER}" stroke="{_INK}" stroke-width="2.2"/>']
    return [*shapes, _text(x, y + 4.5, label, size=13)]


def _north(word: str) -> list[str]:
    x, y = WIDTH - 26.0, 20.0
    return [
        f'<path d="M{x:g} {y:g}l7 22l-7 -6l-7 6Z" fill="{_INK}" stroke="{_PAPER}" stroke-width="1"/>',
        _text(x, y + 36, word, size=13, bold=True),
    ]


def _scale(frame: _Frame) -> list[str]:
    """A bar of a round number of metres, about a sixth of the map wide."""
    wanted = WIDTH / 6 / frame.scale
    step = 10 ** floor(log10(wanted))
    metres = max(one for one in (step, 2 * step, 5 * step) if one <= wanted)
    long, x, y = metres * frame.scale, 16.0, HEIGHT - 16.0
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return [
        f'<rect x="{x - 6:g}" y="{y - 20:g}" width="{long + 12:g}" height="28" fill="{_PAPER}" fill-opacity="0.85"/>',
        f'<path d="M{x:g} {y - 5:g}v5h{long:g}v-5" fill="none" stroke="{_INK}" stroke-width="2"/>',
        _text(x + long / 2, y - 5, said, size=12),
    ]


def _legend(shown: Sequence[str], words: Mapping[str, str]) -> list[str]:
    drawn: list[str] = []
    room = WIDTH / len(shown)
    for place, name in enumerate(shown):
        x, y = 24 + place * room, HEIGHT + FOOT / 2
        match name:
            case "stop":
                drawn += _stop((x, y), "1")
            case "unsafe":
                drawn += _finding((x, y), "1.1", Feeling.UNSAFE)
            case "safe":
                drawn += _finding((x, y), "1.2", Feeling.SAFE)
            case _:
                line = _ROUTE if name == "route" else _BORDER
                drawn.append(f'<path d="M{x - 14:g} {y:g}h32" stroke="{_SOFT}" {line}/>')
        drawn.append(_text(x + 24, y + 5, words[name], size=14, anchor="start"))
    return drawn
