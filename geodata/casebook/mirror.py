"""Records of one kind as one asker sees them, kept up by the log instead of being read anew after every change.

A register has hundreds of thousands of logged activities, and somebody logs one every minute: reading them all again
takes seconds, following the log a millisecond. What did not change stays the very same object, so that whoever
derives something from it can tell by identity that it still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar
from uuid import UUID

from geodata.model import Actor, Record, visible
from geodata.store.base import Change, Event, Query, Store, Stored

R = TypeVar("R", bound=Record)

MOST_TO_FOLLOW = 5_000
"""Beyond so many changes, as after an import, reading anew is quicker."""


class Mirror(Generic[R]):
    """The records of a kind in one municipality. Answers are never changed afterwards; a change makes new ones.

    key: what records are grouped by, for `groups`. version: who tells the kind's data version, otherwise the store.
    """

    def __init__(
        self,
        store: Store,
        kind: type[R],
        actor: Actor,
        municipality: str,
        *,
        key: Callable[[R], UUID] = lambda record: record.id,
        version: Callable[[type[R]], int] | None = None,
    ) -> None:
        self._store = store
        self._kind = kind
        self._actor = actor
        self._municipality = municipality
        self._key = key
        self._ask_version = version or store.data_version
        self._lock = Lock()
        self._version = -1
        self._position = 0
        self._records: dict[UUID, Stored[R]] = {}
        self._groups: dict[UUID, dict[UUID, R]] = {}

    def records(self) -> Mapping[UUID, Stored[R]]:
        """All of them, by id."""
        with self._lock:
            self._refresh()
            return self._records

    def groups(self) -> Mapping[UUID, Mapping[UUID, R]]:
        """All of them by key and id; a group without change is the very same object as before."""
        with self._lock:
            self._refresh()
            return self._groups

    def _refresh(self) -> None:
        version = self._ask_version(self._kind)
        if version == self._version:
            return
        if self._version < 0 or not self._follow():
            self._read()
        self._version = version

    def _read(self) -> None:
        # the position first: what is written in between is then followed once more, which changes nothing
        self._position = self._store.position()
        scope = frozenset({self._municipality}) if self._actor.works_in(self._municipality) else frozenset()
        self._records, self._groups = {}, {}
        for item in self._store.find(self._kind, Query(self._actor.tiers, scope)):
            self._put(item)

    def _follow(self) -> bool:
        """Do again what was done since; whether that was little enough."""
        newest = self._store.position()
        events = list(islice(self._store.events(self._position, kinds=(self._kind,)), MOST_TO_FOLLOW + 1))
        if len(events) > MOST_TO_FOLLOW:
            return False
        self._records = dict(self._records)
        self._groups = dict(self._groups)
        touched: set[UUID] = set()
        for event in events:
            # a conflict or refusal changed nothing
            if event.new_version is not None:
                self._step(event, touched)
        self._position = max([newest, *(event.position for event in events[-1:])])
        return True

    def _step(self, event: Event, touched: set[UUID]) -> None:
        before = self._records.pop(event.record_id, None)
        if before is not None:
            group = self._own_group(self._key(before.record), touched)
            group.pop(event.record_id, None)
        if event.change is Change.RETIRE or event.municipality != self._municipality:
            return
        record = visible(self._kind.from_json(event.body), self._actor)
        if record is not None:
            self._own_group(self._key(record), touched)
            self._put(Stored(record, event.new_version or 0, event.received_at))

    def _own_group(self, key: UUID, touched: set[UUID]) -> dict[UUID, R]:
        """The group, copied once per refresh, so that those handed out before stay as they were."""
        if key not in touched:
            touched.add(key)
            self._groups[key] = dict(self._groups.get(key, {}))
        return self._groups[key]

    def _put(self, item: Stored[R]) -> None:
        record = visible(item.record, self._actor)
        if record is not None:
            self._records[record.id] = Stored(record, item.version, item.changed_at)
            self._groups.setdefault(self._key(record), {})[record.id] = record
