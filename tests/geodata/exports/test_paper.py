"""A paper says the same as PDF, DOCX and workbook, is tagged for screen readers, and no text in it becomes more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from geodata.errors import InvalidRecord
from geodata.exports.office import holdable
from geodata.exports.paper_docx import paper_docx
from geodata.exports.paper_pdf import paper_pdf
from geodata.exports.paper_xlsx import paper_xlsx
from geodata.exports.typeset import UNDRAWN, drawable
from geodata.paper import Block, Cell, Facts, Group, Heading, Listing, Paper, Paragraph, Picture, Table, Tone, texts
from tests.hostile import HOSTILE
from tests.tagged import faults, read_tagged, squeezed

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="12">1.1</text></svg>'
FACTS = Facts((("Beslut", "Åtgärdas"), ("Ansvarig", "Kommunen")))
TASKS = Table(
    "Saker att göra",
    ("Nr", "Vad", "Antal"),
    ((Cell("1.1"), Cell("Belysning"), Cell("1 234", 1234)), (Cell("2.3"), Cell("Buskage"), Cell("0,5", 0.5))),
    frozenset({2}),
    "Åtgärder",
)
BLOCKS: tuple[Block, ...] = (
    Paragraph("Trygghetsvandringen gick från torget till undergången.\nDen tog två timmar.", Tone.LEAD),
    Paragraph("Utkast", Tone.MARK),
    Heading("Fynd", 2),
    Heading("Stopp 1", 3),
    Paragraph("Poäng 1,8 av 3."),
    Group(
        (
            Heading("1.1 Belysning", 4),
            Paragraph("Lampan är släckt."),
            FACTS,
            Picture("photo", "Foto av lampan", "Foto 1"),
        )
    ),
    Picture("map", "Karta över stoppen", "Karta"),
    TASKS,
    Listing(("första", "andra")),
    Paragraph("Källa: vandringen.", Tone.NOTE),
)


def photo(form: str = "JPEG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "gray").save(made, form)
    return made.getvalue()


def paper(*blocks: Block, **changes: Any) -> Paper:
    facts: dict[str, Any] = {"title": "Protokoll: Åsgränd", "language": "sv", "author": "Kalmar", "sheets": (TASKS,)}
    return Paper(blocks=blocks or BLOCKS, **{**facts, **changes})


def pdf(of: Paper, pictures: dict[str, bytes] | None = None) -> bytes:
    return paper_pdf(of, {"map": DRAWING, "photo": photo()} if pictures is None else pictures, made_at=NOW)


def test_the_pdf_is_tagged_titled_and_in_its_language() -> None:
    found = read_tagged(pdf(paper(running="Löpande rad")))
    assert (found.language, found.title, found.author) == ("sv", "Protokoll: Åsgränd", "Kalmar")
    assert (found.is_marked, found.shows_title, found.part) == (True, True, "1")
    assert found.alts == ["Foto av lampan", "Karta över stoppen"]
    tags = [tag for tag in found.tags if tag in {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/L", "/Figure"}]
    assert tags == [
        *("/H1", "/H2", "/H3", "/H4", "/L", "/Figure", "/Figure", "/Table"),
        *("/TH",) * 3,
        *("/TD",) * 6,
        "/L",
    ]
    # what is repeated on every page is no part of the text
    assert "Löpande" not in found.text


@pytest.mark.parametrize("without", ["/MarkInfo", "/Lang", "/StructTreeRoot", "/Metadata"])
def test_the_validator_finds_a_pdf_that_lacks_what_pdf_ua_asks_for(without: str) -> None:
    whole = pdf(paper())
    assert faults(whole) == []
    with pikepdf.open(BytesIO(whole)) as opened:
        del opened.Root[without]
        lacking = BytesIO()
        opened.save(lacking)
    assert faults(lacking.getvalue())


def test_a_screen_reader_hears_the_paper_in_its_own_order() -> None:
    assert squeezed(read_tagged(pdf(paper())).text) == squeezed(" ".join(texts(paper())))


def test_the_same_paper_is_the_same_file() -> None:
    assert pdf(paper()) == pdf(paper())
    assert pdf(paper(), {"map": DRAWING}) != pdf(paper())


def parts(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_documents_for_office_programs_tell_no_clock_but_the_moment_they_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def make(at: datetime) -> tuple[bytes, bytes]:
        return paper_docx(paper(), {"map": DRAWING}, made_at=at), paper_xlsx(paper(), made_at=at)

    first = make(NOW)
    monkeypatch.setattr("time.time", lambda: NOW.timestamp() + 1_000_000)
    assert make(NOW) == first
    for before, after in zip(first, make(NOW + timedelta(days=1)), strict=True):
        was, stands = parts(before), parts(after)
        assert list(was) == list(stands)
        assert [name for name in was if was[name] != stands[name]] == ["docProps/core.xml"]
        assert NOW.strftime("%Y-%m-%dT%H:%M:%SZ").encode() in was["docProps/core.xml"]
        assert ZipFile(BytesIO(before)).testzip() is None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_of_every_kept_kind_are_shown(form: str) -> None:
    assert read_tagged(pdf(paper(), {"photo": photo(form)})).alts == ["Foto av lampan"]
    document = docx.Document(BytesIO(paper_docx(paper(), {"photo": photo(form)}, made_at=NOW)))
    assert len(document.inline_shapes) == 1


def test_a_picture_that_is_missing_is_left_out_with_its_caption() -> None:
    found = read_tagged(pdf(paper(), {}))
    assert found.alts == []
    assert "Foto 1" not in found.text
    assert "Lampan" in found.text


@pytest.mark.parametrize("body", [b"GIF89a", b"", b"\xff\xd8\xff\xe0 cut", b"%PDF-1.7", b"<svg"])
def test_a_picture_that_is_none_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(InvalidRecord):
        pdf(paper(), {"photo": body})


def test_long_papers_break_between_groups_and_repeat_their_heads_out_of_sight() -> None:
    rows = tuple((Cell(str(n)), Cell("Belysning"), Cell(str(n), n)) for n in range(200))
    many = [Group((Heading(f"{n} fynd", 4), Paragraph("Text. " * 30))) for n in range(60)]
    long = paper(Heading("Fynd", 2), Heading("Stopp", 3), *many, Table("Tabell", ("Nr", "Vad", "Antal"), rows))
    found = read_tagged(pdf(long))
    assert squeezed(found.text) == squeezed(" ".join(texts(long)))


# Hostile texts


def everywhere(text: str) -> Paper:
    """A paper with the text in every field."""
    cells = (Cell(text), Cell(text), Cell(text))
    blocks: tuple[Block, ...] = (
        Heading(text, 2),
        *(Paragraph(text, tone) for tone in Tone),
        Facts(((text, text),)),
        Listing((text, text)),
        Table(text, (text, text, text), (cells,), frozenset({1}), text),
        Picture("map", text, text),
        Group((Paragraph(text), Facts(((text, text),)))),
    )
    sheet = Table(text, (text, text, text), (cells,), name=text)
    return Paper(text, "sv", text, blocks, (sheet, sheet), running=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_the_pdf(text: str) -> None:
    found = read_tagged(pdf(everywhere(text), {"map": DRAWING}))
    wanted = " ".join(drawable(one) for one in texts(everywhere(text)))
    assert _letters(found.text) == _letters(wanted)
    assert found.tags.count("/H2") == 1


def _letters(text: str) -> str:
    # a line that begins with a mark of a list is squeezed alike on both sides; marks above letters may be composed
    return re.sub("[\u0300-\u036f\u0308]", "", squeezed(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_the_docx(text: str) -> None:
    body = paper_docx(everywhere(text), {"map": DRAWING}, made_at=NOW)
    document = docx.Document(BytesIO(body))
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    assert said.count(holdable(text).replace("\t", "\t")) >= 8
    assert {cell.text for cell in document.tables[0].rows[1].cells} == {holdable(text)}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_no_formula_in_the_workbook(text: str) -> None:
    book = load_workbook(BytesIO(paper_xlsx(everywhere(text), made_at=NOW)))
    assert len(book.worksheets) == 2
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type == "s"
                assert cell.value == holdable(text)
                assert bool(cell.quotePrefix) is holdable(text).startswith(("=", "+", "-", "@", "\t", "\n"))


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_can_be_set(written: list[str]) -> None:
    blocks = tuple(Paragraph(text) for text in written)
    found = read_tagged(pdf(paper(Heading("Fynd", 2), *blocks), {}))
    assert found.tags.count("/H2") == 1
    assert squeezed(found.text) == squeezed("Protokoll: Åsgränd Fynd " + drawable(" ".join(written)))


@given(st.text())
def test_what_is_drawable_stays_so(text: str) -> None:
    once = drawable(text)
    assert drawable(once) == once
    assert len(once) <= len(text)


def test_swedish_and_its_neighbours_are_drawn_as_they_are() -> None:
    text = "Åäö ÅÄÖ é ü ß ø æ ł ş č – — ”citat” ’ … € ½ § ° × ← → ● ○ Ж Ω"
    assert drawable(text) == text
    assert drawable("漢😀") == UNDRAWN * 2


# Office programs


def test_the_docx_has_real_headings_tables_alt_texts_and_its_language() -> None:
    document = docx.Document(BytesIO(paper_docx(paper(), {"map": DRAWING, "photo": photo()}, made_at=NOW)))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "Protokoll: Åsgränd"),
        ("Heading 2", "Fynd"),
        ("Heading 3", "Stopp 1"),
        ("Heading 4", "1.1 Belysning"),
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        [cell.text for cell in row] for row in TASKS.rows
    ]
    xml = document.element.xml
    assert xml.count("<w:tblHeader") == 1
    assert re.findall(r'descr="([^"]*)"', xml) == ["Foto av lampan", "Karta över stoppen"]
    assert 'w:val="sv-SE"' in document.styles.element.xml
    facts = document.core_properties
    assert (facts.title, facts.author, facts.language) == ("Protokoll: Åsgränd", "Kalmar", "sv-SE")


def test_columns_of_the_docx_have_room_for_numbers_and_long_texts() -> None:
    row = (
        Cell("Parkstråket"),
        Cell("1,24 (1,09\u20131,40)"),
        Cell("ordningsstörning, belysning, nedskräpning " * 3),
        Cell("7"),
    )
    many = Table("Platser", ("Plats", "Gånger", "Handlar om", "Nr"), (row,) * 3, frozenset({1}))
    numbers = Table("Tal", ("A", "B"), ((Cell("1"), Cell("22")),), frozenset({0, 1}))
    wide = Table("Tal", tuple("ABCDEFGH"), ((Cell("1,24 (1,09\u20131,40)"),) * 7 + (row[2],),), frozenset(range(7)))
    found = docx.Document(BytesIO(paper_docx(paper(many, numbers, wide), {}, made_at=NOW)))
    widths = [[column.width.cm for column in table.columns] for table in found.tables]
    assert all(sum(one) == pytest.approx(16.6, abs=0.05) for one in widths)
    place, times, about, number = widths[0]
    assert about > place > number
    assert times > 2.8
    assert min(widths[2]) > 1.5
    assert all("w:cantSplit" in row._tr.xml for table in found.tables for row in table.rows)


def test_the_docx_says_what_the_paper_says_in_its_order() -> None:
    document = docx.Document(BytesIO(paper_docx(paper(), {"map": DRAWING, "photo": photo()}, made_at=NOW)))
    said = []
    for part in document.iter_inner_content():
        rows = getattr(part, "rows", None)
        said += [cell.text for row in rows for cell in row.cells] if rows is not None else [getattr(part, "text", "")]
    assert squeezed(" ".join(said)) == squeezed(" ".join(texts(paper())))


def test_the_workbook_holds_numbers_as_numbers_and_days_as_days() -> None:
    day = Table("Dagar", ("Dag",), ((Cell("5 mars 2017", date(2017, 3, 5)),),), name="Da/g[ar]: " + "x" * 40)
    book = load_workbook(BytesIO(paper_xlsx(paper(sheets=(TASKS, day)), made_at=NOW)))
    first, second = book.worksheets
    assert first.title == "Åtgärder"
    assert [cell.value for cell in first[1]] == ["Nr", "Vad", "Antal"]
    assert [cell.value for cell in first[2]] == ["1.1", "Belysning", 1234]
    assert first["C3"].value == 0.5
    # as many decimals as are read, in either language
    told = [
        Cell("678", 678.0),
        Cell("1\u00a0234", 1234.0),
        Cell("10,5", 10.5),
        Cell("1,234.50", 1234.5),
        Cell("2.0", 2.0),
    ]
    read = Table("Tal", ("Tal",), tuple((one,) for one in told), name="Tal")
    (numbers,) = load_workbook(BytesIO(paper_xlsx(paper(sheets=(read,)), made_at=NOW))).worksheets
    assert [row[0].number_format for row in numbers.iter_rows(min_row=2)] == ["0", "0", "0.0", "0.00", "0.0"]
    assert first.freeze_panes == "A2"
    assert second["A2"].value == datetime(2017, 3, 5)  # noqa: DTZ001 - a workbook knows no zones
    assert len(second.title) <= 31
    assert book.properties.title == "Protokoll: Åsgränd"


def test_sheets_of_one_name_are_both_kept_and_no_sheet_is_one_with_the_title() -> None:
    book = load_workbook(BytesIO(paper_xlsx(paper(sheets=(TASKS, TASKS)), made_at=NOW)))
    assert len(set(book.sheetnames)) == 2
    alone = load_workbook(BytesIO(paper_xlsx(paper(sheets=()), made_at=NOW)))
    assert alone.worksheets[0]["A1"].value == "Protokoll: Åsgränd"
