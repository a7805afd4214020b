"""Events per 1,000 dwellings, what is left of a rate when chance is taken off it, and which areas stand out.

The population at risk of a burglary is the dwelling of that type, never the resident. An area without known dwellings
has no rate: it is left out and said, for missing is not zero.
Sources: Garwood (1936), doi:10.1093/biomet/28.3-4.437 (exact limits); Marshall (1991), doi:10.2307/2347593 (empirical
Bayes, over all and among neighbours); Spiegelhalter (2005), doi:10.1002/sim.1970 (funnel, overdispersion).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincinv, pdtr, pdtrc

from geodata.analysis.checks import Numbers, numbers_or_nan, share
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

WARNING_LEVEL = 0.95
ALARM_LEVEL = 0.998
LEAST_AREAS = 10
"""Fewer areas than this tell nothing about overdispersion."""
_WINSOR = 0.1


class LeftOut(StrEnum):
    """Why an area has no rate."""

    COUNT_MISSING = "count_missing"
    DWELLINGS_MISSING = "dwellings_missing"
    NO_DWELLINGS = "no_dwellings"


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Rates of areas, in the order given; NaN where an area is left out.

    per_1000, low, high: events per 1,000 dwellings and exact limits at `level`. overall: of all areas kept, per 1,000.
    left_out: position -> why. Limits are of the area alone: with many areas, some lie apart by luck (see `funnel`).
    """

    per_1000: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    overall: float
    level: float
    left_out: dict[int, LeftOut]


@dataclass(frozen=True, slots=True, eq=False)
class Smoothed:
    """Rates drawn towards their surroundings the more, the fewer dwellings they rest on; NaN where left out.

    per_1000: smoothed, events per 1,000 dwellings. towards: what each is drawn to, per 1,000. own_share: weight of the
    area's own rate, 0-1. variance: between areas, of events per dwelling. left_out: position -> why.
    """

    per_1000: NDArray[np.float64]
    towards: NDArray[np.float64]
    own_share: NDArray[np.float64]
    variance: NDArray[np.float64]
    left_out: dict[int, LeftOut]


class Standing(StrEnum):
    """Where an area lies in the funnel."""

    FAR_ABOVE = "far_above"
    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"
    FAR_BELOW = "far_below"


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """Areas beside what their dwellings let expect; arrays in the order given, NaN and None where left out.

    expected: events, had all areas the overall rate. ratio: counted / expected. low_95 to high_998: limits of the ratio
    at 95 and 99.8 %, widened by the overdispersion where there is any. p_low, p_high: exact Poisson P(X <= counted) and
    P(X >= counted), not widened. dispersion: winsorised mean square of the z scores, None with fewer than ten areas.
    """

    expected: NDArray[np.float64]
    ratio: NDArray[np.float64]
    low_95: NDArray[np.float64]
    high_95: NDArray[np.float64]
    low_998: NDArray[np.float64]
    high_998: NDArray[np.float64]
    p_low: NDArray[np.float64]
    p_high: NDArray[np.float64]
    standing: tuple[Standing | None, ...]
    dispersion: float | None
    overall: float
    left_out: dict[int, LeftOut]


