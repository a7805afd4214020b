"""The scan beside SaTScan, beside brute force, and where it refuses."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.scan import poisson_llr, poisson_scan
from geodata.errors import InvalidRecord


@pytest.mark.parametrize(
    ("case", "share"), [("maxpop10_published_9_6", 0.1), ("maxpop10_run", 0.1), ("maxpop50_run", 0.5)]
)
def test_leukemia_in_new_york_is_as_satscan_says(shared_data: Path, case: str, share: float) -> None:
    folder = shared_data / "reference" / "scan_ny_leukemia"
    name, north, east = np.loadtxt(folder / "satscan_ny_coords.txt").T
    cases = np.loadtxt(folder / "satscan_ny_cases.txt")[:, 1].astype(int)
    population = np.loadtxt(folder / "satscan_ny_pop.txt")[:, 2]
    ours = poisson_scan(east, north, cases, population, seed=1, largest_share=share, replicates=2999)
    theirs = json.loads((folder / "expected.json").read_text())[case]
    for found, expected in zip(ours, theirs, strict=False):
        assert {str(int(name[area])) for area in found.areas} == set(expected["ids"])
        assert found.cases == expected["cases"]
        assert found.expected == pytest.approx(expected["expected"], abs=0.01)
        assert found.relative_risk == pytest.approx(expected["rr"], abs=0.005)
        assert found.llr == pytest.approx(expected["llr"], abs=1e-6)
        # 0.01, and beyond it two standard errors of the peer's own 999 replicates, which reach 0.03 at p = 0.5
        p = expected["p"]
        assert found.p == pytest.approx(p, abs=0.01 + (2 * math.sqrt(p * (1 - p) / 999) if p > 0.1 else 0))
    assert len(ours) >= len(theirs)


@given(st.integers(2, 25), st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_the_first_cluster_is_the_best_of_all_circles_closed_on_ties(areas: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    east, north = rng.integers(0, 5, (2, areas)) * 100.0
    cases, population = rng.poisson(3, areas), rng.integers(1, 50, areas) * 10.0
    cases[0] += 1
    found = poisson_scan(east, north, cases, population, seed=1, replicates=19)
    best = 0.0
    for centre in range(areas):
        distance = np.hypot(east - east[centre], north - north[centre])
        for radius in np.unique(distance):
            inside = distance <= radius
            if population[inside].sum() <= 0.5 * population.sum() and cases[inside].sum() >= 2:
                expected = cases.sum() * population[inside].sum() / population.sum()
                best = max(best, float(poisson_llr(cases[inside].sum(), expected, cases.sum())))
    assert (found[0].llr if found else 0.0) == pytest.approx(best, abs=1e-9)
    taken = np.concatenate([cluster.areas for cluster in found]) if found else np.empty(0)
    assert len(set(taken.tolist())) == len(taken)


def test_the_order_of_areas_changes_only_their_row_numbers() -> None:
    rng = np.random.default_rng(1)
    east, north = rng.uniform(0, 5000, (2, 60))
    cases, population = rng.poisson(4, 60), rng.integers(50, 400, 60)
    order = rng.permutation(60)
    one = poisson_scan(east, north, cases, population, seed=2, replicates=99)
    other = poisson_scan(east[order], north[order], cases[order], population[order], seed=2, replicates=99)
    assert [c.areas.tolist() for c in one] == [order[c.areas].tolist() for c in other]
    assert [c.p for c in one] == [c.p for c in other]


def test_a_planted_excess_is_found_with_its_radius() -> None:
    east, north = (axis.ravel() * 500.0 for axis in np.mgrid[0:9, 0:9])
    cases, population = np.full(81, 5), np.full(81, 200)
    middle = np.hypot(east - 2000, north - 2000) <= 500
    cases[middle] = 20
    first = poisson_scan(east, north, cases, population, seed=1)[0]
    assert sorted(first.areas.tolist()) == np.flatnonzero(middle).tolist()
    assert (first.radius_m, first.cases, first.p) == (500, 100, 0.001)
    assert first.relative_risk == pytest.approx(4)


def test_equal_rates_have_no_cluster() -> None:
    east = np.arange(10.0)
    assert poisson_scan(east, east, np.full(10, 4), np.full(10, 100), seed=1, replicates=19) == ()


def test_on_noise_a_cluster_is_called_significant_no_more_often_than_the_level() -> None:
    rng = np.random.default_rng(3)
    east, north = rng.uniform(0, 5000, (2, 30))
    population = rng.integers(50, 400, 30)
    said = 0
    for seed in range(120):
        cases = rng.multinomial(90, population / population.sum())
        found = poisson_scan(east, north, cases, population, seed=seed, replicates=99)
        said += bool(found) and found[0].p <= 0.05
    # binomial: 120 tests at 5 % give more than 14 less than once in 500 times
    assert said <= 14


def test_the_likelihood_ratio_is_nought_where_there_is_no_excess() -> None:
    assert poisson_llr([3, 10, 100], [5.0, 10.0, 20.0], 100).tolist() == [0, 0, pytest.approx(100 * math.log(5))]


@pytest.mark.parametrize(
    ("cases", "population", "words"),
    [
        ([1, 2], [100, 0], "row 1 has population 0"),
        ([1, -2], [100, 100], "not negative"),
        ([0, 0], [100, 100], "no cases at all"),
        ([1], [100], "one each per area"),
        ([1.5, 2.0], [100, 100], "whole numbers"),
    ],
)
def test_areas_that_cannot_be_compared_are_refused(cases: list[float], population: list[float], words: str) -> None:
    with pytest.raises(InvalidRecord, match=words):
        poisson_scan([0.0, 1.0], [0.0, 1.0], cases, population, seed=1)
