"""Is a hotspot more than chance? Found in the earlier rows, tested by the later ones; never both with the same rows.

The chosen rows are split by time. In the earlier part places are looked for as on the map, on cells twice as wide; each
is then tested by the rows of the later part, as `significance.confirm` does, among the cells that held a row in the
earlier part and those between them (`filled`). Benjamini-Hochberg over all of them. A hotspot that is shown, found in
all rows, is confirmed when it is one of the places that were.

Why this is valid: the places and the cells to compare with are settled by the earlier part alone. If nothing lasts, the
later counts lie on the cells where rows can lie at all in an order that the earlier part says nothing about, whatever
their distribution; so they do on any of those cells that the earlier part picks out, and the p of each place is exact
given the earlier part. Cells that held a row, and those between them, are such cells. Forest, sea and the rim of a town
are not: among all cells within reach of evidence noise was confirmed in 7 to 46 % of maps, for the rim of 600 m was
empty every time. (What is taken in of a gap is no wider than two bandwidths.) When no place is more than chance,
Benjamini-Hochberg at 5 % confirms any of them with a probability of at most 5 %. What is shown can only be confirmed
through one of them: so with a probability of at least 95 % nothing shown is. (The sums hang together weakly and
negatively, for they are drawn from one pool; that this does no harm is measured by `python -m tests.benchmarks
validity`.) What is not confirmed may still be real: new since the split, or too small to be told from chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.analysis.cutting import Cut, HotspotSettings, cut
from geodata.analysis.density import Grid, Window, coarser, reach_cells
from geodata.analysis.hotspots import usable_rows
from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.significance import sum_p
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 0.05
"""Share of false ones among the confirmed, at most, on average; and the probability of any where none is real."""

LEAST_ROWS = 20
"""RULE 1: with fewer rows no test is made: a third of them could hardly show anything."""

SAME_GROUND = 0.3
"""Share of the ground that an earlier place and a shown hotspot cover together, from which on they are the same."""

_WORK = 2e5
LATER_SHARE = 3
"""One row in so many belongs to the later part."""


class Untested(StrEnum):
    """Why no test could be made of anything."""

    TOO_FEW_ROWS = "too_few_rows"
    ONE_DAY = "one_day"
    NO_EARLIER_PLACE = "no_earlier_place"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the later part says of the earlier place that a shown hotspot continues (of several the surest).

    confirmed: p <= RATE. p: adjusted for all places that were tested. earlier_count: rows in the earlier place in the
    earlier part. later_count: rows in the later part in those of its cells that are compared. expected: what as many
    such cells drawn at random hold on average.
    """

    confirmed: bool
    p: float
    later_count: int
    expected: float
    earlier_count: int


@dataclass(frozen=True, slots=True)
class HoldOut:
    """The split, and what came of it.

    split_day: first day of the later part, None where the rows could not be split. proofs: one per shown outline; None
    where it continues no place of the earlier part, so that nothing was tested. why: None, or why all are None.
    earlier_rows, later_rows: rows in each part. places: how many earlier places were tested. cells: how many cells were
    compared.
    """

    split_day: int | None
    proofs: tuple[Proof | None, ...]
    why: Untested | None
    earlier_rows: int
    later_rows: int
    places: int
    cells: int


def hold_out(
    *,
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
    day: NDArray[np.integer],
    chosen: NDArray[np.bool_] | None,
    window: Window | None,
    settings: HotspotSettings,
    shown: Sequence[BaseGeometry],
) -> HoldOut:
    """Test the shown hotspots by rows that had no part in finding the places they are tested at.

    east_dm, north_dm, chosen, window, settings: as for `find_hotspots`. day: whole days from any day on, one per row.
    shown: outlines in SWEREF 99 TM metres, as found in all chosen rows. Rows count once each, whatever their weight.
    RULE 2: a shown hotspot continues an earlier place when that place's densest cell lies in it, or when they share at
    least 30 % of the ground they cover together, as in `identity.match`; a cell lies where its centre lies.
    Raises: InvalidRecord.
    """
    rows = usable_rows(east_dm, north_dm, chosen, window)
    days = np.asarray(day)
    if days.shape != np.shape(east_dm) or days.dtype.kind not in "iu":
        raise InvalidRecord(f"day has shape {days.shape} and type {days.dtype}: give a whole day for every row")
    none: tuple[Proof | None, ...] = (None,) * len(shown)
    if len(rows) < LEAST_ROWS:
        return HoldOut(None, none, Untested.TOO_FEW_ROWS, len(rows), 0, 0, 0)
    days = days[rows]
    split = first_later_day(days)
    if split is None:
        return HoldOut(None, none, Untested.ONE_DAY, len(rows), 0, 0, 0)
    wide = settings.coarser()
    east, north = np.asarray(east_dm)[rows], np.asarray(north_dm)[rows]
    grid = Grid.around(east, north, cell_dm=wide.cell_dm, margin_cells=margin_cells(wide))
    if window is not None:
        grid = grid.cropped(coarser(window) if wide is not settings else window)
    cell = grid.cells(east, north)
    late = days >= split
    earlier, later = (np.bincount(cell[part], minlength=grid.size).reshape(grid.ny, grid.nx) for part in (~late, late))
    return tested(earlier, later, grid=grid, split_day=split, window=window, settings=settings, shown=shown)


def margin_cells(settings: HotspotSettings) -> int:
    """How many cells a grid needs beside the rows, so that no density is lost and the outermost cells are empty."""
    return 2 + reach_cells(cell_m=settings.cell_m, bandwidth_m=settings.bandwidth_m, kernel=settings.kernel)


