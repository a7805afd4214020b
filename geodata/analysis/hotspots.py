"""Where evidence gathers, in places with an outline, ranked by how much lies there.

Grid -> counts -> kernel density with edge correction -> two thresholds -> connected cells -> outline and figures. A
cell must be dense to enter a hotspot and less dense to stay in one that stood before (hysteresis), so that a place
neither appears nor vanishes by one report. Nothing here says that a place is more than chance: these are candidates.
Source: Diggle (1985), doi:10.2307/2347366, for the edge correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.ndimage import label
from shapely.geometry.base import BaseGeometry

from geodata.analysis.density import Grid, Kernel, Window, binned, peak_of_one, reach_cells, spread
from geodata.analysis.outlines import outlines
from geodata.analysis.rates import poisson_limits
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

NOT_LOCATED = np.iinfo(np.int32).min
"""In a column of decimetres: the row has no position. Such rows are counted nowhere."""

_WEIGHT_STEP = 1024
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

    @property
    def least_density(self) -> float:
        """Density per km2 from which on a cell counts as within reach of evidence."""
        return 0.011 * peak_of_one(cell_m=self.cell_m, bandwidth_m=self.bandwidth_m, kernel=self.kernel)


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """One place where evidence gathers.

    outline: polygon, SWEREF 99 TM metres, rounded a little. rows: row numbers of all chosen rows inside the outline,
    ascending, int64. weighted: sum of their weights. count_low, count_high: exact 95 % Poisson interval of count.
    counts_by_kind: kind number -> rows. peak: centre of the densest cell. density: there, weighted rows per km2.
    cells: number of cells.
    """

    outline: shapely.Polygon
    rows: NDArray[np.int64]
    count: int
    weighted: float
    counts_by_kind: dict[int, int]
    count_low: float
    count_high: float
    peak_east_m: float
    peak_north_m: float
    density: float
    cells: int


@dataclass(frozen=True, slots=True, eq=False)
class HotspotMap:
    """The answer: clusters by falling weight, and the density they were cut from.

    density: weighted rows per km2 at cell centres, float64, shape (grid.ny, grid.nx), row 0 southernmost. places: the
    cluster that each cell belongs to, same shape: 1 is clusters[0], 0 none. grid is None and both are empty where no
    row has a position. enter, leave: the two levels used, per km2.
    """

    clusters: tuple[Cluster, ...]
    grid: Grid | None
    density: NDArray[np.float64]
    places: NDArray[np.int32]
    enter: float
    leave: float
    settings: HotspotSettings


def find_hotspots(
    *,
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
    settings: HotspotSettings,
    weights: ArrayLike | None = None,
    kinds: NDArray[np.uint8] | None = None,
    chosen: NDArray[np.bool_] | None = None,
    window: Window | None = None,
    earlier: Sequence[BaseGeometry] = (),
) -> HotspotMap:
    """Find the places where the chosen rows gather.

    east_dm, north_dm: SWEREF 99 TM decimetres, int32, NOT_LOCATED where unknown. weights: per row, >= 0, kept to 1/1024
    so that sums do not depend on the order of rows; rows of weight 0 draw no density but are counted where they lie.
    kinds: for counts_by_kind. chosen: rows that the view lets through (row numbers in the answer are those of the full
    columns). window: the municipality, for the edge correction; rows outside are left out of the density. earlier:
    outlines that stood before (SWEREF 99 TM): RULE 2: inside them the leave level holds, elsewhere the enter level.
    Raises: InvalidRecord.
    """
    east_dm, north_dm, weight, kind = _checked(east_dm, north_dm, weights, kinds, chosen)
    rows = usable_rows(east_dm, north_dm, chosen, window)
    everything = len(rows) == len(east_dm)
    if len(rows) == 0:
        return HotspotMap((), None, np.empty((0, 0)), np.empty((0, 0), np.int32), 0.0, 0.0, settings)
    if not everything:
        east_dm, north_dm = east_dm[rows], north_dm[rows]
        weight = None if weight is None else weight[rows]
        kind = None if kind is None else kind[rows]
    margin = 2 + reach_cells(cell_m=settings.cell_m, bandwidth_m=settings.bandwidth_m, kernel=settings.kernel)
    grid = Grid.around(east_dm, north_dm, cell_dm=settings.cell_dm, margin_cells=margin)
    cell = grid.cells(east_dm, north_dm)
    mass = binned(cell, east_dm, north_dm, weight, grid)
    density = _density(mass, grid, settings, window)
    enter, leave = _levels(density, settings)
    groups, cells, number = _groups(density, grid, enter, leave, earlier)
    if number == 0:
        return HotspotMap((), grid, density, np.zeros(density.shape, np.int32), enter, leave, settings)
    shapes = outlines(groups, cells, grid, number)
    position, group = _members(groups, cells, grid.nx, shapes, cell=cell, east_dm=east_dm, north_dm=north_dm)
    found = _Found(grid, shapes, position, group, cells, groups[cells], density.ravel()[cells])
    clusters, rank = _clusters(found, None if everything else rows, weight, kind, settings.min_count)
    return HotspotMap(clusters, grid, density, rank[groups].reshape(density.shape), enter, leave, settings)


def poisson_interval(count: int) -> tuple[float, float]:
    """Exact 95 % interval of a Poisson mean from one count: (low, high), see `rates.poisson_limits`."""
    low, high = poisson_limits(count)
    return float(low), float(high)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Groups of cells with their outlines, and the rows inside: positions and groups, by group."""

    grid: Grid
    shapes: list[shapely.Polygon]
    position: NDArray[np.int64]
    group: NDArray[np.int32]
    cells: NDArray[np.int64]
    cell_group: NDArray[np.int32]
    cell_density: NDArray[np.float64]


