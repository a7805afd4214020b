"""Files of registers: every cell of every kind comes back as it was, and nothing in them is run on opening."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import geopandas
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from geodata.exports.harmless import harmless, steers
from geodata.exports.layer_styles import style_of
from geodata.exports.office import holdable
from geodata.exports.register_arrow import registers_parquet
from geodata.exports.register_geojson import registers_geojson, written
from geodata.exports.register_gpkg import registers_gpkg
from geodata.exports.register_rows import Making, RegisterTable
from geodata.exports.register_tables import registers_csv, registers_xlsx
from geodata.exports.workbook import local, shortened
from geodata.model import LOCAL_TIME, Category, Hotspot, HotspotState, Record
from geodata.studies.register_columns import NOT_TOLD, REGISTERS, SHAPES, Cell, columns_of, plural
from tests.builders import a_box, a_hotspot, a_place, a_report, an_area, one_of_each
from tests.hostile import HOSTILE
from tests.plainregisters import PlainRegisterWords, told_rests
from tests.strategies import records

NOW = datetime(2017, 6, 1, 9, 30, tzinfo=UTC)
FREE = ("name", "title", "text", "note", "summary", "channel", "reason", "reply", "status_reason", "function")
NUMBER = re.compile(r"[-+.,;\d e]*")
ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
Write = Callable[[Path, Sequence[RegisterTable], Making], None]
KINDS = pytest.mark.parametrize("kind", REGISTERS, ids=plural)
Rows = list[list[Cell]]


@st.composite
def registers(draw: st.DrawFn) -> list[Record]:
    """Some records of one kind, whose free texts are as hostile as may be."""
    kind = draw(st.sampled_from(REGISTERS))
    found = draw(st.lists(records(kind), max_size=3, unique_by=lambda record: record.id))
    free = [name for name in FREE if name in kind.model_fields]
    hostile = st.sampled_from([unicodedata.normalize("NFC", text).strip() for text in HOSTILE])
    return [record.model_copy(update={name: draw(hostile) for name in free}) for record in found] or [
        next(one for one in one_of_each() if isinstance(one, kind))
    ]


def table_of(of: Sequence[Record]) -> RegisterTable:
    return RegisterTable(type(of[0]), [of], {})


def made(write: Write, folder: Path, ending: str, of: Sequence[Record], words: PlainRegisterWords) -> Path:
    path = folder / f"file.{ending}"
    write(path, [table_of(of)], Making(words, told_rests, NOW, lambda _: None))
    return path


def cells(of: Sequence[Record], words: PlainRegisterWords) -> Rows:
    """What every file of these must hold, row by row."""
    return [list(row) for row in zip(*table_of(of).cells(of, words), strict=True)]


def names_of(of: Sequence[Record]) -> list[str]:
    return [column.name for column in columns_of(type(of[0]))]


def test_no_part_of_a_text_is_a_formula_where_cells_are_parted_by_another_sign() -> None:
    for text in ("hej,=1+1", 'x; "=2+2', "rad ett\n=cmd", '["a","=3"]', "a,\u00a0@b", "=1,=2", "a|+1"):
        assert "'" in str(harmless(text))
        row = io.StringIO(newline="")
        csv.writer(row, delimiter=";").writerow(["först", harmless(text), "sist"])
        for sign in (",", ";", "\t"):
            read = csv.reader(io.StringIO(row.getvalue(), newline=""), delimiter=sign)
            assert not [cell for line in read for cell in line if steers(cell)], (text, sign)
    assert harmless("Larmtorget, 5-6 stycken; a - b") == "Larmtorget, 5-6 stycken; a - b"


def test_every_column_has_a_name_of_its_own_and_no_inner_field_is_told() -> None:
    for kind in REGISTERS:
        names = [column.name.casefold() for column in columns_of(kind)]
        assert len(set(names)) == len(names), kind
        assert not NOT_TOLD & set(names), kind
        left_out = set(kind.model_fields) - {column.path[0] for column in columns_of(kind)} - NOT_TOLD
        assert left_out <= ({SHAPES[kind].field} if kind in SHAPES else set()), kind


def check_csv(folder: Path, of: Sequence[Record], words: PlainRegisterWords) -> None:
    with ZipFile(made(registers_csv, folder, "zip", of, words)) as archive:
        assert set(archive.namelist()) == {f"{plural(type(of[0]))}.csv", "dictionary_file.csv", "about_file.txt"}
        text = archive.read(f"{plural(type(of[0]))}.csv").decode("utf-8-sig")
        told = archive.read("dictionary_file.csv").decode("utf-8-sig")
    first, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=";" if words.comma else ",")
    assert first[: len(names_of(of))] == [harmless(f"{words.said}{name}") for name in names_of(of)]
    for line, row in zip(lines, cells(of, words), strict=True):
        for got, cell in zip(line, row, strict=False):
            match cell:
                case None:
                    assert got == ""
                case str():
                    assert got == harmless(cell)
                    assert not steers(got)
                case bool():
                    assert got == str(cell).lower()
                case float():
                    assert float(got.replace(",", ".") if words.comma else got) == cell
                case datetime():
                    assert datetime.fromisoformat(got) == cell
                case _:
                    assert got == str(cell)
    for sign in (",", ";", "\t"):
        split = (cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=sign) for cell in line)
        assert not any(steers(cell) and not NUMBER.fullmatch(cell) for cell in split)
    known = list(csv.reader(io.StringIO(told, newline=""), delimiter=";" if words.comma else ","))
    assert [line[1] for line in known[1:]] == names_of(of)
    assert not any(steers(cell) for line in (*known, first) for cell in line)


def check_xlsx(folder: Path, of: Sequence[Record], words: PlainRegisterWords) -> None:
    book = load_workbook(made(registers_xlsx, folder, "xlsx", of, words))
    every = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in every)
    assert not book.defined_names
    sheet = book.worksheets[1]
    read = list(sheet.iter_rows(min_row=2))
    assert all(cell.quotePrefix for line in read for cell in line if isinstance(cell.value, str) and steers(cell.value))
    assert len(book.worksheets) == 3
    for line, row in zip(read, cells(of, words), strict=True):
        for place, cell in zip(line, row, strict=True):
            assert_in_a_workbook(place.value, cell)


def assert_in_a_workbook(got: Any, cell: Cell) -> None:
    match cell:
        case None:
            assert got is None
        case str():
            assert ESCAPED.sub("_", got or "") == shortened(holdable(cell))
        case datetime() if isinstance(got, str):
            assert datetime.fromisoformat(got) == cell
        case datetime():
            assert abs(got - local(cell).replace(tzinfo=None)) < timedelta(milliseconds=2)
        case date():
            assert (got if isinstance(got, str) else got.date().isoformat()) == cell.isoformat()
        case _:
            assert got == cell
            assert isinstance(got, bool) == isinstance(cell, bool)


def check_geojson(folder: Path, of: Sequence[Record], words: PlainRegisterWords) -> None:
    layer = json.loads(made(registers_geojson, folder, "geojson", of, words).read_text("utf-8"))
    assert layer["type"] == "FeatureCollection"
    assert layer["metadata"] == dict(told_rests([rest_of(of)]))
    assert [one["column"] for one in layer["dictionary"]] == names_of(of)
    wanted = [dict(zip(names_of(of), map(written, row), strict=True)) for row in cells(of, words)]
    assert [one["properties"] for one in layer["features"]] == wanted
    assert [one["id"] for one in layer["features"]] == [str(record.id) for record in of]
    drawn = [one["geometry"] and shapely.from_geojson(json.dumps(one["geometry"])) for one in layer["features"]]
    assert_same_shapes(drawn, of)


def check_gpkg(folder: Path, of: Sequence[Record], words: PlainRegisterWords) -> None:
    path = made(registers_gpkg, folder, "gpkg", of, words)
    name = plural(type(of[0]))
    _, read = pyogrio.raw.read_arrow(path, layer=name)
    rows = cells(of, words)
    for at, column in enumerate(names_of(of)):
        for got, row in zip(read.column(column).to_pylist(), rows, strict=True):
            assert_in_a_geopackage(got, row[at])
    if type(of[0]) in SHAPES:
        frame = geopandas.read_file(path, layer=name)
        assert frame.crs == "EPSG:4326"
        assert_same_shapes(list(frame.geometry), of)
    with closing(sqlite3.connect(path)) as file:
        about = dict(file.execute("SELECT label, said FROM about"))
        styled = [row[0] for row in file.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")]
        columns = file.execute("SELECT column_name, title FROM gpkg_data_columns").fetchall()
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    assert about == dict(told_rests([rest_of(of)]))
    assert styled == ([name] if type(of[0]) in SHAPES else [])
    assert columns == [(column, f"{words.said}{column}") for column in names_of(of)]


def assert_in_a_geopackage(got: Any, cell: Cell) -> None:
    if isinstance(cell, datetime) and cell.year < 1970:
        # GDAL rounds 59.001 seconds of a time before 1970 up to the minute
        assert abs(alike(got) - alike(cell)) < timedelta(seconds=1)
    else:
        assert alike(got) == alike(cell)


def check_parquet(folder: Path, of: Sequence[Record], words: PlainRegisterWords) -> None:
    path = made(registers_parquet, folder, "parquet", of, words)
    read = pq.read_table(path)
    rows = cells(of, words)
    for at, column in enumerate(names_of(of)):
        assert [alike(cell) for cell in read.column(column).to_pylist()] == [alike(row[at]) for row in rows], column
    known = pq.ParquetFile(path).metadata.metadata or {}
    assert json.loads(known[b"metadata"]) == dict(told_rests([rest_of(of)]))
    assert [one["column"] for one in json.loads(known[b"dictionary"])] == names_of(of)
    if type(of[0]) not in SHAPES:
        assert b"geo" not in known
        return
    geo = json.loads(known[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    frame = geopandas.read_parquet(path)
    assert frame.crs == "OGC:CRS84"
    assert_same_shapes(list(frame.geometry), of)
    drawn = [shape for shape in table_of(of).shapes(of) if shape is not None]
    assert geo["columns"]["geometry"].get("bbox") == (shapely.total_bounds(drawn).tolist() if drawn else None)


def alike(cell: Any) -> Any:
    """A moment whatever its zone is called; the calendar's ends have none in Sweden."""
    return cell.astimezone(UTC).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def rest_of(of: Sequence[Record]) -> Any:
    table = table_of(of)
    for _ in table.records(lambda _: None):
        pass
    return table.rest


