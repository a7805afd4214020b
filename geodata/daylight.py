"""Where the sun stands: when it rises and sets on a day, when dusk ends, and whether it was dark at an instant. Pure.

Source: NOAA Global Monitoring Laboratory, "Solar calculation details", after Meeus, Astronomical Algorithms (2nd ed.,
1998), chapters 12, 22 and 25. Good for a minute between 1901 and 2099 as far as the polar circle; nearer to the pole,
where the sun grazes the horizon, the air's own bending decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.model.base import LOCAL_TIME

Degrees: TypeAlias = NDArray[np.float64]

HORIZON = -0.833
"""Degrees of the sun's middle when its upper edge meets the horizon: refraction 34', half the sun 16'."""
CIVIL_DUSK = -6.0
"""Degrees below which street lights are needed: the end of civil twilight."""
_MS_A_DAY = 86_400_000
# 2000-01-01 12:00 UTC, from which the equations count, in days of the Unix epoch
_J2000 = 10_957.5
_CENTURY = 36_525.0
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class SunTimes:
    """A day's sun, zoned in Europe/Stockholm.

    sunrise, sunset: None where the sun does not cross the horizon.  dusk: end of civil twilight in the evening, None
    where it does not get that dark.  noon_altitude: degrees of the sun at its highest, which tells the midnight sun
    from the polar night.  A sunset may fall after midnight: it is the one that ends this day's light.
    """

    day: date
    sunrise: datetime | None
    sunset: datetime | None
    dusk: datetime | None
    noon_altitude: float

    @property
    def never_sets(self) -> bool:
        """Whether the sun is up all day and night."""
        return self.sunset is None and self.noon_altitude > HORIZON

    @property
    def never_rises(self) -> bool:
        """Whether the sun is down all day."""
        return self.sunset is None and self.noon_altitude <= HORIZON


def sun_times(lon: float, lat: float, day: date) -> SunTimes:
    """The sun of a day in Sweden at a place (WGS84 degrees)."""
    middle = datetime.combine(day, time(12), LOCAL_TIME).timestamp() / 86_400
    noon = middle
    for _ in range(_ROUNDS):
        noon += float(_hour_angle_of_noon(np.float64(noon), lon)) / 360
    altitude = float(sun_altitude(round(noon * _MS_A_DAY), lon, lat))
    rise, fall = (_crossing(noon, lon, lat, HORIZON, side) for side in (-1, 1))
    dusk = _crossing(noon, lon, lat, CIVIL_DUSK, 1)
    return SunTimes(day, _local(rise), _local(fall), _local(dusk), altitude)


def sun_altitude(instants_ms: ArrayLike, lon: ArrayLike, lat: ArrayLike) -> Degrees:
    """Degrees of the sun's middle over the horizon, the air's bending left out.

    instants_ms: milliseconds since 1970 UTC; lon, lat: WGS84 degrees, one for all or one each.
    """
    days = np.asarray(instants_ms, dtype=np.float64) / _MS_A_DAY
    declination, equation = _sun(days)
    # degrees since the sun stood in the south
    hour_angle = np.radians((days % 1.0) * 360 - 180 + equation / 4 + np.asarray(lon, dtype=np.float64))
    north = np.radians(np.asarray(lat, dtype=np.float64))
    sine = np.sin(north) * np.sin(declination) + np.cos(north) * np.cos(declination) * np.cos(hour_angle)
    return np.asarray(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))))


def is_dark(instants_ms: ArrayLike, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Whether civil twilight was over or not yet begun: the sun more than 6 degrees below the horizon.

    As `sun_altitude`; a million rows take a fraction of a second.
    """
    return np.asarray(sun_altitude(instants_ms, lon, lat) < CIVIL_DUSK)


def is_dark_at(instant: datetime, lon: float, lat: float) -> bool:
    """Whether it is dark at one zoned instant."""
    return bool(is_dark(round(instant.timestamp() * 1000), lon, lat))


def _sun(days: Degrees | np.float64) -> tuple[Degrees, Degrees]:
    """Declination in radians and equation of time in minutes. days: since 1970 UTC."""
    t = (np.asarray(days) - _J2000) / _CENTURY
    mean_longitude = np.radians((280.46646 + t * (36000.76983 + t * 0.0003032)) % 360)
    anomaly = np.radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = np.radians(
        np.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + np.sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + np.sin(3 * anomaly) * 0.000289
    )
    node = np.radians(125.04 - 1934.136 * t)
    longitude = mean_longitude + centre - np.radians(0.00569 + 0.00478 * np.sin(node))
    obliquity = 23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60
    tilt = np.radians(obliquity + 0.00256 * np.cos(node))
    declination = np.arcsin(np.sin(tilt) * np.sin(longitude))
    y = np.tan(tilt / 2) ** 2
    equation = 4 * np.degrees(
        y * np.sin(2 * mean_longitude)
        - 2 * eccentricity * np.sin(anomaly)
        + 4 * eccentricity * y * np.sin(anomaly) * np.cos(2 * mean_longitude)
        - 0.5 * y * y * np.sin(4 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * np.sin(2 * anomaly)
    )
    return declination, equation


def _hour_angle_of_noon(days: np.float64, lon: float) -> np.float64:
    """How many degrees the sun has still to go until it stands in the south, -180 to 180."""
    _, equation = _sun(days)
    passed = (days % 1.0) * 360 - 180 + float(equation) / 4 + lon
    return np.float64(-((passed + 180) % 360 - 180))


def _crossing(noon: float, lon: float, lat: float, altitude: float, side: int) -> float | None:
    """When the sun meets an altitude, in days since 1970 UTC. side: -1 before noon, 1 after it; None: it does not."""
    north, low = np.radians(lat), np.sin(np.radians(altitude))
    found = noon + side * 0.25
    for _ in range(_ROUNDS):
        declination = float(_sun(np.float64(found))[0])
        cosine = (low - np.sin(north) * np.sin(declination)) / (np.cos(north) * np.cos(declination))
        if not -1 <= cosine <= 1:
            return None
        wanted = side * float(np.degrees(np.arccos(cosine)))
        # the sun's own noon moves by half a minute a day: go on from where it stands at the crossing
        passed = -float(_hour_angle_of_noon(np.float64(found), lon))
        found += ((wanted - passed + 180) % 360 - 180) / 360
    return found


def _local(days: float | None) -> datetime | None:
    if days is None:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).astimezone(LOCAL_TIME).replace(microsecond=0)
