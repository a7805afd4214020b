"""Which area to compare a treated one with: chosen by the months before the action, never by those after.

An area serves when it went the same way before. How far it may have gone another way, as far as the months can tell, is
what it is ranked by: so a small area, of which little is known, does not pass for a parallel one.
Source: Roth (2022), doi:10.1257/aeri.20210236 (a drift that was not found is not a drift that was not there).
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from math import exp, inf

import numpy as np
from scipy.special import stdtrit

from geodata.analysis.checks import Numbers, share, whole_counts
from geodata.analysis.loglinear import fit
from geodata.errors import InvalidRecord

LEAST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """An area that the treated one could be compared with.

    events: in the months before. drift, low, high: factor a year by which the treated area grew faster than it, with
    interval at `level`; 1 is parallel. worst: the larger of high and 1 / low, by which candidates are ranked.
    parallel: the interval holds 1.
    """

    code: str
    events: int
    drift: float
    low: float
    high: float
    worst: float
    level: float

    @property
    def parallel(self) -> bool:
        """Whether the months before allow that both went the same way."""
        return self.low <= 1 <= self.high


def comparisons(
    treated: AbstractSet[str],
    counts: Mapping[str, Numbers],
    *,
    first_month: date,
    before: tuple[date, date],
    without: AbstractSet[str] = frozenset(),
    level: float = 0.95,
) -> tuple[Candidate, ...]:
    """All other areas that can serve, the most surely parallel first; ties by code.

    treated: codes. counts: area code -> one whole number per calendar month from first_month on; months after `before`
    are not looked at. before: first and last month, both included, as first days. without: areas that must not serve,
    as those beside, to which the trouble may move. Left out are areas with too few events to tell a drift.
    Raises: InvalidRecord for no treated area, areas without counts, fewer than twelve months, months not counted, or
    a treated area with too few events.
    """
    share(level, "level")
    if not treated:
        raise InvalidRecord("the treated area is empty: choose at least one area")
    missing = sorted(set(treated) - set(counts))
    if missing:
        raise InvalidRecord(f"area {missing[0]} has no counts: import them, or leave the area out")
    start, last = ((month.year - first_month.year) * 12 + month.month - first_month.month for month in before)
    months = last - start + 1
    if months < LEAST_MONTHS:
        raise InvalidRecord(f"before holds {months} months; at least {LEAST_MONTHS} are needed to see a drift")

    def known(code: str) -> np.ndarray:
        series = np.asarray(counts[code], dtype=object)
        if start < 0 or last >= len(series):
            raise InvalidRecord(
                f"area {code}: counted are {len(series)} months from {first_month:%Y-%m}; choose months among them"
            )
        return whole_counts(series[start : last + 1].tolist(), f"area {code}")

    own = np.sum([known(code) for code in sorted(treated)], axis=0)
    if not own.any():
        raise InvalidRecord("the treated area had no events before: there is nothing to compare; take more months")
    found = []
    for code in sorted(set(counts) - set(treated) - set(without)):
        candidate = _candidate(code, own, known(code), level)
        if candidate is not None:
            found.append(candidate)
    return tuple(sorted(found, key=lambda one: (one.worst, one.code)))


def _candidate(code: str, own: np.ndarray, other: np.ndarray, level: float) -> Candidate | None:
    months = len(own)
    here = np.repeat([1.0, 0.0], months)
    years = np.tile((np.arange(months) - (months - 1) / 2) / 12, 2)
    try:
        line = fit(np.column_stack([np.ones(2 * months), here, years, here * years]), np.concatenate([own, other]))
    except InvalidRecord:
        # Sound counts, so too few of them to tell a drift.
        return None
    drift = float(line.coefficients[3])
    reach = float(stdtrit(line.degrees, (1 + level) / 2)) * float(line.errors[3]) * line.scale
    low, high = _exp(drift - reach), _exp(drift + reach)
    return Candidate(code, int(other.sum()), _exp(drift), low, high, _exp(abs(drift) + reach), level)


def _exp(value: float) -> float:
    return exp(value) if value < 700 else inf