def tested(
    earlier: NDArray[np.int64],
    later: NDArray[np.int64],
    *,
    grid: Grid,
    split_day: int,
    window: Window | None,
    settings: HotspotSettings,
    shown: Sequence[BaseGeometry],
) -> HoldOut:
    """`hold_out` for those who have counted already.

    earlier, later: rows per cell of `grid` in either part, shape (ny, nx); the grid has cells as `settings.coarser()`
    wants them and a margin of `margin_cells`. window, settings, shown: as there, the window for cells of `settings`.
    """
    wide = settings.coarser()
    if window is not None and wide is not settings:
        window = coarser(window)
    parts = int(earlier.sum()), int(later.sum())
    made = cut(earlier.astype(np.float64), grid, wide, window)
    count = np.bincount(made.groups[made.cells], earlier.ravel()[made.cells], made.number + 1)[1:].astype(np.int64)
    enough = np.flatnonzero(count >= settings.min_count)
    if enough.size == 0:
        return HoldOut(split_day, (None,) * len(shown), Untested.NO_EARLIER_PLACE, *parts, 0, 0)
    # RULE 3: only cells among those that held a row in the earlier part are compared, the place's own too.
    compared = filled(earlier > 0, reach=max(1, round(settings.bandwidth_m / wide.cell_m)))
    held = made.cells[compared.ravel()[made.cells]]
    cells = np.bincount(made.groups[held], minlength=made.number + 1)[1:][enough]
    counts = np.bincount(made.groups[held], later.ravel()[held], made.number + 1)[1:][enough].astype(np.int64)
    among = later[compared]
    p, _ = sum_p(among, drawn=cells, sums=counts, work=_WORK)
    adjusted, expected = benjamini_hochberg(p), cells * among.mean()
    # RULE 4: of several the least p, then the one that held most rows.
    order = np.lexsort((-count[enough], adjusted)).tolist()
    proofs: list[Proof | None] = []
    for places in _continued(shown, made, grid):
        best = next((place for place in order if enough[place] in places), None)
        if best is None:
            proofs.append(None)
            continue
        sure = float(adjusted[best])
        proofs.append(Proof(sure <= RATE, sure, int(counts[best]), float(expected[best]), int(count[enough[best]])))
    return HoldOut(split_day, tuple(proofs), None, *parts, enough.size, among.size)


def filled(held: NDArray[np.bool_], *, reach: int) -> NDArray[np.bool_]:
    """The cells, and those between them: no square of 2 reach + 1 cells that is free of them holds any of these.

    A morphological closing. Of cells in a shape without dents it never leaves the shape.
    """
    padded = np.pad(held, reach)
    for axis in (0, 1):
        padded = _any_within(padded, reach, axis)
    free = ~padded
    for axis in (0, 1):
        free = _any_within(free, reach, axis)
    inner = slice(reach, -reach)
    return np.asarray(~free[inner, inner], np.bool_)


def _any_within(cells: NDArray[np.bool_], reach: int, axis: int) -> NDArray[np.bool_]:
    """Whether any cell within `reach` along an axis is true."""
    turned = cells if axis == 0 else cells.T
    found = turned.copy()
    for step in range(1, reach + 1):
        found[step:] |= turned[:-step]
        found[:-step] |= turned[step:]
    return found if axis == 0 else found.T


def first_later_day(days: NDArray[np.integer]) -> int | None:
    """The day from which on the later part begins; None where all rows are of one day.

    The later part is the last third of the rows, or as little more as it takes to split no day: rows of one day may
    tell of one event, and would speak for themselves on the other side. A third, because finding needs more rows than
    testing: what the earlier part misses is not tested at all. The split looks at days only, never at places. Where the
    first day alone holds more than two thirds, the later part is all that came after it.
    """
    ordered = np.sort(days)
    last_third = int(ordered[len(ordered) - -(-len(ordered) // LATER_SHARE)])
    first = int(ordered[0])
    if last_third > first:
        return last_third
    after = int(np.searchsorted(ordered, first, side="right"))
    return int(ordered[after]) if after < len(ordered) else None


def _continued(shown: Sequence[BaseGeometry], made: Cut, grid: Grid) -> list[set[int]]:
    """For each shown outline the groups that it continues, the first being 0."""
    if not len(shown) or not len(made.cells):
        return [set() for _ in shown]
    group = made.groups[made.cells].astype(np.int64) - 1
    best = np.lexsort((made.cells, -made.density.ravel()[made.cells], group))
    peak = np.zeros(len(group), np.int64)
    peak[best[np.searchsorted(group[best], np.arange(made.number))]] = 1
    iy, ix = np.divmod(made.cells, grid.nx)
    east, north = (grid.west_dm / 10 + (ix + 0.5) * grid.cell_m, grid.south_dm / 10 + (iy + 0.5) * grid.cell_m)
    cell_m2 = grid.cell_m**2
    ground = np.bincount(group, minlength=made.number) * cell_m2
    continued = []
    for outline in shown:
        west, south, far_east, far_north = outline.bounds
        near = np.flatnonzero((east >= west) & (east <= far_east) & (north >= south) & (north <= far_north))
        shapely.prepare(outline)
        held = near[shapely.intersects_xy(outline, east[near], north[near])]
        shared = np.bincount(group[held], minlength=made.number) * cell_m2
        same = shared >= SAME_GROUND * (outline.area + ground - shared)
        same |= np.bincount(group[held], peak[held], made.number) > 0
        continued.append(set(np.flatnonzero(same).tolist()))
    return continued
