"""The gaps that the two promise documents contain can be read from the demonstration's records."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from geodata.model import (
    LOCAL_TIME,
    Action,
    ActionType,
    Activity,
    Category,
    CommitmentKind,
    Dialogue,
    Finding,
    Goal,
    Measure,
    Place,
    Promise,
    Record,
    Report,
    ResponsibleRole,
    SourceType,
    Walk,
    WalkForm,
)


def _actions(records: list[Record], code: str) -> list[Action]:
    """Those of the published document; what is agreed beside it is made up and marked so."""
    return [r for r in records if isinstance(r, Action) and r.municipality == code and not r.provenance.made_up]


def _log(records: list[Record], kind: ActionType, code: str) -> list[Activity]:
    (action,) = (a for a in _actions(records, code) if a.action_type is kind)
    return [r for r in records if isinstance(r, Activity) and r.action_id == action.id]


def _promises(records: list[Record], code: str) -> list[Promise]:
    return [r for r in records if isinstance(r, Promise) and r.municipality == code and not r.provenance.made_up]


@pytest.mark.parametrize(("code", "promises", "actions"), [("0880", 2, 7), ("0128", 3, 8)])
def test_each_document_has_its_promises_and_actions(
    records: list[Record], code: str, promises: int, actions: int
) -> None:
    assert len(_promises(records, code)) == promises
    assert len(_actions(records, code)) == actions
    served = {promise for action in _actions(records, code) for promise in action.promise_ids}
    assert served == {promise.id for promise in _promises(records, code)}


def test_no_promise_says_how_much(records: list[Record]) -> None:
    assert not any(p.is_measurable for code in ("0880", "0128") for p in _promises(records, code))
    burglary = next(p for p in _promises(records, "0880") if Category.BURGLARY in p.categories)
    assert burglary.indicator is not None
    assert burglary.indicator.target is None


def test_salem_names_vandalism_and_robbery_but_no_action_does(records: list[Record]) -> None:
    dialogues = [r for r in records if isinstance(r, Dialogue) and r.municipality == "0128"]
    named = {theme for dialogue in dialogues for theme in dialogue.themes}
    addressed = {category for action in _actions(records, "0128") for category in action.categories}
    assert named - addressed == {Category.VANDALISM, Category.ROBBERY}
    evidence = {r.category for r in records if isinstance(r, Report) and r.municipality == "0128"}
    assert {Category.VANDALISM, Category.ROBBERY} <= evidence


def test_salems_fire_goal_alone_has_no_measure(records: list[Record]) -> None:
    goals = [r for r in records if isinstance(r, Goal)]
    assert len(goals) == 5
    assert [goal.title for goal in goals if goal.indicator is None] == ["Färre bränder i bostäder"]


def test_the_shopping_centres_are_named_in_dialogue_not_located_and_named_by_no_action(records: list[Record]) -> None:
    places = {r.id: r for r in records if isinstance(r, Place)}
    named = {i for r in records if isinstance(r, Dialogue) for i in r.place_ids}
    answered = {i for code in ("0880", "0128") for a in _actions(records, code) for i in a.place_ids}
    assert [places[i].name for i in named if not places[i].is_located] == ["Köpcentrum (ej namngivna)"]
    assert [places[i].name for i in named - answered] == ["Köpcentrum (ej namngivna)"]


def test_most_of_kalmars_actions_have_nobody_responsible(records: list[Record]) -> None:
    responsible = {a.action_type: [r.role for r in a.responsibilities] for a in _actions(records, "0880")}
    assert sum(not roles for roles in responsible.values()) == 5
    assert responsible[ActionType.NEIGHBOURHOOD_WATCH] == [ResponsibleRole.JOINT] * 2
    assert responsible[ActionType.COOPERATION] == [ResponsibleRole.PARTNER] * 3


def test_salem_states_responsibility_in_three_wordings(records: list[Record]) -> None:
    wordings = [tuple(r.role for r in a.responsibilities) for a in _actions(records, "0128")]
    lead, partner, joint = ResponsibleRole.LEAD, ResponsibleRole.PARTNER, ResponsibleRole.JOINT
    assert wordings.count((lead, partner)) == 1
    assert wordings.count((joint, joint)) == 5
    assert wordings.count((lead,)) == 2


def test_published_actions_carry_no_day_that_no_document_states(records: list[Record]) -> None:
    actions = [action for code in ("0880", "0128") for action in _actions(records, code)]
    assert {part.confirmed_on for action in actions for part in action.responsibilities} == {None}
    dated = [action.text or "" for action in actions if action.risk_evenings]
    assert ["påhittade" in text for text in dated] == [True]


def test_amounts_are_promised_only_where_the_documents_state_them(records: list[Record]) -> None:
    counted = [
        (a.municipality, a.commitment.commitment_kind, a.commitment.number)
        for code in ("0880", "0128")
        for a in _actions(records, code)
        if a.commitment is not None and a.commitment.number is not None
    ]
    assert counted == [("0880", CommitmentKind.AT_LEAST, 1), ("0128", CommitmentKind.PER_MONTH, 1)]


def test_some_work_is_done_some_late_and_some_forgotten(records: list[Record]) -> None:
    assert len(_log(records, ActionType.SAFETY_WALK, "0880")) == 3
    assert len(_log(records, ActionType.OPERATIVE_GROUP, "0128")) == 13
    owners = _log(records, ActionType.PROPERTY_OWNER_DIALOGUE, "0880")
    assert max(activity.done_on for activity in owners) < date(2017, 6, 1) - timedelta(days=90)


def test_the_digital_walks_that_salem_speaks_of_were_not_held(records: list[Record]) -> None:
    assert {r.municipality for r in records if isinstance(r, Walk) and r.form is WalkForm.DIGITAL} == {"0880"}


def test_night_patrols_count_shifts_and_adults_and_miss_some_risk_evenings(records: list[Record]) -> None:
    (action,) = (a for a in _actions(records, "0880") if a.action_type is ActionType.NIGHT_PATROL)
    log = _log(records, ActionType.NIGHT_PATROL, "0880")
    assert sum(activity.amount(Measure.ADULTS) for activity in log) > 100
    past = {day for day in action.risk_evenings if day < date(2017, 6, 1)}
    covered = past & {activity.done_on for activity in log}
    assert 0 < len(covered) < len(past)


def test_salem_heard_nobody_in_a_meeting_in_2020(records: list[Record]) -> None:
    reports = [r for r in records if isinstance(r, Report) and r.municipality == "0128"]
    assert not [r for r in reports if r.source is SourceType.DIALOGUE]
    dialogues = [r for r in records if isinstance(r, Dialogue) and r.municipality == "0128"]
    assert {d.form.value for d in dialogues} == {"survey", "phone_and_mail", "social_media"}


def test_findings_of_walks_carry_the_fields_of_their_kind(records: list[Record]) -> None:
    details = [r.details for r in records if isinstance(r, Finding) and r.details is not None]
    assert {d.about for d in details} == {"lighting", "shrubs", "bicycle_theft"}
    walks = {r.id: r for r in records if isinstance(r, Walk)}
    for finding in (r for r in records if isinstance(r, Finding)):
        assert finding.walk_id is not None
        assert finding.stop in {stop.number for stop in walks[finding.walk_id].stops}


def test_the_square_is_felt_unsafe_on_weekend_nights_and_the_lamps_in_the_dark_months(records: list[Record]) -> None:
    square = next(r.id for r in records if isinstance(r, Place) and r.name == "Larmtorget")
    reports = [r for r in records if isinstance(r, Report) and r.precision == "minute"]
    there = [r.observed_at.astimezone(LOCAL_TIME) for r in reports if r.place_id == square and r.category == "disorder"]
    night = [t for t in there if t.hour >= 20 or t.hour < 4]
    assert len(night) > 0.6 * len(there)
    lamps = [r.observed_at.month for r in reports if r.category is Category.LIGHTING]
    assert sum(month in {10, 11, 12, 1, 2, 3} for month in lamps) > 0.75 * len(lamps)
    shrubs = [r.observed_at.month for r in reports if r.category is Category.SHRUBS]
    assert sum(5 <= month <= 9 for month in shrubs) > 0.75 * len(shrubs)
