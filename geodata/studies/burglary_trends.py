"""How reported dwelling burglaries move over the months: by type of dwelling, completed and attempted, by season.

A direction is told only within one way of counting: from the last change of source on, without preliminary months, and
from the areas that were counted every month, so that a delivery that came or failed is never taken for a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.trends import Slope, slopes
from geodata.model import Area, DwellingType, Outcome
from geodata.studies.basis import Basis, Method, sources_of
from geodata.studies.burglaries import BurglaryBook, Monthly, last_day, total

__all__ = ["Break", "BreakKind", "BurglaryTrends", "Heading", "MonthCount", "SeasonMonth", "Series", "Slope",
           "burglary_trends", "heading"]  # fmt: skip

MONTHS = 12
LEVEL = 0.95
FALSE_RATE = 0.05
LEAST_YEARS_OF_A_SEASON = 2


class Heading(StrEnum):
    """The direction that a change may be said to have: a label on top of its interval."""

    UP = "up"
    DOWN = "down"
    UNDECIDED = "undecided"


class BreakKind(StrEnum):
    """Where months cannot be compared across."""

    SOURCE = "source"
    PRELIMINARY = "preliminary"


@dataclass(frozen=True, slots=True)
class Break:
    """From `month` on, counts are of another kind. before, after: the sources, where these changed."""

    month: date
    kind: BreakKind
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthCount:
    """A month. count: in the areas that were counted, None where none was. counted, areas: how many of how many.

    dwelling_years: dwellings in the counted areas / 12, None where an area's are not known. rolling: burglaries per
    1,000 dwellings in the twelve months to this one, all counted in one way; None where there are fewer.
    """

    month: date
    count: int | None
    counted: int
    areas: int
    dwelling_years: float | None
    rolling: float | None
    preliminary: bool

    @property
    def is_whole(self) -> bool:
        """Whether every area was counted."""
        return self.count is not None and self.counted == self.areas


@dataclass(frozen=True, slots=True)
class Series:
    """Months of one type of dwelling or outcome; None for all.

    slope: over the months from slope_since on in slope_areas areas, None where they tell too little. heading: up or
    down where the slope stands after Benjamini and Hochberg at 5 % over the types.
    """

    dwelling_type: DwellingType | None
    outcome: Outcome | None
    months: tuple[MonthCount, ...]
    slope: Slope | None = None
    slope_since: date | None = None
    slope_until: date | None = None
    slope_areas: int = 0
    heading: Heading = Heading.UNDECIDED

    @property
    def count(self) -> int:
        """All that was counted."""
        return sum(month.count or 0 for month in self.months)

    @property
    def is_whole(self) -> bool:
        """Whether every area was counted every month; otherwise there may have been more."""
        return all(month.is_whole for month in self.months)


@dataclass(frozen=True, slots=True)
class SeasonMonth:
    """A month of the year, 1-12: burglaries on average over so many years, in the areas that were counted always."""

    number: int
    average: float
    years: int


@dataclass(frozen=True, slots=True)
class BurglaryTrends:
    """The answer. whole: all types and outcomes together. by_type: those that are told of, none without dwellings.

    season: twelve months, of the areas and months that a direction is told from; empty with fewer than two years.
    breaks: by month. All is empty where nothing is told.
    """

    whole: Series
    by_type: tuple[Series, ...]
    completed: Series
    attempted: Series
    season: tuple[SeasonMonth, ...]
    breaks: tuple[Break, ...]
    basis: Basis


def burglary_trends(
    areas: Sequence[Area],
    book: BurglaryBook,
    *,
    since: date | None = None,
    until: date | None = None,
    today: date,
) -> BurglaryTrends:
    """The months of areas taken together. areas: not overlapping; one for a single area.

    Raises: InvalidRecord for a period that ends before it begins.
    """
    months = book.months_within(since, until, today=today)
    told = book.told_of([area.code for area in areas], months)
    preliminary = {count.month for count in told if count.is_preliminary}
    sources: dict[date, set[str]] = {}
    for count in told:
        sources.setdefault(count.month, set()).add(count.provenance.source)
    breaks = _breaks(months, sources, preliminary)
    lines = _Lines(areas, book, months, breaks, preliminary, today)
    kinds = [kind for kind in DwellingType if any(area.dwellings_of(kind) != 0 for area in areas)]
    told_of = [line for line in (lines.of(kind, None) for kind in kinds) if any(m.counted for m in line.months)]
    whole = _with_slopes([lines.of(None, None)], lines)[0]
    return BurglaryTrends(
        whole=whole,
        by_type=tuple(_with_slopes(told_of, lines)),
        completed=lines.of(None, Outcome.COMPLETED),
        attempted=lines.of(None, Outcome.ATTEMPTED),
        season=_season(*lines.panel(None)),
        breaks=breaks,
        basis=Basis(
            method=Method.MONTHLY_SERIES,
            parameters={"level": LEVEL, "false_rate": FALSE_RATE, "rolling_months": MONTHS, "areas": len(areas)},
            since=months[0] if months else None,
            until=last_day(months[-1]) if months else None,
            sources=sources_of(told),
            rows=len(told),
            computed_on=today,
            made_up=any(count.provenance.made_up for count in told),
        ),
    )


def heading(low: float, high: float, *, same: float) -> Heading:
    """The direction of a change from its interval. same: what no change is, 1 for factors and 0 for differences."""
    return Heading.UP if low > same else Heading.DOWN if high < same else Heading.UNDECIDED


@dataclass(frozen=True, slots=True)
class _Lines:
    """One line of months after another, from the same areas."""

    areas: Sequence[Area]
    book: BurglaryBook
    months: Sequence[date]
    breaks: Sequence[Break]
    preliminary: set[date]
    today: date

    def of(self, dwelling_type: DwellingType | None, outcome: Outcome | None) -> Series:
        parts = [
            (area.dwellings_of(dwelling_type), self.book.monthly(area.code, dwelling_type, outcome))
            for area in self._with_dwellings(dwelling_type)
        ]
        counted = [self._month(month, parts) for month in self.months]
        return Series(dwelling_type, outcome, _rolled(counted, self.since))

    def panel(self, dwelling_type: DwellingType | None) -> tuple[list[date], list[Monthly]]:
        """The months that a direction may be told from, and the areas that were counted in all of them."""
        months = [month for month in self.months if month >= self.since and month not in self.preliminary]
        lines = [self.book.monthly(area.code, dwelling_type) for area in self._with_dwellings(dwelling_type)]
        # a type of which nothing is told at first begins where something is
        told = [month for month in months if any(line.get(month) is not None for line in lines)]
        months = [month for month in months if told[0] <= month <= told[-1]] if told else []
        return months, [line for line in lines if all(line.get(month) is not None for month in months)]

    @property
    def since(self) -> date:
        """From when on counts are of one source."""
        changes = [one.month for one in self.breaks if one.kind is BreakKind.SOURCE]
        return max(changes, default=date.min)

    def _with_dwellings(self, dwelling_type: DwellingType | None) -> list[Area]:
        return [area for area in self.areas if area.dwellings_of(dwelling_type) != 0]

    def _month(self, month: date, parts: Sequence[tuple[int | None, Monthly]]) -> MonthCount:
        known = [(homes, n) for homes, line in parts if (n := line.get(month)) is not None]
        homes = total(homes for homes, _ in known)
        return MonthCount(
            month=month,
            count=sum(n for _, n in known) if known else None,
            counted=len(known),
            areas=len(parts),
            dwelling_years=homes / MONTHS if homes else None,
            rolling=None,
            preliminary=month in self.preliminary,
        )


def _rolled(months: Sequence[MonthCount], since: date) -> tuple[MonthCount, ...]:
    """RULE: twelve months that were counted in one way, each at least in part."""

    def rate(last: Sequence[MonthCount]) -> float | None:
        one_way = last[0].month >= since or last[-1].month < since
        known = [(one.count, one.dwelling_years) for one in last if one.count is not None and one.dwelling_years]
        if len(known) < MONTHS or not one_way:
            return None
        return 1000 * sum(count for count, _ in known) / sum(years for _, years in known)

    return tuple(
        replace(month, rolling=rate(months[max(0, end - MONTHS) : end])) for end, month in enumerate(months, start=1)
    )


def _with_slopes(series: Sequence[Series], lines: _Lines) -> list[Series]:
    """The slope of each, adjusted for their number."""
    found = []
    for one in series:
        months, areas = lines.panel(one.dwelling_type)
        if months and areas:
            counts = [sum(line[month] or 0 for line in areas) for month in months]
            slope = slopes([counts], first_month=months[0], today=lines.today, level=LEVEL)[0]
            found.append(
                replace(
                    one,
                    slope=slope,
                    slope_since=months[0],
                    slope_until=last_day(months[-1]),
                    slope_areas=len(areas),
                )
            )
        else:
            found.append(one)
    adjusted = iter(benjamini_hochberg([one.slope.p for one in found if one.slope]).tolist())
    return [_headed(one, next(adjusted)) if one.slope else one for one in found]


def _headed(series: Series, adjusted_p: float) -> Series:
    slope = series.slope
    if slope is None:
        return series
    said = heading(slope.low, slope.high, same=1) if adjusted_p <= FALSE_RATE else Heading.UNDECIDED
    return replace(series, slope=replace(slope, adjusted_p=adjusted_p), heading=said)


def _breaks(months: Sequence[date], sources: dict[date, set[str]], preliminary: set[date]) -> tuple[Break, ...]:
    told = [month for month in months if month in sources]
    found = [
        Break(month, BreakKind.SOURCE, tuple(sorted(sources[before])), tuple(sorted(sources[month])))
        for before, month in pairwise(told)
        if sources[before] != sources[month]
    ]
    if preliminary:
        found.append(Break(min(preliminary), BreakKind.PRELIMINARY))
    return tuple(sorted(found, key=lambda one: (one.month, one.kind)))


def _season(months: Sequence[date], areas: Sequence[Monthly]) -> tuple[SeasonMonth, ...]:
    """RULE: averages of areas that were counted every month, from two whole years of them on."""
    if len(months) < MONTHS * LEAST_YEARS_OF_A_SEASON or not areas:
        return ()
    sums = [(month.month, sum(line[month] or 0 for line in areas)) for month in months]
    found = []
    for number in range(1, MONTHS + 1):
        counts = [count for month, count in sums if month == number]
        found.append(SeasonMonth(number, sum(counts) / len(counts), len(counts)))
    return tuple(found)
