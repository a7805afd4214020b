"""Fifty kills with -9 of processes that import and edit: nothing acknowledged may be lost, nothing doubled."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks import Row
from tests.geodata.store.crashing import kill_writers

NAME = "crash"
DESCRIPTION = "writers killed with -9 during imports and edits: what was acknowledged and what is left of it"
KILLS = 50


def run() -> list[Row]:
    """Kill, open the store again, and count."""
    with tempfile.TemporaryDirectory() as folder:
        found = kill_writers(Path(folder), kills=KILLS, writers=2, seed=50)
    return [
        Row("processes killed", found.kills, "kills", target=f"= {KILLS}", held=found.kills == KILLS),
        Row("operations acknowledged before the kills", found.acknowledged, "operations"),
        Row("acknowledged operations lost", found.lost, "operations", target="= 0", held=found.lost == 0),
        Row("operations doubled", found.doubled, "operations", target="= 0", held=found.doubled == 0),
        Row("damage found by the check", len(found.damage), "sentences", target="= 0", held=not found.damage),
    ]
