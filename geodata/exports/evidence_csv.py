"""The table of evidence as CSV (RFC 4180) that a spreadsheet opens in columns, and of which it runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from geodata.exports.evidence_rows import Block
from geodata.exports.harmless import harmless
from geodata.exports.workbook import local
from geodata.studies.evidence_fields import Cell


def evidence_csv(heads: Sequence[str], blocks: Iterator[Block], *, comma: bool) -> Iterator[bytes]:
    """The file, a block at a time, with a byte order mark so that Excel reads å.

    comma: numbers have a decimal comma and cells are told apart by semicolons, as Swedish spreadsheets expect.
    """
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";" if comma else ",")
    writer.writerow([harmless(head) for head in heads])
    for block in blocks:
        written = ([_written(cell, comma=comma) for cell in column] for column in block.values)
        writer.writerows(zip(*written, strict=True))
        yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    found = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return found


def _written(cell: Cell, *, comma: bool) -> object:
    match cell:
        case str():
            return harmless(cell)
        case bool():
            return str(cell).lower()
        case float():
            return repr(cell).replace(".", ",") if comma else repr(cell)
        case datetime():
            return cell.isoformat(" ", "minutes") if cell.tzinfo is None else local(cell).isoformat()
        case date():
            return cell.isoformat()
        case _:
            return cell
