"""The text of a promise document by numbered lines, from pasted text, plain text, Word or PDF; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geodata.errors import UnreadableFile
from geodata.sources.context import refusal
from geodata.sources.files import MEBIBYTE, OLE_MAGIC, ZIP_MAGIC, what_it_is

MAX_DOCUMENT_BYTES = 20 * MEBIBYTE
MAX_PAGES = 200
MAX_TEXT_CHARACTERS = 400_000
MAX_LINES = 20_000
MAX_LINE_CHARACTERS = 20_000
PASTE_INSTEAD = "open it, copy the text and paste the text instead"
_TWICE_ENCODED = re.compile("Ã[¥¤¶…„–©¼¸¦]")
_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\x1c-\x1e\x85\u2028\u2029]")


class ReadAs(StrEnum):
    """How a document was read."""

    TEXT = "text"
    WORD = "word"
    PDF = "pdf"


class LineStyle(StrEnum):
    """What the file itself says of a line, beyond its words: Word's styles, a PDF's larger letters."""

    PLAIN = "plain"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line. number: from 1 in the document.  page: from 1, None where the file has no pages.

    indent: how far in it begins, comparable within a document.  level: of a heading or list item, 0 outermost.
    A table's row is one line, its cells parted by tabs, the paragraphs within a cell by " • ".
    """

    number: int
    text: str
    page: int | None = None
    style: LineStyle = LineStyle.PLAIN
    indent: int = 0
    level: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it to read."""
        return not any(c.isalnum() for c in self.text)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's lines, in order, and how they were read. pages: None where the file has none."""

    name: str
    read_as: ReadAs
    lines: tuple[SourceLine, ...]
    pages: int | None = None

    @property
    def text(self) -> str:
        """All lines, one under the other, as a form shows them."""
        return "\n".join(line.text for line in self.lines)


def read_document(source: Path | bytes, name: str) -> SourceText:
    """Read a promise document. source: a file or its bytes.  name: as shown; its ending is not believed.

    Raises: UnreadableFile in one sentence that says what to do, for what is empty, larger than 20 MB, longer than 200
    pages, locked, scanned, damaged or of another kind.
    """
    name = _shown(name)
    data = _bytes_of(source, name)
    if not data.strip():
        raise refusal(name, "is empty", "choose the file again, or paste the text instead")
    if len(data) > MAX_DOCUMENT_BYTES:
        raise too_large(name, f"is larger than {MAX_DOCUMENT_BYTES // MEBIBYTE} MB")
    if b"%PDF-" in data[:1024]:
        from geodata.sources.promise_document.pdf import read_pdf

        return _within_bounds(read_pdf(data, name))
    if data.startswith(ZIP_MAGIC):
        from geodata.sources.promise_document.word import read_word

        return _within_bounds(read_word(data, name))
    _refuse_other_kinds(data, name)
    return text_of(_decoded(data, name), name)


def text_of(text: str, name: str = "text") -> SourceText:
    """Pasted text by numbered lines. Raises: UnreadableFile when it is longer than any promise document."""
    pages = text.split("\f")
    lines: list[SourceLine] = []
    for page_number, page in enumerate(pages, 1):
        for written in _LINE_ENDS.split(page):
            plain = cleaned(written)
            stripped = re.sub(r" {2,}", " ", plain.strip())
            indent = len(plain.expandtabs(4)) - len(plain.expandtabs(4).lstrip())
            style = LineStyle.ROW if "\t" in stripped else LineStyle.PLAIN
            page_or_none = page_number if len(pages) > 1 else None
            lines.append(SourceLine(len(lines) + 1, stripped, page_or_none, style, indent))
    return _within_bounds(SourceText(name, ReadAs.TEXT, tuple(lines), len(pages) if len(pages) > 1 else None))


def cleaned(text: str) -> str:
    """A line without what cannot be seen or stored: other spaces become spaces; soft hyphens stay at its end only."""
    text = re.sub(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " ", text)
    text = re.sub(r"[\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]", "", text)
    text = re.sub("\u00ad(?!\\s*$)", "", text)
    # half a character of UTF-16, and signs that give orders to a terminal
    return "".join(c for c in text if c == "\t" or not (c < " " or "\x7f" <= c < "\xa0" or "\ud800" <= c < "\ue000"))


def too_large(name: str, problem: str) -> UnreadableFile:
    """The refusal of a document that is larger than any promise document."""
    return refusal(name, problem, "copy the pages with the promises and paste the text instead")


def _shown(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1].encode("utf-8", "replace").decode()
    return "".join(c for c in last if c.isprintable())[:120] or "document"


def _bytes_of(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        with source.open("rb") as file:
            return file.read(MAX_DOCUMENT_BYTES + 1)
    except OSError as error:
        raise refusal(
            name, f"cannot be opened: {error.strerror}", "choose the file again, or paste the text instead"
        ) from error


_BEGINNINGS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda d: d.startswith(OLE_MAGIC), "is an old or locked Office file (.doc)"),
    (lambda d: d.lstrip().startswith(b"{\\rtf"), "is rich text (RTF)"),
    (lambda d: d.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")), "is a web page (HTML)"),
    (lambda d: d.startswith((b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")) and b"\x00" in d[:64], "is a picture"),
)


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for begins, kind in _BEGINNINGS:
        if begins(data):
            raise refusal(name, kind, f"save it as Word (.docx) or PDF, or {PASTE_INSTEAD}")
    if (kind_known := what_it_is(data[:4096])) is not None:
        raise refusal(name, f"is {kind_known}, not a document of text", PASTE_INSTEAD)


def _decoded(data: bytes, name: str) -> str:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        if _TWICE_ENCODED.search(text):
            raise refusal(name, "has å, ä or ö that were decoded wrongly once ('Ã¥')", PASTE_INSTEAD)
        return text
    raise refusal(name, "is not text, Word or PDF", PASTE_INSTEAD)


def _within_bounds(source: SourceText) -> SourceText:
    if len(source.lines) > MAX_LINES or sum(len(line.text) for line in source.lines) > MAX_TEXT_CHARACTERS:
        raise too_large(source.name, f"holds more than {MAX_LINES} lines or {MAX_TEXT_CHARACTERS} characters")
    for line in source.lines:
        if len(line.text) > MAX_LINE_CHARACTERS:
            raise too_large(source.name, f"has a line of more than {MAX_LINE_CHARACTERS} characters")
    return source
