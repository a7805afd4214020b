"""A real server that takes edits and a real import, killed with -9 at random moments, and what must hold afterwards.

An edit counts as acknowledged when its answer has status 200 and shows the hotspot as it then is; rows of the import
count as acknowledged when its process says so at its end. What was acknowledged must be there, once, and the store
must be whole.
"""

from __future__ import annotations

import csv
import http.client
import json
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Timer
from typing import Any

from dashboard.cli.front import STORE_FILE
from geodata.casebook import Casebook
from geodata.demo import build_municipality
from geodata.model import (
    Actor,
    BurglaryCount,
    Hotspot,
    HotspotState,
    Link,
    Record,
    Report,
    Role,
    SurveyResult,
    Tier,
    record_id,
)
from geodata.store import open_store
from geodata.store.base import Query
from tests.dashboard.pressing import CALLBACKS, QUERY, names, pressing, showing, standing

COMMAND = (sys.executable, "-m", "dashboard.cli")
KEEPER = Actor(role=Role.ADMINISTRATOR)
PATIENCE_S = 60
CODE = "0880"
EVERYTHING = Query(tiers=frozenset(Tier))
FORCE = signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM


@dataclass(slots=True)
class Said:
    """What was acknowledged, by id: which hotspots stand, dismissed ones too, their names, and which links stand.

    doubtful: what was being asked when the server died, so that either answer is right.
    """

    edits: int = 0
    refused: int = 0
    stands: dict[str, bool] = field(default_factory=dict)
    dismissed: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)
    tied: dict[str, bool] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)

    def about(self, deed: str, ref: str, subject: str) -> set[str]:
        """What a deed may change."""
        match deed:
            case "adopt":
                return {hotspot_of(ref), _name(hotspot_of(ref))}
            case "rename":
                return {_name(ref)}
            case "link":
                return {link_of(ref, subject)}
            case "unlink":
                return {subject}
            case "dismiss":
                return {f"dismissed {ref}"}
            case _:
                return {subject, _name(subject), f"dismissed {subject}", *self.links.get(subject, ())}

    def hear(self, deed: str, ref: str, subject: str, text: str) -> None:
        """A deed was acknowledged."""
        match deed:
            case "adopt":
                self.stands[hotspot_of(ref)] = True
                self.names.pop(hotspot_of(ref), None)
            case "rename":
                self.names[ref] = text
            case "link":
                self.links.setdefault(ref, set()).add(link_of(ref, subject))
                self.tied[link_of(ref, subject)] = True
            case "unlink":
                self.tied[subject] = False
            case "dismiss":
                self.dismissed.add(ref)
            case _:
                self.stands[subject] = False
                self.names.pop(subject, None)
                self.dismissed.discard(subject)
                self.tied |= dict.fromkeys(self.links.pop(subject, ()), False)


def _name(ref: str) -> str:
    return f"name of {ref}"


def hotspot_of(candidate: str) -> str:
    """The id that a candidate gets when it is adopted."""
    return str(record_id(Hotspot.kind, CODE, candidate))


def link_of(hotspot: str, action: str) -> str:
    """The id of the link between a hotspot and an action."""
    return str(record_id(Link.kind, CODE, hotspot, action))


@dataclass(slots=True)
class Aftermath:
    """What was found. lost, doubled and damage must be empty."""

    servers: int = 0
    imports: int = 0
    edits: int = 0
    rows: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    damage: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """Processes killed."""
        return self.servers + self.imports


