"""Reading a tagged PDF as a screen reader does: along its structure tree, not in the order in which it was drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import page as validator
import pikepdf

_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?:<([0-9a-fA-F]+)>|\[(.*?)\])", re.DOTALL)
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")


@dataclass
class Tagged:
    """What a screen reader finds. texts: tag and text of each element that holds text, in reading order.

    tags: every tag, in reading order.  alts: of figures.
    """

    language: str
    title: str
    author: str
    is_marked: bool
    shows_title: bool
    part: str | None
    texts: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in reading order."""
        return " ".join(text for _, text in self.texts)


def read_tagged(body: bytes) -> Tagged:
    """A PDF along its structure tree. Figures tell their alt texts, not what is drawn inside them.

    Raises: AssertionError where the validator finds a rule of PDF/UA-1 broken.
    """
    assert faults(body) == []
    with pikepdf.open(BytesIO(body)) as pdf:
        root: Any = pdf.Root
        with pdf.open_metadata() as facts:
            part = facts.get("{http://www.aiim.org/pdfua/ns/id/}part")
        found = Tagged(
            language=str(root.get("/Lang", "")),
            title=str(pdf.docinfo.get("/Title", "")),
            author=str(pdf.docinfo.get("/Author", "")),
            is_marked=bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            shows_title=bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            part=part if isinstance(part, str) else None,
        )
        marked = {page.objgen: _marked(page) for page in pdf.pages}
        _walk(root["/StructTreeRoot"]["/K"], None, "", marked, found)
        return found


def faults(body: bytes) -> list[str]:
    """Which rules of PDF/UA-1 (ISO 14289-1) a file breaks, by a validator that is not ours nor the typesetter's."""
    report = validator.validate_pdf_bytes(body, profile=validator.ValidationProfile.PDF_UA_1)
    assert report.is_compliant == (not report.failures)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def squeezed(text: str) -> str:
    """A text without spaces, and without what marks a list's items or breaks a word at a line's end."""
    return re.sub(r"[\s\u00ad\u2022\u2010-]", "", text)


def _walk(node: Any, page: Any, tag: str, marked: dict[Any, dict[int, str]], found: Tagged) -> None:
    if isinstance(node, pikepdf.Array):
        for one in node:
            _walk(one, page, tag, marked, found)
    elif isinstance(node, int):
        text = marked[page.objgen].get(node, "")
        if text:
            found.texts.append((tag, text))
    elif isinstance(node, pikepdf.Dictionary):
        page = node.get("/Pg", page)
        if node.get("/Type") == "/MCR":
            _walk(int(node["/MCID"]), page, tag, marked, found)
            return
        if "/S" not in node:
            return
        tag = str(node["/S"])
        found.tags.append(tag)
        if tag == "/Figure":
            found.alts.append(str(node.get("/Alt", "")))
        elif "/K" in node:
            _walk(node["/K"], page, tag, marked, found)


def _marked(page: Any) -> dict[int, str]:
    """The text of each marked piece of a page's content."""
    fonts = {name: _letters(font) for name, font in page.obj["/Resources"].get("/Font", {}).items()}
    texts: dict[int, str] = {}
    open_marks: list[int | None] = []
    font: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                facts = operands[1]
                is_piece = isinstance(facts, pikepdf.Dictionary) and "/MCID" in facts
                open_marks.append(int(facts["/MCID"]) if is_piece else None)
            case "BMC":
                open_marks.append(None)
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                current = next((mark for mark in reversed(open_marks) if mark is not None), None)
                if current is not None:
                    texts[current] = texts.get(current, "") + "".join(_shown(operands[0], font))
            case _:
                pass
    return texts


def _shown(shown: Any, letters: dict[int, str]) -> Iterator[str]:
    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            yield from (letters.get(int.from_bytes(raw[i : i + 2], "big"), "") for i in range(0, len(raw), 2))


def _letters(font: Any) -> dict[int, str]:
    """From glyphs to text, as the font itself tells."""
    told = bytes(font["/ToUnicode"].read_bytes())
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for code, text in _PAIR.findall(block):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for first, last, start, many in _RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if many:
                for code, text in zip(codes, re.findall(rb"<([0-9a-fA-F]+)>", many), strict=False):
                    found[code] = _utf16(text)
            else:
                head, tail = start[:-4], int(start[-4:], 16)
                for step, code in enumerate(codes):
                    found[code] = _utf16(head + f"{tail + step:04x}".encode())
    return found


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")
