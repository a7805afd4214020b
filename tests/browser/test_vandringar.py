"""A walk planned in a real browser without a mouse: stops proposed and put in order, a link made, its code, revoked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geodata.model import Actor, Position, Role, Stop, Walk
from tests.browser.serving import SEEN, Site, serving
from tests.builders import a_walk
from tests.geodata.casebook.town import SQUARE, known, reports_at, town

PLANNER = Actor(role=Role.PLANNER)
STOPS = tuple(
    Stop(number=number, name=name, position=Position(lon=SQUARE.lon + number / 1000, lat=SQUARE.lat))
    for number, name in ((1, "Torget"), (2, "Bron"))
)
WALK = a_walk(id=known("evening"), title="Höstvandring", planned_on=date(2017, 10, 19), stops=STOPS, route=None)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A small town where evidence gathers at two places, and one walk."""
    further = reports_at(Position(lon=SQUARE.lon + 0.004, lat=SQUARE.lat), 6, seed=9, name="further")
    with serving(tmp_path, [*town(), *further, WALK]) as found:
        yield found


def by_keyboard(page: Page, target: Locator) -> None:
    """Come to a thing by Tab alone, and press it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"the keyboard never came to {target}")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def stop_names(page: Page) -> list[str]:
    return [field.input_value() for field in page.get_by_label(re.compile(r"^Stoppets namn \*$")).all()]


def test_a_walk_is_planned_from_proposed_stops_invited_to_and_revoked_by_keyboard(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/vandringar?kommun=0880")
    way = page.get_by_role("link", name="Planera en vandring", exact=True)
    expect(way).to_be_visible(timeout=SEEN)
    by_keyboard(page, way)
    expect(page.locator("#walk-map svg")).to_be_visible(timeout=SEEN)
    page.get_by_label(re.compile("^Rubrik")).fill("Kvällsvandring")
    page.get_by_label(re.compile(r"^Dag \*$")).fill("2017-10-26")
    page.get_by_label("Börjar kl.").fill("18.30")
    expect(page.locator("#walk-sun")).to_contain_text("Mörkt vid start.", timeout=SEEN)
    page.get_by_label(re.compile("^Rubrik")).focus()
    by_keyboard(page, button(page, "Föreslå stopp"))
    expect(page.locator(".walk-proposed")).to_contain_text("fokusområde", timeout=SEEN)
    proposed = stop_names(page)
    assert len(proposed) > 1
    expect(page.locator(".walk-stop")).to_have_count(len(proposed))
    expect(page.locator("#walk-route")).to_contain_text(f"{len(proposed)} stopp")
    button(page, "Flytta ner Stopp 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label(re.compile(r"^Stoppets namn \*$")).first).to_have_value(proposed[1], timeout=SEEN)
    button(page, "Spara").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_contain_text("Kvällsvandring är sparad.", timeout=SEEN)
    # far down a long form too
    expect(page.locator(".notices .notice")).to_be_in_viewport()
    kept = next(line.walk for line in site.casebook.walks(PLANNER, "0880") if line.walk.id != WALK.id)
    assert [stop.name for stop in kept.stops] == [proposed[1], proposed[0], *proposed[2:]]

    page.get_by_role("link", name="Visa vandringen").first.click()
    page.get_by_label("För vem").fill("Klass 8")
    button(page, "Skapa länk och QR-kod").focus()
    page.keyboard.press("Enter")
    code = page.get_by_role("img", name="QR-kod till vandringens app")
    expect(code).to_be_visible(timeout=SEEN)
    top = "element => element.getBoundingClientRect().top"
    assert page.locator(".walk-link").evaluate(top) == pytest.approx(code.evaluate(top), abs=4), "beside its code"
    token = page.locator("#walk-invite-link").input_value().partition("#")[2]
    assert site.casebook.admit(token).walk.id == kept.id
    page.reload()
    expect(button(page, "Dra in inbjudan: Klass 8")).to_be_visible(timeout=SEEN)
    expect(code).to_have_count(0)
    assert token not in page.content()
    button(page, "Dra in inbjudan: Klass 8").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="indragen")).to_be_visible(timeout=SEEN)
    (invitation,) = site.casebook.invitations(PLANNER, kept.id)
    assert invitation.revoked_at is not None


def test_a_click_on_the_map_adds_a_stop_and_a_drag_moves_one(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/vandringar/{WALK.id}/andra?kommun=0880")
    expect(page.locator(".walk-stop")).to_have_count(2, timeout=SEEN)
    picture = page.locator("#walk-map svg")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 40)
    expect(page.locator(".walk-stop")).to_have_count(3, timeout=SEEN)
    assert stop_names(page) == ["Torget", "Bron", "Stopp 3"]
    latitude = page.get_by_label("Latitud (N)").first
    before = latitude.input_value()
    mark = page.locator(".walk-stop[data-row='stops-0'] .walk-stop-mark")
    mark.scroll_into_view_if_needed()
    spot = mark.bounding_box()
    assert spot is not None
    x, y = spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 30, steps=5)
    page.mouse.move(x, y - 60, steps=5)
    page.mouse.up()
    expect(latitude).not_to_have_value(before)
    assert float(latitude.input_value().replace(",", ".")) > float(before.replace(",", "."))
    button(page, "Spara").click()
    expect(page.locator(".notices")).to_contain_text("Höstvandring är sparad.", timeout=SEEN)
    stops = site.casebook.entry(PLANNER, Walk, WALK.id).record.stops
    assert stops[0].position is not None
    assert stops[0].position.lat > SQUARE.lat
    assert len(stops) == 3


def test_the_sheet_is_printed_without_scripts(site: Site, browser: Browser) -> None:
    window = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = window.new_page()
    answer = page.goto(f"{site.address}/vandringar/{WALK.id}/utskrift?kommun=0880")
    assert answer is not None
    assert answer.status == 200
    expect(page.get_by_role("heading", name="Höstvandring")).to_be_visible()
    expect(page.get_by_role("heading", name="1. Torget")).to_be_visible()
    expect(page.get_by_role("img")).to_have_count(1)
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
    window.close()


def test_a_phones_bar_holds_the_walks_and_the_way_to_the_rest(site: Site, browser: Browser) -> None:
    window = browser.new_context(viewport={"width": 390, "height": 844}, locale="sv-SE")
    page = window.new_page()
    page.goto(f"{site.address}/vandringar?kommun=0880")
    bar = page.get_by_role("navigation", name="Huvudmeny")
    expect(bar.get_by_role("link", name="Vandringar")).to_be_visible(timeout=SEEN)
    expect(bar.get_by_role("link", name="Data")).to_be_hidden()
    bar.get_by_text("Mer", exact=True).click()
    bar.get_by_role("link", name="Data").click()
    expect(page).to_have_url(re.compile("/data"))
    window.close()
