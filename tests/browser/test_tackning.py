"""From what is uncovered or stale to what is done about it, with the keyboard alone, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from geodata.model import Action
from tests.browser.serving import SEEN, Site
from tests.browser.watching import PLANNER


def tab_to(page: Page, name: str | re.Pattern[str]) -> None:
    """Press Tab until a link or button of that name has the focus."""
    wanted = name if isinstance(name, re.Pattern) else re.compile(rf"^{re.escape(name)}$")
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.search(page.evaluate("document.activeElement.textContent.trim()")):
            return
    pytest.fail(f"nothing called {name!r} is reached with Tab")


def heading(page: Page, text: str) -> None:
    expect(page.locator("h1")).to_have_text(text, timeout=SEEN)


def test_a_stale_action_is_found_per_party_and_confirmed_with_the_keyboard_alone(workplace: Site, page: Page) -> None:
    page.goto(f"{workplace.address}/tackning?kommun=0880")
    heading(page, "Täckning")
    tab_to(page, "Att se över, per ansvarig")
    page.keyboard.press("Enter")
    heading(page, "Att se över")
    before = page.locator(".parties li", has_text="Polisen i Kalmar").inner_text()
    tab_to(page, re.compile("^Polisen i Kalmar"))
    page.keyboard.press("Enter")
    expect(page.locator("#page h2").first).to_have_text("Polisen i Kalmar")
    row = page.locator(".tasks li", has_text="ej bekräftad av parten").first
    name = row.locator("a").inner_text()
    tab_to(page, name)
    page.keyboard.press("Enter")
    heading(page, name)
    tab_to(page, "Bekräfta att det stämmer")
    page.keyboard.press("Enter")
    expect(page.locator("#frame-notice")).to_contain_text("Bekräftat i dag.", timeout=SEEN)
    expect(page.locator("#fresh-line")).to_contain_text("Senast bekräftat 1 juni 2017.")
    (action,) = [line.action for line in workplace.casebook.actions(PLANNER, "0880") if line.action.title == name]
    parts = workplace.casebook.entry(PLANNER, Action, action.id).record.responsibilities
    assert {str(part.confirmed_on) for part in parts} == {"2017-06-01"}
    page.go_back()
    expect(page.locator(".tasks li", has_text=name)).to_have_count(0, timeout=SEEN)
    assert page.locator(".parties li", has_text="Polisen i Kalmar").inner_text() != before


def test_a_cell_of_the_matrix_opens_what_it_counts_and_leads_to_the_action(demo: Site, page: Page) -> None:
    page.goto(f"{demo.address}/tackning?kommun=0880")
    heading(page, "Täckning")
    cell = page.locator(".matrix td a").first
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_have_text(re.compile(r"^\d+ åtgärd(er)?: "), timeout=SEEN)
    first = page.locator("section ul.plain a").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    heading(page, first)


def test_a_gap_opens_the_whole_list_and_leads_back(demo: Site, page: Page) -> None:
    page.goto(f"{demo.address}/tackning?kommun=0880&visa=hotspots")
    heading(page, "Täckning")
    tab_to(page, "Till hela täckningen")
    page.keyboard.press("Enter")
    expect(page.locator("h2", has_text="Kategorier och löften")).to_be_visible(timeout=SEEN)


@pytest.mark.parametrize("path", ["/tackning", "/farskhet", "/tackning?visa=hotspots", "/tackning?visa=loften"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_is_wider_than_a_phone(demo: Site, page: Page, path: str, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{demo.address}{path}{'&' if '?' in path else '?'}kommun=0880&sprak={language}")
    page.locator("h1").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_could_be_seen_follows_what_is_written_in_a_promise(workplace: Site, page: Page) -> None:
    page.goto(f"{workplace.address}/redigera/promise/ny?kommun=0880")
    told = page.locator("#form-foreseen")
    expect(told).to_contain_text("löftet gäller hela kommunen", timeout=SEEN)
    for label, written in (("Platser", "Kalmar Centralstation"), ("Kategorier", "Belysning")):
        box = page.get_by_label(label, exact=True).and_(page.locator("input"))
        box.focus()
        page.keyboard.type(written)
        expect(page.get_by_role("option", name=written)).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
    expect(told).to_contain_text("Rapporter och fynd om belysning, i löftets område", timeout=SEEN)
    expect(told).to_contain_text("ingen minskning på 12 månader går att skilja från slumpen")
    for label, day in (("Börjar", "2018-01-01"), ("Slutar", "2021-12-31")):
        page.get_by_label(re.compile(f"^{label}")).and_(page.locator("input")).fill(day)
    expect(told).to_contain_text("När löftets 48 månader har gått går en minskning", timeout=SEEN)
