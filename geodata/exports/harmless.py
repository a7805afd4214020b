"""Texts that no spreadsheet takes for a formula: the one place that knows how such a text begins."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
# what a program may skip before it looks
_BLANK = " \u00a0\ufeff\u200b"


def steers(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula, and run it when the file is opened."""
    return text.lstrip(_BLANK).startswith(_FORMULA)


def harmless(cell: object) -> object:
    """The cell as it may stand in a text file: a text that could be a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and steers(cell) else cell
