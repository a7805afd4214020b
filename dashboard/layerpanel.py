"""The list of the map's layers over the map: what the browser builds it from, and what it says of each layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.filters import Ids
from dashboard.i18n import Translate
from dashboard.layerstack import Layer
from dashboard.parts import CHOICE, small
from dashboard.view import Background, Shading

LIST_ID = "layer-panel"
"""Where the browser builds the list: assets/src/karta/stackpanel.ts."""

WORDS = ("up", "down", "opacity", "moved", "usual")
LAYER_TEXTS = {
    "wave": "wave",
    "clusters": "clusters",
    "clusterMeans": "cluster_means",
    "police": "police",
    "policeMeans": "police_means",
    "policeNone": "police_none",
    "action": "action",
    "actionRuns": "action_runs",
    "actionEnded": "action_ended",
    "actionsEverywhere": "actions_everywhere",
    "actionsUnplaced": "actions_unplaced",
    "actionsNone": "actions_none",
    "openAction": "open_action",
    "here": "here",
    "nothingHere": "nothing_here",
    "closer": "closer",
    "decisions": "decisions",
    "decisionsNear": "decisions_near",
}
"""Name in the map's options: key in the catalogue after "layertext."."""
TRENDS = ("new", "growing", "persistent", "fading", "gone")
_WITH_NOTE = frozenset({Layer.FINDINGS, Layer.CLUSTERS, Layer.POLICE, Layer.ACTIONS, Layer.DENSITY})


def map_controls(t: Translate, shading: Shading) -> Component:
    """What the map shows, in which order, and by what the areas are coloured: over the map, folded."""
    return html.Details(
        [
            html.Summary(t("layers.title")),
            html.Div(
                [
                    small(t("layers.order")),
                    html.Div(id=LIST_ID),
                    dmc.Select(
                        id=Ids.SHADING.value,
                        label=t("layers.shading"),
                        data=[{"value": one.value, "label": t.label(one)} for one in Shading],
                        value=shading.value,
                        allowDeselect=False,
                        **CHOICE,
                    ),
                ],
                className="layers",
            ),
        ],
        className="fold map-controls",
    )


def panel(t: Translate, *, has_tiles: bool, basemap: Mapping[str, Any]) -> dict[str, Any]:
    """What the list is built from. basemap: as dashboard.basemap tells it."""
    here = {Background.NONE: True, Background.TILES: has_tiles, Background.FILE: basemap["file"] is not None}
    trouble = basemap["trouble"]
    named = [one for one in Background if here[one] or (one is Background.FILE and trouble)]
    return {
        "list": [
            {
                "layer": layer.value,
                "label": t.label(layer),
                "note": t(f"layers.note.{layer.value}") if layer in _WITH_NOTE else "",
            }
            for layer in Layer
            if len(named) > 1 or layer is not Layer.TILES
        ],
        "background": {
            "label": t.label(Layer.TILES),
            "list": [{"background": one.value, "label": t.label(one), "here": here[one]} for one in named],
            "note": t("background.cannot", why=trouble) if trouble else "",
            "lost": t("background.lost"),
        },
        **{name: t(f"layers.{name}") for name in WORDS},
    }


def texts(t: Translate) -> dict[str, Any]:
    """What the map says of its layers."""
    return {
        **{name: t(f"layertext.{key}") for name, key in LAYER_TEXTS.items()},
        "layers": {layer.value: t.label(layer) for layer in Layer},
        "trends": {trend: t(f"trend.{trend}") for trend in TRENDS},
    }
