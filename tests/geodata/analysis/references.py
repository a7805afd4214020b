"""Results of others, published or computed by their programs, which ours must meet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any


def expected(shared_data: Path, case: str) -> Any:
    """What the others found in a case."""
    return json.loads((shared_data / "reference" / case / "expected.json").read_text("utf-8"))


def table(shared_data: Path, case: str, name: str = "input.csv") -> dict[str, list[str]]:
    """A table of a case, by column."""
    with (shared_data / "reference" / case / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {column: [row[column] for row in rows] for column in rows[0]}


def numbers(column: list[str]) -> list[float]:
    """A column of a table as numbers."""
    return [float(text) for text in column]
