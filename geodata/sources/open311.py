"""Fault reports as GeoReport v2 (Open311) has them: questions built and answers read. Pure.

Source: https://wiki.open311.org/GeoReport_v2/
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from geodata.errors import NoAnswer, RefusedByReceiver
from geodata.model import Position
from geodata.sources.fetch import Reply

LONGEST_REFERENCE = 200
LONGEST_DESCRIPTION = 4_000
"""Characters of a description, as the standard limits it."""
_MOST_SAID = 300


@dataclass(frozen=True, slots=True)
class Given:
    """What the receiver calls a request that it took. One of the two; with a token the reference is asked for later."""

    reference: str | None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request stands with its receiver. status: its own word; updated_at: when it says that this changed."""

    status: str
    is_closed: bool
    note: str | None
    agency: str | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Service:
    """A sort of fault that the receiver takes. has_metadata: it asks more than we can tell, and may refuse."""

    code: str
    name: str
    description: str | None
    has_metadata: bool


def requests_url(endpoint: str) -> str:
    """Where a request is sent."""
    return f"{endpoint.rstrip('/')}/requests.json"


def request_url(endpoint: str, reference: str, jurisdiction: str | None = None) -> str:
    """Where one request stands."""
    return f"{endpoint.rstrip('/')}/requests/{quote(reference, safe='')}.json{_query(jurisdiction)}"


def token_url(endpoint: str, token: str, jurisdiction: str | None = None) -> str:
    """Where the reference of a token stands."""
    return f"{endpoint.rstrip('/')}/tokens/{quote(token, safe='')}.json{_query(jurisdiction)}"


def services_url(endpoint: str, jurisdiction: str | None = None) -> str:
    """Where the receiver lists what it takes."""
    return f"{endpoint.rstrip('/')}/services.json{_query(jurisdiction)}"


def _query(jurisdiction: str | None) -> str:
    return f"?{urlencode({'jurisdiction_id': jurisdiction})}" if jurisdiction else ""


def request_form(
    service_code: str, position: Position, description: str, *, key: str | None, jurisdiction: str | None
) -> dict[str, str]:
    """The fields of a request. The description is cut to what the standard allows."""
    form = {
        "service_code": service_code,
        "lat": f"{position.lat:.7f}",
        "long": f"{position.lon:.7f}",
        "description": description[:LONGEST_DESCRIPTION],
    }
    return form | {name: text for name, text in (("api_key", key), ("jurisdiction_id", jurisdiction)) if text}


def given_of(reply: Reply) -> Given:
    """What a request that was sent is called. Raises: RefusedByReceiver, NoAnswer."""
    one = _first(reply)
    reference, token = _name(one.get("service_request_id")), _name(one.get("token"))
    if not reference and not token:
        raise NoAnswer("the receiver answered without a reference; ask it whether the report arrived")
    return Given(reference, None if reference else token)


def reference_of(reply: Reply) -> str | None:
    """The reference of a token, None while there is none. Raises: RefusedByReceiver, NoAnswer."""
    return _name(_first(reply).get("service_request_id"))


def standing_of(reply: Reply) -> Standing:
    """How a request stands. Raises: RefusedByReceiver, NoAnswer."""
    one = _first(reply)
    status = _text(one.get("status"))
    if not status:
        raise NoAnswer("the receiver answered without a status; ask again later")
    return Standing(
        status=status[:_MOST_SAID],
        is_closed=status.casefold() == "closed",
        note=_text(one.get("status_notes")),
        agency=_text(one.get("agency_responsible")),
        updated_at=_moment(one.get("updated_datetime")),
    )


def services_in(reply: Reply) -> tuple[Service, ...]:
    """What the receiver takes, in its order. Raises: RefusedByReceiver, NoAnswer."""
    found = []
    for one in _listed(reply):
        code = _name(one.get("service_code"))
        if code:
            has_metadata = one.get("metadata") in {True, "true"}
            name = _text(one.get("service_name")) or code
            found.append(Service(code, name, _text(one.get("description")), has_metadata))
    return tuple(found)


def _first(reply: Reply) -> dict[str, Any]:
    listed = _listed(reply)
    if not listed:
        raise NoAnswer("the receiver answered with an empty list; ask it what arrived")
    return listed[0]


def _listed(reply: Reply) -> list[dict[str, Any]]:
    """The objects of an answer. RULE 1: what is refused did not arrive; of a server's own fault nobody knows."""
    if 400 <= reply.status < 500:
        raise RefusedByReceiver(f"the receiver refused ({reply.status}): {errors_in(reply.body) or 'no reason given'}")
    if 300 <= reply.status < 400:
        raise RefusedByReceiver(f"the receiver answers elsewhere now ({reply.status}); set its new address")
    if reply.status not in {200, 201, 202}:
        said = errors_in(reply.body)
        raise NoAnswer(f"the receiver failed ({reply.status}){f': {said}' if said else ''}; ask it what arrived")
    told = _json(reply.body)
    if isinstance(told, dict):
        told = [told]
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise NoAnswer("the receiver's answer is not GeoReport v2 in JSON; ask it whether the report arrived")
    return told


def errors_in(body: bytes) -> str:
    """The standard's list of errors as one line: "400 service_code was not provided"; empty where there is none."""
    told = _json(body)
    listed = told.get("errors", [told]) if isinstance(told, dict) else told
    if not isinstance(listed, list):
        return ""
    parts = [
        " ".join(filter(None, (_text(str(one.get("code", ""))), _text(one.get("description")))))
        for one in listed
        if isinstance(one, dict)
    ]
    return "; ".join(filter(None, parts))[:_MOST_SAID]


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _text(value: object) -> str | None:
    """Words that can be kept and shown, None for none."""
    if not isinstance(value, str):
        return None
    said = "".join(c for c in value if c.isprintable() or c in "\n\t").strip()
    return said.encode("utf-8", "replace").decode()[:2_000] or None


def _name(value: object) -> str | None:
    """An identifier, which some servers write as a number."""
    said = _text(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if said is not None and len(said) > LONGEST_REFERENCE:
        raise NoAnswer("the receiver's reference is too long to be one; ask it whether the report arrived")
    return said


def _moment(value: object) -> datetime | None:
    """An instant; without a zone it counts as UTC. None for what cannot be read."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
