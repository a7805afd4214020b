"""Inkorg: findings of walks as they arrive, and what is decided of each, by thumb or keyboard, with undo."""

from __future__ import annotations

from dashboard.pages.inkorg.callbacks import add_routes, register
from dashboard.pages.inkorg.opening import load

__all__ = ["add_routes", "load", "register"]
