"""One storm: phones note without coverage, then send over a bad link to a server that is killed again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from geodata.casebook import Casebook
from geodata.model import Actor, Assessment, Finding, Photo, Role, Tier
from geodata.picturefolder import PictureFolder
from geodata.store.base import Outcome, Query
from geodata.store.opening import open_store
from tests.badlink import FAIR, BadLink, Fault, Weather
from tests.browser.fieldsite import a_field_walk
from tests.geodata.casebook.town import town
from tests.storm.phones import Phone, clocks

STORE = "lofteskartan.gpkg"
START_S = 120.0
_ROUND_S = 1.0
KEEPER = Actor(role=Role.ADMINISTRATOR)


@dataclass(slots=True)
class Told:
    """What became of a storm. lost, doubled, wrong: of what was acknowledged; left: what still waits on a phone."""

    findings: int = 0
    photos: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    left: int = 0
    misdated: int = 0
    kills: int = 0
    seconds: float = 0.0
    damage: list[str] = field(default_factory=list)
    faults: Counter[Fault] = field(default_factory=Counter)


class KillableServer:
    """The real command with its door for phones, in a process of its own."""

    def __init__(self, data: Path, ports: tuple[int, int]) -> None:
        self._data, self._ports = data, ports
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        first, second = self._ports
        command = [sys.executable, "-m", "dashboard.cli", "serve", "--data", str(self._data), "--port", str(first)]
        command += ["--field-port", str(second), "--field-host", "127.0.0.1"]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)

    def wait(self) -> None:
        """Until it answers. Raises: RuntimeError."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self._ports[1]}/field/", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut would, and start it anew."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process = self._started()

    def stop(self) -> None:
        """End it as one should."""
        self._process.terminate()
        self._process.wait(timeout=START_S)


def weathered(
    browser: Browser,
    directory: Path,
    *,
    ports: tuple[int, int],
    seed: int,
    phones: int = 20,
    findings: int = 30,
    kills: int = 10,
    patience_s: float = 1200.0,
) -> Told:
    """Let phones note and send through a storm, and count what became of it."""
    began = time.monotonic()
    store = open_store(directory / STORE)
    casebook = Casebook(store)
    walk = a_field_walk()
    plain = [record for record in town() if getattr(record, "shown_as_of", None) is None]
    casebook.import_records(KEEPER, [*plain, walk])
    token = casebook.invite(KEEPER, walk.id, expires_at=datetime.now(UTC) + timedelta(days=2)).token
    store.close()
    server = KillableServer(directory, ports)
    link = BadLink(("127.0.0.1", ports[1]), seed=seed)
    told = Told()
    try:
        server.wait()
        address = f"http://127.0.0.1:{link.port}/field/#{token}"
        on_walk = [Phone.opened(browser, address, years_wrong=wrong) for wrong in clocks(seed, phones)]
        recording = datetime.now(UTC)
        for number, phone in enumerate(on_walk):
            phone.begin_recording(findings=findings, seed=seed * 1000 + number)
        for phone in on_walk:
            phone.wait_until_recorded()
        link.weather = Weather()
        for phone in on_walk:
            phone.context.set_offline(False)
        _let_it_rage(on_walk, server, link, told, seed=seed, kills=kills, patience_s=patience_s)
        told.faults = link.seen
        held = [phone.held() for phone in on_walk]
        for phone in on_walk:
            phone.context.close()
    finally:
        server.stop()
        link.stop()
    _count(directory, held, told, since=recording)
    told.seconds = time.monotonic() - began
    return told


def _let_it_rage(
    phones: list[Phone], server: KillableServer, link: BadLink, told: Told, *, seed: int, kills: int, patience_s: float
) -> None:
    drawn = random.Random(seed)
    deadline = time.monotonic() + patience_s
    next_kill = time.monotonic() + drawn.uniform(1, 4)
    waiting = list(phones)
    while waiting and time.monotonic() < deadline:
        if told.kills < kills and time.monotonic() >= next_kill:
            server.kill()
            told.kills += 1
            server.wait()
            next_kill = time.monotonic() + drawn.uniform(1, 5)
        if told.kills >= kills:
            link.weather = FAIR if time.monotonic() > next_kill + 60 else link.weather
        time.sleep(_ROUND_S)
        waiting = [phone for phone in waiting if not phone.is_empty()]
        for phone in waiting:  # coverage comes back now and then, and the phone is told
            phone.page.evaluate("dispatchEvent(new Event('online'))")


def _count(directory: Path, held: list[dict[str, list[dict[str, object]]]], told: Told, *, since: datetime) -> None:
    """Compare what the phones believe with what is kept."""
    store = open_store(directory / STORE)
    folder = PictureFolder(directory / "pictures")
    whole = Query(frozenset(Tier))
    findings = {str(item.record.id): item.record for item in store.find(Finding, whole)}
    photos = {str(item.record.id): item.record for item in store.find(Photo, whole)}
    for phone in held:
        told.left += len(phone["ops"]) + sum(not photo["sent"] for photo in phone["photos"])
        told.findings += len(phone["findings"])
        told.photos += len(phone["photos"])
        for kept, items in ((findings, phone["findings"]), (photos, [p for p in phone["photos"] if p["sent"]])):
            for item in items:
                if item["sha256"] is None:
                    continue
                told.acknowledged += 1
                record = kept.get(str(item["id"]))
                told.lost += record is None
                told.wrong += record is not None and record.received_sha256 != item["sha256"]
    for photo in photos.values():
        folder.read(photo.kept_sha256)  # damage raises
    sent = [record for record in findings.values() if record.received_sha256]
    told.misdated = sum(not since - timedelta(minutes=3) <= record.observed_at <= datetime.now(UTC) for record in sent)
    added: Counter[str] = Counter()
    for event in store.events(kinds=(Finding, Photo, Assessment)):
        added[str(event.record_id)] += event.outcome is Outcome.ADDED and event.by == "walker"
    told.doubled = sum(count > 1 for count in added.values()) + len(sent) - len({r.id for r in sent})
    told.damage = store.check()
    store.close()
