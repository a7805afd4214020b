"""How long people wait for the command, and what it takes of the machine: the real command, in processes of its own."""

from __future__ import annotations

import csv
import http.client
import json
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks import Row

NAME = "start"
DESCRIPTION = "help, first and later start of the demonstration, an import of 100,000 rows, memory of the server"
ROWS = 100_000
PATIENCE_S = 120
MEGABYTE = 1 << 20
CENTRES = ((56.6628, 16.3610), (56.6870, 16.3230), (56.6640, 16.3230), (56.7440, 16.2900))
LAYERS = ("evidence.arrow", "hotspots.geojson", "areas.geojson", "places.geojson")
COMMAND = (sys.executable, "-m", "dashboard.cli")


def run() -> list[Row]:
    """The figures, each of the whole command with Python's own start."""
    with tempfile.TemporaryDirectory() as folder:
        data, table = Path(folder, "data"), Path(folder, "reports.csv")
        write_reports(table)
        help_s = min(_timed("--help")[0] for _ in range(3))
        with _served(data) as first:
            seeding_s = float(first.told()["seconds"])
            _ask_layers(first)
            fresh_mb = first.pss_mb()
        starts = []
        for _ in range(3):
            with _served(data) as later:
                starts.append(later.first_page_s)
        later_s = statistics.median(starts)
        with _served(data) as server:
            _ask_layers(server)
            options = ("--municipality", "0880", "--allow-outside", "--data", str(data), "--json")
            import_s, new = _timed("import", "reports", str(table), *options)
            again_s, known = _timed("import", "reports", str(table), *options)
            _ask_layers(server)
            full_mb = server.pss_mb()
    counts = json.loads(new)["added"], json.loads(known)["unchanged"]
    if counts != (ROWS, ROWS):
        raise RuntimeError(f"{counts[0]} rows were added and {counts[1]} known again; both should be {ROWS}")
    return [
        Row("--help", help_s, "s", target="< 0.4 s", held=help_s < 0.4),
        Row("first demo to its first page", first.first_page_s, "s", target="< 9 s", held=first.first_page_s < 9),
        Row("seeding of it", seeding_s, "s", target="< 5 s", held=seeding_s < 5),
        Row("later demo to its first page, median of 3", later_s, "s", target="< 4 s", held=later_s < 4),
        Row("import of 100,000 reports", import_s, "s", target="< 20 s", held=import_s < 20),
        Row("import of the same again", again_s, "s", target="< 20 s", held=again_s < 20),
        Row("server, first demo, PSS", fresh_mb, "MB", target="< 400 MB", held=fresh_mb < 400),
        Row("server, 100,000 rows more, PSS", full_mb, "MB", target="< 400 MB", held=full_mb < 400),
    ]


@dataclass(frozen=True, slots=True)
class _Server:
    process: subprocess.Popen[bytes]
    port: int
    first_page_s: float
    answer: Path

    def get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise RuntimeError(f"{path} answered {response.status}")
        return body

    def told(self) -> dict[str, Any]:
        """The JSON document that the command gave once it answered."""
        deadline = time.monotonic() + PATIENCE_S
        while not (text := self.answer.read_text("utf-8").strip()).endswith("}") and time.monotonic() < deadline:
            time.sleep(0.05)
        document: dict[str, Any] = json.loads(text)
        return document

    def pss_mb(self) -> float:
        """Proportional set size of the server and its children, in MB."""
        root = psutil.Process(self.process.pid)
        return sum(float(p.memory_full_info().pss) for p in (root, *root.children(recursive=True))) / MEGABYTE


@contextmanager
def _served(data: Path) -> Iterator[_Server]:
    """`demo` over a folder, from its first page until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    answer = data.with_name("answer.json")
    begun = time.monotonic()
    with answer.open("wb") as out, data.with_name("messages.txt").open("wb") as err:
        command = [*COMMAND, "demo", "--data", str(data), "--port", str(port), "--json"]
        with subprocess.Popen(command, stdout=out, stderr=err) as process:
            try:
                first_page_s = _first_page(process, port, begun)
                yield _Server(process, port, first_page_s, answer)
            finally:
                process.send_signal(signal.SIGTERM)


def _first_page(process: subprocess.Popen[bytes], port: int, begun: float) -> float:
    while process.poll() is None and time.monotonic() < begun + PATIENCE_S:
        try:
            _Server(process, port, 0.0, Path()).get("/")
        except OSError:
            time.sleep(0.02)
        else:
            return time.monotonic() - begun
    raise RuntimeError(f"the demonstration gave no page within {PATIENCE_S} s")


def _ask_layers(server: _Server) -> None:
    for layer in LAYERS:
        server.get(f"/{layer}?municipality=0880")


def _timed(*arguments: str) -> tuple[float, str]:
    begun = time.monotonic()
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, check=True)
    return time.monotonic() - begun, done.stdout.decode()


def write_reports(path: Path) -> None:
    """Reports round four places of Kalmar over two years, as a municipality would export them."""
    chance = random.Random(1)
    words = ("belysning", "buskage", "klotter", "nedskräpning", "ordningsstörning", "ofredande")
    start = datetime(2015, 6, 1)  # noqa: DTZ001  # as clocks in Sweden showed it
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["externt id", "kategori", "datum", "latitude", "longitude", "källa", "upplevelse"])
        for number in range(ROWS):
            lat, lon = chance.choice(CENTRES)
            seen = start + timedelta(minutes=chance.randrange(2 * 365 * 1440))
            if seen.month == 3 and seen.day > 24:  # hours that the change to summer time leaves out
                seen = seen.replace(hour=12)
            writer.writerow(
                [
                    f"A{number}",
                    chance.choice(words),
                    f"{seen:%Y-%m-%d %H:%M}",
                    f"{chance.gauss(lat, 0.005):.6f}",
                    f"{chance.gauss(lon, 0.008):.6f}",
                    "felanmälan",
                    "otrygg",
                ]
            )
