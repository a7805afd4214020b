"""The store in one file: SQLite laid out as a GeoPackage, durable at each receipt, open to several processes."""

# ruff: noqa: S608 - names of tables and columns are the program's own
from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.pool import ConnectionPoolEntry

from geodata.errors import StoreError
from geodata.model import Record, Tier
from geodata.store import checking, columns, geopackage, migrations, selecting
from geodata.store.base import EVERYTHING, Change, Event, Op, Outcome, Query, Reach, Receipt, Stored
from geodata.store.deciding import Key, Logged, Prepared, Standing, Verdicts, decide
from geodata.store.locking import WriterQueue
from geodata.store.schema import EVENTS, KIND_STATE, KINDS, LAYOUTS, STATE, Layout, encode_instant, layout_of

R = TypeVar("R", bound=Record)

_SOUND_SQLITE = (3, 51, 3)  # before it, resetting the write-ahead log may corrupt the file
_PAGE = 1000
_BUSY_SECONDS = 30


@cache
def driver() -> ModuleType:
    """Python's own SQLite where it is sound, otherwise the one that pysqlite3 carries, if it is there."""
    if sqlite3.sqlite_version_info >= _SOUND_SQLITE:
        return sqlite3
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        # no wheel for this machine: the writer queue keeps writers and checkpoints apart, which the fault needs to meet
        return sqlite3
    module: ModuleType = dbapi2
    return module


