"""Every number of the map page for a view, counted here where the rows are too many for the browser to hold.

RULE 1: the numbers are those of the browser's own count, to the last one: assets/src/map/crossfilter.ts.

What a filter can ask about (kind, category, feeling, hour, area) makes few combinations, and rows lie by day. So the
rows of each combination are counted once, summed up at the beginnings of some months; a view is then the difference of
two such sums over the combinations that it lets through, and the rows of the days that are left over. Ten million rows
take 9 to 45 ms on one core; looking at each (`Columns.where`, then a count for each figure) took 40 to 620 ms. Rarer
choices (`columns.is_narrow`) are no part of the combinations: narrow_counts.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns import CATEGORY_ORDER, KINDS, UNKNOWN_MINUTE, Columns, any_of, day_number, weekday
from geodata.model import CaseStatus, Feeling, SourceType, View

HOURS = 25
"""The hours of a day, and one for rows whose time of day nobody wrote down."""
WEEKDAYS = 7
CUBE_BYTES = 128_000_000
"""The sums take no more than this; where combinations are many, fewer months begin with one."""

_STATUSES = tuple(CaseStatus)
_SOURCES = tuple(SourceType)
_STATUS_AT = WEEKDAYS
_SOURCE_AT = _STATUS_AT + len(_STATUSES)
_LOCATED_AT = _SOURCE_AT + len(_SOURCES)
_WIDTH = _LOCATED_AT + 1
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class ViewCounts:
    """How many rows a view lets through, by what; int64.

    version: of the evidence.  all: rows there are.  located: of the total, those with a position.  area_kind: shape
    (areas + 1, kinds), row 0 for no area.  first_month: months since year 0; month: from it on, zeros too.
    weekday_hour: shape (7, 25), Monday first, hour 24 for an unknown time.  open_...: the same, whatever is chosen of
    just that: categories, statuses, sources, the period, or weekdays and hours together.
    """

    version: int
    all: int
    total: int
    located: int
    area_codes: tuple[str, ...]
    kind: NDArray[np.int64]
    category: NDArray[np.int64]
    status: NDArray[np.int64]
    source: NDArray[np.int64]
    area_kind: NDArray[np.int64]
    first_month: int
    month: NDArray[np.int64]
    weekday_hour: NDArray[np.int64]
    open_category: NDArray[np.int64]
    open_status: NDArray[np.int64]
    open_source: NDArray[np.int64]
    open_month: NDArray[np.int64]
    open_weekday_hour: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """The rows of one municipality by day, each with the combination it belongs to, and sums of them.

    order: the columns' row at each place, None where they lie by day already.  combination: of each row, index into
    what stands below.  day: of each row, since first_day.  detail: of each row, status and source and whether it is
    located in one number.  kind, category, safe, hour, area (0 for none): of each combination.  months: where in the
    rows each month begins, and the end.  sums: places in `months` that have a sum.  below: rows before each of these,
    shape (sums, combinations, details).  by_month: rows by month and combination.
    """

    version: int
    area_codes: tuple[str, ...]
    municipalities: tuple[str, ...]
    order: NDArray[np.int64] | None
    combination: NDArray[np.unsignedinteger]
    day: NDArray[np.uint16] | NDArray[np.uint32]
    first_day: int
    detail: NDArray[np.uint8] | NDArray[np.uint16]
    kind: NDArray[np.uint8]
    category: NDArray[np.uint8]
    safe: NDArray[np.bool_]
    hour: NDArray[np.uint8]
    area: NDArray[np.int16]
    first_month: int
    months: NDArray[np.int64]
    sums: NDArray[np.int64]
    below: NDArray[np.uint32]
    by_month: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.combination)

    @classmethod
    def of(cls, columns: Columns, *, most_bytes: int = CUBE_BYTES) -> Cube:
        """Put the rows in order and count them. Ten million take two seconds of one core, once per version."""
        days = columns.day
        order = np.argsort(days, kind="stable") if len(days) and (days[1:] < days[:-1]).any() else None

        def by_day(column: NDArray[Any]) -> NDArray[Any]:
            return column if order is None else column[order]

        days = np.asarray(by_day(days), np.int32)
        first_day = int(days[0]) if len(days) else 0
        areas = len(columns.area_codes) + 1
        code = _packed(
            (by_day(columns.kind), len(KINDS)),
            (by_day(columns.category), len(CATEGORY_ORDER)),
            (by_day(columns.safe), 2),
            (_hours(by_day(columns.minute)), HOURS),
            (by_day(columns.area) + np.int16(1), areas),
        )
        number = len(KINDS) * len(CATEGORY_ORDER) * 2 * HOURS * areas
        there = np.flatnonzero(np.bincount(code, minlength=number))
        place: NDArray[Any] = np.zeros(number, np.uint16 if len(there) <= 1 << 16 else np.uint32)
        place[there] = np.arange(len(there))
        combination: NDArray[Any] = place[code]
        rest, area = np.divmod(there, areas)
        rest, hour = np.divmod(rest, HOURS)
        rest, safe = np.divmod(rest, 2)
        kind, category = np.divmod(rest, len(CATEGORY_ORDER))
        detail = _packed(
            (by_day(columns.located), 2),
            (by_day(columns.status), len(_STATUSES)),
            (by_day(columns.source), len(_SOURCES)),
        )
        first_month, months = _months(days)
        by_month, sums, below = _summed(combination, days, detail, months, number=len(there), most_bytes=most_bytes)
        span = int(days[-1]) - first_day if len(days) else 0
        day: NDArray[Any] = (days - np.int32(first_day)).astype(np.uint16 if span + 1 < 1 << 16 else np.uint32)
        details: NDArray[Any] = detail.astype(np.uint8 if 2 * len(_STATUSES) * len(_SOURCES) <= 256 else np.uint16)
        return cls(
            version=columns.version,
            area_codes=columns.area_codes,
            municipalities=columns.municipalities,
            order=order,
            combination=combination,
            day=day,
            first_day=first_day,
            detail=details,
            kind=kind.astype(np.uint8),
            category=category.astype(np.uint8),
            safe=safe.astype(np.bool_),
            hour=hour.astype(np.uint8),
            area=area.astype(np.int16),
            first_month=first_month,
            months=months,
            sums=sums,
            below=below,
            by_month=by_month,
        )

    def through(self, view: View, *, any_category: bool = False, any_hour: bool = False) -> NDArray[np.bool_]:
        """Which combinations the view lets through, its period and its rarer choices aside."""
        passes = np.full(len(self.kind), view.municipality in self.municipalities)
        if view.hours and not any_hour:
            passes &= hours_through(view)[self.hour]
        if view.categories and not any_category:
            passes &= any_of(self.category, [CATEGORY_ORDER.index(c) for c in view.categories])
        if view.kinds:
            passes &= any_of(self.kind, [KINDS.index(k) for k in view.kinds])
        if view.feeling is not None:
            passes &= self.safe == (view.feeling is Feeling.SAFE)
        if view.area_codes:
            passes &= np.isin(self.area, [i + 1 for i, c in enumerate(self.area_codes) if c in view.area_codes])
        return passes

    def days(self, view: View) -> tuple[int, int]:
        """First day of the view's period and the first one after it, counted from `first_day`; never below 0."""
        beyond = int(self.day[-1]) + 1 if len(self) else 0
        first = max(0, day_number(view.since) - self.first_day) if view.since else 0
        end = min(beyond, day_number(view.until) - self.first_day + 1) if view.until else beyond
        return min(first, beyond), max(0, end)

    def counts(self, view: View) -> ViewCounts:
        """Every number of a view."""
        opened, always = self.through(view, any_category=True), self.through(view, any_hour=True)
        closed = opened & always
        first, end = (int(np.searchsorted(self.day, self.day.dtype.type(day))) for day in self.days(view))
        sums, parts = self._split(first, max(first, end))
        totals = np.zeros(len(self.kind), np.int64)
        by_week = np.zeros((WEEKDAYS, HOURS), np.int64)
        details = np.zeros(_WIDTH, np.int64)
        month = np.zeros(max(0, len(self.months) - 1), np.int64)
        if sums is not None:
            among = np.flatnonzero(opened | always)
            # the earliest sum is nothing at all
            inner = self.below[sums[1]][among]
            if sums[0] > 0:
                inner -= self.below[sums[0]][among]
            totals[among] = inner[:, :WEEKDAYS].sum(axis=1)
            timed, hour = inner[always[among]], self.hour[among[always[among]]]
            by_week += np.array([_weighed(hour, timed[:, day], HOURS) for day in range(WEEKDAYS)])
            details += inner[closed[among]].sum(axis=0, dtype=np.int64)
            whole = slice(int(self.sums[sums[0]]), int(self.sums[sums[1]]))
            month[whole] = self.by_month[whole] @ closed.astype(np.uint32)
        for part in parts:
            at = self.combination[part]
            totals += np.bincount(at[looked_up(opened, at)], minlength=len(totals))
            by_week += self._by_week(np.flatnonzero(looked_up(always, at)) + part.start)
            rows = np.flatnonzero(looked_up(closed, at)) + part.start
            details += self._details(rows)
            month += np.bincount(np.searchsorted(self.months, rows, side="right") - 1, minlength=len(month))
        # sums of whole numbers below 2**53 are whole, and numpy is quicker with such
        at_all = (self.by_month @ closed.astype(np.float64)).astype(np.int64) if view.since or view.until else month
        kinds, areas = len(KINDS), len(self.area_codes) + 1
        number = totals * closed
        area_kind = _weighed(self.area.astype(np.int32) * kinds + self.kind, number, areas * kinds)
        status, source = details[_STATUS_AT:_SOURCE_AT], details[_SOURCE_AT:_LOCATED_AT]
        return ViewCounts(
            version=self.version,
            all=len(self),
            total=int(number.sum()),
            located=int(details[_LOCATED_AT]),
            area_codes=self.area_codes,
            kind=area_kind.reshape(areas, kinds).sum(axis=0),
            category=_weighed(self.category, number, len(CATEGORY_ORDER)),
            status=status,
            source=source,
            area_kind=area_kind.reshape(areas, kinds),
            first_month=self.first_month,
            month=month,
            weekday_hour=by_week * hours_through(view),
            open_category=_weighed(self.category, totals * opened, len(CATEGORY_ORDER)),
            open_status=status,
            open_source=source,
            open_month=at_all,
            open_weekday_hour=by_week,
        )

    def _split(self, first: int, end: int) -> tuple[tuple[int, int] | None, list[slice]]:
        """The sums within a range of rows, and what is left over before and behind."""
        at = self.months[self.sums]
        low = int(np.searchsorted(at, first))
        high = int(np.searchsorted(at, end, side="right")) - 1
        if low >= high:
            return None, [slice(first, end)]
        parts = [slice(first, int(at[low])), slice(int(at[high]), end)]
        return (low, high), [part for part in parts if part.start < part.stop]

    def _by_week(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        day = weekday(self.day[rows].astype(np.int32) + np.int32(self.first_day))
        at = day * np.int32(HOURS) + self.hour[self.combination[rows]]
        return np.bincount(at, minlength=WEEKDAYS * HOURS).reshape(WEEKDAYS, HOURS)

    def _details(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Status, source and whether located; how many on each weekday is told by `_by_week`."""
        located, status, source = apart(self.detail[rows])
        figures = np.zeros(_WIDTH, np.int64)
        figures[_STATUS_AT:_SOURCE_AT] = np.bincount(status, minlength=len(_STATUSES))
        figures[_SOURCE_AT:_LOCATED_AT] = np.bincount(source, minlength=len(_SOURCES))
        figures[_LOCATED_AT] = np.count_nonzero(located)
        return figures


def hours_through(view: View) -> NDArray[np.bool_]:
    """Which hours of the day a view lets through; the last is the unknown one."""
    passes: NDArray[np.bool_] = np.ones(HOURS, np.bool_)
    if view.hours:
        start, end = view.hours
        hour = np.arange(HOURS)
        late, early = hour >= start, hour < end
        # RULE 2: whose time of day nobody knows is not in any band of hours
        passes = (late & early if start < end else late | early) & (hour < HOURS - 1)
    return passes


def _weighed(index: NDArray[np.integer], number: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    # sums of whole numbers below 2**53 are whole
    return np.bincount(index, number, length).astype(np.int64)


def _packed(*parts: tuple[NDArray[Any], int]) -> NDArray[np.int32]:
    """Several small numbers of each row as one; the last varies fastest. parts: numbers, and how many there may be."""
    code = parts[0][0].astype(np.int32)
    for column, number in parts[1:]:
        code *= np.int32(number)
        code += column.astype(np.int32)
    return code


def _hours(minute: NDArray[Any]) -> NDArray[np.uint8]:
    known = np.asarray(minute, np.uint16)
    return np.where(known == UNKNOWN_MINUTE, np.uint8(HOURS - 1), (known // np.uint16(60)).astype(np.uint8))


def _months(days: NDArray[np.int32]) -> tuple[int, NDArray[np.int64]]:
    """The first month, since year 0, and where in the rows each month begins; the end follows."""
    if not len(days):
        return 0, np.zeros(1, np.int64)
    first, last = (int(day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) for day in days[[0, -1]])
    begins = np.arange(first, last + 2).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return first + 1970 * 12, np.searchsorted(days, begins.astype(np.int32))


def _summed(
    combination: NDArray[np.unsignedinteger],
    days: NDArray[np.int32],
    detail: NDArray[np.int32],
    months: NDArray[np.int64],
    *,
    number: int,
    most_bytes: int,
) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.uint32]]:
    """Rows by month and combination; the months that have a sum; and these sums."""
    count = len(months) - 1
    room = max(2, most_bytes // max(1, number * _WIDTH * 4))
    step = max(1, -(-count // (room - 1)))
    sums = np.unique(np.append(np.arange(0, count + 1, step), count))
    below = np.zeros((len(sums), number, _WIDTH), np.uint32)
    by_month = np.zeros((count, number), np.uint32)
    for place in range(1, len(sums)):
        rows = slice(int(months[sums[place - 1]]), int(months[sums[place]]))
        below[place] = below[place - 1] + _detailed(combination[rows], days[rows], detail[rows], number)
    for month in range(count):
        by_month[month] = np.bincount(combination[months[month] : months[month + 1]], minlength=number)
    return by_month, sums, below


def _detailed(
    combination: NDArray[np.integer], days: NDArray[np.int32], detail: NDArray[np.integer], number: int
) -> NDArray[np.int64]:
    """Rows by combination and weekday, status, source and whether they are located; shape (number, _WIDTH)."""
    figures = np.zeros((number, _WIDTH), np.int64)
    at = combination.astype(np.int64)
    weekdays = np.bincount(at * WEEKDAYS + weekday(days), minlength=number * WEEKDAYS)
    figures[:, :_STATUS_AT] = weekdays.reshape(number, WEEKDAYS)
    located, status, source = apart(detail)
    for begin, end, column in ((_STATUS_AT, _SOURCE_AT, status), (_SOURCE_AT, _LOCATED_AT, source)):
        width = end - begin
        figures[:, begin:end] = np.bincount(at * width + column, minlength=number * width).reshape(number, width)
    figures[:, _LOCATED_AT] = np.bincount(at[located > 0], minlength=number)
    return figures


def apart(detail: NDArray[np.integer]) -> tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]]:
    """Whether located, status and source."""
    rest, source = np.divmod(detail, len(_SOURCES))
    located, status = np.divmod(rest, len(_STATUSES))
    return located, status, source


def looked_up(table: NDArray[np.bool_], index: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    """table[index] in pieces that fit the processor's cache: half the time of ten million at once."""
    found = np.empty(len(index), np.bool_)
    for start in range(0, len(index), _CHUNK):
        piece = slice(start, start + _CHUNK)
        np.take(table, index[piece], out=found[piece], mode="clip")
    return found
