"""Notes from phones: each kept once whatever the network and the clock do, and none of another walk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.casebook import Casebook
from geodata.casebook.fieldwork import Fate
from geodata.casebook.inviting import Guest
from geodata.errors import DamagedOnTheWay, InvalidRecord, NotInvited, UsedBefore
from geodata.fieldnotes import Doubt, dated, read_note
from geodata.model import (
    Actor,
    Assessment,
    CaseStatus,
    Category,
    Finding,
    LightingDetails,
    Role,
    Stop,
    Tier,
    Turnout,
    Walk,
)
from geodata.store.base import Op, Outcome, Query, Store
from geodata.store.opening import open_store
from tests.builders import a_municipality, a_walk
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import SQUARE, town


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "own.gpkg")
    yield opened
    opened.close()


@pytest.fixture
def book(store: Store, planner: Actor) -> Casebook:
    casebook = Casebook(store, clock=lambda: NOW)
    casebook.import_records(planner, town())
    return casebook


@pytest.fixture
def guest(book: Casebook, planner: Actor) -> Guest:
    return _guest(book, planner)


def _guest(book: Casebook, planner: Actor, **changes: Any) -> Guest:
    stops = (Stop(number=1, name="Torget", position=SQUARE),)
    walk = a_walk(**{"planned_on": NOW.date(), "stops": stops, "route": None, **changes})
    book.import_records(planner, [walk])
    return book.admit(book.invite(planner, walk.id).token)


def _finding(**changes: Any) -> dict[str, Any]:
    return {
        "category": "lighting",
        "observed_at": NOW.isoformat(),
        "position": {"lon": SQUARE.lon, "lat": SQUARE.lat},
        "accuracy_m": 6.5,
        "stop": 1,
        "note": "lampan är trasig",
        "details": {"about": "lighting", "lamp_id": "K-17", "is_lit": False},
        **changes,
    }


def _note(walk: Walk, body: dict[str, Any] | None = None, **changes: Any) -> bytes:
    told = {
        "op": str(uuid4()),
        "kind": "finding",
        "id": str(uuid4()),
        "walk": str(walk.id),
        "base": 0,
        "made_at": NOW.isoformat(),
        "body": _finding() if body is None else body,
    }
    return json.dumps({**told, **changes}).encode()


def _kept(store: Store, kind: type[Any], note: bytes) -> Any:
    [found] = store.find(kind, Query(frozenset(Tier), where={"id": UUID(json.loads(note)["id"])}))
    return found.record


def test_a_finding_is_kept_with_all_that_was_said_and_the_hash_of_what_arrived(
    book: Casebook, store: Store, guest: Guest
) -> None:
    note = _note(guest.walk)
    receipt = book.receive(guest, note, age_ms=0)
    assert (receipt.outcome, receipt.version) == (Fate.KEPT, 1)
    assert receipt.sha256 == hashlib.sha256(note).hexdigest()
    finding = _kept(store, Finding, note)
    assert finding.category is Category.LIGHTING
    assert finding.details == LightingDetails(lamp_id="K-17", is_lit=False)
    assert (finding.walk_id, finding.stop, finding.status) == (guest.walk.id, 1, CaseStatus.NEW)
    assert finding.received_sha256 == receipt.sha256


def test_nobody_but_the_municipality_sees_a_finding_before_it_is_decided(book: Casebook, guest: Guest) -> None:
    before = book.evidence_count(Actor(role=Role.CITIZEN), "0880")
    book.receive(guest, _note(guest.walk))
    assert book.evidence_count(Actor(role=Role.CITIZEN), "0880") == before
    assert book.evidence_count(Actor(role=Role.PLANNER), "0880") == before + 1


def test_scores_and_turnout_are_kept_too(book: Casebook, store: Store, guest: Guest) -> None:
    scores = {"stop": 1, "observed_at": NOW.isoformat(), "rubric": {"lighting": 0, "feeling": 3}, "in_dark": True}
    rated = _note(guest.walk, scores, kind="assessment")
    came = _note(guest.walk, {"function": "boende", "number": 4}, kind="turnout")
    assert book.receive(guest, rated).outcome is Fate.KEPT
    assert book.receive(guest, came).outcome is Fate.KEPT
    assert _kept(store, Assessment, rated).rubric.lighting == 0
    assert _kept(store, Turnout, came).number == 4


def test_sending_a_note_again_keeps_it_once(book: Casebook, store: Store, guest: Guest) -> None:
    note = _note(guest.walk)
    first = book.receive(guest, note, age_ms=0)
    for age in (0, 5_000, 86_400_000, None):
        again = book.receive(guest, note, age_ms=age)
        assert (again.outcome, again.version, again.sha256) == (Fate.ALREADY, first.version, first.sha256)
    assert len(store.find(Finding, Query(frozenset(Tier), where={"walk_id": guest.walk.id}))) == 1


def test_a_note_that_arrives_twice_at_the_same_moment_is_kept_once(book: Casebook, store: Store, guest: Guest) -> None:
    notes = [_note(guest.walk) for _ in range(6)]
    with ThreadPoolExecutor(8) as phones:
        # ages differ, so the two sendings would make records that say different times
        sent = list(phones.map(lambda n: book.receive(guest, n[1], age_ms=n[0] * 200_000), enumerate(notes * 4)))
    assert {receipt.outcome for receipt in sent} <= {Fate.KEPT, Fate.ALREADY}
    assert len(store.find(Finding, Query(frozenset(Tier), where={"walk_id": guest.walk.id}))) == len(notes)


def test_an_operation_with_another_body_is_refused(book: Casebook, store: Store, guest: Guest) -> None:
    note = _note(guest.walk)
    book.receive(guest, note)
    other = json.dumps({**json.loads(note), "body": _finding(note="något annat")}).encode()
    elsewhere = json.dumps({**json.loads(note), "id": str(uuid4())}).encode()
    for changed in (other, elsewhere):
        with pytest.raises(UsedBefore, match="save the note anew"):
            book.receive(guest, changed)
    assert _kept(store, Finding, note).note == "lampan är trasig"
    assert book.receive(guest, note).outcome is Fate.ALREADY


def test_bytes_that_were_damaged_on_the_way_are_asked_for_again(book: Casebook, store: Store, guest: Guest) -> None:
    note = _note(guest.walk)
    declared = hashlib.sha256(note).hexdigest()
    for cut in range(len(note)):
        with pytest.raises(DamagedOnTheWay):
            book.receive(guest, note[:cut], declared_sha256=declared)
    assert store.count(Finding, Query(frozenset(Tier), where={"walk_id": guest.walk.id})) == 0
    assert book.receive(guest, note, declared_sha256=declared.upper()).outcome is Fate.KEPT


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"op":1}',
        b"\xff\xfe",
        b'{"op":' * 5000,
        b'1},"note":{"kind":"finding"',
    ],
)
def test_what_is_no_note_is_refused_in_words(book: Casebook, guest: Guest, body: bytes) -> None:
    with pytest.raises(InvalidRecord):
        book.receive(guest, body)


def test_a_note_of_another_walk_is_refused_and_tells_nothing(book: Casebook, planner: Actor, guest: Guest) -> None:
    other = _guest(book, planner)
    with pytest.raises(NotInvited):
        book.receive(guest, _note(other.walk))
    theirs = _note(other.walk)
    book.receive(other, theirs)
    taken = json.dumps({**json.loads(theirs), "op": str(uuid4()), "walk": str(guest.walk.id), "base": 1}).encode()
    with pytest.raises(NotInvited):
        book.receive(guest, taken)


def test_an_edit_holds_and_leaves_what_was_decided_since(book: Casebook, store: Store, guest: Guest) -> None:
    note = _note(guest.walk)
    version = book.receive(guest, note).version
    stored = store.find(Finding, Query(frozenset(Tier), where={"id": UUID(json.loads(note)["id"])}))[0]
    decided = Finding(**{**dict(stored.record), "status": CaseStatus.FIXED})
    store.apply([Op(uuid4(), decided, base_version=version)], by="planner", at=NOW)
    edit = _note(guest.walk, _finding(note="två lampor"), id=json.loads(note)["id"], base=version)
    assert book.receive(guest, edit).outcome is Fate.KEPT
    kept = _kept(store, Finding, note)
    assert (kept.note, kept.status) == ("två lampor", CaseStatus.FIXED)


def test_two_edits_of_the_same_words_are_both_kept_and_one_stands(book: Casebook, store: Store, guest: Guest) -> None:
    note = _note(guest.walk)
    identity = json.loads(note)["id"]
    book.receive(guest, note)
    first = _note(guest.walk, _finding(note="från den ena"), id=identity, base=1)
    second = _note(guest.walk, _finding(note="från den andra"), id=identity, base=1)
    assert book.receive(guest, first).outcome is Fate.KEPT
    assert book.receive(guest, second).outcome is Fate.CONFLICT
    assert book.receive(guest, second).outcome is Fate.CONFLICT, "it stays one, however often it is sent"
    assert _kept(store, Finding, note).note == "från den ena"
    log = store.history(UUID(identity))
    assert any(e.outcome is Outcome.CONFLICT and "från den andra" in e.body for e in log), "nothing is lost"


def test_what_a_phone_sends_has_its_time_put_right(book: Casebook, store: Store, planner: Actor) -> None:
    book.import_records(planner, [a_municipality(municipality="0128", name="Salem")])
    guest = _guest(book, planner, municipality="0128")
    wrong = datetime(2009, 1, 1, 12, 0, tzinfo=UTC)
    note = _note(guest.walk, _finding(observed_at=wrong.isoformat()), made_at=wrong.isoformat())
    receipt = book.receive(guest, note, age_ms=3_600_000)
    finding = _kept(store, Finding, note)
    assert finding.observed_at == NOW - timedelta(hours=1)
    assert finding.clock_offset_s == round((NOW - timedelta(hours=1) - wrong).total_seconds())
    assert Doubt.CLOCK in receipt.notes


def test_doubts_are_told_and_the_note_is_kept(book: Casebook, guest: Guest) -> None:
    body = _finding(note="ring 070-123 45 67", position={"lon": 16.2, "lat": 56.6628})
    receipt = book.receive(guest, _note(guest.walk, body))
    assert receipt.outcome is Fate.KEPT
    assert set(receipt.notes) == {Doubt.NAMES_PERSON, Doubt.FAR}


def test_in_a_demonstration_a_finding_falls_into_its_own_time(book: Casebook, planner: Actor, store: Store) -> None:
    town_of_then = a_municipality(municipality="0128", name="Salem", shown_as_of=date(2022, 9, 1))
    book.import_records(planner, [town_of_then])
    guest = _guest(book, planner, municipality="0128")
    note = _note(guest.walk)
    assert Doubt.CLOCK not in book.receive(guest, note, age_ms=0).notes
    assert _kept(store, Finding, note).observed_at.date() == date(2022, 9, 1)


def test_a_pack_holds_what_a_phone_needs_and_nothing_restricted(book: Casebook, guest: Guest) -> None:
    pack = book.field_pack(guest)
    assert pack.walk == guest.walk
    west, south, east, north = pack.bbox
    assert west < SQUARE.lon < east
    assert south < SQUARE.lat < north
    assert pack.areas
    assert pack.sun.sunset is not None
    assert pack.sun.sunset.date() == guest.walk.planned_on
    assert all(not outline.is_empty for _, outline in pack.areas)


def test_a_pack_of_a_walk_without_any_position_covers_the_municipality(book: Casebook, planner: Actor) -> None:
    pack = book.field_pack(_guest(book, planner, stops=()))
    assert pack.bbox[0] < pack.bbox[2]
    assert pack.areas


moments = st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(true=moments, error_s=st.integers(-(10**9), 10**9), age_s=st.integers(0, 59 * 86_400))
@settings(deadline=None)
def test_whatever_the_clock_says_the_time_is_right_to_two_minutes(true: datetime, error_s: int, age_s: int) -> None:
    arrived = true + timedelta(seconds=age_s)
    claimed = true - timedelta(seconds=error_s)
    found = dated(claimed, claimed, age=timedelta(seconds=age_s), now=arrived)
    assert abs(found.at - true) <= timedelta(minutes=2)
    assert (found.offset is None) == (abs(error_s) <= 120)


@given(claimed=moments, now=moments, age_ms=st.none() | st.integers(-(10**12), 10**14))
@settings(deadline=None)
def test_nothing_is_ever_dated_ahead_or_long_ago(claimed: datetime, now: datetime, age_ms: int | None) -> None:
    age = None if age_ms is None else timedelta(milliseconds=age_ms)
    found = dated(claimed, claimed, age=age, now=now)
    assert now - timedelta(days=61) <= found.at <= now + timedelta(minutes=5)


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_any_bytes_make_a_note_or_one_clear_refusal(data: st.DataObject) -> None:
    walk = a_walk()
    whole = _note(walk)
    at = data.draw(st.integers(0, len(whole)))
    body = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :]
    try:
        received = read_note(body, None)
    except InvalidRecord as refused:
        said = str(refused)
    else:
        said = received.note.kind
        assert received.sha256 == hashlib.sha256(body).hexdigest()
    assert said
