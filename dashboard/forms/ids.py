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
    """What the buttons of a form do. RESTORE: a draft that the browser kept is drawn; no button asks for it."""

    SAVE = "save"
    ADD = "add"
    REMOVE = "remove"
    RESTORE = "restore"
    DISCARD = "discard"
    SETTLE = "settle"
    RETIRE = "retire"
    BRING_BACK = "bring_back"


def field_id(path: str) -> dict[str, str]:
    """The id of an input."""
    return {"type": Ids.FIELD.value, "path": path}


def choice_id(name: str) -> dict[str, str]:
    """The id of the choice between two versions of a field."""
    return {"type": Ids.CHOICE.value, "path": name}


def button_id(act: Act, at: str = "") -> dict[str, str]:
    """The id of a button. at: the rows or row that it is about, or where it stands."""
    return {"type": Ids.BUTTON.value, "act": act.value, "at": at}
