"""What the search in the top bar says: things by kind, with what tells them apart and the way to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, jsonify, request

from dashboard.answers import Desk, required
from dashboard.auth import Ask
from dashboard.i18n import Language, Translate
from dashboard.view import Camera, link
from geodata.casebook import Casebook
from geodata.finding_things import Group, Thing, ThingKind
from geodata.model import Action, Area, Deed, Hotspot, Party, Place, Promise, SavedView, Walk

ADDRESS = "/sok.json"
CLOSE_ZOOM, FAR_ZOOM = 16, 12
"""How near the map goes to a place that was found, and to an area that it does not count in."""


def answer(ask: Ask, casebook: Casebook, municipality: str, words: str, language: str | None = None) -> dict[str, Any]:
    """What is found, in words. groups: label, options, more (None: all are told).

    An option has name, aside (what sets it apart), href, and keeps: on the map the rest of the view stays as it is.

    language: that the asking page's own address names; the ways that are told keep it.
    """
    may_edit = ask.actor.may(Deed.EDIT_REGISTER)
    # a party has no page but its form
    groups = [
        group
        for group in casebook.search(ask.actor, municipality, words)
        if may_edit or group.kind is not ThingKind.PARTY
    ]
    total = sum(group.total for group in groups)
    counted = frozenset(area.code for area in casebook.areas(ask.actor, municipality))
    return {
        "said": ask.t.count("find", total) if total else "",
        "groups": [_group(ask.t, group, Ways(counted, may_edit, language)) for group in groups],
    }


@dataclass(frozen=True, slots=True)
class Ways:
    """What the ways depend on. counted: codes of the areas that evidence is counted in, which the map can choose."""

    counted: frozenset[str]
    may_edit: bool
    language: str | None


def _group(t: Translate, group: Group, ways: Ways) -> dict[str, Any]:
    more = group.total - len(group.things)
    return {
        "label": t.label(group.kind),
        "options": [
            {
                "name": thing.name,
                "aside": aside(t, thing),
                "href": way_to(thing, ways),
                "keeps": group.kind in {ThingKind.PLACE, ThingKind.AREA},
            }
            for thing in group.things
        ],
        "more": t.count("find.more", more) if more else None,
    }


def aside(t: Translate, thing: Thing) -> str:
    """What tells a thing from others of its name."""
    match thing.record:
        case Place() as place:
            kind = t.label(place.place_kind)
            said = kind if place.is_located else t("find.unlocated", kind=kind)
        case Promise() as promise:
            said = t("find.promise", number=promise.number, period=t.period(promise.starts_on, promise.ends_on))
        case Action() as action:
            said = f"{t.label(action.action_type)}, {t.period(action.starts_on, action.ends_on)}"
        case Area() as area:
            said = t("find.area", kind=t.label(area.area_kind), code=area.code)
        case Walk() as walk:
            said = t("find.walk", day=walk.planned_on)
        case Party() as party:
            said = t.label(party.party_kind)
        case SavedView() as view:
            said = view.reason or ""
        case Hotspot():
            said = t("find.hotspot")
        case _:
            said = ""
    return said


def way_to(thing: Thing, ways: Ways) -> str:
    """The address that shows a thing."""
    record = thing.record
    code, language = record.municipality, ways.language
    home = link("/", code, language)
    match record:
        case Place(position=None) if ways.may_edit:
            way = link(f"/redigera/place/{record.id}", code, language)
        case Place(position=position) if position is not None:
            way = f"{home}&karta={Camera(position.lat, position.lon, CLOSE_ZOOM)}"
        case Promise():
            way = link(f"/loften/{record.id}", code, language)
        case Action():
            way = link(f"/atgard/{record.id}", code, language)
        case Hotspot():
            way = link(f"/hotspot/{record.id}", code, language)
        case Area(code=area) if area in ways.counted:
            way = f"{home}&omrade={quote(area)}"
        case Area(outline=outline):
            inside = outline.representative_point()
            way = f"{home}&karta={Camera(inside.y, inside.x, FAR_ZOOM)}"
        case Walk():
            way = link(f"/vandringar/{record.id}", code, language)
        case Party():
            way = link(f"/redigera/party/{record.id}", code, language)
        case SavedView(query=query):
            way = f"{home}&{query}" if query else home
        case _:
            way = home
    return way


def add_routes(server: Flask, desk: Desk) -> None:
    """GET /sok.json?municipality=0880&ord=torg. kvar: the language that the asking page's own address names."""

    @server.get(ADDRESS)
    def search() -> Response:
        ask = desk.ask()
        kept = request.args.get("kvar")
        language = kept if kept in set(Language) else None
        response = jsonify(answer(ask, desk.casebook, required(), request.args.get("ord", ""), language))
        # each letter makes another question: nothing is worth keeping
        response.headers["Cache-Control"] = "no-store"
        return response
