"""What a promise could be seen to change, asked while it is written: the least fall that its area and time would show.

RULE 1: the months before the promise's start, or the latest that are over where it starts later, stand for what would
come without it. RULE 2: the comparison is the first that an action there would be suggested. RULE 3: months scatter
more than chance alone; what is asked for is widened by as much as the months before did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from geodata.analysis.detectable import MOST_MONTHS
from geodata.analysis.effects import LEAST_MONTHS, monthly_ratio
from geodata.analysis.evaluation import MONTHS_WITH_SEASON
from geodata.model import Category, Place
from geodata.studies.basis import Basis, Method
from geodata.studies.effect import LEVEL, WAITS, ComparisonOption, Detectable, EffectMeasure, WhyNot, detectability
from geodata.studies.effect_areas import EffectGround
from geodata.studies.effect_counts import EventCounts, Months, lengths_before, month_after, month_index, number_of


@dataclass(frozen=True, slots=True)
class Draft:
    """What a promise says so far. starts_on, ends_on: None where that is not stated."""

    categories: tuple[Category, ...] = ()
    area_codes: tuple[str, ...] = ()
    place_ids: tuple[UUID, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def months(self) -> int | None:
        """Its length in months, rounded, at least 1; None without a last day, and where no wait is so long."""
        first, last = self.starts_on, self.ends_on
        if first is None or last is None or not first <= last < date.max:
            return None
        after = last + timedelta(days=1)
        length = max(1, month_index(first, after) + round((after.day - first.day) / 30))
        return length if length <= MOST_MONTHS else None


@dataclass(frozen=True, slots=True)
class ForesightCase:
    """All that is known where a promise is drafted.

    events: by measure, the preferred first. places: by id. today: nothing later counts.
    """

    ground: EffectGround
    events: Mapping[EffectMeasure, EventCounts]
    today: date
    places: Mapping[UUID, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Foresight:
    """What could be seen of a promise, or why nobody can say.

    measure, categories: what was counted. areas, comparison: codes. option: how the comparison was suggested. before:
    the months that stand for what would come. dispersion: by how much more they vary than by chance, at least 1.
    detectable: its first wait is the promise's own length where that is known. about: area and month of why_not.
    """

    draft: Draft
    basis: Basis
    measure: EffectMeasure | None = None
    categories: tuple[Category, ...] = ()
    areas: frozenset[str] = frozenset()
    comparison: frozenset[str] = frozenset()
    option: ComparisonOption | None = None
    before: Months | None = None
    dispersion: float = 1.0
    detectable: Detectable | None = None
    why_not: WhyNot | None = None
    about: tuple[str, date] | None = None

    @property
    def monthly(self) -> float | None:
        """Events a month in the promise's areas; None where they were not counted."""
        return self.detectable.before / self.detectable.months_before if self.detectable else None


def foresight(case: ForesightCase, draft: Draft) -> Foresight:
    """The least fall that could be told from chance, after the promise's own months and after the usual waits."""
    events = next(iter(case.events.values()), None)
    areas = case.ground.stated(draft.area_codes, [case.places[i] for i in draft.place_ids if i in case.places])
    found = Foresight(draft, _basis(case, draft, events), areas=areas, categories=draft.categories)
    if not areas or areas == frozenset(case.ground.codes):
        return replace(found, why_not=WhyNot.NO_AREA)
    if not draft.categories:
        return replace(found, why_not=WhyNot.NO_THEME)
    if events is None or events.last_month is None:
        return replace(found, why_not=WhyNot.NOTHING_COUNTED)
    return _counted(case, replace(found, measure=events.measure, categories=events.categories), events)


def _counted(case: ForesightCase, found: Foresight, events: EventCounts) -> Foresight:
    """Whether there are months to go by, and something to compare with; then what could be seen."""
    draft, areas = found.draft, found.areas
    last = min(events.last_month or case.today, month_after(case.today.replace(day=1), -1))
    if draft.starts_on is not None and draft.starts_on <= events.first_month:
        return replace(found, why_not=WhyNot.TOO_FEW_MONTHS)
    if draft.starts_on is not None:
        last = min(last, month_after(draft.starts_on.replace(day=1), -1))
    lengths = lengths_before(events, areas, last)
    if not lengths:
        latest = (month_after(last, 1 - LEAST_MONTHS), last)
        missing = events.first_missing(areas, [latest]) if latest[0] >= events.first_month else None
        why = WhyNot.NOT_COUNTED if missing else WhyNot.TOO_FEW_MONTHS
        return replace(found, why_not=why, about=missing)
    before = (month_after(last, 1 - lengths[0]), last)
    here = _total(events, areas, before)
    found = replace(found, before=before, basis=_basis(case, draft, events, areas, before))
    if not here:
        return replace(found, why_not=WhyNot.NO_EVENTS)
    options = case.ground.options(events, areas, before=before, after=None, level=LEVEL)
    option = next((one for one in options if one.events), None)
    if option is None:
        return replace(found, why_not=WhyNot.NO_COMPARISON)
    there = _total(events, option.codes, before)
    scatter = _dispersion(events, areas, option.codes, before)
    length = draft.months
    return replace(
        found,
        comparison=option.codes,
        option=option,
        dispersion=scatter,
        basis=_basis(case, draft, events, areas | option.codes, before),
        detectable=detectability(
            12 * here / lengths[0],
            comparison_times=there / here,
            months_before=lengths[0],
            waits=tuple(dict.fromkeys((length, *WAITS) if length else WAITS)),
            dispersion=scatter,
            level=LEVEL,
        ),
    )


def _dispersion(events: EventCounts, here: Collection[str], there: Collection[str], before: Months) -> float:
    """By how much more the months before vary than by chance: as if nothing had been done halfway; at least 1."""
    half = number_of(before) // 2
    if half < LEAST_MONTHS:
        return 1.0
    middle = month_after(before[1], 1 - half)
    halves = ((month_after(middle, -half), month_after(middle, -1)), (middle, before[1]))
    cells = [[count or 0 for count in events.within(codes, part)] for codes in (here, there) for part in halves]
    if not all(any(cell) for cell in cells):
        return 1.0
    seasonal = 2 * half >= MONTHS_WITH_SEASON
    first = (halves[0][0], halves[1][0]) if seasonal else None
    return max(1.0, monthly_ratio(cells[0], cells[1], cells[2], cells[3], first_months=first, level=LEVEL).dispersion)


def _total(events: EventCounts, codes: Collection[str], period: Months) -> int:
    return sum(count or 0 for count in events.within(codes, period))


def _basis(
    case: ForesightCase,
    draft: Draft,
    events: EventCounts | None,
    codes: Collection[str] = (),
    before: Months | None = None,
) -> Basis:
    return Basis(
        method=Method.FORESIGHT,
        parameters={
            "level": LEVEL,
            "measure": events.measure.value if events else None,
            "categories": ",".join(events.categories if events else draft.categories),
            "areas": ",".join(sorted(codes)),
            "months": draft.months,
        },
        since=before[0] if before else None,
        until=month_after(before[1], 1) - timedelta(days=1) if before else None,
        sources=events.sources if events else (),
        rows=events.rows_within(codes, [before]) if events and before else 0,
        computed_on=case.today,
        made_up=bool(events and events.made_up),
    )
