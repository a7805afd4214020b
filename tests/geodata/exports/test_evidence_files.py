"""Files of the table: every row and text comes back as it was, and nothing in them is run when they are opened."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from geodata.columns import Columns
from geodata.exports.evidence_csv import evidence_csv
from geodata.exports.evidence_geojson import evidence_geojson
from geodata.exports.evidence_rows import BLOCK_ROWS, Block, blocks, heads
from geodata.exports.evidence_xlsx import evidence_xlsx
from geodata.exports.harmless import harmless, steers
from geodata.exports.office import holdable
from geodata.model import Category, EvidenceKind, Finding, Light, Report
from geodata.studies.evidence_fields import Cell, TableField
from tests.builders import a_report
from tests.geodata.studies.evidence_rows import Row, columns_of, rows
from tests.hostile import HOSTILE
from tests.plainwords import PlainWords

NOW = datetime(2017, 6, 1, 9, 30, tzinfo=UTC)
NAMES = ("Underlag", "Om")
ABOUT = (("Källa", '=HYPERLINK("x")'), ("Licens", "<&>"))
FIELDS = (TableField.OBSERVED, TableField.CATEGORY, TableField.POSITION, TableField.NOTE, TableField.SEVERITY)
RECORD = a_report()
ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")

texts = (
    st.text(max_size=30)
    | st.sampled_from(HOSTILE)
    | st.text(st.sampled_from("=+-@|%\t\r\n '\"a;,\u00a0\ufeff_x05F"), max_size=10)
)


@dataclass(frozen=True, slots=True)
class HostileWords(PlainWords):
    """Notes, and words for codes, that are whatever somebody wrote."""

    notes: Mapping[UUID, str] = field(default_factory=dict)
    prefix: str = ""

    def word(self, field: TableField, code: str) -> str:
        return f"{self.prefix}{field.value} {code}"

    def told(self, field: TableField, record: Report | Finding) -> Cell:
        return self.notes[record.id] or None


def known(ids: Sequence[UUID]) -> Mapping[UUID, Report | Finding]:
    return {one: RECORD.model_copy(update={"id": one}) for one in ids}


def every(columns: Columns) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.arange(len(columns))


def asked(columns: Columns, words: PlainWords, fields: Sequence[TableField] = FIELDS) -> Iterator[Block]:
    return blocks(columns, every(columns), fields, words, known, marks=True)


def read_csv(body: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def as_read(text: str) -> str:
    """What a workbook holds of a text."""
    return holdable(text)[:32_767]


@given(st.lists(st.tuples(rows, texts), max_size=12), texts, texts, st.booleans())
def test_every_text_comes_back_and_none_is_a_formula(
    of: list[tuple[Row, str]], prefix: str, head: str, comma: bool
) -> None:
    columns = columns_of([row for row, _ in of])
    notes = {columns.id_of(at): note for at, (_, note) in enumerate(of)}
    words = HostileWords(comma=comma, heads={TableField.NOTE: head}, notes=notes, prefix=prefix)
    named, length = heads(FIELDS, words), len(of)

    written = b"".join(evidence_csv(named, asked(columns, words), comma=comma))
    first, *lines = read_csv(written, ";" if comma else ",")
    assert first == [harmless(one) for one in named]
    assert [line[4] for line in lines] == [harmless(note) for note in notes.values()]
    numbers = {2, 3}
    assert not any(steers(cell) for line in lines for at, cell in enumerate(line) if at not in numbers)

    book = load_workbook(
        io.BytesIO(b"".join(evidence_xlsx(named, asked(columns, words), ABOUT, names=NAMES, made_at=NOW)))
    )
    assert book.sheetnames == list(NAMES)
    sheet, about = book["Underlag"], book["Om"]
    cells = [cell for line in (*sheet.iter_rows(), *about.iter_rows()) for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    in_rows = [cell for line in sheet.iter_rows(min_row=2) for cell in line if isinstance(cell.value, str)]
    assert all(cell.quotePrefix for cell in in_rows if steers(str(cell.value)))
    told = [ESCAPED.sub("_", str(sheet.cell(at, 5).value or "")) for at in range(2, length + 2)]
    assert told == [as_read(note) for note in notes.values()]
    assert [[cell.value for cell in line] for line in about.iter_rows()] == [list(pair) for pair in ABOUT]

    given_fields = [one for one in FIELDS if one is not TableField.POSITION]
    layer = json.loads(
        b"".join(evidence_geojson(heads(given_fields, words), asked(columns, words, given_fields), ABOUT))
    )
    assert layer["type"] == "FeatureCollection"
    assert layer["metadata"] == dict(ABOUT)
    assert [UUID(one["id"]) for one in layer["features"]] == list(notes)
    assert [one["properties"][words.head(TableField.NOTE)] or "" for one in layer["features"]] == list(notes.values())


@given(st.lists(rows, max_size=20))
def test_places_are_points_or_null_in_every_format(of: list[Row]) -> None:
    columns, words = columns_of(of), PlainWords(comma=True)
    layer = json.loads(b"".join(evidence_geojson([], asked(columns, words, ()), ())))
    lines = read_csv(
        b"".join(evidence_csv(["lat", "lon"], asked(columns, words, (TableField.POSITION,)), comma=True)), ";"
    )
    assert len(layer["features"]) == len(lines) - 1 == len(of)
    for at, (feature, line) in enumerate(zip(layer["features"], lines[1:], strict=True)):
        if columns.located[at]:
            lon, lat = feature["geometry"]["coordinates"]
            assert (abs(lon - columns.lon[at]) < 1e-6, abs(lat - columns.lat[at]) < 1e-6) == (True, True)
            assert [float(cell.replace(",", ".")) for cell in line] == [lat, lon]
        else:
            assert feature["geometry"] is None
            assert line == ["", ""]


def one_line(row: Row, *fields: TableField) -> list[Cell]:
    (block,) = asked(columns_of([row]), PlainWords(), fields)
    return [column[0] for column in block.values]


def test_a_row_tells_its_time_as_exactly_as_it_is_known() -> None:
    fields = (TableField.OBSERVED, TableField.WEEKDAY, TableField.HOUR, TableField.LIGHT)
    sunday = Row(day=date(2017, 3, 5), minute=21 * 60 + 30, light=Light.DARK)
    assert one_line(sunday, *fields) == [datetime(2017, 3, 5, 21, 30), "weekday 6", 21, "light dark"]  # noqa: DTZ001
    assert one_line(Row(day=date(2017, 3, 5)), *fields) == [date(2017, 3, 5), "weekday 6", None, None]


def test_codes_stand_in_words_and_what_is_missing_is_left_empty() -> None:
    row = Row(kind=EvidenceKind.FINDING, category=Category.SHRUBS, area="A2", severity=3, safe=True)
    fields = (TableField.KIND, TableField.CATEGORY, TableField.AREA, TableField.SEVERITY, TableField.FEELING)
    assert one_line(row, *fields) == [
        "kind finding", "category shrubs", "area A2", "severity 3", "feeling safe",
    ]  # fmt: skip
    assert one_line(Row(), TableField.AREA, TableField.SEVERITY, TableField.POSITION) == [None, None, None, None]


def test_days_and_moments_are_written_as_swedes_write_them_and_are_days_in_a_workbook() -> None:
    columns, words = columns_of([Row(day=date(2017, 3, 5), minute=5), Row(day=date(2017, 3, 6))]), PlainWords()
    fields = (TableField.OBSERVED,)
    assert read_csv(b"".join(evidence_csv(["När"], asked(columns, words, fields), comma=False)), ",")[1:] == [
        ["2017-03-05 00:05"],
        ["2017-03-06"],
    ]
    body = b"".join(evidence_xlsx(["När"], asked(columns, words, fields), (), names=NAMES, made_at=NOW))
    sheet = load_workbook(io.BytesIO(body))["Underlag"]
    assert [sheet["A2"].value, sheet["A3"].value] == [datetime(2017, 3, 5, 0, 5), datetime(2017, 3, 6)]  # noqa: DTZ001
    assert [sheet["A2"].number_format, sheet["A3"].number_format] == [r"yyyy\-mm\-dd\ hh:mm", r"yyyy\-mm\-dd"]
    assert sheet.auto_filter.ref == "A1:A3"
    assert sheet.freeze_panes == "A2"


def test_a_workbook_of_nothing_and_one_of_many_columns_open() -> None:
    columns, words = columns_of([]), PlainWords()
    body = b"".join(evidence_xlsx(["a"], asked(columns, words), (), names=NAMES, made_at=NOW))
    assert load_workbook(io.BytesIO(body))["Underlag"].dimensions == "A1:A1"
    wide = [Block(1, [[number] for number in range(60)], [], [])]
    body = b"".join(evidence_xlsx([str(n) for n in range(60)], iter(wide), (), names=NAMES, made_at=NOW))
    sheet = load_workbook(io.BytesIO(body))["Underlag"]
    assert [cell.value for cell in sheet[2]] == list(range(60))
    assert sheet.dimensions == "A1:BH2"


def test_a_record_that_is_no_more_leaves_its_cells_empty() -> None:
    columns = columns_of([Row(), Row()])
    (block,) = blocks(columns, every(columns), (TableField.NOTE, TableField.KIND), PlainWords(), lambda _: {})
    assert block.values == [[None, None], ["kind report", "kind report"]]


def test_a_file_is_made_as_it_is_fetched_a_block_at_a_time() -> None:
    columns = columns_of([Row()] * (BLOCK_ROWS * 5))
    read: list[int] = []

    def find(ids: Sequence[UUID]) -> Mapping[UUID, Report | Finding]:
        read.append(len(ids))
        return {}

    def asked_anew(*, marks: bool = False) -> Iterator[Block]:
        return blocks(columns, every(columns), (TableField.NOTE,), PlainWords(), find, marks=marks)

    for made in (
        evidence_csv(["x"], asked_anew(), comma=True),
        evidence_geojson(["x"], asked_anew(marks=True), ()),
        evidence_xlsx(["x"], asked_anew(), (), names=NAMES, made_at=NOW),
    ):
        read.clear()
        next(made)
        assert sum(read) <= BLOCK_ROWS
        for _ in made:
            assert max(read) <= BLOCK_ROWS
        assert sum(read) == len(columns)
