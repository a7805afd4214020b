"""What was taken in from outside, and with which faults."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from geodata.model.base import Count, Instant, Name, Record, Text, Tier, Value


class FaultLine(Value):
    """One fault of an import, as it was shown."""

    problem: Text
    remedy: Text
    row: int | None = None
    column: Text | None = None
    value: Text | None = None


class ImportRun(Record):
    """One import of one file: how many rows were read, and what became of them.

    import_kind: areas, burglaries, reports, findings, surveys, police-events, crime-counts, activities.
    faults: the first 500; rejected counts all.
    """

    kind: ClassVar[str] = "import_run"

    tier: Tier = Tier.MUNICIPALITY
    import_kind: Name
    file_name: Name
    file_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    finished_at: Instant
    read: Count
    added: Count
    changed: Count
    unchanged: Count
    rejected: Count
    faults: tuple[FaultLine, ...] = ()
