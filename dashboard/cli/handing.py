"""`export register` and `export view`: registers and views as files for spreadsheets, GIS programs and analysis."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli.front import Desk, Told, Wishes, as_json, open_existing, pass_wishes, say, shared_options, write_file
from dashboard.cli.taking import Municipality
from dashboard.cli.views import municipalities, view_options, views
from geodata.errors import BadSetting

if TYPE_CHECKING:
    from geodata.casebook.giving import Progress
    from geodata.model import Record, View
    from geodata.studies.register_columns import RegisterFormat, RegisterRest

# geodata is not imported for these: it takes longer than --help may. A test holds them equal.
FORMATS = ("csv", "xlsx", "geojson", "gpkg", "parquet")
LANGUAGES = ("sv", "en")
_BY_SUFFIX = {".zip": "csv"}

_output = click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write.")
_form = click.option("--format", "form", type=click.Choice(FORMATS), help="Otherwise what the file's name says.")
_language = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="sv",
    show_default=True,
    help="Of headings, meanings and the words for codes.",
)


@click.command(
    "register",
    cls=Told,
    examples=(
        "export register --kind promises --format gpkg -o promises.gpkg",
        "export register --municipality 0880 --kind actions --kind activities -o actions.xlsx",
        "export register --municipality 0880 -o everything.gpkg",
    ),
)
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@click.option("--kind", "kinds", multiple=True, help="A register, e.g. promises; may be repeated. Otherwise all.")
@_form
@_language
@_output
@shared_options
@pass_wishes
def export_register(
    wishes: Wishes,
    /,
    *,
    municipality: str | None,
    kinds: Sequence[str],
    form: str | None,
    language: str,
    output: Path,
) -> None:
    """Write registers with a data dictionary, their sources, date and licence.

    Excel and GeoPackage hold several in one file; CSV is a ZIP with a file for each, as are several registers as
    GeoJSON or GeoParquet. A GeoPackage opens with styles in QGIS. No cell can be taken for a formula. Positions are in
    WGS 84.
    """
    from geodata.studies.register_columns import RegisterFormat, register_of

    chosen = RegisterFormat(_format_of(form, output))
    wanted = [register_of(kind) for kind in kinds]
    with open_existing(wishes) as desk:
        codes = municipalities(desk, municipality)
        there = {kind for code in codes for kind in desk.casebook.registers(desk.actor, code)}
        asked = _Asked(wishes, desk, chosen, output, language)
        _give(asked, codes, wanted or sorted(there, key=lambda kind: kind.kind))


@click.command(
    "view",
    cls=Told,
    examples=(
        "export view --municipality 0880 --category lighting --since 2016-01-01 -o lighting.gpkg",
        "export view --municipality 0880 --hours 21-02 -o nights.xlsx",
    ),
)
@view_options
@_form
@_language
@_output
@shared_options
@pass_wishes
def export_view(
    wishes: Wishes,
    /,
    *,
    municipality: str | None,
    form: str | None,
    language: str,
    output: Path,
    **given: Any,
) -> None:
    """Write the reports and findings of a view, as the map counts them, with what they rest on.

    CSV, Excel and GeoJSON hold the table of the page *Karta*; GeoPackage and GeoParquet the whole records.
    """
    from geodata.model import Finding, Report
    from geodata.studies.register_columns import RegisterFormat

    chosen = RegisterFormat(_format_of(form, output))
    with open_existing(wishes) as desk:
        asked, seen = _Asked(wishes, desk, chosen, output, language), views(desk, municipality, given)
        if len(seen) != 1:
            raise BadSetting("a view is of one municipality; name it with --municipality")
        if chosen in {RegisterFormat.GPKG, RegisterFormat.PARQUET}:
            _give(asked, [seen[0].municipality], (Report, Finding), view=seen[0])
        else:
            _give_table(asked, seen[0])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file that is wished for."""

    wishes: Wishes
    desk: Desk
    form: RegisterFormat
    output: Path
    language: str


def _give(asked: _Asked, codes: Sequence[str], kinds: Sequence[type[Record]], *, view: View | None = None) -> None:
    from dashboard.i18n import Language, translate
    from dashboard.parts import is_made_up
    from dashboard.registerwords import AboutRegisters, RegisterTold
    from geodata.studies.register_columns import plural

    desk, t = asked.desk, translate(Language(asked.language))
    here = [one for one in desk.casebook.municipalities(desk.actor) if one.code in codes]
    if not here or not kinds:
        raise BadSetting(f"there is nothing to write in {desk.path}; import something first")
    words = RegisterTold(t)
    about = AboutRegisters(
        words,
        t.listing([one.name for one in here]),
        desk.casebook.today(desk.actor, here[0].code),
        desk.actor.role,
        asked.form,
        any(is_made_up(one) for one in here),
        view,
    )
    with _progress() as progress:
        rests: tuple[RegisterRest, ...] = desk.casebook.register_file(
            desk.actor,
            codes,
            kinds,
            asked.form,
            asked.output.absolute(),
            words=words,
            about=about,
            view=view,
            progress=progress,
        )
    rows = {plural(rest.kind): rest.rows for rest in rests}
    _written(asked.wishes, asked.output, rows)


def _give_table(asked: _Asked, view: View) -> None:
    from dashboard.i18n import Language, translate
    from dashboard.parts import is_made_up
    from dashboard.tablewords import AboutFile, Told
    from dashboard.view import Address
    from geodata.studies.evidence_fields import EvidenceFormat, TableField

    desk, t, code = asked.desk, translate(Language(asked.language)), view.municipality
    casebook = desk.casebook
    words = Told.of(t, casebook, desk.actor, code)
    place = next(one for one in casebook.municipalities(desk.actor) if one.code == code)
    today, address = casebook.today(desk.actor, code), f"/?{Address(view, table=True).query()}"
    about = AboutFile(words, place.name, today, is_made_up(place), address, None, descending=False)
    pieces = casebook.evidence_file(
        desk.actor, view, EvidenceFormat(asked.form.value), fields=tuple(TableField), words=words, about=about
    )
    write_file(asked.output, b"".join(pieces))
    _written(asked.wishes, asked.output, {"evidence": casebook.evidence_counts(desk.actor, view).total})


def _written(wishes: Wishes, output: Path, rows: dict[str, int]) -> None:
    if wishes.json:
        click.echo(as_json({"file": str(output), "bytes": output.stat().st_size, "rows": rows}))
    else:
        told = ", ".join(f"{name} {count}" for name, count in rows.items())
        say(f"Written: {output} ({told})")


def _format_of(form: str | None, output: Path) -> str:
    suffix = output.suffix.lower()
    found = form or _BY_SUFFIX.get(suffix, suffix.removeprefix("."))
    if found not in FORMATS:
        raise BadSetting(f'the name "{output.name}" says no format; give --format, one of {", ".join(FORMATS)}')
    return found


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on standard error where a person looks at it; otherwise nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("writing", total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
