"""Newsletters at the command line, and the lägesbild that is frozen each month."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.store.opening import open_store
from tests.dashboard.cli.commanding import answer, refused, run
from tests.geodata.casebook.test_newsletters import TABLE, WATCH, counts, regso
from tests.geodata.casebook.town import town


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the town, three RegSO and their counts in it."""
    store = open_store(tmp_path / "lofteskartan.gpkg")
    records = [one for one in town() if one.kind not in {"area", "burglary_count"}]
    Casebook(store).import_records(
        Actor(role=Role.PLANNER), [*records, WATCH, *(regso(code) for code in TABLE), *counts(TABLE)]
    )
    store.close()
    return tmp_path


def test_a_newsletter_goes_from_draft_to_file_and_log(folder: Path) -> None:
    data = ("--data", folder)
    assert [one["code"] for one in answer("newsletter", "areas", *data)["areas"]] == ["R1", "R2", "R3"]
    made = answer("newsletter", "make", "--title", "Nyhetsbrev mars", "--area", "R1", *data)
    assert (made["state"], made["area"], made["language"]) == ("draft", "R1", "sv")
    said = run("newsletter", "show", made["id"], *data).stdout
    assert "Under kvartal 1 2017 anmäldes 8 bostadsinbrott i Område R1." in said
    assert "not approved yet" in refused("newsletter", "save", made["id"], "-o", folder / "a.html", *data)
    done = answer("newsletter", "approve", made["id"], "--function", "Samordnaren", *data)
    assert (done["state"], done["approved_by"]) == ("approved", "Samordnaren")
    told = answer("newsletter", "show", made["id"], *data)
    for name, body in (("a.html", told["html"]), ("a.txt", told["text"])):
        written = answer("newsletter", "save", made["id"], "-o", folder / name, *data)
        assert (folder / name).read_text("utf-8") == body
        assert written["bytes"] == (folder / name).stat().st_size
    assert [one["state"] for one in answer("newsletter", "list", *data)["newsletters"]] == ["approved"]
    logged = [answer("newsletter", "log", made["id"], "--action", WATCH.id, *data) for _ in range(2)]
    assert logged[0] == logged[1]
    assert logged[0]["on"] == "2017-06-01"


def test_what_cannot_be_done_is_said_in_a_sentence(folder: Path) -> None:
    data = ("--data", folder)
    assert "No newsletters yet" in run("newsletter", "list", *data).stdout
    assert "RegSO or larger" in refused("newsletter", "make", "--title", "Brev", "--area", "X", *data)
    assert "role" in refused("newsletter", "make", "--title", "Brev", "--as", "board", *data)
    made = answer("newsletter", "make", "--title", "Letter", "--language", "en", *data)
    assert "Reported dwelling burglaries" in run("newsletter", "show", made["id"], *data).stdout
    assert "neither .html nor .txt" in refused("newsletter", "save", made["id"], "-o", folder / "a.pdf", *data)
    answer("newsletter", "approve", made["id"], "--function", "Rådet", *data)
    assert "stays as it is" in refused("newsletter", "approve", made["id"], "--function", "Rådet", *data)


def test_the_month_that_is_due_is_frozen_once_and_only_where_it_is_chosen(folder: Path) -> None:
    data = ("--data", folder)
    assert "not chosen" in run("lagesbild", "due", *data).stdout
    assert answer("lagesbild", "due", *data) == {"months": []}
    chosen = answer("lagesbild", "monthly", "--for", "public", *data)
    assert (chosen["for"], chosen["due"], chosen["missed"]) == ("public", "2017-06", [])
    (first,) = answer("lagesbild", "due", *data)["months"]
    assert (first["title"], first["next_on"]) == ("Lägesbild juni 2017", "2017-07-01")
    (again,) = answer("lagesbild", "due", *data)["months"]
    assert again["frozen"] is None
    assert "nothing is due, the next on 2017-07-01" in run("lagesbild", "due", *data).stdout
    (made,) = answer("lagesbild", "list", *data)["situation_reports"]
    assert (made["id"], made["for"], made["state"]) == (first["frozen"], "public", "draft")
    assert answer("lagesbild", "monthly", "--for", "off", *data)["for"] is None
    assert "no situation report is frozen each month" in run("lagesbild", "monthly", *data).stdout
    assert "role" in refused("lagesbild", "monthly", "--for", "public", "--as", "board", *data)
