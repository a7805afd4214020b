"""One action judged as a whole: where, beside what, before and after, and all that may be said of it.

A design that cannot answer is refused at birth, with what to change. What is found carries its verdict, what could have
been seen, and the cautions under which it is to be read.
Sources: as in `effects`, `small_counts` and `detectable`; regression to the mean: Barnett, van der Pols & Dobson
(2005), doi:10.1093/ije/dyh299.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.checks import Numbers, share, whole_counts
from geodata.analysis.detectable import least_fall, months_needed
from geodata.analysis.effects import (
    LEAST_MONTHS,
    DisplacementQuotient,
    Ratio,
    Verdict,
    WeightedDisplacement,
    displacement_quotient,
    monthly_ratio,
    verdict,
    weighted_displacement,
)
from geodata.analysis.small_counts import exact_difference
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW_EVENTS = 10
"""RULE 1: with fewer in any period of either area, an effect is claimed only where the exact test agrees."""
MONTHS_WITH_SEASON = 24
"""Before and after together; with fewer, levels of calendar months would eat up what tells the scatter."""

Months = tuple[date, date]
"""First and last calendar month, both included, each written as its first day."""


class Caution(StrEnum):
    """What a reader must know."""

    CHOSEN_BY_BASELINE = "chosen_by_baseline"
    FEW_EVENTS = "few_events"
    FEW_MONTHS = "few_months"
    NO_EVENTS_IN_A_PERIOD = "no_events_in_a_period"
    SEASONS_DIFFER = "seasons_differ"


@dataclass(frozen=True, slots=True)
class Design:
    """What is compared with what.

    treated, comparison: codes of areas. before, after: see `Months`. displaced, displaced_comparison: zones around
    either, both or none. chosen_by: the months whose counts made the place be chosen for the action; where they are
    months of before, a fall is to be expected without any action (regression to the mean).
    Raises: InvalidRecord for an area on two sides, no area on one, periods turned around or overlapping.
    """

    treated: frozenset[str]
    comparison: frozenset[str]
    before: Months
    after: Months
    displaced: frozenset[str] = field(default_factory=frozenset)
    displaced_comparison: frozenset[str] = field(default_factory=frozenset)
    chosen_by: Months | None = None

    def __post_init__(self) -> None:
        if not self.treated or not self.comparison:
            raise InvalidRecord("the treated or the comparison area is empty: choose at least one area for each")
        if self.treated == self.comparison:
            raise InvalidRecord("the treated area is compared with itself: choose another comparison area")
        if bool(self.displaced) != bool(self.displaced_comparison):
            raise InvalidRecord("a displacement zone stands alone: give one for both areas, or for none")
        seen: set[str] = set()
        for group in (self.treated, self.comparison, self.displaced, self.displaced_comparison):
            if seen & group:
                raise InvalidRecord(f"area {min(seen & group)} is on two sides: leave it out of one")
            seen |= group
        for name, months in (("before", self.before), ("after", self.after), ("chosen_by", self.chosen_by)):
            if months is None:
                continue
            if months[0].day != 1 or months[1].day != 1:
                raise InvalidRecord(f"{name}: {months[0]} to {months[1]}; give months by their first day")
            if months[1] < months[0]:
                raise InvalidRecord(f"{name}: ends ({months[1]}) before it begins ({months[0]})")
        if self.after[0] <= self.before[1]:
            raise InvalidRecord(
                f"before (until {self.before[1]:%Y-%m}) and after (from {self.after[0]:%Y-%m}) overlap: "
                "let after begin later"
            )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What may be said of an action.

    treated, comparison: events (before, after). months: number before and after. ratio: None where a period had no
    events or too few months. exact_p: of the exact test, None where an area or a period had no event at all. weighted:
    WDD per month of each period, None without any event. quotient: None without a displacement zone, or where the
    comparison had no events. least_fall: the least fall, 0-1, that these months could have shown, None where no fall
    could. months_needed: after the action, for the fall that was wished for; None where no wait would do.
    """

    design: Design
    treated: tuple[int, int]
    comparison: tuple[int, int]
    months: tuple[int, int]
    ratio: Ratio | None
    exact_p: float | None
    weighted: WeightedDisplacement | None
    quotient: DisplacementQuotient | None
    least_fall: float | None
    months_needed: int | None
    verdict: Verdict
    cautions: frozenset[Caution]
    level: float


