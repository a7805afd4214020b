"""Did the action work: change where it was done beside change where it was not, with how sure that is.

All effects are of counts before and after, in a treated area and in a comparison area; an answer is a ratio or a
difference with its interval, and a verdict which is "undecided" whenever the interval allows for both. Counts scatter
more than chance, so intervals are widened by the dispersion of the months: Poisson intervals called 95 % were seen to
hold what was true in 61 to 80 %.
Sources: Welsh & Farrington (2009), doi:10.1007/s11292-009-9078-9 (relative effect size); McCullagh & Nelder (1989),
section 6.2 (dispersion); Wheeler & Ratcliffe (2018), doi:10.1186/s40163-018-0085-5 (WDD); Bowers & Johnson (2003),
doi:10.1023/A:1024022514221, and Guerette (2009), POP Guide 10 (WDQ); Newcombe (1998),
doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10 (shares).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from geodata.analysis.checks import Numbers, positive, share, whole_count, whole_counts
from geodata.analysis.loglinear import Fit, fit
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_MONTHS = 3
"""On either side, for the dispersion to be told from the months."""


class Verdict(StrEnum):
    """What an interval allows to be said."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Ratio:
    """An effect as a ratio: 0.8 is a fall of 20 % against what else would have been.

    log_ratio, error: on the logarithmic scale, the error widened by the dispersion. low, high: at `level`. dispersion:
    as found or given, not floored. degrees: of freedom of the dispersion; None where it was given. p: two-sided.
    """

    ratio: float
    low: float
    high: float
    log_ratio: float
    error: float
    dispersion: float
    degrees: int | None
    p: float
    level: float

    @property
    def change(self) -> float:
        """-0.2 is a fall of 20 %."""
        return self.ratio - 1


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of counts or shares with its standard error and interval."""

    value: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WeightedDisplacement:
    """WDD: events fewer (negative) or more than the comparison lets expect, here, beside, and together.

    z, p: of the total, two-sided normal. displaced is of zeros where no displacement zone was given.
    """

    local: Difference
    displaced: Difference
    total: Difference
    z: float
    p: float


class WhyNoQuotient(StrEnum):
    """Why a displacement quotient would mislead."""

    NO_EFFECT = "no_effect"
    EFFECT_NOT_CLEAR = "effect_not_clear"


@dataclass(frozen=True, slots=True)
class DisplacementQuotient:
    """WDQ = buffer / success.

    Above 1: benefit spread further than the effect itself; 0 to 1: some benefit spread; -1 to 0: some was displaced;
    below -1: more was displaced than gained.
    quotient: None where why tells so. success, buffer: change of the area's and the buffer's share of the comparison.
    success_high: upper 95 % limit of success. gross: change of the area's own count. net: -success. total_net: events
    fewer in area and buffer together than the comparison lets expect.
    """

    quotient: float | None
    why: WhyNoQuotient | None
    success: float
    success_high: float
    buffer: float
    gross: int
    net: float
    total_net: float


def verdict(
    low: float, high: float, *, none: float = 1.0, margin: float = 0.1, more_is_better: bool = False
) -> Verdict:
    """Read an interval.

    none: the value that means no effect (1 for ratios, 0 for differences). RULE 1: wholly on one side of it: better or
    worse. RULE 2: wholly within the margin around it: unchanged. A ratio's margin 0.1 goes from 0.9 to 1 / 0.9, a
    difference's from -0.1 to 0.1. Otherwise undecided: both a change worth having and none can be true.
    Source of rule 2: Schuirmann (1987), doi:10.1007/BF01068419. Raises: InvalidRecord for an interval turned around.
    """
    if not low <= high:
        raise InvalidRecord(f"the interval {low} to {high} ends before it begins")
    share(margin, "margin")
    if high < none:
        return Verdict.WORSE if more_is_better else Verdict.BETTER
    if low > none:
        return Verdict.BETTER if more_is_better else Verdict.WORSE
    allowed = (none - margin, none + margin) if none == 0 else (none * (1 - margin), none / (1 - margin))
    return Verdict.UNCHANGED if allowed[0] <= low and high <= allowed[1] else Verdict.UNDECIDED


def rate_ratio(
    treated: tuple[int, int],
    comparison: tuple[int, int] | None = None,
    *,
    dispersion: float = 1.0,
    months: tuple[float, float] = (1.0, 1.0),
    level: float = 0.95,
) -> Ratio:
    """Ln RR = ln(T1 C0 / (T0 C1)), error sqrt(phi (1/T1 + 1/T0 + 1/C1 + 1/C0)); without comparison ln(T1 / T0).

    treated, comparison: (before, after). dispersion: phi of such counts, told from months (`monthly_ratio`) or from
    other years; below 1 counts as 1. months: length before and after; with a comparison it cancels.
    Raises: InvalidRecord for counts missing, negative or 0: with none, use `small_counts`.
    """
    cells = [whole_count(count, "treated") for count in treated]
    if comparison is not None:
        cells += [whole_count(count, "comparison") for count in comparison]
    before_months, after_months = (positive(length, "months") for length in months)
    if not all(cells):
        raise InvalidRecord("there were no events in one of the periods: take longer periods, or the small-count test")
    change = cells[1] / cells[0]
    odds = change * before_months / after_months if comparison is None else change * cells[2] / cells[3]
    found = positive(dispersion, "dispersion")
    error = sqrt(max(1.0, found) * sum(1 / cell for cell in cells))
    return _ratio(log(odds), error, found, None, level)


def monthly_ratio(
    treated_before: Numbers,
    treated_after: Numbers,
    comparison_before: Numbers,
    comparison_after: Numbers,
    *,
    first_months: tuple[date, date] | None = None,
    level: float = 0.95,
) -> Ratio:
    """Monthly difference-in-differences: the ratio of mean counts per month, with the dispersion told by the months.

    Each: one count per whole month, before and after of the same lengths in both areas; at least three months each. The
    dispersion is Pearson's chi-square by its degrees of freedom, and the interval Student's. first_months: of before
    and after; each calendar month then has a level of its own in both areas, so that the season neither widens the
    interval nor, where before and after hold different months, passes for an effect. None, or too few months or events
    for such levels: the season is scatter.
    Raises: InvalidRecord for too few months, months that do not match, or a period without any event.
    """
    names = ("treated before", "treated after", "comparison before", "comparison after")
    cells = (treated_before, treated_after, comparison_before, comparison_after)
    series = [whole_counts(cell, name) for cell, name in zip(cells, names, strict=True)]
    for name, counts in zip(names, series, strict=True):
        if counts.ndim != 1 or len(counts) < LEAST_MONTHS:
            raise InvalidRecord(f"{name}: {counts.size} months; at least {LEAST_MONTHS} whole months are needed")
        if not counts.any():
            raise InvalidRecord(f"{name}: no events; take longer periods, a larger area, or the small-count test")
    if len(series[0]) != len(series[2]) or len(series[1]) != len(series[3]):
        raise InvalidRecord("the treated and the comparison area have different months: take the same for both")
    if first_months is not None and (found := _seasonal_fit(series, first_months)) is not None:
        widened = float(found.errors[0]) * found.scale
        return _ratio(float(found.coefficients[0]), widened, found.dispersion, found.degrees, level)
    T0, T1, C0, C1 = (float(counts.mean()) for counts in series)
    degrees = sum(len(counts) for counts in series) - 4
    dispersion = float(sum(((counts - counts.mean()) ** 2).sum() / counts.mean() for counts in series) / degrees)
    error = sqrt(max(1.0, dispersion) * sum(1 / int(counts.sum()) for counts in series))
    return _ratio(log(T1 * C0 / (T0 * C1)), error, dispersion, degrees, level)


def _seasonal_fit(series: list[NDArray[np.int64]], first_months: tuple[date, date]) -> Fit | None:
    """With the logarithm of the effect as first coefficient; None where the levels of months cannot be told."""
    counts = np.concatenate(series)
    lengths = [len(part) for part in series]
    treated, after = (np.repeat(flags, lengths).astype(float) for flags in ([1, 1, 0, 0], [0, 1, 0, 1]))
    month = np.concatenate(
        [np.arange(length) + first.month for length, first in zip(lengths, first_months * 2, strict=True)]
    )
    month %= 12
    # A calendar month in which nothing ever came has no level on this scale, and tells nothing.
    keep = (np.bincount(month, weights=counts, minlength=12) > 0)[month]
    counts, treated, after, month = counts[keep], treated[keep], after[keep], month[keep]
    levels = [(month == one).astype(float) for one in np.unique(month)[1:]]
    design = np.column_stack([treated * after, np.ones(len(month)), treated, *levels])
    # Where before and after share no calendar month, after follows from the levels.
    with_after = np.column_stack([design, after])
    if np.linalg.matrix_rank(with_after) == with_after.shape[1]:
        design = with_after
    try:
        return fit(design, counts)
    except InvalidRecord:
        # Sound counts, so a level ran away, or there are more levels than months.
        return None


def weighted_displacement(
    treated: tuple[int, int],
    comparison: tuple[int, int],
    *,
    displaced: tuple[int, int] | None = None,
    displaced_comparison: tuple[int, int] | None = None,
    lengths: tuple[float, float] = (1.0, 1.0),
    sizes: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0),
    dispersion: float = 1.0,
    level: float = 0.95,
) -> WeightedDisplacement:
    """WDD = (T1 - T0) - (C1 - C0) + (D1 - D0) - (E1 - E0), variance the sum of all counts.

    treated, comparison, displaced (zone around the treated area), displaced_comparison (zone of the comparison): each
    (before, after). lengths: of the periods; sizes: of the four areas, in that order: counts are divided by both, so
    that the result is per unit of them. dispersion: factor of the variance, at least 1.
    Raises: InvalidRecord for counts missing or negative, or one displacement zone without the other.
    """
    if (displaced is None) != (displaced_comparison is None):
        raise InvalidRecord("a displacement zone stands alone: give one for both areas, or for none")
    for weight in (*lengths, *sizes):
        positive(weight, "lengths and sizes")
    z = _normal(level)
    phi = max(1.0, positive(dispersion, "dispersion"))
    values, variances = [], []
    names = ("treated", "comparison", "displaced", "displaced_comparison")
    given = (treated, comparison, displaced or (0, 0), displaced_comparison or (0, 0))
    for name, counts, size in zip(names, given, sizes, strict=True):
        before, after = (whole_count(count, name) for count in counts)
        values.append((after / lengths[1] - before / lengths[0]) / size)
        variances.append(phi * (after / lengths[1] ** 2 + before / lengths[0] ** 2) / size**2)
    if not sum(variances):
        raise InvalidRecord("there were no events at all: take longer periods or larger areas")

    def difference(value: float, variance: float) -> Difference:
        error = sqrt(variance)
        return Difference(value, error, value - z * error, value + z * error)

    local, beside = values[0] - values[1], values[2] - values[3]
    total = difference(local + beside, sum(variances))
    score = total.value / total.error
    return WeightedDisplacement(
        local=difference(local, variances[0] + variances[1]),
        displaced=difference(beside, variances[2] + variances[3]),
        total=total,
        z=score,
        p=float(2 * ndtr(-abs(score))),
    )


def displacement_quotient(
    treated: tuple[int, int],
    buffer: tuple[int, int],
    comparison: tuple[int, int],
    *,
    dispersion: float = 1.0,
    level: float = 0.95,
) -> DisplacementQuotient:
    """WDQ = (B1/C1 - B0/C0) / (A1/C1 - A0/C0); each (before, after), A treated, B buffer, C comparison.

    The quotient explodes when its denominator, the effect itself, may be zero, and turns around when there was none: it
    is given only when the upper limit of the denominator is below 0. Variance of a share A/C: (A/C)^2 (1/A + 1/C), as
    of Poisson counts (delta method), times the dispersion.
    Raises: InvalidRecord for counts missing or negative, or a comparison without events.
    """
    A0, A1 = (whole_count(count, "treated") for count in treated)
    B0, B1 = (whole_count(count, "buffer") for count in buffer)
    C0, C1 = (whole_count(count, "comparison") for count in comparison)
    if not (C0 and C1):
        raise InvalidRecord("the comparison area had no events in one of the periods: choose a larger one")
    phi = max(1.0, positive(dispersion, "dispersion"))
    success, beside = A1 / C1 - A0 / C0, B1 / C1 - B0 / C0
    # (A/C)^2 (1/A + 1/C); one event stands in for none, which is not without variance.
    variance = phi * sum(A * (A + C) / C**3 for A, C in ((max(A0, 1), C0), (max(A1, 1), C1)))
    high = success + _normal(level) * sqrt(variance)
    why = WhyNoQuotient.NO_EFFECT if success >= 0 else WhyNoQuotient.EFFECT_NOT_CLEAR if high >= 0 else None
    growth = C1 / C0
    return DisplacementQuotient(
        quotient=beside / success if why is None else None,
        why=why,
        success=success,
        success_high=high,
        buffer=beside,
        gross=A1 - A0,
        net=-success,
        total_net=A0 * growth - A1 + B0 * growth - B1,
    )


@dataclass(frozen=True, slots=True)
class SharesCompared:
    """Two shares of answers and their difference, after less before; p: two-sided, of equal shares."""

    before: float
    after: float
    difference: Difference
    p: float


def shares(
    before: tuple[int, int], after: tuple[int, int], *, design: float = 1.0, level: float = 0.95
) -> SharesCompared:
    """Compare survey shares: (answers of the kind, all answers) before and after, of different people.

    design: design effect, by which the number of answers is divided: 1 for a plain random sample, often 1.2-2 for one
    weighted or drawn by area. The interval is Newcombe's (1998) from Wilson's, method 10, the test the pooled z.
    Raises: InvalidRecord for more answers of the kind than answers, or none at all.
    """
    effect = max(1.0, positive(design, "design"))
    z = _normal(level)
    found = []
    for name, (chosen, answers) in (("before", before), ("after", after)):
        k, n = whole_count(chosen, name), whole_count(answers, name)
        if not 0 <= k <= n or n == 0:
            raise InvalidRecord(f"{name}: {k} of {n} answers; give the answers of the kind, then all answers")
        size = n / effect
        p = k / n
        middle, half = p + z * z / (2 * size), z * sqrt(p * (1 - p) / size + z * z / (4 * size * size))
        found.append((p, size, (middle - half) / (1 + z * z / size), (middle + half) / (1 + z * z / size)))
    (p0, n0, low0, high0), (p1, n1, low1, high1) = found
    difference = p1 - p0
    pooled = (p0 * n0 + p1 * n1) / (n0 + n1)
    error = sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1))
    return SharesCompared(
        before=p0,
        after=p1,
        difference=Difference(
            value=difference,
            error=sqrt(p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1),
            low=difference - sqrt((p1 - low1) ** 2 + (high0 - p0) ** 2),
            high=difference + sqrt((high1 - p1) ** 2 + (p0 - low0) ** 2),
        ),
        p=float(2 * ndtr(-abs(difference) / error)) if error else 1.0,
    )


def _normal(level: float) -> float:
    return float(ndtri((1 + share(level, "level")) / 2))


def _ratio(log_ratio: float, error: float, dispersion: float, degrees: int | None, level: float) -> Ratio:
    reach = _normal(level) if degrees is None else float(stdtrit(degrees, (1 + share(level, "level")) / 2))
    z = -abs(log_ratio) / error
    high = log_ratio + reach * error
    return Ratio(
        ratio=exp(log_ratio),
        low=exp(log_ratio - reach * error),
        high=exp(high) if high < 700 else inf,
        log_ratio=log_ratio,
        error=error,
        dispersion=dispersion,
        degrees=degrees,
        p=float(2 * (ndtr(z) if degrees is None else stdtr(degrees, z))),
        level=level,
    )
