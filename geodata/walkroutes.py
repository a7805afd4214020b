"""Short routes past the stops of a walk, how long they are and take. Straight from stop to stop. Pure.

The order is found by trying each start, going to the nearest stop not yet visited, and then turning parts of the route
round as long as that shortens it (2-opt; Croes 1958, doi:10.1287/opre.6.6.791). For the few stops of a walk this is
the shortest route or within a few percent of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.model import Position, Walk
from geodata.places import to_sweref

METRES_A_MINUTE = 60.0
"""An evening group with a child's pram: 3.6 km/h."""
MINUTES_A_STOP = 6
"""Looking round, scoring and noting at a stop."""


def metres(positions: Sequence[Position]) -> NDArray[np.float64]:
    """Positions as east and north, SWEREF 99 TM metres, shape (n, 2)."""
    if not positions:
        return np.zeros((0, 2))
    east, north = to_sweref(np.array([p.lon for p in positions]), np.array([p.lat for p in positions]))
    return np.column_stack([east, north])


def shortest_order(points_m: NDArray[np.float64], start: int | None = None) -> tuple[int, ...]:
    """The order in which a short open route passes points.

    points_m: metres, shape (n, 2).  start: where it begins, None where any point may be first.
    """
    number = len(points_m)
    if number < 3:
        return tuple(range(number)) if start in {None, 0} else tuple(reversed(range(number)))
    apart = np.hypot(*(points_m[:, None] - points_m[None]).transpose(2, 0, 1))
    starts: Sequence[int] = range(number) if start is None else (start,)
    found: list[list[int]] = [
        _turned(_nearest_next(apart, first), apart, is_fixed=start is not None) for first in starts
    ]
    lengths = [round(_length(order, apart), 3) for order in found]
    return tuple(min(zip(lengths, found, strict=True))[1])


def _nearest_next(apart: NDArray[np.float64], first: int) -> list[int]:
    order = [first]
    left = set(range(len(apart))) - {first}
    while left:
        here = order[-1]
        order.append(min(left, key=lambda other: (apart[here, other], other)))
        left.discard(order[-1])
    return order


def _turned(order: list[int], apart: NDArray[np.float64], *, is_fixed: bool) -> list[int]:
    """Parts turned round as long as the route becomes shorter. is_fixed: its first point stays."""
    best, is_better = _length(order, apart), True
    while is_better:
        is_better = False
        for low in range(int(is_fixed), len(order) - 1):
            for high in range(low + 1, len(order)):
                other: list[int] = order[:low] + order[low : high + 1][::-1] + order[high + 1 :]
                length = _length(other, apart)
                if length < best - 1e-6:
                    order, best, is_better = other, length, True
    return order


def _length(order: Sequence[int], apart: NDArray[np.float64]) -> float:
    return float(apart[list(order[:-1]), list(order[1:])].sum())


def route_of(walk: Walk) -> Any:
    """Where a walk goes, WGS84: the route that was drawn, else straight from stop to stop; None for fewer than two."""
    if walk.route is not None:
        return walk.route
    located = [stop.position for stop in sorted(walk.stops, key=lambda stop: stop.number) if stop.position is not None]
    return shapely.LineString([(at.lon, at.lat) for at in located]) if len(located) > 1 else None


def length_m(route: Any) -> float:
    """Metres of a route (WGS84), 0 for None. Straight lines: along streets it is a fifth to a third longer."""
    if route is None:
        return 0.0
    points = metres([Position(lon=lon, lat=lat) for lon, lat in shapely.get_coordinates(route).tolist()])
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def minutes(length: float, stops: int) -> int:
    """How long a walk takes, whole minutes: walking and standing at its stops."""
    return round(length / METRES_A_MINUTE + stops * MINUTES_A_STOP)


def middle_of(walk: Walk) -> Position | None:
    """Where a walk is: the middle of its stops, else of its route; None where neither is known."""
    points = [(stop.position.lon, stop.position.lat) for stop in walk.stops if stop.position is not None]
    if not points and walk.route is not None:
        points = [(lon, lat) for lon, lat in shapely.get_coordinates(walk.route).tolist()]
    if not points:
        return None
    lon, lat = np.mean(points, axis=0).tolist()
    return Position(lon=lon, lat=lat)
