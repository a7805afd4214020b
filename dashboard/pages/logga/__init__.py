"""Logga: what was done, in a few touches: choose the action, say how many, save. Repeat the last; undo; correct."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from dash import ALL, ClientsideFunction, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.pages.logga import drawn
from dashboard.pages.logga.answering import answer, fresh, of_entry, question_of, room, standing_of, to_browser
from dashboard.pages.logga.ids import Ids
from dashboard.parts import anchor, empty
from dashboard.view import link
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.errors import NotFound
from geodata.model import Activity, Deed

_FIELDS = {"type": Ids.FIELD.value, "name": ALL}
_BUTTONS = {"type": Ids.BUTTON.value, "act": ALL, "at": ALL}


def load(where: Where) -> Component:
    """The choice of actions, or the form of the one that the address names; rad=: a correction.

    Raises: NotFound, NotAllowed.
    """
    where.actor.require(Deed.EDIT_REGISTER, where.code)
    if not where.rest:
        return html.Div(_choice(where), className="sheet log-sheet")
    action_id = _uuid(where.rest)
    row = parse_qs(where.query.removeprefix("?")).get("rad", [""])[-1]
    standing = fresh(action_id, where.code)
    if row:
        entry = where.casebook.entry(where.actor, Activity, _uuid(row))
        if entry.record.action_id != action_id:
            raise NotFound(f"the activity {row} is not one of this action; open the action's log")
        standing = of_entry(entry)
    inside, initial = room(where.ask, where.casebook, standing)
    return html.Div(
        [
            html.Div(inside, id=Ids.ROOM.value, className="log-room"),
            dcc.Store(id=Ids.STANDING.value, data=to_browser(where.t, standing, initial)),
            dcc.Store(id=Ids.ASK.value),
        ],
        className="sheet log-sheet",
    )


def _choice(where: Where) -> list[Component]:
    t = where.t
    found = where.casebook.loggable(where.actor, where.code)
    if not found:
        to_promises = anchor(t("nav.promises"), link("/loften", where.code))
        return [html.H1(t("log.title")), empty(t("log.no_actions"), t("log.no_actions_why"), to_promises)]
    return drawn.choose(t, found, where.code)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(f'nothing that can be logged has the address "{text[:60]}"; choose an action') from None


def register(guarded: Guarded, casebook: Casebook, *, notices: str) -> None:
    """The one question that the log asks of the server, and what the browser does by itself. notices: an id."""
    guarded.clientside(
        ClientsideFunction("lofteskartan_log", "edited"),
        Output(Ids.STATUS, "children"),
        Input(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(Ids.STANDING, "data", allow_optional=True),
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_log", "drawn"), Output(Ids.ASK, "data"), Input(Ids.STANDING, "data")
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_log", "pressed"),
        Output(Ids.ASK, "data", allow_duplicate=True),
        Input(_BUTTONS, "n_clicks"),
        State(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(Ids.STANDING, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_log", "narrowed"),
        Input(Ids.SEARCH, "value", allow_optional=True),
    )

    @guarded.callback(
        Output(Ids.ROOM, "children"),
        Output(Ids.STANDING, "data"),
        Output(notices, "children", allow_duplicate=True),
        Input(Ids.ASK, "data"),
        prevent_initial_call=True,
    )
    def answered(ask: Ask, question: Any) -> Any:
        if question is None:
            return no_update, no_update, no_update
        return reply(ask, casebook, question)


def reply(ask: Ask, casebook: Casebook, question: Any) -> tuple[Any, dict[str, Any], Any]:
    """The room, the standing and the notice after what a browser asks. Raises: BadSetting, NotAllowed, NotFound."""
    given = question.get("standing") if isinstance(question, dict) else None
    standing = standing_of(given)
    act, at, values, op_id = question_of(question)
    found = answer(ask, casebook, standing, act, values, at=at, op_id=op_id)
    kept = to_browser(ask.t, found.standing, found.initial, forget=found.forget, faulty=found.faulty)
    return found.room, kept, "" if found.said is None else found.said
