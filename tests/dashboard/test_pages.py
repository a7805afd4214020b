"""Every page renders from the demonstration in both languages and for every role, and says what is missing."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, Translate, translate
from dashboard.router import answer
from geodata.casebook import Casebook
from geodata.model import Actor, HotspotState, Role, View
from geodata.store import open_store
from tests import builders
from tests.dashboard.rendered import PLANNER, as_json, components, ids, props, words

LANGUAGES = list(Language)
MUNICIPALITIES = ("0880", "0128")


def screen(
    casebook: Casebook,
    settings: Settings,
    path: str,
    query: str = "kommun=0880",
    *,
    t: Translate | None = None,
    actor: Actor = PLANNER,
) -> object:
    return answer(Ask(actor, t or translate(Language.SV)), casebook, settings, path, query)


def pages_of(casebook: Casebook, municipality: str, actor: Actor = PLANNER) -> list[str]:
    """Every page there is for a municipality, those with a subject for each kind of subject."""
    view = View(municipality=municipality)
    return [
        "/",
        "/loften",
        "/statistik",
        "/tackning",
        "/data",
        *(f"/hotspot/{card.ref}" for card in casebook.hotspots(actor, view)),
        *(f"/loften/{story.promise.id}" for story in casebook.promises(actor, municipality)),
        *(f"/atgard/{line.action.id}" for line in casebook.actions(actor, municipality)),
    ]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_every_page_is_whole_for_every_role_in_both_languages(
    demo: Casebook, settings: Settings, municipality: str, language: Language, role: Role
) -> None:
    actor = Actor(role=role)
    for path in pages_of(demo, municipality, actor):
        tree = screen(demo, settings, path, f"kommun={municipality}", t=translate(language), actor=actor)
        text = words(tree)
        assert "{" not in text, path
        assert translate(language)("failure.title.404") not in text, path
        twice = [one for one, n in Counter(ids(tree)).items() if n > 1]
        assert twice == [], path
        assert as_json(tree)


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_no_swedish_word_of_the_interface_stands_on_an_english_page(
    demo: Casebook, settings: Settings, municipality: str
) -> None:
    english = translate(Language.EN)
    for path in pages_of(demo, municipality):
        lines = words(screen(demo, settings, path, f"kommun={municipality}", t=english)).splitlines()
        swedish = {"Löften", "Karta", "Täckning", "Ansvarig", "ingen åtgärd", "ansvarig ej angiven", "Exempeldata"}
        assert not swedish & set(lines), path


def test_the_map_answers_before_any_click(demo: Casebook, settings: Settings) -> None:
    cards = demo.hotspots(PLANNER, View(municipality="0880"))
    text = words(screen(demo, settings, "/"))
    assert f"{len(cards)} hotspots" in text
    assert f"{sum(not card.actions for card in cards)} utan åtgärd" in text
    assert all(card.name in text for card in cards)


def test_a_chosen_hotspot_stands_in_the_panel(demo: Casebook, settings: Settings) -> None:
    card = next(c for c in demo.hotspots(PLANNER, View(municipality="0880")) if c.state is HotspotState.ADOPTED)
    tree = screen(demo, settings, "/", f"kommun=0880&vald={card.ref}")
    assert f"Kedjan för {card.name}" in words(tree)
    assert any(getattr(one, "className", "") == "karta has-chosen" for one in components(tree))


def test_a_chosen_hotspot_that_has_dissolved_leaves_the_rest_of_the_view(demo: Casebook, settings: Settings) -> None:
    text = words(screen(demo, settings, "/", "kommun=0880&vald=k-1-1"))
    assert "Ingen hotspot är vald" in text
    assert "Larmtorget" in text


def test_the_map_is_told_where_its_data_lie_and_holds_none(demo: Casebook, settings: Settings) -> None:
    tree = screen(demo, settings, "/")
    store = next(one for one in components(tree) if getattr(one, "id", None) == "karta-options")
    version = demo.evidence_arrow(PLANNER, "0880")[1]
    assert props(store)["data"]["addresses"]["evidence"] == f"/evidence.arrow?municipality=0880&v={version}"
    assert len(as_json(tree)) < 400_000


def test_made_up_data_are_marked_on_every_page_with_the_day_they_show(demo: Casebook, settings: Settings) -> None:
    for path in pages_of(demo, "0128"):
        text = words(screen(demo, settings, path, "kommun=0128"))
        assert "Exempeldata" in text, path
        assert "visas per 1 juni 2022" in text, path


def test_kalmars_own_gaps_show_by_themselves(demo: Casebook, settings: Settings) -> None:
    text = words(screen(demo, settings, "/tackning"))
    assert "platser som nämnts i samtal men ingen åtgärd gäller" in text or "Köpcentrum" in text
    assert "löften som inte går att mäta" in text
    assert "åtgärder utan ansvarig" in text


def test_salems_own_gaps_show_by_themselves(demo: Casebook, settings: Settings) -> None:
    lines = words(screen(demo, settings, "/tackning", "kommun=0128")).splitlines()
    assert "Skadegörelse" in lines
    assert "Personrån" in lines
    assert "mål utan mått" in lines


def test_a_reader_without_the_deed_sees_no_button_for_it(demo: Casebook, settings: Settings) -> None:
    ref = demo.hotspots(PLANNER, View(municipality="0880"))[-1].ref
    tree = screen(demo, settings, f"/hotspot/{ref}", actor=Actor(role=Role.BOARD))
    assert not [one for one in ids(tree) if "place-deed" in one]
    assert [one for one in ids(screen(demo, settings, f"/hotspot/{ref}")) if "place-deed" in one]


@pytest.mark.parametrize("path", ["/hotspot/k-1-1", "/loften/x", "/atgard/x", "/atgard", "/hotspot", "/data/x"])
def test_what_is_not_there_is_said_in_one_sentence(demo: Casebook, settings: Settings, path: str) -> None:
    assert "Det du söker finns inte" in words(screen(demo, settings, path))


def test_an_empty_store_says_what_to_do(empty: Casebook, settings: Settings) -> None:
    for path in ("/", "/loften", "/statistik", "/tackning", "/data"):
        assert "lofteskartan demo" in words(screen(empty, settings, path))


def test_every_graph_keeps_to_this_machine(demo: Casebook, settings: Settings) -> None:
    ref = demo.hotspots(PLANNER, View(municipality="0880"))[0].ref
    for path in ("/", f"/hotspot/{ref}"):
        found = list(components(screen(demo, settings, path)))
        at_once = [props(one) for one in found if one.__class__.__name__ == "Graph"]
        later = [json.loads(props(one)["data-graph"])["props"] for one in found if "data-graph" in props(one)]
        assert at_once + later
        for graph in at_once + later:
            assert graph["config"]["showSendToCloud"] is False
            assert graph["config"]["plotlyServerURL"] == ""
            assert graph["config"]["displayModeBar"] is False


def test_a_hotspots_own_page_keeps_the_selection_and_says_so(demo: Casebook, settings: Settings) -> None:
    card = demo.hotspots(PLANNER, View(municipality="0880", hours=(21, 2)))[0]
    panel = as_json(screen(demo, settings, "/", f"kommun=0880&tid=21-02&vald={card.ref}"))
    assert f"/hotspot/{card.ref}?kommun=0880&tid=21-02" in panel
    own = as_json(screen(demo, settings, f"/hotspot/{card.ref}", "kommun=0880&tid=21-02"))
    assert "Bara urvalet: kl. 21–02." in own
    assert f"/?kommun=0880&tid=21-02&vald={card.ref}" in own


def test_an_empty_store_has_a_title_and_says_with_which_commands_to_begin(settings: Settings, tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.gpkg")
    text = words(screen(Casebook(store), settings, "/", ""))
    store.close()
    assert "Inga data ännu" in text
    assert "lofteskartan import areas FIL --municipality KOD" in text


def test_coverage_without_a_register_does_not_praise_it(tmp_path: Path, settings: Settings) -> None:
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store)
    casebook.import_records(PLANNER, [builders.a_municipality(), builders.a_report()])
    text = words(screen(casebook, settings, "/tackning"))
    assert "Inga löften eller åtgärder är inlagda" in text
    assert translate(Language.SV)("coverage.undefined_none") not in text
    store.close()
