"""What lies beside a protocol's pages: the documents, the map, and the photos that were released."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import Flask, Response, request

from dashboard.auth import LANGUAGE_COOKIE, Ask, Gate
from dashboard.paperfiles import JPEG, SVG, as_file, plain, unkept
from dashboard.protocolwords import LEGEND, told
from geodata.casebook import Casebook
from geodata.errors import NotFound
from geodata.paper import PaperFormat

PHOTO_SIDE = 1200


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """The addresses under /protokoll that are no pages."""

    def asked() -> Ask:
        return gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))

    @server.get("/protokoll/<uuid:walk>.<any(pdf, docx, xlsx):kind>")
    def document(walk: UUID, kind: str) -> Response:
        ask, form = asked(), PaperFormat(kind)
        title = casebook.protocol(ask.actor, walk).walk.title
        body = casebook.protocol_document(ask.actor, walk, form, partial(told, ask.t))
        return as_file(body, form, f"{ask.t('protocol.file')}-{plain(title, 'vandring')}")

    @server.get("/protokoll/<uuid:walk>/karta.svg")
    def drawing(walk: UUID) -> Response:
        ask = asked()
        words = {name: ask.t(f"protocol.map.{name}") for name in LEGEND}
        return unkept(casebook.protocol_map(ask.actor, walk, words), SVG)

    @server.get("/protokoll/<uuid:walk>/foto/<uuid:photo>")
    def photograph(walk: UUID, photo: UUID) -> Response:
        ask = asked()
        shown = {one for noted in casebook.protocol(ask.actor, walk).findings for one in noted.photos}
        if photo not in shown:
            raise NotFound(f"the protocol shows no photo {photo}; load it again")
        return unkept(casebook.picture(ask.actor, photo, as_released=True, side=PHOTO_SIDE), JPEG)
