"""A paper as DOCX: real headings, tables with header rows that are repeated, pictures with alt texts, its language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Any

from geodata.exports.chartdrawing import with_charts
from geodata.exports.office import LOCALES, holdable, pixels, steady
from geodata.paper import Block, Facts, Group, Heading, Listing, Paper, Paragraph, Picture, Table, Tone

if TYPE_CHECKING:
    from docx.document import Document

_LINE_CM = 16.6
_LONGEST = 255
_TABLE_PT, _LETTER_CM, _PADDING_CM, _LONG_WORD = 9.5, 0.2, 0.5, 16


def paper_docx(paper: Paper, pictures: Mapping[str, bytes], *, made_at: datetime) -> bytes:
    """The document. pictures: as of `paper_pdf`; one that is missing is left out with its caption.

    The same words, pictures and moment give the same bytes. Raises: InvalidRecord for a picture that cannot be read.
    """
    import docx
    from docx.shared import Cm, Pt

    pictures = with_charts(paper, pictures)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.footer.paragraphs[0].text = holdable(paper.running)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    _speak(document, LOCALES[paper.language])
    about = document.core_properties
    about.title, about.author = holdable(paper.title)[:_LONGEST], holdable(paper.author)[:_LONGEST]
    about.language = LOCALES[paper.language]
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    document.add_heading(holdable(paper.title), level=1)
    for block in paper.blocks:
        _draw(document, block, pictures)
    made = BytesIO()
    document.save(made)
    return steady(made.getvalue())


def _speak(document: Document, language: str) -> None:
    """Set the language of all text, which screen readers and spelling go by."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element: Any = document.styles.element
    defaults = element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    told = defaults.find(qn("w:lang"))
    if told is None:
        told = OxmlElement("w:lang")
        defaults.append(told)
    for name in ("w:val", "w:eastAsia"):
        told.set(qn(name), language)


def _draw(document: Document, block: Block, pictures: Mapping[str, bytes]) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(holdable(text), level=level).paragraph_format.keep_with_next = True
        case Paragraph(text, tone):
            run = document.add_paragraph().add_run(holdable(text))
            run.bold = tone is Tone.MARK
            run.italic = tone is Tone.NOTE
        case Facts(rows):
            for term, said in rows:
                paragraph = document.add_paragraph()
                paragraph.add_run(holdable(term)).bold = True
                paragraph.add_run(f"\t{holdable(said)}")
                paragraph.paragraph_format.space_after = 0
        case Listing(items):
            for item in items:
                document.add_paragraph(holdable(item), style="List Bullet")
        case Table():
            _table(document, block)
        case Picture():
            _picture(document, block, pictures)
        case Group(blocks):
            for one in blocks:
                _draw(document, one, pictures)


def _table(document: Document, told: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    document.add_paragraph(holdable(told.caption), style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(told.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, told.heads, strict=True):
        cell.paragraphs[0].add_run(holdable(head)).bold = True
    row_facts: Any = table.rows[0]._tr  # noqa: SLF001  # python-docx has no other way to mark a header row
    row_facts.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in told.rows:
        for index, (cell, one) in enumerate(zip(table.add_row().cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(holdable(one.text))
            if index in told.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.autofit = False
    for column, width in zip(table.columns, _widths(told), strict=True):
        column.width = Cm(width)
    for line in table.rows:
        facts: Any = line._tr  # noqa: SLF001  # nor to keep a row on one page
        facts.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, column in zip(line.cells, table.columns, strict=True):
            cell.width = column.width
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(_TABLE_PT)
    document.add_paragraph()


def _widths(told: Table) -> list[float]:
    """Of the columns, in cm: each gets what its longest word or number needs, long texts what is left."""
    columns = [[told.heads[n], *(row[n].text for row in told.rows)] for n in range(len(told.heads))]
    whole = [
        max(len(text) for text in cells[1:]) if n in told.numbers and told.rows else 0
        for n, cells in enumerate(columns)
    ]
    words = [min(_LONG_WORD, max(len(word) for text in cells for word in (text.split() or [""]))) for cells in columns]
    needed = [_LETTER_CM * max(pair) + _PADDING_CM for pair in zip(whole, words, strict=True)]
    left = max(0.0, _LINE_CM - sum(needed))
    shares = [0.0 if n in told.numbers else sqrt(max(map(len, cells))) for n, cells in enumerate(columns)]
    shares = shares if any(shares) else [1.0] * len(columns)
    squeeze = min(1.0, _LINE_CM / sum(needed))
    return [need * squeeze + left * share / sum(shares) for need, share in zip(needed, shares, strict=True)]


def _picture(document: Document, told: Picture, pictures: Mapping[str, bytes]) -> None:
    from docx.shared import Cm

    if told.name not in pictures:
        return
    shown: Any = document.add_picture(BytesIO(pixels(pictures[told.name])), width=Cm(_LINE_CM * told.width))
    facts = shown._inline.docPr  # noqa: SLF001  # python-docx has no other way to set an alt text
    facts.set("descr", holdable(told.alt))
    if told.caption:
        document.add_paragraph(holdable(told.caption), style="Caption")
