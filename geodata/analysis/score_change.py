"""How far marks on a short scale moved, with an interval that holds for a handful of people.

Marks of 0 to 3 from five people follow no normal law. The interval is that of the permutation test turned round: the
shifts which the test does not reject. A shift is rejected by how many exchanges of equally many marks between the two
groups would go as far, which comes down to the means of those exchanges in order of size; no model is fitted.
Sources: Tritchler (1984), doi:10.1080/01621459.1984.10477085 (two groups); Hartigan (1969),
doi:10.1080/01621459.1969.10501057 (one group: means of subsets are typical values).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, floor, isfinite

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.checks import share
from geodata.errors import InvalidRecord

MOST_EXCHANGES = 50_000
"""Up to this many all are looked at; beyond, `DRAWN` of them, drawn by a fixed seed."""
DRAWN = 9_999


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the mean moved, in steps of the scale.

    low, high: interval at `level`; None where so few marks allow none at all. n_before, n_after: marks; for pairs both
    are the number of pairs. is_exact: every exchange was looked at.
    """

    change: float
    low: float | None
    high: float | None
    level: float
    n_before: int
    n_after: int
    is_exact: bool


def mean_shift(before: Sequence[float], after: Sequence[float], *, level: float = 0.95, seed: int = 0) -> Shift:
    """The change of the mean between two groups of marks that other people may have given.

    Raises: InvalidRecord for a group without marks, or marks that are no numbers.
    """
    share(level, "level")
    x, y = _marks(before, "before"), _marks(after, "after")
    n, m = len(x), len(y)
    every = comb(n + m, m)
    exact = every <= MOST_EXCHANGES
    after_now = _every_choice(n + m, m) if exact else _drawn_choices(n + m, m, seed)
    given, kept = after_now[:, :n], after_now[:, n:]
    exchanged = given.sum(axis=1)
    moved = exchanged > 0
    means = ((~kept[moved]) @ y - given[moved] @ x) / exchanged[moved]
    count = every if exact else DRAWN + 1
    low, high = _limits(means, count, level)
    return Shift(float(y.mean() - x.mean()), low, high, level, n, m, exact)


def paired_shift(changes: Sequence[float], *, level: float = 0.95, seed: int = 0) -> Shift:
    """The mean of changes, one a pair, when a change might as well have gone the other way.

    Raises: InvalidRecord for no pairs, or changes that are no numbers.
    """
    share(level, "level")
    d = _marks(changes, "changes")
    n = len(d)
    exact = 2**n <= MOST_EXCHANGES
    if exact:
        chosen = (np.arange(1, 2**n)[:, None] >> np.arange(n)) & 1 == 1
    else:
        chosen = np.random.default_rng(seed).random((DRAWN, n)) < 0.5
        chosen = chosen[chosen.any(axis=1)]
    means = (chosen @ d) / chosen.sum(axis=1)
    low, high = _limits(means, 2**n if exact else DRAWN + 1, level)
    return Shift(float(d.mean()), low, high, level, n, n, exact)


def _marks(values: Sequence[float], what: str) -> NDArray[np.float64]:
    if not values:
        raise InvalidRecord(f"{what} holds no marks: there is nothing to compare")
    if not all(isfinite(value) for value in values):
        raise InvalidRecord(f"{what} holds a mark that is no number; correct the scores")
    return np.asarray(values, np.float64)


def _every_choice(size: int, chosen: int) -> NDArray[np.bool_]:
    """All ways to choose so many of so many, one a row."""
    picked = np.fromiter((i for one in combinations(range(size), chosen) for i in one), np.int64)
    rows = np.zeros((comb(size, chosen), size), np.bool_)
    rows[np.repeat(np.arange(len(rows)), chosen), picked] = True
    return rows


def _drawn_choices(size: int, chosen: int, seed: int) -> NDArray[np.bool_]:
    order = np.random.default_rng(seed).random((DRAWN, size)).argsort(axis=1)
    return order < chosen


def _limits(means: NDArray[np.float64], count: int, level: float) -> tuple[float | None, float | None]:
    """The outermost means that the test lets stand. count: exchanges in all, the one that was found among them."""
    # a hair above, so that 0.025 * 40 is 1 however it is computed
    rank = floor((1 - level) / 2 * count * (1 + 1e-12) + 1e-9)
    if rank < 1:
        return None, None
    ordered = np.sort(means)
    return float(ordered[rank - 1]), float(ordered[-rank])
