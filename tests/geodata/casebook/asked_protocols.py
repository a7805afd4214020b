"""What is asked of protocols where every public method has to answer alike: see test_tiers."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from geodata.casebook import Casebook
from geodata.model import Actor, Attendance, Record, Stop, Tier, Walk
from geodata.paper import Facts, Heading, Paper, PaperFormat, Picture
from geodata.protocols import Answer, Protocol
from tests.builders import a_finding, a_walk
from tests.geodata.casebook.town import SQUARE, known

LEGEND = {name: name for name in ("stop", "unsafe", "safe", "route", "area", "north")}


def told(protocol: Protocol) -> Paper:
    """A protocol as few words as will do."""
    lines = [(noted.label, f"{noted.finding.category} {noted.responsible} {noted.note}") for noted in protocol.findings]
    blocks = (Heading("Fynd", 2), Facts(tuple(lines)), Picture("map", "Karta"))
    return Paper(protocol.walk.title, "sv", protocol.municipality, blocks, legend=LEGEND)


def _walked(casebook: Casebook, actor: Actor) -> UUID:
    stops = (Stop(number=1, name="Torget", position=SQUARE), Stop(number=2, name="Bussen"))
    came = (Attendance(function="boende", number=4),)
    first = a_walk(id=known("first round"), planned_on=date(2016, 4, 20), place_id=known("square"), stops=stops)
    again = a_walk(
        id=known("second round"),
        planned_on=date(2017, 4, 20),
        place_id=known("square"),
        stops=stops,
        participants=came,
        area_code="E",
        previous_id=first.id,
    )
    found: list[Record] = [
        a_finding(id=known(f"round {n}"), walk_id=walk.id, stop=1, position=SQUARE, note=f"lampa {n}")
        for n, walk in enumerate((first, again))
    ]
    casebook.import_records(actor, [first, again, *found])
    return again.id


def _answers(casebook: Casebook, actor: Actor) -> tuple[Answer, ...]:
    return casebook.answers(casebook.admit(casebook.invite(actor, _walked(casebook, actor)).token))


def _ended(casebook: Casebook, actor: Actor) -> Walk:
    walk = a_walk(id=known("evening round"), planned_on=date(2017, 5, 30), tier=Tier.PUBLIC)
    casebook.import_records(actor, [walk])
    return casebook.end_walk(actor, walk.id, base_version=1).record


ASKED_OF_PROTOCOLS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "protocol": lambda c, a, ref, d: c.protocol(a, _walked(c, a)),
    "protocol_map": lambda c, a, ref, d: c.protocol_map(a, _walked(c, a), LEGEND),
    "protocol_document": lambda c, a, ref, d: c.protocol_document(a, _walked(c, a), PaperFormat.PDF, told),
    "compare_walks": lambda c, a, ref, d: c.compare_walks(a, _walked(c, a)),
    "participation": lambda c, a, ref, d: c.participation(a, "0880"),
    "answers": lambda c, a, ref, d: _answers(c, a),
    "end_walk": lambda c, a, ref, d: _ended(c, a),
}
