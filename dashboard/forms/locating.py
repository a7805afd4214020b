"""A place is set out on a small map under its position: the cross in the middle is the place, the fields follow it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.config import Settings
from dashboard.forms.ids import Ids as FormIds
from dashboard.forms.standing import standing_of
from dashboard.i18n import Translate
from dashboard.mapdata import map_options
from dashboard.parts import attrs, small
from geodata.casebook import Casebook
from geodata.model import Deed


class Ids(StrEnum):
    """OPEN: the button.  OPTIONS: what the map is told.  MAP: where it is put up."""

    OPEN = "form-map-open"
    OPTIONS = "form-map-options"
    MAP = "form-map"


def in_form(t: Translate) -> Component:
    """The part of a place's form. The map is fetched when it is asked for."""
    return html.Section(
        [
            html.Div(dmc.Button(t("locate.open"), id=Ids.OPEN.value, variant="default")),
            small(t("locate.how")),
            html.Div(
                [
                    html.Div(id=Ids.MAP.value, className="form-map-room"),
                    html.Div(className="form-map-cross", **attrs(aria_hidden="true")),
                ],
                className="form-map",
                hidden=True,
                role="group",
                **attrs(aria_label=t("locate.map")),
            ),
            html.P(t("locate.no_map"), className="form-fault form-map-failed", hidden=True),
            dcc.Store(id=Ids.OPTIONS.value),
        ],
        className="form-locate",
    )


def register(guarded: Guarded, casebook: Casebook, settings: Settings) -> None:
    """The button, and what the browser does with its answer."""

    @guarded.callback(
        Output(Ids.OPTIONS, "data"),
        Input(Ids.OPEN, "n_clicks", allow_optional=True),
        State(FormIds.STANDING, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    def opened(ask: Ask, clicks: int | None, given: object) -> Any:
        if not clicks:
            return no_update
        return options(ask, casebook, settings, standing_of(given).municipality)

    guarded.clientside(
        ClientsideFunction("lofteskartan_register", "located"),
        Input(Ids.OPTIONS, "data", allow_optional=True),
    )


def options(ask: Ask, casebook: Casebook, settings: Settings, municipality: str) -> dict[str, Any]:
    """What the map is told. Raises: NotAllowed."""
    ask.actor.require(Deed.EDIT_REGISTER, municipality)
    return map_options(
        ask.t,
        municipality,
        casebook.areas(ask.actor, municipality),
        settings,
        evidence_version=casebook.evidence_version(ask.actor, municipality),
        evidence_rows=casebook.evidence_count(ask.actor, municipality),
        version=casebook.data_version(ask.actor),
    )
