"""A paper as a tagged PDF, and as nothing else: the template draws the blocks it is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from math import sqrt
from typing import Any

from geodata.errors import InvalidRecord
from geodata.exports.chartdrawing import with_charts
from geodata.exports.typeset import typeset
from geodata.paper import Block, Facts, Group, Heading, Listing, Paper, Paragraph, Picture, Table

TEMPLATE = "paper.typ"
_NARROW = 6


def paper_pdf(paper: Paper, pictures: Mapping[str, bytes], *, made_at: datetime) -> bytes:
    """The document, PDF/UA-1. pictures: SVG, PNG, JPEG or WebP by the names that the paper uses.

    A picture that is missing and has no chart is left out with its caption. Raises: InvalidRecord for one that cannot
    be read.
    """
    pictures = with_charts(paper, pictures)
    files = {name: f"picture-{number}.{_kind(body)}" for number, (name, body) in enumerate(sorted(pictures.items()))}
    data = {
        "title": paper.title,
        "language": paper.language,
        "author": paper.author,
        "running": paper.running,
        "blocks": _together([told for block in paper.blocks if (told := _told(block, files))]),
    }
    return typeset(TEMPLATE, data, {files[name]: body for name, body in pictures.items()}, made_at=made_at)


def _together(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks, of which a paragraph stays on the page of the group that it introduces."""
    for block, following in pairwise(reversed(blocks)):
        if following["kind"] == "paragraph":
            following["sticky"] = block["kind"] == "group" or block.get("sticky", False)
    return blocks


def _kind(body: bytes) -> str:
    """The picture's format, as its bytes say."""
    if body.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    if body.lstrip().startswith(b"<svg"):
        return "svg"
    raise InvalidRecord("a picture is neither SVG, PNG, JPEG nor WebP; store it anew")


def _told(block: Block, files: Mapping[str, str]) -> dict[str, Any] | None:
    said: dict[str, Any] | None
    match block:
        case Heading(text, level):
            said = {"kind": "heading", "text": text, "level": level}
        case Paragraph(text, tone):
            said = {"kind": "paragraph", "lines": text.split("\n"), "tone": tone.value}
        case Facts(rows):
            said = {"kind": "facts", "rows": [[term, answer.split("\n")] for term, answer in rows]}
        case Listing(items):
            said = {"kind": "listing", "items": list(items)}
        case Table():
            said = _table(block)
        case Picture(name, alt, caption, width):
            file = files.get(name)
            said = {"kind": "picture", "file": file, "alt": alt, "caption": caption, "width": width} if file else None
        case Group(blocks):
            said = {"kind": "group", "blocks": [told for one in blocks if (told := _told(one, files))]}
    return said


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "heads": list(table.heads),
        "rows": [[cell.text for cell in row] for row in table.rows],
        "numbers": [index in table.numbers for index in range(len(table.heads))],
        "widths": [_width(table, index) for index in range(len(table.heads))],
    }


def _width(table: Table, column: int) -> float:
    """A column's part of the line by what it holds; 0 for one as narrow as it can be."""
    longest = max((len(row[column].text) for row in table.rows), default=0)
    return 0.0 if column in table.numbers or longest <= _NARROW else round(sqrt(longest), 2)
