"""Who asks is decided in one place; what another site sends is refused; an app with a hole does not start."""

from __future__ import annotations

from pathlib import Path

import pytest
from dash import Dash, Input, Output, html
from flask import Request
from werkzeug.test import EnvironBuilder

from dashboard.auth import Ask, Gate, Guarded, refuse_unguarded
from dashboard.config import Settings
from dashboard.i18n import Language
from geodata.errors import NotAllowed
from geodata.model import Role

HERE = "http://127.0.0.1:8050"


def a_gate(role: Role = Role.PLANNER) -> Gate:
    return Gate(Settings(data_dir=Path("unused"), role=role))


def a_request(method: str = "POST", base_url: str = HERE, **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(EnvironBuilder(method=method, base_url=base_url, headers=list(named.items())).get_environ())


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": HERE},
        {"Origin": HERE, "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_a_change_from_our_own_page_or_a_program_is_let_in(headers: dict[str, str]) -> None:
    a_gate().check(a_request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": HERE, "Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_change_that_another_site_sends_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(NotAllowed, match="another site"):
        a_gate().check(a_request(**headers))


def test_reading_is_let_in_from_a_link_on_another_site() -> None:
    a_gate().check(a_request("GET", Sec_Fetch_Site="cross-site"))


@pytest.mark.parametrize("base_url", ["http://evil.example:8050", "http://kalmar.example"])
def test_a_foreign_name_for_this_machine_is_refused_even_for_reading(base_url: str) -> None:
    with pytest.raises(NotAllowed, match="name"):
        a_gate().check(a_request("GET", base_url))


@pytest.mark.parametrize("base_url", ["http://localhost:8050", "http://[::1]:8050", HERE])
def test_this_machines_own_names_are_let_in(base_url: str) -> None:
    a_gate().check(a_request("GET", base_url))


def test_the_actor_has_the_role_of_the_settings() -> None:
    assert a_gate(Role.CITIZEN).actor().role is Role.CITIZEN


def test_the_first_language_that_exists_is_taken() -> None:
    assert a_gate().language(None, "tlh", "en") is Language.EN
    assert a_gate().language(None, "") is Language.SV


def test_an_app_with_a_callback_that_does_not_know_who_asks_does_not_start() -> None:
    app = Dash("hole", pages_folder="", enable_mcp=False)
    app.layout = html.Div(id="a")

    @app.callback(Output("a", "children"), Input("a", "n_clicks"))
    def leak(_clicks: int) -> str:
        return "secret"

    with pytest.raises(RuntimeError, match=r"a\.children"):
        refuse_unguarded(app)


def test_a_guarded_callback_gets_who_asks_first() -> None:
    app = Dash("guarded", pages_folder="", enable_mcp=False)
    app.layout = html.Div(id="a")
    guarded = Guarded(app, a_gate(Role.BOARD), "notices")
    asked: list[Role] = []

    @guarded.callback(Output("a", "children"), Input("a", "n_clicks"))
    def answer(ask: Ask, clicks: int) -> str:
        asked.append(ask.actor.role)
        return f"{clicks} {ask.t('skip')}"

    refuse_unguarded(app)
    body = {
        "output": "a.children",
        "outputs": {"id": "a", "property": "children"},
        "inputs": [{"id": "a", "property": "n_clicks", "value": 3}],
        "state": [{"id": "frame-language", "property": "data", "value": "en"}],
        "changedPropIds": ["a.n_clicks"],
    }
    reply = app.server.test_client().post("/_dash-update-component", json=body)
    assert reply.get_json()["response"]["a"]["children"] == "3 Skip to the content"
    assert asked == [Role.BOARD]
