"""Protokoll: what a walk found and what was answered: on screen, on paper, at the återmöte, beside an earlier walk."""

from __future__ import annotations

from dashboard.pages.protokoll.opening import load, register
from dashboard.pages.protokoll.routes import add_routes

__all__ = ["add_routes", "load", "register"]
