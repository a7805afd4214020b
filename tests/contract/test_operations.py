"""What becomes of operations: applied once, conflicts kept, nothing written twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from geodata.errors import StoreError
from geodata.model import Category, Place, Report, Tier
from geodata.store.base import Change, Outcome, Query, Reach, Store
from tests.builders import a_place, a_provenance, a_report, an_area, one_of_each
from tests.contract.deeds import ALL, NOON, all_of, do, put, retire


def outcomes(store: Store, *ops: object) -> list[Outcome]:
    return [receipt.outcome for receipt in do(store, *ops)]  # type: ignore[arg-type]


def test_a_new_record_is_added_at_version_one(store: Store) -> None:
    report = a_report()
    op = put(report)
    [receipt] = do(store, op)
    assert (receipt.op_id, receipt.record_id) == (op.op_id, report.id)
    assert (receipt.outcome, receipt.version) == (Outcome.ADDED, 1)
    [stored] = store.find(Report, ALL)
    assert (stored.record, stored.version, stored.changed_at) == (report, 1, NOON)


def test_every_kind_of_record_is_kept(store: Store) -> None:
    records = one_of_each()
    assert set(outcomes(store, *map(put, records))) == {Outcome.ADDED}
    for record in records:
        assert all_of(store, type(record)) == [record]
        assert store.count(type(record), ALL) == 1


def test_sending_an_operation_again_keeps_it_once(store: Store) -> None:
    op = put(a_report())
    do(store, op)
    version = store.data_version()
    [receipt] = do(store, op)
    assert (receipt.outcome, receipt.version) == (Outcome.DUPLICATE, 1)
    assert store.count(Report, ALL) == 1
    assert len(list(store.events())) == 1
    assert store.data_version() == version


def test_an_operation_twice_in_one_batch_is_kept_once(store: Store) -> None:
    op = put(a_report())
    assert outcomes(store, op, op) == [Outcome.ADDED, Outcome.DUPLICATE]
    assert len(list(store.events())) == 1


def test_an_operation_id_with_other_content_is_refused_and_kept_in_the_log_once(store: Store) -> None:
    first = put(a_report())
    other = put(a_report(note="en annan rapport"), op_id=first.op_id)
    do(store, first)
    for _ in range(2):
        [receipt] = do(store, other)
        assert (receipt.outcome, receipt.version) == (Outcome.REFUSED, None)
    assert all_of(store, Report) == [first.record]
    refused = store.history(other.record.id)
    assert [event.outcome for event in refused] == [Outcome.REFUSED]
    assert Report.from_json(refused[0].body) == other.record


def test_an_operation_id_used_for_retiring_what_it_added_is_refused(store: Store) -> None:
    op = put(a_report())
    do(store, op)
    [receipt] = do(store, type(op)(op_id=op.op_id, record=op.record, change=Change.RETIRE))
    assert receipt.outcome is Outcome.REFUSED
    assert store.count(Report, ALL) == 1


def test_saying_the_same_again_changes_nothing_and_writes_nothing(store: Store) -> None:
    report = a_report()
    do(store, put(report))
    version = store.data_version()
    again = report.model_copy(update={"provenance": a_provenance(file="other.csv", row=99)})
    [receipt] = do(store, put(again), at=NOON + timedelta(days=1))
    assert (receipt.outcome, receipt.version) == (Outcome.UNCHANGED, 1)
    [stored] = store.find(Report, ALL)
    assert (stored.record, stored.changed_at) == (report, NOON)
    assert len(list(store.events())) == 1
    assert store.data_version() == version


def test_a_change_decided_on_the_standing_version_is_made(store: Store) -> None:
    report = a_report()
    do(store, put(report))
    changed = report.model_copy(update={"category": Category.SHRUBS})
    [receipt] = do(store, put(changed, base=1), at=NOON + timedelta(hours=1))
    assert (receipt.outcome, receipt.version) == (Outcome.CHANGED, 2)
    [stored] = store.find(Report, ALL)
    assert (stored.record, stored.version, stored.changed_at) == (changed, 2, NOON + timedelta(hours=1))


def test_a_change_decided_on_an_older_version_is_a_conflict_and_both_are_kept(store: Store) -> None:
    report = a_report()
    mine, theirs = (report.model_copy(update={"note": note}) for note in ("min", "deras"))
    do(store, put(report), put(theirs, base=1))
    op = put(mine, base=1)
    for _ in range(2):
        [receipt] = do(store, op)
        assert (receipt.outcome, receipt.version) == (Outcome.CONFLICT, 2)
    assert all_of(store, Report) == [theirs]
    last = store.history(report.id)[-1]
    assert (last.outcome, last.base_version, last.new_version) == (Outcome.CONFLICT, 1, None)
    assert Report.from_json(last.body) == mine
    assert len(store.history(report.id)) == 3


def test_a_record_that_was_retired_does_not_stand_in_the_way_of_a_new_one(store: Store) -> None:
    report = a_report()
    do(store, put(report), retire(report))
    assert outcomes(store, put(report, base=0)) == [Outcome.CHANGED]
    assert outcomes(store, put(report.model_copy(update={"note": "min"}), base=0)) == [Outcome.CONFLICT]


def test_of_operations_that_belong_together_none_is_done_when_one_conflicts(store: Store) -> None:
    stands, other = a_report(), a_report()
    do(store, put(stands))
    version = store.data_version()
    ops = [put(other), put(stands.model_copy(update={"note": "min"}), base=7)]
    for _ in range(2):
        receipts = store.apply(ops, by="planner", at=NOON, together=True)
        assert [(r.outcome, r.version) for r in receipts] == [(Outcome.CONFLICT, None), (Outcome.CONFLICT, 1)]
    assert all_of(store, Report) == [stands]
    assert store.data_version() == version
    assert [event.outcome for event in store.history(other.id)] == [Outcome.CONFLICT]
    assert store.check() == []


def test_a_record_that_must_be_new_conflicts_with_one_that_stands(store: Store) -> None:
    report = a_report()
    do(store, put(report))
    assert outcomes(store, put(report.model_copy(update={"note": "annan"}), base=0)) == [Outcome.CONFLICT]
    assert outcomes(store, put(report, base=0)) == [Outcome.UNCHANGED]


def test_a_change_of_a_record_that_never_was_is_a_conflict(store: Store) -> None:
    [receipt] = do(store, put(a_report(), base=3))
    assert (receipt.outcome, receipt.version) == (Outcome.CONFLICT, None)
    assert store.count(Report, ALL) == 0


def test_a_retired_record_is_hidden_and_comes_back_when_put_again(store: Store) -> None:
    report = a_report()
    do(store, put(report))
    [gone] = do(store, retire(report))
    assert (gone.outcome, gone.version) == (Outcome.RETIRED, 2)
    assert all_of(store, Report) == []
    assert len(store.evidence(ALL)["id"]) == 0
    [back] = do(store, put(report))
    assert (back.outcome, back.version) == (Outcome.CHANGED, 3)
    assert all_of(store, Report) == [report]
    assert store.check() == []


def test_retiring_what_is_retired_or_never_was_changes_nothing(store: Store) -> None:
    report = a_report()
    assert outcomes(store, retire(report)) == [Outcome.UNCHANGED]
    do(store, put(report), retire(report))
    version = store.data_version()
    assert outcomes(store, retire(report)) == [Outcome.UNCHANGED]
    assert store.data_version() == version


def test_retiring_on_an_older_version_is_a_conflict(store: Store) -> None:
    report = a_report()
    do(store, put(report), put(report.model_copy(update={"note": "ny"})))
    assert outcomes(store, retire(report, base=1)) == [Outcome.CONFLICT]
    assert store.count(Report, ALL) == 1


def test_operations_in_one_batch_see_each_other(store: Store) -> None:
    report = a_report()
    changed = report.model_copy(update={"note": "ändrad"})
    ops = (put(report), put(changed, base=1), retire(changed, base=2), put(report, base=3))
    assert outcomes(store, *ops) == [Outcome.ADDED, Outcome.CHANGED, Outcome.RETIRED, Outcome.CHANGED]
    [stored] = store.find(Report, ALL)
    assert (stored.record, stored.version) == (report, 4)
    assert [event.new_version for event in store.history(report.id)] == [1, 2, 3, 4]
    assert store.check() == []


def test_a_record_added_and_retired_in_one_batch_is_hidden(store: Store) -> None:
    report = a_report()
    assert outcomes(store, put(report), retire(report)) == [Outcome.ADDED, Outcome.RETIRED]
    assert store.count(Report, ALL) == 0
    assert store.check() == []


def test_the_same_id_in_two_kinds_is_two_records(store: Store) -> None:
    report = a_report()
    place = a_place(id=report.id)
    assert outcomes(store, put(report), put(place)) == [Outcome.ADDED, Outcome.ADDED]
    assert (all_of(store, Report), all_of(store, type(place))) == ([report], [place])


def test_a_rehearsal_tells_the_outcome_and_writes_nothing(store: Store) -> None:
    report = a_report()
    do(store, put(report))
    version = store.data_version()
    changed = report.model_copy(update={"note": "ändrad"})
    receipts = store.apply([put(changed), put(a_report())], by="planner", at=NOON, rehearse=True)
    assert [(r.outcome, r.version) for r in receipts] == [(Outcome.CHANGED, 2), (Outcome.ADDED, 1)]
    assert all_of(store, Report) == [report]
    assert (store.data_version(), len(list(store.events()))) == (version, 1)


def test_what_stands_beyond_the_writers_reach_is_refused_without_its_version_and_logged_once(store: Store) -> None:
    hidden = a_report(tier=Tier.POLICE)
    elsewhere = a_report(municipality="0128")
    first = put(hidden)
    do(store, first, put(elsewhere))
    reach = Reach(tiers=frozenset({Tier.PUBLIC}), municipalities=frozenset({"0880"}))
    tries = [
        put(a_report(id=hidden.id)),
        put(a_report(id=elsewhere.id)),
        retire(a_report(id=hidden.id)),
        put(a_report(id=hidden.id, note="gissad"), op_id=first.op_id),
    ]
    for _ in range(2):
        receipts = store.apply(tries, by="citizen", at=NOON, reach=reach)
        assert {(receipt.outcome, receipt.version) for receipt in receipts} == {(Outcome.REFUSED, None)}
    assert {report.id: report for report in all_of(store, Report)} == {hidden.id: hidden, elsewhere.id: elsewhere}
    assert len(list(store.events())) == 2 + len(tries)
    assert store.check() == []


def test_within_the_writers_reach_everything_is_as_ever(store: Store) -> None:
    report = a_report()
    reach = Reach(tiers=frozenset({Tier.PUBLIC}), municipalities=frozenset({"0880"}))
    changed = report.model_copy(update={"note": "ny"})
    receipts = store.apply([put(report), put(changed, base=1)], by="planner", at=NOON, reach=reach)
    assert [receipt.outcome for receipt in receipts] == [Outcome.ADDED, Outcome.CHANGED]


def test_the_data_version_grows_with_the_kinds_that_changed(store: Store) -> None:
    assert (store.data_version(), store.data_version(Report)) == (0, 0)
    do(store, put(a_report()))
    after_report = store.data_version(Report)
    do(store, put(an_area()))
    assert store.data_version(Report) == after_report
    assert store.data_version() > after_report
    assert store.data_version(Report, type(an_area())) == store.data_version()


def test_nothing_of_a_batch_remains_when_one_of_it_cannot_be_kept(store: Store) -> None:
    good, bad = a_report(), an_area(code="0880C9999").model_copy(update={"residents": 2**80})
    do(store, put(a_place()))
    version = store.data_version()
    with pytest.raises(StoreError, match="cannot be kept"):
        do(store, put(good), put(bad))
    assert store.count(Report, ALL) == 0
    assert (store.data_version(), len(list(store.events()))) == (version, 1)
    assert store.check() == []
    assert outcomes(store, put(good)) == [Outcome.ADDED]


def test_an_empty_batch_gives_no_receipts(store: Store) -> None:
    assert do(store) == []


def test_the_log_tells_who_did_what_when_in_order(store: Store) -> None:
    report, place = a_report(), a_place()
    ops = [put(report), put(place), retire(report)]
    do(store, *ops)
    events = list(store.events())
    assert [event.position for event in events] == [1, 2, 3]
    assert [event.op_id for event in events] == [op.op_id for op in ops]
    assert [event.kind for event in events] == ["report", "place", "report"]
    assert {(event.by, event.received_at, event.municipality) for event in events} == {("planner", NOON, "0880")}
    assert events[0].digest == report.content_digest()
    assert Report.from_json(events[0].body) == report
    assert [event.position for event in store.events(after=2)] == [3]
    assert [event.change for event in store.history(report.id)] == [Change.PUT, Change.RETIRE]
    assert store.history(uuid4()) == []


def test_the_versions_of_all_kinds_are_those_of_each(store: Store) -> None:
    assert store.data_versions() == {}
    do(store, put(a_report()), put(a_place()))
    do(store, put(a_report()))
    versions = store.data_versions()
    assert {kind: versions[kind.kind] for kind in (Report, Place)} == {
        kind: store.data_version(kind) for kind in (Report, Place)
    }
    assert versions["report"] > versions["place"]


def test_the_log_tells_of_one_kind_alone_and_where_it_ends(store: Store) -> None:
    assert store.position() == 0
    for record in (a_report(), a_place(), a_report()):
        do(store, put(record))
    assert [event.kind for event in store.events(kinds=(Report,))] == ["report", "report"]
    assert [event.position for event in store.events(1, kinds=(Report, Place))] == [2, 3]
    assert store.position() == 3


def test_a_long_log_is_read_to_its_end(store: Store) -> None:
    do(store, *(put(a_place()) for _ in range(2500)))
    assert [event.position for event in store.events()] == list(range(1, 2501))
    assert store.count(type(a_place()), Query(tiers=ALL.tiers)) == 2500
