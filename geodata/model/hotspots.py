"""Hotspots and what hangs on them: links, effects, the meetings that decide."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from geodata.model.base import AreaCode, Instant, Month, Name, Outline, Position, Real, Record, Text, Tier, Value
from geodata.model.taxonomy import Category
from geodata.model.walks import Attendance


class HotspotState(StrEnum):
    """A candidate is computed anew each time; adopted and dismissed ones are kept by a person's decision."""

    CANDIDATE = "candidate"
    ADOPTED = "adopted"
    DISMISSED = "dismissed"


class Hotspot(Record):
    """A place where evidence gathers. Adopting it freezes its id, outline and evidence.

    peak: where the density is highest.  named_by_person: a name that re-analysis never replaces.
    evidence_ids: reports and findings inside when it was adopted.  last_confirmed_on: when somebody last said that the
    place is still as it was.
    """

    kind: ClassVar[str] = "hotspot"

    tier: Tier = Tier.MUNICIPALITY
    name: Name
    state: HotspotState
    outline: Outline
    peak: Position
    named_by_person: bool = False
    place_id: UUID | None = None
    evidence_ids: tuple[UUID, ...] = ()
    decided_at: Instant | None = None
    decided_by: Text | None = None
    reason: Text | None = None
    last_confirmed_on: date | None = None


class LinkState(StrEnum):
    """Suggestions are computed; what a person decided is kept and remembered."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Link(Record):
    """A koppling: a hotspot and the action that answers it, with the reason, who decided and when."""

    kind: ClassVar[str] = "link"

    tier: Tier = Tier.MUNICIPALITY
    hotspot_id: UUID
    action_id: UUID
    state: LinkState
    reason: Text | None = None
    decided_at: Instant
    decided_by: Name


class Verdict(StrEnum):
    """What can be said about an effect; undecided is an honest answer."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNDECIDED = "undecided"


class Effect(Record):
    """Change after an action, relative to a comparison: -0.12 is 12 % fewer. None where it cannot be computed.

    treated_area_codes, comparison_area_codes: where it was done, and the areas it is held against.  displacement:
    change round the place, in displaced_area_codes, in the same time and measure; each with its interval.  parameters:
    the method's choices, one "name=value" each.  least_fall: 0-1, that these periods could show.  seen_from: the month
    in which a fall worth having could be told at the earliest.
    """

    kind: ClassVar[str] = "effect"

    action_id: UUID
    hotspot_id: UUID | None = None
    method: Name
    before_from: date
    before_to: date
    after_from: date
    after_to: date
    change: Real | None = None
    low: Real | None = None
    high: Real | None = None
    comparison_area_codes: tuple[AreaCode, ...] = ()
    displacement: Real | None = None
    displacement_low: Real | None = None
    displacement_high: Real | None = None
    verdict: Verdict
    computed_at: Instant
    treated_area_codes: tuple[AreaCode, ...] = ()
    displaced_area_codes: tuple[AreaCode, ...] = ()
    parameters: tuple[Name, ...] = ()
    least_fall: Annotated[Real, Field(ge=0, le=1)] | None = None
    seen_from: Month | None = None

    @model_validator(mode="after")
    def _intervals_hold_their_values(self) -> Self:
        for name, found in (
            ("change", (self.low, self.change, self.high)),
            ("displacement", (self.displacement_low, self.displacement, self.displacement_high)),
        ):
            known = [value for value in found if value is not None]
            if known != sorted(known):
                raise ValueError(
                    f"the interval {found[0]} to {found[2]} does not hold the {name} {found[1]}; "
                    "give low, value and high in that order"
                )
        return self


class Decision(Value):
    """A decision of a meeting: about places and themes, never about persons."""

    text: Name
    place_ids: tuple[UUID, ...] = ()
    categories: tuple[Category, ...] = ()
    action_id: UUID | None = None


class Meeting(Record):
    """A meeting of the operativa gruppen: attendance by function and what was decided."""

    kind: ClassVar[str] = "meeting"

    tier: Tier = Tier.MUNICIPALITY
    title: Name
    held_on: date
    attendance: tuple[Attendance, ...] = ()
    decisions: tuple[Decision, ...] = ()
    action_id: UUID | None = None
