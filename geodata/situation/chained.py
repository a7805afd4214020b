"""The chain of a hotspot or a place as it is kept: which link holds, which is missing, which is late. Pure.

RULE 1: the same as on the pages, see geodata.chain.answer_steps: responsibility is missing where any action lacks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from geodata.chain import NodeState, Step
from geodata.model import HotspotState
from geodata.situation.content import ActionPart, GapPart, PromisePart, Spot


@dataclass(frozen=True, slots=True)
class Answers:
    """What answers something: actions, and the promises that they serve."""

    actions: tuple[ActionPart, ...]
    promises: tuple[PromisePart, ...]

    def states(self) -> Mapping[Step, NodeState]:
        """The links from promise to effect."""
        done, late = any(one.done.value for one in self.actions), any(one.is_late for one in self.actions)
        return {
            Step.PROMISE: _state(bool(self.promises)),
            Step.ACTION: _state(bool(self.actions)),
            Step.RESPONSIBLE: _state(bool(self.actions) and all(one.parts for one in self.actions)),
            Step.DONE: NodeState.LATE if late else _state(done),
            Step.EFFECT: _state(any(one.effect for one in self.actions)),
        }


def answers(ids: Iterable[UUID], actions: Sequence[ActionPart], promises: Sequence[PromisePart]) -> Answers:
    """The actions of these ids, in their order, and the promises that any of them serves."""
    asked = frozenset(ids)
    return Answers(
        tuple(one for one in actions if one.id in asked),
        tuple(one for one in promises if not asked.isdisjoint(one.actions)),
    )


def spot_states(spot: Spot) -> Mapping[Step, NodeState]:
    """The links before the promise. A hotspot that nobody has adopted is one that is missing."""
    return {
        Step.EVIDENCE: _state(bool(spot.count.value)),
        Step.HOTSPOT: _state(spot.state is HotspotState.ADOPTED),
    }


def whole_state(states: Iterable[NodeState]) -> NodeState:
    """Of a whole chain: late before missing."""
    found = frozenset(states)
    return next((one for one in (NodeState.LATE, NodeState.MISSING) if one in found), NodeState.HOLDS)


def lacking(gaps: Iterable[GapPart], refs: Iterable[str]) -> tuple[GapPart, ...]:
    """The gaps of records with these refs."""
    asked = frozenset(refs)
    return tuple(gap for gap in gaps if gap.ref in asked)


def _state(holds: bool) -> NodeState:
    return NodeState.HOLDS if holds else NodeState.MISSING
