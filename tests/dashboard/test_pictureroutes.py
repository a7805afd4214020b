"""The address of a photo: a picture and nothing else, for those who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.model import Actor, Rectangle, Role
from geodata.picturefolder import PictureFolder
from geodata.store.opening import open_store
from tests.builders import a_municipality, a_walk
from tests.pictures import a_photo_file

PLANNER = Actor(role=Role.PLANNER)
ALL_OF_IT = Rectangle(left=0, top=0, width=1, height=1)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    store = open_store(tmp_path / "store.gpkg")
    found = Casebook(store, pictures=PictureFolder(tmp_path / "pictures"))
    found.import_records(PLANNER, [a_municipality()])
    yield found
    store.close()


@pytest.fixture
def photo(casebook: Casebook) -> UUID:
    walk = a_walk()
    casebook.import_records(PLANNER, [walk])
    photo_id = uuid4()
    guest = casebook.admit(casebook.invite(PLANNER, walk.id).token)
    casebook.receive_photo(guest, photo_id, uuid4(), a_photo_file())
    return photo_id


@pytest.fixture
def browser_of(casebook: Casebook, tmp_path: Path) -> Callable[[Role], FlaskClient]:
    def browser(role: Role) -> FlaskClient:
        app = create_app(Settings(data_dir=tmp_path, role=role), casebook)
        client: FlaskClient = app.server.test_client()
        return client

    return browser


def test_a_photo_is_a_jpeg_and_can_be_nothing_else(browser_of: Callable[[Role], FlaskClient], photo: UUID) -> None:
    answer = browser_of(Role.PLANNER).get(f"/bild/{photo}")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert Image.open(BytesIO(answer.data)).size == (400, 300)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_photo_that_the_browser_holds_is_not_sent_again_until_it_changes(
    browser_of: Callable[[Role], FlaskClient], casebook: Casebook, photo: UUID
) -> None:
    planner = browser_of(Role.PLANNER)
    casebook.release_photo(PLANNER, photo, base_version=1)
    tag = planner.get(f"/bild/{photo}?visad=1").headers["ETag"]
    again = planner.get(f"/bild/{photo}?visad=1", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    casebook.blur(PLANNER, photo, [ALL_OF_IT], base_version=2)
    assert planner.get(f"/bild/{photo}?visad=1", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_others_get_a_photo_once_it_is_released_and_then_as_it_was_released(
    browser_of: Callable[[Role], FlaskClient], casebook: Casebook, photo: UUID, role: Role
) -> None:
    other = browser_of(role)
    assert other.get(f"/bild/{photo}").status_code == 404
    casebook.blur(PLANNER, photo, [ALL_OF_IT], base_version=1)
    casebook.release_photo(PLANNER, photo, base_version=2)
    shown = Image.open(BytesIO(other.get(f"/bild/{photo}").data)).convert("L")
    assert shown.getextrema() == (110, 110)
    own = Image.open(BytesIO(browser_of(Role.PLANNER).get(f"/bild/{photo}").data)).convert("L")
    assert own.getpixel((5, 5)) == 255


@pytest.mark.parametrize(("side", "size"), [("120", (120, 90)), ("1", (40, 30)), ("1600", (400, 300))])
def test_a_smaller_one_for_lists(
    browser_of: Callable[[Role], FlaskClient], photo: UUID, side: str, size: tuple[int, int]
) -> None:
    assert Image.open(BytesIO(browser_of(Role.PLANNER).get(f"/bild/{photo}?sida={side}").data)).size == size


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/bild/{UUID(int=1)}", 404),
        ("/bild/../../store.gpkg", 404),
        ("/bild/no-uuid", 404),
        (f"/bild/{UUID(int=1)}?sida=0x10", 400),
        (f"/bild/{UUID(int=1)}?sida={'9' * 5000}", 400),
        (f"/bild/{UUID(int=1)}?sida=-5", 400),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_words(
    browser_of: Callable[[Role], FlaskClient], address: str, status: int
) -> None:
    assert browser_of(Role.PLANNER).get(address).status_code == status
