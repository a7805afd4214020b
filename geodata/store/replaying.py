"""A store as it was at a position of the log, built anew from the log alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from geodata.errors import StoreError
from geodata.store.base import Event, Op, Outcome, Store
from geodata.store.schema import KINDS

_DONE = frozenset({Outcome.ADDED, Outcome.CHANGED, Outcome.RETIRED})


def replay(log: Store, position: int, into: Store) -> None:
    """Do in an empty store what was done in another until a position of its log: by whom, when, with the same ids.

    What was refused there, or was a conflict, is left out. Raises: StoreError where the log ends earlier, or where what
    was done once cannot be done again.
    """
    if position > log.position():
        raise StoreError(f"the log ends at {log.position()} and has no position {position}; restore a later copy")
    for (by, at), events in groupby(_until(log, position), key=lambda event: (event.by, event.received_at)):
        ops = [Op(event.op_id, KINDS[event.kind].from_json(event.body), event.change) for event in events]
        for receipt in into.apply(ops, by=by, at=at):
            if receipt.outcome not in _DONE:
                raise StoreError(f"operation {receipt.op_id} of the log cannot be done again: {receipt.outcome.value}")


def _until(log: Store, position: int) -> Iterator[Event]:
    for event in log.events():
        if event.position > position:
            return
        if event.outcome in _DONE:
            yield event
