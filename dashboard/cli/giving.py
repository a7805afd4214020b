"""`hotspots` and `export`: what the casebook holds, for reading on the spot and for other programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dashboard.cli.front import (
    Desk,
    Told,
    ToldGroup,
    Wishes,
    as_json,
    open_existing,
    pass_wishes,
    say,
    shared_options,
    write_file,
)
from dashboard.cli.taking import Municipality
from geodata.errors import NotFound

if TYPE_CHECKING:
    import pyarrow as pa

    from geodata.model import View

F = TypeVar("F", bound=Callable[..., Any])

BANDWIDTHS_M = ("150", "200", "300", "400")
FINDING_WEIGHTS = ("0.5", "1", "2", "5")
AREA_KINDS = ("deso", "regso", "district", "municipality", "own")
FORMATS = ("arrow", "csv", "json")
# A spreadsheet takes a text that begins so for a formula and runs it when the file is opened.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Day(click.ParamType[date]):
    """A date as 2016-05-31."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error."""
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            self.fail(f'"{value}" is not a date; write it as 2016-05-31', param, ctx)


class Hours(click.ParamType[tuple[int, int]]):
    """Hours of the day as 15-18, or 21-02 past midnight."""

    name = "FROM-TO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Both hours, or a usage error."""
        found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", str(value))
        hours = (int(found[1]), int(found[2]) or 24) if found else (0, 0)
        if hours[0] == hours[1] or hours[0] > 23 or hours[1] > 24:
            self.fail(f'"{value}" are not hours of a day; write them as 15-18, or 21-02 past midnight', param, ctx)
        return hours


def _view_options(function: F) -> F:
    options = (
        click.option("--municipality", type=Municipality(), help="One municipality; otherwise all that are there."),
        click.option("--since", type=Day(), help="First day, as 2016-01-01."),
        click.option("--until", type=Day(), help="Last day, included."),
        click.option("--hours", type=Hours(), help="Hours of the day, as 15-18 or 21-02."),
        click.option("--category", "categories", multiple=True, help="Category code, e.g. lighting; may be repeated."),
        click.option(
            "--evidence", "kinds", multiple=True, type=click.Choice(("report", "finding")), help="Only these."
        ),
        click.option(
            "--feeling",
            type=click.Choice(("unsafe", "safe", "all")),
            default="unsafe",
            show_default=True,
            help="Whether the place was called unsafe or safe.",
        ),
        click.option("--area", "area_codes", multiple=True, help="Area code; may be repeated."),
        click.option(
            "--bandwidth",
            "bandwidth_m",
            type=click.Choice(BANDWIDTHS_M),
            default="200",
            show_default=True,
            help="How far evidence reaches, metres.",
        ),
        click.option(
            "--finding-weight",
            type=click.Choice(FINDING_WEIGHTS),
            default="1",
            show_default=True,
            help="How many reports a walk's finding counts for.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; otherwise standard output."
)


@click.command(
    cls=Told,
    examples=("hotspots --municipality 0880", "hotspots --since 2016-01-01 --hours 21-02 --category lighting --json"),
)
@_view_options
@shared_options
@pass_wishes
def hotspots(wishes: Wishes, /, *, municipality: str | None, **given: Any) -> None:
    """List the places where evidence gathers, the greatest first."""
    with open_existing(wishes) as desk:
        found = [
            {"municipality": view.municipality, **feature["properties"]}
            for view in _views(desk, municipality, given)
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
        codes = _municipalities(desk, municipality)
        layers = [desk.casebook.areas_geojson(desk.actor, code, chosen) for code in codes]
    _give(wishes, output, as_json(_joined(layers), indent=None))


@export.command("hotspots", examples=("export hotspots --municipality 0880 --since 2016-01-01 -o hotspots.geojson",))
@_view_options
@_output
@shared_options
@pass_wishes
def export_hotspots(wishes: Wishes, /, *, municipality: str | None, output: Path | None, **given: Any) -> None:
    """Write the outlines of hotspots as GeoJSON."""
    with open_existing(wishes) as desk:
        views = _views(desk, municipality, given)
        layers = [desk.casebook.hotspots_geojson(desk.actor, view) for view in views]
    _give(wishes, output, as_json(_joined(layers), indent=None))


def csv_of(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV (RFC 4180) with a byte order mark, so that Excel reads å; no cell can be a formula."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in names])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless(cell: object) -> object:
    """The cell as it may stand in a spreadsheet: a text that could be a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\ufeff").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _views(desk: Desk, municipality: str | None, given: Mapping[str, Any]) -> list[View]:
    from geodata.errors import BadSetting
    from geodata.model import Category, EvidenceKind, Feeling, View

    try:
        categories = frozenset(Category(code) for code in given["categories"])
    except ValueError as error:
        raise BadSetting(f"{error}; give one of {', '.join(Category)}") from error
    return [
        View(
            municipality=code,
            since=given["since"],
            until=given["until"],
            hours=given["hours"],
            categories=categories,
            kinds=frozenset(EvidenceKind(kind) for kind in given["kinds"]),
            feeling=None if given["feeling"] == "all" else Feeling(given["feeling"]),
            area_codes=frozenset(given["area_codes"]),
            bandwidth_m=int(given["bandwidth_m"]),
            finding_weight=float(given["finding_weight"]),
        )
        for code in _municipalities(desk, municipality)
    ]


def _municipalities(desk: Desk, wanted: str | None) -> list[str]:
    """The codes to go through. Raises: NotFound."""
    known = [municipality.code for municipality in desk.casebook.municipalities(desk.actor)]
    if wanted is None:
        return known
    if wanted not in known:
        there = f"there are {', '.join(known)}" if known else "import its areas or evidence first"
        raise NotFound(f"no municipality {wanted} in {desk.path}; {there}")
    return [wanted]


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
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    )
