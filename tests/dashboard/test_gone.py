"""An old address opens with what is left of it, and says what is not: never an error page."""

from __future__ import annotations

import pytest

from dashboard.auth import Ask, Gate
from dashboard.config import Settings
from dashboard.gone import without_gone
from dashboard.i18n import Language, translate
from dashboard.router import answer
from dashboard.view import parse
from geodata.casebook import Casebook
from geodata.model import HotspotState, View
from tests.dashboard.rendered import PLANNER, words

SV = translate(Language.SV)
ASK = Ask(PLANNER, SV)


def opened(demo: Casebook, settings: Settings, query: str) -> str:
    return words(answer(Gate(settings).ask("sv"), demo, settings, "/", f"?kommun=0880&{query}"))


def test_an_area_that_is_gone_is_left_out_and_named(demo: Casebook) -> None:
    there = demo.areas(PLANNER, "0880")[0].code
    address, gone = without_gone(ASK, demo, parse(f"omrade={there},0880X9", "0880")[0])
    assert address.view.area_codes == {there}
    assert gone == ("området 0880X9",)


def test_a_hotspot_that_has_dissolved_is_chosen_no_longer(demo: Casebook) -> None:
    address, gone = without_gone(ASK, demo, parse("vald=h123&tid=21-02", "0880")[0])
    assert address.chosen is None
    assert address.view.hours == (21, 2)
    assert gone == ("den valda hotspoten",)


def test_a_hotspot_outside_the_selection_is_still_chosen(demo: Casebook) -> None:
    view = View(municipality="0880")
    adopted = next(card.ref for card in demo.hotspots(PLANNER, view) if card.state is HotspotState.ADOPTED)
    asked = parse(f"vald={adopted}&fran=2017-05-31&till=2017-05-31", "0880")[0]
    assert without_gone(ASK, demo, asked) == (asked, ())


def test_an_address_whose_things_are_there_stays_as_it_is(demo: Casebook) -> None:
    asked = parse("kategori=lighting&tid=21-02", "0880")[0]
    assert without_gone(ASK, demo, asked) == (asked, ())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("omrade=0880X9", "En del av vyn finns inte längre och visas inte: området 0880X9."),
        ("omrade=0880X9&vald=h1", "området 0880X9 och den valda hotspoten"),
        ("bakgrund=file", "finns inte längre och visas inte: bakgrunden till kartan."),
        ("kategori=ufo,lighting", "hoppades över: kategori."),
        ("karta=a,b&omrade=<b>", "hoppades över: omrade, karta."),
    ],
)
def test_the_map_opens_with_a_notice(demo: Casebook, settings: Settings, query: str, said: str) -> None:
    page = opened(demo, settings, query)
    assert said in page
    assert SV("filter.title") in page
