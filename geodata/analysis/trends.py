"""How evidence at a place moves over time: months in a row, hours of the day, and one word for the direction.

The word is a label on top of figures, never a finding of its own; the figures travel with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import bdtr, bdtrc

from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

UNKNOWN_MINUTE = 65535
"""In a column of minutes: the time of day was not told."""

LEAST_MONTHS = 3


class TrendWord(StrEnum):
    """The direction of a place's counts."""

    NEW = "new"
    GROWING = "growing"
    PERSISTENT = "persistent"
    FADING = "fading"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Trend:
    """A word and what it rests on.

    recent, before: rows in the last third of the months and in those before it. recent_months, months: their numbers.
    p: one-sided probability of a division at least this uneven, had the months been alike.
    """

    word: TrendWord
    recent: int
    before: int
    recent_months: int
    months: int
    p: float


def trend(
    monthly_counts: Sequence[int] | NDArray[np.int64], *, first_month: date, today: date, level: float = 0.05
) -> Trend | None:
    """Compare the last third of the months with the two thirds before it.

    monthly_counts: one per calendar month from first_month on, 0 where nothing came. Months that are not over on
    `today` are left out, as they would always seem to fade. Fewer than three whole months, or no rows: None.
    RULE 1: nothing in the last third: gone. RULE 2: nothing before it: new. RULE 3: given the sum, the number in the
    last third is binomial with share recent_months / months if nothing changed; one tail below `level`: growing or
    fading. Otherwise persistent. Source of the conditional test: Przyborowski & Wilenski (1940),
    doi:10.1093/biomet/31.3-4.313.
    Raises: InvalidRecord for negative counts.
    """
    counts = np.asarray(monthly_counts, np.int64)
    if (counts < 0).any():
        raise InvalidRecord("a monthly count is negative; count rows, and leave missing months out of the period")
    tomorrow = today + timedelta(days=1)
    whole = (tomorrow.year - first_month.year) * 12 + tomorrow.month - first_month.month
    counts = counts[: max(0, whole)]
    months = len(counts)
    total = int(counts.sum())
    if months < LEAST_MONTHS or total == 0:
        return None
    recent_months = round(months / 3)
    recent = int(counts[-recent_months:].sum())
    share = recent_months / months
    at_most = float(bdtr(recent, total, share))
    at_least = float(bdtrc(recent - 1, total, share)) if recent > 0 else 1.0
    word = TrendWord.PERSISTENT
    if recent == 0:
        word = TrendWord.GONE
    elif recent == total:
        word = TrendWord.NEW
    elif at_least < level:
        word = TrendWord.GROWING
    elif at_most < level:
        word = TrendWord.FADING
    return Trend(word, recent, total - recent, recent_months, months, min(at_least, at_most))


def trend_word(
    monthly_counts: Sequence[int] | NDArray[np.int64], *, first_month: date, today: date
) -> TrendWord | None:
    """The word alone: see `trend`."""
    found = trend(monthly_counts, first_month=first_month, today=today)
    return None if found is None else found.word


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """When rows were observed; every array int64.

    by_hour: 24, local hours; hour_unknown: rows without a time of day. by_weekday: 7, Monday first. by_month_of_year:
    12, January first. monthly: one per calendar month from first_month to the month of the last row (None and empty
    without rows).
    """

    by_hour: NDArray[np.int64]
    hour_unknown: int
    by_weekday: NDArray[np.int64]
    by_month_of_year: NDArray[np.int64]
    first_month: date | None
    monthly: NDArray[np.int64]


def profile(minutes: ArrayLike, days: ArrayLike, *, period: tuple[date, date] | None = None) -> Profile:
    """Count rows by hour, weekday and month.

    minutes: local minute of the day 0-1439, 65535 unknown. days: local dates, datetime64[D] or whole days since
    1970-01-01. period: first and last day; months of it without rows are counted as 0, rows outside it are left out.
    Raises: InvalidRecord for columns of different length, minutes beyond the day, a period that ends before it begins.
    """
    minute = np.asarray(minutes).astype(np.int64)
    day = np.asarray(days).astype("datetime64[D]").astype(np.int64)
    if minute.shape != day.shape:
        raise InvalidRecord(f"{minute.size} minutes for {day.size} days: give two columns of the same rows")
    if ((minute < 0) | ((minute >= 24 * 60) & (minute != UNKNOWN_MINUTE))).any():
        raise InvalidRecord("a minute of the day lies outside 0-1439; use 65535 where the time is unknown")
    if period is not None:
        first, last = (np.datetime64(end, "D").astype(np.int64) for end in period)
        if last < first:
            raise InvalidRecord(f"the period ends ({period[1]}) before it begins ({period[0]})")
        within = (day >= first) & (day <= last)
        minute, day = minute[within], day[within]
    known = minute[minute != UNKNOWN_MINUTE]
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    if period is not None:
        begin, end = ((on.year - 1970) * 12 + on.month - 1 for on in period)
    elif month.size:
        begin, end = int(month.min()), int(month.max())
    else:
        begin, end = 0, -1
    return Profile(
        by_hour=np.bincount(known // 60, minlength=24),
        hour_unknown=len(minute) - len(known),
        # 1970-01-01 was a Thursday.
        by_weekday=np.bincount((day + 3) % 7, minlength=7),
        by_month_of_year=np.bincount(month % 12, minlength=12),
        first_month=date(1970 + begin // 12, begin % 12 + 1, 1) if end >= begin else None,
        monthly=np.bincount(month - begin, minlength=end - begin + 1),
    )
