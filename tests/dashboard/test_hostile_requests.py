"""Requests that no page of ours makes, and presses that overtake each other: refused with 4xx, and nothing is hurt."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard import deeds
from dashboard.app import create_app
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.demo import build_municipality
from geodata.errors import NotFound
from geodata.model import Actor, BurglaryCount, Hotspot, HotspotState, Link, Role, SurveyResult, View
from geodata.store.base import Query
from geodata.store.opening import open_store
from tests.dashboard.pressing import CALLBACKS, QUERY, names, outputs_of, pressing, showing, standing
from tests.dashboard.rendered import PLANNER

VIEW = View(municipality="0880")
ALL = Query(tiers=frozenset(PLANNER.tiers))
LEAKS = ("Traceback", 'File "', "/site-packages/", "geodata/", "dashboard/")


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """Kalmar without its statistics; every test has a hotspot of its own to write to, or writes nothing."""
    store = open_store(tmp_path_factory.mktemp("hostile") / "store.gpkg")
    casebook = Casebook(store)
    records = [r for r in build_municipality("0880") if not isinstance(r, BurglaryCount | SurveyResult)]
    casebook.import_records(Actor(role=Role.POLICE), records)
    yield casebook
    assert casebook.check(Actor(role=Role.ADMINISTRATOR)) == []
    store.close()


@pytest.fixture(scope="module")
def new_client(casebook: Casebook, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], FlaskClient]:
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("data"), role=Role.PLANNER), casebook)
    make: Callable[[], FlaskClient] = app.server.test_client
    return make


@pytest.fixture
def client(new_client: Callable[[], FlaskClient]) -> FlaskClient:
    return new_client()


@pytest.fixture
def candidate(casebook: Casebook) -> Iterator[str]:
    """A computed hotspot, which is one again afterwards."""
    yield next(card.ref for card in casebook.hotspots(PLANNER, VIEW) if card.state is HotspotState.CANDIDATE)
    for card in casebook.hotspots(PLANNER, VIEW):
        if card.state is HotspotState.ADOPTED:
            casebook.restore(PLANNER, UUID(card.ref))


def callbacks(client: FlaskClient) -> tuple[str, str]:
    return _names(client.application)


@cache
def _names(server: Flask) -> tuple[str, str]:
    return names(server.test_client().get("/_dash-dependencies").get_json())


def press(client: FlaskClient, deed: Any, shown: Any, **beside: Any) -> dict[str, Any]:
    """A button pressed; what the page then shows under "shown", None where it was refused."""
    reply = client.post(CALLBACKS, json=pressing(callbacks(client)[1], deed, shown, **beside))
    assert reply.status_code == 200, reply.data
    words = reply.get_data(as_text=True)
    assert not any(leak in words for leak in LEAKS)
    return {"shown": standing(reply.get_json()), "words": words}


def shown_now(client: FlaskClient, ref: str) -> dict[str, Any]:
    shown = standing(client.post(CALLBACKS, json=showing(callbacks(client)[0], ref)).get_json())
    assert shown is not None
    return shown


@pytest.mark.parametrize(
    "address",
    [
        "/evidence.arrow?municipality=%00", "/evidence.arrow?municipality=08%D9%A8%D9%A8", "/evidence/1/-1",
        "/evidence/999999999999999999999/1?municipality=0880", "/evidence/1/999999999999999999999?municipality=0880",
        "/evidence/0/0", "/areas.geojson?municipality=0880&kind=%00", "/hotspots.geojson?municipality=1e3",
        "/hotspots.geojson?municipality=0000", "/assets/../../etc/passwd", "/assets/..%2f..%2fetc/passwd",
        "/assets/%2e%2e/%2e%2e/pyproject.toml", "/assets/%00", "/assets//etc/passwd", "/_dash-component-suites/os/x.js",
        "/_dash-component-suites/dash/../../x", "/_dash-component-suites/dash/%00", "/%ff%fe", "/.git/config",
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere_are_refused_without_a_word_of_the_inside(
    client: FlaskClient, address: str
) -> None:
    reply = client.get(address)
    assert 400 <= reply.status_code < 500
    assert not any(leak in reply.get_data(as_text=True) for leak in LEAKS)


@pytest.mark.parametrize(
    "question",
    [
        "fran=0001-01-01", "till=9999-12-31", "fran=9999-12-31&till=0001-01-01", "tid=99-3", "kategori=%ff%fe%00",
        "omrade=" + ",".join(f"A{n}" for n in range(4000)), "a=b&" * 20_000, "v=-1", "v=99999999999999999999", "v=0",
        "sprak=%00", "underlag=,,,", "karta=nan,nan,nan",
    ],
)  # fmt: skip
def test_what_a_view_cannot_mean_is_left_out_of_it(client: FlaskClient, question: str) -> None:
    for address in ("/hotspots.geojson", "/evidence.arrow", "/"):
        reply = client.get(f"{address}?municipality=0880&{question}")
        assert reply.status_code == 200
        assert "immutable" not in reply.headers.get("Cache-Control", "")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("address", ["/health", "/evidence.arrow", "/hotspots.geojson?municipality=0880", "/"])
def test_methods_that_mean_nothing_are_refused(client: FlaskClient, method: str, address: str) -> None:
    assert client.open(address, method=method).status_code == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://["}, {"Origin": "\x7f"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Host": "evil.example"}, {"Host": "["},
        {"Host": "127.0.0.1:abc"}, {"Host": ""},
    ],
)  # fmt: skip
def test_changes_from_elsewhere_are_refused_and_do_nothing(
    client: FlaskClient, casebook: Casebook, candidate: str, headers: dict[str, str]
) -> None:
    version = casebook.data_version(PLANNER)
    shown = {"ref": candidate, "query": QUERY, "page": False, "version": 0}
    question = pressing(callbacks(client)[1], "adopt", shown)
    assert client.post(CALLBACKS, json=question, headers=headers).status_code == 403
    assert casebook.data_version(PLANNER) == version


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"1", b'"x"', b"\xff", b"[" * 200_000, b'{"output":' * 100_000, b'{"output":[1]}',
     b'{"output":{}}', b'{"output":"nothing.here"}'],
)  # fmt: skip
def test_questions_that_are_none_are_refused(client: FlaskClient, body: bytes) -> None:
    reply = client.post(CALLBACKS, data=body, content_type="application/json")
    assert reply.status_code == 400
    assert "load the page again" in reply.get_json()["message"]


def test_a_question_of_megabytes_is_refused(client: FlaskClient) -> None:
    body = b'{"output":"' + b"x" * 3_000_000 + b'"}'
    assert client.post(CALLBACKS, data=body, content_type="application/json").status_code == 413


@pytest.mark.parametrize(
    "change",
    [
        {"inputs": {}}, {"inputs": []}, {"inputs": [[1]]}, {"state": []}, {"state": [1, 2, 3, 4, 5]}, {"outputs": []},
        {"outputs": {}}, {"outputs": "x"}, {"outputs": [1, 2, 3, 4]}, {"changedPropIds": [1]}, {"changedPropIds": {}},
        {"changedPropIds": ["{bad}.n_clicks"]}, {"changedPropIds": ['{"a":' * 100_000 + ".n_clicks"]},
    ],
)  # fmt: skip
def test_questions_that_are_not_whole_are_refused(client: FlaskClient, change: dict[str, Any]) -> None:
    reply = client.post(CALLBACKS, json={**pressing(callbacks(client)[1], "adopt", None), **change})
    assert reply.status_code == 400
    assert "not whole" in reply.get_json()["message"]


JUNK: tuple[Any, ...] = (
    None, 5, True, "x", "", "\x00", "\ud800", [], ["x"], {}, {"a": 1}, {"ref": 1, "query": 2, "page": 3}, {"ref": "x"},
    {"ref": "x", "query": None, "page": False}, {"ref": "\x00", "query": QUERY, "page": "yes"},
)  # fmt: skip


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_values_that_no_page_sends_change_nothing(
    client: FlaskClient, casebook: Casebook, candidate: str, junk: Any
) -> None:
    version = casebook.data_version(PLANNER)
    shown = {"ref": candidate, "query": QUERY, "page": False, "version": 0}
    for deed in ("adopt", "rename", "dismiss", "restore", "link", "reject", "unlink"):
        press(client, deed, junk)
    for deed in ("rename", "restore", "link", "reject", "unlink"):
        press(client, deed, shown, subject=junk if not isinstance(junk, list | dict) else "x", text=junk)
    press(client, junk if not isinstance(junk, list | dict) else "x", shown)
    press(client, "rename", shown, language=junk)
    assert casebook.data_version(PLANNER) == version


def test_no_callback_fails_on_values_of_another_kind(client: FlaskClient) -> None:
    for entry in client.get("/_dash-dependencies").get_json():
        for junk in JUNK if entry["clientside_function"] is None else ():
            reply = client.post(CALLBACKS, json=question_of(entry, junk))
            assert reply.status_code in {200, 204}, (entry["output"], junk)
            assert not any(leak in reply.get_data(as_text=True) for leak in LEAKS)


def question_of(entry: dict[str, Any], junk: Any) -> dict[str, Any]:
    """A whole question for any callback, with the same value everywhere."""

    def filled(parts: list[dict[str, Any]]) -> list[Any]:
        one = [{"id": part["id"], "property": part["property"], "value": junk} for part in parts]
        return [[part] if part["id"].startswith("{") else part for part in one]

    several = entry["output"].startswith("..")
    outputs = outputs_of(entry["output"] if several else f"..{entry['output']}..")
    return {
        "output": entry["output"],
        "outputs": outputs if several else outputs[0],
        "inputs": filled(entry["inputs"]),
        "state": filled(entry["state"]),
        "changedPropIds": [f"{part['id']}.{part['property']}" for part in entry["inputs"]],
    }


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "   ", "x" * 400, ["a"], {"a": 1}, 5])
def test_a_name_that_cannot_be_kept_is_refused_in_words(
    client: FlaskClient, casebook: Casebook, candidate: str, name: Any
) -> None:
    shown = press(client, "adopt", shown_now(client, candidate))["shown"]
    version = casebook.data_version(PLANNER)
    refused = press(client, "rename", shown, text=name)
    assert refused["shown"] is None
    assert "frame-notice" in refused["words"]
    assert casebook.data_version(PLANNER) == version


@pytest.mark.parametrize("name", ["😀 torget", "<script>alert(1)</script>", "=1+1", "Ö" * 300, "אבג"])
def test_a_name_of_any_letters_is_kept_as_it_is(
    client: FlaskClient, casebook: Casebook, candidate: str, name: str
) -> None:
    shown = press(client, "adopt", shown_now(client, candidate))["shown"]
    renamed = press(client, "rename", shown, text=name)["shown"]
    assert casebook.chain(PLANNER, VIEW, renamed["ref"]).hotspot.name == name
    layer = json.loads(client.get("/hotspots.geojson?municipality=0880").data)
    assert name in {feature["properties"]["name"] for feature in layer["features"]}


def test_of_two_tabs_that_rename_at_once_the_second_is_told_and_overwrites_nothing(
    new_client: Callable[[], FlaskClient], casebook: Casebook, candidate: str
) -> None:
    one, other = new_client(), new_client()
    adopted = press(one, "adopt", shown_now(one, candidate))["shown"]
    seen_by_one, seen_by_other = shown_now(one, adopted["ref"]), shown_now(other, adopted["ref"])
    assert press(one, "rename", seen_by_one, text="Ettans namn")["shown"] is not None
    refused = press(other, "rename", seen_by_other, text="Tvåans namn")
    assert refused["shown"] is None
    assert "somebody else changed this" in refused["words"]
    assert casebook.chain(PLANNER, VIEW, adopted["ref"]).hotspot.name == "Ettans namn"
    again = shown_now(other, adopted["ref"])
    assert press(other, "rename", again, text="Tvåans namn")["shown"] is not None
    assert casebook.chain(PLANNER, VIEW, adopted["ref"]).hotspot.name == "Tvåans namn"


def test_two_presses_at_once_make_one_hotspot_and_one_link(
    new_client: Callable[[], FlaskClient], casebook: Casebook, candidate: str
) -> None:
    chain = casebook.chain(PLANNER, VIEW, candidate)
    action = str(chain.suggestions[0].line.action.id)
    shown = {"ref": candidate, "query": QUERY, "page": False, "version": 0}
    for deed, subject in (("adopt", ""), ("link", action)):
        together = Barrier(4)

        def at_once(_: int, deed: str = deed, subject: str = subject, together: Barrier = together) -> Any:
            client = new_client()
            callbacks(client)
            together.wait(timeout=20)
            return press(client, deed, shown, subject=subject)["shown"]

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(at_once, range(4)))
        assert len({answer["ref"] for answer in answers}) == 1
    store = casebook._store
    assert len(store.find(Hotspot, ALL)) == 1
    [link] = store.find(Link, ALL)
    assert (link.version, str(link.record.action_id)) == (1, action)


def test_asking_for_a_file_with_ever_new_queries_fills_no_memory(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    script = next(part.split('"')[0] for part in page.split('src="') if part.startswith("/_dash-component-suites/"))
    path = script.split("?")[0]
    packed = {"Accept-Encoding": "gzip"}
    first = client.get(path, headers=packed)
    assert first.status_code == 200
    assert all(client.get(f"{path}?n={n}", headers=packed).data == first.data for n in range(3))


def test_the_row_of_another_version_is_not_found(client: FlaskClient, casebook: Casebook) -> None:
    version = int(client.get("/evidence.arrow?municipality=0880").headers["X-Data-Version"])
    for other in (version - 1, version + 1, 0):
        reply = client.get(f"/evidence/{other}/0?municipality=0880")
        assert reply.status_code == 404
        assert "load it again" in reply.get_json()["message"]
    assert client.get(f"/evidence/{version}/0?municipality=0880").status_code == 200


def test_what_is_shown_may_be_left_from_a_hotspot_that_is_gone(
    client: FlaskClient, casebook: Casebook, candidate: str
) -> None:
    adopted = press(client, "adopt", shown_now(client, candidate))["shown"]
    casebook.restore(PLANNER, UUID(adopted["ref"]))
    version = casebook.data_version(PLANNER)
    for deed in ("adopt", "rename", "dismiss", "link", "reject", "unlink"):
        refused = press(client, deed, adopted, subject=str(UUID(int=1)), text="Namn")
        assert refused["shown"] is None
        assert "frame-notice" in refused["words"]
    assert casebook.data_version(PLANNER) == version


def test_a_deed_is_told_as_done_although_the_hotspot_is_no_longer_there_to_be_shown(
    client: FlaskClient, casebook: Casebook, candidate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown_now(client, candidate)
    whole = deeds.shown

    def gone(ask: Any, book: Casebook, query: str, ref: str, *, page: bool) -> Any:
        if ref:
            raise NotFound(f"no hotspot {ref} in this selection")
        return whole(ask, book, query, ref, page=page)

    monkeypatch.setattr(deeds, "shown", gone)
    after = press(client, "adopt", before)
    assert after["shown"]["ref"] == ""
    assert "place-deed" in after["words"]  # the notice with its way back, not a refusal
    assert any(card.state is HotspotState.ADOPTED for card in casebook.hotspots(PLANNER, VIEW))
