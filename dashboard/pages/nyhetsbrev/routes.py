"""What lies beside a newsletter's page: its files, once it is approved."""

from __future__ import annotations

from uuid import UUID

from flask import Flask, Response, request

from dashboard.auth import LANGUAGE_COOKIE, Gate
from dashboard.newsletterwords import told
from dashboard.paperfiles import plain, unkept
from geodata.casebook import Casebook
from geodata.errors import NotFound

_KINDS = {"html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8"}


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """The addresses under /nyhetsbrev that are no pages."""

    @server.get("/nyhetsbrev/<uuid:identity>.<any(html, txt):kind>")
    def newsletter_file(identity: UUID, kind: str) -> Response:
        ask = gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))
        record = casebook.newsletter(ask.actor, identity).entry.record
        if not record.is_approved:
            raise NotFound(f'"{record.title}" is not approved yet; approve it, then fetch it')
        letter = casebook.newsletter_letter(ask.actor, identity, told)
        response = unkept((letter.html if kind == "html" else letter.text).encode(), _KINDS[kind])
        name = f"{ask.t('news.file')}-{plain(record.title, 'brev')}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
        return response
