"""Two edits of the same version: which fields each changed, and the record that comes of choosing among them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

NOT_CHOSEN_BY_FIELD = frozenset({"id", "municipality", "provenance"})
_EMPTY: tuple[object, ...] = (None, [], "")


class Side(StrEnum):
    """Whose version of a field."""

    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two edits say differently, as JSON has it. default: None where both changed it: one must choose."""

    field: str
    base: Any
    theirs: Any
    mine: Any
    default: Side | None


def differing(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], order: Sequence[str]
) -> tuple[Difference, ...]:
    """The fields in which two edits of a base differ, in the form's order, then those that no form shows."""
    names = dict.fromkeys((*order, *theirs, *mine))
    return tuple(
        Difference(name, base.get(name), theirs.get(name), mine.get(name), _who(base, theirs, mine, name))
        for name in names
        if name not in NOT_CHOSEN_BY_FIELD and not _same(theirs.get(name), mine.get(name))
    )


def _who(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], name: str) -> Side | None:
    if _same(base.get(name), mine.get(name)):
        return Side.THEIRS
    return Side.MINE if _same(base.get(name), theirs.get(name)) else None


def _same(one: Any, other: Any) -> bool:
    return one == other or (one in _EMPTY and other in _EMPTY)


def chosen(
    theirs: Mapping[str, Any], mine: Mapping[str, Any], differences: Sequence[Difference], choice: Mapping[str, Side]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Their version with the fields that were chosen from mine, and the fields that nobody has chosen for yet."""
    sides = {one.field: choice.get(one.field, one.default) for one in differences}
    merged = dict(theirs)
    for name, side in sides.items():
        if side is Side.MINE:
            merged[name] = mine.get(name)
    return merged, tuple(name for name, side in sides.items() if side is None)
