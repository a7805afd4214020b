"""The casebook's statistics: what a role may see, which area a survey is of, and answers that are shared."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.casebook import Casebook
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.model import Actor, Category, Role, View
from geodata.studies.area_rates import WhyNoRate
from geodata.studies.near_repeats import WhyNoRepeats
from tests.builders import a_burglary_count, a_survey_result
from tests.geodata.casebook.town import VIEW

PUBLIC = [Actor(role=role) for role in (Role.CITIZEN, Role.BOARD, Role.WALKER)]


@pytest.mark.parametrize("actor", PUBLIC, ids=lambda actor: actor.role)
def test_the_public_gets_no_count_of_any_area(casebook: Casebook, actor: Actor) -> None:
    rates = casebook.area_rates(actor, "0880")
    assert {area.left_out for area in rates.areas} == {WhyNoRate.NOT_COUNTED}
    assert (rates.count, rates.overall, rates.months) == (0, None, ())
    assert casebook.burglary_trends(actor, "0880").whole.months == ()
    assert casebook.survey_and_counts(actor, "0880").monthly == ()
    assert casebook.near_repeats(actor, VIEW).why is WhyNoRepeats.NOT_OPEN


def test_rates_trends_and_their_basis_go_together(casebook: Casebook, planner: Actor) -> None:
    rates, trends = casebook.area_rates(planner, "0880"), casebook.burglary_trends(planner, "0880")
    assert rates.count == trends.whole.count == 4
    assert rates.of("E") is not None
    assert rates.basis.computed_on == trends.basis.computed_on == date(2017, 6, 1)
    assert casebook.area_rates(planner, "0880") is rates, "computed once"


def test_a_new_count_is_seen_at_once(casebook: Casebook, planner: Actor) -> None:
    assert casebook.area_rates(planner, "0880").count == 4
    casebook.import_records(planner, [a_burglary_count(area_code="W", month=date(2016, 4, 1), count=3)])
    assert casebook.area_rates(planner, "0880").count == 7
    assert casebook.burglary_trends(planner, "0880", area="W").whole.count == 3


def test_burglaries_are_looked_at_where_no_category_is_chosen(casebook: Casebook, planner: Actor) -> None:
    found = casebook.near_repeats(planner, VIEW)
    assert found.basis.parameters["categories"] == "burglary"
    assert found.why is WhyNoRepeats.TOO_FEW
    disorder = View(municipality="0880", categories=frozenset({Category.DISORDER}))
    assert casebook.near_repeats(planner, disorder).events == 60


def test_an_area_without_a_survey_is_told_by_its_municipality(casebook: Casebook, planner: Actor) -> None:
    casebook.import_records(planner, [a_survey_result(area_code="0880", question="Oro")])
    assert casebook.survey_questions(planner, "0880", "E") == ("Oro",)
    found = casebook.survey_and_counts(planner, "0880", area="E")
    assert (found.area_code, found.area_name, found.question) == ("0880", "Kalmar", "Oro")
    assert [month.count for month in found.monthly] == [4]


def test_what_cannot_be_asked_is_refused(casebook: Casebook, planner: Actor) -> None:
    with pytest.raises(NotFound, match="choose one from the list"):
        casebook.burglary_trends(planner, "0880", area="nowhere")
    with pytest.raises(NotFound, match="choose one from the list"):
        casebook.survey_and_counts(planner, "0880", area="nowhere")
    with pytest.raises(InvalidRecord, match="swap the dates"):
        casebook.area_rates(planner, "0880", since=date(2016, 5, 1), until=date(2016, 4, 1))
    elsewhere = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotAllowed):
        casebook.area_rates(elsewhere, "0880")
    with pytest.raises(NotAllowed):
        casebook.near_repeats(elsewhere, VIEW)
