"""How long a page takes in a register as large as any: the app's own answer, packed and ready to be sent."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.cli.collecting import short_collections
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.model import Action, Activity, Actor, Role, View
from tests.benchmarks import Row
from tests.benchmarks.large_register import CODE, TODAY, large_register
from tests.builders import an_activity

NAME = "register"
DESCRIPTION = "every page at 500 promises, 5,000 actions, 200,000 activities and 20,000 hotspots, also after a change"
REQUESTS = 40
PAGE_MS, MATRIX_MS = 300, 500
CALLBACKS = "/_dash-update-component"
NOON = datetime(2017, 6, 1, 10, tzinfo=UTC)
PLANNER = Actor(role=Role.PLANNER)


def run() -> list[Row]:
    """p95 of each page while nothing changes, and when somebody logged an activity just before each request."""
    with tempfile.TemporaryDirectory() as folder:
        store = large_register(Path(folder) / "register.gpkg")
        try:
            ticks = count()
            # later each time: a save that is made at the same millisecond would still be another
            casebook = Casebook(store, clock=lambda: NOON + timedelta(seconds=next(ticks)))
            app = create_app(Settings(data_dir=Path(folder), role=PLANNER.role), casebook)
            with short_collections():  # as the server does
                return list(_rows(app.server.test_client(), casebook))
        finally:
            store.close()


def _rows(client: FlaskClient, casebook: Casebook) -> Iterator[Row]:
    began = time.perf_counter()
    _page(client, "/", "")
    yield Row("first page after the start", (time.perf_counter() - began) * 1000, "ms")
    pages = list(_pages(casebook))
    for path, query in pages:
        _page(client, path, query)
    log = _logging(casebook)
    for path, query in pages:
        limit = MATRIX_MS if path == "/tackning" else PAGE_MS
        for when, before in (("", lambda: None), ("  after an activity was logged", log)):
            taken = _p95(client, path, query, before)
            yield Row(f"{_named(path, query)}{when}", taken, "ms", target=f"<= {limit} ms", held=taken <= limit)


def _pages(casebook: Casebook) -> Iterator[tuple[str, str]]:
    """The address of every page: those about one thing with one that has much, and a later piece of the long ones."""
    card = next(card for card in casebook.hotspots(PLANNER, View(municipality=CODE)) if card.actions)
    action = max(casebook.actions(PLANNER, CODE), key=lambda line: line.progress.done).action
    yield from (("/", ""), ("/", f"&vald={card.ref}"), ("/loften", ""), ("/loften", "&sida=5"))
    yield f"/loften/{action.promise_ids[0]}", ""
    yield f"/atgard/{action.id}", ""
    yield f"/hotspot/{card.ref}", ""
    yield from (("/tackning", ""), ("/tackning", "&visa=hotspots&sida=50"), ("/farskhet", ""), ("/statistik", ""))
    yield from (("/data", ""), ("/register", ""), ("/register/activity", ""), (f"/redigera/action/{action.id}", ""))


def _named(path: str, query: str) -> str:
    parts = path.strip("/").split("/")
    return "/".join(["", *("…" if len(part) == 36 else part for part in parts)]) + (
        f"?{query.strip('&')}" if query and "vald" not in query else " with a chosen hotspot" if query else ""
    )


def _logging(casebook: Casebook) -> Callable[[], None]:
    """Somebody logs an activity of one action after the other."""
    actions = [line.action for line in casebook.actions(PLANNER, CODE)]
    numbers = count()

    def log() -> None:
        action: Action = actions[next(numbers) * 37 % len(actions)]
        activity: Activity = an_activity(id=uuid4(), action_id=action.id, done_on=TODAY - timedelta(days=1))
        casebook.save(PLANNER, activity, base_version=0)

    return log


def _p95(client: FlaskClient, path: str, query: str, before: Callable[[], None]) -> float:
    return _p95_of(lambda: _page(client, path, query), before)


def _p95_of(ask: Callable[[], object], before: Callable[[], None]) -> float:
    """Milliseconds; what happens before a request is not counted."""
    taken = []
    for _ in range(REQUESTS):
        before()
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(taken, n=20)[-1]


def _page(client: FlaskClient, path: str, query: str) -> bytes:
    """The answer to a change of address, as the browser asks for it. Raises: RuntimeError where there is no page."""
    question: dict[str, Any] = {
        "output": "frame.children",
        "outputs": {"id": "frame", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": path},
            {"id": "address", "property": "search", "value": f"?kommun={CODE}{query}"},
        ],
        "state": [{"id": "frame-language", "property": "data", "value": "sv"}],
        "changedPropIds": ["address.pathname"],
    }
    response = client.post(CALLBACKS, json=question, headers={"Accept-Encoding": "gzip"})
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}: {response.get_data()[:300]!r}")
    return response.get_data()
