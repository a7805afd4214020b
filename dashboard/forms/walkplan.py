"""Beside the form of a walk: a map to lay out its stops on, what is proposed and why, and when it gets dark."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import dash_mantine_components as dmc
from dash import Input, Output, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.auth import Ask, Guarded
from dashboard.forms.beginning import OWN
from dashboard.forms.fields import form_of
from dashboard.forms.ids import Act, button_id
from dashboard.forms.standing import Standing
from dashboard.forms.values import Values, parse
from dashboard.i18n import Language, Translate
from dashboard.parts import attrs
from geodata.casebook import Casebook
from geodata.daylight import SunTimes
from geodata.errors import BadSetting, NotFound
from geodata.model import LOCAL_TIME, Walk
from geodata.walkplans import ProposedRoute, ProposedStop, WalkLight, WhyHere


class Ids(StrEnum):
    """What the browser's code and the callbacks go by. SEEN: is there while a map is, and never holds anything."""

    MAP = "walk-map"
    SEEN = "walk-seen"
    ASK = "walk-ask"
    SUN = "walk-sun"
    ROUTE = "walk-route"


# For what can be said of a walk before it has a day.
NO_DAY = {"planned_on": "2000-01-01", "starts_at": "", "open_until": ""}
_TOLD_BY = ("form", "themes", "area_code", "place_id", "planned_on", "starts_at", "open_until", "stops", "route")


def fixed(ask: Ask, casebook: Casebook, standing: Standing, values: Mapping[str, Any]) -> frozenset[str]:
    """Rows of the form that keep their numbers: stops that something was noted at, or that are stopped at again."""
    if standing.kind is Walk and values.get("previous_id"):
        return frozenset({"stops"})
    if standing.kind is not Walk or not standing.version or standing.is_retired:
        return frozenset()
    try:
        story = casebook.walk(ask.actor, standing.identity)
    except NotFound:
        return frozenset()
    return frozenset({"stops"}) if story.findings or story.assessments else frozenset()


def in_form(ask: Ask, casebook: Casebook, standing: Standing, values: Mapping[str, Any]) -> dict[str, Component]:
    """What follows on the groups of the form, by the group's word."""
    t, code = ask.t, standing.municipality
    light = light_of(ask, casebook, code, values)
    return {
        "walk_where": _map(t, code, light, is_fixed=bool(fixed(ask, casebook, standing, values))),
        "walk_when": html.Div(sun(t, light), id=Ids.SUN.value, className="walk-sun", role="status"),
    }


def _map(t: Translate, code: str, light: WalkLight | None, *, is_fixed: bool) -> Component:
    words = {name: t(f"plan.{name}") for name in ("map_label", "zoom_in", "zoom_out", "fit", "clear_route", "mode")}
    words |= {name: t(f"plan.{name}") for name in ("mode_stop", "mode_route")}
    addresses = {name: f"/{name}.geojson?municipality={code}" for name in ("areas", "places", "hotspots")}
    buttons = [
        dmc.Button(t("plan.propose"), id=button_id(Act.PROPOSE, "stops"), variant="default"),
        dmc.Button(t("plan.copy"), id=button_id(Act.COPY, "stops"), variant="subtle"),
    ]
    return html.Section(
        [
            html.H2(t("plan.map_title")),
            html.P(t("plan.map_how"), className="source"),
            html.Div(
                id=Ids.MAP.value,
                className="walk-map-place",
                **attrs(data_words=json.dumps(words), data_addresses=json.dumps(addresses)),
            ),
            html.P(t("plan.legend"), className="source"),
            html.P(route_said(t, light), id=Ids.ROUTE.value, role="status"),
            html.Div(buttons, className="button-links"),
            html.P(t("plan.propose_why"), className="source"),
            *([html.P(t("plan.fixed"), className="source")] if is_fixed else []),
            dcc.Store(id=Ids.ASK.value),
            dcc.Store(id=Ids.SEEN.value),
        ],
        className="form-group walk-plan",
    )


def draft_of(values: Mapping[str, Any], municipality: str, language: Language) -> Walk | None:
    """The walk that stands in a form, as far as it can be read; None where it has no day yet."""
    told = {path: value for path, value in values.items() if path.split("-", 1)[0] in _TOLD_BY}
    base = {
        "id": str(uuid4()),
        "municipality": municipality,
        "provenance": OWN.model_dump(mode="json"),
        "title": "-",
    }
    for _ in _TOLD_BY:
        parsed = parse(form_of(Walk), told, base, language)
        if isinstance(parsed.record, Walk):
            return parsed.record
        wrong = {path.split("-", 1)[0] for path in parsed.faults}
        left = {path: value for path, value in told.items() if path.split("-", 1)[0] not in wrong}
        if "planned_on" in wrong or len(left) == len(told):
            return None
        told = left
    return None


def light_of(ask: Ask, casebook: Casebook, municipality: str, values: Mapping[str, Any]) -> WalkLight | None:
    """When it gets dark on what stands in a form, and how long the way is."""
    walk = draft_of(values, municipality, ask.t.language)
    if walk is not None:
        return casebook.walk_light(ask.actor, walk)
    undated = draft_of({**values, **NO_DAY}, municipality, ask.t.language)
    return None if undated is None else replace(casebook.walk_light(ask.actor, undated), sun=None)


