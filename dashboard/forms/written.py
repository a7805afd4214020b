"""Times and ways as people write them: "18.30", "2017-06-15 18.30", a latitude and longitude for each corner."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import shapely

from geodata.model import LOCAL_TIME

_CLOCK = re.compile(r"^(?:kl\.? ?)?([01]?\d|2[0-4])[.:]([0-5]\d)$")
_NUMBER = re.compile(r"^-?\d{1,3}(?:[.,]\d{1,12})?$")
_MOST_CORNERS = 400


def moment(value: Any, on: Any) -> str:
    """An instant as JSON has it, in local time. on: the day that goes without saying."""
    if not isinstance(value, str):
        return ""
    try:
        local = datetime.fromisoformat(value).astimezone(LOCAL_TIME)
    except ValueError:  # what a new record begins with comes from a browser
        return value
    clock = f"{local:%H.%M}"
    return clock if local.date().isoformat() == on else f"{local.date().isoformat()} {clock}"


def moment_of(text: str, on: str | None, day_of: Callable[[str], str | None]) -> str | None:
    """An instant as JSON has it; None where the text tells none, or one that the clock leaps over in spring.

    on: the day of a time that stands alone, in ISO's spelling.
    """
    said, _, clock = text.strip().rpartition(" ")
    day = day_of(said) if said and said.lower() not in {"kl", "kl."} else on
    found = _CLOCK.match(clock)
    if day is None or found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if hour == 24:
        return None
    local = datetime.combine(date.fromisoformat(day), time(hour, minute), LOCAL_TIME)
    if local.astimezone(UTC).astimezone(LOCAL_TIME).replace(tzinfo=None) != local.replace(tzinfo=None):
        return None
    return local.isoformat()


def path(value: Any) -> str:
    """A line as JSON has it (well-known text): a corner on each row, latitude first, as on signs and phones."""
    if not isinstance(value, str):
        return ""
    try:
        corners = shapely.get_coordinates(shapely.from_wkt(value)).tolist()
    except shapely.errors.ShapelyError:
        return value
    return "\n".join(f"{lat:.6f} {lon:.6f}" for lon, lat in corners)


def path_of(text: str) -> str | None:
    """A line in well-known text; None where the rows are not two numbers each, or fewer than two."""
    corners = [_corner(row) for row in text.strip().splitlines() if row.strip()]
    known = [corner for corner in corners if corner is not None]
    if len(known) < len(corners) or not 2 <= len(known) <= _MOST_CORNERS or len(set(known)) < 2:
        return None
    return f"LINESTRING ({', '.join(f'{lon} {lat}' for lat, lon in known)})"


def _corner(row: str) -> tuple[float, float] | None:
    parts = row.replace(";", " ").split()
    if len(parts) == 1:
        parts = row.split(",")
    parts = [part.strip().removesuffix(",") for part in parts]
    if len(parts) != 2 or not all(_NUMBER.match(part) for part in parts):
        return None
    lat, lon = (float(part.replace(",", ".")) for part in parts)
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
