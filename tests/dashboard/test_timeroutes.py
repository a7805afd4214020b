"""The addresses of time on the map: whole, in both languages, cached by version, refused in one sentence."""

from __future__ import annotations

from datetime import date

from flask.testing import FlaskClient

from geodata.casebook import Casebook
from geodata.model import View
from tests.dashboard.rendered import PLANNER

CHANGE = "/time/change.json?municipality=0880&fran=2016-01-01&till=2016-12-31&jamfor=2015-01-01,2015-12-31"
WEEK = "/time/week.json?municipality=0880"


def test_two_periods_are_told_for_every_area_that_the_map_has(client: FlaskClient, demo: Casebook) -> None:
    told = client.get(CHANGE).get_json()
    assert told["periods"] == "2016 mot 2015"
    assert set(told["areas"]) == {area.code for area in demo.areas(PLANNER, "0880")}
    view = View(municipality="0880", since=date(2016, 1, 1), until=date(2016, 12, 31))
    found = demo.period_change(PLANNER, view, (date(2015, 1, 1), date(2015, 12, 31)))
    for row in found.areas:
        if row.code:
            assert (told["areas"][row.code]["said"] is None) == (row.said.value == "undecided")


def test_both_addresses_speak_the_language_that_is_asked_for(client: FlaskClient) -> None:
    assert "2016 against 2015" in client.get(f"{CHANGE}&sprak=en").get_json()["html"]
    assert "in darkness" in client.get(f"{WEEK}&sprak=en").get_json()["html"]
    assert "i mörker" in client.get(WEEK).get_json()["html"]


def test_an_answer_is_sent_once_while_the_data_stand(client: FlaskClient) -> None:
    for address in (CHANGE, WEEK):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert client.get(f"{address}&kategori=lighting").headers["ETag"] != first.headers["ETag"]


def test_without_a_period_to_compare_with_the_refusal_says_what_to_add(client: FlaskClient) -> None:
    for damaged in ("", "&jamfor=2015-12-31,2015-01-01", "&jamfor=igår"):
        refused = client.get(f"/time/change.json?municipality=0880{damaged}")
        assert refused.status_code == 400
        assert "jamfor=" in refused.get_data(as_text=True)
    assert client.get("/time/week.json").status_code == 400
