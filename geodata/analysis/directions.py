"""One word for each of many places: is it new, growing, there all the time, fading, gone.

The words are labels on top of figures. Growing and fading have to be more than chance, with the season taken out where
the months allow it and adjusted for the number of places looked at: of forty places where nothing changes, two would
else be called growing or fading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.trends import Slope, Trend, TrendWord, slopes, trend

if TYPE_CHECKING:
    from numpy.typing import NDArray

FALSE_RATE = 0.05


@dataclass(frozen=True, slots=True)
class Direction:
    """A word and what it rests on.

    thirds: the last third of the months beside those before. slope: the yearly factor with its interval, None where
    months or rows are too few for it. adjusted_p: of the change, two-sided, over all places.
    """

    word: TrendWord
    thirds: Trend
    slope: Slope | None
    adjusted_p: float


def directions(monthly: NDArray[np.int64], *, first_month: date, today: date) -> tuple[Direction | None, ...]:
    """The direction of each place; None where there are fewer than three whole months or no rows.

    monthly: one row per place, one column per calendar month from first_month on, shape (places, months).
    RULE 1: nothing in the last third of the months: gone. RULE 2: nothing before it: new. RULE 3: growing or fading
    where the slope (without slope: the division between last third and before) stands after Benjamini and Hochberg at
    5 % over all places. Otherwise persistent. Raises: InvalidRecord for counts missing or negative.
    """
    thirds = [trend(counts, first_month=first_month, today=today) for counts in monthly]
    lines = slopes(monthly, first_month=first_month, today=today)
    p = [_p(third, line) for third, line in zip(thirds, lines, strict=True) if third is not None]
    adjusted = iter(benjamini_hochberg(p).tolist())
    return tuple(
        None if third is None else _direction(third, line, next(adjusted))
        for third, line in zip(thirds, lines, strict=True)
    )


def _p(third: Trend, line: Slope | None) -> float:
    return line.p if line is not None else min(1.0, 2 * third.p)


def _direction(third: Trend, line: Slope | None, adjusted_p: float) -> Direction:
    word = third.word
    if word not in {TrendWord.NEW, TrendWord.GONE}:
        word = TrendWord.PERSISTENT
        if adjusted_p <= FALSE_RATE:
            up = (
                line.yearly > 1 if line is not None else third.recent * third.months > _all(third) * third.recent_months
            )
            word = TrendWord.GROWING if up else TrendWord.FADING
    return Direction(word, third, line, adjusted_p)


def _all(third: Trend) -> int:
    return third.recent + third.before
