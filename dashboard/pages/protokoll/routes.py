"""What lies beside a protocol's pages: the documents, the map, and the photos that were released."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from uuid import UUID

from flask import Flask, Response, request

from dashboard.auth import LANGUAGE_COOKIE, Ask, Gate
from dashboard.protocolwords import LEGEND, told
from geodata.casebook import Casebook
from geodata.errors import NotFound
from geodata.paper import PaperFormat

KINDS = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SVG, JPEG = "image/svg+xml", "image/jpeg"
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
        response = _answer(body, KINDS[form])
        name = f"{ask.t('protocol.file')}-{plain(title)}.{kind}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @server.get("/protokoll/<uuid:walk>/karta.svg")
    def drawing(walk: UUID) -> Response:
        ask = asked()
        words = {name: ask.t(f"protocol.map.{name}") for name in LEGEND}
        return _answer(casebook.protocol_map(ask.actor, walk, words), SVG)

    @server.get("/protokoll/<uuid:walk>/foto/<uuid:photo>")
    def photograph(walk: UUID, photo: UUID) -> Response:
        ask = asked()
        shown = {one for noted in casebook.protocol(ask.actor, walk).findings for one in noted.photos}
        if photo not in shown:
            raise NotFound(f"the protocol shows no photo {photo}; load it again")
        return _answer(casebook.picture(ask.actor, photo, as_released=True, side=PHOTO_SIDE), JPEG)


def plain(title: str) -> str:
    """A title as part of a file's name: plain letters, figures and hyphens."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:60] or "vandring"


def _answer(body: bytes, kind: str) -> Response:
    response = Response(body, mimetype=kind)
    response.headers["Cache-Control"] = "private, no-store"
    return response
