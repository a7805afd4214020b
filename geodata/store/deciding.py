"""What becomes of each operation, given what stands: pure, and the same for every store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from geodata.model import Record, Tier
from geodata.store.base import EVERYTHING, Change, Op, Outcome, Reach, Receipt

Key = tuple[type[Record], UUID]
_HINDRANCES = frozenset({Outcome.CONFLICT, Outcome.REFUSED})


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation with what can be worked out before the store is locked.

    key: the record it is about; an id is unique within its kind.
    """

    op: Op
    key: Key
    digest: str
    body: str

    @classmethod
    def of(cls, op: Op) -> Prepared:
        """The operation, prepared."""
        record = op.record
        return cls(op, (type(record), record.id), record.content_digest(), record.model_dump_json())


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a record."""

    version: int
    digest: str
    is_retired: bool
    tier: Tier
    municipality: str


@dataclass(frozen=True, slots=True)
class Logged:
    """What the log says of an operation id: the first use, and the digests of refused later uses."""

    kind: str
    record_id: UUID
    change: Change
    digest: str
    outcome: Outcome

    def is_same_as(self, prepared: Prepared) -> bool:
        """Whether the operation was sent before, and not its id with other content."""
        record = prepared.op.record
        said = (record.kind, record.id, prepared.op.change, prepared.digest)
        return (self.kind, self.record_id, self.change, self.digest) == said


@dataclass(frozen=True, slots=True)
class LogLine:
    """An operation to be logged, with its outcome and the version that came of it."""

    prepared: Prepared
    outcome: Outcome
    new_version: int | None


@dataclass(slots=True)
class Verdicts:
    """Receipts in the operations' order, lines for the log, and what to write of each record that changes.

    standing: what stands afterwards.  puts: the operation that gives the record's content; none where it is only
    retired.  added: those that did not exist before.
    """

    receipts: list[Receipt] = field(default_factory=list)
    lines: list[LogLine] = field(default_factory=list)
    puts: dict[Key, Prepared] = field(default_factory=dict)
    standing: dict[Key, Standing] = field(default_factory=dict)
    added: set[Key] = field(default_factory=set)


def decide(
    operations: Iterable[Prepared],
    logged: Mapping[UUID, Logged],
    refused: Iterable[tuple[UUID, str]],
    standing: Mapping[Key, Standing],
    reach: Reach = EVERYTHING,
    *,
    together: bool = False,
) -> Verdicts:
    """What becomes of the operations, each seeing what those before it did.

    logged: by op id, of those already in the log.  refused: (op id, digest) of refusals already there.
    standing: of the records that exist, retired ones too.  reach: of the writer.  together: all or none.
    Verdicts.standing: only what changes.
    """
    verdicts = Verdicts()
    known, already_refused = dict(logged), set(refused)
    for prepared in operations:
        op = prepared.op
        stands = verdicts.standing.get(prepared.key) or standing.get(prepared.key)
        earlier = known.get(op.op_id)
        is_beyond = stands is not None and not reach.covers(stands.tier, stands.municipality)
        if earlier is None and not is_beyond:
            outcome, becomes = _judge(prepared, stands)
            if outcome is not Outcome.UNCHANGED:
                known[op.op_id] = Logged(op.record.kind, op.record.id, op.change, prepared.digest, outcome)
                verdicts.lines.append(LogLine(prepared, outcome, becomes.version if becomes else None))
            if becomes is not None:
                stands = verdicts.standing[prepared.key] = becomes
                if op.change is Change.PUT:
                    verdicts.puts[prepared.key] = prepared
                if outcome is Outcome.ADDED:
                    verdicts.added.add(prepared.key)
        elif earlier is not None and earlier.is_same_as(prepared):
            # a conflict stays one, however often it is sent: "duplicate" would read as done
            outcome = Outcome.CONFLICT if earlier.outcome is Outcome.CONFLICT else Outcome.DUPLICATE
        else:
            outcome = Outcome.REFUSED
            if (op.op_id, prepared.digest) not in already_refused:
                already_refused.add((op.op_id, prepared.digest))
                verdicts.lines.append(LogLine(prepared, outcome, None))
        # what stands beyond the writer's reach is not the writer's to know, in no answer
        version = None if stands is None or is_beyond else stands.version
        verdicts.receipts.append(Receipt(op.op_id, op.record.id, outcome, version))
    is_hindered = any(receipt.outcome in _HINDRANCES for receipt in verdicts.receipts)
    return _none_of_it(verdicts, standing) if together and is_hindered else verdicts


def _none_of_it(verdicts: Verdicts, standing: Mapping[Key, Standing]) -> Verdicts:
    """The same operations with no effect: what would have changed something is a conflict."""
    hindered = Verdicts()
    becomes_conflict: dict[UUID, int | None] = {}
    for line in verdicts.lines:
        if line.outcome in _HINDRANCES:
            hindered.lines.append(line)
        else:
            hindered.lines.append(LogLine(line.prepared, Outcome.CONFLICT, None))
            stands = standing.get(line.prepared.key)
            becomes_conflict[line.prepared.op.op_id] = stands.version if stands else None
    for receipt in verdicts.receipts:
        if receipt.op_id in becomes_conflict and receipt.outcome is not Outcome.REFUSED:
            version = becomes_conflict[receipt.op_id]
            hindered.receipts.append(replace(receipt, outcome=Outcome.CONFLICT, version=version))
        else:
            hindered.receipts.append(receipt)
    return hindered


def _judge(prepared: Prepared, stands: Standing | None) -> tuple[Outcome, Standing | None]:
    """The outcome of an operation that the log does not know, and what stands after it if it changes anything."""
    op, digest = prepared.op, prepared.digest
    retiring = op.change is Change.RETIRE
    if stands is None:
        if op.base_version:
            return Outcome.CONFLICT, None
        return (Outcome.UNCHANGED, None) if retiring else (Outcome.ADDED, _standing_of(prepared, version=1))
    if stands.is_retired if retiring else (stands.digest == digest and not stands.is_retired):
        return Outcome.UNCHANGED, None
    was_free = stands.is_retired and op.base_version == 0
    if op.base_version is not None and op.base_version != stands.version and not was_free:
        return Outcome.CONFLICT, None
    if retiring:
        return Outcome.RETIRED, replace(stands, version=stands.version + 1, is_retired=True)
    return Outcome.CHANGED, _standing_of(prepared, version=stands.version + 1)


def _standing_of(prepared: Prepared, *, version: int) -> Standing:
    record = prepared.op.record
    return Standing(version, prepared.digest, is_retired=False, tier=record.tier, municipality=record.municipality)
