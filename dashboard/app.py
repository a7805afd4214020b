"""The app: built here from settings and casebook, nothing at import, so that two can live in one process."""

from __future__ import annotations

import gzip
import html as text
import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

# before there are threads: pyarrow imports it with its first list, and plotly, which looks for it among what is
# imported, would meet it half done in a request beside
import pandas as pd  # noqa: F401
from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from dashboard import basemap, deeds, freshview, getting, namnd, pictureroutes, router, savedviews, shell
from dashboard.answers import Desk
from dashboard.assets_dir import NOT_INJECTED, NOT_INJECTED_FOLDERS, assets_dir
from dashboard.auth import LANGUAGE_COOKIE, Gate, Guarded, refuse_unguarded
from dashboard.config import Settings
from dashboard.field import add_to as add_field_to
from dashboard.forms import exchange, foreseen, locating
from dashboard.hardening import harden, outside_tiles
from dashboard.pages import (
    atgard,
    inkorg,
    inlas,
    karta,
    kommunikation,
    lagesbild,
    logga,
    nyhetsbrev,
    operativ,
    protokoll,
    redigera,
    statistik,
    vandringar,
)
from dashboard.routes import add_routes
from geodata.casebook import Casebook

LOG = logging.getLogger("lofteskartan")
CALLBACKS = "/_dash-update-component"
SMALLEST_WORTH_PACKING = 1_000
LARGEST_BODY = 2_000_000
"""Bytes that a callback's question may have: views and texts, never data."""

_INDEX = """<!DOCTYPE html>
<html lang="{lang}">
  <head>
    {metas}
    <meta name="color-scheme" content="light dark">
    <title>{title}</title>
    {favicon}
    {css}
  </head>
  <body>
    {app_entry}
    <noscript>{noscript}</noscript>
    <footer>{config}{scripts}{renderer}</footer>
  </body>
</html>"""

_LOADING = {"sv": "Laddar", "en": "Loading"}
_FAVICON = (
    "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' "
    "fill='none' stroke='%236a3d9a' stroke-width='2' stroke-linecap='round'%3E%3Ccircle cx='5' cy='12' r='3'/%3E"
    "%3Ccircle cx='19' cy='12' r='3'/%3E%3Cpath d='M8 12h8M12 4v3M12 17v3'/%3E%3C/svg%3E\">"
)
"""Our mark, in the page itself: a browser asks for an icon's file again whenever the address bar changes."""

_NOSCRIPT = {
    "sv": "Kartan behöver JavaScript. Slå på det i webbläsaren och ladda om sidan.",
    "en": "The map needs JavaScript. Turn it on in the browser and load the page again.",
}


class _App(Dash):
    """Dash with the page's language in its first line."""

    language: Callable[[], str]

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash calls it by name alone
        """The page's HTML."""
        lang = self.language()
        parts["favicon"] = _FAVICON
        parts["app_entry"] = parts["app_entry"].replace("Loading...", _LOADING[lang])
        return _INDEX.format(lang=text.escape(lang), noscript=_NOSCRIPT[lang], **parts)


