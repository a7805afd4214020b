"""The chain: evidence, hotspot, promise, action, responsible party, activity, effect, as one value to draw anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from shapely.geometry.base import BaseGeometry

from geodata.keeping import Evenings, Forecast, Keeping, PromiseKeeping, Why
from geodata.linking import Gap, GapKind, Suggestion
from geodata.model import (
    Action,
    Activity,
    Agreement,
    Category,
    ContactCard,
    Dialogue,
    Effect,
    Goal,
    HotspotState,
    Link,
    Measure,
    Party,
    Place,
    Position,
    Promise,
    Reading,
    ResponsibleRole,
    SurveyResult,
    View,
)
from geodata.progress import Progress


class Standing(StrEnum):
    """Whether a hotspot is more than chance: told by rows that had no part in finding it.

    candidate: tested and not told from chance. untested: too little evidence, or it came after those that test.
    """

    CONFIRMED = "confirmed"
    CANDIDATE = "candidate"
    UNTESTED = "untested"


class FeltAndFound(StrEnum):
    """A place's share of all that is reported as unsafe beside its share of all that walks found, beyond chance."""

    MORE_FELT = "more_felt"
    MORE_FOUND = "more_found"
    ALIKE = "alike"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Growth:
    """Factor from one year to the next, the season taken out: 1.2 is 20 % more; low, high: its 95 % interval."""

    yearly: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class HotspotCard:
    """A hotspot as a list shows it.

    ref: its lasting name in addresses: a UUID once adopted, "k-EAST-NORTH" (SWEREF 99 TM, m) while a candidate.
    version: of the adopted record, 0 for a candidate.  count_low, count_high: exact 95 % Poisson interval.
    trend: a word of direction, "" where there is too little for one; growth: None where there is too little for it.
    standing, p, later, expected: of the test by later rows: p adjusted for all places tested, rows in the later part,
    and what as many cells hold by chance; None where untested.
    felt_and_found: reports beside findings.  outline, peak: WGS84.  actions: confirmed ones that answer it today;
    late_actions: those of them that are behind, overdue or silent.
    """

    ref: str
    version: int
    name: str
    state: HotspotState
    rank: int
    count: int
    count_low: float
    count_high: float
    reports: int
    findings: int
    trend: str
    growth: Growth | None
    standing: Standing
    p: float | None
    later: int | None
    expected: float | None
    categories: tuple[tuple[Category, int], ...]
    outline: BaseGeometry
    peak: Position
    area_code: str
    actions: int
    late_actions: int
    gaps: tuple[GapKind, ...]
    felt_and_found: FeltAndFound


@dataclass(frozen=True, slots=True)
class EvidenceSummary:
    """What is known of a place in a period.

    by_month: (first day, count), without holes.  by_hour: 24 counts, local time; unknown_hour: those without one.
    by_weekday: 7 counts from Monday.  dialogues: those that named the place.
    """

    reports: int
    findings: int
    safe: int
    first_on: date | None
    last_on: date | None
    trend: str
    by_category: tuple[tuple[Category, int], ...]
    by_source: tuple[tuple[str, int], ...]
    by_month: tuple[tuple[date, int], ...]
    by_hour: tuple[int, ...]
    unknown_hour: int
    by_weekday: tuple[int, ...]
    dialogues: tuple[Dialogue, ...]


@dataclass(frozen=True, slots=True)
class ResponsibleLine:
    """A party and its part in an action."""

    party: Party
    role: ResponsibleRole
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with the promises it serves, who answers for it and how it stands.

    link: what ties it to the hotspot; link_version: of that record.  forecast: where the pace leads, None where it
    says nothing.  evenings: how its risk evenings are covered.  made_up: the action, or some of its log, is
    demonstration data.  ended_on: its last day once that has passed, by itself or with its promises, None before.
    is_called: whether somebody may still be called upon for it.
    """

    action: Action
    promises: tuple[Promise, ...]
    responsible: tuple[ResponsibleLine, ...]
    progress: Progress
    effect: Effect | None = None
    link: Link | None = None
    link_version: int = 0
    forecast: Forecast | None = None
    evenings: Evenings | None = None
    made_up: bool = False
    ended_on: date | None = None
    is_called: bool = True

    @property
    def answers_today(self) -> bool:
        """Whether it still answers something: it has not ended, or what it owes is still asked for."""
        return self.ended_on is None or (self.is_called and self.progress.is_late)


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A suggested action, drawn like a linked one, with the reasons for it."""

    suggestion: Suggestion
    line: ActionLine


