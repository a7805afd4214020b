"""From counts on a grid to groups of cells: density, two thresholds, and which cells belong together.

Source: Diggle (1985), doi:10.2307/2347366, for the edge correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.ndimage import label
from shapely.geometry.base import BaseGeometry

from geodata.analysis.density import Grid, Kernel, Window, peak_of_one, spread
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EIGHT = np.ones((3, 3), np.int8)


@dataclass(frozen=True, slots=True)
class HotspotSettings:
    """How hotspots are looked for. The defaults suit a Swedish town.

    cell_m: side of a cell, 10-1,000 m in steps of 0.1. bandwidth_m: of the kernel, 50-2,000 m; for a town 150-400
    (likelihood says 277 m where rules of thumb say 1,700). kernel: gaussian (bandwidth = standard deviation) or quartic
    (bandwidth = radius). enter_share, leave_share: RULE 1: a cell enters a hotspot when it is among the densest 1.5 %,
    and leaves one that stood before when it is no longer among the densest 4 %, of the cells within reach of evidence:
    those at least as dense as three bandwidths (quartic: 0.95) from a single row. Shares of the whole municipality
    would make the answer depend on how much forest it has. min_count: fewer rows than this are no hotspot.
    Raises: InvalidRecord.
    """

    cell_m: float = 50.0
    bandwidth_m: float = 200.0
    kernel: Kernel = Kernel.GAUSSIAN
    enter_share: float = 0.015
    leave_share: float = 0.04
    min_count: int = 5

    def __post_init__(self) -> None:
        if not 10 <= self.cell_m <= 1000 or abs(self.cell_m * 10 - round(self.cell_m * 10)) > 1e-9:
            raise InvalidRecord(f"cell_m={self.cell_m}: choose 10 to 1,000 m in whole decimetres")
        if not 50 <= self.bandwidth_m <= 2000:
            raise InvalidRecord(f"bandwidth_m={self.bandwidth_m}: choose 50 to 2,000 m; 150 to 400 m suits a town")
        if self.bandwidth_m < self.cell_m:
            raise InvalidRecord(f"bandwidth_m={self.bandwidth_m} is less than cell_m={self.cell_m}: use smaller cells")
        if not 0 < self.enter_share <= self.leave_share < 1:
            raise InvalidRecord(
                f"enter_share={self.enter_share}, leave_share={self.leave_share}: 0 < enter <= leave < 1 must hold"
            )
        if self.min_count < 1:
            raise InvalidRecord(f"min_count={self.min_count}: at least 1")

    @property
    def cell_dm(self) -> int:
        """Side of a cell in decimetres."""
        return round(self.cell_m * 10)

    def coarser(self) -> HotspotSettings:
        """The same with cells twice as wide, or these where that would be wider than the bandwidth or 1,000 m."""
        wide = 2 * self.cell_m
        return replace(self, cell_m=wide) if wide <= min(self.bandwidth_m, 1000) else self

    @property
    def least_density(self) -> float:
        """Density per km2 from which on a cell counts as within reach of evidence."""
        return 0.011 * peak_of_one(cell_m=self.cell_m, bandwidth_m=self.bandwidth_m, kernel=self.kernel)


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Groups of touching dense cells.

    density: weighted rows per km2 at cell centres, float64, shape (ny, nx). enter, leave: the two levels, per km2.
    groups: number of the group that each cell belongs to, int32, flat, 0 = none. cells: those in a group, ascending.
    number: of groups.
    """

    density: NDArray[np.float64]
    enter: float
    leave: float
    groups: NDArray[np.int32]
    cells: NDArray[np.int64]
    number: int


