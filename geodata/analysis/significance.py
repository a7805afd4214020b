"""Is it more than chance? Exact probabilities for counts in cells, with no model of how counts vary.

The null hypothesis is everywhere the same: the counts that were seen, dealt out to the cells at random. Whatever their
distribution, sparse or heavy-tailed, the test is valid; scores that lean on the normal distribution are not (on noise
of mean 0.05 a cell they found a false hotspot in every one of 200 maps), so `gi_scores` is for colours only.

RULE 1: a place is found in one period and tested in another (`confirm`); never both with the same rows.
Many tests at once: adjust the p-values, see `geodata.analysis.multiple`. With a population at risk:
`geodata.analysis.scan`. Sources: Getis & Ord (1992), doi:10.1111/j.1538-4632.1992.tb00261.x, and Ord & Getis (1995),
doi:10.1111/j.1538-4632.1995.tb00912.x, for Gi and Gi*; Pagano & Tritchler (1983), doi:10.1080/01621459.1983.10477990,
for exact permutation distributions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.large_sums import tail_by_moments, tail_by_saddlepoint
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

SMALLEST_P = 1e-12
"""Exact p-values are exact to this, absolutely: they are what is left of 1. Smaller ones are given as this."""

_MOST_DRAWN = 500


@dataclass(frozen=True, slots=True, eq=False)
class Confirmation:
    """What the later period says of places that were found in the earlier one; one entry per place.

    cells: how many the place has, int64. counts: rows there in the later period, int64. expected: what as many cells
    drawn at random hold on average. p: P(S >= count), S the sum of so many cells drawn without replacement. exact:
    False where the sums were too large to count all draws, and p is the saddlepoint approximation.
    """

    cells: NDArray[np.int64]
    counts: NDArray[np.int64]
    expected: NDArray[np.float64]
    p: NDArray[np.float64]
    exact: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class GiProbabilities:
    """upper: P(S >= s), lower: P(S <= s), one-sided each; exact: False where three moments stood in for counting."""

    upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    exact: NDArray[np.bool_]


def confirm(later: ArrayLike, places: ArrayLike, *, inside: ArrayLike | None = None, work: float = 1e6) -> Confirmation:
    """Test places found in an earlier period by the counts of a later one.

    later: count per cell, whole numbers >= 0, any shape. places: number of the place that each cell belongs to, same
    shape, 0 = none, 1, 2, ... the places. inside: cells where a row can lie at all (the municipality); others take no
    part, and a map without it counts forest and sea as places where nothing happened. work: additions up to which a
    test is exact (1e6: 10 ms for forty places).
    Raises: InvalidRecord.
    """
    count, place = _whole(later, "later").ravel(), _whole(places, "places").ravel()
    if count.shape != place.shape:
        raise InvalidRecord(f"{place.size} cells in places, {count.size} in later: use one grid for both periods")
    number = int(place.max(initial=0))
    if inside is not None:
        within = np.asarray(inside, np.bool_).ravel()
        if within.shape != count.shape:
            raise InvalidRecord(f"inside has {within.size} cells, later {count.size}: use one grid")
        count, place = count[within], place[within]
    cells = np.bincount(place, minlength=number + 1)[1:]
    counts = np.bincount(place, count, number + 1)[1:].astype(np.int64)
    if (cells == 0).any():
        raise InvalidRecord(
            f"place {int(np.argmin(cells)) + 1} has no cell inside; number the places 1, 2, ... and leave none out"
        )
    p, exact = sum_p(count, drawn=cells, sums=counts, work=work)
    mean = count.mean() if count.size else 0.0
    return Confirmation(cells, counts, cells * mean, p, exact)


def sum_p(
    counts: ArrayLike, *, drawn: ArrayLike, sums: ArrayLike, work: float = 1e6
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """P(S >= s) for the sum S of some counts drawn without replacement, and whether it is exact.

    counts: whole numbers >= 0, one per cell. drawn, sums: one per question: how many are drawn, and s. Exact: number of
    subsets of each size with each sum, by dynamic programming; positive counts only, the zeros enter in closed form.
    Raises: InvalidRecord.
    """
    x, a, s = _whole(counts, "counts").ravel(), _whole(drawn, "drawn").ravel(), _whole(sums, "sums").ravel()
    if a.shape != s.shape:
        raise InvalidRecord(f"{a.size} numbers drawn for {s.size} sums: give one of each per question")
    if a.size == 0:
        return np.empty(0), np.empty(0, np.bool_)
    if int(a.min()) < 1 or int(a.max()) > x.size:
        raise InvalidRecord(f"draws of {a.min()} to {a.max()} cells from {x.size}: draw at least 1 and at most all")
    values, times = _distinct(x)
    most = np.concatenate([[0], np.cumsum(np.repeat(values[::-1], times[::-1]))])[a]
    if (s > most).any():
        at = int(np.argmax(s > most))
        raise InvalidRecord(f"no {a[at]} of the counts add up to {s[at]}: give sums from the same counts")
    positive = values > 0
    steps = np.minimum(times[positive], np.minimum(a, s)[:, None]).astype(np.float64)
    steps = np.minimum(steps, s[:, None] // values[positive]).sum(axis=1)
    exact = (steps * (np.minimum(a, s) + 1.0) * (s + 1.0) <= work) & (a <= _MOST_DRAWN)
    p = np.ones(a.size)
    if exact.any():
        p[exact] = _counted(values, times, a[exact], s[exact])
    if not exact.all():
        p[~exact] = np.clip(tail_by_saddlepoint(values, times, a[~exact], s[~exact]), SMALLEST_P, 1.0)
    return p, exact


def box_sums(
    values: ArrayLike, *, reach: int = 1, inside: ArrayLike | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sum over the neighbours of every cell of a grid, and their number; the cell itself is not among them.

    values: whole numbers, shape (ny, nx). reach: 1 = the 8 cells around, 2 = 24, ... inside: cells that exist; outside
    both answers are 0. Returns int64 of shape (ny, nx) each. Costs the same for every reach.
    Raises: InvalidRecord.
    """
    x = np.asarray(values)
    if x.ndim != 2 or x.dtype.kind not in "iub":
        raise InvalidRecord(f"values of shape {x.shape} and type {x.dtype}: give a grid of whole numbers")
    if reach < 1:
        raise InvalidRecord(f"reach={reach}: at least 1 cell")
    x = x.astype(np.int64, copy=False)
    if inside is None:
        high, wide = (_within(length, reach) for length in x.shape)
        number = np.multiply.outer(high[1] - high[0], wide[1] - wide[0])
        number -= 1
        return _box(x, reach) - x, number
    exists = np.asarray(inside, np.bool_).astype(np.int64)
    if exists.shape != x.shape:
        raise InvalidRecord(f"inside has shape {exists.shape}, values {x.shape}: use one grid")
    x = x * exists
    return (_box(x, reach) - x) * exists, (_box(exists, reach) - exists) * exists


