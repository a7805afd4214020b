"""The demonstration, built once for these tests, and a casebook that holds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from geodata.casebook import Casebook
from geodata.demo import adopted_hotspots, build, photos
from geodata.model import Actor, Record, Role
from geodata.picturefolder import PictureFolder
from geodata.store.opening import open_store
from tests.geodata.demo.showing import Shown


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Both municipalities, as a first start makes them."""
    return build()


@pytest.fixture(scope="session")
def shown(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """What the casebook tells of them; only read."""
    folder = tmp_path_factory.mktemp("states")
    store, pictures = open_store(folder / "store.gpkg"), PictureFolder(folder / "pictures")
    casebook = Casebook(store, pictures=pictures)
    taken = photos(records, pictures.keep)
    casebook.import_records(Actor(role=Role.POLICE), [*records, *adopted_hotspots(records), *taken])
    yield Shown(casebook)
    store.close()
