"""Many tests at once, beside the example of those who found the method."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.multiple import benjamini_hochberg, stands
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_the_fifteen_tests_of_the_paper(shared_data: Path) -> None:
    case = expected(shared_data, "fdr_bh1995")
    np.testing.assert_allclose(benjamini_hochberg(case["p"]), case["BH"], rtol=0, atol=1e-12)
    assert stands(case["p"]).sum() == case["published_BH_rejections_at_0.05"]


def test_the_order_of_the_tests_is_kept(shared_data: Path) -> None:
    case = expected(shared_data, "fdr_bh1995")
    order = np.random.default_rng(1).permutation(15)
    mixed = benjamini_hochberg(np.array(case["p"])[order])
    np.testing.assert_allclose(mixed, np.array(case["BH"])[order], rtol=0, atol=1e-12)


@given(P_VALUES)
def test_adjusting_never_makes_a_test_surer_and_never_changes_their_order(p: list[float]) -> None:
    adjusted = benjamini_hochberg(p)
    assert (adjusted >= np.array(p) * (1 - 1e-12)).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p)]) >= 0).all()


@given(P_VALUES, st.floats(0.01, 0.5))
def test_what_stands_is_what_the_stepwise_rule_of_the_paper_rejects(p: list[float], rate: float) -> None:
    ordered = sorted(p)
    # Margins of rounding are nobody's claim.
    if any(abs(value - (i + 1) / len(p) * rate) < 1e-12 for i, value in enumerate(ordered)):
        return
    rejected = max((i + 1 for i, value in enumerate(ordered) if value <= (i + 1) / len(p) * rate), default=0)
    assert stands(p, rate=rate).sum() == rejected


def test_no_tests_have_no_results() -> None:
    assert benjamini_hochberg([]).tolist() == []


@pytest.mark.parametrize("p", [[0.1, None], [0.1, float("nan")], [-0.1], [1.1], ["a"], [[0.1]]])
def test_what_is_no_column_of_p_values_is_refused(p: list[object]) -> None:
    with pytest.raises(InvalidRecord):
        benjamini_hochberg(p)  # type: ignore[arg-type]


def test_a_rate_of_all_or_nothing_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="rate=1"):
        stands([0.1], rate=1)
