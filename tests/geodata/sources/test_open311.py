"""GeoReport v2 as it is written and read: what servers send beside the standard stops nothing and is kept bounded."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import NoAnswer, RefusedByReceiver
from geodata.model import Position
from geodata.sources import open311
from geodata.sources.fetch import Reply, fetch
from geodata.sources.open311 import Given, Standing
from tests.open311_server import Mood, a_receiver


def ok(told: object) -> Reply:
    return Reply(200, json.dumps(told).encode())


def test_a_reference_that_holds_signs_of_addresses_stays_one_part_of_it() -> None:
    url = open311.request_url("https://fel.se/v2/", "a/b?c#d å", "salem se")
    assert url == "https://fel.se/v2/requests/a%2Fb%3Fc%23d%20%C3%A5.json?jurisdiction_id=salem+se"
    assert open311.token_url("https://fel.se/v2", "../x") == "https://fel.se/v2/tokens/..%2Fx.json"


def test_a_description_is_cut_to_what_the_standard_allows_and_what_is_not_set_is_not_sent() -> None:
    form = open311.request_form("1", Position(lon=17.7, lat=59.2), "å" * 5_000, key=None, jurisdiction=None)
    assert form.keys() == {"service_code", "lat", "long", "description"}
    assert len(form["description"]) == 4_000


def test_a_number_is_a_reference_too_and_goes_before_a_token() -> None:
    assert open311.given_of(ok([{"service_request_id": 638344}])) == Given("638344")
    assert open311.given_of(ok({"service_request_id": "7", "token": "t"})) == Given("7")
    assert open311.given_of(ok([{"token": "t"}])) == Given(None, "t")


@pytest.mark.parametrize("told", [[], {}, "tack", 7, None, [7], [{"service_request_id": ""}], [{"token": "x" * 201}]])
def test_a_success_without_a_reference_is_no_answer(told: object) -> None:
    with pytest.raises(NoAnswer) as met:
        open311.given_of(ok(told))
    assert met.value.may_have_arrived


def test_a_standing_is_read_with_a_zone_or_without_and_without_what_is_missing() -> None:
    told = {"status": "Closed", "updated_datetime": "2026-04-14T06:37:38-08:00", "status_notes": " klart\x00 "}
    at = datetime(2026, 4, 14, 14, 37, 38, tzinfo=UTC)
    assert open311.standing_of(ok([told])) == Standing("Closed", True, "klart", None, at)
    bare = open311.standing_of(ok([{"status": "open", "updated_datetime": "i går", "status_notes": None}]))
    assert bare == Standing("open", False, None, None, None)
    with pytest.raises(NoAnswer, match="without a status"):
        open311.standing_of(ok([{"service_request_id": "1"}]))


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, b'[{"code": 400, "description": "jurisdiction_id was not provided"}]', "400 jurisdiction_id was not"),
        (403, b'{"errors": [{"code": "403", "description": "fel nyckel"}, {"code": 2}]}', "403 fel nyckel; 2"),
        (404, b"<html>", "no reason given"),
        (301, b"", "new address"),
    ],
)
def test_what_is_refused_is_told_in_the_receivers_words(status: int, body: bytes, said: str) -> None:
    with pytest.raises(RefusedByReceiver, match=said):
        open311.given_of(Reply(status, body))


def test_of_a_servers_own_fault_nobody_knows_whether_the_report_arrived() -> None:
    with pytest.raises(NoAnswer, match=r"failed \(503\): 503 trasig") as met:
        open311.given_of(Reply(503, b'[{"code": 503, "description": "trasig"}]'))
    assert met.value.may_have_arrived


@given(st.binary(max_size=200), st.sampled_from([200, 201, 204, 302, 400, 404, 500, 599]))
def test_no_bytes_of_an_answer_do_anything_but_tell_or_fail_with_a_name(body: bytes, status: int) -> None:
    for read in (open311.given_of, open311.reference_of, open311.standing_of, open311.services_in):
        # anything else that is raised fails
        with suppress(NoAnswer, RefusedByReceiver):
            read(Reply(status, body))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["service_request_id", "token", "status", "status_notes", "updated_datetime", "service_code"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_json_does_anything_but_tell_or_fail_with_a_name(told: object) -> None:
    for read in (open311.given_of, open311.reference_of, open311.standing_of, open311.services_in):
        with suppress(NoAnswer):
            read(ok(told))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://fel.se/", "https://", "fel.se"])
def test_nothing_but_the_web_is_asked(url: str) -> None:
    with pytest.raises(NoAnswer, match="no web address") as met:
        fetch(url)
    assert not met.value.may_have_arrived


def test_an_answer_without_end_is_not_read_to_it() -> None:
    with a_receiver(Mood.ENDLESS) as receiver, pytest.raises(NoAnswer, match="more than 1000000 bytes"):
        fetch(f"{receiver.url}/services.json")


def test_an_answer_that_is_cut_off_is_none() -> None:
    with a_receiver(Mood.CUT) as receiver, pytest.raises(NoAnswer, match="broke off"):
        fetch(f"{receiver.url}/services.json")