class EmbeddedStore:
    """A store in a file. Threads share it; a process that was forked opens its own connections."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open the store, upgrading it where it is older; create: make one where there is none. Raises: StoreError."""
        self.path = path
        self._pid = 0
        self._engine_here: sa.Engine | None = None
        self._queue = WriterQueue(path)
        _look_at_file(path, create=create)
        with self._reading() as connection:
            migrations.number_of(connection)  # what is not ours, or newer, is refused before anything is touched
        with self._speaking(), self._turn():
            with self._engine().connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            with self._engine().connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
                migrations.upgrade(connection)

    # --- writing

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
        """Carry out the operations in one durable transaction; see Store.apply."""
        # digests, bodies and rows are made before the queue is entered: others write meanwhile
        prepared = [Prepared.of(op) for op in ops]
        if rehearse:
            with self._reading() as connection:
                return _verdicts(connection, prepared, reach, together=together).receipts
        rows = {id(p): layout_of(type(p.op.record)).encode(p.op.record) for p in prepared if p.op.change is Change.PUT}
        with self._writing() as connection:
            verdicts = _verdicts(connection, prepared, reach, together=together)
            if verdicts.lines:
                connection.execute(STATE.update().values(writer=by))
                _write_rows(connection, verdicts, rows, at)
                _write_log(connection, verdicts, by, at)
                _write_state(connection, verdicts)
        return verdicts.receipts

    # --- reading

    def data_version(self, *kinds: type[Record]) -> int:
        """A number that grows with each transaction that changed any record (of these kinds)."""
        chosen = sa.select(STATE.c.data_version)
        if kinds:
            chosen = sa.select(sa.func.coalesce(sa.func.max(KIND_STATE.c.data_version), 0)).where(
                KIND_STATE.c.kind.in_(sorted(kind.kind for kind in kinds))
            )
        with self._reading() as connection:
            return int(connection.execute(chosen).scalar_one())

    def data_versions(self) -> dict[str, int]:
        """The versions of all kinds, of one moment."""
        with self._reading() as connection:
            return {kind: int(version) for kind, version in connection.execute(sa.select(KIND_STATE))}

    def find(self, kind: type[R], query: Query) -> list[Stored[R]]:
        """Records that stand, ordered by id; see Store.find."""
        layout = layout_of(kind)
        table = layout.table
        chosen = sa.select(*layout.columns, table.c.version, table.c.changed_at).order_by(table.c.uuid)
        with self._reading() as connection:
            rows = connection.execute(selecting.narrow(chosen, layout, query)).all()
        return [Stored(layout.record(row[:-2]), row[-2], datetime.fromisoformat(row[-1])) for row in rows]

    def count(self, kind: type[Record], query: Query) -> int:
        """How many find would give."""
        layout = layout_of(kind)
        chosen = sa.select(sa.func.count()).select_from(layout.table)
        with self._reading() as connection:
            return int(connection.execute(selecting.narrow(chosen, layout, query)).scalar_one())

    def evidence(self, query: Query) -> dict[str, NDArray[np.generic]]:
        """Reports and findings as arrays, ordered by (observed_at, id); see Store.evidence."""
        with self._reading() as connection:
            return columns.evidence(connection, query)

    def history(self, record_id: UUID) -> list[Event]:
        """All that was done to a record, oldest first."""
        # the kinds are named so that the index (kind, record_id, position) serves
        chosen = sa.select(EVENTS).where(EVENTS.c.kind.in_(KINDS), EVENTS.c.record_id == record_id)
        with self._reading() as connection:
            return [_event(row) for row in connection.execute(chosen.order_by(EVENTS.c.position))]

    def position(self) -> int:
        """The position of the log's last line."""
        with self._reading() as connection:
            return int(connection.execute(sa.select(sa.func.max(EVENTS.c.position))).scalar() or 0)

    def events(self, after: int = 0, *, kinds: Sequence[type[Record]] = ()) -> Iterator[Event]:
        """The log in order, from a position on; read in pages, so that no transaction stays open in between."""
        while True:
            chosen = sa.select(EVENTS).where(EVENTS.c.position > after).order_by(EVENTS.c.position).limit(_PAGE)
            if kinds:
                # by position, not by the index that begins with the kind: the log's end is short
                chosen = chosen.where(sa.func.coalesce(EVENTS.c.kind, "").in_([kind.kind for kind in kinds]))
            with self._reading() as connection:
                page = [_event(row) for row in connection.execute(chosen)]
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].position

    # --- keeping

    def check(self) -> list[str]:
        """Damage in sentences, empty when whole; see Store.check."""
        try:
            with self._reading() as connection:
                return list(checking.damage(connection))
        except StoreError as error:
            return [str(error)]

    def snapshot(self, path: Path) -> None:
        """Write a consistent copy, itself a store and a GeoPackage, while others go on writing. Raises: StoreError."""
        if path.exists():
            raise StoreError(f"{path} exists already; name a file that does not")
        with self._speaking(), self._engine().connect().execution_options(begin=None) as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Let go of files and connections."""
        if self._engine_here is not None and self._pid == os.getpid():
            self._engine_here.dispose()
        self._engine_here = None

    # --- connections

    def _engine(self) -> sa.Engine:
        if self._engine_here is None or self._pid != os.getpid():
            if self._engine_here is not None:
                # connections must not be used, nor closed, on both sides of a fork
                self._engine_here.dispose(close=False)
                self._queue = WriterQueue(self.path)
            self._engine_here, self._pid = _engine(self.path), os.getpid()
        return self._engine_here

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._engine()  # first, as it makes a new queue after a fork
        with self._queue.turn():
            yield

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with (
            self._speaking(),
            self._turn(),
            self._engine().connect().execution_options(begin="IMMEDIATE") as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        # one picture of the store from the first statement on; rolled back, as there is nothing to keep
        with self._speaking(), self._engine().connect().execution_options(begin="DEFERRED") as connection:
            yield connection

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn the database's refusals into a sentence with the file and the remedy."""
        try:
            yield
        except StoreError as error:
            if str(self.path) in str(error):
                raise
            raise StoreError(f"{self.path}: {error}") from error
        except sa.exc.DBAPIError as error:
            raise StoreError(f"{self.path}: {_in_words(str(error.orig))}") from error
        except (sa.exc.StatementError, OverflowError, UnicodeError) as error:
            raise StoreError(f"{self.path}: a value cannot be kept: {error}; correct the record") from error


