"""Looking after a store: damage is told, copies are whole."""

from __future__ import annotations

from pathlib import Path

from dashboard.cli.front import STORE_FILE
from tests.dashboard.cli.commanding import a_file, answer, refused, run


def test_a_whole_store_is_told_whole_and_a_damaged_one_with_its_faults(demonstration: Path) -> None:
    assert answer("check", "--data", demonstration)["faults"] == []
    store = demonstration / STORE_FILE
    content = bytearray(store.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"\x55" * 8192
    store.write_bytes(bytes(content))
    told = answer("check", "--data", demonstration, code=1)
    assert told["whole"] is False
    assert told["faults"]
    assert run("check", "--data", demonstration).stdout.strip().splitlines() == told["faults"]


def test_what_is_no_store_is_a_fault_of_the_check_and_an_error_elsewhere(tmp_path: Path) -> None:
    a_file(tmp_path, "something else", STORE_FILE)
    assert answer("check", "--data", tmp_path, code=1)["faults"]
    assert "not a store" in refused("migrate", "--data", tmp_path)


def test_a_snapshot_is_a_store_of_its_own_and_overwrites_nothing(seeded: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / STORE_FILE
    copy.parent.mkdir()
    told = answer("snapshot", copy, "--data", seeded)
    assert told["bytes"] == copy.stat().st_size
    assert answer("check", "--data", copy.parent)["whole"] is True
    assert "exists already" in refused("snapshot", copy, "--data", seeded)
    assert "may not" in refused("snapshot", tmp_path / "other.gpkg", "--data", seeded, "--as", "planner")


def test_a_failure_with_json_is_one_document_too(tmp_path: Path) -> None:
    told = answer("hotspots", "--data", tmp_path / "empty", code=2)
    assert list(told) == ["error"]
