"""Small building blocks that several pages share: links, sources, empty states, tables, progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import words
from dashboard.i18n import Translate
from geodata.linking import Gap, GapKind
from geodata.model import CATEGORIES, Category, Municipality
from geodata.progress import Pace, Progress

Child = Component | str
HEADINGS = {2: html.H2, 3: html.H3, 4: html.H4}
LATE = frozenset({GapKind.LATE, GapKind.SILENT, GapKind.PROMISE_SILENT})


def anchor(text: Child | list[Child], href: str, **options: Any) -> Component:
    """A link that changes page without loading everything anew."""
    return dcc.Link(text, href=href, **options)


def small(text: str) -> Component:
    """Where a figure comes from, under it."""
    return html.P(text, className="source")


INSIDE: dict[str, Any] = {"portalProps": {"target": "#page"}}
"""Where the kit puts what it opens: inside the page's landmark."""
CHOICE: dict[str, Any] = {
    "withScrollArea": False,
    "styles": {"options": {"maxHeight": 260, "overflowY": "auto"}},
    "attributes": {"options": {"tabIndex": 0}},
    "comboboxProps": INSIDE,
}
"""For choices: the list scrolls itself, in no box of the kit's that the keyboard cannot reach."""


def attrs(**named: str) -> dict[str, Any]:
    """aria- and data- attributes, which no Python name can spell: `attrs(aria_label="Karta")`."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def icon(name: str) -> Component:
    """A sign of our own set, for the eye only: the word stands beside it or in a label."""
    return html.Span(className=f"icon icon-{name}", **attrs(aria_hidden="true"))


def swatch(category: Category) -> Component:
    """A category's colour and shape, as on the map."""
    facts = CATEGORIES[category]
    return html.Span(
        className=f"swatch shape-{facts.shape}", style={"backgroundColor": facts.colour}, **attrs(aria_hidden="true")
    )


def empty(title: str, why: str, *do: Child) -> Component:
    """An empty state: what there is not, why, and what to do next."""
    return html.Div([html.P(html.Strong(title)), html.P(why), *do], className="empty")


def notice(text: str, *do: Child, detail: str | None = None, tone: str = "calm") -> Component:
    """One sentence about what happened, what is kept, what to do. tone: calm or wrong."""
    more = [html.Span(detail, className="notice-detail", lang="en")] if detail else []
    return html.Div([html.Span(text), *more, *do], className=f"notice notice-{tone}")


def section(title: str, *children: Child, level: int = 2, **options: Any) -> Component:
    """A titled part of a page."""
    return html.Section([HEADINGS[level](title), *children], **options)


def gap_list(t: Translate, gaps: Sequence[Gap]) -> Component:
    """What is missing, each with its sign: hollow for missing, a warning for late."""
    return html.Ul([html.Li(gap_line(t, gap), className=gap_class(gap)) for gap in gaps], className="gaps")


def gap_class(gap: Gap) -> str:
    """How the sign in front of a gap looks."""
    return "gap is-late" if gap.kind in LATE else "gap is-missing"


def gap_line(t: Translate, gap: Gap) -> str:
    """The sentence of a gap."""
    return words.gap(t, gap)


def progress_bar(t: Translate, progress: Progress) -> Component:
    """Done of target as a bar with its words; only the words where no amount was promised."""
    said = [
        html.Span(words.done(t, progress), className="done-amount"),
        html.Span(words.pace(t, progress), className=f"pace {'is-late' if progress.is_late else ''}".strip()),
    ]
    if not progress.target:
        return html.Div(said, className="progress")
    share = min(1.0, progress.done / progress.target)
    tone = "late" if progress.is_late else "done" if progress.pace is Pace.FULFILLED else "calm"
    marks = [html.Span(className=f"bar-fill tone-{tone}", style={"width": f"{share:.0%}"})]
    if progress.expected and progress.pace in {Pace.BEHIND, Pace.ON_PACE}:
        at = min(1.0, progress.expected / progress.target)
        marks.append(html.Span(className="bar-mark", style={"left": f"{at:.0%}"}))
    return html.Div([*said, html.Div(marks, className="bar", **attrs(aria_hidden="true"))], className="progress")


def table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Child]],
    numbers: frozenset[int] = frozenset(),
    *,
    cards: bool = False,
) -> Component:
    """A plain table. numbers: columns that hold figures, set to the right.  cards: on a phone each row is a card."""

    def cell(column: int) -> dict[str, Any]:
        return {"className": "number"} if column in numbers else {}

    def named(column: int) -> dict[str, Any]:
        return {**cell(column), **(attrs(data_head=heads[column]) if cards else {})}

    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr([html.Th(head, scope="col", **cell(i)) for i, head in enumerate(heads)])),
                html.Tbody([html.Tr([html.Td(value, **named(i)) for i, value in enumerate(row)]) for row in rows]),
            ]
        ),
        className="table-room as-cards" if cards else "table-room",
        tabIndex=0,
        role="region",
        **attrs(aria_label=caption),
    )


def is_made_up(municipality: Municipality) -> bool:
    """Whether the municipality is shown with demonstration data: it then has a today of its own."""
    return municipality.shown_as_of is not None or municipality.provenance.made_up


def badge_made_up(t: Translate) -> Component:
    """The mark of demonstration data."""
    return html.Span(t("made_up"), className="badge badge-made-up")
