"""Broken files: each is refused in one sentence, and nothing else is ever raised."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import UnreadableFile
from geodata.model import Report
from geodata.sources import ImportKind, ParsedFile, read_file
from geodata.sources.files import sha256_of
from tests.files import REPORT_HEADER, REPORT_ROW, write_reports_csv, write_table, write_xlsx
from tests.geodata.sources.conftest import KALMAR, Read

Refused = Callable[..., str]
TABLES = ("reports", "findings", "burglaries", "surveys", "crime-counts", "activities")


@pytest.mark.parametrize("kind", [kind.value for kind in ImportKind])
def test_an_empty_file_is_refused(refused: Refused, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    assert refused(kind, path) == "empty.csv: is empty; export it again"


@pytest.mark.parametrize("kind", [kind.value for kind in ImportKind])
def test_a_file_that_is_not_there_is_refused(refused: Refused, tmp_path: Path, kind: str) -> None:
    assert "check the name" in refused(kind, tmp_path / "nowhere.csv")
    assert "not a file" in refused(kind, tmp_path)


@pytest.mark.parametrize("kind", TABLES)
def test_blank_lines_are_an_empty_file(refused: Refused, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "blank.csv"
    path.write_text("\n\n   \n")
    assert refused(kind, path)


def test_headers_only_is_said(refused: Refused, tmp_path: Path) -> None:
    assert "headers only" in refused("reports", write_reports_csv(tmp_path / "r.csv"))
    assert "headers only" in refused("reports", write_xlsx(tmp_path / "r.xlsx", REPORT_HEADER))


def test_a_missing_column_is_said_with_those_that_are_there_and_the_nearest_name(
    refused: Refused, tmp_path: Path
) -> None:
    path = write_table(
        tmp_path / "r.csv", ("datum", "kattegori", "lat", "lon"), [("2017-01-01", "klotter", 56.6, 16.3)]
    )
    sentence = refused("reports", path)
    assert "no column for the category" in sentence
    assert '"kattegori"' in sentence
    assert 'rename "kattegori" to "kategori"' in sentence


def test_all_missing_columns_are_said_at_once(tmp_path: Path) -> None:
    path = write_table(tmp_path / "r.csv", ("a", "b"), [(1, 2)])
    with pytest.raises(UnreadableFile) as caught:
        read_file(ImportKind.REPORTS, path, KALMAR)
    assert [fault.problem.split(";")[0] for fault in caught.value.faults] == [
        "has no column for the category",
        "has no column for the date",
        "has no column for where it is",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_swedish_letters_survive_every_encoding_and_delimiter(
    read: Read, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {"kommentar": "Åäö, é; på ön"}, encoding=encoding, delimiter=delimiter)
    (record,) = read("reports", path).records
    assert isinstance(record, Report)
    assert record.note == "Åäö, é; på ön"


def test_letters_that_were_decoded_wrongly_once_are_named(refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    write_reports_csv(path, {}, {"kommentar": "mörkt på gången"})
    path.write_bytes(path.read_bytes().decode("cp1252").encode())
    sentence = refused("reports", path)
    assert "decoded wrongly" in sentence
    assert "UTF-8" in sentence


def test_bytes_that_are_no_text_are_named_with_their_row(refused: Refused, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {}, encoding="cp1252")
    path.write_bytes(path.read_bytes() + b"a;\x81\x8d\n")
    assert "row 3" in refused("reports", path)


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize(
    ("start", "word"),
    [
        (b"\x00\x01\x02\x03" * 40, "NUL"), (b"SQLite format 3\x00", "database"), (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0" * 4, ".xls"), (b"\x89PNG\r\n", "picture"), (b"a;b\nc\x00d;e\n", "row 2"),
        ("a;b\n".encode("utf-16-le") * 9, "NUL"),
    ],
)  # fmt: skip
def test_binary_content_is_refused_in_words(
    refused: Refused, tmp_path: Path, kind: str, start: bytes, word: str
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(start)
    assert word in refused(kind, path)


@pytest.mark.parametrize("kind", [kind.value for kind in ImportKind])
def test_one_line_of_200_mb_is_refused_early(refused: Refused, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"a" * (1 << 20))
    sentence = refused(kind, path)
    assert "1 MB" in sentence or "200 MB" in sentence


def test_an_unclosed_quotation_mark_is_named(refused: Refused, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {})
    with path.open("a") as file:
        file.write('R9;"2017-01-01;' + "x;\n" * 60_000)
    assert "quotation mark" in refused("reports", path)


def test_a_row_with_too_many_cells_is_a_fault(read: Read, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {}, {})
    path.write_text(path.read_text().rstrip("\r\n") + ";mer\n")
    (fault,) = read("reports", path).faults
    assert fault.row == 3
    assert "more cells" in fault.problem


def test_trailing_delimiters_and_a_line_naming_the_delimiter_do_no_harm(read: Read, tmp_path: Path) -> None:
    path = write_reports_csv(tmp_path / "r.csv", {})
    lines = path.read_text().splitlines()
    path.write_text("sep=;\n" + lines[0] + "\n" + lines[1] + ";;\n")
    (record,) = read("reports", path).records
    assert record.provenance.row == 3


def test_a_value_in_a_fault_is_cut(read: Read, tmp_path: Path) -> None:
    parsed = read("reports", write_reports_csv(tmp_path / "r.csv", {}, {"kategori": "å" * 5000}))
    assert parsed.faults[0].value is not None
    assert len(parsed.faults[0].value) == 80


def a_workbook(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


def test_a_workbook_that_unpacks_to_fill_the_memory_is_refused_before_it_does(refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(a_workbook(xl__workbook=b"<workbook/>", xl__sharedStrings=b"A" * 100_000_000))
    assert "times its size" in refused("reports", path)


@pytest.mark.parametrize(
    "content",
    [
        a_workbook(xl__workbook=b"<workbook/>"),
        a_workbook(xl__workbook=b"not xml"),
        a_workbook(xl__workbook=b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'),
        a_workbook(other=b"x"),
        b"PK\x03\x04" + b"\x00" * 100,
        b"PK\x03\x04",
    ],
)
def test_a_damaged_workbook_is_refused(refused: Refused, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    assert "; " in refused("reports", path)


def test_a_zip_archive_is_not_taken_for_a_workbook(refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "r.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("r.csv", "a;b")
    assert "unpack it" in refused("reports", path)


def test_the_second_sheet_is_read_when_the_first_is_something_else(read: Read, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0].append(["Om filen"])
    sheet = book.create_sheet("Data")
    sheet.append(list(REPORT_HEADER))
    sheet.append(list(REPORT_ROW))
    book.save(tmp_path / "r.xlsx")
    parsed = read("reports", tmp_path / "r.xlsx")
    assert len(parsed.records) == 1
    assert 'only the sheet "Data" was read' in parsed.notes[0].problem


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    path = write_reports_csv(tmp_path / "r.csv", *({} for _ in range(5_000)))
    read_file(ImportKind.REPORTS, path, KALMAR, lambda done, total: told.append((done, total)))
    assert told[-1] == (5_000, 5_000)
    assert len(told) >= 3


def records_or_refusal(kind: ImportKind, path: Path) -> ParsedFile | UnreadableFile:
    try:
        return read_file(kind, path, KALMAR)
    except UnreadableFile as refusal:
        return refusal


HEADS = (
    b"", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", ";".join(REPORT_HEADER).encode() + b"\n",
    b"omr\xe5de;m\xe5nad;antal\n", b"omrade;matning;fraga;andel\n", b"Region;Brott;\xc5r;Period;Antal;/100 000 inv\n",
    b"Kommun;Antal;Per 100 000 inv.\r\n", b'[{"id":1,"type":"a","name":"x, Kalmar",', b"[[[[", b"sep=",
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from([kind for kind in ImportKind if kind is not ImportKind.AREAS]),
    head=st.sampled_from(HEADS),
    tail=st.one_of(
        st.binary(max_size=400),
        st.text(alphabet=st.sampled_from('åäö;,"\n\r\t0123456789.-<ABCprel'), max_size=300).map(str.encode),
    ),
)
def test_any_bytes_give_records_or_a_refusal_in_words(
    tmp_path: Path, kind: ImportKind, head: bytes, tail: bytes
) -> None:
    path = tmp_path / "any_2024.csv"
    path.write_bytes(head + tail)
    result = records_or_refusal(kind, path)
    if isinstance(result, UnreadableFile):
        assert result.faults
        assert str(result)
    else:
        assert result.read >= result.rejected


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from([b"", b"{", b'{"type":"FeatureCollection","features":[', b"SQLite format 3\x00"]),
    tail=st.binary(max_size=300),
)
def test_any_bytes_as_areas_give_records_or_a_refusal_in_words(tmp_path: Path, head: bytes, tail: bytes) -> None:
    path = tmp_path / "any.geojson"
    path.write_bytes(head + tail)
    with pytest.raises(UnreadableFile) as caught:
        read_file(ImportKind.AREAS, path, KALMAR)
    assert caught.value.faults
