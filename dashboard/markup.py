"""Components as the HTML that the browser makes of them: what the page draws first and what it fetches later are alike.

Only what stands still: plain elements with text, classes, styles and aria- and data- attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from dash.development.base_component import Component

_ELEMENTS = "dash_html_components"
_SPELLED = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for"}
_AS_THEY_ARE = {"id", "type", "role", "title", "href", "lang", "scope", "target", "rel", "value", "max"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing that our own code made as SVG, its texts escaped already: a part of a tree."""

    svg: str


def markup(tree: Any) -> str:
    """The HTML of a tree of html components, text escaped. None is nothing; what is Drawn is taken as it is.

    Raises: TypeError for a component that needs a script, or an attribute whose HTML is not known here.
    """
    match tree:
        case None:
            return ""
        case Drawn():
            return tree.svg
        case str() | int() | float():
            return escape(str(tree), quote=False)
        case list() | tuple():
            return "".join(markup(part) for part in tree)
        case Component():
            return _element(tree)
        case _:
            message = f"{type(tree).__name__} is no part of a page"
            raise TypeError(message)


def _element(component: Component) -> str:
    told: dict[str, Any] = component.to_plotly_json()  # type: ignore[no-untyped-call]
    if told["namespace"] != _ELEMENTS:
        message = f"{told['type']} needs a script to be shown; use a plain element"
        raise TypeError(message)
    name = told["type"].lower()
    attributes = "".join(
        f' {_spelled(key)}="{escape(_written(key, value))}"'
        for key, value in told["props"].items()
        if key != "children" and value is not None
    )
    return f"<{name}{attributes}>{markup(told['props'].get('children'))}</{name}>"


def _spelled(key: str) -> str:
    if key in _SPELLED:
        return _SPELLED[key]
    if key in _AS_THEY_ARE or key == "style" or key.startswith(("aria-", "data-")):
        return key
    message = f"the attribute {key} has no HTML here"
    raise TypeError(message)


def _written(key: str, value: Any) -> str:
    if key == "style" and isinstance(value, Mapping):
        return "; ".join(f"{_kebab(name)}: {setting}" for name, setting in value.items())
    return str(value)


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
