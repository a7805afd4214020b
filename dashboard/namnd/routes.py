"""The address of a lägesbild's presentation."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from dashboard.auth import LANGUAGE_COOKIE, Gate
from dashboard.namnd.page import POLICY, page
from dashboard.paperfiles import unkept
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.errors import LofteskartanError
from geodata.model import Deed


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """Give the server the address. What cannot be shown leads to the lägesbild's own page, which says why."""

    @server.get("/lagesbild/<uuid:identity>/namnd")
    def situation_on_wall(identity: UUID) -> Response | Answer:
        ask = gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))
        tell = partial(page, ask.t, notes=ask.actor.may(Deed.EDIT_REGISTER))
        try:
            document = casebook.situation_on_wall(ask.actor, identity, tell)
        except LofteskartanError:
            return redirect(link(f"/lagesbild/{identity}", None, ask.t.language.value))
        response = unkept(document.encode("utf-8", "replace"), "text/html")
        response.headers["Content-Security-Policy"] = POLICY
        return response
