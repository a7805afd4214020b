"""What holds for every request under /field/: what the page may load, who may write, and failures as codes."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from dashboard.config import Settings
from dashboard.hardening import READING, harden, is_own, outside_tiles
from geodata.errors import (
    DamagedOnTheWay,
    InvalidRecord,
    LofteskartanError,
    NotAllowed,
    NotFound,
    NotInvited,
    NotInvitedBecause,
    PhotoReused,
    PictureFault,
    RefusedOperation,
    RefusedPicture,
    StoreError,
)

LOG = logging.getLogger("lofteskartan")
LARGEST_PHOTO = 8 * 1024 * 1024
RETRY_AFTER_S = 5
_HTTP_CODES = {400: "cut", 404: "not_found", 405: "method", 413: "too_large"}
_PICTURE_STATUS = {
    PictureFault.NOT_A_PICTURE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    PictureFault.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
_CODES: tuple[tuple[type[LofteskartanError], str, HTTPStatus], ...] = (
    (DamagedOnTheWay, "hash", HTTPStatus.BAD_REQUEST),
    (PhotoReused, "photo_reused", HTTPStatus.CONFLICT),
    (RefusedOperation, "op_reused", HTTPStatus.CONFLICT),
    (InvalidRecord, "invalid", HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotFound, "not_found", HTTPStatus.NOT_FOUND),
    (NotAllowed, "not_allowed", HTTPStatus.FORBIDDEN),
)
"""By a code the phone decides whether to send again, to ask the person, or to stop. The narrower failure first."""


class TooMany(Exception):
    """More requests than one walk's phones can mean. wait: seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} seconds")
        self.wait = wait


def guard(app: Flask, settings: Settings) -> None:
    """Check every request before, finish every answer after, and put every failure into a code."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_PHOTO
    policy = _policy(settings)

    @app.before_request
    def check() -> tuple[Response, int] | None:
        if request.method not in READING and not is_own(request):
            return _told("other_site", HTTPStatus.FORBIDDEN, "the change was sent from another site")
        return None

    @app.after_request
    def finish(response: Response) -> Response:
        harden(response, policy, referrer="no-referrer", camera="self")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    @app.errorhandler(LofteskartanError)
    def refuse(error: LofteskartanError) -> tuple[Response, int]:
        return _refused(error)

    @app.errorhandler(TooMany)
    def slow(error: TooMany) -> tuple[Response, int]:
        return _later("slow_down", HTTPStatus.TOO_MANY_REQUESTS, error.wait)

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> tuple[Response, int] | HTTPException:
        code = error.code or 500
        return _told(_HTTP_CODES.get(code, "refused"), code) if code >= HTTPStatus.BAD_REQUEST else error

    @app.errorhandler(Exception)
    def fail(error: Exception) -> tuple[Response, int]:
        # the path alone: a token never stands in it
        LOG.error("a request of a walk failed: %s %r", request.method, request.path, exc_info=error)
        return _told("server", HTTPStatus.INTERNAL_SERVER_ERROR)


def _policy(settings: Settings) -> str:
    tiles = outside_tiles(settings.tiles_url)
    return "; ".join(
        (
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{tiles}",
            f"connect-src 'self'{tiles}",
            "worker-src 'self'",
            "manifest-src 'self'",
        )
    )


def _refused(error: LofteskartanError) -> tuple[Response, int]:
    if isinstance(error, NotInvited):
        unknown = error.reason is NotInvitedBecause.UNKNOWN
        return _told(error.reason.value, HTTPStatus.UNAUTHORIZED if unknown else HTTPStatus.FORBIDDEN, str(error))
    if isinstance(error, RefusedPicture):
        return _told(error.code.value, _PICTURE_STATUS.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY), str(error))
    if isinstance(error, StoreError):
        LOG.error("a walk's note could not be kept: %s", error)
        return _later("busy", HTTPStatus.SERVICE_UNAVAILABLE, RETRY_AFTER_S)
    for kind, code, status in _CODES:
        if isinstance(error, kind):
            return _told(code, status, str(error))
    LOG.error("a walk's request failed: %s", error)
    return _told("server", HTTPStatus.INTERNAL_SERVER_ERROR)


def _later(code: str, status: int, wait: int) -> tuple[Response, int]:
    response, status = _told(code, status)
    response.headers["Retry-After"] = str(wait)
    return response, status


def _told(code: str, status: int, message: str | None = None) -> tuple[Response, int]:
    response = jsonify({"error": code} if message is None else {"error": code, "message": message})
    response.headers["Cache-Control"] = "no-store"
    return response, status
