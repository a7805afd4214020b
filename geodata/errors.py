"""Named failures: each says in one sentence which record is wrong and what mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

STUMBLES = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a damaged file makes a library stumble over beside its own failures: these have no root below Exception."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file or a record, with its remedy.

    row: 1-based as a spreadsheet shows it, the header being row 1; None where the whole file is meant.
    column: name as written in the file.  value: as read, cut to 80 characters.
    """

    problem: str
    remedy: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row is not None else None,
                f"column {self.column}" if self.column else None,
            )
            if part
        )
        value = f" ({self.value!r})" if self.value is not None else ""
        sentence = f"{where + ': ' if where else ''}{self.problem}{value}; {self.remedy}"
        # what a file holds must not give orders to the terminal
        return "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in sentence)


class LofteskartanError(Exception):
    """Root of every failure that a person can act upon; its text is fit to be shown."""


class InvalidRecord(LofteskartanError):
    """A record that would not be true: refused at birth."""


class UnreadableFile(LofteskartanError):
    """A file that cannot be taken in at all; the store is as before.

    faults: all that was found, in the file's order.
    """

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class NotAllowed(LofteskartanError):
    """The actor's role does not include the deed."""


class NotFound(LofteskartanError):
    """No such record, or none that the actor may know of: the two are told apart nowhere."""


class Conflict(LofteskartanError):
    """Somebody else changed the record in between; both versions are kept in the log.

    current_version: the version that stands.
    """

    def __init__(self, message: str, current_version: int) -> None:
        super().__init__(message)
        self.current_version = current_version


class RefusedOperation(LofteskartanError):
    """An operation id that was used before for other content."""


class StoreError(LofteskartanError):
    """The store cannot serve: damaged, too new, or not there."""


class BadSetting(LofteskartanError):
    """A setting or argument that cannot be meant."""


class NotInvitedBecause(StrEnum):
    """Why a token opens nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    OTHER_WALK = "other_walk"


_NOT_INVITED = {
    NotInvitedBecause.UNKNOWN: "this invitation is not known; ask for the link again",
    NotInvitedBecause.EXPIRED: "this invitation has ended; ask for a new one",
    NotInvitedBecause.REVOKED: "this invitation was taken back; ask for a new one",
    NotInvitedBecause.OTHER_WALK: "this invitation is for another walk; open that walk's own link",
}


class NotInvited(LofteskartanError):
    """A token that opens nothing, or nothing here."""

    def __init__(self, reason: NotInvitedBecause) -> None:
        super().__init__(_NOT_INVITED[reason])
        self.reason = reason


class DamagedOnTheWay(LofteskartanError):
    """What arrived is not what was sent: its hash differs. Sending it again mends it."""


class UsedBefore(RefusedOperation):
    """The same id with other bytes: what was kept first stands, and the second is shown where it was written."""


class PictureFault(StrEnum):
    """Why a picture is not taken in."""

    NOT_A_PICTURE = "not_a_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"


class RefusedPicture(LofteskartanError):
    """A picture that is not taken in; what it belongs to is as before. code: why."""

    def __init__(self, code: PictureFault, message: str) -> None:
        super().__init__(message)
        self.code = code


class PhotoReused(UsedBefore):
    """The id of a photo that was kept with other bytes, or for something else."""

    code = "photo_reused"


class NoAnswer(LofteskartanError):
    """Another machine gave no answer that can be used. may_have_arrived: what was sent, False where it cannot have."""

    def __init__(self, message: str, *, may_have_arrived: bool = True) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class ArchiveFault(StrEnum):
    """Why an archive of map tiles is not drawn."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_AN_ARCHIVE = "not_an_archive"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_LAYERS = "unknown_layers"
    NO_SOURCE = "no_source"


class RefusedArchive(LofteskartanError):
    """An archive of map tiles that is not drawn; the map does without. code: why."""

    def __init__(self, code: ArchiveFault, message: str) -> None:
        super().__init__(message)
        self.code = code


class RefusedByReceiver(LofteskartanError):
    """Another machine understood what was sent and did not take it."""
