"""Worry on the map: one question, one wave, each area's own answer or that of the part it lies in."""

from __future__ import annotations

from datetime import date

from geodata.model import AreaKind, SurveyResult, SurveyUnit
from geodata.studies.survey_map import WorryByArea, worry_by_area
from tests.builders import a_survey_result, an_area

TODAY = date(2017, 6, 1)
WORRY = "Oro för inbrott i bostaden"
WHOLE = an_area(code="0880", name="Kalmar", area_kind=AreaKind.MUNICIPALITY)
PART = an_area(code="0880R001", name="Malmen", area_kind=AreaKind.REGSO, parent="0880")
FIRST = an_area(code="0880C1030", parent="0880R001")
SECOND = an_area(code="0880C1040", parent="0880")
DIVISION = (FIRST, SECOND)


def asked(code: str, value: float, wave: str = "2016", question: str = WORRY, **changes: object) -> SurveyResult:
    return a_survey_result(
        area_code=code, value=value, low=value - 5, high=value + 5, wave=wave, question=question, **changes
    )


def told(*results: SurveyResult, until: date | None = None) -> WorryByArea:
    return worry_by_area(results, DIVISION, (WHOLE, PART, *DIVISION), until=until, today=TODAY)


def test_an_area_has_its_own_answer_or_that_of_the_part_it_lies_in() -> None:
    found = told(asked("0880R001", 20), asked("0880C1040", 30))
    assert [(one.code, one.value, one.asked_in) for one in found.areas] == [
        ("0880C1030", 20, "Malmen"),
        ("0880C1040", 30, None),
    ]
    assert (found.question, found.wave, found.basis.rows) == (WORRY, "2016", 2)


def test_the_whole_municipality_s_answer_is_nobody_s_own() -> None:
    found = told(asked("0880", 25))
    assert (found.areas, found.question, found.wave) == ((), None, None)


def test_the_newest_wave_alone_is_shown_and_an_older_answer_does_not_fill_its_gaps() -> None:
    results = asked("0880R001", 20, "2015"), asked("0880C1040", 30, "2015"), asked("0880R001", 25, "2016")
    found = told(*results)
    assert [(one.code, one.value) for one in found.areas] == [("0880C1030", 25)]
    earlier = told(*results, until=date(2015, 12, 31))
    assert [(one.code, one.value) for one in earlier.areas] == [("0880C1030", 20), ("0880C1040", 30)]
    assert told(*results, until=date(2014, 1, 1)).wave is None


def test_burglary_comes_before_other_worry_and_what_is_no_worry_is_never_shown() -> None:
    other = asked("0880R001", 40, question="Oro för att gå ute")
    unsafe = asked("0880R001", 50, question="Utsatt för inbrott")
    index = asked("0880R001", 60, question="Oro för inbrott, index", unit=SurveyUnit.INDEX)
    assert told(other, unsafe, index, asked("0880R001", 20)).question == WORRY
    assert told(other, unsafe, index).question == "Oro för att gå ute"
    assert told(unsafe, index).areas == ()


def test_a_share_that_was_not_published_is_missing_and_not_zero() -> None:
    held_back = a_survey_result(area_code="0880C1040", wave="2016", question=WORRY, value=None, low=None, high=None)
    assert [one.code for one in told(asked("0880R001", 20), held_back).areas] == ["0880C1030"]
