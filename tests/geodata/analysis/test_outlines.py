"""Outlines of groups of cells."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import label

from geodata.analysis.density import Grid
from geodata.analysis.outlines import outlines


def traced(held: list[list[int]] | np.ndarray) -> tuple[list[shapely.Polygon], list[shapely.MultiPolygon]]:
    """Outlines of a picture (row 0 southernmost) in cells of 1 m, and the cells of each group as polygons."""
    picture = np.pad(np.asarray(held, np.int8), 1)
    groups, number = label(picture, np.ones((3, 3)))
    flat = groups.ravel().astype(np.int32)
    ny, nx = picture.shape
    shapes = outlines(flat, np.flatnonzero(flat), Grid(-10, -10, 10, nx, ny), number)
    squares = [
        shapely.MultiPolygon([shapely.box(x - 1, y - 1, x, y) for y, x in np.argwhere(groups == group)])
        for group in range(1, number + 1)
    ]
    return shapes, squares


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 9), st.integers(1, 9), st.floats(0.2, 0.95), st.integers(0, 2**32 - 1))
def test_any_group_has_one_valid_outline_round_all_its_cells_and_apart_from_the_others(
    nx: int, ny: int, share: float, seed: int
) -> None:
    shapes, squares = traced(np.random.default_rng(seed).random((ny, nx)) < share)
    for shape, cells in zip(shapes, squares, strict=True):
        assert shape.is_valid
        assert all(shape.covers(cell) for cell in cells.geoms)
        assert shape.hausdorff_distance(shapely.union_all(cells)) < 1
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes))


def test_two_holes_that_meet_at_a_corner_stay_two() -> None:
    picture = [[0, 0, 1, 0, 1], [0, 0, 1, 1, 0], [0, 0, 0, 1, 0], [0, 1, 0, 1, 0], [1, 0, 1, 0, 0], [0, 1, 0, 0, 0]]
    shapes, _ = traced(picture)
    assert len(shapes) == 1
    assert shapes[0].is_valid
    ring = [[1, 1, 1, 1], [1, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 1]]
    assert len(traced(ring)[0][0].interiors) == 2


def test_a_single_cell_is_rounded_and_a_staircase_becomes_a_slope() -> None:
    ((cell,), _) = traced([[1]])
    assert 1.0 < cell.area < 1.6**2
    assert cell.centroid.equals_exact(shapely.Point(0.5, 0.5), 0.02)
    ((slope,), _) = traced(np.tri(12))
    assert slope.length < 12 * (2 + 2**0.5) * 1.1


def test_cells_that_touch_by_a_corner_only_share_one_outline() -> None:
    shapes, _ = traced([[1, 0], [0, 1]])
    assert len(shapes) == 1
    assert shapes[0].is_valid
    assert not shapes[0].interiors
