"""What the server reckons for a selection: hotspots that follow every filter, and rates of areas. In the browser."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from dashboard.view import Shading
from geodata.model import Category, HotspotState, View
from geodata.studies.area_rates import Standing
from tests.browser.serving import Site
from tests.browser.watching import (
    CARDS,
    PLANNER,
    STATUS,
    SV,
    TITLE,
    VIEW,
    come,
    holding,
    opened,
    result,
    shows,
    wait_for_query,
)

FUNNEL = [Standing.FAR_BELOW, Standing.BELOW, Standing.WITHIN, Standing.ABOVE, Standing.FAR_ABOVE]


def test_outlines_list_and_headline_follow_the_selection_by_themselves(demo: Site, page: Page) -> None:
    opened(page, demo)
    first = page.locator("#karta-list").inner_html()
    page.get_by_role("checkbox", name="Belysning").check()
    view = View(municipality="0880", categories=frozenset({Category.LIGHTING}))
    cards = demo.casebook.hotspots(PLANNER, view)
    assert cards != demo.casebook.hotspots(PLANNER, VIEW)
    shows(page, cards)
    assert {h["id"]: h["total"] for h in result(page)["hotspots"]} == {card.ref: card.count for card in cards}
    page.get_by_role("checkbox", name="Belysning").uncheck()
    shows(page, demo.casebook.hotspots(PLANNER, VIEW))
    # what the browser fetched is drawn as what came with the page
    assert page.locator("#karta-list").inner_html() == first


def test_how_hotspots_are_counted_can_be_chosen_and_stands_in_the_address(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.get_by_text("Så räknas hotspots").click()
    page.locator("#filter-bandwidth").get_by_text("400").click()
    page.locator("#filter-weight").get_by_text("5", exact=True).click()
    wait_for_query(page, "bandbredd=400&fyndvikt=5")
    cards = demo.casebook.hotspots(PLANNER, VIEW.model_copy(update={"bandwidth_m": 400, "finding_weight": 5.0}))
    assert cards != demo.casebook.hotspots(PLANNER, VIEW)
    shows(page, cards)
    page.reload()
    expect(page.locator("#filter-bandwidth")).to_be_visible()
    shows(page, cards)


def test_while_one_question_is_under_way_only_the_newest_waits(demo: Site, page: Page) -> None:
    opened(page, demo)
    held = holding(page, "**/hotspots.json*")
    for name in ("Belysning", "Klotter", "Buskage"):
        page.get_by_role("checkbox", name=name).check()
    wait_for_query(page, "kategori=lighting,shrubs,graffiti")
    expect(page.locator("#karta-list")).to_have_class(re.compile("is-old"))
    come(page, held, 1)
    expect(page.locator(".interval").first).to_be_hidden()
    expect(page.locator(STATUS)).to_contain_text("visas")
    assert len(held) == 1
    held[0].continue_()
    come(page, held, 2)
    assert "kategori=lighting,shrubs,graffiti" in held[1].request.url
    held[1].continue_()
    chosen = frozenset({Category.LIGHTING, Category.SHRUBS, Category.GRAFFITI})
    shows(page, demo.casebook.hotspots(PLANNER, View(municipality="0880", categories=chosen)))
    expect(page.locator("#karta-list")).not_to_have_class(re.compile("is-old"))


def test_without_an_answer_the_old_hotspots_stand_with_one_sentence_until_the_next_change(
    demo: Site, page: Page
) -> None:
    opened(page, demo)
    page.route("**/hotspots.json*", lambda route: route.abort())
    page.get_by_role("checkbox", name="Belysning").check()
    expect(page.locator(STATUS)).to_contain_text("Hotspots gäller ett tidigare urval")
    expect(page.locator(CARDS)).to_have_count(len(demo.casebook.hotspots(PLANNER, VIEW)))
    for hotspot in result(page)["hotspots"]:
        shown = page.locator(f'[data-count="hotspot-{hotspot["id"]}"]')
        expect(shown).to_have_text(f"{hotspot['total']} underlag")
    page.unroute("**/hotspots.json*")
    page.get_by_role("checkbox", name="Klotter").check()
    chosen = frozenset({Category.LIGHTING, Category.GRAFFITI})
    shows(page, demo.casebook.hotspots(PLANNER, View(municipality="0880", categories=chosen)))
    expect(page.locator(STATUS)).not_to_contain_text("Servern")


def test_the_panel_follows_the_selection_or_says_that_the_place_is_none_in_it(demo: Site, page: Page) -> None:
    opened(page, demo)
    kept = next(card for card in demo.casebook.hotspots(PLANNER, VIEW) if card.state is HotspotState.ADOPTED)
    page.locator(f'{CARDS}[data-ref="{kept.ref}"]').click()
    expect(page.locator(TITLE)).to_have_text(kept.name)
    page.get_by_role("checkbox", name="Belysning").check()
    view = View(municipality="0880", categories=frozenset({Category.LIGHTING}))
    now = next(card for card in demo.casebook.hotspots(PLANNER, view) if card.ref == kept.ref)
    expect(page.locator("#place-body .chain")).to_contain_text(f"{now.count} ")
    expect(page.locator("#karta-note")).to_be_hidden()
    page.locator("#karta-back").click()
    page.get_by_role("button", name="Återställ urvalet").click()
    shows(page, demo.casebook.hotspots(PLANNER, VIEW))
    fleeting = next(c for c in demo.casebook.hotspots(PLANNER, VIEW) if c.state is HotspotState.CANDIDATE)
    page.locator(f'{CARDS}[data-ref="{fleeting.ref}"]').click()
    expect(page.locator(TITLE)).to_have_text(fleeting.name)
    page.get_by_role("textbox", name="Från klockan").click()
    page.get_by_role("option", name="04", exact=True).click()
    page.get_by_role("textbox", name="Till klockan").click()
    page.get_by_role("option", name="05", exact=True).click()
    expect(page.locator("#karta-note")).to_contain_text("ingen hotspot i det här urvalet")
    expect(page.locator(TITLE)).to_have_text(fleeting.name)


@pytest.mark.parametrize("measure", ["burglaries", "burglary_rate", "burglary_smoothed", "burglary_standing"])
def test_areas_are_shaded_by_what_the_server_reckons_and_the_legend_says_how(
    measure: str, demo: Site, page: Page
) -> None:
    opened(page, demo, f"kommun=0880&fran=2016-01-01&till=2016-12-31&matt={measure}")
    page.evaluate("document.querySelector('.lk-legend').open = true")
    legend = page.locator(".lk-legend")
    expect(legend).to_contain_text(SV.label(Shading(measure)))
    expect(legend).to_contain_text("Period: 2016")
    expect(legend).to_contain_text(SV(f"maptext.method.{measure}"))
    rates = demo.casebook.area_rates(PLANNER, "0880", since=date(2016, 1, 1), until=date(2016, 12, 31))
    shown = {area["code"]: area["figure"] for area in result(page)["areas"]}
    for area in rates.areas:
        figure = {
            "burglaries": area.count,
            "burglary_rate": area.per_1000,
            "burglary_smoothed": area.smoothed,
            "burglary_standing": area.standing and FUNNEL.index(area.standing) - 2,
        }[measure]
        if figure is None:
            assert shown[area.code]["why"] == area.left_out
        else:
            assert shown[area.code]["value"] == pytest.approx(figure, abs=0.006)


def test_another_period_brings_its_own_rates_and_the_old_shading_stays_till_then(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&fran=2016-01-01&till=2016-12-31&matt=burglary_rate")
    page.evaluate("document.querySelector('.lk-legend').open = true")
    legend = page.locator(".lk-legend")
    expect(legend).to_contain_text("Period: 2016")
    before = result(page)["areas"]
    held = holding(page, "**/rates.json*")
    page.evaluate("dash_clientside.set_props('filter-period', {value: ['2017-01-01', '2017-12-31']})")
    wait_for_query(page, "fran=2017-01-01")
    come(page, held, 1)
    assert [area["figure"] for area in result(page)["areas"]] == [area["figure"] for area in before]
    expect(legend).to_contain_text("Period: 2016")
    held[0].continue_()
    expect(legend).to_contain_text("Period: 1 januari 2017")


def test_an_area_tells_its_rate_with_interval_beside_what_was_reported(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&fran=2016-01-01&till=2016-12-31&matt=burglary_standing&karta=56.78,16.2,13")
    page.evaluate("document.querySelector('.lk-legend').open = true")
    expect(page.locator(".lk-legend")).to_contain_text("Period: 2016")
    page.evaluate("lofteskartan.map.setLayers(['areas'])")
    page.locator("#map .maplibregl-canvas").click(position={"x": 500, "y": 60})
    told = page.locator("#karta-record")
    name = told.get_by_role("heading").inner_text()
    rates = demo.casebook.area_rates(PLANNER, "0880", since=date(2016, 1, 1), until=date(2016, 12, 31))
    area = next(area for area in rates.areas if area.name == name)
    assert area.standing
    assert area.per_1000
    expect(told).to_contain_text(SV.label(area.standing))
    expect(told).to_contain_text(f"{SV.number(area.per_1000, 1)} (")


def test_a_map_that_is_left_while_it_counts_is_drawn_on_no_more(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.evaluate(
        """() => new Promise((left) => {
          lofteskartan.map.on("counted", () => setTimeout(left, 1000));
          lofteskartan.map.on("counted", () => document.getElementById("map").remove());
          document.querySelector("#filter-light input[value=dark], #filter-light input").click();
        })"""
    )
    assert page.evaluate("lofteskartan.map.ready") is False
    # that no script failed, nothing_from_outside asserts
