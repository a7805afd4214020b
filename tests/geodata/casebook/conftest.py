"""A casebook on a store of its own, with the town in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.picturefolder import PictureFolder
from geodata.store.opening import open_store
from tests.geodata.casebook.town import town

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def planner() -> Actor:
    return Actor(role=Role.PLANNER)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Casebook]:
    store = open_store(tmp_path / "store.gpkg")
    yield Casebook(store, pictures=PictureFolder(tmp_path / "pictures"), clock=lambda: NOW)
    store.close()


@pytest.fixture
def casebook(empty: Casebook, planner: Actor) -> Casebook:
    empty.import_records(planner, town())
    return empty
