"""Counts whose logarithm is a straight line in what explains them, and how much more they scatter than chance.

Source: McCullagh & Nelder (1989), Generalized Linear Models, sections 2.5 (fitting) and 6.2 (dispersion).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import xlogy

from geodata.analysis.checks import Numbers, whole_counts
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ITERATIONS = 50
_VANISHED = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A quasi-Poisson fit.

    coefficients: shape (k,). errors: their standard errors as of Poisson counts, shape (k,). dispersion: Pearson's
    chi-square by its degrees of freedom, not floored. degrees: n - k.
    """

    coefficients: NDArray[np.float64]
    errors: NDArray[np.float64]
    dispersion: float
    degrees: int

    @property
    def scale(self) -> float:
        """Factor of the standard errors; never below 1, as few counts that lie even by luck prove nothing."""
        return sqrt(max(1.0, self.dispersion))


def fit(design: NDArray[np.float64], counts: Numbers) -> Fit:
    """Fit by iteratively reweighted least squares.

    design: shape (n, k), n > k, of full rank, with its column of ones. counts: n whole numbers.
    Raises: InvalidRecord for fewer counts than needed, a column that follows from the others, or counts so placed that
    a coefficient runs away (all at one end).
    """
    observed = whole_counts(counts, "counts").astype(np.float64)
    rows, columns = design.shape
    if observed.shape != (rows,):
        raise InvalidRecord(f"{observed.size} counts for {rows} rows of what explains them: give as many of both")
    if rows <= columns:
        raise InvalidRecord(f"{rows} counts for {columns} coefficients: take a longer period")
    if np.linalg.matrix_rank(design) < columns:
        raise InvalidRecord("one column of what explains the counts follows from the others: leave it out")
    if not observed.any():
        raise InvalidRecord("all counts are 0: take a longer period or a larger area")
    mean = observed + 0.1
    line = np.log(mean)
    before = np.inf
    coefficients = np.zeros(columns)
    for _ in range(_ITERATIONS):
        root = np.sqrt(mean)
        working = line + (observed - mean) / mean
        coefficients = np.asarray(np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0], np.float64)
        line = np.clip(design @ coefficients, -50, 50)
        mean = np.exp(line)
        deviance = float(2 * (xlogy(observed, observed) - observed * line - observed + mean).sum())
        if abs(deviance - before) <= 1e-13 * (abs(deviance) + 0.1):
            break
        before = deviance
    if mean.min() < _VANISHED:
        raise InvalidRecord("the counts lie so much at one end that no slope can be told: take a longer period")
    covariance = np.linalg.inv((design * mean[:, None]).T @ design)
    degrees = rows - columns
    dispersion = float(((observed - mean) ** 2 / mean).sum() / degrees)
    return Fit(coefficients, np.sqrt(np.diag(covariance)), dispersion, degrees)
