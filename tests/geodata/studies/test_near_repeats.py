"""Whether trouble comes back nearby: told of events at a point on a day, with few of them refused and many capped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import ArrayLike

from geodata import places
from geodata.columns import Columns, build_columns
from geodata.model import Category, TimePrecision, View
from geodata.studies.basis import Method
from geodata.studies.near_repeats import LEAST_EVENTS, NearRepeats, WhyNoRepeats, near_repeats, not_open

VIEW = View(municipality="0880", categories=frozenset({Category.BURGLARY}))
TODAY = date(2017, 6, 1)
DAY_MS = 86_400_000
START = 16_800


def events(
    east_m: ArrayLike, north_m: ArrayLike, day: Sequence[int], precision: str = TimePrecision.MINUTE.value
) -> Columns:
    """Burglaries some metres from a point in Kalmar, so many days from a day in January 2016."""
    number = len(day)
    east, north = np.asarray(east_m, float) + 583_000, np.asarray(north_m, float) + 6_280_000
    lon, lat = places.to_wgs84(east, north)
    lon = np.where(np.isnan(east), np.nan, lon)
    order = np.argsort(np.asarray(day), kind="stable")
    words = {
        "municipality": "0880",
        "kind": "report",
        "category": Category.BURGLARY.value,
        "feeling": "unsafe",
        "precision": precision,
        "source": "register",
        "status": "new",
        "area_code": "",
    }
    raw = {name: np.full(number, word, object) for name, word in words.items()} | {
        "id": np.array([f"{i:016d}".encode() for i in range(number)], "S16"),
        "observed_ms": (np.asarray(day)[order] + START) * DAY_MS + DAY_MS // 2,
        "lon": lon[order],
        "lat": np.asarray(lat)[order],
        "severity": np.zeros(number, np.uint8),
    }
    return build_columns(raw, version=1, area_codes=(), area_index=None)


def found(columns: Columns, **options: int) -> NearRepeats:
    return near_repeats(columns, VIEW, today=TODAY, made_up=False, **options)


def in_pairs(number: int, *, seed: int = 3) -> Columns:
    """Events all over the town, each with another within 60 m and five days."""
    rng = np.random.default_rng(seed)
    east, north, day = rng.uniform(0, 6000, number), rng.uniform(0, 6000, number), rng.integers(0, 700, number)
    again = rng.integers(1, 6, number)
    return events([*east, *(east + 40)], [*north, *(north + 40)], [*day, *(day + again)])


def anywhere(number: int, *, seed: int = 4, side: float = 6000) -> Columns:
    rng = np.random.default_rng(seed)
    return events(rng.uniform(0, side, number), rng.uniform(0, side, number), rng.integers(0, 700, number).tolist())


def test_burglaries_that_come_back_next_door_within_a_week_are_told_in_one_conclusion() -> None:
    answer = found(in_pairs(150))
    assert answer.why is None
    assert answer.box is not None
    assert answer.box.days == 7
    assert answer.box.ratio > 5
    nearest = answer.cells[0][0]
    assert (nearest.from_m, nearest.from_days, nearest.to_days, nearest.stands) == (0, 0, 7, True)
    assert nearest.observed >= 150


def test_burglaries_anywhere_at_any_time_give_a_table_and_no_conclusion() -> None:
    answer = found(anywhere(300))
    assert answer.box is None
    assert len(answer.cells) == 4
    assert not any(cell.stands for row in answer.cells for cell in row)


def test_bands_are_wider_where_events_lie_far_apart() -> None:
    near, far = found(anywhere(300, side=3000)), found(anywhere(60, side=12_000))
    assert [row[0].to_m for row in near.cells] == [100, 200, 400, 800]
    assert [row[0].to_m for row in far.cells] == [400, 800, 1600, 3200]


@pytest.mark.parametrize("number", [0, 5, LEAST_EVENTS - 1])
def test_too_few_events_are_refused_kindly(number: int) -> None:
    answer = found(anywhere(number))
    assert (answer.why, answer.events, answer.cells) == (WhyNoRepeats.TOO_FEW, number, ())
    assert answer.basis.rows == number


def test_events_without_a_position_cannot_tell_and_are_counted() -> None:
    answer = found(events([float("nan")] * 40, [0.0] * 40, list(range(40))))
    assert (answer.why, answer.unlocated, answer.events) == (WhyNoRepeats.NOT_LOCATED, 40, 0)


def test_events_known_to_the_month_alone_are_left_out() -> None:
    rng = np.random.default_rng(1)
    answer = found(events(rng.uniform(0, 900, 60), rng.uniform(0, 900, 60), [0, 31] * 30, TimePrecision.MONTH.value))
    assert (answer.why, answer.undated, answer.events) == (WhyNoRepeats.TOO_FEW, 60, 0)


def test_events_of_a_single_day_cannot_come_back() -> None:
    answer = found(events(np.linspace(0, 500, 40).tolist(), [0.0] * 40, [3] * 40))
    assert answer.why is WhyNoRepeats.ONE_DAY


def test_of_too_many_events_the_newest_are_looked_at() -> None:
    columns = anywhere(200)
    answer = found(columns, most=80)
    assert (answer.events, answer.in_all) == (80, 200)
    assert answer.basis.since == date(1970, 1, 1).fromordinal(date(1970, 1, 1).toordinal() + int(columns.day[-80]))
    assert answer.basis.parameters["most_events"] == 80


def test_the_answer_is_the_same_each_time_and_names_its_seed() -> None:
    first, second = found(in_pairs(60)), found(in_pairs(60))
    assert first == second
    assert first.basis.method is Method.NEAR_REPEAT
    assert first.basis.parameters["seed"] == 20160401
    assert found(in_pairs(60), seed=5).basis.parameters["seed"] == 5


def test_who_may_not_ask_is_told_so_and_nothing_else() -> None:
    answer = not_open(today=TODAY)
    assert (answer.why, answer.events, answer.cells, answer.basis.sources) == (WhyNoRepeats.NOT_OPEN, 0, (), ())
