"""What a person decides about a hotspot is done at once, said in words, and undone with one press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.auth import Ask
from dashboard.deeds import Done, Pressed, carry_out, shown
from dashboard.i18n import Language, translate
from dashboard.place import Act
from geodata.casebook import Casebook
from geodata.demo import build_municipality
from geodata.errors import InvalidRecord, NotAllowed
from geodata.model import Actor, BurglaryCount, HotspotState, Role, SurveyResult, View
from geodata.store.opening import open_store
from tests.dashboard.rendered import PLANNER, words

VIEW = View(municipality="0128")
QUERY = "kommun=0128"
ASK = Ask(PLANNER, translate(Language.SV))


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """Salem without its statistics, for writing."""
    store = open_store(tmp_path / "store.gpkg")
    casebook = Casebook(store)
    records = [r for r in build_municipality("0128") if not isinstance(r, BurglaryCount | SurveyResult)]
    casebook.import_records(Actor(role=Role.POLICE), records)
    yield casebook
    store.close()


def press(casebook: Casebook, ref: str, act: Act, subject: str = "", **beside: str) -> Done:
    version = shown(ASK, casebook, QUERY, ref, page=False)[1]["version"]
    return carry_out(ASK, casebook, Pressed(VIEW, ref, act, subject, version=version, **beside))


def undo(casebook: Casebook, done: Done) -> Done:
    assert done.undo is not None
    return press(casebook, done.ref, Act(done.undo["deed"]), done.undo["subject"])


@pytest.fixture
def candidate(casebook: Casebook) -> str:
    """A computed hotspot for which an action is suggested."""
    cards = casebook.hotspots(PLANNER, VIEW)
    return next(card.ref for card in cards if casebook.chain(PLANNER, VIEW, card.ref).suggestions)


def test_adopting_keeps_the_place_and_can_be_undone(casebook: Casebook, candidate: str) -> None:
    done = press(casebook, candidate, Act.ADOPT)
    assert casebook.chain(PLANNER, VIEW, done.ref).hotspot.state is HotspotState.ADOPTED
    back = undo(casebook, done)
    assert casebook.chain(PLANNER, VIEW, back.ref).hotspot.state is HotspotState.CANDIDATE


def test_linking_a_suggestion_keeps_the_reasons_that_stood_on_the_screen(casebook: Casebook, candidate: str) -> None:
    suggestion = casebook.chain(PLANNER, VIEW, candidate).suggestions[0]
    done = press(casebook, candidate, Act.LINK, str(suggestion.line.action.id))
    (answer,) = casebook.chain(PLANNER, VIEW, done.ref).answers
    assert answer.action.id == suggestion.line.action.id
    assert answer.link is not None
    assert (answer.link.reason or "").startswith(("Åtgärden gäller", "Brukar svara"))


def test_a_link_can_be_undone_and_the_undoing_too(casebook: Casebook, candidate: str) -> None:
    action = str(casebook.chain(PLANNER, VIEW, candidate).suggestions[0].line.action.id)
    linked = press(casebook, candidate, Act.LINK, action)
    unlinked = undo(casebook, linked)
    assert casebook.chain(PLANNER, VIEW, unlinked.ref).answers == ()
    again = undo(casebook, unlinked)
    assert len(casebook.chain(PLANNER, VIEW, again.ref).answers) == 1


def test_a_suggestion_that_does_not_fit_is_not_made_again_until_that_is_undone(
    casebook: Casebook, candidate: str
) -> None:
    def suggested(ref: str) -> set[str]:
        return {str(one.line.action.id) for one in casebook.chain(PLANNER, VIEW, ref).suggestions}

    action = next(iter(suggested(candidate)))
    done = press(casebook, candidate, Act.REJECT, action)
    assert action not in suggested(done.ref)
    back = undo(casebook, done)
    assert action in suggested(back.ref)
    assert back.said == "Förslaget visas igen."


def test_a_name_can_be_changed_back(casebook: Casebook, candidate: str) -> None:
    ref = press(casebook, candidate, Act.ADOPT).ref
    before = casebook.chain(PLANNER, VIEW, ref).hotspot.name
    done = press(casebook, ref, Act.RENAME, name="Tunneln")
    assert casebook.chain(PLANNER, VIEW, ref).hotspot.name == "Tunneln"
    undo(casebook, done)
    assert casebook.chain(PLANNER, VIEW, ref).hotspot.name == before


def test_the_button_that_changes_a_name_back_has_an_id_that_triggers(casebook: Casebook, candidate: str) -> None:
    ref = press(casebook, candidate, Act.ADOPT).ref
    press(casebook, ref, Act.RENAME, name="Gångtunneln på Åsen")
    done = press(casebook, ref, Act.RENAME, name="Tunneln")
    assert done.undo is not None
    assert done.undo["subject"].isascii()
    undo(casebook, done)
    assert casebook.chain(PLANNER, VIEW, ref).hotspot.name == "Gångtunneln på Åsen"


def test_a_place_without_a_name_is_refused_and_keeps_its_own(casebook: Casebook, candidate: str) -> None:
    ref = press(casebook, candidate, Act.ADOPT).ref
    before = casebook.chain(PLANNER, VIEW, ref).hotspot.name
    with pytest.raises(InvalidRecord):
        press(casebook, ref, Act.RENAME, name="")
    assert casebook.chain(PLANNER, VIEW, ref).hotspot.name == before


def test_undoing_the_dismissal_of_an_adopted_place_brings_back_its_name_and_links(
    casebook: Casebook, candidate: str
) -> None:
    action = casebook.chain(PLANNER, VIEW, candidate).suggestions[0].line.action.id
    ref = press(casebook, candidate, Act.LINK, str(action)).ref
    press(casebook, ref, Act.RENAME, name="Tunneln")
    back = undo(casebook, press(casebook, ref, Act.DISMISS, reason="ombyggd"))
    assert back.ref == ref
    chain = casebook.chain(PLANNER, VIEW, ref)
    assert (chain.hotspot.name, chain.hotspot.state) == ("Tunneln", HotspotState.ADOPTED)
    assert [line.action.id for line in chain.answers] == [action]


def test_a_dismissed_place_is_gone_until_that_is_undone(casebook: Casebook, candidate: str) -> None:
    name = casebook.chain(PLANNER, VIEW, candidate).hotspot.name

    def names() -> list[str]:
        return [card.name for card in casebook.hotspots(PLANNER, VIEW)]

    done = press(casebook, candidate, Act.DISMISS, reason="ombyggd")
    assert done.ref == ""
    assert name not in names()
    undo(casebook, done)
    assert name in names()


def test_a_board_member_cannot_decide_even_with_the_buttons_id(casebook: Casebook, candidate: str) -> None:
    board = Ask(Actor(role=Role.BOARD), translate(Language.SV))
    with pytest.raises(NotAllowed):
        carry_out(board, casebook, Pressed(VIEW, candidate, Act.ADOPT))


def test_after_a_deed_the_place_is_shown_as_it_now_is(casebook: Casebook, candidate: str) -> None:
    done = press(casebook, candidate, Act.ADOPT)
    body, standing = shown(ASK, casebook, QUERY, done.ref, page=True)
    assert "antagen" in words(body)
    assert standing == {"ref": done.ref, "query": QUERY, "page": True, "version": 1}
    nothing, standing = shown(ASK, casebook, QUERY, "", page=False)
    assert "Ingen hotspot är vald" in words(nothing)
    assert standing["ref"] == ""
