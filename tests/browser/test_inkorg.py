"""The inbox as it is worked in: what arrives while one reads, decisions and their undoing, merging, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import CaseStatus, Category, Finding, Position, Record, Stop, Tier
from tests.browser.serving import KEEPER, Site, serving
from tests.browser.watching import PLANNER
from tests.builders import a_finding, a_walk
from tests.geodata.casebook.town import SQUARE, TUNNEL, known, town

WALK = a_walk(id=known("dusk"), title="Vandring i skymning", stops=(Stop(number=1, name="Torget", position=SQUARE),))


def a_note(name: str, **changes: Any) -> Finding:
    told = {
        "category": Category.LIGHTING,
        "tier": Tier.MUNICIPALITY,
        "walk_id": WALK.id,
        "stop": 1,
        "position": TUNNEL,
        "observed_at": datetime(2017, 5, 20, 20, tzinfo=UTC),
        "note": name,
    }
    return a_finding(id=uuid5(WALK.id, name), **{**told, **changes})


LAMP, TWIN = a_note("Lampan är trasig"), a_note("Släckt lampa", observed_at=datetime(2017, 5, 20, 19, tzinfo=UTC))
NOWHERE = a_note("Skräp", category=Category.LITTER, position=None, observed_at=datetime(2017, 5, 20, 18, tzinfo=UTC))


def records() -> list[Record]:
    """The town, its walk and three findings: in the list in this order, with the town's own after them."""
    return [*town(), WALK, LAMP, TWIN, NOWHERE]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The town, to work in."""
    with serving(tmp_path, records()) as found:
        yield found


def stands(site: Site, finding: Finding) -> Finding:
    return site.casebook.entry(PLANNER, Finding, finding.id).record


def opened(page: Page, site: Site, finding: UUID | None = None) -> None:
    page.goto(f"{site.address}/inkorg{f'/{finding}' if finding else ''}?kommun=0880")
    expect(page.locator(".inbox-line")).to_have_count(4)


def test_what_arrives_while_one_reads_is_told_and_moves_nothing(page: Page, site: Site) -> None:
    opened(page, site, LAMP.id)
    expect(page).to_have_title(re.compile(r"^\(4\) Inkorg"))
    page.get_by_label("Enhet", exact=True).fill("Gatuenheten")
    before = page.locator(".inbox-line").all_inner_texts()
    came = page.locator(".inbox-came")
    expect(came).to_be_hidden()
    expect(page.get_by_label("Enhet", exact=True)).to_have_value("Gatuenheten")
    site.casebook.import_records(KEEPER, [a_note("Ny ett"), a_note("Ny två")])
    expect(came).to_have_text("2 nya. Visa", timeout=15_000)
    expect(page).to_have_title(re.compile(r"^\(6\) Inkorg"))
    expect(page.locator("#nav-count-inbox")).to_have_text("6")
    assert page.locator(".inbox-line").all_inner_texts() == before
    expect(page.get_by_label("Enhet", exact=True)).to_have_value("Gatuenheten")
    came.click()
    expect(page.locator(".inbox-line")).to_have_count(6)
    expect(came).to_be_hidden()
    expect(page.get_by_label("Enhet", exact=True)).to_have_value("Gatuenheten")
    expect(page.locator(".inbox-line[aria-current]")).to_contain_text("Lampan är trasig")


def test_a_finding_is_decided_undone_merged_and_taken_apart_by_keyboard_alone(page: Page, site: Site) -> None:
    opened(page, site)
    page.keyboard.press("j")
    expect(page.locator("#inbox-open")).to_have_text("Belysning")
    expect(page.locator(".inbox-quote").first).to_have_text("Lampan är trasig")
    assert page.evaluate("document.activeElement.dataset.finding") == str(LAMP.id)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".inbox-quote").first).to_have_text("Släckt lampa")
    expect(page).to_have_url(re.compile(f"/inkorg/{TWIN.id}"))
    page.keyboard.press("k")
    expect(page.locator(".inbox-quote").first).to_have_text("Lampan är trasig")
    quick = page.get_by_role("button", name="Åtgärdas")
    quick.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_contain_text("Åtgärdas. Beslutet är sparat.")
    expect(page.locator(f"[data-finding='{LAMP.id}'] .inbox-state")).to_contain_text("Åtgärdas, ska vara klart")
    assert stands(site, LAMP).status is CaseStatus.ACTION_PLANNED
    expect(page.locator("#nav-count-inbox")).to_have_text("3", timeout=15_000)
    page.get_by_role("button", name="Ångra").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_contain_text("Ångrat.")
    assert stands(site, LAMP) == LAMP
    page.get_by_role("button", name="Samma sak som det här").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-pairing h3")).to_have_text("Föreslås säga samma sak som")
    expect(page.locator(".inbox-side")).to_have_count(2)
    page.get_by_role("button", name="Slå ihop").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-pairing h3")).to_contain_text("Sammanslaget")
    assert stands(site, LAMP).duplicate_of == TWIN.id
    assert stands(site, LAMP).merged_on is not None
    page.get_by_role("button", name="Dela på dem igen").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_contain_text("De räknas var för sig.")
    assert stands(site, LAMP) == LAMP
    # what is focused is seen
    page.locator(".inbox-line").first.focus()
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


def test_a_declined_finding_takes_a_reason_which_gets_the_focus(page: Page, site: Site) -> None:
    opened(page, site, LAMP.id)
    page.get_by_role("textbox", name="Beslut").click()
    page.get_by_role("option", name="Avböjd").click()
    page.get_by_role("button", name="Spara beslutet").click()
    reason = page.get_by_label("Skäl")
    expect(reason).to_be_focused()
    expect(page.locator(".mantine-InputWrapper-error")).to_have_text("Skriv varför inte.")
    reason.fill("Marken är privat")
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.locator(".notices")).to_contain_text("Avböjd. Beslutet är sparat.")
    assert stands(site, LAMP).status_reason == "Marken är privat"


def test_a_finding_without_position_is_placed_by_a_click_on_the_sketch(page: Page, site: Site) -> None:
    opened(page, site, NOWHERE.id)
    expect(page.locator(".inbox-told .late-word")).to_contain_text("Position saknas")
    page.locator(".inbox-sketch img").click(position={"x": 60, "y": 40})
    lat = page.get_by_label("Latitud")
    expect(lat).to_have_value(re.compile(r"^56\.66\d+"))
    expect(page.locator(".inbox-pin")).to_be_visible()
    assert stands(site, NOWHERE).position is None
    page.get_by_role("button", name="Spara positionen").click()
    expect(page.locator(".notices")).to_contain_text("Position angiven för hand")
    placed = stands(site, NOWHERE).position
    assert isinstance(placed, Position)
    assert placed.lat > SQUARE.lat
    assert placed.lon < SQUARE.lon


def test_on_a_phone_one_sees_the_list_or_the_finding(browser: Browser, site: Site) -> None:
    window = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="sv-SE")
    phone = window.new_page()
    opened(phone, site)
    expect(phone.locator("#inbox-open")).to_have_count(0)
    phone.locator(".inbox-line").first.tap()
    expect(phone.locator("#inbox-open")).to_be_visible()
    expect(phone.locator(".inbox-line").first).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    sizes = phone.locator(".inbox-quick button, .inbox-save").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44
    phone.get_by_role("link", name="Till listan").tap()
    expect(phone.locator(".inbox-line").first).to_be_visible()
    expect(phone.locator("#inbox-open")).to_be_hidden()
    phone.go_back()
    expect(phone.locator("#inbox-open")).to_be_visible()
    phone.locator("#nav-3").tap()
    expect(phone.locator(".inbox-line").first).to_be_visible()
    phone.locator(".inbox-line").nth(2).tap()
    expect(phone.locator("#inbox-open")).to_have_text("Nedskräpning")
    window.close()
