"""The sun beside astral: every day of two years, from Smygehuk to Luleå."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from geodata.daylight import sun_altitude, sun_times
from geodata.model.base import LOCAL_TIME

TOWNS = {"Smygehuk": (13.36, 55.34), "Kalmar": (16.36, 56.66), "Salem": (17.77, 59.20), "Luleå": (22.15, 65.58)}
NEAR_S = 120


@pytest.mark.parametrize("town", TOWNS)
def test_sunrise_sunset_and_dusk_are_those_of_astral(town: str) -> None:
    from astral import Observer
    from astral.sun import dusk, sunrise, sunset

    lon, lat = TOWNS[town]
    at = Observer(latitude=lat, longitude=lon)
    compared = 0
    # both years hold the days on which the clock is changed
    for number in range(731):
        day = date(2016, 1, 1) + timedelta(days=number)
        ours = sun_times(lon=lon, lat=lat, day=day)
        for mine, ask, more in (
            (ours.sunrise, sunrise, {}),
            (ours.sunset, sunset, {}),
            (ours.dusk, dusk, {"depression": 6}),
        ):
            try:
                theirs = ask(at, date=day, tzinfo=LOCAL_TIME, **more)
            except ValueError:
                # astral gives up where the evening ends after midnight
                assert mine is None or lat > 60
                continue
            assert mine is not None, (day, ask.__name__)
            if mine.date() == theirs.date() == day and (lat < 60 or 2 < mine.hour < 22):
                assert abs((mine - theirs).total_seconds()) <= NEAR_S, (day, ask.__name__)
                compared += 1
    assert compared > (2190 if lat < 60 else 1500)


def test_the_sun_stands_where_astral_has_it() -> None:
    from astral import Observer
    from astral.sun import elevation

    rng = np.random.default_rng(7)
    instants = rng.integers(946_684_800_000, 2_208_988_800_000, 1_500)
    lon, lat = rng.uniform(11, 24, 1_500), rng.uniform(55, 69, 1_500)
    ours = sun_altitude(instants, lon, lat)
    theirs = [
        elevation(Observer(latitude=y, longitude=x), datetime.fromtimestamp(int(t) / 1000, UTC), with_refraction=False)
        for t, x, y in zip(instants, lon.tolist(), lat.tolist(), strict=True)
    ]
    assert np.abs(ours - np.array(theirs)).max() < 0.02
