"""Every number of a view that makes rarer choices too (status, source, weekday, light, a ring), row by row.

RULE 1: as for view_counts.py: to the last one what the browser counts, assets/src/map/crossfilter.ts.

A row that fails in nothing counts. One that fails in a single thing that has a chart of its own (category, status,
source, period, time of the week) counts in what that chart shows beside. So a byte per row tells everything, and comes
from a few small tables: by the row's combination, its detail, its day. Ten million rows take 0.1 to 0.3 s of one core.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from geodata.columns import CATEGORY_ORDER, KINDS, LIGHTS, Columns, any_of, is_narrow, weekday
from geodata.model import CaseStatus, SourceType, View
from geodata.studies.view_counts import HOURS, WEEKDAYS, Cube, ViewCounts, apart, hours_through

_STATUSES = tuple(CaseStatus)
_SOURCES = tuple(SourceType)
_CATEGORY, _STATUS, _SOURCE, _PERIOD, _WEEK, _OTHER = (np.uint8(1 << bit) for bit in (0, 1, 2, 3, 4, 7))
_CHUNK = 1 << 18


def view_counts(cube: Cube, columns: Columns, view: View) -> ViewCounts:
    """Every number of any view. cube: of these columns."""
    return _Narrow(cube, columns, view).counts() if is_narrow(view) else cube.counts(view)


class _Narrow:
    def __init__(self, cube: Cube, columns: Columns, view: View) -> None:
        self.cube, self.columns, self.view = cube, columns, view
        plain = cube.through(view, any_category=True, any_hour=True)
        self.by_combination = np.where(plain, np.uint8(0), _OTHER)
        if view.categories:
            chosen = any_of(cube.category, [CATEGORY_ORDER.index(one) for one in view.categories])
            self.by_combination |= np.where(chosen, np.uint8(0), _CATEGORY)
        self.by_combination |= np.where(hours_through(view)[cube.hour], np.uint8(0), _WEEK)
        _, status, source = apart(np.arange(2 * len(_STATUSES) * len(_SOURCES)))
        self.by_detail = np.zeros(len(status), np.uint8)
        if view.statuses:
            chosen = np.isin(status, [_STATUSES.index(one) for one in view.statuses])
            self.by_detail |= np.where(chosen, np.uint8(0), _STATUS)
        if view.sources:
            chosen = np.isin(source, [_SOURCES.index(one) for one in view.sources])
            self.by_detail |= np.where(chosen, np.uint8(0), _SOURCE)
        days = np.arange(int(cube.day[-1]) + 1 if len(cube) else 0, dtype=np.int32)
        first, end = cube.days(view)
        self.weekday_of = weekday(days + np.int32(cube.first_day))
        self.by_day = np.where((days >= first) & (days < end), np.uint8(0), _PERIOD)
        if view.weekdays:
            chosen = any_of(self.weekday_of, [day - 1 for day in view.weekdays])
            self.by_day |= np.where(chosen, np.uint8(0), _WEEK)
        self.inside = columns.inside(view) if view.within else None

    def counts(self) -> ViewCounts:
        """The counts, by pieces of rows that fit the processor's cache."""
        cube = self.cube
        kinds, areas = len(KINDS), len(cube.area_codes) + 1
        combination = np.zeros(len(cube.kind), np.int64)
        open_category = np.zeros(len(CATEGORY_ORDER), np.int64)
        detail, open_status, open_source = (np.zeros(len(self.by_detail), np.int64) for _ in range(3))
        month, open_month = (np.zeros(max(0, len(cube.months) - 1), np.int64) for _ in range(2))
        week, open_week = (np.zeros(WEEKDAYS * HOURS, np.int64) for _ in range(2))
        for rows, failed in self._pieces():
            passed = rows[failed == 0]
            combination += np.bincount(cube.combination[passed], minlength=len(combination))
            detail += np.bincount(cube.detail[passed], minlength=len(detail))
            month += self._by_month(passed, len(month))
            week += self._by_week(passed)
            only = rows[failed == _CATEGORY]
            open_category += np.bincount(cube.category[cube.combination[only]], minlength=len(open_category))
            open_status += np.bincount(cube.detail[rows[failed == _STATUS]], minlength=len(detail))
            open_source += np.bincount(cube.detail[rows[failed == _SOURCE]], minlength=len(detail))
            open_month += self._by_month(rows[failed == _PERIOD], len(month))
            open_week += self._by_week(rows[failed == _WEEK])
        located, status, source = apart(np.arange(len(detail)))
        by_status, more_status = (
            np.bincount(status, n, len(_STATUSES)).astype(np.int64) for n in (detail, open_status)
        )
        by_source, more_source = (np.bincount(source, n, len(_SOURCES)).astype(np.int64) for n in (detail, open_source))
        at = cube.area.astype(np.int32) * kinds + cube.kind
        area_kind = np.bincount(at, combination, areas * kinds).astype(np.int64).reshape(areas, kinds)
        category = np.bincount(cube.category, combination, len(CATEGORY_ORDER)).astype(np.int64)
        return ViewCounts(
            version=cube.version,
            all=len(cube),
            total=int(combination.sum()),
            located=int(detail[located > 0].sum()),
            area_codes=cube.area_codes,
            kind=area_kind.sum(axis=0),
            category=category,
            status=by_status,
            source=by_source,
            area_kind=area_kind,
            first_month=cube.first_month,
            month=month,
            weekday_hour=week.reshape(WEEKDAYS, HOURS),
            open_category=category + open_category,
            open_status=by_status + more_status,
            open_source=by_source + more_source,
            open_month=month + open_month,
            open_weekday_hour=(week + open_week).reshape(WEEKDAYS, HOURS),
        )

    def _pieces(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint8]]]:
        """Rows of the cube that may count in something, and in what each fails."""
        cube, columns = self.cube, self.columns
        wanted = LIGHTS.index(self.view.light) if self.view.light else 0
        for start in range(0, len(cube), _CHUNK):
            piece = slice(start, start + _CHUNK)
            failed = self.by_combination[cube.combination[piece]]
            failed |= self.by_detail[cube.detail[piece]]
            failed |= self.by_day[cube.day[piece]]
            alive = np.flatnonzero(failed < _OTHER)
            rows, failed = alive + start, failed[alive]
            own = rows if cube.order is None else cube.order[rows]
            passes: NDArray[np.bool_] = np.ones(len(rows), np.bool_)
            if wanted:
                passes &= columns.light[own] == wanted
            if self.inside is not None:
                passes &= self.inside[own]
            yield rows[passes], failed[passes]

    def _by_month(self, rows: NDArray[np.int64], length: int) -> NDArray[np.int64]:
        return np.bincount(np.searchsorted(self.cube.months, rows, side="right") - 1, minlength=length)

    def _by_week(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        hour = self.cube.hour[self.cube.combination[rows]]
        at = self.weekday_of[self.cube.day[rows]].astype(np.int32) * np.int32(HOURS) + hour
        return np.bincount(at, minlength=WEEKDAYS * HOURS)
