"""Where the rows of a view lie in a window of the map: how many in each cell, or the rows themselves.

Located rows are kept along a curve that fills the plane by quarters (Morton, 1966): every cell of every size, half as
wide each time, is then one stretch of rows, and a window a few stretches. Counting a window is one look at the rows in
it: ten million take 8 to 45 ms, a street's surroundings 5 ms.

Positions are web mercator, 0 to 1 from west to east and from north to south, as the browser's map has them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns import Columns, is_narrow
from geodata.errors import BadSetting
from geodata.model import View
from geodata.studies.view_counts import Cube, looked_up

MOST_CELLS = 512 * 512
MOST_POINTS = 50_000
"""More rows than this are told as cells only."""

_BITS = 16
_FINEST = 26


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of the map, web mercator, and how many cells it is to have at most. Raises: BadSetting."""

    west: float
    north: float
    east: float
    south: float
    columns: int
    lines: int

    def __post_init__(self) -> None:
        if not (0 <= self.west < self.east <= 1 and 0 <= self.north < self.south <= 1):
            raise BadSetting("the window is not one on the map; give west, south, east and north in degrees")
        if not (self.columns > 1 and self.lines > 1 and self.columns * self.lines <= MOST_CELLS):
            raise BadSetting(
                f"{self.columns} x {self.lines} cells cannot be had; ask for 2 x 2 up to {MOST_CELLS} of them"
            )


@dataclass(frozen=True, slots=True, eq=False)
class DensityGrid:
    """Rows by cell. west, north: of the first cell's corner; cell: side, all web mercator.

    counts: shape (lines, columns), northernmost line first, uint16 where that suffices, otherwise uint32.  total: their
    sum; rows of the view beyond the window are not in it.
    """

    version: int
    west: float
    north: float
    cell: float
    counts: NDArray[np.uint16] | NDArray[np.uint32]
    total: int


