"""Things by their names: places, promises, actions, areas, hotspots, walks, parties and saved views."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from geodata.casebook.desk import Desk
from geodata.finding_things import Group, NameIndex, Thing, ThingKind, find_things
from geodata.model import (
    Action,
    Actor,
    Area,
    Deed,
    Hotspot,
    HotspotState,
    Party,
    Place,
    Promise,
    Record,
    SavedView,
    Walk,
)

MOST_OF_A_KIND = 5


def _nothing(_: Record) -> tuple[str, ...]:
    return ()


# the record, its name, and what else it answers to
_NAMED: Mapping[ThingKind, tuple[type[Record], Callable[[Any], str], Callable[[Any], tuple[str, ...]]]] = {
    ThingKind.PLACE: (Place, lambda one: one.name, lambda one: one.aliases),
    ThingKind.PROMISE: (Promise, lambda one: one.title, lambda one: (str(one.number),)),
    ThingKind.ACTION: (Action, lambda one: one.title, _nothing),
    ThingKind.HOTSPOT: (Hotspot, lambda one: one.name, _nothing),
    ThingKind.AREA: (Area, lambda one: one.name, lambda one: (one.code,)),
    ThingKind.WALK: (Walk, lambda one: one.title, lambda one: (one.planned_on.isoformat(),)),
    ThingKind.PARTY: (Party, lambda one: one.name, _nothing),
    ThingKind.SAVED_VIEW: (SavedView, lambda one: one.name, _nothing),
}


class Searching(Desk):
    """Find what has a name."""

    def search(self, actor: Actor, municipality: str, words: str, *, most: int = MOST_OF_A_KIND) -> tuple[Group, ...]:
        """What in a municipality answers to the words, by kind, best first. most: things told of each kind."""
        actor.require(Deed.READ, municipality)
        with self._shelf.still():
            indexes = {kind: self._names(actor, municipality, kind) for kind in ThingKind}
        return find_things(indexes, words, most=most)

    def _names(self, actor: Actor, municipality: str, thing: ThingKind) -> NameIndex:
        kind, name, also = _NAMED[thing]

        def build() -> NameIndex:
            return NameIndex(
                Thing(thing, record, name(record), also(record))
                for record in self._shelf.records(actor, kind, municipality)
                if not isinstance(record, Hotspot) or record.state is HotspotState.ADOPTED
            )

        return self._shelf.shared("names", (actor.tiers, actor.municipalities, municipality, thing), (kind,), build)
