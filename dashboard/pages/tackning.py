"""Täckning: what nobody answers, and what answers nothing. Both directions, each opening what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.i18n import Translate
from dashboard.parts import anchor, empty, gap_class, section, small
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
    has_actions = bool(where.casebook.actions(where.actor, where.code))
    totals = [
        html.Li(
            html.A(
                [html.Strong(t.number(len(found))), html.Span(t.count(f"{key}_short", len(found)))],
                href=f"#{key.replace('.', '-')}",
            ),
            className="total",
        )
        for key, _, found in groups
    ]
    return html.Div(
        [
            html.H1(t("nav.coverage")),
            html.P(t("coverage.intro"), className="lead"),
            html.Ul(totals, className="totals"),
            *([] if has_actions else [empty(t("coverage.no_register"), t("coverage.no_register_why"))]),
            *[_group(t, key, kinds, found, where.code) for key, kinds, found in groups if found or has_actions],
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
                        html.Summary(
                            [html.Strong(t.number(len(own))), html.Span(t.count(f"gaps.{kind.value}", len(own)))]
                        ),
                        html.Ul(lines, className="gaps"),
                    ],
                    className="fold",
                    open=len(own) <= 8,
                )
            )
    return section(t(key), small(t(f"{key}_why")), *parts, id=key.replace(".", "-"))


def _opened(t: Translate, gap: Gap, municipality: str) -> list[Component | str]:
    """What the gap is about, leading there, and its figures."""
    name, detail = words.gap_name(t, gap), words.gap_detail(t, gap)
    page = {"hotspot": "/hotspot/", "action": "/atgard/", "promise": "/loften/"}.get(gap.subject_kind)
    subject: Component | str = name
    if page:
        subject = anchor(name, link(f"{page}{gap.subject_ref}", municipality))
    elif gap.subject_kind == "category":
        subject = anchor(name, f"{link('/', municipality)}&kategori={gap.subject_ref}")
    return [subject, html.Span(detail, className="gap-detail")] if detail else [subject]
