"""Lägesbilder at the command line: frozen, listed, read, approved and written on paper, as on the pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.situation.content import figures
from geodata.store.opening import open_store
from tests.builders import a_municipality
from tests.dashboard.cli.commanding import answer, refused, run
from tests.geodata.casebook.town import town
from tests.tagged import read_tagged, squeezed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the town in it."""
    store = open_store(tmp_path / "lofteskartan.gpkg")
    Casebook(store).import_records(Actor(role=Role.PLANNER), town())
    store.close()
    return tmp_path


def test_a_lagesbild_goes_from_freezing_to_paper(folder: Path) -> None:
    data = ("--data", folder)
    made = answer("lagesbild", "freeze", "--title", "Lägesbild mars", *data)
    assert (made["state"], made["for"], made["municipality"]) == ("draft", "municipality", "0880")
    assert [one["id"] for one in answer("lagesbild", "list", *data)["situation_reports"]] == [made["id"]]
    assert answer("lagesbild", "verify", made["id"], *data) == {"id": made["id"], "stands": True}
    done = answer("lagesbild", "approve", made["id"], "--function", "Trygghetsrådet", *data)
    assert (done["state"], done["approved_by"]) == ("approved", "Trygghetsrådet")
    told = answer("lagesbild", "show", made["id"], *data)
    assert told["content_sha256"] == made["content_sha256"]
    assert told["content"]["promises"][0]["title"] == "Tryggare centrum"
    said = run("lagesbild", "show", made["id"], *data).stdout
    assert "Godkänd av Trygghetsrådet" in said
    for name in ("a.pdf", "a.docx", "a.xlsx"):
        written = answer("report", made["id"], "-o", folder / name, *data)
        assert written["bytes"] == (folder / name).stat().st_size
    heard = squeezed(read_tagged((folder / "a.pdf").read_bytes()).text)
    assert heard == squeezed(said)
    paragraphs = [one.text for one in docx.Document(BytesIO((folder / "a.docx").read_bytes())).paragraphs]
    assert paragraphs[0] == "Lägesbild mars"
    store = open_store(folder / "lofteskartan.gpkg")
    casebook = Casebook(store)
    (line,) = casebook.situations(Actor(role=Role.PLANNER), "0880")
    content = casebook.situation(Actor(role=Role.PLANNER), line.entry.record.id).content
    sheet = load_workbook(folder / "a.xlsx")["Alla siffror"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [one.key for one in figures(content)]
    store.close()


def test_words_are_in_the_language_asked_for(folder: Path) -> None:
    made = answer("lagesbild", "freeze", "--title", "March", "--tier", "public", "--data", folder)
    assert "In brief" in run("lagesbild", "show", made["id"], "--language", "en", "--data", folder).stdout
    answer("report", made["id"], "-o", folder / "en.pdf", "--language", "en", "--data", folder)
    assert read_tagged((folder / "en.pdf").read_bytes()).language == "en"


def test_what_cannot_be_done_is_said_in_a_sentence(folder: Path) -> None:
    data = ("--data", folder)
    nobody = "00000000-0000-4000-8000-000000000000"
    assert "No situation reports yet" in run("lagesbild", "list", *data).stdout
    assert nobody in refused("lagesbild", "show", nobody, *data)
    assert "name the file" in refused("report", nobody, "-o", folder / "a.txt", *data)
    assert "role" in refused("lagesbild", "freeze", "--title", "Nej", "--as", "board", *data)
    made = answer("lagesbild", "freeze", "--title", "Klar", *data)
    answer("lagesbild", "approve", made["id"], "--function", "Rådet", *data)
    assert "stays as it is" in refused("lagesbild", "approve", made["id"], "--function", "Rådet", *data)


def test_where_there_are_several_municipalities_one_has_to_be_named(folder: Path) -> None:
    store = open_store(folder / "lofteskartan.gpkg")
    Casebook(store).import_records(Actor(role=Role.PLANNER), [a_municipality(municipality="0128", name="Salem")])
    store.close()
    assert "--municipality" in run("lagesbild", "freeze", "--title", "Vilken", "--data", folder).stderr
    made = answer("lagesbild", "freeze", "--title", "Den", "--municipality", "0128", "--data", folder)
    assert made["municipality"] == "0128"
