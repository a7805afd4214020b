"""The hotspots of a selection in words: the headline above the map and the ranked list beside it.

Drawn here alone: for the page as it arrives, and for every selection after it, which the browser fetches together with
the outlines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.chainview import category_list
from dashboard.i18n import Translate
from dashboard.markup import markup
from dashboard.parts import attrs, empty
from dashboard.view import link
from geodata.chain import HotspotCard
from geodata.linking import GapKind
from geodata.model import HotspotState

MOST_SHOWN = 50
"""Cards that the list draws; a register of thousands is paged through on the page of coverage."""


class Ids(StrEnum):
    """Where headline and list stand; the browser fills them anew, see assets/src/karta/ranking.ts."""

    HEADLINE = "karta-headline"
    LIST = "karta-list"


def headline(t: Translate, hotspots: Sequence[HotspotCard]) -> list[Component]:
    """12 hotspots, 3 without action, 2 late: the answer before any click."""
    standing = [card for card in hotspots if card.state is not HotspotState.DISMISSED]
    unanswered = sum(not card.actions for card in standing)
    late = sum(bool(card.late_actions) for card in standing)
    parts: list[Component] = [html.Strong(t.count("count.hotspots", len(standing)))]
    if unanswered:
        parts.append(html.Span(t.count("headline.unanswered", unanswered), className="is-missing"))
    if late:
        parts.append(html.Span(t.count("headline.late", late), className="is-late"))
    return parts


def hotspot_list(
    t: Translate, hotspots: Sequence[HotspotCard], evidence: int, municipality: str, chosen: str | None = None
) -> Component:
    """The ranked hotspots: equivalent to their outlines on the map.

    evidence: reports and findings that there are at all.  chosen: ref of the one whose chain is shown; it is drawn
    however far down it stands.
    """
    if hotspots:
        shown = [*hotspots[:MOST_SHOWN], *(card for card in hotspots[MOST_SHOWN:] if card.ref == chosen)]
        ranked = html.Ol([html.Li(_card(t, card, chosen)) for card in shown], className="hotspots")
        if len(shown) == len(hotspots):
            return ranked
        # the browser fills this list as HTML, where only a plain link works
        way = html.A(t("list.more"), href=f"{link('/tackning', municipality)}&visa=hotspots")
        return html.Div([ranked, html.P([t("list.first", n=len(shown), all=len(hotspots)), " ", way])])
    if evidence == 0:
        way = html.A(t("list.import"), href=link("/data", municipality))
        return empty(t("list.no_evidence"), t("list.no_evidence_why"), way)
    return empty(t("list.none"), t("list.none_why"))


def as_fetched(
    t: Translate, hotspots: Sequence[HotspotCard], outlines: Mapping[str, Any], evidence: int, municipality: str
) -> dict[str, Any]:
    """Headline and list as HTML, and the outlines, for a browser that has the page already.

    outlines: the same hotspots as features in the same order; each is given what the map says of it, in lines.
    """
    for feature, card in zip(outlines["features"], hotspots, strict=True):
        feature["properties"]["said"] = said(t, card)
    return {
        "headline": markup(headline(t, hotspots)),
        "list": markup(hotspot_list(t, hotspots, evidence, municipality)),
        "outlines": outlines,
    }


def said(t: Translate, card: HotspotCard) -> list[str]:
    """A hotspot in two lines: how much and where it is heading; how sure it is and what people decided."""
    return [
        f"{t.count('count.evidence', card.count)} {interval(t, card)} \u00b7 {words.trend(t, card.trend)}",
        f"{t.label(card.standing)} \u00b7 {t.label(card.state)}",
    ]


def _card(t: Translate, card: HotspotCard, chosen: str | None) -> Component:
    return html.Button(
        [
            html.Span(t.number(card.rank), className="rank"),
            html.Span(
                [
                    html.Span(card.name, className="hotspot-name"),
                    html.Span(
                        [
                            html.Span(
                                [
                                    html.Span(
                                        t.count("count.evidence", card.count),
                                        **attrs(data_count=f"hotspot-{card.ref}"),
                                    ),
                                    html.Span(f" {interval(t, card)}", className="interval"),
                                ]
                            ),
                            html.Span(words.trend(t, card.trend), className="counted"),
                        ],
                        className="hotspot-line",
                    ),
                    html.Span(
                        [
                            html.Span(t.label(card.state)),
                            html.Span(t.label(card.standing), className=f"standing-{card.standing.value} counted"),
                        ],
                        className="hotspot-line",
                    ),
                    html.Span(category_list(t, card.categories), className="hotspot-line counted"),
                    html.Span(_marks(t, card), className="marks"),
                ],
                className="hotspot-text",
            ),
        ],
        className="hotspot-card",
        type="button",
        **attrs(data_ref=card.ref, aria_pressed=str(card.ref == chosen).lower()),
    )


def interval(t: Translate, card: HotspotCard) -> str:
    """(15–34): where the count lies with 95 % certainty, in whole numbers."""
    return f"({t.number(round(card.count_low))}\u2013{t.number(round(card.count_high))})"


def _marks(t: Translate, card: HotspotCard) -> list[Component]:
    marks: list[Component] = []
    if card.actions:
        marks.append(html.Span(t.count("count.actions", card.actions), className="is-answered"))
    else:
        marks.append(html.Span(t("missing.action"), className="is-missing"))
    if card.late_actions:
        marks.append(html.Span(t.count("count.late_actions", card.late_actions), className="is-late"))
    if GapKind.NO_RESPONSIBLE in card.gaps:
        marks.append(html.Span(t("missing.responsible"), className="is-missing"))
    return marks
