"""Addresses beside the pages: the evidence as columns, the layers, one record, health. Cached by data version."""

from __future__ import annotations

import gzip
import json
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from secrets import token_hex
from threading import Lock
from typing import Any

from flask import Flask, Response, jsonify, request

from dashboard import words
from dashboard.auth import LANGUAGE_COOKIE, Gate
from dashboard.failures import as_response
from dashboard.view import Address, parse
from geodata.casebook import Casebook
from geodata.errors import BadSetting, LofteskartanError, NotFound
from geodata.model import Actor, AreaKind, EvidenceKind, Finding, Report

FOREVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
ARROW = "application/vnd.apache.arrow.stream"
GEOJSON = "application/geo+json"
KEPT_ANSWERS = 24


class Answers:
    """Answers kept compressed while the data version stands, the latest few.

    A body is compressed once: the gzip of a million rows of evidence costs a second.
    """

    def __init__(self, most: int = KEPT_ANSWERS) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[object, ...], tuple[bytes, bytes]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...], make: Callable[[], bytes]) -> tuple[bytes, bytes]:
        """The body of a key, plain and gzipped; made where it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        plain = make()
        both = (plain, gzip.compress(plain, compresslevel=5, mtime=0))
        with self._lock:
            self._kept[key] = both
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return both


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """Give the server its addresses."""
    answers = Answers()
    # versions begin anew in another store, which the browser would otherwise take for the one it knows
    salt = token_hex(8)

    def answer(kind: str, actor: Actor, version: int, key: tuple[object, ...], make: Callable[[], bytes]) -> Response:
        """A cached body under an ETag of version, role and question; immutable where the version was asked for."""
        whole_key = (request.path, actor.role, version, *key)
        tag = sha256(repr((salt, *whole_key)).encode()).hexdigest()[:24]
        fixed = request.args.get("v") == str(version)
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            plain, packed = answers.get(whole_key, make)
            accepts = request.accept_encodings.quality("gzip") > 0
            response = Response(packed if accepts else plain, mimetype=kind)
            if accepts:
                response.headers["Content-Encoding"] = "gzip"
        response.set_etag(tag)
        response.headers["Cache-Control"] = FOREVER if fixed else ASK_AGAIN
        response.headers["X-Data-Version"] = str(version)
        response.vary.add("Accept-Encoding")
        return response

    @server.get("/health")
    def health() -> Response:
        response = jsonify(casebook.health(gate.actor()))
        response.headers["Cache-Control"] = "no-store"
        return response

    @server.get("/evidence.arrow")
    def evidence() -> Response:
        actor, municipality = gate.actor(), _municipality()
        body, version = casebook.evidence_arrow(actor, municipality)
        return answer(ARROW, actor, version, (municipality,), lambda: body)

    @server.get("/evidence/<int:version>/<int:row>")
    def record(version: int, row: int) -> Response:
        ask = gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))
        municipality = _municipality()
        found = casebook.evidence_detail(ask.actor, municipality, version, row)
        if not isinstance(found, Report | Finding):
            raise NotFound(f"row {row} is no report or finding; load the evidence again")
        said = words.evidence(ask.t, found, words.names(casebook, ask.actor, found.municipality))
        response = jsonify(
            {
                "kind": found.kind,
                "title": f"{ask.t.label(EvidenceKind(found.kind))}: {ask.t.label(found.category)}",
                "words": [{"label": label, "value": value} for label, value in said],
                "source": words.source(ask.t, found.provenance),
                "record": json.loads(found.model_dump_json()),
            }
        )
        response.headers["Cache-Control"] = ASK_AGAIN
        return response

    @server.get("/areas.geojson")
    def areas() -> Response:
        actor, municipality, kind = gate.actor(), _required(), _area_kind()
        return answer(
            GEOJSON,
            actor,
            casebook.data_version(actor),
            (municipality, kind),
            lambda: _dumps(casebook.areas_geojson(actor, municipality, kind)),
        )

    @server.get("/places.geojson")
    def places() -> Response:
        actor, municipality = gate.actor(), _required()
        return answer(
            GEOJSON,
            actor,
            casebook.data_version(actor),
            (municipality,),
            lambda: _dumps(casebook.places_geojson(actor, municipality)),
        )

    @server.get("/hotspots.geojson")
    def hotspots() -> Response:
        actor, municipality = gate.actor(), _required()
        view = parse(request.query_string.decode("utf-8", "replace"), municipality)[0].view
        view = view.model_copy(update={"municipality": municipality})
        return answer(
            GEOJSON,
            actor,
            casebook.data_version(actor),
            (Address(view).query(),),
            lambda: _dumps(casebook.hotspots_geojson(actor, view)),
        )

    @server.errorhandler(LofteskartanError)
    def refuse(error: LofteskartanError) -> tuple[Response, int]:
        return as_response(error)


def _dumps(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _municipality() -> str | None:
    code = request.args.get("municipality") or request.args.get("kommun")
    if code is not None and not (len(code) == 4 and code.isascii() and code.isdigit()):
        raise BadSetting(f'municipality "{code[:40]}" is not a code; give four digits, e.g. 0880')
    return code


def _required() -> str:
    code = _municipality()
    if code is None:
        raise BadSetting("the address names no municipality; add ?municipality= and its four digits")
    return code


def _area_kind() -> AreaKind | None:
    kind = request.args.get("kind")
    if kind is None:
        return None
    if kind not in set(AreaKind):
        raise NotFound(f'no areas of the kind "{kind[:40]}"; the kinds are {", ".join(AreaKind)}')
    return AreaKind(kind)
