"""The door that speaks TLS: what others stall, drop or send wrongly keeps nobody waiting."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import trustme

from dashboard.tlsfront import TlsFront, server_context
from geodata.errors import BadSetting


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def pair(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate and its key as files."""
    folder = tmp_path_factory.mktemp("tls")
    issued = authority.issue_cert("127.0.0.1")
    chain, key = folder / "walk.pem", folder / "walk.key"
    for number, part in enumerate(issued.cert_chain_pems):
        part.write_to_path(chain, append=number > 0)
    issued.private_key_pem.write_to_path(key)
    return chain, key


@pytest.fixture
def port(pair: tuple[Path, Path]) -> Iterator[int]:
    """The port of a front before a server that echoes."""
    behind = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    Thread(target=behind.serve_forever, daemon=True).start()
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    front = TlsFront(door, server_context(*pair), ("127.0.0.1", behind.server_port))
    front.start()
    yield door.getsockname()[1]
    front.stop()
    behind.shutdown()
    behind.server_close()


def _echoed(port: int, authority: trustme.CA, body: bytes) -> bytes:
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=trusting)
    try:
        connection.request("POST", "/", body)
        return connection.getresponse().read()
    finally:
        connection.close()


def test_what_is_sent_comes_back_whole_and_the_certificate_is_believed(port: int, authority: trustme.CA) -> None:
    for body in (b"", b"x", bytes(range(256)) * 20_000):
        assert _echoed(port, authority, body) == body


def test_many_at_once_are_answered(port: int, authority: trustme.CA) -> None:
    bodies = [bytes([n]) * 50_000 for n in range(24)]
    with ThreadPoolExecutor(12) as phones:
        assert list(phones.map(lambda body: _echoed(port, authority, body), bodies)) == bodies


def test_those_who_never_shake_hands_keep_nobody_waiting(port: int, authority: trustme.CA) -> None:
    stalled = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
    try:
        assert _echoed(port, authority, b"still here") == b"still here"
    finally:
        for one in stalled:
            one.close()


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\xff\xff", b"\x00" * 4000])
def test_what_is_no_tls_is_hung_up_on(port: int, authority: trustme.CA, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        plain.sendall(sent)
        plain.shutdown(socket.SHUT_WR)
        while plain.recv(4096):
            pass
    assert _echoed(port, authority, b"x") == b"x"


def test_a_server_behind_that_is_gone_is_told_by_a_closed_connection(
    pair: tuple[Path, Path], authority: trustme.CA
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        gone = nobody.getsockname()[1]
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    front = TlsFront(door, server_context(*pair), ("127.0.0.1", gone))
    front.start()
    try:
        with pytest.raises((OSError, http.client.HTTPException)):
            _echoed(door.getsockname()[1], authority, b"x")
    finally:
        front.stop()


def test_files_that_are_no_pair_are_named(pair: tuple[Path, Path], authority: trustme.CA, tmp_path: Path) -> None:
    chain, key = pair
    other = tmp_path / "other.key"
    authority.issue_cert("localhost").private_key_pem.write_to_path(other)
    words = tmp_path / "words.pem"
    words.write_text("inget certifikat", "utf-8")
    for certificate, secret, said in (
        (tmp_path / "no.pem", key, "no such file"),
        (chain, tmp_path / "no.key", "no such file"),
        (chain, other, "is not the key of"),
        (words, key, "PEM"),
        (chain, words, "PEM"),
    ):
        with pytest.raises(BadSetting, match=said):
            server_context(certificate, secret)