def create_app(settings: Settings, casebook: Casebook) -> Dash:
    """The app over a casebook, ready to be served: `create_app(...).server` is the WSGI application."""
    gate = Gate(settings)
    app = _App(
        "lofteskartan",
        title="Löfteskartan",
        update_title="",
        assets_folder=str(assets_dir()),
        assets_ignore=NOT_INJECTED,
        assets_path_ignore=NOT_INJECTED_FOLDERS,
        pages_folder="",
        use_pages=False,
        enable_mcp=False,
        compress=False,
        # pages come and go, so most ids are not in the layout at the start
        suppress_callback_exceptions=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )

    def cookie() -> str | None:
        return request.cookies.get(LANGUAGE_COOKIE)

    app.language = lambda: gate.language(request.args.get("sprak"), cookie()).value
    app.layout = shell.static_layout()
    guarded = Guarded(app, gate, shell.Ids.NOTICE)
    shell.register(guarded)
    router.register(guarded, casebook, settings, gate, cookie=cookie)
    karta.register(guarded)
    savedviews.register(guarded, casebook, notices=shell.Ids.NOTICE)
    statistik.register(guarded, casebook)
    deeds.register(guarded, casebook, shell.Ids.NOTICE)
    freshview.register(guarded, casebook, shell.Ids.NOTICE)
    atgard.register(guarded, casebook, address=shell.Ids.ADDRESS, notices=shell.Ids.NOTICE)
    logga.register(guarded)
    operativ.register(guarded, casebook, notices=shell.Ids.NOTICE)
    kommunikation.register(guarded, casebook, address=shell.Ids.ADDRESS, notices=shell.Ids.NOTICE)
    foreseen.register(guarded, casebook)
    redigera.register(guarded, casebook)
    vandringar.register(guarded, casebook, settings, notices=shell.Ids.NOTICE)
    locating.register(guarded, casebook, settings)
    exchange.register(
        guarded,
        casebook,
        {**redigera.PAGES, **logga.PAGES},
        frame=shell.Ids.FRAME,
        address=shell.Ids.ADDRESS,
        notices=shell.Ids.NOTICE,
    )
    inkorg.register(guarded, casebook, address=shell.Ids.ADDRESS, notices=shell.Ids.NOTICE)
    protokoll.register(guarded, casebook, notices=shell.Ids.NOTICE)
    lagesbild.register(guarded, casebook, address=shell.Ids.ADDRESS, notices=shell.Ids.NOTICE)
    nyhetsbrev.register(guarded, casebook, address=shell.Ids.ADDRESS, notices=shell.Ids.NOTICE)
    getting.register(guarded)
    inlas.register(guarded, frame=shell.Ids.FRAME, address=shell.Ids.ADDRESS)
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    add_routes(server, casebook, gate)
    basemap.add_routes(server, Desk(casebook, gate), settings)
    pictureroutes.add_routes(server, casebook, gate)
    inkorg.add_routes(server, casebook, gate)
    inlas.add_routes(server, casebook, gate)
    vandringar.add_routes(server, casebook, gate)
    protokoll.add_routes(server, casebook, gate)
    lagesbild.add_routes(server, casebook, gate)
    nyhetsbrev.add_routes(server, casebook, gate)
    namnd.add_routes(server, casebook, gate)
    _check_requests(server, app, gate)
    _finish_responses(server, gate, _policy(app, settings))
    add_field_to(server, settings, casebook)
    app._setup_server()  # type: ignore[no-untyped-call]  # noqa: SLF001  # Dash fills its table of callbacks at the first request otherwise
    refuse_unguarded(app)
    return app


def _policy(app: Dash, settings: Settings) -> str:
    """What the page may load: itself, and the tiles that the settings name."""
    tiles = outside_tiles(settings.tiles_url)
    return "; ".join(
        (
            "default-src 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            f"script-src 'self' {' '.join(app.csp_hashes())}",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{tiles}",
            "font-src 'self' data:",
            f"connect-src 'self'{tiles}",
            "worker-src 'self' blob:",
            "child-src blob:",
        )
    )


def _check_requests(server: Flask, app: Dash, gate: Gate) -> None:
    @server.before_request
    def check() -> tuple[Response, int] | None:
        gate.check(request)
        if request.path == CALLBACKS and request.method == "POST":
            fault = _fault_of_callback(app, request.get_data(cache=True))
            if fault:
                return jsonify({"error": "BadRequest", "message": fault}), 400
        return None

    @server.errorhandler(Exception)
    def fail(error: Exception) -> tuple[Response, int] | HTTPException:
        if isinstance(error, HTTPException):
            return error
        if isinstance(error, DependencyException):  # Dash's way of saying that it has no such file
            return jsonify({"error": "NotFound", "message": "there is no such file; load the page again"}), 404
        LOG.error("a request failed: %s %r", request.method, request.path, exc_info=error)
        return jsonify(
            {"error": "ServerError", "message": "something went wrong here; nothing was changed, try again"}
        ), 500