def gi_scores(values: ArrayLike, sums: ArrayLike, neighbours: ArrayLike, *, star: bool) -> NDArray[np.float64]:
    """The z-scores of Gi (star=False) or Gi* (star=True) with binary weights. For colours, not for decisions.

    values: x. sums: of x over the neighbours without the cell itself. neighbours: their number. NaN where all values
    are equal (star=False: all others), or no neighbour or no other cell is left. Source: Ord & Getis (1995), equations
    5 and 14.
    """
    x, s, k = (np.asarray(column, np.float64) for column in (values, sums, neighbours))
    n = float(x.size)
    # About the mean: squares of large values would swallow the differences.
    shift = x.mean() if x.size else 0.0
    x, s = x - shift, s - k * shift
    square = float((x * x).sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        if star:
            z = (s + x) / np.sqrt(square / n * (n * (k + 1) - (k + 1) ** 2) / (n - 1))
        else:
            mean = -x / (n - 1)
            variance = (square - x * x) / (n - 1) - mean * mean
            # Where all others are equal nothing varies; what is left of the subtraction is rounding.
            variance = np.where(variance > 1e-12 * square / n, variance, np.nan)
            z = (s - k * mean) / np.sqrt(variance * ((n - 1) * k - k * k) / (n - 2))
    return np.where(np.isfinite(z), z, np.nan)


def gi_p(
    counts: ArrayLike, sums: ArrayLike, neighbours: ArrayLike, *, star: bool = False, largest_sum: int = 4096
) -> GiProbabilities:
    """Exact p-values of Gi and Gi* when the counts are dealt out to the cells at random.

    counts: whole numbers >= 0, x, any shape. sums, neighbours: as from `box_sums`, same shape. star=False: the cell's
    own count stays, its k neighbours are drawn from the n - 1 others: P = sum_{u >= s} W-i_k(u) / C(n-1, k), with
    W_j(s) the number of j-subsets of sum s and W-i_j(s) = W_j(s) - W-i_{j-1}(s - x_i). (Given x_i, Gi and Gi* order
    all arrangements alike: this is also what peers report as conditional p of Gi*.) star=True: the cell is drawn as
    well, k + 1 from all n. Where a sum exceeds largest_sum: Pearson type III with the three exact moments. A cell
    without neighbours has p = 1 unless star.
    Raises: InvalidRecord.
    """
    grid = _whole(counts, "counts")
    x, s, k = grid.ravel(), _whole(sums, "sums").ravel(), _whole(neighbours, "neighbours").ravel()
    if not x.size == s.size == k.size:
        raise InvalidRecord(f"{x.size} counts, {s.size} sums, {k.size} numbers of neighbours: give one of each a cell")
    if x.size < 2 or int(k.max()) > x.size - 1:
        raise InvalidRecord(f"{x.size} cells cannot have {int(k.max(initial=0))} neighbours each: use smaller reach")
    if star:
        s, k = s + x, k + 1
    if int(k.max()) > _MOST_DRAWN:
        raise InvalidRecord(f"{int(k.max())} cells in one window: use a reach with at most {_MOST_DRAWN}")
    exact = s <= largest_sum
    upper, lower = np.ones(x.size), np.ones(x.size)
    if exact.any():
        rows = np.flatnonzero(exact)
        upper[rows], lower[rows] = _neighbourhoods(x, s[rows], k[rows], None if star else rows)
    far = np.flatnonzero(~exact)
    if far.size:
        upper[far] = tail_by_moments(x, s[far] - 0.5, k[far], None if star else x[far])
        lower[far] = 1 - tail_by_moments(x, s[far] + 0.5, k[far], None if star else x[far])
    limited = [np.clip(tail, SMALLEST_P, 1.0).reshape(grid.shape) for tail in (upper, lower)]
    return GiProbabilities(limited[0], limited[1], exact.reshape(grid.shape))


def _whole(column: ArrayLike, name: str) -> NDArray[np.int64]:
    array = np.asarray(column)
    if array.size == 0:
        return array.astype(np.int64)
    if array.dtype.kind not in "iub":
        raise InvalidRecord(f"{name} must be whole numbers, not {array.dtype}; missing cells belong outside the grid")
    if int(array.min()) < 0:
        raise InvalidRecord(f"{name} holds {int(array.min())}: no number here may be negative; count rows")
    return array.astype(np.int64)


def _distinct(x: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different counts, rising, and how often each comes. Small numbers are counted, not sorted."""
    if int(x.max()) > 4 * x.size:
        return np.unique(x, return_counts=True)
    times = np.bincount(x)
    values = np.flatnonzero(times)
    return values, times[values]


def _box(x: NDArray[np.int64], reach: int) -> NDArray[np.int64]:
    ny, nx = x.shape
    table = np.zeros((ny + 1, nx + 1), np.int64)
    np.cumsum(np.cumsum(x, axis=0), axis=1, out=table[1:, 1:])
    (low_y, high_y), (low_x, high_x) = _within(ny, reach), _within(nx, reach)
    rows = table.take(high_y, axis=0) - table.take(low_y, axis=0)
    return np.asarray(rows.take(high_x, axis=1) - rows.take(low_x, axis=1), np.int64)


def _within(length: int, reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First cell and the one after the last that are within reach, for every cell along an axis."""
    at = np.arange(length)
    return np.maximum(at - reach, 0), np.minimum(at + reach + 1, length)


def _choices(n: int, most: int, scale: float) -> NDArray[np.float64]:
    """Logarithm of C(n, j) scale^j for j = 0..most, summed from ratios: the gamma function would cost six digits."""
    j = np.arange(most)
    with np.errstate(divide="ignore"):
        steps = np.log(np.maximum(n - j, 0) / (j + 1) * scale)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _subset_sums(
    values: NDArray[np.int64], times: NDArray[np.int64], most: int, largest: int, scale: float
) -> NDArray[np.float64]:
    """W[j, s] scale^j: number of j-subsets with sum s, j <= most, s <= largest. All additions of positive numbers."""
    table = np.zeros((most + 1, largest + 1))
    zero = int(times[values == 0].sum())
    table[:, 0] = np.exp(_choices(zero, most, scale))
    end = 0
    for value, number in zip(values.tolist(), times.tolist(), strict=True):
        if value == 0 or value > largest:
            continue
        reach = min(most, number, largest // value)
        ways = np.exp(_choices(number, reach, scale))
        if zero == 0 and end == 0:
            # nothing is there to be added to
            each = np.arange(reach + 1)
            table[each, each * value] = ways
            end = reach * value
            continue
        before = table[:, : end + 1].copy()
        for taken in range(1, reach + 1):
            first = taken * value
            width = min(end + 1, largest + 1 - first)
            table[taken:, first : first + width] += ways[taken] * before[: most + 1 - taken, :width]
        end = min(largest, end + reach * value)
    return table


def _counted(
    values: NDArray[np.int64], times: NDArray[np.int64], a: NDArray[np.int64], s: NDArray[np.int64]
) -> NDArray[np.float64]:
    n, zero = int(times.sum()), int(times[values == 0].sum())
    drawn, positive = int(a.max()), values > 0
    scale = drawn / n
    most = int(np.minimum(a, s).max())
    table = _subset_sums(values[positive], times[positive], most, max(int(s.max()) - 1, 0), scale)
    below = np.concatenate([np.zeros((most + 1, 1)), np.cumsum(table, axis=1)], axis=1)
    of_zero, of_all = _choices(zero, drawn, scale), _choices(n, drawn, scale)
    p = np.empty(a.size)
    for at, (number, total) in enumerate(zip(a.tolist(), s.tolist(), strict=True)):
        j = np.arange(min(number, most) + 1)
        p[at] = 1 - float(below[j, total] @ np.exp(of_zero[number - j] - of_all[number]))
    return np.clip(p, SMALLEST_P, 1.0)


def _neighbourhoods(
    x: NDArray[np.int64], s: NDArray[np.int64], k: NDArray[np.int64], own: NDArray[np.int64] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """P(S >= s) and P(S <= s) for sums of k from x, without the cell x[own] unless own is None."""
    values, kind, times = np.unique(x, return_inverse=True, return_counts=True)
    most, largest = int(k.max()), int(s.max())
    n = x.size if own is None else x.size - 1
    scale = max(most, 1) / x.size
    table = _subset_sums(values, times, most, largest, scale)
    totals = np.exp(_choices(n, most, scale))
    upper, lower = np.ones(s.size), np.ones(s.size)
    key = k if own is None else kind[own] * (most + 1) + k
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    widths = np.maximum.reduceat(s[order], starts) + 1
    present, without = (-1, 0), table
    for start, end, width in zip(starts.tolist(), [*starts[1:].tolist(), key.size], widths.tolist(), strict=True):
        which, drawn = divmod(int(key[start]), most + 1)
        if own is not None and (which != present[0] or width > present[1]):
            present, without = (which, width), _without(table[:, :width], int(values[which]), scale)
        at = order[start:end]
        below = np.concatenate([[0.0], np.cumsum(without[drawn, :width]) / totals[drawn]])
        upper[at] = 1 - below[s[at]]
        lower[at] = below[s[at] + 1]
    return upper, lower


def _without(table: NDArray[np.float64], value: int, scale: float) -> NDArray[np.float64]:
    """The same table after one element of that value has been taken away."""
    less, width = table.copy(), table.shape[1]
    if value < width:
        for j in range(1, len(less)):
            less[j, value:] -= scale * less[j - 1, : width - value]
            np.maximum(less[j], 0, out=less[j])
    return less
