"""Figures of the statistics: months by type, rates, season, funnel, survey beside counts. Pure, as all figures are.

No series is told by colour alone: types have a dash and a marker each, attempts a pattern, standing a shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.figures import canvas
from dashboard.i18n import Translate
from geodata.model import DwellingType, SurveyUnit
from geodata.studies.area_rates import AreaRate, AreaRates, Standing
from geodata.studies.burglary_trends import Break, BreakKind, BurglaryTrends, MonthCount, SeasonMonth, Series
from geodata.studies.surveys import SurveyBesideCounts, Wave

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#767676"
LOOKS: dict[DwellingType, tuple[str, str, str]] = {
    DwellingType.DETACHED: (BLUE, "solid", "circle"),
    DwellingType.TERRACED: (ORANGE, "dash", "diamond"),
    DwellingType.APARTMENT: (GREEN, "dot", "square"),
}
"""Colour, dash and marker of a type."""
SHAPES = {
    Standing.FAR_ABOVE: "triangle-up",
    Standing.ABOVE: "triangle-up-open",
    Standing.WITHIN: "circle-open",
    Standing.BELOW: "triangle-down-open",
    Standing.FAR_BELOW: "triangle-down",
}
PANEL_PX, GAP_PX, EDGES_PX = 84, 30, 50
MOST_NAMES = 5
MOST_SINGLE_TICKS = 4
_LEGEND = {
    "traceorder": "normal",
    "orientation": "h",
    "x": 0,
    "y": 0,
    "yref": "container",
    "xanchor": "left",
    "yanchor": "bottom",
    "font": {"size": 13},
}
_MARGINS = {"l": 40, "r": 8, "t": 24, "b": 76}


def months_by_type(t: Translate, trends: BurglaryTrends) -> go.Figure:
    """A panel of monthly bars for each type, the same months under each other; all types in one where none is told."""
    series = trends.by_type or (trends.whole,)
    height = EDGES_PX + len(series) * (PANEL_PX + GAP_PX)
    figure = make_subplots(rows=len(series), cols=1, shared_xaxes=True, vertical_spacing=GAP_PX / (height - EDGES_PX))
    for row, one in enumerate(series, start=1):
        colour = LOOKS[one.dwelling_type][0] if one.dwelling_type else BLUE
        figure.add_trace(_bars(t, one.months, colour), row=row, col=1)
    _dress(figure, height)
    for row, one in enumerate(series, start=1):
        name = t.label(one.dwelling_type) if one.dwelling_type else t("stat.all_types")
        figure.update_yaxes(row=row, col=1, **_whole_ticks(one.months))
        domain = figure.layout[f"yaxis{row if row > 1 else ''}"].domain
        figure.add_annotation(
            text=name, x=0, y=domain[1], xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False
        )
    _draw_breaks(t, figure, trends.breaks, trends.whole.months)
    figure.update_xaxes(tickformat="%b %Y", nticks=5, tickangle=0)
    return figure


def rolling_rates(t: Translate, trends: BurglaryTrends) -> go.Figure:
    """A line for each type: burglaries per 1,000 dwellings of the type in the twelve months up to each.

    One line of all types where the dwellings of none are known.
    """
    lines = []
    series = rated(trends)
    begins = next((i for i in range(len(trends.whole.months)) if any(one.months[i].rolling for one in series)), 0)
    for one in series:
        shown = one.months[begins:]
        colour, dash, marker = LOOKS[one.dwelling_type] if one.dwelling_type else (BLUE, "solid", "circle")
        name = t.label(one.dwelling_type) if one.dwelling_type else t("stat.all_types")
        lines.append(
            go.Scatter(
                x=[month.month.isoformat() for month in shown],
                y=[month.rolling for month in shown],
                name=name,
                mode="lines+markers",
                line={"color": colour, "dash": dash, "width": 2},
                marker={"symbol": marker, "size": 6, "color": colour},
                connectgaps=False,
                hovertext=[
                    "" if month.rolling is None else f"{name}, {t.month(month.month)}: {t.number(month.rolling, 1)}"
                    for month in shown
                ],
                hoverinfo="text",
            )
        )
    figure = canvas(300, *lines, showlegend=True, legend=_LEGEND, margin=_MARGINS)
    figure.update_xaxes(type="date", tickformat="%b %Y", nticks=5, tickangle=0)
    _draw_breaks(t, figure, trends.breaks, trends.whole.months[begins:])
    return figure


def rated(trends: BurglaryTrends) -> tuple[Series, ...]:
    """The series that have a rate: the types, or all of them together; none where too few months were counted."""
    for series in (trends.by_type, (trends.whole,)):
        if any(month.rolling is not None for one in series for month in one.months):
            return series
    return ()


def outcomes(t: Translate, trends: BurglaryTrends) -> go.Figure:
    """Completed and attempted a month, one upon the other."""
    bars = []
    for word, one, colour, pattern in (
        ("stat.completed", trends.completed, BLUE, ""),
        ("stat.attempted", trends.attempted, ORANGE, "/"),
    ):
        bars.append(
            go.Bar(
                x=[month.month.isoformat() for month in one.months],
                y=[month.count for month in one.months],
                name=t(word),
                marker={
                    "color": colour,
                    "line": {"width": 0},
                    "pattern": {"shape": pattern, "fgcolor": "#ffffff", "size": 5, "fillmode": "overlay"},
                },
                hovertext=[f"{t(word)}, {t.month(month.month)}: {month_said(t, month)}" for month in one.months],
                hoverinfo="text",
            )
        )
    figure = canvas(240, *bars, barmode="stack", showlegend=True, legend=_LEGEND, margin=_MARGINS)
    figure.update_xaxes(type="date", tickformat="%b %Y", nticks=5, tickangle=0)
    _draw_breaks(t, figure, trends.breaks, trends.whole.months)
    return figure


def season(t: Translate, months: Sequence[SeasonMonth]) -> go.Figure:
    """The average of each month of the year."""
    names = [t(f"month.{month.number}") for month in months]
    figure = canvas(
        240,
        go.Bar(
            x=list(range(1, 13)),
            y=[month.average for month in months],
            marker={"color": BLUE},
            hovertext=[f"{name}: {t.number(month.average, 1)}" for name, month in zip(names, months, strict=True)],
            hoverinfo="text",
        ),
    )
    figure.update_xaxes(tickvals=list(range(1, 13)), ticktext=[name[:3] for name in names], tickangle=0)
    return figure


def funnel(t: Translate, rates: AreaRates, chosen: str | None = None) -> go.Figure:
    """Areas by dwellings and rate, with the limits that chance sets. A point's customdata is the area's code.

    An area that was not counted every month stands at as many dwellings as its months are worth.
    """
    whole = max(1, len(rates.months)) / 12
    told = [area for area in rates.areas if area.per_1000 is not None and area.dwelling_years]
    x = [limit.dwelling_years / whole for limit in rates.limits]

    def curve(name: str, side: str, dash: str, *, shown: bool) -> Any:
        return go.Scatter(
            x=x,
            y=[getattr(limit, side) for limit in rates.limits],
            mode="lines",
            name=name,
            showlegend=shown,
            line={"color": GREY, "dash": dash, "width": 1.5},
            hoverinfo="skip",
        )

    lines = [
        curve(t("stat.limit_95"), "high_95", "dash", shown=True),
        curve("", "low_95", "dash", shown=False),
        curve(t("stat.limit_998"), "high_998", "dot", shown=True),
        curve("", "low_998", "dot", shown=False),
        go.Scatter(
            x=[x[0], x[-1]] if x else [],
            y=[rates.overall, rates.overall] if x else [],
            mode="lines",
            name=t("stat.overall"),
            line={"color": GREY, "width": 2},
            hoverinfo="skip",
        ),
    ]
    colours = [ORANGE if _is_high(area) else BLUE for area in told]
    points = go.Scatter(
        x=[(area.dwelling_years or 0) / whole for area in told],
        y=[area.per_1000 for area in told],
        mode="markers",
        showlegend=False,
        marker={
            "symbol": [SHAPES[area.standing] if area.standing else "circle-open" for area in told],
            "size": [18 if area.code == chosen else 11 for area in told],
            "color": colours,
            "opacity": 1,
            "line": {"width": 2, "color": colours},
        },
        customdata=[area.code for area in told],
        hovertext=[_point(t, area) for area in told],
        hoverinfo="text",
    )
    figure = canvas(
        380, *lines, points, showlegend=True, legend=_LEGEND, margin=_MARGINS | {"l": 48, "b": 120},
        clickmode="event", hovermode="closest",
    )  # fmt: skip
    figure.update_xaxes(title={"text": t("stat.axis_dwellings"), "font": {"size": 13}}, rangemode="tozero", nticks=6)
    figure.update_yaxes(title={"text": t("stat.axis_rate"), "font": {"size": 13}}, range=_height(rates, told))
    named = [area for area in sorted(told, key=lambda a: -(a.per_1000 or 0)) if _is_high(area)][:MOST_NAMES]
    named += [area for area in told if area.code == chosen and area not in named]
    for area in named:
        figure.add_annotation(
            x=(area.dwelling_years or 0) / whole,
            y=area.per_1000,
            text=f"<b>{area.name}</b>" if area.code == chosen else area.name,
            showarrow=False,
            yshift=14,
            font={"size": 13},
        )
    return figure


def survey_beside_counts(t: Translate, beside: SurveyBesideCounts) -> go.Figure:
    """The question's waves over the months of reports, on one axis of time; a change of method breaks the line.

    The waves alone where no month was counted, or none may be seen.
    """
    rows = 2 if beside.counted else 1
    heights = [0.55, 0.45][:rows]
    figure = make_subplots(rows=rows, cols=1, shared_xaxes=True, vertical_spacing=0.16, row_heights=heights)
    for part in _compared(beside.waves):
        figure.add_trace(_wave_line(t, part, beside.unit), row=1, col=1)
    if beside.counted:
        figure.add_trace(_bars(t, beside.monthly, GREY), row=2, col=1)
    _dress(figure, 340 if beside.counted else 220)
    unit = t("beside.top") if beside.unit is SurveyUnit.SHARE else t("beside.top_index")
    for row, word in ((1, unit), (2, t("beside.bottom")))[:rows]:
        domain = figure.layout[f"yaxis{row if row > 1 else ''}"].domain
        figure.add_annotation(
            text=word, x=0, y=domain[1], xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False
        )
    for number, (first, last) in enumerate(beside.windows if beside.counted else (), start=1):
        figure.add_vrect(
            x0=_edge(first), x1=_edge(_next(last)), row=2, col=1, fillcolor=BLUE if number == 1 else ORANGE,
            opacity=0.16, line_width=0, annotation_text=t("beside.window", n=number), annotation_position="top left",
        )  # fmt: skip
    for wave in beside.waves:
        if wave.new_method and wave.asked_on:
            _mark(figure, wave.asked_on - timedelta(days=30), t("beside.new_method"))
    if preliminary := [month.month for month in beside.monthly if month.preliminary]:
        _mark(figure, _edge(preliminary[0]), t("stat.preliminary_short"))
    figure.update_xaxes(type="date", tickformat="%b %Y", nticks=5, tickangle=0)
    return figure


def _bars(t: Translate, months: Sequence[MonthCount], colour: str) -> Any:
    """Bars that are pale and hatched where preliminary or where not every area was counted; no bar where none was."""
    unsure = [month.preliminary or not month.is_whole for month in months]
    return go.Bar(
        x=[month.month.isoformat() for month in months],
        y=[month.count for month in months],
        marker={
            "color": colour,
            "line": {"width": 0},
            "opacity": [0.6 if one else 1.0 for one in unsure],
            "pattern": {
                "shape": ["/" if one else "" for one in unsure],
                "fgcolor": "#ffffff",
                "size": 5,
                "fillmode": "overlay",
            },
        },
        hovertext=[f"{t.month(month.month)}: {month_said(t, month)}" for month in months],
        hoverinfo="text",
        showlegend=False,
    )


def month_said(t: Translate, month: MonthCount) -> str:
    """A month's number with what is wrong with it."""
    if month.count is None:
        return t("stat.not_counted")
    said = t.number(month.count)
    if not month.is_whole:
        said = t("stat.partly", n=month.count, counted=month.counted, areas=month.areas)
    return f"{said}, {t('stat.preliminary_short')}" if month.preliminary else said


