"""Two hundred people at the map for a minute, against the real command `lofteskartan serve` over 100,000 reports.

Each opens the map and changes a filter every five seconds, drawn from a thousand distinct views; hotspots are asked
for at every change, as the page does. Every fourth has the areas in rates of burglaries, every tenth a hotspot's chain
open, which follow too. Server and viewers share two cores.
"""

from __future__ import annotations

import http.client
import json
import math
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psutil

from dashboard.view import Address
from geodata.model import Category, EvidenceKind, Feeling, View
from tests.benchmarks import Row
from tests.benchmarks.bench_start import COMMAND, write_reports
from tests.benchmarks.viewing import LOOKING, OPENING, Question, Sample
from tests.dashboard.cli.test_serving import a_free_port

NAME = "viewers"
DESCRIPTION = "200 viewers for 60 s on two cores at 100,000 rows, each changing a filter every 5 s"
KALMAR = "0880"
VIEWERS, SECONDS, EVERY_S, VIEWS = 200, 60, 5.0, 1_000
ARRIVING_S = 30.0
LIMIT_MS = 100.0
PATIENCE_S = 120
OK = http.client.OK
FIRST_DAY, DAYS = date(2015, 6, 1), 700
MEGABYTE = 1 << 20


def run() -> list[Row]:
    """Fill a store, serve it, let them look."""
    with tempfile.TemporaryDirectory() as name, _two_cores():
        folder = Path(name)
        _filled(folder)
        with _served(folder) as (process, port):
            plan = folder / "plan.json"
            plan.write_text(json.dumps(_plan(port)), "utf-8")
            samples, seconds, cpu, client = _looked(plan, psutil.Process(process.pid))
            memory = psutil.Process(process.pid).memory_full_info().uss / MEGABYTE
    return _rows(samples, server_share=cpu / seconds, client_share=client / seconds, memory=memory)


def _rows(samples: Sequence[Sample], *, server_share: float, client_share: float, memory: float) -> list[Row]:
    wrong = [sample for sample in samples if sample[3] != OK]
    looking = [sample for sample in samples if sample[0] == LOOKING]
    for sample in wrong[:10]:
        sys.stderr.write(f"  {sample[0]} {sample[1]}: status {sample[3]} after {sample[2]:.0f} ms\n")
    late = _at([ms for _, _, ms, _, _ in looking], 0.95)
    rows = [
        Row("answers while looking", len(looking), "answers"),
        Row("errors, opening and looking", len(wrong), "answers", target="= 0", held=not wrong),
        Row("everything that the server answers, p95", late, "ms", None, f"< {LIMIT_MS:g} ms", late < LIMIT_MS),
        Row("  median", _at([ms for _, _, ms, _, _ in looking], 0.5), "ms"),
        Row("  p99", _at([ms for _, _, ms, _, _ in looking], 0.99), "ms"),
        Row("  slowest", max(ms for _, _, ms, _, _ in looking), "ms"),
    ]
    for phase, what in ((LOOKING, "looking"), (OPENING, "opening")):
        for name in dict.fromkeys(sample[1] for sample in samples if sample[0] == phase):
            taken = [ms for at, asked, ms, _, _ in samples if (at, asked) == (phase, name)]
            rows.append(Row(f"  {what}, {name}: p95 of {len(taken)}", _at(taken, 0.95), "ms"))
    return [
        *rows,
        Row("bytes of a filter's hotspots, median", statistics.median(_bytes(looking, "hotspots")), "B"),
        Row("server's share of one core", server_share, ""),
        Row("viewers' share of one core", client_share, ""),
        Row("server's own memory after it", memory, "MB"),
        Row("load of the machine in the last minute", psutil.getloadavg()[0], "waiting"),
    ]


def _bytes(samples: Sequence[Sample], name: str) -> list[int]:
    return [size for _, asked, _, _, size in samples if asked == name]


def _at(taken: Sequence[float], share: float) -> float:
    return sorted(taken)[max(0, math.ceil(share * len(taken)) - 1)]


def views(number: int) -> list[View]:
    """Distinct views as people make them: some categories, an evening, a season, an area's experience."""
    chance = random.Random(7)
    found: dict[str, View] = {}
    while len(found) < number:
        since = FIRST_DAY + timedelta(days=chance.randrange(DAYS - 90)) if chance.random() < 0.5 else None
        view = View(
            municipality=KALMAR,
            categories=frozenset(chance.sample(list(Category), chance.randrange(4))),
            kinds=frozenset(chance.sample(list(EvidenceKind), 1)) if chance.random() < 0.2 else frozenset(),
            hours=chance.choice([(18, 24), (21, 2), (22, 5), (7, 9)]) if chance.random() < 0.5 else None,
            since=since,
            until=since and since + timedelta(days=chance.choice([90, 180, 365])),
            feeling=chance.choice([Feeling.UNSAFE, Feeling.UNSAFE, None]),
        )
        found.setdefault(Address(view).query(), view)
    return list(found.values())


