"""Made-up counts of burglaries and fires, and survey waves, scaled to published dwellings; and a few figures of Brå."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from geodata.demo.frame import KALMAR, MADE_UP, SALEM, Setting, months, published, ref
from geodata.demo.register_kalmar import UNSAFE_CENTRE
from geodata.demo.register_salem import TRUST, UNSAFE_OUT, WORRY
from geodata.demo.sites import SEASONS
from geodata.model import (
    Area,
    AreaKind,
    BurglaryCount,
    Category,
    CrimeCount,
    DwellingType,
    FireCount,
    SurveyResult,
)
from geodata.model.evidence import Outcome

# burglaries per 1,000 dwellings and year at the start, and their yearly growth
_RATES = {
    KALMAR: {DwellingType.DETACHED: 6.5, DwellingType.TERRACED: 4.5, DwellingType.APARTMENT: 2.6},
    SALEM: {DwellingType.DETACHED: 11.0, DwellingType.TERRACED: 10.0, DwellingType.APARTMENT: 3.0},
}
_GROWTH = {KALMAR: 1.15, SALEM: 1.24}
_ATTEMPTED_SHARE = 0.3
_PRELIMINARY_MONTHS = 3
# one delivery that never came: missing, not zero
_MISSING = {KALMAR: ("0880B4010", date(2016, 7, 1)), SALEM: ("0128C1030", date(2021, 4, 1))}

# where Kalmar's log has neighbourhood watch meet, and the share of burglaries that are left there: an action that
# worked, so that the last link of a chain can be seen to hold
_WATCHED = {
    KALMAR: frozenset({"0880B2020", "0880B2040", "0880B3020", "0880C1180", "0880C1250", "0880C1270"}),
    SALEM: frozenset[str](),
}
_WATCHED_FROM = date(2016, 1, 1)
_LEFT_WHERE_WATCHED = 0.35


def burglaries(rng: np.random.Generator, setting: Setting, areas: Sequence[Area]) -> list[BurglaryCount]:
    """Counts per DeSO area, month, dwelling type and outcome; none for types that the area lacks."""
    all_months = list(months(setting.statistics_from, setting.shown_as_of))
    season = np.asarray(SEASONS[Category.BURGLARY])[[month.month - 1 for month in all_months]]
    growth = _GROWTH[setting.code] ** (np.arange(len(all_months)) / 12)
    # chance of its own: what is prevented in some areas leaves the others as they were
    prevented = rng.spawn(1)[0]
    made: list[BurglaryCount] = []
    for area in areas:
        if area.area_kind is not AreaKind.DESO:
            continue
        luck = rng.gamma(4.0, 0.25)
        for dwelling_type, rate in _RATES[setting.code].items():
            dwellings = area.dwellings_of(dwelling_type)
            if not dwellings:
                continue
            expected = dwellings / 1000 * rate / 12 * luck * season * growth
            for outcome, share in (
                (Outcome.COMPLETED, 1 - _ATTEMPTED_SHARE),
                (Outcome.ATTEMPTED, _ATTEMPTED_SHARE),
            ):
                drawn = rng.poisson(expected * share)
                if area.code in _WATCHED[setting.code]:
                    watched = np.array([month >= _WATCHED_FROM for month in all_months])
                    drawn = np.where(watched, prevented.binomial(drawn, _LEFT_WHERE_WATCHED), drawn)
                counts = drawn.tolist()
                made.extend(
                    BurglaryCount(
                        id=ref("burglary_count", setting.code, area.code, month.isoformat(), dwelling_type, outcome),
                        municipality=setting.code,
                        provenance=MADE_UP,
                        area_code=area.code,
                        month=month,
                        dwelling_type=dwelling_type,
                        outcome=outcome,
                        count=count,
                        is_preliminary=number >= len(all_months) - _PRELIMINARY_MONTHS,
                    )
                    for number, (month, count) in enumerate(zip(all_months, counts, strict=True))
                    if (area.code, month) != _MISSING[setting.code]
                )
    return made


# question -> share in percent in the first and second wave
_QUESTIONS = {
    KALMAR: {UNSAFE_CENTRE: (34.0, 37.5), WORRY: (18.0, 25.0), "Utsatt för brott det senaste året": (13.0, 13.5)},
    SALEM: {UNSAFE_OUT: (31.0, 30.0), WORRY: (29.0, 36.0), TRUST: (54.0, 55.5)},
}
_WAVES = {
    KALMAR: (("2015", date(2015, 3, 16)), ("2016", date(2016, 3, 14))),
    SALEM: (("2020", date(2020, 10, 12)), ("2021", date(2021, 10, 11))),
}


def survey(rng: np.random.Generator, setting: Setting, areas: Sequence[Area]) -> list[SurveyResult]:
    """Two waves of three questions per RegSO area and for the whole municipality, with 95 % intervals."""
    made: list[SurveyResult] = []
    for area in areas:
        if area.area_kind not in {AreaKind.REGSO, AreaKind.MUNICIPALITY}:
            continue
        whole = area.area_kind is AreaKind.MUNICIPALITY
        for question, levels in _QUESTIONS[setting.code].items():
            bias = 0.0 if whole else rng.normal(0.0, 4.0)
            for (wave, asked_on), level in zip(_WAVES[setting.code], levels, strict=True):
                size = int(rng.integers(780, 980) if whole else rng.integers(35, 130))
                share = level if whole else float(np.clip(level + bias + rng.normal(0.0, 2.0), 3.0, 90.0))
                margin = 1.96 * (share * (100 - share) / size) ** 0.5
                made.append(
                    SurveyResult(
                        id=ref("survey_result", setting.code, area.code, wave, question),
                        municipality=setting.code,
                        provenance=MADE_UP,
                        area_code=area.code,
                        wave=wave,
                        asked_on=asked_on,
                        question=question,
                        value=round(share, 1),
                        low=round(max(0.0, share - margin), 1),
                        high=round(min(100.0, share + margin), 1),
                        sample_size=size,
                    )
                )
    return made


# Reported offences as Brå publishes them; all theft by breaking in, homes being a part of it only.
_ALL_BREAK_INS = "Stöld genom inbrott, alla slag (inte bara bostäder)"
_VANDALISM = "Skadegörelsebrott (12 kap.)"
_PUBLISHED: dict[str, tuple[tuple[str, int, int, float | None], ...]] = {
    KALMAR: (
        (_ALL_BREAK_INS, 2014, 428, 666.0),
        (_ALL_BREAK_INS, 2015, 540, 828.0),
        (_ALL_BREAK_INS, 2016, 407, 615.0),
        (_VANDALISM, 2014, 633, None),
        (_VANDALISM, 2015, 504, None),
        (_VANDALISM, 2016, 549, None),
    ),
    SALEM: (
        (_ALL_BREAK_INS, 2019, 103, 614.0),
        (_ALL_BREAK_INS, 2020, 141, 837.0),
        (_ALL_BREAK_INS, 2021, 138, 807.0),
        (_VANDALISM, 2019, 308, None),
        (_VANDALISM, 2020, 432, None),
        (_VANDALISM, 2021, 354, None),
    ),
}


def crime(setting: Setting) -> list[CrimeCount]:
    """Brå's published yearly figures for the municipality: facts."""
    return [
        CrimeCount(
            id=ref("crime_count", setting.code, offence, year),
            municipality=setting.code,
            provenance=published("Brå, anmälda brott"),
            offence=offence,
            year=year,
            count=count,
            per_100k=per_100k,
        )
        for offence, year, count, per_100k in _PUBLISHED[setting.code]
    ]


