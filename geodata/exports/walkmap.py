"""A walk's map as a drawing: stops, route, findings and the area's outline, legible in black and white.

Numbers on the map are those of the protocol; no other text of the data is drawn. Shapes tell what is what, not colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.exports.mapdrawing import (
    BORDER,
    FOOT,
    HEIGHT,
    INK,
    PAPER,
    SOFT,
    WIDTH,
    Frame,
    borders,
    frame_of,
    free,
    leader,
    metric,
    north_arrow,
    path_of,
    scale_bar,
    text,
    whole,
)
from geodata.model import Feeling, Position
from geodata.places import to_sweref
from geodata.protocols import Protocol

_LEAST_M = 160.0
"""What the map shows at least, so that a single stop is not magnified into nothing."""
_LEGEND = ("stop", "unsafe", "safe", "route", "area")
_ROUTE = 'stroke-width="3" stroke-dasharray="8 5"'


def has_map(protocol: Protocol) -> bool:
    """Whether there is anything to draw."""
    return protocol.walk.route is not None or bool(_located(protocol))


def walk_map(protocol: Protocol, words: Mapping[str, str], outlines: Sequence[BaseGeometry] = ()) -> bytes:
    """The drawing, as SVG. words: for stop, unsafe, safe, route, area and north. outlines: of areas, degrees.

    Numbers that would lie upon each other are moved aside; a line leads from each to its place.
    """
    route = metric(protocol.walk.route) if protocol.walk.route is not None else None
    shapes: list[BaseGeometry] = [shapely.Point(*_east_north(position)) for position in _located(protocol)]
    shapes += [route] if route is not None else []
    frame = frame_of(shapely.union_all(shapes) if shapes else shapely.Point(0.0, 0.0), _LEAST_M)
    areas = borders(frame, outlines)
    drawn = [*areas, *(_route(frame, route) if route is not None else [])]
    stops = [(stop, frame.at(*_east_north(stop.position))) for stop in protocol.stops if stop.position is not None]
    taken = [spot for _, spot in stops]
    marks: list[str] = []
    for noted in protocol.findings:
        if noted.finding.position is not None:
            spot = frame.at(*_east_north(noted.finding.position))
            label = free(spot, taken)
            taken.append(label)
            drawn.append(leader(spot, label))
            marks += _finding(label, noted.label, noted.finding.feeling)
    marks += [part for stop, spot in stops for part in _stop(spot, str(stop.number))]
    legend = [name for name in _LEGEND if name != "area" or areas]
    legend = [name for name in legend if name != "route" or route is not None]
    over = [*north_arrow(words["north"]), *scale_bar(frame), *_legend(legend, words)]
    return whole([*drawn, *marks], over)


def _located(protocol: Protocol) -> list[Position]:
    stops = [stop.position for stop in protocol.stops if stop.position is not None]
    return stops + [one.finding.position for one in protocol.findings if one.finding.position is not None]


def _east_north(position: Position) -> tuple[float, float]:
    return to_sweref(position.lon, position.lat)


def _route(frame: Frame, route: BaseGeometry) -> list[str]:
    path = path_of(frame, route)
    return [
        f'<path d="{path}" fill="none" stroke="{PAPER}" stroke-width="6"/>',
        f'<path d="{path}" fill="none" stroke="{SOFT}" {_ROUTE}/>',
    ]


def _stop(spot: tuple[float, float], number: str) -> list[str]:
    """A black square with the stop's number in white."""
    half = 11 + 3 * max(0, len(number) - 2)
    return [
        (
            f'<rect x="{spot[0] - half:g}" y="{spot[1] - 11:g}" width="{2 * half:g}" height="22" fill="{INK}" '
            f'stroke="{PAPER}" stroke-width="1.5"/>'
        ),
        text(spot[0], spot[1] + 5.2, number, size=15, fill=PAPER, bold=True),
    ]


def _finding(spot: tuple[float, float], label: str, feeling: Feeling) -> list[str]:
    """An upright label for what feels unsafe, with a heavy rim; a rounded one with a double rim for what feels safe."""
    x, y = spot
    half = 15 + 3.5 * max(0, len(label) - 3)
    box = f'x="{x - half:g}" y="{y - 9:g}" width="{2 * half:g}" height="18"'
    if feeling is Feeling.SAFE:
        shapes = [
            f'<rect {box} rx="9" fill="{PAPER}" stroke="{INK}" stroke-width="1"/>',
            (
                f'<rect x="{x - half + 2:g}" y="{y - 7:g}" width="{2 * half - 4:g}" height="14" rx="7" fill="none" '
                f'stroke="{INK}" stroke-width="0.8"/>'
            ),
        ]
    else:
        shapes = [f'<rect {box} fill="{PAPER}" stroke="{INK}" stroke-width="2.2"/>']
    return [*shapes, text(x, y + 4.5, label, size=13)]


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
                line = _ROUTE if name == "route" else BORDER
                drawn.append(f'<path d="M{x - 14:g} {y:g}h32" stroke="{SOFT}" {line}/>')
        drawn.append(text(x + 24, y + 5, words[name], size=14, anchor="start"))
    return drawn
