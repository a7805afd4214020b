"""What a form's callbacks and the browser's code go by."""

from __future__ import annotations

from enum import StrEnum


class Ids(StrEnum):
    """ROOM: what is drawn anew.  STANDING: what the form is about.  ASK: what the browser asks of the server."""

    ROOM = "form-room"
    STANDING = "form-standing"
    ASK = "form-ask"
    STATUS = "form-status"
    FIELD = "form-field"
    CHOICE = "form-choice"
    BUTTON = "form-button"


class Act(StrEnum):
    """What the buttons of a form do. RESTORE: a draft that the browser kept is drawn; no button asks for it.

    SET_DOWN, PROPOSE and COPY are for the stops of a walk alone, the last four for the log.
    """

    SAVE = "save"
    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"
    RESTORE = "restore"
    DISCARD = "discard"
    SETTLE = "settle"
    RETIRE = "retire"
    BRING_BACK = "bring_back"
    SET_DOWN = "set_down"
    PROPOSE = "propose"
    COPY = "copy"
    REPEAT = "repeat"
    ANEW = "anew"
    TAKE_BACK = "take_back"
    LOG_AGAIN = "log_again"


def field_id(path: str) -> dict[str, str]:
    """The id of an input."""
    return {"type": Ids.FIELD.value, "path": path}


def choice_id(name: str) -> dict[str, str]:
    """The id of the choice between two versions of a field."""
    return {"type": Ids.CHOICE.value, "path": name}


def button_id(act: Act, at: str = "") -> dict[str, str]:
    """The id of a button. at: the rows or row that it is about, or where it stands; of the log, the activity."""
    return {"type": Ids.BUTTON.value, "act": act.value, "at": at}