def _whole_ticks(months: Sequence[MonthCount]) -> dict[str, Any]:
    """Counts have no half between them."""
    highest = max((month.count or 0 for month in months), default=0)
    return {"dtick": 1} if highest <= MOST_SINGLE_TICKS else {}


def _dress(figure: go.Figure, height: int) -> None:
    figure.update_layout(canvas(height, margin={"l": 36, "r": 8, "t": 28, "b": 32}).layout)
    figure.update_xaxes(fixedrange=True, ticks="", showgrid=False, zeroline=False, type="date", showticklabels=False)
    figure.update_yaxes(fixedrange=True, ticks="", zeroline=False, nticks=4, rangemode="tozero")
    last = max(int(axis[5:] or 1) for axis in figure.layout if axis.startswith("xaxis"))
    figure.update_xaxes(showticklabels=True, row=last, col=1)


def _draw_breaks(t: Translate, figure: go.Figure, breaks: Sequence[Break], months: Sequence[MonthCount]) -> None:
    """Those among the months that are drawn."""
    for one in breaks:
        if not months or one.month < months[0].month:
            continue
        word = "stat.preliminary_short" if one.kind is BreakKind.PRELIMINARY else "stat.source_short"
        _mark(figure, _edge(one.month), t(word))


def _mark(figure: go.Figure, on: date, word: str) -> None:
    """A dashed line through all panels, with its word on top."""
    figure.add_shape(
        type="line", x0=on.isoformat(), x1=on.isoformat(), xref="x", y0=0, y1=1, yref="paper",
        line={"color": GREY, "width": 1, "dash": "dash"},
    )  # fmt: skip
    figure.add_annotation(
        x=on.isoformat(), xref="x", y=1, yref="paper", text=word, showarrow=False, xanchor="right", yanchor="bottom",
        font={"size": 13},
    )  # fmt: skip


