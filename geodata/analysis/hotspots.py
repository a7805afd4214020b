"""Where evidence gathers, in places with an outline, ranked by how much lies there.

Grid -> counts -> kernel density with edge correction -> two thresholds -> connected cells -> outline and figures. A
cell must be dense to enter a hotspot and less dense to stay in one that stood before (hysteresis), so that a place
neither appears nor vanishes by one report. Nothing here says that a place is more than chance: these are candidates.
Source: Diggle (1985), doi:10.2307/2347366, for the edge correction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.analysis.cutting import Cut, HotspotSettings, cut
from geodata.analysis.density import Grid, Window, binned, reach_cells
from geodata.analysis.outlines import outlines
from geodata.analysis.rates import poisson_limits
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

NOT_LOCATED = np.iinfo(np.int32).min
"""In a column of decimetres: the row has no position. Such rows are counted nowhere."""

_WEIGHT_STEP = 1024

__all__ = ["NOT_LOCATED", "Cluster", "HotspotMap", "HotspotSettings", "find_hotspots"]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """One place where evidence gathers.

    outline: polygon, SWEREF 99 TM metres, rounded a little. count: chosen rows inside the outline. weighted: sum of
    their weights. count_low, count_high: exact 95 % Poisson interval of count. counts_by_kind: kind number -> rows.
    peak: centre of the densest cell. density: there, weighted rows per km2. cells: number of cells.
    """

    outline: shapely.Polygon
    find_rows: Callable[[], NDArray[np.int64]]
    count: int
    weighted: float
    counts_by_kind: dict[int, int]
    count_low: float
    count_high: float
    peak_east_m: float
    peak_north_m: float
    density: float
    cells: int

    @property
    def rows(self) -> NDArray[np.int64]:
        """Row numbers of all chosen rows inside the outline, ascending, int64."""
        return self.find_rows()


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
    grid = Grid.around(east_dm, north_dm, cell_dm=settings.cell_dm, margin_cells=margin).cropped(window)
    cell = grid.cells(east_dm, north_dm)
    mass = binned(cell, east_dm, north_dm, weight, grid)
    made = cut(mass, grid, settings, window, earlier)
    shapes = outlines(made.groups, made.cells, grid, made.number)
    position, group = members(made, grid.nx, shapes, cell=cell, east_dm=east_dm, north_dm=north_dm)
    bounds = np.searchsorted(group, np.arange(1, made.number + 2))
    count = np.diff(bounds)
    weighted = count if weight is None else np.bincount(group, weight[position], made.number + 1)[1:]
    numbers = position if everything else rows[position]
    figures = Figures(
        count=count,
        weighted=np.asarray(weighted, np.float64),
        by_kind=_by_kind(kind, position, group, made.number),
        find_rows=lambda place: numbers[bounds[place] : bounds[place + 1]],
    )
    return ranked(made, grid, shapes, figures, settings)


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What was counted in each group, group 1 first. find_rows: numbers of the rows in a group, the first being 0."""

    count: NDArray[np.int64]
    weighted: NDArray[np.float64]
    by_kind: list[dict[int, int]]
    find_rows: Callable[[int], NDArray[np.int64]]


