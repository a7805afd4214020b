"""Questions to another machine: the one place that speaks HTTP outwards. Bounded in time and size, never redirected."""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from geodata.errors import NoAnswer

TIMEOUT_S = 15.0
"""For all of an answer, and for each of its parts."""
MOST_BYTES = 1_000_000
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered. A redirection is an answer as any other: it is not followed."""

    status: int
    body: bytes


def fetch(
    url: str, form: Mapping[str, str] | None = None, *, timeout_s: float = TIMEOUT_S, most_bytes: int = MOST_BYTES
) -> Reply:
    """GET an address, or POST a form to it. Raises: NoAnswer, which says whether the question may have arrived."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NoAnswer(f'"{url}" is no web address; it must begin with https://', may_have_arrived=False)
    host = parts.hostname
    ends_at = time.monotonic() + timeout_s
    line: http.client.HTTPConnection
    if parts.scheme == "https":
        line = http.client.HTTPSConnection(host, parts.port, timeout=timeout_s, context=ssl.create_default_context())
    else:
        line = http.client.HTTPConnection(host, parts.port, timeout=timeout_s)
    try:
        try:
            line.connect()
        except (OSError, UnicodeError) as error:
            raise NoAnswer(f"{host} cannot be reached: {error}; nothing was sent", may_have_arrived=False) from error
        try:
            return _asked(line, parts.path + (f"?{parts.query}" if parts.query else ""), form, ends_at, most_bytes)
        except TimeoutError as error:
            raise NoAnswer(f"{host} did not answer in time; ask it whether something arrived") from error
        except (OSError, http.client.HTTPException) as error:
            said = str(error) or type(error).__name__
            raise NoAnswer(f"{host} broke off before it had answered: {said}; ask it what arrived") from error
    finally:
        line.close()


def _asked(
    line: http.client.HTTPConnection, target: str, form: Mapping[str, str] | None, ends_at: float, most_bytes: int
) -> Reply:
    headers = {"Accept": "application/json", "User-Agent": "lofteskartan", "Connection": "close"}
    if form is None:
        line.request("GET", target or "/", headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
        line.request("POST", target or "/", body=urlencode(form).encode("ascii"), headers=headers)
    answer = line.getresponse()
    body = bytearray()
    while part := answer.read1(_CHUNK):
        body += part
        if len(body) > most_bytes:
            raise NoAnswer(f"{line.host} answered with more than {most_bytes} bytes; that is no answer to this")
        if time.monotonic() > ends_at:
            raise TimeoutError
    if answer.length:
        raise http.client.IncompleteRead(bytes(body), answer.length)
    return Reply(answer.status, bytes(body))
