"""How long a lägesbild of a real-size municipality takes, frozen, on paper, as a handout, and what memory it needs."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from dashboard.handoutwords import selection_told, situation_told
from dashboard.i18n import Language, translate
from dashboard.situationwords import told
from geodata.casebook import Casebook
from geodata.model import (
    Actor,
    Category,
    Commitment,
    CommitmentKind,
    Position,
    Record,
    Responsibility,
    ResponsibleRole,
    Role,
    View,
)
from geodata.paper import PaperFormat
from geodata.store import open_store
from tests.benchmarks import Row
from tests.builders import (
    a_box,
    a_burglary_count,
    a_municipality,
    a_party,
    a_promise,
    a_report,
    an_action,
    an_activity,
    an_agreement,
    an_area,
)

NAME = "report"
DESCRIPTION = "a lägesbild with 43 areas, 6 promises, 40 actions, 30 hotspots, 5,000 reports: frozen, on paper, handout"
AREAS, PROMISES, ACTIONS, HOTSPOTS, REPORTS = 43, 6, 40, 30, 5_000
LIMIT_MS, LIMIT_MB, LIMIT_FILE_MB = 10_000.0, 300.0, 3.0
CODE, TODAY = "0880", date(2017, 6, 1)
PLANNER = Actor(role=Role.PLANNER)
WEST, SOUTH, SIZE = 16.20, 56.55, 0.35


class Measured(NamedTuple):
    """A figure. limit: what it may be at most, None where nothing is asked of it."""

    what: str
    value: float
    unit: str
    limit: float | None = None


def run() -> list[Row]:
    """Papers and handouts each in a process of its own, so that the memory is theirs."""
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.gpkg"
        store = open_store(path)
        Casebook(store).import_records(PLANNER, list(_records()))
        store.close()
        for what in ("papers", "handouts"):
            command = [sys.executable, "-m", "tests.benchmarks.bench_report", what, str(path)]
            done = subprocess.run(command, check=True, capture_output=True)
            measured += [Measured(*one) for one in json.loads(done.stdout)]
    return [
        Row(one.what, one.value, one.unit)
        if one.limit is None
        else Row(one.what, one.value, one.unit, target=f"<= {one.limit:g} {one.unit}", held=one.value <= one.limit)
        for one in sorted(measured, key=lambda one: one.limit is not None)
    ]


def _records() -> Iterator[Record]:
    chance = random.Random(7)

    def identity() -> UUID:
        return UUID(int=chance.getrandbits(128), version=4)

    yield a_municipality(municipality=CODE, shown_as_of=TODAY, outline=a_box(WEST, SOUTH, SIZE))
    step = SIZE / 7
    codes = [f"0880C{1000 + n}" for n in range(AREAS)]
    for n, code in enumerate(codes):
        outline = a_box(WEST + n % 7 * step, SOUTH + n // 7 * step, step)
        yield an_area(id=identity(), code=code, name=f"Område {n}", outline=outline, dwellings=700 + n)
        for month in range(24):
            first = date(2015 + (month + 5) // 12, (month + 5) % 12 + 1, 1)
            yield a_burglary_count(id=identity(), area_code=code, month=first, count=chance.randrange(4))
    parties = [a_party(id=identity(), name=f"Part {n}") for n in range(8)]
    yield from parties
    agreement = an_agreement(id=identity())
    yield agreement
    period = {"starts_on": date(2016, 1, 1), "ends_on": date(2017, 12, 31)}
    promises = [
        a_promise(id=identity(), agreement_id=agreement.id, number=n + 1, title=f"Löfte {n + 1}", **period)
        for n in range(PROMISES)
    ]
    yield from promises
    for n in range(ACTIONS):
        action = an_action(
            id=identity(),
            promise_ids=(promises[n % PROMISES].id,),
            title=f"Åtgärd {n + 1}",
            responsibilities=(Responsibility(party_id=parties[n % 8].id, role=ResponsibleRole.LEAD),) if n % 5 else (),
            commitment=Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=20),
            **period,
        )
        yield action
        for done in range(12):
            yield an_activity(id=identity(), action_id=action.id, done_on=date(2016, 2, 1) + timedelta(days=35 * done))
    themes = [category for category in Category if category is not Category.OTHER]
    places = [(WEST + SIZE * (n % 6 + 0.5) / 6, SOUTH + SIZE * (n // 6 + 0.5) / 5) for n in range(HOTSPOTS)]
    for n in range(REPORTS):
        lon, lat = places[n % HOTSPOTS]
        near = chance.random() < 0.8
        where = Position(
            lon=chance.gauss(lon, 0.0004) if near else WEST + SIZE * chance.random(),
            lat=chance.gauss(lat, 0.0002) if near else SOUTH + SIZE * chance.random(),
        )
        at = datetime(2015, 6, 1, 18, tzinfo=UTC) + timedelta(minutes=chance.randrange(729 * 1440))
        yield a_report(id=identity(), category=chance.choice(themes), position=where, observed_at=at)


def _papers(path: Path) -> list[Measured]:
    """Freezing and each paper of a store."""
    casebook = Casebook(open_store(path))
    told_of: list[Measured] = []
    began = time.perf_counter()
    made = casebook.freeze_situation(PLANNER, CODE, "Lägesbild").record.id
    told_of.append(_lap("frozen", began))
    content = casebook.situation(PLANNER, made).content
    told_of.append(Measured("hotspots in it", len(content.spots) if content else 0, ""))
    for form in PaperFormat:
        at = time.perf_counter()
        casebook.situation_document(PLANNER, made, form, partial(told, translate(Language.SV)))
        told_of.append(_lap(f"{form.value} of it", at))
    told_of.append(_lap("frozen, PDF, DOCX and XLSX together", began, LIMIT_MS))
    return [*told_of, _memory("memory at its highest")]


def _handouts(path: Path) -> list[Measured]:
    """The handout of what was frozen, and one of the map with all its points."""
    casebook, t = Casebook(open_store(path)), translate(Language.SV)
    (line,) = (one for one in casebook.situations(PLANNER, CODE) if one.has_content)
    began = time.perf_counter()
    body = casebook.situation_handout(PLANNER, line.entry.record.id, partial(situation_told, t))
    told_of = [
        _lap("handout of it", began, LIMIT_MS),
        Measured("handout's size", len(body) / 1e6, "MB", LIMIT_FILE_MB),
    ]
    at = time.perf_counter()
    tell = partial(selection_told, t, facts=(), points=True)
    drawn = casebook.view_handout(PLANNER, View(municipality=CODE, feeling=None), tell, points=True)
    told_of += [
        _lap("handout of the map with its points", at, LIMIT_MS),
        Measured("its size", len(drawn) / 1e6, "MB", LIMIT_FILE_MB),
    ]
    return [*told_of, _memory("memory of the handouts at its highest")]


def _lap(what: str, since: float, limit: float | None = None) -> Measured:
    return Measured(what, (time.perf_counter() - since) * 1000, "ms", limit)


def _memory(what: str) -> Measured:
    """Of this process at its highest. What `resource` tells of is that of the process which started it, if larger."""
    status = Path("/proc/self/status").read_text("utf-8")
    (highest,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return Measured(what, int(highest) / 1024, "MB", LIMIT_MB)


if __name__ == "__main__":
    print(json.dumps({"papers": _papers, "handouts": _handouts}[sys.argv[1]](Path(sys.argv[2]))))
