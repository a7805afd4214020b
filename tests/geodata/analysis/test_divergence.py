"""What is felt, found and reported in a place: said to diverge only beyond chance."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.divergence import Divergence, divergence
from geodata.errors import InvalidRecord


def test_a_place_that_is_felt_but_not_reported_is_said_to_be() -> None:
    counts = {"felt": [40, 12, 3], "reported": [10, 30, 1]}
    found = divergence(counts, {"felt": 200, "reported": 500})
    first, second, third = found
    assert (first.said, second.said, third.said) == (
        Divergence.MORE_OF_FIRST,
        Divergence.ALIKE,
        Divergence.TOO_FEW,
    )
    assert first.shares == (0.2, 0.02)
    assert first.ratio == pytest.approx(10)
    assert first.adjusted_p is not None
    assert first.adjusted_p < 0.001
    assert (third.p, third.adjusted_p) == (None, None)


def test_each_pair_of_kinds_is_compared_in_the_order_given() -> None:
    found = divergence({"felt": [5], "found": [6], "reported": [40]}, {"felt": 90, "found": 100, "reported": 110})
    assert [(one.first, one.second, one.said) for one in found] == [
        ("felt", "found", Divergence.ALIKE),
        ("felt", "reported", Divergence.MORE_OF_SECOND),
        ("found", "reported", Divergence.MORE_OF_SECOND),
    ]


def test_the_p_is_that_of_fisher() -> None:
    from scipy.stats import fisher_exact

    found = divergence({"felt": [3], "reported": [2]}, {"felt": 4, "reported": 5})
    assert found[0].p == pytest.approx(fisher_exact(np.array([[3, 1], [2, 3]])).pvalue, abs=1e-12)


def test_kinds_spread_alike_are_said_to_diverge_no_more_often_than_promised() -> None:
    rng = np.random.default_rng(1)
    shares = rng.dirichlet(np.full(41, 2.0))
    false = 0
    for _ in range(200):
        kinds = {kind: rng.multinomial(total, shares)[:40] for kind, total in (("felt", 300), ("reported", 900))}
        found = divergence(kinds, {"felt": 300, "reported": 900})
        false += any(one.said in {Divergence.MORE_OF_FIRST, Divergence.MORE_OF_SECOND} for one in found)
    # at 5 %, more than twenty of two hundred come less than once in a thousand times
    assert false <= 20


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8),
    st.integers(1, 200),
    st.integers(1, 200),
)
def test_turning_the_kinds_round_turns_what_is_said(
    places: list[tuple[int, int]], more_felt: int, more_reported: int
) -> None:
    felt, reported = (list(column) for column in zip(*places, strict=True))
    totals = {"felt": sum(felt) + more_felt, "reported": sum(reported) + more_reported}
    turned = {
        Divergence.MORE_OF_FIRST: Divergence.MORE_OF_SECOND,
        Divergence.MORE_OF_SECOND: Divergence.MORE_OF_FIRST,
    }
    there = divergence({"felt": felt, "reported": reported}, totals)
    back = divergence({"reported": reported, "felt": felt}, totals)
    assert [turned.get(one.said, one.said) for one in there] == [one.said for one in back]
    for one, other in zip(there, back, strict=True):
        assert (one.p is None) == (other.p is None)
        if one.p is not None:
            assert other.p is not None
            assert one.p == pytest.approx(other.p, abs=1e-12)


def test_nothing_of_a_kind_in_a_place_is_a_share_of_nought() -> None:
    found = divergence({"felt": [9, 0], "reported": [0, 0]}, {"felt": 20, "reported": 50})
    assert found[0].ratio == math.inf
    assert found[0].said is Divergence.MORE_OF_FIRST
    assert found[1].ratio is None
    assert found[1].said is Divergence.TOO_FEW


def test_a_kind_without_any_row_is_compared_with_nothing() -> None:
    found = divergence({"felt": [9], "found": [0], "reported": [9]}, {"felt": 20, "found": 0, "reported": 50})
    assert [(one.first, one.second) for one in found] == [("felt", "reported")]


def test_a_place_that_holds_all_there_is_diverges_from_nothing() -> None:
    found = divergence({"felt": [9], "reported": [30]}, {"felt": 9, "reported": 30})
    assert found[0].said is Divergence.ALIKE


@pytest.mark.parametrize(
    ("counts", "totals", "named"),
    [
        ({"felt": [1]}, {"felt": 3}, "at least two"),
        ({"felt": [1], "reported": [1]}, {"felt": 3}, "reported: no total"),
        ({"felt": [1, 2], "reported": [1]}, {"felt": 3, "reported": 3}, "different places"),
        ({"felt": [-1], "reported": [1]}, {"felt": 3, "reported": 3}, "counts of felt: a count is negative"),
        ({"felt": [None], "reported": [1]}, {"felt": 3, "reported": 3}, "a count is missing"),
        ({"felt": [4], "reported": [1]}, {"felt": 3, "reported": 3}, "felt: 4 rows in one place, 3 in all"),
        ({"felt": [1], "reported": [1]}, {"felt": -3, "reported": 3}, "total of felt: a count is negative"),
    ],
)
def test_counts_that_cannot_be_meant_are_refused(counts: Any, totals: Any, named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        divergence(counts, totals)


def test_a_rate_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="rate"):
        divergence({"felt": [1], "reported": [1]}, {"felt": 3, "reported": 3}, rate=1.0)
