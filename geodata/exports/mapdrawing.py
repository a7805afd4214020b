"""What maps on paper share: from metres to a drawing, outlines, numbers that move aside, north, scale. As SVG.

Drawn in black and grey first: shapes tell what is what, not colours alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.places import transform_geometry

WIDTH, HEIGHT, FOOT = 720.0, 460.0, 44.0
"""Of the map, and of the room for its legend below."""
MARGIN = 46.0
INK, PAPER, SOFT = "#111111", "#ffffff", "#6b6b6b"
BORDER = 'stroke-width="1.2" stroke-dasharray="10 3 2 3"'
FONT = "Libertinus Serif, Georgia, serif"


@dataclass(frozen=True, slots=True)
class Frame:
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

    def corner(self, x: float, y: float) -> tuple[float, float]:
        """The position that lies at a point of the drawing."""
        return self.west + (x - self.left) / self.scale, self.north - (y - self.top) / self.scale


def metric(shape: BaseGeometry) -> BaseGeometry:
    """A shape in degrees in SWEREF 99 TM metres."""
    return transform_geometry(shape, from_epsg=4326, to_epsg=3006)


def frame_of(core: BaseGeometry, least_m: float) -> Frame:
    """The frame in which a shape (metres) stands in the middle, with at least so many metres across."""
    west, south, east, north = core.bounds
    wide, high = max(east - west, least_m), max(north - south, least_m)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    return Frame((west + east) / 2, (south + north) / 2, scale, WIDTH / 2, HEIGHT / 2)


def whole(drawn: Sequence[str], over: Sequence[str]) -> bytes:
    """The SVG. drawn: what the map's edge cuts off; over: what lies above and beside, as legend, scale and north."""
    return "".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT + FOOT:g}" '
                f'width="{WIDTH:g}" height="{HEIGHT + FOOT:g}" font-family="{FONT}">'
            ),
            f'<rect width="{WIDTH:g}" height="{HEIGHT + FOOT:g}" fill="{PAPER}"/>',
            f'<clipPath id="map"><rect width="{WIDTH:g}" height="{HEIGHT:g}"/></clipPath>',
            '<g clip-path="url(#map)">',
            *drawn,
            "</g>",
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1:g}" height="{HEIGHT - 1:g}" fill="none" stroke="{INK}"/>',
            *over,
            "</svg>",
        )
    ).encode()


def path_of(frame: Frame, shape: BaseGeometry) -> str:
    """A line's way (metres), as `d` of a path."""
    spots = [frame.at(float(x), float(y)) for x, y in shapely.get_coordinates(shape)]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in spots)


def borders(frame: Frame, outlines: Sequence[BaseGeometry]) -> list[str]:
    """Borders of areas (degrees), as far as they can be seen."""
    window = shapely.box(*frame.corner(0.0, HEIGHT), *frame.corner(WIDTH, 0.0)).buffer(200 / frame.scale)
    lines = [
        line
        for outline in outlines
        for line in shapely.get_parts(shapely.boundary(metric(outline)).intersection(window))
        if line.geom_type == "LineString"
    ]
    return [f'<path d="{path_of(frame, line)}" fill="none" stroke="{SOFT}" {BORDER}/>' for line in lines]


def free(
    spot: tuple[float, float], taken: Sequence[tuple[float, float]], room: tuple[float, float] = (29.0, 21.0)
) -> tuple[float, float]:
    """The nearest place for a number that nothing else covers; the spot itself where all are taken.

    room: what two need between their middles, across or down.
    """
    wide, high = room[0] / 29, room[1] / 21
    for ring in range(7):
        reach = 15.0 * ring * wide
        for turn in range(max(1, 8 * min(ring, 2))):
            angle = 2 * np.pi * turn / max(1, 8 * min(ring, 2))
            x = round(float(spot[0] + reach * np.cos(angle)), 1)
            y = round(float(spot[1] + reach * np.sin(angle)), 1)
            inside = 14 * wide <= x <= WIDTH - 14 * wide and 12 * high <= y <= HEIGHT - 12 * high
            if inside and all(abs(x - a) >= room[0] or abs(y - b) >= room[1] for a, b in taken):
                return x, y
    return spot


def leader(spot: tuple[float, float], label: tuple[float, float]) -> str:
    """The line from a number that was moved aside to its place."""
    return (
        f'<path d="M{spot[0]:g} {spot[1]:g}L{label[0]:g} {label[1]:g}" stroke="{INK}" stroke-width="1"/>'
        f'<circle cx="{spot[0]:g}" cy="{spot[1]:g}" r="2.4" fill="{INK}"/>'
    )


def text(
    x: float, y: float, said: str, *, size: float, fill: str = INK, anchor: str = "middle", bold: bool = False
) -> str:
    """A text that stands on a line."""
    weight = ' font-weight="bold"' if bold else ""
    look = f'font-size="{size:g}" fill="{fill}" text-anchor="{anchor}"{weight}'
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(said)}</text>'


def north_arrow(word: str) -> list[str]:
    """An arrow with the word for north."""
    x, y = WIDTH - 26.0, 20.0
    return [
        f'<path d="M{x:g} {y:g}l7 22l-7 -6l-7 6Z" fill="{INK}" stroke="{PAPER}" stroke-width="1"/>',
        text(x, y + 36, word, size=13, bold=True),
    ]


def scale_bar(frame: Frame) -> list[str]:
    """A bar of a round number of metres, about a sixth of the map wide."""
    wanted = WIDTH / 6 / frame.scale
    step = 10 ** floor(log10(wanted))
    metres = max(one for one in (step, 2 * step, 5 * step) if one <= wanted)
    long, x, y = metres * frame.scale, 16.0, HEIGHT - 16.0
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return [
        f'<rect x="{x - 6:g}" y="{y - 20:g}" width="{long + 12:g}" height="28" fill="{PAPER}" fill-opacity="0.85"/>',
        f'<path d="M{x:g} {y - 5:g}v5h{long:g}v-5" fill="none" stroke="{INK}" stroke-width="2"/>',
        text(x + long / 2, y - 5, said, size=12),
    ]
