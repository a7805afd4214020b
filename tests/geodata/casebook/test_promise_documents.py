"""A promise document into the register: whole or not at all, once, and back again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from geodata.casebook import Casebook
from geodata.casebook.promise_documents import AcceptedDocument, Made
from geodata.editing import NamesAPerson
from geodata.errors import Conflict, InvalidRecord, NotAllowed, UnreadableFile
from geodata.model import (
    Action,
    Actor,
    Agreement,
    Party,
    PartyKind,
    Place,
    Promise,
    Responsibility,
    ResponsibleRole,
    Role,
    Tier,
)
from geodata.sources.promise_document import Confidence, Found, NothingFound, Proposal
from tests.builders import a_party, a_promise, an_action

TEXT = """Medborgarlöften i Kalmar kommun 2026-2027

• En tryggare stadskärna
   - Gå minst en trygghetsvandring på Larmtorget
     Ansvarig: kommunen i samverkan med polisen
   - Samtala med krögarna varje månad
     Ansvarig: polisen
"""
KINDS = (Agreement, Promise, Action, Party, Place)


def proposed(casebook: Casebook, actor: Actor, text: str = TEXT) -> AcceptedDocument:
    read = casebook.propose_promises(actor, "0880", text, "löften.txt")
    return AcceptedDocument(proposal=read.proposal, municipality="0880", digest=read.digest, name="löften.txt")


def corrected(document: AcceptedDocument, **changes: object) -> AcceptedDocument:
    proposal = Proposal(**{**dict(document.proposal), **changes})
    return AcceptedDocument(**{**dict(document), "proposal": proposal})


def standing(casebook: Casebook, actor: Actor) -> dict[str, int]:
    return {kind.kind: len(casebook.entries(actor, kind, "0880")) for kind in KINDS}


def test_an_accepted_document_becomes_promises_with_their_actions_and_responsible(
    casebook: Casebook, planner: Actor
) -> None:
    before = standing(casebook, planner)
    taken = casebook.accept_promises(planner, proposed(casebook, planner))
    story = next(one for one in casebook.promises(planner, "0880") if one.promise.agreement_id == taken.agreement_id)
    assert story.promise.title == "En tryggare stadskärna"
    assert {line.action.title: len(line.responsible) for line in story.answers} == {
        "Gå minst en trygghetsvandring på Larmtorget": 2,
        "Samtala med krögarna varje månad": 1,
    }
    assert not taken.again
    assert {kind.kind: n - before[kind.kind] for kind in KINDS for n in [standing(casebook, planner)[kind.kind]]} == {
        kind.kind: taken.count(kind) for kind in KINDS
    }
    assert story.promise.provenance.file == "löften.txt"


def test_a_document_accepted_twice_doubles_nothing_and_says_so(casebook: Casebook, planner: Actor) -> None:
    document = proposed(casebook, planner)
    first = casebook.accept_promises(planner, document)
    after, version = standing(casebook, planner), casebook.data_version(planner)
    again = casebook.accept_promises(planner, document)
    assert (again.again, again.differs) == (True, False)
    assert set(again.made) == set(first.made)
    assert standing(casebook, planner) == after
    assert casebook.data_version(planner) == version


def test_a_document_that_was_corrected_after_it_was_taken_in_is_not_kept_again(
    casebook: Casebook, planner: Actor
) -> None:
    document = proposed(casebook, planner)
    casebook.accept_promises(planner, document)
    after = standing(casebook, planner)
    title = Found(value="Andra löften", confidence=Confidence.STATED)
    again = casebook.accept_promises(planner, corrected(document, title=title))
    assert (again.again, again.differs) == (True, True)
    assert standing(casebook, planner) == after


def test_a_document_sent_by_many_at_once_is_taken_in_once(casebook: Casebook, planner: Actor) -> None:
    document = proposed(casebook, planner)
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: casebook.accept_promises(planner, document), range(8)))
    assert len({one.agreement_id for one in taken}) == 1
    assert len(casebook.entries(planner, Agreement, "0880")) == 1
    assert len({entry.record.title for entry in casebook.entries(planner, Action, "0880")}) == len(
        casebook.entries(planner, Action, "0880")
    )


def test_what_the_document_made_is_taken_back_together_and_may_come_again(casebook: Casebook, planner: Actor) -> None:
    before, document = standing(casebook, planner), proposed(casebook, planner)
    taken = casebook.accept_promises(planner, document)
    after = standing(casebook, planner)
    assert casebook.retract_promises(planner, "0880", taken.made) == len(taken.made)
    assert standing(casebook, planner) == before
    assert casebook.retract_promises(planner, "0880", taken.made) == 0
    assert not casebook.accept_promises(planner, document).again
    assert standing(casebook, planner) == after


def test_taking_back_stops_at_what_somebody_changed_since(casebook: Casebook, planner: Actor) -> None:
    taken = casebook.accept_promises(planner, proposed(casebook, planner))
    one = next(made for made in taken.made if made.kind == Action.kind)
    entry = casebook.entry(planner, Action, one.id)
    casebook.save(planner, Action(**{**dict(entry.record), "text": "Fredagar"}), base_version=entry.version)
    after = standing(casebook, planner)
    with pytest.raises(Conflict):
        casebook.retract_promises(planner, "0880", taken.made)
    assert standing(casebook, planner) == after


def test_taking_back_stops_at_what_others_lean_on_and_leaves_parties_that_are_used(
    casebook: Casebook, planner: Actor
) -> None:
    taken = casebook.accept_promises(planner, proposed(casebook, planner))
    promise = next(made for made in taken.made if made.kind == Promise.kind)
    casebook.save(planner, an_action(promise_ids=(promise.id,), title="Senare"), base_version=0)
    with pytest.raises(InvalidRecord, match="1 other records lean on this promise"):
        casebook.retract_promises(planner, "0880", taken.made)


def test_a_party_that_others_have_begun_to_use_stays_when_the_rest_is_taken_back(
    casebook: Casebook, planner: Actor
) -> None:
    before = standing(casebook, planner)
    taken = casebook.accept_promises(planner, proposed(casebook, planner, TEXT.replace("polisen", "Krögarföreningen")))
    party = next(made for made in taken.made if made.kind == Party.kind)
    other = casebook.entries(planner, Promise, "0880")[0].record
    mine = an_action(
        promise_ids=(other.id,),
        responsibilities=(Responsibility(party_id=party.id, role=ResponsibleRole.LEAD),),
        title="Annat",
    )
    casebook.save(planner, mine, base_version=0)
    casebook.retract_promises(planner, "0880", taken.made)
    assert casebook.entry(planner, Party, party.id).version == party.version
    assert standing(casebook, planner)[Promise.kind] == before[Promise.kind]


@pytest.mark.parametrize("field", ["promises", "actions"])
def test_a_part_that_names_a_person_stops_the_whole_document(casebook: Casebook, planner: Actor, field: str) -> None:
    before, document = standing(casebook, planner), proposed(casebook, planner)
    first, *rest = getattr(document.proposal, field)
    named = type(first)(**{**dict(first), "text": "Ring 070-123 45 67"})
    with pytest.raises(NamesAPerson, match="070-123 45 67"):
        casebook.accept_promises(planner, corrected(document, **{field: (named, *rest)}))
    assert standing(casebook, planner) == before


def test_an_action_without_a_promise_stops_the_whole_document(casebook: Casebook, planner: Actor) -> None:
    before, document = standing(casebook, planner), proposed(casebook, planner)
    first, *rest = document.proposal.actions
    loose = type(first)(**{**dict(first), "promise": None})
    with pytest.raises(InvalidRecord, match="serves no promise"):
        casebook.accept_promises(planner, corrected(document, actions=(loose, *rest)))
    assert standing(casebook, planner) == before


def test_known_parties_are_pointed_to_and_told_by_the_name_they_have(casebook: Casebook, planner: Actor) -> None:
    town = a_party(name="Kalmar kommun", party_kind=PartyKind.MUNICIPALITY)
    casebook.save(planner, town, base_version=0)
    read = casebook.propose_promises(planner, "0880", TEXT, "löften.txt")
    assert read.known["kommunen"] == "Kalmar kommun"
    taken = casebook.accept_promises(planner, proposed(casebook, planner))
    made = [casebook.entry(planner, Party, one.id).record for one in taken.made if one.kind == Party.kind]
    assert PartyKind.MUNICIPALITY not in {party.party_kind for party in made}


def test_a_document_that_stands_already_is_told_when_it_is_read_again(casebook: Casebook, planner: Actor) -> None:
    first = casebook.propose_promises(planner, "0880", TEXT, "text")
    assert (first.taken_in, first.alike) == (None, ())
    taken = casebook.accept_promises(planner, proposed(casebook, planner))
    again = casebook.propose_promises(planner, "0880", TEXT, "text")
    assert again.taken_in is not None
    assert again.taken_in.id == taken.agreement_id
    assert [one.id for one in again.alike] == [taken.agreement_id]


def test_a_document_in_another_language_is_proposed_as_nothing_with_the_reason(
    casebook: Casebook, planner: Actor
) -> None:
    text = "The municipality and the police will patrol the centre of the town every weekend during the year. " * 5
    read = casebook.propose_promises(planner, "0880", text, "text")
    assert read.proposal.reason is NothingFound.NOT_SWEDISH
    assert not read.proposal.actions


def test_a_damaged_document_is_refused_in_a_sentence(casebook: Casebook, planner: Actor) -> None:
    with pytest.raises(UnreadableFile, match="damaged PDF"):
        casebook.propose_promises(planner, "0880", b"%PDF-1.4\nnothing more", "löften.pdf")


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.BOARD, Role.WALKER])
def test_only_those_who_write_the_register_take_documents_in(casebook: Casebook, planner: Actor, role: Role) -> None:
    document, actor = proposed(casebook, planner), Actor(role=role)
    with pytest.raises(NotAllowed):
        casebook.propose_promises(actor, "0880", TEXT, "text")
    with pytest.raises(NotAllowed):
        casebook.accept_promises(actor, document)
    with pytest.raises(NotAllowed):
        casebook.retract_promises(actor, "0880", [Made(kind="promise", id=uuid4(), version=1)])


def test_nobody_accepts_a_document_at_a_tier_that_they_do_not_see(casebook: Casebook, planner: Actor) -> None:
    document = AcceptedDocument(**{**dict(proposed(casebook, planner)), "tier": Tier.POLICE})
    with pytest.raises(InvalidRecord, match="would not see"):
        casebook.accept_promises(planner, document)


def test_taking_back_touches_only_the_given_records(casebook: Casebook, planner: Actor) -> None:
    casebook.accept_promises(planner, proposed(casebook, planner))
    after = standing(casebook, planner)
    stranger = Made(kind="promise", id=a_promise().id, version=1)
    other = Made(kind="report", id=uuid4(), version=1)
    assert casebook.retract_promises(planner, "0880", [stranger, other]) == 0
    assert standing(casebook, planner) == after
