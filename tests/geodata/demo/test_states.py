"""Every state that the register, the arithmetic and coverage know occurs in the demonstration, so that it can be seen.

Asked through the casebook, as a page asks: what is told here was worked out and never written down as such.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

import pytest

import geodata.model
from geodata.chain import FeltAndFound, NodeState, Standing, Step
from geodata.coverage import Phase, Tie
from geodata.demo import MUNICIPALITIES
from geodata.freshness import Concern
from geodata.inbox import Alike, Waits
from geodata.keeping import Keeping, Why
from geodata.linking import GapKind, ReasonKind
from geodata.meetings import DecisionState, Topic, is_overdue
from geodata.model import (
    Action,
    Activity,
    Agreement,
    BurglaryCount,
    CaseStatus,
    CommitmentKind,
    Communication,
    ConsentState,
    ContactCard,
    ContactOutcome,
    ControlFocus,
    Dialogue,
    DialogueForm,
    Direction,
    DwellingType,
    Feeling,
    Finding,
    FireCount,
    Handover,
    HandoverState,
    HandoverWay,
    Hotspot,
    HotspotState,
    Idea,
    IdeaKind,
    Link,
    LinkState,
    Measure,
    Meeting,
    NeighbourhoodWatch,
    Party,
    PartyKind,
    Place,
    Promise,
    Record,
    Report,
    ResponsibleRole,
    Substance,
    TimePrecision,
    Walk,
    WalkForm,
)
from geodata.progress import Pace
from geodata.protocols.rewalk import Became
from geodata.walkplans import WalkState
from tests.geodata.demo.showing import PLANNER, Shown

MODULES = (
    *("chain", "coverage", "freshness", "inbox", "keeping", "linking", "meetings", "progress"),
    *("protocols.rewalk", "walkplans"),
)


STATES: dict[type[StrEnum], Callable[[Shown], Iterable[object]]] = {
    # how promises, actions and decisions stand
    Keeping: lambda s: (story.keeping.keeping for story in s.stories),
    Why: lambda s: (story.keeping.why for story in s.stories),
    Pace: lambda s: (line.progress.pace for line in s.lines),
    Concern: lambda s: (
        concern
        for code in MUNICIPALITIES
        for tasks in s.casebook.tasks(PLANNER, code).values()
        for task in tasks
        for concern in task.concerns
    ),
    Topic: lambda s: (point.topic for code in MUNICIPALITIES for point in s.casebook.agenda(PLANNER, code).points),
    DecisionState: Shown.decisions,
    # what is tied to what, and what is not
    Tie: Shown.ties,
    LinkState: lambda s: s.values("state", Link),
    ReasonKind: lambda s: s.suggestions,
    GapKind: lambda s: (gap.kind for seen in s.coverages for gap in seen.gaps),
    NodeState: lambda s: (state for _, state in s.steps()),
    Step: lambda s: (step for step, _ in s.steps()),
    # places
    HotspotState: lambda s: {card.state for card in s.cards} | s.values("state", Hotspot),
    Standing: lambda s: (card.standing for card in s.cards),
    CaseStatus: lambda s: s.values("status", Report, Finding),
    Feeling: lambda s: s.values("feeling", Report, Finding),
    TimePrecision: lambda s: s.values("precision", Report, Finding),
    # what is promised and logged
    CommitmentKind: lambda s: (line.action.commitment.commitment_kind for line in s.lines if line.action.commitment),
    ResponsibleRole: lambda s: (part.role for line in s.lines for part in line.responsible),
    Direction: lambda s: (story.promise.indicator.direction for story in s.stories if story.promise.indicator),
    Measure: lambda s: (
        {line.progress.measure for line in s.lines}
        | {counted.measure for record in s.all_of(Activity) for counted in getattr(record, "numbers", ())}
    ),
    ContactOutcome: lambda s: s.values("contact_outcome", Activity),
    ControlFocus: lambda s: s.values("focus", Activity),
    Substance: lambda s: (substance for line in s.lines for substance in line.action.substances),
    IdeaKind: lambda s: s.values("idea_kind", Idea),
    DialogueForm: lambda s: s.values("form", Dialogue),
    PartyKind: lambda s: s.values("party_kind", Party),
    DwellingType: lambda s: s.values("dwelling_type", NeighbourhoodWatch),
    # walks
    WalkForm: lambda s: s.values("form", Walk),
    WalkState: lambda s: (line.state for line in s.walk_lines),
    ConsentState: lambda s: (one.consent.state for one in s.findings if one.consent),
    Waits: Shown.waits,
    Alike: Shown.likenesses,
    Phase: Shown.phases,
    HandoverState: lambda s: s.values("state", Handover),
    HandoverWay: lambda s: s.values("how", Handover),
    Became: lambda s: (became for became, _ in s.comparison.became),
}
# what no made-up record can be, or should
NEVER: dict[type[StrEnum], set[StrEnum]] = {
    # a phone's version that lost stands in the log alone; and no text here names a person
    Waits: {Waits.CONFLICT, Waits.NAMES_PERSON},
}
NOT_ASKED = {
    # is worked out of evidence; a demonstration made to give each answer would be no evidence
    "FeltAndFound": "a test's answer: what is felt more than found is not forced on the made-up rows",
    "Verdict": "an effect is kept when somebody asks for it; the demonstration keeps none",
    # says what something is, and not how it stands
    "ActionType": "a vocabulary",
    "AreaKind": "a vocabulary",
    "Category": "a vocabulary",
    "PlaceKind": "a vocabulary",
    "ReporterRole": "a vocabulary",
    "SourceType": "a vocabulary",
    "Tier": "who sees what: test_records asks for each",
    "Outcome": "what a delivery tells of a burglary; the demonstration's always tells it",
    "SurveyUnit": "a unit",
    "EvidenceKind": "which kinds a view shows",
    "Light": "what a view asks the sun about: test_columns",
    "Section": "where somebody writes a text of their own",
    "MarkKind": "what looks like personal data, of which there is none",
    "WhyHere": "why a stop is proposed: of the proposal somebody asks for",
    # who may what
    "Role": "of the reader",
    "Deed": "of the reader",
}


def _enums() -> Iterator[type[StrEnum]]:
    names = [f"geodata.model.{found.name}" for found in pkgutil.iter_modules(geodata.model.__path__)]
    for name in (*names, *(f"geodata.{module}" for module in MODULES)):
        for one in vars(importlib.import_module(name)).values():
            if isinstance(one, type) and issubclass(one, StrEnum) and one.__module__ == name:
                yield one


@pytest.mark.parametrize("states", STATES, ids=lambda states: states.__name__)
def test_every_state_occurs_in_the_demonstration(shown: Shown, states: type[StrEnum]) -> None:
    assert set(states) - set(STATES[states](shown)) == NEVER.get(states, set())


def test_no_kind_of_state_is_forgotten() -> None:
    unknown = {one.__name__ for one in _enums() if one not in STATES} - NOT_ASKED.keys()
    assert unknown == set()
    assert FeltAndFound.__name__ in NOT_ASKED


@pytest.mark.parametrize("kind", [Hotspot, Promise, Action])
def test_what_is_fresh_what_is_stale_and_what_nobody_confirmed_stand_beside_each_other(
    shown: Shown, kind: type[Record]
) -> None:
    found = list(shown.freshness(kind))
    assert any(not one.stale for one in found)
    assert any(one.stale and one.on is not None for one in found)
    # a hotspot is confirmed when it is adopted
    assert kind is Hotspot or any(one.on is None for one in found)


def test_some_parties_have_confirmed_their_part_and_some_have_not(shown: Shown) -> None:
    days = {part.confirmed_on for line in shown.lines for part in line.responsible}
    assert None in days
    assert len(days) > 2
    assert any(not line.responsible for line in shown.lines)


def test_actions_are_done_late_missed_and_still_to_come(shown: Shown) -> None:
    by_kind = {
        (line.action.commitment.commitment_kind, line.progress.pace) for line in shown.lines if line.action.commitment
    }
    assert {
        (CommitmentKind.AT_LEAST, Pace.FULFILLED),
        (CommitmentKind.AT_LEAST, Pace.ON_PACE),
        (CommitmentKind.AT_LEAST, Pace.OVERDUE),
        (CommitmentKind.PER_MONTH, Pace.FULFILLED),
        (CommitmentKind.PER_MONTH, Pace.BEHIND),
        (CommitmentKind.PER_YEAR, Pace.FULFILLED),
        (CommitmentKind.PER_YEAR, Pace.OVERDUE),
        (CommitmentKind.PER_YEAR, Pace.UPCOMING),
        (CommitmentKind.CONTINUOUS, Pace.ENDED),
        (CommitmentKind.CONTINUOUS, Pace.ONGOING),
        (CommitmentKind.BY_DATE, Pace.FULFILLED),
        (CommitmentKind.BY_DATE, Pace.OVERDUE),
        (CommitmentKind.BY_DATE, Pace.UPCOMING),
    } <= by_kind
    assert any(line.forecast and line.forecast.reached_on for line in shown.lines)
    assert any(line.forecast and line.forecast.needed_per_month for line in shown.lines)


def test_risk_evenings_are_covered_missed_and_to_come(shown: Shown) -> None:
    (evenings,) = (line.evenings for line in shown.lines if line.evenings)
    assert evenings.covered
    assert evenings.missed
    assert evenings.coming


def test_all_that_was_agreed_can_be_done_and_the_promise_still_not_be_kept(shown: Shown) -> None:
    missed = [story.keeping for story in shown.stories if story.keeping.keeping is Keeping.NOT_KEPT]
    assert any(len(one.work.fulfilled) == one.work.counted for one in missed)
    kept = [story.keeping for story in shown.stories if story.keeping.keeping is Keeping.KEPT]
    assert kept
    assert all(one.reading is not None and one.target is not None for one in kept)


def test_an_agreement_is_over_one_runs_and_one_is_a_draft_that_nobody_has_signed(shown: Shown) -> None:
    today = shown.casebook.today(PLANNER, "0880")
    agreements = [r for r in shown.all_of(Agreement) if isinstance(r, Agreement) and r.municipality == "0880"]
    over = [one for one in agreements if one.ends_on and one.ends_on < today]
    coming = [one for one in agreements if one.starts_on > today]
    assert (len(over), len(coming), len(agreements)) == (1, 1, 3)
    assert over[0].signed_on
    assert coming[0].signed_on is None
    assert all(one.provenance.made_up and "påhitta" in one.title for one in (*over, *coming))


def test_the_households_of_the_promise_are_those_of_the_schemes(shown: Shown) -> None:
    """A reading is worth what stands behind it: the register of neighbourhood watch on that day."""
    schemes = [r for r in shown.all_of(NeighbourhoodWatch) if isinstance(r, NeighbourhoodWatch)]
    kalmar = [one for one in schemes if one.municipality == "0880"]
    read = [
        reading
        for story in shown.stories
        if story.promise.indicator and story.promise.indicator.unit == "hushåll"
        for reading in story.promise.indicator.readings
    ]
    assert len(read) == 2
    for reading in read:
        there = [w for w in kalmar if w.starts_on <= reading.on and (w.ends_on is None or w.ends_on >= reading.on)]
        assert sum(one.households or 0 for one in there) == reading.value
    assert any(one.ends_on for one in kalmar)
    assert any(one.households is None for one in kalmar)


def test_what_residents_are_told_is_planned_late_published_and_not_yet_approved(shown: Shown) -> None:
    for code in MUNICIPALITIES:
        today = shown.casebook.today(PLANNER, code)
        plan = [r for r in shown.all_of(Communication) if isinstance(r, Communication) and r.municipality == code]
        late = [one for one in plan if is_overdue(one, on=today)]
        out = [one for one in plan if one.published_on]
        assert late
        assert out
        assert len(plan) > len(late) + len(out)
        assert any(one.published_on and one.published_on > one.planned_on for one in plan)
        assert {one.approved_by is None for one in plan} == {True, False}


def test_views_are_replied_in_time_late_and_not_at_all(shown: Shown) -> None:
    for code in MUNICIPALITIES:
        today = shown.casebook.today(PLANNER, code)
        ideas = [r for r in shown.all_of(Idea) if isinstance(r, Idea) and r.municipality == code]
        assert any(one.replied_on and one.replied_on <= one.reply_due_on for one in ideas)
        assert any(one.replied_on and one.replied_on > one.reply_due_on for one in ideas)
        assert any(one.replied_on is None and one.reply_due_on < today for one in ideas)
        assert any(one.replied_on is None and one.reply_due_on >= today for one in ideas)


def test_some_contact_cards_are_due_for_review_and_a_place_was_named_that_nobody_has_located(shown: Shown) -> None:
    for code in MUNICIPALITIES:
        today = shown.casebook.today(PLANNER, code)
        cards = [r for r in shown.all_of(ContactCard) if isinstance(r, ContactCard) and r.municipality == code]
        assert {bool(card.review_on and card.review_on < today) for card in cards} == {True, False}
    places = {r.id for r in shown.all_of(Place) if isinstance(r, Place) and not r.is_located}
    assert any(places & set(r.place_ids) for r in shown.all_of(Dialogue) if isinstance(r, Dialogue))


def test_counts_are_final_preliminary_and_suppressed(shown: Shown) -> None:
    fires = [r for r in shown.all_of(FireCount) if isinstance(r, FireCount)]
    assert {one.dwelling_type for one in fires} == set(DwellingType)
    assert {one.is_preliminary for one in fires} == {True, False}
    assert {one.is_suppressed for one in fires} == {True, False}
    assert any(one.count == 0 for one in fires)
    assert {bool(r.count) for r in shown.all_of(BurglaryCount) if isinstance(r, BurglaryCount)} == {True, False}


def test_a_meeting_has_decided_something(shown: Shown) -> None:
    assert any(r.decisions for r in shown.all_of(Meeting) if isinstance(r, Meeting))
