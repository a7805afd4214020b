"""Fits of counts, beside those of R."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.loglinear import fit
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected, numbers, table


def line(length: int) -> np.ndarray:
    return np.column_stack([np.ones(length), np.arange(length, dtype=float)])


def test_the_slope_of_salmonella_is_that_of_r(shared_data: Path) -> None:
    weeks = numbers(table(shared_data, "trend_emerging", "salmonella_agona.csv")["observed"])
    case = expected(shared_data, "trend_emerging")["poisson_trend_first48"]
    found = fit(line(48), weeks[:48])
    assert found.coefficients[1] == pytest.approx(case["slope"], abs=1e-5)
    assert found.errors[1] == pytest.approx(case["se"], abs=1e-5)
    assert found.errors[1] * found.scale == pytest.approx(case["se_quasi"], abs=1e-5)
    assert found.dispersion == pytest.approx(case["dispersion"], abs=1e-5)
    assert found.degrees == 46


@given(st.lists(st.integers(0, 50), min_size=6, max_size=30).filter(lambda counts: sum(counts[2:-2]) > 0))
def test_what_is_fitted_adds_up_to_what_was_counted(counts: list[int]) -> None:
    design = line(len(counts))
    try:
        mean = np.exp(design @ fit(design, counts).coefficients)
    except InvalidRecord as refused:
        assert "one end" in str(refused)  # noqa: PT017
        return
    # The score equations of the maximum.
    np.testing.assert_allclose(design.T @ mean, design.T @ np.array(counts), rtol=1e-6, atol=1e-6)


def test_counts_that_scatter_less_than_chance_do_not_narrow_the_errors() -> None:
    found = fit(line(12), [5] * 12)
    assert found.dispersion == pytest.approx(0, abs=1e-12)
    assert found.scale == 1


@pytest.mark.parametrize(
    ("design", "counts", "named"),
    [
        (line(3), [1, 2], "2 counts for 3 rows"),
        (line(2), [1, 2], "longer period"),
        (np.ones((4, 2)), [1, 2, 3, 4], "follows from the others"),
        (line(4), [0, 0, 0, 0], "all counts are 0"),
        (line(4), [1, -2, 3, 4], "negative"),
        (line(8), [0, 0, 0, 0, 0, 0, 0, 9], "one end"),
    ],
)
def test_what_cannot_be_fitted_is_refused(design: np.ndarray, counts: list[int], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        fit(design, counts)