def _fault_of_callback(app: Dash, body: bytes) -> str | None:
    """What is wrong with a callback's question; Dash itself would fail on it."""
    try:
        asked: Any = json.loads(body)
    except (ValueError, RecursionError):
        return "the question is not JSON; load the page again"
    name = asked.get("output") if isinstance(asked, dict) else None
    if not isinstance(name, str) or name not in app.callback_map:
        return "the question asks for nothing that is here; load the page again"
    known = app.callback_map[name]
    whole = (
        _is_whole(asked.get("inputs", []), len(known["inputs"]))
        and _is_whole(asked.get("state", []), len(known["state"]))
        and (known.get("no_output") or _is_whole_output(asked.get("outputs"), name))
        and isinstance(asked.get("changedPropIds", []), list)
        and all(_is_property(one) for one in asked.get("changedPropIds", []))
    )
    return None if whole else "the question is not whole; load the page again"


def _is_whole_output(outputs: Any, name: str) -> bool:
    """Whether the outputs are those of the callback's name; they may be left out."""
    if outputs is None:
        return True
    named = name[2:-2].split("...") if name.startswith("..") else [name]
    given = outputs if name.startswith("..") else [outputs]
    if not _is_whole(given, len(named)):
        return False
    # behind "@" stands what tells callbacks apart that share an output
    alone = [(one["id"], str(one["property"]).partition("@")[0]) for one in given if isinstance(one, dict)]
    return [f"{identity}.{prop}" for identity, prop in alone] == [part.partition("@")[0] for part in named]


def _is_property(text: Any) -> bool:
    """Whether it is "id.property", where the id may be a JSON object."""
    if not isinstance(text, str):
        return False
    identity = text.rpartition(".")[0]
    try:
        return not identity.startswith("{") or isinstance(json.loads(identity), dict)
    except (ValueError, RecursionError):
        return False


def _is_whole(values: Any, length: int) -> bool:
    """Whether the values are as many as the callback takes, each with its id and property; a list for a pattern."""
    if not isinstance(values, list) or len(values) != length:
        return False
    return all(
        isinstance(one, dict) and {"id", "property"} <= one.keys()
        for value in values
        for one in (value if isinstance(value, list) else [value])
    )


def _finish_responses(server: Flask, gate: Gate, policy: str) -> None:
    packed: dict[str, bytes] = {}

    @server.after_request
    def finish(response: Response) -> Response:
        # an address may allow less, never more: what it says of itself is written down beside its page
        harden(response, response.headers.get("Content-Security-Policy", policy), referrer="same-origin")
        # a handout is HTML too, but saved as a file
        is_shown = response.mimetype == "text/html" and "Content-Disposition" not in response.headers
        if is_shown and response.status_code == 200 and not router.is_page(request.path):
            # the page says so itself; programs read the status
            response.status_code = 404
        asked = request.args.get("sprak")
        if is_shown and asked and asked == gate.language(asked).value:
            response.set_cookie(LANGUAGE_COOKIE, asked, max_age=31_536_000, samesite="Lax", httponly=True)
        return _pack(response, packed)


def _pack(response: Response, packed: dict[str, bytes]) -> Response:
    """Compress text; what never changes under its address only once."""
    packable = (response.mimetype or "").startswith("text/") or response.mimetype in {
        "application/json",
        "application/javascript",
    }
    if (
        not packable
        or response.status_code not in {200, 404}
        or "Content-Encoding" in response.headers
        or request.accept_encodings.quality("gzip") <= 0
    ):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < SMALLEST_WORTH_PACKING:
        return response
    # the path alone: a query does not change the file, and would fill the memory
    is_file = request.path.startswith("/_dash-component-suites/") and response.status_code == HTTPStatus.OK
    lasting = request.path if is_file else None
    if lasting is not None and lasting in packed:
        small = packed[lasting]
    else:
        small = gzip.compress(body, compresslevel=5, mtime=0)
        if lasting is not None:
            packed[lasting] = small
    response.set_data(small)
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
