"""What is asked of each kind of work, and that nothing is logged before it is done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidRecord
from geodata.logbook import MEETINGS, SHEETS, Asked, numbers, refuse_future, sheet_of, suggested
from geodata.model import ActionType, Commitment, CommitmentKind, Measure
from tests.builders import an_action, an_activity

TODAY = date(2017, 6, 1)


def promised(measure: Measure, kind: ActionType) -> object:
    commitment = Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1, measure=measure)
    return sheet_of(an_action(action_type=kind, commitment=commitment)).measures


def test_every_kind_of_work_has_a_sheet() -> None:
    assert set(SHEETS) == set(ActionType)
    assert set(ActionType) >= MEETINGS


@pytest.mark.parametrize(
    ("kind", "measures", "asked"),
    [
        (ActionType.NIGHT_PATROL, {Measure.SHIFTS, Measure.ADULTS}, Asked.HOURS),
        (ActionType.TOBACCO_SUPERVISION, {Measure.VISITS, Measure.PURCHASES}, Asked.PARTNERS),
        (ActionType.INFORMATION, {Measure.ISSUES, Measure.REACHED}, Asked.CHANNEL),
        (ActionType.TRAFFIC_CONTROL, {Measure.CONTROLS}, Asked.FOCUS),
        (ActionType.PROPERTY_OWNER_DIALOGUE, {Measure.CONTACTS}, Asked.OUTCOME),
        (ActionType.EDUCATION, {Measure.SESSIONS, Measure.PARTICIPANTS}, Asked.SUBSTANCES),
        (ActionType.SCHOOL_CONTACTS, {Measure.CONTACTS}, Asked.INITIATOR),
        (ActionType.NEIGHBOURHOOD_WATCH, {Measure.HOUSEHOLDS, Measure.REMARKS}, Asked.PARTNERS),
    ],
)
def test_a_kind_of_work_is_asked_for_its_own_numbers_and_facts(
    kind: ActionType, measures: set[Measure], asked: Asked
) -> None:
    assert measures <= set(SHEETS[kind].measures)
    assert asked in SHEETS[kind].at_once


@pytest.mark.parametrize("kind", list(ActionType))
def test_what_is_not_asked_at_once_can_be_said_too(kind: ActionType) -> None:
    sheet = SHEETS[kind]
    assert set(sheet.at_once) | set(sheet.on_wish) >= set(Asked) - {Asked.OUTCOME, Asked.FOCUS}
    assert not set(sheet.at_once) & set(sheet.on_wish)


@given(st.sampled_from([one for one in Measure if one is not Measure.OCCURRENCES]), st.sampled_from(list(ActionType)))
def test_what_the_commitment_counts_is_asked_first_and_once(measure: Measure, kind: ActionType) -> None:
    asked = promised(measure, kind)
    assert isinstance(asked, tuple)
    assert asked[0] is measure
    assert asked.count(measure) == 1
    assert set(asked) == {measure, *SHEETS[kind].measures}


def test_an_empty_log_of_shifts_begins_with_one_and_guesses_no_people() -> None:
    assert suggested(an_action(action_type=ActionType.NIGHT_PATROL, commitment=None)) == {Measure.SHIFTS: 1}
    assert suggested(an_action(action_type=ActionType.SAFETY_WALK, commitment=None)) == {}


def test_what_was_left_empty_is_not_nought() -> None:
    assert [(one.measure, one.number) for one in numbers([(Measure.VISITS, 0), (Measure.PURCHASES, None)])] == [
        (Measure.VISITS, 0)
    ]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 1, 1)))
def test_a_day_ahead_is_refused_and_any_other_taken(day: date) -> None:
    activity = an_activity(done_on=day)
    if day > TODAY:
        with pytest.raises(InvalidRecord, match="lies in the future"):
            refuse_future(activity, today=TODAY)
    else:
        refuse_future(activity, today=TODAY)


def test_a_shift_past_midnight_is_of_the_evening_it_began() -> None:
    night = {"started_at": datetime(2017, 3, 25, 20, tzinfo=UTC), "ended_at": datetime(2017, 3, 26, 1, tzinfo=UTC)}
    refuse_future(an_activity(done_on=date(2017, 3, 25), **night), today=TODAY)
    with pytest.raises(InvalidRecord, match="before its own day"):
        refuse_future(an_activity(done_on=date(2017, 3, 26), **night), today=TODAY)


def test_an_activity_cannot_end_before_it_begins() -> None:
    with pytest.raises(InvalidRecord, match="swap the times"):
        an_activity(started_at=datetime(2017, 3, 25, 20, tzinfo=UTC), ended_at=datetime(2017, 3, 25, 20, tzinfo=UTC))
