"""A server of asyncio's in a thread of its own, beside a program that knows nothing of asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from threading import Event, Thread


class OwnLoop:
    """Runs a server until it is told to stop.

    begin: starts the server, within the loop.  ports: where it listens, once it has started.
    """

    def __init__(self, name: str, begin: Callable[[], Awaitable[asyncio.Server]]) -> None:
        self._begin = begin
        self._loop = asyncio.new_event_loop()
        self._ready = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._failed: OSError | None = None
        self.ports: tuple[int, ...] = ()

    def start(self) -> None:
        """Answer from now on. Raises: OSError of `begin`, as for a port that is taken."""
        self._thread.start()
        self._ready.wait()
        if self._failed is not None:
            self._thread.join()
            raise self._failed

    def stop(self) -> None:
        """Take no more connections and let go of those that are open."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            server = self._loop.run_until_complete(self._begin())
        except OSError as error:
            self._failed = error
            self._loop.close()
            self._ready.set()
            return
        self.ports = tuple(int(one.getsockname()[1]) for one in server.sockets)
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            left = asyncio.all_tasks(self._loop)
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self._loop.close()
