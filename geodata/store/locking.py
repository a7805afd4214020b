"""One writer at a time, over threads and processes: those who come while another writes stand in line.

SQLite's own waiting polls, and under load some wait for seconds while others pass; a lock of the operating system
queues them, and dies with the process that held it.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError:  # it gives up after ten seconds
                continue
            return

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


class WriterQueue:
    """The line of writers of one store, kept by a lock file beside it."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".writer")
        self._threads = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn to write, and hold it. Raises: StoreError."""
        with self._threads:
            try:
                descriptor = os.open(self._path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
            except OSError as error:
                raise StoreError(
                    f"{self._path} cannot be written: {error.strerror}; "
                    "put the store where you may write, on a disk of this machine"
                ) from error
            try:
                _lock(descriptor)
                yield
            finally:
                os.close(descriptor)
