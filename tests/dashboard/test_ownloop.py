"""A server in a thread of its own: it answers, it stops, and what keeps it from beginning is told."""

from __future__ import annotations

import asyncio
import socket

import pytest

from dashboard.ownloop import OwnLoop


async def _answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"here")
    writer.close()


def test_it_answers_until_it_is_stopped() -> None:
    loop = OwnLoop("answering", lambda: asyncio.start_server(_answer, "127.0.0.1", 0))
    loop.start()
    (port,) = loop.ports
    with socket.create_connection(("127.0.0.1", port)) as line:
        assert line.recv(4) == b"here"
    loop.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_port_that_is_taken_is_told_where_the_server_was_to_start() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        loop = OwnLoop("late", lambda: asyncio.start_server(_answer, "127.0.0.1", port))
        with pytest.raises(OSError, match="in use"):
            loop.start()
