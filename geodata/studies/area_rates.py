"""Reported dwelling burglaries per 1,000 dwellings and year in each area: with limits, smoothed, and in a funnel.

Rates are annualised: a month that was counted puts a twelfth of the area's dwellings at risk, and a month that was not
counted puts none. So an area without a delivery is neither safe nor left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata import places
from geodata.analysis.rates import (
    ALARM_LEVEL,
    WARNING_LEVEL,
    Funnel,
    Rates,
    Smoothed,
    Standing,
    crude,
    funnel,
    poisson_limits,
    smoothed,
    smoothed_locally,
)
from geodata.model import Area, BurglaryCount, DwellingType
from geodata.studies.basis import Basis, Method, sources_of
from geodata.studies.burglaries import BurglaryBook, last_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["AreaRate", "AreaRates", "FunnelLimits", "Smoothing", "Standing", "WhyNoRate", "area_rates", "neighbours"]

MONTHS = 12
BESIDE_M = 25.0
"""Outlines nearer than this touch: simplified borders leave slits between neighbours."""
_CURVE_POINTS = 60


class Smoothing(StrEnum):
    """What a rate is drawn towards: that of all areas, or that of the area and those beside it."""

    OVERALL = "overall"
    NEIGHBOURS = "neighbours"


class WhyNoRate(StrEnum):
    """Why an area has no rate."""

    NOT_COUNTED = "not_counted"
    SUPPRESSED = "suppressed"
    DWELLINGS_MISSING = "dwellings_missing"
    NO_DWELLINGS = "no_dwellings"


@dataclass(frozen=True, slots=True)
class AreaRate:
    """An area's reported burglaries beside its dwellings; None where not known.

    count: in the months counted; None: unknown, for the reason left_out. months: that were counted. dwellings: of the
    type asked for. dwelling_years: dwellings x months / 12. per_1000, low, high: per 1,000 dwellings and year, exact
    limits of the area alone. smoothed: drawn towards its surroundings, the area's own rate weighing own_share (0-1).
    expected: count, had all areas the overall rate. ratio: count / expected. standing: in the funnel.
    """

    code: str
    name: str
    count: int | None
    months: int
    dwellings: int | None
    dwelling_years: float | None = None
    per_1000: float | None = None
    low: float | None = None
    high: float | None = None
    smoothed: float | None = None
    own_share: float | None = None
    expected: float | None = None
    ratio: float | None = None
    standing: Standing | None = None
    left_out: WhyNoRate | None = None


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Where the funnel's limits run at a number of dwelling-years; rates per 1,000 dwellings and year."""

    dwelling_years: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True, slots=True)
class AreaRates:
    """All areas in the order given, those without a rate too.

    months: whole months of the period, first days; preliminary: those of them with a preliminary count. overall: of all
    areas with a rate, per 1,000 dwellings and year; None where there is none. count: counted in them. dispersion:
    above 1 the areas differ by more than chance, and the funnel is widened; None with too few areas to tell.
    limits: the funnel's, by rising dwelling-years; empty where nothing was counted. level: of low and high.
    """

    areas: tuple[AreaRate, ...]
    months: tuple[date, ...]
    preliminary: tuple[date, ...]
    dwelling_type: DwellingType | None
    overall: float | None
    count: int
    dispersion: float | None
    limits: tuple[FunnelLimits, ...]
    level: float
    basis: Basis

    def of(self, code: str) -> AreaRate | None:
        """The area with a code; None where it is not among them."""
        return next((area for area in self.areas if area.code == code), None)


def area_rates(
    areas: Sequence[Area],
    book: BurglaryBook,
    *,
    since: date | None = None,
    until: date | None = None,
    dwelling_type: DwellingType | None = None,
    smoothing: Smoothing = Smoothing.OVERALL,
    today: date,
) -> AreaRates:
    """Rates of areas in the whole months of a period.

    areas: of one division, not overlapping. since, until: both days included, None for all that the book holds.
    dwelling_type: burglaries and dwellings of the type alone; None for all. RULE 1: an area in which a month's count
    was held back has no rate, for it is the small numbers that are held back. RULE 2: other months that are not known
    are left out together with their dwellings.
    Raises: InvalidRecord for a period that ends before it begins.
    """
    months = book.months_within(since, until, today=today)
    rows = [_row(area, book, months, dwelling_type) for area in areas]
    kept = [i for i, row in enumerate(rows) if row.left_out is None]
    found = _Found.of([rows[i] for i in kept], [areas[i] for i in kept], smoothing) if kept else None
    for number, i in enumerate(kept):
        rows[i] = found.tell(rows[i], number) if found else rows[i]
    told = book.told_of([area.code for area in areas], months, dwelling_type)
    return AreaRates(
        areas=tuple(rows),
        months=months,
        preliminary=tuple(sorted({count.month for count in told if count.is_preliminary})),
        dwelling_type=dwelling_type,
        overall=found.overall if found else None,
        count=sum(rows[i].count or 0 for i in kept),
        dispersion=found.funnel.dispersion if found and found.funnel else None,
        limits=found.limits() if found else (),
        level=WARNING_LEVEL,
        basis=_basis(areas, months, told, dwelling_type=dwelling_type, smoothing=smoothing, today=today),
    )


