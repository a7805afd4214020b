"""The bar of time: words for the browser, and each action's period as a way to its page."""

from __future__ import annotations

import json
from datetime import date

from dash import html

from dashboard import timebar
from dashboard.i18n import Language, translate
from tests.dashboard.rendered import components, props, words
from tests.dashboard.test_chainview import TODAY, a_line, an_action

SV = translate(Language.SV)


def test_the_bar_is_empty_and_has_every_word_that_it_is_built_from() -> None:
    told = json.loads(props(timebar.bar(SV))["data-words"])
    assert {name: set(part) for name, part in told.items()} == {
        "play": {
            *("label", "play", "pause", "back", "forward", "place", "length", "speed", "idle", "none", "said", "still"),
            *("lengths", "speeds"),
        },
        "compare": {
            *("open", "means", "label", "with", "before", "year", "own", "from", "until", "asking", "unanswered"),
            "tooShort",
        },
        "week": {"open", "means", "label", "asking", "unanswered"},
    }
    assert set(told["play"]["lengths"]) == {"1", "3", "12"}


def test_every_action_is_there_late_ones_first_and_leads_to_its_page() -> None:
    lines = [a_line(an_action(f"Åtgärd {n:02}"), done=99) for n in range(44)]
    late = a_line(an_action("Nattvandring"), done=0)
    room = timebar.periods(SV, [*lines, late], "0880", TODAY)
    assert room is not None
    links = [one for one in components(room) if getattr(one, "className", "") == "span-link"]
    assert len(links) == 45
    first = props(links[0])
    assert first["href"] == f"/atgard/{late.action.id}?kommun=0880"
    assert "Nattvandring" in first["title"]
    assert "sen" in first["title"]
    assert "Visa alla 45" in words(room)


def test_thousands_of_actions_are_told_by_number_and_late_ones_are_never_among_them() -> None:
    lines = [a_line(an_action(f"Åtgärd {n:04}"), done=99) for n in range(timebar.MOST_ACTIONS + 4)]
    late = a_line(an_action("Nattvandring"), done=0)
    room = timebar.periods(SV, [*lines, late], "0880", TODAY)
    assert room is not None
    links = [one for one in components(room) if getattr(one, "className", "") == "span-link"]
    assert len(links) == timebar.MOST_ACTIONS
    assert str(late.action.id) in props(links[0])["href"]
    assert "5 till, se Löften" in words(room)


def test_a_bar_knows_its_days_and_without_an_end_reaches_beyond_today() -> None:
    line = a_line(an_action("Vandring"))
    room = timebar.periods(SV, [line], "0880", TODAY)
    span = next(props(one) for one in components(room) if getattr(one, "className", "").startswith("span ")
                or getattr(one, "className", "") == "span")  # fmt: skip
    assert span["data-from"] == line.action.starts_on.isoformat()
    assert date.fromisoformat(span["data-until"]) >= min(line.action.ends_on or TODAY, TODAY)
    assert line.action.title in span["data-said"]


def test_few_actions_need_no_button_and_none_no_list() -> None:
    room = timebar.periods(SV, [a_line(an_action("Vandring"))], "0880", TODAY)
    button = next(one for one in components(room) if isinstance(one, html.Button))
    assert props(button)["hidden"] is True
    assert timebar.periods(SV, [], "0880", TODAY) is None
