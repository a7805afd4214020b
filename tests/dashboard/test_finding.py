"""What is found is told with what sets it apart, and each way leads to a page that is there."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.auth import Ask
from dashboard.finding import answer
from dashboard.i18n import Language, translate
from geodata.casebook import Casebook
from geodata.finding_things import ThingKind
from geodata.model import Actor, AreaKind, Party, Role
from tests.builders import a_municipality, a_party, a_place, a_saved_view, an_area
from tests.dashboard.rendered import PLANNER

SV = translate(Language.SV)
CITIZEN = Actor(role=Role.CITIZEN)


def told(casebook: Casebook, words: str, actor: Actor = PLANNER) -> dict[str, list[tuple[str, str, str]]]:
    """Name, what sets it apart and the way, by the word for its kind."""
    groups = answer(Ask(actor, SV), casebook, "0880", words)["groups"]
    return {group["label"]: [(one["name"], one["aside"], one["href"]) for one in group["options"]] for group in groups}


def test_things_are_told_by_kind_with_what_sets_them_apart(demo: Casebook) -> None:
    found = told(demo, "larmtorget")
    [(name, aside, way)] = found["Platser"]
    assert (name, aside) == ("Larmtorget", "Torg")
    assert way.startswith("/?kommun=0880&karta=56.66")
    areas = told(demo, "kalmar södra")["Områden"]
    assert ("Kalmar södra kommundelen", "Större områden (RegSO), 0880R008") in [
        (name, aside) for name, aside, _ in areas
    ]
    assert told(demo, "kvällar och nätter")["Sparade vyer"] == [
        ("Kvällar och nätter", "Inför planeringen av nattvandringar och ordningsvakter.", "/?kommun=0880&tid=21-04")
    ]


def test_every_kind_of_thing_in_the_demonstration_leads_to_a_page(demo: Casebook, client: FlaskClient) -> None:
    seen = set()
    for letter in "abdefghiklmnoprstvö":
        for label, options in told(demo, letter).items():
            seen.add(label)
            assert client.get(options[0][2]).status_code == 200
            assert all(aside for _, aside, _ in options)
    assert seen == {SV.label(kind) for kind in ThingKind}


def test_an_area_that_nothing_is_counted_in_is_shown_where_it_lies(empty: Casebook) -> None:
    records = [a_municipality(), an_area(), an_area(code="0880R001", name="Staden", area_kind=AreaKind.REGSO)]
    empty.import_records(Actor(role=Role.POLICE), records)
    assert told(empty, "kvarnholmen")["Områden"][0][2] == "/?kommun=0880&omrade=0880C1030"
    assert told(empty, "staden")["Områden"][0][2].startswith("/?kommun=0880&karta=56.")


def test_a_party_is_told_to_those_who_have_its_page(empty: Casebook) -> None:
    party = a_party(name="Kalmar City")
    empty.import_records(Actor(role=Role.POLICE), [a_municipality(), party])
    assert told(empty, "city") == {
        "Parter": [("Kalmar City", SV.label(party.party_kind), f"/redigera/party/{party.id}?kommun=0880")]
    }
    assert told(empty, "city", CITIZEN) == {}
    assert empty.entries(CITIZEN, Party, "0880"), "it is not hidden, it only has no page there"


def test_a_place_that_nobody_has_located_says_so_and_leads_to_where_it_is_located(empty: Casebook) -> None:
    place = a_place(name="Gröna lund", position=None)
    empty.import_records(Actor(role=Role.POLICE), [a_municipality(), place])
    [(_, aside, way)] = told(empty, "gröna")["Platser"]
    assert "utan läge på kartan" in aside
    assert way == f"/redigera/place/{place.id}?kommun=0880"
    assert told(empty, "gröna", CITIZEN)["Platser"][0][2] == "/?kommun=0880"


def test_more_than_are_told_are_counted(empty: Casebook) -> None:
    places = [a_place(name=f"Gata {n}") for n in range(8)]
    empty.import_records(Actor(role=Role.POLICE), [a_municipality(), *places])
    said: dict[str, Any] = answer(Ask(PLANNER, SV), empty, "0880", "gata")
    assert said["said"] == "8 träffar"
    assert len(said["groups"][0]["options"]) == 5
    assert said["groups"][0]["more"] == "3 till; skriv mer för att se dem"


def test_views_of_the_municipality_are_not_told_to_the_public(empty: Casebook) -> None:
    empty.import_records(Actor(role=Role.POLICE), [a_municipality(), a_saved_view(name="Inför rådet"), an_area()])
    assert "Sparade vyer" in told(empty, "rådet")
    assert told(empty, "rådet", CITIZEN) == {}


@pytest.mark.parametrize("words", ["", "zzzzzz", "%", "a" * 5_000, "\x00"])
def test_what_nothing_answers_to_is_answered_by_nothing(client: FlaskClient, words: str) -> None:
    answered = client.get("/sok.json", query_string={"municipality": "0880", "ord": words})
    assert answered.status_code == 200
    assert answered.get_json() == {"said": "", "groups": []}


def test_the_ways_keep_the_language_that_the_address_named(client: FlaskClient) -> None:
    asked = {"municipality": "0880", "ord": "larmtorget", "sprak": "en"}
    plain = client.get("/sok.json", query_string=asked).get_json()
    kept = client.get("/sok.json", query_string={**asked, "kvar": "en"}).get_json()
    assert plain["groups"][0]["label"] == "Places"
    assert "sprak" not in plain["groups"][0]["options"][0]["href"]
    assert "&sprak=en" in kept["groups"][0]["options"][0]["href"]


def test_a_question_without_a_municipality_is_refused(client: FlaskClient) -> None:
    assert client.get("/sok.json?ord=torg").status_code == 400
