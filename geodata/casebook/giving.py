"""Registers as files: what the asker may see of them, with what each column means and what the rows rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias
from uuid import UUID

import numpy as np

from geodata.casebook.desk import Desk
from geodata.columns import KINDS
from geodata.errors import BadSetting
from geodata.exports.register_arrow import registers_parquet
from geodata.exports.register_geojson import registers_geojson
from geodata.exports.register_gpkg import registers_gpkg
from geodata.exports.register_rows import Making, RegisterTable
from geodata.exports.register_tables import registers_csv, registers_xlsx
from geodata.model import Actor, Area, Deed, EvidenceKind, Finding, Record, Report, View
from geodata.studies.register_columns import (
    NAMED_BY,
    REGISTERS,
    About,
    RegisterFormat,
    RegisterRest,
    RegisterWords,
    plural,
    suffix,
)

PART = 2_000
"""Records at a time."""
Progress: TypeAlias = Callable[[int, int | None], None]
_WRITERS = {
    RegisterFormat.CSV: registers_csv,
    RegisterFormat.XLSX: registers_xlsx,
    RegisterFormat.GEOJSON: registers_geojson,
    RegisterFormat.GPKG: registers_gpkg,
    RegisterFormat.PARQUET: registers_parquet,
}


class Giving(Desk):
    """Registers as files."""

    def registers(self, actor: Actor, municipality: str) -> dict[type[Record], int]:
        """How many records of each register there are to be had; those that have none are left out."""
        actor.require(Deed.EXPORT, municipality)
        counted = ((kind, self._shelf.count(actor, kind, municipality)) for kind in REGISTERS)
        return {kind: count for kind, count in counted if count}

    def register_file(
        self,
        actor: Actor,
        municipalities: Sequence[str],
        kinds: Sequence[type[Record]],
        form: RegisterFormat,
        path: Path,
        *,
        words: RegisterWords,
        about: About,
        view: View | None = None,
        progress: Progress = lambda _done, _all: None,
    ) -> tuple[RegisterRest, ...]:
        """Write registers of one or several municipalities into one file, whole or not at all.

        view: of the reports and findings only what it lets through, as the map counts them; other registers whole.
        progress: called with rows done and rows in all.  Raises: BadSetting for no register, for an inner one, for more
        rows than a sheet has, and where the file cannot be written.
        """
        for code in municipalities:
            actor.require(Deed.EXPORT, code)
        chosen = [kind for kind in REGISTERS if kind in kinds]
        if not chosen or not municipalities or len(chosen) < len(set(kinds)):
            raise BadSetting(f"these are no registers to be had; choose among {', '.join(map(plural, REGISTERS))}")
        names = self._register_names(actor, municipalities)
        tables = [
            RegisterTable(kind, self._register_parts(actor, municipalities, kind, view), names) for kind in chosen
        ]
        expected = None if view else sum(self._shelf.count(actor, k, code) for k in chosen for code in municipalities)
        done = 0

        def seen(rows: int) -> None:
            nonlocal done
            done += rows
            progress(done, expected)

        making = Making(words, about, self._shelf.now(actor, municipalities[0]), seen)
        with _whole(path, f"part.{suffix(form, len(chosen))}") as part:
            _WRITERS[form](part, tables, making)
        return tuple(table.rest for table in tables)

    def _register_names(self, actor: Actor, municipalities: Sequence[str]) -> Mapping[str, str]:
        """What ids and area codes stand for, as far as the actor may know."""
        names: dict[str, str] = {}
        for code in municipalities:
            names |= {area.code: area.name for area in self._shelf.records(actor, Area, code)}
            for kind, field in NAMED_BY.items():
                names |= {str(one.id): getattr(one, field) for one in self._shelf.records(actor, kind, code)}
        return names

    def _register_parts(
        self, actor: Actor, municipalities: Sequence[str], kind: type[Record], view: View | None
    ) -> Iterator[Sequence[Record]]:
        """A register's records, by municipality and id, some at a time.

        Reports are many: they are read some at a time too, by the ids that the evidence's columns have.
        """
        for code in municipalities:
            if kind is Report or (view is not None and kind is Finding):
                yield from self._evidence_parts(actor, code, kind, view)
            else:
                records = self._shelf.records(actor, kind, code)
                for start in range(0, len(records), PART):
                    yield records[start : start + PART]

    def _evidence_parts(
        self, actor: Actor, municipality: str, kind: type[Record], view: View | None
    ) -> Iterator[Sequence[Record]]:
        columns = self._shelf.columns(actor, municipality)
        wanted = columns.kind == KINDS.index(EvidenceKind.FINDING if kind is Finding else EvidenceKind.REPORT)
        rows = np.flatnonzero(wanted if view is None else wanted & columns.where(view))
        ids: list[UUID] = sorted((columns.id_of(row) for row in rows.tolist()), key=lambda one: one.bytes)
        for start in range(0, len(ids), PART):
            yield self._shelf.records(actor, kind, municipality, id=tuple(ids[start : start + PART]))


@contextmanager
def _whole(path: Path, name: str) -> Iterator[Path]:
    """A path of that name beside another, which takes its place when all went well. Raises: BadSetting."""
    try:
        with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            part = Path(folder) / name
            yield part
            part.replace(path)
    except OSError as error:
        raise BadSetting(f"{path} cannot be written: {error.strerror or error}; choose another place") from error
