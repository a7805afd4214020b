"""What a lägesbild says: every number with its unit, period and origin, as plain values that never change again.

RULE 1: nothing of it is worked out anew when it is shown. Page, presentation, paper, handout and export read these
values, so that the number on the wall is the number in the minutes.
RULE 2: what could not be told is there, with the reason, and is not left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from geodata.chain import FeltAndFound, Standing
from geodata.keeping import Keeping, Why
from geodata.linking import GapKind
from geodata.model import (
    Category,
    CommitmentKind,
    Direction,
    EvidenceKind,
    HotspotState,
    Measure,
    ResponsibleRole,
    SourceType,
    Tier,
)
from geodata.progress import Pace
from geodata.studies.area_rates import Standing as InFunnel
from geodata.studies.area_rates import WhyNoRate
from geodata.studies.hotspot_log import Event
from geodata.studies.period_change import Change

SCHEMA = 1
"""Of the content as it is written; one that was written earlier is read as it is."""

Ring = tuple[tuple[float, float], ...]
"""Corners (lon, lat), WGS84 degrees with 5 decimals."""


class Unit(StrEnum):
    """What a number counts."""

    REPORTS = "reports"
    FINDINGS = "findings"
    EVIDENCE = "evidence"
    BURGLARIES = "burglaries"
    PER_1000_A_YEAR = "per_1000_a_year"
    RATIO = "ratio"
    YEARLY_FACTOR = "yearly_factor"
    PERCENT = "percent"
    INDEX = "index"
    POINTS = "points"
    DONE = "done"
    OWN = "own"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is told everywhere. key: its name among all figures of a lägesbild.

    value: None where it could not be told, for the reason `why` (a code).  low, high: limits of a 95 % interval, None
    where there is none.  since, until: what was counted; as_of: the day that an indicator was read or a target set.
    """

    key: str
    unit: Unit
    value: float | None
    low: float | None = None
    high: float | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    sources: tuple[str, ...] = ()
    why: str | None = None
    own_unit: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """Evidence of a kind, of a category, or (without both) all: now, in the period before, and now as many times.

    said: more, fewer or undecided, and why it is.
    """

    kind: EvidenceKind | None
    category: Category | None
    now: Figure
    before: Figure
    ratio: Figure
    said: Change


@dataclass(frozen=True, slots=True)
class Spot:
    """A hotspot. trend: new, growing, persistent, fading, gone, or "" with too little to tell.

    outline: polygons, of each its rings, the outer first.  actions: confirmed ones that answer it.
    """

    ref: str
    name: str
    state: HotspotState
    standing: Standing
    trend: str
    count: Figure
    reports: Figure
    findings: Figure
    growth: Figure
    felt_and_found: FeltAndFound
    categories: tuple[Category, ...]
    area_code: str
    gaps: tuple[GapKind, ...]
    actions: tuple[UUID, ...]
    late_actions: int
    peak: tuple[float, float]
    outline: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """What became of a place from one month-end to the next: born, merged, split, gone. others: with or into which."""

    on: date
    event: Event
    name: str
    others: tuple[str, ...]
    count: Figure


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area: its evidence, and its reported burglaries beside its dwellings. why: the rate is not told."""

    code: str
    name: str
    evidence: Figure
    burglaries: Figure
    rate: Figure
    standing: InFunnel | None
    why: WhyNoRate | None
    outline: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True)
class Burglaries:
    """Reported dwelling burglaries. preliminary: months whose counts are; months: whole ones that were counted."""

    count: Figure
    overall: Figure
    months: tuple[date, ...]
    preliminary: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A question of the safety survey in an area: its last two waves, and the change between them."""

    area_code: str
    area_name: str
    question: str
    last: Figure
    before: Figure
    change: Figure


@dataclass(frozen=True, slots=True)
class Part:
    """A party's part in an action."""

    party: str
    role: ResponsibleRole
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What is told of an action's effect: the ratio of before and after against the comparison, and the verdict."""

    verdict: str
    ratio: Figure


