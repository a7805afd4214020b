"""Redigera and Registret: everything that people write in the register, as forms, with what became of it."""

from __future__ import annotations

from dashboard.forms.exchange import Pages
from dashboard.pages.redigera import callbacks, walks
from dashboard.pages.redigera.listing import load_list
from dashboard.pages.redigera.opening import load
from dashboard.pages.redigera.walks import is_form, load_walk, register

__all__ = ["PAGES", "is_form", "load", "load_list", "load_walk", "register"]

PAGES: Pages = {**callbacks.PAGES, **walks.PAGES}
"""The forms' page, by kind of record."""
