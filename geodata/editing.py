"""What an edit is: which fields it changes, what it may not touch, what it names, what it refers to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from geodata.errors import Conflict, InvalidRecord
from geodata.model import (
    Action,
    Activity,
    Actor,
    Agreement,
    Communication,
    ContactCard,
    Dialogue,
    Goal,
    Idea,
    Meeting,
    NeighbourhoodWatch,
    Party,
    Place,
    Promise,
    Record,
    SavedView,
    Walk,
)
from geodata.model.screening import Mark, personal_marks

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

EDITABLE: tuple[type[Record], ...] = (
    Agreement,
    Promise,
    Goal,
    Action,
    Activity,
    Party,
    Place,
    Dialogue,
    Idea,
    ContactCard,
    NeighbourhoodWatch,
    Communication,
    Meeting,
    Walk,
    SavedView,
)
"""What people write in the register. Everything else is imported, found or computed."""

_NOT_CONTENT = {"provenance"}
# A function's own number or address is what a contact card is for; what a view's digits stand for, the map says.
_MAY_NAME = {(ContactCard, "channel"), (SavedView, "query")}


@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record of the register as the asker sees it. version: to be given back with an edit. changed_at: its last."""

    record: R_co
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as JSON has them; None: not stated, or no record then."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step of a record's history. by: the function that did it. version: that came of it, None where none did.

    kept: False for an edit that met another's version: it changed nothing and is not lost.
    """

    at: datetime
    by: str
    version: int | None
    is_retirement: bool
    kept: bool
    changes: tuple[FieldChange, ...]


class EditConflict(Conflict):
    """Somebody else saved first. Nothing of either edit is lost: both stand in the history.

    mine: the edit that was not saved; theirs: what stands, of `current_version`. both: fields that the two say
    differently of.
    """

    def __init__(self, mine: Record, theirs: Record, current_version: int) -> None:
        changes = differences(theirs, mine)
        super().__init__(
            f"somebody else changed this {mine.kind} in between ({', '.join(c.field for c in changes) or 'nothing'} "
            "differ); compare both versions and save again",
            current_version,
        )
        self.mine = mine
        self.theirs = theirs
        self.both = changes


class NamesAPerson(InvalidRecord):
    """Free text that seems to name a person. marks: field (dotted, with positions) -> what was found in it."""

    def __init__(self, kind: str, marks: Mapping[str, tuple[Mark, ...]]) -> None:
        said = "; ".join(
            f'{field}: "{mark.found}" looks like {mark.in_words}' for field, found in marks.items() for mark in found
        )
        super().__init__(f"{kind}: {said}; leave it out, nothing was saved")
        self.marks = dict(marks)


def content(record: Record) -> dict[str, Any]:
    """What a record says, as JSON, its provenance left out."""
    return record.model_dump(mode="json", exclude=_NOT_CONTENT)


def differences(before: Record | None, after: Record | None) -> tuple[FieldChange, ...]:
    """The fields in which two versions of a record differ, in the model's order."""
    old = content(before) if before is not None else {}
    new = content(after) if after is not None else {}
    fields = [*old, *(name for name in new if name not in old)]
    empty: tuple[object, ...] = (None, [])
    return tuple(
        FieldChange(name, old.get(name), new.get(name))
        for name in fields
        if name not in {"id", "municipality"}
        and old.get(name) != new.get(name)
        and not (old.get(name) in empty and new.get(name) in empty)
    )


def with_hidden_kept(edited: R, standing: R | None, actor: Actor) -> R:
    """The edit with the fields that its author may not see as they stand.

    RULE 1: whoever does not see a field cannot write it, empty it or set it. standing: the whole record, unfiltered.
    """
    hidden = {name for name, tier in edited.restricted_fields().items() if tier not in actor.tiers}
    if not hidden:
        return edited
    fields = type(edited).model_fields
    kept = {
        name: getattr(standing, name)
        if standing is not None
        else fields[name].get_default(call_default_factory=True, validated_data={})
        for name in hidden
    }
    return edited.model_copy(update=kept)


def refuse_names(record: Record) -> None:
    """Raises: NamesAPerson, where a free text holds an identity number, a telephone number or an e-mail address."""
    marks = {
        field: found
        for field, text in _texts(content(record))
        if (type(record), field.split(".", 1)[0]) not in _MAY_NAME and (found := personal_marks(text))
    }
    if marks:
        raise NamesAPerson(record.kind, marks)


_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        # an id is no text, under whatever name; its digits may look like a telephone number
        if not _ID.fullmatch(value):
            yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            # a hash is no text, and its digits may look like anything
            if name != "id" and not name.endswith(("_id", "_ids", "_sha256")):
                yield from _texts(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _texts(part, f"{path}.{number}")


_REFERS: Mapping[type[Record], tuple[tuple[str, type[Record]], ...]] = {
    Agreement: (("party_ids", Party),),
    Promise: (("agreement_id", Agreement), ("place_ids", Place)),
    Goal: (("agreement_id", Agreement),),
    Action: (("promise_ids", Promise), ("responsibilities.party_id", Party), ("place_ids", Place)),
    Activity: (
        ("action_id", Action),
        ("place_id", Place),
        ("party_id", Party),
        ("partner_ids", Party),
        ("initiated_by", Party),
    ),
    Dialogue: (("place_ids", Place),),
    Idea: (("promise_id", Promise),),
    ContactCard: (("party_id", Party),),
    NeighbourhoodWatch: (("action_id", Action), ("party_ids", Party)),
    Communication: (("promise_ids", Promise),),
    Meeting: (("action_id", Action), ("decisions.action_id", Action), ("decisions.place_ids", Place)),
    Walk: (("action_id", Action), ("place_id", Place), ("previous_id", Walk)),
}


def references(record: Record) -> dict[type[Record], frozenset[UUID]]:
    """The records that a record of the register speaks of, by kind; evidence that it cites may be of many kinds."""
    found: dict[type[Record], set[UUID]] = {}
    for path, kind in _REFERS.get(type(record), ()):
        values: list[Any] = [record]
        for name in path.split("."):
            parts = [getattr(value, name) for value in values]
            values = [item for part in parts for item in (part if isinstance(part, tuple) else (part,))]
        if identities := {value for value in values if value is not None}:
            found.setdefault(kind, set()).update(identities)
    return {kind: frozenset(identities) for kind, identities in found.items()}


LEANING: Mapping[type[Record], tuple[type[Record], ...]] = {
    Agreement: (Promise, Goal),
    Promise: (Action,),
    Party: (Agreement, Action, ContactCard),
    Place: (Promise, Action, Dialogue, Walk),
    Walk: (Walk,),
}
"""What has to be retired or pointed elsewhere before a record of a kind can be retired.

An action may go while its activities stand: they are what was done, and stay in the log.
"""
