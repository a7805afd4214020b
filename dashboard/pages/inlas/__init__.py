"""Läs in: a promise document is pasted or uploaded, proposed in a form beside it, corrected, and taken in whole."""

from __future__ import annotations

from dashboard.pages.inlas.opening import load, register
from dashboard.pages.inlas.routes import add_routes

__all__ = ["add_routes", "load", "register"]
