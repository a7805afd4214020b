"""Records of an accepted proposal: whole, strict, and pointing to what was known."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

import pytest

from geodata.errors import InvalidRecord
from geodata.model import (
    Action,
    Agreement,
    Party,
    PartyKind,
    Place,
    PlaceKind,
    Promise,
    Provenance,
    Record,
    ResponsibleRole,
    Tier,
)
from geodata.sources.promise_document import (
    Confidence,
    Found,
    NamedPlace,
    Proposal,
    ProposedAction,
    ProposedPromise,
    ProposedResponsibility,
    propose,
    read_document,
    records_of,
    text_of,
)
from tests.builders import a_party, a_place, a_provenance
from tests.geodata.sources.promise_documents.layouts import sub_bullets

TEXT = """Medborgarlöften i Kalmar kommun 2016-2017

• En tryggare stadskärna
   - Gå minst en trygghetsvandring på Larmtorget
     Ansvarig: kommunen i samverkan med polisen
   - Samtala med krögarna varje månad
     Ansvarig: polisen
"""


def accepted() -> Proposal:
    return propose(text_of(TEXT))


def made(proposal: Proposal, *, parties: tuple[Party, ...] = (), places: tuple[Place, ...] = ()) -> list[Record]:
    return records_of(proposal, "0880", parties_known=parties, places_known=places, provenance=a_provenance())


T = TypeVar("T", bound=Record)


def of_kind(records: list[Record], kind: type[T]) -> list[T]:
    return [record for record in records if isinstance(record, kind)]


def test_an_accepted_proposal_becomes_agreement_promise_actions_and_parties() -> None:
    records = made(accepted())
    (agreement,), (promise,) = of_kind(records, Agreement), of_kind(records, Promise)
    actions, parties = of_kind(records, Action), of_kind(records, Party)
    assert promise.agreement_id == agreement.id
    assert [action.promise_ids for action in actions] == [(promise.id,)] * 2
    assert {party.name: party.party_kind for party in parties} == {
        "Kalmar kommun": PartyKind.MUNICIPALITY,
        "Polisen": PartyKind.POLICE,
    }
    by_id = {party.id: party.name for party in parties}
    assert [[(by_id[one.party_id], one.role) for one in action.responsibilities] for action in actions] == [
        [("Kalmar kommun", ResponsibleRole.LEAD), ("Polisen", ResponsibleRole.PARTNER)],
        [("Polisen", ResponsibleRole.LEAD)],
    ]
    assert {record.municipality for record in records} == {"0880"}
    assert len({record.id for record in records}) == len(records)
    assert {(a.starts_on, a.ends_on) for a in actions} == {(agreement.starts_on, agreement.ends_on)}


def test_what_a_record_points_to_stands_before_it() -> None:
    records = made(propose(read_document(sub_bullets().data, "sub.txt")))
    seen: set[UUID] = set()
    for record in records:
        if isinstance(record, Promise):
            assert record.agreement_id in seen
        if isinstance(record, Action):
            assert {*record.promise_ids, *record.place_ids} <= seen
            assert {one.party_id for one in record.responsibilities} <= seen
        seen.add(record.id)


def test_known_parties_and_places_are_pointed_to_and_not_made_again() -> None:
    municipality = a_party(name="Kalmar kommun", party_kind=PartyKind.MUNICIPALITY)
    part = a_party(name="Kommunens säkerhetssamordnare", party_kind=PartyKind.MUNICIPALITY)
    police = a_party(name="Lokalpolisområde Kalmar", party_kind=PartyKind.POLICE)
    square = a_place(name="Stora torget", aliases=("Larmtorget",))
    centre = a_place(name="Kalmar stadskärna", aliases=("Stadskärnan",))
    records = made(accepted(), parties=(part, municipality, police), places=(square, centre))
    assert of_kind(records, Party) == []
    assert of_kind(records, Place) == []
    first, second = of_kind(records, Action)
    assert [one.party_id for one in first.responsibilities] == [municipality.id, police.id]
    assert [one.party_id for one in second.responsibilities] == [police.id]
    assert first.place_ids == (square.id,)


def test_records_of_another_municipality_are_not_pointed_to() -> None:
    stranger = a_party(name="Polisen", party_kind=PartyKind.POLICE, municipality="0128")
    elsewhere = a_place(name="Larmtorget", municipality="0128")
    records = made(accepted(), parties=(stranger,), places=(elsewhere,))
    assert stranger.id not in {one.party_id for a in of_kind(records, Action) for one in a.responsibilities}
    assert [place.name for place in of_kind(records, Place) if place.name == "Larmtorget"] == ["Larmtorget"]


def test_a_place_that_is_not_known_asks_to_be_located() -> None:
    places = of_kind(made(accepted()), Place)
    assert {place.name: place.place_kind for place in places} == {
        "stadskärnan": PlaceKind.CENTRE,
        "Larmtorget": PlaceKind.SQUARE,
    }
    assert not any(place.is_located for place in places)


def test_what_a_person_corrected_is_what_is_saved() -> None:
    whole = accepted()
    action = ProposedAction(
        title="Måla bänkarna",
        promise=Found[int](value=7, confidence=Confidence.STATED),
        responsible=(
            ProposedResponsibility(party="Parkens vänner", party_kind=PartyKind.VOLUNTEERS, role=ResponsibleRole.LEAD),
        ),
        places=(NamedPlace(name="Stadsparken", place_kind=PlaceKind.PARK),),
    )
    promise = ProposedPromise(number=7, title="En finare park")
    corrected = whole.model_copy(update={"promises": (promise,), "actions": (action,)})
    records = made(corrected)
    assert [(p.number, p.title) for p in of_kind(records, Promise)] == [(7, "En finare park")]
    assert [a.title for a in of_kind(records, Action)] == ["Måla bänkarna"]
    assert "Parkens vänner" in {party.name for party in of_kind(records, Party)}


def test_provenance_document_and_tier_are_those_given() -> None:
    own = Provenance(source="Kalmar kommun", file="löften.pdf")
    records = records_of(
        accepted(),
        "0880",
        parties_known=(),
        places_known=(),
        provenance=own,
        document="löften.pdf",
        tier=Tier.MUNICIPALITY,
    )
    assert {(record.provenance, record.tier) for record in records} == {(own, Tier.MUNICIPALITY)}
    assert of_kind(records, Agreement)[0].document == "löften.pdf"


def test_a_proposal_that_is_not_whole_is_refused_with_what_to_fill_in() -> None:
    whole = accepted()
    with pytest.raises(InvalidRecord, match="no title; fill it in"):
        made(whole.model_copy(update={"title": None}))
    with pytest.raises(InvalidRecord, match="no period; fill it in"):
        made(whole.model_copy(update={"period": None}))
    with pytest.raises(InvalidRecord, match="number 1 is used twice"):
        made(whole.model_copy(update={"promises": whole.promises * 2}))
    loose = whole.actions[0].model_copy(update={"promise": None})
    with pytest.raises(InvalidRecord, match="serves no promise; choose one"):
        made(whole.model_copy(update={"actions": (loose,)}))
    lost = whole.actions[0].model_copy(update={"promise": Found[int](value=9, confidence=Confidence.STATED)})
    with pytest.raises(InvalidRecord, match="serves promise 9, which is not there"):
        made(whole.model_copy(update={"actions": (lost,)}))


def test_an_edited_form_that_cannot_be_is_refused() -> None:
    text = accepted().model_dump_json()
    with pytest.raises(InvalidRecord):
        Proposal.from_json(text.replace('"number":1,', '"number":0,', 1))
    with pytest.raises(InvalidRecord):
        ProposedPromise(number=1, title="")


def test_every_call_makes_new_ids() -> None:
    whole = accepted()
    assert not {record.id for record in made(whole)} & {record.id for record in made(whole)}
