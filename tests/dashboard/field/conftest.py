"""A walk on a small town's square, two invitations to it, and the walk's app as a client sees it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.config import Settings
from dashboard.field import field_app
from geodata.casebook import Casebook
from geodata.model import Actor, Finding, Role, Tier, Walk
from geodata.picturefolder import PictureFolder
from geodata.store.base import Query, Store
from geodata.store.opening import open_store
from tests.builders import a_municipality, a_walk, an_area
from tests.geodata.casebook.town import SQUARE

PLANNER = Actor(role=Role.PLANNER)


@dataclass(frozen=True, slots=True)
class Field:
    """What a phone's requests meet. token: of a standing invitation."""

    client: FlaskClient
    casebook: Casebook
    store: Store
    walk: Walk
    token: str

    def note(self, **changes: Any) -> bytes:
        """A finding as a phone sends it."""
        at = datetime.now(UTC).isoformat()
        position = {"lon": SQUARE.lon, "lat": SQUARE.lat}
        told = {
            "op": str(uuid4()),
            "kind": "finding",
            "id": str(uuid4()),
            "walk": str(self.walk.id),
            "base": 0,
            "made_at": at,
            "body": {"category": "lighting", "observed_at": at, "position": position, "accuracy_m": 8},
        }
        return json.dumps({**told, **changes}).encode()

    def headers(self, body: bytes = b"", token: str | None = None, **more: str) -> dict[str, str]:
        """What a phone sends along."""
        digest = hashlib.sha256(body).hexdigest()
        return {"Authorization": f"Bearer {token or self.token}", "X-Content-SHA256": digest, **more}

    def send(self, body: bytes, token: str | None = None, **more: str) -> TestResponse:
        """Send a note."""
        headers = self.headers(body, token, **more)
        return self.client.post("/field/api/items", data=body, content_type="application/json", headers=headers)

    def send_photo(self, body: bytes, *, photo: str | None = None, finding: str | None = None) -> TestResponse:
        """Send a photo."""
        address = f"/field/api/photos/{photo or uuid4()}?finding={finding or uuid4()}"
        return self.client.put(address, data=body, content_type="image/jpeg", headers=self.headers(body))

    def kept(self) -> list[Finding]:
        """The findings of the walk, whoever may see them."""
        found = self.store.find(Finding, Query(frozenset(Tier), where={"walk_id": self.walk.id}))
        return [stored.record for stored in found]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Casebook, FlaskClient]]:
    """A store, its casebook, and the app over it."""
    folder = tmp_path_factory.mktemp("field")
    store = open_store(folder / "own.gpkg")
    casebook = Casebook(store, pictures=PictureFolder(folder / "pictures"))
    casebook.import_records(PLANNER, [a_municipality(), an_area()])
    yield store, casebook, field_app(Settings(data_dir=folder), casebook).test_client()
    store.close()


@pytest.fixture
def field(desk: tuple[Store, Casebook, FlaskClient]) -> Field:
    """A walk of its own for each test, and the app."""
    store, casebook, client = desk
    walk = a_walk(planned_on=datetime.now(UTC).date())
    casebook.import_records(PLANNER, [walk])
    return Field(client, casebook, store, walk, casebook.invite(PLANNER, walk.id).token)
