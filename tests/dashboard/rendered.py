"""What a reader of a page reads: the words and ids of a tree of components."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from geodata.model import Actor, Role

PLANNER = Actor(role=Role.PLANNER)
READ_TOO = ("label", "title", "aria-label", "placeholder", "description")


def props(component: Component) -> dict[str, Any]:
    """The properties that a component was given."""
    given: dict[str, Any] = component.to_plotly_json()["props"]  # type: ignore[no-untyped-call]
    return given


def components(tree: Any) -> Iterator[Component]:
    """Every component of a tree, the root first."""
    if isinstance(tree, Component):
        yield tree
        for name, value in props(tree).items():
            if name != "figure":
                yield from components(value)
    elif isinstance(tree, list | tuple):
        for part in tree:
            yield from components(part)


def words(tree: Any) -> str:
    """All text of a tree, one piece per line; options of a choice too."""
    found: list[str] = []

    def read(value: Any) -> None:
        if isinstance(value, str | int | float):
            found.append(str(value))
        elif isinstance(value, list | tuple):
            for part in value:
                read(part)
        elif isinstance(value, Component):
            given = props(value)
            found.extend(given[name] for name in READ_TOO if isinstance(given.get(name), str))
            options = given.get("data")
            if isinstance(options, list):
                found.extend(option["label"] for option in options if isinstance(option, dict) and "label" in option)
            read(getattr(value, "children", None))
            if isinstance(given.get("label"), Component):
                read(given["label"])

    read(tree)
    return "\n".join(found)


def ids(tree: Any) -> list[str]:
    """Every id of a tree, as Dash writes it."""
    found = (getattr(component, "id", None) for component in components(tree))
    return [one if isinstance(one, str) else json.dumps(one, sort_keys=True) for one in found if one is not None]


def as_json(tree: Any) -> str:
    """The tree as the browser gets it."""
    return json.dumps(tree, cls=PlotlyJSONEncoder, ensure_ascii=False)


def document_text(page: Any) -> str:
    """What of the page's document itself is read: no captions twice, no pictures' alt texts."""
    (article,) = [part for part in components(page) if type(part).__name__ == "Article"]
    return _own_text(article)


def _own_text(part: Any) -> str:
    if isinstance(part, str | int | float):
        return str(part)
    if isinstance(part, list | tuple):
        return " ".join(_own_text(one) for one in part)
    return _own_text(props(part).get("children") or "") if part is not None else ""
