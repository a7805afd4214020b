"""What people say beside what is reported: a survey question and the burglaries of the same area on one axis of time.

Two waves are compared where they were asked in one way, and beside them a year of reports at each. What either of them
cannot tell stays untold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import exp, pi, sqrt

import numpy as np
from scipy.special import stdtrit

from geodata.analysis.effects import shares
from geodata.analysis.loglinear import fit
from geodata.errors import InvalidRecord
from geodata.model import Area, BurglaryCount, SurveyResult, SurveyUnit
from geodata.studies.basis import Basis, Method, sources_of
from geodata.studies.burglaries import BurglaryBook, Monthly, last_day, months_between
from geodata.studies.burglary_trends import Heading, MonthCount, heading

__all__ = ["Change", "Heading", "SurveyBesideCounts", "Wave", "WhyNotCompared", "asked_day", "is_about_worry",
           "questions", "rank_of_question", "survey_and_counts", "surveyed_area"]  # fmt: skip

MONTHS = 12
LEVEL = 0.95
LEAST_BURGLARIES = 10
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_WORRY = re.compile(r"\boro")


class WhyNotCompared(StrEnum):
    """Why a change is not told."""

    ONE_WAVE = "one_wave"
    OTHER_METHOD = "other_method"
    NO_SIZE = "no_size"
    NO_DATE = "no_date"
    NOT_COUNTED = "not_counted"
    TOO_CLOSE = "too_close"
    PRELIMINARY = "preliminary"
    OTHER_SOURCE = "other_source"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave's result. asked_on: the day, or the middle of the year that its name holds; None where neither is known.

    value, low, high: percent or points of an index. new_method: asked in another way than the wave before: a break.
    """

    name: str
    asked_on: date | None
    value: float | None
    low: float | None
    high: float | None
    sample_size: int | None
    method: str | None
    new_method: bool


@dataclass(frozen=True, slots=True)
class Change:
    """From before to after, with its interval: points for a survey, a factor for counts; or why it is not told."""

    before: float | None = None
    after: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    heading: Heading = Heading.UNDECIDED
    why: WhyNotCompared | None = None


@dataclass(frozen=True, slots=True)
class SurveyBesideCounts:
    """One question in one area, beside its reported burglaries by month.

    question: None where nothing was asked. about_worry: a larger share is more worry. survey: between the last two
    waves. counts: between a year of reports at each of them. windows: first and last month of both years.
    areas_counted, areas: smallest areas that were counted all those months, of how many. monthly: of all of them
    together.
    """

    area_code: str
    area_name: str
    question: str | None
    about_worry: bool
    unit: SurveyUnit
    waves: tuple[Wave, ...]
    survey: Change
    counts: Change
    windows: tuple[tuple[date, date], ...]
    areas_counted: int
    areas: int
    monthly: tuple[MonthCount, ...]
    basis: Basis

    @property
    def counted(self) -> bool:
        """Whether any month was."""
        return any(month.count is not None for month in self.monthly)


def questions(results: Collection[SurveyResult], area_code: str) -> tuple[str, ...]:
    """What was asked in an area: worry about burglary first, then other worry, then by the alphabet."""
    return tuple(sorted({one.question for one in results if one.area_code == area_code}, key=rank_of_question))


def rank_of_question(question: str) -> tuple[bool, bool, str]:
    """What questions are sorted by: burglary first, then other worry, then the alphabet."""
    folded = question.casefold()
    return "inbrott" not in folded, not is_about_worry(question), folded


def surveyed_area(results: Collection[SurveyResult], areas: Sequence[Area], area_code: str) -> str | None:
    """The area itself where a survey was made in it, otherwise the nearest that it lies in; None where none was."""
    asked = {one.area_code for one in results}
    parents = {area.code: area.parent for area in areas}
    code: str | None = area_code
    seen: set[str] = set()
    while code and code not in asked and code not in seen:
        seen.add(code)
        code = parents.get(code)
    return code if code in asked else None


