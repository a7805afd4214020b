"""Near repeats beside the Near Repeat Calculator, R and pointpats, and beside all permutations of a few events."""

from __future__ import annotations

import csv
import itertools
import json
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.analysis.near_repeat import Metric, near_repeat, screen
from geodata.errors import InvalidRecord

BANDS = (0, 100, 200, 400, math.inf)
WEEKS = (0, 7, 14, 28, math.inf)


def events(number: int, *, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Events on a square of 600 m during 60 days, some at one address."""
    rng = np.random.default_rng(seed)
    east, north = rng.integers(0, 7, (2, number)) * 100.0
    return east, north, rng.integers(0, 60, number)


def counted(east: NDArray[np.float64], north: NDArray[np.float64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """The table by looking at every pair."""
    table = np.zeros((len(BANDS) - 1, len(WEEKS) - 1), np.int64)
    for i, j in itertools.combinations(range(len(day)), 2):
        row = np.searchsorted(BANDS, math.hypot(east[i] - east[j], north[i] - north[j]), side="right") - 1
        table[row, np.searchsorted(WEEKS, abs(day[i] - day[j]), side="right") - 1] += 1
    return table


@given(st.integers(4, 40), st.integers(0, 2**32 - 1))
@settings(max_examples=50)
def test_every_pair_is_counted_once_in_its_half_open_bands(number: int, seed: int) -> None:
    east, north, day = events(number, seed=seed)
    table = screen(east, north, day, distance_edges_m=BANDS, day_edges=WEEKS)
    assert (table.observed == counted(east, north, day)).all()
    assert table.observed.sum() == number * (number - 1) // 2
    assert table.expected.sum() == pytest.approx(number * (number - 1) / 2)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_exact_moments_are_those_of_all_permutations(seed: int) -> None:
    east, north, day = events(6, seed=seed)
    table = screen(east, north, day, distance_edges_m=BANDS, day_edges=WEEKS)
    every = np.array([counted(east, north, day[list(order)]) for order in itertools.permutations(range(6))])
    assert table.expected == pytest.approx(every.mean(axis=0), abs=1e-12)
    assert table.variance == pytest.approx(every.var(axis=0), abs=1e-10)


def test_bands_may_begin_beyond_nought() -> None:
    east, north, day = events(60, seed=1)
    whole = screen(east, north, day, distance_edges_m=BANDS, day_edges=WEEKS)
    part = screen(east, north, day, distance_edges_m=BANDS[1:], day_edges=WEEKS[1:])
    assert (part.observed == whole.observed[1:, 1:]).all()
    assert part.expected == pytest.approx(whole.expected[1:, 1:])
    assert part.variance == pytest.approx(whole.variance[1:, 1:])
    drawn = near_repeat(east, north, day, distance_edges_m=BANDS[1:], day_edges=WEEKS[1:], seed=1, permutations=19)
    assert drawn.box is None


def test_permutations_have_the_exact_moments_within_their_error() -> None:
    east, north, day = events(80, seed=2)
    table = screen(east, north, day, distance_edges_m=BANDS, day_edges=WEEKS)
    rng = np.random.default_rng(3)
    drawn = np.array([
        screen(east, north, rng.permutation(day), distance_edges_m=BANDS, day_edges=WEEKS).observed for _ in range(400)
    ])  # fmt: skip
    error = np.sqrt(table.variance / 400)
    assert (np.abs(drawn.mean(axis=0) - table.expected) < 4 * error + 1e-9).all()
    assert drawn.var(axis=0) == pytest.approx(table.variance, rel=0.35)


def test_reported_p_is_that_of_permuting_one_by_one() -> None:
    # More than 128 pairs, 64 permutations and 2^15 days, so that every part of the fast way is taken.
    east, north, day = events(90, seed=4)
    for days in (day, day * 1000):
        edges = tuple(edge * (1000 if days is not day else 1) for edge in WEEKS)
        table = near_repeat(east, north, days, distance_edges_m=BANDS, day_edges=edges, seed=5, permutations=999)
        assert table.p is not None
        rng = np.random.default_rng(6)
        one_by_one = np.array([counted(east, north, rng.permutation(day)) for _ in range(60)])
        p = (one_by_one >= table.observed).mean(axis=0)
        assert (np.abs(p - table.p) < 4.5 * np.sqrt(table.p * (1 - table.p) / 60) + 0.02).all()


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15)
def test_the_order_of_events_does_not_matter(seed: int) -> None:
    east, north, day = events(30, seed=seed)
    order = np.random.default_rng(seed).permutation(30)
    one = near_repeat(east, north, day, distance_edges_m=BANDS, day_edges=WEEKS, seed=1, permutations=99)
    other = near_repeat(
        east[order], north[order], day[order], distance_edges_m=BANDS, day_edges=WEEKS, seed=1, permutations=99
    )
    assert one.p is not None
    assert other.p is not None
    assert (one.observed == other.observed).all()
    assert (one.p == other.p).all()
    assert one.box == other.box


def test_events_moved_together_in_space_and_time_give_the_same_table() -> None:
    east, north, day = events(50, seed=7)
    one = screen(east, north, day, distance_edges_m=BANDS, day_edges=WEEKS)
    moved = screen(east + 580_000, north + 6_280_000, day + 17_000, distance_edges_m=BANDS, day_edges=WEEKS)
    dated = screen(east, north, day.astype("datetime64[D]"), distance_edges_m=BANDS, day_edges=WEEKS)
    for other in (moved, dated):
        assert (one.observed == other.observed).all()
        assert (one.variance == other.variance).all()


def test_planted_repeats_are_found_and_said_plainly() -> None:
    rng = np.random.default_rng(8)
    east, north = rng.uniform(0, 10_000, (2, 400))
    day = rng.integers(0, 365, 400)
    # one in five comes back within 60 m and 5 days
    east = np.concatenate([east, east[:80] + rng.uniform(-40, 40, 80)])
    north = np.concatenate([north, north[:80] + rng.uniform(-40, 40, 80)])
    day = np.concatenate([day, day[:80] + rng.integers(0, 6, 80)])
    edges, days = (0, 100, 200, 300, math.inf), (0, 7, 14, 21, math.inf)
    table = near_repeat(east, north, day, distance_edges_m=edges, day_edges=days, seed=1)
    box = table.box
    assert box is not None
    assert (box.distance_m, box.days) == (100, 7)
    assert box.observed == table.observed[0, 0]
    assert box.expected == pytest.approx(table.expected[0, 0])
    assert box.ratio == table.ratio[0, 0] > 5
    assert box.chance_low < 1 < box.chance_high < box.ratio
    assert box.p == 0.001
    assert table.z[0, 0] > 10


def test_where_nothing_repeats_a_conclusion_is_no_more_frequent_than_the_level() -> None:
    said = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        east, north = rng.normal(0, 500, (2, 60))
        table = near_repeat(
            east, north, rng.integers(0, 90, 60), distance_edges_m=BANDS, day_edges=WEEKS, seed=seed, permutations=99
        )
        said += table.box is not None
    # binomial: 200 tests at 5 % give more than 20 less than once in 500 times
    assert said <= 20


# --- results of others


def test_burkitts_lymphoma_is_as_permuting_the_events_in_r_says(shared_data: Path) -> None:
    folder = shared_data / "reference" / "knox_burkitt"
    east, north, day = np.loadtxt(folder / "input.csv", delimiter=",", skiprows=1).T
    for case in json.loads((folder / "expected.json").read_text()):
        table = near_repeat(
            east,
            north,
            day.astype(int),
            # the reference counts pairs at the limits themselves
            distance_edges_m=(0, np.nextafter(case["delta"], np.inf), math.inf),
            day_edges=(0, case["tau"] + 1, math.inf),
            seed=1,
            permutations=19_999,
        )
        truth = case["node_perm20000"]
        assert table.observed.T.tolist() == case["table"]
        assert table.observed[0, 0] == case["stat"]
        assert table.expected[0, 0] == pytest.approx(case["expected"], abs=1e-9)
        assert table.variance[0, 0] == pytest.approx(truth["var"], rel=0.05)
        assert table.p is not None
        p = truth["p_ge"]
        assert table.p[0, 0] == pytest.approx(p, abs=3 * math.sqrt(p * (1 - p) / 20_000))


def test_the_memphis_robberies_are_as_pointpats_says(shared_data: Path) -> None:
    folder = shared_data / "reference" / "knox_memphis"
    east, north, day = np.loadtxt(folder / "input.csv", delimiter=",", skiprows=1).T
    for case in json.loads((folder / "expected.json").read_text()):
        table = near_repeat(
            east,
            north,
            day.astype(int),
            distance_edges_m=(0, np.nextafter(case["delta"], np.inf)),
            day_edges=(0, case["tau"] + 1),
            seed=1,
        )
        assert table.p is not None
        assert table.observed[0, 0] == case["statistic"]
        assert table.expected[0, 0] == pytest.approx(case["expected"], abs=1e-8)
        assert table.p[0, 0] == pytest.approx(case["p_sim999"], abs=0.01)


@pytest.mark.parametrize("name", ["burglary_month1", "arson"])
def test_chicago_is_as_the_near_repeat_calculator_says(shared_data: Path, name: str) -> None:
    folder = shared_data / "reference" / "near_repeat_chicago"
    case = json.loads((folder / "expected.json").read_text())[name]
    with (folder / case["file"]).open() as file:
        east, north, days = zip(*csv.reader(file), strict=True)
    # The calculator holds positions in single precision, which moves 399.96 to 400 and 0.559 to 0.5625; "same
    # location" is a distance of exactly 0.
    positions = np.array([east, north], np.float32).astype(np.float64)
    table = screen(
        positions[0],
        positions[1],
        np.array([date.fromisoformat(day) for day in days], "datetime64[D]"),
        distance_edges_m=[0, 0.01, *(float(edge) for edge in case["sbreaks"][2:])],
        day_edges=[float(edge) for edge in case["tbreaks"]],
        metric=Metric.MANHATTAN,
    )
    assert table.observed.tolist() == case["observed"]
    theirs = np.array(case["ratio"])
    said = theirs > 0
    mean = table.observed[said] / theirs[said]
    error = np.sqrt(table.variance[said] / case["iterations"])
    rounding = mean * 0.0005 / theirs[said]
    assert (np.abs(mean - table.expected[said]) <= 3 * error + rounding).all()


# --- refusals


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"distance_edges_m": (0,)}, "at least two rising edges"),
        ({"distance_edges_m": (100, 0)}, "rising edges"),
        ({"distance_edges_m": (0, math.inf)}, "one band must have an end"),
        ({"day_edges": (0, 1.5)}, "whole days"),
        ({"permutations": 5}, "at least 19"),
        ({"east_m": [0.0, 1, 2]}, "one of each per event"),
        ({"east_m": [0.0, 1, 2, math.nan]}, "not located"),
        ({"day": [0.5, 1, 2, 3]}, "dates or whole days"),
        ({"day": np.array(["2016-01-01", "NaT", "2016-01-01", "2016-01-01"], "datetime64[D]")}, "no date"),
        ({"day": [0, 1, 2, 2**31]}, "not seconds"),
        ({"east_m": [0.0, 1, 2], "north_m": [0.0, 1, 2], "day": [0, 1, 2]}, "at least 4"),
    ],
)
def test_what_cannot_be_answered_is_refused(changed: dict[str, object], words: str) -> None:
    arguments: dict[str, object] = {
        "east_m": [0.0, 1, 2, 3],
        "north_m": [0.0, 1, 2, 3],
        "day": [0, 1, 2, 3],
        "distance_edges_m": (0, 10),
        "day_edges": (0, 2),
        "seed": 1,
    }
    with pytest.raises(InvalidRecord, match=words):
        near_repeat(**{**arguments, **changed})  # type: ignore[arg-type]


def test_too_many_pairs_are_refused_before_they_fill_the_memory() -> None:
    crowd = np.zeros(10_000)
    with pytest.raises(InvalidRecord, match="choose shorter distances"):
        screen(crowd, crowd, np.zeros(10_000, np.int64), distance_edges_m=(0, 10), day_edges=(0, 2))
