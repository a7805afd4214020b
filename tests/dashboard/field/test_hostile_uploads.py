"""What is no honest note or photo, sent to the real command: refused by a code or harmless, and the finding stays."""

from __future__ import annotations

import http.client
import io
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize
from uuid import UUID, uuid4

import pytest
from PIL import Image

from dashboard.config import Settings
from dashboard.field import field_app
from geodata.casebook import Casebook
from geodata.model import LightingDetails, Photo, Tier
from geodata.picturefolder import PictureFolder
from geodata.store.base import Query
from geodata.store.opening import open_store
from tests.builders import a_municipality, a_walk, an_area
from tests.dashboard.cli.test_serving import a_free_port
from tests.dashboard.field.conftest import PLANNER, Field
from tests.hostile import HOSTILE
from tests.pictures import COMMENT, MAKER, a_photo_file, a_png_head
from tests.storm.driving import STORE, KillableServer

EVERYTHING = Query(frozenset(Tier))
MEGABYTE = 1 << 20
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "a PNG of 60,000 x 60,000 px": (a_png_head(60_000, 60_000), 422, "too_many_pixels"),
    "an SVG under the name of a JPEG": (SVG, 415, "not_a_picture"),
    "a page under the name of a JPEG": (b"<!doctype html><script>alert(1)</script>", 415, "not_a_picture"),
    "a truncated JPEG": (a_photo_file()[:3000], 422, "damaged"),
    "nothing at all": (b"", 415, "not_a_picture"),
    "more than there is room for": (a_photo_file() + bytes(8 * MEGABYTE), 413, "too_large"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """The real command's door for phones, and what lies behind it."""

    port: int
    field: Field
    pictures: PictureFolder

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, http.client.HTTPMessage, bytes]:
        """One request as a phone makes it."""
        phone = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            phone.request(method, path, body, {**self.field.headers(body), "Content-Type": "image/jpeg"})
            answer = phone.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            phone.close()

    def note(self, **told: Any) -> tuple[UUID, int, Any]:
        """Send a finding with these fields. Its id, and what was answered."""
        whole = json.loads(self.field.note())
        body = json.dumps({**whole, "body": {**whole["body"], **told}}).encode()
        status, headers, said = self.ask("POST", "/field/api/items", body)
        assert headers["Content-Type"] == "application/json"
        assert headers["X-Content-Type-Options"] == "nosniff"
        return UUID(whole["id"]), status, json.loads(said)

    def photo(self, finding: UUID, body: bytes) -> tuple[UUID, int, Any]:
        """Send a photo of a finding. Its id, and what was answered."""
        photo = uuid4()
        status, _, said = self.ask("PUT", f"/field/api/photos/{photo}?finding={finding}", body)
        return photo, status, json.loads(said)

    def photos(self) -> list[Photo]:
        """The photos that are kept."""
        return [stored.record for stored in self.field.store.find(Photo, EVERYTHING)]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The command with a walk and an invitation to it, in a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    pictures = PictureFolder(folder / "pictures")
    store = open_store(folder / STORE)
    casebook = Casebook(store, pictures=pictures)
    walk = a_walk(planned_on=datetime.now(UTC).date())
    casebook.import_records(PLANNER, [a_municipality(), an_area(), walk])
    token = casebook.invite(PLANNER, walk.id).token
    port = a_free_port()
    server = KillableServer(folder, (a_free_port(), port))
    server.wait()
    client = field_app(Settings(data_dir=folder), casebook).test_client()
    yield Door(port, Field(client, casebook, store, walk, token), pictures)
    server.stop()
    store.close()


@pytest.mark.parametrize("name", REFUSED)
def test_a_photo_that_is_none_is_refused_by_a_code_and_its_finding_and_other_photos_stay(name: str, door: Door) -> None:
    body, status, code = REFUSED[name]
    finding, kept, _ = door.note(note="lampan är trasig")
    before, files = door.photos(), set(door.pictures.names())
    _, answered, said = door.photo(finding, body)
    assert (kept, answered, said["error"]) == (200, status, code)
    assert (door.photos(), set(door.pictures.names())) == (before, files)
    assert [one.note for one in door.field.kept() if one.id == finding] == ["lampan är trasig"]
    good, answered, _ = door.photo(finding, a_photo_file())
    assert answered == 200
    assert [one.finding_id for one in door.photos() if one.id == good] == [finding]


def test_two_hundred_megabytes_are_refused_before_they_are_read_and_the_finding_stays(door: Door) -> None:
    finding, kept, _ = door.note()
    address = f"/field/api/photos/{uuid4()}?finding={finding}"
    told = {"Host": "127.0.0.1", "Content-Length": str(200 * MEGABYTE), **door.field.headers()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    with socket.create_connection(("127.0.0.1", door.port), timeout=60) as phone:
        phone.sendall(f"PUT {address} HTTP/1.1\r\n{head}\r\n".encode())
        answer = b""
        while part := phone.recv(65536):
            answer += part
    assert (kept, answer.split(b"\r\n")[0]) == (200, b"HTTP/1.1 413 Request Entity Too Large")
    assert [one.id for one in door.field.kept() if one.id == finding] == [finding]
    assert door.photo(finding, a_photo_file())[1] == 200


def test_where_a_photo_was_taken_and_by_what_reaches_neither_the_disk_nor_anybody(door: Door) -> None:
    finding, _, _ = door.note()
    sent = a_photo_file(seed=7)
    assert MAKER.encode() in sent
    assert COMMENT in sent
    photo, answered, _ = door.photo(finding, sent)
    assert answered == 200
    door.field.casebook.release_photo(PLANNER, photo, base_version=1)
    status, headers, shown = door.ask("GET", f"/field/api/photos/{photo}")
    assert (status, headers["Content-Type"]) == (200, "image/jpeg")
    lying = [door.pictures.read(name) for name in door.pictures.names()]
    assert shown in lying
    for picture in lying:
        assert len(Image.open(io.BytesIO(picture)).getexif()) == 0
        assert MAKER.encode() not in picture
        assert COMMENT not in picture


@pytest.mark.parametrize("text", HOSTILE)
def test_script_in_every_text_field_is_kept_as_text_or_refused_in_words_as_text(text: str, door: Door) -> None:
    details = {"about": "lighting", "lamp_id": text, "is_lit": False}
    finding, status, said = door.note(note=text, details=details)
    kept = [one for one in door.field.kept() if one.id == finding]
    if status == 422:
        assert (said["error"], kept) == ("invalid", [])
        assert said["message"]
        finding, status, _ = door.note(note="lampan är trasig")
        assert status == 200
    else:
        assert (status, len(kept)) == (200, 1)
        assert isinstance(kept[0].details, LightingDetails)
        assert kept[0].details.lamp_id == normalize("NFC", text).strip()
    status, headers, told = door.ask("GET", "/field/api/answers")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert str(finding) in {one["id"] for one in json.loads(told)["answers"]}
