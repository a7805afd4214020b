"""Fires in homes, counted apart: by year and type of home; what is held back or missing is never nought. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.model import Area, DwellingType, FireCount
from geodata.studies.basis import Basis, Method, sources_of
from geodata.studies.burglaries import last_day, months_between


@dataclass(frozen=True, slots=True)
class FireSum:
    """Fires of some months. known: those told of. held_back: counts that are suppressed or were never told."""

    known: int
    held_back: int


@dataclass(frozen=True, slots=True)
class FireYear:
    """A year. months: of it that are told of, 12 for a whole one. preliminary: some of it may still change."""

    year: int
    months: int
    total: FireSum
    by_type: tuple[tuple[DwellingType, FireSum], ...]
    preliminary: bool


@dataclass(frozen=True, slots=True)
class Fires:
    """Fires by year, the latest first.

    area: the one whose counts these are, None for the whole municipality. by_month: (first day, known fires) without
    holes. types: that are told apart.
    """

    area: Area | None
    years: tuple[FireYear, ...]
    by_month: tuple[tuple[date, int], ...]
    types: tuple[DwellingType, ...]
    basis: Basis


def fires(
    counts: Sequence[FireCount],
    areas: Sequence[Area],
    *,
    area: Area | None = None,
    since: date | None = None,
    until: date | None = None,
    today: date,
) -> Fires:
    """Fires in an area, or in the whole municipality where it is not given or not counted apart. areas: of every kind.

    Whole months between two days that are over. RULE 1: an area with counts of its own is told by them, otherwise by
    the areas whose parent it is; no fire is counted in an area and again in the one that it lies in. RULE 2: a count
    of all types stands for the month; the types beside it are parts of it.
    """
    by_area: dict[str, list[FireCount]] = defaultdict(list)
    end = min(until, today) if until else today
    for count in counts:
        if (since is None or count.month >= since) and last_day(count.month) <= end:
            by_area[count.area_code].append(count)
    leaves = _leaves(area.code, areas, by_area) if area else ()
    told_of = area if leaves else None
    chosen = [one for code in leaves or _tops(areas, by_area) for one in by_area[code]]
    months = tuple(months_between(min(o.month for o in chosen), max(o.month for o in chosen))) if chosen else ()
    monthly: dict[date, list[FireCount]] = defaultdict(list)
    for one in chosen:
        monthly[one.month].append(one)
    types = tuple(kind for kind in DwellingType if any(one.dwelling_type is kind for one in chosen))
    return Fires(
        area=told_of,
        years=tuple(
            _year(year, [month for month in months if month.year == year], monthly, types)
            for year in sorted({month.year for month in months}, reverse=True)
        ),
        by_month=tuple((month, _sum(monthly.get(month, ()), None).known) for month in months),
        types=types,
        basis=Basis(
            method=Method.FIRES,
            parameters={"area": told_of.code if told_of else None},
            since=months[0] if months else None,
            until=last_day(months[-1]) if months else None,
            sources=sources_of(chosen),
            rows=len(chosen),
            computed_on=today,
            made_up=any(one.provenance.made_up for one in chosen),
        ),
    )


def _year(
    year: int, months: Sequence[date], monthly: dict[date, list[FireCount]], types: Sequence[DwellingType]
) -> FireYear:
    rows = [monthly.get(month, []) for month in months]
    return FireYear(
        year=year,
        months=len(months),
        total=_added(_sum(row, None) for row in rows),
        by_type=tuple((kind, _added(_sum(row, kind) for row in rows)) for kind in types),
        preliminary=any(one.is_preliminary for row in rows for one in row),
    )


def _sum(counts: Iterable[FireCount], kind: DwellingType | None) -> FireSum:
    """A month's fires; one in which nothing was told holds back one count."""
    told: dict[str, list[FireCount]] = defaultdict(list)
    for one in counts:
        told[one.area_code].append(one)
    if not told:
        return FireSum(0, 1)
    parts: list[FireCount] = []
    missing = 0
    for cell in told.values():
        wanted = [one for one in cell if one.dwelling_type is kind]
        if kind is None and not wanted:
            wanted = cell
        parts += wanted
        missing += not wanted
    return FireSum(
        sum(one.count for one in parts if one.count is not None), missing + sum(one.count is None for one in parts)
    )


def _added(sums: Iterable[FireSum]) -> FireSum:
    every = list(sums)
    return FireSum(sum(one.known for one in every), sum(one.held_back for one in every))


def _leaves(code: str, areas: Sequence[Area], told: dict[str, list[FireCount]]) -> tuple[str, ...]:
    """The areas whose own counts make up those of an area; none where they do not make it up wholly."""
    if code in told:
        return (code,)
    parts = [_leaves(one.code, areas, told) for one in areas if one.parent == code and one.code != code]
    return tuple(leaf for part in parts for leaf in part) if parts and all(parts) else ()


def _tops(areas: Sequence[Area], told: dict[str, list[FireCount]]) -> tuple[str, ...]:
    """The counted areas that lie in no other counted one."""
    parents = {area.code: area.parent for area in areas}

    def is_inside(code: str) -> bool:
        above, seen = parents.get(code), set[str]()
        while above and above not in seen:
            if above in told:
                return True
            seen.add(above)
            above = parents.get(above)
        return False

    return tuple(sorted(code for code in told if not is_inside(code)))
