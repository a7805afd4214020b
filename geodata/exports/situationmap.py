"""A lägesbild's map as a drawing: hotspots by number and trend, on the areas' borders; legible in black and white.

The numbers are those of the paper's tables; no text of the data is drawn. Beside each number stands a sign for the
trend.
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
from geodata.places import to_sweref
from geodata.situation.content import Content, Ring

TRENDS = ("new", "growing", "persistent", "fading", "gone", "")
"""Of hotspots, in the order in which they are told; "" for too little to tell."""
UNKNOWN, AREA, NORTH = "unknown", "area", "north"
LEGEND = (*TRENDS[:-1], UNKNOWN, AREA, NORTH)
"""What the map needs words for."""
_LEAST_M = 800.0
_VIOLET = "#6a3d9a"
_HALF, _SIGN = 11.0, 13.0


def has_map(content: Content) -> bool:
    """Whether there is anything to draw."""
    return bool(content.spots)


def situation_map(content: Content, words: Mapping[str, str]) -> bytes:
    """The drawing, as SVG. words: for the trends, `unknown`, `area` and `north`.

    Numbers follow the content's order, from 1. One that would lie upon another is moved aside, with a line to its
    place.
    """
    shapes = [metric(_shape(spot.outline)) for spot in content.spots]
    peaks = [shapely.Point(*to_sweref(*spot.peak)) for spot in content.spots]
    frame = frame_of(shapely.union_all([*shapes, *peaks]) if peaks else shapely.Point(0.0, 0.0), _LEAST_M)
    areas = borders(frame, [_shape(area.outline) for area in content.areas])
    drawn = [*areas, *(_outline(frame, shape) for shape in shapes)]
    places = [frame.at(peak.x, peak.y) for peak in peaks]
    # no number lies upon a place
    taken = list(places)
    marks: list[str] = []
    for number, (spot, at) in enumerate(zip(content.spots, places, strict=True), start=1):
        label = free(at, taken)
        taken.append(label)
        drawn.append(leader(at, label))
        marks += _label(label, str(number), spot.trend)
    there = {spot.trend for spot in content.spots}
    shown = [trend for trend in TRENDS if trend in there]
    over = [*north_arrow(words[NORTH]), *scale_bar(frame), *_legend(shown, bool(areas), words)]
    return whole([*drawn, *marks], over)


def _shape(outline: tuple[tuple[Ring, ...], ...]) -> BaseGeometry:
    return shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in outline])


def _outline(frame: Frame, shape: BaseGeometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    way = "".join(f"{path_of(frame, ring)}Z" for ring in rings)
    look = f'fill="{_VIOLET}" fill-opacity="0.18" fill-rule="evenodd" stroke="{_VIOLET}" stroke-width="2"'
    return f'<path d="{way}" {look}/>' if way else ""


def _label(at: tuple[float, float], number: str, trend: str) -> list[str]:
    """A white box with the number, and the trend's sign beside it."""
    x, y = at
    half = _HALF + 3.5 * max(0, len(number) - 2)
    sign = _sign((x + half - 1 + _SIGN / 2, y), trend)
    wide = 2 * half + (_SIGN if sign else 0)
    return [
        (
            f'<rect x="{x - half:g}" y="{y - 9:g}" width="{wide:g}" height="18" fill="{PAPER}" stroke="{INK}" '
            'stroke-width="1.5"/>'
        ),
        text(x, y + 4.8, number, size=14, bold=True),
        *sign,
    ]


def _sign(at: tuple[float, float], trend: str) -> list[str]:
    """A cross for a new one, a triangle up or down, a bar for one that persists, a ring for one that is gone."""
    x, y = at
    match trend:
        case "new":
            return [f'<path d="M{x - 4:g} {y:g}h8M{x:g} {y - 4:g}v8" stroke="{INK}" stroke-width="2.4"/>']
        case "growing":
            return [f'<path d="M{x - 4.5:g} {y + 4:g}h9l-4.5 -8.5Z" fill="{INK}"/>']
        case "fading":
            return [f'<path d="M{x - 4.5:g} {y - 4:g}h9l-4.5 8.5Z" fill="{PAPER}" stroke="{INK}" stroke-width="1.2"/>']
        case "persistent":
            return [f'<path d="M{x - 4:g} {y:g}h8" stroke="{INK}" stroke-width="3"/>']
        case "gone":
            return [f'<circle cx="{x:g}" cy="{y:g}" r="3.6" fill="none" stroke="{INK}" stroke-width="1.4"/>']
        case _:
            return []


def _legend(shown: Sequence[str], has_areas: bool, words: Mapping[str, str]) -> list[str]:
    entries = [*shown, *([AREA] if has_areas else [])]
    drawn: list[str] = []
    room = WIDTH / max(1, len(entries))
    for place, name in enumerate(entries):
        x, y = 20 + place * room, HEIGHT + FOOT / 2
        if name == AREA:
            drawn.append(f'<path d="M{x - 12:g} {y:g}h28" stroke="{SOFT}" {BORDER}/>')
        else:
            drawn += _label((x, y), "1", name)
        drawn.append(text(x + 28, y + 5, words[name or UNKNOWN], size=13, anchor="start"))
    return drawn
