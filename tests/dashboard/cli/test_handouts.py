"""Handouts at the command line: of a lägesbild and of a view, and the sentences with which others are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.store.opening import open_store
from tests.builders import a_municipality
from tests.dashboard.cli.commanding import answer, refused, run
from tests.geodata.casebook.town import town

NO_REPORT = "3f2a1c4e-5d6b-4a7c-8e9f-0a1b2c3d4e5f"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the town in it."""
    store = open_store(tmp_path / "lofteskartan.gpkg")
    Casebook(store).import_records(Actor(role=Role.PLANNER), town())
    store.close()
    return tmp_path


def test_a_handout_of_a_lagesbild_and_of_a_view_are_written(folder: Path) -> None:
    data, out = ("--data", folder), folder / "blad.html"
    made = answer("lagesbild", "freeze", "--title", "Lägesbild mars", *data)
    told = answer("handout", "--lagesbild", made["id"], "--out", out, "--language", "sv", *data)
    assert told == {"file": str(out), "bytes": out.stat().st_size}
    assert "<h1>Lägesbild mars</h1>" in out.read_text("utf-8")
    for query in ("kommun=0880&kategori=lighting", "https://karta.example.se/?kommun=0880&kategori=lighting"):
        done = run("handout", "--view", query, "-o", out, "--language", "en", *data)
        assert done.exit_code == 0, done.output
        assert done.stdout == f"Written: {out}\n"
        body = out.read_text("utf-8")
        assert '<html lang="en">' in body
        assert "Lighting" in body
        assert '"dots":null' in body
    answer("handout", "--view", "kommun=0880", "--points", "-o", out, *data)
    assert '"dots":null' not in out.read_text("utf-8")


def test_the_only_municipality_need_not_be_named(folder: Path) -> None:
    out = folder / "karta.html"
    answer("handout", "--view", "tid=18-03", "-o", out, "--data", folder)
    assert "Kalmar" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--lagesbild", NO_REPORT, "-o", "blad.html"), "no situation_report with the id"),
        (("--view", "kommun=9999", "-o", "blad.html"), "no municipality 9999"),
        (("--view", "kommun=0880&tid=77-99", "-o", "blad.html"), "tid of the view cannot be read"),
        (("--view", "kommun=0880", "-o", "blad.pdf"), '"blad.pdf" is no HTML file'),
        (("--view", "kommun=0880", "-o", "no/such/folder/blad.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(folder: Path, asked: tuple[str, ...], told: str) -> None:
    assert told in refused("handout", *asked[:-1], folder / asked[-1], "--data", folder)


def test_a_handout_is_of_one_thing(folder: Path) -> None:
    for asked in ((), ("--lagesbild", NO_REPORT, "--view", "kommun=0880")):
        done = run("handout", *asked, "-o", folder / "blad.html", "--data", folder)
        assert done.exit_code == 2
        assert "either --lagesbild ID or --view QUERY" in done.stderr
    done = run("handout", "--lagesbild", NO_REPORT, "--points", "-o", folder / "blad.html", "--data", folder)
    assert "--points goes with --view" in done.stderr


def test_among_several_municipalities_one_is_named(folder: Path) -> None:
    store = open_store(folder / "lofteskartan.gpkg")
    salem = a_municipality(municipality="0128", name="Salem")
    Casebook(store).import_records(Actor(role=Role.PLANNER), [salem])
    store.close()
    said = refused("handout", "--view", "tid=18-03", "-o", folder / "blad.html", "--data", folder)
    assert "add kommun= and one of" in said


def test_a_citizen_takes_no_evidence_along(folder: Path) -> None:
    said = refused("handout", "--view", "kommun=0880", "-o", folder / "b.html", "--data", folder, "--as", "citizen")
    assert "may not export" in said
    assert not (folder / "b.html").exists()
