"""Density and rows of a window: every located row of the view in exactly the cell where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.columns import Columns
from geodata.errors import BadSetting
from geodata.model import Feeling, View
from geodata.studies.spread import MOST_CELLS, Frame, Spread, mercator
from geodata.studies.view_counts import Cube
from tests.geodata.studies.evidence_rows import Row, columns_of, rows, views

EVERYTHING = View(municipality="0880", feeling=None)


def spread_of(columns: Columns) -> Spread:
    return Spread.of(Cube.of(columns), columns)


def a_frame(  # noqa: PLR0917 - a window and its cells, as everybody says them
    west: float, south: float, east: float, north: float, columns: int = 64, lines: int = 40
) -> Frame:
    x, y = mercator(np.array([west, east]), np.array([north, south]))
    return Frame(float(x[0]), float(y[0]), float(x[1]), float(y[1]), columns, lines)


WHOLE = a_frame(15.9, 56.3, 16.9, 57.1)
frames = st.builds(
    lambda west, south, wide, high, columns, lines: a_frame(west, south, west + wide, south + high, columns, lines),
    st.floats(15.5, 16.7),
    st.floats(56.2, 57.0),
    st.floats(0.0005, 3),
    st.floats(0.0005, 3),
    st.integers(2, 80),
    st.integers(2, 80),
)


def located(of: Sequence[Row], view: View) -> tuple[Columns, np.ndarray]:
    columns = columns_of(of)
    return columns, np.flatnonzero(columns.where(view) & columns.located) if of else np.zeros(0, np.int64)


@given(st.lists(rows, max_size=60), views, frames)
def test_every_row_is_in_the_cell_where_it_lies_and_in_no_other(of: list[Row], view: View, frame: Frame) -> None:
    columns, there = located(of, view)
    grid = spread_of(columns).grid(view, frame)
    x, y = mercator(columns.lon[there], columns.lat[there])
    lines, width = grid.counts.shape
    assert lines <= frame.lines
    assert width <= frame.columns
    counts = np.zeros((lines, width), np.int64)
    at = np.floor((x - grid.west) / grid.cell), np.floor((y - grid.north) / grid.cell)
    inside = (at[0] >= 0) & (at[0] < width) & (at[1] >= 0) & (at[1] < lines)
    np.add.at(counts, (at[1][inside].astype(int), at[0][inside].astype(int)), 1)
    assert (grid.counts == counts).all()
    assert grid.total == inside.sum()
    # and no row of the frame is beyond the grid
    in_frame = (x >= frame.west) & (x < frame.east) & (y >= frame.north) & (y < frame.south)
    assert inside[in_frame].all()


@given(st.lists(rows, max_size=60), views, frames, st.integers(0, 40))
def test_rows_of_a_window_are_those_that_its_cells_count_unless_they_are_too_many(
    of: list[Row], view: View, frame: Frame, most: int
) -> None:
    columns, there = located(of, view)
    spread = spread_of(columns)
    grid, found = spread.grid(view, frame), spread.rows(view, frame, most=most)
    if grid.total > most:
        assert found is None
    else:
        assert found is not None
        assert len(found) == grid.total
        assert set(found.tolist()) <= set(there.tolist())
        assert found.tolist() == sorted(found.tolist())


@given(st.lists(rows, min_size=1, max_size=40), views, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(of: list[Row], view: View, chance: Random) -> None:
    turned = columns_of(of, order=chance.sample(range(len(of)), len(of)))
    assert (spread_of(columns_of(of)).grid(view, WHOLE).counts == spread_of(turned).grid(view, WHOLE).counts).all()
    found = spread_of(turned).rows(view, WHOLE, most=40)
    assert found is not None
    assert (turned.where(view) & turned.located)[found].all()
    assert len(found) == (turned.where(view) & turned.located).sum()


def test_cells_lie_still_while_the_window_moves_over_them() -> None:
    of = [Row(lon=16.3 + 0.001 * n, lat=56.6 + 0.0005 * n) for n in range(50)]
    spread = spread_of(columns_of(of))
    one, other = (
        spread.grid(EVERYTHING, a_frame(16.3 + by, 56.6, 16.34 + by, 56.62, 100, 100)) for by in (0.0, 0.0037)
    )
    assert one.cell == other.cell
    assert ((one.west - other.west) / one.cell).is_integer()


def test_the_finest_cells_that_fit_are_chosen() -> None:
    of = [Row(lon=16.1 + 0.01 * n, lat=56.6) for n in range(40)]
    grid = spread_of(columns_of(of)).grid(EVERYTHING, a_frame(16.1, 56.5, 16.5, 56.7, 200, 200))
    frame = a_frame(16.1, 56.5, 16.5, 56.7, 200, 200)
    assert grid.cell <= max((frame.east - frame.west) / 199, (frame.south - frame.north) / 199) * 2


def test_more_than_65_535_rows_in_a_cell_are_counted_whole() -> None:
    columns = columns_of([Row(lon=16.3, lat=56.6)])
    arrays: dict[str, Any] = {
        field.name: np.repeat(value, 70_000)
        for field in fields(columns)
        if isinstance(value := getattr(columns, field.name), np.ndarray)
    }
    many = replace(columns, **arrays)
    grid = spread_of(many).grid(EVERYTHING, WHOLE)
    assert grid.counts.max() == grid.total == 70_000
    assert grid.counts.dtype == np.uint32


def test_nothing_located_makes_an_empty_grid() -> None:
    for of in ([], [Row()]):
        grid = spread_of(columns_of(of)).grid(View(municipality="0880", feeling=Feeling.UNSAFE), WHOLE)
        assert (grid.total, int(grid.counts.sum())) == (0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"west": 0.6},
        {"north": 0.7},
        {"south": 1.2},
        {"west": float("nan")},
        {"columns": 1},
        {"columns": MOST_CELLS, "lines": 2},
    ],
)
def test_a_window_that_is_none_is_refused(wrong: dict[str, float]) -> None:
    right = {"west": 0.54, "north": 0.3, "east": 0.55, "south": 0.31, "columns": 10, "lines": 10}
    Frame(**right)  # type: ignore[arg-type]
    with pytest.raises(BadSetting):
        Frame(**right | wrong)  # type: ignore[arg-type]
