"""Meetings: minutes and their mark in the log, decisions that become actions, and the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar

from geodata.casebook import Casebook
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.meetings import DecisionState, Topic
from geodata.model import (
    Action,
    ActionType,
    Actor,
    Attendance,
    Category,
    Commitment,
    CommitmentKind,
    Decision,
    Meeting,
    Role,
    Tier,
)
from tests.builders import a_communication, a_meeting, a_walk, an_action, an_activity
from tests.geodata.casebook.town import TODAY, known

HELD = date(2017, 5, 10)
GROUP = known("group")


@pytest.fixture
def group(casebook: Casebook, planner: Actor) -> Action:
    """The monthly group, twelve times a year."""
    action = an_action(
        id=GROUP,
        title="Operativa gruppen",
        action_type=ActionType.OPERATIVE_GROUP,
        commitment=Commitment(commitment_kind=CommitmentKind.PER_YEAR, number=12),
        promise_ids=(known("promise"),),
        starts_on=date(2017, 1, 1),
        ends_on=date(2017, 12, 31),
    )
    casebook.save(planner, action, base_version=0)
    return action


def met(**changes: Any) -> Meeting:
    came = (Attendance(function="polis", number=2), Attendance(function="skola", number=1))
    return a_meeting(**{"held_on": HELD, "attendance": came, "action_id": GROUP, **changes})


def done(casebook: Casebook, actor: Actor) -> int:
    return casebook.action(actor, GROUP).line.progress.done


@pytest.mark.usefixtures("group")
def test_a_meeting_counts_once_however_often_it_is_saved(casebook: Casebook, planner: Actor) -> None:
    meeting, op = met(), uuid4()
    for _ in range(2):
        casebook.save(planner, meeting, base_version=0, op_id=op)
    moved = meeting.model_copy(update={"held_on": HELD + timedelta(days=1)})
    casebook.save(planner, moved, base_version=1)
    assert done(casebook, planner) == 1
    (mark,) = [entry.record for entry in casebook.log_of(planner, GROUP)]
    assert (mark.done_on, mark.numbers[0].number) == (HELD + timedelta(days=1), 3)
    assert (mark.note, mark.tier) == (None, Tier.MUNICIPALITY)


@pytest.mark.usefixtures("group")
def test_a_day_that_somebody_has_logged_already_is_not_counted_twice(casebook: Casebook, planner: Actor) -> None:
    casebook.log_activity(planner, an_activity(action_id=GROUP, done_on=HELD))
    casebook.save(planner, met(), base_version=0)
    assert done(casebook, planner) == 1


@pytest.mark.usefixtures("group")
def test_a_planned_meeting_counts_when_it_has_been_held(casebook: Casebook, planner: Actor) -> None:
    ahead = met(held_on=TODAY + timedelta(days=7), attendance=())
    casebook.save(planner, ahead, base_version=0)
    assert done(casebook, planner) == 0
    with pytest.raises(InvalidRecord, match="lies in the future"):
        casebook.save(planner, met(id=ahead.id, held_on=ahead.held_on), base_version=1)
    casebook.save(planner, met(id=ahead.id), base_version=1)
    assert done(casebook, planner) == 1
    casebook.save(planner, ahead, base_version=2)
    assert done(casebook, planner) == 0


@pytest.mark.usefixtures("group")
def test_cancelling_takes_the_mark_too_and_holding_it_again_brings_both_back(
    casebook: Casebook, planner: Actor
) -> None:
    meeting = met()
    casebook.save(planner, meeting, base_version=0)
    casebook.retire(planner, Meeting, meeting.id, base_version=1)
    assert (done(casebook, planner), casebook.meetings(planner, "0880")) == (0, ())
    casebook.bring_back(planner, Meeting, meeting.id)
    assert (done(casebook, planner), len(casebook.meetings(planner, "0880"))) == (1, 1)


@pytest.mark.usefixtures("group")
def test_when_two_write_the_minutes_the_second_sees_both_and_nothing_is_half_done(
    casebook: Casebook, planner: Actor
) -> None:
    meeting = met()
    casebook.save(planner, meeting, base_version=0)
    casebook.save(planner, met(id=meeting.id, title="Första"), base_version=1)
    with pytest.raises(EditConflict) as refused:
        casebook.save(planner, met(id=meeting.id, title="Andra", held_on=date(2017, 4, 1)), base_version=1)
    assert [change.field for change in refused.value.both] == ["title", "held_on"]
    assert [entry.record.done_on for entry in casebook.log_of(planner, GROUP)] == [HELD]


def test_minutes_that_name_a_person_are_refused_with_where(casebook: Casebook, planner: Actor) -> None:
    minutes = met(
        action_id=None,
        attendance=(Attendance(function="polis, 070-123 45 67", number=1),),
        decisions=(Decision(text="Ljus"), Decision(text="Tala med 811218-9876")),
    )
    with pytest.raises(NamesAPerson) as refused:
        casebook.save(planner, minutes, base_version=0)
    assert set(refused.value.marks) == {"attendance.1.function", "decisions.2.text"}
    assert casebook.meetings(planner, "0880") == ()


def kept(casebook: Casebook, actor: Actor, **changes: Any) -> UUID:
    decisions = (
        Decision(text="Begär ljus", place_ids=(known("square"),), categories=(Category.LIGHTING,)),
        Decision(text="Vandra oftare", action_id=known("patrol")),
    )
    meeting = met(action_id=None, decisions=decisions, **changes)
    return casebook.save(actor, meeting, base_version=0).record.id


def test_a_decision_becomes_an_action_with_its_place_and_themes(casebook: Casebook, planner: Actor) -> None:
    meeting = kept(casebook, planner)
    made = casebook.carry_out(
        planner, meeting, 0, base_version=1, promise_ids=[known("promise")], action_type=ActionType.LIGHTING_WORK
    )
    assert (made.title, made.place_ids, made.categories) == ("Begär ljus", (known("square"),), (Category.LIGHTING,))
    assert (made.starts_on, made.ends_on, made.tier) == (HELD, date(2017, 12, 31), Tier.MUNICIPALITY)
    decisions = casebook.entry(planner, Meeting, meeting).record.decisions
    assert [decision.action_id for decision in decisions] == [made.id, known("patrol")]
    points = casebook.agenda(planner, "0880").of(Topic.DECIDED)
    assert [point.about["state"] for point in points] == [DecisionState.WAITING, DecisionState.WAITING]


def test_a_decision_becomes_one_action_however_often_it_is_pressed(casebook: Casebook, planner: Actor) -> None:
    meeting = kept(casebook, planner)
    casebook.carry_out(planner, meeting, 0, base_version=1)
    with pytest.raises(EditConflict):
        casebook.save(planner, met(id=meeting, action_id=None, title="Gammal"), base_version=1)
    with pytest.raises(InvalidRecord, match="tied to an action already"):
        casebook.carry_out(planner, meeting, 0, base_version=1)
    with pytest.raises(NotFound):
        casebook.carry_out(planner, meeting, 7, base_version=2)
    assert [line.action.title for line in casebook.actions(planner, "0880")].count("Begär ljus") == 1


def test_an_outdated_screen_makes_no_action(casebook: Casebook, planner: Actor) -> None:
    meeting = kept(casebook, planner)
    entry = casebook.entry(planner, Meeting, meeting)
    changed = entry.record.model_copy(update={"title": "Extra möte"})
    casebook.save(planner, changed, base_version=1)
    with pytest.raises(EditConflict):
        casebook.carry_out(planner, meeting, 0, base_version=1)
    assert "Begär ljus" not in [line.action.title for line in casebook.actions(planner, "0880")]


def test_the_agenda_is_of_what_the_asker_may_see(casebook: Casebook, planner: Actor) -> None:
    kept(casebook, planner)
    assert casebook.agenda(planner, "0880").since == HELD
    public = casebook.agenda(Actor(role=Role.BOARD), "0880")
    assert (public.since, public.of(Topic.DECIDED)) == (None, ())


def test_the_agenda_follows_each_change(casebook: Casebook, planner: Actor) -> None:
    kept(casebook, planner)
    assert len(casebook.agenda(planner, "0880").of(Topic.DECIDED)) == 2
    casebook.log_activity(planner, an_activity(action_id=known("patrol"), done_on=HELD))
    assert len(casebook.agenda(planner, "0880").of(Topic.DECIDED)) == 1


def uids(body: bytes) -> set[str]:
    return {str(event["uid"]).split("@")[0] for event in Calendar.from_ical(body).walk("VEVENT")}


def test_the_calendar_holds_what_the_asker_may_see_and_no_more(casebook: Casebook, planner: Actor) -> None:
    walk = a_walk(planned_on=date(2017, 7, 1), walked_at=None)
    secret = a_walk(planned_on=date(2017, 8, 1), walked_at=None, tier=Tier.POLICE)
    casebook.import_records(Actor(role=Role.POLICE), [walk, secret])
    news = a_communication(promise_ids=(known("promise"),))
    casebook.save(planner, news, base_version=0)
    meeting = kept(casebook, planner)

    def asked(role: Role) -> set[str]:
        return uids(casebook.calendar(Actor(role=role), "0880", name="Kalmar", word=lambda _, title: title))

    assert {f"walk-{walk.id}", f"meeting-{meeting}", f"communication-{news.id}"} <= asked(Role.PLANNER)
    assert {f"promise_ends-{known('promise')}", f"action_ends-{known('patrol')}"} <= asked(Role.PLANNER)
    assert f"walk-{secret.id}" in asked(Role.POLICE) - asked(Role.PLANNER)
    assert f"meeting-{meeting}" not in asked(Role.CITIZEN)
    elsewhere = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotAllowed):
        casebook.calendar(elsewhere, "0880", name="Kalmar", word=lambda _, title: title)
