"""The values that a question about an action's effect is asked with and answered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from geodata.analysis.effects import Ratio, Verdict
from geodata.analysis.evaluation import Evaluation
from geodata.model import Action, Activity, Category, Hotspot, NeighbourhoodWatch, Place
from geodata.studies.basis import Basis
from geodata.studies.effect_areas import ComparisonOption, EffectGround
from geodata.studies.effect_counts import EffectMeasure, EventCounts, Months

WISHED_FALL = 0.2


class WhyNot(StrEnum):
    """Why an effect cannot be judged at all; each has its remedy in the catalogues."""

    NO_AREA = "no_area"
    NO_THEME = "no_theme"
    NOTHING_COUNTED = "nothing_counted"
    NOT_BEGUN = "not_begun"
    TOO_FEW_MONTHS = "too_few_months"
    NOT_COUNTED = "not_counted"
    NO_EVENTS = "no_events"
    NO_COMPARISON = "no_comparison"


class EffectNote(StrEnum):
    """What a reader must know beside the cautions of the method."""

    COMPARISON_DRIFTED = "comparison_drifted"
    COMPARISON_UNTESTED = "comparison_untested"
    PRELIMINARY = "preliminary"
    PROMISES_THEMES = "promises_themes"
    WHERE_LOGGED = "where_logged"
    WITHOUT_WALKS = "without_walks"
    ZONE_IN_PART = "zone_in_part"


@dataclass(frozen=True, slots=True)
class EffectChoice:
    """What somebody wants to be judged; None: as suggested.

    treated, comparison, displaced: codes of areas of any kind; an empty displaced: without a zone. option: key of a
    suggested comparison. before, after: first and last month, as first days. months_before: length of before, where
    before is not given. wished_fall: 0-1, for how long one must wait.
    """

    treated: frozenset[str] | None = None
    comparison: frozenset[str] | None = None
    option: str | None = None
    displaced: frozenset[str] | None = None
    before: Months | None = None
    months_before: int | None = None
    after: Months | None = None
    measure: EffectMeasure | None = None
    wished_fall: float = WISHED_FALL


@dataclass(frozen=True, slots=True)
class EffectCase:
    """All that is known of an action when its effect is asked for.

    categories: the action's, or its promises' where from_promises. events: by measure, the preferred first. places: by
    id. hotspots: tied to it. log, schemes: its activities and neighbourhood watches. today: nothing later counts.
    without_walks: what walks noted is not among the events.
    """

    action: Action
    ground: EffectGround
    events: Mapping[EffectMeasure, EventCounts]
    today: date
    categories: tuple[Category, ...] = ()
    from_promises: bool = False
    without_walks: bool = False
    places: Mapping[UUID, Place] = field(default_factory=dict)
    hotspots: Sequence[Hotspot] = ()
    log: Sequence[Activity] = ()
    schemes: Sequence[NeighbourhoodWatch] = ()


@dataclass(frozen=True, slots=True)
class Detectable:
    """What could be seen with so many events.

    before, comparison_before: events in months_before months. by_months: months after the action -> least fall, 0-1,
    seen four times in five; None where none would be. wait: months until wished_fall is seen, None where no wait
    helps. seen_from: the month in which that can be told at the earliest, None where the action has no start.
    """

    before: float
    comparison_before: float
    months_before: int
    by_months: tuple[tuple[int, float | None], ...]
    wished_fall: float
    wait: int | None
    seen_from: date | None = None


@dataclass(frozen=True, slots=True)
class EffectSeries:
    """Counts a month from first_month on, before, between and after; None where not counted. displaced: or empty."""

    first_month: date
    treated: tuple[int | None, ...]
    comparison: tuple[int | None, ...]
    displaced: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class EffectStudy:
    """What may be said of an action's effect.

    lengths: months that before may have, the suggested first. options: comparisons that were suggested, best first;
    option: key of the one used, None for areas chosen freely. evaluation: None where why_not. beside: of the displaced
    areas as its ratio is of the treated, None without them or with too few events; beside_counts: events there before
    and after. about: area and month of why_not.
    """

    action_id: UUID
    municipality: str
    wished_fall: float
    basis: Basis
    measures: tuple[EffectMeasure, ...] = ()
    measure: EffectMeasure | None = None
    categories: tuple[Category, ...] = ()
    treated: frozenset[str] = frozenset()
    comparison: frozenset[str] = frozenset()
    displaced: frozenset[str] = frozenset()
    displaced_comparison: frozenset[str] = frozenset()
    before: Months | None = None
    after: Months | None = None
    lengths: tuple[int, ...] = ()
    options: tuple[ComparisonOption, ...] = ()
    option: str | None = None
    evaluation: Evaluation | None = None
    beside: Ratio | None = None
    beside_counts: tuple[int, int] | None = None
    series: EffectSeries | None = None
    detectable: Detectable | None = None
    notes: frozenset[EffectNote] = frozenset()
    why_not: WhyNot | None = None
    about: tuple[str, date] | None = None

    @property
    def verdict(self) -> Verdict:
        """What the numbers allow to be said; undecided too where they cannot be had."""
        return self.evaluation.verdict if self.evaluation else Verdict.UNDECIDED

    def pinned(self) -> EffectChoice:
        """The choice that asks for exactly this study, nothing left to be suggested."""
        return EffectChoice(
            treated=self.treated,
            comparison=self.comparison,
            displaced=self.displaced,
            before=self.before,
            after=self.after,
            measure=self.measure,
            wished_fall=self.wished_fall,
        )
