"""The doors of `serve` as others meet them: the walks' app over HTTPS, by itself and behind a web server."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import trustme

from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.store import open_store
from tests import debian
from tests.builders import a_municipality, a_walk
from tests.dashboard.cli.commanding import refused
from tests.dashboard.cli.test_serving import Server, a_free_port

README = Path(__file__).parents[3] / "README.md"
PLANNER = Actor(role=Role.PLANNER)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a process may answer")


@pytest.fixture
def invited(tmp_path: Path) -> tuple[Path, str]:
    """A folder with a store that holds a walk, and the walk's token."""
    data = tmp_path / "own"
    data.mkdir()
    store = open_store(data / "lofteskartan.gpkg")
    casebook = Casebook(store)
    walk = a_walk(planned_on=date(2026, 11, 22))
    casebook.import_records(PLANNER, [a_municipality(), walk])
    token = casebook.invite(PLANNER, walk.id).token
    store.close()
    return data, token


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def pair(authority: trustme.CA, tmp_path: Path) -> tuple[Path, Path]:
    issued = authority.issue_cert("127.0.0.1", "localhost")
    chain, key = tmp_path / "walk.pem", tmp_path / "walk.key"
    issued.cert_chain_pems[0].write_to_path(chain)
    issued.private_key_pem.write_to_path(key)
    return chain, key


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def _get(port: int, path: str, *, token: str = "", trusting: ssl.SSLContext | None = None) -> tuple[int, bytes]:
    connection = (
        http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        if trusting is None
        else http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trusting)
    )
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
    response = connection.getresponse()
    found = response.status, response.read()
    connection.close()
    return found


def test_phones_come_by_a_door_over_https_that_carries_the_walks_alone(
    invited: tuple[Path, str], pair: tuple[Path, Path], trusting: ssl.SSLContext
) -> None:
    data, token = invited
    port = a_free_port()
    server = Server(
        "serve", "--data", data, "--field-port", port, "--field-host", "127.0.0.1", "--cert", pair[0], "--key", pair[1]
    )
    try:
        server.wait_until_it_answers()
        assert _get(port, "/field/", trusting=trusting)[0] == 200
        status, pack = _get(port, "/field/api/walk", token=token, trusting=trusting)
        assert (status, json.loads(pack)["walk"]["title"]) == (200, "Vandring runt stationen")
        assert _get(port, "/field/api/walk", token=token[::-1], trusting=trusting)[0] == 401
        for path in ("/", "/health", "/evidence.arrow", "/_dash-layout", "/vandringar", "/bild/x"):
            assert _get(port, path, trusting=trusting)[0] == 404, path
        assert server.get("/health")[0] == 200, "the first door is as it was"
    finally:
        code, _, err = server.stop()
    assert code == 0, err
    assert "Traceback" not in err
    assert f"https://127.0.0.1:{port}/field/" in err


def test_without_a_second_door_the_certificate_is_for_the_first(
    invited: tuple[Path, str], pair: tuple[Path, Path], trusting: ssl.SSLContext
) -> None:
    server = Server("serve", "--data", invited[0], "--cert", pair[0], "--key", pair[1])
    try:
        assert server.process.stdout is not None
        assert server.process.stdout.readline() == f"Löfteskartan: https://127.0.0.1:{server.port}/\n"
        assert _get(server.port, "/health", trusting=trusting)[0] == 200
        assert _get(server.port, "/field/", trusting=trusting)[0] == 200
    finally:
        code, _, err = server.stop()
    assert code == 0, err


def test_what_cannot_be_a_door_is_refused_before_anything_is_served(pair: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert "is given without the key" in refused("serve", "--cert", pair[0], "--data", own)
    assert "no such file" in refused("serve", "--cert", pair[0], "--key", tmp_path / "no.key", "--data", own)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused(
            "serve", "--port", a_free_port(), "--field-port", port, "--field-host", "127.0.0.1", "--data", own
        )
    assert f"port {port} on 127.0.0.1 cannot be had" in said
    assert "--field-port" in said


@pytest.fixture
def nginx(pair: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[int, int]]:
    """A web server with the README's own lines: its port, and the port that it passes on to."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None and debian.can_install():
        debian.install("nginx-light")
        program = shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    [lines] = re.findall(r"```nginx\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    outer, inner = a_free_port(), a_free_port()
    for written, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{outer} ssl;"),
        ("/etc/ssl/karta.pem", str(pair[0])),
        ("/etc/ssl/karta.key", str(pair[1])),
        ("http://127.0.0.1:8443", f"http://127.0.0.1:{inner}"),
    ):
        assert lines.count(written) == 1, written
        lines = lines.replace(written, here)
    temporary = "".join(
        f"{kind}_temp_path {tmp_path / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = tmp_path / "nginx.conf"
    settings.write_text(
        f"daemon off; pid {tmp_path / 'nginx.pid'}; error_log stderr;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{lines}}}\n",
        "utf-8",
    )
    process = subprocess.Popen([program, "-c", str(settings), "-p", str(tmp_path)], stderr=subprocess.PIPE)
    yield outer, inner
    process.send_signal(signal.SIGQUIT)
    process.communicate(timeout=30)


def test_the_readmes_lines_for_nginx_pass_on_the_walks_and_nothing_else(
    nginx: tuple[int, int], invited: tuple[Path, str], trusting: ssl.SSLContext
) -> None:
    outer, inner = nginx
    data, token = invited
    server = Server("serve", "--data", data, "--field-port", inner, "--field-host", "127.0.0.1")
    try:
        server.wait_until_it_answers()
        status = 0
        deadline = time.monotonic() + 30
        while status != 200 and time.monotonic() < deadline:
            try:
                status = _get(outer, "/field/", trusting=trusting)[0]
            except OSError:
                time.sleep(0.05)
        assert status == 200
        assert _get(outer, "/field/api/walk", token=token, trusting=trusting)[0] == 200
        assert _get(outer, "/field/api/walk", trusting=trusting)[0] == 401
        for path in ("/", "/health", "/_dash-layout", "/fieldwork"):
            assert _get(outer, path, trusting=trusting)[0] == 404, path
    finally:
        code, _, err = server.stop()
    assert code == 0, err
