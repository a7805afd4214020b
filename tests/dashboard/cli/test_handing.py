"""Registers and views at the command line: files that say what they hold, and sentences for what cannot be."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import geopandas
import pyogrio
import pytest
from openpyxl import load_workbook

from dashboard.cli import handing
from dashboard.i18n import Language
from geodata.studies.register_columns import RegisterFormat
from tests.dashboard.cli.commanding import answer, refused, run


def test_formats_and_languages_are_those_of_the_program() -> None:
    assert tuple(RegisterFormat) == handing.FORMATS
    assert tuple(Language) == handing.LANGUAGES


def test_a_register_is_written_as_a_geopackage_that_opens_with_its_styles(seeded: Path, tmp_path: Path) -> None:
    path = tmp_path / "promises.gpkg"
    done = run("export", "register", "--kind", "promises", "--format", "gpkg", "-o", path, "--data", seeded)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "promises" in done.stderr
    assert set(geopandas.read_file(path, layer="promises")["municipality"]) == {"0880", "0128"}
    assert "layer_styles" in {name for name, _ in pyogrio.list_layers(path)}


def test_all_registers_are_written_where_none_is_named(seeded: Path, tmp_path: Path) -> None:
    path = tmp_path / "alla.xlsx"
    told = answer("export", "register", "--municipality", "0880", "-o", path, "--data", seeded)
    book = load_workbook(path, read_only=True)
    assert len(book.sheetnames) == len(told["rows"]) + 2
    assert told["bytes"] == path.stat().st_size
    assert sum(1 for _ in book["Löften"].iter_rows(min_row=2)) == told["rows"]["promises"]


def test_csv_is_a_zip_in_the_language_that_is_asked_for(seeded: Path, tmp_path: Path) -> None:
    path = tmp_path / "actions.zip"
    answer("export", "register", "--kind", "action", "--language", "en", "-o", path, "--data", seeded)
    with ZipFile(path) as archive:
        assert set(archive.namelist()) == {"actions.csv", "data-dictionary.csv", "about.txt"}
        head = next(csv.reader(io.StringIO(archive.read("actions.csv").decode("utf-8-sig"))))
    assert head[:4] == ["Id", "Municipality", "Starts", "Ends"]


@pytest.mark.parametrize("form", RegisterFormat)
def test_a_view_is_written_in_every_format_with_the_same_rows(
    seeded: Path, tmp_path: Path, form: RegisterFormat
) -> None:
    path = tmp_path / f"view.{form}"
    view = ("--municipality", "0880", "--category", "lighting", "--since", "2016-01-01")
    told = answer("export", "view", *view, "-o", path, "--format", form, "--data", seeded)
    wanted = answer("export", "view", *view, "-o", tmp_path / "b.csv", "--format", "csv", "--data", seeded)
    assert sum(told["rows"].values()) == wanted["rows"]["evidence"] > 0
    if form is RegisterFormat.GEOJSON:
        assert len(json.loads(path.read_text("utf-8"))["features"]) == wanted["rows"]["evidence"]
    if form is RegisterFormat.GPKG:
        assert len(geopandas.read_file(path, layer="reports")) == told["rows"]["reports"]


def test_what_cannot_be_written_is_told_in_one_sentence(seeded: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    assert "promises" in refused("export", "register", "--kind", "photos", "-o", path, "--data", seeded)
    assert "--format" in refused("export", "register", "-o", tmp_path / "a.doc", "--data", seeded)
    assert "--municipality" in refused("export", "view", "-o", path, "--data", seeded)
    assert "ask a planner" in refused("export", "register", "-o", path, "--data", seeded, "--as", "citizen")
    nowhere = tmp_path / "nowhere" / "a.gpkg"
    assert "cannot be written" in refused("export", "register", "--kind", "goals", "-o", nowhere, "--data", seeded)
    assert list(tmp_path.iterdir()) == []
