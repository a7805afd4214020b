"""A lägesbild's content made of what the casebook tells on a day. Pure.

RULE 1: nothing is reckoned here that is not told elsewhere too: figures are taken over with their limits, so that a
lägesbild says what the pages said on its day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.chain import ActionLine, HotspotCard, PromiseStory
from geodata.linking import Gap
from geodata.model import LOCAL_TIME, Area, Category, Effect, EvidenceKind, ImportRun, SurveyUnit, Tier
from geodata.situation.content import (
    SCHEMA,
    ActionPart,
    AreaLine,
    Burglaries,
    Content,
    EffectLine,
    EvidenceCount,
    Figure,
    GapPart,
    Happened,
    ImportPart,
    Part,
    PromisePart,
    Ring,
    SourcePart,
    Spot,
    SurveyLine,
    Unit,
)
from geodata.studies.area_rates import AreaRates
from geodata.studies.evidence_sources import EvidenceSource
from geodata.studies.hotspot_log import HotspotLog
from geodata.studies.period_change import PeriodChange, Row
from geodata.studies.surveys import SurveyBesideCounts

OUTLINE_DEGREES = 0.0001
"""Outlines are drawn small: corners that move a border by less than some ten metres are left out."""
_SURVEY_UNITS = {SurveyUnit.SHARE: Unit.PERCENT, SurveyUnit.INDEX: Unit.INDEX}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the casebook tells of a municipality on a day; see Content for the periods.

    kinds: the change of reports and of findings alone.  refs: of the hotspots that an action answers, by its id.
    """

    municipality: str
    name: str
    tier: Tier
    as_of: date
    since: date
    until: date
    before: tuple[date, date]
    made_up: bool
    change: PeriodChange
    kinds: Mapping[EvidenceKind, PeriodChange]
    cards: Sequence[HotspotCard]
    log: HotspotLog
    areas: Sequence[Area]
    rates: AreaRates
    surveys: Sequence[SurveyBesideCounts]
    promises: Sequence[PromiseStory]
    actions: Sequence[ActionLine]
    refs: Mapping[UUID, frozenset[str]]
    place_names: Mapping[UUID, str]
    gaps: Sequence[Gap]
    sources: Sequence[EvidenceSource]
    imports: Sequence[ImportRun]


def content(told: Told) -> Content:
    """The lägesbild's content."""
    maker = _Maker(told)
    return Content(
        schema=SCHEMA,
        municipality=told.municipality,
        name=told.name,
        tier=told.tier,
        as_of=told.as_of,
        since=told.since,
        until=told.until,
        before_since=told.before[0],
        before_until=told.before[1],
        made_up=told.made_up,
        evidence=tuple(maker.evidence()),
        spots=tuple(maker.spot(card) for card in told.cards),
        happened=tuple(maker.happened()),
        areas=tuple(maker.areas()),
        burglaries=maker.burglaries(),
        survey=tuple(maker.survey(one) for one in told.surveys if one.question is not None),
        promises=tuple(maker.promise(story) for story in told.promises),
        actions=tuple(maker.action(line) for line in told.actions),
        gaps=tuple(
            GapPart(gap.kind, gap.subject_kind, gap.subject_ref, gap.subject_name, tuple(sorted(gap.about.items())))
            for gap in told.gaps
        ),
        sources=tuple(SourcePart(one.kind, one.source, one.rows, one.first, one.last) for one in told.sources),
        imports=tuple(_import(run) for run in told.imports),
    )


