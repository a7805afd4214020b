"""Survey beside counts: two waves asked in one way, a year of reports at each, and no answer where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import Area, AreaKind, BurglaryCount, SurveyResult, SurveyUnit
from geodata.studies.burglaries import BurglaryBook, months_between
from geodata.studies.surveys import (
    Heading,
    SurveyBesideCounts,
    WhyNotCompared,
    questions,
    survey_and_counts,
    surveyed_area,
)
from tests.builders import a_provenance, a_survey_result, an_area
from tests.geodata.studies.counting import counted

TODAY = date(2017, 6, 1)
WORRY = "Oro för bostadsinbrott"
YEARS = tuple(months_between(date(2014, 4, 1), date(2016, 3, 1)))
FIRST, LAST = YEARS[:12], YEARS[12:]


def wave(year: int, value: float | None, **changes: object) -> SurveyResult:
    facts = {"area_code": "A", "wave": str(year), "asked_on": date(year, 3, 15), "question": WORRY, "value": value}
    return a_survey_result(**{**facts, "low": None, "high": None, "sample_size": 900, **changes})


def a_month_each(numbers: Sequence[int], months: Sequence[date], **changes: object) -> list[BurglaryCount]:
    return [counted("A", n, month, **changes) for n, month in zip(numbers, months, strict=True)]


def beside(
    results: Sequence[SurveyResult], counts: Sequence[BurglaryCount] = (), areas: Sequence[Area] = ()
) -> SurveyBesideCounts:
    book = BurglaryBook(counts, areas or [an_area(code="A")])
    return survey_and_counts(results, book, area_code="A", area_name="Området", today=TODAY)


def test_worry_that_grows_while_reports_fall_is_told_by_both_intervals() -> None:
    found = beside(
        [wave(2015, 18.0), wave(2016, 25.0)], [*a_month_each([9] * 12, FIRST), *a_month_each([3] * 12, LAST)]
    )
    assert found.about_worry
    assert (found.survey.heading, found.counts.heading) == (Heading.UP, Heading.DOWN)
    assert found.survey.value == pytest.approx(7.0)
    assert found.survey.low is not None
    assert 0 < found.survey.low < 7.0
    assert (found.counts.before, found.counts.after) == (108.0, 36.0)
    assert found.counts.value == pytest.approx(1 / 3, rel=1e-6)
    assert found.windows == ((FIRST[0], FIRST[-1]), (LAST[0], LAST[-1]))


def test_a_small_difference_is_not_decided() -> None:
    found = beside([wave(2015, 18.0), wave(2016, 19.0)], a_month_each([4, 5] * 12, YEARS))
    assert (found.survey.heading, found.counts.heading) == (Heading.UNDECIDED, Heading.UNDECIDED)
    assert (found.survey.why, found.counts.why) == (None, None)


def test_a_change_of_method_is_a_break_that_nothing_is_compared_across() -> None:
    found = beside([wave(2015, 18.0, method="post"), wave(2016, 40.0, method="webb")], a_month_each([4] * 24, YEARS))
    assert [one.new_method for one in found.waves] == [False, True]
    assert (found.survey.why, found.survey.heading) == (WhyNotCompared.OTHER_METHOD, Heading.UNDECIDED)
    assert found.survey.value is None
    assert found.counts.value == pytest.approx(1.0), "reports were counted in one way all the time"


def test_a_wave_without_a_value_does_not_hide_a_change_of_method() -> None:
    results = [wave(2014, 18.0), wave(2015, None, method="webb"), wave(2016, 30.0, method="webb")]
    assert beside(results).survey.why is WhyNotCompared.OTHER_METHOD
    back = [wave(2014, 18.0), wave(2015, None, method="webb"), wave(2016, 30.0)]
    assert beside(back).survey.why is WhyNotCompared.OTHER_METHOD


def test_waves_are_compared_by_their_intervals_where_answers_are_not_told() -> None:
    found = beside(
        [
            wave(2015, 18.0, sample_size=None, low=16.0, high=20.0),
            wave(2016, 25.0, sample_size=None, low=22.0, high=28.0),
        ]
    ).survey
    assert found.heading is Heading.UP
    assert found.low == pytest.approx(7 - (3**2 + 2**2) ** 0.5)
    assert found.high == pytest.approx(7 + (3**2 + 2**2) ** 0.5)


def test_an_index_is_compared_by_its_intervals_alone() -> None:
    index = {"unit": SurveyUnit.INDEX, "sample_size": 900}
    assert beside([wave(2015, 2.1, **index), wave(2016, 2.4, **index)]).survey.why is WhyNotCompared.NO_SIZE
    told = beside([wave(2015, 2.1, low=2.0, high=2.2, **index), wave(2016, 2.4, low=2.3, high=2.5, **index)])
    assert told.survey.heading is Heading.UP
    assert told.unit is SurveyUnit.INDEX


def test_one_wave_or_none_changes_nothing() -> None:
    assert beside([wave(2016, 25.0)]).survey.why is WhyNotCompared.ONE_WAVE
    assert beside([]).question is None
    assert beside([]).waves == ()


def test_the_year_from_each_wave_on_serves_where_the_year_up_to_it_was_not_counted() -> None:
    later = tuple(months_between(date(2015, 3, 1), date(2017, 2, 1)))
    found = beside([wave(2015, 18.0), wave(2016, 25.0)], a_month_each([5] * 24, later))
    assert found.windows == ((later[0], later[11]), (later[12], later[23]))
    assert found.counts.why is None


def test_a_month_not_counted_is_not_taken_for_none() -> None:
    found = beside([wave(2015, 18.0), wave(2016, 25.0)], a_month_each([5] * 23, YEARS[:-1]))
    assert (found.counts.why, found.counts.value) == (WhyNotCompared.NOT_COUNTED, None)


def test_parts_that_were_not_counted_every_month_have_no_part_in_the_change() -> None:
    areas = [an_area(code="A", area_kind=AreaKind.MUNICIPALITY), *(an_area(code=f"P{i}", parent="A") for i in range(3))]
    counts = [counted(f"P{i}", 4, month) for i in range(3) for month in YEARS if (i, month) != (2, YEARS[5])]
    found = beside([wave(2015, 18.0), wave(2016, 25.0)], counts, areas)
    assert (found.areas_counted, found.areas, found.counts.before) == (2, 3, 96.0)
    hole = next(month for month in found.monthly if month.month == YEARS[5])
    assert (hole.count, hole.counted, hole.is_whole) == (8, 2, False)
    fewer = [count for count in counts if (count.area_code, count.month) != ("P1", YEARS[6])]
    assert beside([wave(2015, 18.0), wave(2016, 25.0)], fewer, areas).counts.why is WhyNotCompared.NOT_COUNTED


def test_preliminary_months_and_other_sources_are_not_compared() -> None:
    waves = [wave(2015, 18.0), wave(2016, 25.0)]
    first = a_month_each([5] * 12, FIRST)
    preliminary = beside(waves, [*first, *a_month_each([1] * 12, LAST, is_preliminary=True)])
    assert preliminary.counts.why is WhyNotCompared.PRELIMINARY
    assert tuple(month.month for month in preliminary.monthly if month.preliminary) == LAST
    other = beside(waves, [*first, *a_month_each([1] * 12, LAST, provenance=a_provenance(source="Nytt system"))])
    assert other.counts.why is WhyNotCompared.OTHER_SOURCE


def test_a_municipality_that_is_no_area_is_made_up_of_its_parts() -> None:
    areas = [an_area(code=f"P{i}") for i in range(3)]
    book = BurglaryBook([counted(area.code, 4, month) for area in areas for month in YEARS], areas)
    results = [wave(2015, 18.0, area_code="0880"), wave(2016, 25.0, area_code="0880")]
    found = survey_and_counts(
        results, book, area_code="0880", area_name="Kalmar", parts=["P0", "P1", "P2"], today=TODAY
    )
    assert (found.areas_counted, found.areas, found.counts.before) == (3, 3, 144.0)
    assert found.monthly[0].count == 12


def test_few_burglaries_tell_no_change() -> None:
    found = beside([wave(2015, 18.0), wave(2016, 25.0)], a_month_each([1, 0, 0, 0] * 6, YEARS)).counts
    assert (found.why, found.before, found.after) == (WhyNotCompared.TOO_FEW, 3.0, 3.0)
    none_before = a_month_each([0] * 12, FIRST) + a_month_each([3] * 12, LAST)
    assert beside([wave(2015, 18.0), wave(2016, 25.0)], none_before).counts.why is WhyNotCompared.TOO_FEW


def test_waves_within_a_year_and_waves_without_a_date_are_not_set_beside_counts() -> None:
    close = [wave(2015, 18.0), wave(2016, 25.0, asked_on=date(2015, 11, 2))]
    assert beside(close, a_month_each([5] * 24, YEARS)).counts.why is WhyNotCompared.TOO_CLOSE
    undated = [wave(2015, 18.0, wave="första", asked_on=None), wave(2016, 25.0, wave="senaste", asked_on=None)]
    found = beside(undated, a_month_each([5] * 24, YEARS))
    assert found.counts.why is WhyNotCompared.NO_DATE
    assert [one.asked_on for one in found.waves] == [None, None]


def test_a_wave_without_a_day_lies_in_the_middle_of_the_year_in_its_name() -> None:
    assert beside([wave(2016, 20.0, asked_on=None, wave="Mätning 2016")]).waves[0].asked_on == date(2016, 7, 1)


def test_worry_about_burglary_is_asked_for_first_and_trust_is_not_worry() -> None:
    results = [wave(2016, 20.0, question=one) for one in ("Förtroende för polisen", "Oro för att gå ut", WORRY)]
    assert questions(results, "A") == (WORRY, "Oro för att gå ut", "Förtroende för polisen")
    assert questions(results, "B") == ()
    trust = beside([results[0]])
    assert (trust.question, trust.about_worry) == ("Förtroende för polisen", False)


def test_an_area_that_was_not_surveyed_is_told_by_the_one_it_lies_in() -> None:
    areas = [
        an_area(code="K", area_kind=AreaKind.MUNICIPALITY),
        an_area(code="R", parent="K"),
        an_area(code="D", parent="R"),
    ]
    assert surveyed_area([wave(2016, 20.0, area_code="R")], areas, "D") == "R"
    assert surveyed_area([wave(2016, 20.0, area_code="K")], areas, "D") == "K"
    assert surveyed_area([wave(2016, 20.0, area_code="elsewhere")], areas, "D") is None
    circle = [an_area(code="X", parent="Y"), an_area(code="Y", parent="X")]
    assert surveyed_area([wave(2016, 20.0)], circle, "X") is None


@settings(deadline=None)
@given(st.floats(1, 99), st.floats(1, 99), st.integers(20, 3000), st.integers(20, 3000))
def test_turning_the_waves_turns_the_direction(before: float, after: float, first: int, last: int) -> None:
    there = beside([wave(2015, before, sample_size=first), wave(2016, after, sample_size=last)]).survey.heading
    back = beside([wave(2015, after, sample_size=last), wave(2016, before, sample_size=first)]).survey.heading
    turned = {Heading.UP: Heading.DOWN, Heading.DOWN: Heading.UP, Heading.UNDECIDED: Heading.UNDECIDED}
    assert back is turned[there]
