"""Which lägesbild an address means, and the questions that its buttons ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import ALL, Input, Output, State, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.pages.lagesbild import answering, drawn, listing, monthly
from dashboard.pages.lagesbild.ids import Ids
from dashboard.sentback import fields_by_name, id_of, pressed_button
from dashboard.view import link
from dashboard.where import Where
from dashboard.writing import keep_texts
from geodata.casebook import Casebook
from geodata.errors import NotFound


def load(where: Where) -> Component:
    """All lägesbilder, or the one that the address names. Raises: NotFound."""
    if not where.rest:
        return listing.page(where)
    identity = id_of(where.rest, NotFound(f'no situation report has the address "{where.rest[:60]}"; open the list'))
    story = where.casebook.situation(where.actor, identity)
    return html.Div(drawn.page(where.ask, story), id=Ids.ROOM.value, className="sheet situation-sheet")


def register(guarded: Guarded, casebook: Casebook, *, address: str, notices: str) -> None:
    """Freezing, saving, approving. address: where the browser is sent; notices: where it is said what was done."""
    keep_texts(guarded, Ids.TEXT, Ids.BASE, Ids.STATUS)
    monthly.register(guarded, casebook, address=address, notices=notices)

    @guarded.callback(
        Output(address, "href", allow_duplicate=True),
        Input({"type": Ids.FREEZE.value, "municipality": ALL}, "n_clicks"),
        State(Ids.NAME, "value", allow_optional=True),
        State(Ids.TIER, "value", allow_optional=True),
        prevent_initial_call=True,
    )
    def freeze(ask: Ask, _clicks: Sequence[Any], title: object, tier: object) -> Any:
        pressed = pressed_button()
        if pressed is None:
            return no_update
        code = str(pressed.get("municipality"))
        made = answering.freeze(ask, casebook, code, title, tier)
        return link(f"/lagesbild/{made}", code)

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.DO.value, "act": ALL, "situation": ALL, "version": ALL}, "n_clicks"),
        State({"type": Ids.TEXT.value, "field": ALL}, "value"),
        State({"type": Ids.TEXT.value, "field": ALL}, "id"),
        State({"type": Ids.BASE.value, "of": ALL}, "data"),
        prevent_initial_call=True,
    )
    def act(ask: Ask, _clicks: Sequence[Any], values: Sequence[Any], named: Sequence[Any], base: Sequence[Any]) -> Any:
        pressed = pressed_button()
        if pressed is None:
            return no_update, no_update
        told = answering.sent(pressed, fields_by_name(named, values), next(iter(base), None))
        return answering.answer(ask, casebook, told)
