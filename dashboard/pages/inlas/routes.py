"""What the page asks: read a document, take the corrected one in, take that back. Answers are JSON in one language."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, Request, Response, jsonify, request
from pydantic import TypeAdapter, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import failures
from dashboard.auth import LANGUAGE_COOKIE, Ask, Gate
from dashboard.i18n import Translate
from dashboard.pages.inlas import telling
from dashboard.view import link
from geodata.casebook import Casebook
from geodata.casebook.promise_documents import MAX_DOCUMENT_BYTES, AcceptedDocument, Made
from geodata.editing import NamesAPerson
from geodata.errors import BadSetting, LofteskartanError, UnreadableFile
from geodata.model import Deed, Promise

FORM_AROUND = 1_000_000
MOST_MADE = 5_000
_MADE = TypeAdapter(list[Made])


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """The three addresses under /las-in."""

    def asked() -> Ask:
        return gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))

    @server.post("/las-in/forslag")
    def propose() -> tuple[Response, int]:
        ask = asked()
        try:
            ask.actor.require(Deed.EDIT_REGISTER)  # before anything is unpacked
            given, name, municipality = _given(request)
            read = casebook.propose_promises(ask.actor, municipality, given, name or ask.t("inlas.pasted"))
        except RequestEntityTooLarge:
            return _answer({"error": "TooLarge", "message": ask.t("inlas.wrong.large")}, 413)
        except UnreadableFile as error:
            said = {"error": "UnreadableFile", "message": telling.unreadable(ask.t, error), "detail": str(error)}
            return _answer(said, 422)
        except LofteskartanError as error:
            return _refused(ask.t, error)
        return _answer(telling.proposal(ask.t, read, name), 200)

    @server.post("/las-in/ta-in")
    def take_in() -> tuple[Response, int]:
        ask = asked()
        try:
            ask.actor.require(Deed.EDIT_REGISTER)
            document = _document(request.get_data())
            taken = casebook.accept_promises(ask.actor, document)
        except NamesAPerson as error:
            marks = [mark for found in error.marks.values() for mark in found]
            said = ask.t("inlas.names", found=marks[0].found, what=ask.t.label(marks[0].kind))
            return _answer({"error": "NamesAPerson", "message": said, "found": marks[0].found}, 422)
        except LofteskartanError as error:
            return _refused(ask.t, error)
        made = [one.id for one in taken.made if one.kind == Promise.kind]
        stories = {one.promise.id: one.promise for one in casebook.promises(ask.actor, document.municipality)}
        promises = [stories[identity] for identity in made if identity in stories]
        only = f"/{promises[0].id}" if len(promises) == 1 else ""
        return _answer(
            {
                "address": link(f"/loften{only}", document.municipality),
                "said": telling.taken(ask.t, taken),
                "undo": ask.t("undo"),
                "municipality": document.municipality,
                "made": [] if taken.differs else [json.loads(one.model_dump_json()) for one in taken.made],
                "promises": [
                    {"address": link(f"/loften/{one.id}", one.municipality), "title": one.title}
                    for one in sorted(promises, key=lambda one: one.number)
                ],
                "again": taken.again,
            },
            200,
        )

    @server.post("/las-in/ta-tillbaka")
    def take_back() -> tuple[Response, int]:
        ask = asked()
        try:
            municipality, made = _to_take_back(request.get_data())
            count = casebook.retract_promises(ask.actor, municipality, made)
        except LofteskartanError as error:
            return _refused(ask.t, error)
        return _answer({"count": count}, 200)


def _given(asked: Request) -> tuple[bytes | str, str | None, str]:
    """The document, the file's name (None: pasted) and the municipality. Raises: BadSetting, RequestEntityTooLarge."""
    asked.max_content_length = MAX_DOCUMENT_BYTES + FORM_AROUND
    asked.max_form_memory_size = MAX_DOCUMENT_BYTES
    municipality = asked.form.get("municipality", "")
    if not (len(municipality) == 4 and municipality.isascii() and municipality.isdigit()):
        raise BadSetting(f'municipality "{municipality[:40]}" is not a code; give four digits, e.g. 0880')
    file = asked.files.get("file")
    if file is not None:
        return file.read(), file.filename or "document", municipality
    if (text := asked.form.get("text")) is None:
        raise BadSetting("there is no document in the question; send a file or a text")
    return text, None, municipality


def _document(body: bytes) -> AcceptedDocument:
    try:
        return AcceptedDocument.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSetting(f"{where or 'the document'}: {first['msg']}; mend it in the form and try again") from error


def _to_take_back(body: bytes) -> tuple[str, list[Made]]:
    try:
        asked = json.loads(body)
        match asked:
            case {"municipality": str() as municipality, "made": list() as made} if len(made) <= MOST_MADE:
                return municipality, _MADE.validate_json(json.dumps(made))
            case _:
                pass
    except (ValueError, RecursionError):
        pass
    raise BadSetting("what is to be taken back could not be understood; load the page again")


def _refused(t: Translate, error: LofteskartanError) -> tuple[Response, int]:
    status = failures.status(error)
    said = {"error": type(error).__name__, "message": t(f"failure.{status}"), "detail": str(error)}
    return _answer(said, status)


def _answer(said: dict[str, Any], status: int) -> tuple[Response, int]:
    response = jsonify(said)
    response.headers["Cache-Control"] = "no-store"
    return response, status
