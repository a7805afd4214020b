"""A promise document at the command line: proposed as JSON or a table, kept only when it is accepted, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard.cli.commanding import a_file, answer, refused, run

SALEM = """Salem – medborgarlöften 2021-2022

Löfte 1: Minska otryggheten i kommunens centrum
• Genomföra fysiska trygghetsvandringar.
Ansvarig: kommunen i samverkan med polisen.
• Bedriva riktat polisiärt arbete mot narkotika.
Ansvarig: polisen.
"""
LOOSE = """Medborgarlöften i Kalmar 2016-2017

Våra löften:
• Skapa en tryggare stadskärna
• Minska antalet bostadsinbrott

För att uppfylla löftena ska vi:
• Förbättra dialogen med fastighetsägare om förebyggande insatser.
• Genomföra minst en trygghetsvandring i stadskärnan.
"""


def test_a_document_is_proposed_and_nothing_is_kept(tmp_path: Path) -> None:
    path, own = a_file(tmp_path, SALEM, "salem.txt"), tmp_path / "own"
    told = answer("import", "promises", path, "--data", own)
    assert (told["municipality"], told["accepted"]) == ("0128", None)
    (promise,) = told["proposal"]["promises"]
    assert promise["title"] == "Minska otryggheten i kommunens centrum"
    assert [len(action["responsible"]) for action in told["proposal"]["actions"]] == [2, 1]
    assert answer("import", "promises", path, "--data", own)["taken_in_before"] is False


def test_the_table_tells_lines_and_how_sure_it_is_and_what_to_do(tmp_path: Path) -> None:
    text = run("import", "promises", a_file(tmp_path, SALEM, "salem.txt"), "--data", tmp_path / "own").stdout
    assert "promise 1" in text
    assert "polisen (lead)" in text
    assert "stated" in text
    assert "Nothing was kept" in text


def test_an_accepted_document_is_kept_once(tmp_path: Path) -> None:
    path, own = a_file(tmp_path, SALEM, "salem.txt"), tmp_path / "own"
    first = answer("import", "promises", path, "--data", own, "--accept")["accepted"]
    kinds = [one["kind"] for one in first["made"]]
    assert {kind: kinds.count(kind) for kind in ("agreement", "promise", "action")} == {
        "agreement": 1,
        "promise": 1,
        "action": 2,
    }
    again = answer("import", "promises", path, "--data", own, "--accept")["accepted"]
    assert (again["again"], again["made"]) == (True, first["made"])
    assert again["agreement"] == first["agreement"]


def test_an_action_whose_promise_was_not_found_stops_the_whole_document(tmp_path: Path) -> None:
    path, own = a_file(tmp_path, LOOSE, "kalmar.txt"), tmp_path / "own"
    assert "serves no promise" in refused("import", "promises", path, "--data", own, "--accept")
    assert answer("import", "promises", path, "--data", own)["taken_in_before"] is False


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "is empty"), ("%PDF-1.4 nothing more", "damaged PDF")],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content: str, sentence: str, tmp_path: Path) -> None:
    assert sentence in refused("import", "promises", a_file(tmp_path, content, "a.pdf"), "--data", tmp_path / "own")


def test_a_text_without_promises_says_so_and_is_not_accepted(tmp_path: Path) -> None:
    path, own = a_file(tmp_path, "The police patrol the centre of the town every weekend. " * 8), tmp_path / "own"
    assert answer("import", "promises", path, "--data", own)["proposal"]["reason"] == "not_swedish"
    assert "no promises were found" in refused(
        "import", "promises", path, "--municipality", "0880", "--data", own, "--accept"
    )
    assert "municipality" in refused("import", "promises", path, "--data", own, "--accept")


def test_a_file_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert "cannot be opened" in refused("import", "promises", tmp_path / "none.pdf", "--data", tmp_path / "own")
