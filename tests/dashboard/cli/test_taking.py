"""Importing at the command line: counts, faults, exit codes, and nothing kept by halves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dashboard.cli.commanding import FAULTY, GOOD, a_file, answer, refused, run


def test_an_import_tells_what_became_of_the_rows_and_repeating_it_changes_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, GOOD)
    first = answer("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    counts = {"read": 1, "added": 1, "changed": 0, "unchanged": 0, "rejected": 0, "left_out": 0}
    assert first == {"kind": "reports", "file": "rapporter.csv", **counts, "faults": [], "notes": [], "dry_run": False}
    again = answer("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    assert (again["added"], again["unchanged"]) == (0, 1)


def test_faulty_rows_are_told_with_row_column_value_and_remedy_and_the_good_ones_kept(tmp_path: Path) -> None:
    path = a_file(tmp_path, FAULTY)
    told = answer("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own", code=3)
    assert (told["read"], told["added"], told["rejected"]) == (2, 1, 1)
    (fault,) = told["faults"]
    assert set(fault) == {"file", "row", "column", "value", "problem", "remedy"}
    assert (fault["file"], fault["row"], fault["column"], fault["value"]) == ("rapporter.csv", 3, "datum", "i våras")
    text = run("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    assert text.exit_code == 3
    assert "row 3, column datum" in text.stdout


def test_all_or_nothing_keeps_nothing_and_gives_the_faults_as_json_too(tmp_path: Path) -> None:
    own = tmp_path / "own"
    options = ("--municipality", "0880", "--data", own, "--all-or-nothing")
    told = answer("import", "reports", a_file(tmp_path, FAULTY), *options, code=2)
    assert (told["added"], len(told["faults"])) == (0, 1)
    assert told["error"].startswith("rapporter.csv")
    assert answer("import", "reports", a_file(tmp_path, GOOD), *options)["added"] == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing(tmp_path: Path) -> None:
    options = ("--municipality", "0880", "--data", tmp_path / "own")
    path = a_file(tmp_path, GOOD)
    assert answer("import", "reports", path, *options, "--dry-run")["added"] == 1
    assert "Nothing was written" in run("import", "reports", path, *options, "--dry-run").stdout
    assert answer("import", "reports", path, *options)["added"] == 1


@pytest.mark.parametrize("content", ["", "externt id;kategori;datum;lat;lon\n", "\x00\x01\x02"], ids=repr)
def test_a_file_that_cannot_be_taken_in_is_refused_in_one_sentence(content: str, tmp_path: Path) -> None:
    path = a_file(tmp_path, content)
    sentence = refused("import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own")
    assert "rapporter.csv" in sentence
    assert ";" in sentence


def test_a_missing_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert "cannot be opened" in refused("import", "areas", tmp_path / "none.gpkg", "--data", tmp_path / "own")


def test_a_role_that_may_not_import_is_told_so(tmp_path: Path) -> None:
    path = a_file(tmp_path, GOOD)
    sentence = refused(
        "import", "reports", path, "--municipality", "0880", "--data", tmp_path / "own", "--as", "citizen"
    )
    assert "citizen may not import" in sentence


@pytest.mark.parametrize(
    ("option", "value"), [("--municipality", "880"), ("--crs", "sweref"), ("--tier", "secret"), ("--nonsense", "1")]
)
def test_options_that_cannot_be_meant_are_usage_errors(option: str, value: str, tmp_path: Path) -> None:
    done = run("import", "reports", a_file(tmp_path, GOOD), option, value, "--data", tmp_path / "own")
    assert done.exit_code == 2
    assert option in done.stderr
    assert not (tmp_path / "own").exists()


def test_taking_own_rows_into_the_demonstration_says_that_they_stand_beside_made_up_ones(demonstration: Path) -> None:
    path = a_file(demonstration, GOOD)
    done = run("import", "reports", path, "--municipality", "0880", "--data", demonstration, "--json")
    assert "made-up" in done.stderr
    assert json.loads(done.stdout)["added"] == 1
