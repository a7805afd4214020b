"""How many worry in each area, of one question in one wave: what a map may put side by side.

Another question, or another wave, asks other people something else; an area without this one has no figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.model import Area, AreaKind, SurveyResult, SurveyUnit
from geodata.studies.basis import Basis, Method, sources_of
from geodata.studies.surveys import asked_day, is_about_worry, rank_of_question, surveyed_area

__all__ = ["AreaWorry", "WorryByArea", "worry_by_area"]


@dataclass(frozen=True, slots=True)
class AreaWorry:
    """Percent who worry, with the published limits. asked_in: name of a larger area that was asked; None: this one."""

    code: str
    value: float
    low: float | None
    high: float | None
    sample_size: int | None
    asked_in: str | None = None


@dataclass(frozen=True, slots=True)
class WorryByArea:
    """Areas with a figure. question, wave: None where nobody was asked about worry."""

    question: str | None
    wave: str | None
    areas: tuple[AreaWorry, ...]
    basis: Basis


def worry_by_area(
    results: Collection[SurveyResult],
    division: Sequence[Area],
    areas: Sequence[Area],
    *,
    until: date | None = None,
    today: date,
) -> WorryByArea:
    """Worry in the areas of a division.

    areas: all of the municipality, for finding the larger area that was asked.  until: waves after it are left out.
    RULE 1: one question, that about burglary first, of those asked in parts of the municipality.  RULE 2: its newest
    wave alone.  RULE 3: an area that was not asked has the figure of the nearest that it lies in, but never the whole
    municipality's, which would paint a map without differences.
    """
    whole = {area.code for area in areas if area.area_kind is AreaKind.MUNICIPALITY}
    known = {area.code for area in areas} - whole
    asked = [
        one
        for one in results
        if one.value is not None
        and one.unit is SurveyUnit.SHARE
        and one.area_code in known
        and is_about_worry(one.question)
        and (until is None or (asked_day(one) or date.min) <= until)
    ]
    question = min({one.question for one in asked}, key=rank_of_question, default=None)
    of_question = [one for one in asked if one.question == question]
    newest = max(of_question, key=lambda one: (asked_day(one) or date.min, one.wave), default=None)
    wave = [one for one in of_question if newest and one.wave == newest.wave]
    by_code = {one.area_code: one for one in sorted(wave, key=lambda one: str(one.id))}
    days = [day for one in wave if (day := asked_day(one))]
    return WorryByArea(
        question=question,
        wave=newest.wave if newest else None,
        areas=tuple(_figures(by_code, division, areas)),
        basis=Basis(
            method=Method.SURVEY_AND_COUNTS,
            parameters={"question": question, "wave": newest.wave if newest else None},
            since=min(days, default=None),
            until=max(days, default=None),
            sources=sources_of(wave),
            rows=len(wave),
            computed_on=today,
            made_up=any(one.provenance.made_up for one in wave),
        ),
    )


def _figures(by_code: Mapping[str, SurveyResult], division: Sequence[Area], areas: Sequence[Area]) -> list[AreaWorry]:
    found = []
    names = {area.code: area.name for area in areas}
    for area in division:
        code = surveyed_area(by_code.values(), areas, area.code)
        one = by_code.get(code) if code else None
        if one is not None and one.value is not None:
            larger = None if one.area_code == area.code else names[one.area_code]
            found.append(AreaWorry(area.code, one.value, one.low, one.high, one.sample_size, larger))
    return found
