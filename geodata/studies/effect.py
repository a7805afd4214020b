"""Did an action work: what it was to prevent, where it was done and elsewhere, before and after; or why nobody can say.

What is not chosen is suggested, and the comparison by the months before alone. An answer that cannot be given carries
its reason, and what could be seen, and when.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from geodata.analysis.detectable import least_fall, months_needed
from geodata.analysis.effects import LEAST_MONTHS, Ratio, Verdict, monthly_ratio
from geodata.analysis.evaluation import FEW_EVENTS, MONTHS_WITH_SEASON, Caution, Design, Evaluation, evaluate
from geodata.errors import InvalidRecord
from geodata.model import LOCAL_TIME
from geodata.studies.basis import Basis, Method, Parameter
from geodata.studies.effect_areas import ComparisonOption, TreatedBy
from geodata.studies.effect_counts import (
    USUAL_BEFORE,
    EffectMeasure,
    EventCounts,
    Months,
    lengths_before,
    month_after,
    number_of,
)
from geodata.studies.effect_values import (
    WISHED_FALL,
    Detectable,
    EffectCase,
    EffectChoice,
    EffectNote,
    EffectSeries,
    EffectStudy,
    WhyNot,
)

__all__ = [
    "FEW_EVENTS",
    "WISHED_FALL",
    "Caution",
    "ComparisonOption",
    "Detectable",
    "EffectCase",
    "EffectChoice",
    "EffectMeasure",
    "EffectNote",
    "EffectSeries",
    "EffectStudy",
    "Evaluation",
    "TreatedBy",
    "Verdict",
    "WhyNot",
    "detectability",
    "effect_study",
]

WAITS = (6, 12, 24, 36)
"""Months after the action for which it is told what could be seen."""
LEVEL = 0.95


def detectability(
    events_a_year: float,
    *,
    comparison_times: float = 4.0,
    months_before: int = USUAL_BEFORE,
    waits: Sequence[int] = WAITS,
    wished_fall: float = WISHED_FALL,
    dispersion: float = 1.0,
    level: float = LEVEL,
) -> Detectable:
    """What could be seen with so many events a year, to be asked before a promise is made.

    comparison_times: how many times larger the comparison area is. waits: months after the action.
    Raises: InvalidRecord for numbers that are not above 0, or a fall outside (0, 1).
    """
    if not events_a_year > 0:
        raise InvalidRecord("there are no events a year, and so nothing to lessen; choose a larger area or more themes")
    before = events_a_year * months_before / 12
    return _detectable(
        before,
        before * comparison_times,
        months_before,
        waits=waits,
        wished_fall=wished_fall,
        dispersion=dispersion,
        level=level,
    )


def _detectable(
    before: float,
    beside: float,
    months: int,
    *,
    waits: Sequence[int] = WAITS,
    wished_fall: float,
    dispersion: float = 1.0,
    level: float = LEVEL,
    start: date | None = None,
) -> Detectable:
    wait = months_needed(
        wished_fall,
        before_per_month=before / months,
        months_before=months,
        comparison_per_month=beside / months,
        dispersion=dispersion,
        level=level,
    )
    return Detectable(
        before=before,
        comparison_before=beside,
        months_before=months,
        by_months=tuple(
            (
                length,
                least_fall(
                    before, comparison_before=beside, months_ratio=length / months, dispersion=dispersion, level=level
                ),
            )
            for length in waits
        ),
        wished_fall=wished_fall,
        wait=wait,
        # what the last of these months held is known when it is over
        seen_from=month_after(start, wait) if start is not None and wait is not None else None,
    )


def effect_study(case: EffectCase, choice: EffectChoice | None = None) -> EffectStudy:
    """Judge an action as it is suggested or as it is chosen.

    Raises: InvalidRecord for a choice that cannot be: areas on two sides or unknown, periods that overlap, are turned
    round or hold a month that was not counted (named with its area), a comparison that is not among the suggested.
    """
    choice = choice or EffectChoice()
    if not 0 < choice.wished_fall < 1:
        raise InvalidRecord(f"wished_fall={choice.wished_fall}: choose a share above 0 and below 1")
    return _Study(case, choice).made()


class _Study:
    """One question on its way to its answer, step by step; a step that cannot be taken ends it."""

    def __init__(self, case: EffectCase, choice: EffectChoice) -> None:
        self.case, self.choice = case, choice
        self.notes: set[EffectNote] = set()
        self.found: dict[str, Any] = {}

    def made(self) -> EffectStudy:
        """The answer, with what it rests on."""
        why, about, events = self._where()
        return EffectStudy(
            action_id=self.case.action.id,
            municipality=self.case.action.municipality,
            wished_fall=self.choice.wished_fall,
            measures=tuple(self.case.events),
            notes=frozenset(self.notes),
            why_not=why,
            about=about,
            basis=self._basis(events),
            **{"categories": self.case.categories, **self.found},
        )

    def _where(self) -> tuple[WhyNot | None, tuple[str, date] | None, EventCounts | None]:
        """Whether there is a place to judge, and something counted."""
        case = self.case
        treated = self._treated()
        self.found["treated"] = treated
        if not treated or treated == frozenset(case.ground.codes):
            return WhyNot.NO_AREA, None, None
        if not case.categories and self.choice.measure is None:
            return WhyNot.NO_THEME, None, None
        events = self._events()
        if events is None:
            return WhyNot.NOTHING_COUNTED, None, None
        self.found |= {"measure": events.measure, "categories": events.categories}
        if case.from_promises:
            self.notes.add(EffectNote.PROMISES_THEMES)
        if case.without_walks and events.measure is EffectMeasure.EVIDENCE:
            self.notes.add(EffectNote.WITHOUT_WALKS)
        return (*self._when(events, treated), events)

    def _when(self, events: EventCounts, treated: frozenset[str]) -> tuple[WhyNot | None, tuple[str, date] | None]:
        """Whether there are months to judge by."""
        choice = self.choice
        before, after = self._before(events, treated), self._after(events)
        self.found |= {"before": before, "after": after}
        if before is None:
            return WhyNot.NOT_BEGUN if after is None else WhyNot.TOO_FEW_MONTHS, None
        periods = [before, *([after] if after else [])]
        missing = events.first_missing(treated, periods)
        if missing is not None and not (choice.before or choice.after or choice.months_before):
            return WhyNot.NOT_COUNTED, missing
        _refuse_missing(missing)
        if not any(events.within(treated, before)):
            return WhyNot.NO_EVENTS, None
        return self._beside_what(events, treated, before, after), None

    def _beside_what(
        self, events: EventCounts, treated: frozenset[str], before: Months, after: Months | None
    ) -> WhyNot | None:
        """Whether there is something to compare with; then what can be said."""
        options = self.case.ground.options(events, treated, before=before, after=after, level=LEVEL)
        chosen = self._comparison(events, options, before)
        self.found["options"] = options
        if chosen is None:
            return WhyNot.NO_COMPARISON
        zones = self._zones(events, treated, chosen.codes, [before, *([after] if after else [])])
        self.found |= {
            "comparison": chosen.codes,
            "option": chosen.key or None,
            "displaced": zones[0],
            "displaced_comparison": zones[1],
        }
        if after is None:
            self._could_be_seen(events, before, start=max(self._start(), self.case.today.replace(day=1)))
            return WhyNot.NOT_BEGUN
        self._judged(events, before, after)
        if chosen.tested is None:
            self.notes.add(EffectNote.COMPARISON_UNTESTED)
        elif not chosen.tested.parallel:
            self.notes.add(EffectNote.COMPARISON_DRIFTED)
        if any(low <= month <= high for low, high in (before, after) for month in events.preliminary):
            self.notes.add(EffectNote.PRELIMINARY)
        return None

    def _judged(self, events: EventCounts, before: Months, after: Months) -> None:
        found = self.found
        design = Design(
            treated=found["treated"],
            comparison=found["comparison"],
            before=before,
            after=after,
            displaced=found["displaced"] if found["displaced_comparison"] else frozenset(),
            displaced_comparison=found["displaced_comparison"],
            chosen_by=self._chosen_by(events),
        )
        sides = design.treated | design.comparison | found["displaced"] | found["displaced_comparison"]
        _refuse_missing(events.first_missing(sides, [before, after]))
        evaluation = evaluate(
            design,
            # what is missing outside the periods is not looked at, and inside there is none
            {code: [count or 0 for count in events.counts[code]] for code in sides},
            first_month=events.first_month,
            wished_fall=self.choice.wished_fall,
            level=LEVEL,
        )
        whole = (before[0], after[1])
        series = EffectSeries(
            first_month=before[0],
            treated=tuple(events.within(design.treated, whole)),
            comparison=tuple(events.within(design.comparison, whole)),
            displaced=tuple(events.within(found["displaced"], whole)) if found["displaced"] else (),
        )
        found |= {"evaluation": evaluation, "series": series}
        found["beside_counts"], found["beside"] = _zone(events, design, found["displaced"])
        self._could_be_seen(events, before, start=after[0], evaluation=evaluation)

    def _could_be_seen(
        self, events: EventCounts, before: Months, *, start: date, evaluation: Evaluation | None = None
    ) -> None:
        here, there = (sum(_known(events.within(self.found[side], before))) for side in ("treated", "comparison"))
        if here and there:
            self.found["detectable"] = _detectable(
                here,
                there,
                number_of(before),
                wished_fall=self.choice.wished_fall,
                dispersion=max(1.0, evaluation.ratio.dispersion) if evaluation and evaluation.ratio else 1.0,
                start=start,
            )

    def _treated(self) -> frozenset[str]:
        case = self.case
        if self.choice.treated is not None:
            return case.ground.expanded(self.choice.treated)
        treated, by = case.ground.treated(
            case.action, known=case.places, hotspots=case.hotspots, log=case.log, schemes=case.schemes
        )
        if by is TreatedBy.LOG and treated:
            self.notes.add(EffectNote.WHERE_LOGGED)
        return treated

    def _events(self) -> EventCounts | None:
        if self.choice.measure is None:
            return next(iter(self.case.events.values()), None)
        if self.choice.measure not in self.case.events:
            raise InvalidRecord(f"{self.choice.measure} are not counted here for you; choose another measure")
        return self.case.events[self.choice.measure]

    def _before(self, events: EventCounts, treated: frozenset[str]) -> Months | None:
        """As chosen; otherwise 24 or 12 months, or as many as were counted, up to the action's first month."""
        choice = self.choice
        if choice.before is not None or events.last_month is None:
            return choice.before
        if choice.months_before is not None and choice.months_before < 1:
            raise InvalidRecord(f"months_before={choice.months_before}: choose at least one month")
        last = min(month_after(self.case.action.starts_on.replace(day=1), -1), events.last_month)
        self.found["lengths"] = lengths = lengths_before(events, treated, last)
        length = choice.months_before or (lengths[0] if lengths else None)
        return (month_after(last, 1 - length), last) if length else None

    def _after(self, events: EventCounts) -> Months | None:
        """As chosen; otherwise every whole month since the action began, until today or its end."""
        action = self.case.action
        if self.choice.after is not None or events.last_month is None:
            return self.choice.after
        last = events.last_month
        if action.ends_on is not None:
            last = min(last, month_after((action.ends_on + timedelta(days=1)).replace(day=1), -1))
        first = self._start()
        return (first, last) if first <= last else None

    def _start(self) -> date:
        """The first month that the action had whole."""
        begins = self.case.action.starts_on
        return begins if begins.day == 1 else month_after(begins.replace(day=1), 1)

    def _comparison(
        self, events: EventCounts, options: tuple[ComparisonOption, ...], before: Months
    ) -> ComparisonOption | None:
        choice, ground = self.choice, self.case.ground
        if choice.comparison is not None:
            codes = ground.expanded(choice.comparison)
            known = next((one for one in options if one.codes == codes), None)
            return known or ground.option_of(events, self.found["treated"], codes, before=before, level=LEVEL)
        if choice.option is not None:
            found = next((one for one in options if one.key == choice.option), None)
            if found is None:
                raise InvalidRecord(f'"{choice.option}" is not among the suggested comparisons; choose one of them')
            return found
        return options[0] if options else None

    def _zones(
        self, events: EventCounts, treated: frozenset[str], comparison: frozenset[str], periods: Sequence[Months]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Without areas that were not counted throughout: then the zone is seen in part."""
        choice, ground = self.choice, self.case.ground
        if choice.displaced is not None and not choice.displaced:
            return frozenset(), frozenset()
        wanted = None if choice.displaced is None else ground.expanded(choice.displaced)
        zones = ground.zones(treated, comparison, wanted)
        here, there = (
            frozenset(code for code in zone if events.first_missing([code], periods) is None) for zone in zones
        )
        if here and here != zones[0]:
            self.notes.add(EffectNote.ZONE_IN_PART)
        return here, there if here else frozenset()

    def _chosen_by(self, events: EventCounts) -> Months | None:
        """The months whose evidence made a tied hotspot be seen; burglaries make none."""
        decided = [one.decided_at for one in self.case.hotspots if one.decided_at is not None]
        if not decided or events.measure is not EffectMeasure.EVIDENCE:
            return None
        last = min(decided).astimezone(LOCAL_TIME).date().replace(day=1)
        return (events.first_month, last) if events.first_month <= last else None

    def _basis(self, events: EventCounts | None) -> Basis:
        found = self.found
        periods = [period for period in (found.get("before"), found.get("after")) if period is not None]
        until = max((period[1] for period in periods), default=None)
        sides = {name: found.get(name, frozenset()) for name in _SIDES}
        parameters: dict[str, Parameter] = {
            "level": LEVEL,
            "wished_fall": self.choice.wished_fall,
            "measure": events.measure.value if events else None,
            "categories": ",".join(found.get("categories", self.case.categories)),
            **{name: ",".join(sorted(codes)) for name, codes in sides.items()},
            **{f"months_{name}": number_of(found[name]) if found.get(name) else None for name in ("before", "after")},
        }
        return Basis(
            method=Method.EFFECT,
            parameters=parameters,
            since=min((period[0] for period in periods), default=None),
            until=month_after(until, 1) - timedelta(days=1) if until else None,
            sources=events.sources if events else (),
            rows=sum(events.rows_within(codes, periods) for codes in sides.values()) if events else 0,
            computed_on=self.case.today,
            made_up=self.case.action.provenance.made_up or bool(events and events.made_up),
        )


_SIDES = ("treated", "comparison", "displaced", "displaced_comparison")


def _zone(events: EventCounts, design: Design, zone: frozenset[str]) -> tuple[tuple[int, int] | None, Ratio | None]:
    """The displacement zone's events before and after, and its change beside the comparison's."""
    if not zone:
        return None, None
    periods = (design.before, design.after)
    rows = [_known(events.within(codes, one)) for codes in (zone, design.comparison) for one in periods]
    counts = (sum(rows[0]), sum(rows[1]))
    if min(number_of(one) for one in periods) < LEAST_MONTHS or not all(sum(row) for row in rows):
        return counts, None
    seasonal = sum(number_of(one) for one in periods) >= MONTHS_WITH_SEASON
    first = (design.before[0], design.after[0]) if seasonal else None
    return counts, monthly_ratio(rows[0], rows[1], rows[2], rows[3], first_months=first, level=LEVEL)


def _refuse_missing(missing: tuple[str, date] | None) -> None:
    if missing is not None:
        raise InvalidRecord(
            f"area {missing[0]}, {missing[1]:%Y-%m}, was not counted: choose periods without it, leave the area out, "
            "or import the count (missing is not zero)"
        )


def _known(counts: Collection[int | None]) -> list[int]:
    return [count for count in counts if count is not None]
