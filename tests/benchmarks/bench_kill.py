"""Fifty kills with -9 of the real server and the real import: nothing acknowledged may be lost, nothing doubled."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks import Row
from tests.dashboard.killing import kill_everything

NAME = "kill"
DESCRIPTION = "`serve` taking edits over HTTP and `import` of 20,000 rows, killed with -9: what is left"
KILLS = 50
ROWS = 20_000


def run() -> list[Row]:
    """Kill, start again, finish, and count."""
    with tempfile.TemporaryDirectory() as folder:
        found = kill_everything(Path(folder), kills=KILLS, rows=ROWS, longest_s=4.0, seed=50)
    return [
        Row("servers killed", found.servers, "kills"),
        Row("imports killed", found.imports, "kills"),
        Row("all processes killed", found.kills, "kills", target=f">= {KILLS}", held=found.kills >= KILLS),
        Row("edits acknowledged", found.edits, "edits", target="> 0", held=found.edits > 0),
        Row("edits refused, as what gathers there had changed", found.refused, "edits"),
        Row("rows acknowledged", found.rows, "rows", target=f">= {ROWS}", held=found.rows >= ROWS),
        Row("acknowledged and lost", len(found.lost), "sentences", target="= 0", held=not found.lost),
        Row("doubled", len(found.doubled), "sentences", target="= 0", held=not found.doubled),
        Row("damage found by the check", len(found.damage), "sentences", target="= 0", held=not found.damage),
    ]
