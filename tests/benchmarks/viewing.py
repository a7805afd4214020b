"""Many browsers as the server sees them, in one process of its own: `python -m tests.benchmarks.viewing PLAN`.

Each viewer keeps as many connections as Chromium does, opens the map, then changes a filter at fixed moments. The
clock of a question runs from the moment at which it was due, also where the viewer's answer before it is not there
yet: a slow server must not make its own questions fewer. On stdout a line for each phase, then one JSON list of
[phase, address, milliseconds, status or 0, bytes].
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Question = tuple[str, str, str, str | None]
"""Name, method, path, body."""
Sample = tuple[str, str, float, int, int]
CONNECTIONS = 6
"""That Chromium keeps to a server."""
OPENING, LOOKING = "opening", "looking"
PATIENCE_S = 30.0


@dataclass(slots=True)
class Connection:
    """One connection that is kept; opened anew where the server has let go of it, as browsers do."""

    host: str
    port: int
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: str | None) -> tuple[int, int]:
        """Status and bytes of the answer."""
        async with self.lock:
            kept = self.streams is not None
            try:
                return await self._asked(method, path, body)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                if not kept:
                    raise
                return await self._asked(method, path, body)

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None

    async def _asked(self, method: str, path: str, body: str | None) -> tuple[int, int]:
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port, limit=1 << 22)
        reader, writer = self.streams
        given = (body or "").encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept-Encoding: gzip\r\n"
        if body is not None:
            head += f"Content-Type: application/json\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {len(given)}\r\n"
        writer.write(f"{head}\r\n".encode() + given)
        status_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        taken = await _body(reader, headers)
        if headers.get("connection") == "close":
            self.close()
        return int(status_line.split(" ")[1]), taken


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> int:
    if headers.get("transfer-encoding") == "chunked":
        taken = 0
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
            taken += size
        await reader.readexactly(2)
        return taken
    return len(await reader.readexactly(int(headers.get("content-length", 0))))


@dataclass(slots=True)
class Viewer:
    """One person at a browser."""

    connections: Sequence[Connection]
    samples: list[Sample]

    async def open(self, stages: Sequence[Sequence[Question]], at: float) -> None:
        """The page, then what the page asks for, then what that asks for."""
        await _until(at)
        for stage in stages:
            await self._all(OPENING, stage, time.perf_counter())

    async def look(self, changes: Sequence[tuple[float, Sequence[Question]]], began: float) -> None:
        """Change a filter at each of the moments, in seconds."""
        asking = []
        for at, questions in changes:
            await _until(began + at)
            asking.append(asyncio.create_task(self._all(LOOKING, questions, began + at)))
        await asyncio.gather(*asking)

    async def _all(self, phase: str, questions: Sequence[Question], due: float) -> None:
        ways = zip(questions, self.connections, strict=False)
        await asyncio.gather(*(self._one(phase, question, way, due) for question, way in ways))

    async def _one(self, phase: str, question: Question, way: Connection, due: float) -> None:
        name, method, path, body = question
        try:
            status, taken = await asyncio.wait_for(way.ask(method, path, body), PATIENCE_S)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status, taken = 0, 0
            way.close()
        self.samples.append((phase, name, (time.perf_counter() - due) * 1000, status, taken))


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


async def _view(plan: dict[str, Any]) -> list[Sample]:
    samples: list[Sample] = []
    viewers = [
        Viewer([Connection(plan["host"], plan["port"]) for _ in range(CONNECTIONS)], samples) for _ in plan["viewers"]
    ]
    _tell(OPENING)
    began = time.perf_counter() + 0.5
    await asyncio.gather(
        *(v.open(told["opening"], began + told["arrives"]) for v, told in zip(viewers, plan["viewers"], strict=True))
    )
    _tell(LOOKING)
    began = time.perf_counter()
    await asyncio.gather(*(v.look(told["changes"], began) for v, told in zip(viewers, plan["viewers"], strict=True)))
    await _until(began + plan["seconds"])
    _tell("done")
    for viewer in viewers:
        for way in viewer.connections:
            way.close()
    return samples


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _tell(json.dumps(asyncio.run(_view(json.loads(Path(sys.argv[1]).read_text("utf-8"))))))