def survey_and_counts(
    results: Collection[SurveyResult],
    book: BurglaryBook,
    *,
    area_code: str,
    area_name: str,
    parts: Sequence[str] = (),
    question: str | None = None,
    today: date,
) -> SurveyBesideCounts:
    """The question beside the counts.

    parts: areas that make up the area, for one that the book does not know, such as a whole municipality.
    question: None for the first of `questions`.
    """
    asked = questions(results, area_code)
    chosen = question if question in asked else next(iter(asked), None)
    own = [one for one in results if one.area_code == area_code and one.question == chosen]
    waves = _waves(own)
    unit = own[0].unit if own else SurveyUnit.SHARE
    months = book.months_within(None, None, today=today)
    leaves = book.leaves(area_code) or sorted({leaf for part in parts for leaf in book.leaves(part)})
    told = book.told_of(leaves, months)
    preliminary = {count.month for count in told if count.is_preliminary}
    lines = [book.monthly(leaf) for leaf in leaves]
    survey = _survey_change(waves, unit)
    found = _windows(waves, lines)
    used = [*told, *own]
    days = [wave.asked_on for wave in waves if wave.asked_on]
    days += [months[0], last_day(months[-1])] if told else []
    return SurveyBesideCounts(
        area_code=area_code,
        area_name=area_name,
        question=chosen,
        about_worry=chosen is not None and is_about_worry(chosen),
        unit=unit,
        waves=waves,
        survey=survey,
        counts=_counts_change(found, told) if isinstance(found, _Windows) else Change(why=found),
        windows=found.windows if isinstance(found, _Windows) else (),
        areas_counted=len(found.lines) if isinstance(found, _Windows) else 0,
        areas=found.areas if isinstance(found, _Windows) else 0,
        monthly=tuple(_month(month, lines, preliminary) for month in months) if told else (),
        basis=Basis(
            method=Method.SURVEY_AND_COUNTS,
            parameters={"question": chosen, "level": LEVEL, "months_at_each_wave": MONTHS, "design_effect": 1.0},
            since=min(days, default=None),
            until=max(days, default=None),
            sources=sources_of(used),
            rows=len(used),
            computed_on=today,
            made_up=any(record.provenance.made_up for record in used),
        ),
    )


def _month(month: date, lines: Sequence[Monthly], preliminary: Collection[date]) -> MonthCount:
    known = [n for line in lines if (n := line.get(month)) is not None]
    return MonthCount(
        month=month,
        count=sum(known) if known else None,
        counted=len(known),
        areas=len(lines),
        dwelling_years=None,
        rolling=None,
        preliminary=month in preliminary,
    )


def is_about_worry(question: str) -> bool:
    """Whether a larger share is more worry."""
    return bool(_WORRY.search(question.casefold()))


def asked_day(one: SurveyResult) -> date | None:
    """The day a result was asked on, or the middle of the year that its wave is named after; None for neither."""
    year = _YEAR.search(one.wave)
    return one.asked_on or (date(int(year[0]), 7, 1) if year else None)


def _waves(results: Sequence[SurveyResult]) -> tuple[Wave, ...]:
    ordered = sorted(results, key=lambda one: (asked_day(one) or date.max, one.wave, str(one.id)))
    return tuple(
        Wave(
            name=one.wave,
            asked_on=asked_day(one),
            value=one.value,
            low=one.low,
            high=one.high,
            sample_size=one.sample_size,
            method=one.method,
            new_method=before is not None and (one.method, one.unit) != (before.method, before.unit),
        )
        for before, one in zip([None, *ordered], ordered, strict=False)
    )


def _survey_change(waves: Sequence[Wave], unit: SurveyUnit) -> Change:
    """The last two waves with a value. RULE 1: never across a change of method, between them or in between."""
    told = [i for i, wave in enumerate(waves) if wave.value is not None]
    if len(told) < 2:
        return Change(why=WhyNotCompared.ONE_WAVE)
    first, last = waves[told[-2]], waves[told[-1]]
    told_alone = Change(before=first.value, after=last.value)
    if any(wave.new_method for wave in waves[told[-2] + 1 : told[-1] + 1]):
        return replace(told_alone, why=WhyNotCompared.OTHER_METHOD)
    ends = _from_answers(first, last) if unit is SurveyUnit.SHARE else None
    ends = ends or _from_intervals(first, last)
    if ends is None:
        return replace(told_alone, why=WhyNotCompared.NO_SIZE)
    value = (last.value or 0.0) - (first.value or 0.0)
    return replace(told_alone, value=value, low=ends[0], high=ends[1], heading=heading(*ends, same=0))


