"""Nämndläge: a lägesbild on a projector, screen by screen, which goes on when the network does not."""

from __future__ import annotations

from dashboard.namnd.routes import add_routes

__all__ = ["add_routes"]
