"""What the pages of newsletters go by, in the browser and in its questions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID


class Ids(StrEnum):
    """Elements, and the kinds of those that come in numbers."""

    ROOM = "news-room"
    DO = "news-do"
    MAKE = "news-make"
    NAME = "news-name"
    AREA = "news-area"
    LANGUAGE = "news-language"
    TEXT = "news-text"
    BASE = "news-base"
    STATUS = "news-status"
    ACTION = "news-action"
    LOG = "news-log"
    PLAIN = "news-plain"


class Act(StrEnum):
    """What can be done to a newsletter."""

    SAVE = "save"
    ANEW = "anew"
    APPROVE = "approve"
    DISCARD = "discard"


TITLE, GREETING, CLOSING, FUNCTION = "title", "greeting", "closing", "function"
WORDS = (TITLE, GREETING, CLOSING)
"""Fields of one's own words."""
WHOLE = "*"
"""The choice of the whole municipality."""


def button(act: Act, identity: UUID, version: int) -> dict[str, Any]:
    """The id of a button. version: of the draft that stands on the page."""
    return {"type": Ids.DO.value, "act": act.value, "letter": str(identity), "version": version}


def field(name: str) -> dict[str, str]:
    """The id of a field."""
    return {"type": Ids.TEXT.value, "field": name}
