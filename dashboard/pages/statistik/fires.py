"""Fires in homes, on their own, and neighbourhood watch: the rooms beside those of burglaries."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import agreedview, figures
from dashboard.basis import basis_line
from dashboard.i18n import Translate
from dashboard.pages.statistik import saying
from dashboard.pages.statistik.shown import Shown
from dashboard.parts import anchor, empty, section, small, table
from dashboard.view import link
from geodata.studies.fires import FireSum, FireYear


def watch(t: Translate, shown: Shown) -> Component:
    """What neighbourhood watch covers, by type of home."""
    if not shown.schemes.lines:
        way = anchor(t("list.import"), link("/data", shown.municipality.code))
        return section(t("scheme.title"), empty(t("scheme.none"), t("scheme.none_why"), way))
    return section(t("scheme.title"), *agreedview.all_schemes(t, shown.schemes))


def room(t: Translate, shown: Shown) -> list[Component]:
    """Fires by month as a figure and by year and type of home as a table."""
    found = shown.fires
    if not found.years:
        way = anchor(t("list.import"), link("/data", shown.municipality.code))
        return [empty(t("fire.none"), t("fire.none_why"), way)]
    where = found.area.name if found.area else shown.municipality.name
    period = saying.period_of(t, [month for month, _ in found.by_month])
    kept_back = sum(year.total.held_back for year in found.years)
    notes = [t("fire.whole_instead", area=shown.area.name)] if shown.area and found.area is None else []
    notes += [t.count("fire.held_back", kept_back)] if kept_back else []
    notes += [t("fire.preliminary")] if any(year.preliminary for year in found.years) else []
    heads = (t("fire.year"), t("fire.all"), *(t.label(kind) for kind in found.types))
    rows = [
        (_year(t, year), _told(t, year.total), *(_told(t, part) for _, part in year.by_type)) for year in found.years
    ]
    numbers = frozenset(range(1, len(heads)))
    return [
        html.Div(
            [
                figures.framed(
                    t,
                    figures.month_trend(t, found.by_month),
                    title=t("fire.figure", where=where, period=period),
                    source=basis_line(t, found.basis),
                    rows=[(t.month(month), n) for month, n in found.by_month],
                ),
                html.Div(
                    [
                        table(t("fire.caption", where=where), heads, rows, numbers, cards=True),
                        *(small(note) for note in notes),
                    ]
                ),
            ],
            className="stat-pair",
        )
    ]


def _year(t: Translate, year: FireYear) -> str:
    return str(year.year) if year.months == 12 else t("fire.some_months", year=str(year.year), n=year.months)


def _told(t: Translate, part: FireSum) -> str:
    return t("fire.at_least", n=part.known) if part.held_back else t.number(part.known)