@dataclass(frozen=True, slots=True)
class ActionPart:
    """An action. done: in `measure`; target: what was committed to, for the whole period."""

    id: UUID
    title: str
    starts_on: date
    ends_on: date | None
    commitment: CommitmentKind | None
    measure: Measure
    pace: Pace
    is_late: bool
    done: Figure
    target: Figure
    last_done_on: date | None
    parts: tuple[Part, ...]
    places: tuple[str, ...]
    spots: tuple[str, ...]
    effect: EffectLine | None


@dataclass(frozen=True, slots=True)
class PromisePart:
    """A promise: what was promised, whether it is kept and why, and what is done for it. late: actions behind."""

    id: UUID
    number: int
    title: str
    text: str | None
    starts_on: date
    ends_on: date | None
    keeping: Keeping
    why: Why
    is_over: bool
    indicator: str | None
    direction: Direction | None
    baseline: Figure
    target: Figure
    reading: Figure
    late: Figure
    actions: tuple[UUID, ...]
    spots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapPart:
    """Something that the chain lacks. ref: of the record that lacks it; about: numbers and names, by what they are."""

    kind: GapKind
    subject_kind: str
    ref: str
    name: str
    about: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Where evidence came from: rows, first and last day."""

    kind: EvidenceKind
    source: SourceType
    rows: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ImportPart:
    """The last import of a file: what became of its rows. on: the day it was made."""

    import_kind: str
    file_name: str
    on: date
    read: int
    rejected: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacePart:
    """A named place where something is done. at: (lon, lat), WGS84 degrees.  actions: those that are done there."""

    ref: UUID
    name: str
    at: tuple[float, float]
    actions: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where some of it comes from. licence: None where nobody said under which it may be used."""

    source: str
    licence: str | None
    made_up: bool


@dataclass(frozen=True, slots=True)
class ViewSpot:
    """A hotspot of a view. trend: as of Spot."""

    ref: str
    name: str
    trend: str
    count: Figure


@dataclass(frozen=True, slots=True)
class ViewPart:
    """A view of the map that somebody put in. query: of the map's address; selection: what was chosen, as JSON.

    spots: the first ones by rank, of `all_spots`.
    """

    id: UUID
    title: str
    query: str
    selection: str
    total: Figure
    kinds: tuple[tuple[EvidenceKind, Figure], ...]
    categories: tuple[tuple[Category, Figure], ...]
    spots: tuple[ViewSpot, ...]
    all_spots: int


@dataclass(frozen=True, slots=True)
class Content:
    """A lägesbild's content on a day.

    tier: who was to see it: nothing above it went in.  since, until: the period that evidence is told for;
    before_since, before_until: the one it is held against, as long and right before it.  places, origins: None in one
    that was frozen before they were told.  views: of the map; None where nobody put any in.
    """

    schema: int
    municipality: str
    name: str
    tier: Tier
    as_of: date
    since: date
    until: date
    before_since: date
    before_until: date
    made_up: bool
    evidence: tuple[EvidenceCount, ...]
    spots: tuple[Spot, ...]
    happened: tuple[Happened, ...]
    areas: tuple[AreaLine, ...]
    burglaries: Burglaries
    survey: tuple[SurveyLine, ...]
    promises: tuple[PromisePart, ...]
    actions: tuple[ActionPart, ...]
    gaps: tuple[GapPart, ...]
    sources: tuple[SourcePart, ...]
    imports: tuple[ImportPart, ...]
    places: tuple[PlacePart, ...] | None = None
    origins: tuple[Origin, ...] | None = None
    views: tuple[ViewPart, ...] | None = None

    def action(self, identity: UUID) -> ActionPart:
        """One action, by its id, which must be among them."""
        return next(one for one in self.actions if one.id == identity)

    def spot(self, ref: str) -> Spot:
        """One hotspot, by its ref, which must be among them."""
        return next(one for one in self.spots if one.ref == ref)


def figures(of: object) -> Iterator[Figure]:
    """All figures of a content or of a part of it, in its order."""
    if isinstance(of, Figure):
        yield of
    elif isinstance(of, tuple):
        for one in of:
            yield from figures(one)
    elif is_dataclass(of) and not isinstance(of, type):
        for item in fields(of):
            yield from figures(getattr(of, item.name))