def _from_answers(first: Wave, last: Wave) -> tuple[float, float] | None:
    """Limits of the difference in percent, from the shares and the numbers of answers."""
    if not first.sample_size or not last.sample_size:
        return None
    chosen = [
        (round(wave.sample_size * wave.value / 100), wave.sample_size)
        for wave in (first, last)
        if wave.value is not None and wave.sample_size
    ]
    found = shares(chosen[0], chosen[1], level=LEVEL).difference
    return 100 * found.low, 100 * found.high


def _from_intervals(first: Wave, last: Wave) -> tuple[float, float] | None:
    """Limits of the difference from both published intervals. Source: Newcombe (1998), method 10, for any limits."""
    ends = [(wave.value, wave.low, wave.high) for wave in (first, last)]
    if any(end is None for wave in ends for end in wave):
        return None
    (before, low0, high0), (after, low1, high1) = (tuple(float(end or 0) for end in wave) for wave in ends)
    value = after - before
    return value - sqrt((after - low1) ** 2 + (high0 - before) ** 2), value + sqrt(
        (high1 - after) ** 2 + (before - low0) ** 2
    )


@dataclass(frozen=True, slots=True)
class _Windows:
    """Two years of months, and how many of the areas were counted in all of them."""

    windows: tuple[tuple[date, date], ...]
    lines: tuple[Monthly, ...]
    areas: int


def _windows(waves: Sequence[Wave], lines: Sequence[Monthly]) -> _Windows | WhyNotCompared:
    """The year up to each of the last two waves; where that was not counted, the year from each of them on.

    RULE 2: areas that were not counted every month have no part, and more than half of them must have. RULE 3: which
    year is taken follows from what was counted, never from what comes out.
    """
    told = [wave for wave in waves if wave.value is not None][-2:]
    days = [wave.asked_on for wave in told if wave.asked_on is not None]
    if len(told) < 2:
        return WhyNotCompared.ONE_WAVE
    if len(days) < 2:
        return WhyNotCompared.NO_DATE
    if _months_apart(*days) < MONTHS:
        return WhyNotCompared.TOO_CLOSE
    for first, last in ((1 - MONTHS, 0), (0, MONTHS - 1)):
        windows = tuple((_later(day, first), _later(day, last)) for day in days)
        months = [month for window in windows for month in months_between(*window)]
        panel = tuple(line for line in lines if all(line.get(month) is not None for month in months))
        if 2 * len(panel) > len(lines):
            return _Windows(windows, panel, len(lines))
    return WhyNotCompared.NOT_COUNTED


def _months_apart(first: date, last: date) -> int:
    return (last.year - first.year) * MONTHS + last.month - first.month


def _later(day: date, months: int) -> date:
    number = day.year * MONTHS + day.month - 1 + months
    return date(number // MONTHS, number % MONTHS + 1, 1)


def _counts_change(found: _Windows, told: Sequence[BurglaryCount]) -> Change:
    """Quasi-Poisson ratio of two years of months, with the season taken out.

    RULE 4: years with preliminary counts, or from different sources, are not compared.
    """
    spans = [tuple(months_between(*window)) for window in found.windows]
    own = [[count for count in told if count.month in span] for span in spans]
    if any(count.is_preliminary for year in own for count in year):
        return Change(why=WhyNotCompared.PRELIMINARY)
    if sources_of(own[0]) != sources_of(own[1]):
        return Change(why=WhyNotCompared.OTHER_SOURCE)
    years = [[sum(line[month] or 0 for line in found.lines) for month in span] for span in spans]
    sums = [sum(year) for year in years]
    few = Change(before=float(sums[0]), after=float(sums[1]), why=WhyNotCompared.TOO_FEW)
    if sum(sums) < LEAST_BURGLARIES:
        return few
    turn = 2 * pi / MONTHS * np.array([month.month for span in spans for month in span])
    later = np.repeat([0.0, 1.0], MONTHS)
    try:
        line = fit(np.column_stack([np.ones(2 * MONTHS), later, np.sin(turn), np.cos(turn)]), [*years[0], *years[1]])
    except InvalidRecord:
        # sound counts, so they lie too much at one end
        return few
    logarithm, error = float(line.coefficients[1]), float(line.errors[1]) * line.scale
    reach = float(stdtrit(line.degrees, (1 + LEVEL) / 2)) * error
    low, high = exp(logarithm - reach), exp(logarithm + reach)
    return Change(
        before=float(sums[0]),
        after=float(sums[1]),
        value=exp(logarithm),
        low=low,
        high=high,
        heading=heading(low, high, same=1),
    )
