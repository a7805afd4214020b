"""The map's layers in the browser: ordered, let through and kept in the address; what lies at one spot is listed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard import mapdata
from geodata.model import CaseStatus
from tests.browser.serving import Site
from tests.browser.watching import PLANNER, SV, VIEW, opened, requests, result, wait_for_query

CANVAS = "#map .maplibregl-canvas"
CARD = ".lk-card-pinned"


def layer(page: Page, name: str) -> Locator:
    """A layer's line in the list."""
    return page.locator(f'.stack-list li[data-layer="{name}"]')


def order(page: Page) -> list[str]:
    """The list, topmost first."""
    names: list[str] = page.locator(".stack-list li").evaluate_all("all => all.map((one) => one.dataset.layer)")
    return names


def open_list(page: Page) -> None:
    page.locator(".map-controls > summary").click()
    expect(layer(page, "hotspots")).to_be_visible()


def pressed(page: Page, times: int, key: str) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def settled(page: Page) -> None:
    """Wait until what was chosen is painted."""
    page.evaluate("lofteskartan.map.painted()")


def colours(page: Page) -> int:
    """How many different colours the sheets over the map hold; 1 where they are empty."""
    found: int = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll(".lk-map-outlines:not([hidden])")].map((canvas) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
        }), 0)"""
    )
    return found


def test_order_and_opacity_are_changed_with_the_keyboard_alone_and_kept_in_the_address(demo: Site, page: Page) -> None:
    opened(page, demo)
    asked: list[str]
    with requests(page) as asked:
        page.locator(".map-controls > summary").focus()
        page.keyboard.press("Enter")
        evidence = layer(page, "evidence")
        evidence.get_by_role("button", name="Flytta Rapporter och fynd uppåt").focus()
        pressed(page, order(page).index("evidence"), "Enter")
        assert order(page)[0] == "evidence"
        expect(evidence.get_by_role("button", name="Flytta Rapporter och fynd uppåt")).to_be_focused()
        expect(page.locator("#layer-panel [role=status]")).to_contain_text("Rapporter och fynd är nu nummer 1 av")
        areas = layer(page, "areas").get_by_role("slider", name="Synlighet för Områden")
        areas.focus()
        pressed(page, 8, "ArrowLeft")
        expect(layer(page, "areas").locator("output")).to_have_text("60\u00a0%")
        page.get_by_role("checkbox", name="Platsnamn").focus()
        page.keyboard.press("Space")
        wait_for_query(page, "lager=evidence,hotspots,areas:60,tiles")
        page.wait_for_timeout(300)
    # no figure changes, so nothing is asked for
    assert asked == []
    page.reload()
    expect(page.locator(CANVAS)).to_be_visible()
    open_list(page)
    assert order(page)[0] == "evidence"
    expect(layer(page, "areas").get_by_role("slider")).to_have_value("60")
    expect(page.get_by_role("checkbox", name="Platsnamn")).not_to_be_checked()
    page.get_by_role("button", name="Som vanligt igen").click()
    expect(page).not_to_have_url(re.compile("lager="))


def test_a_sheet_lies_over_the_map_or_is_woven_into_it_and_shows_the_same(demo: Site, page: Page) -> None:
    opened(page, demo)
    settled(page)
    page.evaluate("lofteskartan.map.outlined()")
    sheets = page.locator(".lk-map-outlines:not([hidden])")
    expect(sheets).to_have_count(1)
    assert colours(page) > 1
    page.evaluate("lofteskartan.map.setStack([{layer: 'areas', opacity: 100}, {layer: 'hotspots', opacity: 100}])")
    expect(sheets).to_have_count(0)
    settled(page)
    page.evaluate("lofteskartan.map.setStack([{layer: 'hotspots', opacity: 40}, {layer: 'areas', opacity: 100}])")
    expect(sheets).to_have_count(1)
    expect(sheets).to_have_css("opacity", "0.4")


@pytest.mark.parametrize(
    ("name", "address", "legend"),
    [
        ("actions", "/layers/actions.json", "Åtgärd som pågår"),
        ("police", "/layers/police.json", "Polisen anger bara ungefär var"),
    ],
)
def test_a_layer_asks_the_server_when_it_is_shown_and_not_before(
    demo: Site, page: Page, name: str, address: str, legend: str
) -> None:
    with requests(page) as asked:
        opened(page, demo)
        page.wait_for_load_state("networkidle")
    assert not [one for one in asked if address in one]
    open_list(page)
    with requests(page) as asked:
        layer(page, name).get_by_role("checkbox").check()
        page.evaluate("document.querySelector('.lk-legend').open = true")
        expect(page.locator(".lk-legend")).to_contain_text(legend)
    assert len([one for one in asked if address in one]) == 1


def test_findings_tell_their_decision_and_clusters_gather_from_afar(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&lager=findings,evidence,areas&karta=56.663,16.36,14")
    page.evaluate("document.querySelector('.lk-legend').open = true")
    for status in CaseStatus:
        expect(page.locator(".lk-legend")).to_contain_text(SV.label(status))
    settled(page)
    assert colours(page) > 1
    page.evaluate("lofteskartan.map.moveTo({lon: 16.36, lat: 56.66, zoom: 11})")
    page.evaluate("lofteskartan.map.setStack([{layer: 'clusters', opacity: 100}, {layer: 'areas', opacity: 100}])")
    settled(page)
    expect(page.locator(".lk-legend")).to_contain_text("Så många rapporter och fynd")
    assert colours(page) > 1
    page.evaluate("lofteskartan.map.moveTo({lon: 16.36, lat: 56.66, zoom: 14})")
    settled(page)
    assert colours(page) <= 1


def test_safe_places_and_worry_colour_the_areas_and_are_told_in_the_area_s_box(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&matt=safe")
    figures = result(page)
    assert figures["measure"] == "safe"
    safe = {area["code"]: area["figure"]["value"] for area in figures["areas"]}
    opened(page, demo, "kommun=0880&upplevelse=safe")
    counted = {area["code"]: area["reports"] + area["findings"] for area in result(page)["areas"]}
    assert safe == counted
    assert sum(safe.values()) > 0
    opened(page, demo, "kommun=0880&matt=survey_worry")
    told = demo.casebook.worry_by_area(PLANNER, "0880")
    page.evaluate("document.querySelector('.lk-legend').open = true")
    expect(page.locator(".lk-legend")).to_contain_text(f"{told.question}, våg {told.wave}")
    shown = {area["code"]: area["figure"].get("value") for area in result(page)["areas"]}
    assert shown == {**dict.fromkeys(shown), **{area.code: area.value for area in told.areas}}


def listed(page: Page) -> list[Any]:
    return page.locator(f"{CARD} li").all_inner_texts()


def test_what_lies_in_the_middle_is_listed_by_enter_and_opened_from_the_list(demo: Site, page: Page) -> None:
    place = demo.casebook.hotspots(PLANNER, VIEW)[0]
    at = f"{place.peak.lat:.5f},{place.peak.lon:.5f},15"
    opened(page, demo, f"kommun=0880&lager=hotspots,actions,evidence,areas&karta={at}")
    expect(page.locator(".lk-legend")).to_contain_text("Åtgärd som pågår")
    page.locator(CANVAS).focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Här finns")
    expect(card).to_be_visible()
    expect(card.get_by_role("button").filter(has_text=place.name)).to_be_focused()
    expect(card.get_by_role("link").first).to_have_attribute("href", re.compile("^/atgard/"))
    expect(card.locator("li").last).to_contain_text("Rapporter:")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator(CANVAS)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    wait_for_query(page, f"vald={place.ref}")


def test_evidence_at_the_server_has_the_same_safe_places_and_clusters_and_a_surface_to_choose(
    demo: Site, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(page, demo, "kommun=0880&matt=safe")
    here = {area["code"]: area["figure"]["value"] for area in result(page)["areas"]}
    monkeypatch.setattr(mapdata, "SERVED_ABOVE_ROWS", 0)
    opened(page, demo, "kommun=0880&matt=safe&lager=clusters,density,areas&karta=56.66,16.36,11")
    assert {area["code"]: area["figure"]["value"] for area in result(page)["areas"]} == here
    settled(page)
    page.evaluate("document.querySelector('.lk-legend').open = true")
    expect(page.locator(".lk-legend")).to_contain_text("Tätt mellan rapporter och fynd")
    assert colours(page) > 1


def test_without_webgl_the_drawn_map_shows_areas_hotspots_actions_and_names_in_their_order(
    demo: Site, page: Page
) -> None:
    page.add_init_script(
        """const own = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === "webgl2" ? null : own.call(this, kind, ...rest);
        };"""
    )
    opened(page, demo, "kommun=0880&matt=survey_worry&lager=areas:50,hotspots,actions,places")
    drawing = page.locator(".lk-map-drawn")
    page.evaluate("document.querySelector('.lk-legend').open = true")
    expect(page.locator(".lk-legend")).to_contain_text("Åtgärd som pågår")
    expect(drawing.locator("text").filter(has_text="Lindsdal")).to_have_count(1)
    groups = drawing.locator(":scope > g").evaluate_all(
        "all => all.filter((one) => one.childElementCount > 0).map((one) => one.getAttribute('opacity'))"
    )
    assert groups == ["1", "1", "1", "0.5"]


def test_a_damaged_address_opens_with_a_notice_and_what_is_left(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&lager=pins,evidence,areas:50")
    expect(page.get_by_text("lager", exact=False).first).to_be_visible()
    open_list(page)
    expect(page.get_by_role("checkbox", name="Hotspots")).not_to_be_checked()
    expect(layer(page, "areas").get_by_role("slider")).to_have_value("50")


def test_a_thumb_orders_the_layers_on_a_phone(demo: Site, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="sv-SE"
    )
    page = context.new_page()
    opened(page, demo)
    page.locator(".map-controls > summary").tap()
    down = layer(page, "hotspots").get_by_role("button", name="Flytta Hotspots nedåt")
    box = down.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    before = order(page)
    down.tap()
    assert order(page)[:2] == [before[1], before[0]]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    room, listing = page.locator(".map-room").bounding_box(), page.locator(".map-controls").bounding_box()
    assert room is not None
    assert listing is not None
    assert listing["y"] + listing["height"] <= room["y"] + room["height"]
    context.close()
