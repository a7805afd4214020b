"""Täckning: what nobody answers, and what answers nothing. Both directions, each opening what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import anchor, empty, gap_class, gap_line, section, small
from dashboard.view import link
from dashboard.where import Where
from geodata.linking import Gap, GapKind

DIRECTIONS: tuple[tuple[str, tuple[GapKind, ...]], ...] = (
    (
        "coverage.unanswered",
        (GapKind.NO_ACTION, GapKind.CATEGORY_UNANSWERED, GapKind.PLACE_UNANSWERED, GapKind.PLACE_NOT_LOCATED),
    ),
    ("coverage.unfounded", (GapKind.NO_HOTSPOT,)),
    ("coverage.undefined", (GapKind.NO_RESPONSIBLE, GapKind.NOT_MEASURABLE, GapKind.GOAL_WITHOUT_MEASURE)),
    ("coverage.undone", (GapKind.LATE, GapKind.SILENT)),
)
"""What is asked, and the gaps that answer it."""


def load(where: Where) -> Component:
    """The municipality's gaps."""
    return layout(where.t, where.casebook.gaps(where.actor, where.code), where)


def layout(t: Translate, gaps: Sequence[Gap], where: Where) -> Component:
    """Four questions with their counts, each opening its list."""
    groups = [(key, kinds, [gap for gap in gaps if gap.kind in kinds]) for key, kinds in DIRECTIONS]
    totals = [
        html.Li(
            html.A([html.Strong(t.number(len(found))), html.Span(t(f"{key}_short"))], href=f"#{key.replace('.', '-')}"),
            className="total",
        )
        for key, _, found in groups
    ]
    return html.Div(
        [
            html.H1(t("nav.coverage")),
            html.P(t("coverage.intro"), className="lead"),
            html.Ul(totals, className="totals"),
            *[_group(t, key, kinds, found, where.code) for key, kinds, found in groups],
            small(t("source.register", day=where.today)),
        ],
        className="sheet",
    )


def _group(t: Translate, key: str, kinds: Sequence[GapKind], found: Sequence[Gap], municipality: str) -> Component:
    if not found:
        return section(t(key), empty(t("coverage.nothing"), t(f"{key}_none")), id=key.replace(".", "-"))
    parts = []
    for kind in kinds:
        own = [gap for gap in found if gap.kind is kind]
        if own:
            lines = [html.Li(_opened(t, gap, municipality), className=gap_class(gap)) for gap in own]
            parts.append(
                html.Details(
                    [
                        html.Summary([html.Strong(t.number(len(own))), html.Span(t.label(kind))]),
                        html.Ul(lines, className="gaps"),
                    ],
                    className="fold",
                    open=len(own) <= 8,
                )
            )
    return section(t(key), small(t(f"{key}_why")), *parts, id=key.replace(".", "-"))


def _opened(t: Translate, gap: Gap, municipality: str) -> Component | str:
    """The gap's sentence, leading to what it is about."""
    said = gap_line(t, gap)
    match gap.subject_kind:
        case "hotspot":
            return anchor(said, link(f"/hotspot/{gap.subject_ref}", municipality))
        case "action":
            return anchor(said, link(f"/atgard/{gap.subject_ref}", municipality))
        case "promise":
            return anchor(said, link(f"/loften/{gap.subject_ref}", municipality))
        case "category":
            return anchor(said, f"{link('/', municipality)}&kategori={gap.subject_ref}")
        case _:
            return said
