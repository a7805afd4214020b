"""The agenda makes itself from the record, and a decision is followed until something is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.chain import ActionLine, FeltAndFound, HotspotCard, Standing
from geodata.errors import InvalidRecord
from geodata.meetings import (
    Agenda,
    DecisionState,
    Topic,
    agenda,
    is_overdue,
    refuse_early_minutes,
    state_of,
)
from geodata.model import (
    Action,
    Activity,
    Attendance,
    Commitment,
    CommitmentKind,
    Decision,
    HotspotState,
    Meeting,
    Position,
)
from geodata.progress import FOLLOWED_DAYS, progress
from tests.builders import a_box, a_communication, a_meeting, an_action, an_activity, an_idea

TODAY = date(2017, 6, 1)
MET = date(2017, 5, 10)


def a_card(trend: str = "persistent", actions: int = 1, **changes: Any) -> HotspotCard:
    facts: dict[str, Any] = {
        "ref": str(uuid4()), "version": 1, "name": "Larmtorget", "state": HotspotState.ADOPTED, "rank": 1, "count": 23,
        "count_low": 15.0, "count_high": 34.0, "reports": 20, "findings": 3, "trend": trend, "growth": None,
        "standing": Standing.CONFIRMED, "p": 0.01, "later": 9, "expected": 2.0, "categories": (), "outline": a_box(),
        "peak": Position(lon=16.36, lat=56.66), "area_code": "0880C1030", "actions": actions, "late_actions": 0,
        "gaps": (), "felt_and_found": FeltAndFound.ALIKE,
    }  # fmt: skip
    return HotspotCard(**{**facts, **changes})


def a_line(action: Action, *activities: Activity) -> ActionLine:
    return ActionLine(action, (), (), progress(action, activities, on=TODAY))


def held(*decisions: Decision, **changes: Any) -> Meeting:
    return a_meeting(**{"held_on": MET, "decisions": decisions, **changes})


def made(
    cards: Sequence[HotspotCard] = (),
    lines: Sequence[ActionLine] = (),
    meetings: Sequence[Meeting] = (),
    activities: Sequence[Activity] = (),
    **more: Any,
) -> Agenda:
    log: dict[Any, dict[Any, Activity]] = {}
    for one in activities:
        log.setdefault(one.action_id, {})[one.id] = one
    facts: dict[str, Any] = {"ideas": (), "communications": (), "on": TODAY, **more}
    return agenda(cards=cards, lines=lines, meetings=meetings, log=log, **facts)


def test_a_place_is_taken_up_once_under_the_first_reason_that_fits() -> None:
    cards = [a_card("new", 0), a_card("growing"), a_card(actions=0), a_card("fading"), a_card("", 0)]
    found = made(cards)
    assert [point.topic for point in found.points] == [
        Topic.NEW, Topic.GROWING, Topic.UNANSWERED, Topic.UNANSWERED
    ]  # fmt: skip
    assert found.points[0].about["actions"] == 0


def test_late_and_silent_work_is_taken_up_and_work_in_phase_is_not() -> None:
    period = {"starts_on": date(2016, 6, 1), "ends_on": date(2018, 5, 31)}
    monthly = Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1)
    behind = an_action(title="Efter", commitment=monthly, **period)
    going = an_action(commitment=None, **period)
    silent = an_action(title="Tyst", commitment=Commitment(commitment_kind=CommitmentKind.CONTINUOUS), **period)
    found = made(lines=[a_line(silent), a_line(behind), a_line(going, an_activity(action_id=going.id, done_on=TODAY))])
    assert [(point.topic, point.name) for point in found.points] == [(Topic.OVERDUE, "Efter"), (Topic.SILENT, "Tyst")]


def test_a_decision_waits_until_its_action_has_something_logged() -> None:
    action = an_action(title="Nattvandring")
    untied, tied = Decision(text="Begär ljus"), Decision(text="Vandra oftare", action_id=action.id)
    before = an_activity(action_id=action.id, done_on=MET - timedelta(days=1))
    waiting = made(lines=(), meetings=[held(untied, tied)], activities=[before])
    assert [(p.name, p.about["state"]) for p in waiting.of(Topic.DECIDED)] == [
        ("Begär ljus", DecisionState.UNTIED),
        ("Vandra oftare", DecisionState.WAITING),
    ]
    after = an_activity(action_id=action.id, done_on=MET)
    done = made(meetings=[held(untied, tied)], activities=[before, after])
    assert [p.name for p in done.of(Topic.DECIDED)] == ["Begär ljus"]


def test_the_meetings_own_mark_in_the_log_does_no_decision() -> None:
    group = an_action()
    meeting = held(Decision(text="Kalla skolan", action_id=group.id), action_id=group.id)
    mark = an_activity(action_id=group.id, done_on=MET)
    assert state_of(meeting.decisions[0], meeting, {group.id: {mark.id: mark}}) is DecisionState.WAITING


@given(st.integers(0, 2 * FOLLOWED_DAYS))
def test_decisions_are_followed_for_a_year(days: int) -> None:
    meeting = held(Decision(text="Begär ljus"), held_on=TODAY - timedelta(days=days))
    assert bool(made(meetings=[meeting]).of(Topic.DECIDED)) is (days <= FOLLOWED_DAYS)


def test_a_planned_meeting_is_not_counted_and_is_not_the_last() -> None:
    meetings = [held(held_on=date(2016, 12, 1)), held(), held(held_on=TODAY + timedelta(days=9))]
    found = made(meetings=meetings)
    assert (found.since, found.held) == (MET, 1)
    assert (made().since, made().held) == (None, 0)


def test_unanswered_ideas_and_late_news_are_taken_up() -> None:
    ideas = [an_idea(reply_due_on=TODAY - timedelta(days=1), replied_on=None), an_idea(reply_due_on=TODAY)]
    news = [a_communication(planned_on=TODAY - timedelta(days=1), published_on=None), a_communication(planned_on=TODAY)]
    found = made(ideas=ideas, communications=news)
    assert [point.topic for point in found.points] == [Topic.UNREPLIED, Topic.UNPUBLISHED]


def test_what_is_published_late_is_not_overdue() -> None:
    assert not is_overdue(a_communication(planned_on=MET, published_on=TODAY), on=TODAY)
    assert is_overdue(a_communication(planned_on=MET, published_on=None), on=TODAY)


@pytest.mark.parametrize(
    "minutes", [{"attendance": (Attendance(function="polis", number=2),)}, {"decisions": (Decision(text="x"),)}]
)
def test_a_meeting_that_lies_ahead_has_no_minutes(minutes: dict[str, Any]) -> None:
    ahead = a_meeting(held_on=TODAY + timedelta(days=1), **minutes)
    with pytest.raises(InvalidRecord, match="lies in the future"):
        refuse_early_minutes(ahead, today=TODAY)
    refuse_early_minutes(a_meeting(held_on=TODAY, **minutes), today=TODAY)
    refuse_early_minutes(a_meeting(held_on=TODAY + timedelta(days=1)), today=TODAY)
