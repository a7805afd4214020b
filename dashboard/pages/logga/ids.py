"""What the log's callbacks and the browser's code go by."""

from __future__ import annotations

from enum import StrEnum


class Ids(StrEnum):
    """ROOM: what is drawn anew.  STANDING: what is being logged.  ASK: what the browser asks of the server."""

    ROOM = "log-room"
    STANDING = "log-standing"
    ASK = "log-ask"
    STATUS = "log-status"
    FIELD = "log-field"
    BUTTON = "log-button"
    SEARCH = "log-search"


class Act(StrEnum):
    """What the buttons do. RESTORE: a draft that the browser kept is drawn; no button asks for it."""

    SAVE = "save"
    REPEAT = "repeat"
    RESTORE = "restore"
    TAKE_BACK = "take_back"
    LOG_AGAIN = "log_again"
    ANEW = "anew"


def field_id(name: str) -> dict[str, str]:
    """The id of an input."""
    return {"type": Ids.FIELD.value, "name": name}


def button_id(act: Act, at: str = "") -> dict[str, str]:
    """The id of a button. at: the activity that it is about."""
    return {"type": Ids.BUTTON.value, "act": act.value, "at": at}