def assert_same_shapes(read: Sequence[Any], of: Sequence[Record]) -> None:
    for got, wanted in zip(read, table_of(of).shapes(of), strict=True):
        assert (got is None) == (wanted is None)
        if wanted is not None:
            assert got.geom_type == wanted.geom_type
            assert shapely.equals_exact(got, wanted, tolerance=1e-9)


CHECKS = (check_csv, check_xlsx, check_geojson, check_gpkg, check_parquet)
ASKED = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))


@ASKED
@given(of=registers(), said=st.sampled_from(("", *HOSTILE)), comma=st.booleans())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_every_cell_comes_back_as_it_was_and_none_is_a_formula(
    check: Callable[[Path, Sequence[Record], PlainRegisterWords], None], of: list[Record], said: str, comma: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check(Path(folder), of, PlainRegisterWords(comma, unicodedata.normalize("NFC", said)))


@ASKED
@KINDS
def test_every_kind_comes_back(
    check: Callable[[Path, Sequence[Record], PlainRegisterWords], None], kind: type[Record], tmp_path: Path
) -> None:
    check(tmp_path, [one for one in one_of_each() if isinstance(one, kind)], PlainRegisterWords())


def test_all_registers_lie_in_one_workbook_and_in_one_geopackage_with_styles(tmp_path: Path) -> None:
    every = [one for one in one_of_each() if type(one) in REGISTERS]
    making = Making(PlainRegisterWords(), told_rests, NOW, lambda _: None)
    registers_gpkg(tmp_path / "a.gpkg", [table_of([one]) for one in every], making)
    registers_xlsx(tmp_path / "a.xlsx", [table_of([one]) for one in every], making)
    layers = dict(pyogrio.list_layers(tmp_path / "a.gpkg"))
    assert {plural(kind): shape.geometry for kind, shape in SHAPES.items()}.items() <= layers.items()
    assert {plural(kind) for kind in REGISTERS} | {"layer_styles", "about", "dictionary"} == set(layers)
    styles = geopandas.read_file(tmp_path / "a.gpkg", layer="layer_styles")
    assert set(styles["f_table_name"]) == {plural(kind) for kind in SHAPES}
    assert set(styles["f_geometry_column"]) == {"geom"}
    book = load_workbook(tmp_path / "a.xlsx", read_only=True)
    assert len(book.sheetnames) == len(REGISTERS) + 2
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)


