"""The map that a place is set out on is told what it needs, to those who write the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.forms.locating import options
from dashboard.i18n import Language, translate
from geodata.casebook import Casebook
from geodata.errors import NotAllowed
from geodata.model import Actor, Role
from tests.dashboard.pressing import CALLBACKS
from tests.dashboard.rendered import PLANNER, ids, words
from tests.dashboard.writing import PLACE, SV, Editor, a_town, address


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with a_town(tmp_path) as found:
        yield found


def test_the_form_of_a_place_has_the_map_and_no_other_form(casebook: Casebook, settings: Settings) -> None:
    for path in ("/redigera/place/ny", address(PLACE)):
        editor = Editor(casebook, settings, path)
        assert "form-map-open" in ids(editor.screen)
        assert "Sätt ut på kartan" in words(editor.screen)
    assert "form-map-open" not in ids(Editor(casebook, settings, "/redigera/party/ny").screen)


@pytest.mark.parametrize("language", list(Language))
def test_the_map_is_told_the_municipality_its_areas_and_its_words(
    casebook: Casebook, settings: Settings, language: Language
) -> None:
    told = options(Ask(PLANNER, translate(language)), casebook, settings, "0880")
    assert (told["municipality"], told["language"]) == ("0880", language.value)
    assert told["texts"]["canvas"]
    assert told["page"]["texts"]["failed"]


@pytest.mark.parametrize(
    "actor", [Actor(role=Role.CITIZEN), Actor(role=Role.PLANNER, municipalities=frozenset({"0128"}))]
)
def test_who_does_not_write_the_register_is_told_nothing(casebook: Casebook, settings: Settings, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        options(Ask(actor, SV), casebook, settings, "0880")


def test_the_button_answers_with_the_map_and_a_forged_form_with_a_notice(casebook: Casebook, tmp_path: Path) -> None:
    standing = Editor(casebook, Settings(data_dir=tmp_path, role=Role.PLANNER), address(PLACE)).standing
    assert pressed(casebook, tmp_path, standing)["form-map-options"]["data"]["municipality"] == "0880"
    for forged in (None, 7, {"kind": "place"}, {**standing, "version": "x"}):
        assert "form-map-options" not in pressed(casebook, tmp_path, forged)


def pressed(casebook: Casebook, directory: Path, standing: object) -> dict[str, Any]:
    """What the button is answered, by component."""
    client = create_app(Settings(data_dir=directory, role=Role.PLANNER), casebook).server.test_client()
    question = {
        "output": "form-map-options.data",
        "outputs": {"id": "form-map-options", "property": "data"},
        "inputs": [{"id": "form-map-open", "property": "n_clicks", "value": 1}],
        "state": [
            {"id": "form-standing", "property": "data", "value": standing},
            {"id": "frame-language", "property": "data", "value": "sv"},
        ],
        "changedPropIds": ["form-map-open.n_clicks"],
    }
    response = client.post(CALLBACKS, json=question)
    if response.status_code == 204:
        return {}
    assert response.status_code == 200, response.get_data()
    answered = dict(response.get_json())
    return {**answered.get("response", {}), **answered.get("sideUpdate", {})}
