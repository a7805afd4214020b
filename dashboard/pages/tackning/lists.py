"""Gaps as lists: four questions with their counts, the first of each kind, and each kind whole in pieces."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.i18n import Translate
from dashboard.pages.tackning.asking import address
from dashboard.paging import Piece, ways
from dashboard.parts import anchor, empty, gap_class, section, small
from dashboard.view import link
from geodata.coverage import Period
from geodata.linking import Gap, GapKind

DIRECTIONS: tuple[tuple[str, tuple[GapKind, ...]], ...] = (
    (
        "coverage.unanswered",
        (GapKind.NO_ACTION, GapKind.CATEGORY_UNANSWERED, GapKind.PLACE_UNANSWERED, GapKind.PLACE_NOT_LOCATED),
    ),
    ("coverage.unfounded", (GapKind.NO_HOTSPOT,)),
    (
        "coverage.undefined",
        (
            GapKind.PROMISE_NO_ACTION,
            GapKind.PROMISE_NO_RESPONSIBLE,
            GapKind.NO_RESPONSIBLE,
            GapKind.NOT_MEASURABLE,
            GapKind.GOAL_WITHOUT_MEASURE,
        ),
    ),
    ("coverage.undone", (GapKind.PROMISE_SILENT, GapKind.LATE, GapKind.SILENT)),
)
"""What is asked, and the gaps that answer it."""
SHOWN = 8
ON_A_PAGE = 50


def totals(t: Translate, gaps: Sequence[Gap]) -> Component:
    """The four questions with their counts."""
    found = [(key, sum(gap.kind in kinds for gap in gaps)) for key, kinds in DIRECTIONS]
    return html.Ul(
        [
            html.Li(
                html.A(
                    [html.Strong(t.number(n)), html.Span(t.count(f"{key}_short", n))], href=f"#{key.replace('.', '-')}"
                ),
                className="total",
            )
            for key, n in found
        ],
        className="totals",
    )


def groups(
    t: Translate, gaps: Sequence[Gap], municipality: str, period: Period | None, *, has_actions: bool
) -> list[Component]:
    """The lists under their questions; without a register only what it cannot answer."""
    parts = []
    for key, kinds in DIRECTIONS:
        found = [gap for gap in gaps if gap.kind in kinds]
        if found or has_actions:
            parts.append(_group(t, (key, kinds), found, municipality, period))
    return parts


def _group(
    t: Translate,
    asked: tuple[str, Sequence[GapKind]],
    found: Sequence[Gap],
    municipality: str,
    period: Period | None,
) -> Component:
    key, kinds = asked
    if not found:
        return section(t(key), empty(t("coverage.nothing"), t(f"{key}_none")), id=key.replace(".", "-"))
    parts = []
    for kind in kinds:
        own = [gap for gap in found if gap.kind is kind]
        if own:
            lines = [html.Li(_opened(t, gap, municipality), className=gap_class(gap)) for gap in own[:SHOWN]]
            whole = anchor(
                t("coverage.show_all", n=len(own)), address(municipality, period, visa=kind.value), className="more"
            )
            parts.append(
                html.Details(
                    [
                        html.Summary(
                            [html.Strong(t.number(len(own))), html.Span(t.count(f"gaps.{kind.value}", len(own)))]
                        ),
                        html.Ul(lines, className="gaps"),
                        *([html.P(whole)] if len(own) > SHOWN else []),
                    ],
                    className="fold",
                    open=len(own) <= SHOWN,
                )
            )
    return section(t(key), small(t(f"{key}_why")), *parts, id=key.replace(".", "-"))


def whole(t: Translate, kind: GapKind, piece: Piece[Gap], municipality: str, period: Period | None) -> list[Component]:
    """All gaps of a kind, a page of them."""
    lines = [html.Li(_opened(t, gap, municipality), className=gap_class(gap)) for gap in piece.items]
    title = f"{t.number(piece.total)} {t.count(f'gaps.{kind.value}', piece.total)}"
    inside = html.Ul(lines, className="gaps") if lines else empty(t("coverage.nothing"), t("coverage.closed"))
    return [section(title, inside, *ways(t, piece, address(municipality, period, visa=kind.value)))]


def _opened(t: Translate, gap: Gap, municipality: str) -> list[Component | str]:
    """What the gap is about, leading there, and its figures."""
    name, detail = words.gap_name(t, gap), words.gap_detail(t, gap)
    page = {
        "hotspot": "/hotspot/",
        "action": "/atgard/",
        "promise": "/loften/",
        "goal": "/redigera/goal/",
        "place": "/redigera/place/",
    }.get(gap.subject_kind)
    subject: Component | str = name
    if page:
        subject = anchor(name, link(f"{page}{gap.subject_ref}", municipality))
    elif gap.subject_kind == "category":
        subject = anchor(name, f"{link('/', municipality)}&kategori={gap.subject_ref}")
    return [subject, html.Span(detail, className="gap-detail")] if detail else [subject]