@dataclass(frozen=True, slots=True)
class _Block:
    """Cells of one size, 2 ** shift of the finest wide: the first column and line, and how many."""

    shift: int
    column: int
    line: int
    columns: int
    lines: int


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Located rows along the curve.

    cube, columns: whose rows these are.  row: place in the cube of each.  code: place on the curve, ascending.
    combination, day: of each row, see Cube.  level: a cell of the finest size is 2 ** -level wide.  column, line: of
    the first.
    """

    cube: Cube
    columns: Columns
    row: NDArray[np.uint32]
    code: NDArray[np.uint32]
    combination: NDArray[np.unsignedinteger]
    day: NDArray[np.uint16] | NDArray[np.uint32]
    level: int
    column: int
    line: int

    @classmethod
    def of(cls, cube: Cube, columns: Columns) -> Spread:
        """Put the rows in order. cube: of these columns. Ten million take two to three seconds of one core."""
        lon, lat = (axis if cube.order is None else axis[cube.order] for axis in (columns.lon, columns.lat))
        located = np.flatnonzero(columns.located if cube.order is None else columns.located[cube.order])
        x, y = mercator(lon[located], lat[located])
        span = max(float(np.ptp(x)), float(np.ptp(y)), 2.0**-_FINEST) if len(located) else 1.0
        # one cell is left for the corner that does not lie on the grid
        level = min(_FINEST, int(np.floor(np.log2((2**_BITS - 1) / span))))
        column, line = (int(axis.min(initial=1.0) * 2**level) for axis in (x, y))
        code = _along((x * 2**level).astype(np.int64) - column, (y * 2**level).astype(np.int64) - line)
        # both in one number, sorted: a third of the time of an argsort
        keyed = np.sort((code.astype(np.uint64) << np.uint64(32)) | np.arange(len(code), dtype=np.uint64))
        place = (keyed & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        row = located[place].astype(np.uint32)
        code = (keyed >> np.uint64(32)).astype(np.uint32)
        return cls(cube, columns, row, code, cube.combination[row], cube.day[row], level, column, line)

    def grid(self, view: View, frame: Frame) -> DensityGrid:
        """Rows of the view by cell, of the part of the frame that has any row at all.

        Cells are 2 ** -n wide, the finest of which no more than asked for fill the frame; they lie still on the ground
        whatever the frame, so that a moved map shows the same ones.
        """
        block = self._block(frame)
        counts = np.zeros((block.lines, block.columns), np.int64)
        cells, starts, ends = self._stretches(block)
        counts.ravel()[cells] = self._passing(view, starts, ends)
        most = int(counts.max(initial=0))
        packed: NDArray[Any] = counts.astype(np.uint16 if most < 1 << 16 else np.uint32)
        west, north = (
            (origin + (first << block.shift)) * 2.0**-self.level
            for origin, first in ((self.column, block.column), (self.line, block.line))
        )
        side = 2.0 ** (block.shift - self.level)
        return DensityGrid(self.cube.version, west, north, side, packed, int(counts.sum()))

    def rows(self, view: View, frame: Frame, *, most: int) -> NDArray[np.int64] | None:
        """The columns' row numbers of the view's rows in the frame's cells, ascending; None where there are more."""
        _, starts, ends = self._stretches(self._block(frame))
        begins, stops = _joined(starts, ends)
        passing = self._filter(view)
        found: list[NDArray[np.int64]] = []
        number = 0
        for begin, stop in zip(begins.tolist(), stops.tolist(), strict=True):
            at = np.flatnonzero(passing(slice(begin, stop))) + begin
            found.append(self.row[at].astype(np.int64))
            number += len(at)
            if number > most:
                return None
        rows = np.concatenate(found) if found else np.zeros(0, np.int64)
        return np.sort(rows if self.cube.order is None else self.cube.order[rows])

    def _block(self, frame: Frame) -> _Block:
        across, down = frame.east - frame.west, frame.south - frame.north
        # one cell more than fits, for the frame need not begin at a cell's edge
        fitting = min((frame.columns - 1) / across, (frame.lines - 1) / down)
        shift = min(_BITS, max(0, self.level - int(np.floor(np.log2(fitting)))))
        scale, last = 2.0**self.level, (2**_BITS - 1) >> shift

        def cut(begin: float, end: float, origin: int) -> tuple[int, int]:
            first = int(np.floor(begin * scale - origin)) >> shift
            beyond = -(-int(np.ceil(end * scale - origin)) >> shift)
            first, beyond = max(0, first), min(last + 1, beyond)
            return (first, beyond - first) if first < beyond else (0, 0)

        (column, columns), (line, lines) = (
            cut(frame.west, frame.east, self.column),
            cut(frame.north, frame.south, self.line),
        )
        return _Block(shift, column, line, columns, lines)

    def _stretches(self, block: _Block) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Cells of a block that hold rows, as places in it line by line, and the rows of each; along the curve."""
        down, across = np.divmod(np.arange(block.columns * block.lines), max(1, block.columns))
        corner = _along(across + block.column, down + block.line).astype(np.int64)
        cells = np.argsort(corner)
        begins = corner[cells] << (2 * block.shift)
        starts = np.searchsorted(self.code, begins.astype(np.uint32))
        # asked for the last code within: the one behind may need more than 32 bits
        within = begins + ((1 << (2 * block.shift)) - 1)
        ends = np.searchsorted(self.code, within.astype(np.uint32), side="right")
        held = np.flatnonzero(ends > starts)
        return cells[held], starts[held], ends[held]

    def _passing(self, view: View, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many rows of each stretch the view lets through."""
        if not len(starts):
            return np.zeros(0, np.int64)
        if self._lets_all_through(view):
            return ends - starts
        passing = self._filter(view)
        counts = np.zeros(len(starts), np.int64)
        begins, stops = _joined(starts, ends)
        place = np.append(np.searchsorted(starts, begins), len(starts))
        for number, (begin, stop) in enumerate(zip(begins.tolist(), stops.tolist(), strict=True)):
            mask = passing(slice(begin, stop))
            within = slice(int(place[number]), int(place[number + 1]))
            counts[within] = np.add.reduceat(mask, starts[within] - begin, dtype=np.uint32)
        return counts

    def _filter(self, view: View) -> Callable[[slice], NDArray[np.bool_]]:
        """Which of some rows along the curve the view lets through."""
        through, first, end = self.cube.through(view), *self.cube.days(view)
        last = int(self.cube.day[-1]) if len(self.cube) else 0
        narrowly = self.columns.narrowly(view) if is_narrow(view) else None
        order = self.cube.order

        def passing(rows: slice) -> NDArray[np.bool_]:
            mask = looked_up(through, self.combination[rows])
            day = self.day[rows]
            if first > 0:
                mask &= day >= first
            if end <= last:
                mask &= day < end
            if narrowly is not None:
                own = self.row[rows]
                mask &= narrowly[own if order is None else order[own]]
            return mask

        return passing

    def _lets_all_through(self, view: View) -> bool:
        first, end = self.cube.days(view)
        whole = first == 0 and end > int(self.cube.day[-1])
        return whole and not is_narrow(view) and bool(self.cube.through(view).all())


def mercator(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Web mercator, 0 to 1 from west to east and from north to south."""
    north = np.log(np.tan(np.pi / 4 + lat * (np.pi / 360)))
    return (lon + 180) / 360, 0.5 - north / (2 * np.pi)


def _along(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The bits of both by turns, those of x first."""
    return _spaced(x) | (_spaced(y) << np.uint32(1))


def _spaced(number: NDArray[np.int64]) -> NDArray[np.uint32]:
    """A zero before every bit of 16."""
    spaced = number.astype(np.uint32)
    for step, kept in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        spaced = (spaced | (spaced << np.uint32(step))) & np.uint32(kept)
    return spaced


def _joined(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Stretches that follow each other, as one."""
    if not len(starts):
        return starts, ends
    apart = np.flatnonzero(starts[1:] != ends[:-1])
    return starts[np.append(0, apart + 1)], ends[np.append(apart, len(ends) - 1)]
