"""Outlines of groups of cells: followed once around, rounded a little, and never cutting off a cell of their own.

A group is a set of cells that touch by sides or corners. Its outline lies `MARGIN` of a cell outside the cells before
the corners are rounded, so that rounding never reaches back into a cell, and two groups (which are at least one whole
cell apart) never overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.analysis.density import Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARGIN = 0.3
"""Of a cell. With corners cut at half a cell, a corner point p of a cell stays inside: MARGIN / 0.5 * 2 > 1."""

# Headings counter-clockwise from east; the group lies to the left of each edge.
_EAST, _NORTH, _WEST, _SOUTH = range(4)
_STEP = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])
_OUTWARD = np.array([[0, -1], [1, 0], [0, 1], [-1, 0]])


def outlines(groups: NDArray[np.int32], cells: NDArray[np.int64], grid: Grid, number: int) -> list[shapely.Polygon]:
    """One polygon per group 1..number, SWEREF 99 TM metres, holes kept.

    groups: group number per cell of the grid, flat, 0 = none; the outermost cells of the grid are 0. cells: numbers of
    all cells in a group, ascending.
    """
    if number == 0:
        return []
    rings, owner = _rings(groups, cells, grid.nx)
    corners = np.concatenate([np.array(ring, np.float64) for ring in rings])
    length = np.array([len(ring) for ring in rings])
    smooth, kept = _rounded(corners, length)
    east = (grid.west_dm + smooth[:, 0] * grid.cell_dm) / 10
    north = (grid.south_dm + smooth[:, 1] * grid.cell_dm) / 10
    made = np.asarray(
        shapely.linearrings(np.column_stack([east, north]).round(2), indices=np.repeat(np.arange(len(rings)), kept)),
        object,
    )
    outer = np.asarray(shapely.is_ccw(made))
    shells: list[shapely.LinearRing] = [shapely.LinearRing()] * number
    holes: list[list[shapely.LinearRing]] = [[] for _ in range(number)]
    for ring, is_shell, group in zip(made.tolist(), outer.tolist(), owner, strict=True):
        if is_shell:
            shells[group - 1] = ring
        else:
            holes[group - 1].append(ring)
    return [shapely.Polygon(shell, inner) for shell, inner in zip(shells, holes, strict=True)]


def _rings(
    groups: NDArray[np.int32], cells: NDArray[np.int64], nx: int
) -> tuple[list[list[tuple[int, int, int, int]]], list[int]]:
    """Follow the border of every group: rings of corners (x, y, heading in, heading out), and the group of each."""
    own = groups[cells]
    iy, ix = np.divmod(cells, nx)
    start, heading, group = [], [], []
    for direction, (beyond, dx, dy) in enumerate(((-nx, 0, 0), (1, 1, 0), (nx, 1, 1), (-1, 0, 1))):
        border = groups[cells + beyond] != own
        start.append((iy[border] + dy) * (nx + 1) + ix[border] + dx)
        heading.append(np.full(int(border.sum()), direction))
        group.append(own[border])
    leaving: dict[int, dict[int, int]] = {}
    for vertex, direction, label in zip(
        np.concatenate(start).tolist(), np.concatenate(heading).tolist(), np.concatenate(group).tolist(), strict=True
    ):
        leaving.setdefault(vertex, {})[direction] = label
    # Where two cells touch by a corner there are two ways out: turning right keeps them in one group.
    pinched = {vertex for vertex, ways in leaving.items() if len(ways) > 1}
    move = (1, nx + 1, -1, -(nx + 1))
    rings: list[list[tuple[int, int, int, int]]] = []
    owner: list[int] = []
    while leaving:
        vertex, ways = next(iter(leaving.items()))
        turn = next(iter(ways))
        owner.append(ways[turn])
        ring: list[tuple[int, int, int, int]] = []
        first = turn
        while turn in (at := leaving.get(vertex, {})):
            del at[turn]
            if not at:
                del leaving[vertex]
            came = turn
            vertex += move[came]
            ways = leaving.get(vertex, {first: 0})
            turn = (came - 1) % 4 if vertex in pinched else next(iter(ways))
            if turn != came:
                ring.append((vertex % (nx + 1), vertex // (nx + 1), came, turn))
        rings.append(ring)
    return rings, owner


def _rounded(corners: NDArray[np.float64], length: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Move corners outwards by MARGIN, cut them at half a cell, and cut once more (Chaikin 1974). Units of a cell.

    Returns the points of all rings and how many each ring has.
    """
    came, goes = corners[:, 2].astype(np.int64), corners[:, 3].astype(np.int64)
    moved = corners[:, :2] + MARGIN * (_OUTWARD[came] + _OUTWARD[goes])
    following = _following(length)
    side = np.abs(moved[following] - moved).sum(axis=1)
    cut = np.minimum(0.5 * side, 0.5)[:, None] * _STEP[goes]
    points = np.stack([moved + cut, moved[following] - cut], axis=1).reshape(-1, 2)
    length = length * 2
    following = _following(length)
    step = points[following] - points
    long = np.abs(step).sum(axis=1) > 1e-9
    ring = np.repeat(np.arange(len(length)), length)[long]
    points, step = points[long], step[long]
    smooth = np.stack([points + 0.25 * step, points + 0.75 * step], axis=1).reshape(-1, 2)
    return smooth, np.bincount(ring, minlength=len(length)) * 2


def _following(length: NDArray[np.int64]) -> NDArray[np.int64]:
    """Index of the next point on the same ring, for rings laid end to end."""
    ends = np.cumsum(length)
    following = np.arange(1, int(ends[-1]) + 1)
    following[ends - 1] = ends - length
    return following
