"""The guided tour of the map: what it points at, in which order, and what it says; the browser leads it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import attrs

START, OFFER = "frame-tour-start", "tour-offer"


class Step(NamedTuple):
    """One stop. where: CSS selector of what is pointed at.  sheet: of a phone's map page that shows it, "" for any."""

    key: str
    where: str
    sheet: str = ""


STEPS = (
    Step("map", ".map-room"),
    Step("headline", "#karta-headline"),
    Step("list", ".karta-ranked", "list"),
    Step("filter", ".karta-filters .filters", "filter"),
    Step("views", "#karta-views", "filter"),
    Step("layers", ".map-controls"),
    Step("timeline", ".karta-timeline", "filter"),
    Step("table", ".karta-table", "list"),
    Step("find", "#frame-search-open"),
)


def start(t: Translate, home: str) -> Any:
    """The button in the help. home: the map's address, from where the tour starts."""
    steps = [
        {"where": where, "sheet": sheet, "title": t(f"tour.{key}.title"), "text": t(f"tour.{key}.text")}
        for key, where, sheet in STEPS
    ]
    words = {name: t(f"tour.{name}") for name in ("next", "back", "end", "close", "step")}
    return dmc.Button(
        t("help.tour"),
        id=START,
        variant="default",
        **attrs(data_home=home, data_steps=json.dumps(steps), data_texts=json.dumps(words)),
    )


def offer(t: Translate) -> Component:
    """The offer on the map page, shown by the browser until it was answered once."""
    return html.Div(
        [
            html.P(t("tour.offer")),
            html.Div(
                [
                    dmc.Button(t("tour.start"), variant="default", size="compact-md", **attrs(data_tour="start")),
                    dmc.Button(t("tour.later"), variant="subtle", size="compact-md", **attrs(data_tour="later")),
                ],
                className="buttons",
            ),
        ],
        id=OFFER,
        className="tour-offer",
        hidden=True,
    )
