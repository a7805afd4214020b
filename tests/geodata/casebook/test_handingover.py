"""Handing findings over: sent once, nothing lost where the line breaks, and never decided by the receiver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from geodata.casebook import Casebook
from geodata.editing import Entry, NamesAPerson
from geodata.errors import Conflict, InvalidRecord, NoAnswer, NotAllowed, RefusedByReceiver
from geodata.handover import Endpoint
from geodata.model import (
    Actor,
    CaseStatus,
    Category,
    Feeling,
    Finding,
    Handover,
    HandoverState,
    HandoverWay,
    LightingDetails,
    Role,
)
from geodata.sources.fetch import Reply, fetch
from geodata.store.opening import open_store
from tests.builders import a_provenance
from tests.geodata.casebook.asked_handovers import plainly
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import a_lamp, known, town
from tests.open311_server import Mood, Receiver, a_receiver

PLANNER = Actor(role=Role.PLANNER)
LAMP = a_lamp()


@pytest.fixture
def casebook(tmp_path: Path, receiver: Receiver) -> Iterator[Casebook]:
    store = open_store(tmp_path / "store.gpkg")
    end = Endpoint(receiver.url, "nyckel", {Category.LIGHTING: "001"}, None, "salem.se")

    def ask(url: str, form: dict[str, str] | None = None) -> Reply:
        # silence is told from slowness by the server: it says nothing at all
        return fetch(url, form, timeout_s=0.2 if receiver.mood is Mood.SILENT else 30)

    found = Casebook(store, clock=lambda: NOW, endpoint=end, ask=ask)
    found.import_records(PLANNER, [*town(), LAMP])
    yield found
    store.close()


def hand_over(casebook: Casebook, finding: Finding = LAMP) -> Entry[Handover]:
    version = casebook.entry(PLANNER, Finding, finding.id).version
    return casebook.hand_over(PLANNER, finding.id, plainly, base_version=version)


def test_a_report_holds_what_the_standard_asks_and_no_more_and_its_reference_is_kept(
    casebook: Casebook, receiver: Receiver
) -> None:
    one = hand_over(casebook).record
    (form,) = receiver.taken.values()
    assert form == {
        "service_code": "001",
        "lat": "56.6780000",
        "long": "16.3450000",
        "description": "Lampan är trasig K17",
        "api_key": "nyckel",
        "jurisdiction_id": "salem.se",
    }
    assert (one.state, one.reference, one.endpoint, one.sent_at) == (
        HandoverState.GIVEN, "SAL 1/å", "127.0.0.1", NOW,
    )  # fmt: skip
    assert [entry.record for entry in casebook.handovers(PLANNER, LAMP.id).sent] == [one]


def test_what_was_sent_is_not_sent_again(casebook: Casebook, receiver: Receiver) -> None:
    hand_over(casebook)
    with pytest.raises(InvalidRecord, match="not sent twice"):
        hand_over(casebook)
    assert len(receiver.taken) == 1


def test_the_intention_is_written_before_anything_is_sent(casebook: Casebook, receiver: Receiver) -> None:
    stood: list[HandoverState] = []
    receiver.meanwhile = lambda: stood.append(casebook.handovers(PLANNER, LAMP.id).sent[0].record.state)
    hand_over(casebook)
    assert stood == [HandoverState.SENDING]


def test_two_who_press_at_once_send_one_report(casebook: Casebook, receiver: Receiver) -> None:
    met: list[type[Exception]] = []

    def press_too() -> None:
        try:
            hand_over(casebook)
        except (InvalidRecord, Conflict) as error:
            met.append(type(error))

    receiver.meanwhile = press_too
    hand_over(casebook)
    assert (len(receiver.taken), met) == (1, [InvalidRecord])


def test_of_two_who_saw_nothing_sent_only_the_first_goes_on(
    casebook: Casebook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over(casebook)
    monkeypatch.setattr(casebook, "_sent", lambda *_: ())
    with pytest.raises(Conflict, match="at this moment"):
        hand_over(casebook)
    assert len(receiver.taken) == 1


@pytest.mark.parametrize("mood", [Mood.LOST, Mood.BROKEN, Mood.STRANGE, Mood.EMPTY, Mood.SILENT, Mood.CUT])
def test_without_a_clear_answer_it_perhaps_arrived_and_a_person_decides(
    casebook: Casebook, receiver: Receiver, mood: Mood
) -> None:
    receiver.mood = mood
    entry = hand_over(casebook)
    assert entry.record.state is HandoverState.SENDING
    assert entry.record.refusal
    assert len(receiver.taken) == 1
    receiver.mood = Mood.WELL
    with pytest.raises(InvalidRecord, match="not sent twice"):
        hand_over(casebook)
    with pytest.raises(InvalidRecord, match="by hand"):
        casebook.poll_handover(PLANNER, entry.record.id)
    settled = casebook.settle_handover(
        PLANNER, entry.record.id, arrived=True, reference="SAL 1/å", base_version=entry.version
    )
    assert (settled.record.state, settled.record.reference) == (HandoverState.GIVEN, "SAL 1/å")
    assert casebook.poll_handover(PLANNER, entry.record.id).record.status == "open"


def test_what_somebody_says_did_not_arrive_is_sent_again_as_a_report_of_its_own(
    casebook: Casebook, receiver: Receiver
) -> None:
    receiver.mood = Mood.LOST
    first = hand_over(casebook)
    casebook.settle_handover(PLANNER, first.record.id, arrived=False, base_version=first.version)
    receiver.mood = Mood.WELL
    second = hand_over(casebook).record
    assert second.id != first.record.id
    assert second.state is HandoverState.GIVEN
    assert len(casebook.handovers(PLANNER, LAMP.id).sent) == 2


def test_an_answer_that_comes_after_a_person_gave_up_is_not_lost(casebook: Casebook, receiver: Receiver) -> None:
    def give_up() -> None:
        entry = casebook.handovers(PLANNER, LAMP.id).sent[0]
        casebook.settle_handover(PLANNER, entry.record.id, arrived=False, base_version=entry.version)

    receiver.meanwhile = give_up
    one = hand_over(casebook).record
    assert (one.state, one.reference) == (HandoverState.GIVEN, "SAL 1/å")


def test_a_refusal_says_why_in_the_receivers_words_and_leaves_the_way_open(
    casebook: Casebook, receiver: Receiver
) -> None:
    receiver.mood = Mood.REFUSING
    one = hand_over(casebook).record
    assert one.state is HandoverState.REFUSED
    assert "400 service_code was not provided" in str(one.refusal)
    receiver.mood = Mood.WELL
    assert hand_over(casebook).record.reference


def test_a_receiver_that_points_elsewhere_is_not_followed(casebook: Casebook, receiver: Receiver) -> None:
    receiver.mood = Mood.ELSEWHERE
    one = hand_over(casebook).record
    assert (one.state, len(receiver.asked)) == (HandoverState.REFUSED, 1)
    assert "set its new address" in str(one.refusal)


def test_a_receiver_that_is_not_there_got_nothing(casebook: Casebook) -> None:
    with a_receiver() as gone:
        casebook._endpoint = Endpoint(gone.url, otherwise="1")
    one = hand_over(casebook).record
    assert one.state is HandoverState.REFUSED
    assert "nothing was sent" in str(one.refusal)


def test_a_token_is_kept_and_asked_with_until_there_is_a_reference(casebook: Casebook, receiver: Receiver) -> None:
    receiver.mood = Mood.TOKEN
    one = hand_over(casebook).record
    assert (one.token, one.reference) == ("t-1", None)
    waiting = casebook.poll_handover(PLANNER, one.id).record
    assert (waiting.reference, waiting.asked_at) == (None, NOW)
    receiver.tokens["t-1"] = next(iter(receiver.taken))
    found = casebook.poll_handover(PLANNER, one.id).record
    assert (found.reference, found.status) == ("SAL 1/å", "open")


def test_a_closed_case_leaves_the_finding_as_it_was_decided_here(casebook: Casebook, receiver: Receiver) -> None:
    one = hand_over(casebook).record
    receiver.said = {
        "status": "closed",
        "status_notes": "Lagat. Ring 0480-12 34 56 vid fel",
        "agency_responsible": "Gatukontoret",
        "updated_datetime": "2026-11-02T08:00:00+01:00",
    }
    found = casebook.poll_handover(PLANNER, one.id).record
    assert (found.closed, found.status, found.agency) == (True, "closed", "Gatukontoret")
    assert found.status_at == datetime(2026, 11, 2, 7, tzinfo=UTC)
    assert found.status_note == "Lagat. Ring … vid fel"
    assert casebook.entry(PLANNER, Finding, LAMP.id).record.status is CaseStatus.NEW


@pytest.mark.parametrize("mood", [Mood.BROKEN, Mood.STRANGE, Mood.EMPTY, Mood.ENDLESS, Mood.LOST, Mood.CUT])
def test_asking_in_vain_changes_nothing(casebook: Casebook, receiver: Receiver, mood: Mood) -> None:
    entry = hand_over(casebook)
    receiver.mood = mood
    with pytest.raises(NoAnswer):
        casebook.poll_handover(PLANNER, entry.record.id)
    assert casebook.entry(PLANNER, Handover, entry.record.id) == entry


def test_a_receiver_that_knows_nothing_of_the_report_is_told_of(casebook: Casebook, receiver: Receiver) -> None:
    entry = hand_over(casebook)
    receiver.taken.clear()
    with pytest.raises(RefusedByReceiver, match="404 no requests SAL"):
        casebook.poll_handover(PLANNER, entry.record.id)


def test_a_report_is_asked_for_only_where_it_was_sent(casebook: Casebook) -> None:
    entry = hand_over(casebook)
    casebook._endpoint = Endpoint("https://annan.exempel.se/v2")
    with pytest.raises(InvalidRecord, match=r"annan\.exempel\.se is set"):
        casebook.poll_handover(PLANNER, entry.record.id)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"feeling": Feeling.SAFE}, "no fault"),
        ({"position": None}, "no position"),
        ({"merged_on": datetime(2017, 5, 2, tzinfo=UTC).date(), "duplicate_of": known("finding")}, "merged"),
        ({"category": Category.SHRUBS}, "no service code"),
        ({"provenance": a_provenance(made_up=True)}, "made up"),
    ],
)
def test_what_is_no_report_is_not_sent(
    casebook: Casebook, receiver: Receiver, changes: dict[str, Any], why: str
) -> None:
    odd = LAMP.model_copy(update={"id": known("odd"), "details": None, **changes})
    casebook.import_records(PLANNER, [odd])
    with pytest.raises(InvalidRecord, match=why):
        hand_over(casebook, odd)
    assert (receiver.asked, casebook.handovers(PLANNER, odd.id).sent) == ([], ())


@pytest.mark.parametrize(
    "changes", [{"note": "Ring Eva 070-123 45 67"}, {"details": LightingDetails(lamp_id="eva@exempel.se")}]
)
def test_what_seems_to_name_a_person_leaves_in_no_way(
    casebook: Casebook, receiver: Receiver, changes: dict[str, Any]
) -> None:
    odd = LAMP.model_copy(update={"id": known("odd"), **changes})
    casebook.import_records(PLANNER, [odd])
    with pytest.raises(NamesAPerson):
        hand_over(casebook, odd)
    with pytest.raises(NamesAPerson):
        casebook.handover_letter(PLANNER, odd.id, plainly)
    with pytest.raises(NamesAPerson):
        casebook.note_letter(PLANNER, odd.id, base_version=1)
    assert receiver.asked == []


def test_a_finding_that_somebody_changed_is_read_again_first(casebook: Casebook, receiver: Receiver) -> None:
    with pytest.raises(Conflict, match="read it again"):
        casebook.hand_over(PLANNER, LAMP.id, plainly, base_version=7)
    assert receiver.asked == []


def test_without_a_receiver_a_letter_is_written_and_noted(casebook: Casebook, receiver: Receiver) -> None:
    casebook._endpoint = None
    with pytest.raises(InvalidRecord, match="LOFTESKARTAN_OPEN311"):
        hand_over(casebook)
    assert casebook.handover_letter(PLANNER, LAMP.id, plainly).body == "Lampan är trasig K17"
    noted = casebook.note_letter(PLANNER, LAMP.id, base_version=1)
    assert (noted.record.how, noted.record.state, noted.record.reference) == (
        HandoverWay.E_MAIL, HandoverState.GIVEN, None,
    )  # fmt: skip
    told = casebook.settle_handover(
        PLANNER, noted.record.id, arrived=True, reference=" 2026-77 ", base_version=noted.version
    )
    assert told.record.reference == "2026-77"
    with pytest.raises(InvalidRecord, match="not sent twice"):
        casebook.note_letter(PLANNER, LAMP.id, base_version=1)
    with pytest.raises(InvalidRecord, match="it has arrived"):
        casebook.settle_handover(PLANNER, noted.record.id, arrived=False, base_version=told.version)
    assert receiver.asked == []


def test_the_receivers_codes_are_listed(casebook: Casebook, receiver: Receiver) -> None:
    found = [(one.code, one.name, one.has_metadata) for one in casebook.fault_services(PLANNER, "0880")]
    assert found == [("001", "Lampor", False), ("2", "2", True)]
    assert receiver.asked == ["GET /v2/services.json?jurisdiction_id=salem.se"]


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_those_who_do_not_review_hand_nothing_over(casebook: Casebook, receiver: Receiver, role: Role) -> None:
    with pytest.raises(NotAllowed):
        casebook.hand_over(Actor(role=role), known("finding"), plainly, base_version=1)
    with pytest.raises(NotAllowed):
        casebook.fault_services(Actor(role=role), "0880")
    assert receiver.asked == []
