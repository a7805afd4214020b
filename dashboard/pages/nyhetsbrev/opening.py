"""Which newsletter an address means, and the questions that its buttons ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import ALL, Input, Output, State, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.pages.nyhetsbrev import answering, listing
from dashboard.pages.nyhetsbrev.ids import Ids
from dashboard.sentback import fields_by_name, id_of, pressed_button
from dashboard.view import link
from dashboard.where import Where
from dashboard.writing import keep_texts
from geodata.casebook import Casebook
from geodata.errors import NotFound


def load(where: Where) -> Component:
    """All newsletters, or the one that the address names. Raises: NotFound."""
    if not where.rest:
        return listing.page(where)
    identity = id_of(where.rest, NotFound(f'no newsletter has the address "{where.rest[:60]}"; open the list'))
    inside = answering.room(where.ask, where.casebook, identity)
    return html.Div(inside, id=Ids.ROOM.value, className="sheet situation-sheet")


def register(guarded: Guarded, casebook: Casebook, *, address: str, notices: str) -> None:
    """Making, saving, approving, logging. address: where the browser is sent; notices: where it is said what was."""
    keep_texts(guarded, Ids.TEXT, Ids.BASE, Ids.STATUS)

    @guarded.callback(
        Output(address, "href", allow_duplicate=True),
        Input({"type": Ids.MAKE.value, "municipality": ALL}, "n_clicks"),
        State(Ids.NAME, "value", allow_optional=True),
        State(Ids.AREA, "value", allow_optional=True),
        State(Ids.LANGUAGE, "value", allow_optional=True),
        prevent_initial_call=True,
    )
    def make(ask: Ask, _clicks: Sequence[Any], title: object, area: object, language: object) -> Any:
        pressed = pressed_button()
        if pressed is None:
            return no_update
        code = str(pressed.get("municipality"))
        return link(
            f"/nyhetsbrev/{answering.make(ask, casebook, code, title=title, area=area, language=language)}", code
        )

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.DO.value, "act": ALL, "letter": ALL, "version": ALL}, "n_clicks"),
        State({"type": Ids.TEXT.value, "field": ALL}, "value"),
        State({"type": Ids.TEXT.value, "field": ALL}, "id"),
        State({"type": Ids.BASE.value, "of": ALL}, "data"),
        prevent_initial_call=True,
    )
    def act(ask: Ask, _clicks: Sequence[Any], values: Sequence[Any], named: Sequence[Any], base: Sequence[Any]) -> Any:
        pressed = pressed_button()
        if pressed is None:
            return no_update, no_update
        what = answering.sent(pressed, fields_by_name(named, values), next(iter(base), None))
        return answering.answer(ask, casebook, what)

    @guarded.callback(
        Output(Ids.ROOM, "children", allow_duplicate=True),
        Output(notices, "children", allow_duplicate=True),
        Input({"type": Ids.LOG.value, "letter": ALL}, "n_clicks"),
        State(Ids.ACTION, "value", allow_optional=True),
        prevent_initial_call=True,
    )
    def log(ask: Ask, _clicks: Sequence[Any], action: object) -> Any:
        pressed = pressed_button()
        if pressed is None:
            return no_update, no_update
        return answering.log(ask, casebook, id_of(str(pressed.get("letter"))), action)
