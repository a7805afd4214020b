"""What all of a casebook's deeds share: the store, the clock, the shelf, and one way to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from geodata.casebook.intake import reach, settle
from geodata.casebook.shelf import Shelf
from geodata.errors import NotFound
from geodata.freshness import STALE_AFTER_DAYS
from geodata.model import Actor, Record
from geodata.picturefolder import PictureFolder
from geodata.store.base import Op, Store, Stored

R = TypeVar("R", bound=Record)


class Desk:
    """Where deeds are done.

    pictures: the folder in which photos lie, None where none can be kept.  clock: gives the zoned now.
    stale_after: days until what nobody confirms is stale.
    """

    def __init__(
        self,
        store: Store,
        *,
        pictures: PictureFolder | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        stale_after: int = STALE_AFTER_DAYS,
    ) -> None:
        self._store = store
        self._pictures = pictures
        self._stale_after = stale_after
        self._clock = clock
        self._shelf = Shelf(store, clock)

    def _one(self, actor: Actor, kinds: Sequence[type[R]], identity: UUID) -> R:
        for kind in kinds:
            if found := self._shelf.records(actor, kind, id=identity):
                return found[0]
        raise NotFound(
            f"no {' or '.join(kind.kind for kind in kinds[:3])} with the id {identity}; it may have been retired"
        )

    def _one_stored(self, actor: Actor, kind: type[R], identity: UUID) -> Stored[R]:
        """A record with its version. Raises: NotFound."""
        found = self._shelf.stored(actor, kind, id=identity)
        if not found:
            raise NotFound(f"no {kind.kind} with the id {identity}; it may have been retired")
        return found[0]

    def _commit(self, actor: Actor, ops: Sequence[Op]) -> None:
        """Write in one transaction. Raises: Conflict, RefusedOperation."""
        if ops:
            settle(self._store.apply(ops, by=actor.role.value, at=self._clock(), reach=reach(actor), together=True))
