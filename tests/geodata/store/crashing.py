"""A process that writes and is killed, and what must hold of the store afterwards.

The writer says what it was told only after `apply` has returned: a line `op_id record_id version` for each receipt,
in a file of its own. What it said must be in the store, once; the store must be whole.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from geodata.model import Report
from geodata.store import open_store
from geodata.store.base import Change, Op, Outcome, Store
from tests.builders import a_report

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What was found after the kills; all but acknowledged, kills and alive must be 0 or empty."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    damage: tuple[str, ...]


def write_until_killed(address: str, said: str, seed: int) -> None:
    """Import batches and single edits without end, as an import and a busy day would; the writer's body."""
    chance = random.Random(seed)
    store = open_store(address)
    kept: list[tuple[Report, int]] = []
    with Path(said).open("a", encoding="utf-8", buffering=1) as lines:
        while True:
            ops = _batch(chance, kept)
            receipts = store.apply(ops, by="planner", at=NOW)
            lines.write("".join(f"{r.op_id} {r.record_id} {r.version}\n" for r in receipts))
            kept = [
                (op.record, r.version)
                for op, r in zip(ops, receipts, strict=True)
                if isinstance(op.record, Report) and op.change is Change.PUT and r.version is not None
            ]


def _batch(chance: random.Random, kept: list[tuple[Report, int]]) -> list[Op]:
    if not kept or chance.random() < 0.3:
        return [Op(op_id=uuid4(), record=a_report(), base_version=0) for _ in range(chance.choice((1, 200, 1000)))]
    record, version = chance.choice(kept)
    if chance.random() < 0.2:
        return [Op(op_id=uuid4(), record=record, change=Change.RETIRE, base_version=version)]
    changed = record.model_copy(update={"note": f"rättad {chance.random()}"})
    return [Op(op_id=uuid4(), record=changed, base_version=version)]


def kill_writers(folder: Path, *, kills: int, writers: int, seed: int) -> Aftermath:
    """Kill writing processes, each at a moment of its own, until there were that many; then look at the store."""
    chance = random.Random(seed)
    address = str(folder / "store.gpkg")
    open_store(address).close()
    running: list[subprocess.Popen[bytes]] = []
    said: list[Path] = []
    killed = 0
    while killed < kills:
        while len(running) < writers:
            said.append(folder / f"said-{len(said)}.txt")
            running.append(_start(address, said[-1], chance.randrange(2**31)))
        victim = running.pop(0)
        _wait_for_words(said[-1 - len(running)], victim)
        time.sleep(chance.uniform(0.0, 0.25))
        victim.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        victim.wait()
        killed += 1
    for writer in running:
        writer.kill()
        writer.wait()
    store = open_store(address)
    found = _aftermath(store, said, killed)
    store.close()
    return found


def _start(address: str, said: Path, seed: int) -> subprocess.Popen[bytes]:
    code = f"from tests.geodata.store import crashing; crashing.write_until_killed({address!r}, {str(said)!r}, {seed})"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)


def _wait_for_words(said: Path, writer: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not (said.exists() and said.stat().st_size):
        if writer.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the writer of {said} said nothing; exit code {writer.returncode}")
        time.sleep(0.01)


def _aftermath(store: Store, said: list[Path], kills: int) -> Aftermath:
    # a last line that was cut off by the kill was not said
    texts = [path.read_text(encoding="utf-8") for path in said if path.exists()]
    lines = [line.split() for text in texts for line in text.splitlines(keepends=True) if line.endswith("\n")]
    logged = Counter[tuple[UUID, UUID, int | None]]()
    operations = Counter[UUID]()
    for event in store.events():
        operations[event.op_id] += 1
        if event.outcome in {Outcome.ADDED, Outcome.CHANGED, Outcome.RETIRED}:
            logged[event.op_id, event.record_id, event.new_version] += 1
    acknowledged = [(UUID(op), UUID(record), int(version)) for op, record, version in lines]
    return Aftermath(
        kills=kills,
        acknowledged=len(acknowledged),
        lost=sum(logged[key] == 0 for key in acknowledged),
        doubled=sum(count > 1 for count in operations.values()),
        damage=tuple(store.check()),
    )
