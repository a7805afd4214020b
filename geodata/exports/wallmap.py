"""A lägesbild's map for a wall: large numbers on hotspots, signs on places, names of areas where there is room.

Its colours are those of the page that it stands in, by classes; what stands out does so by its shape too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import floor, log10

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.exports.mapdrawing import HEIGHT, WIDTH, Frame, frame_of, free, metric, path_of
from geodata.places import to_sweref
from geodata.situation.content import Content, Ring
from geodata.situation.wall import WallView

LEAST_M = 1_500.0
_ROOM = 1.15
"""Between two signs, in their own widths."""
_LETTER = 0.56
"""How wide a letter is, in heights."""
At = tuple[float, float]


class WallMaps:
    """Draws maps of one content; what all of them need is made once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._areas = [metric(_shape(area.outline)) for area in content.areas]
        self._spots = {spot.ref: metric(_shape(spot.outline)) for spot in content.spots}
        self._peaks = {spot.ref: shapely.Point(*to_sweref(*spot.peak)) for spot in content.spots}

    def draw(self, view: WallView) -> str:
        """The drawing, as an SVG element. Hotspots have their numbers in the content's order, from 1."""
        sites = [(sign, shapely.Point(*to_sweref(*at))) for sign, at in view.places]
        core: list[BaseGeometry] = [geometry for ref in view.spots for geometry in (self._spots[ref], self._peaks[ref])]
        core += [at for _, at in sites]
        frame = frame_of(shapely.union_all(core) if core else shapely.Point(0.0, 0.0), LEAST_M)
        out = set(view.spots)
        window = shapely.box(*frame.corner(0.0, HEIGHT), *frame.corner(WIDTH, 0.0))
        areas = [area.intersection(window) for area in self._areas]
        numbers = {spot.ref: str(n) for n, spot in enumerate(self._content.spots, start=1)}
        marks = [(numbers[ref], self._peaks[ref], "spot") for ref in numbers if ref in out]
        marks += [(sign, at, "place") for sign, at in sites]
        over, taken = _marks(frame, marks, view.text)
        inside = "".join(
            (
                _way(frame, shapely.union_all(areas), "land"),
                *(_way(frame, area, "border") for area in areas),
                *(
                    _way(frame, shape, "spot stands-out" if ref in out else "spot")
                    for ref, shape in self._spots.items()
                ),
                *(_dot(frame, peak) for ref, peak in self._peaks.items() if ref not in out),
                *_names(frame, [area.name for area in self._content.areas], areas, taken, view.text * 0.8),
                *over,
                *_north(view),
                *_scale(frame, view.text),
            )
        )
        return (
            f'<svg class="wall" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(view.alt)}" '
            f'font-size="{view.text:g}">{inside}</svg>'
        )


def _shape(outline: tuple[tuple[Ring, ...], ...]) -> BaseGeometry:
    return shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in outline])


def _way(frame: Frame, shape: BaseGeometry, looks: str) -> str:
    polygons = (part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon) and not part.is_empty)
    rings = [ring for part in polygons for ring in (part.exterior, *part.interiors)]
    way = "".join(f"{path_of(frame, ring)}Z" for ring in rings)
    return f'<path class="{looks}" d="{way}"/>' if way else ""


def _dot(frame: Frame, at: shapely.Point) -> str:
    x, y = frame.at(at.x, at.y)
    return f'<circle class="faint" cx="{x:g}" cy="{y:g}" r="5"/>'


def _marks(frame: Frame, marks: Sequence[tuple[str, shapely.Point, str]], height: float) -> tuple[list[str], list[At]]:
    """Signs beside their places where two would lie upon each other; and what room they took."""
    radius = height * 0.85
    room = (2 * radius * _ROOM, 2 * radius * _ROOM)
    spots = [frame.at(at.x, at.y) for _, at, _ in marks]
    taken: list[At] = []
    lines, over = [], []
    for (sign, _, kind), spot in zip(marks, spots, strict=True):
        at = free(spot, taken, room)
        taken.append(at)
        x, y = at
        if at != spot:
            lines.append(f'<path class="leader" d="M{spot[0]:g} {spot[1]:g}L{x:g} {y:g}"/>')
            lines.append(f'<circle class="leader-foot" cx="{spot[0]:g}" cy="{spot[1]:g}" r="4"/>')
        half = radius + height * 0.2 * max(0, len(sign) - 2)
        round_as = radius if kind == "spot" else 3
        over.append(
            f'<g class="mark mark-{kind}"><rect x="{x - half:g}" y="{y - radius:g}" width="{2 * half:g}" '
            f'height="{2 * radius:g}" rx="{round_as:g}"/>{_text(x, y + height * 0.36, sign)}</g>'
        )
    return [*lines, *over], [*taken, *spots]


def _text(x: float, y: float, said: str, *, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(said)}</text>'


def _names(
    frame: Frame, names: Sequence[str], areas: Sequence[BaseGeometry], taken: Iterable[At], height: float
) -> list[str]:
    """Areas' names, each where the area shows most of itself and nothing else lies; otherwise it stays nameless."""
    blocked = [shapely.box(x - 2 * height, y - 1.6 * height, x + 2 * height, y + 1.6 * height) for x, y in taken]
    # what stands in the corners: the scale below, north above
    blocked += [shapely.box(0, HEIGHT - 3 * height, WIDTH / 3, HEIGHT), shapely.box(WIDTH - 60, 0, WIDTH, 4 * height)]
    drawn: list[str] = []
    for name, seen in zip(names, areas, strict=True):
        if seen.is_empty:
            continue
        middle = seen.representative_point()
        x, y = frame.at(middle.x, middle.y)
        half = len(name) * height * _LETTER / 2
        box = shapely.box(x - half, y - height, x + half, y + height * 0.4)
        west, south, east, north = seen.bounds
        fits = (east - west) * frame.scale >= 1.6 * half and (north - south) * frame.scale >= 2 * height
        inside = half <= x <= WIDTH - half and height <= y <= HEIGHT - height
        if fits and inside and not any(box.intersects(other) for other in blocked):
            blocked.append(box)
            drawn.append(_text(x, y, name))
    return [f'<g class="area-names" font-size="{height:g}">{"".join(drawn)}</g>'] if drawn else []


def _north(view: WallView) -> list[str]:
    x, high = WIDTH - 30.0, view.text
    return [
        f'<g class="north"><path d="M{x:g} 14l9 {1.3 * high:g}l-9 -{0.35 * high:g}l-9 {0.35 * high:g}Z"/>',
        f"{_text(x, 18 + 2.2 * high, view.north)}</g>",
    ]


def _scale(frame: Frame, height: float) -> list[str]:
    """A bar of a round number of metres."""
    wanted = WIDTH / 5 / frame.scale
    step = 10 ** floor(log10(wanted))
    metres = max(one for one in (step, 2 * step, 5 * step) if one <= wanted)
    long, x, y = metres * frame.scale, 18.0, HEIGHT - 16.0
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    wide = max(long, len(said) * height * _LETTER) + 16
    top, high = y - 1.7 * height, 1.7 * height + 9
    return [
        f'<g class="scale"><rect x="{x - 8:g}" y="{top:g}" width="{wide:g}" height="{high:g}"/>',
        f'<path d="M{x:g} {y - 7:g}v7h{long:g}v-7"/>{_text(x, y - 0.45 * height, said, anchor="start")}</g>',
    ]
