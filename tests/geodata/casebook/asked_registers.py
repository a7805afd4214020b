"""Questions for registers as files."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from geodata.casebook import Casebook
from geodata.model import Actor
from geodata.studies.register_columns import REGISTERS, RegisterFormat
from tests.geodata.casebook.town import VIEW
from tests.plainregisters import PlainRegisterWords, told_rests

ASKED_OF_REGISTERS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "registers": lambda c, a, ref, d: c.registers(a, "0880"),
    "register_file": lambda c, a, ref, d: [_all_of(c, a, d, form) for form in RegisterFormat],
}


def _all_of(casebook: Casebook, actor: Actor, folder: Path, form: RegisterFormat) -> object:
    """What is in a file of every register, and in one of a view's evidence."""
    words, path = PlainRegisterWords(), folder / f"registers.{form}"
    found = []
    for view in (None, VIEW):
        rests = casebook.register_file(actor, ["0880"], REGISTERS, form, path, words=words, about=told_rests, view=view)
        found.append((rests, _read(path) if form is RegisterFormat.GPKG else path.read_bytes()))
    return found


def _read(path: Path) -> object:
    """All that a GeoPackage holds: its pages lie as they please, and its index is what the geometries make it."""
    with closing(sqlite3.connect(path)) as file:
        tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        plain = [name for name in tables if not name.startswith(("rtree_", "sqlite_"))]
        return [(name, file.execute(f'SELECT * FROM "{name}"').fetchall()) for name in plain]  # noqa: S608
