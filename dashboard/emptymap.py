"""What stands on the map where it shows nothing: the browser says why, here are the words and the ways on."""

from __future__ import annotations

import json
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.i18n import Translate
from dashboard.parts import anchor, attrs
from dashboard.view import link

_WORDS = {
    "none": "nothing.none",
    "because": "nothing.because",
    "hours": "nothing.hours",
    "unlocated": "nothing.unlocated",
    "period": "filter.period",
    "time": "filter.hours",
    "categories": "filter.categories",
    "kinds": "filter.kinds",
    "areas": "filter.areas",
    "experience": "filter.experience",
    "statuses": "chips.status",
    "sources": "chips.source",
    "weekdays": "nothing.weekdays",
    "light": "filter.light",
    "within": "chips.within",
}


def empty_map(t: Translate, municipality: str) -> Component:
    """The card, hidden until the browser has counted nothing; see assets/src/karta/nothing.ts."""
    return html.Div(
        [
            html.P(html.Strong(t("nothing.title"))),
            html.Div(className="nothing-why"),
            html.Div(
                dmc.Button(t("nothing.reset"), variant="default", size="compact-md"), hidden=True, **_when("because")
            ),
            html.P(anchor(t("nothing.import"), link("/data", municipality)), hidden=True, **_when("none")),
        ],
        id="karta-nothing",
        className="empty karta-nothing",
        role="status",
        hidden=True,
        **attrs(data_texts=json.dumps({name: t(key) for name, key in _WORDS.items()})),
    )


def _when(why: str) -> dict[str, Any]:
    return attrs(data_why=why)
