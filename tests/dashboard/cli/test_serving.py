"""A server that answers this machine alone, and stops when told."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.store import open_store
from tests.dashboard.cli.commanding import DEMO_SECONDS, GOOD, a_file, answer, refused, run


def test_filling_again_changes_nothing_and_says_that_the_seed_is_not_used(demonstration: Path) -> None:
    before = answer("migrate", "--data", demonstration)["data_version"]
    done = run("demo", "--no-serve", "--data", demonstration, "--seed", "7", "--json")
    assert json.loads(done.stdout)["filled_before"] is True
    assert "--seed" in done.stderr
    assert answer("migrate", "--data", demonstration)["data_version"] == before


def test_the_demonstration_holds_adopted_hotspots_with_answers(seeded: Path) -> None:
    store = open_store(seeded)
    try:
        health = Casebook(store).health(Actor(role=Role.PLANNER))
    finally:
        store.close()
    assert health["records"]["municipality"] == 2
    assert health["records"]["report"] + health["records"]["finding"] > 2000
    assert health["records"]["hotspot"] > 0
    assert health["records"]["link"] > 0


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])  # noqa: S104  # refused, that is the point
def test_no_other_machine_is_let_in_while_there_are_no_accounts(host: str, tmp_path: Path) -> None:
    for command in ("serve", "demo"):
        assert "127.0.0.1" in refused(command, "--host", host, "--data", tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_a_taken_port_is_told_with_one_that_is_free(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refused("demo", "--port", port, "--data", tmp_path / "own")
    assert f"port {port} on 127.0.0.1 cannot be had" in sentence
    assert "--port" in sentence.partition(";")[2]
    assert not (tmp_path / "own").exists()


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """The real command in a process of its own, until it is stopped."""

    def __init__(self, *arguments: object) -> None:
        self.port = a_free_port()
        command = [sys.executable, "-m", "dashboard.cli", *map(str, arguments), "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ.copy()
        )

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEMO_SECONDS)
        connection.request("GET", path)
        response = connection.getresponse()
        found = response.status, response.read()
        connection.close()
        return found

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + DEMO_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.get("/health")
            except OSError:
                time.sleep(0.05)
            else:
                return
        pytest.fail(f"no answer: {self.stop()}")

    def stop(self, how: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        out, err = self.process.communicate(timeout=DEMO_SECONDS)
        return self.process.returncode, out, err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a process may answer")
def test_demo_fills_answers_and_stops_when_told_and_the_next_start_reuses_it(tmp_path: Path) -> None:
    server = Server("demo", "--data", tmp_path / "play", "--json")
    server.wait_until_it_answers()
    status, body = server.get("/health")
    health = json.loads(body)
    assert (status, health["status"]) == (200, "ok")
    assert health["records"]["report"] > 1000
    assert server.get("/")[0] == 200
    code, out, err = server.stop()
    assert code == 0, err
    told = json.loads(out)
    assert told["address"] == f"http://127.0.0.1:{server.port}/"
    assert (told["filled_before"], told["role"]) == (False, "planner")
    assert "Traceback" not in err

    again = Server("demo", "--data", tmp_path / "play", "--as", "citizen")
    again.wait_until_it_answers()
    later = json.loads(again.get("/health")[1])
    code, out, err = again.stop(signal.SIGINT)
    assert (code, out.strip()) == (0, f"Löfteskartan: http://127.0.0.1:{again.port}/")
    assert "Acting as citizen" in err
    assert later["data_version"] == health["data_version"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a process may answer")
def test_serve_begins_with_an_empty_store_and_sees_what_is_imported_meanwhile(tmp_path: Path) -> None:
    server = Server("serve", "--data", tmp_path / "own")
    server.wait_until_it_answers()
    assert json.loads(server.get("/health")[1])["records"]["report"] == 0
    told = answer("import", "reports", a_file(tmp_path, GOOD), "--municipality", "0880", "--data", tmp_path / "own")
    assert told["added"] == 1
    assert json.loads(server.get("/health")[1])["records"]["report"] == 1
    assert server.get("/")[0] == 200
    code, _, err = server.stop()
    assert code == 0
    assert "No data" in err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a process may answer")
def test_a_background_that_cannot_be_shown_is_told_when_serving_begins_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "kalmar.pmtiles").write_bytes(b"no map at all")
    server = Server("serve", "--data", tmp_path, "--basemap", "kalmar.pmtiles")
    server.wait_until_it_answers()
    assert json.loads(server.get("/bakgrund.json")[1])["file"] is None
    code, _, err = server.stop()
    assert code == 0
    assert f"{tmp_path / 'kalmar.pmtiles'} is no PMTiles archive; put one in its place." in err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows watches 512 connections at most")
def test_connections_that_many_browsers_keep_do_not_shut_others_out(tmp_path: Path) -> None:
    server = Server("serve", "--data", tmp_path / "own")
    server.wait_until_it_answers()
    with ExitStack() as kept:
        for _ in range(500):
            kept.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=DEMO_SECONDS))
        status, _ = server.get("/health")
    code, _, told = server.stop()
    assert (status, code) == (200, 0)
    assert "limit" not in told
