"""What an action was to prevent, counted by area and calendar month; what was never counted stays missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from geodata.analysis.effects import LEAST_MONTHS
from geodata.columns import CATEGORY_ORDER, KINDS, Columns
from geodata.errors import InvalidRecord
from geodata.model import Category, EvidenceKind, Feeling, SourceType, View
from geodata.studies.burglaries import BurglaryBook, months_between

FIRST_DAYS = 7
"""RULE 1: evidence that begins within a month's first week counts that month as whole."""
LONG_BEFORE, USUAL_BEFORE = 24, 12
"""Months that before is wished to be: whole years, so that every season is in it as often as any other."""
Months = tuple[date, date]
"""First and last calendar month, both included, each written as its first day."""


class EffectMeasure(StrEnum):
    """Which events tell whether an action worked."""

    BURGLARIES = "burglaries"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class EventCounts:
    """Events by area and month.

    categories: what was counted. first_month: that the rows begin with. counts: area code -> one number a month, None
    where it was not counted or is suppressed. records: in the same shape, rows that the numbers rest on. preliminary:
    months of which some numbers may still change. sources: origins in words.
    """

    measure: EffectMeasure
    categories: tuple[Category, ...]
    first_month: date
    counts: Mapping[str, tuple[int | None, ...]]
    records: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    preliminary: frozenset[date] = frozenset()
    sources: tuple[str, ...] = ()
    made_up: bool = False

    @property
    def length(self) -> int:
        """Number of months."""
        return max((len(row) for row in self.counts.values()), default=0)

    @property
    def last_month(self) -> date | None:
        """The last month that is told of; None where none is."""
        return month_after(self.first_month, self.length - 1) if self.length else None

    def within(self, codes: Collection[str], period: Months) -> list[int | None]:
        """The areas' counts together, month by month; None where one is missing, and outside what is told of."""
        start, number = month_index(self.first_month, period[0]), number_of(period)
        rows = [self.counts.get(code, ()) for code in codes]
        found: list[int | None] = []
        for index in range(start, start + number):
            parts = [row[index] if 0 <= index < len(row) else None for row in rows]
            known = [part for part in parts if part is not None]
            found.append(sum(known) if rows and len(known) == len(parts) else None)
        return found

    def first_missing(self, codes: Collection[str], periods: Sequence[Months]) -> tuple[str, date] | None:
        """The first area, by code, and its first month in the periods that was not counted; None where all were."""
        for code in sorted(codes):
            for period in periods:
                for index, count in enumerate(self.within([code], period)):
                    if count is None:
                        return code, month_after(period[0], index)
        return None

    def rows_within(self, codes: Collection[str], periods: Sequence[Months]) -> int:
        """Records that the areas' counts in the periods rest on."""
        rows = 0
        for period in periods:
            start = max(0, month_index(self.first_month, period[0]))
            end = max(0, month_index(self.first_month, period[1]) + 1)
            rows += sum(sum(self.records.get(code, ())[start:end]) for code in codes)
        return rows


def burglary_events(
    book: BurglaryBook, codes: Collection[str], *, today: date, sources: tuple[str, ...] = (), made_up: bool = False
) -> EventCounts | None:
    """Reported dwelling burglaries of the areas, in months that are over; None where none is told of."""
    months = book.months_within(None, None, today=today)
    if not months or not any(book.monthly(code) for code in codes):
        return None
    records = {code: dict.fromkeys(months, 0) for code in codes}
    preliminary = set()
    for code in codes:
        for count in book.told_of([code], months):
            records[code][count.month] += 1
            if count.is_preliminary:
                preliminary.add(count.month)
    return EventCounts(
        measure=EffectMeasure.BURGLARIES,
        categories=(Category.BURGLARY,),
        first_month=months[0],
        counts={code: tuple(book.monthly(code).get(month) for month in months) for code in codes},
        records={code: tuple(rows.values()) for code, rows in records.items()},
        preliminary=frozenset(preliminary),
        sources=sources,
        made_up=made_up,
    )


