"""Addresses beside the pages: the evidence as columns, the layers, one record, health. Cached by data version."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, Response, jsonify, request

from dashboard import exportroutes, finding, handoutroutes, layerroutes, registerroutes, timeroutes, viewroutes, words
from dashboard.answers import ARROW, ASK_AGAIN, JSON, Desk, asked_municipality, asked_view, required
from dashboard.auth import Ask, Gate
from dashboard.failures import as_response
from dashboard.hotspotlist import as_fetched
from dashboard.mapdata import told_rates
from dashboard.view import Address
from geodata.casebook import Casebook
from geodata.errors import LofteskartanError, NotFound
from geodata.model import Action, AreaKind, EvidenceKind, Finding, Report

GEOJSON = "application/geo+json"
CALENDAR = "text/calendar; charset=utf-8"


def add_routes(server: Flask, casebook: Casebook, gate: Gate) -> None:
    """Give the server its addresses."""
    desk = Desk(casebook, gate)
    _add_evidence(server, desk)
    viewroutes.add_routes(server, desk)
    timeroutes.add_routes(server, desk)
    layerroutes.add_routes(server, desk)
    exportroutes.add_routes(server, desk)
    handoutroutes.add_routes(server, desk)
    registerroutes.add_routes(server, desk)
    finding.add_routes(server, desk)
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
        actor, municipality = desk.gate.actor(), asked_municipality()
        body, version = desk.casebook.evidence_arrow(actor, municipality)
        return desk.answer(ARROW, actor, version, (municipality,), lambda: body)

    @server.get("/evidence/<int:version>/<int:row>")
    def record(version: int, row: int) -> Response:
        ask = desk.ask()
        found = desk.casebook.evidence_detail(ask.actor, asked_municipality(), version, row)
        if not isinstance(found, Report | Finding):
            raise NotFound(f"row {row} is no report or finding; load the evidence again")
        names = {**words.names(desk.casebook, ask.actor, found.municipality), **_answer_to(desk, ask, found)}
        said = words.evidence(ask.t, found, names)
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


def _answer_to(desk: Desk, ask: Ask, found: Report | Finding) -> dict[str, str]:
    """What the action that answers a finding is called, as far as the reader may see it."""
    if not isinstance(found, Finding) or found.action_id is None:
        return {}
    try:
        return {str(found.action_id): desk.casebook.entry(ask.actor, Action, found.action_id).record.title}
    except NotFound:
        return {}


def _add_layers(server: Flask, desk: Desk) -> None:
    """What is drawn, as features."""

    @server.get("/areas.geojson")
    def areas() -> Response:
        actor, municipality, kind = desk.gate.actor(), required(), _area_kind()
        return desk.of_everything(
            GEOJSON, actor, (municipality, kind), lambda: desk.casebook.areas_geojson(actor, municipality, kind)
        )

    @server.get("/places.geojson")
    def places() -> Response:
        actor, municipality = desk.gate.actor(), required()
        return desk.of_everything(
            GEOJSON, actor, (municipality,), lambda: desk.casebook.places_geojson(actor, municipality)
        )

    @server.get("/hotspots.geojson")
    def hotspots() -> Response:
        actor, view = desk.gate.actor(), asked_view()
        return desk.of_everything(
            GEOJSON, actor, (Address(view).query(),), lambda: desk.casebook.hotspots_geojson(actor, view)
        )


def _add_findings(server: Flask, desk: Desk) -> None:
    """What the map asks anew for another selection: outlines with their list in words, and rates of areas."""
    casebook = desk.casebook

    @server.get("/hotspots.json")
    def refreshed() -> Response:
        ask, view = desk.ask(), asked_view()

        def make() -> dict[str, Any]:
            cards, outlines = casebook.selection(ask.actor, view)
            counts = {} if cards else casebook.counts(ask.actor, view.municipality)  # told only where nothing gathers
            evidence = counts.get("report", 0) + counts.get("finding", 0)
            return as_fetched(ask.t, cards, outlines, evidence, view.municipality)

        return desk.of_everything(JSON, ask.actor, (Address(view).query(), ask.t.language), make)

    @server.get("/rates.json")
    def rates() -> Response:
        ask, view = desk.ask(), asked_view()
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
        ask, code, root = desk.ask(), required(), request.host_url.rstrip("/")
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
        response = desk.answer(CALENDAR, ask.actor, version, (code, ask.t.language, root, desk.day()), make)
        response.headers["Content-Disposition"] = f'inline; filename="lofteskartan-{code}.ics"'
        return response


def _area_kind() -> AreaKind | None:
    kind = request.args.get("kind")
    if kind is None:
        return None
    if kind not in set(AreaKind):
        raise NotFound(f'no areas of the kind "{kind[:40]}"; the kinds are {", ".join(AreaKind)}')
    return AreaKind(kind)
