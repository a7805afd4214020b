"""Vandringar: walks listed and followed, invited to and printed, from förmöte to återmöte."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard.pages.vandringar.inviting import register
from dashboard.pages.vandringar.listing import overview
from dashboard.pages.vandringar.sheet import add_routes
from dashboard.pages.vandringar.story import identity_of, story
from dashboard.where import Where

__all__ = ["add_routes", "load", "register"]


def load(where: Where) -> Component:
    """All walks, or the one that the address names. Raises: NotFound."""
    return story(where, identity_of(where.rest)) if where.rest else overview(where)
