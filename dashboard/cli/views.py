"""Which evidence a command is about: the options that make a view, and the views of each municipality."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dashboard.cli.front import Desk
from dashboard.cli.taking import Municipality
from geodata.errors import NotFound

if TYPE_CHECKING:
    from geodata.model import View

E = TypeVar("E", bound=StrEnum)
F = TypeVar("F", bound=Callable[..., Any])

# geodata.model is not imported for these: it takes longer than --help may. A test holds them equal.
BANDWIDTHS_M = ("150", "200", "300", "400")
FINDING_WEIGHTS = ("0.5", "1", "2", "5")


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


class Weekdays(click.ParamType[tuple[int, ...]]):
    """Days of the week as 5-7, or 1,3: Monday is 1."""

    name = "DAYS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The days, or a usage error."""
        if isinstance(value, tuple):
            return value
        days: set[int] = set()
        for part in str(value).split(","):
            found = re.fullmatch(r"([1-7])(?:-([1-7]))?", part.strip())
            run = range(int(found[1]), int(found[2] or found[1]) + 1) if found else range(0)
            if not run:
                self.fail(f'"{value}" are not weekdays; write them as 5-7 or 1,3, Monday is 1', param, ctx)
            days.update(run)
        return tuple(sorted(days))


class Ring(click.ParamType[tuple[tuple[float, float], ...]]):
    """Corners of an area as LON,LAT,LON,LAT,...: what the map's address has as yta."""

    name = "LON,LAT,..."

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[tuple[float, float], ...]:
        """The corners, or a usage error; how many there may be the view says."""
        if isinstance(value, tuple):
            return value
        try:
            # as the address writes them: five decimals, zero without a sign
            degrees = [round(float(part), 5) + 0.0 for part in str(value).split(",")]
        except ValueError:
            degrees = []
        corners = tuple(zip(degrees[::2], degrees[1::2], strict=False))
        if not degrees or len(degrees) % 2 or not all(abs(lon) <= 180 and abs(lat) <= 85 for lon, lat in corners):
            self.fail(
                f'"{value}" are not corners; write them in degrees as 16.36,56.66,16.37,56.66,16.37,56.67', param, ctx
            )
        return corners


def view_options(function: F) -> F:
    """Add the options that make a view; `views` reads them."""
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
        click.option("--status", "statuses", multiple=True, help="Status code, e.g. new; may be repeated."),
        click.option("--source", "sources", multiple=True, help="Source code, e.g. app; may be repeated."),
        click.option("--weekday", "weekdays", type=Weekdays(), default=(), help="Days as 5-7 or 1,3; Monday is 1."),
        click.option("--light", type=click.Choice(("dark", "light")), help="By the sun where and when it was noted."),
        click.option("--within", type=Ring(), default=(), help="Inside a ring of corners, as lon,lat,lon,lat,..."),
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


def views(desk: Desk, municipality: str | None, given: Mapping[str, Any]) -> list[View]:
    """The view that was asked for, in one or all municipalities. Raises: NotFound, BadSetting."""
    from geodata.errors import BadSetting, InvalidRecord
    from geodata.model import CaseStatus, Category, EvidenceKind, Feeling, Light, SourceType, View

    try:
        return [
            View(
                municipality=code,
                since=given["since"],
                until=given["until"],
                hours=given["hours"],
                categories=_members(Category, given["categories"]),
                kinds=frozenset(EvidenceKind(kind) for kind in given["kinds"]),
                feeling=None if given["feeling"] == "all" else Feeling(given["feeling"]),
                area_codes=frozenset(given["area_codes"]),
                statuses=_members(CaseStatus, given["statuses"]),
                sources=_members(SourceType, given["sources"]),
                weekdays=frozenset(given["weekdays"]),
                light=Light(given["light"]) if given["light"] else None,
                within=given["within"],
                bandwidth_m=int(given["bandwidth_m"]),
                finding_weight=float(given["finding_weight"]),
            )
            for code in municipalities(desk, municipality)
        ]
    except InvalidRecord as error:
        raise BadSetting(str(error)) from error


def _members(kind: type[E], codes: Iterable[str]) -> frozenset[E]:
    """The members of these codes. Raises: BadSetting, which names all there are."""
    from geodata.errors import BadSetting

    try:
        return frozenset(kind(code) for code in codes)
    except ValueError as error:
        raise BadSetting(f"{error}; give one of {', '.join(kind)}") from error


def municipalities(desk: Desk, wanted: str | None) -> list[str]:
    """The codes to go through. Raises: NotFound."""
    known = [municipality.code for municipality in desk.casebook.municipalities(desk.actor)]
    if wanted is None:
        return known
    if wanted not in known:
        there = f"there are {', '.join(known)}" if known else "import its areas or evidence first"
        raise NotFound(f"no municipality {wanted} in {desk.path}; {there}")
    return [wanted]
