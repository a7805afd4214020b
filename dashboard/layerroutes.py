"""What the map's layers fetch when somebody looks at them: worry by area, actions, the police's events."""

from __future__ import annotations

import json
from typing import Any

import shapely
from flask import Flask, Response

from dashboard.answers import JSON, Desk, asked_view
from dashboard.chainview import responsible_words
from dashboard.i18n import Translate
from dashboard.view import link
from geodata.model import Area, View
from geodata.studies.actions_where import ActionsWhere, ActionWhere
from geodata.studies.police_areas import PoliceArea, PoliceAreas
from geodata.studies.survey_map import AreaWorry, WorryByArea


def add_routes(server: Flask, desk: Desk) -> None:
    """Give the server these addresses. Each takes the municipality and the period, as the address bar has them."""
    casebook = desk.casebook

    @server.get("/survey.json")
    def survey() -> Response:
        ask, view = desk.ask(), asked_view()

        def make() -> dict[str, Any]:
            areas = casebook.areas(ask.actor, view.municipality)
            return told_worry(ask.t, casebook.worry_by_area(ask.actor, view.municipality, until=view.until), areas)

        return desk.of_everything(JSON, ask.actor, (view.municipality, view.until, ask.t.language), make)

    @server.get("/layers/actions.json")
    def actions() -> Response:
        ask, view = desk.ask(), asked_view()
        return desk.of_everything(
            JSON,
            ask.actor,
            # what runs today ran out by tomorrow, though nothing was written
            (*_period(view), casebook.today(ask.actor, view.municipality), ask.t.language),
            lambda: told_actions(
                ask.t, casebook.actions_where(ask.actor, view.municipality, since=view.since, until=view.until), view
            ),
        )

    @server.get("/layers/police.json")
    def police() -> Response:
        ask, view = desk.ask(), asked_view()
        return desk.of_everything(
            JSON,
            ask.actor,
            (*_period(view), ask.t.language),
            lambda: told_police(
                ask.t, casebook.police_areas(ask.actor, view.municipality, since=view.since, until=view.until), view
            ),
        )


def told_worry(t: Translate, worry: WorryByArea, areas: tuple[Area, ...]) -> dict[str, Any]:
    """Worry as the map reads it: assets/src/map/survey.ts. Every area is there, with the words for what is missing."""
    found = {one.code: one for one in worry.areas}
    return {
        "question": worry.question,
        "wave": worry.wave,
        "areas": {area.code: _worry(t, found.get(area.code), worry) for area in areas},
    }


def _worry(t: Translate, one: AreaWorry | None, worry: WorryByArea) -> dict[str, Any]:
    if one is None:
        none = t("layer.survey.never") if worry.wave is None else t("layer.survey.none", wave=worry.wave)
        return {"value": None, "low": None, "high": None, "said": none}
    wave = worry.wave or ""
    if one.low is None or one.high is None:
        said = t("layer.survey.plain", value=t.number(one.value, 1), wave=wave)
    else:
        ends = {"low": t.number(one.low, 1), "high": t.number(one.high, 1)}
        said = t("layer.survey.said", value=t.number(one.value, 1), wave=wave, **ends)
    if one.asked_in is not None:
        said = t("layer.survey.from", said=said, area=one.asked_in)
    return {"value": one.value, "low": one.low, "high": one.high, "said": said}


def told_actions(t: Translate, found: ActionsWhere, view: View) -> dict[str, Any]:
    """Actions as the map reads them: assets/src/map/actions.ts."""
    return {
        "period": t.period(view.since, view.until),
        "everywhere": found.everywhere,
        "unplaced": found.unplaced,
        "outlines": {code: _geometry(outline) for code, outline in found.outlines.items()},
        "actions": [_action(t, one, view.municipality) for one in found.actions],
    }


def _action(t: Translate, one: ActionWhere, municipality: str) -> dict[str, Any]:
    action = one.line.action
    responsible = responsible_words(t, one.line)
    return {
        "id": str(action.id),
        "title": action.title,
        "said": [
            t.period(action.starts_on, one.until),
            t("layer.action.responsible", who=t.listing(responsible))
            if responsible
            else t("layer.action.no_responsible"),
            t.count("layer.action.done", one.done) if one.done else t("layer.action.not_done"),
        ],
        "address": link(f"/atgard/{action.id}", municipality),
        "runs": one.runs,
        "areas": list(one.areas),
        "points": [[at.lon, at.lat] for at in one.places],
    }


def told_police(t: Translate, found: PoliceAreas, view: View) -> dict[str, Any]:
    """The police's events as the map reads them: assets/src/map/police.ts."""
    return {
        "period": t.period(view.since, view.until),
        "total": found.total,
        "areas": [_police(t, area) for area in found.areas],
    }


def _police(t: Translate, area: PoliceArea) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name if area.code else t("layer.police.whole", name=area.name),
        "count": area.count,
        "said": [t("layer.police.type", type=name, n=n) for name, n in area.types],
        "at": [area.at.lon, area.at.lat],
    }


def _geometry(outline: shapely.Geometry) -> Any:
    # six decimals are a decimetre, as of every outline that is sent
    return json.loads(shapely.to_geojson(shapely.transform(outline, lambda points: points.round(6))))


def _period(view: View) -> tuple[object, ...]:
    return view.municipality, view.since, view.until
