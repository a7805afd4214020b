"""What is asked of photos where every public method has to answer alike: see test_tiers."""

# ruff: noqa: ARG005 - every question has one form
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geodata.casebook import Casebook
from geodata.casebook.fieldwork import ItemReceipt
from geodata.casebook.inviting import Guest
from geodata.model import Actor, Photo, Rectangle, Role
from tests.builders import a_walk
from tests.geodata.casebook.town import known
from tests.pictures import a_photo_file

_PHOTO, _LAMP = known("photo"), known("photographed lamp")
_PLANNER = Actor(role=Role.PLANNER)


def _guest(casebook: Casebook) -> Guest:
    """Somebody on a walk, whoever it is that looks at the photo afterwards."""
    walk = a_walk(id=known("photographed walk"))
    casebook.import_records(_PLANNER, [walk])
    return casebook.admit(casebook.invite(_PLANNER, walk.id).token)


def _sent(casebook: Casebook) -> ItemReceipt:
    return casebook.receive_photo(_guest(casebook), _PHOTO, _LAMP, a_photo_file(64, 48))


def _version(casebook: Casebook) -> int:
    return casebook.entry(_PLANNER, Photo, _PHOTO).version


def _released(casebook: Casebook) -> bool:
    released = casebook.release_photo(_PLANNER, _PHOTO, base_version=_version(casebook))
    return released.record.shown_sha256 is not None


ASKED_OF_PHOTOS: dict[str, Callable[[Casebook, Actor, str, Path], object]] = {
    "receive_photo": lambda c, a, ref, d: [_sent(c).outcome for _ in range(2)],
    "blur": lambda c, a, ref, d: c.blur(
        a, _PHOTO, [Rectangle(left=0, top=0, width=0.3, height=0.3)], base_version=_version(c)
    ),
    "release_photo": lambda c, a, ref, d: c.release_photo(a, _PHOTO, base_version=_version(c)),
    "photos_of": lambda c, a, ref, d: [
        _released(c),
        c.photos_of(a, walk_id=known("photographed walk")),
        c.photos_of(a, finding_ids=[_LAMP, known("finding")]),
    ],
    "picture": lambda c, a, ref, d: c.picture(a, _PHOTO, as_released=True),
    "guest_picture": lambda c, a, ref, d: c.guest_picture(_guest(c), _PHOTO),
    "withdraw_photo": lambda c, a, ref, d: c.withdraw_photo(a, _PHOTO, base_version=_version(c)),
    "discard_photo": lambda c, a, ref, d: c.discard_photo(a, _PHOTO, base_version=_version(c)),
    "sweep_pictures": lambda c, a, ref, d: c.sweep_pictures(a),
    "orphaned_pictures": lambda c, a, ref, d: c.orphaned_pictures(a),
}
