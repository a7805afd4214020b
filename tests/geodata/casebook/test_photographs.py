"""Photos from phones: each kept once, whatever happens on the way, and nothing of it but what can be seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image

from geodata.casebook import Casebook
from geodata.casebook.fieldwork import Fate
from geodata.casebook.inviting import Guest
from geodata.errors import (
    DamagedOnTheWay,
    InvalidRecord,
    NotFound,
    PhotoReused,
    PictureFault,
    RefusedPicture,
    StoreError,
)
from geodata.model import Actor, Photo, Rectangle, Role, Tier
from geodata.picturefolder import PictureFolder
from geodata.store.base import Op, Query, Receipt, Store
from geodata.store.opening import open_store
from tests.builders import a_finding, a_municipality
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.photographed import invited, received
from tests.geodata.casebook.town import TODAY
from tests.pictures import COMMENT, MAKER, a_photo_file, a_png_head

CITIZEN, BOARD = Actor(role=Role.CITIZEN), Actor(role=Role.BOARD)
KEEPER = Actor(role=Role.ADMINISTRATOR)
CORNER = Rectangle(left=0.5, top=0.5, width=0.25, height=0.25)
EVERYTHING = Query(frozenset(Tier))


class Killed(BaseException):
    """The process ends here: nothing below may mend it."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "own.gpkg")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> PictureFolder:
    return PictureFolder(tmp_path / "pictures")


@pytest.fixture
def book(store: Store, folder: PictureFolder, planner: Actor) -> Casebook:
    casebook = Casebook(store, pictures=folder, clock=lambda: NOW)
    casebook.import_records(planner, [a_municipality(shown_as_of=TODAY)])
    return casebook


@pytest.fixture
def guest(book: Casebook, planner: Actor) -> Guest:
    return invited(book, planner)


def standing(store: Store) -> list[Photo]:
    return [item.record for item in store.find(Photo, EVERYTHING)]


def pixels(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.asarray(Image.open(BytesIO(content))).astype(np.int16)


# Receiving


def test_a_photo_is_kept_and_its_receipt_repeats_the_hash_of_what_was_sent(
    book: Casebook, store: Store, guest: Guest, folder: PictureFolder
) -> None:
    body, photo_id, finding_id = a_photo_file(), uuid4(), uuid4()
    sha256 = hashlib.sha256(body).hexdigest()
    receipt = book.receive_photo(guest, photo_id, finding_id, body, sha256.upper())
    assert (receipt.id, receipt.outcome, receipt.version, receipt.sha256) == (photo_id, Fate.KEPT, 1, sha256)
    [photo] = standing(store)
    assert (photo.id, photo.finding_id, photo.walk_id) == (photo_id, finding_id, guest.walk.id)
    assert (photo.received_sha256, photo.tier, photo.released_on) == (sha256, Tier.MUNICIPALITY, None)
    assert hashlib.sha256(folder.read(photo.kept_sha256)).hexdigest() == photo.kept_sha256 != sha256
    assert pixels(folder.read(photo.kept_sha256)).shape == (photo.height, photo.width, 3)


def test_position_maker_and_the_bytes_received_are_nowhere(book: Casebook, guest: Guest, tmp_path: Path) -> None:
    body = a_photo_file()
    received(book, guest, body)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 3
    for path in files:
        content = path.read_bytes()
        for trace in (MAKER.encode(), COMMENT, b"Exif", body[-400:]):
            assert trace not in content, path
    for path in tmp_path.glob("pictures/??/*"):
        assert b"GPS" not in path.read_bytes()


def test_sending_a_photo_again_keeps_it_once(book: Casebook, store: Store, guest: Guest) -> None:
    body, photo_id, finding_id = a_photo_file(), uuid4(), uuid4()
    fates = [book.receive_photo(guest, photo_id, finding_id, body).outcome for _ in range(3)]
    assert fates == [Fate.KEPT, Fate.ALREADY, Fate.ALREADY]
    assert len(standing(store)) == 1


def test_a_photo_that_arrives_many_times_at_once_is_kept_once(
    book: Casebook, store: Store, guest: Guest, folder: PictureFolder
) -> None:
    body, photo_id, finding_id = a_photo_file(), uuid4(), uuid4()
    with ThreadPoolExecutor(6) as pool:
        sent = [pool.submit(book.receive_photo, guest, photo_id, finding_id, body) for _ in range(6)]
        fates = sorted(one.result().outcome for one in sent)
    assert fates == sorted([Fate.KEPT] + [Fate.ALREADY] * 5)
    assert len(standing(store)) == len(list(folder.names())) == 1


def test_the_same_id_with_another_picture_is_refused_and_the_first_stands(
    book: Casebook, store: Store, guest: Guest
) -> None:
    photo_id, finding_id = uuid4(), uuid4()
    book.receive_photo(guest, photo_id, finding_id, a_photo_file())
    before = standing(store)
    for body, finding in ((a_photo_file(seed=2), finding_id), (a_photo_file(), uuid4())):
        with pytest.raises(PhotoReused) as refused:
            book.receive_photo(guest, photo_id, finding, body)
        assert refused.value.code == "photo_reused"
    assert standing(store) == before


def test_two_pictures_under_one_id_at_once_leave_one(book: Casebook, store: Store, guest: Guest) -> None:
    photo_id, finding_id = uuid4(), uuid4()
    bodies = [a_photo_file(seed=seed) for seed in (1, 2)]

    def send(body: bytes) -> str:
        try:
            return book.receive_photo(guest, photo_id, finding_id, body).sha256
        except PhotoReused:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(send, bodies))
    [photo] = standing(store)
    assert sorted(told) == sorted([photo.received_sha256, "refused"])


