"""Sums of counts drawn without replacement, where there are too many draws to count them all.

Beside the exact answers the saddlepoint is within 3 % far into the tail for negative binomial counts; where single
counts outweigh all others together it may be a quarter too small. The moments are faster and good for colours.
Sources: Skovgaard (1987), doi:10.2307/3214215, for the double saddlepoint; Cramer (1946), 19.4, for Pearson type III.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, gammainc, gammaincc, gammaln, ndtr

if TYPE_CHECKING:
    from numpy.typing import NDArray


def tail_by_moments(
    x: NDArray[np.int64], at: NDArray[np.floating], k: NDArray[np.int64], taken: NDArray[np.int64] | None
) -> NDArray[np.float64]:
    """P(S > at), S the sum of k counts drawn from x, from its mean, variance and skewness (Pearson type III).

    taken: per question a count that is not there to be drawn, None where all are. Give `at` half a step below s for
    P(S >= s). One entry per question in at, k and taken.
    """
    centre = x.mean()
    y = x - centre
    one = 0.0 if taken is None else taken - centre
    n = x.size - (taken is not None)
    square = y * y
    first, second, third = y.sum() - one, square.sum() - one * one, (square * y).sum() - one * one * one
    mean = first / n
    spread = second / n - mean**2
    lean = third / n - 3 * mean * second / n + 2 * mean**3
    variance = k * spread * (n - k) / max(n - 1, 1)
    moment3 = k * lean * (n - k) * (n - 2 * k) / max((n - 1) * (n - 2), 1)
    distance = at - k * (centre + mean)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = distance / np.sqrt(variance)
        skew = moment3 / variance**1.5
        root = 2 / np.abs(skew)
        tail = np.where(
            skew > 0,
            gammaincc(root**2, np.maximum(root**2 + z * root, 0)),
            gammainc(root**2, np.maximum(root**2 - z * root, 0)),
        )
    tail = np.where(np.abs(skew) > 1e-4, tail, ndtr(-z))
    return np.asarray(np.where(variance > 0, tail, distance < 0), np.float64)


def tail_by_saddlepoint(
    values: NDArray[np.int64], times: NDArray[np.int64], a: NDArray[np.int64], s: NDArray[np.int64]
) -> NDArray[np.float64]:
    """P(S >= s), S the sum of a counts drawn: double saddlepoint, lattice form.

    values, times: the different counts, rising, and how often each comes. a, s: one per question, s a sum that can be.
    Counts of s and more settle the matter alone: P = 1 - h + h P', h the probability that none of them is drawn, P'
    the answer for the others. Without this a single large count would carry mean and spread with it.
    """
    n = int(times.sum())
    others = times * (values < s[:, None])
    left = others.sum(axis=1)
    none = np.zeros(a.size)
    may = left >= a
    kept, k = left[may], a[may]
    none[may] = np.exp(gammaln(kept + 1) - gammaln(kept - k + 1) - gammaln(n + 1) + gammaln(n - k + 1))
    most = np.array([_largest(values, m, k) for m, k in zip(others, a.tolist(), strict=True)])
    least = np.array([-_largest(-values[::-1], m[::-1], k) for m, k in zip(others, a.tolist(), strict=True)])
    rest = np.where(least >= s, 1.0, 0.0)
    unsettled = np.flatnonzero((left > a) & (least < s) & (most >= s))
    if unsettled.size:
        rest[unsettled] = _tail(
            values, others[unsettled].astype(np.float64), a[unsettled].astype(np.float64), s[unsettled]
        )
    return np.asarray(np.clip(1 - none + none * rest, 0, 1), np.float64)


def _largest(values: NDArray[np.int64], times: NDArray[np.int64], drawn: int) -> int:
    """The largest sum of so many counts."""
    above = np.cumsum(times[::-1]) - times[::-1]
    return int((values[::-1] * np.clip(drawn - above, 0, times[::-1])).sum())


def _tail(
    values: NDArray[np.int64], m: NDArray[np.float64], a: NDArray[np.float64], s: NDArray[np.int64]
) -> NDArray[np.float64]:
    n = m.sum(axis=1)
    mean = m @ values / n
    sd = np.sqrt((m * (values - mean[:, None]) ** 2).sum(axis=1) / n)
    y = (s - 0.5 - a * mean) / sd
    # At the mean itself the formula is 0 / 0: a little below it p is a little larger, near one half anyway.
    near = 0.05 * np.sqrt(a * (n - a) / n)
    y = np.where(np.abs(y) < near, -near, y)
    (w, t), r = _saddlepoint((values - mean[:, None]) / sd[:, None], m, a, y)
    w = np.copysign(w, t)
    # the lattice has steps of 1 / sd in the scale of y
    r *= 2 * sd * np.sinh(t / (2 * sd))
    with np.errstate(divide="ignore", invalid="ignore"):
        tail = ndtr(-w) + np.exp(-0.5 * w * w) / np.sqrt(2 * np.pi) * (1 / r - 1 / w)
    # where the saddle lies beyond all numbers nothing is claimed
    return np.where(np.isfinite(tail), np.clip(tail, 0, 1), 1.0)


def _saddlepoint(
    x: NDArray[np.float64], m: NDArray[np.float64], a: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minimise K(u, t) - a u - y t; returns ((w, t), square root of the ratio of the determinants)."""
    n = m.sum(axis=1)
    base = np.log(a / (n - a))
    at = np.zeros((2, a.size))

    def height(point: NDArray[np.float64]) -> NDArray[np.float64]:
        eta = (base + point[0])[:, None] + point[1][:, None] * x
        rise = (m * (np.logaddexp(0, eta) - np.logaddexp(0, base)[:, None])).sum(axis=1)
        return np.asarray(rise - a * point[0] - y * point[1], np.float64)

    def second(point: NDArray[np.float64]) -> tuple[NDArray[np.float64], list[NDArray[np.float64]]]:
        share = expit((base + point[0])[:, None] + point[1][:, None] * x)
        curve = m * share * (1 - share)
        return share, [curve.sum(axis=1), (curve * x).sum(axis=1), (curve * x * x).sum(axis=1)]

    value = height(at)
    for _ in range(60):
        share, (uu, ut, tt) = second(at)
        du, dt = (m * share).sum(axis=1) - a, (m * share * x).sum(axis=1) - y
        step = np.stack([tt * du - ut * dt, uu * dt - ut * du]) / np.maximum(uu * tt - ut * ut, 1e-300)
        length = np.ones(a.size)
        lower = height(at - step)
        for _ in range(30):
            worse = ~(lower <= value + 1e-12 * np.abs(value))
            if not worse.any():
                break
            length[worse] /= 2
            lower = height(at - length * step)
        at, value = at - length * step, lower
        if (np.abs(step * length) < 1e-9).all():
            break
    _, (uu, ut, tt) = second(at)
    q = a / n
    root = np.sqrt(np.maximum(uu * tt - ut * ut, 0) / (n * q * (1 - q)))
    return np.stack([np.sqrt(np.maximum(-2 * value, 0)), at[1]]), root
