"""Redigera and Registret: everything that people write in the register, as forms, with what became of it."""

from __future__ import annotations

from dashboard.pages.redigera.callbacks import PAGES
from dashboard.pages.redigera.listing import load_list
from dashboard.pages.redigera.opening import load
from dashboard.pages.redigera.walks import is_form, load_walk, register

__all__ = ["PAGES", "is_form", "load", "load_list", "load_walk", "register"]
