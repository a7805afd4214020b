"""A walk with its invitation, and the walk's app served for it on a port of this machine."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
from tests.browser.serving import SEEN
from tests.builders import a_municipality, a_place, a_walk, an_area
from tests.geodata.casebook.town import SQUARE

PLANNER = Actor(role=Role.PLANNER)
PHONE = {"width": 390, "height": 844}


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


@dataclass(slots=True)
class Doorway:
    """What stands between browser and app. sent: bytes of all bodies.  change: what becomes of an address's body."""

    sent: int = 0
    change: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)

    def before(self, app: Any) -> Any:
        """The app behind this door."""

        def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            change = self.change.get(environ["PATH_INFO"])
            if change is None:
                body = b"".join(app(environ, start_response))
            else:
                # plain and whole, whatever the browser has of it
                for name in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH"):
                    environ.pop(name, None)
                told: list[Any] = []
                body = change(b"".join(app(environ, lambda *answer: told.extend(answer))))
                changed = {"content-length", "etag"}
                start_response(told[0], [header for header in told[1] if header[0].lower() not in changed])
            self.sent += len(body)
            return [body]

        return serve


@dataclass(frozen=True, slots=True)
class FieldSite:
    """A running server. address: without a slash at its end.  token: of a standing invitation."""

    address: str
    casebook: Casebook
    store: Store
    walk: Walk
    token: str
    door: Doorway

    @property
    def link(self) -> str:
        """What stands in the QR code."""
        return f"{self.address}/field/#{self.token}"

    def kept(self, kind: type[Any] = Finding) -> list[Any]:
        """What the server holds of the walk, whoever may see it."""
        found = self.store.find(kind, Query(frozenset(Tier), where={"walk_id": self.walk.id}))
        return [stored.record for stored in found]

    def of(self, walk: Walk) -> FieldSite:
        """The same server as the guests of another walk see it, which is taken in first."""
        self.casebook.import_records(PLANNER, [walk])
        until = datetime.now(UTC) + timedelta(days=14)
        return replace(self, walk=walk, token=self.casebook.invite(PLANNER, walk.id, expires_at=until).token)


@contextmanager
def field_serving(directory: Path, records: Sequence[Record] | None = None, **settings: Any) -> Iterator[FieldSite]:
    """Serve the walk's app over a store that holds the records, by default one area with its square."""
    store = open_store(directory / "lofteskartan.gpkg")
    casebook = Casebook(store, pictures=PictureFolder(directory / "pictures"))
    square = a_place(name="Larmtorget", position=SQUARE)
    walk = a_field_walk()
    own = [a_municipality(), an_area(), square] if records is None else records
    casebook.import_records(Actor(role=Role.ADMINISTRATOR), [*own, walk])
    token = casebook.invite(PLANNER, walk.id, expires_at=datetime.now(UTC) + timedelta(days=14)).token
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    door = Doorway()
    app = door.before(field_app(Settings(data_dir=directory, **settings), casebook))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield FieldSite(f"http://127.0.0.1:{server.server_port}", casebook, store, walk, token, door)
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
    page.set_default_timeout(SEEN)
    expect(page.locator("h1")).to_have_text(site.walk.title, timeout=SEEN)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"), seconds=SEEN / 1000)
    return page


def begun(page: Page, category: str = "lighting") -> None:
    """Begin a finding on the first screen, and wait until the phone knows where it is."""
    page.locator(".huge").tap()
    page.locator(f"[data-code={category}]").tap()
    expect(page.locator(".where")).to_contain_text("±", timeout=SEEN)


def saved(page: Page) -> None:
    """Save what is being written, and wait until the app has gone back."""
    page.locator(".bar .primary").tap()
    expect(page.locator(".bar")).to_have_count(0, timeout=SEEN)


def noted(page: Page, category: str = "lighting") -> None:
    """A finding from the first screen and back."""
    begun(page, category)
    saved(page)


def only_here(page: Page, number: int) -> None:
    """Wait until the app counts so many things that are on the phone only."""
    expect(page.locator(".count-number")).to_have_text(str(number), timeout=SEEN)


def until(is_so: Callable[[], Any], *, seconds: float) -> None:
    """The app's policy forbids what Playwright itself would wait with. Raises: TimeoutError."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s")
        time.sleep(0.1)
