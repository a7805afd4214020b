"""A receiver of fault reports on loopback that speaks GeoReport v2, and does what real ones do when they are unwell."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class Mood(StrEnum):
    """How the server is. TOKEN: gives references later. LOST: takes a report and breaks off. BROKEN: fails inside.

    STRANGE: answers with a web page. ENDLESS: with more than anybody reads. ELSEWHERE: points at another host.
    SILENT: takes a report and says nothing until it is stopped.
    """

    WELL = "well"
    TOKEN = "token"  # noqa: S105 - a word of the standard
    REFUSING = "refusing"
    LOST = "lost"
    BROKEN = "broken"
    STRANGE = "strange"
    EMPTY = "empty"
    ENDLESS = "endless"
    ELSEWHERE = "elsewhere"
    SILENT = "silent"
    CUT = "cut"


@dataclass
class Receiver:
    """What the server has got and answers. taken: forms that it keeps as requests, by reference."""

    mood: Mood = Mood.WELL
    taken: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str | None] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=lambda: {"status": "open"})
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    over: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def take(self, form: dict[str, str]) -> str:
        """Keep a report."""
        reference = f"SAL {len(self.taken) + 1}/å"
        self.taken[reference] = form
        return reference


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True, strict_parsing=True))
        self.receiver.asked.append(f"POST {self.path}")
        self.receiver.meanwhile()
        if self.receiver.mood is Mood.REFUSING or not {"service_code", "lat", "long"} <= form.keys():
            self.answer(400, [{"code": 400, "description": "service_code was not provided"}])
            return
        if self.unwell(form):
            return
        reference = self.receiver.take(form)
        if self.receiver.mood is Mood.TOKEN:
            self.receiver.tokens["t-1"] = None
            self.answer(200, [{"token": "t-1"}])
        else:
            self.answer(201, [{"service_request_id": reference, "service_notice": "", "account_id": None}])

    def do_GET(self) -> None:
        self.receiver.asked.append(f"GET {self.path}")
        if self.unwell(None):
            return
        kind, _, name = unquote(urlsplit(self.path).path).removeprefix("/v2/").removesuffix(".json").partition("/")
        if kind == "services":
            lamp = {"service_code": "001", "service_name": "Lampor", "metadata": False, "type": "realtime"}
            self.answer(200, [lamp, {"service_code": 2, "metadata": "true"}, {"service_name": "utan kod"}])
        elif kind == "tokens" and name in self.receiver.tokens:
            self.answer(200, [{"token": name, "service_request_id": self.receiver.tokens[name]}])
        elif kind == "requests" and name in self.receiver.taken:
            self.answer(200, [{"service_request_id": name, **self.receiver.said}])
        else:
            self.answer(404, [{"code": 404, "description": f"no {kind} {name}"}])

    def unwell(self, form: dict[str, str] | None) -> bool:
        mood = self.receiver.mood
        if form is not None and mood in {Mood.LOST, Mood.BROKEN, Mood.STRANGE, Mood.EMPTY, Mood.SILENT, Mood.CUT}:
            self.receiver.take(form)
        match mood:
            case Mood.LOST:
                self.close_connection = True
            case Mood.SILENT:
                self.receiver.over.wait()
            case Mood.BROKEN:
                self.answer(500, {"errors": [{"code": "500", "description": "disk full"}]})
            case Mood.STRANGE:
                self.raw(200, b"<html>Tack!</html>")
            case Mood.EMPTY:
                self.answer(200, [])
            case Mood.ENDLESS:
                self.raw(200, b'["' + b"x" * 1_100_000 + b'"]')
            case Mood.ELSEWHERE:
                self.send_response(307)
                self.send_header("Location", f"{self.receiver.url.replace('127.0.0.1', 'localhost')}/requests.json")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case Mood.CUT:
                self.send_response(200)
                self.send_header("Content-Length", "900")
                self.end_headers()
                self.wfile.write(b'[{"service_request_id": "1"}]')
            case _:
                return False
        return True

    def answer(self, status: int, told: object) -> None:
        self.raw(status, json.dumps(told).encode())

    def raw(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the asker has heard enough


@contextmanager
def a_receiver(mood: Mood = Mood.WELL) -> Iterator[Receiver]:
    """A receiver on a free port of loopback, gone afterwards."""
    receiver = Receiver(mood)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"receiver": receiver}))
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/v2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
