"""What the browser sends back: ids that are ids, the button that somebody pressed, and fields with their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from dash import ctx

from geodata.errors import LofteskartanError, NotFound


def id_of(text: str, otherwise: LofteskartanError | None = None) -> UUID:
    """The id that a text is. Raises: `otherwise` where it is none, NotFound without it."""
    found = id_or_none(text)
    if found is None:
        raise otherwise or NotFound(f'there is nothing with the id "{text[:40]}"; load the page again')
    return found


def id_or_none(text: str) -> UUID | None:
    """The id that a text is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def pressed_button() -> dict[str, Any] | None:
    """The id of the button that was pressed: those that only just appeared trigger too. Within a callback."""
    for trigger in ctx.triggered:
        button = ctx.triggered_prop_ids.get(trigger["prop_id"])
        if trigger["value"] and isinstance(button, dict):
            return button
    return None


def fields_by_name(named: Sequence[Any], values: Sequence[Any]) -> Mapping[str, Any]:
    """What stands in the fields, by the `field` of their ids: what a request holds may be anything."""
    names = [one.get("field") if isinstance(one, dict) else None for one in named]
    return {name: value for name, value in zip(names, values, strict=False) if isinstance(name, str)}


def text_or_nothing(value: object) -> str:
    """The text that a field holds; "" where it holds none."""
    return value if isinstance(value, str) else ""
