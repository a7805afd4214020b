"""`import`: files of the municipality's own, with every fault told and the good rows kept."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.front import Desk, Told, ToldGroup, Wishes, fault_entry, open_desk, pass_wishes, say, shared_options
from geodata.errors import Fault

if TYPE_CHECKING:
    from geodata.casebook import ImportReport

    Progress = Callable[[int, int | None], None]

SOME_REJECTED = 3
SHOWN = 20
TIERS = ("public", "municipality", "police")

KINDS = {
    "areas": (
        "Take in areas: GeoJSON or GeoPackage polygons with a code and a name.",
        "DeSO and RegSO as SCB publishes them are known, with residents and dwellings where they are given.",
        "areas deso.gpkg --municipality 0880",
    ),
    "burglaries": (
        "Take in counts of dwelling burglaries per area and month, from CSV or XLSX.",
        "Columns: area, month, dwelling type, completed or attempted, count. Take in the areas first.",
        "burglaries inbrott.xlsx --municipality 0880",
    ),
    "reports": (
        "Take in citizens' reports, one a row, from CSV or XLSX.",
        "Columns: category, date, and a position, an area or a known place. A row with a known id updates its record.",
        "reports felanmalningar.csv --municipality 0880 --crs 3010",
    ),
    "findings": (
        "Take in what safety walks found, one a row, from CSV or XLSX.",
        "Columns: category, date, and a position, an area or a known place.",
        "findings vandring.csv --municipality 0880 --dry-run",
    ),
    "surveys": (
        "Take in survey results, one row per area, wave and question, from CSV or XLSX.",
        "Columns: area, wave, question, share in per cent, number of answers, and the interval where there is one.",
        "surveys trygghetsmatning.xlsx --municipality 0880",
    ),
    "police-events": (
        "Take in an answer of the police's events service, as the JSON file it sent.",
        "They are shown as context for an area, never as points; digests are left out.",
        "police-events events.json",
    ),
    "crime-counts": (
        "Take in Brå's statistics of reported crime, as its database exports them.",
        "The yearly and monthly database files and the yearly municipality file are known.",
        "crime-counts dbfil.txt",
    ),
    "activities": (
        "Take in what was done, one occurrence a row, from CSV or XLSX.",
        "Columns: action (its title or id), date, and numbers. The actions have to stand in the register.",
        "activities nattvandringar.xlsx --municipality 0880",
    ),
}
"""What each kind of file is called: what it holds, what to know, an example."""


class Municipality(click.ParamType[str]):
    """Four digits, as text."""

    name = "CODE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, or a usage error."""
        if not re.fullmatch(r"[0-9]{4}", str(value)):
            self.fail(f'"{value}" is not a municipality code; give its four digits, e.g. 0880 for Kalmar', param, ctx)
        return str(value)


