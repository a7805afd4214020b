"""Photos looked through: private until released, and what was hidden is nowhere to be had."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image

from geodata.casebook import Casebook
from geodata.casebook.fieldwork import Fate
from geodata.casebook.inviting import Guest
from geodata.casebook.photographs import MOST_RECTANGLES
from geodata.editing import EditConflict
from geodata.errors import Conflict, InvalidRecord, NotAllowed, NotFound
from geodata.model import Actor, Photo, Rectangle, Role, Tier
from geodata.picturefolder import PictureFolder
from geodata.pictures import HIDDEN_COLOUR
from tests.builders import a_municipality
from tests.geodata.casebook.photographed import invited, received
from tests.geodata.casebook.town import TODAY
from tests.pictures import a_photo_file

CITIZEN, BOARD = Actor(role=Role.CITIZEN), Actor(role=Role.BOARD)
CORNER = Rectangle(left=0.5, top=0.5, width=0.25, height=0.25)


@pytest.fixture
def folder(tmp_path: Path) -> PictureFolder:
    return PictureFolder(tmp_path / "pictures")


@pytest.fixture
def book(empty: Casebook, planner: Actor) -> Casebook:
    empty.import_records(planner, [a_municipality(shown_as_of=TODAY)])
    return empty


@pytest.fixture
def guest(book: Casebook, planner: Actor) -> Guest:
    return invited(book, planner)


def pixels(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.asarray(Image.open(BytesIO(content))).astype(np.int16)


def test_a_released_photo_is_everybodys_with_what_is_hidden_burnt_in(
    book: Casebook, guest: Guest, planner: Actor
) -> None:
    photo_id = received(book, guest)
    for actor in (CITIZEN, BOARD):
        with pytest.raises(NotFound):
            book.picture(actor, photo_id, as_released=True)
    hidden = book.blur(planner, photo_id, [CORNER], base_version=1)
    assert hidden.record.released_on is None
    released = book.release_photo(planner, photo_id, base_version=hidden.version)
    assert (released.record.tier, released.record.released_on) == (Tier.PUBLIC, TODAY)
    for actor in (CITIZEN, BOARD, planner):
        shown = pixels(book.picture(actor, photo_id, as_released=True))
        assert np.abs(shown[160:210, 210:290] - HIDDEN_COLOUR).max() < 4
    assert np.abs(pixels(book.picture(planner, photo_id, as_released=False))[160:210, 210:290] - 110).max() > 60
    with pytest.raises(NotAllowed):
        book.picture(CITIZEN, photo_id, as_released=False)
    assert book.guest_picture(guest, photo_id) == book.picture(CITIZEN, photo_id, as_released=True)


def test_a_photo_that_is_not_released_is_shown_to_no_guest(book: Casebook, guest: Guest) -> None:
    with pytest.raises(NotFound):
        book.guest_picture(guest, received(book, guest))


def test_hiding_more_of_a_released_photo_replaces_what_is_shown(
    book: Casebook, guest: Guest, planner: Actor, folder: PictureFolder
) -> None:
    photo_id = received(book, guest)
    released = book.release_photo(planner, photo_id, base_version=1)
    before = released.record.shown_sha256
    hidden = book.blur(planner, photo_id, [CORNER], base_version=released.version)
    assert hidden.record.shown_sha256 != before
    assert hidden.record.released_on == released.record.released_on
    # what was shown before was the picture itself, which is kept; two files, not three
    assert sorted(folder.names()) == sorted([hidden.record.kept_sha256, str(hidden.record.shown_sha256)])


def test_a_withdrawn_photo_is_the_municipalitys_alone_again_and_what_was_shown_is_gone(
    book: Casebook, guest: Guest, planner: Actor, folder: PictureFolder
) -> None:
    photo_id = received(book, guest)
    hidden = book.blur(planner, photo_id, [CORNER], base_version=1)
    released = book.release_photo(planner, photo_id, base_version=hidden.version)
    withdrawn = book.withdraw_photo(planner, photo_id, base_version=released.version)
    assert (withdrawn.record.tier, withdrawn.record.shown_sha256) == (Tier.MUNICIPALITY, None)
    assert withdrawn.record.blurred == (CORNER,)
    with pytest.raises(NotFound):
        book.picture(CITIZEN, photo_id, as_released=True)
    assert list(folder.names()) == [withdrawn.record.kept_sha256]


def test_a_discarded_photo_is_gone_and_does_not_come_back(
    book: Casebook, guest: Guest, planner: Actor, folder: PictureFolder
) -> None:
    body, photo_id, finding_id = a_photo_file(), uuid4(), uuid4()
    book.receive_photo(guest, photo_id, finding_id, body)
    book.discard_photo(planner, photo_id, base_version=1)
    assert (book.photos_of(planner, walk_id=guest.walk.id), list(folder.names())) == ((), [])
    assert book.receive_photo(guest, photo_id, finding_id, body).outcome is Fate.ALREADY
    assert (book.photos_of(planner, walk_id=guest.walk.id), list(folder.names())) == ((), [])
    assert [line.is_retirement for line in book.history_of(planner, Photo, photo_id)] == [False, True]


def test_a_picture_that_two_photos_share_stays_until_both_are_discarded(
    book: Casebook, guest: Guest, planner: Actor, folder: PictureFolder
) -> None:
    first, second = received(book, guest), received(book, guest)
    book.discard_photo(planner, first, base_version=1)
    assert book.picture(planner, second, as_released=False)
    book.discard_photo(planner, second, base_version=1)
    assert list(folder.names()) == []


def test_deciding_on_a_photo_that_somebody_else_changed_is_a_conflict_and_changes_nothing(
    book: Casebook, guest: Guest, planner: Actor
) -> None:
    photo_id = received(book, guest)
    book.blur(planner, photo_id, [CORNER], base_version=1)
    with pytest.raises(EditConflict) as met:
        book.release_photo(planner, photo_id, base_version=1)
    assert met.value.current_version == 2
    with pytest.raises(EditConflict):
        book.blur(planner, photo_id, [], base_version=1)
    with pytest.raises(Conflict):
        book.discard_photo(planner, photo_id, base_version=1)
    [photo] = book.photos_of(planner, walk_id=guest.walk.id)
    assert (photo.version, photo.record.released_on, photo.record.blurred) == (2, None, (CORNER,))


def test_releasing_twice_is_releasing_once(book: Casebook, guest: Guest, planner: Actor) -> None:
    photo_id = received(book, guest)
    first = book.release_photo(planner, photo_id, base_version=1)
    assert book.release_photo(planner, photo_id, base_version=1) == first


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_photos_are_decided_by_those_who_review(book: Casebook, guest: Guest, planner: Actor, role: Role) -> None:
    photo_id = received(book, guest)
    released = book.release_photo(planner, photo_id, base_version=1)
    actor = Actor(role=role)
    for deed in (book.release_photo, book.withdraw_photo, book.discard_photo):
        with pytest.raises(NotAllowed):
            deed(actor, photo_id, base_version=released.version)
    with pytest.raises(NotAllowed):
        book.blur(actor, photo_id, [CORNER], base_version=released.version)
    with pytest.raises(NotAllowed):
        book.sweep_pictures(actor)


def test_planners_of_another_town_see_nothing_of_it(book: Casebook, guest: Guest, planner: Actor) -> None:
    book.import_records(planner, [a_municipality(municipality="0128", name="Salem")])
    photo_id = received(book, guest)
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotFound):
        book.picture(stranger, photo_id, as_released=False)
    assert book.photos_of(stranger, walk_id=guest.walk.id) == ()


def test_so_many_rectangles_and_no_more(book: Casebook, guest: Guest, planner: Actor) -> None:
    photo_id = received(book, guest)
    with pytest.raises(InvalidRecord, match="rectangles"):
        book.blur(planner, photo_id, [CORNER] * (MOST_RECTANGLES + 1), base_version=1)


def test_the_photo_of_a_walk_that_is_not_public_is_released_to_those_who_may_see_the_walk(
    book: Casebook, planner: Actor
) -> None:
    guest = invited(book, planner, tier=Tier.MUNICIPALITY)
    photo_id = received(book, guest)
    released = book.release_photo(planner, photo_id, base_version=1)
    assert released.record.tier is Tier.MUNICIPALITY
    with pytest.raises(NotFound):
        book.picture(CITIZEN, photo_id, as_released=True)
    assert book.guest_picture(guest, photo_id)


def test_photos_are_found_by_walk_and_by_finding(book: Casebook, guest: Guest, planner: Actor) -> None:
    finding = uuid4()
    ids = {received(book, guest, a_photo_file(seed=seed), finding) for seed in (1, 2)}
    other = received(book, guest, a_photo_file(seed=3))
    assert {one.record.id for one in book.photos_of(planner, finding_ids=[finding])} == ids
    assert {one.record.id for one in book.photos_of(planner, walk_id=guest.walk.id)} == {*ids, other}
    assert book.photos_of(planner, finding_ids=[]) == ()
    assert book.photos_of(CITIZEN, walk_id=guest.walk.id) == ()
    with pytest.raises(InvalidRecord):
        book.photos_of(planner)


def test_a_picture_for_lists_is_small(book: Casebook, guest: Guest, planner: Actor) -> None:
    photo_id = received(book, guest)
    assert pixels(book.picture(planner, photo_id, as_released=False, side=100)).shape == (75, 100, 3)