def poisson_limits(count: Numbers, *, level: float = WARNING_LEVEL) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Exact two-sided limits of a Poisson mean, each tail (1 - level) / 2; any shape. Source: Garwood (1936).

    Of an expected number, which may be broken, they are the limits within which a count is no surprise (funnel).
    Raises: InvalidRecord for negative counts or a level outside (0, 1).
    """
    tail = (1 - share(level, "level")) / 2
    number = numbers_or_nan(count, "count")
    if (number < 0).any():
        raise InvalidRecord("a count is negative; count rows")
    # gammaincinv has no value at shape 0, where the lower limit is 0.
    low = np.where(number == 0, 0.0, gammaincinv(np.where(number == 0, 1.0, number), tail))
    return low, np.asarray(gammaincinv(number + 1, 1 - tail))


def crude(counts: Numbers, dwellings: Numbers, *, level: float = WARNING_LEVEL) -> Rates:
    """Events per 1,000 dwellings, one per area.

    counts, dwellings: one per area, whole numbers, None or NaN where not known. Raises: InvalidRecord for negative or
    broken numbers, columns of different length, or when no area at all has dwellings.
    """
    events, exposure, left_out = _known(counts, dwellings)
    low, high = poisson_limits(events, level=level)
    overall = 1000 * float(np.nansum(events) / np.nansum(exposure))
    return Rates(1000 * events / exposure, 1000 * low / exposure, 1000 * high / exposure, overall, level, left_out)


def by_type(
    counts: Mapping[str, Numbers], dwellings: Mapping[str, Numbers], *, level: float = WARNING_LEVEL
) -> dict[str, Rates]:
    """`crude` for each type of dwelling: burglaries in houses by houses, in flats by flats.

    Raises: InvalidRecord as `crude`, and for a type of which events but no dwellings are known.
    """
    unknown = sorted(set(counts) - set(dwellings))
    if unknown:
        raise InvalidRecord(
            f"{', '.join(unknown)}: no dwellings of this type are known; import dwellings by type, or leave it out"
        )
    return {kind: crude(counts[kind], dwellings[kind], level=level) for kind in counts}


def smoothed(counts: Numbers, dwellings: Numbers) -> Smoothed:
    """Empirical Bayes over all areas: each drawn towards the overall rate.

    b = sum O / sum P, s2 = sum P (r - b)^2 / sum P, a = max(0, s2 - b / mean P), theta = b + (r - b) a / (a + b / P).
    Source: Marshall (1991). Input and errors as `crude`.
    """
    events, exposure, left_out = _known(counts, dwellings)
    total = np.nansum(exposure)
    rate = events / exposure
    towards = float(np.nansum(events) / total)
    spread = float(np.nansum(exposure * (rate - towards) ** 2) / total)
    kept = len(exposure) - len(left_out)
    variance = max(0.0, spread - towards / (total / kept))
    ones = np.where(np.isnan(rate), np.nan, 1.0)
    return _drawn(rate, exposure, towards * ones, variance * ones, left_out)


def smoothed_locally(
    counts: Numbers, dwellings: Numbers, neighbours: Sequence[Sequence[int]] | NDArray[np.integer]
) -> Smoothed:
    """Empirical Bayes among neighbours: each area drawn towards the rate of itself and those beside it.

    neighbours: pairs of positions, shape (m, 2), each in either or both orders; the area itself counts as its own
    neighbour. Formulas as in `smoothed`, with sums over the neighbourhood, where each rate's deviation is from the mean
    of its own neighbourhood. An area without neighbours keeps its rate.
    Source: Marshall (1991), section 3, as read by Bailey & Gatrell (1995), pp. 305-307.
    Raises: InvalidRecord as `crude`, and for a position that is no area.
    """
    events, exposure, left_out = _known(counts, dwellings)
    areas = len(events)
    pairs = np.asarray(neighbours, np.int64).reshape(-1, 2)
    if pairs.size and (pairs.min() < 0 or pairs.max() >= areas):
        raise InvalidRecord(f"a neighbour lies outside 0-{areas - 1}: number the areas as their counts are ordered")
    beside = np.unique(np.concatenate([pairs, pairs[:, ::-1], np.repeat(np.arange(areas), 2).reshape(-1, 2)]), axis=0)
    keep = np.ones(areas, bool)
    keep[list(left_out)] = False
    here, there = beside[keep[beside].all(axis=1)].T
    rate = events / exposure

    def around(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(keep, np.bincount(here, weights=values, minlength=areas), np.nan)

    total, number = around(exposure[there]), around(np.ones(len(there)))
    towards = around(events[there]) / total
    spread = around(exposure[there] * (rate[there] - towards[there]) ** 2) / total
    variance = np.where(keep, np.maximum(0.0, spread - towards / (total / number)), np.nan)
    return _drawn(rate, exposure, towards, variance, left_out)


def funnel(counts: Numbers, dwellings: Numbers, *, overdispersed: bool = True) -> Funnel:
    """Which areas stand out from the overall rate by more than chance.

    overdispersed: widen the limits' distance from 1 by the root of the dispersion, where it is above 1: areas differ
    for a hundred reasons, and limits of pure chance would call too many of them. The z scores are winsorised at 10 % at
    either end before, so that what stands out does not hide itself. Source: Spiegelhalter (2005), sections 2 and 4.
    Input and errors as `crude`; also refused when nothing was counted anywhere.
    """
    events, exposure, left_out = _known(counts, dwellings)
    overall = float(np.nansum(events) / np.nansum(exposure))
    if overall == 0:
        raise InvalidRecord("nothing was counted in any area: take a longer period")
    expected = exposure * overall
    ratio = events / expected
    dispersion = _dispersion(events, expected) if len(events) - len(left_out) >= LEAST_AREAS else None
    stretch = max(1.0, dispersion) ** 0.5 if overdispersed and dispersion is not None else 1.0
    limits = []
    for level in (WARNING_LEVEL, ALARM_LEVEL):
        low, high = poisson_limits(expected, level=level)
        limits += [np.maximum(0.0, 1 - (1 - low / expected) * stretch), 1 + (high / expected - 1) * stretch]
    low_95, high_95, low_998, high_998 = limits
    standing: list[Standing | None] = [None] * len(events)
    for i in np.flatnonzero(~np.isnan(ratio)):
        if ratio[i] > high_998[i]:
            standing[i] = Standing.FAR_ABOVE
        elif ratio[i] > high_95[i]:
            standing[i] = Standing.ABOVE
        elif ratio[i] < low_998[i]:
            standing[i] = Standing.FAR_BELOW
        elif ratio[i] < low_95[i]:
            standing[i] = Standing.BELOW
        else:
            standing[i] = Standing.WITHIN
    p_high = np.where(events == 0, 1.0, pdtrc(np.maximum(events - 1, 0), expected))
    return Funnel(
        expected=expected,
        ratio=ratio,
        low_95=low_95,
        high_95=high_95,
        low_998=low_998,
        high_998=high_998,
        p_low=np.asarray(pdtr(events, expected)),
        p_high=p_high,
        standing=tuple(standing),
        dispersion=dispersion,
        overall=1000 * overall,
        left_out=left_out,
    )


def _known(counts: Numbers, dwellings: Numbers) -> tuple[NDArray[np.float64], NDArray[np.float64], dict[int, LeftOut]]:
    """Both columns with NaN where either of them gives no rate, and why."""
    events, exposure = numbers_or_nan(counts, "counts"), numbers_or_nan(dwellings, "dwellings")
    if events.ndim != 1 or events.shape != exposure.shape:
        raise InvalidRecord(f"{events.size} counts for {exposure.size} dwellings: give one of each per area")
    for name, column in (("counts", events), ("dwellings", exposure)):
        given = column[~np.isnan(column)]
        if (given < 0).any():
            raise InvalidRecord(f"{name}: a number is negative; correct it, or give None where it is not known")
        if not np.isfinite(given).all() or (given != np.rint(given)).any():
            raise InvalidRecord(f"{name}: a number is not whole; give whole numbers, and None where not known")
    left_out: dict[int, LeftOut] = {}
    for i in np.flatnonzero(np.isnan(events) | ~(exposure > 0)).tolist():
        if np.isnan(exposure[i]):
            left_out[i] = LeftOut.DWELLINGS_MISSING
        elif exposure[i] == 0:
            left_out[i] = LeftOut.NO_DWELLINGS
        else:
            left_out[i] = LeftOut.COUNT_MISSING
    if len(left_out) == len(events):
        raise InvalidRecord("no area has both a count and dwellings: import dwellings by area, or choose other areas")
    events, exposure = events.copy(), exposure.copy()
    events[list(left_out)] = exposure[list(left_out)] = np.nan
    return events, exposure, left_out


def _drawn(
    rate: NDArray[np.float64],
    exposure: NDArray[np.float64],
    towards: NDArray[np.float64],
    variance: NDArray[np.float64],
    left_out: dict[int, LeftOut],
) -> Smoothed:
    noise = towards / exposure
    # Nothing counted nearby: no noise and no variance, and nothing to be drawn to but 0.
    own = np.divide(variance, variance + noise, out=np.zeros_like(rate), where=variance + noise > 0)
    own[np.isnan(rate)] = np.nan
    return Smoothed(1000 * (towards + (rate - towards) * own), 1000 * towards, own, variance, left_out)


def _dispersion(events: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    z = np.sort(((events - expected) / np.sqrt(expected))[~np.isnan(expected)])
    cut = int(_WINSOR * len(z))
    return float((np.clip(z, z[cut], z[len(z) - 1 - cut]) ** 2).mean())
