"""Many tests at once: which of them stand when the false ones among them are to be few.

Source: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.checks import Numbers, numbers_or_nan, share
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray


def benjamini_hochberg(p: Numbers) -> NDArray[np.float64]:
    """Adjusted p: the least false discovery rate at which each test stands; in the order given.

    p: one per test that was made, those that looked hopeless too, shape (n,). The rate holds for independent tests and
    for those that hang together positively, as neighbours do.
    Adjusted p of rank i is min over j >= i of n p_(j) / j, at most 1. Raises: InvalidRecord for p outside [0, 1].
    """
    values = numbers_or_nan(p, "p")
    if values.ndim != 1:
        raise InvalidRecord(f"p has {values.ndim} dimensions: give one column, of all tests that were made")
    # Written so that NaN is refused too.
    if not ((values >= 0) & (values <= 1)).all():
        raise InvalidRecord("a p value is missing or outside 0-1; leave tests out that could not be made")
    count = len(values)
    falling = np.argsort(values)[::-1]
    scaled = values[falling] * count / np.arange(count, 0, -1)
    adjusted = np.empty(count)
    adjusted[falling] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return adjusted


def stands(p: Numbers, *, rate: float = 0.05) -> NDArray[np.bool_]:
    """Which tests stand when at most `rate` of those that stand are to be false."""
    share(rate, "rate")
    return benjamini_hochberg(p) <= rate
