"""Tables in promise documents: which column holds promises, actions and those responsible."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geodata.sources.promise_document.responsible import all_parties

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("responsible", r"^(?:huvud)?ansvar|^vem\b|^utförare|^ägare"),
    ("partner", r"^samverka|^medverka|^samarbet|^övriga (?:parter|aktörer)|^stöd"),
    ("action", r"^åtgärd|^aktivitet|^insats|^vad\b|^hur\b|^vi ska|^konkret|^det här ska"),
    (
        "promise",
        r"^(?:medborgar|trygghets)?löfte|^målområde|^område|^fokusområde|^prioriter|^vi lovar|^problem(?:område)?$",
    ),
    (
        "detail",
        (
            r"^när\b|^tid|^klart?\b|^datum|^var\b|^plats|^mått|^uppfölj|"
            r"^indikator|^mål\b|^syfte|^omfattning|^hur ofta|^kommentar"
        ),
    ),
    ("number", r"^nr\b|^nummer|^#"),
)
_PARTED = re.compile(r"\s*(?:^|\s)[•●▪◦–]\s+")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row read by its header. actions: one or more; responsible: the wording of its column."""

    promise: str | None
    actions: tuple[str, ...]
    responsible: str | None


def cells_of(text: str) -> list[str]:
    """The cells of a row's line."""
    return [cell.strip() for cell in text.split("\t")]


def header_of(cells: list[str]) -> tuple[str, ...] | None:
    """What each column holds, None where the row is no header."""
    if max((len(cell) for cell in cells), default=0) > 60:
        return None
    roles = tuple(
        next((role for role, pattern in _COLUMNS if re.search(pattern, cell, re.IGNORECASE)), "") for cell in cells
    )
    known = {role for role in roles if role}
    return roles if len(known) >= 2 and known & {"action", "promise"} else None


def row_of(cells: list[str], header: tuple[str, ...] | None) -> TableRow | None:
    """What a row says, None where it says nothing that can be told. Without a header its last cell names parties."""
    if header is None or len(header) != len(cells):
        filled = [cell for cell in cells if cell]
        if len(filled) < 2 or not all_parties(filled[-1]) or all_parties(filled[-2]):
            return None
        return TableRow(filled[0] if len(filled) > 2 else None, _parts(filled[-2]), filled[-1])
    by_role: dict[str, list[str]] = {}
    for role, cell in zip(header, cells, strict=True):
        if cell:
            by_role.setdefault(role, []).append(cell)
    actions = _parts(" ".join(by_role.get("action", [])))
    if len(actions) == 1:
        actions = (". ".join([actions[0].rstrip("."), *by_role.get("detail", [])]),)
    wording = "; ".join(by_role.get("responsible", []))
    if partners := ", ".join(by_role.get("partner", [])):
        wording = f"{wording}. Medverkar: {partners}" if wording else f"Medverkar: {partners}"
    promise = " ".join(by_role.get("promise", [])) or None
    return TableRow(promise, actions, wording or None) if actions or promise else None


def _parts(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    pieces = [piece.strip() for piece in _PARTED.split(text) if piece.strip()]
    return tuple(pieces) or (text,)
