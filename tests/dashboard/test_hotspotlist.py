"""The ranked list says of each hotspot how many, how sure, where it is heading, and what people decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.hotspotlist import headline, hotspot_list, interval, said
from dashboard.i18n import Language, translate
from geodata.casebook import Casebook
from geodata.chain import HotspotCard, Standing
from geodata.model import HotspotState, View
from tests.dashboard.rendered import PLANNER, components, props, words

SV = translate(Language.SV)


@pytest.fixture
def card(demo: Casebook) -> HotspotCard:
    return demo.hotspots(PLANNER, View(municipality="0880"))[0]


@pytest.mark.parametrize(("standing", "word"), [("confirmed", "bekräftad"), ("candidate", "kandidat")])
@pytest.mark.parametrize(("state", "decided"), [("adopted", "antagen"), ("candidate", "förslag")])
def test_what_evidence_says_and_what_people_decided_are_two_words(
    card: HotspotCard, standing: str, word: str, state: str, decided: str
) -> None:
    one = replace(card, standing=Standing(standing), state=HotspotState(state))
    tree = hotspot_list(SV, [one], 1, "0880")
    assert {word, decided} <= set(words(tree).splitlines())
    assert any(f"standing-{standing}" in str(props(part).get("className")) for part in components(tree))
    assert said(SV, one)[1] == f"{word} \u00b7 {decided}"


def test_the_interval_stands_in_whole_numbers_beside_the_count(card: HotspotCard) -> None:
    one = replace(card, count=23, count_low=14.58, count_high=34.51, trend="growing")
    assert interval(SV, one) == "(15\u201335)"
    assert said(SV, one)[0] == "23 underlag (15\u201335) \u00b7 växande"


def test_the_chosen_one_is_marked_and_no_other(demo: Casebook) -> None:
    cards = demo.hotspots(PLANNER, View(municipality="0880"))
    tree = hotspot_list(SV, cards, 1, "0880", cards[1].ref)
    pressed = [props(part)["data-ref"] for part in components(tree) if props(part).get("aria-pressed") == "true"]
    assert pressed == [cards[1].ref]


def test_an_empty_list_says_why_and_without_any_evidence_what_to_do() -> None:
    assert "för glest" in words(hotspot_list(SV, [], 7, "0880"))
    nothing = hotspot_list(SV, [], 0, "0880")
    assert "Inget underlag ännu" in words(nothing)
    assert any(props(part).get("href") == "/data?kommun=0880" for part in components(nothing))


def test_the_headline_counts_what_is_unanswered_and_late(card: HotspotCard) -> None:
    cards = [replace(card, actions=0, late_actions=0), replace(card, actions=2, late_actions=1)]
    assert words(headline(SV, cards)).splitlines() == ["2 hotspots", "1 utan åtgärd", "1 med sen åtgärd"]
