"""Views are kept under a name, changed, taken away and brought back; one that has aged says what it lacks."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.auth import Ask
from dashboard.i18n import Language, translate
from dashboard.savedviews import NEW, Act, carry_out, fold, kept_query, room
from geodata.casebook import Casebook
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import BadSetting, InvalidRecord, NotAllowed, NotFound
from geodata.model import LONGEST_QUERY, Actor, Role, SavedView
from tests.builders import a_municipality, a_saved_view
from tests.dashboard.rendered import PLANNER, components, props, words

SV = translate(Language.SV)
ASK = Ask(PLANNER, SV)
CITIZEN = Ask(Actor(role=Role.CITIZEN), SV)
SHOWN = "kommun=0880&tid=21-02&kategori=lighting,shrubs&karta=56.66,16.36,14&sprak=en"


@pytest.fixture
def casebook(empty: Casebook) -> Casebook:
    empty.import_records(Actor(role=Role.POLICE), [a_municipality()])
    return empty


def press(casebook: Casebook, act: Act, view: str = NEW, version: int = 0, ask: Ask = ASK, **typed: str) -> str:
    """Press a button with what was typed beside it; what is said."""
    fields = [({"type": "views-field", "view": view, "field": name}, value) for name, value in typed.items()]
    asked = {"act": act.value, "view": view, "version": version, "query": SHOWN}
    code, said = carry_out(ask, casebook, asked, fields)
    assert code == "0880"
    return words(said)


def kept(casebook: Casebook) -> list[tuple[str, str, str | None, int]]:
    entries = casebook.entries(PLANNER, SavedView, "0880")
    return [(one.record.name, one.record.query, one.record.reason, one.version) for one in entries]


def only(casebook: Casebook) -> str:
    [entry] = casebook.entries(PLANNER, SavedView, "0880")
    return str(entry.record.id)


def test_a_view_is_saved_renamed_replaced_taken_away_and_brought_back(casebook: Casebook) -> None:
    assert "Vyn Kvällar är sparad." in press(casebook, Act.SAVE, name=" Kvällar ", reason="")
    query = "tid=21-02&kategori=lighting,shrubs&karta=56.66,16.36,14"
    assert kept(casebook) == [("Kvällar", query, None, 1)]
    view = only(casebook)
    press(casebook, Act.CHANGE, view, 1, name="Nätter", reason="Inför rådet")
    assert kept(casebook) == [("Nätter", query, "Inför rådet", 2)]
    press(casebook, Act.TAKE, view, 2, name="glömd", reason="")
    assert kept(casebook) == [("Nätter", query, "Inför rådet", 2)], "the map shows the same, so nothing changed"
    said = press(casebook, Act.RETIRE, view, 2)
    assert "borttagen" in said
    assert "Ångra" in said
    assert kept(casebook) == []
    assert "tillbaka" in press(casebook, Act.BACK, view)
    assert [name for name, *_ in kept(casebook)] == ["Nätter"]


def test_a_view_is_replaced_by_what_the_map_shows(casebook: Casebook) -> None:
    casebook.import_records(Actor(role=Role.POLICE), [a_saved_view(name="Dagar", query="tid=08-16")])
    press(casebook, Act.TAKE, only(casebook), 1)
    assert kept(casebook) == [("Dagar", "tid=21-02&kategori=lighting,shrubs&karta=56.66,16.36,14", None, 2)]


def test_a_view_needs_a_name(casebook: Casebook) -> None:
    assert "Ge vyn ett namn." in press(casebook, Act.SAVE, name="  ")
    assert kept(casebook) == []
    press(casebook, Act.SAVE, name="Kvällar")
    assert "Ge vyn ett namn." in press(casebook, Act.CHANGE, only(casebook), 1, name="")
    assert kept(casebook)[0][0] == "Kvällar"


def test_two_who_change_a_view_at_once_do_not_lose_each_others_words(casebook: Casebook) -> None:
    press(casebook, Act.SAVE, name="Kvällar")
    view = only(casebook)
    press(casebook, Act.CHANGE, view, 1, name="Nätter")
    with pytest.raises(EditConflict):
        press(casebook, Act.CHANGE, view, 1, name="Helger")
    assert kept(casebook)[0][0] == "Nätter"


def test_a_name_may_not_be_a_persons_number_but_an_address_may_be_full_of_digits(casebook: Casebook) -> None:
    with pytest.raises(NamesAPerson):
        press(casebook, Act.SAVE, name="Ring 070-123 45 67")
    digits = "kommun=0880&fran=2016-01-01&till=2017-06-01&karta=56.66340,16.35671,14.25"
    asked = {"act": "save", "view": NEW, "version": 0, "query": digits}
    carry_out(ASK, casebook, asked, [({"view": NEW, "field": "name"}, "Läget")])
    assert kept(casebook)[0][1] == digits.removeprefix("kommun=0880&")


def test_those_who_do_not_write_the_register_see_no_form_and_may_not_save(casebook: Casebook) -> None:
    press(casebook, Act.SAVE, name="Kvällar")
    assert room(CITIZEN, casebook, "0880") == []
    assert "Kopiera länk" in words(fold(CITIZEN, casebook, "0880"))
    with pytest.raises(NotAllowed):
        press(casebook, Act.SAVE, ask=CITIZEN, name="Dagar")


def test_a_view_that_names_what_is_gone_says_so_and_asks_the_server(casebook: Casebook) -> None:
    old = [
        a_saved_view(name="A", query="omrade=0880X9"),
        a_saved_view(name="B", query="kategori=ufo"),
        a_saved_view(name="C", query="vald=h1"),
        a_saved_view(name="D", query=""),
    ]
    casebook.import_records(Actor(role=Role.POLICE), old)
    drawn = room(ASK, casebook, "0880")
    said = words(drawn)
    assert "Visar inte allt: området 0880X9 finns inte längre." in said
    assert "Visar inte allt: kategori finns inte längre." in said
    ways = {words(one): type(one).__name__ for one in components(drawn) if "href" in props(one)}
    assert ways == {"A": "A", "B": "A", "C": "A", "D": "Link", SV("views.report_make"): "Link"}


def test_an_address_is_kept_without_municipality_and_language_and_only_so_long() -> None:
    assert kept_query("?kommun=0880&omrade=Å1&sprak=sv") == "omrade=%C3%851"
    assert kept_query("") == ""
    with pytest.raises(BadSetting):
        kept_query("kategori=" + "x" * LONGEST_QUERY)


@pytest.mark.parametrize(
    "asked",
    [
        None,
        [],
        {"act": "sing", "view": NEW, "version": 0, "query": SHOWN},
        {"act": "save", "view": NEW, "version": "0", "query": SHOWN},
        {"act": "save", "view": NEW, "version": 0, "query": None},
        {"act": "save", "view": NEW, "version": 0, "query": ""},
        {"act": "retire", "view": "x", "version": 1, "query": SHOWN},
        {"act": "retire", "view": "00000000-0000-4000-8000-000000000000", "version": 1, "query": SHOWN},
        {"act": "back", "view": "00000000-0000-4000-8000-000000000000", "version": 1, "query": SHOWN},
    ],
)
def test_a_press_that_no_page_makes_is_refused(casebook: Casebook, asked: Any) -> None:
    with pytest.raises((BadSetting, InvalidRecord, NotFound)):
        carry_out(ASK, casebook, asked, [(None, None), ({"view": NEW, "field": "name"}, "x")])