def _checked(
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
    weights: ArrayLike | None,
    kinds: NDArray[np.uint8] | None,
    chosen: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64] | None, NDArray[np.uint8] | None]:
    east_dm, north_dm = np.asarray(east_dm), np.asarray(north_dm)
    if east_dm.dtype.kind != "i" or north_dm.dtype.kind != "i":
        raise InvalidRecord("positions must be whole decimetres in SWEREF 99 TM; use places.to_decimetres first")
    weight = None if weights is None else np.rint(np.asarray(weights, np.float64) * _WEIGHT_STEP) / _WEIGHT_STEP
    for name, column in (("north_dm", north_dm), ("weights", weight), ("kinds", kinds), ("chosen", chosen)):
        if column is not None and column.shape != east_dm.shape:
            raise InvalidRecord(f"{name} has {column.size} rows, east_dm {east_dm.size}: give columns of one version")
    if weight is not None and not (np.isfinite(weight) & (weight >= 0)).all():
        raise InvalidRecord("weights must be finite and not negative; use 0 to leave a kind out")
    return east_dm.astype(np.int32, copy=False), north_dm.astype(np.int32, copy=False), weight, kinds


def usable_rows(
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
    chosen: NDArray[np.bool_] | None,
    window: Window | None,
) -> NDArray[np.int64]:
    """Numbers of the rows that take part: chosen, with a position, and inside the window. Ascending."""
    if chosen is None and window is None and int(east_dm.min(initial=0)) > NOT_LOCATED < int(north_dm.min(initial=0)):
        return np.arange(len(east_dm))
    usable = (east_dm != NOT_LOCATED) & (north_dm != NOT_LOCATED)
    if chosen is not None:
        usable &= chosen
    if window is not None:
        on_grid = np.flatnonzero(usable & window.grid.covers(east_dm, north_dm))
        cell = window.grid.cells(east_dm[on_grid], north_dm[on_grid])
        return on_grid[window.inside.ravel()[cell]]
    return np.flatnonzero(usable)


def _density(
    mass: NDArray[np.float64],
    grid: Grid,
    settings: HotspotSettings,
    window: Window | None,
) -> NDArray[np.float64]:
    """l(u) = sum of w_i K(u - x_i) / e(x_i) at the cells inside the window. Source: Diggle (1985)."""
    if window is None:
        return spread(mass, grid, bandwidth_m=settings.bandwidth_m, kernel=settings.kernel)
    kept, inside = np.ones_like(mass), np.zeros(mass.shape, np.bool_)
    here, there = _overlap(grid, window.grid)
    kept[here] = window.kept_mass[there]
    inside[here] = window.inside[there]
    density = spread(mass / kept, grid, bandwidth_m=settings.bandwidth_m, kernel=settings.kernel)
    density[~inside] = 0.0
    return density


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


