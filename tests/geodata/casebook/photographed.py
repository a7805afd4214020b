"""Somebody on a walk, and the photos that they send."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from geodata.casebook import Casebook
from geodata.casebook.inviting import Guest
from geodata.model import Actor
from tests.builders import a_walk
from tests.geodata.casebook.conftest import NOW
from tests.pictures import a_photo_file


def invited(book: Casebook, planner: Actor, **changes: Any) -> Guest:
    walk = a_walk(**{"planned_on": NOW.date(), **changes})
    book.import_records(planner, [walk])
    return book.admit(book.invite(planner, walk.id).token)


def received(book: Casebook, guest: Guest, body: bytes | None = None, finding: UUID | None = None) -> UUID:
    photo_id = uuid4()
    book.receive_photo(guest, photo_id, finding or uuid4(), a_photo_file() if body is None else body)
    return photo_id
