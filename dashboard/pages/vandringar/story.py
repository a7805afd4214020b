"""A walk's page: its plan, its sun, its stops on a map, who came, what was noted, and the way on."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.forms import walkplan
from dashboard.i18n import Translate
from dashboard.pages.vandringar import inviting, stopmap
from dashboard.pages.vandringar.listing import when
from dashboard.parts import Child, anchor, badge_made_up, empty, section, small, table
from dashboard.sentback import id_of
from dashboard.view import link
from dashboard.where import Where
from geodata.errors import NotFound
from geodata.model import AreaKind, Deed, Walk
from geodata.walkplans import WalkStory


def identity_of(text: str) -> UUID:
    """The walk that an address names. Raises: NotFound."""
    return id_of(text, NotFound(f'no walk has the address "{text[:60]}"; open the list of walks'))


def story(where: Where, identity: UUID) -> Component:
    """One walk. Raises: NotFound."""
    t, told = where.t, where.casebook.walk(where.actor, identity)
    walk, code = told.walk, told.walk.municipality
    made_up = [badge_made_up(t)] if walk.provenance.made_up else []
    may_plan = where.actor.may(Deed.EDIT_REGISTER)
    return html.Div(
        [
            html.P(anchor(t("walk.back"), link("/vandringar", code)), className="ways"),
            html.Div([html.H1(walk.title), *made_up], className="title-line"),
            html.P(f"{t.label(told.line.state).capitalize()}: {when(t, told.line)}", className="lead"),
            html.Div(_ways(where, walk), className="button-links"),
            section(t("walk.plan"), html.Dl([_fact(*pair) for pair in _facts(where, told)], className="facts")),
            _stops(where, told),
            *_participants(t, told),
            _found(t, told),
            *([inviting.in_page(where.ask, where.casebook, where.settings, walk)] if may_plan else []),
            *_again(t, told),
            small(words.source(t, walk.provenance)),
        ],
        className="sheet",
    )


def _ways(where: Where, walk: Walk) -> list[Component]:
    t, code = where.t, walk.municipality
    ways: list[Component] = []
    if where.actor.may(Deed.EDIT_REGISTER):
        ways.append(anchor(t("walk.change"), link(f"/vandringar/{walk.id}/andra", code), className="button-link"))
    ways.append(html.A(t("walk.print"), href=link(f"/vandringar/{walk.id}/utskrift", code), className="button-link"))
    ways.append(anchor(t("walk.protocol"), link(f"/protokoll/{walk.id}", code), className="button-link"))
    if where.actor.may(Deed.EDIT_REGISTER):
        again = f"{link('/vandringar/ny', code)}&vandring={walk.id}"
        ways.append(anchor(t("walk.again"), again, className="button-link"))
    return ways


def _fact(label: str, value: Child | list[Child]) -> Component:
    return html.Div([html.Dt(label), html.Dd(value)], className="fact")


def _facts(where: Where, told: WalkStory) -> list[tuple[str, Child | list[Child]]]:
    t, walk, code = where.t, told.walk, told.walk.municipality
    themes = [t.label(category) for category in walk.themes] + ([walk.own_theme] if walk.own_theme else [])
    lies = [told.place.name] if told.place else []
    lies += [_area_name(where, walk.area_code)] if walk.area_code else []
    rows: list[tuple[str, Child | list[Child] | None]] = [
        (t("walk.when"), when(t, told.line)),
        (t("walk.sun"), html.Div(walkplan.sun(t, told.light), className="walk-sun")),
        (t("walk.meeting_point"), walk.meeting_point),
        (t("walk.themes"), ", ".join(themes) or None),
        (t("walk.where"), ", ".join(lies) or None),
        (t("field.walk_form"), t.label(walk.form)),
        (t("walk.premeeting"), t.day(walk.premeeting_on) if walk.premeeting_on else None),
        (t("walk.notes"), walk.premeeting_notes),
        (t("walk.postmeeting"), t.day(walk.postmeeting_on) if walk.postmeeting_on else None),
        (t("walk.postnotes"), walk.postmeeting_notes),
    ]
    if told.action is not None:
        action = told.action.action
        rows.append((t("walk.action"), anchor(action.title, link(f"/atgard/{action.id}", code))))
    if told.promises:
        links: list[Child] = []
        for promise in told.promises:
            links += [anchor(promise.title, link(f"/loften/{promise.id}", code)), " "]
        rows.append((t("walk.promises"), links))
    return [(label, value) for label, value in rows if value is not None]


def _area_name(where: Where, code: str) -> str:
    areas = (area for kind in AreaKind for area in where.casebook.areas(where.actor, where.code, kind))
    return next((area.name for area in areas if area.code == code), code)


def _stops(where: Where, told: WalkStory) -> Component:
    t, walk = where.t, told.walk
    if not walk.stops:
        return section(t("walk.stops"), empty(t("walk.stops_none"), t("walk.stops_none_why")))
    noted = Counter(finding.stop for finding in told.findings)
    rows = [
        (t.number(stop.number), stop.name, t.number(noted[stop.number]) if told.findings else "–")
        for stop in sorted(walk.stops, key=lambda stop: stop.number)
    ]
    heads = (t("walk.stop"), t("walk.stop_name"), t("walk.stop_findings"))
    ground = stopmap.ground_of(where.casebook, where.actor, walk.municipality)
    return section(
        t("walk.stops"),
        html.P(walkplan.route_said(t, told.light)),
        html.Div(
            [
                stopmap.as_picture(t, walk, told.route, ground),
                table(t("walk.stops_caption"), heads, rows, frozenset({0, 2})),
            ],
            className="walk-stops",
        ),
    )


def _participants(t: Translate, told: WalkStory) -> list[Component]:
    if not told.who:
        return []

    def number(value: int | None) -> str:
        return "–" if value is None else t.number(value)

    rows = [(one.function, number(one.planned), number(one.came)) for one in told.who]
    heads = tuple(t(f"protocol.head.{one}") for one in ("function", "planned", "came"))
    return [section(t("protocol.who"), table(t("protocol.who_caption"), heads, rows, frozenset({1, 2})))]


def _found(t: Translate, told: WalkStory) -> Component:
    if not told.findings:
        return section(t("walk.found"), small(t("walk.no_findings")))
    rows = [(t.label(status), t.number(count)) for status, count in sorted(told.line.findings.items())]
    heads = (t("walks.state"), t("walks.findings"))
    code = told.walk.municipality
    to_inbox = anchor(t("walk.inbox"), link("/inkorg", code), className="button-link")
    return section(
        t("walk.found"),
        table(t("walk.found_caption"), heads, rows, frozenset({1})),
        html.Div(to_inbox, className="button-links"),
    )


def _again(t: Translate, told: WalkStory) -> list[Component]:
    """The walks before and after this one on the same way."""
    code = told.walk.municipality
    pairs = [(t("walk.previous"), told.previous)] if told.previous else []
    pairs += [(t("walk.following"), walk) for walk in told.following]
    facts = [
        _fact(label, [anchor(walk.title, link(f"/vandringar/{walk.id}", code)), f", {t.day(walk.planned_on)}"])
        for label, walk in pairs
    ]
    return [html.Dl(facts, className="facts")] if facts else []
