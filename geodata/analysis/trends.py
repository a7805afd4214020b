"""How evidence at a place moves over time: months in a row, hours of the day, and one word for the direction.

The word is a label on top of figures, never a finding of its own; the figures travel with it. The slope is what may be
called a finding: with the season taken out, the months' own scatter in its interval, and adjusted for the number of
places looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import exp, inf, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import bdtr, bdtrc, ndtr, stdtr, stdtrit

from geodata.analysis.checks import Numbers, numbers_or_nan, share, whole_counts
from geodata.analysis.loglinear import Fit, fit, fit_each
from geodata.analysis.multiple import benjamini_hochberg
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

UNKNOWN_MINUTE = 65535
"""In a column of minutes: the time of day was not told."""

LEAST_MONTHS = 3
LEAST_MONTHS_OF_A_SLOPE = 12
LEAST_ROWS_OF_A_SLOPE = 10
LEAST_MONTHS_OF_A_SEASON = 24
"""Within less than two years, spring looks like growth."""


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
    counts = counts[: _whole_months(first_month, today)]
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


@dataclass(frozen=True, slots=True)
class MannKendall:
    """Whether later values tend to be larger, whatever the shape of the course.

    s: pairs that rise less pairs that fall. variance: of s, ties taken into account. z: with the step of one taken off.
    p: two-sided. tau_a, tau_b: s by all pairs, and by pairs not tied. slope: Sen's, the median change per step.
    """

    s: int
    variance: float
    z: float
    p: float
    tau_a: float
    tau_b: float
    slope: float


def mann_kendall(values: Numbers) -> MannKendall:
    """Test a series without ties to a line. values: at least three, in order of time, none missing.

    Sources: Mann (1945), doi:10.2307/1907187; Kendall (1975), Rank Correlation Methods; Sen (1968),
    doi:10.1080/01621459.1968.10480934. Raises: InvalidRecord for too few or missing values, or all alike.
    """
    series = numbers_or_nan(values, "values")
    number = len(series) if series.ndim == 1 else 0
    if number < LEAST_MONTHS or not np.isfinite(series).all():
        raise InvalidRecord(f"{number} values: at least {LEAST_MONTHS} are needed, none of them missing")
    if (series == series[0]).all():
        raise InvalidRecord("all values are alike: there is no trend to test")
    early, late = np.triu_indices(number, 1)
    rise = series[late] - series[early]
    s = int(np.sign(rise).sum())
    ties = np.unique(series, return_counts=True)[1].astype(np.int64)
    variance = float(number * (number - 1) * (2 * number + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    z = float(np.sign(s)) * max(0, abs(s) - 1) / sqrt(variance)
    pairs = len(rise)
    untied = pairs - float((ties * (ties - 1)).sum()) / 2
    return MannKendall(
        s=s,
        variance=variance,
        z=z,
        p=float(2 * ndtr(-abs(z))),
        tau_a=s / pairs,
        tau_b=s / sqrt(untied * pairs),
        slope=float(np.median(rise / (late - early))),
    )


@dataclass(frozen=True, slots=True)
class Slope:
    """How fast counts grow.

    yearly, low, high: factor from one year to the next, 1.2 is 20 % more, with its interval at `level`. per_month,
    error: of the logarithm, the error widened by the dispersion. p: two-sided, Student's. adjusted_p: by Benjamini and
    Hochberg over all places looked at; p itself for one place. seasonal: whether the season was taken out. months,
    rows: that it rests on. check: Mann-Kendall on the same months; where it disagrees, the line fits badly; None
    where not asked for or all months are alike.
    """

    yearly: float
    low: float
    high: float
    per_month: float
    error: float
    dispersion: float
    p: float
    adjusted_p: float
    seasonal: bool
    months: int
    rows: int
    check: MannKendall | None
    level: float


def slope(
    monthly_counts: Numbers, *, first_month: date, today: date, level: float = 0.95, season: bool | None = None
) -> Slope:
    """Quasi-Poisson line through the logarithm of monthly counts, and one wave a year for the season.

    monthly_counts: one per calendar month from first_month on; months not over on `today` are left out. season: None
    takes it out from two years on. Sources: McCullagh & Nelder (1989), section 6.2; the wave: Stolwijk, Straatman &
    Zielhuis (1999), doi:10.1136/jech.53.4.235.
    Raises: InvalidRecord for counts missing or negative, fewer than twelve whole months or ten rows, a season asked for
    within less than two years, or rows at one end only.
    """
    share(level, "level")
    counts = whole_counts(monthly_counts, "monthly_counts")[: _whole_months(first_month, today)]
    months, rows = len(counts), int(counts.sum())
    if months < LEAST_MONTHS_OF_A_SLOPE:
        raise InvalidRecord(f"{months} whole months: a slope needs at least {LEAST_MONTHS_OF_A_SLOPE}")
    if rows < LEAST_ROWS_OF_A_SLOPE:
        raise InvalidRecord(f"{rows} rows: a slope needs at least {LEAST_ROWS_OF_A_SLOPE}; take a longer period")
    seasonal = months >= LEAST_MONTHS_OF_A_SEASON if season is None else season
    if seasonal and months < LEAST_MONTHS_OF_A_SEASON:
        raise InvalidRecord(f"{months} months: a season needs at least {LEAST_MONTHS_OF_A_SEASON}; leave it out")
    check = None if (counts == counts[0]).all() else mann_kendall(counts)
    return replace(
        _slope(fit(_line(months, first_month, seasonal=seasonal), counts), counts, level, seasonal), check=check
    )


def slopes(
    places: Sequence[Numbers] | NDArray[np.int64], *, first_month: date, today: date, level: float = 0.95
) -> tuple[Slope | None, ...]:
    """`slope` of each place, adjusted for their number, without check; None for a place with too little to tell from.

    places: monthly counts of each, all from first_month on and equally many. Raises: InvalidRecord for counts missing
    or negative, or columns of different length.
    """
    share(level, "level")
    columns = [whole_counts(place, "monthly_counts")[: _whole_months(first_month, today)] for place in places]
    if len({len(column) for column in columns}) > 1:
        raise InvalidRecord("places are counted over different months: give each the same months")
    months = len(columns[0]) if columns else 0
    if months < LEAST_MONTHS_OF_A_SLOPE:
        return (None,) * len(columns)
    counts = np.array(columns)
    enough = counts.sum(axis=1) >= LEAST_ROWS_OF_A_SLOPE
    seasonal = months >= LEAST_MONTHS_OF_A_SEASON
    fits = iter(fit_each(_line(months, first_month, seasonal=seasonal), counts[enough]))
    found = [next(fits) if told else None for told in enough]
    told = [None if one is None else _slope(one, counts[i], level, seasonal) for i, one in enumerate(found)]
    adjusted = iter(benjamini_hochberg([one.p for one in told if one is not None]).tolist())
    return tuple(None if one is None else replace(one, adjusted_p=next(adjusted)) for one in told)


def _line(months: int, first_month: date, *, seasonal: bool) -> NDArray[np.float64]:
    """What explains monthly counts: a level, a line, and a wave a year; shape (months, 2 or 4)."""
    at = np.arange(months, dtype=np.float64)
    columns = [np.ones(months), at - at.mean()]
    if seasonal:
        turn = 2 * pi / 12 * (at + first_month.month - 1)
        columns += [np.sin(turn), np.cos(turn)]
    return np.column_stack(columns)


def _slope(found: Fit, counts: NDArray[np.int64], level: float, seasonal: bool) -> Slope:
    per_month, error = float(found.coefficients[1]), float(found.errors[1]) * found.scale
    reach = float(stdtrit(found.degrees, (1 + level) / 2)) * error
    p = float(2 * stdtr(found.degrees, -abs(per_month) / error))
    return Slope(
        yearly=_exp(12 * per_month),
        low=_exp(12 * (per_month - reach)),
        high=_exp(12 * (per_month + reach)),
        per_month=per_month,
        error=error,
        dispersion=found.dispersion,
        p=p,
        adjusted_p=p,
        seasonal=seasonal,
        months=len(counts),
        rows=int(counts.sum()),
        check=None,
        level=level,
    )


def _whole_months(first_month: date, today: date) -> int:
    """Calendar months from first_month on that are over on `today`."""
    tomorrow = today + timedelta(days=1)
    return max(0, (tomorrow.year - first_month.year) * 12 + tomorrow.month - first_month.month)


def _exp(value: float) -> float:
    return exp(value) if value < 700 else inf


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
