"""What the browser sends back: ids that are ids, and the button that somebody pressed."""

from __future__ import annotations

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
