"""What the inbox asks of the server: a finding, a deed, the list anew, and every few seconds how many there are."""

from __future__ import annotations

from typing import Any

from dash import ALL, ClientsideFunction, Input, Output, State, no_update
from flask import Flask, Response, jsonify, request

from dashboard.auth import LANGUAGE_COOKIE, Ask, Gate, Guarded
from dashboard.pages.inkorg import listing
from dashboard.pages.inkorg.answering import answer, pressed_of, show, standing_of
from dashboard.pages.inkorg.ids import Ids
from dashboard.pages.inkorg.listing import Wish
from dashboard.pages.inkorg.opening import kept
from dashboard.sentback import id_of, pressed_button
from dashboard.view import parse
from geodata.casebook import Casebook
from geodata.errors import BadSetting

NOWHERE = "0000"
_FIELDS = {"type": Ids.FIELD.value, "name": ALL}
_BOXES = {"type": Ids.BOXES.value, "photo": ALL}
_BUTTONS = {"type": Ids.BUTTON.value, "act": ALL, "at": ALL}


def register(guarded: Guarded, casebook: Casebook, *, address: str, notices: str) -> None:
    """The page's callbacks. address, notices: ids of the frame's address and of where it says what was done."""
    guarded.clientside(ClientsideFunction("lofteskartan_inbox", "drawn"), Input(Ids.STANDING, "data"))
    guarded.clientside(ClientsideFunction("lofteskartan_inbox", "listed"), Input(Ids.LIST, "children"))
    guarded.clientside(
        ClientsideFunction("lofteskartan_inbox", "narrowed"),
        Output(address, "href", allow_duplicate=True),
        Input(Ids.WALK, "value", allow_optional=True),
        Input(Ids.PARTY, "value", allow_optional=True),
        prevent_initial_call=True,
    )

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(Ids.STANDING, "data"),
        Output(notices, "children", allow_duplicate=True),
        Input(Ids.ASK, "data"),
        prevent_initial_call=True,
    )
    def opened(ask: Ask, question: Any) -> Any:
        match question:
            case {"open": str() as identity, "query": str() as query}:
                wish = Wish.of(parse(query, NOWHERE)[0].view.municipality, query)
                found = show(ask, casebook, id_of(identity), wish.query())
                return found.room, kept(found), ""
            case None:
                return no_update, no_update, no_update
            case _:
                raise BadSetting("which finding to open could not be understood; load the page again")

    @guarded.callback(
        Output(Ids.ROOM, "children", allow_duplicate=True),
        Output(Ids.STANDING, "data", allow_duplicate=True),
        Output(notices, "children", allow_duplicate=True),
        Input(_BUTTONS, "n_clicks"),
        State(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(_BOXES, "data"),
        State(_BOXES, "id"),
        State(Ids.STANDING, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    def decided(ask: Ask, _clicks: Any, *beside: Any) -> Any:
        button = pressed_button()
        if button is None:
            return no_update, no_update, no_update
        *told, standing = beside
        found = answer(ask, casebook, standing_of(standing), pressed_of(button, *told))
        return found.room, kept(found), found.said

    @guarded.callback(
        Output(Ids.LIST, "children"),
        Input(Ids.REFRESH, "data"),
        State(Ids.STANDING, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    def listed(ask: Ask, question: Any, standing: Any) -> Any:
        match question:
            case {"query": str() as query}:
                wish = Wish.of(parse(query, NOWHERE)[0].view.municipality, query)
            case _:
                return no_update
        page = listing.fetched(ask, casebook, wish)
        shown = standing_of(standing).id if standing else None
        return listing.inside(ask.t, page, wish, shown)


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """The few bytes that an open inbox asks for every few seconds."""

    @server.get("/inkorg.json")
    def inbox_counts() -> Response:
        ask = gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))
        code = parse(request.query_string.decode("utf-8", "replace"), NOWHERE)[0].view.municipality
        found = casebook.inbox_counts(ask.actor, code)
        tag = f"{found.version}-{found.new}-{found.arrived}"
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            response = jsonify({"new": found.new, "arrived": found.arrived, "version": found.version})
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "private, no-cache"
        return response