def route_said(t: Translate, light: WalkLight | None) -> str:
    """How far and how long."""
    if light is None or not light.length_m:
        return t("walk.route_none")
    metres = t("metres", n=round(light.length_m / 10) * 10)
    return t("walk.route", stops=t.count("walks.stops_n", light.stops), metres=metres, minutes=light.minutes)


def clock(t: Translate, instant: datetime) -> str:
    """A time of day: 21.47 in Swedish, 21:47 in English."""
    local = instant.astimezone(LOCAL_TIME)
    return f"{local:%H.%M}" if t.language is Language.SV else f"{local:%H:%M}"


def sun(t: Translate, light: WalkLight | None) -> list[Component]:
    """When the sun sets and whether one starts in the dark."""
    if light is None or light.sun is None:
        return [html.P(t("sun.no_day"), className="source")]
    start: list[Component] = []
    if light.starts_dark is not None:
        start = [html.Strong(t(f"sun.{'dark' if light.starts_dark else _before_dark(light)}"))]
    said = html.P([html.Span(_sets(t, light.sun)), *start], className="walk-sun-said")
    return [said, html.P(t("sun.source"), className="source")]


def sun_said(t: Translate, light: WalkLight) -> str:
    """The same on one line."""
    start = "" if light.starts_dark is None else t(f"sun.{'dark' if light.starts_dark else _before_dark(light)}")
    return f"{_sets(t, light.sun)} {start}".strip() if light.sun else ""


def _sets(t: Translate, found: SunTimes) -> str:
    dusk = clock(t, found.dusk) if found.dusk else ""
    if found.never_sets:
        return t("sun.never_sets")
    if found.sunset is None:
        return t("sun.never_rises", dusk=dusk) if dusk else t("sun.never_rises_no_dusk")
    sets = clock(t, found.sunset)
    return t("sun.sets", sunset=sets, dusk=dusk) if dusk else t("sun.sets_no_dusk", sunset=sets)


def _before_dark(light: WalkLight) -> str:
    dusk, begins = (light.sun.dusk if light.sun else None), light.starts_at
    ends = begins + timedelta(minutes=light.minutes) if begins else None
    return "dusk_between" if dusk and ends and ends > dusk > (begins or ends) else "light"


def name_of(t: Translate, stop: ProposedStop) -> str:
    """What a proposed stop is called."""
    if stop.name is None:
        return t("plan.unnamed")
    return t(f"side.{stop.side}", name=stop.name) if stop.side else stop.name


def proposed(t: Translate, route: ProposedRoute) -> Component:
    """What was proposed, each with its reason; or why there is nothing."""
    if not route.stops:
        lines: list[Component] = [html.P(html.Strong(t("plan.proposed_none"))), html.P(t("plan.proposed_none_why"))]
        return html.Div(lines, className="notice notice-calm walk-proposed")
    reasons = [html.Li([html.Strong(name_of(t, stop)), html.Span(f": {_why(t, stop, route)}")]) for stop in route.stops]
    said = html.P(t.count("plan.proposed", len(route.stops)))
    return html.Div([said, html.Ol(reasons)], className="notice notice-calm walk-proposed")


def _why(t: Translate, stop: ProposedStop, route: ProposedRoute) -> str:
    if stop.why is WhyHere.PLACE:
        return t("plan.why.place")
    themes = ", ".join(f"{t.label(category).lower()} {t.number(count)}" for category, count in stop.categories[:3])
    rows = t.count("count.evidence", stop.rows)
    return t(f"plan.why.{stop.why.value}", rows=rows, since=t.month(route.since), themes=themes)


def as_rows(t: Translate, route: ProposedRoute, first: int) -> Values:
    """Proposed stops as rows of the form. first: the number of the first row."""
    decimal = "," if t.language is Language.SV else "."
    rows: Values = {}
    for number, stop in enumerate(route.stops, start=first):
        rows |= {
            f"stops-{number}-number": "",
            f"stops-{number}-name": name_of(t, stop),
            f"stops-{number}-position-lat": f"{stop.position.lat:.6f}".replace(".", decimal),
            f"stops-{number}-position-lon": f"{stop.position.lon:.6f}".replace(".", decimal),
        }
    return rows


def where_of(values: Mapping[str, Any]) -> tuple[str | None, UUID | None]:
    """The area and the place that a form names."""
    area, place = values.get("area_code"), values.get("place_id")
    try:
        found = UUID(place) if isinstance(place, str) and place else None
    except ValueError:
        found = None
    return (area if isinstance(area, str) and area else None), found


def register(guarded: Guarded, casebook: Casebook) -> None:
    """Tell of sun and way anew when what decides them is written otherwise."""

    @guarded.callback(
        Output(Ids.SUN, "children"),
        Output(Ids.ROUTE, "children"),
        Input(Ids.ASK, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    def tell(ask: Ask, question: object) -> Any:
        match question:
            case {"municipality": str() as municipality, "values": dict() as values}:
                light = light_of(ask, casebook, municipality, values)
                return sun(ask.t, light), route_said(ask.t, light)
            case None:
                return no_update, no_update
            case _:
                raise BadSetting("what the walk says could not be understood; your draft is kept, load the page again")
