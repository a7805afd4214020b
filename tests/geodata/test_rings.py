"""Points in a ring: the rule said of one point at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.rings import in_ring
from tests.geodata.studies.evidence_rows import lies_in

_degrees = st.integers(0, 40).map(lambda n: n / 40)
_rings = st.lists(st.tuples(_degrees, _degrees), min_size=3, max_size=8)


@given(_rings, st.integers(0, 2**32 - 1))
def test_many_points_are_told_as_each_would_be_alone(ring: list[tuple[float, float]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    # half of them on the corners' own lines, where a rule is easily broken
    x, y = (np.concatenate([rng.random(3000), rng.integers(0, 41, 3000) / 40]).astype(np.float32) for _ in range(2))
    found = in_ring(x, y, ring)
    some = rng.integers(0, len(x), 300)
    assert [lies_in(ring, float(x[at]), float(y[at])) for at in some] == found[some].tolist()


def test_a_ring_as_small_as_a_bench_is_told_as_exactly() -> None:
    rng = np.random.default_rng(3)
    ring = [(16.36 + 1e-5 * x, 56.66 + 1e-5 * y) for x, y in ((0, 0), (4, 1), (3, 5), (1, 2))]
    x = rng.uniform(16.36, 16.36004, 4000).astype(np.float32)
    y = rng.uniform(56.66, 56.66005, 4000).astype(np.float32)
    assert in_ring(x, y, ring).tolist() == [lies_in(ring, float(a), float(b)) for a, b in zip(x, y, strict=True)]


@pytest.mark.parametrize(("x", "y"), [(np.nan, 0.5), (0.5, np.nan)])
def test_what_has_no_position_is_outside(x: float, y: float) -> None:
    assert not in_ring(np.array([x]), np.array([y]), [(0, 0), (1, 0), (1, 1), (0, 1)])[0]


def test_a_point_on_a_border_of_two_rings_lies_in_one() -> None:
    x, y = np.full(50, 0.5), np.linspace(0.01, 0.99, 50)
    west = in_ring(x, y, [(0, 0), (0.5, 0), (0.5, 1), (0, 1)])
    east = in_ring(x, y, [(0.5, 0), (1, 0), (1, 1), (0.5, 1)])
    assert (west ^ east).all()
