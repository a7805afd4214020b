"""Journeys through the frame and a hotspot's own page: keyboard, language, help, deciding and taking it back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import Actor, HotspotState, Role, View
from tests.browser.serving import SEEN, Site

PLANNER = Actor(role=Role.PLANNER)
VIEW = View(municipality="0880")
PHONE = {"width": 390, "height": 844}
AXE = """async () => (await axe.run()).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}`))"""


def opened(page: Page, site: Site, path: str) -> None:
    """Go to a page and wait until it is there."""
    page.goto(site.address + path)
    expect(page.locator("#page h1")).to_be_attached(timeout=SEEN)


def candidate(site: Site) -> str:
    """The ref of a computed hotspot for which an action is suggested."""
    cards = site.casebook.hotspots(PLANNER, VIEW)
    return next(
        card.ref
        for card in cards
        if card.state is HotspotState.CANDIDATE and site.casebook.chain(PLANNER, VIEW, card.ref).suggestions
    )


def test_help_opens_and_closes_by_keyboard(demo: Site, page: Page) -> None:
    opened(page, demo, "/tackning")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Hjälp")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Hjälp och kortkommandon").click()
    dialog.get_by_role("button", name="Stäng").click()
    expect(dialog).to_be_hidden()


def test_a_number_changes_page_and_the_focus_follows(demo: Site, page: Page) -> None:
    opened(page, demo, "/data")
    page.keyboard.press("2")
    expect(page).to_have_url(re.compile("/loften"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Löften")
    expect(page.locator("#page")).to_be_focused()
    expect(page).to_have_title("Löften – Löfteskartan")
    expect(page.locator("[aria-current=page]")).to_have_text("Löften")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(demo: Site, page: Page) -> None:
    opened(page, demo, "/loften")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#page")).to_be_focused()


def test_another_language_keeps_the_page_and_is_remembered(demo: Site, page: Page) -> None:
    opened(page, demo, "/tackning?kommun=0128")
    page.get_by_role("link", name=re.compile("Switch to English")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coverage", timeout=SEEN)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "kommun=0128" in page.url
    opened(page, demo, "/loften?kommun=0128")
    expect(page.get_by_role("heading", level=1)).to_have_text("Promises")


def test_another_municipality_keeps_the_page_and_shows_its_own_day(demo: Site, page: Page) -> None:
    opened(page, demo, "/loften")
    expect(page.locator(".as-of")).to_have_text("visas per 1 juni 2017")
    page.get_by_role("combobox", name="Kommun").or_(page.locator("#frame-municipality")).first.click()
    page.get_by_role("option", name="Salem").click()
    expect(page.locator(".as-of")).to_have_text("visas per 1 juni 2022")
    assert "/loften?kommun=0128" in page.url


def test_a_node_of_the_chain_opens_by_keyboard_and_closes_with_escape(demo: Site, page: Page) -> None:
    opened(page, demo, "/loften")
    node = page.locator(".chain-node > summary").first
    node.focus()
    page.keyboard.press("Enter")
    details = page.locator(".chain-details").first
    expect(details).to_be_visible()
    expect(details).to_contain_text("Källa:")
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    expect(node).to_be_focused()


def test_on_a_phone_the_navigation_lies_under_the_thumb_and_nothing_runs_off(demo: Site, browser: Browser) -> None:
    window = browser.new_context(viewport=PHONE, locale="sv-SE")  # type: ignore[arg-type]
    page = window.new_page()
    for path in ("/", "/loften", "/tackning", "/data", f"/hotspot/{candidate(demo)}"):
        opened(page, demo, path)
        box = page.locator(".nav").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] == PHONE["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    window.close()


def pressed(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def take_back(page: Page, said: str) -> None:
    """Undo what the notice says was done."""
    expect(page.locator("#frame-notice")).to_contain_text(said)
    pressed(page, "Ångra")


def test_every_decision_about_a_place_can_be_taken_back(workplace: Site, page: Page) -> None:
    opened(page, workplace, f"/hotspot/{candidate(workplace)}?kommun=0880")
    standing, heading = page.locator(".standing"), page.get_by_role("heading", level=1)

    pressed(page, "Anta platsen")
    expect(standing).to_contain_text("antagen")
    expect(page).to_have_url(re.compile(r"/hotspot/[0-9a-f]{8}-"))
    take_back(page, "Platsen är antagen.")
    expect(standing).to_contain_text("förslag")
    expect(page).to_have_url(re.compile(r"/hotspot/k-"))

    page.locator(".is-suggested").first.get_by_role("button", name=re.compile("^Koppla")).click()
    expect(page.locator(".answers .card")).to_have_count(1)
    take_back(page, "Åtgärden är kopplad till platsen.")
    expect(page.locator(".answers .card")).to_have_count(0)

    before = heading.inner_text()
    page.get_by_label("Platsens namn").fill("Tunneln")
    pressed(page, "Byt namn")
    expect(heading).to_have_text("Tunneln")
    take_back(page, "Namnet är ändrat.")
    expect(heading).to_have_text(before)

    page.get_by_text("Avfärda platsen").click()
    page.get_by_label("Skäl").filter(visible=True).fill("ombyggd")
    pressed(page, "Avfärda")
    expect(page.locator(".place")).to_have_count(0)
    take_back(page, "Platsen är avfärdad.")
    # it was confirmed when it was dismissed, and is so again
    expect(standing).to_contain_text("antagen")
    expect(heading).to_have_text(before)


def test_a_refused_change_is_told_in_one_sentence_and_changes_nothing(workplace: Site, page: Page) -> None:
    opened(page, workplace, f"/hotspot/{candidate(workplace)}?kommun=0880")
    pressed(page, "Anta platsen")
    expect(page.locator(".standing")).to_contain_text("antagen")
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Platsens namn").fill("")
    pressed(page, "Byt namn")
    expect(page.locator("#frame-notice")).to_contain_text("Uppgiften går inte att spara så här.")
    expect(page.get_by_role("heading", level=1)).to_have_text(before)


OPENED: dict[str, Callable[[Page], None]] = {
    "kalender": lambda page: page.locator("#filter-period").click(),
    "klockslag": lambda page: page.locator("#filter-from-hour").click(),
    "områden": lambda page: page.locator("#filter-areas").click(),
    "lager": lambda page: page.locator(".map-controls summary").click(),
    "hjälp": lambda page: page.locator("#frame-help-open").click(),
}


@pytest.mark.parametrize("what", OPENED)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_while_something_is_open(
    what: str, theme: str, demo: Site, browser: Browser, axe: str
) -> None:
    window = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="sv-SE", color_scheme="dark" if theme == "dark" else "light"
    )
    page = window.new_page()
    opened(page, demo, "/")
    expect(page.locator("#karta-status")).to_contain_text("visas", timeout=SEEN)
    OPENED[what](page)
    page.wait_for_timeout(400)
    page.evaluate(axe)
    assert page.evaluate(AXE) == []
    window.close()