class Town:
    """A store with hotspots to edit, a file to import, and the processes at work on both."""

    def __init__(self, folder: Path, *, rows: int, seed: int) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        self.chance = random.Random(seed)
        self.said = Said()
        self.found = Aftermath()
        self.table = folder / "reports.csv"
        self.rows = rows
        self._folder = folder
        self._imports = 0
        self.server: Server | None = None
        self.importing: subprocess.Popen[bytes] | None = None
        kept = [record for record in build_municipality(CODE) if not isinstance(record, BurglaryCount | SurveyResult)]
        self.before = Counter(record.kind for record in kept)
        with_store(self.data, kept)

    def serve(self) -> Server:
        """The server, started if it does not run."""
        if self.server is None:
            self.server = Server(self.data, self._folder / "server.txt")
        return self.server

    def start_import(self) -> None:
        """Begin the import, or go on where it stood; when it is done, another file's."""
        if self.importing is not None and self.importing.poll() is None:
            return
        if self.importing is not None:
            self._finish_import()
        if not self.table.exists():
            write_reports(self.table, self.rows, batch=self._imports)
        command = (*COMMAND, "import", "reports", str(self.table), "--municipality", CODE, "--allow-outside", "--json")
        answer = self._folder / "import.json"
        with answer.open("wb") as out, (self._folder / "import.txt").open("wb") as err:
            self.importing = subprocess.Popen((*command, "--data", str(self.data)), stdout=out, stderr=err)

    def _finish_import(self) -> None:
        """Hear what an import said that has ended by itself."""
        importing, self.importing = self.importing, None
        if importing is None:
            return
        told = (self._folder / "import.json").read_bytes()
        if importing.returncode != 0:
            raise RuntimeError(f"the import failed: {told!r} {(self._folder / 'import.txt').read_text()}")
        report = json.loads(told)
        if report["added"] + report["changed"] + report["unchanged"] != self.rows or report["changed"]:
            self.found.doubled.append(f"an import of {self.rows} rows says {told[:200]!r}")
        self.found.rows += self.rows
        self._imports += 1
        self.table.unlink()

    def edit_until_killed(self, *, server: bool, importing: bool, after_s: float) -> None:
        """Press buttons as the page does; meanwhile processes are ended with -9, as when the memory is full."""
        victims = [self.serve().process] if server else []
        if importing and self.importing is not None:
            victims.append(self.importing)
        dead = Event()

        def kill() -> None:
            for victim in victims:
                victim.send_signal(FORCE)  # nothing happens to one that has ended by itself
            dead.set()

        self._edit(self.serve())  # the first answer takes long, and longer on a busy machine
        killer = Timer(after_s, kill)
        killer.start()
        try:
            while not dead.is_set():
                self._edit(self.serve())
        except (OSError, http.client.HTTPException):
            dead.wait(PATIENCE_S)
            if not server:
                raise
        killer.join(PATIENCE_S)
        if server and self.server is not None:
            self.server.process.wait(PATIENCE_S)
            self.server = None
            self.found.servers += 1
        if importing and self.importing is not None:
            self.importing.wait(PATIENCE_S)
            if self.importing.returncode == -FORCE:
                self.importing = None
                self.found.imports += 1
            else:
                self._finish_import()

    def _edit(self, server: Server) -> None:
        for ref in sorted(self.said.dismissed):
            self._press(server, "restore", "", subject=ref)
        cards = {f["properties"]["id"]: f["properties"] for f in server.hotspots()}
        ref = self.chance.choice(sorted(cards))
        deed = self.chance.choices(("rename", "link", "unlink", "dismiss", "restore"), (6, 6, 3, 1, 1))[0]
        if cards[ref]["state"] == "candidate":
            self._press(server, "adopt", ref)
        elif deed == "rename":
            self._press(server, deed, ref, text=f"Plats {self.chance.randrange(10**9)}")
        elif deed in {"link", "unlink"}:
            for subject in server.subjects(ref, deed)[:1]:
                self._press(server, deed, ref, subject=subject)
        else:
            self._press(server, deed, ref, subject=ref)

    def _press(self, server: Server, deed: str, ref: str, *, subject: str = "", text: str = "") -> None:
        about = self.said.about(deed, ref, subject)
        shown = server.show(ref)
        if shown is None:
            return  # what gathers there has changed since
        were_doubtful = about & self.said.doubtful
        self.said.doubtful |= about
        if server.press(deed, shown, subject=subject, text=text):
            self.said.hear(deed, ref, subject, text)
            self.said.edits += 1
            self.said.doubtful -= about
        else:
            self.said.refused += 1
            self.said.doubtful -= about - were_doubtful

    def settle(self) -> Aftermath:
        """Finish the import, stop the server, and look at what is there."""
        if self.server is not None:
            self.server.kill()
            self.server = None
        if self.importing is not None or self.table.exists():
            self.start_import()
        if self.importing is not None:
            self.importing.wait(PATIENCE_S * 2)
            self._finish_import()
        self.found.edits, self.found.refused = self.said.edits, self.said.refused
        self._look()
        return self.found

    def _look(self) -> None:
        store = open_store(self.data / STORE_FILE)
        reports = store.count(Report, EVERYTHING)
        expected = self.before["report"] + self.found.rows
        (self.found.lost if reports < expected else self.found.doubled).extend(
            [f"{reports} reports stand, {expected} were taken in"] if reports != expected else []
        )
        hotspots = {str(item.record.id): item.record for item in store.find(Hotspot, EVERYTHING)}
        links = {str(item.record.id): item.record for item in store.find(Link, EVERYTHING)}
        said = self.said
        for ref, stands in said.stands.items():
            if ref not in said.doubtful and (ref in hotspots) is not stands:
                self.found.lost.append(f"hotspot {ref} {'is gone' if stands else 'stands'}")
        for ref, name in said.names.items():
            if not {ref, _name(ref)} & said.doubtful and hotspots[ref].name != name:
                self.found.lost.append(f"hotspot {ref} is called {hotspots[ref].name}, not {name}")
        for ref in said.dismissed:
            if f"dismissed {ref}" not in said.doubtful and hotspots[ref].state is not HotspotState.DISMISSED:
                self.found.lost.append(f"hotspot {ref} is {hotspots[ref].state}, not dismissed")
        for link, stands in said.tied.items():
            if link not in said.doubtful and (link in links) is not stands:
                self.found.lost.append(f"link {link} {'is gone' if stands else 'stands'}")
        self.found.doubled += _twice("hotspot at", ((h.peak.lon, h.peak.lat) for h in hotspots.values()))
        self.found.doubled += _twice("link of", ((link.hotspot_id, link.action_id) for link in links.values()))
        self.found.doubled += _twice("report", (r.external_id for r in _reports(store.find(Report, EVERYTHING))))
        self.found.lost += [
            f"link {link.id} hangs on nothing" for link in links.values() if str(link.hotspot_id) not in hotspots
        ]
        self.found.damage += store.check()
        store.close()