class _Maker:
    def __init__(self, told: Told) -> None:
        self.told = told
        self.by_spot: dict[str, list[ActionLine]] = {}
        for line in told.actions:
            for ref in told.refs.get(line.action.id, ()):
                self.by_spot.setdefault(ref, []).append(line)

    def figure(self, key: str, unit: Unit, value: float | None, **more: object) -> Figure:
        """A figure of the told period, unless it says another."""
        period = {"since": self.told.since, "until": self.told.until}
        return Figure(key, unit, value, **{**period, **more})  # type: ignore[arg-type]

    def evidence(self) -> list[EvidenceCount]:
        told = self.told
        found = [self._counted("evidence.all", None, None, told.change.together)]
        found += [self._counted(f"evidence.{kind}", kind, None, one.together) for kind, one in told.kinds.items()]
        by_code = {row.code: row for row in told.change.categories}
        found += [
            self._counted(f"evidence.{category}", None, category, by_code[category.value])
            for category in Category
            if category.value in by_code
        ]
        return found

    def _counted(self, key: str, kind: EvidenceKind | None, category: Category | None, row: Row) -> EvidenceCount:
        told = self.told
        units = {None: Unit.EVIDENCE, EvidenceKind.REPORT: Unit.REPORTS, EvidenceKind.FINDING: Unit.FINDINGS}
        sources = told.change.basis.sources
        first, last = told.before
        return EvidenceCount(
            kind,
            category,
            self.figure(f"{key}.now", units[kind], row.later, sources=sources),
            self.figure(f"{key}.before", units[kind], row.earlier, since=first, until=last, sources=sources),
            self.figure(
                f"{key}.ratio",
                Unit.RATIO,
                row.ratio,
                low=row.low,
                high=row.high,
                since=first,
                sources=sources,
                why=row.why.value if row.why else None,
            ),
            row.said,
        )

    def spot(self, card: HotspotCard) -> Spot:
        key, growth = f"spot.{card.ref}", card.growth
        lines = self.by_spot.get(card.ref, [])
        return Spot(
            ref=card.ref,
            name=card.name,
            state=card.state,
            standing=card.standing,
            trend=card.trend,
            count=self.figure(f"{key}.count", Unit.EVIDENCE, card.count, low=card.count_low, high=card.count_high),
            reports=self.figure(f"{key}.reports", Unit.REPORTS, card.reports),
            findings=self.figure(f"{key}.findings", Unit.FINDINGS, card.findings),
            growth=self.figure(
                f"{key}.growth",
                Unit.YEARLY_FACTOR,
                growth.yearly if growth else None,
                low=growth.low if growth else None,
                high=growth.high if growth else None,
                since=None,
                why=None if growth else "too_few",
            ),
            felt_and_found=card.felt_and_found,
            categories=tuple(category for category, _ in card.categories),
            area_code=card.area_code,
            gaps=card.gaps,
            actions=tuple(line.action.id for line in lines),
            late_actions=card.late_actions,
            peak=(round(card.peak.lon, 5), round(card.peak.lat, 5)),
            outline=rings(card.outline),
        )

    def happened(self) -> list[Happened]:
        numbered = enumerate(self.told.log.lines)
        return [
            Happened(
                one.on,
                one.event,
                one.name,
                one.others,
                self.figure(f"happened.{number}.count", Unit.EVIDENCE, one.count, since=None, until=one.on),
            )
            for number, one in numbered
        ]

    def areas(self) -> list[AreaLine]:
        told = self.told
        evidence = {row.code: row for row in told.change.areas}
        found = []
        for area in told.areas:
            key, rate = f"area.{area.code}", told.rates.of(area.code)
            why = rate.left_out.value if rate and rate.left_out else None
            of_rates = {**self._months(), "sources": told.rates.basis.sources, "why": why}
            found.append(
                AreaLine(
                    area.code,
                    area.name,
                    self.figure(f"{key}.evidence", Unit.EVIDENCE, evidence[area.code].later),
                    self.figure(f"{key}.burglaries", Unit.BURGLARIES, rate.count if rate else None, **of_rates),
                    self.figure(
                        f"{key}.rate",
                        Unit.PER_1000_A_YEAR,
                        rate.per_1000 if rate else None,
                        low=rate.low if rate else None,
                        high=rate.high if rate else None,
                        **of_rates,
                    ),
                    rate.standing if rate else None,
                    rate.left_out if rate else None,
                    rings(area.outline),
                )
            )
        return found

    def _months(self) -> dict[str, date | None]:
        months = self.told.rates.months
        return {"since": months[0] if months else None, "until": months[-1] if months else None}

    def burglaries(self) -> Burglaries:
        rates = self.told.rates
        counted = rates.overall is not None
        of_rates = {**self._months(), "sources": rates.basis.sources, "why": None if counted else "not_counted"}
        return Burglaries(
            self.figure("burglaries.count", Unit.BURGLARIES, rates.count if counted else None, **of_rates),
            self.figure("burglaries.overall", Unit.PER_1000_A_YEAR, rates.overall, **of_rates),
            rates.months,
            rates.preliminary,
        )

    def survey(self, one: SurveyBesideCounts) -> SurveyLine:
        key, unit = f"survey.{one.area_code}.{one.question}", _SURVEY_UNITS[one.unit]
        waves = one.waves[-2:]
        named = [("before", None), ("last", None), *zip(("before", "last")[-len(waves) :], waves, strict=True)]
        told = {
            name: self.figure(
                f"{key}.{name}",
                unit,
                wave.value if wave else None,
                low=wave.low if wave else None,
                high=wave.high if wave else None,
                since=None,
                until=None,
                as_of=wave.asked_on if wave else None,
                sources=one.basis.sources,
                why=None if wave else "not_asked",
            )
            for name, wave in named
        }
        change = one.survey
        return SurveyLine(
            one.area_code,
            one.area_name,
            one.question or "",
            told["last"],
            told["before"],
            self.figure(
                f"{key}.change",
                Unit.POINTS,
                change.value,
                low=change.low,
                high=change.high,
                since=told["before"].as_of,
                until=told["last"].as_of,
                sources=one.basis.sources,
                why=change.why.value if change.why else None,
            ),
        )

    def promise(self, story: PromiseStory) -> PromisePart:
        promise, keeping = story.promise, story.keeping
        key, indicator, reading = f"promise.{promise.id}", promise.indicator, keeping.reading
        own = {"since": None, "until": None, "own_unit": indicator.unit if indicator else None}
        stated = {**own, "sources": (indicator.source,) if indicator and indicator.source else ()}
        why = None if indicator else "no_indicator"
        return PromisePart(
            id=promise.id,
            number=promise.number,
            title=promise.title,
            text=promise.text,
            starts_on=promise.starts_on,
            ends_on=promise.ends_on,
            keeping=keeping.keeping,
            why=keeping.why,
            is_over=keeping.is_over,
            indicator=indicator.name if indicator else None,
            direction=indicator.direction if indicator else None,
            baseline=self.figure(f"{key}.baseline", Unit.OWN, keeping.baseline, **stated, why=why or "not_stated"),
            target=self.figure(f"{key}.target", Unit.OWN, keeping.target, **stated, why=why or "not_stated"),
            reading=self.figure(
                f"{key}.reading",
                Unit.OWN,
                reading.value if reading else None,
                **{**own, "as_of": reading.on if reading else None},
                sources=(reading.source,) if reading and reading.source else (),
                why=None if reading else why or "no_reading",
            ),
            late=self.figure(f"{key}.late", Unit.ACTIONS, len(keeping.work.late), since=None, until=self.told.as_of),
            actions=tuple(line.action.id for line in story.answers),
            spots=tuple(card.ref for card in story.hotspots),
        )

    def action(self, line: ActionLine) -> ActionPart:
        action, stands = line.action, line.progress
        key = f"action.{action.id}"
        period = {"since": action.starts_on, "until": min(self.told.as_of, action.ends_on or self.told.as_of)}
        return ActionPart(
            id=action.id,
            title=action.title,
            starts_on=action.starts_on,
            ends_on=action.ends_on,
            commitment=action.commitment.commitment_kind if action.commitment else None,
            measure=stands.measure,
            pace=stands.pace,
            is_late=stands.is_late,
            done=self.figure(f"{key}.done", Unit.DONE, stands.done, **period),
            target=self.figure(
                f"{key}.target", Unit.DONE, stands.target, **period, why=None if stands.target else "no_number"
            ),
            last_done_on=stands.last_done_on,
            parts=tuple(Part(one.party.name, one.role, one.confirmed_on) for one in line.responsible),
            places=tuple(self.told.place_names[one] for one in action.place_ids if one in self.told.place_names),
            spots=tuple(sorted(self.told.refs.get(action.id, ()))),
            effect=self._effect(key, line.effect),
        )

    def _effect(self, key: str, effect: Effect | None) -> EffectLine | None:
        if effect is None:
            return None
        change = self.figure(
            f"{key}.effect",
            Unit.RATIO,
            None if effect.change is None else 1 + effect.change,
            low=None if effect.low is None else 1 + effect.low,
            high=None if effect.high is None else 1 + effect.high,
            since=effect.before_from,
            until=effect.after_to,
            as_of=effect.computed_at.astimezone(LOCAL_TIME).date(),
            why="undecided" if effect.change is None else None,
        )
        return EffectLine(effect.verdict, change)


def rings(outline: BaseGeometry) -> tuple[tuple[Ring, ...], ...]:
    """The polygons of an outline with the digits and the corners that a drawing needs; what has no area is left out."""
    simple = shapely.simplify(outline, OUTLINE_DEGREES)
    polygons = (one for one in shapely.get_parts(simple) if isinstance(one, shapely.Polygon) and not one.is_empty)
    return tuple(
        tuple(
            tuple((round(lon, 5), round(lat, 5)) for lon, lat in ring.coords)
            for ring in (polygon.exterior, *polygon.interiors)
        )
        for polygon in polygons
    )


def _import(run: ImportRun) -> ImportPart:
    return ImportPart(
        run.import_kind,
        run.file_name,
        run.finished_at.astimezone(LOCAL_TIME).date(),
        run.read,
        run.rejected,
        tuple(fault.problem for fault in run.faults[:5]),
    )
