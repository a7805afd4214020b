"""Where registers are chosen and got as files: a part of the page *Data*."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import Input, Output, State, html
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.i18n import Translate
from dashboard.parts import attrs, section
from dashboard.registerroutes import EXPORT
from dashboard.where import Where
from geodata.errors import BadSetting
from geodata.model import Deed, Record
from geodata.studies.register_columns import RegisterFormat, plural, register_of


class Ids(StrEnum):
    """KINDS, FORMAT: what is chosen.  ALL, NONE: choose at once.  GET: where the link stands."""

    KINDS = "get-kinds"
    FORMAT = "get-format"
    ALL = "get-all"
    NONE = "get-none"
    MEANS = "get-means"
    GET = "get-file"
    OF = "get-of"


def choosing(where: Where) -> list[Component]:
    """The section; nothing for those who may not take data with them, or where there is nothing."""
    if not where.actor.may(Deed.EXPORT):
        return []
    there = where.casebook.registers(where.actor, where.code)
    if not there:
        return []
    t = where.t
    every = [plural(kind) for kind in there]
    form = RegisterFormat.XLSX
    return [
        section(
            t("export.get"),
            html.P(t("export.intro")),
            dmc.CheckboxGroup(
                html.Div([_box(t, kind, count) for kind, count in there.items()], className="get-kinds"),
                id=Ids.KINDS.value,
                label=t("export.kinds"),
                value=every,
            ),
            html.Div(
                [
                    dmc.Button(t("export.all"), id=Ids.ALL.value, variant="default", size="compact-md"),
                    dmc.Button(t("export.none"), id=Ids.NONE.value, variant="default", size="compact-md"),
                ],
                className="get-every",
                role="group",
                **attrs(aria_label=t("export.every")),
            ),
            dmc.RadioGroup(
                html.Div(
                    [dmc.Radio(label=t(f"export.format.{one.value}"), value=one.value) for one in RegisterFormat],
                    className="get-formats",
                ),
                id=Ids.FORMAT.value,
                label=t("export.format"),
                value=form.value,
            ),
            html.P(t(f"export.means.{form.value}"), id=Ids.MEANS.value, role="status"),
            html.Div(link_of(t, where.code, every, form.value), id=Ids.GET.value),
            html.Div(id=Ids.OF.value, hidden=True, **attrs(data_of=where.code, data_every=",".join(every))),
            id="ladda-ner",
        )
    ]


def _box(t: Translate, kind: type[Record], count: int) -> Component:
    label = t("export.kind", kind=t(f"kind.{kind.kind}"), n=count)
    box: Component = dmc.Checkbox(label=label, value=plural(kind))
    return box


def link_of(t: Translate, code: str, kinds: Sequence[str], form: str) -> Component:
    """The link that gets the file; a word instead where nothing is chosen."""
    if not kinds:
        return html.P(t("export.choose"))
    said = t("export.fetch_one") if len(kinds) == 1 else t("export.fetch", n=len(kinds))
    asked = urlencode(
        {"kommun": code, "format": form, "sprak": t.language.value, "register": ",".join(kinds)}, safe=","
    )
    # a Dash link would change page: this one is the file's own
    return html.A(said, href=f"{EXPORT}?{asked}", download="", className="button-link")


def register(guarded: Guarded) -> None:
    """Keep the link as what is chosen."""

    @guarded.callback(
        Output(Ids.GET, "children"),
        Output(Ids.MEANS, "children"),
        Input(Ids.KINDS, "value"),
        Input(Ids.FORMAT, "value"),
        State(Ids.OF, "data-of"),
        prevent_initial_call=True,
    )
    def chosen(ask: Ask, kinds: Any, form: Any, code: Any) -> tuple[Component, str]:
        if not isinstance(form, str) or form not in set(RegisterFormat) or not isinstance(code, str):
            raise BadSetting("there is no such file format; choose one of those that are shown")
        names = [plural(register_of(str(name))) for name in kinds] if isinstance(kinds, list) else []
        return link_of(ask.t, code[:4], names, form), ask.t(f"export.means.{form}")

    @guarded.callback(
        Output(Ids.KINDS, "value"), Input(Ids.ALL, "n_clicks"), State(Ids.OF, "data-every"), prevent_initial_call=True
    )
    def everything(_ask: Ask, _clicks: Any, every: Any) -> list[str]:
        return str(every or "").split(",")

    @guarded.callback(
        Output(Ids.KINDS, "value", allow_duplicate=True), Input(Ids.NONE, "n_clicks"), prevent_initial_call=True
    )
    def nothing(_ask: Ask, _clicks: Any) -> list[str]:
        return []
