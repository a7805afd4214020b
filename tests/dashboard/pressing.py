"""The requests that the page makes when somebody presses a button of a hotspot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

CALLBACKS = "/_dash-update-component"
QUERY = "kommun=0880"


def names(dependencies: list[Mapping[str, Any]]) -> tuple[str, str]:
    """The names of the callbacks that show a hotspot and that carry out a deed, from /_dash-dependencies."""
    outputs = [str(entry["output"]) for entry in dependencies]
    show = next(name for name in outputs if "place-body" in name and "place-changed" not in name)
    decide = next(name for name in outputs if "place-body" in name and "place-changed" in name)
    return show, decide


def outputs_of(name: str) -> list[dict[str, str]]:
    """The outputs that a callback's name names."""
    return [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in name[2:-2].split("...")]


def showing(name: str, ref: str) -> dict[str, Any]:
    """The question for a hotspot."""
    asked = {"id": "place-ask", "property": "data", "value": {"ref": ref, "query": QUERY, "page": False}}
    language = {"id": "frame-language", "property": "data", "value": "sv"}
    return {
        "output": name,
        "outputs": outputs_of(name),
        "inputs": [asked],
        "state": [language],
        "changedPropIds": ["place-ask.data"],
    }


def pressing(
    name: str, deed: Any, shown: Any, *, subject: Any = "", text: Any = None, reason: Any = None, language: Any = "sv"
) -> dict[str, Any]:
    """A button pressed while a hotspot is shown. shown: what stands in the page's store of it."""
    button = {"type": "place-deed", "deed": deed, "subject": subject}
    beside = {"place-shown": shown, "place-changed": 0, "place-name": text, "place-reason": reason}
    properties = {"place-name": "value", "place-reason": "value"}
    state = [{"id": key, "property": properties.get(key, "data"), "value": value} for key, value in beside.items()]
    return {
        "output": name,
        "outputs": outputs_of(name),
        "inputs": [[{"id": button, "property": "n_clicks", "value": 1}]],
        "state": [*state, {"id": "frame-language", "property": "data", "value": language}],
        "changedPropIds": [json.dumps(button, sort_keys=True, separators=(",", ":")) + ".n_clicks"],
    }


def standing(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the page then shows; None where the deed was refused, and the answer says why in a notice."""
    shown = answer.get("response", {}).get("place-shown")
    return None if shown is None else dict(shown["data"])
