"""Adding a link by hand, with its reason, from either side: an action to a place, a place to an action."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.i18n import Translate
from dashboard.parts import CHOICE, anchor, section
from dashboard.view import link
from geodata.chain import HotspotCard, ResponsibleLine
from geodata.linking import Suggestion

MOST_OFFERED = 200
"""Choices of a list: beyond them the matrix of coverage leads to the other's page."""


class Ids(StrEnum):
    """What the form goes by; one stands on a page."""

    CHOICE = "link-choice"
    REASON = "link-reason"
    ADD = "link-add"


def form(t: Translate, label: str, offered: Sequence[tuple[str, str]]) -> Component:
    """A choice, a reason and a button, folded. offered: (value, what it is called), best first."""
    choice = dmc.Select(
        id=Ids.CHOICE.value,
        label=label,
        data=[{"value": value, "label": name} for value, name in offered[:MOST_OFFERED]],
        searchable=True,
        clearable=False,
        **CHOICE,
    )
    return html.Details(
        [
            html.Summary(t("link.add_open")),
            choice,
            dmc.TextInput(id=Ids.REASON.value, label=t("link.reason"), description=t("link.reason_why"), value=""),
            dmc.Button(t("link.add"), id=Ids.ADD.value, variant="default"),
        ],
        className="fold link-form",
    )


def suggested_hotspots(
    t: Translate,
    found: Sequence[tuple[HotspotCard, Suggestion]],
    names: words.Names,
    responsible: Sequence[ResponsibleLine],
    municipality: str,
) -> list[Component]:
    """The hotspots that an action may answer, each with its reasons."""
    if not found:
        return []
    called = {**names, **{str(part.party.id): part.party.name for part in responsible}}
    lines = [
        html.Li(
            [
                anchor(card.name, link(f"/hotspot/{card.ref}", municipality)),
                html.Span(f" {t.count('count.evidence', card.count)}"),
                html.Ul([html.Li(words.reason(t, why, called)) for why in one.reasons], className="reasons"),
            ]
        )
        for card, one in found
    ]
    return [section(t("link.may_answer"), html.Ul(lines, className="plain suggested-hotspots"), level=3)]
