"""What the casebook tells of the demonstration, gathered as tests ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from geodata.casebook import Casebook
from geodata.chain import ActionLine, HotspotCard, NodeState, PromiseStory, Step
from geodata.coverage import Coverage, Phase, Tie, phase
from geodata.demo import MUNICIPALITIES
from geodata.freshness import Freshness
from geodata.inbox import Alike, Waits
from geodata.linking import ReasonKind
from geodata.meetings import DecisionState, state_of
from geodata.model import (
    Actor,
    Finding,
    Hotspot,
    HotspotState,
    Record,
    Role,
    View,
)
from geodata.protocols.rewalk import Comparison
from geodata.walkplans import WalkLine

PLANNER = Actor(role=Role.PLANNER)


class Shown:
    """What the casebook tells of both municipalities."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook

    def all_of(self, *kinds: type[Record]) -> list[Record]:
        return [
            entry.record
            for kind in kinds
            for code in MUNICIPALITIES
            for entry in self.casebook.entries(PLANNER, kind, code)
        ]

    def values(self, name: str, *kinds: type[Record]) -> set[object]:
        return {getattr(record, name) for record in self.all_of(*kinds)}

    @cached_property
    def lines(self) -> list[ActionLine]:
        return [line for code in MUNICIPALITIES for line in self.casebook.actions(PLANNER, code)]

    @cached_property
    def stories(self) -> list[PromiseStory]:
        return [story for code in MUNICIPALITIES for story in self.casebook.promises(PLANNER, code)]

    @cached_property
    def coverages(self) -> list[Coverage]:
        asked = [(code, period) for code in MUNICIPALITIES for period in self.casebook.periods(PLANNER, code)]
        return [self.casebook.coverage(PLANNER, code, period) for code, period in asked]

    @cached_property
    def cards(self) -> list[HotspotCard]:
        return [card for code in MUNICIPALITIES for card in self.casebook.hotspots(PLANNER, View(municipality=code))]

    @cached_property
    def suggestions(self) -> list[ReasonKind]:
        refs = [card.ref for card in self.cards]
        return [
            reason.kind
            for code in MUNICIPALITIES
            for found in self.casebook.suggested(PLANNER, code, refs, limit=50).values()
            for suggestion in found
            for reason in suggestion.reasons
        ]

    def ties(self) -> set[Tie]:
        decided = {tie for seen in self.coverages for tied in seen.tied.by_hotspot.values() for tie in tied.values()}
        return decided | ({Tie.SUGGESTED} if self.suggestions else set())

    def steps(self) -> Iterator[tuple[Step, NodeState]]:
        for card in self.cards:
            code = MUNICIPALITIES[card.area_code.startswith(MUNICIPALITIES[1])]
            yield from self.casebook.chain(PLANNER, View(municipality=code), card.ref).steps

    def phases(self) -> Iterator[Phase]:
        for story in self.stories:
            yield phase(story.promise.starts_on, story.promise.ends_on, on=story.as_of)

    def decisions(self) -> Iterator[DecisionState]:
        for code in MUNICIPALITIES:
            for entry in self.casebook.meetings(PLANNER, code):
                for decision in entry.record.decisions:
                    own = decision.action_id
                    log = {own: {e.record.id: e.record for e in self.casebook.log_of(PLANNER, own)}} if own else {}
                    yield state_of(decision, entry.record, log)

    @cached_property
    def walk_lines(self) -> list[WalkLine]:
        return [line for code in MUNICIPALITIES for line in self.casebook.walks(PLANNER, code)]

    @cached_property
    def comparison(self) -> Comparison:
        (later,) = (line.walk for line in self.walk_lines if line.held_on and line.walk.previous_id)
        return self.casebook.compare_walks(PLANNER, later.id)

    @cached_property
    def findings(self) -> list[Finding]:
        return [record for record in self.all_of(Finding) if isinstance(record, Finding)]

    def findings_of(self, code: str) -> list[Finding]:
        return [one for one in self.findings if one.municipality == code]

    def waits(self) -> Iterator[Waits]:
        for code in MUNICIPALITIES:
            yield from (one for one, count in self.casebook.inbox(PLANNER, code).counts.items() if count)

    def likenesses(self) -> Iterator[Alike]:
        for one in self.findings:
            if one.duplicate_of is not None and one.merged_on is None:
                for alike in self.casebook.finding_story(PLANNER, one.id).alike:
                    yield from alike.reasons

    def freshness(self, kind: type[Record]) -> Iterator[Freshness]:
        for record in self.all_of(kind):
            if not (isinstance(record, Hotspot) and record.state is not HotspotState.ADOPTED):
                yield self.casebook.freshness_of(PLANNER, kind, record.id)
