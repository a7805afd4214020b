"""CSV and XLSX to rows with the row numbers that a spreadsheet shows, in bounded memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from geodata.errors import Fault, UnreadableFile
from geodata.sources.context import Ledger, Progress
from geodata.sources.files import MAX_TABLE_BYTES, MAX_WORKBOOK_BYTES, ZIP_MAGIC, require_file, text_facts
from geodata.sources.headers import Need, Roles, explain_missing, match_columns, missing_needs
from geodata.sources.values import Cell, is_missing, text_of
from geodata.sources.workbook import sheets_of

MAX_ROWS = 1_100_000
MAX_COLUMNS = 1_000
HEADER_WITHIN = 12
_PROGRESS_EVERY = 2_000
# after the last line; no text file that gets so far holds a NUL
_END = "\x00"

Cells = Sequence[Cell]


class Row:
    """One row; cells are asked for by role."""

    __slots__ = ("_columns", "cells", "number")

    def __init__(self, number: int, cells: Cells, columns: dict[str, int]) -> None:
        self.number = number
        self.cells = cells
        self._columns = columns

    def get(self, role: str) -> Cell:
        """The cell, or None where the table has no such column or the row ends before it."""
        index = self._columns.get(role)
        return self.cells[index] if index is not None and index < len(self.cells) else None

    def text(self, role: str) -> str:
        """The cell as text, empty where nothing is said."""
        index = self._columns.get(role)
        if index is None or index >= len(self.cells):
            return ""
        cell = self.cells[index]
        return "" if cell is None or is_missing(cell) else text_of(cell)


@dataclass(slots=True)
class Table:
    """An opened table. columns: index by role.  rows: those that hold anything, once through."""

    header: tuple[str, ...]
    columns: dict[str, int]
    rows: Iterator[Row]

    def heading(self, role: str) -> str | None:
        """The role's column as it is called in the file."""
        index = self.columns.get(role)
        return None if index is None else self.header[index]


def open_table(
    path: Path, roles: Roles, needs: Sequence[Need], ledger: Ledger, progress: Progress | None = None
) -> Table:
    """Open a CSV or XLSX file and find its header among the first rows.

    Raises: UnreadableFile, also while the rows are read.
    """
    head = require_file(path, MAX_TABLE_BYTES)
    if head.startswith(ZIP_MAGIC):
        require_file(path, MAX_WORKBOOK_BYTES)
        return _open_workbook(path, roles, needs, ledger, progress)
    lines, total = csv_rows(path, ledger)
    return _open_rows(lines, total, roles=roles, needs=needs, ledger=ledger, progress=progress)


def csv_rows(path: Path, ledger: Ledger) -> tuple[Iterator[tuple[int, Cells]], int]:
    """All rows of a text table with their numbers, and about how many there are.

    The delimiter is `;`, `,` or tab, whichever the first lines hold most of. Raises: UnreadableFile.
    """
    facts = text_facts(path)
    with path.open(encoding=facts.encoding, newline="") as file:
        sample = list(islice(iter(lambda: file.readline(1 << 20), ""), HEADER_WITHIN))
    if not "".join(sample).strip():
        raise ledger.refuse("is empty", "export it again")
    return _csv_rows(path, facts.encoding, _delimiter(sample), ledger), facts.lines


def _delimiter(sample: Sequence[str]) -> str:
    first = sample[0].strip().casefold()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    counts = {}
    for delimiter in ";,\t":
        counts[delimiter] = 0
        # what cannot be split will be told with its row when it is read
        with suppress(csv.Error):
            for row in csv.reader(io.StringIO("".join(sample), newline=""), delimiter=delimiter):
                counts[delimiter] = max(counts[delimiter], len(row))
    widest = max(counts.values())
    return next(d for d in ";\t," if counts[d] == widest)


def _csv_rows(path: Path, encoding: str, delimiter: str, ledger: Ledger) -> Iterator[tuple[int, Cells]]:
    """Rows of several lines are held to the rules of quoting: a quotation mark too many would swallow rows unseen."""
    number, lines = 0, list[str]()

    def remembered(file: Iterable[str]) -> Iterator[str]:
        for line in chain(file, (_END,)):
            lines.append(line)
            yield line

    try:
        with path.open(encoding=encoding, newline="") as file:
            for number, cells in enumerate(csv.reader(remembered(file), delimiter=delimiter), start=1):
                if lines[-1] is _END:
                    if len(lines) > 1:
                        raise _unclosed(ledger, number, "begins a quotation that never ends")
                    return
                if len(lines) > 1:
                    _split_strictly(lines, delimiter, number, ledger)
                lines.clear()
                if number == 1 and len(cells) <= 2 and cells and cells[0].casefold().startswith("sep="):
                    continue
                yield number, cells
    except csv.Error as error:
        raise _unclosed(ledger, number + 1, f"cannot be split into cells ({error})") from error


def _split_strictly(lines: Sequence[str], delimiter: str, number: int, ledger: Ledger) -> None:
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        raise _unclosed(ledger, number, f"runs over {len(lines)} lines and its quotation marks do not match") from error


