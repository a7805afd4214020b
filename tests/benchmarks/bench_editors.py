"""Twenty people editing at once on the embedded store: whether a word is ever lost, and how long a save takes."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

from geodata.casebook import Casebook
from geodata.editing import EditConflict
from geodata.model import Action, Actor, Role
from geodata.store import open_store
from tests.benchmarks import Row
from tests.benchmarks.large_register import large_register

NAME = "editors"
DESCRIPTION = (
    "20 editors in 4 processes, 1,000 saves, half of them on the same ten actions: lost words, conflicts, time"
)
EDITORS, PROCESSES, SAVES_EACH, SHARED = 20, 4, 50, 10
SAVE_MS = 500
SCALE = 0.02
PLANNER = Actor(role=Role.PLANNER)
THINKING_S = (0.0, 0.02)


@dataclass(slots=True)
class Done:
    """What editors did. kept: word -> action; refused: words that met another's version, with their action."""

    kept: dict[str, UUID] = field(default_factory=dict)
    refused: dict[str, UUID] = field(default_factory=dict)
    said_both: int = 0
    taken_ms: list[float] = field(default_factory=list)


def run() -> list[Row]:
    """Every acknowledged word has to be in the final record or its history, and so has every refused one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.gpkg"
        large_register(path, scale=SCALE).close()
        per_process = EDITORS // PROCESSES
        crews = [list(range(n * per_process, (n + 1) * per_process)) for n in range(PROCESSES)]
        with get_context("spawn").Pool(PROCESSES) as pool:
            done = pool.starmap(_crew, [(path, crew) for crew in crews])
        return _rows(path, done)


def _crew(path: Path, crew: Sequence[int]) -> Done:
    """Several editors in one process, each in a thread of its own, as a server has them."""
    from concurrent.futures import ThreadPoolExecutor

    store = open_store(path)
    casebook = Casebook(store, clock=lambda: datetime.now(UTC))
    all_done = Done()
    with ThreadPoolExecutor(len(crew)) as threads:
        for done in threads.map(lambda number: _editor(casebook, number), crew):
            all_done.kept |= done.kept
            all_done.refused |= done.refused
            all_done.said_both += done.said_both
            all_done.taken_ms += done.taken_ms
    store.close()
    return all_done


def _editor(casebook: Casebook, number: int) -> Done:
    """One editor: reads an action, adds a word to its text, saves; after a conflict reads again and adds it anew."""
    chance = random.Random(number)
    done = Done()
    actions = sorted((entry.record.id for entry in casebook.entries(PLANNER, Action, "0880")), key=str)
    shared, own = actions[:SHARED], actions[SHARED + number :: EDITORS]
    for save in range(SAVES_EACH):
        identity = chance.choice(shared) if save % 2 else chance.choice(own)
        word, tries = f"ord-{number}-{save}", 0
        while True:
            entry = casebook.entry(PLANNER, Action, identity)
            time.sleep(chance.uniform(*THINKING_S))
            said = f"{word}-{tries}"
            text = f"{entry.record.text or ''} {said}"[-15_000:]
            edited = Action(**{**dict(entry.record), "text": text})
            began = time.perf_counter()
            try:
                casebook.save(PLANNER, edited, base_version=entry.version)
            except EditConflict as conflict:
                done.refused[said] = identity
                done.said_both += conflict.theirs != conflict.mine and bool(conflict.both)
                tries += 1
                continue
            finally:
                done.taken_ms.append((time.perf_counter() - began) * 1000)
            done.kept[said] = identity
            break
    return done


def _rows(path: Path, done: Sequence[Done]) -> list[Row]:
    store = open_store(path)
    casebook = Casebook(store)
    kept = {word: identity for one in done for word, identity in one.kept.items()}
    refused = {word: identity for one in done for word, identity in one.refused.items()}
    touched = set(kept.values()) | set(refused.values())
    final = {one: (casebook.entry(PLANNER, Action, one).record.text or "").split() for one in touched}
    told: dict[UUID, tuple[set[str], set[str]]] = {}
    for one in touched:
        lines = casebook.history_of(PLANNER, Action, one)
        saved, clashed = (
            {word for line in lines if line.kept is is_kept for c in line.changes for word in str(c.after).split()}
            for is_kept in (True, False)
        )
        told[one] = saved, clashed
    damage = store.check()
    store.close()
    lost = [word for word, one in kept.items() if word not in final[one] and word not in told[one][0]]
    unsaid = [word for word, one in kept.items() if word not in final[one]]
    unheard = [word for word, one in refused.items() if word not in told[one][1]]
    taken = sorted(ms for one in done for ms in one.taken_ms)
    p95 = statistics.quantiles(taken, n=20)[-1]
    shown = sum(one.said_both for one in done)
    saves = len(kept)
    return [
        Row("saves acknowledged", saves, "", target=">= 1,000", held=saves >= 1_000),
        Row("acknowledged words that are nowhere", len(lost), "", target="0", held=not lost),
        Row("acknowledged words that a later save overwrote", len(unsaid), "", target="0", held=not unsaid),
        Row("conflicts", len(refused), "", target="> 0", held=bool(refused)),
        Row("conflicts that showed both versions", shown, "", target="all", held=shown == len(refused)),
        Row("refused words missing from the history", len(unheard), "", target="0", held=not unheard),
        Row("damage found in the store afterwards", len(damage), "", target="0", held=not damage),
        Row("a save, median", statistics.median(taken), "ms"),
        Row("a save, p95", p95, "ms", target=f"< {SAVE_MS} ms", held=p95 < SAVE_MS),
    ]