def test_styles_are_well_formed_and_draw_every_code() -> None:
    words = PlainRegisterWords(said='\x01<"&')
    for kind in SHAPES:
        style = style_of(kind, words)
        qml, sld = ET.fromstring(style.qml.split("\n", 1)[1]), ET.fromstring(style.sld.encode())  # noqa: S314
        symbols = {one.get("name") for one in qml.iter("symbol")}
        drawn = {one.get("symbol"): one.get("value") for one in qml.iter("category")}
        assert symbols == (set(drawn) or {"0"})
        assert len(list(sld.iter("{http://www.opengis.net/sld}Rule"))) == len(symbols)
        if "category" in kind.model_fields:
            assert set(drawn.values()) == set(Category)
        if kind is Hotspot:
            assert set(drawn.values()) == set(HotspotState)


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    every = [one for one in one_of_each() if type(one) in REGISTERS]
    making = Making(PlainRegisterWords(), told_rests, NOW, lambda _: None)
    for number, write in enumerate((registers_csv, registers_xlsx, registers_geojson, registers_parquet)):
        bodies = []
        for again in range(2):
            path = tmp_path / f"{number}-{again}"
            write(path, [table_of([one]) for one in every], making)
            bodies.append(path.read_bytes())
        assert bodies[0] == bodies[1], write.__name__


