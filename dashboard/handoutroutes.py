"""The address of a handout of the map: what it shows of a view, as one file to take along.

It takes the address bar's own parameters; with "punkter=1" single rows come along, for those who may have them.
"""

from __future__ import annotations

from functools import partial

from flask import Flask, Response, request

from dashboard.answers import Desk, asked_view
from dashboard.handoutwords import selection_told
from dashboard.paperfiles import HTML, named, plain, unkept
from dashboard.parts import is_made_up
from dashboard.tablewords import Told, view_told

POINTS = "punkter"


def add_routes(server: Flask, desk: Desk) -> None:
    """Give the server this address."""
    casebook = desk.casebook

    @server.get("/karta/blad.html")
    def map_handout() -> Response:
        ask, view, points = desk.ask(), asked_view(), request.args.get(POINTS) == "1"
        t, today = ask.t, casebook.today(ask.actor, view.municipality)
        facts = view_told(t, view, Told.of(t, casebook, ask.actor, view.municipality).names)
        body = casebook.view_handout(
            ask.actor, view, partial(selection_told, t, facts=facts, points=points), points=points
        )
        place = next(one for one in casebook.municipalities(ask.actor) if one.code == view.municipality)
        marked = "-" + plain(t("made_up"), "x") if is_made_up(place) else ""
        name = f"{t('out.file')}-{plain(place.name, place.code)}-{today:%Y-%m-%d}{marked}.html"
        return named(unkept(body, HTML), name)
