"""A chart as a drawing for paper, in black, white and hatching: legible without colours. As SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from textwrap import wrap

from geodata.exports import mapdrawing
from geodata.exports.mapdrawing import FONT, INK, PAPER, WIDTH
from geodata.exports.typeset import drawable
from geodata.paper import Chart, ChartKind, ChartRow, Paper, Sign

FULL, PALE = "#2b4c6f", "#d5dbe1"
_HATCH = '<pattern id="late" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
_LABEL, _SMALL = 13.0, 11.5
_LETTER = 0.47
"""How wide a letter is on average, in heights."""
_WIDEST, _GAP, _EDGE = 0.36 * WIDTH, 10.0, 8.0
_TOP, _LINE, _AXIS = 26.0, 14.0, 34.0
_HIGH = {ChartKind.PAIRS: 28.0, ChartKind.INTERVALS: 16.0, ChartKind.SHARES: 22.0}


def chart_drawing(chart: Chart) -> bytes:
    """The drawing, as wide as a map. Labels, values as read, the axis with its name, and a legend above."""
    return _Drawing(chart).whole()


def with_charts(paper: Paper, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures that come along, and a drawing of each chart that does not."""
    drawn = {one.name: chart_drawing(one.chart) for one in paper.pictures() if one.chart and one.name not in pictures}
    return {**pictures, **drawn}


class _Drawing:
    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        labels = max((_wide(row.label, _LABEL) for row in chart.rows), default=0.0)
        self.left = min(_WIDEST, labels) + _GAP
        told = max((_wide(_told(chart, row), _SMALL) for row in chart.rows), default=0.0)
        self.right = WIDTH - _EDGE - told - _GAP
        self.letters = int(_WIDEST / (_LABEL * _LETTER))
        self.last = max((value for value, _ in chart.ticks), default=1.0) or 1.0

    def x(self, value: float) -> float:
        return round(self.left + (self.right - self.left) * min(value, self.last) / self.last, 1)

    def whole(self) -> bytes:
        chart = self.chart
        drawn: list[str] = []
        y, group = _TOP + (_LINE if chart.line else 4.0), ""
        first = y
        for row in chart.rows:
            if row.group != group:
                group = row.group
                y += 18
                # the axis' lines stop where a heading stands
                drawn.append(f'<rect x="0" y="{y - 13:g}" width="{WIDTH:g}" height="17" fill="{PAPER}"/>')
                said = _cut(group, int(WIDTH / (_LABEL * _LETTER)))
                drawn.append(_text(_EDGE, y, said, size=_LABEL, anchor="start", bold=True))
                y += 8
            lines = wrap(row.label, self.letters)[:2] or [""]
            high = max(_HIGH[chart.kind], _LINE * len(lines) + 4)
            middle = y + high / 2
            start = middle + 4.5 - _LINE * (len(lines) - 1) / 2
            drawn += [
                _text(self.left - _GAP, round(start + _LINE * n, 1), _cut(one, self.letters), size=_LABEL, anchor="end")
                for n, one in enumerate(lines)
            ]
            drawn += self.row(row, round(middle, 1))
            y += high
        foot = y + 4
        high = foot + _AXIS
        return "".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {high:g}" width="{WIDTH:g}" ',
                f'height="{high:g}" font-family="{escape(FONT)}"><rect width="{WIDTH:g}" height="{high:g}" ',
                f'fill="{PAPER}"/><defs>{_HATCH}<rect width="5" height="5" fill="{PAPER}"/>',
                f'<path d="M0 0v5" stroke="{INK}" stroke-width="3"/></pattern></defs>',
                *self.axis(first, foot),
                *drawn,
                *self.legend(),
                "</svg>",
            )
        ).encode()

    def axis(self, first: float, foot: float) -> Iterator[str]:
        for value, said in self.chart.ticks:
            x = self.x(value)
            look = f'stroke="{INK if not value else PALE}" stroke-width="1"'
            yield f'<path d="M{x:g} {first:g}V{foot:g}" {look}/>'
            yield _text(x, foot + 13, said, size=_SMALL)
        yield _text((self.left + self.right) / 2, foot + 28, self.chart.axis, size=_SMALL)
        if self.chart.line:
            value, said = self.chart.line
            x = self.x(value)
            yield f'<path d="M{x:g} {first - 2:g}V{foot:g}" stroke="{INK}" stroke-width="1.2" stroke-dasharray="5 3"/>'
            yield _text(x, first - 5, said, size=_SMALL, anchor="start" if x < WIDTH / 2 else "end")

    def row(self, row: ChartRow, y: float) -> Iterator[str]:
        match self.chart.kind:
            case ChartKind.PAIRS:
                for n, (value, said) in enumerate(zip(row.values, row.texts, strict=True)):
                    top = y - 11 + 11 * n
                    yield self.bar(value, top, 10, solid=not n)
                    yield _text(self.x(value) + 4, top + 9, said, size=_SMALL, anchor="start", bold=not n)
            case ChartKind.INTERVALS:
                if row.low is not None and row.high is not None:
                    low, high = self.x(row.low), self.x(row.high)
                    ends = f"M{low:g} {y - 3:g}v6M{high:g} {y - 3:g}v6"
                    yield f'<path d="M{low:g} {y:g}H{high:g}{ends}" stroke="{INK}" stroke-width="1.3"/>'
                yield from _point(self.x(row.values[0]), y, row.sign)
                yield self.said(row, y)
            case ChartKind.SHARES:
                done, whole = row.values
                share = 100 * min(1.0, done / whole)
                yield self.bar(100, y - 6, 12, solid=False)
                late = row.sign is Sign.LATE
                yield self.bar(share, y - 6, 12, solid=True, fill="url(#late)" if late else FULL)
                yield self.said(row, y)

    def said(self, row: ChartRow, y: float) -> str:
        return _text(WIDTH - _EDGE, y + 4, _told(self.chart, row), size=_SMALL, anchor="end")

    def bar(self, value: float, top: float, high: float, *, solid: bool, fill: str = FULL) -> str:
        wide = self.x(value) - self.left
        look = f'fill="{fill if solid else PAPER}" stroke="{INK}" stroke-width="0.8"'
        return f'<rect x="{self.left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" {look}/>' if wide > 0 else ""

    def legend(self) -> Iterator[str]:
        x = _EDGE
        for n, name in enumerate(self.chart.series):
            if self.chart.kind is not ChartKind.INTERVALS:
                look = f'fill="{PAPER if n else FULL}" stroke="{INK}" stroke-width="0.8"'
                yield f'<rect x="{x:g}" y="5" width="16" height="10" {look}/>'
                yield _text(x + 22, 14.5, name, size=_SMALL, anchor="start")
                x += 40 + _wide(name, _SMALL)
        for sign, name in self.chart.signs:
            if sign is Sign.LATE:
                look = f'fill="url(#late)" stroke="{INK}" stroke-width="0.8"'
                yield f'<rect x="{x:g}" y="5" width="16" height="10" {look}/>'
            else:
                yield from _point(x + 8, 10, sign)
            yield _text(x + 22, 14.5, name, size=_SMALL, anchor="start")
            x += 40 + _wide(name, _SMALL)


