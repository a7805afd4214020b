"""Do burglaries come back nearby? Pairs near in space and time, against the same events with their dates dealt anew.

RULE 1: events are permuted, never pairs: pairs share events, and permuting them makes the variance too small.
RULE 2: a p-value is P(X >= observed). RULE 3: bands are half-open, from <= value < to. RULE 4: the sentence that is
drawn from the table pays for having looked at every box (largest of all, in every permutation).
Sources: Knox (1964), doi:10.2307/2985220; Mantel (1967) for permuting the events; Barton & David (1966) for the exact
moments; Johnson et al. (2007), doi:10.1007/s10940-007-9025-3, for the table of bands; Westfall & Young (1993) for the
largest of many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MOST_PAIRS = 40_000_000
"""Candidate pairs beyond which the distances are refused: some 1.5 GB of memory."""

_BLOCK_PAIRS, _BLOCK_DRAWS = 4096, 64


class Metric(StrEnum):
    """How distance is measured: as the crow flies, or along a grid of streets."""

    EUCLIDEAN = "euclidean"
    MANHATTAN = "manhattan"


@dataclass(frozen=True, slots=True)
class RiskBox:
    """The plain conclusion: within distance_m and days the risk is `ratio` times what it would be by chance.

    observed: pairs nearer than distance_m and fewer than `days` apart (days=14: 0 to 13 days). expected: on average
    over all permutations, exact. ratio: observed / expected. chance_low, chance_high: ratios between which 95 % of the
    permutations lie. p: of the box that stands out most among all boxes of the table, so that choosing it is paid for.
    """

    distance_m: float
    days: float
    observed: int
    expected: float
    ratio: float
    chance_low: float
    chance_high: float
    p: float


@dataclass(frozen=True, slots=True, eq=False)
class NearRepeatTable:
    """Pairs per band of distance (rows) and time (columns); arrays of shape (distances, times).

    observed: pairs, int64. expected, variance: exact, over all permutations of the dates. p: P(X >= observed), from
    `permutations` permutations with `seed`; None where none were made. box: the conclusion, None where no box stands
    out at the 5 % level, the bands do not begin at 0, or no permutations were made.
    """

    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    variance: NDArray[np.float64]
    p: NDArray[np.float64] | None
    box: RiskBox | None
    events: int
    distance_edges_m: tuple[float, ...]
    day_edges: tuple[float, ...]
    metric: Metric
    permutations: int
    seed: int | None

    @property
    def ratio(self) -> NDArray[np.float64]:
        """Observed / expected; NaN where nothing is expected."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.expected > 0, self.observed / self.expected, np.nan)

    @property
    def z(self) -> NDArray[np.float64]:
        """(observed - expected) / standard deviation, for screening; NaN where the count cannot vary."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.variance > 0, (self.observed - self.expected) / np.sqrt(self.variance), np.nan)


def screen(
    east_m: ArrayLike,
    north_m: ArrayLike,
    day: ArrayLike,
    *,
    distance_edges_m: Sequence[float],
    day_edges: Sequence[float],
    metric: Metric = Metric.EUCLIDEAN,
) -> NearRepeatTable:
    """The table with exact mean and variance, without permutations: fast enough for every filter change.

    east_m, north_m: one per event, metres (a plane; SWEREF 99 TM). day: whole days from any day on. distance_edges_m:
    rising edges, the last may be inf: (0, 100, 200) makes bands 0-100 and 100-200. day_edges: the same in whole days.
    Raises: InvalidRecord, for fewer than 4 events too: the moments need so many.
    """
    events = _events(east_m, north_m, day)
    return _Prepared(events, distance_edges_m=distance_edges_m, day_edges=day_edges, metric=metric).table()


def near_repeat(
    east_m: ArrayLike,
    north_m: ArrayLike,
    day: ArrayLike,
    *,
    distance_edges_m: Sequence[float],
    day_edges: Sequence[float],
    seed: int,
    permutations: int = 999,
    metric: Metric = Metric.EUCLIDEAN,
) -> NearRepeatTable:
    """The table with p-values from permutations of the dates, and the plain conclusion. Arguments as for `screen`.

    p = (1 + number of permutations with at least as many pairs) / (1 + permutations). The order of events changes
    nothing: they are sorted first.
    Raises: InvalidRecord.
    """
    if permutations < 19:
        raise InvalidRecord(f"permutations={permutations}: at least 19, better 999, or use `screen`")
    events = _events(east_m, north_m, day)
    prepared = _Prepared(events, distance_edges_m=distance_edges_m, day_edges=day_edges, metric=metric)
    drawn = prepared.permuted(permutations, seed)
    table = prepared.table()
    p = (1 + (drawn >= table.observed).sum(axis=0)) / (1 + permutations)
    box = prepared.box(drawn)
    return replace(table, p=p, box=box, permutations=permutations, seed=seed)


def permutation_moments(
    events: int, space_degrees: NDArray[np.int64], time_degrees: NDArray[np.int64]
) -> tuple[float, float]:
    """Exact mean and variance of the number of pairs close in both, over all permutations of the dates.

    space_degrees, time_degrees: number of partners of each event. mu = Ns Nt / N; E[X^2] = mu + 4 N2s N2t / n(3)
    + 4 [Ns(Ns-1) - 2 N2s] [Nt(Nt-1) - 2 N2t] / n(4), N2 = half the sum of d(d-1). Source: Barton & David (1966).
    """
    n = events
    # Whole numbers of any size: the terms nearly cancel where n is large.
    pairs = [int(d.sum()) // 2 for d in (space_degrees, time_degrees)]
    shared = [int((d * (d - 1)).sum()) // 2 for d in (space_degrees, time_degrees)]
    apart = [p * (p - 1) - 2 * s for p, s in zip(pairs, shared, strict=True)]
    n2, n3, n4 = n * (n - 1), n * (n - 1) * (n - 2), n * (n - 1) * (n - 2) * (n - 3)
    first = 2 * pairs[0] * pairs[1]
    square = first * n3 * n4 + 4 * shared[0] * shared[1] * n2 * n4 + 4 * apart[0] * apart[1] * n2 * n3
    numerator = square * n2 - first * first * n3 * n4
    return first / n2, numerator / (n2 * n2 * n3 * n4)


class _Prepared:
    """Events in canonical order, their near pairs with bands of distance, and the partners per event and band."""

    def __init__(
        self,
        events: tuple[NDArray[np.float64], NDArray[np.int64]],
        *,
        distance_edges_m: Sequence[float],
        day_edges: Sequence[float],
        metric: Metric,
    ) -> None:
        self.space = _edges(distance_edges_m, "distance_edges_m")
        self.time = _edges(day_edges, "day_edges")
        finite = self.time[np.isfinite(self.time)]
        if (finite != np.rint(finite)).any():
            raise InvalidRecord(f"day_edges={list(day_edges)}: events have dates, so give whole days")
        self.metric = metric
        xy, days = events
        order = np.lexsort((days, xy[:, 1], xy[:, 0]))
        xy, days = xy[order], days[order]
        self.n = len(days)
        # 16 bits where they suffice, for speed.
        days = days - days.min()
        span = int(days.max())
        if span >= 2**30:
            raise InvalidRecord(f"events {span} days apart: give days, not seconds")
        self.days = days.astype(np.int16 if span < 2**15 else np.int32)
        self.span = span
        self._pair(xy)
        self._count()

    def _pair(self, xy: NDArray[np.float64]) -> None:
        """Pairs nearer than the last finite edge, sorted by band of distance."""
        finite = self.space[np.isfinite(self.space)]
        first, second = _candidates(xy, float(finite[-1]))
        apart = np.abs(xy[first] - xy[second])
        distance = apart.sum(axis=1) if self.metric is Metric.MANHATTAN else np.hypot(apart[:, 0], apart[:, 1])
        band = np.searchsorted(finite, distance, side="right") - 1
        kept = np.flatnonzero((band >= 0) & (band < len(finite) - 1))
        # Those nearer than the first edge count for the unbounded band too: they are not beyond it.
        nearer = np.flatnonzero(band < 0) if np.isinf(self.space[-1]) else kept[:0]
        self.nearer = (first[nearer], second[nearer])
        kept = kept[np.argsort(band[kept], kind="stable")]
        self.first, self.second = first[kept], second[kept]
        self.starts = np.searchsorted(band[kept], np.arange(len(finite)))

    def _count(self) -> None:
        n, finite = self.n, len(self.starts) - 1
        self.space_degrees = np.zeros((len(self.space) - 1, n), np.int64)
        for band in range(finite):
            part = slice(self.starts[band], self.starts[band + 1])
            self.space_degrees[band] = np.bincount(self.first[part], minlength=n)
            self.space_degrees[band] += np.bincount(self.second[part], minlength=n)
        if np.isinf(self.space[-1]):
            near = sum(np.bincount(side, minlength=n) for side in self.nearer)
            self.space_degrees[-1] = n - 1 - self.space_degrees[:-1].sum(axis=0) - near
        histogram = np.concatenate([[0], np.cumsum(np.bincount(self.days.astype(np.int64), minlength=self.span + 1))])
        within = np.stack([self._nearer_in_time(histogram, edge) for edge in self.time])
        self.time_degrees = np.diff(within, axis=0)
        self.observed = self._counts(self.days[:, None])[0]

    def _nearer_in_time(self, histogram: NDArray[np.int64], edge: float) -> NDArray[np.int64]:
        """Per event the number of others fewer than `edge` days away."""
        if edge <= 0:
            return np.zeros(self.n, np.int64)
        reach = int(min(edge, self.span + 1)) - 1
        day = self.days.astype(np.int64)
        high, low = np.minimum(day + reach, self.span) + 1, np.maximum(day - reach, 0)
        return np.asarray(histogram[high] - histogram[low] - 1, np.int64)

    def _counts(self, days: NDArray[np.signedinteger]) -> NDArray[np.int64]:
        """The table for each column of days (events, draws): int64 of shape (draws, distances, times)."""
        draws = days.shape[1]
        bands = len(self.starts) - 1
        below = np.zeros((draws, bands, len(self.time)), np.int64)
        near = np.zeros((draws, len(self.time)), np.int64)
        for band in range(bands):
            part = slice(self.starts[band], self.starts[band + 1])
            self._add(below[:, band], (self.first[part], self.second[part]), days)
        self._add(near, self.nearer, days)
        counts = np.diff(below, axis=2)
        if np.isinf(self.space[-1]):
            # No permutation changes how many pairs a band of time holds at all.
            rest = self.time_degrees.sum(axis=1) // 2 - counts.sum(axis=1) - np.diff(near, axis=1)
            counts = np.concatenate([counts, rest[:, None, :]], axis=1)
        return counts

    def _add(
        self,
        below: NDArray[np.int64],
        pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
        days: NDArray[np.signedinteger],
    ) -> None:
        """Add to below[draw, e] the pairs that lie fewer than time[e] days apart."""
        for begin in range(0, len(pairs[0]), _BLOCK_PAIRS):
            part = slice(begin, begin + _BLOCK_PAIRS)
            apart = np.abs(days[pairs[0][part]] - days[pairs[1][part]])
            for number, edge in enumerate(self.time.tolist()):
                if edge > self.span:
                    below[:, number] += len(apart)
                elif edge > 0:
                    below[:, number] += _column_sums(apart < apart.dtype.type(edge))

    def permuted(self, permutations: int, seed: int) -> NDArray[np.int64]:
        """The tables of so many permutations: (permutations, distances, times)."""
        rng = np.random.default_rng(seed)
        tables = []
        for done in range(0, permutations, _BLOCK_DRAWS):
            width = min(_BLOCK_DRAWS, permutations - done)
            days = np.stack([rng.permutation(self.days) for _ in range(width)], axis=1)
            tables.append(self._counts(np.ascontiguousarray(days)))
        return np.concatenate(tables)

    def table(self) -> NearRepeatTable:
        moments = [[permutation_moments(self.n, s, t) for t in self.time_degrees] for s in self.space_degrees]
        both = np.array(moments)
        return NearRepeatTable(
            observed=self.observed,
            expected=both[:, :, 0],
            variance=both[:, :, 1],
            p=None,
            box=None,
            events=self.n,
            distance_edges_m=tuple(self.space.tolist()),
            day_edges=tuple(self.time.tolist()),
            metric=self.metric,
            permutations=0,
            seed=None,
        )

    def box(self, drawn: NDArray[np.int64], *, level: float = 0.05) -> RiskBox | None:
        """Of all boxes from the first edges to others, the one that stands out most, tested as such."""
        rows, columns = (int(np.isfinite(edges[1:]).sum()) for edges in (self.space, self.time))
        if rows == 0 or columns == 0 or self.space[0] > 0 or self.time[0] > 0:
            return None  # "within X m and Y days" would not be what was counted
        observed = self.observed[:rows, :columns].cumsum(0).cumsum(1)
        simulated = drawn[:, :rows, :columns].cumsum(1).cumsum(2)
        space, time = self.space_degrees[:rows].cumsum(0), self.time_degrees[:columns].cumsum(0)
        moments = np.array([[permutation_moments(self.n, s, t) for t in time] for s in space])
        mean, variance = moments[:, :, 0], moments[:, :, 1]
        sd = np.sqrt(np.where(variance > 0, variance, np.inf))
        z = (observed - mean) / sd
        row, column = np.unravel_index(int(np.argmax(z)), z.shape)
        # a hair of slack: equal counts must be equal, however their difference was rounded
        larger = ((simulated - mean) / sd).reshape(len(drawn), -1).max(axis=1) >= z[row, column] - 1e-9
        p = float(1 + larger.sum()) / (1 + len(drawn))
        if p > level or z[row, column] <= 0:
            return None
        expected = float(mean[row, column])
        low, high = np.quantile(simulated[:, row, column], (0.025, 0.975)) / expected
        pairs = int(observed[row, column])
        return RiskBox(
            distance_m=float(self.space[row + 1]),
            days=float(self.time[column + 1]),
            observed=pairs,
            expected=expected,
            ratio=pairs / expected,
            chance_low=float(low),
            chance_high=float(high),
            p=p,
        )


def _edges(edges: Sequence[float], name: str) -> NDArray[np.float64]:
    array = np.asarray(edges, np.float64)
    if array.ndim != 1 or len(array) < 2 or np.isnan(array).any() or array[0] < 0 or (np.diff(array) <= 0).any():
        raise InvalidRecord(f"{name}={list(edges)}: give at least two rising edges from 0 on")
    if not np.isfinite(array[-2]) or (name == "distance_edges_m" and len(array) == 2 and np.isinf(array[1])):
        raise InvalidRecord(f"{name}={list(edges)}: only the last edge may be unbounded, and one band must have an end")
    return array


def _events(east_m: ArrayLike, north_m: ArrayLike, day: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    east, north = np.asarray(east_m, np.float64), np.asarray(north_m, np.float64)
    days = np.asarray(day)
    if not east.shape == north.shape == days.shape or east.ndim != 1:
        raise InvalidRecord(f"{east.size} east, {north.size} north and {days.size} days: give one of each per event")
    if len(east) < 4:
        raise InvalidRecord(f"{len(east)} events: near repeats need at least 4; choose a longer period")
    if days.dtype.kind == "M":
        if np.isnat(days).any():
            raise InvalidRecord("an event has no date; leave events without a date out")
        days = days.astype("datetime64[D]")
    elif days.dtype.kind not in "iu":
        raise InvalidRecord(f"days of type {days.dtype}: give dates or whole days")
    if not (np.isfinite(east) & np.isfinite(north)).all():
        raise InvalidRecord("an event has no position; leave events that are not located out")
    return np.column_stack([east, north]), days.astype(np.int64)


def _candidates(xy: NDArray[np.float64], reach: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs in the same square of side `reach` or in two that touch: a superset of the pairs nearer than it."""
    square = np.floor((xy - xy.min(axis=0)) / reach).astype(np.int64) + 1
    width = int(square[:, 0].max()) + 2
    key = square[:, 1] * width + square[:, 0]
    order = np.argsort(key, kind="stable")
    keys, starts = np.unique(key[order], return_index=True)
    ends = np.append(starts[1:], len(order))
    own = np.repeat(np.arange(len(keys)), ends - starts)
    spans = []
    # the square itself, and the half of the eight around that come later: so no pair comes twice
    for beyond in (0, 1, width - 1, width, width + 1):
        if beyond == 0:
            spans.append((np.arange(len(order)) + 1, ends[own]))
        else:
            other = np.minimum(np.searchsorted(keys, keys + beyond), len(keys) - 1)
            there = keys[other] == keys + beyond
            spans.append((np.where(there, starts[other], 0)[own], np.where(there, ends[other], 0)[own]))
    total = sum(int((high - low).sum()) for low, high in spans)
    if total > MOST_PAIRS:
        raise InvalidRecord(f"{total:,} pairs within {2 * reach:g} m: choose shorter distances or a shorter period")
    first, second = [], []
    for low, high in spans:
        number = high - low
        begin = np.cumsum(number) - number
        one = np.repeat(np.arange(len(order)), number)
        first.append(order[one])
        second.append(order[np.arange(len(one)) - np.repeat(begin - low, number)])
    return np.concatenate(first), np.concatenate(second)


def _column_sums(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number of true values per column. Sums of at most 255 rows stay in a byte, which is what makes it fast."""
    ones = mask.view(np.uint8)
    whole = len(ones) // 128 * 128
    head = ones[:whole].reshape(-1, 128, ones.shape[1]).sum(axis=1, dtype=np.uint8)
    return np.asarray(head.sum(axis=0, dtype=np.int64) + ones[whole:].sum(axis=0, dtype=np.int64), np.int64)
