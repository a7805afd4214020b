"""A paper's charts as plotly figures: the same rows, words and ticks as on paper. Pure, as all figures are."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from dashboard.figures import canvas
from geodata.paper import Chart, ChartKind, ChartRow, Sign

FULL, EMPTY, LINE, LATE = "#0072B2", "rgba(0,0,0,0)", "#767676", "#D55E00"
SYMBOLS: dict[Sign | None, str] = {
    Sign.FAR_ABOVE: "triangle-up",
    Sign.ABOVE: "triangle-up-open",
    Sign.WITHIN: "circle-open",
    Sign.BELOW: "triangle-down-open",
    Sign.FAR_BELOW: "triangle-down",
}
ROW_PX = {ChartKind.PAIRS: 34, ChartKind.INTERVALS: 34, ChartKind.SHARES: 40}
EDGES_PX = 110
_LETTERS = 24
MOST_TICKS = 4
"""That stand beside each other on a phone."""
_LAST = 2_000
_HATCH = {"shape": "/", "fgcolor": "#ffffff", "size": 6, "fillmode": "overlay"}
_LEGEND = {"orientation": "h", "x": 0, "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "bottom"}


def drawn(chart: Chart) -> go.Figure:
    """The chart as it stands on a page."""
    draw = {ChartKind.PAIRS: _pairs, ChartKind.INTERVALS: _intervals, ChartKind.SHARES: _shares}[chart.kind]
    places = list(range(len(chart.rows)))
    shown = chart.ticks if len(chart.ticks) <= MOST_TICKS else chart.ticks[::2]
    height = EDGES_PX + ROW_PX[chart.kind] * len(chart.rows)
    return canvas(
        height,
        *draw(chart, places),
        showlegend=True,
        legend=_LEGEND,
        margin={"l": 8, "r": 16, "t": 44, "b": 48},
        bargap=0.25,
        barmode="group" if chart.kind is ChartKind.PAIRS else "overlay",
        xaxis={
            "tickvals": [value for value, _ in shown],
            "ticktext": [said for _, said in shown],
            "tickangle": 0,
            "range": [0, max((value for value, _ in chart.ticks), default=1) * 1.02],
            "showgrid": True,
            "gridcolor": "rgba(118,118,118,0.3)",
            "title": {"text": chart.axis, "font": {"size": 13}},
        },
        yaxis={
            "tickvals": places,
            "ticktext": ["<br>".join(wrap(_safe(row.label), _LETTERS)[:3]) for row in chart.rows],
            "range": [len(chart.rows) - 0.5, -0.5],
            "automargin": True,
            "rangemode": "normal",
            "showgrid": False,
        },
        shapes=_line(chart),
    )


def _pairs(chart: Chart, places: list[int]) -> list[Any]:
    looks = ({"color": FULL}, {"color": EMPTY, "line": {"color": FULL, "width": 1.5}})
    return [
        _bars(
            places,
            [row.values[n] for row in chart.rows],
            name,
            looks[n],
            [_told(row, row.texts[n]) for row in chart.rows],
        )
        for n, name in enumerate(chart.series)
    ]


def _shares(chart: Chart, places: list[int]) -> list[Any]:
    told = [_told(row, row.texts[0]) for row in chart.rows]
    shares = [100 * min(1.0, row.values[0] / row.values[1]) for row in chart.rows]
    frame = {"color": EMPTY, "line": {"color": FULL, "width": 1.5}}
    whole = _bars(places, [100.0] * len(places), chart.series[1], frame, told)
    traces = [whole.update(legendrank=_LAST)]
    for sign, name, look in (
        (None, chart.series[0], {"color": FULL}),
        (Sign.LATE, dict(chart.signs).get(Sign.LATE), {"color": LATE, "pattern": _HATCH}),
    ):
        chosen = [n for n, row in enumerate(chart.rows) if row.sign is sign]
        if chosen and name:
            traces.append(_bars(chosen, [shares[n] for n in chosen], name, look, [told[n] for n in chosen]))
    return traces


def _intervals(chart: Chart, places: list[int]) -> list[Any]:
    words: dict[Sign | None, str] = dict(chart.signs)
    traces: list[Any] = []
    for sign in (*Sign, None):
        chosen = [n for n, row in enumerate(chart.rows) if row.sign is sign]
        if not chosen:
            continue
        rows = [chart.rows[n] for n in chosen]
        value = [row.values[0] for row in rows]
        traces.append(
            go.Scatter(
                x=value,
                y=[places[n] for n in chosen],
                mode="markers",
                name=words.get(sign, ""),
                showlegend=sign in words,
                marker={"symbol": SYMBOLS.get(sign, "circle-open"), "size": 10, "color": FULL},
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": [(row.high or at) - at for row, at in zip(rows, value, strict=True)],
                    "arrayminus": [
                        at - (at if row.low is None else row.low) for row, at in zip(rows, value, strict=True)
                    ],
                    "color": LINE,
                    "thickness": 1.5,
                    "width": 3,
                },
                hovertext=[_told(row, row.texts[0]) for row in rows],
                hoverinfo="text",
            )
        )
    if chart.line:
        # a line without points: its name in the legend
        look = {"color": LINE, "dash": "dash", "width": 2}
        traces.append(go.Scatter(x=[None], y=[None], mode="lines", name=chart.line[1], line=look, hoverinfo="skip"))
    return traces


def _line(chart: Chart) -> list[dict[str, Any]]:
    if chart.line is None:
        return []
    at = chart.line[0]
    look = {"color": LINE, "dash": "dash", "width": 2}
    return [{"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": look, "layer": "below"}]


def _bars(places: list[int], values: list[float], name: str, look: dict[str, Any], told: list[str]) -> Any:
    return go.Bar(x=values, y=places, orientation="h", name=name, marker=look, hovertext=told, hoverinfo="text")


def _told(row: ChartRow, said: str) -> str:
    return f"{_safe(row.label)}: {said}"


def _safe(text: str) -> str:
    """A text that plotly takes for nothing but text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
