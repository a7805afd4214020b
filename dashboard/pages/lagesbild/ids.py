"""What the pages of lägesbilder go by, in the browser and in its questions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID


class Ids(StrEnum):
    """Elements, and the kinds of those that come in numbers."""

    ROOM = "situation-room"
    DO = "situation-do"
    FREEZE = "situation-freeze"
    NAME = "situation-name"
    TIER = "situation-tier"
    TEXT = "situation-text"
    BASE = "situation-base"
    STATUS = "situation-status"
    MONTHLY = "situation-monthly"
    MONTHLY_DO = "situation-monthly-do"
    MONTHLY_ROOM = "situation-monthly-room"


class Act(StrEnum):
    """What can be done to a draft. OUT: a view of the map is taken out."""

    SAVE = "save"
    ANEW = "anew"
    APPROVE = "approve"
    OUT = "out"
    DISCARD = "discard"


OF = ":"
"""Between a deed and the view that it is about."""
TITLE, FUNCTION = "title", "function"
"""Fields beside those of the sections, by the same kind of id."""
CONTENT = "content"
"""Of the frozen figures that the page shows: their checksum."""


def button(act: Act, identity: UUID, version: int, view: UUID | None = None) -> dict[str, Any]:
    """The id of a button. version: of the draft that stands on the page.  view: that it is about."""
    said = f"{act.value}{OF}{view}" if view else act.value
    return {"type": Ids.DO.value, "act": said, "situation": str(identity), "version": version}


def field(name: str) -> dict[str, str]:
    """The id of a field: a section, the title or the function."""
    return {"type": Ids.TEXT.value, "field": name}
