"""What the selection is seen and changed by, beside the controls: chips, undo, charts to choose in, tools on the map.

The browser fills them in: assets/src/karta/selecting.ts. Words go along as data.
"""

from __future__ import annotations

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import attrs, icon, small
from geodata.model import CaseStatus, SourceType

_DAYS = range(7)

_CHIP_WORDS = {
    "period": "filter.period",
    "from": "chips.from",
    "until": "chips.until",
    "hours": "chips.hours",
    "dark": "filter.light.dark",
    "light": "filter.light.light",
    "categories": "filter.categories",
    "kinds": "filter.kinds",
    "experience": "filter.experience",
    "statuses": "chips.status",
    "sources": "chips.source",
    "areas": "filter.areas",
    "within": "chips.within",
    "more": "chips.more",
    "remove": "chips.remove",
    "clear": "chips.clear",
    "months": "charts.months",
    "monthsTold": "charts.months_told",
}
_WEEK_WORDS = {"cell": "charts.cell", "cells": "charts.cells", "day": "charts.day"}


def history(t: Translate) -> Component:
    """Undo and redo, over the map; their keys are in the overview of keys."""
    return html.Div(
        [
            html.Button(
                icon(which),
                id=f"select-{which}",
                type="button",
                className="select-step",
                title=t(f"select.{which}"),
                disabled=True,
                **attrs(aria_label=t(f"select.{which}"), aria_keyshortcuts=keys),
            )
            for which, keys in (("undo", "Control+Z"), ("redo", "Control+Shift+Z"))
        ],
        className="select-history",
        role="group",
        **attrs(aria_label=t("select.history")),
    )


def chips(t: Translate) -> Component:
    """What is restricted, each with a cross: over the map, empty until something is."""
    words: dict[str, Any] = {name: t(key) for name, key in _CHIP_WORDS.items()}
    return html.Ul(
        id="karta-chips",
        className="chips",
        hidden=True,
        **attrs(aria_label=t("chips.label"), data_texts=json.dumps({**words, "weekdays": _weekdays(t)})),
    )


def tools(t: Translate) -> Component:
    """Tools to choose on the map, under those that zoom; and what the chosen one wants."""
    buttons = [
        html.Button(
            icon(which),
            type="button",
            className="map-tool",
            title=t(f"tools.{which}"),
            **attrs(
                aria_label=t(f"tools.{which}"),
                aria_pressed="false",
                aria_keyshortcuts=key,
                data_tool=which,
                data_hint=t(f"tools.{which}_hint"),
            ),
        )
        for which, key in (("rectangle", "R"), ("lasso", "L"), ("area", "O"))
    ]
    look = html.Button(
        icon("window"),
        type="button",
        className="map-tool",
        title=t("tools.window"),
        **attrs(
            aria_label=t("tools.window"),
            data_tool="window",
            data_does=t("tools.window"),
            data_not=t("tools.window_not"),
        ),
    )
    return html.Div(
        [
            html.Div(
                [*buttons, look],
                id="karta-tools",
                className="map-tools",
                role="group",
                **attrs(aria_label=t("tools.label")),
            ),
            html.P("", id="karta-tool-hint", className="tool-hint", role="status", hidden=True),
        ]
    )


def charts(t: Translate) -> Component:
    """Charts to choose in, folded: the browser remembers whether they are open, and draws them only then."""
    week = {**{name: t(key) for name, key in _WEEK_WORDS.items()}, "weekdays": _weekdays(t)}
    return html.Details(
        [
            html.Summary(t("charts.title")),
            html.Div(
                [
                    small(t("charts.means")),
                    _chart(
                        "week",
                        t("charts.week"),
                        html.Div(id="chart-week", **attrs(data_texts=json.dumps(week))),
                        small(t("charts.week_keys")),
                    ),
                    _chart("status", t("chips.status"), _bars(t, "statuses", list(CaseStatus))),
                    _chart("source", t("chips.source"), _bars(t, "sources", list(SourceType))),
                ],
                className="charts-room",
            ),
        ],
        id="karta-charts",
        className="fold charts",
    )


def _chart(name: str, title: str, *inside: Component) -> Component:
    label = f"chart-{name}-title"
    return html.Div(
        [html.Span(title, id=label, className="control-label"), *inside],
        role="group",
        **attrs(aria_labelledby=label),
    )


def _bars(t: Translate, field: str, codes: list[CaseStatus] | list[SourceType]) -> Component:
    """Bars that are buttons. field: of the view, as the browser calls it."""
    bars = [
        html.Button(
            [html.Span(t.label(code)), html.Span("", className="tally")],
            type="button",
            className="choice-bar",
            hidden=True,
            **attrs(data_code=code.value, aria_pressed="false"),
        )
        for code in codes
    ]
    return html.Div(bars, className="choice-bars", **attrs(data_field=field))


def _weekdays(t: Translate) -> list[str]:
    return [t(f"weekday.{day}") for day in _DAYS]
