"""What a form on the screen is about, as the browser keeps it between questions, and what it asks of the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dashboard.forms.fields import kind_of
from dashboard.forms.ids import Act
from dashboard.forms.merge import Side
from dashboard.forms.values import Values
from dashboard.sentback import id_of
from geodata.errors import BadSetting, NotFound
from geodata.model import Activity, Record


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions that were edited from the same one, as JSON, and the version that theirs has."""

    mine: str
    theirs: str
    version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a form is about.

    identity: of the record, also of one that is new.  version: that was read, 0 for a new one.  base: the record that
    was read, as JSON; for a new one what no form shows.  draft: what the browser's draft of it goes by.  step: how
    often the form was drawn.  is_retired: the record was taken out of use.
    """

    kind: type[Record]
    identity: UUID
    municipality: str
    version: int
    base: str
    draft: str
    step: int = 0
    clash: Clash | None = None
    is_retired: bool = False

    @property
    def content(self) -> dict[str, Any]:
        """The base, as JSON has it."""
        return _object(self.base)

    def to_browser(self, **more: Any) -> dict[str, Any]:
        """For the store in the page. more: what only the browser's code reads."""
        clash = self.clash and {
            "mine": self.clash.mine,
            "theirs": self.clash.theirs,
            "version": self.clash.version,
        }
        return {
            "kind": self.kind.kind,
            "id": str(self.identity),
            "municipality": self.municipality,
            "version": self.version,
            "base": self.base,
            "draft": self.draft,
            "step": self.step,
            "clash": clash,
            "retired": self.is_retired,
            **more,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser asks. at: which rows, or where the button stands.  op_id: made there, of this very content."""

    act: Act
    at: str
    values: dict[str, Any]
    op_id: UUID | None
    choice: dict[str, Side]

    @property
    def texts(self) -> Values:
        """The values that can stand in a form."""
        return {path: value for path, value in self.values.items() if isinstance(value, str | list)}


def standing_of(given: object) -> Standing:
    """What a browser says that its form is about. Raises: BadSetting, InvalidRecord."""
    more: Mapping[str, Any] = given if isinstance(given, dict) else {}
    match given:
        case {
            "kind": str() as kind,
            "id": str() as identity,
            "municipality": str() as municipality,
            "version": int() as version,
            "base": str() as base,
            "draft": str() as draft,
        }:
            record = _kind(kind)
            _object(base)
            if version > 0:  # what was read is a record; what is new is not one yet
                record.from_json(base)
            return Standing(
                record,
                _identity(identity),
                municipality,
                version,
                base,
                draft[:400],
                step=step if isinstance(step := more.get("step"), int) else 0,
                clash=_clash(record, more.get("clash")),
                is_retired=more.get("retired") is True,
            )
        case _:
            raise not_understood()


def asked_of(given: object) -> Asked:
    """What a browser asks. Raises: BadSetting."""
    more: Mapping[str, Any] = given if isinstance(given, dict) else {}
    match given:
        case {"act": str() as act, "values": dict() as values}:
            at, op_id, choice = more.get("at"), more.get("op"), more.get("choice")
            return Asked(
                _act(act),
                at if isinstance(at, str) else "",
                {str(path)[:200]: value for path, value in values.items()},
                _identity(op_id) if isinstance(op_id, str) else None,
                {str(name): Side(side) for name, side in choice.items() if isinstance(side, str) and side in set(Side)}
                if isinstance(choice, dict)
                else {},
            )
        case _:
            raise not_understood()


def _clash(kind: type[Record], given: object) -> Clash | None:
    match given:
        case {"mine": str() as mine, "theirs": str() as theirs, "version": int() as version}:
            kind.from_json(mine)
            kind.from_json(theirs)
            return Clash(mine, theirs, version)
        case _:
            return None


def _kind(text: str) -> type[Record]:
    if text == Activity.kind:  # written on the log's own page, and in no list of the register
        return Activity
    try:
        return kind_of(text)
    except NotFound:
        raise not_understood() from None


def _identity(text: str) -> UUID:
    return id_of(text, not_understood())


def _act(text: str) -> Act:
    try:
        return Act(text)
    except ValueError:
        raise not_understood() from None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise not_understood() from None
    if not isinstance(found, dict):
        raise not_understood()
    return found


def not_understood() -> BadSetting:
    """What is raised for a question that was not made by our own code, or by an older one."""
    return BadSetting("what the form sent could not be understood; your draft is kept, load the page again")


def as_content(record: Record) -> Mapping[str, Any]:
    """A record as JSON has it."""
    content: dict[str, Any] = json.loads(record.model_dump_json())
    return content
