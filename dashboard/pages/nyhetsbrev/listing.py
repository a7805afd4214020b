"""All newsletters: drafts and approved; and the button that makes a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Language, Translate
from dashboard.pages.nyhetsbrev.ids import WHOLE, Ids
from dashboard.parts import CHOICE, anchor, empty, section, small, table
from dashboard.view import link
from dashboard.where import Where
from geodata.editing import Entry
from geodata.model import LOCAL_TIME, Deed, Newsletter


def page(where: Where) -> Component:
    """The list, the newest first in each state."""
    t, code = where.t, where.code
    entries = where.casebook.newsletters(where.actor, code)
    names = {area.code: area.name for area in where.casebook.newsletter_areas(where.actor, code)}
    whole = where.municipality.name
    states = (
        ("drafts", [one for one in entries if not one.record.is_approved]),
        ("approved", [one for one in entries if one.record.is_approved]),
    )
    may_write = where.actor.may(Deed.EDIT_REGISTER)
    shown = [_state(t, name, found, names, whole) for name, found in states if found]
    if not shown:
        shown = [empty(t("news.none"), t("news.none_why"), *([html.P(t("news.none_do"))] if may_write else []))]
    ways = [anchor(t("comm.title"), link("/kommunikation", code)), anchor(t("sit.list"), link("/lagesbild", code))]
    return html.Div(
        [
            html.P(ways, className="ways"),
            html.H1(t("news.title")),
            html.P(t("news.intro"), className="lead"),
            *([_making(where, names, whole)] if may_write else []),
            *shown,
        ],
        className="sheet",
    )


def _state(
    t: Translate, name: str, entries: Sequence[Entry[Newsletter]], names: Mapping[str, str], whole: str
) -> Component:
    rows = []
    for entry in entries:
        record = entry.record
        rows.append(
            (
                anchor(record.title, link(f"/nyhetsbrev/{record.id}", record.municipality)),
                names.get(record.area_code, record.area_code) if record.area_code else whole,
                record.made_at.astimezone(LOCAL_TIME).date().isoformat(),
                record.approved_by or "\u2013",
            )
        )
    heads = tuple(t(f"news.head.{one}") for one in ("title", "area", "made", "approved_by"))
    state = t(f"news.{name}")
    return section(state, table(t("news.caption", state=state), heads, rows, cards=True))


def _making(where: Where, names: Mapping[str, str], whole: str) -> Component:
    t = where.t
    areas = [{"value": WHOLE, "label": t("news.whole", name=whole)}]
    areas += [{"value": code, "label": name} for code, name in names.items()]
    return section(
        t("news.make_title"),
        small(t("news.make_why")),
        html.Div(
            [
                dmc.TextInput(id=Ids.NAME.value, label=t("news.name"), value=t("news.name_default", day=where.today)),
                dmc.Select(
                    id=Ids.AREA.value,
                    label=t("news.area"),
                    description=t("news.area_why"),
                    data=areas,
                    value=WHOLE,
                    searchable=True,
                    allowDeselect=False,
                    **CHOICE,
                ),
                dmc.Select(
                    id=Ids.LANGUAGE.value,
                    label=t("news.language"),
                    data=[{"value": one.value, "label": t(f"news.language.{one.value}")} for one in Language],
                    value=t.language.value,
                    allowDeselect=False,
                    **CHOICE,
                ),
                dmc.Button(t("news.make"), id={"type": Ids.MAKE.value, "municipality": where.code}),
            ],
            className="situation-freeze",
        ),
        className="situation-freezing card",
    )
