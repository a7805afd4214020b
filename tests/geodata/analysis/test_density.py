"""Grid and kernel density against published results and by its invariants."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter, map_coordinates

from geodata.analysis.density import MAX_CELLS, Grid, Kernel, Window, binned, rasterise, reach_cells, spread
from geodata.analysis.hotspots import HotspotSettings, find_hotspots
from geodata.errors import InvalidRecord
from tests.geodata.analysis.towns import a_town

PLAIN = HotspotSettings()


def test_cells_are_half_open_and_clamped() -> None:
    grid = Grid(west_dm=1000, south_dm=2000, cell_dm=500, nx=3, ny=2)
    east = np.array([1000, 1499, 1500, 2499, 2500, 0], np.int32)
    north = np.array([2000, 2499, 2500, 2999, 9000, 0], np.int32)
    assert grid.cells(east, north).tolist() == [0, 0, 4, 5, 5, 0]
    assert grid.covers(east, north).tolist() == [True, True, True, True, False, False]
    assert grid.centre_m(4) == (175.0, 275.0)


def test_a_grid_over_half_a_continent_is_refused_with_its_size() -> None:
    far = np.array([0, 20_000_000], np.int32)
    with pytest.raises(InvalidRecord, match="by 2000 km"):
        Grid.around(far, far, cell_dm=500, margin_cells=0)
    assert MAX_CELLS < (20_000_000 / 500) ** 2


@settings(deadline=None)
@given(st.integers(3, 90), st.integers(3, 90), st.integers(0, 2**32 - 1), st.sampled_from([50.0, 120.0, 400.0]))
def test_gaussian_density_is_the_separable_convolution_of_any_grid(
    nx: int, ny: int, seed: int, bandwidth_m: float
) -> None:
    mass = np.random.default_rng(seed).poisson(0.3, (ny, nx)).astype(float)
    ours = spread(mass, Grid(0, 0, 500, nx, ny), bandwidth_m=bandwidth_m, kernel=Kernel.GAUSSIAN)
    peer = gaussian_filter(
        mass, bandwidth_m / 50, mode="constant", truncate=4, radius=int(np.ceil(4 * bandwidth_m / 50))
    )
    assert np.allclose(ours, peer / 0.0025, rtol=1e-6, atol=1e-3)


@pytest.mark.parametrize("kernel", list(Kernel))
def test_one_row_spreads_to_one_and_equally_to_all_sides(kernel: Kernel) -> None:
    reach = reach_cells(cell_m=50, bandwidth_m=300, kernel=kernel)
    side = 2 * reach + 3
    mass = np.zeros((side, side))
    mass[reach + 1, reach + 1] = 1
    density = spread(mass, Grid(0, 0, 500, side, side), bandwidth_m=300, kernel=kernel)
    assert density.sum() * 0.0025 == pytest.approx(1, abs=2e-3)
    for mirrored in (density[::-1], density[:, ::-1], density.T):
        assert np.array_equal(mirrored, density)


@pytest.mark.parametrize("edge", ["none", "diggle"])
def test_density_at_the_memphis_robberies_is_what_spatstat_says(shared_data: Path, edge: str) -> None:
    # KDE at the points by spatstat.explore, sigma 600 m; the binned estimate is allowed 1 % of the maximum.
    folder = shared_data / "reference" / "memphis_gistar_kde"
    case = json.loads((folder / "expected.json").read_text())
    with (folder / "input.csv").open() as file:
        points = np.array([(float(row["x"]), float(row["y"])) for row in csv.DictReader(file)])
    with (folder / "expected_kde_at_points.csv").open() as file:
        expected = np.array([float(row[edge]) for row in csv.DictReader(file)]) * 1e6
    east, north = np.rint(points * 10).astype(np.int32).T
    bounds = (case["x0"], case["y0"], case["x0"] + case["nx"] * 500, case["y0"] + case["ny"] * 500)
    chosen = HotspotSettings(cell_m=50, bandwidth_m=case["kde_sigma"])
    window = exact_window(bounds, chosen) if edge == "diggle" else None
    found = find_hotspots(east_dm=east, north_dm=north, settings=chosen, window=window)
    assert found.grid is not None
    column = (points[:, 0] * 10 - found.grid.west_dm) / found.grid.cell_dm - 0.5
    row = (points[:, 1] * 10 - found.grid.south_dm) / found.grid.cell_dm - 0.5
    at_points = map_coordinates(found.density, [row, column], order=1)
    assert np.abs(at_points - expected).max() <= 0.01 * expected.max()


def exact_window(bounds: tuple[float, float, float, float], chosen: HotspotSettings) -> Window:
    """A window of whole cells, not grown at its border as `Window.of` grows an outline."""
    west, south, east, north = bounds
    inner = Window.of(shapely.box(west + 60, south + 60, east - 60, north - 60), chosen)
    held = np.argwhere(inner.inside)
    grid = inner.grid
    assert grid.west_dm + held[0, 1] * grid.cell_dm == west * 10
    assert grid.south_dm + (held[-1, 0] + 1) * grid.cell_dm == north * 10
    return inner


def test_edge_correction_keeps_every_row_inside_the_municipality() -> None:
    east, north, _ = a_town(2000, seed=5)
    metres = np.column_stack([east, north]) / 10
    centre = shapely.Point(metres.mean(axis=0))
    outline = centre.buffer(6000).difference(centre.buffer(1500))
    window = Window.of(outline, PLAIN)
    inside = window.grid.covers(east, north) & window.inside.ravel()[window.grid.cells(east, north)]
    weights = np.random.default_rng(1).integers(0, 5, len(east)).astype(float)
    found = find_hotspots(east_dm=east, north_dm=north, settings=PLAIN, window=window, weights=weights)
    assert found.grid is not None
    assert found.density.sum() * found.grid.cell_km2 == pytest.approx(weights[inside].sum(), rel=1e-5)
    plain = find_hotspots(east_dm=east[inside], north_dm=north[inside], settings=PLAIN, weights=weights[inside])
    assert plain.density.sum() * found.grid.cell_km2 == pytest.approx(weights[inside].sum(), rel=1e-5)
    assert found.density.max() >= plain.density.max()


def test_a_raster_holds_the_polygon_and_its_holes_and_no_more_than_one_cell_beside() -> None:
    polygon = shapely.Point(5000, 5000).buffer(3000).difference(shapely.Point(5000, 5000).buffer(1000))
    both = shapely.union_all([polygon, shapely.box(8500, 8500, 9500, 9500)])
    grid = Grid(0, 0, 1000, 100, 100)
    held = rasterise(both, grid)
    centres = (np.arange(100) + 0.5) * 100
    x, y = (axis.ravel() for axis in np.meshgrid(centres, centres))
    near = shapely.contains_xy(both, x, y)
    far = shapely.dwithin(both, shapely.points(x, y), 100 * 2**0.5)
    assert held.ravel()[near].all()
    assert far[held.ravel()].all()
    assert not held[50, 50]


def test_an_empty_outline_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="outline"):
        Window.of(shapely.Polygon(), PLAIN)


@settings(deadline=None, max_examples=40)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 300),
    st.sampled_from([0, 200_000]),
    st.tuples(st.integers(0, 8_000), st.integers(0, 8_000)),
)
def test_one_more_report_never_lowers_a_count_or_the_density_anywhere(
    seed: int, number: int, linear: int, extra: tuple[int, int]
) -> None:
    rng = np.random.default_rng(seed)
    grid = Grid(west_dm=-2000, south_dm=-2000, cell_dm=500, nx=24, ny=24)
    east, north = rng.integers(0, 8_000, (2, number)).astype(np.int32)
    more_east, more_north = np.append(east, np.int32(extra[0])), np.append(north, np.int32(extra[1]))
    with pytest.MonkeyPatch.context() as patch:
        # 0: as if there were so many rows that each counts in its own cell alone
        patch.setattr("geodata.analysis.density.LINEAR_ROWS", linear)
        before = binned(grid.cells(east, north), east, north, None, grid)
        after = binned(grid.cells(more_east, more_north), more_east, more_north, None, grid)
    assert (after >= before).all()
    assert after.sum() == before.sum() + 1
    if linear == 0:
        own = int(grid.cells(more_east[-1:], more_north[-1:])[0])
        assert after.ravel()[own] == before.ravel()[own] + 1
    for kernel in Kernel:
        lower, higher = (spread(mass, grid, bandwidth_m=200.0, kernel=kernel) for mass in (before, after))
        assert (higher >= lower).all()
