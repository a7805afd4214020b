"""A protocol in the browser: one press ends the walk, the återmöte goes by the arrow keys, papers come as files."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import Walk
from tests.browser.serving import Site
from tests.browser.watching import PLANNER
from tests.tagged import read_tagged


def latest(site: Site) -> UUID:
    """The walk that was walked last, not ended yet."""
    return site.casebook.participation(PLANNER, "0880").walks[0].walk.id


def test_one_press_ends_the_walk(workplace: Site, page: Page) -> None:
    walk = latest(workplace)
    page.goto(f"{workplace.address}/protokoll/{walk}?kommun=0880")
    expect(page.locator(".paper-mark", has_text="Utkast")).to_be_visible()
    page.get_by_role("button", name="Avsluta vandringen och gör protokoll").click()
    expect(page.locator(".notices")).to_contain_text("Vandringen är avslutad")
    expect(page.locator(".paper-mark", has_text="Utkast")).to_have_count(0)
    expect(page.get_by_role("button", name="Avsluta vandringen och gör protokoll")).to_have_count(0)
    assert workplace.casebook.entry(PLANNER, Walk, walk).record.ended_at is not None


def test_the_meeting_goes_by_the_arrow_keys_alone(demo: Site, page: Page) -> None:
    walk = latest(demo)
    labels = [noted.label for noted in demo.casebook.protocol(PLANNER, walk).findings]
    page.goto(f"{demo.address}/protokoll/{walk}/atermote?kommun=0880")
    heading = page.locator(".meeting h1")
    expect(heading).to_be_visible()
    for label in labels[:3]:
        page.keyboard.press("ArrowRight")
        expect(heading).to_have_text(_beginning(label))
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text(_beginning(labels[1]))
    page.keyboard.press("PageDown")
    expect(heading).to_have_text(_beginning(labels[2]))
    # what is shown is in the address: a link shows the same
    page.reload()
    expect(heading).to_have_text(_beginning(labels[2]))
    page.go_back()
    expect(heading).to_have_text(_beginning(labels[1]))


def _beginning(label: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(label)} ")


@pytest.mark.parametrize(("width", "height", "least"), [(1280, 720, 48), (1920, 1080, 72), (390, 844, 26)])
def test_the_meeting_is_large_and_nothing_runs_off_the_screen(
    demo: Site, browser: Browser, width: int, height: int, least: int
) -> None:
    window = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE")
    page = window.new_page()
    page.goto(f"{demo.address}/protokoll/{latest(demo)}/atermote?kommun=0880&fynd=4")
    heading = page.locator(".meeting h1")
    expect(heading).to_be_visible()
    assert heading.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= least
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    window.close()


def test_the_paper_is_fetched_as_a_file_that_a_screen_reader_can_read(demo: Site, page: Page, tmp_path: Path) -> None:
    page.goto(f"{demo.address}/protokoll/{latest(demo)}?kommun=0880&sprak=en")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="PDF").click()
    fetched.value.save_as(tmp_path / "protocol.pdf")
    assert fetched.value.suggested_filename.startswith("protocol-")
    found = read_tagged((tmp_path / "protocol.pdf").read_bytes())
    assert (found.language, found.is_marked) == ("en", True)
    expect(page.locator(".paper-picture img").first).to_have_js_property("complete", value=True)
    assert page.locator(".paper-picture img").first.evaluate("one => one.naturalWidth") > 0
