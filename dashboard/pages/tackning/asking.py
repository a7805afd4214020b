"""What an address asks of the page of coverage: which period, which part, which cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qs
from uuid import UUID

from dashboard.sentback import id_or_none
from dashboard.view import link
from geodata.coverage import Period
from geodata.linking import GapKind
from geodata.model import Category

E = TypeVar("E", bound=StrEnum)


class Part(StrEnum):
    """What is shown whole, in pieces, instead of the overview."""

    HOTSPOTS = "hotspots"
    ACTIONS = "atgarder"
    PROMISES = "loften"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question. part, gap: one of them or none. category, promise_id: of the cell that is opened."""

    period: Period | None = None
    part: Part | None = None
    gap: GapKind | None = None
    category: Category | None = None
    promise_id: UUID | None = None


def parse(query: str, among: Sequence[Period]) -> Asked:
    """What a query asks; what cannot be meant, or is no longer there, is left out. among: the periods there are."""
    given = {name: values[-1] for name, values in parse_qs(query.removeprefix("?")).items()}
    shown = given.get("visa", "")
    return Asked(
        period=next((period for period in among if named(period) == given.get("period")), None),
        part=_member(shown, Part),
        gap=_member(shown, GapKind),
        category=_member(given.get("kategori", ""), Category),
        promise_id=id_or_none(given.get("lofte", "")),
    )


def named(period: Period) -> str:
    """A period in an address."""
    until = "" if period.ends_on == date.max else period.ends_on.isoformat()
    return f"{period.starts_on.isoformat()}_{until}"


def address(municipality: str, period: Period | None, **more: object) -> str:
    """An address of the page, in the period that is looked at. more: further parameters, None for none."""
    parts = {"period": named(period) if period else None, **more}
    return link("/tackning", municipality) + "".join(f"&{name}={value}" for name, value in parts.items() if value)


def _member(text: str, choices: type[E]) -> E | None:
    return next((member for member in choices if member.value == text), None)
