"""The rooms of the statistics page: each a title, a sentence, its figures, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import figures, figures_statistics
from dashboard.basis import basis_line
from dashboard.figures_statistics import month_said
from dashboard.i18n import Translate
from dashboard.pages.statistik import saying
from dashboard.pages.statistik.shown import Ids, Shown
from dashboard.parts import anchor, attrs, badge_made_up, empty, section, small, table
from dashboard.view import link
from geodata.studies.area_rates import AreaRate, AreaRates, Standing
from geodata.studies.burglary_trends import Series
from geodata.studies.near_repeats import NearCell, NearRepeats
from geodata.studies.surveys import SurveyBesideCounts

HEAT_STEPS = (1.0, 1.2, 1.5, 2.0)
"""Ratios from which a cell of the near-repeat table is darker."""
STANDINGS = tuple(Standing)
COLUMNS = ("name", "count", "dwellings", "per_1000", "smoothed", "standing")
HEADS = {
    "name": "stat.area",
    "count": "stat.count_head",
    "dwellings": "stat.dwellings",
    "per_1000": "stat.per_1000",
    "smoothed": "stat.smoothed",
    "standing": "stat.stands_out",
}
FALLING = frozenset({"count", "dwellings", "per_1000", "smoothed"})
"""Columns of numbers: the largest first when they are first chosen."""


def brief(t: Translate, shown: Shown) -> list[Component]:
    """The answer in words, before any figure."""
    if not shown.open:
        return [empty(t("stat.not_open"), t("stat.not_open_why"))]
    if not shown.trends.whole.months:
        way = anchor(t("list.import"), link("/data", shown.municipality.code))
        return [empty(t("stat.none"), t("stat.none_why"), way)]
    first, *others = saying.brief(t, shown)
    marks = [badge_made_up(t)] if shown.trends.basis.made_up else []
    warned = [html.Li(text, className="is-unsure") for text in saying.breaks(t, shown.trends)]
    return [
        html.P([html.Strong(first), *marks], className="stat-count"),
        html.Ul([*(html.Li(text) for text in others), *warned], className="stat-brief"),
        small(basis_line(t, shown.trends.basis)),
    ]


def trends(t: Translate, shown: Shown) -> list[Component]:
    """Months by type, their rates, outcomes and season; nothing where nothing is told."""
    found = shown.trends
    if not found.whole.months:
        return []
    where, period = shown.where, saying.period_of(t, [month.month for month in found.whole.months])
    source = basis_line(t, found.basis)
    by_type = found.by_type or (found.whole,)
    monthly = figures.framed(
        t,
        figures_statistics.months_by_type(t, found),
        title=t("stat.fig_months", where=where, period=period),
        source=source,
        numbers=_months(t, by_type, t("stat.fig_months", where=where, period=period)),
    )
    rolling: Component = html.P(t("stat.rolling_short"))
    if with_rate := figures_statistics.rated(found):
        rolling = figures.framed(
            t,
            figures_statistics.rolling_rates(t, found),
            title=t("stat.fig_rolling", where=where),
            source=source,
            numbers=_rolling(t, with_rate, t("stat.fig_rolling", where=where)),
        )
    types = _types(t, by_type, period)
    basis = saying.slope_basis(t, found.whole)
    return [
        section(
            t("stat.trends"),
            html.Div(types, className="stat-wide"),
            *([small(basis)] if basis else []),
            html.Div([monthly, rolling], className="stat-pair"),
        ),
        html.Div([_outcome(t, shown, period, source), _season(t, shown, source)], className="stat-pair"),
    ]


def _outcome(t: Translate, shown: Shown, period: str, source: str) -> Component:
    found = shown.trends
    if found.completed.count + found.attempted.count == 0:
        return section(t("stat.outcome"), html.P(saying.attempts(t, found)))
    title = t("stat.fig_outcome", where=shown.where, period=period)
    heads = (t("stat.month"), t("stat.completed"), t("stat.attempted"))
    rows = [
        (t.month(done.month), month_said(t, done), month_said(t, tried))
        for done, tried in zip(found.completed.months, found.attempted.months, strict=True)
    ]
    figure = figures.framed(
        t,
        figures_statistics.outcomes(t, found),
        title=title,
        source=source,
        numbers=table(title, heads, rows, frozenset({1, 2})),
    )
    return section(t("stat.outcome"), html.P(saying.attempts(t, found)), figure)


def _season(t: Translate, shown: Shown, source: str) -> Component:
    months = shown.trends.season
    if not months:
        return section(t("stat.season"), html.P(t("stat.season_short")))
    title = t("stat.fig_season", where=shown.where)
    rows = [
        (
            t(f"month.{month.number}"),
            t.number(month.average, 1),
            t.number(month.years),
        )
        for month in months
    ]
    numbers = table(title, (t("stat.month"), t("stat.average"), t("stat.years")), rows, frozenset({1, 2}))
    return section(
        t("stat.season"),
        html.P(t("stat.season_basis")),
        figures.framed(t, figures_statistics.season(t, months), title=title, source=source, numbers=numbers),
    )


def _types(t: Translate, by_type: Sequence[Series], period: str) -> Component:
    heads = (t("stat.type"), t("stat.count_head"), t("stat.rate_last"), t("stat.direction"))
    rows: list[tuple[Component | str, ...]] = []
    for one in by_type:
        last = next((month.rolling for month in reversed(one.months) if month.rolling is not None), None)
        told = one.slope
        interval = (
            t("stat.yearly", low=saying.percent(t, told.low), high=saying.percent(t, told.high))
            if told
            else t("stat.too_little_short")
        )
        word = t.label(one.heading) if told else ""
        rows.append(
            (
                t.label(one.dwelling_type) if one.dwelling_type else t("stat.all_types"),
                saying.counted(t, one),
                "–" if last is None else t.number(last, 1),
                html.Span([html.Strong(word), f" {interval}"]) if word else interval,
            )
        )
    return table(t("stat.types_caption", period=period), heads, rows, frozenset({1, 2}))


def _months(t: Translate, by_type: Sequence[Series], caption: str) -> Component:
    rows = [
        (t.month(months[0].month), *(month_said(t, month) for month in months))
        for months in zip(*(one.months for one in by_type), strict=True)
    ]
    return table(caption, (t("stat.month"), *_type_heads(t, by_type)), rows, frozenset(range(1, len(by_type) + 1)))


def _rolling(t: Translate, by_type: Sequence[Series], caption: str) -> Component:
    rows = [
        (t.month(months[0].month), *("–" if m.rolling is None else t.number(m.rolling, 1) for m in months))
        for months in zip(*(one.months for one in by_type), strict=True)
        if any(month.rolling is not None for month in months)
    ]
    return table(caption, (t("stat.month"), *_type_heads(t, by_type)), rows, frozenset(range(1, len(by_type) + 1)))


def _type_heads(t: Translate, by_type: Sequence[Series]) -> list[str]:
    return [t.label(one.dwelling_type) if one.dwelling_type else t("stat.all_types") for one in by_type]


def areas(t: Translate, shown: Shown, order: str) -> list[Component]:
    """The funnel and its table. order: a column, with "-" before it for the largest first."""
    rates = shown.rates
    chosen = shown.area.code if shown.area else None
    if rates.overall is None:
        return [empty(t("stat.no_rates"), t("stat.no_rates_why"))] if shown.trends.whole.months else []
    source = basis_line(t, rates.basis)
    title = t("stat.fig_funnel", period=saying.period_of(t, rates.months))
    return [
        figures.framed(
            t, figures_statistics.funnel(t, rates, chosen), title=title, source=source, graph_id=Ids.FUNNEL.value
        ),
        html.Div(area_table(t, rates, chosen, order), id=Ids.TABLE.value),
        small(source),
    ]


def area_table(t: Translate, rates: AreaRates, chosen: str | None, order: str) -> Component:
    """The areas; a column's head sorts by it, an area's name chooses it."""
    column, falling = order.removeprefix("-"), order.startswith("-")
    caption = t("stat.areas_caption", period=saying.period_of(t, rates.months))
    rows = [_area_row(t, rates, area, is_chosen=area.code == chosen) for area in ordered(rates.areas, order)]
    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr([_head(t, one, is_sorted=one == column, falling=falling) for one in COLUMNS])),
                html.Tbody(rows),
            ]
        ),
        className="table-room stat-areas",
        tabIndex=0,
        role="region",
        **attrs(aria_label=caption),
    )


def _head(t: Translate, column: str, *, is_sorted: bool, falling: bool) -> Component:
    word = t(HEADS[column])
    sign = ("\u25be" if falling else "\u25b4") if is_sorted else ""
    button = html.Button(
        [word, html.Span(sign, **attrs(aria_hidden="true"))],
        id={"type": Ids.SORT.value, "column": column},
        type="button",
        className="sort",
        title=t("stat.sort", column=word),
    )
    options: dict[str, Any] = {"className": "number"} if column in FALLING else {}
    if is_sorted:
        options |= attrs(aria_sort="descending" if falling else "ascending")
    return html.Th(button, scope="col", **options)


def _area_row(t: Translate, rates: AreaRates, area: AreaRate, *, is_chosen: bool) -> Component:
    pick = html.Button(
        area.name,
        id={"type": Ids.PICK.value, "code": area.code},
        type="button",
        className="pick",
        **attrs(aria_pressed=str(is_chosen).lower()),
    )
    count = "–" if area.count is None else t.number(area.count)
    if area.count is not None and area.months < len(rates.months):
        count = t("stat.partial_count", n=area.count, months=area.months, all=len(rates.months))
    rate: Component | str
    if area.per_1000 is None:
        rate = t.label(area.left_out) if area.left_out else "–"
    else:
        ends = {"low": t.number(area.low or 0, 1), "high": t.number(area.high or 0, 1)}
        rate = t("stat.interval", rate=t.number(area.per_1000, 1), **ends)
    outside = area.standing not in {None, Standing.WITHIN}
    cells: list[tuple[Component | str, dict[str, Any]]] = [
        (count, {"className": "number"}),
        ("–" if area.dwellings is None else t.number(area.dwellings), {"className": "number"}),
        (rate, {"className": "number"}),
        ("–" if area.smoothed is None else t.number(area.smoothed, 1), {"className": "number"}),
        (t.label(area.standing) if area.standing else "–", {"className": "stands" if outside else ""}),
    ]
    return html.Tr(
        [html.Th(pick, scope="row"), *(html.Td(value, **options) for value, options in cells)],
        className="is-chosen" if is_chosen else None,
    )


def ordered(rates: Sequence[AreaRate], order: str) -> list[AreaRate]:
    """The areas by a column; what is not known comes last either way."""
    column, falling = order.removeprefix("-"), order.startswith("-")

    def value(area: AreaRate) -> Any:
        found = getattr(area, column)
        return STANDINGS.index(found) if column == "standing" and found is not None else found

    known = sorted((area for area in rates if value(area) is not None), key=lambda area: area.name)
    known.sort(key=value, reverse=falling)
    return [*known, *sorted((area for area in rates if value(area) is None), key=lambda area: area.name)]


def repeats(t: Translate, found: NearRepeats) -> list[Component]:
    """The conclusion and the table that it is drawn from."""
    said = saying.repeats(t, found)
    if found.why is not None:
        needed = t("near.needed", n=found.events, least=found.least)
        return [empty(t("near.none"), said, html.P(needed), *(html.P(one) for one in saying.left_out(t, found)))]
    period = t.period(found.basis.since, found.basis.until)
    return [
        html.P(html.Strong(said)),
        _heat(t, found.cells, t("near.caption", period=period)),
        *(small(one) for one in saying.left_out(t, found)),
        small(basis_line(t, found.basis)),
    ]


def _heat(t: Translate, cells: Sequence[Sequence[NearCell]], caption: str) -> Component:
    heads = [t("near.band_days", low=cell.from_days, high=cell.to_days - 1) for cell in cells[0]]
    rows = [
        html.Tr(
            [
                html.Th(t("near.band_m", low=row[0].from_m, high=row[0].to_m), scope="row"),
                *(_heat_cell(t, cell) for cell in row),
            ]
        )
        for row in cells
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr([html.Th(head, scope="col") for head in (t("near.distance"), *heads)])),
                html.Tbody(rows),
            ]
        ),
        className="table-room heat",
        tabIndex=0,
        role="region",
        **attrs(aria_label=caption),
    )


def _heat_cell(t: Translate, cell: NearCell) -> Component:
    # only what is more than chance may look hot
    step = 0 if cell.ratio is None else min(sum(cell.ratio >= one for one in HEAT_STEPS), 4 if cell.stands else 1)
    times = t("near.nothing_expected") if cell.ratio is None else t("near.times", ratio=saying.times(t, cell.ratio))
    pairs = t("near.pairs", observed=cell.observed, expected=t.number(cell.expected, 1))
    word = [html.Strong(t("near.stands"), className="heat-word")] if cell.stands else []
    return html.Td(
        [html.Span(times, className="heat-times"), html.Span(pairs, className="heat-pairs"), *word],
        className=f"heat-{step}",
    )


def survey(t: Translate, shown: Shown) -> list[Component]:
    """The question beside the counts: the sentence, the figure, the waves."""
    beside = shown.beside
    if beside.question is None:
        return [empty(t("beside.none"), t("beside.none_why"))]
    figure_of = "stat.fig_survey" if beside.counted else "stat.fig_waves"
    title = t(figure_of, question=beside.question, where=beside.area_name)
    other = [small(t("beside.of_area", name=beside.area_name))] if shown.area and _is_elsewhere(shown) else []
    figure = figures.framed(
        t,
        figures_statistics.survey_beside_counts(t, beside),
        title=title,
        source=basis_line(t, beside.basis),
        numbers=html.Div([_waves(t, beside), *_counted(t, beside)]),
    )
    return [
        html.P(html.Strong(saying.divergence(t, beside))),
        html.Ul([html.Li(one) for one in saying.evidence(t, beside)], className="stat-brief"),
        *other,
        figure,
    ]


def _is_elsewhere(shown: Shown) -> bool:
    return shown.area is not None and shown.beside.area_code != shown.area.code


def _waves(t: Translate, beside: SurveyBesideCounts) -> Component:
    heads = (t("beside.wave"), t("beside.asked"), t("beside.value"), t("beside.answers"))
    rows = []
    for wave in beside.waves:
        value = t("stat.not_counted") if wave.value is None else t.number(wave.value, 1)
        if wave.value is not None and wave.low is not None and wave.high is not None:
            value = t("stat.interval", rate=value, low=t.number(wave.low, 1), high=t.number(wave.high, 1))
        name = f"{wave.name} ({t('beside.new_method')})" if wave.new_method else wave.name
        answers = "–" if wave.sample_size is None else t.number(wave.sample_size)
        rows.append((name, wave.asked_on.isoformat() if wave.asked_on else "–", value, answers))
    caption = t("beside.waves_caption", question=beside.question, where=beside.area_name)
    return table(caption, heads, rows, frozenset({2, 3}))


def _counted(t: Translate, beside: SurveyBesideCounts) -> list[Component]:
    if not beside.counted:
        return []

    caption = t(
        "stat.fig_months",
        where=beside.area_name,
        period=saying.period_of(t, [month.month for month in beside.monthly]),
    )
    rows = [(t.month(month.month), month_said(t, month)) for month in beside.monthly]
    return [table(caption, (t("stat.month"), t("stat.count_head")), rows, frozenset({1}))]
