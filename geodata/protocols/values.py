"""A protocol as values: what page, PDF, DOCX and XLSX all tell, number by number."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from geodata.model import CaseStatus, Category, Feeling, Finding, Position, Rubric, Walk
from geodata.model.screening import personal_marks
from geodata.protocols.attendance import Who
from geodata.studies.basis import Basis

CRITERIA = tuple(Rubric.model_fields)
"""Names of the rubric's marks, in its own order."""
UNDECIDED = frozenset({CaseStatus.NEW, CaseStatus.UNDER_REVIEW})
OPEN = frozenset({CaseStatus.UNDER_REVIEW, CaseStatus.ACTION_PLANNED, CaseStatus.OTHER_PARTY})
"""Decided that something is to be done, and not done yet."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding in a protocol.

    label: stop and number, "2.3"; "U1" where no stop was told. responsible: the party's name. action: the title of the
    one that answers it. merged: others that tell the same, oldest first. photos: released ones, by id, of it and
    of those merged into it. waiting: photos that the asker knows of and that are not released. is_late: due, not done.
    """

    label: str
    finding: Finding
    responsible: str | None
    action: str | None
    merged: tuple[Finding, ...]
    photos: tuple[UUID, ...]
    waiting: int
    is_late: bool

    @property
    def is_decided(self) -> bool:
        """Whether somebody has looked at it and said what is to become of it."""
        return self.finding.status is not CaseStatus.NEW

    @property
    def note(self) -> str | None:
        """What it said, once it is decided and where it names nobody: a protocol is handed out."""
        return told_text(self.finding.note) if self.is_decided else None

    @property
    def reason(self) -> str | None:
        """Why it was decided so; of what was declined, why not."""
        return told_text(self.finding.status_reason) if self.is_decided else None

    @property
    def unit(self) -> str | None:
        """The unit of the responsible party."""
        return told_text(self.finding.responsible_unit) if self.is_decided else None

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has said yet what is to be done; what feels safe asks for no decision."""
        return self.finding.feeling is Feeling.UNSAFE and self.finding.status in UNDECIDED


def told_text(text: str | None) -> str | None:
    """A text that may be handed out: None where it seems to name a person."""
    return None if not text or personal_marks(text) else text


@dataclass(frozen=True, slots=True)
class Scored:
    """Marks of one criterion, or of all together, 0 (bad) to 3 (good). n: who gave one. low, high: the range."""

    n: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class StopScores:
    """A stop's marks. ratings: one mean for each who scored it, in order of size. criteria: those that were marked."""

    overall: Scored
    criteria: tuple[tuple[str, Scored], ...]
    ratings: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StopPart:
    """What belongs to a stop. number None: findings of no stop. name None: the plan has no such stop."""

    number: int | None
    name: str | None
    position: Position | None
    findings: tuple[Noted, ...]
    scores: StopScores | None


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a party has to do, the earliest due first. party None: nobody is named."""

    party: str | None
    tasks: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """A protocol in numbers. findings: merged ones counted once. merged: those that were told again.

    by_status, by_category: of what feels unsafe, in the order of the choices, those that occur. photos: released ones.
    undecided, late, waiting_photos: as of Noted.
    """

    findings: int
    unsafe: int
    safe: int
    merged: int
    without_position: int
    undecided: int
    late: int
    photos: int
    waiting_photos: int
    by_status: tuple[tuple[CaseStatus, int], ...]
    by_category: tuple[tuple[Category, int], ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """A walk's protocol as one asker may see it. place: the name of where it was. tasks: by party, nobody's last."""

    walk: Walk
    municipality: str
    place: str | None
    stops: tuple[StopPart, ...]
    who: tuple[Who, ...]
    tasks: tuple[Tasks, ...]
    counts: Counts
    basis: Basis

    @property
    def findings(self) -> tuple[Noted, ...]:
        """All findings, stop by stop."""
        return tuple(noted for stop in self.stops for noted in stop.findings)

    @property
    def safe(self) -> tuple[Noted, ...]:
        """Places that feel safe."""
        return tuple(noted for noted in self.findings if noted.finding.feeling is Feeling.SAFE)

    @property
    def undecided(self) -> tuple[Noted, ...]:
        """What nobody has decided yet."""
        return tuple(noted for noted in self.findings if noted.is_undecided)