def _point(x: float, y: float, sign: Sign | None) -> Iterator[str]:
    """Triangles up and down, filled where it is far; a ring where it is as chance has it."""
    fill = INK if sign in {Sign.FAR_ABOVE, Sign.FAR_BELOW} else PAPER
    look = f'fill="{fill}" stroke="{INK}" stroke-width="1.3"'
    match sign:
        case Sign.FAR_ABOVE | Sign.ABOVE:
            yield f'<path d="M{x - 5:g} {y + 4:g}h10l-5 -9Z" {look}/>'
        case Sign.FAR_BELOW | Sign.BELOW:
            yield f'<path d="M{x - 5:g} {y - 4:g}h10l-5 9Z" {look}/>'
        case _:
            yield f'<circle cx="{x:g}" cy="{y:g}" r="4" {look}/>'


def _told(chart: Chart, row: ChartRow) -> str:
    """What stands to the right of a row; of a pair the longer text, for the room that it takes."""
    return max(row.texts, key=len) if chart.kind is ChartKind.PAIRS else row.texts[0]


def _text(x: float, y: float, said: str, *, size: float, anchor: str = "middle", bold: bool = False) -> str:
    """A text with nothing in it that the letters on paper cannot draw."""
    return mapdrawing.text(x, y, drawable(said), size=size, anchor=anchor, bold=bold)


def _wide(said: str, size: float) -> float:
    return len(said) * size * _LETTER


def _cut(said: str, letters: int) -> str:
    return said if len(said) <= letters else f"{said[: letters - 1]}…"
