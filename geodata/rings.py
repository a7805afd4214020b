"""Which points lie within a ring that somebody drew on the map: to the last point what the browser finds.

RULE 1: the same sums in the same order as assets/src/map/geometry.ts, in double precision.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_CELLS = 128
_CHUNK = 1 << 17
_OUTSIDE, _INSIDE, _CROSSED = (np.uint8(kind) for kind in range(3))


def in_ring(
    lon: NDArray[np.floating], lat: NDArray[np.floating], ring: Sequence[tuple[float, float]]
) -> NDArray[np.bool_]:
    """Whether each point lies within the ring, which closes by itself. False for NaN.

    lon, lat: shape (n,), degrees; taken in single precision, as they reach the browser.  What a ring that crosses
    itself goes round twice is outside.  Only points in cells that the ring runs through are looked at one by one: ten
    million take a quarter of a second.
    """
    corners = np.asarray(ring, np.float64)
    low, high = corners.min(axis=0), corners.max(axis=0)
    side = np.maximum(high - low, 1e-12) / _CELLS
    kinds = _kinds(corners, low, side)
    found = np.zeros(len(lon), np.bool_)
    (west, south), (wide, tall) = low, side
    for start in range(0, len(lon), _CHUNK):
        piece = slice(start, start + _CHUNK)
        x, y = (np.asarray(axis[piece], np.float32).astype(np.float64) for axis in (lon, lat))
        kind = kinds[_cell((y - south) / tall), _cell((x - west) / wide)]
        inside = kind == _INSIDE
        single = np.flatnonzero(kind == _CROSSED)
        inside[single] = _odd(x[single], y[single], corners)
        found[piece] = inside
    return found


def _cell(at: NDArray[np.float64]) -> NDArray[np.intp]:
    """Which line or column of cells; the first and the last are those beyond the ring, and NaN is in the first."""
    return (np.fmin(np.fmax(at, -1), _CELLS) + 1).astype(np.intp)


def _kinds(corners: NDArray[np.float64], low: NDArray[np.float64], side: NDArray[np.float64]) -> NDArray[np.uint8]:
    """What is known of the points in a cell; shape (lines, columns), with one cell beyond the ring on each side."""
    middles_x, middles_y = ((np.arange(_CELLS) + 0.5) * length + first for first, length in zip(low, side, strict=True))
    inside = _odd(np.tile(middles_x, _CELLS), np.repeat(middles_y, _CELLS), corners).reshape(_CELLS, _CELLS)
    kinds = np.pad(np.where(inside, _INSIDE, _OUTSIDE), 1)
    kinds[_met((corners - low) / side + 1)] = _CROSSED
    return kinds


def _odd(x: NDArray[np.float64], y: NDArray[np.float64], corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    odd: NDArray[np.bool_] = np.zeros(len(x), np.bool_)
    for (ax, ay), (bx, by) in zip(corners.tolist(), np.roll(corners, 1, axis=0).tolist(), strict=True):
        if ay != by:
            odd ^= ((ay > y) != (by > y)) & (x < ax + ((bx - ax) * (y - ay)) / (by - ay))
    return odd


def _met(corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Cells that an edge meets, and their neighbours, which rounding may take for them. corners: in cells."""
    cells = _CELLS + 2
    met: NDArray[np.bool_] = np.zeros((cells, cells), np.bool_)
    for (ax, ay), (bx, by) in zip(corners.tolist(), np.roll(corners, 1, axis=0).tolist(), strict=True):
        low, high = sorted((ay, by))
        for line in range(max(0, int(low) - 1), min(cells, int(high) + 2)):
            # where the edge is while it passes this line of cells and its neighbours
            ends = [ax, bx]
            if high > low:
                share = [(min(max(at, low), high) - ay) / (by - ay) for at in (line - 1, line + 2)]
                ends = [ax + (bx - ax) * part for part in share]
            first, last = int(min(ends)) - 1, int(max(ends)) + 1
            met[line, max(0, first) : min(cells, last + 1)] = True
    return met