class Step(StrEnum):
    """The seven nodes of the drawing, in order."""

    EVIDENCE = "evidence"
    HOTSPOT = "hotspot"
    PROMISE = "promise"
    ACTION = "action"
    RESPONSIBLE = "responsible"
    DONE = "done"
    EFFECT = "effect"


class NodeState(StrEnum):
    """A node that holds is solid, a missing one hollow, a late one marked with sign and word."""

    HOLDS = "holds"
    MISSING = "missing"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Chain:
    """A hotspot's whole chain on a day.

    answers: confirmed actions.  suggestions: best first.  as_of: the day that counts as today.  made_up: some of it
    is demonstration data.
    """

    hotspot: HotspotCard
    evidence: EvidenceSummary
    answers: tuple[ActionLine, ...]
    suggestions: tuple[SuggestionLine, ...]
    gaps: tuple[Gap, ...]
    view: View
    as_of: date
    made_up: bool
    data_version: int

    @property
    def steps(self) -> tuple[tuple[Step, NodeState], ...]:
        """The state of each node, in the drawing's order."""
        return (
            (Step.EVIDENCE, NodeState.HOLDS if self.hotspot.count else NodeState.MISSING),
            (
                Step.HOTSPOT,
                NodeState.HOLDS if self.hotspot.state is HotspotState.ADOPTED else NodeState.MISSING,
            ),
            *answer_steps(self.answers),
        )


def answer_steps(answers: tuple[ActionLine, ...]) -> tuple[tuple[Step, NodeState], ...]:
    """The state of the nodes from promise to effect for a set of actions.

    A node is late where any action is. RULE 1: responsibility is missing where any action lacks it, for nobody answers
    for that part; any other node is missing only where every action lacks it.
    """
    if not answers:
        missing = (Step.PROMISE, Step.ACTION, Step.RESPONSIBLE, Step.DONE, Step.EFFECT)
        return tuple((step, NodeState.MISSING) for step in missing)

    def state(holds: bool, late: bool = False) -> NodeState:
        if late:
            return NodeState.LATE
        return NodeState.HOLDS if holds else NodeState.MISSING

    return (
        (Step.PROMISE, state(any(line.promises for line in answers))),
        (Step.ACTION, NodeState.HOLDS),
        (Step.RESPONSIBLE, state(all(line.responsible for line in answers))),
        (
            Step.DONE,
            state(any(line.progress.done for line in answers), any(line.progress.is_late for line in answers)),
        ),
        (Step.EFFECT, state(any(line.effect for line in answers))),
    )


@dataclass(frozen=True, slots=True)
class PromiseStory:
    """A promise, how it stands, its actions and the hotspots that they answer. evidence, surveys: what it cites."""

    promise: Promise
    keeping: PromiseKeeping
    answers: tuple[ActionLine, ...]
    hotspots: tuple[HotspotCard, ...]
    evidence: tuple[Dialogue, ...]
    surveys: tuple[SurveyResult, ...]
    gaps: tuple[Gap, ...]
    as_of: date
    made_up: bool


@dataclass(frozen=True, slots=True)
class ActionStory:
    """An action with its log, newest first, and the hotspots that it answers.

    measure: what its commitment counts.  places: names for the activities' places.
    """

    line: ActionLine
    hotspots: tuple[HotspotCard, ...]
    activities: tuple[Activity, ...]
    measure: Measure
    places: Mapping[UUID, Place]
    gaps: tuple[Gap, ...]
    as_of: date
    made_up: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal and how it stands: on the day, or on the last day of its agreement. reading: the latest until then."""

    goal: Goal
    keeping: Keeping
    why: Why
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact card of a party. is_stale: the day of its review has passed, or was never set."""

    card: ContactCard
    party: Party
    is_stale: bool


@dataclass(frozen=True, slots=True)
class AgreementStory:
    """An agreement on a day: who agreed, what the whole strives for, whom to turn to."""

    agreement: Agreement
    parties: tuple[Party, ...]
    goals: tuple[GoalLine, ...]
    contacts: tuple[ContactLine, ...]
    as_of: date
