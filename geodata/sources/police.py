"""Events as the police publish them: one JSON answer of polisen.se/api/events."""

from __future__ import annotations

import json
import math
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import shapely

from geodata.errors import InvalidRecord
from geodata.model import PoliceEvent, Position, record_id
from geodata.sources.context import ImportContext, Ledger, ParsedFile
from geodata.sources.files import MAX_JSON_BYTES, require_file
from geodata.sources.municipalities import municipality_code

SITE = "https://polisen.se"
_DIGEST = re.compile(r"^\s*sammanfattning\b", re.IGNORECASE)
_WHEN = re.compile(r"^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2}):(\d{2})\s*([+-]\d{2}:?\d{2}|Z)$")
_REMEDY = "fetch the answer again from polisen.se/api/events"


class _BadEvent(Exception):
    def __init__(self, column: str, problem: str, value: object) -> None:
        super().__init__(problem)
        self.column = column
        self.problem = problem
        self.value = value


def read_police_events(path: Path, context: ImportContext) -> ParsedFile:
    """Read an answer. Digests ("Sammanfattning ...") and events of other municipalities are left out and counted.

    The place is the text after the last comma of the name, or the location's name when that is a municipality. Where it
    names none, the centroid decides, if the municipality's outline is known. An event keeps its record by its number.
    Only events of the context's municipality are taken; without one, of those that have areas or places; without any
    of these, all. Faults count events from 1. Raises: UnreadableFile.
    """
    ledger = Ledger(path.name, "Polisen", context.now)
    events = _events(path, ledger)
    seen: dict[int, int] = {}
    wanted = _wanted(context)
    elsewhere = 0
    for number, event in enumerate(events, start=1):
        ledger.read += 1
        try:
            record = _record(event, number, context, ledger)
        except _BadEvent as error:
            ledger.fault(number, error.problem, _REMEDY, column=error.column, value=error.value)
            continue
        except InvalidRecord as error:
            ledger.fault(number, str(error), _REMEDY)
            continue
        if record is None:
            ledger.left_out += 1
        elif wanted and record.municipality not in wanted:
            ledger.left_out += 1
            elsewhere += 1
        elif record.event_number in seen:
            ledger.left_out += 1
            ledger.note(
                number, f"has the number of event {seen[record.event_number]}", "the first one is kept", column="id"
            )
        else:
            seen[record.event_number] = number
            ledger.records.append(record)
    if elsewhere:
        ledger.note(
            None,
            f"{elsewhere} events of other municipalities are left out",
            f"name another municipality to take its events (taken: {', '.join(sorted(wanted))})",
        )
    return ledger.close()


def _wanted(context: ImportContext) -> frozenset[str]:
    if context.municipality is not None:
        return frozenset({context.municipality})
    return frozenset(known.municipality for known in (*context.areas, *context.places))


def _events(path: Path, ledger: Ledger) -> list[Any]:
    require_file(path, MAX_JSON_BYTES)
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ledger.refuse("is not UTF-8 text", _REMEDY) from error
    except json.JSONDecodeError as error:
        raise ledger.refuse(f"is not whole JSON ({error.msg})", _REMEDY, row=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise ledger.refuse("is no answer with events", _REMEDY) from error
    if not isinstance(document, list):
        raise ledger.refuse("is JSON, but no list of events", _REMEDY)
    if not document:
        raise ledger.refuse("holds no events", _REMEDY)
    return document


def _record(event: Any, number: int, context: ImportContext, ledger: Ledger) -> PoliceEvent | None:
    if not isinstance(event, dict):
        raise _BadEvent("event", "is no event", event)
    event_type = _text(event, "type")
    name = _text(event, "name")
    if _DIGEST.match(event_type):
        return None
    identity = event.get("id")
    if isinstance(identity, str) and identity.isascii() and identity.isdigit() and len(identity) < 12:
        identity = int(identity)
    if not isinstance(identity, int) or isinstance(identity, bool) or identity < 0:
        raise _BadEvent("id", "is not an event number", identity)
    centroid, located = _location(event)
    place = name.rpartition(",")[2].strip()
    municipality = _municipality(place, located, centroid, context)
    if municipality is None:
        return None
    summary, url = event.get("summary"), event.get("url")
    return PoliceEvent(
        id=record_id(PoliceEvent.kind, municipality, identity),
        municipality=municipality,
        provenance=ledger.provenance(number),
        event_number=identity,
        happened_at=_instant(_text(event, "datetime")),
        event_type=event_type,
        title=name,
        summary=summary if isinstance(summary, str) and summary.strip() else None,
        url=SITE + url if isinstance(url, str) and url.startswith("/") else None,
        place_name=place or located or None,
        centroid=centroid,
        **({} if context.tier is None else {"tier": context.tier}),
    )


def _text(event: dict[str, Any], key: str) -> str:
    value = event.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _BadEvent(key, "is missing", value)
    return value.strip()


def _instant(text: str) -> datetime:
    """The hour may have one digit ("9:55:23")."""
    found = _WHEN.match(text)
    if found is None:
        raise _BadEvent("datetime", "is not a time with its zone", text)
    day, hour, minute, second, zone = found.groups()
    try:
        return datetime.fromisoformat(f"{day}T{int(hour):02d}:{minute}:{second}{'+00:00' if zone == 'Z' else zone}")
    except ValueError as error:
        raise _BadEvent("datetime", "is not a time that exists", text) from error


def _location(event: dict[str, Any]) -> tuple[Position | None, str]:
    location = event.get("location")
    if not isinstance(location, dict):
        return None, ""
    name = location.get("name")
    gps = location.get("gps")
    located = name.strip() if isinstance(name, str) else ""
    if not isinstance(gps, str) or not gps.strip():
        return None, located
    try:
        lat, lon = (float(part) for part in gps.split(","))
    except ValueError as error:
        raise _BadEvent("location.gps", "is not a position", gps) from error
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise _BadEvent("location.gps", "is not a position", gps)
    return Position(lon=lon, lat=lat), located


def _municipality(place: str, located: str, centroid: Position | None, context: ImportContext) -> str | None:
    for name in (place, located):
        if name and (code := municipality_code(name)) is not None:
            return code
    if context.municipality is None or context.municipality_outline is None or centroid is None:
        return None
    # since 2026 the location is the county's centre: it says nothing of the municipality
    if located.casefold().endswith(" län") or place.casefold().endswith(" län"):
        return None
    inside = shapely.intersects_xy(context.municipality_outline, centroid.lon, centroid.lat)
    return context.municipality if inside else None
