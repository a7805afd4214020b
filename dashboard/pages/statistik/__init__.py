"""Statistik: reported dwelling burglaries by area and month, what stands out, and what people say beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, ClientsideFunction, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.i18n import Translate
from dashboard.pages.statistik import fires, rooms
from dashboard.pages.statistik.shown import Ids, Shown, choosable, chosen, gather
from dashboard.parts import CHOICE, attrs, section, small
from dashboard.view import Address, parse
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.model import Actor, AreaKind, DwellingType
from geodata.studies.burglaries import last_day

FIRST_ORDER = "-per_1000"
EVERY = "every"
"""The value of "all dwelling types" in the control, which has no empty one."""
_NOWHERE = "0000"


def load(where: Where) -> Component:
    """The page as the address asks for it."""
    return layout(where.t, gather(where.casebook, where.actor, where.address))


def layout(t: Translate, shown: Shown) -> Component:
    """What to choose, the answer in words, and a room for each question; to those who may see no counts, why."""
    head = [html.H1(t("nav.statistics")), html.P(t("stat.intro"), className="lead")]
    if not shown.open:
        rest = section(t("beside.alone"), *rooms.survey(t, shown))
        return html.Div([*head, *rooms.brief(t, shown), rest, fires.watch(t, shown)], className="sheet stat")
    return html.Div(
        [
            dcc.Store(id=Ids.VIEW.value, data=shown.address.query()),
            dcc.Store(id=Ids.SORTED.value, data=FIRST_ORDER),
            *head,
            _choice(t, shown),
            section(
                t("stat.brief"),
                html.Div(
                    rooms.brief(t, shown),
                    id=Ids.BRIEF.value,
                    className="stat-said",
                    role="status",
                    **attrs(aria_live="polite"),
                ),
            ),
            html.Div(rooms.trends(t, shown), id=Ids.TRENDS.value, className="stat-rooms"),
            section(
                t("stat.areas"),
                small(t("stat.areas_means")),
                _types(t, shown.address.dwelling_type),
                html.Div(rooms.areas(t, shown, FIRST_ORDER), id=Ids.AREAS.value, className="stat-rooms"),
            ),
            section(
                t("near.title"),
                small(t("near.means")),
                html.Div(rooms.repeats(t, shown.repeats), id=Ids.REPEATS.value, className="stat-rooms"),
            ),
            section(
                t("beside.title"),
                _questions(t, shown),
                html.Div(rooms.survey(t, shown), id=Ids.SURVEY.value, className="stat-rooms"),
            ),
            fires.watch(t, shown),
            section(
                t("fire.title"),
                small(t("fire.means")),
                html.Div(fires.room(t, shown), id=Ids.FIRES.value, className="stat-rooms"),
            ),
        ],
        className="sheet stat",
    )


def _choice(t: Translate, shown: Shown) -> Component:
    view = shown.address.view
    months = [{"value": month.isoformat(), "label": t.month(month)} for month in shown.months]
    # of the days in the address, the first and the last whole month that anything is counted in
    first = next((month for month in shown.months if view.since and month >= view.since), None)
    last = next((month for month in reversed(shown.months) if view.until and last_day(month) <= view.until), None)

    return html.Div(
        [
            dmc.Select(
                id=Ids.AREA.value,
                label=t("stat.area"),
                placeholder=t("stat.whole"),
                data=_groups(t, shown),
                value=shown.area.code if shown.area else None,
                searchable=True,
                clearable=True,
                clearButtonProps={"aria-label": t("stat.area_clear")},
                nothingFoundMessage=t("filter.no_match"),
                **CHOICE,
            ),
            *(
                dmc.Select(
                    id=which.value,
                    label=t(word),
                    placeholder=t("stat.months_all"),
                    data=months,
                    value=month.isoformat() if month else None,
                    searchable=True,
                    clearable=True,
                    clearButtonProps={"aria-label": t(f"{word}_clear")},
                    nothingFoundMessage=t("filter.no_match"),
                    **CHOICE,
                )
                for which, word, month in (
                    (Ids.FIRST, "stat.from", first),
                    (Ids.LAST, "stat.until", last),
                )
            ),
        ],
        className="stat-choice",
        role="group",
        **attrs(aria_label=t("stat.choose")),
    )


def _groups(t: Translate, shown: Shown) -> list[dict[str, Any]]:
    """The areas of each kind under its name."""
    kinds = sorted({area.area_kind for area in shown.areas.values()}, key=list(AreaKind).index, reverse=True)
    return [
        {
            "group": t.label(kind),
            "items": [
                {"value": area.code, "label": area.name}
                for area in sorted(shown.areas.values(), key=lambda area: area.name)
                if area.area_kind is kind
            ],
        }
        for kind in kinds
    ]


def _types(t: Translate, dwelling_type: DwellingType | None) -> Component:
    every = [{"value": EVERY, "label": t("stat.every")}]
    return html.Div(
        [
            html.Span(t("stat.of_type"), id="statistik-type-label", className="control-label"),
            dmc.SegmentedControl(
                id=Ids.TYPE.value,
                data=[*every, *({"value": kind.value, "label": t.label(kind)} for kind in DwellingType)],
                value=dwelling_type.value if dwelling_type else EVERY,
                size="sm",
                **attrs(aria_labelledby="statistik-type-label"),
            ),
        ],
        className="stat-types",
    )


def _questions(t: Translate, shown: Shown) -> Component:
    select: Component = dmc.Select(
        id=Ids.QUESTION.value,
        label=t("beside.question"),
        data=[{"value": one, "label": one} for one in shown.questions],
        value=shown.beside.question,
        allowDeselect=False,
        maw=520,
        **CHOICE,
    )
    return select


def register(guarded: Guarded, casebook: Casebook) -> None:
    """Another choice fills the rooms anew and goes into the address; nothing of it is kept here."""

    @guarded.callback(
        *(Output(room, "children") for room in (Ids.BRIEF, Ids.TRENDS, Ids.AREAS, Ids.REPEATS, Ids.SURVEY, Ids.FIRES)),
        Output(Ids.VIEW, "data"),
        *(Input(control, "value") for control in (Ids.AREA, Ids.FIRST, Ids.LAST, Ids.TYPE, Ids.QUESTION)),
        State(Ids.VIEW, "data"),
        State(Ids.SORTED, "data"),
        prevent_initial_call=True,
    )
    def choose(ask: Ask, *values: Any) -> Any:
        """Fill the rooms, unless the controls only just appeared."""
        *controls, query, order = values
        before = parse(query, _NOWHERE)[0]
        address = read_controls(before, controls, usual=usual_question(casebook, ask.actor, before, controls[0]))
        if address.query() == before.query():
            return no_update
        return fill(ask, casebook, address, sane_order(order))

    @guarded.callback(
        Output(Ids.AREA, "value"),
        Input(Ids.FUNNEL, "clickData"),
        Input({"type": Ids.PICK.value, "code": ALL}, "n_clicks"),
        State(Ids.AREA, "value"),
        prevent_initial_call=True,
    )
    def pick(_ask: Ask, click: Any, _presses: Any, now: Any) -> Any:
        """A point or a name was pressed: its area, or all of them when it was chosen already."""
        pressed = ctx.triggered_id if any(one["value"] for one in ctx.triggered) else None
        code = picked(pressed, click)
        return no_update if code is None else None if code == now else code

    @guarded.callback(
        Output(Ids.TABLE, "children"),
        Output(Ids.SORTED, "data"),
        Input({"type": Ids.SORT.value, "column": ALL}, "n_clicks"),
        State(Ids.SORTED, "data"),
        State(Ids.VIEW, "data"),
        prevent_initial_call=True,
    )
    def sort(ask: Ask, _presses: Any, order: Any, query: Any) -> Any:
        """A head was pressed: the table by its column."""
        if not any(one["value"] for one in ctx.triggered) or not isinstance(ctx.triggered_id, Mapping):
            return no_update
        found = next_order(sane_order(order), ctx.triggered_id.get("column"))
        view = parse(query, _NOWHERE)[0]
        rates = casebook.area_rates(
            ask.actor,
            view.view.municipality,
            since=view.view.since,
            until=view.view.until,
            dwelling_type=view.dwelling_type,
        )
        return rooms.area_table(ask.t, rates, next(iter(view.view.area_codes), None), found), found

    guarded.clientside(ClientsideFunction("lofteskartan_shell", "statistics"), Input(Ids.VIEW, "data"))


def read_controls(before: Address, controls: Sequence[Any], *, usual: str | None) -> Address:
    """The address of what the controls say; a value that cannot be is as none, and so is the usual question.

    controls: values of area, first and last month, type, question.
    """
    area, first, last, dwelling_type, question = controls
    return chosen(
        before,
        area=area if isinstance(area, str) and area else None,
        first=_month(first),
        last=_month(last),
        dwelling_type=next((kind for kind in DwellingType if kind.value == dwelling_type), None),
        question=question if isinstance(question, str) and question and question != usual else None,
    )


def usual_question(casebook: Casebook, actor: Actor, before: Address, area: Any) -> str | None:
    """The question that an area shows when none is asked for."""
    municipality = before.view.municipality
    known = choosable(casebook, actor, municipality)
    return next(
        iter(casebook.survey_questions(actor, municipality, area if isinstance(area, str) and area in known else None)),
        None,
    )


def fill(ask: Ask, casebook: Casebook, address: Address, order: str) -> tuple[Any, ...]:
    """The rooms of an address, and its query."""
    shown = gather(casebook, ask.actor, address)
    t = ask.t
    return (
        rooms.brief(t, shown),
        rooms.trends(t, shown),
        rooms.areas(t, shown, order),
        rooms.repeats(t, shown.repeats),
        rooms.survey(t, shown),
        fires.room(t, shown),
        shown.address.query(),
    )


def picked(pressed: Any, click: Any) -> str | None:
    """The code of the area whose name or point was pressed; None where neither was."""
    if isinstance(pressed, Mapping):
        code = pressed.get("code")
    elif pressed == Ids.FUNNEL.value:
        points: Sequence[Any] = click.get("points", ()) if isinstance(click, Mapping) else ()
        code = points[0].get("customdata") if points and isinstance(points[0], Mapping) else None
    else:
        code = None
    return code if isinstance(code, str) else None


def next_order(order: str, column: Any) -> str:
    """Another column from its natural end on, the same one turned round."""
    if column not in rooms.COLUMNS:
        return order
    if order.removeprefix("-") == column:
        return column if order.startswith("-") else f"-{column}"
    return f"-{column}" if column in rooms.FALLING else str(column)


def sane_order(order: Any) -> str:
    """What the browser kept, where it is one of ours."""
    return order if isinstance(order, str) and order.removeprefix("-") in rooms.COLUMNS else FIRST_ORDER


def _month(value: Any) -> date | None:
    try:
        return date.fromisoformat(value).replace(day=1) if isinstance(value, str) else None
    except ValueError:
        return None


__all__ = ["Ids", "choosable", "layout", "load", "register"]
