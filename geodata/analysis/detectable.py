"""What could have been seen: the least fall that an evaluation would notice, and how long one must wait for it.

To be shown before a promise is made: with few events, only a fall that nobody would promise can be told from chance.
Sources: Zhu & Lakkis (2014), doi:10.1002/sim.5947 (power of a ratio of counts); error of the logarithm of a ratio as in
`effects`.
"""

from __future__ import annotations

from math import ceil, log, sqrt

from scipy.special import ndtr, ndtri

from geodata.analysis.checks import positive, share
from geodata.errors import InvalidRecord

MOST_MONTHS = 600
"""Whoever must wait longer than 50 years cannot see it."""
_STEPS = 2000


def power(
    before: float,
    ratio: float,
    *,
    comparison_before: float | None = None,
    months_ratio: float = 1.0,
    dispersion: float = 1.0,
    level: float = 0.95,
    one_sided: bool = False,
) -> float:
    """Probability that a change to `ratio` of what else would be is told from chance.

    before: events expected in the treated area before. comparison_before: in the comparison area; None: no comparison.
    months_ratio: length after by length before. dispersion: of the counts, at least 1. A change the wrong way counts as
    not seen. Raises: InvalidRecord for what is not above 0.
    """
    for name, value in (("before", before), ("ratio", ratio), ("months_ratio", months_ratio)):
        positive(value, name)
    error = _error(before, ratio, comparison_before, months_ratio, dispersion)
    return float(ndtr(abs(log(ratio)) / error - _critical(level, one_sided=one_sided)))


def least_fall(
    before: float,
    *,
    comparison_before: float | None = None,
    months_ratio: float = 1.0,
    dispersion: float = 1.0,
    power: float = 0.8,
    level: float = 0.95,
) -> float | None:
    """The least fall, 0-1, that is seen with probability `power`; None where not even the loss of 99 % would be.

    Arguments as of `power`. Solves -ln RR = (z_level + z_power) sqrt(phi (1/T0 + 1/(T0 k RR) + 1/C0 + 1/(C0 k))), k the
    months_ratio, for the RR nearest to 1. Raises: InvalidRecord for what is not above 0.
    """
    positive(before, "before")
    positive(months_ratio, "months_ratio")
    z = _critical(level) + float(ndtri(share(power, "power")))

    def excess(ratio: float) -> float:
        return -log(ratio) - z * _error(before, ratio, comparison_before, months_ratio, dispersion)

    # From no change downwards: below the first ratio that is seen, fewer and fewer events may hide it again.
    seen, unseen = None, 1.0
    for step in range(1, _STEPS):
        ratio = 1 - 0.99 * step / (_STEPS - 1)
        if excess(ratio) >= 0:
            seen = ratio
            break
        unseen = ratio
    if seen is None:
        return None
    for _ in range(60):
        middle = (seen + unseen) / 2
        if excess(middle) >= 0:
            seen = middle
        else:
            unseen = middle
    return 1 - seen


def months_needed(
    fall: float,
    *,
    before_per_month: float,
    months_before: int,
    comparison_per_month: float | None = None,
    dispersion: float = 1.0,
    power: float = 0.8,
    level: float = 0.95,
) -> int | None:
    """Months after the action until a fall of this share, 0-1, is seen with probability `power`.

    before_per_month, comparison_per_month: events a month before, in either area. months_before: how many of them are
    known. None: the months before are too few for any wait to help, or it would take more than 50 years.
    Raises: InvalidRecord for a fall outside (0, 1) or what is not above 0.
    """
    ratio = 1 - share(fall, "fall")
    treated = positive(before_per_month, "before_per_month")
    positive(months_before, "months_before")
    phi = max(1.0, positive(dispersion, "dispersion"))
    z = _critical(level) + float(ndtri(share(power, "power")))
    beside = 0.0 if comparison_per_month is None else 1 / positive(comparison_per_month, "comparison_per_month")
    left = (log(ratio) / z) ** 2 / phi - (1 / treated + beside) / months_before
    per_month = 1 / (treated * ratio) + beside
    if left <= 0 or per_month / left > MOST_MONTHS:
        return None
    return max(1, ceil(per_month / left - 1e-9))


def _critical(level: float, *, one_sided: bool = False) -> float:
    share(level, "level")
    return float(ndtri(level if one_sided else (1 + level) / 2))


def _error(before: float, ratio: float, comparison: float | None, months_ratio: float, dispersion: float) -> float:
    variance = (1 + 1 / (months_ratio * ratio)) / before
    if comparison is not None:
        if not comparison > 0:
            raise InvalidRecord("comparison_before must be more than 0: choose a comparison area with events, or none")
        variance += (1 + 1 / months_ratio) / comparison
    return sqrt(max(1.0, positive(dispersion, "dispersion")) * variance)
