"""The app as a whole: two in one process, nothing before it is made, no data in what anybody may fetch."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.casebook import Casebook
from geodata.model import Role

CALLBACKS = "/_dash-update-component"
ROUTE = {
    "output": "frame.children",
    "outputs": {"id": "frame", "property": "children"},
    "inputs": [
        {"id": "address", "property": "pathname", "value": "/"},
        {"id": "address", "property": "search", "value": "?kommun=0880"},
    ],
    "state": [{"id": "frame-language", "property": "data"}],
    "changedPropIds": ["address.pathname"],
}


def routed(client: FlaskClient, path: str, search: str = "") -> str:
    inputs = [{**ROUTE["inputs"][0], "value": path}, {**ROUTE["inputs"][1], "value": search}]  # type: ignore[index]
    reply = client.post(CALLBACKS, json={**ROUTE, "inputs": inputs})
    assert reply.status_code == 200, reply.data
    return json.dumps(reply.get_json(), ensure_ascii=False)


def test_what_anybody_may_fetch_holds_no_data(client: FlaskClient) -> None:
    for address in ("/_dash-layout", "/_dash-dependencies", "/"):
        text = client.get(address).get_data(as_text=True)
        assert "Larmtorget" not in text
        assert "Kalmar" not in text


def test_two_apps_in_one_process_answer_for_themselves(
    demo: Casebook, empty: Casebook, settings: Settings, client: FlaskClient
) -> None:
    other = create_app(Settings(data_dir=settings.data_dir, role=Role.BOARD, language="en"), empty).server.test_client()
    assert "Inga data ännu" in routed(other, "/", "?sprak=sv") or "No data yet" in routed(other, "/")
    assert "Larmtorget" in routed(client, "/")
    assert '<html lang="en">' in other.get("/").get_data(as_text=True)
    assert '<html lang="sv">' in client.get("/").get_data(as_text=True)


def test_importing_the_dashboard_makes_nothing() -> None:
    program = (
        "import sys, dashboard.app, dash\n"
        "from dash import _callback, _pages\n"
        "assert not _callback.GLOBAL_CALLBACK_MAP and not _callback.GLOBAL_CALLBACK_LIST\n"
        "assert not _pages.PAGE_REGISTRY\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_libraries_import_with_their_first_use_is_imported_before_there_are_threads() -> None:
    script = "import sys, dashboard.app; sys.exit('pandas' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_every_page_says_what_it_may_load(client: FlaskClient) -> None:
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_tiles_are_let_in_only_from_where_the_settings_say(demo: Casebook, settings: Settings) -> None:
    tiles = Settings(
        data_dir=settings.data_dir,
        tiles_url="https://tiles.example/{z}/{x}/{y}.png",
        tiles_attribution="Tiles Example",
    )
    policy = create_app(tiles, demo).server.test_client().get("/").headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://tiles.example;" in policy


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"output": "nothing.here"}',
        b'{"output": "frame.children", "inputs": 7}',
        b'{"output": "frame.children", "inputs": ["x"]}',
        b'{"output": ["frame.children"]}',
        b'{"output": "frame.children", "inputs": []}',
        b'{"output": "frame.children", "inputs": [{"id": "a"}, {"id": "b"}]}',
    ],
)
def test_a_malformed_question_is_the_askers_fault(client: FlaskClient, body: bytes) -> None:
    reply = client.post(CALLBACKS, data=body, content_type="application/json")
    assert reply.status_code == 400


def test_a_question_from_another_site_is_refused(client: FlaskClient) -> None:
    reply = client.post(CALLBACKS, json=ROUTE, headers={"Origin": "https://evil.example"})
    assert reply.status_code == 403


def test_a_question_as_long_as_a_book_is_refused(client: FlaskClient) -> None:
    assert client.post(CALLBACKS, data=b"x" * 3_000_000, content_type="application/json").status_code == 413


def test_the_language_asked_for_is_remembered(client: FlaskClient) -> None:
    client.get("/?sprak=en")
    assert '<html lang="en">' in client.get("/loften").get_data(as_text=True)
    assert "What is promised" in routed(client, "/loften")


def test_an_unknown_page_says_so_and_shows_the_way_out(client: FlaskClient) -> None:
    text = routed(client, "/finns-inte")
    assert "Sidan finns inte" in text
    assert "Till kartan" in text


def test_an_unknown_page_tells_programs_so_too(client: FlaskClient) -> None:
    assert client.get("/finns-inte").status_code == 404
    assert client.get("/loften").status_code == 200


def test_a_damaged_address_opens_with_a_notice(client: FlaskClient) -> None:
    text = routed(client, "/", "?kommun=0880&tid=99-99&fran=igår")
    assert "hoppades över: fran, tid" in text
    assert "Larmtorget" in text


def test_a_municipality_that_is_not_here_has_a_page_that_says_so(client: FlaskClient) -> None:
    assert "Sidan finns inte" in routed(client, "/", "?kommun=9999")


def test_no_callback_is_told_to_machines(app: Dash) -> None:
    assert not app._enable_mcp