def _plan(port: int) -> dict[str, Any]:
    """Who comes when, and asks what."""
    chance, choice, server = random.Random(3), views(VIEWS), _Asked(port)
    opening, panel = server.opening(), server.panel()
    viewers = []
    for number in range(VIEWERS):
        offset = EVERY_S * chance.random()
        changes: list[tuple[float, list[Question]]] = []
        period: object = None
        for turn in range(int(SECONDS / EVERY_S)):
            view = chance.choice(choice)
            questions = [_get("hotspots", f"/hotspots.json?municipality={KALMAR}&sprak=sv&{Address(view).query()}")]
            if number % 4 == 0 and (view.since, view.until) != period:  # the page knows the last period's rates
                period = (view.since, view.until)
                plain = View(municipality=KALMAR, since=view.since, until=view.until)
                query = Address(plain).query().replace(f"kommun={KALMAR}", "").lstrip("&")
                questions.append(_get("rates", f"/rates.json?municipality={KALMAR}&sprak=sv&{query}"))
            if number % 10 == 0:
                questions.append(panel(Address(view).query()))
            changes.append((offset + turn * EVERY_S, questions))
        viewers.append({"arrives": ARRIVING_S * number / VIEWERS, "opening": opening, "changes": changes})
    return {"host": "127.0.0.1", "port": port, "seconds": SECONDS, "viewers": viewers}


def _get(name: str, path: str) -> Question:
    return (name, "GET", path, None)


class _Asked:
    """What the page asks, read off the server itself."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._callbacks: list[dict[str, Any]] = json.loads(self._read("/_dash-dependencies")[0])

    def opening(self) -> list[list[Question]]:
        """One after the other the page, what Dash asks, the page's frame, and the map's data; files are kept."""
        frame = next(one for one in self._callbacks if one["output"] == "frame.children")
        layers = []
        for name in ("places.geojson", "areas.geojson", "evidence.arrow"):
            version = self._read(f"/{name}?municipality={KALMAR}")[1]
            layers.append(_get(name, f"/{name}?municipality={KALMAR}&v={version}"))
        return [
            [_get("page", f"/?kommun={KALMAR}")],
            [_get("dependencies", "/_dash-dependencies"), _get("layout", "/_dash-layout")],
            [_called("frame", frame, {"pathname": "/", "search": f"?kommun={KALMAR}"})],
            [*layers, _get("first hotspots", f"/hotspots.json?municipality={KALMAR}&sprak=sv&kommun={KALMAR}")],
        ]

    def panel(self) -> Any:
        """How the chain of an adopted hotspot is asked for under a view."""
        answer = json.loads(self._read(f"/hotspots.json?municipality={KALMAR}&kommun={KALMAR}")[0])
        refs = [str(feature["properties"]["id"]) for feature in answer["outlines"]["features"]]
        ref = next(ref for ref in refs if not ref.startswith("k-"))
        asked = next(one for one in self._callbacks if [i["id"] for i in one["inputs"]] == ["place-ask"])
        return lambda query: _called("panel", asked, {"data": {"ref": ref, "query": query, "page": False, "at": 1}})

    def _read(self, path: str) -> tuple[bytes, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status != OK:
            raise RuntimeError(f"{path} answered {response.status}")
        return body, response.getheader("X-Data-Version", "")


def _called(name: str, callback: dict[str, Any], values: dict[str, Any]) -> Question:
    """A callback as Dash's own page asks it."""
    output = str(callback["output"])
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    outputs = [dict(zip(("id", "property"), one.split(".", 1), strict=True)) for one in names]
    inputs = [{**one, "value": values[one["property"]]} for one in callback["inputs"]]
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs],
        "state": [{**one, "value": "sv"} for one in callback["state"]],
    }
    return (name, "POST", "/_dash-update-component", json.dumps(body))


def _looked(plan: Path, server: psutil.Process) -> tuple[list[Sample], float, float, float]:
    """The answers, how long they looked, and the server's and the viewers' processor time meanwhile, in seconds."""
    command = [sys.executable, "-m", "tests.benchmarks.viewing", str(plan)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as client:
        viewers = psutil.Process(client.pid)
        lines = iter(client.stdout or ())
        marks = {}
        for line in lines:
            marks[line.strip()] = (time.monotonic(), _spent(server), _spent(viewers))
            if line.strip() == "done":
                break
        samples: list[Sample] = [tuple(one) for one in json.loads(next(lines))]
    begun, done = marks[LOOKING], marks["done"]
    seconds, cpu, client_cpu = (after - before for before, after in zip(begun, done, strict=True))
    return samples, seconds, cpu, client_cpu


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _filled(folder: Path) -> None:
    """The demonstration, whose promises and hotspots answer the evidence, and 100,000 reports beside it."""
    table, data = folder / "reports.csv", str(folder / "data")
    write_reports(table)
    for arguments in (
        ("demo", "--no-serve", "--data", data),
        ("import", "reports", str(table), "--municipality", KALMAR, "--allow-outside", "--data", data),
    ):
        subprocess.run([*COMMAND, *arguments], capture_output=True, check=True)


@contextmanager
def _served(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`serve` over the data, until the block ends; it has opened the map once."""
    port = a_free_port()
    command = [*COMMAND, "serve", "--data", str(folder / "data"), "--port", str(port)]
    with (folder / "messages.txt").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            _wait(process, port)
            yield process, port
        finally:
            process.send_signal(signal.SIGTERM)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"`serve` did not answer within {PATIENCE_S} s")


@contextmanager
def _two_cores() -> Iterator[None]:
    """This process and those it starts have two cores, also where the machine has more."""
    own = psutil.Process()
    before: list[int] | None = own.cpu_affinity() if hasattr(own, "cpu_affinity") else None
    if before is None:  # macOS knows no such thing
        yield
        return
    own.cpu_affinity(before[:2])
    try:
        yield
    finally:
        own.cpu_affinity(before)
