"""What the embedded store costs: importing 100,000 reports, single edits, reading all evidence."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from geodata.model import Category, Position, Report, SourceType, Tier
from geodata.store import open_store
from geodata.store.base import Op, Query, Store
from tests.benchmarks import Row
from tests.builders import a_provenance, a_report

NAME = "store"
DESCRIPTION = "the embedded store: import, edits, evidence as arrays, check"
ROWS = 100_000
BATCH = 5_000
EDITS = 300
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ALL = Query(tiers=frozenset(Tier), municipalities=frozenset({"0880"}))


def _reports(count: int) -> list[Report]:
    chance = random.Random(1)
    start = datetime(2016, 1, 1, tzinfo=UTC)
    return [
        a_report(
            id=UUID(int=chance.getrandbits(128)),
            provenance=a_provenance(row=row + 2),
            category=chance.choice(list(Category)),
            observed_at=start + timedelta(minutes=chance.randrange(1_000_000)),
            position=Position(lon=16 + chance.random(), lat=56 + chance.random()),
            source=chance.choice((SourceType.APP, SourceType.PHONE, SourceType.WEB_FORM)),
            area_code=f"0880C{chance.randrange(1000, 1051)}",
            note="mörkt vid gångvägen mot stationen",
        )
        for row in range(count)
    ]


def _timed(deed: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    begun = clock()
    deed()
    return clock() - begun


def _take_in(store: Store, reports: list[Report]) -> None:
    for start in range(0, len(reports), BATCH):
        store.apply([Op(op_id=uuid4(), record=r) for r in reports[start : start + BATCH]], by="planner", at=NOW)


def _edit(store: Store, reports: list[Report]) -> None:
    for number, report in enumerate(reports[:EDITS]):
        edited = report.model_copy(update={"note": f"rättad {number}"})
        store.apply([Op(op_id=uuid4(), record=edited, base_version=1)], by="planner", at=NOW)


def run() -> list[Row]:
    """Measure on a store of its own, which is removed afterwards."""
    reports = _reports(ROWS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.gpkg"
        store = open_store(path)
        imported = _timed(lambda: _take_in(store, reports), time.process_time)
        again = _timed(lambda: _take_in(store, reports), time.process_time)
        version = store.data_version()
        edits = EDITS / _timed(lambda: _edit(store, reports))
        read = min(_timed(lambda: store.evidence(ALL)) for _ in range(3))
        checked = _timed(store.check)
        megabytes = path.stat().st_size / 1e6
        store.close()
        opened = _timed(lambda: open_store(path).close())
    return [
        Row("100,000 reports in batches of 5,000, processor", imported, "s", target="< 10 s", held=imported < 10),
        Row("the same reports again: nothing to write", again, "s", target="< 10 s", held=again < 10),
        Row("data versions after both", version, "versions", target="= 20", held=version == ROWS // BATCH),
        Row("single edits, each durable", edits, "edits/s"),
        Row("evidence of 100,000 rows as arrays", read, "s", target="< 0.5 s", held=read < 0.5),
        Row("check of 100,000 records and their log", checked, "s"),
        Row("opening", opened, "s", target="< 0.5 s", held=opened < 0.5),
        Row("file", megabytes, "MB"),
    ]
