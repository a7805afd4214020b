"""A walk with its invitation, and the walk's app served for it on a port of this machine."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import shapely
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from dashboard.config import Settings
from dashboard.field import field_app
from geodata.casebook import Casebook
from geodata.model import Actor, Category, Finding, Position, Record, Role, Stop, Tier, Walk
from geodata.picturefolder import PictureFolder
from geodata.store.base import Query, Store
from geodata.store.opening import open_store
from tests.builders import a_walk
from tests.geodata.casebook.town import SQUARE, town

PLANNER = Actor(role=Role.PLANNER)
PHONE = {"width": 390, "height": 844}
SEEN = 20_000


def a_field_walk(**changes: Any) -> Walk:
    """A walk of today with three stops round the square."""
    stops = (
        Stop(number=1, name="Torget", position=SQUARE),
        Stop(number=2, name="Gångtunneln vid stationen", position=Position(lon=16.3585, lat=56.6618)),
        Stop(number=3, name="Cykelställen", position=Position(lon=16.3642, lat=56.6636)),
    )
    route = shapely.LineString([(stop.position.lon, stop.position.lat) for stop in stops if stop.position])
    told = {
        "title": "Trygghetsvandring i centrum",
        "planned_on": datetime.now(UTC).date(),
        "themes": (Category.LIGHTING, Category.SHRUBS, Category.BICYCLE_THEFT),
        "stops": stops,
        "route": route,
        "meeting_point": "Vid fontänen",
    }
    return a_walk(**{**told, **changes})


@dataclass(frozen=True, slots=True)
class FieldSite:
    """A running server. address: without a slash at its end.  token: of a standing invitation."""

    address: str
    casebook: Casebook
    store: Store
    walk: Walk
    token: str

    @property
    def link(self) -> str:
        """What stands in the QR code."""
        return f"{self.address}/field/#{self.token}"

    def kept(self, kind: type[Any] = Finding) -> list[Any]:
        """What the server holds of the walk, whoever may see it."""
        found = self.store.find(kind, Query(frozenset(Tier), where={"walk_id": self.walk.id}))
        return [stored.record for stored in found]

    def invite(self, walk: Walk) -> str:
        """The link of another walk, which is taken in first."""
        self.casebook.import_records(PLANNER, [walk])
        return f"{self.address}/field/#{self.casebook.invite(PLANNER, walk.id).token}"


@contextmanager
def field_serving(
    directory: Path, records: Sequence[Record] | None = None, walk: Walk | None = None, **settings: Any
) -> Iterator[FieldSite]:
    """Serve the walk's app over a store that holds the records, by default a small town."""
    store = open_store(directory / "lofteskartan.gpkg")
    casebook = Casebook(store, pictures=PictureFolder(directory / "pictures"))
    own = walk or a_field_walk()
    casebook.import_records(Actor(role=Role.ADMINISTRATOR), [*(town() if records is None else records), own])
    token = casebook.invite(PLANNER, own.id, expires_at=datetime.now(UTC) + timedelta(days=14)).token
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, field_app(Settings(data_dir=directory, **settings), casebook), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield FieldSite(f"http://127.0.0.1:{server.server_port}", casebook, store, own, token)
    finally:
        server.shutdown()
        thread.join()
        store.close()


def a_phone(browser: Browser, **wishes: Any) -> BrowserContext:
    """A phone at the square, in Swedish, with a good position."""
    usual: dict[str, Any] = {
        "viewport": PHONE,
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "permissions": ["geolocation"],
        "geolocation": {"longitude": SQUARE.lon, "latitude": SQUARE.lat, "accuracy": 8},
    }
    return browser.new_context(**{**usual, **wishes})


def opened(phone: BrowserContext, site: FieldSite) -> Page:
    """The app with the walk, and a worker that could start it without a network."""
    page = phone.new_page()
    page.goto(site.link)
    expect(page.locator("h1")).to_have_text(site.walk.title, timeout=SEEN)
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page
