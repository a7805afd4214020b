"""The register written by people: two at once lose no word, and everything can be looked back at."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from geodata.casebook import Casebook
from geodata.editing import EditConflict, NamesAPerson, with_hidden_kept
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.model import Action, Actor, Agreement, Idea, Promise, Role, Tier
from tests.builders import a_promise, a_report, an_action, an_activity, an_agreement
from tests.geodata.casebook.town import known


def changed(record: Action, **changes: object) -> Action:
    return Action(**{**dict(record), **changes})


@pytest.fixture
def register(casebook: Casebook, planner: Actor) -> Casebook:
    """The town, its agreement included."""
    casebook.save(planner, an_agreement(id=known("agreement"), title="Överenskommelse"), base_version=0)
    return casebook


def test_a_new_action_is_kept_with_its_first_version_and_may_be_edited(register: Casebook, planner: Actor) -> None:
    action = an_action(promise_ids=(known("promise"),), title="Belysning i tunneln")
    first = register.save(planner, action, base_version=0)
    second = register.save(planner, changed(action, title="Belysning i gångtunneln"), base_version=first.version)
    assert (first.version, second.version) == (1, 2)
    assert register.action(planner, action.id).line.action.title == "Belysning i gångtunneln"


def test_pressing_save_twice_saves_once(register: Casebook, planner: Actor) -> None:
    action, op_id = an_action(promise_ids=(known("promise"),)), uuid4()
    first = register.save(planner, action, base_version=0, op_id=op_id)
    again = register.save(planner, action, base_version=0, op_id=op_id)
    assert first == again
    assert len(register.history_of(planner, Action, action.id)) == 1


def test_the_second_of_two_editors_sees_both_versions_and_no_word_is_lost(register: Casebook, planner: Actor) -> None:
    entry = register.entry(planner, Action, known("patrol"))
    register.save(planner, changed(entry.record, text="Fredagar"), base_version=entry.version)
    with pytest.raises(EditConflict) as refused:
        register.save(planner, changed(entry.record, text="Lördagar"), base_version=entry.version)
    (difference,) = refused.value.both
    assert (difference.field, difference.before, difference.after) == ("text", "Fredagar", "Lördagar")
    lines = register.history_of(planner, Action, known("patrol"))
    said = [(line.kept, change.after) for line in lines for change in line.changes if change.field == "text"]
    assert said == [(True, "Fredagar"), (False, "Lördagar")]
    saved = register.save(
        planner, changed(entry.record, text="Fredagar och lördagar"), base_version=refused.value.current_version
    )
    assert saved.record.text == "Fredagar och lördagar"


def test_a_history_tells_field_by_field_who_changed_what(register: Casebook, planner: Actor) -> None:
    entry = register.entry(planner, Action, known("walk"))
    register.save(planner, changed(entry.record, ends_on=date(2018, 6, 30)), base_version=entry.version)
    last = register.history_of(planner, Action, known("walk"))[-1]
    assert last.by == Role.PLANNER.value
    assert [(c.field, c.before, c.after) for c in last.changes] == [("ends_on", "2017-12-31", "2018-06-30")]


def test_free_text_that_names_a_person_is_refused_with_what_and_where(register: Casebook, planner: Actor) -> None:
    action = an_action(promise_ids=(known("promise"),), text="Ring 070-123 45 67 före passet")
    with pytest.raises(NamesAPerson, match='text: "070-123 45 67" looks like a telephone number'):
        register.save(planner, action, base_version=0)
    with pytest.raises(NotFound):
        register.entry(planner, Action, action.id)


def test_an_action_of_a_promise_that_is_not_there_is_refused(register: Casebook, planner: Actor) -> None:
    with pytest.raises(InvalidRecord, match="no promise"):
        register.save(planner, an_action(promise_ids=(uuid4(),)), base_version=0)


def test_what_others_lean_on_is_not_retired_before_them(register: Casebook, planner: Actor) -> None:
    with pytest.raises(InvalidRecord, match="2 actions still lean on this promise"):
        register.retire(planner, Promise, known("promise"), base_version=1)
    with pytest.raises(InvalidRecord, match="1 promise still lean on this agreement"):
        register.retire(planner, Agreement, known("agreement"), base_version=1)


def test_a_retired_action_is_gone_from_the_register_and_can_be_brought_back(register: Casebook, planner: Actor) -> None:
    entry = register.entry(planner, Action, known("patrol"))
    register.retire(planner, Action, known("patrol"), base_version=entry.version)
    with pytest.raises(NotFound):
        register.entry(planner, Action, known("patrol"))
    assert register.history_of(planner, Action, known("patrol"))[-1].is_retirement
    back = register.bring_back(planner, Action, known("patrol"))
    assert back.record == entry.record
    assert register.action(planner, known("patrol")).activities


def test_a_field_that_the_editor_does_not_see_stays_as_it_stands(register: Casebook, planner: Actor) -> None:
    evenings = (date(2016, 4, 30), date(2016, 12, 31))
    entry = register.entry(planner, Action, known("patrol"))
    register.save(planner, changed(entry.record, risk_evenings=evenings), base_version=entry.version)
    # a walker sees no risk evenings; had the role the right to edit, it could not empty them
    standing = register.entry(planner, Action, known("patrol")).record
    seen = register.record_of(Actor(role=Role.WALKER), known("patrol"))
    assert isinstance(seen, Action)
    assert seen.risk_evenings == ()
    assert with_hidden_kept(seen, standing, Actor(role=Role.WALKER)).risk_evenings == evenings


def test_a_citizen_edits_nothing_and_a_planner_nothing_of_the_police(register: Casebook, planner: Actor) -> None:
    action = an_action(promise_ids=(known("promise"),))
    with pytest.raises(NotAllowed):
        register.save(Actor(role=Role.CITIZEN), action, base_version=0)
    with pytest.raises(InvalidRecord, match="would not see it again"):
        register.save(planner, changed(action, tier=Tier.POLICE), base_version=0)


def test_evidence_is_not_written_by_hand(register: Casebook, planner: Actor) -> None:
    with pytest.raises(InvalidRecord, match="not written by hand"):
        register.save(planner, a_report(), base_version=0)


def test_entries_are_those_of_the_municipality_with_their_versions(register: Casebook, planner: Actor) -> None:
    other = a_promise(municipality="0128", agreement_id=uuid4())
    register.import_records(planner, [other])
    assert [entry.record.id for entry in register.entries(planner, Promise, "0880")] == [known("promise")]
    assert register.entries(planner, Idea, "0880") == ()


def test_an_activity_of_another_municipalitys_action_is_refused(register: Casebook, planner: Actor) -> None:
    with pytest.raises(InvalidRecord, match=r"no action|no promise"):
        register.save(planner, an_activity(municipality="0128", action_id=known("patrol")), base_version=0)
