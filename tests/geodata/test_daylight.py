"""Sunrise, sunset and darkness where Sweden lies, on days that go wrong easily."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.daylight import CIVIL_DUSK, HORIZON, is_dark, is_dark_at, sun_altitude, sun_times
from geodata.model.base import LOCAL_TIME

KALMAR = {"lon": 16.3616, "lat": 56.6634}
KIRUNA = {"lon": 20.2253, "lat": 67.8558}
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def ms(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)


def test_the_sun_does_not_set_in_kiruna_in_june() -> None:
    sun = sun_times(day=date(2017, 6, 21), **KIRUNA)
    assert (sun.sunrise, sun.sunset, sun.dusk) == (None, None, None)
    assert sun.never_sets
    assert not sun.never_rises


def test_the_sun_does_not_rise_in_kiruna_at_christmas_yet_dusk_falls() -> None:
    sun = sun_times(day=date(2017, 12, 21), **KIRUNA)
    assert (sun.sunrise, sun.sunset) == (None, None)
    assert sun.never_rises
    assert not sun.never_sets
    assert sun.dusk is not None
    assert sun.dusk.hour == 14


def test_a_summer_night_north_of_gavle_has_a_sunset_and_no_dusk() -> None:
    sun = sun_times(lon=17.31, lat=62.39, day=date(2017, 6, 21))
    assert sun.sunset is not None
    assert sun.dusk is None
    assert not sun.never_sets


@pytest.mark.parametrize(("before", "after"), [(date(2017, 3, 25), 62), (date(2017, 10, 28), -62)])
def test_the_clock_moves_the_sunset_by_an_hour_when_it_is_put_on_or_back(before: date, after: int) -> None:
    first, second = (sun_times(day=day, **KALMAR).sunset for day in (before, before + timedelta(days=1)))
    assert first
    assert second
    on_the_wall = second.replace(tzinfo=None) - first.replace(tzinfo=None) - timedelta(days=1)
    assert on_the_wall.total_seconds() / 60 == pytest.approx(after, abs=1)
    assert (second - first.astimezone(UTC)) - timedelta(days=1) < timedelta(minutes=3)


def test_an_october_evening_is_dark_and_a_june_evening_is_not() -> None:
    at_seven = [datetime(2017, month, 19, 19, tzinfo=LOCAL_TIME) for month in (10, 6)]
    assert [is_dark_at(instant, **KALMAR) for instant in at_seven] == [True, False]


@given(days, st.floats(55.3, 69.0), st.floats(11.0, 24.1))
def test_the_sun_stands_at_the_horizon_when_it_rises_and_sets_and_below_it_when_dusk_ends(
    day: date, lat: float, lon: float
) -> None:
    sun = sun_times(lon=lon, lat=lat, day=day)
    for instant, altitude in ((sun.sunrise, HORIZON), (sun.sunset, HORIZON), (sun.dusk, CIVIL_DUSK)):
        if instant is not None:
            assert float(sun_altitude(ms(instant), lon, lat)) == pytest.approx(altitude, abs=0.01)
    assert (sun.sunrise is None) == (sun.sunset is None) or abs(sun.noon_altitude) > 40 or sun.noon_altitude < 2
    if sun.sunrise and sun.sunset:
        assert timedelta(0) < sun.sunset - sun.sunrise < timedelta(hours=24)
    if sun.sunset and sun.dusk:
        assert sun.sunset < sun.dusk


@given(st.lists(st.tuples(st.integers(0, 2_500_000_000_000), st.floats(11, 24), st.floats(55, 69)), min_size=1))
def test_many_instants_are_dark_as_each_is_alone(rows: list[tuple[int, float, float]]) -> None:
    instants, lon, lat = (np.array(column) for column in zip(*rows, strict=True))
    together = is_dark(instants, lon, lat)
    assert together.tolist() == [is_dark_at(datetime.fromtimestamp(t / 1000, UTC), x, y) for t, x, y in rows]