def _basis(
    areas: Sequence[Area],
    months: Sequence[date],
    told: Sequence[BurglaryCount],
    *,
    dwelling_type: DwellingType | None,
    smoothing: Smoothing,
    today: date,
) -> Basis:
    beside = {"neighbours_within_m": BESIDE_M} if smoothing is Smoothing.NEIGHBOURS else {}
    return Basis(
        method=Method.AREA_RATES,
        parameters={
            "dwelling_type": dwelling_type,
            "annualised": True,
            "limits_level": WARNING_LEVEL,
            "funnel_levels": f"{WARNING_LEVEL:g}, {ALARM_LEVEL:g}",
            "smoothing": smoothing,
            **beside,
        },
        since=months[0] if months else None,
        until=last_day(months[-1]) if months else None,
        sources=sources_of([*told, *areas]) if told else (),
        rows=len(told),
        computed_on=today,
        made_up=any(count.provenance.made_up for count in told)
        or (bool(told) and dwelling_type is not None and any(area.types_made_up for area in areas)),
    )


def _row(area: Area, book: BurglaryBook, months: Sequence[date], dwelling_type: DwellingType | None) -> AreaRate:
    """The area's count and dwellings, or why it has no rate."""
    monthly = book.monthly(area.code, dwelling_type)
    known = [n for month in months if (n := monthly.get(month)) is not None]
    held_back = any(book.is_held_back(area.code, month, dwelling_type) for month in months)
    dwellings = area.dwellings_of(dwelling_type)
    left_out: WhyNoRate | None = None
    if held_back:
        left_out = WhyNoRate.SUPPRESSED
    elif dwellings is None:
        left_out = WhyNoRate.DWELLINGS_MISSING
    elif dwellings == 0:
        left_out = WhyNoRate.NO_DWELLINGS
    elif not known:
        left_out = WhyNoRate.NOT_COUNTED
    return AreaRate(
        code=area.code,
        name=area.name,
        count=sum(known) if known and not held_back else None,
        months=len(known),
        dwellings=dwellings,
        left_out=left_out,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What the methods say of the areas that have a rate, in their order.

    exposure: dwellings x months, whole numbers as the methods want them; per 1,000 of them and month, times twelve, is
    per 1,000 dwellings and year.
    """

    exposure: NDArray[np.int64]
    rates: Rates
    smoothed: Smoothed
    funnel: Funnel | None

    @classmethod
    def of(cls, rows: Sequence[AreaRate], areas: Sequence[Area], smoothing: Smoothing) -> _Found:
        counts = np.array([row.count or 0 for row in rows])
        exposure = np.array([(row.dwellings or 0) * row.months for row in rows])
        drawn = (
            smoothed(counts, exposure)
            if smoothing is Smoothing.OVERALL
            else smoothed_locally(counts, exposure, neighbours(areas))
        )
        # without a single burglary there is nothing to stand out from
        return cls(exposure, crude(counts, exposure), drawn, funnel(counts, exposure) if counts.any() else None)

    @property
    def overall(self) -> float:
        return self.rates.overall * MONTHS

    def tell(self, row: AreaRate, i: int) -> AreaRate:
        spread = self.funnel
        return replace(
            row,
            dwelling_years=float(self.exposure[i]) / MONTHS,
            per_1000=float(self.rates.per_1000[i]) * MONTHS,
            low=float(self.rates.low[i]) * MONTHS,
            high=float(self.rates.high[i]) * MONTHS,
            smoothed=float(self.smoothed.per_1000[i]) * MONTHS,
            own_share=float(self.smoothed.own_share[i]),
            expected=float(spread.expected[i]) if spread else None,
            ratio=float(spread.ratio[i]) if spread else None,
            standing=spread.standing[i] if spread else None,
        )

    def limits(self) -> tuple[FunnelLimits, ...]:
        """The funnel's limits at rising exposures: the same rule as for the areas, at more places."""
        if self.funnel is None:
            return ()
        ends = float(self.exposure.min()) * 0.9, float(self.exposure.max()) * 1.05
        exposure = np.geomspace(*ends, _CURVE_POINTS)
        expected = exposure * self.rates.overall / 1000
        stretch = max(1.0, self.funnel.dispersion or 1.0) ** 0.5
        curves = []
        for level in (WARNING_LEVEL, ALARM_LEVEL):
            low, high = poisson_limits(expected, level=level)
            curves += [np.maximum(0.0, 1 - (1 - low / expected) * stretch), 1 + (high / expected - 1) * stretch]
        rows = (np.stack(curves) * self.overall).T.tolist()
        return tuple(FunnelLimits(years / MONTHS, *row) for years, row in zip(exposure.tolist(), rows, strict=True))


def neighbours(areas: Sequence[Area]) -> NDArray[np.int64]:
    """Pairs of positions of areas whose outlines touch, within 25 m; shape (n, 2), each pair once."""
    outlines = [
        places.transform_geometry(area.outline, from_epsg=places.WGS84, to_epsg=places.SWEREF99_TM) for area in areas
    ]
    first, second = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=BESIDE_M)
    return np.asarray(np.column_stack([first, second])[first < second], np.int64)