def cut(
    mass: NDArray[np.float64],
    grid: Grid,
    settings: HotspotSettings,
    window: Window | None,
    earlier: Sequence[BaseGeometry] = (),
) -> Cut:
    """Cut the density of `mass` (weight per cell, shape (ny, nx)) at the two levels.

    The outermost cells of the grid belong to no group. earlier: outlines inside which the leave level holds.
    Raises: InvalidRecord when the window was made for other cells.
    """
    density = _density(mass, grid, settings, window)
    enter, leave = _levels(density, settings)
    return Cut(density, enter, leave, *_groups(density, grid, enter, leave, earlier))


def _density(
    mass: NDArray[np.float64],
    grid: Grid,
    settings: HotspotSettings,
    window: Window | None,
) -> NDArray[np.float64]:
    """l(u) = sum of w_i K(u - x_i) / e(x_i) at the cells inside the window. Source: Diggle (1985)."""
    if window is None:
        return spread(mass, grid, bandwidth_m=settings.bandwidth_m, kernel=settings.kernel)
    here, there = _overlap(grid, window.grid)
    corrected = mass.copy()
    corrected[here] /= window.kept_mass[there]
    density = spread(corrected, grid, bandwidth_m=settings.bandwidth_m, kernel=settings.kernel)
    inside = np.zeros_like(density)
    np.multiply(density[here], window.inside[there], out=inside[here])
    return inside


def _overlap(grid: Grid, other: Grid) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """The cells that two grids of one cell size share, as slices into each."""
    if grid.cell_dm != other.cell_dm:
        raise InvalidRecord(f"the window was made for cells of {other.cell_m:g} m, the settings say {grid.cell_m:g} m")
    dx, dy = (other.west_dm - grid.west_dm) // grid.cell_dm, (other.south_dm - grid.south_dm) // grid.cell_dm
    x0, x1 = max(0, dx), min(grid.nx, dx + other.nx)
    y0, y1 = max(0, dy), min(grid.ny, dy + other.ny)
    return (slice(y0, y1), slice(x0, x1)), (slice(y0 - dy, y1 - dy), slice(x0 - dx, x1 - dx))


def _levels(density: NDArray[np.float64], settings: HotspotSettings) -> tuple[float, float]:
    """The densities that a cell must exceed to enter and to stay. Equal cells are treated alike."""
    reached = density[density >= settings.least_density]
    if reached.size == 0:
        return np.inf, np.inf
    last = reached.size - 1
    enter, leave = (max(0, last - int(share * reached.size)) for share in (settings.enter_share, settings.leave_share))
    top = np.partition(reached, leave)[leave:]
    return float(np.partition(top, enter - leave)[enter - leave]), float(top[0])


def _groups(
    density: NDArray[np.float64], grid: Grid, enter: float, leave: float, earlier: Sequence[BaseGeometry]
) -> tuple[NDArray[np.int32], NDArray[np.int64], int]:
    """Number the groups of touching cells that are above `enter`, or above `leave` and in an earlier outline.

    Returns the group per cell (flat, 0 = none), the cells in a group (ascending), and the number of groups.
    """
    held = density > enter
    # A border of empty cells lets outlines be followed without tests for the grid's end.
    held[0], held[-1], held[:, 0], held[:, -1] = False, False, False, False
    if len(earlier):
        inner = np.zeros_like(held)
        inner[1:-1, 1:-1] = density[1:-1, 1:-1] > leave
        staying = np.flatnonzero(inner & ~held)
        iy, ix = np.divmod(staying, grid.nx)
        east = (grid.west_dm + (ix + 0.5) * grid.cell_dm) / 10
        north = (grid.south_dm + (iy + 0.5) * grid.cell_dm) / 10
        for outline in earlier:
            west, south, east_end, north_end = outline.bounds
            near = np.flatnonzero((east >= west) & (east <= east_end) & (north >= south) & (north <= north_end))
            inside = near[shapely.intersects_xy(outline, east[near], north[near])]
            held.ravel()[staying[inside]] = True
    labels = np.empty(held.shape, np.int32)
    number = int(label(held, _EIGHT, output=labels))
    groups = labels.ravel()
    return groups, np.flatnonzero(held), number
