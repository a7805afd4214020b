"""A door that speaks TLS, before a server that does not: it decrypts, and passes bytes on.

waitress takes a request in whole before it gives it a thread, which is what phones with bad coverage need, and speaks
no TLS. Here each connection shakes hands by itself, so that one which stalls keeps nobody waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from pathlib import Path

from dashboard.ownloop import OwnLoop
from geodata.errors import BadSetting

HANDSHAKE_S = 20.0
IDLE_S = 90.0
MOST_CONNECTIONS = 400
_CHUNK = 1 << 16


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """The TLS settings of a certificate chain and its key, both PEM. Raises: BadSetting, saying which file is wrong."""
    for path, what in ((certificate, "certificate"), (key, "key")):
        if not path.is_file():
            raise BadSetting(f"{path}: no such file; name the {what}'s PEM file")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key, password=_ask_nobody)
    except PermissionError as error:
        raise BadSetting(f"{error.filename or key}: this user may not read it; give read permission") from error
    except ssl.SSLError as error:
        if "KEY_VALUES_MISMATCH" in str(error):
            raise BadSetting(f"{key} is not the key of {certificate}; name the two that belong together") from error
        raise BadSetting(
            f"{certificate} and {key} cannot be used ({error.reason or error}); "
            "give PEM files, the key without a password"
        ) from error
    return context


def _ask_nobody() -> str:
    """An empty password: a server that waits for one at its terminal would never start."""
    return ""


class TlsFront:
    """Listens on a socket, shakes hands, and passes each connection's bytes to the server behind and back.

    door: bound, not yet listening.  upstream: (host, port) of the server behind.
    """

    def __init__(self, door: socket.socket, context: ssl.SSLContext, upstream: tuple[str, int]) -> None:
        self._door = door
        self._context = context
        self._upstream = upstream
        self._slots = asyncio.Semaphore(MOST_CONNECTIONS)
        self._own = OwnLoop("tls-front", self._begin)

    def start(self) -> None:
        """Answer from now on, in a thread of its own."""
        self._own.start()

    def stop(self) -> None:
        """Take no more connections and let go of those that are open."""
        self._own.stop()

    async def _begin(self) -> asyncio.Server:
        return await asyncio.start_server(
            self._serve, sock=self._door, ssl=self._context, ssl_handshake_timeout=HANDSHAKE_S, backlog=256
        )

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._slots:
            # a phone that walks out of coverage says nothing more: every wait has an end
            with contextlib.suppress(OSError, asyncio.TimeoutError, asyncio.IncompleteReadError):
                first = await asyncio.wait_for(reader.read(_CHUNK), IDLE_S)
                if first:
                    await self._pass_on(first, reader, writer)
            await _let_go(writer)

    async def _pass_on(self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind_reader, behind_writer = await asyncio.open_connection(*self._upstream)
        try:
            behind_writer.write(first)
            await behind_writer.drain()
            ways = [
                asyncio.ensure_future(_pipe(reader, behind_writer)),
                asyncio.ensure_future(_pipe(behind_reader, writer)),
            ]
            try:
                # whichever end hangs up, nothing more comes of the other
                done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                for way in done:
                    way.result()
            finally:
                for way in ways:
                    way.cancel()
        finally:
            await _let_go(behind_writer)


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await asyncio.wait_for(reader.read(_CHUNK), IDLE_S):
        writer.write(data)
        await asyncio.wait_for(writer.drain(), IDLE_S)


async def _let_go(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError, asyncio.TimeoutError):
        await asyncio.wait_for(writer.wait_closed(), HANDSHAKE_S)
