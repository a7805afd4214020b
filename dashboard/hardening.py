"""What both apps hold every answer and every change to: headers that close doors, and a sender that is our own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request, Response

READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


def harden(response: Response, policy: str, *, referrer: str, camera: str = "") -> None:
    """Close what a page does not need. policy: what it may load.  camera: who may use it, "self" or nobody."""
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = referrer
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = f"geolocation=(self), camera=({camera}), microphone=()"


def is_own(asked: Request, *, by_origin_too: bool = False) -> bool:
    """Whether a change comes from our own page, or from a program that is no browser.

    by_origin_too: the name that it was sent from must be ours even where the browser vouches for it; behind a proxy
    that calls us by another name it never is.
    """
    site, origin = asked.headers.get("Sec-Fetch-Site"), asked.headers.get("Origin")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is None or (site is not None and not by_origin_too):
        return True
    return _name_of(origin) == asked.host


def outside_tiles(tiles_url: str | None) -> str:
    """The tiles' own site with a space before it, as a policy names it; empty where they come from here."""
    return " " + "/".join(tiles_url.split("/")[:3]) if tiles_url and "//" in tiles_url else ""


def _name_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # brackets that hold no address
        return ""
