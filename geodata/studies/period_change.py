"""Two periods of a view side by side and as a difference: more, fewer, or nobody can tell, for each area and category.

RULE 1: a day without evidence is counted only between the first and the last row there is: what lies beyond was not
gathered, and missing is not zero. RULE 2: periods that share days are put side by side and not judged. RULE 3: of many
areas some stand out by luck, so an area is said to have more or fewer only where its test stands among all that were
made (Benjamini & Hochberg, at most 5 % of those that stand are false); categories likewise. All together is one test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.period_ratio import LEAST_MONTHS, Excess, Length, PeriodRatios, excess, period_ratios
from geodata.columns import CATEGORY_ORDER, Columns
from geodata.errors import InvalidRecord
from geodata.model import SourceType, View
from geodata.studies.basis import Basis, Method, source_types

LEVEL = 0.95
FALSE_RATE = 0.05
DAYS_A_MONTH = 30
_SOURCES = tuple(SourceType)
_EPOCH = date(1970, 1, 1)


class Change(StrEnum):
    """What can be said of a difference."""

    MORE = "more"
    FEWER = "fewer"
    UNDECIDED = "undecided"


class WhyUndecided(StrEnum):
    """Why a difference cannot be told.

    LUCK: alone it would stand; among so many some such are to be expected.
    """

    NOTHING = "nothing"
    CHANCE = "chance"
    LUCK = "luck"
    OVERLAP = "overlap"
    TOO_SHORT = "too_short"


@dataclass(frozen=True, slots=True)
class Period:
    """A period as it was asked for, and what of it has evidence. days: counted, 0 where none is."""

    asked_since: date | None
    asked_until: date | None
    since: date | None
    until: date | None
    days: int

    @property
    def is_cut(self) -> bool:
        """Whether evidence begins after it or ends before it."""
        return (self.asked_since not in {None, self.since}) or (self.asked_until not in {None, self.until})


@dataclass(frozen=True, slots=True)
class Row:
    """One area, category, or all together; later is the view's own period, earlier the one it is compared with.

    earlier, later: events.  earlier_rate, later_rate: in thirty days.  ratio: later by earlier rate, None where the
    earlier had none; low, high: its 95 % limits, high None without a bound; all None where nothing can be reckoned.
    p: of this row alone; adjusted: among its kind.
    """

    code: str
    earlier: int
    later: int
    earlier_rate: float | None = None
    later_rate: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    adjusted: float | None = None
    said: Change = Change.UNDECIDED
    why: WhyUndecided | None = None


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """What became of a view from one period to another.

    areas: by code, those of the division and "" for rows outside; with rows of neither period too.  categories: those
    with events.  sources: kinds of source with events in both periods.  one_sided: those with events in one alone.
    """

    later: Period
    earlier: Period
    together: Row
    areas: tuple[Row, ...]
    categories: tuple[Row, ...]
    sources: tuple[tuple[SourceType, int, int], ...]
    overlap: bool
    basis: Basis

    @property
    def one_sided(self) -> tuple[SourceType, ...]:
        """Sources with evidence in one of the periods alone: a difference may be one of gathering."""
        return tuple(source for source, earlier, later in self.sources if not (earlier and later))


def period_change(
    columns: Columns, view: View, compared: tuple[date, date], *, today: date, made_up: bool = False
) -> PeriodChange:
    """The view's own period beside another. compared: first and last day of the other, both included.

    One pass over the rows, however long the periods are.
    """
    everything = view.model_copy(update={"since": None, "until": None})
    rows = np.flatnonzero(columns.where(everything))
    day = columns.day[rows]
    span = _span(columns, view.municipality)
    later, earlier = _period(span, view.since, view.until), _period(span, *compared)
    overlap = _overlap(later, earlier)
    in_later, in_earlier = (_within(day, period) for period in (later, earlier))
    areas = len(columns.area_codes) + 1
    months = _whole_months(span)
    month = _month_of(day, months)

    def table(code: NDArray[np.integer], number: int) -> _Table:
        return _Table(
            np.bincount(code[in_earlier], minlength=number),
            np.bincount(code[in_later], minlength=number),
            _by_month(code, month, number, months),
        )

    judge = _Judge(earlier, later, overlap=overlap)
    together = judge.rows([""], table(np.zeros(len(rows), np.int64), 1))[0]
    area_rows = judge.rows(["", *columns.area_codes], table(columns.area[rows] + 1, areas))
    category_rows = judge.rows([c.value for c in CATEGORY_ORDER], table(columns.category[rows], len(CATEGORY_ORDER)))
    by_source = [
        np.bincount(columns.source[rows[chosen]], minlength=len(_SOURCES)) for chosen in (in_earlier, in_later)
    ]
    chosen = np.zeros(len(columns), np.bool_)
    chosen[rows[in_later | in_earlier]] = True
    return PeriodChange(
        later=later,
        earlier=earlier,
        together=together,
        areas=tuple(sorted(area_rows, key=lambda row: row.code)),
        categories=tuple(row for row in category_rows if row.earlier or row.later),
        sources=tuple((source, int(a), int(b)) for source, a, b in zip(_SOURCES, *by_source, strict=True) if a or b),
        overlap=overlap,
        basis=Basis(
            method=Method.PERIOD_CHANGE,
            parameters={"level_percent": round(LEVEL * 100), "false_percent": round(FALSE_RATE * 100)},
            since=min((p.since for p in (later, earlier) if p.since), default=None),
            until=max((p.until for p in (later, earlier) if p.until), default=None),
            sources=source_types(columns, chosen),
            rows=int(chosen.sum()),
            computed_on=today,
            made_up=made_up,
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    earlier: NDArray[np.int64]
    later: NDArray[np.int64]
    months: NDArray[np.int64]


class _Judge:
    """Reads rows of two periods."""

    def __init__(self, earlier: Period, later: Period, *, overlap: bool) -> None:
        self._periods = earlier, later
        self._overlap = overlap

    def rows(self, codes: Sequence[str], table: _Table) -> list[Row]:
        scatter = excess(table.months) if table.months.shape[1] >= LEAST_MONTHS else None
        ratios = self._ratios(table, scatter)
        events = table.earlier + table.later
        adjusted = np.full(len(events), np.nan)
        if ratios is not None and events.any():
            adjusted[events > 0] = benjamini_hochberg(ratios.p[events > 0])
        found = []
        for i, code in enumerate(codes):
            row = self._counted(code, int(table.earlier[i]), int(table.later[i]))
            if row.why is None and ratios is not None:
                row = _reckoned(row, ratios, i, float(adjusted[i]))
                why = WhyUndecided.TOO_SHORT if scatter is None else None
                row = replace(row, said=Change.UNDECIDED, why=why) if why else row
            found.append(row)
        return found

    def _ratios(self, table: _Table, scatter: Excess | None) -> PeriodRatios | None:
        earlier, later = self._periods
        if self._overlap or not (earlier.days and later.days):
            return None
        lengths = _length(earlier), _length(later)
        return period_ratios(table.earlier, table.later, lengths=lengths, scatter=scatter, level=LEVEL)

    def _counted(self, code: str, earlier: int, later: int) -> Row:
        days = [period.days for period in self._periods]
        why = WhyUndecided.OVERLAP if self._overlap else None
        if why is None and not (earlier + later and all(days)):
            why = WhyUndecided.NOTHING
        rates = [
            n * DAYS_A_MONTH / length if length else None for n, length in zip((earlier, later), days, strict=True)
        ]
        return Row(code, earlier, later, earlier_rate=rates[0], later_rate=rates[1], why=why)


def _reckoned(row: Row, ratios: PeriodRatios, i: int, adjusted: float) -> Row:
    p, low, high = (float(values[i]) for values in (ratios.p, ratios.low, ratios.high))
    said, why = Change.UNDECIDED, None
    if adjusted <= FALSE_RATE:
        said = Change.MORE if low > 1 else Change.FEWER
    else:
        why = WhyUndecided.LUCK if p <= 1 - LEVEL else WhyUndecided.CHANCE
    return replace(
        row,
        ratio=float(ratios.ratio[i]) if row.earlier else None,
        low=low,
        high=high if np.isfinite(high) else None,
        p=p,
        adjusted=adjusted,
        said=said,
        why=why,
    )


def _span(columns: Columns, municipality: str) -> tuple[date, date] | None:
    """First and last day of all that was gathered, whatever the view lets through."""
    if municipality not in columns.municipalities:
        return None
    days = columns.day[columns.municipality == columns.municipalities.index(municipality)]
    return (_date(int(days.min())), _date(int(days.max()))) if len(days) else None


def _period(span: tuple[date, date] | None, since: date | None, until: date | None) -> Period:
    if span is None:
        return Period(since, until, None, None, 0)
    first, last = max(span[0], since or span[0]), min(span[1], until or span[1])
    if first > last:
        return Period(since, until, None, None, 0)
    return Period(since, until, first, last, (last - first).days + 1)


def _overlap(one: Period, other: Period) -> bool:
    if not (one.since and one.until and other.since and other.until):
        return False
    return one.since <= other.until and other.since <= one.until


def _within(day: NDArray[np.int32], period: Period) -> NDArray[np.bool_]:
    if period.since is None or period.until is None:
        return np.zeros(len(day), np.bool_)
    return (day >= (period.since - _EPOCH).days) & (day <= (period.until - _EPOCH).days)


def _whole_months(span: tuple[date, date] | None) -> tuple[int, int]:
    """The first whole calendar month that has evidence, in months since year 0, and how many there are."""
    if span is None:
        return 0, 0
    first = span[0].year * 12 + span[0].month - 1 + (span[0].day > 1)
    after = span[1] + timedelta(days=1)
    return first, max(0, after.year * 12 + after.month - 1 - first)


def _month_of(day: NDArray[np.int32], months: tuple[int, int]) -> NDArray[np.int32]:
    """Which of the whole months each row lies in; the last place after them for rows in none."""
    first, count = months
    if not len(day):
        return np.zeros(0, np.int32)
    begin = int(day.min())
    days = np.arange(begin, int(day.max()) + 1).astype("datetime64[D]")
    month = days.astype("datetime64[M]").astype(np.int32) + np.int32(1970 * 12 - first)
    # a table of the days, for there are more rows than days
    table: NDArray[np.int32] = np.where((month >= 0) & (month < count), month, count).astype(np.int32)
    return np.asarray(table[day - np.int32(begin)])


def _by_month(
    code: NDArray[np.integer], month: NDArray[np.int32], number: int, months: tuple[int, int]
) -> NDArray[np.int64]:
    wide = months[1] + 1
    at = code.astype(np.int32) * np.int32(wide) + month
    return np.bincount(at, minlength=number * wide).reshape(number, wide)[:, : months[1]]


def _length(period: Period) -> Length:
    if period.since is None or period.until is None:
        raise InvalidRecord("a period without days has no length")
    days = np.arange((period.since - _EPOCH).days, (period.until - _EPOCH).days + 1).astype("datetime64[D]")
    in_months = np.unique(days.astype("datetime64[M]"), return_counts=True)[1]
    return Length(period.days, int((in_months.astype(np.int64) ** 2).sum()))


def _date(day: int) -> date:
    return _EPOCH + timedelta(days=day)
