"""LibreOffice opens a lägesbild's DOCX and workbook, and prints all that they say."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.i18n import Language, Translate, translate
from dashboard.situationwords import told
from geodata.casebook.situations import SituationLine, SituationStory
from geodata.demo.situations import kept_file
from geodata.editing import Entry
from geodata.exports.paper_docx import paper_docx
from geodata.exports.paper_xlsx import paper_xlsx
from geodata.exports.situationmap import situation_map
from geodata.paper import Heading, Paper, Paragraph, Table, texts
from geodata.situation.writing import read
from tests.builders import a_situation_report
from tests.office import LACKING, find_office, printed
from tests.tagged import squeezed

BULLET = "\uf0b7"
NOW = datetime(2017, 6, 1, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def office() -> Path:
    found = find_office()
    if found is None:
        pytest.skip(LACKING)
    return found


def shown(t: Translate) -> tuple[SituationStory, Paper]:
    content = read(kept_file("0880", date(2017, 5, 1)).read_text(encoding="utf-8"))
    report = a_situation_report(title="Lägesbild våren", approved_at=NOW, approved_by="Rådet", content_sha256="0" * 64)
    line = SituationLine(Entry(report, 1, NOW), has_content=True, superseded_by=None)
    story = SituationStory(line, content, None, None)
    return story, told(t, story)


def letters(text: str) -> str:
    return squeezed(unicodedata.normalize("NFKC", text))


def test_the_docx_is_printed_with_all_its_text_and_no_other(office: Path, tmp_path: Path) -> None:
    story, paper = shown(translate(Language.SV))
    assert story.content is not None
    document = tmp_path / "lagesbild.docx"
    pictures = {"map": situation_map(story.content, paper.legend)}
    document.write_bytes(paper_docx(paper, pictures, made_at=NOW))
    pages = [letters(page.extract_text()) for page in PdfReader(BytesIO(printed(office, document))).pages]
    body = "".join(page.replace(letters(paper.running), "", 1) for page in pages)
    assert all(letters(paper.running) in page for page in pages)
    # cells of a table are printed line by line, so that only single letters can be counted there
    found, asked = Counter(body), Counter(letters("".join(texts(paper))))
    assert not asked - found
    # what is more are marks of lists, and heads that are repeated where a table goes on
    heads = [letters("".join(block.heads)) for block in paper.blocks if isinstance(block, Table)]
    more = found - asked - Counter({BULLET: found[BULLET]})
    assert set(more) <= set("".join(heads))
    assert more.total() <= len(pages) * max(map(len, heads))
    for block in paper.blocks:
        if isinstance(block, Heading | Paragraph):
            assert letters(block.text) in body


def test_the_workbook_is_printed_with_all_its_text_and_every_number_has_room(office: Path, tmp_path: Path) -> None:
    _, paper = shown(translate(Language.SV))
    book = tmp_path / "lagesbild.xlsx"
    book.write_bytes(paper_xlsx(paper, made_at=NOW))
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(printed(office, book))).pages)
    assert "##" not in text
    assert "#NAME" not in text
    cells = [cell for sheet in paper.sheets for row in sheet.rows for cell in row]
    said = [head for sheet in paper.sheets for head in sheet.heads] + [one.text for one in cells if one.value is None]
    assert len(said) > 500
    lost = Counter(letters("".join(said))) - Counter(letters(text))
    assert not lost
