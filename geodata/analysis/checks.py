"""What every method asks of counts before it believes them: whole, not negative, none missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.errors import InvalidRecord

Numbers: TypeAlias = ArrayLike | Sequence[float | None]
"""A column of numbers; None or NaN where one is missing."""


def whole_counts(values: Numbers, name: str) -> NDArray[np.int64]:
    """The values as int64, any shape. None and NaN are missing, and missing is not zero.

    name: of the values, for the message. Raises: InvalidRecord for missing, negative or fractional counts.
    """
    numbers = numbers_or_nan(values, name)
    if np.isnan(numbers).any():
        raise InvalidRecord(f"{name}: a count is missing; leave the period out, or count it (missing is not zero)")
    if (numbers < 0).any():
        raise InvalidRecord(f"{name}: a count is negative ({numbers.min():g}); count rows")
    if not np.isfinite(numbers).all() or (numbers != np.rint(numbers)).any():
        raise InvalidRecord(f"{name}: a count is not a whole number; count rows, and give weights apart from them")
    return numbers.astype(np.int64)


def whole_count(value: float, name: str) -> int:
    """One count: see `whole_counts`."""
    return int(whole_counts(value, name))


def numbers_or_nan(values: Numbers, name: str) -> NDArray[np.float64]:
    """The values as float64, None as NaN. Raises: InvalidRecord for what is no number."""
    try:
        return np.asarray(values, np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidRecord(f"{name}: holds something that is no number; give numbers, None where missing") from error


def share(value: float, name: str) -> float:
    """A level, a power or a margin. Raises: InvalidRecord unless 0 < value < 1."""
    if not 0 < value < 1:
        raise InvalidRecord(f"{name}={value}: choose more than 0 and less than 1")
    return float(value)


def positive(value: float, name: str) -> float:
    """A length, an exposure or a dispersion. Raises: InvalidRecord unless finite and more than 0."""
    if not 0 < value < float("inf"):
        raise InvalidRecord(f"{name}={value}: must be more than 0")
    return float(value)
