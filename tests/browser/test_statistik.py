"""Journeys through the statistics: an area by point, by name and by choice, and the address keeps it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from geodata.model import Role
from tests.browser.serving import SEEN, Site, demonstration, serving

PHONE = {"width": 390, "height": 844}


def opened(page: Page, site: Site, query: str = "kommun=0880") -> None:
    """Go to the statistics and wait until the funnel is drawn."""
    page.goto(f"{site.address}/statistik?{query}")
    expect(page.locator("#statistik-funnel .scatterlayer .point").first).to_be_attached(timeout=SEEN)


def test_an_area_chosen_by_keyboard_fills_the_page_and_the_link_shows_the_same(demo: Site, page: Page) -> None:
    opened(page, demo)
    brief = page.locator("#statistik-brief")
    expect(brief).to_contain_text("i Kalmar")
    name = page.locator(".pick").first
    chosen = name.inner_text()
    name.focus()
    page.keyboard.press("Enter")
    expect(brief).to_contain_text(f"i {chosen}", timeout=SEEN)
    expect(page).to_have_url(re.compile(r"[?&]omrade=0880C"))
    expect(page.locator(".pick[aria-pressed=true]")).to_have_text(chosen)
    expect(page.locator("#statistik-area")).to_have_value(chosen)
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.locator("#statistik-brief")).to_contain_text(f"i {chosen}", timeout=SEEN)
    again.close()
    page.locator(".pick[aria-pressed=true]").press("Enter")
    expect(brief).to_contain_text("i Kalmar", timeout=SEEN)
    expect(page).not_to_have_url(re.compile("omrade="))


def test_a_point_of_the_funnel_chooses_its_area(demo: Site, page: Page) -> None:
    opened(page, demo)
    point = page.locator("#statistik-funnel .scatterlayer .trace").last.locator(".point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"[?&]omrade=0880"), timeout=SEEN)
    expect(page.locator(".pick[aria-pressed=true]")).to_have_count(1)


def test_a_head_sorts_the_table_and_says_so(demo: Site, page: Page) -> None:
    opened(page, demo)
    names = page.locator(".pick")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Per 1")
    page.locator(".sort", has_text="Område").press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Område", timeout=SEEN)
    told = names.all_inner_texts()
    assert told == sorted(told)


def test_a_month_and_a_type_narrow_what_is_counted(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.locator("#statistik-first").click()
    page.get_by_role("option", name="januari 2016").click()
    expect(page.locator("#statistik-brief")).to_contain_text("januari 2016 – maj 2017", timeout=SEEN)
    page.locator("#statistik-type").get_by_text("Radhus").click()
    expect(page).to_have_url(re.compile(r"fran=2016-01-01&bostadstyp=terraced"), timeout=SEEN)
    page.get_by_role("link", name=re.compile("Switch to English")).click()
    expect(page.locator("#statistik-brief")).to_contain_text("January 2016", timeout=SEEN)
    assert "bostadstyp=terraced" in page.url


def test_on_a_phone_nothing_runs_off(demo: Site, browser: Browser) -> None:
    window = browser.new_context(viewport=PHONE, locale="sv-SE")  # type: ignore[arg-type]
    page = window.new_page()
    opened(page, demo, "kommun=0128")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    window.close()


def test_the_public_reads_why_there_are_no_counts(tmp_path: Path, page: Page) -> None:
    with serving(tmp_path, demonstration(tmp_path), role=Role.CITIZEN) as site:
        page.goto(f"{site.address}/statistik?kommun=0880")
        expect(page.locator(".empty").first).to_contain_text("visas inte för din roll", timeout=SEEN)
        expect(page.locator("#statistik-funnel")).to_have_count(0)
        expect(page.locator("figure .main-svg").first).to_be_visible(timeout=SEEN)
