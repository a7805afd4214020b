"""The inbox of the casebook: what it lists and counts, and each deed upon a finding with its way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from geodata.casebook import Casebook
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import InvalidRecord, NotAllowed, NotFound
from geodata.inbox import FindingDecision, Waits
from geodata.model import (
    Actor,
    CaseStatus,
    Category,
    ConsentState,
    ContactOutcome,
    Finding,
    OwnerContact,
    Position,
    Role,
    ShrubDetails,
    Tier,
    View,
)
from geodata.store.base import Op
from tests.builders import a_finding, a_walk
from tests.geodata.casebook.conftest import NOW
from tests.geodata.casebook.town import SQUARE, TODAY, TUNNEL, known

CODE = "0880"
CITIZEN = Actor(role=Role.CITIZEN)
PLAN = FindingDecision(status=CaseStatus.ACTION_PLANNED)
WALK = a_walk(id=known("dusk"), stops=())


def a_note(name: str, **changes: Any) -> Finding:
    told = {
        "category": Category.LIGHTING,
        "tier": Tier.MUNICIPALITY,
        "walk_id": WALK.id,
        "position": TUNNEL,
        "observed_at": datetime(2017, 5, 20, 20, tzinfo=UTC),
    }
    return a_finding(id=known(name), **{**told, **changes})


@pytest.fixture
def lamp(casebook: Casebook, planner: Actor) -> UUID:
    """A finding that a phone sent."""
    casebook.import_records(planner, [WALK, a_note("lamp")])
    return known("lamp")


def waiting(casebook: Casebook, actor: Actor, heading: Waits | None = None) -> list[UUID]:
    return [line.finding.id for line in casebook.inbox(actor, CODE, heading=heading).lines]


def test_what_waits_is_listed_the_most_pressing_first_and_counted(casebook: Casebook, planner: Actor) -> None:
    planned = {"status": CaseStatus.ACTION_PLANNED, "category": Category.LITTER}
    casebook.import_records(
        planner,
        [
            WALK,
            a_note("late", **planned, due_on=date(2017, 5, 1)),
            a_note("later", **planned, due_on=date(2017, 4, 1)),
            a_note("nowhere", **planned, position=None),
            a_note("resting", **planned),
            a_note("grows", category=Category.SHRUBS, status=CaseStatus.FIXED, details=ShrubDetails(regrows_on=TODAY)),
            a_note("fixed", status=CaseStatus.FIXED),
        ],
    )
    page = casebook.inbox(planner, CODE)
    order = [known(name) for name in ("finding", "later", "late", "grows", "nowhere")]
    assert [line.finding.id for line in page.lines] == order
    assert (page.total, page.waiting, page.counts[Waits.OVERDUE], page.counts[Waits.SETTLED]) == (5, 5, 2, 1)
    assert waiting(casebook, planner, Waits.SETTLED) == [known("fixed")]
    assert waiting(casebook, planner, Waits.ONGOING) == [known("resting")]
    assert casebook.inbox_counts(planner, CODE).new == 1
    assert [line.walk for line in page.lines] == [None, WALK, WALK, WALK, WALK]


def test_the_list_is_narrowed_and_paged(casebook: Casebook, planner: Actor, lamp: UUID) -> None:
    casebook.decide(
        planner, lamp, replace(PLAN, responsible_id=known("police"), due_on=date(2017, 5, 30)), base_version=1
    )
    assert [one.finding.id for one in casebook.inbox(planner, CODE, walk_id=WALK.id).lines] == [lamp]
    assert [one.finding.id for one in casebook.inbox(planner, CODE, responsible_id=known("police")).lines] == [lamp]
    assert casebook.inbox(planner, CODE, walk_id=uuid4()).total == 0
    page = casebook.inbox(planner, CODE, first=1, most=1)
    assert ([one.finding.id for one in page.lines], page.first, page.total) == ([lamp], 1, 2)


def test_the_inbox_is_for_those_who_review(casebook: Casebook, lamp: UUID) -> None:
    stranger = Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))
    for ask in (
        lambda actor: casebook.inbox(actor, CODE),
        lambda actor: casebook.inbox_counts(actor, CODE),
    ):
        for actor in (CITIZEN, stranger):
            with pytest.raises(NotAllowed):
                ask(actor)
    with pytest.raises(NotAllowed):
        casebook.decide(CITIZEN, known("finding"), PLAN, base_version=1)
    with pytest.raises(NotFound):
        casebook.decide(stranger, lamp, PLAN, base_version=1)


def test_a_decision_makes_the_finding_public_and_is_undone_to_what_it_was(
    casebook: Casebook, planner: Actor, lamp: UUID
) -> None:
    before = casebook.entry(planner, Finding, lamp).record
    told = replace(PLAN, responsible_id=known("police"), responsible_unit="Gatuenheten", action_id=known("patrol"))
    entry = casebook.decide(planner, lamp, told, base_version=1)
    assert entry.version == 2
    assert (entry.record.tier, entry.record.due_on) == (Tier.PUBLIC, date(2017, 12, 1))
    assert (entry.record.responsible_unit, entry.record.action_id) == ("Gatuenheten", known("patrol"))
    assert casebook.entry(CITIZEN, Finding, lamp).record.status is CaseStatus.ACTION_PLANNED
    undone = casebook.restore_finding(planner, lamp, version=1, base_version=2)
    assert undone.record == before
    with pytest.raises(NotFound):
        casebook.entry(CITIZEN, Finding, lamp)
    assert [line.version for line in casebook.history_of(planner, Finding, lamp)] == [1, 2, 3]


def test_two_who_decide_at_once_lose_nothing(casebook: Casebook, planner: Actor, lamp: UUID) -> None:
    casebook.decide(planner, lamp, PLAN, base_version=1)
    mine = FindingDecision(status=CaseStatus.DECLINED, reason="Privat mark")
    with pytest.raises(EditConflict) as met:
        casebook.decide(planner, lamp, mine, base_version=1)
    assert {change.field for change in met.value.both} >= {"status", "status_reason"}
    assert casebook.entry(planner, Finding, lamp).record.status is CaseStatus.ACTION_PLANNED
    assert [line.kept for line in casebook.history_of(planner, Finding, lamp)] == [True, True, False]
    with pytest.raises(EditConflict):
        casebook.restore_finding(planner, lamp, version=1, base_version=1)


def test_the_party_and_the_action_are_of_the_municipality(casebook: Casebook, planner: Actor, lamp: UUID) -> None:
    for told in (replace(PLAN, responsible_id=uuid4()), replace(PLAN, action_id=uuid4())):
        with pytest.raises(InvalidRecord, match="choose one that is there"):
            casebook.decide(planner, lamp, told, base_version=1)


def test_a_note_that_names_a_person_is_kept_flagged_and_not_made_public_before_it_is_edited(
    casebook: Casebook, planner: Actor
) -> None:
    casebook.import_records(planner, [WALK, a_note("named", note="Ring 070-123 45 67")])
    named = known("named")
    assert waiting(casebook, planner, Waits.NAMES_PERSON) == [named]
    assert [mark.found for mark in casebook.finding_story(planner, named).marks] == ["070-123 45 67"]
    with pytest.raises(NamesAPerson) as refused:
        casebook.decide(planner, named, PLAN, base_version=1)
    assert set(refused.value.marks) == {"note"}
    assert casebook.locate(planner, named, SQUARE, base_version=1).record.note == "Ring 070-123 45 67"
    entry = casebook.decide(planner, named, replace(PLAN, note="Ring förvaltaren"), base_version=2)
    assert (entry.record.tier, entry.record.note) == (Tier.PUBLIC, "Ring förvaltaren")
    undone = casebook.restore_finding(planner, named, version=2, base_version=3)
    assert (undone.record.tier, undone.record.note) == (Tier.MUNICIPALITY, "Ring 070-123 45 67")


@pytest.mark.parametrize("field", ["reason", "responsible_unit", "note"])
def test_nobody_writes_a_name_into_a_decision(casebook: Casebook, planner: Actor, lamp: UUID, field: str) -> None:
    casebook.decide(planner, lamp, PLAN, base_version=1)
    told: dict[str, Any] = {field: "Fråga a@b.se"}
    with pytest.raises(NamesAPerson):
        casebook.decide(planner, lamp, replace(PLAN, **told), base_version=2)


def test_another_party_is_asked_and_answers(casebook: Casebook, planner: Actor, lamp: UUID) -> None:
    theirs = FindingDecision(status=CaseStatus.OTHER_PARTY, responsible_id=known("police"))
    casebook.decide(planner, lamp, theirs, base_version=1)
    assert waiting(casebook, planner, Waits.CONSENT) == [lamp]
    no = casebook.answer_consent(planner, lamp, accepted=False, reason="Inte vår lampa", base_version=2)
    assert no.record.consent is not None
    assert (no.record.consent.state, no.record.consent.on) == (ConsentState.DECLINED, TODAY)
    assert waiting(casebook, planner, Waits.CONSENT) == [lamp]
    casebook.answer_consent(planner, lamp, accepted=True, base_version=3)
    assert waiting(casebook, planner, Waits.CONSENT) == []


def evidence(casebook: Casebook, actor: Actor) -> tuple[int, int]:
    """How many rows there are, and how many lie in the hotspots."""
    cards = casebook.hotspots(actor, View(municipality=CODE))
    return casebook.evidence_count(actor, CODE), sum(card.count for card in cards)


def test_two_that_tell_the_same_are_merged_in_two_steps_and_count_once(
    casebook: Casebook, planner: Actor, lamp: UUID
) -> None:
    casebook.import_records(planner, [a_note("again")])
    again, both = known("again"), evidence(casebook, planner)
    assert [one.finding.id for one in casebook.finding_story(planner, again).alike] == [lamp]
    assert set(waiting(casebook, planner, Waits.DUPLICATE)) == {lamp, again}
    with pytest.raises(InvalidRecord, match="proposed"):
        casebook.confirm_duplicate(planner, again, base_version=1)
    casebook.propose_duplicate(planner, again, lamp, base_version=1)
    assert evidence(casebook, planner) == both
    merged = casebook.confirm_duplicate(planner, again, base_version=2)
    assert merged.record.merged_on == TODAY
    rows, inside = evidence(casebook, planner)
    assert (rows, inside) == (both[0] - 1, both[1] - 1)
    assert casebook.inbox_counts(planner, CODE).new == 2
    assert waiting(casebook, planner, Waits.MERGED) == [again]
    assert waiting(casebook, planner, Waits.DUPLICATE) == []
    story = casebook.finding_story(planner, lamp)
    assert [entry.record.id for entry in story.told_here_too] == [again]
    casebook.unmerge(planner, again, base_version=3)
    assert evidence(casebook, planner) == both
    fields = [{change.field for change in line.changes} for line in casebook.history_of(planner, Finding, again)]
    assert fields[1:] == [{"duplicate_of"}, {"merged_on"}, {"duplicate_of", "merged_on"}]


def test_merging_makes_no_chains_and_no_circles(casebook: Casebook, planner: Actor, lamp: UUID) -> None:
    casebook.import_records(planner, [a_note("again"), a_note("third")])
    again, third = known("again"), known("third")
    with pytest.raises(InvalidRecord, match="itself"):
        casebook.propose_duplicate(planner, lamp, lamp, base_version=1)
    casebook.propose_duplicate(planner, again, lamp, base_version=1)
    for one, other in ((lamp, again), (third, again), (lamp, third)):
        with pytest.raises(InvalidRecord, match="told to be the same"):
            casebook.propose_duplicate(planner, one, other, base_version=1)
    with pytest.raises(InvalidRecord, match="stands by itself"):
        casebook.unmerge(planner, third, base_version=1)


def test_nothing_vanishes_for_those_who_see_only_the_one_that_is_merged(
    casebook: Casebook, planner: Actor, lamp: UUID
) -> None:
    casebook.import_records(planner, [a_note("shown", tier=Tier.PUBLIC)])
    casebook.propose_duplicate(planner, known("shown"), lamp, base_version=1)
    with pytest.raises(InvalidRecord, match="fewer people"):
        casebook.confirm_duplicate(planner, known("shown"), base_version=2)
    casebook.decide(planner, lamp, PLAN, base_version=1)
    assert casebook.confirm_duplicate(planner, known("shown"), base_version=2).record.merged_on == TODAY


def test_a_position_is_added_later_within_the_municipality(casebook: Casebook, planner: Actor) -> None:
    casebook.import_records(planner, [WALK, a_note("nowhere", position=None, accuracy_m=None)])
    nowhere = known("nowhere")
    assert waiting(casebook, planner, Waits.NOWHERE) == [nowhere]
    with pytest.raises(InvalidRecord, match="latitude comes first"):
        casebook.locate(planner, nowhere, Position(lon=56.66, lat=16.36), base_version=1)
    assert casebook.locate(planner, nowhere, SQUARE, base_version=1).record.position == SQUARE
    assert waiting(casebook, planner, Waits.NOWHERE) == []


def test_contacts_with_owners_are_logged_in_order_and_name_nobody(
    casebook: Casebook, planner: Actor, lamp: UUID
) -> None:
    first = OwnerContact(on=date(2017, 5, 1), outcome=ContactOutcome.ASKED, owner="Kalmarhem")
    second = OwnerContact(on=TODAY, outcome=ContactOutcome.AGREED, note="De byter lampan")
    casebook.log_owner_contact(planner, lamp, first, base_version=1)
    entry = casebook.log_owner_contact(planner, lamp, second, base_version=2)
    assert entry.record.contacts == (first, second)
    with pytest.raises(NamesAPerson):
        casebook.log_owner_contact(planner, lamp, first.model_copy(update={"note": "a@b.se"}), base_version=3)
    with pytest.raises(InvalidRecord, match="lies ahead"):
        casebook.log_owner_contact(planner, lamp, first.model_copy(update={"on": date(2017, 6, 2)}), base_version=3)
    casebook.decide(planner, lamp, PLAN, base_version=3)
    assert casebook.entry(CITIZEN, Finding, lamp).record.contacts == ()


def test_shrubs_are_looked_at_again_until_the_next_season(casebook: Casebook, planner: Actor, lamp: UUID) -> None:
    grows = a_note("grows", category=Category.SHRUBS, details=ShrubDetails(season="vår", regrows_on=date(2017, 5, 1)))
    casebook.import_records(planner, [grows])
    assert waiting(casebook, planner, Waits.SEASON) == [grows.id]
    entry = casebook.looked_again(planner, grows.id, base_version=1)
    assert entry.record.details == ShrubDetails(season="vår", regrows_on=date(2018, 6, 1))
    assert waiting(casebook, planner, Waits.SEASON) == []
    with pytest.raises(InvalidRecord, match="has passed"):
        casebook.looked_again(planner, grows.id, next_on=TODAY, base_version=2)
    with pytest.raises(InvalidRecord, match="season"):
        casebook.looked_again(planner, lamp, base_version=1)


def sent_late(casebook: Casebook, lamp: UUID, planner: Actor) -> Op:
    """What a phone sends upon the first version, after somebody has decided."""
    casebook.decide(planner, lamp, replace(PLAN, note="Lampan är trasig"), base_version=1)
    op = Op(uuid4(), a_note("lamp", note="Lampan lyser igen", severity=1), base_version=1)
    casebook._store.apply([op], by=Role.WALKER.value, at=NOW)
    return op


@pytest.mark.parametrize("take", [True, False])
def test_what_a_phone_sent_too_late_is_shown_until_somebody_has_looked_and_no_decision_is_lost(
    casebook: Casebook, planner: Actor, lamp: UUID, *, take: bool
) -> None:
    assert casebook.finding_story(planner, lamp).sent == ()
    op = sent_late(casebook, lamp, planner)
    sent = casebook.finding_story(planner, lamp).sent
    assert [(one.op_id, one.finding.note, one.arrived_at) for one in sent] == [(op.op_id, "Lampan lyser igen", NOW)]
    assert waiting(casebook, planner, Waits.CONFLICT) == [lamp]
    entry = casebook.settle_sent(planner, lamp, op.op_id, take=take, base_version=2)
    assert entry.record.note == ("Lampan lyser igen" if take else "Lampan är trasig")
    assert (entry.record.status, entry.record.tier) == (CaseStatus.ACTION_PLANNED, Tier.PUBLIC)
    assert waiting(casebook, planner, Waits.CONFLICT) == []
    with pytest.raises(NotFound, match="looked at that version"):
        casebook.settle_sent(planner, lamp, op.op_id, take=take, base_version=entry.version)
    again = Casebook(casebook._store, clock=lambda: NOW)
    assert again.finding_story(planner, lamp).sent == ()


def test_the_counts_of_an_open_inbox_follow_what_arrives(casebook: Casebook, planner: Actor, lamp: UUID) -> None:
    before = casebook.inbox_counts(planner, CODE)
    casebook.import_records(planner, [a_note("third"), a_note("fixed", status=CaseStatus.FIXED)])
    after = casebook.inbox_counts(planner, CODE)
    assert (after.new - before.new, after.arrived - before.arrived) == (1, 2)
    assert after.version > before.version
    casebook.decide(planner, lamp, PLAN, base_version=1)
    assert casebook.inbox_counts(planner, CODE).new == before.new
