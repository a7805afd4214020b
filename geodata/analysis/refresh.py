"""Hotspots anew at every change of filter: what does not change with the filter is worked out once.

`Ground.of` is made once per data version, settings and area; `refreshed` then finds the hotspots of the rows chosen,
names them after those that stood before, and says which are more than chance. Same answers as `find_hotspots`,
`identity.match` and `holdout.hold_out` one after the other. Many rows are counted by cell and never touched one by one:
ten million take about a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.analysis.cutting import Cut, HotspotSettings, cut
from geodata.analysis.density import LINEAR_ROWS, Grid, Window, coarser, in_fours
from geodata.analysis.holdout import LATER_SHARE, HoldOut, hold_out, margin_cells, tested
from geodata.analysis.hotspots import Figures, HotspotMap, find_hotspots, marked, ranked, taken_in, usable_rows
from geodata.analysis.identity import Matching, match
from geodata.analysis.outlines import outlines
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Refresh:
    """What stands now (clusters without kinds: count those by their rows), whose name each bears, and what is sure."""

    map: HotspotMap
    names: Matching
    proof: HoldOut


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """All rows with their cells, chosen or not. Rows are kept by day: `row` is the number of each in the columns given.

    row: None where the columns came by day. cell: int32, of `grid`; grid.size for rows without a position or outside
    the window. usable: the others. by_cell: positions in order of cell, int32; those of cell c are
    by_cell[starts[c]:starts[c + 1]].
    """

    east_dm: NDArray[np.int32]
    north_dm: NDArray[np.int32]
    day: NDArray[np.integer]
    row: NDArray[np.int64] | None
    settings: HotspotSettings
    window: Window | None
    grid: Grid
    cell: NDArray[np.int32]
    usable: NDArray[np.bool_]
    by_cell: NDArray[np.int32]
    starts: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        *,
        east_dm: NDArray[np.int32],
        north_dm: NDArray[np.int32],
        day: NDArray[np.integer],
        settings: HotspotSettings,
        window: Window | None,
    ) -> Ground:
        """Work out what every refresh shares. Arguments as for `hold_out`. Raises: InvalidRecord."""
        east, north, days = np.asarray(east_dm, np.int32), np.asarray(north_dm, np.int32), np.asarray(day)
        if not east.shape == north.shape == days.shape or days.dtype.kind not in "iu":
            raise InvalidRecord(f"{east.size} east, {north.size} north, {days.size} days: give one of each per row")
        row = None
        if len(days) and (days[1:] < days[:-1]).any():
            row = np.argsort(days, kind="stable")
            east, north, days = east[row], north[row], days[row]
        rows = usable_rows(east, north, None, window)
        usable = np.zeros(len(east), np.bool_)
        usable[rows] = True
        grid = _even(east[rows], north[rows], settings, window)
        cell = np.full(len(east), grid.size, np.int32)
        cell[rows] = grid.cells(east[rows], north[rows])
        by_cell = np.argsort(cell, kind="stable").astype(np.int32)
        starts = np.searchsorted(cell[by_cell], np.arange(grid.size + 2))
        return cls(east, north, days, row, settings, window, grid, cell, usable, by_cell, starts)


def refreshed(
    ground: Ground,
    chosen: NDArray[np.bool_],
    *,
    earlier: Sequence[BaseGeometry] = (),
    also: Sequence[BaseGeometry] = (),
) -> Refresh:
    """The hotspots of the chosen rows. chosen: one per row, in the order of the columns the ground was made of.

    earlier: outlines that stood before, for hysteresis and names. also: outlines shown beside those found, as those
    of adopted hotspots: their proofs follow those of the clusters. Raises: InvalidRecord.
    """
    if chosen.shape != ground.cell.shape or chosen.dtype != np.bool_:
        raise InvalidRecord(f"chosen has {chosen.size} entries of {chosen.dtype}, the ground {ground.cell.size} rows")
    taking = chosen & ground.usable if ground.row is None else chosen[ground.row] & ground.usable
    number = int(np.count_nonzero(taking))
    if number <= LINEAR_ROWS:
        found, proof = _of_few(ground, taking, earlier, also)
    else:
        found, proof = _of_many(ground, taking, number, earlier, also)
    names = match([cluster.outline for cluster in found.clusters], earlier)
    return Refresh(found, names, proof)


def _of_few(
    ground: Ground, taking: NDArray[np.bool_], earlier: Sequence[BaseGeometry], also: Sequence[BaseGeometry]
) -> tuple[HotspotMap, HoldOut]:
    at = np.flatnonzero(taking)
    numbers = at
    if ground.row is not None:
        # in the order of the columns, so that row numbers rise
        at = at[np.argsort(ground.row[at])]
        numbers = ground.row[at]
    east, north = ground.east_dm[at], ground.north_dm[at]
    found = find_hotspots(east_dm=east, north_dm=north, settings=ground.settings, window=ground.window, earlier=earlier)
    clusters = [replace(cluster, find_rows=partial(_numbered, numbers, cluster.rows)) for cluster in found.clusters]
    found = replace(found, clusters=tuple(clusters))
    proof = hold_out(
        east_dm=east, north_dm=north, day=ground.day[at], chosen=None, window=ground.window,
        settings=ground.settings, shown=[*(cluster.outline for cluster in clusters), *also],
    )  # fmt: skip
    return found, proof


def _numbered(numbers: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.int64]:
    return numbers[at]


def _even(
    east_dm: NDArray[np.int32], north_dm: NDArray[np.int32], settings: HotspotSettings, window: Window | None
) -> Grid:
    """A grid round all rows whose cells make up those of the hold-out, two by two."""
    wide = settings.coarser()
    if len(east_dm) == 0:
        return Grid(0, 0, settings.cell_dm, 2, 2)
    margin = max(margin_cells(wide), -(-margin_cells(settings) // 2))
    grid = Grid.around(east_dm, north_dm, cell_dm=wide.cell_dm, margin_cells=margin)
    if window is not None:
        grid = grid.cropped(coarser(window) if wide is not settings else window)
    times = wide.cell_dm // settings.cell_dm
    return Grid(grid.west_dm, grid.south_dm, settings.cell_dm, grid.nx * times, grid.ny * times)


def _of_many(
    ground: Ground,
    taking: NDArray[np.bool_],
    number: int,
    earlier: Sequence[BaseGeometry],
    also: Sequence[BaseGeometry],
) -> tuple[HotspotMap, HoldOut]:
    grid, settings = ground.grid, ground.settings
    split = _split(ground, taking, number)
    first, end = int(np.argmax(taking)), _nth(taking, number - 1) + 1
    # of the column's own type: otherwise all of it would be converted
    middle = end if split is None else int(np.searchsorted(ground.day, ground.day.dtype.type(split)))
    before, after = (_counts(ground, taking, part) for part in (slice(first, middle), slice(middle, end)))
    counts = before + after
    made = cut(counts.astype(np.float64), grid, settings, ground.window, earlier)
    shapes = outlines(made.groups, made.cells, grid, made.number)
    found = ranked(made, grid, shapes, _figures(ground, taking, counts, made, shapes), settings)
    shown = [*(cluster.outline for cluster in found.clusters), *also]
    if split is None:
        at = np.flatnonzero(taking)
        return found, hold_out(
            east_dm=ground.east_dm[at], north_dm=ground.north_dm[at], day=ground.day[at], chosen=None,
            window=ground.window, settings=settings, shown=shown,
        )  # fmt: skip
    wide = settings.coarser()
    if wide is not settings:
        before, after = in_fours(before), in_fours(after)
        grid = Grid(grid.west_dm, grid.south_dm, wide.cell_dm, grid.nx // 2, grid.ny // 2)
    proof = tested(before, after, grid=grid, split_day=split, window=ground.window, settings=settings, shown=shown)
    return found, proof


def _counts(ground: Ground, taking: NDArray[np.bool_], part: slice) -> NDArray[np.int64]:
    """Rows per cell, shape (ny, nx), of those in a part of the days."""
    # Quicker than taking the chosen ones out: the others are counted in cell 0, an empty one of the margin.
    counted = np.bincount(ground.cell[part] * taking[part], minlength=ground.grid.size)
    counted[0] = 0
    return counted.reshape(ground.grid.ny, ground.grid.nx)


def _split(ground: Ground, taking: NDArray[np.bool_], number: int) -> int | None:
    """`first_later_day` of the rows taken, which lie by day."""
    first = ground.day[np.argmax(taking)]
    last_third = ground.day[_nth(taking, number - -(-number // LATER_SHARE))]
    if last_third > first:
        return int(last_third)
    beyond = int(np.searchsorted(ground.day, first, side="right"))
    rest = taking[beyond:]
    return int(ground.day[beyond + int(np.argmax(rest))]) if rest.any() else None


def _nth(taking: NDArray[np.bool_], number: int) -> int:
    """Position of the entry that is true after `number` others."""
    low, high = 0, len(taking)
    while high - low > 1:
        middle = (low + high) // 2
        left = int(np.count_nonzero(taking[low:middle]))
        if left > number:
            high = middle
        else:
            low, number = middle, number - left
    return low


def _figures(
    ground: Ground,
    taking: NDArray[np.bool_],
    counts: NDArray[np.int64],
    made: Cut,
    shapes: Sequence[shapely.Polygon],
) -> Figures:
    """Counts by cell, and row by row only where the outline's margin takes in a part of a cell."""
    mark = marked(made, ground.grid.nx)
    own = np.bincount(made.groups[made.cells], counts.ravel()[made.cells], made.number + 1)[1:]
    beside = np.flatnonzero(mark < 0)
    at = _taken(ground, taking, beside)
    group = taken_in(mark[ground.cell[at]], shapes, ground.east_dm[at], ground.north_dm[at])
    count = (own + np.bincount(group, minlength=made.number + 1)[1:]).astype(np.int64)

    def find_rows(place: int) -> NDArray[np.int64]:
        inner = _taken(ground, taking, made.cells[made.groups[made.cells] == place + 1])
        found = np.concatenate([inner, at[group == place + 1]])
        return np.sort(found.astype(np.int64) if ground.row is None else ground.row[found])

    return Figures(count, count.astype(np.float64), [{} for _ in shapes], find_rows)


def _taken(ground: Ground, taking: NDArray[np.bool_], cells: NDArray[np.int64]) -> NDArray[np.int32]:
    """Positions of the rows taken in some cells."""
    spans = zip(ground.starts[cells].tolist(), ground.starts[cells + 1].tolist(), strict=True)
    at = np.concatenate([ground.by_cell[:0], *(ground.by_cell[start:end] for start, end in spans)])
    return np.asarray(at[taking[at]], np.int32)