# fires in homes per 1,000 dwellings and year, commonest where people live closest
_FIRE_RATES = {DwellingType.DETACHED: 0.9, DwellingType.TERRACED: 0.8, DwellingType.APARTMENT: 1.6}
_FIRES_BY = {KALMAR: AreaKind.MUNICIPALITY, SALEM: AreaKind.REGSO}
# with so few homes of a type a count would point at one of them
_FEW_HOMES = 300


def fires(rng: np.random.Generator, setting: Setting, areas: Sequence[Area]) -> list[FireCount]:
    """Fires in homes per month and dwelling type: of the municipality in Kalmar, per RegSO area in Salem.

    What is not nought is suppressed where there are few homes; the last months are preliminary.
    """
    all_months = list(months(setting.statistics_from, setting.shown_as_of))
    made: list[FireCount] = []
    for area in areas:
        if area.area_kind is not _FIRES_BY[setting.code]:
            continue
        for dwelling_type, rate in _FIRE_RATES.items():
            homes = area.dwellings_of(dwelling_type) or 0
            drawn = rng.poisson(homes / 1000 * rate / 12, size=len(all_months)).tolist()
            for number, (month, count) in enumerate(zip(all_months, drawn, strict=True)):
                hidden = count > 0 and homes < _FEW_HOMES
                made.append(
                    FireCount(
                        id=ref("fire_count", setting.code, area.code, month.isoformat(), dwelling_type),
                        municipality=setting.code,
                        provenance=MADE_UP,
                        area_code=area.code,
                        month=month,
                        dwelling_type=dwelling_type,
                        count=None if hidden else count,
                        is_suppressed=hidden,
                        is_preliminary=number >= len(all_months) - _PRELIMINARY_MONTHS,
                    )
                )
    return made
