"""An action's effect drawn: counts a month before and after its start, where it was done and elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.figures import FEW_MONTHS, canvas
from dashboard.i18n import Translate
from geodata.studies.effect import FEW_EVENTS, EffectSeries, EffectStudy

TREATED_COLOUR = "#0072B2"
COMPARISON_COLOUR = "#D55E00"
ZONE_COLOUR = "#009E73"
HEIGHT_PX = 280


def figure(t: Translate, study: EffectStudy) -> go.Figure:
    """Bars of the treated area, lines of the others scaled to its level before, and the start as an upright line.

    Raises: ValueError for a study without a series: it has nothing to draw.
    """
    series, before, after = study.series, study.before, study.after
    if series is None or before is None or after is None:
        raise ValueError("nothing was judged, and so nothing is drawn; ask for the reason")
    months = months_of(series)
    number = (before[1].year - before[0].year) * 12 + before[1].month - before[0].month + 1
    bars = go.Bar(
        x=[month.isoformat() for month in months],
        y=list(series.treated),
        name=t("effect.figure_treated"),
        marker={"color": TREATED_COLOUR},
        hovertext=[f"{t.month(month)}: {_told(t, n)}" for month, n in zip(months, series.treated, strict=True)],
        hoverinfo="text",
    )
    lines = [
        _line(t, months, counts, _scale(series.treated, counts, number), name=t(name), look=look)
        for counts, least, name, look in (
            (series.comparison, 1, "effect.figure_comparison", {"color": COMPARISON_COLOUR, "dash": "solid"}),
            # a few events scaled up would only be a spike
            (series.displaced, FEW_EVENTS, "effect.figure_zone", {"color": ZONE_COLOUR, "dash": "dot"}),
        )
        if sum(count or 0 for count in counts[:number]) >= least
    ]
    drawn = canvas(
        HEIGHT_PX,
        bars,
        *lines,
        bargap=0.25,
        showlegend=True,
        # under the figure: on a phone three names beside each other would cover it
        legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
        shapes=[_start(after[0])],
        annotations=[_start_word(t, after[0])],
    )
    step = {"dtick": "M1"} if len(months) <= FEW_MONTHS else {"nticks": 6}
    drawn.update_xaxes(type="date", tickformat="%b %Y", **step)
    return drawn


def months_of(series: EffectSeries) -> list[date]:
    """The months of a series."""
    first = series.first_month.year * 12 + series.first_month.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, first + len(series.treated))]


def _scale(treated: Sequence[int | None], counts: Sequence[int | None], number: int) -> float:
    """What brings counts to the treated area's level in the months before; 1 where there was nothing."""
    own, other = (sum(count or 0 for count in row[:number]) for row in (treated, counts))
    return own / other if own and other else 1.0


def _line(
    t: Translate,
    months: Sequence[date],
    counts: Sequence[int | None],
    scale: float,
    *,
    name: str,
    look: dict[str, str],
) -> Any:
    return go.Scatter(
        x=[month.isoformat() for month in months],
        y=[None if count is None else round(count * scale, 2) for count in counts],
        name=name,
        mode="lines",
        line={**look, "width": 2},
        connectgaps=False,
        hovertext=[f"{t.month(month)}: {_told(t, n)}" for month, n in zip(months, counts, strict=True)],
        hoverinfo="text",
    )


def _told(t: Translate, count: int | None) -> str:
    return "–" if count is None else t.number(count)


def _start(month: date) -> dict[str, Any]:
    """Between the last month before and the first month after: bars stand in the middle of their months' first day."""
    at = _edge(month)
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"width": 2, "dash": "dash", "color": "#767676"},
    }


def _start_word(t: Translate, month: date) -> dict[str, Any]:
    return {
        "x": _edge(month),
        "y": 1,
        "yref": "paper",
        "text": t("effect.figure_starts"),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 4,
    }


def _edge(month: date) -> str:
    last = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 16)
    return last.isoformat()