def _reports(found: Iterable[Any]) -> list[Report]:
    return [item.record for item in found if item.record.external_id]


def _twice(what: str, things: Iterable[object]) -> list[str]:
    return [f"{what} {thing}: {n} times" for thing, n in Counter(things).items() if n > 1]


def with_store(data: Path, records: Sequence[Record]) -> None:
    """A store of the records in a folder."""
    store = open_store(data / STORE_FILE)
    Casebook(store).import_records(KEEPER, records)
    store.close()


class Server:
    """A real `lofteskartan serve`, asked as the page asks it."""

    def __init__(self, data: Path, messages: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        with messages.open("ab") as out:
            command = (*COMMAND, "serve", "--port", str(self.port), "--data", str(data), "--json")
            self.process = subprocess.Popen(command, stdout=out, stderr=out)
        begun = time.monotonic()
        while True:
            try:
                self._show, self._decide = names(self._get("/_dash-dependencies"))
                break
            except ConnectionError:
                if self.process.poll() is not None or time.monotonic() > begun + PATIENCE_S:
                    self.kill()
                    raise RuntimeError(f"the server does not answer; see {messages.read_text()}") from None
                time.sleep(0.05)

    def kill(self) -> None:
        """End it with -9."""
        self.process.send_signal(FORCE)
        self.process.wait(PATIENCE_S)

    def hotspots(self) -> list[dict[str, Any]]:
        """The hotspots of the map."""
        return list(self._get(f"/hotspots.geojson?municipality={CODE}")["features"])

    def show(self, ref: str) -> dict[str, Any] | None:
        """What the page shows of a hotspot; None where there is none any more."""
        return standing(self._post(showing(self._show, ref)))

    def subjects(self, ref: str, deed: str) -> list[str]:
        """What the buttons of a deed are about, on the page of a hotspot."""
        return subjects(self._post(showing(self._show, ref)), deed)

    def press(self, deed: str, shown: dict[str, Any], **beside: Any) -> bool:
        """Press a button: whether it was done."""
        answer = self._post(pressing(self._decide, deed, {**shown, "query": QUERY}, **beside))
        return standing(answer) is not None

    def _get(self, path: str) -> Any:
        return self._ask("GET", path)

    def _post(self, question: dict[str, Any]) -> dict[str, Any]:
        return dict(self._ask("POST", CALLBACKS, json.dumps(question)))

    def _ask(self, method: str, path: str, body: str | None = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            said = response.read()
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise RuntimeError(f"{method} {path}: {response.status} {said[:300]!r}")
        return json.loads(said)


def subjects(tree: Any, deed: str) -> list[str]:
    """What the buttons of a deed in a tree of components are about."""
    found: list[str] = []
    if isinstance(tree, dict):
        if tree.get("type") == "place-deed" and tree.get("deed") == deed and tree.get("subject"):
            return [str(tree["subject"])]
        for part in tree.values():
            found += subjects(part, deed)
    elif isinstance(tree, list):
        for part in tree:
            found += subjects(part, deed)
    return list(dict.fromkeys(found))


def write_reports(path: Path, rows: int, *, batch: int) -> None:
    """Reports scattered over the whole of Kalmar, with ids of their own."""
    chance = random.Random(batch)
    start = datetime(2015, 6, 1, 12, tzinfo=UTC)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["externt id", "kategori", "datum", "latitude", "longitude"])
        for number in range(rows):
            day = start + timedelta(days=chance.randrange(700))
            place = f"{chance.uniform(56.62, 56.78):.6f}", f"{chance.uniform(16.20, 16.38):.6f}"
            writer.writerow([f"B{batch}-{number}", chance.choice(("belysning", "buskage")), f"{day:%Y-%m-%d}", *place])


def kill_everything(folder: Path, *, kills: int, rows: int, longest_s: float, seed: int) -> Aftermath:
    """Kill server, import or both, each time at another moment, until there were that many; then look."""
    town = Town(folder, rows=rows, seed=seed)
    try:
        while town.found.kills < kills:
            town.serve()
            town.start_import()
            victim = town.chance.choice(("server", "import", "both"))
            town.edit_until_killed(
                server=victim != "import",
                importing=victim != "server",
                after_s=town.chance.uniform(0.05, longest_s),
            )
        return town.settle()
    finally:
        if town.server is not None:
            town.server.kill()
        if town.importing is not None and town.importing.poll() is None:
            town.importing.kill()
            town.importing.wait()
