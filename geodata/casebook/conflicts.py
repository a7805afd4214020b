"""What phones sent and another version stood against: found by following the log, until a person has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID, uuid5

from geodata.model import Actor, Finding, Role
from geodata.store.base import Event, Outcome, Store

PHONE = Role.WALKER.value


@dataclass(frozen=True, slots=True)
class Sent:
    """A version of a finding that a phone sent and that was not kept. arrived_at: by the server's clock.

    base_version: the version that it changed.
    """

    op_id: UUID
    finding: Finding
    base_version: int | None
    arrived_at: datetime


def seen_op(op_id: UUID) -> UUID:
    """The operation by which a person says that a sent version was looked at."""
    return uuid5(op_id, "looked at")


class Conflicts:
    """The sent versions that nobody has looked at. The log is read once, and then followed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._position = 0
        self._open: dict[UUID, Event] = {}
        self._seen: set[UUID] = set()

    def open(self, actor: Actor, municipality: str) -> dict[UUID, tuple[Sent, ...]]:
        """By finding, the earliest first, those that the actor may see."""
        with self._lock:
            self._follow()
            events = [event for op_id, event in self._open.items() if seen_op(op_id) not in self._seen]
        found: dict[UUID, list[Sent]] = {}
        for event in events:
            if event.municipality == municipality and event.tier in actor.tiers and actor.works_in(municipality):
                sent = Sent(event.op_id, Finding.from_json(event.body), event.base_version, event.received_at)
                found.setdefault(event.record_id, []).append(sent)
        return {identity: tuple(several) for identity, several in found.items()}

    def _follow(self) -> None:
        newest = self._store.position()
        if newest <= self._position:
            return
        for event in self._store.events(self._position, kinds=(Finding,)):
            if event.outcome is not Outcome.CONFLICT:
                continue
            if event.by == PHONE:
                self._open[event.op_id] = event
            else:
                self._seen.add(event.op_id)
        self._position = newest