_REMEDIES = (
    ("locked", "another program is writing to it; close it there and try again"),
    ("readonly", "put it where you may write"),
    ("unable to open", "put it where you may write, and see who may read it"),
    ("not a database", "it is not a database, or its head is damaged; restore it from a snapshot"),
    ("malformed", "it is damaged; restore it from a snapshot"),
    ("full", "the disk is full; make room"),
    ("disk I/O", "the disk fails; look at the machine, then run the check"),
)


def _in_words(message: str) -> str:
    remedy = next((words for mark, words in _REMEDIES if mark in message), "run the check")
    return f"{message}: {remedy}"


def _look_at_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a directory; name the file in it")
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} does not exist; create the directory first")
    if not path.exists():
        if not create:
            raise StoreError(f"{path} does not exist; name the file of a store")
        return
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}; see who may read it") from error
    if head and head != b"SQLite format 3\0":
        raise StoreError(f"{path} is not a store of Löfteskartan, or its head is damaged; restore it from a snapshot")


def _engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        module=driver(),
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        pool_size=8,
        max_overflow=-1,
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # BEGIN is said here, not by the driver
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -16000")
        geopackage.register_functions(connection)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        mode = connection.get_execution_options().get("begin")
        if mode is not None:
            connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


# --- the parts of apply


def _logged(connection: sa.Connection, op_ids: list[UUID]) -> tuple[dict[UUID, Logged], set[tuple[UUID, str]]]:
    given = selecting.values(json.dumps([str(op_id) for op_id in op_ids]))
    refused: sa.ColumnElement[str] = sa.literal_column("'refused'")
    wanted = (EVENTS.c.op_id, EVENTS.c.kind, EVENTS.c.record_id, EVENTS.c.change, EVENTS.c.digest, EVENTS.c.outcome)
    # said as the partial indexes say it, one half each
    first = sa.select(*wanted).where(EVENTS.c.op_id.in_(given), EVENTS.c.outcome != refused)
    later = sa.select(*wanted).where(EVENTS.c.op_id.in_(given), EVENTS.c.outcome == refused)
    logged: dict[UUID, Logged] = {}
    refusals: set[tuple[UUID, str]] = set()
    for op_id, kind, record_id, change, digest, outcome in connection.execute(sa.union_all(first, later)):
        if outcome == Outcome.REFUSED:
            refusals.add((UUID(op_id), digest))
        else:
            logged[UUID(op_id)] = Logged(kind, UUID(record_id), Change(change), digest, Outcome(outcome))
    return logged, refusals


def _standing(connection: sa.Connection, keys: set[Key]) -> dict[Key, Standing]:
    standing: dict[Key, Standing] = {}
    for kind in {kind for kind, _ in keys}:
        table = LAYOUTS[kind].table
        ids = {str(record_id): record_id for of, record_id in keys if of is kind}
        given = selecting.values(json.dumps(list(ids)))
        columns = (
            table.c.uuid,
            table.c.version,
            table.c.digest,
            table.c.retired_at,
            table.c.tier,
            table.c.municipality,
        )
        found = connection.execute(sa.select(*columns).where(table.c.uuid.in_(given)))
        for uuid, version, digest, retired_at, tier, municipality in found:
            standing[kind, ids[uuid]] = Standing(
                version, digest, is_retired=retired_at is not None, tier=Tier(tier), municipality=municipality
            )
    return standing


def _verdicts(connection: sa.Connection, prepared: list[Prepared], reach: Reach, *, together: bool) -> Verdicts:
    logged, refused = _logged(connection, [p.op.op_id for p in prepared])
    standing = _standing(connection, {p.key for p in prepared})
    return decide(prepared, logged, refused, standing, reach, together=together)


