"""What is asked of walks where every public method has to answer alike: see test_tiers."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from geodata.casebook import Casebook
from geodata.errors import LofteskartanError
from geodata.model import Actor, Category, Walk
from tests.builders import a_walk
from tests.geodata.casebook.town import known


def _kept(casebook: Casebook, actor: Actor) -> UUID | None:
    """A walk that is there for everybody to be told of, kept by those who may."""
    walk = a_walk(id=known("asked walk"), planned_on=date(2017, 5, 4), action_id=known("walk"), area_code="E")
    try:
        return casebook.entry(actor, Walk, walk.id).record.id
    except LofteskartanError:
        return casebook.save(actor, walk, base_version=0).record.id


ASKED_OF_WALKS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "propose_stops": lambda c, a, ref, d: [
        c.propose_stops(a, "0880", **where)
        for where in ({}, {"area_code": "E"}, {"place_id": known("square")}, {"themes": (Category.LIGHTING,)})
    ],
    "walks": lambda c, a, ref, d: c.walks(a, "0880"),
    "walk_light": lambda c, a, ref, d: c.walk_light(a, a_walk(area_code="S", place_id=known("secret place"))),
    "walk": lambda c, a, ref, d: c.walk(a, _kept(c, a) or UUID(int=0)),
}
