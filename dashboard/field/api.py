"""The sync of the walk's app: every address asks for the walk's token first, and answers in JSON."""

from __future__ import annotations

import time
from hashlib import sha256
from uuid import UUID

from flask import Flask, Response, jsonify, request
from werkzeug.datastructures import Headers, MultiDict

from dashboard.config import Settings
from dashboard.field.bucket import Buckets
from dashboard.field.guarding import LARGEST_PHOTO, TooMany
from dashboard.field.pack import as_sent
from geodata.casebook import Casebook
from geodata.casebook.fieldwork import ItemReceipt
from geodata.casebook.inviting import Guest
from geodata.errors import InvalidRecord, NotInvited, NotInvitedBecause
from geodata.protocols import Answer

LARGEST_NOTE = 64 * 1024
AT_ONCE, PER_SECOND, MOST_TOKENS = 1_500, 50, 4_096
"""Twenty phones that come back into coverage at the same moment, each with thirty findings and their photos."""
_LONGEST_AGE = 10**15


def add_api(app: Flask, settings: Settings, casebook: Casebook) -> None:
    """Answer what phones ask and send."""
    buckets = Buckets(AT_ONCE, PER_SECOND, most=MOST_TOKENS, clock=time.monotonic)

    def guest() -> Guest:
        token = _token(request.headers)
        if wait := buckets.take(sha256(token.encode("utf-8", "surrogatepass")).hexdigest()):
            raise TooMany(wait)
        return casebook.admit(token)

    @app.get("/field/api/walk")
    def walk() -> Response:
        return jsonify(as_sent(casebook.field_pack(guest()), settings))

    @app.post("/field/api/items")
    def item() -> Response:
        who = guest()
        request.max_content_length = LARGEST_NOTE
        receipt = casebook.receive(
            who, request.get_data(), age_ms=_age(request.headers), declared_sha256=_declared(request.headers)
        )
        return jsonify(_receipt(receipt))

    @app.put("/field/api/photos/<uuid:photo_id>")
    def photo(photo_id: UUID) -> Response:
        who, finding_id = guest(), _finding(request.args)
        request.max_content_length = LARGEST_PHOTO
        declared = _declared(request.headers)
        return jsonify(_receipt(casebook.receive_photo(who, photo_id, finding_id, request.get_data(), declared)))

    @app.get("/field/api/photos/<uuid:photo_id>")
    def picture(photo_id: UUID) -> Response:
        return Response(casebook.guest_picture(guest(), photo_id), mimetype="image/jpeg")

    @app.get("/field/api/answers")
    def answers() -> Response:
        return jsonify({"answers": [_answer(one) for one in casebook.answers(guest())]})


def _token(headers: Headers) -> str:
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotInvited(NotInvitedBecause.UNKNOWN)
    return token.strip()


def _declared(headers: Headers) -> str:
    """The hash of what was sent: without one nobody could tell whether it arrived whole. Raises: InvalidRecord."""
    declared = headers.get("X-Content-SHA256", "").strip().lower()
    if not declared:
        raise InvalidRecord("the hash is missing; send X-Content-SHA256, the SHA-256 of the body in hex")
    return declared


def _age(headers: Headers) -> int | None:
    """How long ago it was made, milliseconds; None where the phone does not say so sensibly."""
    said = headers.get("X-Age-Ms", "").strip()
    # more digits than any age has would make a number that costs time to read
    age = int(said) if said.isascii() and said.isdigit() and len(said) <= len(str(_LONGEST_AGE)) else None
    return age if age is None or age < _LONGEST_AGE else None


def _finding(arguments: MultiDict[str, str]) -> UUID:
    try:
        return UUID(arguments.get("finding", ""))
    except ValueError:
        raise InvalidRecord("a photo of what? name its finding as ?finding=ID") from None


def _receipt(receipt: ItemReceipt) -> dict[str, object]:
    return {
        "op": receipt.op and str(receipt.op),
        "id": str(receipt.id),
        "outcome": receipt.outcome.value,
        "version": receipt.version,
        "sha256": receipt.sha256,
        "notes": [note.value for note in receipt.notes],
    }


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "id": str(answer.id),
        "label": answer.label,
        "stop": answer.stop,
        "category": answer.category.value,
        "feeling": answer.feeling.value,
        "status": answer.status and answer.status.value,
        "note": answer.note,
        "reason": answer.reason,
        "responsible": answer.responsible,
        "unit": answer.unit,
        "due_on": answer.due_on and answer.due_on.isoformat(),
        "photos": [str(one) for one in answer.photos],
        "same": [str(one) for one in answer.same],
    }
