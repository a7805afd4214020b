"""Lägesbild: what was known on a day, frozen: the list, one opened, written to until it is approved, and its papers."""

from __future__ import annotations

from dashboard.pages.lagesbild.opening import load, register
from dashboard.pages.lagesbild.routes import add_routes

__all__ = ["add_routes", "load", "register"]
