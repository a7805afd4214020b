"""A paper as plain text: lines no longer than mail programs keep, tables that read in a fixed type and aloud."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from geodata.paper import Facts, Heading, Listing, Paper, Paragraph, Picture, Table, Tone, flat

WIDTH = 72
_UNDER = {1: "=", 2: "-"}
_GAP = "  "


def letter_text(paper: Paper) -> str:
    """The whole letter, ending with a line break. Pictures are left out."""
    parts = [_heading(paper.title, 1), *(part for block in flat(paper.blocks) for part in _drawn(block))]
    return "\n\n".join(parts) + "\n"


def _drawn(block: Heading | Paragraph | Facts | Listing | Table | Picture) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield _heading(text, level)
        case Paragraph(text, tone):
            yield _wrapped(text, mark="* " if tone is Tone.MARK else "")
        case Facts(rows):
            yield "\n".join(_wrapped(f"{term}: {said}", after=_GAP) for term, said in rows)
        case Listing(items):
            yield "\n".join(_wrapped(item, mark="- ", after=_GAP) for item in items)
        case Table():
            yield _table(block)
        case Picture():
            pass


def _heading(text: str, level: int) -> str:
    said = _wrapped(text)
    sign = _UNDER.get(level)
    return f"{said}\n{sign * max(len(line) for line in said.splitlines())}" if sign and said else said


def _wrapped(text: str, *, mark: str = "", after: str = "") -> str:
    lines: list[str] = []
    for number, line in enumerate(text.splitlines() or [""]):
        lines += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=mark if number == 0 else after,
            subsequent_indent=after,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines)


def _table(table: Table) -> str:
    """Side by side where a line holds a row; otherwise each row's name on a line of its own, its cells below."""
    rows = [[cell.text for cell in row] for row in table.rows]
    widths = [max(len(row[column]) for row in [list(table.heads), *rows]) for column in range(len(table.heads))]
    caption = _wrapped(table.caption)
    if sum(widths) + len(_GAP) * (len(widths) - 1) <= WIDTH:
        lines = [_row(row, widths, table.numbers) for row in [table.heads, *rows]]
        return "\n".join([caption, "", lines[0], "-" * min(WIDTH, max(map(len, lines))), *lines[1:]])
    numbers = frozenset(column - 1 for column in table.numbers)
    if sum(widths[1:]) + len(_GAP) * len(widths) <= WIDTH:
        below = [(row[0], _GAP + _row(row[1:], widths[1:], numbers)) for row in [list(table.heads), *rows]]
        (_, heads), *told = below
        parts = [part for name, cells in told for part in (_wrapped(name), cells)]
        return "\n".join([caption, "", heads, "-" * len(heads), *parts])
    parts = []
    for row in rows:
        pairs = [f"{head}: {cell}" for head, cell in zip(table.heads[1:], row[1:], strict=True)]
        parts.append("\n".join([_wrapped(row[0]), *(_wrapped(pair, mark=_GAP, after=_GAP * 2) for pair in pairs)]))
    return "\n".join([caption, "", *parts])


def _row(cells: Sequence[str], widths: Sequence[int], numbers: frozenset[int]) -> str:
    padded = (
        cell.rjust(width) if column in numbers else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return _GAP.join(padded).rstrip()
