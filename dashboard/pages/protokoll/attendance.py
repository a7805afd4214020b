"""All protocols, and who came to the walks: people, findings and functions, on foot and digital."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.basis import basis_line
from dashboard.i18n import Translate
from dashboard.pages.protokoll.rows import people
from dashboard.parts import anchor, empty, section, small, table
from dashboard.view import link
from dashboard.where import Where
from geodata.protocols import Participation


def page(where: Where) -> Component:
    """The walks that were walked with the ways to their protocols, and their participation compared."""
    t, code = where.t, where.code
    told = where.casebook.participation(where.actor, code)
    head = [html.H1(t("protocol.list")), html.P(t("protocol.list_intro"), className="lead")]
    if not told.walks:
        return html.Div([*head, empty(t("protocol.none"), t("protocol.none_why"))], className="sheet")
    rows = [
        (
            html.Span(one.walk.planned_on.isoformat(), className="protocol-day"),
            anchor(one.walk.title, link(f"/protokoll/{one.walk.id}", code)),
            t.label(one.walk.form),
            people(t, one),
            t.number(one.findings),
            ", ".join(one.functions) or "–",
            t("protocol.state.done" if one.walk.ended_at else "protocol.state.draft"),
        )
        for one in told.walks
    ]
    names = ("day", "walk", "form", "people", "findings", "functions", "state")
    heads = tuple(t(f"protocol.head.{name}") for name in names)
    return html.Div(
        [
            *head,
            table(t("protocol.walks_caption"), heads, rows, frozenset({4}), cards=True),
            section(t("protocol.compared"), *_totals(t, told), small(basis_line(t, told.basis))),
        ],
        className="sheet",
    )


def _totals(t: Translate, told: Participation) -> list[Component]:
    rows = [
        (
            t.label(one.form),
            t.number(one.walks),
            t(
                "protocol.people_known",
                people=one.people,
                known=one.known,
                walks=t.count("count.walks", one.walks),
            )
            if one.known
            else "–",
            t.number(one.findings),
            "–" if one.findings_a_walk is None else t.number(one.findings_a_walk, 1),
            ", ".join(one.functions) or "–",
        )
        for one in told.totals
    ]
    names = ("form", "walks", "people", "findings", "per_walk", "functions")
    heads = tuple(t(f"protocol.head.{name}") for name in names)
    drawn: list[Component] = [table(t("protocol.compared_caption"), heads, rows, frozenset({1, 3, 4}))]
    if any(one.walks == 0 for one in told.totals):
        drawn.append(html.P(t("protocol.few_forms")))
    return drawn
