"""Word documents to lines: headings, list levels and tables as the file states them; no macro or link is opened."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from geodata.errors import STUMBLES
from geodata.sources.context import refusal
from geodata.sources.files import MEBIBYTE
from geodata.sources.promise_document.source import (
    PASTE_INSTEAD,
    LineStyle,
    ReadAs,
    SourceLine,
    SourceText,
    cleaned,
    too_large,
)

MAX_UNPACKED_BYTES = 100 * MEBIBYTE
MAX_PART_BYTES = 30 * MEBIBYTE
MAX_RATIO = 200
MAX_MEMBERS = 2_000
MAX_DEPTH = 5
_SMALL = MEBIBYTE
_BODY = "word/document.xml"
_BULLET = re.compile(r"^[•●▪■◦○‣·–—\-*➢✓\uf0b7\uf0a7]\s*")

_DAMAGE = (*STUMBLES, zipfile.BadZipFile, zlib.error)


def read_word(data: bytes, name: str) -> SourceText:
    """The lines of a .docx. Raises: UnreadableFile, and unpacks nothing whose stated size is too large."""
    _check_archive(data, name)
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        document = Document(io.BytesIO(data))
        found = list(_lines(document.iter_inner_content(), document.part.element.body, 0))
    except (*_DAMAGE, OpcError) as error:
        raise refusal(name, "is a damaged Word document", PASTE_INSTEAD) from error
    lines = [
        SourceLine(number, text, None, style, 4 * level, level)
        for number, (text, style, level) in enumerate(_with_blanks(found), 1)
    ]
    if all(line.is_blank for line in lines):
        raise refusal(name, "holds no text, perhaps pictures or text boxes only", PASTE_INSTEAD)
    return SourceText(name, ReadAs.WORD, tuple(lines))


_Line = tuple[str, LineStyle, int]


def _with_blanks(found: list[_Line]) -> Iterator[_Line]:
    """Paragraphs are apart from each other; the items of a list, and the rows of a table, are not."""
    before: LineStyle | None = None
    for text, style, level in found:
        apart = style is not before or style in {LineStyle.PLAIN, LineStyle.HEADING}
        # what stands under a list item without a bullet of its own may still belong to it
        under_item = before is LineStyle.ITEM and style is LineStyle.PLAIN
        if before is not None and apart and not under_item:
            yield "", LineStyle.PLAIN, 0
        yield text, style, level
        before = style


def _lines(content: Any, body: Any, depth: int) -> Iterator[_Line]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in content:
        if isinstance(block, Paragraph):
            yield from _paragraph(block)
        elif isinstance(block, Table) and depth < MAX_DEPTH:
            yield from _table(block, body, depth)


def _paragraph(paragraph: Any) -> Iterator[_Line]:
    style, level = _style_of(paragraph)
    for written in paragraph.text.replace("\v", "\n").split("\n"):
        text = re.sub(r"\t+", " ", cleaned(written)).strip()
        if text:
            is_item = style is LineStyle.ITEM
            yield (f"• {_BULLET.sub('', text)}" if is_item else text), style, level
            if is_item:
                style = LineStyle.PLAIN


def _style_of(paragraph: Any) -> tuple[LineStyle, int]:
    name = str(paragraph.style.name or "") if paragraph.style is not None else ""
    heading = re.match(r"(?:heading|rubrik)\s*(\d)", name, re.IGNORECASE)
    if heading:
        return LineStyle.HEADING, int(heading[1]) - 1
    if re.match(r"(?:title|rubrik)$", name, re.IGNORECASE):
        return LineStyle.HEADING, 0
    properties = paragraph._p.pPr  # noqa: SLF001
    numbering = properties.numPr if properties is not None else None
    in_list = re.match(r"(?:list(?:a)?|punktlista|numrerad lista)\b.*?(\d)?$", name, re.IGNORECASE)
    if numbering is not None and (numbering.numId is None or numbering.numId.val != 0):
        named = int(in_list[1]) - 1 if in_list and in_list[1] else 0
        return LineStyle.ITEM, int(numbering.ilvl.val) if numbering.ilvl is not None else named
    if in_list and "paragraph" not in name.lower() and "stycke" not in name.lower():
        return LineStyle.ITEM, int(in_list[1]) - 1 if in_list[1] else 0
    runs = [run for run in paragraph.runs if run.text.strip()]
    short = len(paragraph.text) <= 90 and not paragraph.text.rstrip().endswith((".", ",", ";"))
    if runs and short and all(run.bold for run in runs) and len(paragraph.text.strip()) > 2:
        return LineStyle.HEADING, 4
    return LineStyle.PLAIN, 0


def _table(table: Any, body: Any, depth: int) -> Iterator[_Line]:
    rows = [_cells(row) for row in table.rows]
    if max((len(cells) for cells in rows), default=0) <= 1:
        # a box round text, not a table
        for cells in rows:
            for cell in cells:
                yield from _lines(cell.iter_inner_content(), body, depth + 1)
        return
    for cells in rows:
        texts = [_cell_text(cell, body, depth) for cell in cells]
        if any(texts):
            yield "\t".join(texts), LineStyle.ROW, 0


def _cells(row: Any) -> list[Any]:
    """The cells of a row, one that spans several columns once."""
    found: list[Any] = []
    for cell in row.cells:
        if not found or cell._tc is not found[-1]._tc:  # noqa: SLF001
            found.append(cell)
    return found


def _cell_text(cell: Any, body: Any, depth: int) -> str:
    pieces: list[str] = []
    for text, style, _ in _lines(cell.iter_inner_content(), body, depth + 1):
        plain = text.replace("\t", " ")
        if style is LineStyle.ITEM or _BULLET.match(plain):
            pieces.append(f"• {_BULLET.sub('', plain)}")
        else:
            pieces.append(plain)
    return " ".join(pieces)


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if _BODY not in names:
                kind = "is a ZIP archive or another Office file, not a Word document"
                raise refusal(name, kind, "choose the document itself, or paste the text instead")
            if any(member.flag_bits & 1 for member in members):
                raise refusal(name, "is locked with a password", f"unlock it, or {PASTE_INSTEAD}")
            _check_sizes(name, members)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        start = part.read(4096)
                    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                        raise refusal(name, "declares entities, which no Word document needs", PASTE_INSTEAD)
    except _DAMAGE as error:
        raise refusal(name, "is a damaged or locked Word document", PASTE_INSTEAD) from error


def _check_sizes(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise too_large(name, f"holds {len(members)} parts, more than any promise document needs")
    if len({member.filename for member in members}) < len(members):
        raise refusal(name, "holds the same part twice, as no Word document does", PASTE_INSTEAD)
    total = sum(member.file_size for member in members)
    largest = max((m.file_size for m in members if m.filename.endswith((".xml", ".rels"))), default=0)
    if total > MAX_UNPACKED_BYTES or largest > MAX_PART_BYTES:
        raise too_large(name, f"unpacks to {max(total, largest) // MEBIBYTE} MB")
    for member in members:
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise too_large(name, f"unpacks to more than {MAX_RATIO} times its size, as made to fill the memory")
