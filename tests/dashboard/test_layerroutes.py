"""What the map's layers fetch: in words, gated and tiered like everything else, kept while the data version stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.model import Actor, AreaKind, Record, ResponsibleRole, Role, Tier
from geodata.model.promises import Responsibility
from geodata.store.opening import open_store
from tests.builders import (
    a_box,
    a_municipality,
    a_party,
    a_police_event,
    a_promise,
    a_survey_result,
    an_action,
    an_activity,
    an_area,
)

ADDRESSES = ("/survey.json", "/layers/actions.json", "/layers/police.json")
KEEPER = Actor(role=Role.POLICE)
PARTY = a_party(name="Kalmar kommun")
PROMISE = a_promise()
AREA = an_area(code="0880C1030", name="Malmen", outline=a_box())
WORRY = "Oro för inbrott"


def site(folder: Path, role: Role, *records: Record) -> FlaskClient:
    store = open_store(folder / "store.gpkg")
    casebook = Casebook(store, clock=lambda: datetime(2017, 6, 1, tzinfo=UTC))
    casebook.import_records(KEEPER, [a_municipality(), AREA, PARTY, PROMISE, *records])
    client: FlaskClient = create_app(Settings(data_dir=folder, role=role), casebook).server.test_client()
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_needs_a_municipality_that_is_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400
    assert client.get(f"{address}?municipality=9999").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_kept_while_the_data_stand(client: FlaskClient, address: str) -> None:
    first = client.get(f"{address}?municipality=0880")
    again = client.get(f"{address}?municipality=0880", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_worry_is_told_with_its_limits_and_wave_and_where_nobody_asked_that_is_said(tmp_path: Path) -> None:
    other = an_area(code="0880C1040", name="Berga", outline=a_box())
    asked = a_survey_result(area_code="0880C1030", question=WORRY, wave="2016", value=27.5, low=24.0, high=31.0)
    client = site(tmp_path, Role.PLANNER, other, asked)
    told = client.get("/survey.json?municipality=0880&sprak=sv").get_json()
    assert (told["question"], told["wave"]) == (WORRY, "2016")
    assert told["areas"]["0880C1030"]["said"] == "27,5 % (24,0–31,0 %), våg 2016"
    assert told["areas"]["0880C1040"] == {
        "value": None,
        "low": None,
        "high": None,
        "said": "inte frågat här i våg 2016",
    }
    before = client.get("/survey.json?municipality=0880&till=2015-12-31&sprak=sv").get_json()
    assert before["wave"] is None
    assert before["areas"]["0880C1030"]["said"] == "ingen enkät om oro är inläst"


def test_a_figure_of_the_part_that_an_area_lies_in_says_where_it_was_asked(tmp_path: Path) -> None:
    part = an_area(code="0880R001", name="Centrum", area_kind=AreaKind.REGSO)
    inner = an_area(code="0880C1050", name="Kvarnholmen", parent="0880R001", outline=a_box())
    asked = a_survey_result(area_code="0880R001", question=WORRY, wave="2016", value=20, low=15, high=25)
    told = site(tmp_path, Role.PLANNER, part, inner, asked).get("/survey.json?municipality=0880&sprak=en").get_json()
    assert told["areas"]["0880C1050"]["said"] == "20.0 % (15.0–25.0 %), wave 2016. Asked in Centrum."


def test_an_action_is_told_with_its_period_responsible_and_page_and_what_was_done_in_the_view_s_period(
    tmp_path: Path,
) -> None:
    action = an_action(
        promise_ids=(PROMISE.id,),
        title="Nattvandring",
        area_codes=("0880C1030",),
        responsibilities=(Responsibility(party_id=PARTY.id, role=ResponsibleRole.LEAD),),
    )
    done = an_activity(action_id=action.id)
    client = site(tmp_path, Role.PLANNER, action, done)
    told = client.get("/layers/actions.json?municipality=0880&sprak=sv").get_json()
    (one,) = told["actions"]
    assert one["title"] == "Nattvandring"
    assert one["said"] == ["från 1 april 2016", "Ansvarig: Kalmar kommun (leder)", "Gjort 1 gång i perioden"]
    assert one["address"] == f"/atgard/{action.id}?kommun=0880"
    assert client.get(one["address"]).status_code == 200
    assert told["outlines"]["0880C1030"]["type"] == "Polygon"
    before = client.get("/layers/actions.json?municipality=0880&till=2016-03-31").get_json()
    assert (before["actions"], before["outlines"]) == ([], {})
    later = client.get("/layers/actions.json?municipality=0880&fran=2017-01-01&sprak=sv").get_json()
    assert later["actions"][0]["said"][2] == "Inget loggat i perioden"


def test_the_police_s_events_are_numbers_of_areas_and_no_event_has_a_position(tmp_path: Path) -> None:
    events = [
        a_police_event(id=uuid4(), place_name="Malmen", event_number=1),
        a_police_event(id=uuid4(), place_name="Kalmar län", event_number=2),
    ]
    client = site(tmp_path, Role.PLANNER, *events)
    told = client.get("/layers/police.json?municipality=0880&sprak=sv").get_json()
    assert [(area["code"], area["count"], area["said"]) for area in told["areas"]] == [
        ("0880C1030", 1, ["Rån: 1"]),
        (None, 1, ["Rån: 1"]),
    ]
    centroid = events[0].centroid
    assert centroid is not None
    assert [centroid.lon, centroid.lat] not in [area["at"] for area in told["areas"]]
    assert client.get("/layers/police.json?municipality=0880&till=2016-01-01").get_json()["total"] == 0


def test_a_citizen_gets_nothing_above_the_public_tier(tmp_path: Path) -> None:
    hidden = [
        a_survey_result(area_code="0880C1030", question=WORRY, wave="2016", tier=Tier.MUNICIPALITY),
        an_action(promise_ids=(PROMISE.id,), area_codes=("0880C1030",), tier=Tier.MUNICIPALITY),
        a_police_event(place_name="Malmen", tier=Tier.POLICE),
    ]
    client = site(tmp_path, Role.CITIZEN, *hidden)
    survey, actions, police = (client.get(f"{address}?municipality=0880").get_json() for address in ADDRESSES)
    assert survey["wave"] is None
    assert (actions["actions"], actions["everywhere"], actions["unplaced"]) == ([], 0, 0)
    assert (police["areas"], police["total"]) == ([], 0)


def test_what_ran_yesterday_runs_no_longer_though_nothing_was_written(tmp_path: Path) -> None:
    action = an_action(promise_ids=(PROMISE.id,), area_codes=("0880C1030",), ends_on=date(2017, 6, 1))
    clock = [datetime(2017, 6, 1, 12, tzinfo=UTC)]
    casebook = Casebook(open_store(tmp_path / "store.gpkg"), clock=lambda: clock[0])
    casebook.import_records(KEEPER, [a_municipality(), AREA, PARTY, PROMISE, action])
    client = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), casebook).server.test_client()
    today = client.get("/layers/actions.json?municipality=0880")
    assert [one["runs"] for one in today.get_json()["actions"]] == [True]
    clock[0] = datetime(2017, 6, 2, 12, tzinfo=UTC)
    tag = {"If-None-Match": today.headers["ETag"]}
    later = client.get("/layers/actions.json?municipality=0880", headers=tag)
    assert later.status_code == 200
    assert [one["runs"] for one in later.get_json()["actions"]] == [False]
