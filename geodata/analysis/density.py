"""How thickly evidence lies: grid, counts and kernel density with edge correction.

Positions are integer decimetres in SWEREF 99 TM, so that a row belongs to exactly one cell and sums do not depend on
the order of rows. Cells are half-open, `[west, east) x [south, north)`, and aligned to whole multiples of the cell
size: two runs over different rows use the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.analysis.cutting import HotspotSettings

_Number = TypeVar("_Number", np.int64, np.float64)

MAX_CELLS = 30_000_000
"""More cells than this (274 by 274 km at 50 m) is a misplaced point, not a municipality."""

SMALLEST_KEPT_MASS = 0.2
"""The edge correction never multiplies a row by more than five: a skerry of one cell is no hotspot for its size."""

TRUNCATE = 4.0
"""The Gaussian is cut at four bandwidths, where it has fallen to 0.03 % of its peak."""

_BLOCK = 16
# Products of more multiplications than this are shared out to all cores by OpenBLAS, which costs more than it gains.
_ONE_THREAD = 262_144

_FRACTIONS = 64

LINEAR_ROWS = 200_000
"""Up to so many rows each is shared out to the four nearest cells; beyond, offsets within cells average out."""


class Kernel(StrEnum):
    """The shape a row is spread out by."""

    GAUSSIAN = "gaussian"
    QUARTIC = "quartic"


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over a rectangle.

    west_dm, south_dm: outer corner in decimetres SWEREF 99 TM, whole multiples of `cell_dm`. Cell (iy, ix) has the
    number `iy * nx + ix` and covers `[west + ix * cell, west + (ix + 1) * cell)`; rows grow northwards.
    """

    west_dm: int
    south_dm: int
    cell_dm: int
    nx: int
    ny: int

    def __post_init__(self) -> None:
        if self.nx * self.ny > MAX_CELLS:
            raise InvalidRecord(
                f"the evidence spans {self.nx * self.cell_dm / 10_000:.0f} by {self.ny * self.cell_dm / 10_000:.0f} km,"
                " too much for one density map; choose one municipality, give its outline, or use larger cells"
            )

    @classmethod
    def around(
        cls, east_dm: NDArray[np.int32], north_dm: NDArray[np.int32], *, cell_dm: int, margin_cells: int
    ) -> Grid:
        """The smallest aligned grid that holds every position and `margin_cells` more on each side."""
        west, east = int(east_dm.min()) // cell_dm - margin_cells, int(east_dm.max()) // cell_dm + margin_cells
        south, north = int(north_dm.min()) // cell_dm - margin_cells, int(north_dm.max()) // cell_dm + margin_cells
        return cls(west * cell_dm, south * cell_dm, cell_dm, east - west + 1, north - south + 1)

    def cropped(self, window: Window | None) -> Grid:
        """The part that the window's grid covers; all of it without one, or with one of other cells.

        A window ends in cells that hold nothing, and what kernels spread beyond is of no use.
        """
        if window is None or window.grid.cell_dm != self.cell_dm:
            return self
        other, step = window.grid, self.cell_dm
        west, south = max(self.west_dm, other.west_dm), max(self.south_dm, other.south_dm)
        east = min(self.west_dm + self.nx * step, other.west_dm + other.nx * step)
        north = min(self.south_dm + self.ny * step, other.south_dm + other.ny * step)
        return Grid(west, south, step, (east - west) // step, (north - south) // step)

    @property
    def size(self) -> int:
        """Number of cells."""
        return self.nx * self.ny

    @property
    def cell_m(self) -> float:
        """Side of a cell in metres."""
        return self.cell_dm / 10

    @property
    def cell_km2(self) -> float:
        """Area of a cell in square kilometres."""
        return (self.cell_m / 1000) ** 2

    def cells(self, east_dm: NDArray[np.int32], north_dm: NDArray[np.int32]) -> NDArray[np.int32]:
        """Cell number of each position, int32. Positions off the grid are clamped to its outermost cells."""
        ix = (east_dm - np.int32(self.west_dm)) // np.int32(self.cell_dm)
        iy = (north_dm - np.int32(self.south_dm)) // np.int32(self.cell_dm)
        np.clip(ix, 0, self.nx - 1, out=ix)
        np.clip(iy, 0, self.ny - 1, out=iy)
        iy *= np.int32(self.nx)
        iy += ix
        return iy

    def centre_m(self, cell: int) -> tuple[float, float]:
        """East and north of a cell's centre, metres."""
        iy, ix = divmod(cell, self.nx)
        return (
            (self.west_dm + (ix + 0.5) * self.cell_dm) / 10,
            (self.south_dm + (iy + 0.5) * self.cell_dm) / 10,
        )

    def covers(self, east_dm: NDArray[np.int32], north_dm: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether each position lies on the grid."""
        return (
            (east_dm >= self.west_dm)
            & (east_dm < self.west_dm + self.nx * self.cell_dm)
            & (north_dm >= self.south_dm)
            & (north_dm < self.south_dm + self.ny * self.cell_dm)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The area under study, made once per outline and settings, and shared by every refresh.

    inside: cells that the outline touches or holds, shape (ny, nx). kept_mass: the share of the kernel round each cell
    that falls inside, float64, same shape; the `e` of the edge correction.
    """

    grid: Grid
    inside: NDArray[np.bool_]
    kept_mass: NDArray[np.float64]

    @classmethod
    def of(cls, outline: BaseGeometry, settings: HotspotSettings) -> Window:
        """Rasterise `outline` (polygon in SWEREF 99 TM metres) for these settings. Raises: InvalidRecord if empty."""
        if outline.is_empty or outline.area == 0:
            raise InvalidRecord("the outline of the area under study is empty; import the municipality's outline first")
        west, south, east, north = (np.array([round(side * 10)], np.int64) for side in outline.bounds)
        grid = Grid.around(
            np.concatenate([west, east]).astype(np.int32),
            np.concatenate([south, north]).astype(np.int32),
            cell_dm=settings.cell_dm,
            margin_cells=2,
        )
        inside = rasterise(outline, grid)
        kept = spread(inside.astype(np.float64), grid, bandwidth_m=settings.bandwidth_m, kernel=settings.kernel)
        kept *= grid.cell_km2
        return cls(grid, inside, np.maximum(kept, SMALLEST_KEPT_MASS))


@lru_cache(maxsize=8)
def coarser(window: Window) -> Window:
    """The same area on cells twice as wide: inside where any of the four is, and the mean of their kept mass."""
    fine = window.grid
    cell = 2 * fine.cell_dm
    # one more on each side, so that the outermost cells are outside here too
    west, south = (fine.west_dm // cell - 1) * cell, (fine.south_dm // cell - 1) * cell
    left, below = (fine.west_dm - west) // fine.cell_dm, (fine.south_dm - south) // fine.cell_dm
    nx, ny = -(-(left + fine.nx) // 2) + 1, -(-(below + fine.ny) // 2) + 1
    inside, kept = np.zeros((2 * ny, 2 * nx)), np.full((2 * ny, 2 * nx), SMALLEST_KEPT_MASS)
    inside[below : below + fine.ny, left : left + fine.nx] = window.inside
    kept[below : below + fine.ny, left : left + fine.nx] = window.kept_mass
    return Window(Grid(west, south, cell, nx, ny), in_fours(inside) > 0, in_fours(kept) / 4)


def in_fours(values: NDArray[_Number]) -> NDArray[_Number]:
    """Sums of two by two cells; both sides of the grid are even."""
    rows = values[::2] + values[1::2]
    return np.asarray(rows[:, ::2] + rows[:, 1::2])


def rasterise(outline: BaseGeometry, grid: Grid) -> NDArray[np.bool_]:
    """Cells that a polygon holds, grown by one cell so that a position just inside the border is never left out.

    The even-odd rule at cell centres, all edges at once: each crossing of a row's centre line flips the cells east of
    it. Shape (ny, nx).
    """
    coordinates, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(outline)), return_index=True)
    scaled = (coordinates - [grid.west_dm / 10, grid.south_dm / 10]) / grid.cell_m - 0.5
    start, end = scaled[:-1], scaled[1:]
    edge = ring[:-1] == ring[1:]
    start, end = start[edge], end[edge]
    lower = np.ceil(np.minimum(start[:, 1], end[:, 1])).astype(np.int64).clip(0, grid.ny)
    upper = np.ceil(np.maximum(start[:, 1], end[:, 1])).astype(np.int64).clip(0, grid.ny)
    spans = upper - lower
    which = np.repeat(np.arange(len(spans)), spans)
    row = np.arange(len(which)) - np.repeat(np.cumsum(spans) - spans - lower, spans)
    slope = (end[which, 0] - start[which, 0]) / (end[which, 1] - start[which, 1])
    column = np.ceil(start[which, 0] + (row - start[which, 1]) * slope).astype(np.int64).clip(0, grid.nx)
    flips = np.bincount(row * (grid.nx + 1) + column, minlength=grid.ny * (grid.nx + 1)).reshape(grid.ny, grid.nx + 1)
    held = (np.cumsum(flips, axis=1)[:, :-1] % 2).astype(np.bool_)
    grown = held.copy()
    grown[:, 1:] |= held[:, :-1]
    grown[:, :-1] |= held[:, 1:]
    wide = grown.copy()
    wide[1:] |= grown[:-1]
    wide[:-1] |= grown[1:]
    return wide


def binned(
    cell: NDArray[np.int32],
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
    weight: NDArray[np.float64] | None,
    grid: Grid,
) -> NDArray[np.float64]:
    """Weight per cell, shape (ny, nx).

    Up to LINEAR_ROWS rows, each is shared out linearly to the four cells whose centres are nearest, in steps of 1/64 of
    a cell so that sums stay exact (the grid wants a margin of one cell): density is then within 0.3 % of its maximum
    from the exact sum at a bandwidth of eight cells. More rows count in their own cell (`cell`).
    Source: Jones & Lotwick (1983), linear binning.
    """
    if len(cell) > LINEAR_ROWS:
        counted = np.bincount(cell, weights=weight, minlength=grid.size)
        return np.asarray(counted, np.float64).reshape(grid.ny, grid.nx)
    half = grid.cell_dm // 2
    ix, x = np.divmod(east_dm - np.int32(grid.west_dm + half), np.int32(grid.cell_dm))
    iy, y = np.divmod(north_dm - np.int32(grid.south_dm + half), np.int32(grid.cell_dm))
    base = iy * np.int32(grid.nx) + ix
    east, north = (np.rint(part * (_FRACTIONS / grid.cell_dm)) / _FRACTIONS for part in (x, y))
    upper = north if weight is None else north * weight
    lower = 1 - north if weight is None else (1 - north) * weight
    cells = np.concatenate([base, base + 1, base + grid.nx, base + (grid.nx + 1)])
    shares = np.concatenate([(1 - east) * lower, east * lower, (1 - east) * upper, east * upper])
    return np.asarray(np.bincount(cells, shares, grid.size), np.float64).reshape(grid.ny, grid.nx)


def reach_cells(*, cell_m: float, bandwidth_m: float, kernel: Kernel) -> int:
    """How many cells away from its own a row still counts."""
    return int(np.ceil(TRUNCATE * bandwidth_m / cell_m)) if kernel is Kernel.GAUSSIAN else int(bandwidth_m // cell_m)


def peak_of_one(*, cell_m: float, bandwidth_m: float, kernel: Kernel) -> float:
    """Density per km2 in the cell of a single row of weight one."""
    if kernel is Kernel.GAUSSIAN:
        profile = _gaussian(cell_m, bandwidth_m)
        share = float(profile.max() ** 2)
    else:
        share = float(_quartic(cell_m, bandwidth_m).max())
    return share / (cell_m / 1000) ** 2


def spread(mass: NDArray[np.float64], grid: Grid, *, bandwidth_m: float, kernel: Kernel) -> NDArray[np.float64]:
    """Kernel density at cell centres, per square kilometre, without edge correction.

    mass: weight per cell, shape (ny, nx). The kernel sums to one over its cells; what it spreads over the grid's border
    is lost, so the grid wants a margin of `reach_cells` where that matters. Values are rounded to 2^-20 of one row's
    peak: cells that are equal by symmetry are equal in the result too, and ties stay ties. A power of two, because
    kernels fall to simple fractions of their peak, and a fraction must not lie midway between two steps.
    Gaussian: two passes of a band matrix in blocks, which is what the processor does best (a 400 by 400 grid takes
    about 2 ms). Quartic (Silverman 1986, eq. 4.5): FFT.
    """
    if kernel is Kernel.GAUSSIAN:
        density = _band(mass, _gaussian(grid.cell_m, bandwidth_m))
    else:
        density = _fft(mass, _quartic(grid.cell_m, bandwidth_m))
    quantum = peak_of_one(cell_m=grid.cell_m, bandwidth_m=bandwidth_m, kernel=kernel) * 2.0**-20
    density *= 1.0 / (grid.cell_km2 * quantum)
    np.rint(density, out=density)
    density *= quantum
    return density


@lru_cache(maxsize=32)
def _gaussian(cell_m: float, bandwidth_m: float) -> NDArray[np.float64]:
    reach = reach_cells(cell_m=cell_m, bandwidth_m=bandwidth_m, kernel=Kernel.GAUSSIAN)
    profile = np.exp(-0.5 * (np.arange(-reach, reach + 1) * (cell_m / bandwidth_m)) ** 2)
    return np.asarray(profile / profile.sum())


@lru_cache(maxsize=32)
def _quartic(cell_m: float, bandwidth_m: float) -> NDArray[np.float64]:
    reach = reach_cells(cell_m=cell_m, bandwidth_m=bandwidth_m, kernel=Kernel.QUARTIC)
    step = (np.arange(-reach, reach + 1) * (cell_m / bandwidth_m)) ** 2
    shape = np.maximum(0.0, 1.0 - (step[:, None] + step[None, :])) ** 2
    return np.asarray(shape / shape.sum())


def _band(mass: NDArray[np.float64], profile: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convolve columns, then rows, with `profile`: one small Toeplitz matrix times each tile."""
    reach = len(profile) // 2
    toeplitz = np.zeros((_BLOCK, _BLOCK + 2 * reach))
    for line in range(_BLOCK):
        toeplitz[line, line : line + len(profile)] = profile
    half, whole = np.empty_like(mass), np.empty_like(mass)
    ny, nx = mass.shape
    across = max(_BLOCK, _ONE_THREAD // toeplitz.size)
    for start, stop, first, last, matrix in _blocks(toeplitz, ny, reach):
        for left in range(0, nx, across):
            tile = slice(left, left + across)
            np.matmul(matrix, mass[first:last, tile], out=half[start:stop, tile])
    for start, stop, first, last, matrix in _blocks(toeplitz, nx, reach):
        for low in range(0, ny, across):
            tile = slice(low, low + across)
            np.matmul(half[tile, first:last], matrix.T, out=whole[tile, start:stop])
    return whole


def _blocks(
    toeplitz: NDArray[np.float64], lines: int, reach: int
) -> Iterator[tuple[int, int, int, int, NDArray[np.float64]]]:
    """Lines to be made (start, stop), lines they are made of (first, last), and the matrix between them."""
    for start in range(0, lines, _BLOCK):
        stop = min(start + _BLOCK, lines)
        first, last = max(0, start - reach), min(lines, stop + reach)
        shift = start - reach
        yield start, stop, first, last, toeplitz[: stop - start, first - shift : last - shift]


def _fft(mass: NDArray[np.float64], shape: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.fft import irfft2, next_fast_len, rfft2

    ny, nx = mass.shape
    reach = shape.shape[0] // 2
    padded = (next_fast_len(ny + 2 * reach, True), next_fast_len(nx + 2 * reach, True))
    spread_out = irfft2(rfft2(mass, padded) * rfft2(shape, padded), padded)
    return np.asarray(np.maximum(spread_out[reach : reach + ny, reach : reach + nx], 0.0))
