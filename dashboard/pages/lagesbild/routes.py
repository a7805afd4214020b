"""What lies beside a lägesbild's pages: its papers and its map."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Flask, Response, request

from dashboard.auth import LANGUAGE_COOKIE, Ask, Gate
from dashboard.handoutwords import situation_told
from dashboard.paperfiles import HTML, SVG, as_file, named, plain, unkept
from dashboard.situationwords import legend, told
from geodata.casebook import Casebook
from geodata.model import SituationReport
from geodata.paper import PaperFormat


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """The addresses under /lagesbild that are no pages."""

    def asked() -> Ask:
        return gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))

    @server.get("/lagesbild/<uuid:identity>.<any(pdf, docx, xlsx):kind>")
    def situation_document(identity: UUID, kind: str) -> Response:
        ask, form = asked(), PaperFormat(kind)
        title = casebook.entry(ask.actor, SituationReport, identity).record.title
        body = casebook.situation_document(ask.actor, identity, form, partial(told, ask.t))
        return as_file(body, form, f"{ask.t('sit.file')}-{plain(title, 'lagesbild')}")

    @server.get("/lagesbild/<uuid:identity>/blad.html")
    def situation_handout(identity: UUID) -> Response:
        ask = asked()
        title = casebook.entry(ask.actor, SituationReport, identity).record.title
        body = casebook.situation_handout(ask.actor, identity, partial(situation_told, ask.t))
        return named(unkept(body, HTML), f"{ask.t('out.file')}-{plain(title, 'lagesbild')}.html")

    @server.get("/lagesbild/<uuid:identity>/karta.svg")
    def situation_drawing(identity: UUID) -> Response:
        ask = asked()
        return unkept(casebook.situation_map(ask.actor, identity, legend(ask.t)), SVG)
