"""The walk's own app and its sync, behind each walk's token: a WSGI app that carries /field/ and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from dashboard.config import Settings
from dashboard.field.api import add_api
from dashboard.field.files import add_files
from dashboard.field.guarding import guard
from geodata.casebook import Casebook

__all__ = ["HOME", "add_to", "field_app"]

HOME = "/field/"
"""Where the app begins; a link to a walk is this with # and its token behind it."""
_Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def field_app(settings: Settings, casebook: Casebook) -> Flask:
    """The WSGI app. Whatever is not under /field/ is not found; without a token nothing is told but the app's files.

    Raises: FileNotFoundError when the browser's code has not been built.
    """
    app = Flask("lofteskartan-field", static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's own provider
    guard(app, settings)
    add_files(app)
    add_api(app, settings, casebook)
    return app


def add_to(server: Flask, settings: Settings, casebook: Casebook) -> None:
    """Let another app answer /field/ as well, by the rules of this one: limits, policies and refusals."""
    inside, outside = field_app(settings, casebook).wsgi_app, server.wsgi_app

    def split(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        chosen: _Wsgi = inside if f"{path}/".startswith(HOME) else outside
        return chosen(environ, start_response)

    server.wsgi_app = split  # type: ignore[method-assign]
