"""How a store comes to be, and how an older one becomes today's: numbered steps, appended to and never changed.

Each step is a file of SQL, `sql/NNNN_subject.sql`, frozen when it is released, so that later changes of the model
cannot change what it did. A statement ends with a semicolon at the end of a line. All steps that a store lacks run
in one transaction: a store is upgraded or as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import resources

import sqlalchemy as sa

from geodata.errors import StoreError
from geodata.store import schema


@cache
def steps() -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(number, statements) of every step, from 1 without a gap."""
    files = sorted(
        (entry for entry in resources.files("geodata.store").joinpath("sql").iterdir() if entry.name.endswith(".sql")),
        key=lambda entry: entry.name,
    )
    return tuple((int(file.name[:4]), tuple(statements_of(file.read_text(encoding="utf-8")))) for file in files)


def statements_of(script: str) -> Iterator[str]:
    """The statements of a script, each without its semicolon."""
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    for statement in "\n".join(lines).split(";\n"):
        if statement.strip():
            yield statement.strip().removesuffix(";")


def latest() -> int:
    """The schema number that this program reads and writes."""
    return steps()[-1][0]


def number_of(connection: sa.Connection) -> int:
    """The store's schema number; 0 for an empty file.

    Raises: StoreError where it is somebody else's file, or newer than the program.
    """
    names = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars())
    if not names:
        return 0
    if schema.MIGRATIONS.name not in names:
        raise StoreError("it is a database, but not a store of Löfteskartan; name another file")
    number = connection.scalar(sa.select(sa.func.max(schema.MIGRATIONS.c.number))) or 0
    if number > latest():
        raise StoreError(
            f"it was written by a newer Löfteskartan (schema {number}, this one knows {latest()}); update Löfteskartan"
        )
    return number


def upgrade(connection: sa.Connection, *, to: int | None = None) -> int:
    """Bring the store to a schema number, the latest by default, within the connection's transaction.

    Returns the number it had.  Raises: StoreError as number_of.
    """
    had, target = number_of(connection), latest() if to is None else to
    for number, statements in steps():
        if had < number <= target:
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.execute(schema.MIGRATIONS.insert().values(number=number, applied_at=datetime.now(UTC)))
    return had