def test_a_photo_of_another_walk_is_not_told_of(book: Casebook, guest: Guest, planner: Actor) -> None:
    body, photo_id, finding_id = a_photo_file(), uuid4(), uuid4()
    book.receive_photo(guest, photo_id, finding_id, body)
    stranger = invited(book, planner)
    with pytest.raises(PhotoReused):
        book.receive_photo(stranger, photo_id, finding_id, body)
    with pytest.raises(NotFound):
        book.guest_picture(stranger, photo_id)


def test_a_photo_of_a_finding_of_another_walk_is_refused(book: Casebook, guest: Guest, planner: Actor) -> None:
    finding = a_finding(walk_id=invited(book, planner).walk.id)
    book.import_records(planner, [finding])
    with pytest.raises(InvalidRecord, match="not one of this walk"):
        received(book, guest, finding=finding.id)


def test_bytes_damaged_on_the_way_are_not_looked_at(book: Casebook, store: Store, guest: Guest) -> None:
    with pytest.raises(DamagedOnTheWay):
        book.receive_photo(guest, uuid4(), uuid4(), a_photo_file()[:-1], hashlib.sha256(a_photo_file()).hexdigest())
    assert standing(store) == []


@pytest.mark.parametrize(
    "refused_for",
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureFault.NOT_A_PICTURE),
        (a_png_head(60_000, 60_000), PictureFault.TOO_MANY_PIXELS),
        (a_photo_file()[:5_000], PictureFault.DAMAGED),
        (b"\xff\xd8\xff" + bytes(8 * 1024**2), PictureFault.TOO_LARGE),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name_and_leaves_nothing(
    book: Casebook, store: Store, folder: PictureFolder, planner: Actor, refused_for: tuple[bytes, PictureFault]
) -> None:
    body, code = refused_for
    with pytest.raises(RefusedPicture) as refused:
        received(book, invited(book, planner), body)
    assert refused.value.code is code
    assert (standing(store), list(folder.names())) == ([], [])


