"""How well hotspots of one period meet the events of a later one; never of the period they were found in.

Sources: Chainey, Tompson & Uhlig (2008), doi:10.1057/palgrave.sj.8350066 (hit rate, PAI); Hunt (2016), dissertation,
Temple University (PEI); Wheeler & Steenbeek (2021), doi:10.1007/s10940-020-09457-7 (RRI).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.checks import numbers_or_nan, whole_counts
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one choice of cells.

    hits: later events inside. hit_rate: their share of all later events. area_share: of the ground. pai: hit_rate /
    area_share; 1 is no better than chance. pei: pai by the best that the same area could have had, 0-1.
    """

    hits: int
    hit_rate: float
    area_share: float
    pai: float
    pei: float


@dataclass(frozen=True, slots=True, eq=False)
class QualityCurve:
    """Quality when the first 1, 2, ... cells of the forecast are taken; arrays of n, in the forecast's order.

    cells: positions, highest predicted density first. Of cells predicted alike, those that had fewer later events come
    first, so that no order of the input flatters. rri: predicted by counted so far; NaN while nothing was counted.
    """

    cells: NDArray[np.int64]
    hits: NDArray[np.int64]
    hit_rate: NDArray[np.float64]
    area_share: NDArray[np.float64]
    pai: NDArray[np.float64]
    pei: NDArray[np.float64]
    rri: NDArray[np.float64]


def quality(
    chosen: ArrayLike, later_counts: ArrayLike, areas: ArrayLike, *, found_until: date, counted_from: date
) -> Quality:
    """Judge the cells that were called hotspots.

    chosen: true where a cell lies in one. later_counts: events per cell from counted_from on. areas: of the cells, in
    one unit. found_until: last day of the evidence that they were found in.
    Raises: InvalidRecord when the counts do not begin after it, nothing was chosen, or nothing came later.
    """
    _later(found_until, counted_from)
    counts, ground = _cells(later_counts, areas)
    inside = np.asarray(chosen, bool)
    if inside.shape != counts.shape:
        raise InvalidRecord(f"{inside.size} choices for {counts.size} cells: give one per cell")
    if not inside.any():
        raise InvalidRecord("no cell was chosen: there is no hotspot to judge")
    hits, area = int(counts[inside].sum()), float(ground[inside].sum())
    hit_rate, area_share = hits / int(counts.sum()), area / float(ground.sum())
    most = float(_best(counts, ground, np.array([area]))[0])
    return Quality(hits, hit_rate, area_share, hit_rate / area_share, hits / most)


def quality_curve(
    predicted: ArrayLike, later_counts: ArrayLike, areas: ArrayLike, *, found_until: date, counted_from: date
) -> QualityCurve:
    """Judge a forecast cell by cell, from the densest down.

    predicted: number forecast per cell, 0 or more; else as `quality`. Raises: InvalidRecord.
    """
    _later(found_until, counted_from)
    counts, ground = _cells(later_counts, areas)
    forecast = numbers_or_nan(predicted, "predicted")
    if forecast.shape != counts.shape:
        raise InvalidRecord(f"{forecast.size} forecasts for {counts.size} cells: give one per cell")
    if not (np.isfinite(forecast) & (forecast >= 0)).all():
        raise InvalidRecord("a forecast is missing or negative; give 0 where nothing is expected")
    order = np.lexsort((counts / ground, -forecast / ground))
    hits, area = np.cumsum(counts[order]), np.cumsum(ground[order])
    hit_rate, area_share = hits / counts.sum(), area / ground.sum()
    so_far = np.cumsum(forecast[order])
    return QualityCurve(
        cells=order,
        hits=hits,
        hit_rate=hit_rate,
        area_share=area_share,
        pai=hit_rate / area_share,
        pei=hits / _best(counts, ground, area),
        rri=np.divide(so_far, hits, out=np.full(len(hits), np.nan), where=hits > 0),
    )


def _best(counts: NDArray[np.int64], ground: NDArray[np.float64], area: NDArray[np.float64]) -> NDArray[np.float64]:
    """Most later events that an area of this size could have held, cells taken by density, the last one in part."""
    order = np.argsort(-counts / ground, kind="stable")
    held = np.concatenate([[0.0], np.cumsum(counts[order])])
    taken = np.concatenate([[0.0], np.cumsum(ground[order])])
    return np.asarray(np.interp(area, taken, held))


def _later(found_until: date, counted_from: date) -> None:
    if counted_from <= found_until:
        raise InvalidRecord(
            f"the hotspots rest on evidence until {found_until}, but events are counted from {counted_from}: "
            "count later ones, or every hotspot will seem good"
        )


def _cells(later_counts: ArrayLike, areas: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    counts, ground = whole_counts(later_counts, "later_counts"), numbers_or_nan(areas, "areas")
    if counts.ndim != 1 or ground.shape != counts.shape:
        raise InvalidRecord(f"{counts.size} counts for {ground.size} areas: give one of each per cell")
    if not (np.isfinite(ground) & (ground > 0)).all():
        raise InvalidRecord("a cell has no area: leave it out")
    if not counts.any():
        raise InvalidRecord("no events came later: wait, or take a longer period")
    return counts, ground