def evaluate(
    design: Design,
    counts: Mapping[str, Numbers],
    *,
    first_month: date,
    wished_fall: float = 0.2,
    margin: float = 0.1,
    level: float = 0.95,
) -> Evaluation:
    """Judge an action by monthly counts of events that it was to prevent.

    counts: area code -> one whole number per calendar month from first_month on. wished_fall, margin: 0-1; a change
    within the margin counts as none.
    RULE 2: the verdict is read from the interval of the monthly ratio; without ratio it is the exact test's, or
    undecided. Raises: InvalidRecord for areas without counts, and months that are missing or not counted.
    """
    share(wished_fall, "wished_fall")
    share(margin, "margin")
    share(level, "level")
    treated = _periods(design, design.treated, counts, first_month)
    comparison = _periods(design, design.comparison, counts, first_month)
    months = (len(treated[0]), len(treated[1]))
    T0, T1, C0, C1 = (int(part.sum()) for part in (*treated, *comparison))
    cautions = set(_cautions_of(design))
    if min(T0, T1, C0, C1) < FEW_EVENTS:
        cautions.add(Caution.FEW_EVENTS)
    ratio = None
    if min(months) < LEAST_MONTHS:
        cautions.add(Caution.FEW_MONTHS)
    elif not (T0 and T1 and C0 and C1):
        cautions.add(Caution.NO_EVENTS_IN_A_PERIOD)
    else:
        seasonal = sum(months) >= MONTHS_WITH_SEASON
        ratio = monthly_ratio(
            *treated, *comparison, first_months=(design.before[0], design.after[0]) if seasonal else None, level=level
        )
    dispersion = max(1.0, ratio.dispersion) if ratio is not None else 1.0
    exact_p = exact_difference((T0, T1), (C0, C1)) if T0 + T1 and C0 + C1 and T0 + C0 and T1 + C1 else None
    weighted, quotient = _displacement(
        design, counts, first_month, treated=(T0, T1), comparison=(C0, C1), dispersion=dispersion, level=level
    )
    fall, wait = None, None
    if T0 and C0:
        fall = least_fall(
            T0, comparison_before=C0, months_ratio=months[1] / months[0], dispersion=dispersion, level=level
        )
        wait = months_needed(
            wished_fall,
            before_per_month=T0 / months[0],
            months_before=months[0],
            comparison_per_month=C0 / months[0],
            dispersion=dispersion,
            level=level,
        )
    return Evaluation(
        design=design,
        treated=(T0, T1),
        comparison=(C0, C1),
        months=months,
        ratio=ratio,
        exact_p=exact_p,
        weighted=weighted,
        quotient=quotient,
        least_fall=fall,
        months_needed=wait,
        verdict=_said(ratio, exact_p, (T0, T1, C0, C1), margin=margin, level=level),
        cautions=frozenset(cautions),
        level=level,
    )


def _said(
    ratio: Ratio | None, exact_p: float | None, cells: tuple[int, int, int, int], *, margin: float, level: float
) -> Verdict:
    T0, T1, C0, C1 = cells
    agreed = exact_p is not None and exact_p < 1 - level
    if ratio is not None:
        said = verdict(ratio.low, ratio.high, margin=margin)
        claims = said in {Verdict.BETTER, Verdict.WORSE}
        return Verdict.UNDECIDED if claims and min(cells) < FEW_EVENTS and not agreed else said
    if not agreed:
        return Verdict.UNDECIDED
    return Verdict.BETTER if T1 * C0 < T0 * C1 else Verdict.WORSE


def _cautions_of(design: Design) -> set[Caution]:
    found = set()
    chosen = design.chosen_by
    if chosen is not None and chosen[0] <= design.before[1] and design.before[0] <= chosen[1]:
        found.add(Caution.CHOSEN_BY_BASELINE)
    before, after = (
        np.bincount((np.arange(_number(period)) + period[0].month) % 12, minlength=12) / _number(period)
        for period in (design.before, design.after)
    )
    if not np.allclose(before, after):
        found.add(Caution.SEASONS_DIFFER)
    return found


def _displacement(
    design: Design,
    counts: Mapping[str, Numbers],
    first_month: date,
    *,
    treated: tuple[int, int],
    comparison: tuple[int, int],
    dispersion: float,
    level: float,
) -> tuple[WeightedDisplacement | None, DisplacementQuotient | None]:
    zones = []
    for codes in (design.displaced, design.displaced_comparison):
        before, after = _periods(design, codes, counts, first_month)
        zones.append((int(before.sum()), int(after.sum())))
    beside, beside_comparison = zones if design.displaced else (None, None)
    weighted = None
    if any((*treated, *comparison, *zones[0], *zones[1])):
        weighted = weighted_displacement(
            treated,
            comparison,
            displaced=beside,
            displaced_comparison=beside_comparison,
            lengths=(_number(design.before), _number(design.after)),
            dispersion=dispersion,
            level=level,
        )
    quotient = None
    if beside is not None and all(comparison):
        quotient = displacement_quotient(treated, beside, comparison, dispersion=dispersion, level=level)
    return weighted, quotient


def _periods(
    design: Design, codes: frozenset[str], counts: Mapping[str, Numbers], first_month: date
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Monthly counts of the areas together, before and after."""
    found = []
    for period in (design.before, design.after):
        start = _number((first_month, period[0])) - 1
        end = start + _number(period)
        total = np.zeros(end - start, np.int64)
        for code in sorted(codes):
            if code not in counts:
                raise InvalidRecord(f"area {code} has no counts: import them, or leave the area out")
            monthly = counts[code]
            length = np.size(monthly)  # type: ignore[arg-type]
            if start < 0 or end > length:
                raise InvalidRecord(
                    f"area {code}: counted are {length} months from {first_month:%Y-%m}, which do not hold "
                    f"{period[0]:%Y-%m} to {period[1]:%Y-%m}; choose months that were counted"
                )
            total += whole_counts(np.asarray(monthly)[start:end].tolist(), f"area {code}")
        found.append(total)
    return found[0], found[1]


def _number(months: Months) -> int:
    return (months[1].year - months[0].year) * 12 + months[1].month - months[0].month + 1
