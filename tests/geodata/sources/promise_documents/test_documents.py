"""Files as they come: text, Word and PDF are read; damaged, locked, scanned or foreign ones refused in a sentence."""

from __future__ import annotations

import io
import socket
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from geodata.errors import UnreadableFile
from geodata.sources.promise_document import LineStyle, ReadAs, WhyLeft, propose, read_document, text_of
from tests.geodata.sources.promise_documents.layouts import numbered_pdf, word_with_a_table
from tests.geodata.sources.promise_documents.paper import Line, pdf_of, pdf_with

TEXT = "Medborgarlöften i Kalmar kommun 2016–2017\n• Tryggare park på ön\n"


def refused(data: bytes, name: str = "fil") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_document(data, name)
    assert all(fault.remedy for fault in caught.value.faults)
    return str(caught.value)


def word_of(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def archive_of(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_usual_encoding(encoding: str, ends: str) -> None:
    source = read_document(TEXT.replace("\n", ends).encode(encoding), "löften.txt")
    assert source.read_as is ReadAs.TEXT
    assert [line.text for line in source.lines] == [
        "Medborgarlöften i Kalmar kommun 2016–2017",
        "• Tryggare park på ön",
        "",
    ]


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "löften.txt"
    path.write_text(TEXT, "utf-8")
    assert read_document(path, path.name).lines[0].number == 1
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_document(tmp_path / "borta.txt", "borta.txt")


def test_words_headings_lists_and_tables_keep_their_styles() -> None:
    document = Document()
    document.add_heading("Medborgarlöften i Kalmar kommun 2016–2017", 0)
    document.add_heading("Tryggare park", 1)
    document.add_paragraph("Vi ska:")
    document.add_paragraph("Röja buskage", style="List Bullet")
    document.add_paragraph("längs gångvägen", style="List Bullet 2")
    document.add_paragraph("Ansvarig: kommunen")
    document.add_paragraph("Ha nattvandrare ute", style="List Bullet")
    document.add_paragraph("Färre inbrott").runs[0].bold = True
    document.add_paragraph("Starta grannsamverkan", style="List Number")
    source = read_document(word_of(document), "a.docx")
    assert source.read_as is ReadAs.WORD
    styles = {line.text: (line.style, line.level) for line in source.lines if line.text}
    assert styles["Tryggare park"] == (LineStyle.HEADING, 0)
    assert styles["• längs gångvägen"] == (LineStyle.ITEM, 1)
    found = propose(source)
    assert [promise.title for promise in found.promises] == ["Tryggare park", "Färre inbrott"]
    assert [(action.title, action.promise and action.promise.value) for action in found.actions] == [
        ("Röja buskage; längs gångvägen", 1),
        ("Ha nattvandrare ute", 1),
        ("Starta grannsamverkan", 2),
    ]
    assert [one.party for one in found.actions[0].responsible] == ["kommunen"]


def test_headers_and_footers_of_printed_pages_are_no_part_of_the_text() -> None:
    source = read_document(numbered_pdf().data, "a.pdf")
    assert (source.read_as, source.pages) == (ReadAs.PDF, 2)
    found = propose(source)
    pages = [source.lines[part.span.first - 1].text for part in found.leftovers if part.why is WhyLeft.PAGE]
    assert "Diarienummer 2021-77" in pages
    said = found.model_dump_json()
    assert "Diarienummer" not in said
    assert "Sida" not in said


def test_reading_opens_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("an address was reached for")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    for layout in (numbered_pdf(), word_with_a_table()):
        assert propose(read_document(layout.data, layout.name)).actions


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"  \r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "is an old or locked Office file"),
        (b"{\\rtf1 Medborgarl\\'f6ften}", "is rich text"),
        (b"<!DOCTYPE html><html><p>Medborgarloften</p></html>", "is a web page"),
        (b"GIF89a\x00\x00\x00", "is a picture"),
        (b"\x00\x01\x02\x03" * 40, "is not text, Word or PDF"),
        ("Medborgarlöften på ön".encode().decode("cp1252").encode(), "decoded wrongly"),
        (b"x" * (20 * 1024 * 1024 + 1), "is larger than 20 MB"),
        (b"Medborgarlofte\n" * 30_000, "holds more than"),
        (b"PK\x03\x04 broken", "is a damaged or locked Word document"),
        (b"%PDF-1.7\nbroken", "is a damaged PDF"),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(data: bytes, problem: str) -> None:
    sentence = refused(data)
    assert problem in sentence
    assert "paste the text instead" in sentence


def test_a_scanned_pdf_is_refused_as_such() -> None:
    sentence = refused(pdf_with([b"q 500 0 0 700 40 40 cm Q"] * 3), "skannad.pdf")
    assert "no text, as a scanned paper" in sentence
    assert "paste the text instead" in sentence


def test_a_locked_pdf_is_refused_as_such() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(numbered_pdf().data)))
    writer.encrypt("hemligt", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert "is locked with a password" in refused(file.getvalue())


def test_a_pdf_of_more_than_200_pages_is_refused() -> None:
    page = [Line("Medborgarlöften i Kalmar kommun")]
    assert "has 201 pages" in refused(pdf_of([page], times=201))
    assert read_document(pdf_of([page], times=200), "a.pdf").pages == 200


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    assert "more than is read at once" in refused(pdf_with([b"BT /F1 9 Tf (a) Tj ET\n" + b" " * (9 * 1024 * 1024)]))


def test_a_pdf_that_draws_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.sources.promise_document.pdf.MAX_OPERATIONS", 1_000)
    assert "draws more than is read" in refused(pdf_with([b"BT /F1 9 Tf (Medborgarlofte) Tj ET\n" * 500]))


def test_a_zip_that_is_no_word_document_is_refused() -> None:
    assert "not a Word document" in refused(archive_of(xl__workbook=b"<a/>"))


def test_a_word_document_made_to_fill_the_memory_is_refused() -> None:
    bomb = archive_of(word__document=b"<w>" + b" " * (20 * 1024 * 1024))
    assert len(bomb) < 100_000
    assert "made to fill the memory" in refused(bomb)
    assert "unpacks to" in refused(archive_of(word__document=b" " * (31 * 1024 * 1024)))


def test_a_word_document_with_entities_is_refused() -> None:
    text = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    assert "declares entities" in refused(archive_of(word__document=text))


def test_a_word_document_without_text_or_with_broken_parts_is_refused() -> None:
    assert "holds no text" in refused(word_of(Document()))
    assert "is a damaged Word document" in refused(archive_of(word__document=b"<a><b></a>"))


def test_a_word_document_cut_short_is_refused() -> None:
    whole = word_with_a_table().data
    assert "paste the text instead" in refused(whole[: len(whole) // 2])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    which=st.sampled_from([numbered_pdf().data, word_with_a_table().data]),
    at=st.floats(0, 1),
    junk=st.binary(min_size=1, max_size=60),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(which: bytes, at: float, junk: bytes) -> None:
    place = int(at * len(which))
    try:
        source = read_document(which[:place] + junk + which[place + len(junk) :], "skadad")
    except UnreadableFile as error:
        assert "paste the text instead" in str(error)  # noqa: PT017 - either way is right
    else:
        propose(source)


def test_a_name_that_is_a_path_is_shown_without_it() -> None:
    assert refused(b"", "/hem/någon/löften\x1b[31m.txt").startswith("löften[31m.txt: is empty")


def test_pasted_text_with_page_breaks_has_pages() -> None:
    source = text_of("Medborgarlöften\fLöfte 1: Tryggare torg")
    assert [(line.number, line.page) for line in source.lines] == [(1, 1), (2, 2)]
