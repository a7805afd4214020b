"""The list of walks: the next one first, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import Child, anchor, empty, section, small, table
from dashboard.view import link
from dashboard.where import Where
from geodata.model import CaseStatus, Deed, WalkForm
from geodata.walkplans import WalkLine, WalkState

NEXT = frozenset({WalkState.GOING_ON, WalkState.PLANNED, WalkState.POSTMEETING})
OPEN = frozenset({CaseStatus.NEW, CaseStatus.UNDER_REVIEW})
SHOWN_NEXT = 3


def overview(where: Where) -> Component:
    """The walks of a municipality."""
    t, code = where.t, where.code
    lines = where.casebook.walks(where.actor, code)
    ways: list[Component] = []
    if where.actor.may(Deed.EDIT_REGISTER):
        ways.append(anchor(t("walks.plan"), link("/vandringar/ny", code), className="button-link"))
    ways.append(anchor(t("protocol.list"), link("/protokoll", code), className="button-link"))
    ways.append(html.A(t("meet.calendar"), href=link("/kalender.ics", code), className="button-link"))
    return html.Div(
        [
            html.H1(t("walks.title")),
            html.P(t("walks.intro"), className="lead"),
            html.Div(ways, className="button-links"),
            *_next(t, lines, code),
            _all(t, lines, code),
            small(t("source.register", day=where.today)),
        ],
        className="sheet",
    )


def _next(t: Translate, lines: Sequence[WalkLine], code: str) -> list[Component]:
    ahead = [line for line in lines if line.state in NEXT][:SHOWN_NEXT]
    if not ahead:
        return []
    cards = [
        html.Li(
            [
                html.H3(anchor(line.walk.title, link(f"/vandringar/{line.walk.id}", code))),
                html.P([html.Strong(t.label(line.state)), html.Span(f": {when(t, line)}")]),
                html.P(t.listing(what(t, line)), className="source"),
            ],
            className="card",
        )
        for line in ahead
    ]
    return [section(t("walks.next"), html.Ul(cards, className="cards"))]


def _all(t: Translate, lines: Sequence[WalkLine], code: str) -> Component:
    if not lines:
        return empty(t("walks.none"), t("walks.none_why"))
    rows: list[tuple[Child, ...]] = [
        (
            html.Span(line.day.isoformat(), className="log-date"),
            anchor(line.walk.title, link(f"/vandringar/{line.walk.id}", code)),
            t.label(line.state),
            found(t, line),
            "–" if line.came is None else t.number(line.came),
        )
        for line in lines
    ]
    heads = (t("walks.day"), t("one.walk").capitalize(), t("walks.state"), t("walks.findings"), t("walks.came"))
    return section(t("walks.all"), table(t("walks.caption", n=len(rows)), heads, rows, frozenset({4}), cards=True))


def when(t: Translate, line: WalkLine) -> str:
    """When a walk is or was."""
    walk = line.walk
    if walk.form is WalkForm.DIGITAL:
        return t("walks.window", period=t.period(walk.planned_on, walk.open_until))
    begins = walk.walked_at or walk.starts_at
    return t.moment(begins) if begins else t("walk.time_not_said", day=line.day)


def what(t: Translate, line: WalkLine) -> list[str]:
    """A walk's sizes in words."""
    said = [t.label(category).lower() for category in line.walk.themes]
    said += [line.walk.own_theme] if line.walk.own_theme else []
    said.append(t.count("walks.stops_n", len(line.walk.stops)))
    if line.came is not None:
        said.append(t.count("walks.came_n", line.came))
    if line.findings:
        said.append(found(t, line))
    return said


def found(t: Translate, line: WalkLine) -> str:
    """How many findings, how many of them without an answer, how many photos."""
    number = sum(line.findings.values())
    if not number:
        return t("walks.nothing_noted")
    waiting = sum(count for status, count in line.findings.items() if status in OPEN)
    parts = [t.count("walks.findings_n", number)]
    parts += [t.count("walks.unanswered", waiting)] if waiting else []
    parts += [t.count("walks.photos_n", line.photos)] if line.photos else []
    return ", ".join(parts)
