"""Logga: what was done, in a few touches: choose the action, say how many, save. Repeat the last; undo; correct."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from dash import ClientsideFunction, Input, html
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.forms import exchange
from dashboard.forms.exchange import Answer
from dashboard.pages.logga import drawn
from dashboard.pages.logga.answering import answer, fresh, held, of_entry, room
from dashboard.pages.logga.ids import SEARCH
from dashboard.parts import anchor, empty
from dashboard.sentback import id_of
from dashboard.view import link
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.errors import NotFound
from geodata.model import Activity, Deed


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
    kept = held(where.ask, where.casebook, Answer(inside, standing, initial=initial))
    return exchange.screen(where.t, standing, kept, inside, kind="log")


def _choice(where: Where) -> list[Component]:
    t = where.t
    found = where.casebook.loggable(where.actor, where.code)
    if not found:
        to_promises = anchor(t("nav.promises"), link("/loften", where.code))
        return [html.H1(t("log.title")), empty(t("log.no_actions"), t("log.no_actions_why"), to_promises)]
    return drawn.choose(t, found, where.code)


def _uuid(text: str) -> UUID:
    return id_of(text, NotFound(f'nothing that can be logged has the address "{text[:60]}"; choose an action'))


PAGES: exchange.Pages = {Activity: exchange.Page(answer, held)}
"""The log's page."""


def register(guarded: Guarded) -> None:
    """What the browser does by itself: the list of actions follows what is written."""
    guarded.clientside(
        ClientsideFunction("lofteskartan_log", "narrowed"),
        Input(SEARCH, "value", allow_optional=True),
    )


def reply(ask: Ask, casebook: Casebook, question: Any) -> tuple[Any, dict[str, Any], Any]:
    """What the log is answered: see `exchange.reply`."""
    return exchange.reply(ask, casebook, question, PAGES)
