"""Logging, correcting and taking back: the counter follows, nothing is logged twice, and nothing ahead of its day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from geodata.casebook import Casebook, ImportKind, ImportOptions
from geodata.casebook.activities import Logged
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.model import Activity, Actor, Counted, Measure, Role, Tier
from tests.builders import an_action, an_activity
from tests.geodata.casebook.town import TODAY, known

PATROL = known("patrol")


def a_shift(**changes: object) -> Activity:
    return an_activity(**{"action_id": PATROL, "done_on": date(2017, 5, 6), **changes})


def done(logged: Logged) -> int:
    assert logged.line is not None
    return logged.line.progress.done


def test_logging_tells_the_counter_that_follows(casebook: Casebook, planner: Actor) -> None:
    assert done(casebook.log_activity(planner, a_shift())) == 2
    assert done(casebook.log_activity(planner, a_shift())) == 3


def test_pressing_twice_logs_once_also_at_the_same_moment(casebook: Casebook, planner: Actor) -> None:
    shift, op = a_shift(), uuid4()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: casebook.log_activity(planner, shift, op_id=op), range(8)))
    assert {answer.entry.version for answer in answers} == {1}
    assert done(answers[-1]) == 2
    assert len(casebook.log_of(planner, PATROL)) == 2


def test_taking_back_and_undoing_that_move_the_counter_both_ways(casebook: Casebook, planner: Actor) -> None:
    logged = casebook.log_activity(planner, a_shift())
    assert done(casebook.take_back_activity(planner, logged.entry.record.id, base_version=1)) == 1
    assert done(casebook.log_again(planner, logged.entry.record.id)) == 2
    with pytest.raises(NotFound):
        casebook.take_back_activity(planner, uuid4(), base_version=1)


def test_a_correction_keeps_the_activity_and_moves_it_between_months(casebook: Casebook, planner: Actor) -> None:
    logged = casebook.log_activity(planner, a_shift())
    moved = logged.entry.record.model_copy(update={"done_on": date(2015, 12, 31)})
    assert done(casebook.log_activity(planner, moved, base_version=1)) == 1
    assert [entry.record.done_on for entry in casebook.log_of(planner, PATROL, since=date(2016, 1, 1))] == [
        date(2016, 2, 6)
    ]
    with pytest.raises(EditConflict):
        casebook.log_activity(planner, logged.entry.record, base_version=1)


@pytest.mark.parametrize("by_hand", [True, False])
def test_nothing_is_logged_before_it_is_done(casebook: Casebook, planner: Actor, by_hand: bool) -> None:
    ahead = a_shift(done_on=TODAY + timedelta(days=1))
    with pytest.raises(InvalidRecord, match="lies in the future"):
        casebook.log_activity(planner, ahead) if by_hand else casebook.save(planner, ahead, base_version=0)
    assert done(casebook.log_activity(planner, a_shift(done_on=TODAY))) == 2


def test_a_note_that_names_a_person_is_refused_with_what_and_where(casebook: Casebook, planner: Actor) -> None:
    with pytest.raises(NamesAPerson) as refused:
        casebook.log_activity(planner, a_shift(note="Ring 070-123 45 67", channel="kalle@exempel.se"))
    assert {field: marks[0].found for field, marks in refused.value.marks.items()} == {
        "note": "070-123 45 67",
        "channel": "kalle@exempel.se",
    }
    assert len(casebook.log_of(planner, PATROL)) == 1


def test_what_was_logged_last_comes_first_and_what_is_over_last(casebook: Casebook, planner: Actor) -> None:
    over = an_action(title="A", starts_on=date(2015, 1, 1), ends_on=date(2015, 12, 31), promise_ids=(known("promise"),))
    casebook.save(planner, over, base_version=0)
    casebook.log_activity(planner, an_activity(action_id=over.id, done_on=date(2017, 5, 31)))
    assert [one.line.action.title for one in casebook.loggable(planner, "0880")] == [
        "Nattvandring", "Trygghetsvandring", "A"
    ]  # fmt: skip
    casebook.log_activity(planner, an_activity(action_id=known("walk"), done_on=TODAY))
    first = casebook.loggable(planner, "0880")[0]
    assert first.line.action.title == "Trygghetsvandring"
    assert first.last is not None
    assert first.last.done_on == TODAY


def test_the_log_is_told_by_period_newest_first(casebook: Casebook, planner: Actor) -> None:
    for day in (date(2017, 1, 31), date(2017, 2, 1), date(2017, 2, 28)):
        casebook.log_activity(planner, a_shift(done_on=day))
    found = casebook.log_of(planner, PATROL, since=date(2017, 2, 1), until=date(2017, 2, 28))
    assert [entry.record.done_on for entry in found] == [date(2017, 2, 28), date(2017, 2, 1)]


def test_whoever_may_not_write_may_not_log(casebook: Casebook) -> None:
    for role in (Role.CITIZEN, Role.BOARD, Role.WALKER):
        with pytest.raises(NotAllowed):
            casebook.log_activity(Actor(role=role), a_shift())
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    with pytest.raises(NotAllowed):
        casebook.log_activity(stranger, a_shift())


def test_what_the_police_log_for_themselves_counts_for_them_alone(casebook: Casebook, planner: Actor) -> None:
    police = Actor(role=Role.POLICE)
    assert done(casebook.log_activity(police, a_shift(tier=Tier.POLICE))) == 2
    assert len(casebook.log_of(planner, PATROL)) == 1


def test_a_list_taken_in_twice_changes_nothing_and_counts_once(
    casebook: Casebook, planner: Actor, tmp_path: Path
) -> None:
    path = tmp_path / "pass.csv"
    path.write_text(
        "Åtgärd;Datum;Antal;Mått\nNattvandring;2017-05-06;1;pass\nNattvandring;2017-09-09;1;pass\n", "utf-8"
    )
    options = ImportOptions(municipality="0880")
    first = casebook.import_file(planner, ImportKind.ACTIVITIES, path, options)
    assert (first.added, first.rejected) == (1, 1)
    assert "future" in str(first.faults[0])
    again = casebook.import_file(planner, ImportKind.ACTIVITIES, path, options)
    assert (again.added, again.unchanged) == (0, 1)
    (new,) = [entry.record for entry in casebook.log_of(planner, PATROL, since=date(2017, 1, 1))]
    assert new.numbers == (Counted(measure=Measure.SHIFTS, number=1),)
