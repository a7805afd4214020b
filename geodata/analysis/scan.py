"""Where a rate is higher than elsewhere, whatever the size of the place: Kulldorff's scan with a population at risk.

Circles grow round every area's point; the one whose count is least like its share of the population wins, and its
probability is that of the best circle anywhere when the same events fall by population alone. For burglary the
population at risk are dwellings, not residents.
Source: Kulldorff (1997), doi:10.1080/03610929708831995.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import xlogy

from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_BLOCK_DRAWS = 64


@dataclass(frozen=True, slots=True, eq=False)
class ScanCluster:
    """A circle with a high rate.

    areas: row numbers inside, nearest to the centre first, int64. centre: row number of the area in its middle.
    radius_m: to the farthest point inside. cases: events inside. expected: cases if the rate were the same everywhere.
    relative_risk: rate inside to rate outside, inf where all cases lie inside. llr: log likelihood ratio. p: Monte
    Carlo, of a circle this unlikely anywhere.
    """

    areas: NDArray[np.int64]
    centre: int
    radius_m: float
    cases: int
    expected: float
    relative_risk: float
    llr: float
    p: float


def poisson_scan(
    east_m: ArrayLike,
    north_m: ArrayLike,
    cases: ArrayLike,
    population: ArrayLike,
    *,
    seed: int,
    largest_share: float = 0.5,
    replicates: int = 999,
    least_cases: int = 2,
) -> tuple[ScanCluster, ...]:
    """Clusters of high rates that do not overlap, the most unlikely first.

    east_m, north_m: one point per area (a plane; SWEREF 99 TM). cases: events per area, whole numbers. population: at
    risk per area (dwellings, person-years), > 0. RULE 1: circles take in all areas at one distance or none. RULE 2: a
    circle holds at most largest_share of the population and at least least_cases cases. p = (1 + replicates with a
    circle at least as unlikely) / (1 + replicates); replicates keep the number of cases. The order of areas changes
    nothing but row numbers.
    Raises: InvalidRecord.
    """
    xy, count, people = _checked(east_m, north_m, cases, population)
    if not 0 < largest_share <= 0.5:
        raise InvalidRecord(f"largest_share={largest_share}: more than 0 and at most 0.5 of the population")
    if replicates < 19:
        raise InvalidRecord(f"replicates={replicates}: at least 19, better 999")
    canonical = np.lexsort((count, people, xy[:, 1], xy[:, 0]))
    circles = _circles(xy[canonical], people[canonical], largest_share)
    total = int(count.sum())
    expected = total * people[canonical] / people.sum()
    found = [
        (float(llr), centre, int(zone))
        for centre, (near, ends) in enumerate(circles)
        for llr, zone in zip(
            _llr(count[canonical][near].cumsum()[ends], expected[near].cumsum()[ends], total, least_cases),
            ends,
            strict=True,
        )
        if llr > 0
    ]
    found.sort(key=lambda zone: (-round(zone[0], 9), zone[1], zone[2]))
    best = _replicated(circles, expected, total, seed=seed, replicates=replicates, least_cases=least_cases)
    taken = np.zeros(len(xy), np.bool_)
    clusters = []
    for llr, centre, end in found:
        inside = circles[centre][0][: end + 1]
        if taken[inside].any():
            continue
        taken[inside] = True
        areas = canonical[inside]
        within, share = int(count[areas].sum()), float(expected[inside].sum())
        outside = (total - within) / (total - share)
        clusters.append(
            ScanCluster(
                areas=areas,
                centre=int(canonical[centre]),
                radius_m=float(np.hypot(*(xy[areas[-1]] - xy[canonical[centre]]))),
                cases=within,
                expected=share,
                relative_risk=within / share / outside if outside > 0 else np.inf,
                llr=llr,
                # equal counts in equal circles are ties, however the sums were rounded
                p=float(1 + (best >= llr - 1e-9).sum()) / (1 + replicates),
            )
        )
    return tuple(clusters)


def poisson_llr(cases: ArrayLike, expected: ArrayLike, total: float) -> NDArray[np.float64]:
    """LLR = c ln(c/E) + (C-c) ln((C-c)/(C-E)) where c > E, otherwise 0."""
    c, e = np.asarray(cases, np.float64), np.asarray(expected, np.float64)
    high = c > e
    with np.errstate(divide="ignore", invalid="ignore"):
        llr = xlogy(c, c / e) + xlogy(total - c, (total - c) / (total - e))
    return np.where(high, llr, 0.0)


def _checked(
    east_m: ArrayLike, north_m: ArrayLike, cases: ArrayLike, population: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    east, north, people = (np.asarray(column, np.float64) for column in (east_m, north_m, population))
    count = np.asarray(cases)
    if not east.shape == north.shape == count.shape == people.shape or east.ndim != 1:
        raise InvalidRecord(
            f"{east.size} east, {north.size} north, {count.size} cases, {people.size} populations: one each per area"
        )
    if east.size < 2:
        raise InvalidRecord(f"{east.size} areas: a scan compares at least 2")
    if not (np.isfinite(east) & np.isfinite(north)).all():
        raise InvalidRecord("an area has no point; leave areas without a place out")
    if count.dtype.kind not in "iu" or int(count.min()) < 0:
        raise InvalidRecord("cases must be whole numbers and not negative; leave areas without a count out")
    if not (np.isfinite(people) & (people > 0)).all():
        row = int(np.argmax(~(people > 0)))
        raise InvalidRecord(f"area in row {row} has population {people[row]:g}; leave areas without exposure out")
    if count.sum() == 0:
        raise InvalidRecord("there are no cases at all; choose a longer period")
    return np.column_stack([east, north]), count.astype(np.int64), people


def _circles(
    xy: NDArray[np.float64], people: NDArray[np.float64], largest_share: float
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Per centre: areas by distance, and the positions at which a circle may end."""
    limit = largest_share * people.sum() * (1 + 1e-12)
    circles = []
    for point in xy:
        distance = np.hypot(*(xy - point).T)
        near = np.argsort(distance, kind="stable")
        far = distance[near]
        last = int(np.searchsorted(people[near].cumsum(), limit, side="right"))
        # distances from decimals that are equal on paper may differ in the last bits
        closes = np.append(np.diff(far) > 1e-9 * far[1:], True)
        ends = np.flatnonzero(closes[:last])
        circles.append((near[:last], ends))
    return circles


