"""Which points lie within a ring that somebody drew on the map: to the last point what the browser finds.

RULE 1: the same sums in the same order as assets/src/map/geometry.ts, in double precision.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_FEW = 4096
_CELLS = 128


def in_ring(
    lon: NDArray[np.floating], lat: NDArray[np.floating], ring: Sequence[tuple[float, float]]
) -> NDArray[np.bool_]:
    """Whether each point lies within the ring, which closes by itself. False for NaN.

    lon, lat: shape (n,), degrees.  What a ring that crosses itself goes round twice is outside.  Of many points only
    those in cells that the ring runs through are looked at one by one; ten million take a fraction of a second.
    """
    corners = np.asarray(ring, np.float64)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    found: NDArray[np.bool_] = np.zeros(len(lon), np.bool_)
    near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    x, y = np.asarray(lon[near], np.float64), np.asarray(lat[near], np.float64)
    if len(near) <= _FEW:
        found[near] = _odd(x, y, corners)
        return found
    side_x, side_y = max(east - west, 1e-12) / _CELLS, max(north - south, 1e-12) / _CELLS
    column = np.minimum((x - west) / side_x, _CELLS - 1).astype(np.int32)
    line = np.minimum((y - south) / side_y, _CELLS - 1).astype(np.int32)
    cell = line * np.int32(_CELLS) + column
    crossed = _crossed((corners - (west, south)) / (side_x, side_y)).ravel()
    middles_x = west + (np.arange(_CELLS) + 0.5) * side_x
    middles_y = south + (np.arange(_CELLS) + 0.5) * side_y
    whole = _odd(np.tile(middles_x, _CELLS), np.repeat(middles_y, _CELLS), corners)
    inside = whole[cell]
    single = np.flatnonzero(crossed[cell])
    inside[single] = _odd(x[single], y[single], corners)
    found[near] = inside
    return found


def _odd(x: NDArray[np.float64], y: NDArray[np.float64], corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    odd: NDArray[np.bool_] = np.zeros(len(x), np.bool_)
    for (ax, ay), (bx, by) in zip(corners.tolist(), np.roll(corners, 1, axis=0).tolist(), strict=True):
        if ay != by:
            odd ^= ((ay > y) != (by > y)) & (x < ax + ((bx - ax) * (y - ay)) / (by - ay))
    return odd


def _crossed(corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Cells that an edge meets, or may meet by what rounding adds. corners: in cells; shape (lines, columns)."""
    met: NDArray[np.bool_] = np.zeros((_CELLS, _CELLS), np.bool_)
    for (ax, ay), (bx, by) in zip(corners.tolist(), np.roll(corners, 1, axis=0).tolist(), strict=True):
        low, high = sorted((ay, by))
        for line in range(max(0, int(low) - 1), min(_CELLS, int(high) + 2)):
            # where the edge is while it passes this line of cells
            ends = [ax, bx]
            if high > low:
                share = [(min(max(at, low), high) - ay) / (by - ay) for at in (line, line + 1)]
                ends = [ax + (bx - ax) * part for part in share]
            first, last = int(min(ends)) - 1, int(max(ends)) + 1
            met[line, max(0, first) : min(_CELLS, last + 1)] = True
    return met
