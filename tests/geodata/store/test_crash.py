"""Killing what writes, at any moment, loses nothing that was acknowledged; the fifty kills are a benchmark."""

from __future__ import annotations

from pathlib import Path

from tests.geodata.store.crashing import kill_writers


def test_nothing_acknowledged_is_lost_or_doubled_when_writers_are_killed(tmp_path: Path) -> None:
    found = kill_writers(tmp_path, kills=6, writers=2, seed=6)
    assert found.kills == 6
    assert found.acknowledged >= 6
    assert (found.lost, found.doubled, found.damage) == (0, 0, ())
