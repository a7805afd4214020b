"""Hotspots whose cards know their actions and gaps; after a change only those that it touched are done anew. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from geodata.casebook.gathering import Gathered, Gathering
from geodata.casebook.register import Register
from geodata.chain import HotspotCard
from geodata.model import HotspotState


@dataclass(frozen=True, slots=True)
class Completed:
    """Hotspots whose cards know their actions and gaps, and what they were completed from.

    rows: where each adopted hotspot stands among them.
    """

    gathered: Gathered
    register: Register
    hotspots: tuple[Gathering, ...]
    rows: dict[UUID, int]


def completed(gathered: Gathered, register: Register, before: Completed | None) -> Completed:
    """The cards completed. before: what was completed last, of which all stands that nothing has touched since."""
    changed = register.changed_since(before.register) if before and before.gathered is gathered else None
    if before is None or changed is None:
        ids = [hotspot_id(g.card) for g in gathered.hotspots]
        found = [_complete(register, g, known) for g, known in zip(gathered.hotspots, ids, strict=True)]
        rows = {known: row for row, known in enumerate(ids) if known is not None}
        return Completed(gathered, register, tuple(found), rows)
    found = list(before.hotspots)
    for known in changed & before.rows.keys():
        row = before.rows[known]
        found[row] = _complete(register, gathered.hotspots[row], known)
    return Completed(gathered, register, tuple(found), before.rows)


def _complete(register: Register, gathering: Gathering, known: UUID | None) -> Gathering:
    return Gathering(register.complete(gathering.card, known), gathering.rows, gathering.outline_m)


def hotspot_id(card: HotspotCard) -> UUID | None:
    """The id of an adopted hotspot's record; None for a candidate."""
    return UUID(card.ref) if card.state is not HotspotState.CANDIDATE else None
