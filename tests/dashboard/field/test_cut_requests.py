"""Requests that end anywhere: nothing of them is kept, and sent whole they are kept once."""

from __future__ import annotations

import hashlib
import io
import json
import random
import socket
import threading
from collections.abc import Iterator
from uuid import uuid4

import pytest
import waitress
from PIL import Image

from geodata.model import Photo, Tier
from geodata.store.base import Query
from tests.dashboard.field.conftest import Field

CUTS_OF_A_PHOTO = 500
EVERYTHING = Query(frozenset(Tier))


@pytest.fixture
def port(field: Field) -> Iterator[int]:
    """The server that the product runs, over the walk's app."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    loop: dict[int, object] = {}
    server = waitress.create_server(field.client.application, map=loop, sockets=[door], threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield door.getsockname()[1]
    server.pull_trigger()
    server.task_dispatcher.shutdown()
    server.close()


def _request(line: str, headers: dict[str, str], body: bytes) -> bytes:
    told = {"Host": "127.0.0.1", "Content-Length": str(len(body)), "Connection": "close", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{line} HTTP/1.1\r\n{head}\r\n".encode() + body


def _sent(port: int, request: bytes) -> bytes:
    """What is answered before the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as phone:
        phone.sendall(request)
        phone.shutdown(socket.SHUT_WR)
        answer = b""
        while part := phone.recv(65536):
            answer += part
    return answer


def _cut(port: int, request: bytes, at: int) -> None:
    """Send so many bytes and walk out of coverage."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as phone:
        phone.sendall(request[:at])


def _outcome(answer: bytes) -> str:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 200 " in head.split(b"\r\n")[0], head
    return str(json.loads(body)["outcome"])


def test_a_finding_cut_at_every_byte_is_kept_nowhere_and_whole_it_is_kept_once(field: Field, port: int) -> None:
    body = field.note()
    headers = field.headers(body, **{"Content-Type": "application/json", "X-Age-Ms": "0"})
    request = _request("POST /field/api/items", headers, body)
    for at in range(len(request)):
        _cut(port, request, at)
    assert field.kept() == []
    assert _outcome(_sent(port, request)) == "kept"
    assert _outcome(_sent(port, request)) == "already"
    [finding] = field.kept()
    assert finding.received_sha256 == hashlib.sha256(body).hexdigest()


def test_a_photo_cut_at_five_hundred_places_is_kept_nowhere_and_whole_it_is_kept_once(field: Field, port: int) -> None:
    drawn = random.Random(7)
    picture = Image.frombytes("RGB", (320, 240), drawn.randbytes(320 * 240 * 3))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    body = file.getvalue()
    address = f"PUT /field/api/photos/{uuid4()}?finding={uuid4()}"
    request = _request(address, field.headers(body, **{"Content-Type": "image/jpeg"}), body)
    for at in drawn.sample(range(len(request)), CUTS_OF_A_PHOTO):
        _cut(port, request, at)
    assert field.store.find(Photo, EVERYTHING) == []
    assert _outcome(_sent(port, request)) == "kept"
    assert _outcome(_sent(port, request)) == "already"
    [photo] = field.store.find(Photo, EVERYTHING)
    assert photo.record.received_sha256 == hashlib.sha256(body).hexdigest()
