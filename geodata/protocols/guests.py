"""What a recorder, who left no identity, may read of what became of a finding: never contacts, never what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geodata.model import CaseStatus, Category, Feeling
from geodata.protocols.values import Noted


@dataclass(frozen=True, slots=True)
class Answer:
    """A finding as its walk's guests see it.

    RULE 1: before a decision they see category, stop and that it is being looked at; after it also what it said, the
    reason, who is responsible, until when, and released photos. RULE 2: a text that seems to name a person is left out.
    same: ids of findings that were merged into it.
    """

    id: UUID
    label: str
    stop: int | None
    category: Category
    feeling: Feeling
    is_decided: bool
    status: CaseStatus | None
    note: str | None
    reason: str | None
    responsible: str | None
    unit: str | None
    due_on: date | None
    photos: tuple[UUID, ...]
    same: tuple[UUID, ...]


def answer_of(noted: Noted) -> Answer:
    """What guests may know of a finding."""
    finding = noted.finding
    decided = noted.is_decided
    return Answer(
        id=finding.id,
        label=noted.label,
        stop=finding.stop,
        category=finding.category,
        feeling=finding.feeling,
        is_decided=decided,
        status=finding.status if decided else None,
        note=noted.note,
        reason=noted.reason,
        responsible=noted.responsible if decided else None,
        unit=noted.unit,
        due_on=finding.due_on if decided else None,
        photos=noted.photos if decided else (),
        same=tuple(one.id for one in noted.merged),
    )
