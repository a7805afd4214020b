"""Addresses beside the pages: the evidence as columns, the layers, one record, health. Cached by data version."""

from __future__ import annotations

import gzip
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex
from threading import Lock
from typing import Any

from flask import Flask, Response, jsonify, request

from dashboard import words
from dashboard.auth import LANGUAGE_COOKIE, Ask, Gate
from dashboard.failures import as_response
from dashboard.hotspotlist import as_fetched
from dashboard.mapdata import told_rates
from dashboard.view import Address, parse
from geodata.casebook import Casebook
from geodata.errors import BadSetting, LofteskartanError, NotFound
from geodata.model import Actor, AreaKind, EvidenceKind, Finding, Report, View

FOREVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
ARROW = "application/vnd.apache.arrow.stream"
GEOJSON = "application/geo+json"
JSON = "application/json"
CALENDAR = "text/calendar; charset=utf-8"
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


@dataclass(frozen=True, slots=True)
class Desk:
    """What every address answers from.

    salt: versions begin anew in another store, which the browser would otherwise take for the one it knows.
    """

    casebook: Casebook
    gate: Gate
    answers: Answers = field(default_factory=Answers)
    salt: str = field(default_factory=lambda: token_hex(8))

    def ask(self) -> Ask:
        """Who asks, in the language that the address or the cookie wishes for."""
        return self.gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))

    def answer(
        self, kind: str, actor: Actor, version: int, key: tuple[object, ...], make: Callable[[], bytes]
    ) -> Response:
        """A cached body under an ETag of version, role and question; immutable where the version was asked for."""
        whole_key = (request.path, actor.role, version, *key)
        tag = sha256(repr((self.salt, *whole_key)).encode()).hexdigest()[:24]
        fixed = request.args.get("v") == str(version)
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            plain, packed = self.answers.get(whole_key, make)
            accepts = request.accept_encodings.quality("gzip") > 0
            response = Response(packed if accepts else plain, mimetype=kind)
            if accepts:
                response.headers["Content-Encoding"] = "gzip"
        response.set_etag(tag)
        response.headers["Cache-Control"] = FOREVER if fixed else ASK_AGAIN
        response.headers["X-Data-Version"] = str(version)
        response.vary.add("Accept-Encoding")
        return response

    def of_everything(self, kind: str, actor: Actor, key: tuple[object, ...], make: Callable[[], Any]) -> Response:
        """An answer that rests on all that is in the store, as JSON."""
        return self.answer(kind, actor, self.casebook.data_version(actor), key, lambda: _dumps(make()))


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """Give the server its addresses."""
    desk = Desk(casebook, gate)
    _add_evidence(server, desk)
    _add_layers(server, desk)
    _add_findings(server, desk)
    _add_calendar(server, desk)

    @server.get("/health")
    def health() -> Response:
        response = jsonify(casebook.health(gate.actor()))
        response.headers["Cache-Control"] = "no-store"
        return response

    @server.errorhandler(LofteskartanError)
    def refuse(error: LofteskartanError) -> tuple[Response, int]:
        return as_response(error)


def _add_evidence(server: Flask, desk: Desk) -> None:
    """Reports and findings: all as columns, one as a record."""

    @server.get("/evidence.arrow")
    def evidence() -> Response:
        actor, municipality = desk.gate.actor(), _municipality()
        body, version = desk.casebook.evidence_arrow(actor, municipality)
        return desk.answer(ARROW, actor, version, (municipality,), lambda: body)

    @server.get("/evidence/<int:version>/<int:row>")
    def record(version: int, row: int) -> Response:
        ask = desk.ask()
        found = desk.casebook.evidence_detail(ask.actor, _municipality(), version, row)
        if not isinstance(found, Report | Finding):
            raise NotFound(f"row {row} is no report or finding; load the evidence again")
        said = words.evidence(ask.t, found, words.names(desk.casebook, ask.actor, found.municipality))
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


def _add_layers(server: Flask, desk: Desk) -> None:
    """What is drawn, as features."""

    @server.get("/areas.geojson")
    def areas() -> Response:
        actor, municipality, kind = desk.gate.actor(), _required(), _area_kind()
        return desk.of_everything(
            GEOJSON, actor, (municipality, kind), lambda: desk.casebook.areas_geojson(actor, municipality, kind)
        )

    @server.get("/places.geojson")
    def places() -> Response:
        actor, municipality = desk.gate.actor(), _required()
        return desk.of_everything(
            GEOJSON, actor, (municipality,), lambda: desk.casebook.places_geojson(actor, municipality)
        )

    @server.get("/hotspots.geojson")
    def hotspots() -> Response:
        actor, view = desk.gate.actor(), _view()
        return desk.of_everything(
            GEOJSON, actor, (Address(view).query(),), lambda: desk.casebook.hotspots_geojson(actor, view)
        )


def _add_findings(server: Flask, desk: Desk) -> None:
    """What the map asks anew for another selection: outlines with their list in words, and rates of areas."""
    casebook = desk.casebook

    @server.get("/hotspots.json")
    def refreshed() -> Response:
        ask, view = desk.ask(), _view()

        def make() -> dict[str, Any]:
            cards, outlines = casebook.selection(ask.actor, view)
            counts = {} if cards else casebook.counts(ask.actor, view.municipality)  # told only where nothing gathers
            evidence = counts.get("report", 0) + counts.get("finding", 0)
            return as_fetched(ask.t, cards, outlines, evidence, view.municipality)

        return desk.of_everything(JSON, ask.actor, (Address(view).query(), ask.t.language), make)

    @server.get("/rates.json")
    def rates() -> Response:
        ask, view = desk.ask(), _view()
        code, since, until = view.municipality, view.since, view.until
        return desk.of_everything(
            JSON,
            ask.actor,
            (code, since, until, ask.t.language),
            lambda: told_rates(ask.t, casebook.area_rates(ask.actor, code, since=since, until=until)),
        )


def _add_calendar(server: Flask, desk: Desk) -> None:
    """Meetings, walks, deadlines, communication and promises' ends, for the reader's own calendar."""

    @server.get("/kalender.ics")
    def calendar() -> Response:
        ask, code, root = desk.ask(), _required(), request.host_url.rstrip("/")
        names = {one.code: one.name for one in desk.casebook.municipalities(ask.actor)}
        if code not in names:
            raise NotFound(f"the municipality {code} is not here; choose another")

        def make() -> bytes:
            return desk.casebook.calendar(
                ask.actor,
                code,
                name=ask.t("cal.name", name=names[code]),
                word=lambda kind, title: ask.t(f"cal.{kind}", title=title),
                address=lambda path: f"{root}{path}?kommun={code}",
            )

        version = desk.casebook.data_version(ask.actor)
        response = desk.answer(CALENDAR, ask.actor, version, (code, ask.t.language, root), make)
        response.headers["Content-Disposition"] = f'inline; filename="lofteskartan-{code}.ics"'
        return response


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


def _view() -> View:
    """The view that the address asks for, of the municipality that it must name."""
    municipality = _required()
    view = parse(request.query_string.decode("utf-8", "replace"), municipality)[0].view
    return view.model_copy(update={"municipality": municipality})


def _area_kind() -> AreaKind | None:
    kind = request.args.get("kind")
    if kind is None:
        return None
    if kind not in set(AreaKind):
        raise NotFound(f'no areas of the kind "{kind[:40]}"; the kinds are {", ".join(AreaKind)}')
    return AreaKind(kind)
