"""The one question that a form asks of the server, and what the browser does by itself: drafts, ids, focus."""

from __future__ import annotations

from typing import Any

from dash import ALL, ClientsideFunction, Input, Output, State, no_update

from dashboard.auth import Ask, Guarded
from dashboard.forms import foreseen
from dashboard.forms.ids import Ids
from dashboard.forms.standing import asked_of, standing_of
from dashboard.pages.redigera.answering import answer
from dashboard.pages.redigera.opening import to_browser
from geodata.casebook import Casebook
from geodata.errors import BadSetting

_FIELDS = {"type": Ids.FIELD.value, "path": ALL}
_CHOICES = {"type": Ids.CHOICE.value, "path": ALL}
_BUTTONS = {"type": Ids.BUTTON.value, "act": ALL, "at": ALL}


def register(guarded: Guarded, casebook: Casebook, *, frame: str, address: str, notices: str) -> None:
    """frame, address, notices: ids of the frame, of its location, and of where it says what was done."""
    foreseen.register(guarded, casebook)
    guarded.clientside(
        ClientsideFunction("lofteskartan_register", "edited"),
        Output(Ids.STATUS, "children"),
        Input(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(Ids.STANDING, "data", allow_optional=True),
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_register", "drawn"),
        Output(Ids.ASK, "data"),
        Input(Ids.STANDING, "data"),
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_register", "pressed"),
        Output(Ids.ASK, "data", allow_duplicate=True),
        Input(_BUTTONS, "n_clicks"),
        State(_FIELDS, "value"),
        State(_FIELDS, "id"),
        State(_CHOICES, "value"),
        State(_CHOICES, "id"),
        State(Ids.STANDING, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    guarded.clientside(
        ClientsideFunction("lofteskartan_register", "arrived"),
        Output(notices, "children", allow_duplicate=True),
        Input(frame, "children"),
        State(address, "pathname"),
        prevent_initial_call=True,
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
    if not isinstance(given, dict):
        raise BadSetting("what the form sent could not be understood; your draft is kept, load the page again")
    standing = standing_of(given)
    found = answer(ask, casebook, standing, asked_of(question))
    token, address = given.get("token"), given.get("address")
    belongs = address.partition("&")[2] if isinstance(address, str) and not found.standing.version else ""
    kept = to_browser(
        ask.t,
        found.standing,
        belongs=belongs,
        token=token if isinstance(token, str) else None,
        forget=standing.draft if found.saved else "",
        focus=found.focus,
        faulty=found.faulty,
    )
    return found.room, kept, "" if found.said is None else found.said
