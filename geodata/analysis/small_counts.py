"""Before and after where few events were counted: tests that need no large numbers, and hold when there were none.

Sources: Przyborowski & Wilenski (1940), doi:10.1093/biomet/31.3-4.313 (conditional test); Clopper & Pearson (1934),
doi:10.1093/biomet/26.4.404 (its limits); Krishnamoorthy & Thomson (2004), doi:10.1016/S0378-3758(02)00408-1 (E-test);
Fisher (1935), doi:10.2307/2342435 (with a comparison area).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaincinv, betaln, gammaln, xlogy

from geodata.analysis.checks import positive, share, whole_count
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_EVENTS = 5000
"""Above this the E-test would take seconds, and `effects.rate_ratio` says the same."""
_BEYOND = 60
# Probabilities of the same size are equal: those of rounding errors apart. As R does.
_SAME = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class ExactRatio:
    """Rate after by rate before; ratio None and high infinite where nothing came before. p: two-sided."""

    ratio: float | None
    low: float
    high: float
    p: float
    level: float


def conditional_ratio(
    before: int, after: int, *, months_before: float = 1.0, months_after: float = 1.0, level: float = 0.95
) -> ExactRatio:
    """Given their sum, the events after are binomial: exact test of equal rates, and exact limits of the ratio.

    p: sum of all probabilities not above that of what was counted. months: lengths of the periods, in any unit.
    Raises: InvalidRecord for counts missing or negative, lengths not above 0, or no events at all.
    """
    k0, k1 = whole_count(before, "before"), whole_count(after, "after")
    length = positive(months_before, "months_before") / positive(months_after, "months_after")
    total = k0 + k1
    if total == 0:
        raise InvalidRecord("there were no events before or after: take longer periods or a larger area")
    tail = (1 - share(level, "level")) / 2
    low = float(betaincinv(k1, k0 + 1, tail)) if k1 else 0.0
    high = float(betaincinv(k1 + 1, k0, 1 - tail)) if k0 else 1.0
    chance = 1 / (1 + length)
    number = np.arange(total + 1.0)
    logs = -betaln(number + 1, total - number + 1) + xlogy(number, chance) + xlogy(total - number, 1 - chance)
    return ExactRatio(
        ratio=k1 / k0 * length if k0 else None,
        low=low / (1 - low) * length,
        high=high / (1 - high) * length if high < 1 else inf,
        p=_two_sided(logs, k1),
        level=level,
    )


def e_test(before: int, after: int, *, months_before: float = 1.0, months_after: float = 1.0) -> float:
    """Two-sided p of equal Poisson rates by the E-test, which wastes less than the conditional one.

    Raises: InvalidRecord as `conditional_ratio`, and for more than 5,000 events.
    """
    k0, k1 = whole_count(before, "before"), whole_count(after, "after")
    n0, n1 = positive(months_before, "months_before"), positive(months_after, "months_after")
    if k0 + k1 == 0:
        raise InvalidRecord("there were no events before or after: take longer periods or a larger area")
    if k0 + k1 > MOST_EVENTS:
        raise InvalidRecord(f"{k0 + k1} events are not few: use the rate ratio")
    rate = (k0 + k1) / (n0 + n1)

    def statistic(x0: NDArray[np.float64], x1: NDArray[np.float64]) -> NDArray[np.float64]:
        variance = x0 / n0**2 + x1 / n1**2
        return np.abs(x0 / n0 - x1 / n1) / np.sqrt(np.where(variance > 0, variance, 1.0))

    def chances(mean: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        reach = 12 * sqrt(mean) + 40
        x = np.arange(max(0, int(mean - reach)), int(mean + reach) + 1, dtype=np.float64)
        return x, np.exp(xlogy(x, mean) - mean - gammaln(x + 1))

    x0, p0 = chances(rate * n0)
    x1, p1 = chances(rate * n1)
    found = float(statistic(np.array([float(k0)]), np.array([float(k1)]))[0])
    extreme = statistic(x0[:, None], x1[None, :]) >= found / _SAME
    return min(1.0, float(p0 @ extreme @ p1))


def exact_difference(treated: tuple[int, int], comparison: tuple[int, int]) -> float:
    """Two-sided p that the treated area changed as the comparison did, both (before, after): Fisher's exact test.

    Given the sums of areas and of periods, Poisson counts are hypergeometric when the change was the same.
    Raises: InvalidRecord for counts missing or negative, or a period or an area without any event.
    """
    T0, T1 = (whole_count(count, "treated") for count in treated)
    C0, C1 = (whole_count(count, "comparison") for count in comparison)
    if not (T0 + T1 and C0 + C1 and T0 + C0 and T1 + C1):
        raise InvalidRecord("an area or a period has no event at all: take longer periods or larger areas")
    here, after = T0 + T1, T1 + C1
    lowest, highest = max(0, after - C0 - C1), min(here, after)
    # beyond this many standard deviations a number's chance is below the smallest one that can be written
    all_events = here + C0 + C1
    mean = here * after / all_events
    reach = _BEYOND * sqrt(max(mean * (1 - here / all_events) * (1 - after / all_events), 1)) + _BEYOND
    lowest, highest = max(lowest, int(mean - reach)), min(highest, int(mean + reach) + 1)
    if not lowest <= T1 <= highest:
        return 0.0
    number = np.arange(lowest, highest + 1.0)

    def chosen(n: int, k: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(-betaln(k + 1, n - k + 1))

    logs = chosen(here, number) + chosen(C0 + C1, after - number)
    return _two_sided(logs, int(T1 - number[0]))


def _two_sided(logs: NDArray[np.float64], found: int) -> float:
    """Share of the weights, given as logarithms, that are not above the one found."""
    weights = np.exp(logs - logs.max())
    return min(1.0, float(weights[weights <= weights[found] * _SAME].sum() / weights.sum()))
