"""A place without a position is set out on the map of its form: by mouse, by arrow keys, or by typed coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import SEEN, Site, serving
from tests.dashboard.rendered import PLANNER
from tests.dashboard.writing import TOWN


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path, TOWN) as found:
        yield found


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(re.compile(f"^{label}")).and_(page.locator("input"))


def opened(page: Page, site: Site) -> Locator:
    """The form of a new place with its map; the map's room."""
    page.goto(f"{site.address}/redigera/place/ny?kommun=0880")
    field(page, "Namn").fill("Köpcentrum")
    field(page, "Slag av plats").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Sätt ut på kartan").click()
    room = page.locator(".form-map")
    expect(room).to_be_visible(timeout=SEEN)
    until(page, "window.lofteskartan.map.ready")
    return room


def position(page: Page) -> tuple[float, float]:
    lat, lon = (field(page, label).input_value().replace(",", ".") for label in ("Latitud", "Longitud"))
    return float(lat), float(lon)


def until(page: Page, truth: str) -> None:
    """Wait until something holds in the page, which forbids the waiting that playwright has for it."""
    for _ in range(SEEN // 100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {truth}")


def is_set(page: Page) -> None:
    expect(field(page, "Latitud")).to_have_value(re.compile(r"^5\d,\d{5}$"), timeout=SEEN)


def test_a_drag_sets_the_position_and_saving_keeps_it(site: Site, page: Page) -> None:
    box = opened(page, site).bounding_box()
    assert box is not None
    assert field(page, "Latitud").input_value() == "", "nothing is set before anybody moves"
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 40, steps=5)
    page.mouse.up()
    is_set(page)
    before = position(page)
    page.mouse.click(middle[0] + 50, middle[1] - 50)
    expect(field(page, "Latitud")).not_to_have_value(f"{before[0]:.5f}".replace(".", ","))
    lat, lon = position(page)
    assert lat > before[0]
    assert lon > before[1]
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("#frame-notice")).to_contain_text("Köpcentrum är sparad.", timeout=SEEN)
    (place,) = [one for one in site.casebook.places(PLANNER, "0880") if one.name == "Köpcentrum"]
    assert place.position is not None
    assert (place.position.lat, place.position.lon) == position(page)


def test_the_arrow_keys_move_the_place_and_typed_coordinates_move_the_map(site: Site, page: Page) -> None:
    opened(page, site)
    page.evaluate("void lofteskartan.map.on('moved', camera => { window.lofteskartanTest = camera; })")
    for label, text in (("Latitud", "56,66300"), ("Longitud", "16,36100")):
        field(page, label).fill(text)
    until(page, "Math.abs((window.lofteskartanTest?.lat ?? 0) - 56.663) < 1e-4")
    assert position(page) == (56.663, 16.361), "what was typed stands as it was typed"
    page.locator(".form-map canvas, .form-map [tabindex]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(field(page, "Longitud")).not_to_have_value("16,36100", timeout=SEEN)
    lat, lon = position(page)
    assert lon > 16.361
    assert abs(lat - 56.663) < 1e-3
    assert lon - 16.361 < 0.05, "the map had followed what was typed"


def test_the_map_is_taken_away_with_its_form(site: Site, page: Page) -> None:
    opened(page, site)
    page.get_by_role("link", name="Löften").first.click()
    expect(page.locator("h1")).to_have_text("Löften", timeout=SEEN)
    until(page, "!window.lofteskartan.map.ready")


def test_a_browser_without_webgl_is_told_to_write_the_coordinates(site: Site, page: Page) -> None:
    page.add_init_script(
        "HTMLCanvasElement.prototype.getContext = (get => function (kind, ...more) {"
        " return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); })"
        "(HTMLCanvasElement.prototype.getContext)"
    )
    page.goto(f"{site.address}/redigera/place/ny?kommun=0880")
    page.get_by_role("button", name="Sätt ut på kartan").click()
    expect(page.locator(".form-map-failed")).to_be_visible(timeout=SEEN)
    expect(page.locator(".form-map")).to_be_hidden()
