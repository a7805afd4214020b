"""A link as bad as a mobile one at dusk: it loses replies, repeats and reorders requests, and cuts them anywhere."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from dashboard.ownloop import OwnLoop

LARGEST_HEAD = 1 << 16


class Fault(StrEnum):
    """What the link does to a request. LOST: it is carried out and the reply is lost. CUT: it ends somewhere."""

    NONE = "none"
    LOST = "lost"
    DOUBLED = "doubled"
    LATE = "late"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Weather:
    """How often each fault happens to a request that changes something, shares of 1.  late_s: at most."""

    lost: float = 0.3
    doubled: float = 0.1
    late: float = 0.2
    cut: float = 0.1
    late_s: float = 0.4


FAIR = Weather(lost=0, doubled=0, late=0, cut=0)


class BadLink:
    """Stands between phones and a server, in a thread of its own. Faults come from the seed, in order of arrival.

    seen: how many requests met each fault.
    """

    def __init__(self, upstream: tuple[str, int], *, seed: int, weather: Weather = FAIR) -> None:
        self.upstream = upstream
        self.weather = weather
        self.seen: Counter[Fault] = Counter()
        self._random = random.Random(seed)  # repeatable, not secret
        self._own = OwnLoop("bad-link", lambda: asyncio.start_server(self._serve, "127.0.0.1", 0))
        self._own.start()
        (self.port,) = self._own.ports

    def stop(self) -> None:
        """Hang up on everybody."""
        self._own.stop()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await _request(reader)
            if request:
                reply = await self._carried(request)
                writer.write(reply)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # either end hung up: that is what the link is for
        finally:
            writer.close()

    async def _carried(self, request: bytes) -> bytes:
        """The reply that comes through; empty where none does."""
        fault = self._fault(request)
        self.seen[fault] += 1
        if fault is Fault.CUT:
            await self._sent(request[: self._random.randrange(len(request))], wait=False)
            return b""
        if fault is Fault.LATE:
            await asyncio.sleep(self._random.uniform(0, self.weather.late_s))
        reply = await self._sent(request)
        if fault is Fault.DOUBLED:
            reply = await self._sent(request) or reply
        return b"" if fault is Fault.LOST else reply

    def _fault(self, request: bytes) -> Fault:
        if request.startswith((b"GET ", b"HEAD ")):
            return Fault.NONE
        weather = self.weather
        shares = (weather.lost, weather.doubled, weather.late, weather.cut)
        faults = (Fault.LOST, Fault.DOUBLED, Fault.LATE, Fault.CUT, Fault.NONE)
        return self._random.choices(faults, (*shares, max(0.0, 1 - sum(shares))))[0]

    async def _sent(self, request: bytes, *, wait: bool = True) -> bytes:
        reader, writer = await asyncio.open_connection(*self.upstream)
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read() if wait else b""
        finally:
            writer.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    """One whole request that asks the server to hang up after it; empty where nobody asks anything."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = await reader.readline()
        if not line or len(head) > LARGEST_HEAD:
            return b""
        head += line
    lines = head[:-4].split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith((b"connection:", b"keep-alive:"))]
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    body = await reader.readexactly(length)
    return b"\r\n".join([*kept, b"Connection: close", b"", b""]) + body
