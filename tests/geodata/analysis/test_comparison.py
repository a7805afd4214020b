"""Areas to compare with, chosen by the months before."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.comparison import Candidate, comparisons
from geodata.errors import InvalidRecord

START = date(2014, 1, 1)
BEFORE = (START, date(2015, 12, 1))
AT = np.arange(24)
EVEN = [10] * 24


def ranked(counts: dict[str, Any], **changes: Any) -> tuple[Candidate, ...]:
    asked: dict[str, Any] = {"treated": {"T"}, "first_month": START, "before": BEFORE} | changes
    return comparisons(asked.pop("treated"), {"T": EVEN, **counts}, **asked)


def test_the_area_that_went_the_same_way_comes_first() -> None:
    growing = np.rint(40 * np.exp(0.05 * AT)).astype(int)
    found = ranked({"A": growing, "B": [40] * 24})
    assert [one.code for one in found] == ["B", "A"]
    assert found[0].drift == pytest.approx(1)
    assert found[0].parallel
    assert found[1].drift == pytest.approx(np.exp(-0.05 * 12), rel=0.02)
    assert not found[1].parallel
    assert found[0].events == 960


def test_a_small_area_does_not_pass_for_a_parallel_one() -> None:
    found = ranked({"A": [1, 0] * 12, "B": [60] * 24})
    assert [one.code for one in found] == ["B", "A"]
    assert found[1].worst > 2 * found[0].worst


def test_months_after_the_action_are_not_looked_at() -> None:
    assert ranked({"A": [40] * 24 + [0] * 12}, treated={"T"}) == ranked({"A": [40] * 24 + [None] * 3})


def test_areas_beside_and_areas_without_events_do_not_serve() -> None:
    found = ranked({"A": [40] * 24, "B": [40] * 24, "C": [0] * 23 + [1]}, without={"B"})
    assert [one.code for one in found] == ["A"]


def test_several_treated_areas_are_one() -> None:
    parts = {"U": [5] * 24, "V": [5] * 24, "A": [40] * 24}
    both = ranked(parts, treated={"U", "V"}, without={"T"})
    assert both == ranked({"A": [40] * 24})


@pytest.mark.parametrize(
    ("counts", "changes", "named"),
    [
        ({}, {"treated": set()}, "empty"),
        ({}, {"treated": {"X"}}, "area X has no counts"),
        ({}, {"before": (START, date(2014, 11, 1))}, "11 months"),
        ({}, {"first_month": date(2014, 2, 1)}, "months among them"),
        ({"A": [4] * 23}, {}, "area A: counted are 23 months"),
        ({"A": [4] * 23 + [None]}, {}, "missing"),
        ({"A": [4] * 23 + [-1]}, {}, "negative"),
        ({"A": [0] * 24}, {"treated": {"A"}}, "no events before"),
        ({}, {"level": 95}, "level=95"),
    ],
)
def test_what_gives_no_comparison_is_refused(counts: dict[str, Any], changes: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        ranked(counts, **changes)


COUNTS = st.lists(st.integers(0, 40), min_size=24, max_size=24)


@given(COUNTS, COUNTS)
def test_candidates_are_ranked_by_the_worst_drift_that_the_months_allow(first: list[int], second: list[int]) -> None:
    found = ranked({"A": first, "B": second})
    assert [one.worst for one in found] == sorted(one.worst for one in found)
    for one in found:
        assert one.low <= one.drift <= one.high
        assert one.worst == pytest.approx(max(one.high, 1 / one.low))
        assert one.events == sum(first if one.code == "A" else second)
