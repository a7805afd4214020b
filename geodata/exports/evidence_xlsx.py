"""The table of evidence as a workbook, written a block at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from geodata.exports.evidence_rows import Block
from geodata.exports.workbook import AboutSheet, Sheet, workbook


def evidence_xlsx(
    heads: Sequence[str],
    blocks: Iterator[Block],
    about: Sequence[tuple[str, str]],
    *,
    names: tuple[str, str],
    made_at: datetime,
) -> Iterator[bytes]:
    """The file, of at most MOST_SHEET_ROWS rows. names: of the two sheets, rows and about."""
    rows, told = names
    sheets = (Sheet(rows, heads, (block.values for block in blocks)), AboutSheet(told, lambda: about))
    return workbook(sheets, made_at=made_at)
