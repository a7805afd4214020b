"""The demonstration in a store of its own, once per test process, and an app over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.demo import adopted_hotspots, build
from geodata.model import Actor, Role
from geodata.picturefolder import PictureFolder
from geodata.store.opening import open_store
from tests.dashboard.rendered import PLANNER


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A casebook of both demonstration municipalities, for reading."""
    store = open_store(tmp_path_factory.mktemp("demo") / "store.gpkg")
    casebook = Casebook(store)
    records = build()
    casebook.import_records(Actor(role=Role.POLICE), [*records, *adopted_hotspots(records)])
    yield casebook
    store.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Casebook]:
    """A casebook of nothing."""
    store = open_store(tmp_path / "store.gpkg")
    yield Casebook(store, pictures=PictureFolder(tmp_path / "pictures"))
    store.close()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a planner."""
    return Settings(data_dir=tmp_path_factory.mktemp("data"), role=PLANNER.role)


@pytest.fixture(scope="session")
def app(demo: Casebook, settings: Settings) -> Dash:
    """The app over the demonstration."""
    return create_app(settings, demo)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    """A browser without a screen."""
    client: FlaskClient = app.server.test_client()
    return client
