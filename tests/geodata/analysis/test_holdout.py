"""What is confirmed is more than chance: noise stays silent, a place that lasts is confirmed, a burst is not."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.analysis.density import Window
from geodata.analysis.holdout import LEAST_ROWS, RATE, HoldOut, Untested, filled, first_later_day, hold_out
from geodata.analysis.hotspots import NOT_LOCATED, HotspotMap, HotspotSettings, find_hotspots
from geodata.errors import InvalidRecord
from tests.geodata.analysis.towns import SOUTH_DM, WEST_DM, a_gathering, a_town

PLAIN = HotspotSettings()
SIDE_DM = 40_000
DAYS = 365

Rows = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]


def noise(rows: int, *, seed: int) -> Rows:
    """Rows anywhere in a square of 4 km, on any day of a year."""
    rng = np.random.default_rng(seed)
    east, north = rng.integers(0, SIDE_DM, (2, rows)).astype(np.int32)
    return east + np.int32(WEST_DM), north + np.int32(SOUTH_DM), rng.integers(0, DAYS, rows)


def with_a_gathering(rows: Rows, *, days: NDArray[np.int64]) -> Rows:
    """A gathering in the middle of the square on those days, beside the other rows."""
    middle = SIDE_DM // 2
    east, north = a_gathering(len(days), seed=9, east_dm=WEST_DM + middle, north_dm=SOUTH_DM + middle, width_dm=800)
    return np.append(rows[0], east), np.append(rows[1], north), np.append(rows[2], days)


def asked(
    rows: Rows, *, chosen: NDArray[np.bool_] | None = None, window: Window | None = None
) -> tuple[HotspotMap, HoldOut]:
    """What is shown of the rows, and what the hold-out says of it."""
    east, north, day = rows
    found = find_hotspots(east_dm=east, north_dm=north, settings=PLAIN, chosen=chosen, window=window)
    outlines = [cluster.outline for cluster in found.clusters]
    return found, hold_out(
        east_dm=east, north_dm=north, day=day, chosen=chosen, window=window, settings=PLAIN, shown=outlines
    )


def in_the_middle(found: HotspotMap) -> int:
    """Position of the cluster that holds the middle of the square."""
    middle = shapely.Point((WEST_DM + SIDE_DM / 2) / 10, (SOUTH_DM + SIDE_DM / 2) / 10)
    return next(number for number, cluster in enumerate(found.clusters) if cluster.outline.covers(middle))


def test_noise_is_confirmed_no_more_often_than_promised() -> None:
    answers = [asked(noise(600, seed=seed))[1] for seed in range(60)]
    assert all(answer.places > 0 for answer in answers)
    # at 5 % a map, more than nine of sixty come less than once in a thousand times
    assert sum(any(proof and proof.confirmed for proof in answer.proofs) for answer in answers) <= 9


def test_a_place_that_lasts_is_confirmed_with_its_figures() -> None:
    rng = np.random.default_rng(3)
    found, answer = asked(with_a_gathering(noise(600, seed=1), days=rng.integers(0, DAYS, 60)))
    proof = answer.proofs[in_the_middle(found)]
    assert proof is not None
    assert proof.confirmed
    assert proof.p < 0.001
    assert proof.later_count > 3 * proof.expected
    assert proof.earlier_count >= PLAIN.min_count
    assert answer.why is None
    assert answer.earlier_rows + answer.later_rows == 660


def test_a_burst_in_the_earlier_part_alone_is_not_confirmed() -> None:
    found, answer = asked(with_a_gathering(noise(600, seed=1), days=np.full(60, 40)))
    proof = answer.proofs[in_the_middle(found)]
    assert proof is not None
    assert not proof.confirmed
    assert proof.p > RATE


def test_a_place_that_is_new_in_the_later_part_is_not_tested() -> None:
    found, answer = asked(with_a_gathering(noise(600, seed=1), days=np.full(60, 350)))
    proof = answer.proofs[in_the_middle(found)]
    assert proof is None or not proof.confirmed


def test_a_town_that_stays_as_it_is_has_its_hotspots_confirmed() -> None:
    found, answer = asked(a_town(5000, seed=4))
    confirmed = [proof is not None and proof.confirmed for proof in answer.proofs]
    assert sum(confirmed) > len(found.clusters) / 2
    assert confirmed[0]


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = with_a_gathering(noise(300, seed=seed), days=rng.integers(0, DAYS, 30))
    order = rng.permutation(len(rows[0]))
    shuffled = rows[0][order], rows[1][order], rows[2][order]
    assert asked(shuffled)[1] == asked(rows)[1]


def test_rows_that_are_not_chosen_or_not_located_take_no_part() -> None:
    rng = np.random.default_rng(3)
    east, north, day = with_a_gathering(noise(600, seed=1), days=rng.integers(0, DAYS, 60))
    chosen = rng.random(660) < 0.8
    gone = np.flatnonzero(chosen)[:7]
    without = chosen.copy()
    without[gone] = False
    hidden = east.copy()
    hidden[gone] = NOT_LOCATED
    expected = asked((east[without], north[without], day[without]))[1]
    assert asked((east, north, day), chosen=without)[1] == expected
    assert asked((hidden, north, day), chosen=chosen)[1] == expected


def test_rows_outside_the_municipality_take_no_part() -> None:
    west, south = WEST_DM / 10, SOUTH_DM / 10
    window = Window.of(shapely.box(west + 500, south + 500, west + 3500, south + 3500), PLAIN)
    rng = np.random.default_rng(3)
    east, north, day = with_a_gathering(noise(900, seed=1), days=rng.integers(0, DAYS, 60))
    beyond = (np.minimum(east - WEST_DM, north - SOUTH_DM) < 4000) | (
        np.maximum(east - WEST_DM, north - SOUTH_DM) > 36_000
    )
    inside = asked((east[~beyond], north[~beyond], day[~beyond]), window=window)
    everywhere = asked((east, north, day), window=window)
    assert everywhere[1] == inside[1]
    assert everywhere[1].cells <= int(window.inside.sum())
    proof = everywhere[1].proofs[in_the_middle(everywhere[0])]
    assert proof is not None
    assert proof.confirmed


def test_too_few_rows_are_said_to_be_too_few() -> None:
    answer = asked(noise(LEAST_ROWS - 1, seed=1))[1]
    assert (answer.why, answer.split_day, answer.places) == (Untested.TOO_FEW_ROWS, None, 0)
    assert all(proof is None for proof in answer.proofs)
    nothing = np.empty(0, np.int32)
    assert asked((nothing, nothing, nothing.astype(np.int64)))[1].why is Untested.TOO_FEW_ROWS


def test_rows_of_one_day_cannot_be_split() -> None:
    east, north, _ = noise(600, seed=1)
    answer = asked((east, north, np.full(600, 40)))[1]
    assert answer.why is Untested.ONE_DAY
    assert set(answer.proofs) <= {None}


def test_an_earlier_part_without_any_place_is_said() -> None:
    steps = np.arange(0, SIDE_DM, 2000, dtype=np.int32)
    east, north = (axis.ravel() for axis in np.meshgrid(steps + np.int32(WEST_DM), steps + np.int32(SOUTH_DM)))
    day = np.arange(len(east))
    answer = asked((east, north, day))[1]
    assert answer.why is Untested.NO_EARLIER_PLACE
    assert answer.split_day == day[-134]


def test_the_later_part_is_the_last_third_and_no_day_is_split() -> None:
    assert first_later_day(np.arange(9)) == 6
    assert first_later_day(np.array([1, 1, 2, 2, 2, 2, 2, 3, 3])) == 2
    assert first_later_day(np.array([7, 5, 5, 5, 5, 5, 5, 9, 9])) == 7
    assert first_later_day(np.full(9, 5)) is None


@settings(max_examples=200)
@given(st.lists(st.integers(-5, 30), min_size=2, max_size=60))
def test_both_parts_have_rows_and_the_later_one_a_third_where_days_allow(days: list[int]) -> None:
    column = np.array(days)
    split = first_later_day(column)
    if split is None:
        assert len(set(days)) == 1
        return
    later = int((column >= split).sum())
    assert 0 < later < len(days)
    assert later * 3 >= len(days) or int((column < split).sum()) == days.count(min(days))


@settings(max_examples=100)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3), st.floats(0.01, 0.9))
def test_filling_takes_in_what_lies_between_and_never_leaves_a_shape_without_dents(
    seed: int, reach: int, share: float
) -> None:
    held = np.zeros((24, 31), np.bool_)
    held[5:15, 2:29] = np.random.default_rng(seed).random((10, 27)) < share
    found = filled(held, reach=reach)
    assert (found | held).sum() == found.sum()
    assert not found[:5].any()
    assert not found[15:].any()
    assert not found[:, :2].any()
    assert not found[:, 29:].any()
    assert (filled(found, reach=reach) == found).all()


def test_a_gap_is_filled_up_to_twice_the_reach() -> None:
    held = np.zeros((9, 30), np.bool_)
    held[2:7, [0, 1, 2, 7, 8, 9, 15, 16, 17]] = True
    assert filled(held, reach=2)[4].tolist() == [True] * 10 + [False] * 5 + [True] * 3 + [False] * 12


def test_a_rim_where_nothing_can_happen_confirms_nothing() -> None:
    # half of the cells within reach of evidence lie outside the square: compared with them all of it would stand out
    rng = np.random.default_rng(1)
    false = 0
    for _ in range(30):
        counts = rng.negative_binomial(0.3, 0.3 / 1.1, (2, 60, 60))
        day, row, column = (np.repeat(index, counts.ravel()) for index in np.indices(counts.shape).reshape(3, -1))
        east = (WEST_DM + column * 500 + rng.integers(0, 500, len(day))).astype(np.int32)
        north = (SOUTH_DM + row * 500 + rng.integers(0, 500, len(day))).astype(np.int32)
        false += any(proof is not None and proof.confirmed for proof in asked((east, north, day))[1].proofs)
    # at 5 % a map, more than six of thirty come less than once in a thousand times
    assert false <= 6


def test_days_that_do_not_fit_are_refused() -> None:
    east, north, _ = noise(30, seed=1)
    for day in (np.zeros(29, np.int64), np.zeros(30)):
        with pytest.raises(InvalidRecord, match="a whole day for every row"):
            hold_out(
                east_dm=east,
                north_dm=north,
                day=day,  # type: ignore[arg-type]  # what a careless caller would give
                chosen=None,
                window=None,
                settings=PLAIN,
                shown=[],
            )
