"""Routes past a few stops: never longer than what one would walk without thinking, nothing left out."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Position, Stop
from geodata.places import to_wgs84
from geodata.walkroutes import length_m, metres, middle_of, minutes, route_of, shortest_order
from tests.builders import a_walk

points = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=1, max_size=12, unique=True)


def along(order: tuple[int, ...], at: np.ndarray) -> float:
    return float(sum(np.hypot(*(at[b] - at[a])) for a, b in pairwise(order)))


@given(points)
def test_a_route_passes_every_stop_once_and_is_no_longer_than_the_order_given(places: list[tuple[int, int]]) -> None:
    at = np.array(places, float)
    order = shortest_order(at)
    assert sorted(order) == list(range(len(places)))
    assert along(order, at) <= along(tuple(range(len(places))), at) + 1e-6


@given(points.filter(lambda places: len(places) < 7))
def test_few_stops_are_passed_nearly_as_shortly_as_can_be(places: list[tuple[int, int]]) -> None:
    at = np.array(places, float)
    best = min(along(order, at) for order in permutations(range(len(places))))
    assert along(shortest_order(at), at) <= best * 1.1 + 1e-6


@given(points, st.data())
def test_a_route_begins_where_it_is_told_to(places: list[tuple[int, int]], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(places) - 1))
    assert shortest_order(np.array(places, float), start)[0] == start


def test_stops_along_a_street_are_passed_from_one_end_to_the_other() -> None:
    at = np.array([(0, 0), (300, 0), (100, 0), (400, 0), (200, 0)], float)
    assert shortest_order(at) in {(0, 2, 4, 1, 3), (3, 1, 4, 2, 0)}


def a_stop(number: int, east_m: float, position: bool = True) -> Stop:
    lon, lat = to_wgs84(583_000.0 + east_m, 6_281_000.0)
    return Stop(number=number, name=f"Stopp {number}", position=Position(lon=lon, lat=lat) if position else None)


def test_a_walk_goes_straight_from_stop_to_stop_by_their_numbers_unless_a_route_was_drawn() -> None:
    walk = a_walk(stops=(a_stop(2, 200), a_stop(3, 0, position=False), a_stop(1, 0)))
    assert length_m(route_of(walk)) == pytest.approx(length_m(walk.route))
    straight = walk.model_copy(update={"route": None})
    assert length_m(route_of(straight)) == pytest.approx(200, abs=0.1)
    assert route_of(straight.model_copy(update={"stops": (a_stop(1, 0),)})) is None


def test_a_walk_takes_the_time_of_walking_and_standing() -> None:
    assert minutes(1200, 5) == 50
    assert minutes(0, 0) == 0


def test_a_walk_lies_where_its_stops_or_its_route_have_their_middle() -> None:
    drawn = a_walk(route=shapely.LineString([(16.3, 56.6), (16.4, 56.8)]))
    assert middle_of(drawn) == Position(lon=16.35, lat=56.7)
    assert middle_of(drawn.model_copy(update={"route": None})) is None
    two = a_walk(stops=(a_stop(1, 0), a_stop(2, 200)))
    middle = middle_of(two)
    assert middle is not None
    assert metres([middle])[0][0] == pytest.approx(583_100, abs=1)
