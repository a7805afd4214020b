"""`hotspots` and `export`: what the casebook holds, for reading on the spot and for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dashboard.cli.front import (
    Told,
    ToldGroup,
    Wishes,
    as_json,
    open_existing,
    pass_wishes,
    say,
    shared_options,
    text_table,
    write_file,
)
from dashboard.cli.taking import Municipality
from dashboard.cli.views import municipalities, view_options, views
from geodata.exports.harmless import harmless

if TYPE_CHECKING:
    import pyarrow as pa


F = TypeVar("F", bound=Callable[..., Any])

AREA_KINDS = ("deso", "regso", "district", "municipality", "own")
FORMATS = ("arrow", "csv", "json")


_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; otherwise standard output."
)


@click.command(
    cls=Told,
    examples=("hotspots --municipality 0880", "hotspots --since 2016-01-01 --hours 21-02 --category lighting --json"),
)
@view_options
@shared_options
@pass_wishes
def hotspots(wishes: Wishes, /, *, municipality: str | None, **given: Any) -> None:
    """List the places where evidence gathers, the greatest first."""
    with open_existing(wishes) as desk:
        found = [
            {"municipality": view.municipality, **feature["properties"]}
            for view in views(desk, municipality, given)
            for feature in desk.casebook.hotspots_geojson(desk.actor, view)["features"]
        ]
        version = desk.casebook.data_version(desk.actor)
    wishes.answer({"data_version": version, "hotspots": found}, _hotspot_table(found))


@click.group(cls=ToldGroup, examples=("export chain --json", "export evidence -o evidence.csv"))
@shared_options
def export() -> None:
    """Write out what the store holds, for other programs.

    Only what the role may see is written.
    """


@export.command("chain", examples=("export chain --municipality 0880 -o chain.json",))
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@_output
@shared_options
@pass_wishes
def export_chain(wishes: Wishes, /, *, municipality: str | None, output: Path | None) -> None:
    """Write the whole chain as JSON, from evidence to what has been done.

    Hotspots with their evidence, the actions and promises that answer them, who is responsible, how much of the target
    is done, and what is missing.
    """
    with open_existing(wishes) as desk:
        documents = desk.casebook.export_chain(desk.actor, municipality)
        version = desk.casebook.data_version(desk.actor)
    _give(wishes, output, as_json(_flat(documents, version)))


@export.command(
    "evidence",
    examples=("export evidence -o evidence.csv", "export evidence --municipality 0880 --format arrow > evidence.arrow"),
)
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Otherwise what the file's name says, or Arrow.")
@_output
@shared_options
@pass_wishes
def export_evidence(wishes: Wishes, /, *, municipality: str | None, form: str | None, output: Path | None) -> None:
    """Write all reports and findings, one a row, as Arrow, CSV or JSON.

    In CSV no cell is taken for a formula by a spreadsheet: a text that could be gets an apostrophe before it.
    """
    with open_existing(wishes) as desk:
        if municipality is not None:
            desk.casebook.today(desk.actor, municipality)  # a municipality that is not there is told, not an empty file
        arrow, version = desk.casebook.evidence_arrow(desk.actor, municipality)
    suffix = output.suffix.lower().lstrip(".") if output else ""
    form = form or (suffix if suffix in FORMATS else "json" if wishes.json and output is None else "arrow")
    if form == "arrow":
        if output is None and wishes.json:
            raise click.UsageError("Arrow is not JSON: leave --json out, or name a file with -o")
        _give(wishes, output, arrow, end=b"")
        return
    table = _read_arrow(arrow)
    if form == "csv":
        if output is None and wishes.json:
            raise click.UsageError("CSV is not JSON: leave --json out, or name a file with -o")
        _give(wishes, output, csv_of(table.column_names, _rows(table)).encode(), end=b"")
    else:
        rows = [dict(zip(table.column_names, row, strict=True)) for row in _rows(table)]
        _give(wishes, output, as_json({"data_version": version, "evidence": rows}, indent=None))


@export.command("areas", examples=("export areas --municipality 0880 --kind deso -o areas.geojson",))
@click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there.")
@click.option("--kind", type=click.Choice(AREA_KINDS), help="Otherwise the division that evidence is counted in.")
@_output
@shared_options
@pass_wishes
def export_areas(wishes: Wishes, /, *, municipality: str | None, kind: str | None, output: Path | None) -> None:
    """Write areas with residents, dwellings and burglaries as GeoJSON."""
    from geodata.model import AreaKind

    with open_existing(wishes) as desk:
        chosen = AreaKind(kind) if kind else None
        codes = municipalities(desk, municipality)
        layers = [desk.casebook.areas_geojson(desk.actor, code, chosen) for code in codes]
    _give(wishes, output, as_json(_joined(layers), indent=None))


@export.command("hotspots", examples=("export hotspots --municipality 0880 --since 2016-01-01 -o hotspots.geojson",))
@view_options
@_output
@shared_options
@pass_wishes
def export_hotspots(wishes: Wishes, /, *, municipality: str | None, output: Path | None, **given: Any) -> None:
    """Write the outlines of hotspots as GeoJSON."""
    with open_existing(wishes) as desk:
        layers = [desk.casebook.hotspots_geojson(desk.actor, view) for view in views(desk, municipality, given)]
    _give(wishes, output, as_json(_joined(layers), indent=None))


def csv_of(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV (RFC 4180) with a byte order mark, so that Excel reads å; no cell can be a formula."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in names])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _flat(documents: Sequence[dict[str, Any]], version: int) -> dict[str, Any]:
    """The chains of municipalities side by side, each hotspot, promise and gap with its municipality."""

    def all_of(part: str) -> list[dict[str, Any]]:
        return [{"municipality": d["municipality"], **entry} for d in documents for entry in d[part]]

    places = [{"municipality": d["municipality"], "name": d["name"], "as_of": d["as_of"]} for d in documents]
    parts = {part: all_of(part) for part in ("hotspots", "promises", "gaps")}
    return {"data_version": version, "municipalities": places, **parts}


def _joined(layers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    features = [feature for layer in layers for feature in layer["features"]]
    numbered = [{**feature, "id": index} for index, feature in enumerate(features)]
    return {"type": "FeatureCollection", "features": numbered}


def _read_arrow(arrow: bytes) -> pa.Table:
    import pyarrow as pa

    with pa.ipc.open_stream(arrow) as reader:
        return reader.read_all()


def _rows(table: pa.Table) -> list[tuple[Any, ...]]:
    """Rows as plain values: a coordinate or minute that is not known is None, a date is its ISO text."""
    unknown = {"observed_minute": 65535, "area": "", "severity": 0}
    columns = []
    for name in table.column_names:
        values = table.column(name).to_pylist()
        columns.append([_plain(value, unknown.get(name)) for value in values])
    return list(zip(*columns, strict=True))


def _plain(value: Any, unknown: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return None if value != value else round(value, 6)  # noqa: PLR0124  # NaN: not located
    return None if unknown is not None and value == unknown else value


def _give(wishes: Wishes, output: Path | None, content: bytes, *, end: bytes = b"\n") -> None:
    if output is None:
        click.echo(content + end, nl=False)
        return
    write_file(output, content + end)
    if wishes.json:
        click.echo(as_json({"file": str(output), "bytes": len(content + end)}))
    else:
        say(f"Written: {output}")


def _hotspot_table(found: Sequence[Mapping[str, Any]]) -> str:
    if not found:
        return "No hotspots in this selection."
    head = ("where", "rank", "name", "evidence", "95 %", "trend", "actions", "late", "state", "missing")
    rows = [
        (
            h["municipality"],
            str(h["rank"]),
            h["name"],
            str(h["count"]),
            f"{h['count_low']:.0f}-{h['count_high']:.0f}",
            h["trend"],
            str(h["actions"]),
            str(h["late"]),
            h["state"],
            ", ".join(h["gaps"]),
        )
        for h in found
    ]
    return text_table(head, rows)
