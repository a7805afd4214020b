"""Redigera and Registret: everything that people write in the register, as forms, with what became of it."""

from __future__ import annotations

from dashboard.pages.redigera.callbacks import PAGES
from dashboard.pages.redigera.listing import load_list
from dashboard.pages.redigera.opening import load

__all__ = ["PAGES", "load", "load_list"]
