"""A lägesbild each month: frozen once, whoever asks however often; what was missed is told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from geodata.casebook import Casebook
from geodata.errors import InvalidRecord, NotAllowed
from geodata.model import Actor, Municipality, Role, SituationPlan, SituationReport, Tier
from tests.builders import a_municipality
from tests.geodata.casebook.town import TODAY, known

PLANNER = Actor(role=Role.PLANNER)


def titled(month: date) -> str:
    return f"Lägesbild {month:%Y-%m}"


@pytest.fixture
def town(empty: Casebook) -> Casebook:
    """A municipality with little in it, on the first of June."""
    empty.import_records(PLANNER, [a_municipality(id=known("municipality"), shown_as_of=TODAY)])
    return empty


def on(casebook: Casebook, day: date) -> None:
    """Another day."""
    record: Municipality = casebook.entries(PLANNER, Municipality, "0880")[0].record
    casebook.import_records(PLANNER, [record.model_copy(update={"shown_as_of": day})])


def frozen(casebook: Casebook) -> list[tuple[UUID, str]]:
    return [(one.entry.record.id, one.entry.record.title) for one in casebook.situations(PLANNER, "0880")]


def test_without_a_wish_nothing_is_due_and_nothing_is_frozen(town: Casebook) -> None:
    now = town.monthly_situation(PLANNER, "0880")
    assert (now.plan, now.due, now.next_on) == (None, None, None)
    with pytest.raises(InvalidRecord, match="choose for whom"):
        town.freeze_due(PLANNER, "0880", titled)


def test_the_month_that_is_due_is_frozen_once(town: Casebook) -> None:
    now = town.plan_monthly(PLANNER, "0880", Tier.PUBLIC)
    assert (now.due, now.next_on) == (TODAY, TODAY)
    made = town.freeze_due(PLANNER, "0880", titled).made
    assert made is not None
    assert (made.record.title, made.record.tier, made.record.approved_at) == ("Lägesbild 2017-06", Tier.PUBLIC, None)
    for _ in range(2):
        assert town.freeze_due(PLANNER, "0880", titled).made is None
    assert frozen(town) == [(made.record.id, "Lägesbild 2017-06")]
    now = town.monthly_situation(PLANNER, "0880")
    assert (now.due, now.frozen, now.next_on) == (None, made.record.id, date(2017, 7, 1))


def test_chosen_within_a_month_the_first_is_the_next(town: Casebook) -> None:
    on(town, date(2017, 12, 14))
    now = town.plan_monthly(PLANNER, "0880", Tier.MUNICIPALITY)
    assert (now.due, now.next_on) == (None, date(2018, 1, 1))
    assert town.freeze_due(PLANNER, "0880", titled).made is None
    on(town, date(2018, 1, 3))
    assert town.monthly_situation(PLANNER, "0880").due == date(2018, 1, 1)


def test_months_that_passed_are_told_and_not_made_up_for(town: Casebook) -> None:
    town.plan_monthly(PLANNER, "0880", Tier.MUNICIPALITY)
    town.freeze_due(PLANNER, "0880", titled)
    on(town, date(2017, 9, 20))
    now = town.monthly_situation(PLANNER, "0880")
    assert (now.due, now.missed) == (date(2017, 9, 1), (date(2017, 7, 1), date(2017, 8, 1)))
    town.freeze_due(PLANNER, "0880", titled)
    assert [title for _, title in frozen(town)] == ["Lägesbild 2017-09", "Lägesbild 2017-06"]


def test_another_audience_keeps_what_was_frozen_and_stopping_keeps_it_too(town: Casebook) -> None:
    town.plan_monthly(PLANNER, "0880", Tier.MUNICIPALITY)
    town.freeze_due(PLANNER, "0880", titled)
    assert town.plan_monthly(PLANNER, "0880", Tier.PUBLIC).due is None
    assert town.plan_monthly(PLANNER, "0880", None).plan is None
    assert town.plan_monthly(PLANNER, "0880", None).plan is None
    assert len(frozen(town)) == 1
    assert town.plan_monthly(PLANNER, "0880", Tier.PUBLIC).due is None


def test_who_may_not_write_chooses_and_freezes_nothing_and_sees_no_plan(town: Casebook) -> None:
    town.plan_monthly(PLANNER, "0880", Tier.MUNICIPALITY)
    board = Actor(role=Role.BOARD)
    assert town.monthly_situation(board, "0880").plan is None
    with pytest.raises(NotAllowed):
        town.plan_monthly(board, "0880", Tier.PUBLIC)
    with pytest.raises(NotAllowed):
        town.freeze_due(board, "0880", titled)
    with pytest.raises(NotAllowed, match="another audience"):
        town.plan_monthly(PLANNER, "0880", Tier.POLICE)
    assert len(town.entries(PLANNER, SituationPlan, "0880")) == 1
    assert town.entries(PLANNER, SituationReport, "0880") == ()