def ranked(
    made: Cut, grid: Grid, shapes: Sequence[shapely.Polygon], figures: Figures, settings: HotspotSettings
) -> HotspotMap:
    """The groups with enough rows as clusters in order."""
    group, density = made.groups[made.cells], made.density.ravel()[made.cells]
    best = np.lexsort((made.cells, -density, group))
    peak = best[np.searchsorted(group[best], np.arange(1, made.number + 1))]
    cells = np.bincount(group, minlength=made.number + 1)[1:]
    # RULE 3: rank by weight, then by peak density, then by the peak's place, so that the order is never left to chance.
    order = np.lexsort((made.cells[peak], -density[peak], -figures.weighted))
    enough = order[figures.count[order] >= settings.min_count]
    rank = np.zeros(made.number + 1, np.int32)
    rank[enough + 1] = np.arange(1, len(enough) + 1)
    low, high = poisson_limits(figures.count)
    clusters = []
    for place in enough.tolist():
        east_m, north_m = grid.centre_m(int(made.cells[peak[place]]))
        clusters.append(
            Cluster(
                outline=shapes[place],
                find_rows=partial(figures.find_rows, place),
                count=int(figures.count[place]),
                weighted=float(figures.weighted[place]),
                counts_by_kind=figures.by_kind[place],
                count_low=float(low[place]),
                count_high=float(high[place]),
                peak_east_m=east_m,
                peak_north_m=north_m,
                density=float(density[peak[place]]),
                cells=int(cells[place]),
            )
        )
    places = np.zeros(made.density.shape, np.int32)
    places.ravel()[made.cells] = rank[group]
    return HotspotMap(tuple(clusters), grid, made.density, places, made.enter, made.leave, settings)


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


def members(
    made: Cut,
    nx: int,
    shapes: Sequence[shapely.Polygon],
    *,
    cell: NDArray[np.int32],
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Rows inside the outlines: all in a group's own cells, and by test those beside it that the margin takes in.

    cell, east_dm, north_dm: of the rows in question. Returns their positions, ascending within each group, and their
    group, ascending.
    """
    mark = marked(made, nx)[cell]
    position = np.flatnonzero(mark != 0)
    group = mark[position]
    outside = np.flatnonzero(group < 0)
    group[outside] = taken_in(group[outside], shapes, *(axis[position[outside]] for axis in (east_dm, north_dm)))
    kept = group > 0
    position, group = position[kept], group[kept]
    order = np.argsort(group, kind="stable")
    return position[order], group[order].astype(np.int32)


def marked(made: Cut, nx: int) -> NDArray[np.int16] | NDArray[np.int32]:
    """The group of each cell, flat; beside a group its negative; beside several the negative of one above all."""
    # 16 bits where they suffice: the stable sorts of rows are then radix sorts.
    near = made.groups.astype(np.int16) if made.number < 2**15 - 1 else made.groups.copy()
    own = near[made.cells]
    shared = []
    for beyond in (-nx - 1, -nx, -nx + 1, -1, 1, nx - 1, nx, nx + 1):
        beside = made.cells + beyond
        before = near[beside]
        free = before == 0
        near[beside[free]] = -own[free]
        shared.append(beside[(before < 0) & (before != -own)])
    # A cell beside two groups is asked about both; that is rare.
    near[np.concatenate(shared)] = -(made.number + 1)
    return near


def taken_in(
    mark: NDArray[np.signedinteger],
    shapes: Sequence[shapely.Polygon],
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
) -> NDArray[np.int32]:
    """The group whose outline holds each row beside it, 0 where none does. mark: of the row's cell (`marked`)."""
    group = np.zeros(len(mark), np.int32)
    order = np.argsort(-mark, kind="stable")
    asked = -mark[order]
    east, north = east_dm[order] / 10, north_dm[order] / 10
    start = np.searchsorted(asked, np.arange(1, len(shapes) + 3))
    for number, shape in enumerate(shapes, start=1):
        shapely.prepare(shape)
        for part in (slice(start[number - 1], start[number]), slice(start[-2], start[-1])):
            if part.start < part.stop:
                inside = shapely.intersects_xy(shape, east[part], north[part])
                group[order[part][inside]] = number
    return group


def _by_kind(
    kind: NDArray[np.uint8] | None, position: NDArray[np.int64], group: NDArray[np.int32], number: int
) -> list[dict[int, int]]:
    if kind is None:
        return [{} for _ in range(number)]
    width = int(kind.max()) + 1
    table = np.bincount((group - 1) * np.int32(width) + kind[position], minlength=number * width)
    return [{k: n for k, n in enumerate(row) if n} for row in table.reshape(number, width).tolist()]
