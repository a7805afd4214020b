"""Forecasts judged by later events, beside the results of ptools."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.quality import Quality, QualityCurve, quality, quality_curve
from geodata.errors import InvalidRecord
from tests.geodata.analysis.references import expected, numbers, table

UNTIL, FROM = date(2016, 6, 30), date(2016, 7, 1)
CELLS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.floats(0.1, 10)), min_size=2, max_size=30).filter(
    lambda cells: any(later for _, later, _ in cells)
)


def curve(predicted: list[float], later: list[float], areas: list[float]) -> QualityCurve:
    return quality_curve(predicted, later, areas, found_until=UNTIL, counted_from=FROM)


def judged(chosen: list[bool], later: list[float], areas: list[float]) -> Quality:
    return quality(chosen, later, areas, found_until=UNTIL, counted_from=FROM)


def test_the_curve_is_that_of_ptools(shared_data: Path) -> None:
    cells, case = table(shared_data, "pai_pei_ptools"), table(shared_data, "pai_pei_ptools", "expected.csv")
    observed, areas = numbers(cells["obs"]), numbers(cells["const"])
    found = curve(numbers(cells["pred"]), observed, areas)
    assert [observed[cell] for cell in found.cells] == numbers(case["Count"])
    for ours, theirs in (
        ("hits", "CumCount"),
        ("hit_rate", "PCumCount"),
        ("area_share", "PCumArea"),
        ("pai", "PAI"),
        ("pei", "PEI"),
        ("rri", "RRI"),
    ):
        np.testing.assert_allclose(getattr(found, ours), numbers(case[theirs]), rtol=0, atol=1e-9)


def test_a_perfect_forecast_is_as_efficient_as_can_be(shared_data: Path) -> None:
    case = expected(shared_data, "pai_pei_ptools")["doc_unit_test"]
    found = curve(case["pred"], case["obs"], [1, 1, 1])
    np.testing.assert_allclose(found.pai, case["PAI"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.pei, case["PEI"], rtol=0, atol=1e-9)


def test_a_choice_of_cells_is_a_point_of_the_curve(shared_data: Path) -> None:
    cells = table(shared_data, "pai_pei_ptools")
    case = table(shared_data, "pai_pei_ptools", "expected.csv")
    found = judged([True, False, True, False, False, False], numbers(cells["obs"]), numbers(cells["const"]))
    assert found.hits == 9
    assert found.pai == pytest.approx(float(case["PAI"][1]), abs=1e-9)
    assert found.pei == pytest.approx(float(case["PEI"][1]), abs=1e-9)
    assert found.hit_rate == pytest.approx(9 / 19)
    assert found.area_share == pytest.approx(2 / 6)


def test_hotspots_are_never_judged_by_the_events_that_made_them() -> None:
    with pytest.raises(InvalidRecord, match="count later ones"):
        quality([True], [1], [1], found_until=UNTIL, counted_from=UNTIL)
    with pytest.raises(InvalidRecord, match="count later ones"):
        quality_curve([1], [1], [1], found_until=UNTIL, counted_from=date(2016, 1, 1))


@pytest.mark.parametrize(
    ("chosen", "later", "areas", "named"),
    [
        ([False, False], [1, 2], [1, 1], "no cell was chosen"),
        ([True], [1, 2], [1, 1], "1 choices for 2 cells"),
        ([True, False], [1, 2], [1], "2 counts for 1 areas"),
        ([True, False], [1, 2], [1, 0], "no area"),
        ([True, False], [0, 0], [1, 1], "no events came later"),
        ([True, False], [1, -2], [1, 1], "negative"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    chosen: list[bool], later: list[float], areas: list[float], named: str
) -> None:
    with pytest.raises(InvalidRecord, match=named):
        judged(chosen, later, areas)


@pytest.mark.parametrize(
    ("predicted", "named"), [([1, -1], "negative"), ([1, float("nan")], "missing"), ([1], "1 fore")]
)
def test_a_forecast_with_holes_is_refused(predicted: list[float], named: str) -> None:
    with pytest.raises(InvalidRecord, match=named):
        curve(predicted, [1, 2], [1, 1])


@given(CELLS)
def test_efficiency_lies_between_nothing_and_the_best(cells: list[tuple[int, int, float]]) -> None:
    predicted, later, areas = (list(column) for column in zip(*cells, strict=True))
    found = curve(predicted, later, areas)
    assert ((found.pei >= 0) & (found.pei <= 1 + 1e-9)).all()
    assert found.hit_rate[-1] == pytest.approx(1)
    assert found.pei[-1] == pytest.approx(1)
    assert found.pai[-1] == pytest.approx(1)
    assert found.rri[-1] == pytest.approx(sum(predicted) / sum(later))


@given(CELLS, st.integers(0, 2**32 - 1))
def test_the_order_of_cells_changes_nothing(cells: list[tuple[int, int, float]], seed: int) -> None:
    predicted, later, areas = (np.array(column, float) for column in zip(*cells, strict=True))
    order = np.random.default_rng(seed).permutation(len(cells))
    here = curve(predicted.tolist(), later.tolist(), areas.tolist())
    there = curve(predicted[order].tolist(), later[order].tolist(), areas[order].tolist())
    np.testing.assert_allclose(here.hits, there.hits)


@given(CELLS)
def test_choosing_everything_is_no_better_than_chance(cells: list[tuple[int, int, float]]) -> None:
    _, later, areas = (list(column) for column in zip(*cells, strict=True))
    found = judged([True] * len(cells), later, areas)
    assert found.pai == pytest.approx(1)
    assert found.pei == pytest.approx(1)
