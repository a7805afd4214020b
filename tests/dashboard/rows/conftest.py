"""The demonstration, to be written to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.demo import adopted_hotspots, build
from geodata.model import (
    Actor,
    Role,
)
from geodata.store.opening import open_store
from tests.dashboard.rendered import PLANNER
from tests.dashboard.rows.reading import Reader


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The demonstration, to be written to."""
    store = open_store(tmp_path_factory.mktemp("register") / "store.gpkg")
    casebook = Casebook(store)
    records = build()
    casebook.import_records(Actor(role=Role.POLICE), [*records, *adopted_hotspots(records)])
    yield casebook
    store.close()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("here"), role=PLANNER.role)


@pytest.fixture
def reader(register: Casebook, here: Settings) -> Reader:
    return Reader(register, here)