def _write_state(connection: sa.Connection, verdicts: Verdicts) -> None:
    grown = STATE.c.data_version + (1 if verdicts.standing else 0)
    version = connection.execute(
        STATE.update().values(writer=None, data_version=grown).returning(STATE.c.data_version)
    ).scalar_one()
    if verdicts.standing:
        upsert = sqlite_insert(KIND_STATE)
        connection.execute(
            upsert.on_conflict_do_update(index_elements=["kind"], set_={"data_version": upsert.excluded.data_version}),
            [{"kind": name, "data_version": version} for name in sorted({kind.kind for kind, _ in verdicts.standing})],
        )


def _write_rows(connection: sa.Connection, verdicts: Verdicts, rows: dict[int, tuple[Any, ...]], at: datetime) -> None:
    moment = encode_instant(at)
    new: dict[type[Record], list[tuple[Any, ...]]] = {}
    changed: dict[type[Record], list[tuple[Any, ...]]] = {}
    retired: dict[type[Record], list[tuple[Any, ...]]] = {}
    for key, stands in verdicts.standing.items():
        kind, record_id = key
        facts = (stands.version, moment, stands.digest, moment if stands.is_retired else None)
        put = verdicts.puts.get(key)
        if put is None:
            retired.setdefault(kind, []).append((*facts, str(record_id)))
        elif key in verdicts.added:
            new.setdefault(kind, []).append((*rows[id(put)], *facts))
        else:
            changed.setdefault(kind, []).append((*rows[id(put)], *facts, str(record_id)))
    for deeds, statement in ((new, _insert), (changed, _update), (retired, _retire)):
        for kind, values in deeds.items():
            connection.exec_driver_sql(statement(LAYOUTS[kind]), values)


_FACTS = ("version", "changed_at", "digest", "retired_at")


def _names(layout: Layout[Any]) -> list[str]:
    return [f'"{column.name}"' for column in layout.columns] + list(_FACTS)


def _insert(layout: Layout[Any]) -> str:
    names = _names(layout)
    return f'INSERT INTO "{layout.table.name}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'


def _update(layout: Layout[Any]) -> str:
    return f'UPDATE "{layout.table.name}" SET {", ".join(f"{name} = ?" for name in _names(layout))} WHERE uuid = ?'


def _retire(layout: Layout[Any]) -> str:
    return f'UPDATE "{layout.table.name}" SET {", ".join(f"{name} = ?" for name in _FACTS)} WHERE uuid = ?'


_LOG = tuple(column.name for column in EVENTS.c if column.name != "position")
_LOG_INSERT = f"INSERT INTO {EVENTS.name} ({', '.join(_LOG)}) VALUES ({', '.join('?' * len(_LOG))})"


def _write_log(connection: sa.Connection, verdicts: Verdicts, by: str, at: datetime) -> None:
    moment = encode_instant(at)
    connection.exec_driver_sql(
        _LOG_INSERT,
        [
            (
                str(line.prepared.op.op_id),
                line.prepared.op.record.kind,
                str(line.prepared.op.record.id),
                line.prepared.op.record.municipality,
                line.prepared.op.record.tier.value,
                line.prepared.op.change.value,
                by,
                moment,
                line.prepared.op.base_version,
                line.new_version,
                line.outcome.value,
                line.prepared.digest,
                line.prepared.body,
            )
            for line in verdicts.lines
        ],
    )


def _event(row: Sequence[Any]) -> Event:
    (
        position, op_id, kind, record_id, municipality, tier, change, by, received_at, base_version, new_version,
        outcome, digest, body,
    ) = row  # fmt: skip
    return Event(
        position=position,
        op_id=UUID(op_id),
        kind=kind,
        record_id=UUID(record_id),
        municipality=municipality,
        tier=Tier(tier),
        change=Change(change),
        by=by,
        received_at=datetime.fromisoformat(received_at),
        base_version=base_version,
        new_version=new_version,
        outcome=Outcome(outcome),
        digest=digest,
        body=body,
    )
