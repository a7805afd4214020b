"""Which column is which, by its heading in Swedish or English, however it is spelt."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Roles = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Need:
    """A thing a table must have: one of several sets of roles. what: its name in the message."""

    what: str
    any_of: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A heading or word without case, accents, spaces and signs: "Brotts-typ " and "brottstyp" are one."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if c.isalnum())


def match_columns(header: Sequence[str], roles: Roles) -> dict[str, int]:
    """Column index by role. A heading's whole text goes before its last part ("grupp/plats-Latitude")."""
    by_name = {fold(name): role for role, names in roles.items() for name in (role, *names)}
    found: dict[str, int] = {}
    for form in (fold, _without_unit, _last_part):
        for index, heading in enumerate(header):
            role = by_name.get(form(heading))
            if role is not None and role not in found and index not in found.values():
                found[role] = index
    return found


def _without_unit(heading: str) -> str:
    return fold(re.sub(r"[(\[].*?[)\]]", "", heading))


def _last_part(heading: str) -> str:
    return fold(re.split(r"[-./:_]", heading)[-1])


def missing_needs(found: Mapping[str, int], needs: Sequence[Need]) -> list[Need]:
    """The needs that no found set of columns serves."""
    return [need for need in needs if not any(all(role in found for role in roles) for roles in need.any_of)]


def closest(word: str, choices: Sequence[str]) -> str | None:
    """The choice most like the word, or None when none is near."""
    near = difflib.get_close_matches(word[:80].casefold(), [c.casefold() for c in choices], n=1, cutoff=0.6)
    return next((c for c in choices if near and c.casefold() == near[0]), None)


def explain_missing(header: Sequence[str], need: Need, roles: Roles) -> tuple[str, str]:
    """Problem and remedy for a need that no column serves."""
    shown = ", ".join(f'"{h[:40]}"' for h in header[:20] if h) or "none"
    wanted = [role for alternative in need.any_of for role in alternative]
    names = [roles[role][0] for role in dict.fromkeys(wanted)]
    synonyms = [name for role in wanted for name in (role, *roles[role])]
    for heading in header:
        near = closest(heading, synonyms) if heading else None
        if near is not None:
            return (
                f"has no column for {need.what}; its columns are {shown}",
                f'rename "{heading[:40]}" to "{near}" if that is meant',
            )
    return f"has no column for {need.what}; its columns are {shown}", f"name one {' or '.join(names[:6])}"
