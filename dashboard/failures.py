"""The one boundary where a failure becomes a status or a notice: one sentence, what is kept, what to do."""

from __future__ import annotations

from dash import html, set_props
from dash.development.base_component import Component
from flask import Response, jsonify

from dashboard.i18n import Translate
from dashboard.parts import notice
from geodata.errors import (
    BadSetting,
    Conflict,
    InvalidRecord,
    LofteskartanError,
    NoAnswer,
    NotAllowed,
    NotFound,
    RefusedArchive,
    RefusedByReceiver,
    RefusedOperation,
    RefusedPicture,
    StoreError,
    UnreadableFile,
)

_STATUS: tuple[tuple[type[LofteskartanError], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (RefusedArchive, 410),
    (Conflict, 409),
    (RefusedOperation, 409),
    (UnreadableFile, 422),
    (InvalidRecord, 422),
    (RefusedPicture, 422),
    (BadSetting, 400),
    (StoreError, 503),
    (NoAnswer, 502),
    (RefusedByReceiver, 502),
)


def status(error: LofteskartanError) -> int:
    """The HTTP status of a failure."""
    return next((code for kind, code in _STATUS if isinstance(error, kind)), 500)


def as_response(error: LofteskartanError) -> tuple[Response, int]:
    """A failure as JSON."""
    response = jsonify({"error": type(error).__name__, "message": str(error)})
    response.headers["Cache-Control"] = "no-store"
    return response, status(error)


def as_notice(t: Translate, error: LofteskartanError) -> Component:
    """A failure as one sentence in the reader's language, with the exact words beside it."""
    return notice(t(f"failure.{status(error)}"), detail=str(error), tone="wrong")


def as_page(t: Translate, error: LofteskartanError, home: str) -> Component:
    """A failure in a page's place, with the way out."""
    return html.Section(
        [
            html.H1(t(f"failure.title.{status(error)}")),
            as_notice(t, error),
            html.P(html.A(t("failure.home"), href=home)),
        ],
        className="failure",
    )


def show(t: Translate, error: LofteskartanError, where: str) -> None:
    """Put the notice into the page from inside a callback."""
    set_props(where, {"children": as_notice(t, error)})