def test_a_walk_has_room_for_so_many_photos(
    book: Casebook, guest: Guest, planner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.casebook.photographs.MOST_PHOTOS", 1)
    photo_id, finding_id = uuid4(), uuid4()
    book.receive_photo(guest, photo_id, finding_id, a_photo_file())
    with pytest.raises(InvalidRecord, match="1 photos already"):
        received(book, guest)
    assert book.receive_photo(guest, photo_id, finding_id, a_photo_file()).outcome is Fate.ALREADY
    received(book, invited(book, planner))


def test_without_a_folder_photos_are_refused_in_words(store: Store, planner: Actor) -> None:
    book = Casebook(store, clock=lambda: NOW)
    book.import_records(planner, [a_municipality(shown_as_of=TODAY)])
    with pytest.raises(StoreError, match="no folder for pictures"):
        received(book, invited(book, planner))


# Being killed


@pytest.mark.parametrize("moment", ["before the file", "between file and record", "after the record"])
def test_whoever_is_killed_has_acknowledged_nothing_that_is_lost(
    store: Store, folder: PictureFolder, planner: Actor, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    book = Casebook(store, pictures=folder, clock=lambda: NOW)
    book.import_records(planner, [a_municipality(shown_as_of=TODAY)])
    guest = invited(book, planner)
    body, photo_id, finding_id = a_photo_file(), uuid4(), uuid4()
    apply = store.apply

    def killed_before(_: bytes) -> str:
        raise Killed

    def killed_at(*_: object, **__: object) -> list[Receipt]:
        raise Killed

    def killed_after(ops: list[Op], **how: Any) -> list[Receipt]:
        apply(ops, **how)
        raise Killed

    if moment == "before the file":
        monkeypatch.setattr(folder, "keep", killed_before)
    elif moment == "between file and record":
        monkeypatch.setattr(store, "apply", killed_at)
    else:
        monkeypatch.setattr(store, "apply", killed_after)
    with pytest.raises(Killed):
        book.receive_photo(guest, photo_id, finding_id, body)
    monkeypatch.undo()
    # never a record whose picture is not there
    assert all(folder.holds(photo.kept_sha256) for photo in standing(store))
    fate = book.receive_photo(guest, photo_id, finding_id, body).outcome
    assert fate is (Fate.ALREADY if moment == "after the record" else Fate.KEPT)
    assert len(standing(store)) == len(list(folder.names())) == 1
    assert book.check(KEEPER) == []


def test_a_file_without_its_record_is_swept_a_day_later(
    book: Casebook, guest: Guest, folder: PictureFolder, store: Store
) -> None:
    received(book, guest)
    folder.keep(b"left by who was killed")
    later = Casebook(store, pictures=folder, clock=lambda: NOW + timedelta(days=3650))
    assert (book.orphaned_pictures(KEEPER), book.sweep_pictures(KEEPER)) == (0, 0)
    assert (later.orphaned_pictures(KEEPER), later.sweep_pictures(KEEPER)) == (1, 1)
    assert [photo.kept_sha256 for photo in standing(store)] == list(folder.names())


def test_a_picture_that_was_lost_is_kept_anew_when_its_phone_sends_it_again(
    book: Casebook, store: Store, guest: Guest, folder: PictureFolder
) -> None:
    body, photo_id, finding_id = a_photo_file(), uuid4(), uuid4()
    book.receive_photo(guest, photo_id, finding_id, body)
    [path] = folder.path.glob("??/*.jpg")
    path.write_bytes(b"damaged")
    assert len(book.check(KEEPER)) == 1
    assert book.receive_photo(guest, photo_id, finding_id, body).sha256 == hashlib.sha256(body).hexdigest()
    assert book.check(KEEPER) == []


def test_missing_and_damaged_pictures_are_told_by_the_check(
    book: Casebook, guest: Guest, folder: PictureFolder, store: Store
) -> None:
    first, second = received(book, guest), received(book, guest, a_photo_file(seed=2))
    paths = {photo.id: next(folder.path.glob(f"??/{photo.kept_sha256}*")) for photo in standing(store)}
    paths[first].unlink()
    paths[second].write_bytes(paths[second].read_bytes()[:-1])
    faults = book.check(KEEPER)
    assert len(faults) == 2
    assert any(str(first) in fault and "missing" in fault for fault in faults)
    assert any(str(second) in fault and "damaged" in fault for fault in faults)
    assert "no folder" in Casebook(store).check(KEEPER)[0]
