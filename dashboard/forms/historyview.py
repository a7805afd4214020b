"""A record's history in words: when, by which function, what each field said before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import words
from dashboard.auth import Ask
from dashboard.forms import saying
from dashboard.forms.fields import Form, form_of
from dashboard.forms.offers import gather
from dashboard.i18n import Translate
from dashboard.parts import attrs
from geodata.casebook import Casebook
from geodata.editing import HistoryLine
from geodata.model import Deed, Record

SHOWN = 30
"""Steps that are shown at first: a record that was changed hundreds of times is read from its end."""


def draw(t: Translate, form: Form, lines: Sequence[HistoryLine], names: Mapping[str, str]) -> Component:
    """The history, newest first, folded."""
    newest = list(reversed(lines))
    steps = [html.Li(_step(t, form, line, names)) for line in newest[:SHOWN]]
    more = [html.P(t.count("history.more", len(newest) - SHOWN), className="source")] if len(newest) > SHOWN else []
    return html.Details(
        [html.Summary(t.count("history.title", len(lines))), html.Ol(steps, className="history"), *more],
        className="fold form-history",
    )


def section(ask: Ask, casebook: Casebook, record: Record) -> list[Component]:
    """The history of a record on its own page, for those who write the register."""
    if not ask.actor.may(Deed.EDIT_REGISTER):
        return []
    form = form_of(type(record))
    names = gather(ask.t, casebook, ask.actor, record.municipality, form).names
    return [draw(ask.t, form, casebook.history_of(ask.actor, type(record), record.id), names)]


def _step(t: Translate, form: Form, line: HistoryLine, names: Mapping[str, str]) -> Component:
    head = t(
        "history.step",
        moment=t.moment(line.at),
        by=words.who(t, line.by),
        what=t(f"history.{_what(line)}"),
    )
    lost = [] if line.kept else [html.P(t("history.not_kept"), className="history-lost")]
    return html.Div([html.P(html.Strong(head)), *lost, *_changes(t, form, line, names)])


def _what(line: HistoryLine) -> str:
    if line.is_retirement:
        return "retired"
    if not line.kept:
        return "tried"
    return "added" if all(change.before is None for change in line.changes) and line.version == 1 else "changed"


def _changes(t: Translate, form: Form, line: HistoryLine, names: Mapping[str, str]) -> list[Component]:
    if not line.changes:
        return []
    order = [field.name for field in form.fields]
    rows = []
    for change in sorted(line.changes, key=lambda one: order.index(one.field) if one.field in order else len(order)):
        before = saying.said(t, form, change.field, change.before, names)
        after = saying.said(t, form, change.field, change.after, names)
        rows.append(
            html.Div(
                [
                    html.Dt(saying.label(t, form, change.field)),
                    html.Dd(
                        [
                            html.Span(t("history.before"), className="sr-only"),
                            html.Del(" · ".join(before)),
                            html.Span(" → ", **attrs(aria_hidden="true")),
                            html.Span(t("history.after"), className="sr-only"),
                            html.Span(" · ".join(after)),
                        ]
                        if change.before not in (None, [])
                        else [html.Span(" · ".join(after))]
                    ),
                ],
                className="fact",
            )
        )
    return [html.Dl(rows, className="facts")]