def _members(
    groups: NDArray[np.int32],
    cells: NDArray[np.int64],
    nx: int,
    shapes: list[shapely.Polygon],
    *,
    cell: NDArray[np.int32],
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Rows inside the outlines: all in a group's own cells, and by test those beside it that the margin takes in.

    Returns row positions, ascending within each group, and their group, ascending.
    """
    # 16 bits where they suffice: the stable sorts below are then radix sorts.
    near = groups.astype(np.int16) if len(shapes) < 2**15 - 1 else groups.copy()
    own = near[cells]
    shared = []
    for beyond in (-nx - 1, -nx, -nx + 1, -1, 1, nx - 1, nx, nx + 1):
        beside = cells + beyond
        before = near[beside]
        free = before == 0
        near[beside[free]] = -own[free]
        shared.append(beside[(before < 0) & (before != -own)])
    # A cell beside two groups is asked about both; that is rare.
    both = np.unique(np.concatenate(shared))
    near[both] = -(len(shapes) + 1)
    mark = near[cell]
    position = np.flatnonzero(mark != 0)
    group = mark[position]
    outside = np.flatnonzero(group < 0)
    asked = -group[outside]
    order = np.argsort(asked, kind="stable")
    outside, asked = outside[order], asked[order]
    east, north = (axis[position[outside]] / 10 for axis in (east_dm, north_dm))
    group[outside] = 0
    start = np.searchsorted(asked, np.arange(1, len(shapes) + 3))
    for number, shape in enumerate(shapes, start=1):
        shapely.prepare(shape)
        for part in (slice(start[number - 1], start[number]), slice(start[-2], start[-1])):
            if part.start < part.stop:
                inside = shapely.intersects_xy(shape, east[part], north[part])
                group[outside[part][inside]] = number
    kept = group > 0
    position, group = position[kept], group[kept]
    order = np.argsort(group, kind="stable")
    return position[order], group[order].astype(np.int32)


def _clusters(
    found: _Found,
    rows: NDArray[np.int64] | None,
    weight: NDArray[np.float64] | None,
    kind: NDArray[np.uint8] | None,
    min_count: int,
) -> tuple[tuple[Cluster, ...], NDArray[np.int32]]:
    """Figures of every group with enough rows, and the rank of each group: 1 for the first, 0 for those left out.

    rows: number of each row used, None where all are.
    """
    number = len(found.shapes)
    bounds = np.searchsorted(found.group, np.arange(1, number + 2))
    count = np.diff(bounds)
    weighted = count if weight is None else np.bincount(found.group, weight[found.position], number + 1)[1:]
    by_kind = np.zeros((number, 1), np.int64)
    if kind is not None:
        width = int(kind.max()) + 1
        key = (found.group - 1) * np.int32(width) + kind[found.position]
        by_kind = np.bincount(key, minlength=number * width).reshape(number, width)
    best = np.lexsort((found.cells, -found.cell_density, found.cell_group))
    peak = best[np.searchsorted(found.cell_group[best], np.arange(1, number + 1))]
    cells = np.bincount(found.cell_group, minlength=number + 1)[1:]
    numbers = found.position if rows is None else rows[found.position]
    # RULE 3: rank by weight, then by peak density, then by the peak's place, so that the order is never left to chance.
    order = np.lexsort((found.cells[peak], -found.cell_density[peak], -weighted))
    enough = order[count[order] >= min_count]
    rank = np.zeros(number + 1, np.int32)
    rank[enough + 1] = np.arange(1, len(enough) + 1)
    low, high = poisson_limits(count)
    clusters = []
    for group in enough.tolist():
        east_m, north_m = found.grid.centre_m(int(found.cells[peak[group]]))
        clusters.append(
            Cluster(
                outline=found.shapes[group],
                rows=numbers[bounds[group] : bounds[group + 1]],
                count=int(count[group]),
                weighted=float(weighted[group]),
                counts_by_kind={int(k): int(by_kind[group, k]) for k in np.flatnonzero(by_kind[group])}
                if kind is not None
                else {},
                count_low=float(low[group]),
                count_high=float(high[group]),
                peak_east_m=east_m,
                peak_north_m=north_m,
                density=float(found.cell_density[peak[group]]),
                cells=int(cells[group]),
            )
        )
    return tuple(clusters), rank
