"""Short ways to say what is done to a store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID, uuid4

from geodata.model import Record, Tier
from geodata.store.base import Change, Op, Query, Receipt, Store

R = TypeVar("R", bound=Record)

NOON = datetime(2017, 6, 1, 12, 0, tzinfo=UTC)
ALL = Query(tiers=frozenset(Tier))


def put(record: Record, *, base: int | None = None, op_id: UUID | None = None) -> Op:
    return Op(op_id=op_id or uuid4(), record=record, base_version=base)


def retire(record: Record, *, base: int | None = None) -> Op:
    return Op(op_id=uuid4(), record=record, change=Change.RETIRE, base_version=base)


def do(store: Store, *ops: Op, at: datetime = NOON) -> list[Receipt]:
    return store.apply(ops, by="planner", at=at)


def all_of(store: Store, kind: type[R], query: Query = ALL) -> list[R]:
    return [stored.record for stored in store.find(kind, query)]
