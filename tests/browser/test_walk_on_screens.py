"""The walk's pages on the screens that people have: nothing runs off, and nothing stands before what is pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page

from geodata.model import Actor, Role
from tests.browser.serving import Site
from tests.browser.test_accessibility import CHECK

PLANNER = Actor(role=Role.PLANNER)
PHONE = (390, 844)
RUNS_OFF = (
    "Math.max(document.documentElement.scrollWidth, document.querySelector('.top')?.scrollWidth ?? 0) - innerWidth"
)
IS_HIT = """one => {
    const {x, y, width, height} = one.getBoundingClientRect();
    return [0.1, 0.5, 0.9].every(part => one.contains(document.elementFromPoint(x + width / 2, y + height * part)));
}"""


def shown(browser: Browser, site: Site, path: str, size: tuple[int, int]) -> Page:
    """A page of the demonstration on a screen of that size."""
    width, height = size
    page = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE").new_page()
    walk = site.casebook.participation(PLANNER, "0880").walks[0].walk.id
    action = site.casebook.actions(PLANNER, "0880")[0].action.id
    page.goto(site.address + path.format(walk=walk, action=action))
    page.locator("h1").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    return page


def edge(one: Locator, side: str) -> float:
    """Where that side of an element stands, px."""
    return float(one.evaluate(f"one => one.getBoundingClientRect().{side}"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [1000, 1100, 1280, 1366, 1440, 1600, 1800])
def test_the_bar_with_all_its_entries_fits_every_desk(width: int, language: str, demo: Site, browser: Browser) -> None:
    page = shown(browser, demo, f"/vandringar?kommun=0880&sprak={language}", (width, 800))
    assert page.evaluate(RUNS_OFF) <= 0
    page.context.close()


@pytest.mark.parametrize(
    ("path", "foot", "pressed"),
    [
        ("/vandringar/{walk}/andra?kommun=0880", ".form-foot", ".form-foot button:visible"),
        ("/protokoll/{walk}/atermote?kommun=0880&fynd=2", ".meeting-steps", ".meeting-step"),
        ("/logga/{action}?kommun=0880", ".log-foot", ".log-foot button:visible"),
    ],
)
def test_what_is_pressed_at_the_foot_of_a_phone_stands_upon_the_menu(
    path: str, foot: str, pressed: str, demo: Site, browser: Browser
) -> None:
    page = shown(browser, demo, path, PHONE)
    menu = edge(page.locator("nav.nav").first, "top")
    assert edge(page.locator(foot), "bottom") <= menu + 1
    page.evaluate("scrollBy(0, 1)")
    if page.evaluate("document.documentElement.scrollHeight > innerHeight + 200"):
        assert edge(page.locator(foot), "bottom") >= menu - 1, "no strip of the page shows between the two"
    for one in page.locator(pressed).all():
        assert one.evaluate(IS_HIT)
    page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/vandringar/{walk}/utskrift?kommun=0880",
        "/vandringar/{walk}?kommun=0880",
        "/protokoll/{walk}?kommun=0880",
        "/inkorg?kommun=0880",
    ],
)
def test_nothing_of_a_walk_runs_off_a_phone(path: str, demo: Site, browser: Browser) -> None:
    page = shown(browser, demo, path, PHONE)
    assert page.evaluate(RUNS_OFF) <= 0
    page.context.close()


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_axe_finds_nothing_on_the_sheet_for_those_without_a_phone(
    size: tuple[int, int], demo: Site, browser: Browser, axe: str
) -> None:
    page = shown(browser, demo, "/vandringar/{walk}/utskrift?kommun=0880", size)
    page.evaluate(axe)
    assert page.evaluate(CHECK) == []
    page.context.close()
