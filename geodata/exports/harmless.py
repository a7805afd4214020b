"""Texts that no spreadsheet takes for a formula: the one place that knows how such a text begins."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
# what a program may skip before it looks
_BLANK = " \u00a0\ufeff\u200b"
# A file with semicolons, opened where commas part cells: a part of a text would then stand at a cell's beginning.
_PARTED = re.compile(f'([,;|\\t\\r\\n][{_BLANK}"]*)(?=[=+@%-])')


def steers(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula, and run it when the file is opened."""
    return text.lstrip(_BLANK).startswith(_FORMULA)


def harmless(cell: object) -> object:
    """The cell as it may stand in a text file: what could be a formula gets an apostrophe before it.

    So does what stands behind a comma, a semicolon or a new line: not every program parts cells by the same sign.
    """
    if not isinstance(cell, str):
        return cell
    parted = _PARTED.sub("\\1'", cell)
    return f"'{parted}" if steers(parted) else parted
