"""How a new record begins: what the address says that it belongs to, and what follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from geodata.casebook import Casebook
from geodata.errors import NotFound
from geodata.model import (
    Action,
    Actor,
    Agreement,
    Communication,
    ContactCard,
    Dialogue,
    Goal,
    Idea,
    Meeting,
    NeighbourhoodWatch,
    Promise,
    Provenance,
    Record,
    Walk,
)

OWN = Provenance(source="Löfteskartan")
"""What is written in the interface comes from there."""

# The address's word, the kind it names, and where a new record holds it.
_NAMED: Mapping[str, tuple[type[Record], Mapping[type[Record], str]]] = {
    "lofte": (Promise, {Action: "promise_ids", Communication: "promise_ids", Idea: "promise_id"}),
    "overenskommelse": (Agreement, {Promise: "agreement_id", Goal: "agreement_id"}),
    "atgard": (Action, {NeighbourhoodWatch: "action_id", Meeting: "action_id", Walk: "action_id"}),
    "vandring": (Walk, {Walk: "previous_id"}),
}
_PARTY, _PLACE = "part", "plats"
_IDS: Mapping[str, Mapping[type[Record], str]] = {
    _PARTY: {ContactCard: "party_id"},
    _PLACE: {Action: "place_ids", Promise: "place_ids", Dialogue: "place_ids", Walk: "place_id"},
}
WORDS = (*_NAMED, *_IDS)


def named(query: str) -> dict[str, UUID]:
    """What the address names, by its word; what is no id is left out."""
    given = parse_qs(query.removeprefix("?"))
    found: dict[str, UUID] = {}
    for word in WORDS:
        try:
            found[word] = UUID(given[word][-1])
        except (KeyError, ValueError):
            continue
    return found


def begin(
    casebook: Casebook,
    actor: Actor,
    kind: type[Record],
    municipality: str,
    *,
    today: date,
    given: Mapping[str, UUID],
) -> dict[str, Any]:
    """A new record as JSON has it, as far as it is known: its id, and what the address and the register give.

    What the address names and is not there is left out: the form says what is missing.
    """
    content: dict[str, Any] = {
        "id": str(uuid4()),
        "municipality": municipality,
        "provenance": OWN.model_dump(mode="json"),
    }
    for word, places in _IDS.items():
        if kind in places and word in given:
            content |= _held(places[kind], given[word])
    for word, (above, places) in _NAMED.items():
        if kind in places and word in given:
            content |= _held(places[kind], given[word])
            content |= _period(casebook, actor, kind, above, given[word])
    if kind in {Promise, Goal} and "agreement_id" not in content:
        agreements = casebook.entries(actor, Agreement, municipality)
        if len(agreements) == 1:  # there is nothing to choose among
            only = agreements[0].record.id
            content |= {"agreement_id": str(only), **_period(casebook, actor, kind, Agreement, only)}
    if kind is Promise:
        content["number"] = _next_number(casebook, actor, municipality, content.get("agreement_id"))
    if kind is Idea:
        content["received_on"] = today.isoformat()
    if kind is Meeting:
        content |= _like_the_last(casebook, actor, municipality, today)
    if kind is Walk and "vandring" in given:
        content |= _walked_again(casebook, actor, given["vandring"])
    return content


def _held(name: str, identity: UUID) -> dict[str, Any]:
    return {name: [str(identity)] if name.endswith("_ids") else str(identity)}


def _period(
    casebook: Casebook, actor: Actor, kind: type[Record], above: type[Record], identity: UUID
) -> dict[str, Any]:
    """The period of what the new record belongs to, where both have one."""
    if "starts_on" not in kind.model_fields or above not in {Promise, Agreement}:
        return {}
    try:
        held: Any = casebook.entry(actor, above, identity).record
    except NotFound:
        return {}
    return {"starts_on": held.starts_on.isoformat(), "ends_on": held.ends_on and held.ends_on.isoformat()}


def _like_the_last(casebook: Casebook, actor: Actor, municipality: str, today: date) -> dict[str, Any]:
    """A meeting is called as the last one was, and the same functions are asked; who came is never guessed."""
    held = [entry.record for entry in casebook.meetings(actor, municipality) if entry.record.attendance]
    content: dict[str, Any] = {"held_on": today.isoformat()}
    if held:
        content["title"] = held[0].title
        content["attendance"] = [{"function": one.function, "number": None} for one in held[0].attendance]
    return content


_SAME_AGAIN = ("title", "form", "themes", "own_theme", "area_code", "place_id", "action_id", "meeting_point", "stops")


def _walked_again(casebook: Casebook, actor: Actor, identity: UUID) -> dict[str, Any]:
    """A walk that is walked again has the same stops by the same numbers, or nothing could be compared."""
    try:
        before = casebook.entry(actor, Walk, identity).record
    except NotFound:
        return {}
    told = before.model_dump(mode="json")
    # whom the number comes from is asked anew; a function is likely to come again
    asked = [{"function": one.function, "number": None} for one in before.participants]
    return {**{name: told[name] for name in _SAME_AGAIN}, "participants": asked}


def _next_number(casebook: Casebook, actor: Actor, municipality: str, agreement: str | None) -> int:
    numbers = [
        entry.record.number
        for entry in casebook.entries(actor, Promise, municipality)
        if str(entry.record.agreement_id) == agreement
    ]
    return max(numbers, default=0) + 1
