"""A lägesbild's content made of what the casebook tells on a day. Pure.

RULE 1: nothing is reckoned here that is not told elsewhere too: figures are taken over with their limits, so that a
lägesbild says what the pages said on its day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.chain import HotspotCard, PromiseStory
from geodata.linking import Gap
from geodata.model import LOCAL_TIME, Area, Category, EvidenceKind, ImportRun, Provenance, SurveyUnit, Tier
from geodata.situation.content import (
    SCHEMA,
    AreaLine,
    Burglaries,
    Content,
    EvidenceCount,
    Happened,
    ImportPart,
    SourcePart,
    SurveyLine,
    Unit,
    ViewPart,
)
from geodata.situation.parts import Known, Maker, gap_part, origins, rings
from geodata.studies.area_rates import AreaRates
from geodata.studies.evidence_sources import EvidenceSource
from geodata.studies.hotspot_log import HotspotLog
from geodata.studies.period_change import PeriodChange, Row
from geodata.studies.surveys import SurveyBesideCounts

_SURVEY_UNITS = {SurveyUnit.SHARE: Unit.PERCENT, SurveyUnit.INDEX: Unit.INDEX}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Known):
    """What the casebook tells of a municipality on a day; see Content for the periods.

    kinds: the change of reports and of findings alone.
    """

    municipality: str
    name: str
    tier: Tier
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
    gaps: Sequence[Gap]
    sources: Sequence[EvidenceSource]
    imports: Sequence[ImportRun]
    provenances: Sequence[Provenance]
    views: Sequence[ViewPart] = ()


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
        gaps=tuple(gap_part(gap) for gap in told.gaps),
        sources=tuple(SourcePart(one.kind, one.source, one.rows, one.first, one.last) for one in told.sources),
        imports=tuple(_import(run) for run in told.imports),
        places=maker.places(),
        origins=origins(told.provenances),
        views=tuple(told.views) or None,
    )


class _Maker(Maker):
    told: Told

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


def _import(run: ImportRun) -> ImportPart:
    return ImportPart(
        run.import_kind,
        run.file_name,
        run.finished_at.astimezone(LOCAL_TIME).date(),
        run.read,
        run.rejected,
        tuple(fault.problem for fault in run.faults[:5]),
    )
