"""Several threads and processes that write at once: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID

from geodata.model import Place, Report
from geodata.store import open_store
from geodata.store.base import Outcome, Store
from tests.builders import a_place, a_report
from tests.contract.deeds import ALL, all_of, do, put

ROOT = Path(__file__).resolve().parents[2]


def test_threads_that_write_and_read_at_once_lose_nothing(store: Store) -> None:
    reports = [[a_report() for _ in range(40)] for _ in range(4)]
    failures: list[BaseException] = []

    def write(mine: list[Report]) -> None:
        try:
            for report in mine:
                do(store, put(report))
                assert store.find(Report, ALL)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=write, args=(mine,)) for mine in reports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {report.id for report in all_of(store, Report)} == {report.id for mine in reports for report in mine}
    assert store.data_version() == 160
    assert store.check() == []


def test_of_two_threads_that_change_the_same_version_one_meets_a_conflict(store: Store) -> None:
    report = a_report()
    do(store, put(report))
    outcomes: list[Outcome] = []

    def change(note: str) -> None:
        outcomes.extend(r.outcome for r in do(store, put(report.model_copy(update={"note": note}), base=1)))

    threads = [threading.Thread(target=change, args=(note,)) for note in ("en", "två")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Outcome.CHANGED, Outcome.CONFLICT]


_WRITER = """
import sys
from uuid import uuid4
from geodata.store import open_store
from tests.builders import a_place
from tests.contract.deeds import do, put

store = open_store(sys.argv[1])
for _ in range(60):
    place = a_place()
    do(store, put(place))
    print(place.id)
"""


def test_processes_that_open_and_write_at_once_lose_nothing(address: str) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, address], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    written = [UUID(line) for writer in writers for line in writer.communicate(timeout=60)[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0]
    store = open_store(address)
    assert len(written) == 120
    assert {place.id for place in all_of(store, Place)} == set(written)
    assert [event.position for event in store.events()] == list(range(1, 121))
    assert store.check() == []
    store.close()


def test_what_another_process_wrote_is_seen_at_once(store: Store, address: str) -> None:
    other = open_store(address)
    for n in range(1, 4):
        do(other, put(a_place()))
        assert store.data_version() == n
        assert store.count(Place, ALL) == n
    other.close()


if sys.platform != "win32":  # nothing is inherited there

    def test_a_forked_process_writes_with_connections_of_its_own(store: Store) -> None:
        mine, theirs = a_place(), a_place()
        do(store, put(mine))
        child = os.fork()
        if not child:
            receipts = do(store, put(theirs))
            os._exit(0 if receipts[0].outcome is Outcome.ADDED else 1)
        assert os.waitpid(child, 0)[1] == 0
        do(store, put(a_place()))
        assert {mine.id, theirs.id} <= {place.id for place in all_of(store, Place)}
        assert store.check() == []


def test_readers_see_a_batch_whole_or_not_at_all(store: Store) -> None:
    seen: set[int] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(store.count(Report, ALL))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(5):
        do(store, *(put(a_report()) for _ in range(50)))
    stop.set()
    reader.join()
    assert seen <= {0, 50, 100, 150, 200, 250}
