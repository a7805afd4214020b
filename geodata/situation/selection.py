"""What the map shows of a selection on a day, as plain values for a handout: counts, hotspots, what answers them.

RULE 1: counts are those of the map page; nothing is worked out anew when they are told.
RULE 2: single rows stand here only where they were asked for, and then their place to some ten metres and the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.model import Category, EvidenceKind, Tier, View
from geodata.situation.content import ActionPart, Figure, GapPart, Origin, PlacePart, PromisePart, Ring, Spot, Unit
from geodata.studies.view_counts import ViewCounts

MOST_SPOTS = 50
"""Hotspots that are told of, by rank; how many there are is said."""
MOST_DOTS = 5_000
"""Single rows that a map without tiles still draws at once; where there are more there are none."""
DOT_DIGITS = 4
"""Decimals of a degree: some ten metres."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a kind or a category."""

    what: EvidenceKind | Category
    count: Figure


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area and the selection's rows in it."""

    code: str
    name: str
    evidence: Figure
    outline: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A single row. at: (lon, lat) with DOT_DIGITS decimals.  month: its first day."""

    at: tuple[float, float]
    kind: EvidenceKind
    category: Category
    month: date


@dataclass(frozen=True, slots=True)
class Selection:
    """A view of the map on a day.

    tier: the widest circle's that may see all of it.  all_spots: how many hotspots there are; spots: the first of them.
    dots: single rows, None where nobody asked for them or they are more than MOST_DOTS.  version: of the evidence.
    """

    municipality: str
    name: str
    tier: Tier
    as_of: date
    view: View
    version: int
    made_up: bool
    total: Figure
    located: Figure
    kinds: tuple[Counted, ...]
    categories: tuple[Counted, ...]
    areas: tuple[AreaCount, ...]
    nowhere: Figure
    spots: tuple[Spot, ...]
    all_spots: int
    promises: tuple[PromisePart, ...]
    actions: tuple[ActionPart, ...]
    gaps: tuple[GapPart, ...]
    places: tuple[PlacePart, ...]
    origins: tuple[Origin, ...]
    dots: tuple[Dot, ...] | None


def counted(
    counts: ViewCounts, view: View, kinds: tuple[EvidenceKind, ...], categories: tuple[Category, ...]
) -> tuple[Figure, Figure, tuple[Counted, ...], tuple[Counted, ...], dict[str, Figure]]:
    """The total, those with a position, by kind, by category, and by area code ("" for none).

    kinds, categories: in the order of the counts.
    """

    def figure(key: str, value: float, unit: Unit = Unit.EVIDENCE) -> Figure:
        return Figure(f"view.{key}", unit, int(value), since=view.since, until=view.until)

    units = {EvidenceKind.REPORT: Unit.REPORTS, EvidenceKind.FINDING: Unit.FINDINGS}
    by_area = counts.area_kind.sum(axis=1).tolist()
    return (
        figure("total", counts.total),
        figure("located", counts.located),
        tuple(Counted(one, figure(f"kind.{one}", n, units[one])) for one, n in zip(kinds, counts.kind, strict=True)),
        tuple(
            Counted(one, figure(f"category.{one}", n)) for one, n in zip(categories, counts.category, strict=True) if n
        ),
        {code: figure(f"area.{code or 'none'}", n) for code, n in zip(("", *counts.area_codes), by_area, strict=True)},
    )