def test_names_stand_beside_ids_as_far_as_they_are_known(tmp_path: Path) -> None:
    place, area = a_place(), an_area()
    known = {str(place.id): place.name, area.code: area.name}
    report = a_report(place_id=place.id, area_code=area.code)
    stranger = a_report(place_id=area.id, area_code="0880X")
    making = Making(PlainRegisterWords(), told_rests, NOW, lambda _: None)
    registers_geojson(tmp_path / "a.geojson", [RegisterTable(type(report), [[report], [stranger]], known)], making)
    first, second = (one["properties"] for one in json.loads((tmp_path / "a.geojson").read_text())["features"])
    assert (first["place_name"], first["area_name"]) == (place.name, area.name)
    assert (first["place_id"], first["area_code"]) == (str(place.id), area.code)
    assert (second["place_name"], second["area_name"]) == (None, None)
    assert second["place_id"] == str(area.id)


def test_an_outer_ring_runs_against_the_clock(tmp_path: Path) -> None:
    clockwise = shapely.reverse(shapely.orient_polygons(a_box()))
    making = Making(PlainRegisterWords(), told_rests, NOW, lambda _: None)
    registers_geojson(tmp_path / "a.geojson", [table_of([a_hotspot(outline=clockwise)])], making)
    (ring,), *_ = json.loads((tmp_path / "a.geojson").read_text())["features"][0]["geometry"]["coordinates"]
    assert shapely.LinearRing(ring).is_ccw


def test_a_cell_that_a_workbook_cannot_hold_says_that_more_followed(tmp_path: Path) -> None:
    spot = a_hotspot(evidence_ids=tuple(a_report().id for _ in range(1_000)))
    words = PlainRegisterWords()
    sheet = load_workbook(made(registers_xlsx, tmp_path, "xlsx", [spot], words)).worksheets[1]
    at = names_of([spot]).index("evidence_ids") + 1
    told = str(sheet.cell(2, at).value)
    assert (len(told), told[-1]) == (32_767, "…")
    check_csv(tmp_path, [spot], words)


def test_a_moment_in_a_workbook_is_swedens(tmp_path: Path) -> None:
    report = a_report(observed_at=datetime(2017, 7, 1, 22, 30, 15, tzinfo=UTC))
    sheet = load_workbook(made(registers_xlsx, tmp_path, "xlsx", [report], PlainRegisterWords())).worksheets[1]
    value = sheet.cell(2, names_of([report]).index("observed_at") + 1).value
    assert isinstance(value, datetime)
    assert value.replace(tzinfo=LOCAL_TIME) == report.observed_at
