"""Nyhetsbrev: made of what is known, written to, looked at, approved, fetched, logged. Nothing is sent from here."""

from __future__ import annotations

from dashboard.pages.nyhetsbrev.opening import load, register
from dashboard.pages.nyhetsbrev.routes import add_routes

__all__ = ["add_routes", "load", "register"]
