"""A few kills with -9 of the real server and the real import; fifty of them are the benchmark `kill`."""

from __future__ import annotations

from pathlib import Path

from tests.dashboard.killing import kill_everything


def test_what_was_acknowledged_before_a_kill_is_there_once_afterwards(tmp_path: Path) -> None:
    found = kill_everything(tmp_path, kills=4, rows=1_500, longest_s=1.2, seed=4)
    assert found.lost == []
    assert found.doubled == []
    assert found.damage == []
    assert found.kills >= 4
    assert found.edits > 0
    assert found.rows >= 1_500
