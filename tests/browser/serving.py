"""A server on a free port of this machine, with a store of its own, for as long as a test looks at it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.demo import adopted_hotspots, build, photos
from geodata.model import Actor, Record, Role
from geodata.picturefolder import PictureFolder
from geodata.store.opening import open_store

KEEPER = Actor(role=Role.ADMINISTRATOR)
# milliseconds: a slow machine with other work needs them
SEEN = 60_000


@dataclass(frozen=True, slots=True)
class Site:
    """A running server. address: without a slash at its end."""

    address: str
    casebook: Casebook
    store: Path


@contextmanager
def serving(directory: Path, records: Sequence[Record] = (), *, role: Role = Role.PLANNER) -> Iterator[Site]:
    """Serve a store that holds the records."""
    path = directory / "lofteskartan.gpkg"
    store = open_store(path)
    casebook = Casebook(store, pictures=_pictures(directory))
    if records:
        casebook.import_records(KEEPER, records)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(Settings(data_dir=directory, role=role), casebook)
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", casebook, path)
    finally:
        server.shutdown()
        thread.join()
        store.close()


def demonstration(directory: Path) -> list[Record]:
    """The demonstration as the command `demo` fills it in, its pictures where `serving` looks for them."""
    records = build()
    return [*records, *adopted_hotspots(records), *photos(records, _pictures(directory).keep)]


def _pictures(directory: Path) -> PictureFolder:
    return PictureFolder(directory / "pictures")
