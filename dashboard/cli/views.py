"""Which evidence a command is about: the options that make a view, and the views of each municipality."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dashboard.cli.front import Desk
from dashboard.cli.taking import Municipality
from geodata.errors import NotFound

if TYPE_CHECKING:
    from geodata.model import View

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
        for code in municipalities(desk, municipality)
    ]


def municipalities(desk: Desk, wanted: str | None) -> list[str]:
    """The codes to go through. Raises: NotFound."""
    known = [municipality.code for municipality in desk.casebook.municipalities(desk.actor)]
    if wanted is None:
        return known
    if wanted not in known:
        there = f"there are {', '.join(known)}" if known else "import its areas or evidence first"
        raise NotFound(f"no municipality {wanted} in {desk.path}; {there}")
    return [wanted]
