"""The bar under the timeline and the actions' periods in it: what the browser builds playing and comparing from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs
from dashboard.view import link
from geodata.chain import ActionLine

BAR = "karta-time"
"""Where the browser builds it: assets/src/karta/time.ts."""
PACES_MS = {"slow": 1600, "usual": 800, "fast": 250}
LENGTHS = (1, 3, 12)
FEW_ACTIONS = 3
"""So many are seen at once; the others are reached by scrolling, or shown all by a press."""
STILL_RUNS = timedelta(days=30)
LATE_SIGN = "\u26a0\ufe0e"
_PLAY = ("label", "play", "pause", "back", "forward", "place", "length", "speed", "idle", "none", "said", "still")
_COMPARE = ("open", "means", "label", "with", "before", "year", "own", "from", "until", "asking", "unanswered")
_WEEK = ("open", "means", "label", "asking", "unanswered")


def bar(t: Translate) -> Component:
    """The empty bar, with the words that it is built from."""
    words = {
        "play": {
            **{name: t(f"play.{name}") for name in _PLAY},
            "lengths": {str(n): t(f"play.length.{n}") for n in LENGTHS},
            "speeds": {str(pace): t(f"play.speed.{name}") for name, pace in PACES_MS.items()},
        },
        "compare": {**{name: t(f"compare.{name}") for name in _COMPARE}, "tooShort": t("compare.too_short")},
        "week": {name: t(f"week.{name}") for name in _WEEK},
    }
    return html.Div(id=BAR, className="karta-time", **attrs(data_words=json.dumps(words)))


MOST_ACTIONS = 200
"""More bars under each other than anybody looks through: thousands would take the page most of a second."""


def periods(t: Translate, actions: Sequence[ActionLine], municipality: str, as_of: date) -> Component | None:
    """Each action's period as a bar that leads to its page, late ones first; None without any.

    The browser gives the bars their place under the months, see assets/src/karta/spans.ts.
    """
    if not actions:
        return None
    source = t("source.register", day=as_of)
    shown = sorted(actions, key=lambda line: _order(line, as_of))[:MOST_ACTIONS]
    items = [html.Li(_span(t, line, municipality, as_of), className="span-row") for line in shown]
    if left := len(actions) - len(shown):
        items.append(html.Li(anchor(t("actions.rest", n=left), link("/loften", municipality)), className="span-row"))
    more = html.Button(
        t("actions.all", n=len(shown)),
        type="button",
        className="spans-more",
        hidden=len(shown) <= FEW_ACTIONS,
        **attrs(
            aria_label=t("actions.more", n=len(shown)),
            data_all=t("actions.all", n=len(shown)),
            data_named=t("actions.more", n=len(shown)),
            data_fewer=t("actions.fewer"),
            aria_expanded="false",
            aria_controls="karta-spans",
        ),
    )
    return html.Div(
        [
            html.Ul(items, id="karta-spans", className="spans", **attrs(aria_label=t("actions.label"))),
            html.Div(
                [html.Span(source, className="spans-said", **attrs(data_source=source)), more],
                className="spans-foot",
            ),
        ],
        className="spans-room",
    )


def _order(line: ActionLine, as_of: date) -> tuple[bool, int, date, str]:
    action = line.action
    if action.starts_on > as_of:
        stage = 1
    elif action.ends_on is not None and action.ends_on < as_of:
        stage = 2
    else:
        stage = 0
    return not line.progress.is_late, stage, action.starts_on, action.title


def _span(t: Translate, line: ActionLine, municipality: str, as_of: date) -> Component:
    action, late = line.action, line.progress.is_late
    ends = action.ends_on or max(as_of, action.starts_on) + STILL_RUNS
    period = t.period(action.starts_on, action.ends_on)
    said = t("actions.said_late" if late else "actions.said", title=action.title, period=period)
    name = f"{LATE_SIGN} {action.title} ({t('actions.late')})" if late else action.title
    return anchor(
        html.Span(
            [
                html.Span(className="span-bar"),
                html.Span(name, className="span-name"),
                html.Span(f", {period}", className="sr-only"),
            ],
            className="span is-late" if late else "span",
            **attrs(data_from=action.starts_on.isoformat(), data_until=ends.isoformat(), data_said=said),
        ),
        link(f"/atgard/{action.id}", municipality),
        className="span-link",
        title=said,
    )