def _unclosed(ledger: Ledger, row: int, problem: str) -> UnreadableFile:
    return ledger.refuse(problem, 'look for a quotation mark (") that is never closed, or write it twice', row=row)


def _open_workbook(path: Path, roles: Roles, needs: Sequence[Need], ledger: Ledger, progress: Progress | None) -> Table:
    sheets = sheets_of(path)
    failure: UnreadableFile | None = None
    for sheet in sheets:
        try:
            table = _open_rows(sheet.rows(), sheet.total, roles=roles, needs=needs, ledger=ledger, progress=progress)
        except UnreadableFile as error:
            failure = failure or error
            continue
        others = [other.title for other in sheets if other is not sheet]
        if others:
            ledger.note(
                None,
                f'only the sheet "{sheet.title}" was read, not {_named(others)}',
                "save another sheet as a file of its own to import it",
            )
        return table
    if failure is not None:
        raise failure
    raise ledger.refuse("holds no sheet", "save the table as CSV (UTF-8) or XLSX")


def _named(titles: Sequence[str]) -> str:
    shown = ", ".join(f'"{title[:30]}"' for title in titles[:5])
    return shown if len(titles) <= 5 else f"{shown} and {len(titles) - 5} more"


def _open_rows(
    rows: Iterator[tuple[int, Cells]],
    total: int | None,
    *,
    roles: Roles,
    needs: Sequence[Need],
    ledger: Ledger,
    progress: Progress | None,
) -> Table:
    first = [(number, cells) for number, cells in islice(rows, HEADER_WITHIN) if _holds_anything(cells)]
    if not first:
        raise ledger.refuse("is empty", "export it again")
    for number, cells in first:
        if len(cells) > MAX_COLUMNS and _holds_anything(cells[MAX_COLUMNS:]):
            raise ledger.refuse(
                f"has {len(cells):,} columns, more than the {MAX_COLUMNS:,} that are read",
                "export the columns that are needed",
                row=number,
            )
    at, header, columns = _find_header(first, roles)
    lacking = missing_needs(columns, needs)
    if lacking:
        raise _lacking(ledger, [explain_missing(header, need, roles) for need in lacking], first[at][0])
    rest = chain(first[at + 1 :], rows)
    return Table(
        header, columns, _counted(rest, total, header=header, columns=columns, ledger=ledger, progress=progress)
    )


def _lacking(ledger: Ledger, failures: Sequence[tuple[str, str]], row: int) -> UnreadableFile:
    """One failure that names every missing column, and leaves the ledger to the next sheet."""
    faults = [Fault(problem=problem, remedy=remedy, row=row, file=ledger.file) for problem, remedy in failures]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return UnreadableFile(f"{faults[0]}{more}", faults)


def _find_header(first: Sequence[tuple[int, Cells]], roles: Roles) -> tuple[int, tuple[str, ...], dict[str, int]]:
    """The row among the first that names the most columns; the very first where none names any."""
    best: tuple[int, tuple[str, ...], dict[str, int]] | None = None
    for position, (_, cells) in enumerate(first):
        header = tuple(text_of(cell)[:200] for cell in cells[:MAX_COLUMNS])
        columns = match_columns(header, roles)
        if best is None or len(columns) > len(best[2]):
            best = position, header, columns
    if best is None:
        raise AssertionError("there is a first row")
    return best


def _holds_anything(cells: Cells) -> bool:
    for cell in cells:
        if isinstance(cell, str):
            if cell and not cell.isspace():
                return True
        elif cell is not None:
            return True
    return False


def _counted(
    rows: Iterator[tuple[int, Cells]],
    total: int | None,
    *,
    header: tuple[str, ...],
    columns: dict[str, int],
    ledger: Ledger,
    progress: Progress | None,
) -> Iterator[Row]:
    width = len(header)
    for number, cells in rows:
        if number > MAX_ROWS:
            raise ledger.refuse(f"has more than {MAX_ROWS:,} rows", "split it into smaller files", row=number)
        if progress is not None and number % _PROGRESS_EVERY == 0:
            progress(number, total if total is None else max(total, number))
        if not _holds_anything(cells):
            continue
        ledger.read += 1
        if len(cells) > width and _holds_anything(cells[width:]):
            ledger.fault(
                number,
                f"the row has more cells ({len(cells)}) than the header ({width})",
                'put text that holds the delimiter between quotation marks (")',
            )
            continue
        yield Row(number, cells, columns)
    if ledger.read == 0:
        raise ledger.refuse("holds headers only, no rows", "export it again with its rows")
    if progress is not None:
        progress(ledger.read, ledger.read)


def restore_code(cell: Cell, width: int = 4) -> tuple[str, bool]:
    """A code of digits with the leading zeros that a spreadsheet has dropped, and whether some were missing."""
    code = text_of(cell)
    if code.isascii() and code.isdigit() and width - 1 == len(code):
        return code.zfill(width), True
    return code, False