def _llr(cases: NDArray[np.int64], expected: NDArray[np.float64], total: int, least_cases: int) -> NDArray[np.float64]:
    return np.where(cases >= least_cases, poisson_llr(cases, expected, total), 0.0)


def _replicated(
    circles: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    expected: NDArray[np.float64],
    total: int,
    *,
    seed: int,
    replicates: int,
    least_cases: int,
) -> NDArray[np.float64]:
    """The largest LLR of each replicate. Cases are whole: their logarithms are looked up, not computed."""
    rng = np.random.default_rng(seed)
    whole = np.arange(total + 1, dtype=np.float64)
    own = xlogy(whole, whole)
    both = own + own[::-1]
    best = np.zeros(replicates)
    for start in range(0, replicates, _BLOCK_DRAWS):
        drawn = rng.multinomial(total, expected / total, size=min(_BLOCK_DRAWS, replicates - start))
        drawn = np.ascontiguousarray(drawn.T.astype(np.int32))
        part = best[start : start + drawn.shape[1]]
        for near, ends in circles:
            if ends.size == 0:
                continue
            cases = drawn[near].cumsum(axis=0)[ends]
            e = expected[near].cumsum()[ends][:, None]
            llr = both[cases] - cases * np.log(e) - (total - cases) * np.log(total - e)
            llr[(cases <= e) | (cases < least_cases)] = 0
            np.maximum(part, llr.max(axis=0), out=part)
    return best
