"""What every address beside the pages shares: who asks, what for, and answers kept while the data version stands."""

from __future__ import annotations

import gzip
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from secrets import token_hex
from threading import Lock, Semaphore
from typing import Any

from flask import Response, request

from dashboard.auth import LANGUAGE_COOKIE, Ask, Gate
from dashboard.view import parse
from geodata.casebook import Casebook
from geodata.errors import BadSetting
from geodata.model import LOCAL_TIME, Actor, Deed, View

FOREVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
ARROW = "application/vnd.apache.arrow.stream"
JSON = "application/json"
KEPT_BYTES = 48 << 20
"""Room for the hotspots of some two thousand selections, or for all evidence once."""
MADE_AT_ONCE = 2
"""Answers that are worked out beside each other. More would only take turns with each other, and with those that are
kept: of two hundred viewers the slowest twentieth would wait half as long again."""


class Answers:
    """Answers kept compressed while the data version stands, the latest of them in as many bytes as there is room for.

    A body is compressed once: the gzip of a million rows of evidence costs a second. The newest is kept however large.
    What many ask for at the same time, as after each change of the data, is made once; the others wait for it.
    """

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[tuple[object, ...], tuple[bytes, bytes]] = OrderedDict()
        self._begun: dict[tuple[object, ...], Lock] = {}
        self._bytes = 0
        self._lock = Lock()
        self._making = Semaphore(MADE_AT_ONCE)

    def get(self, key: tuple[object, ...], make: Callable[[], bytes]) -> tuple[bytes, bytes]:
        """The body of a key, plain and gzipped; made where it is not kept."""
        with self._lock:
            if (kept := self._found(key)) is not None:
                return kept
            begun = self._begun.setdefault(key, Lock())
        with begun:
            with self._lock:
                if (kept := self._found(key)) is not None:
                    return kept
            try:
                with self._making:
                    plain = make()
                both = (plain, gzip.compress(plain, compresslevel=5, mtime=0))
                with self._lock:
                    self._keep(key, both)
            finally:
                with self._lock:
                    self._begun.pop(key, None)
        return both

    def _found(self, key: tuple[object, ...]) -> tuple[bytes, bytes] | None:
        """With the lock: what is kept of a key, which is the latest asked for now."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def _keep(self, key: tuple[object, ...], both: tuple[bytes, bytes]) -> None:
        """With the lock."""
        self._bytes += _size(both) - _size(self._kept.pop(key, ()))
        self._kept[key] = both
        while self._bytes > self._most and len(self._kept) > 1:
            self._bytes -= _size(self._kept.popitem(last=False)[1])


def _size(bodies: Iterable[bytes]) -> int:
    return sum(len(body) for body in bodies)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every address answers from.

    salt: versions begin anew in another store, which the browser would otherwise take for the one it knows.  day: the
    clock's own, with which what is late or stale changes, though nothing was written.
    """

    casebook: Casebook
    gate: Gate
    answers: Answers = field(default_factory=Answers)
    salt: str = field(default_factory=lambda: token_hex(8))
    day: Callable[[], date] = lambda: datetime.now(LOCAL_TIME).date()

    def ask(self) -> Ask:
        """Who asks, in the language that the address or the cookie wishes for."""
        return self.gate.ask(request.args.get("sprak"), request.cookies.get(LANGUAGE_COOKIE))

    def answer(
        self, kind: str, actor: Actor, version: int, key: tuple[object, ...], make: Callable[[], bytes]
    ) -> Response:
        """A cached body under an ETag of version, role and question; immutable where the version was asked for."""
        whole_key = (request.path, actor.role, version, *key)
        tag = sha256(repr((self.salt, *whole_key)).encode()).hexdigest()[:24]
        fixed = request.args.get("v") == str(version)
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            plain, packed = self.answers.get(whole_key, make)
            accepts = request.accept_encodings.quality("gzip") > 0
            response = Response(packed if accepts else plain, mimetype=kind)
            if accepts:
                response.headers["Content-Encoding"] = "gzip"
        response.set_etag(tag)
        response.headers["Cache-Control"] = FOREVER if fixed else ASK_AGAIN
        response.headers["X-Data-Version"] = str(version)
        response.vary.add("Accept-Encoding")
        return response

    def of_everything(self, kind: str, actor: Actor, key: tuple[object, ...], make: Callable[[], Any]) -> Response:
        """An answer about the municipality that the address names, resting on all that is in the store, as JSON.

        What is kept is of the role; whether it is for this actor is asked here. Raises: BadSetting, NotAllowed.
        """
        actor.require(Deed.READ, required())
        version = self.casebook.data_version(actor)
        return self.answer(kind, actor, version, (*key, self.day()), lambda: as_json(make()))


def as_json(value: dict[str, Any]) -> bytes:
    """Without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def asked_municipality() -> str | None:
    """The municipality that the address names. Raises: BadSetting."""
    code = request.args.get("municipality") or request.args.get("kommun")
    if code is not None and not (len(code) == 4 and code.isascii() and code.isdigit()):
        raise BadSetting(f'municipality "{code[:40]}" is not a code; give four digits, e.g. 0880')
    return code


def required() -> str:
    """The municipality that the address must name. Raises: BadSetting."""
    code = asked_municipality()
    if code is None:
        raise BadSetting("the address names no municipality; add ?municipality= and its four digits")
    return code


def asked_view() -> View:
    """The view that the address asks for, of the municipality that it must name."""
    code = required()
    view = parse(request.query_string.decode("utf-8", "replace"), code)[0].view
    return view.model_copy(update={"municipality": code})
