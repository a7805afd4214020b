"""PDF to lines: words with their page, place and size of letters; nothing in the file is run or fetched."""

from __future__ import annotations

import io
import logging
import re
import statistics
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from geodata.errors import STUMBLES, UnreadableFile
from geodata.sources.context import refusal
from geodata.sources.files import MEBIBYTE
from geodata.sources.promise_document.source import (
    MAX_PAGES,
    MAX_TEXT_CHARACTERS,
    PASTE_INSTEAD,
    LineStyle,
    ReadAs,
    SourceLine,
    SourceText,
    cleaned,
    too_large,
)

MAX_STREAM_BYTES = 8 * MEBIBYTE
MAX_OPERATIONS = 2_000_000
_FILTERS = ("array_based_stream", "lzw", "run_length", "zlib")
_HEADING_SIZE = 1.15
_GAP = 1.45
_POINTS_A_CHARACTER = 6

_DAMAGE = (*STUMBLES, zlib.error)


@dataclass(slots=True)
class _Piece:
    """A printed line. top: upwards on the page in points, None where the file does not tell."""

    text: str
    left: float
    top: float | None
    size: float
    bold: bool


def read_pdf(data: bytes, name: str) -> SourceText:
    """The lines of a PDF with text in it. Raises: UnreadableFile for locked, scanned, damaged and endless ones."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    # the library tells the log, page by page, what it mends; nobody reads it there
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    limits: dict[str, Any] = {f"{one}_maximum_output_length": MAX_STREAM_BYTES for one in _FILTERS}
    try:
        with apply_configuration(**limits):
            reader = PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise _locked(name)
            count = len(reader.pages)
            if count > MAX_PAGES:
                raise too_large(name, f"has {count} pages, more than the {MAX_PAGES} that are read")
            pages = list(_pages(reader, name))
    except (DependencyError, FileNotDecryptedError) as error:
        raise _locked(name) from error
    except (LimitReachedError, MemoryError) as error:
        raise too_large(name, "unpacks to more than is read at once, as made to fill the memory") from error
    except (PyPdfError, *_DAMAGE) as error:
        raise refusal(name, "is a damaged PDF", f"print it to a new PDF, or {PASTE_INSTEAD}") from error
    letters = sum(c.isalpha() for page in pages for piece in page for c in piece.text)
    if letters < 20 * max(1, min(count, 3)):
        raise refusal(
            name,
            "holds pictures of pages but no text, as a scanned paper does",
            "run text recognition on it, or type or paste the text instead",
        )
    if _is_garbled("".join(piece.text for page in pages for piece in page)):
        raise refusal(name, "holds letters that cannot be told (its fonts carry no meaning)", PASTE_INSTEAD)
    return SourceText(name, ReadAs.PDF, tuple(_lines(pages)), count)


def _locked(name: str) -> UnreadableFile:
    return refusal(name, "is locked with a password", f"save it without the password, or {PASTE_INSTEAD}")


def _is_garbled(text: str) -> bool:
    solid = [c for c in text if not c.isspace()]
    strange = sum("\ue000" <= c < "\uf8ff" or c == "\ufffd" for c in solid)
    return strange > 0.2 * len(solid) or text.count("(cid:") > 20


def _pages(reader: Any, name: str) -> Iterator[list[_Piece]]:
    total, operations = 0, 0

    def count(*_: Any) -> None:
        # a page can draw a form that draws ten forms that each draw ten: nothing is large, and it never ends
        nonlocal operations
        operations += 1
        if operations > MAX_OPERATIONS:
            raise too_large(name, "draws more than is read at once, as made to fill the memory")

    for page in reader.pages:
        pieces = _pieces(page, count)
        total += sum(len(piece.text) for piece in pieces)
        if total > MAX_TEXT_CHARACTERS:
            raise too_large(name, f"holds more than {MAX_TEXT_CHARACTERS} characters")
        yield pieces


def _pieces(page: Any, count: Callable[..., None]) -> list[_Piece]:
    """The printed lines of a page, in the order in which the file writes them."""
    found: list[_Piece] = [_Piece("", 0.0, None, 0.0, False)]

    def visit(text: str, page_matrix: list[float], text_matrix: list[float], font: Any, size: float) -> None:
        for index, part in enumerate(text.split("\n")):
            if index:
                found.append(_Piece("", 0.0, None, 0.0, False))
            if part.strip():
                line = found[-1]
                if line.top is None:
                    line.left, line.top = _where(page_matrix, text_matrix)
                    line.size = abs(size * (text_matrix[3] or text_matrix[0] or 1.0) * (page_matrix[3] or 1.0))
                    line.bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            found[-1].text += part

    page.extract_text(visitor_text=visit, visitor_operand_before=count)
    return [
        _Piece(text, piece.left, piece.top, piece.size, piece.bold)
        for piece in found
        if (text := re.sub(r"\s+", " ", cleaned(piece.text)).strip())
    ]


def _where(page_matrix: list[float], text_matrix: list[float]) -> tuple[float, float]:
    """Left and height in points of the page."""
    a, b, c, d, e, f = page_matrix
    x, y = text_matrix[4], text_matrix[5]
    return a * x + c * y + e, b * x + d * y + f


def _lines(pages: list[list[_Piece]]) -> Iterator[SourceLine]:
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page:
            sizes[round(piece.size, 1)] += len(piece.text)
    usual_size = sizes.most_common(1)[0][0]
    number = 0
    for page_number, page in enumerate(pages, 1):
        step = _usual_step(page)
        above: _Piece | None = None
        for piece in page:
            if above is not None and _is_apart(above, piece, step):
                number += 1
                yield SourceLine(number, "", page_number)
            number += 1
            large = usual_size > 0 and piece.size >= _HEADING_SIZE * usual_size
            style = LineStyle.HEADING if (large or piece.bold) and len(piece.text) <= 120 else LineStyle.PLAIN
            yield SourceLine(number, piece.text, page_number, style, max(0, round(piece.left / _POINTS_A_CHARACTER)))
            above = piece


def _usual_step(page: list[_Piece]) -> float | None:
    """How far apart lines of one paragraph stand: the commonest short step down."""
    steps = [
        round(above.top - below.top)
        for above, below in pairwise(page)
        if above.top is not None and below.top is not None and above.top > below.top
    ]
    if len(steps) < 3:
        return None
    commonest, times = Counter(steps).most_common(1)[0]
    return float(commonest) if times > 1 else statistics.median(steps)


def _is_apart(above: _Piece, below: _Piece, step: float | None) -> bool:
    if above.top is None or below.top is None:
        return False
    down = above.top - below.top
    return down < 0 or abs(above.size - below.size) > 1 or (step is not None and down > _GAP * step)
