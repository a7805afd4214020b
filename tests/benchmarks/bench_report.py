"""How long a lägesbild of a real-size municipality takes, frozen and put on paper, and what memory it needs."""

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
from uuid import UUID

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
DESCRIPTION = "a lägesbild with 43 areas, 6 promises, 40 actions, 30 hotspots, 5,000 reports: frozen, PDF, DOCX, XLSX"
AREAS, PROMISES, ACTIONS, HOTSPOTS, REPORTS = 43, 6, 40, 30, 5_000
LIMIT_S, LIMIT_MB = 10.0, 300.0
CODE, TODAY = "0880", date(2017, 6, 1)
PLANNER = Actor(role=Role.PLANNER)
WEST, SOUTH, SIZE = 16.20, 56.55, 0.35


def run() -> list[Row]:
    """In a process of its own, so that the memory is the report's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.gpkg"
        store = open_store(path)
        Casebook(store).import_records(PLANNER, list(_records()))
        store.close()
        command = [sys.executable, "-m", "tests.benchmarks.bench_report", str(path)]
        done = subprocess.run(command, check=True, capture_output=True)
        measured = json.loads(done.stdout)
    limits = {"ms": 1000 * LIMIT_S, "MB": LIMIT_MB}
    rows = [Row(one["what"], one["value"], one["unit"]) for one in measured if not one["bound"]]
    return rows + [
        Row(
            one["what"],
            one["value"],
            one["unit"],
            target=f"<= {limits[one['unit']]:g} {one['unit']}",
            held=one["value"] <= limits[one["unit"]],
        )
        for one in measured
        if one["bound"]
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


def _measure(path: Path) -> list[dict[str, object]]:
    """Freezing and each paper of an opened store. The peak is of the whole process."""
    import resource

    casebook = Casebook(open_store(path))
    told_of: list[dict[str, object]] = []
    began = time.perf_counter()

    def lap(what: str, since: float, *, bound: bool = False) -> None:
        value = (time.perf_counter() - since) * 1000
        told_of.append({"what": what, "value": value, "unit": "ms", "bound": bound})

    made = casebook.freeze_situation(PLANNER, CODE, "Lägesbild").record.id
    lap("frozen", began)
    content = casebook.situation(PLANNER, made).content
    spots = len(content.spots) if content else 0
    told_of.append({"what": "hotspots in it", "value": spots, "unit": "", "bound": False})
    for form in PaperFormat:
        at = time.perf_counter()
        casebook.situation_document(PLANNER, made, form, partial(told, translate(Language.SV)))
        lap(f"{form.value} of it", at)
    lap("frozen, PDF, DOCX and XLSX together", began, bound=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told_of.append({"what": "memory at its highest", "value": peak, "unit": "MB", "bound": True})
    return told_of


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]))))