class Epsg(click.ParamType[int]):
    """A coordinate system's number, with or without "EPSG:"."""

    name = "EPSG"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a usage error."""
        found = re.fullmatch(r"(?:EPSG:)?([0-9]{4,6})", str(value), re.IGNORECASE)
        if found is None:
            self.fail(f'"{value}" is not a coordinate system; give its EPSG number, e.g. 3006', param, ctx)
        return int(found[1])


@click.group(
    "import",
    cls=ToldGroup,
    examples=(
        "import areas deso.gpkg --municipality 0880",
        "import reports felanmalningar.csv --municipality 0880 --dry-run",
    ),
)
@shared_options
def take() -> None:
    """Take in a file of your own.

    Rows that cannot be true are rejected, each with its row, column, value and what mends it, and the good rows are
    kept. Taking in the same file twice changes nothing.

    Exit codes: 0 all rows were kept, 2 nothing was kept, 3 some rows were rejected and the others kept.
    """


def _command(kind: str, what: str, more: str, example: str) -> click.Command:
    @click.command(kind, cls=Told, help=f"{what}\n\n{more}", examples=(f"import {example}",))
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--municipality", type=Municipality(), help="Whose rows they are, where the file does not say.")
    @click.option(
        "--crs", type=Epsg(), help="Coordinate system of the file, where it does not say: 3006, 3010, 3011 ..."
    )
    @click.option(
        "--tier", type=click.Choice(TIERS), help="Who may see the rows. Otherwise what is usual for the kind."
    )
    @click.option("--dry-run", is_flag=True, help="Say what would happen and keep nothing.")
    @click.option("--all-or-nothing", is_flag=True, help="Keep nothing at all when a single row is faulty.")
    @click.option("--allow-outside", is_flag=True, help="Accept positions outside the municipality and Sweden.")
    @shared_options
    @pass_wishes
    @click.pass_context
    def command(context: click.Context, wishes: Wishes, /, *, file: Path, **given: Any) -> None:
        if _take(wishes, kind, file, given).rejected:
            context.exit(SOME_REJECTED)

    return command


for _kind, (_what, _more, _example) in KINDS.items():
    take.add_command(_command(_kind, _what, _more, _example))


def _take(wishes: Wishes, kind: str, file: Path, given: dict[str, Any]) -> ImportReport:
    from geodata.casebook import ImportKind, ImportOptions
    from geodata.model import Tier

    given["tier"] = Tier(given["tier"]) if given["tier"] else None
    options = ImportOptions(**given)
    with open_desk(wishes.settings(), create=True) as desk:
        _warn_of_demonstration(desk, options.municipality)
        with _progress() as progress, _collector_off():
            report = desk.casebook.import_file(desk.actor, ImportKind(kind), file, options, progress)
    wishes.answer(_document(kind, file, report), _table(kind, file, report))
    return report


def _warn_of_demonstration(desk: Desk, municipality: str | None) -> None:
    for shown in desk.casebook.municipalities(desk.actor):
        if shown.shown_as_of is not None and municipality in {None, shown.code}:
            say(f"{desk.path} holds the demonstration: rows for {shown.name} will stand beside made-up ones.")


@contextmanager
def _collector_off() -> Iterator[None]:
    """Without the cycle collector: it walks all records again and again and finds none; 3 s of 19 at 100,000 rows."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error where a person looks at it; otherwise nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        last = 0

        def step(done: int, total: int | None) -> None:
            # the rows are counted once while they are read and once more while they are kept
            nonlocal last
            if done < last:
                bar.reset(task, description="keeping")
            last = done
            bar.update(task, completed=done, total=total)

        yield step


def _document(kind: str, file: Path, report: ImportReport) -> dict[str, Any]:
    return {
        "kind": kind,
        "file": file.name,
        "read": report.read,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
        "left_out": report.left_out,
        "faults": [fault_entry(fault) for fault in report.faults],
        "notes": [fault_entry(note) for note in report.notes],
        "dry_run": report.dry_run,
    }


def _table(kind: str, file: Path, report: ImportReport) -> str:
    counts = (
        ("read", report.read),
        ("added", report.added),
        ("changed", report.changed),
        ("unchanged", report.unchanged),
        ("rejected", report.rejected),
        ("left out", report.left_out),
    )
    lines = [f"{file.name}, {kind}", *(f"  {name:<10}{number:>10,}" for name, number in counts)]
    lines += _listed("Rejected", report.faults) + _listed("Kept, but note", report.notes)
    if report.dry_run:
        lines.append("Nothing was written, because of --dry-run.")
    return "\n".join(lines)


def _listed(title: str, faults: Sequence[Fault]) -> list[str]:
    if not faults:
        return []
    more = f" (the first {SHOWN} of {len(faults):,}; all with --json)" if len(faults) > SHOWN else ""
    return [f"{title}{more}:", *(f"  {_without_file(fault)}" for fault in faults[:SHOWN])]


def _without_file(fault: Fault) -> str:
    return str(fault).removeprefix(f"{fault.file}, ").removeprefix(f"{fault.file}: ")
