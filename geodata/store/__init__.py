"""Stores: one protocol, one embedded implementation, one door to open either."""

from __future__ import annotations

from geodata.store.opening import open_store

__all__ = ["open_store"]