def _edge(month: date) -> date:
    """Where a month's bar begins: bars stand in the middle of their months' first days."""
    return month - timedelta(days=15)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _is_high(area: AreaRate) -> bool:
    return area.standing in {Standing.ABOVE, Standing.FAR_ABOVE}


def _point(t: Translate, area: AreaRate) -> str:
    return t(
        "stat.point",
        name=area.name,
        rate=t.number(area.per_1000 or 0, 1),
        n=area.count,
        dwellings=area.dwellings,
        standing=t.label(area.standing) if area.standing else "–",
    )


def _height(rates: AreaRates, told: Sequence[AreaRate]) -> list[float]:
    """Up to the highest area, with room for its name: the limits of the smallest would press all others down."""
    highest = max([area.per_1000 or 0.0 for area in told] + [rates.overall or 0.0], default=0.0)
    return [0, 1.25 * highest or 1.0]


def _compared(waves: Sequence[Wave]) -> list[list[Wave]]:
    """Runs of waves that were asked in one way."""
    runs: list[list[Wave]] = []
    for wave in waves:
        if wave.asked_on is None:
            continue
        if wave.new_method or not runs:
            runs.append([])
        runs[-1].append(wave)
    return runs


def _wave_line(t: Translate, waves: Sequence[Wave], unit: SurveyUnit) -> Any:
    sign = " %" if unit is SurveyUnit.SHARE else ""
    told = [wave for wave in waves if wave.value is not None]
    return go.Scatter(
        x=[wave.asked_on.isoformat() for wave in told if wave.asked_on],
        y=[wave.value for wave in told],
        mode="lines+markers",
        line={"color": BLUE, "width": 2},
        marker={"size": 9},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [(wave.high - (wave.value or 0)) if wave.high is not None else 0 for wave in told],
            "arrayminus": [((wave.value or 0) - wave.low) if wave.low is not None else 0 for wave in told],
            "color": BLUE,
            "thickness": 1.5,
        },
        hovertext=[f"{wave.name}: {t.number(wave.value or 0, 1)}{sign}" for wave in told],
        hoverinfo="text",
        showlegend=False,
    )
