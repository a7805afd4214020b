"""Data to plotly figures, pure; text and lines are coloured by the stylesheet, the same figure in light and dark."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from dashboard.i18n import Translate
from dashboard.parts import attrs, small, table

HOURS = range(24)
EVIDENCE_COLOUR = "#0072B2"
FEW_MONTHS = 5
_MARGIN = {"l": 36, "r": 8, "t": 8, "b": 32}
_X = {"fixedrange": True, "ticks": "", "showgrid": False, "zeroline": False}
_Y = {"fixedrange": True, "ticks": "", "zeroline": False, "nticks": 4, "rangemode": "tozero"}
EVIDENCE_PX, MARGINS_PX = 64, 40


def config(t: Translate) -> dict[str, Any]:
    """What every graph is shown with: no mode bar, nothing sent to a cloud, the reader's language."""
    return {
        "locale": t.language.value,
        "displayModeBar": False,
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "showTips": False,
        "responsive": True,
    }


def canvas(height: int, *traces: Any, **layout: Any) -> go.Figure:
    """A figure of a height in px, as all of ours look: without colours of its own, nothing to drag.

    layout: more of it; of margins and of the first axes only what differs.
    """
    whole: dict[str, Any] = {
        "template": "none",
        "height": height,
        "margin": {},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 13},
        "bargap": 0.15,
        "showlegend": False,
        "hoverlabel": {"bgcolor": "#1b2126", "font": {"color": "#ffffff"}},
        "dragmode": False,
        "xaxis": {},
        "yaxis": {},
        **layout,
    }
    whole |= {"margin": _MARGIN | whole["margin"], "xaxis": _X | whole["xaxis"], "yaxis": _Y | whole["yaxis"]}
    # in one go: each update of a finished figure costs plotly as much as the figure itself
    return go.Figure(list(traces), whole)


def month_trend(t: Translate, by_month: Sequence[tuple[date, int]]) -> go.Figure:
    """Counts per month. by_month: (first day, count), without holes."""
    hover = [f"{t.month(month)}: {t.number(n)}" for month, n in by_month]
    bars = go.Bar(
        x=[month.isoformat() for month, _ in by_month],
        y=[n for _, n in by_month],
        marker={"color": EVIDENCE_COLOUR},
        hovertext=hover,
        hoverinfo="text",
    )
    # a tick between months would be named as the month once more
    step = {"dtick": "M1"} if len(by_month) <= FEW_MONTHS else {"nticks": 5}
    return canvas(160, bars, xaxis={"type": "date", "tickformat": "%b %Y", **step})


def hour_profile(t: Translate, by_hour: Sequence[int]) -> go.Figure:
    """Counts per hour of the local day: 24 of them."""
    hover = [t("figure.hour", first=f"{h:02}", last=f"{h + 1:02}", n=by_hour[h]) for h in HOURS]
    return canvas(
        140,
        go.Bar(x=list(HOURS), y=list(by_hour), marker={"color": EVIDENCE_COLOUR}, hovertext=hover, hoverinfo="text"),
        xaxis={"tickvals": [0, 6, 12, 18], "ticktext": ["00", "06", "12", "18"], "range": [-0.5, 23.5]},
    )


def weekday_profile(t: Translate, by_weekday: Sequence[int]) -> go.Figure:
    """Counts per weekday from Monday: 7 of them."""
    names = [t(f"weekday.{day}") for day in range(7)]
    hover = [f"{name}: {t.number(n)}" for name, n in zip(names, by_weekday, strict=True)]
    return canvas(
        140, go.Bar(x=names, y=list(by_weekday), marker={"color": EVIDENCE_COLOUR}, hovertext=hover, hoverinfo="text")
    )


def _held(graph: dcc.Graph, graph_id: str | None, *, later: bool) -> dict[str, Any]:
    if not later:
        return {"children": graph}
    told = json.dumps(graph, cls=PlotlyJSONEncoder, ensure_ascii=False)
    return {"id": f"{graph_id}-room", **attrs(data_graph=told)}


def timeline(as_of: date, *, with_today: bool) -> go.Figure:
    """Evidence by month: empty, for the browser counts what the filters let through.

    with_today: beside actions' periods (`timebar.periods`); evidence alone may be of years ago, which today would press
    into a corner.
    """
    evidence = go.Bar(
        x=[],
        y=[],
        marker={"color": EVIDENCE_COLOUR},
        # a month's bar stands over its days, as the actions' periods do
        xperiod="M1",
        xperiodalignment="middle",
        hovertemplate="%{x|%B %Y}: %{y}<extra></extra>",
    )
    return canvas(
        EVIDENCE_PX + MARGINS_PX,
        evidence,
        xaxis={"type": "date", "tickformat": "%b %Y", "nticks": 5, "tickangle": 0},
        yaxis={"nticks": 3},
        shapes=[_today(as_of)] if with_today else [],
        bargap=0.1,
    )


def _today(as_of: date) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": as_of.isoformat(),
        "x1": as_of.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"width": 1, "dash": "dash", "color": "#767676"},
    }


def framed(
    t: Translate,
    figure: go.Figure,
    *,
    title: str,
    source: str,
    rows: Sequence[tuple[str, int]] = (),
    numbers: Component | None = None,
    graph_id: str | None = None,
    later: bool = False,
) -> Component:
    """A figure with a line that says what, when and from where, and the same numbers as a table.

    For those who do not see the picture: rows, label and number of each bar; or numbers, a table of their own.
    later: the page's own script puts the graph up (assets/src/karta/timeline.ts), since the drawing code keeps the
    browser busy for the better part of a second, in which nothing else is seen.
    """
    named: dict[str, Any] = {"id": graph_id} if graph_id else {}
    # its room is kept before it is drawn: what stands beside it, such as the map, does not move
    room = {"height": f"{figure.layout.height}px"}
    graph = dcc.Graph(figure=figure, className="graph", style=room, **{"config": config(t), **named})
    # while the drawing code loads, Dash puts a box without style in the graph's place: the room is kept round it
    same: list[Component] = []
    if rows and numbers is None:
        numbers = table(
            title, (t("figure.what"), t("figure.count")), [(label, t.number(n)) for label, n in rows], frozenset({1})
        )
    if numbers is not None:
        same = [html.Details([html.Summary(t("figure.as_table")), numbers], className="as-table")]
    return html.Figure(
        [
            html.Figcaption(title),
            html.Div(role="img", style=room, **attrs(aria_label=title), **_held(graph, graph_id, later=later)),
            small(source),
            *same,
        ]
    )