def evidence_events(
    columns: Columns,
    codes: Sequence[str],
    *,
    municipality: str,
    categories: Collection[Category],
    today: date,
    without_walks: bool = False,
    sources: tuple[str, ...] = (),
    made_up: bool = False,
) -> EventCounts | None:
    """Unsafe reports and findings of the categories, by the areas they lie in, in months that are over.

    without_walks: what walks noted is left out: where walking is the action, more of it finds more. A month without any
    counts as 0 from the first month of the municipality's evidence on, whatever its category; None where there is no
    whole month.
    """
    own = columns.where(View(municipality=municipality, feeling=None))
    last = month_after(today.replace(day=1), -1)
    if not own.any():
        return None
    first_day = date(1970, 1, 1) + timedelta(days=int(columns.day[own].min()))
    first = first_day.replace(day=1)
    if first_day.day > FIRST_DAYS:
        first = month_after(first, 1)
    if first > last:
        return None
    wanted = View(municipality=municipality, feeling=Feeling.UNSAFE, categories=frozenset(categories))
    taken = columns.where(wanted) & (columns.area >= 0)
    if without_walks:
        walked = [list(SourceType).index(source) for source in (SourceType.WALK, SourceType.DIGITAL_WALK)]
        taken &= (columns.kind != KINDS.index(EvidenceKind.FINDING)) & ~np.isin(columns.source, walked)
    chosen = np.flatnonzero(taken)
    months = (columns.day[chosen].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) - (
        (first.year - 1970) * 12 + first.month - 1
    )
    number = month_index(first, last) + 1
    whole = (months >= 0) & (months < number)
    table = np.zeros((len(columns.area_codes), number), np.int64)
    np.add.at(table, (columns.area[chosen][whole], months[whole]), 1)
    places = {code: index for index, code in enumerate(columns.area_codes)}
    counted = {code: tuple(table[places[code]].tolist()) for code in codes if code in places}
    return EventCounts(
        measure=EffectMeasure.EVIDENCE,
        categories=tuple(category for category in CATEGORY_ORDER if category in categories),
        first_month=first,
        counts=counted,
        records=counted,
        sources=sources,
        made_up=made_up,
    )


def lengths_before(events: EventCounts, codes: Collection[str], last: date) -> tuple[int, ...]:
    """How long before may be, the usual first: 24 and 12 months, or all that were counted where they are fewer.

    codes: the areas that must be counted. last: the last month of before.
    """
    told = min(LONG_BEFORE, month_index(events.first_month, last) + 1)
    if told < LEAST_MONTHS:
        return ()
    counted = 0
    for count in reversed(events.within(codes, (month_after(last, 1 - told), last))):
        if count is None:
            break
        counted += 1
    whole_years = tuple(n for n in (LONG_BEFORE, USUAL_BEFORE) if counted >= n)
    return whole_years or ((counted,) if counted >= LEAST_MONTHS else ())


def number_of(period: Months) -> int:
    """How many months a period holds. Raises: InvalidRecord for one that is turned round."""
    number = month_index(period[0], period[1]) + 1
    if number < 1:
        raise InvalidRecord(
            f"the period ends ({period[1]:%Y-%m}) before it begins ({period[0]:%Y-%m}); swap the months"
        )
    return number


def month_index(first: date, month: date) -> int:
    """How many months after the first one a month lies."""
    return (month.year - first.year) * 12 + month.month - first.month


def month_after(month: date, number: int) -> date:
    """The first day of the month so many months later, earlier for a negative number."""
    index = month.year * 12 + month.month - 1 + number
    return date(index // 12, index % 12 + 1, 1)


def months_of(period: Months) -> tuple[date, ...]:
    """Every month of a period."""
    return tuple(months_between(*period))
