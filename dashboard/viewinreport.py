"""What the map shows, put into a draft lägesbild: the form beside the saved views, and the deed."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.auth import Ask
from dashboard.parts import CHOICE, anchor, notice, small
from dashboard.sentback import id_of
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.errors import BadSetting
from geodata.model import LOCAL_TIME, View

REPORT = "report"
"""The key of the form among the saved views' buttons and inputs."""
TITLE, DRAFT = "title", "draft"
LONGEST_TITLE = 120


def form(ask: Ask, casebook: Casebook, municipality: str, ids: dict[str, Any]) -> list[Component]:
    """The choice of a draft, the view's title and the button. ids: of the two inputs and the button, by name."""
    t = ask.t
    drafts = casebook.drafts(ask.actor, municipality)
    said: list[Component] = [html.H3(t("views.report_title"))]
    if not drafts:
        return [*said, small(t("views.report_none")), anchor(t("views.report_make"), link("/lagesbild", municipality))]
    choices = [
        {
            "value": str(one.record.id),
            "label": f"{one.record.title} ({one.record.frozen_at.astimezone(LOCAL_TIME).date().isoformat()})",
        }
        for one in drafts
    ]
    return [
        *said,
        small(t("views.report_why")),
        dmc.Select(
            id=ids[DRAFT],
            label=t("views.report_draft"),
            data=choices,
            value=choices[0]["value"],
            allowDeselect=False,
            size="sm",
            **CHOICE,
        ),
        dmc.TextInput(
            id=ids[TITLE],
            label=t("views.report_name"),
            value="",
            attributes={"input": {"maxLength": LONGEST_TITLE}},
            size="sm",
        ),
        html.Div(dmc.Button(t("views.report_do"), id=ids["button"], variant="default", size="compact-md")),
    ]


def attach(ask: Ask, casebook: Casebook, view: View, query: str, typed: dict[str, str]) -> Component:
    """Put a view into a draft. query: what is kept of the map's address.  typed: the title, and the id of the draft.

    Raises: BadSetting, NotAllowed, NotFound, EditConflict, InvalidRecord.
    """
    t = ask.t
    if not typed[TITLE]:
        return notice(t("views.report_needs_name"), tone="wrong")
    draft = id_of(typed[DRAFT], BadSetting("no draft was chosen; choose one and press again"))
    entry = next((one for one in casebook.drafts(ask.actor, view.municipality) if one.record.id == draft), None)
    if entry is None:
        return notice(t("views.report_gone"), tone="wrong")
    casebook.attach_view(ask.actor, draft, view, title=typed[TITLE], query=query, base_version=entry.version)
    way = anchor(entry.record.title, link(f"/lagesbild/{draft}", view.municipality))
    return notice(t("views.report_done", name=typed[TITLE]), way)
