"""What the inbox's callbacks and addresses go by."""

from __future__ import annotations

from enum import StrEnum


class Ids(StrEnum):
    """LIST: the lines. ROOM: the finding that is open. STANDING: which, at which version. ASK: what the browser asks.

    REFRESH: asks for the list anew.  WALK, PARTY: what the list is narrowed to.  BOXES: what is hidden in a photo.
    """

    LIST = "inbox-list"
    ROOM = "inbox-room"
    STANDING = "inbox-standing"
    ASK = "inbox-ask"
    REFRESH = "inbox-refresh"
    WALK = "inbox-walk"
    PARTY = "inbox-party"
    BUTTON = "inbox-button"
    FIELD = "inbox-field"
    STATE = "inbox-state"
    BOXES = "inbox-boxes"


class Act(StrEnum):
    """What a button does. QUICK: decide the status alone. APART: undo a proposal or a merging.

    HAND, MAILED: hand over as a fault report, from here or by e-mail. POLL: ask how it stands. ARRIVED, LOST: say it.
    """

    QUICK = "quick"
    DECIDE = "decide"
    ACCEPT = "accept"
    REFUSE = "refuse"
    LOCATE = "locate"
    CONTACT = "contact"
    PROPOSE = "propose"
    MERGE = "merge"
    APART = "apart"
    SEASON = "season"
    TAKE = "take"
    LEAVE = "leave"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    BLUR = "blur"
    UNDO = "undo"
    HAND = "hand"
    MAILED = "mailed"
    POLL = "poll"
    ARRIVED = "arrived"
    LOST = "lost"
    SERVICES = "services"


HEADING = "visa"
WALK = "vandring"
PARTY = "ansvarig"


def button_id(act: Act, at: str = "") -> dict[str, str]:
    """The id of a button. at: what it is about."""
    return {"type": Ids.BUTTON.value, "act": act.value, "at": at}


def field_id(name: str) -> dict[str, str]:
    """The id of a field."""
    return {"type": Ids.FIELD.value, "name": name}


def boxes_id(photo: str) -> dict[str, str]:
    """The id of where the rectangles of a photo stand."""
    return {"type": Ids.BOXES.value, "photo": photo}


def state_id(finding: str) -> dict[str, str]:
    """The id of where a line of the list says how its finding stands."""
    return {"type": Ids.STATE.value, "id": finding}
