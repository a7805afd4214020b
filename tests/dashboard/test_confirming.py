"""Confirming and tying by hand, pressed as a browser presses: done, told, and refused to those who may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.router import answer as screen_of
from geodata.casebook import Casebook
from geodata.model import Action, Actor, Hotspot, Promise, Role, View
from geodata.store import open_store
from tests.builders import an_agreement
from tests.dashboard.pressing import CALLBACKS, outputs_of
from tests.dashboard.rendered import PLANNER, ids, words
from tests.geodata.casebook.town import TODAY, VIEW, known, town


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store)
    casebook.import_records(PLANNER, town())
    yield casebook
    store.close()


def a_browser(casebook: Casebook, tmp_path: Path, role: Role = Role.PLANNER) -> FlaskClient:
    client: FlaskClient = create_app(Settings(data_dir=tmp_path, role=role), casebook).server.test_client()
    return client


def press(client: FlaskClient, button: str, among: str, **beside: Any) -> dict[str, Any]:
    """Press the button of the callback whose outputs name `among`. beside: values of the state, by id with "_"."""
    entries = client.get("/_dash-dependencies").get_json()
    (entry,) = [one for one in entries if any(i["id"] == button for i in one["inputs"]) and among in str(one["output"])]
    state = [{**one, "value": beside.get(one["id"].replace("-", "_"))} for one in entry["state"]]
    for one in state:
        if one["id"] == "frame-language":
            one["value"] = "sv"
        if one["id"] == "address":
            one["value"] = beside.get(one["property"])
    question = {
        "output": entry["output"],
        "outputs": outputs_of(entry["output"]),
        "inputs": [{"id": button, "property": "n_clicks", "value": 1}],
        "state": state,
        "changedPropIds": [f"{button}.n_clicks"],
    }
    response = client.post(CALLBACKS, json=question)
    assert response.status_code == 200, response.get_data()
    return dict(response.get_json()["response"])


def the_square(casebook: Casebook) -> str:
    return next(card.ref for card in casebook.hotspots(PLANNER, VIEW) if card.name == "Torget")


def test_an_action_is_confirmed_with_one_press(casebook: Casebook, tmp_path: Path) -> None:
    about = {"kind": "action", "id": str(known("patrol")), "version": 1}
    answer = press(a_browser(casebook, tmp_path), "fresh-confirm", "fresh-line", fresh_about=about)
    assert "fresh-line" in answer
    (part,) = casebook.entry(PLANNER, Action, known("patrol")).record.responsibilities
    assert part.confirmed_on == TODAY


def test_a_promise_is_confirmed_with_one_press_by_those_who_write_the_register(
    casebook: Casebook, tmp_path: Path
) -> None:
    about = {"kind": "promise", "id": str(known("promise")), "version": 1}
    assert "fresh-line" not in press(
        a_browser(casebook, tmp_path, Role.CITIZEN), "fresh-confirm", "fresh-line", fresh_about=about
    )
    answer = press(a_browser(casebook, tmp_path), "fresh-confirm", "fresh-line", fresh_about=about)
    assert "fresh-line" in answer
    entry = casebook.entry(PLANNER, Promise, known("promise"))
    assert (entry.record.last_confirmed_on, entry.version) == (TODAY, 2)


def test_what_another_changed_is_not_confirmed_unread(casebook: Casebook, tmp_path: Path) -> None:
    stood = casebook.entry(PLANNER, Promise, known("promise")).record
    casebook.import_records(PLANNER, [an_agreement(id=stood.agreement_id)])
    casebook.save(PLANNER, Promise(**{**dict(stood), "title": "Tryggare torg"}), base_version=1)
    about = {"kind": "promise", "id": str(known("promise")), "version": 1}
    assert "fresh-line" not in press(a_browser(casebook, tmp_path), "fresh-confirm", "fresh-line", fresh_about=about)
    assert casebook.entry(PLANNER, Promise, known("promise")).record.last_confirmed_on is None


@pytest.mark.parametrize(("role", "is_there"), [(Role.PLANNER, True), (Role.CITIZEN, False)])
def test_the_page_of_a_promise_has_the_button_for_those_who_may(
    casebook: Casebook, tmp_path: Path, role: Role, *, is_there: bool
) -> None:
    ask, settings = Ask(Actor(role=role), translate(Language.SV)), Settings(data_dir=tmp_path, role=role)
    page = screen_of(ask, casebook, settings, f"/loften/{known('promise')}", "kommun=0880")
    assert ("fresh-confirm" in ids(page)) is is_there
    assert "Senast bekräftat" in words(page)


def test_a_place_is_confirmed_with_one_press(casebook: Casebook, tmp_path: Path) -> None:
    identity = casebook.adopt(PLANNER, VIEW, the_square(casebook))
    about = {"kind": "hotspot", "id": str(identity), "version": 1}
    press(a_browser(casebook, tmp_path), "fresh-confirm", "fresh-line", fresh_about=about)
    assert casebook.entry(PLANNER, Hotspot, identity).record.last_confirmed_on == TODAY


@pytest.mark.parametrize(
    "about",
    [None, {}, {"kind": "action", "id": "x", "version": 1}, {"kind": "idea", "id": str(known("patrol")), "version": 1}],
)
def test_what_cannot_be_confirmed_is_told(casebook: Casebook, tmp_path: Path, about: object) -> None:
    answer = press(a_browser(casebook, tmp_path), "fresh-confirm", "fresh-line", fresh_about=about)
    assert "fresh-line" not in answer
    assert casebook.entry(PLANNER, Action, known("patrol")).version == 1


def test_who_may_not_edit_confirms_nothing(casebook: Casebook, tmp_path: Path) -> None:
    about = {"kind": "action", "id": str(known("patrol")), "version": 1}
    press(a_browser(casebook, tmp_path, Role.CITIZEN), "fresh-confirm", "fresh-line", fresh_about=about)
    assert casebook.entry(PLANNER, Action, known("patrol")).version == 1


def test_an_action_is_tied_to_a_place_from_the_place_with_its_reason(casebook: Casebook, tmp_path: Path) -> None:
    shown = {"ref": the_square(casebook), "query": "kommun=0880", "page": True, "version": 0}
    press(
        a_browser(casebook, tmp_path),
        "link-add",
        "place-body",
        place_shown=shown,
        link_choice=str(known("walk")),
        link_reason="Vandringen börjar där",
    )
    (line,) = casebook.chain(PLANNER, VIEW, the_square(casebook)).answers
    assert line.link is not None
    assert (line.action.id, line.link.reason) == (known("walk"), "Vandringen börjar där")


def test_a_place_is_tied_to_an_action_from_the_action_with_its_reason(casebook: Casebook, tmp_path: Path) -> None:
    answer = press(
        a_browser(casebook, tmp_path),
        "link-add",
        "action-body",
        link_choice=the_square(casebook),
        link_reason="Där går de",
        pathname=f"/atgard/{known('patrol')}",
        search="?kommun=0880",
    )
    assert "action-body" in answer
    story = casebook.action(PLANNER, known("patrol"))
    assert [card.name for card in story.hotspots] == ["Torget"]
    chain = casebook.chain(PLANNER, View(municipality="0880"), story.hotspots[0].ref)
    assert chain.answers[0].link is not None
    assert chain.answers[0].link.reason == "Där går de"
