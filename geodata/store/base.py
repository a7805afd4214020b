"""What every store promises: records kept durably, every change logged, nothing applied twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Generic, Protocol, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from geodata.model import Record, Tier

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Query:
    """Which records: filtered in the store, so that what the asker may not see never leaves it.

    tiers: visibility tiers of the asker.  municipalities: None means all.
    where: field -> value, or a tuple of values of which one must match.
    bbox: (west, south, east, north) in degrees, for kinds that have a geometry.
    """

    tiers: frozenset[Tier]
    municipalities: frozenset[str] | None = None
    where: Mapping[str, object] = field(default_factory=dict)
    bbox: tuple[float, float, float, float] | None = None


class Change(StrEnum):
    """What an operation does to its record."""

    PUT = "put"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class Op:
    """One change, with an id made where it was decided: sending it again is harmless.

    base_version: the version it was decided on; 0: none may stand, a retired one does not; None: whatever stands.
    """

    op_id: UUID
    record: Record
    change: Change = Change.PUT
    base_version: int | None = None


class Outcome(StrEnum):
    """What became of an operation."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    RETIRED = "retired"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The store's word on one operation, given only once it is durable.

    version: the record's version now, None where there is none.
    CONFLICT: another version stands; the operation is kept in the log.  REFUSED: the op id was used for other content.
    DUPLICATE: the same operation was already kept.  UNCHANGED: the record says this already; nothing was written.
    """

    op_id: UUID
    record_id: UUID
    outcome: Outcome
    version: int | None


@dataclass(frozen=True, slots=True)
class Stored(Generic[R_co]):
    """A record with the version and moment of its last change."""

    record: R_co
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the append-only log; body is the record as JSON, None for what only retired it."""

    position: int
    op_id: UUID
    kind: str
    record_id: UUID
    municipality: str
    tier: Tier
    change: Change
    by: str
    received_at: datetime
    base_version: int | None
    new_version: int | None
    outcome: Outcome
    digest: str
    body: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Which standing records a writer may change. RULE 1: nobody overwrites what they may not see."""

    tiers: frozenset[Tier] = frozenset(Tier)
    municipalities: frozenset[str] | None = None

    def covers(self, tier: Tier, municipality: str) -> bool:
        """Whether such a record is within it."""
        return tier in self.tiers and (self.municipalities is None or municipality in self.municipalities)


EVERYTHING = Reach()


class Store(Protocol):
    """A place where records are kept. Every implementation passes tests/contract."""

    def data_version(self, *kinds: type[Record]) -> int:
        """A number that grows with each transaction that changed any record (of these kinds); the only cache key."""

    def data_versions(self) -> Mapping[str, int]:
        """`data_version` of each kind that was ever written, by its name, all of one moment."""

    def apply(
        self,
        ops: Iterable[Op],
        *,
        by: str,
        at: datetime,
        reach: Reach = EVERYTHING,
        together: bool = False,
        rehearse: bool = False,
    ) -> list[Receipt]:
        """Carry out the operations in one durable transaction, one receipt each, in order.

        by: the actor's function.  at: the server's clock.  reach: an operation upon a record that stands outside it is
        REFUSED and told no version.  together: where one conflicts or is refused, none changes
        anything; those that would have are kept in the log as conflicts.  rehearse: tell the outcome and write nothing.
        Raises: StoreError.
        """

    def find(self, kind: type[R], query: Query) -> list[Stored[R]]:
        """Records that stand, ordered by id."""

    def count(self, kind: type[Record], query: Query) -> int:
        """How many find would give."""

    def evidence(self, query: Query) -> dict[str, NDArray[np.generic]]:
        """Reports and findings as arrays of equal length, ordered by (observed_at, id); merged findings left out.

        id (S16: the UUID's bytes; an item read alone loses trailing zero bytes, so take .view("V16") or ljust it),
        kind, municipality, tier, category, feeling, precision, source, status, area_code ("" for none) as object
        arrays of str or numpy unicode; observed_ms int64 UTC milliseconds; lon, lat float64 (NaN: not located);
        severity uint8 (0: not stated).
        """

    def history(self, record_id: UUID) -> list[Event]:
        """All that was done to a record, oldest first, refused and conflicting operations too."""

    def events(self, after: int = 0, *, kinds: Sequence[type[Record]] = ()) -> Iterator[Event]:
        """The log in order, from a position on; of some kinds or all."""

    def position(self) -> int:
        """The position of the log's last line; 0 while it is empty."""

    def check(self) -> list[str]:
        """Damage in sentences, empty when whole: integrity, spatial index, row digests, log replay."""

    def snapshot(self, path: Path) -> None:
        """Write a consistent copy for GIS programs and backup, while others go on writing."""

    def close(self) -> None:
        """Let go of files and connections."""
