"""Journeys on the map page: from the first look to a completed chain, in the browser as people use it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from geodata.model import HotspotState
from tests.browser.serving import SEEN, Site
from tests.browser.watching import (
    CARDS,
    PLANNER,
    STATUS,
    SV,
    TITLE,
    VIEW,
    municipality,
    opened,
    query_of,
    requests,
    result,
    timeline,
    wait_for_query,
)

CHAIN_DRAWN = re.compile("has-chosen")
PHONE: ViewportSize = {"width": 390, "height": 844}


def unanswered(site: Site) -> str:
    """The name of an adopted hotspot that no action answers."""
    cards = site.casebook.hotspots(PLANNER, VIEW)
    return next(card.name for card in cards if card.state is HotspotState.ADOPTED and not card.actions)


def test_the_first_view_answers_without_a_click(demo: Site, page: Page) -> None:
    opened(page, demo)
    cards = demo.casebook.hotspots(PLANNER, VIEW)
    expect(page.locator("#karta-headline")).to_contain_text(f"{len(cards)} hotspots")
    expect(page.locator("#karta-headline")).to_contain_text(f"{sum(not c.actions for c in cards)} utan åtgärd")
    expect(page.locator(CARDS)).to_have_count(len(cards))
    figures = result(page)
    assert {h["id"]: h["total"] for h in figures["hotspots"]} == {card.ref: card.count for card in cards}
    for card in cards:
        expect(page.locator(f'[data-count="hotspot-{card.ref}"]')).to_have_text(f"{card.count} underlag")
    expect(page.locator(".lk-legend")).to_contain_text("Rapporter, upp till")
    expect(page.locator("#map .maplibregl-canvas")).to_be_visible()
    page.evaluate("document.querySelector('.lk-legend').open = true")
    for standing in {card.standing for card in cards}:
        expect(page.locator(".lk-legend")).to_contain_text(f"Hotspot, {SV.label(standing)}")


def test_a_filter_asks_the_server_one_thing_and_everything_else_follows_by_itself(demo: Site, page: Page) -> None:
    opened(page, demo)
    expect(page.locator("#karta-timeline .js-plotly-plot .bars").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    before = result(page)
    with requests(page) as asked:
        page.get_by_role("checkbox", name="Belysning").check()
        lighting = before["byCategory"]["lighting"]
        expect(page.locator(STATUS)).to_contain_text(f"{lighting} av")
        wait_for_query(page, "kategori=lighting")
        page.wait_for_timeout(300)
        assert result(page)["total"] == lighting < before["total"]
        assert timeline(page) == lighting
        # what another box would add is still told
        expect(page.locator('[data-count="category-graffiti"]')).to_have_text(str(before["byCategory"]["graffiti"]))
    assert [address.split("?")[0].removeprefix(demo.address) for address in asked] == ["/hotspots.json"]
    page.get_by_role("button", name="Återställ urvalet").click()
    expect(page).not_to_have_url(re.compile("kategori"))
    assert result(page)["total"] == before["total"]


def test_hours_may_wrap_midnight(demo: Site, page: Page) -> None:
    opened(page, demo)
    by_hour = result(page)["byHour"]
    page.get_by_role("textbox", name="Från klockan").click()
    page.get_by_role("option", name="21", exact=True).click()
    page.get_by_role("textbox", name="Till klockan").click()
    page.get_by_role("option", name="02", exact=True).click()
    wait_for_query(page, "tid=21-02")
    assert result(page)["total"] == sum(by_hour[hour] for hour in (21, 22, 23, 0, 1))


def test_a_hotspot_chosen_in_the_list_opens_its_chain_and_back_closes_it(demo: Site, page: Page) -> None:
    opened(page, demo)
    card = page.locator(CARDS).nth(1)
    name, ref = card.locator(".hotspot-name").inner_text(), card.get_attribute("data-ref")
    card.click()
    expect(page.locator(TITLE)).to_have_text(name)
    wait_for_query(page, f"vald={ref}")
    page.go_back()
    expect(page.locator(".karta")).not_to_have_class(CHAIN_DRAWN)
    expect(card).to_be_focused()
    assert "vald" not in query_of(page)
    page.go_forward()
    expect(page.locator(TITLE)).to_have_text(name)


def test_a_copied_address_shows_the_same_in_another_browser(demo: Site, page: Page, browser: Browser) -> None:
    opened(page, demo)
    page.get_by_role("checkbox", name="Belysning").check()
    page.locator("#map .maplibregl-canvas").click(position={"x": 500, "y": 60})
    page.keyboard.press("+")
    wait_for_query(page, "karta=")
    page.locator(CARDS).first.click()
    expect(page.locator(TITLE)).to_be_visible()
    wait_for_query(page, "vald=")
    page.wait_for_timeout(500)
    copied, total, name = query_of(page), result(page)["total"], page.locator(TITLE).inner_text()
    other = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    opened(other, demo, copied)
    expect(other.locator(TITLE)).to_have_text(name)
    expect(other.get_by_role("checkbox", name="Belysning")).to_be_checked()
    assert result(other)["total"] == total
    other.wait_for_timeout(500)
    assert query_of(other) == copied
    other.context.close()


def test_linking_a_suggested_action_completes_the_chain_and_the_list(workplace: Site, page: Page) -> None:
    name = unanswered(workplace)
    opened(page, workplace)
    card = page.locator(CARDS).filter(has_text=name)
    expect(card).to_contain_text("ingen åtgärd")
    card.click()
    suggested = page.locator(".is-suggested").first
    title = suggested.get_by_role("heading").inner_text()
    suggested.get_by_role("button", name=f"Koppla åtgärden {title}").click()
    expect(page.locator(".answers")).to_contain_text(title)
    expect(page.locator(".chain")).to_contain_text(title)
    page.locator("#karta-back").click()
    expect(card).to_contain_text("1 åtgärd")
    expect(page.locator("#karta-headline")).to_contain_text(
        f"{sum(not c.actions for c in workplace.casebook.hotspots(PLANNER, VIEW))} utan åtgärd"
    )


def test_the_keyboard_alone_filters_chooses_reads_a_row_and_closes(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.get_by_role("checkbox", name="Belysning").focus()
    page.keyboard.press("Space")
    wait_for_query(page, "kategori=lighting")
    page.locator(CARDS).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(TITLE)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".karta")).not_to_have_class(CHAIN_DRAWN)
    expect(page.locator(CARDS).first).to_be_focused()
    page.locator("#karta-table-open").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ag-row").first).to_contain_text("Belysning")
    heading = page.locator(".ag-header-cell").first
    for _ in range(12):
        page.keyboard.press("Tab")
        if heading.evaluate("cell => cell.contains(document.activeElement)"):
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#karta-record")).to_contain_text("Belysning")
    page.keyboard.press("Escape")
    expect(page.locator("#karta-record")).to_be_hidden()


def test_the_table_holds_the_same_rows_as_the_map_and_sorts_them(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&kategori=lighting&tabell=1")
    rows = page.locator(".ag-row")
    expect(rows.first).to_contain_text("Belysning")
    assert page.locator(".ag-root").get_attribute("aria-rowcount") == str(result(page)["total"] + 1)
    page.locator('.ag-header-cell[col-id="observed"]').click()
    expect(page.locator('.ag-row[row-index="0"] [col-id="observed"]')).to_contain_text(result(page)["months"][0][:4])
    rows.first.click()
    expect(page.locator("#karta-record h3")).to_have_text(re.compile("^(Rapport|Fynd): Belysning$"))
    expect(page.locator(".row-ring")).to_be_visible()
    page.locator("#map .maplibregl-canvas").click(position={"x": 400, "y": 40})
    expect(page.locator(".row-ring")).to_have_count(0)


def test_the_table_fills_although_its_wrapper_gives_it_a_source_that_asks_nobody(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&kategori=lighting&tabell=1")
    page.evaluate(
        """async () => (await dash_ag_grid.getApiAsync("karta-grid"))
            .setGridOption("datasource", {getRows: () => undefined})"""
    )
    expect(page.locator('.ag-row[row-index="0"]')).to_contain_text("Belysning")


def test_an_area_that_is_clicked_tells_its_figures_and_can_be_looked_at_alone(demo: Site, page: Page) -> None:
    opened(page, demo)
    total = result(page)["total"]
    page.evaluate(
        """() => new Promise(done => {
            const off = lofteskartan.map.on("moved", () => { off(); done(); });
            lofteskartan.map.moveTo({lat: 56.78, lon: 16.2, zoom: 13});
        })"""
    )
    page.evaluate("lofteskartan.map.setLayers(['areas'])")
    page.locator("#map .maplibregl-canvas").click(position={"x": 500, "y": 60})
    expect(page.locator("#karta-record")).to_contain_text("Rapporter")
    page.get_by_role("button", name="Visa bara området").click()
    wait_for_query(page, "omrade=")
    assert result(page)["total"] < total


def test_two_browsers_with_different_views_do_not_influence_each_other(
    demo: Site, page: Page, browser: Browser
) -> None:
    other = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE").new_page()
    opened(page, demo)
    opened(other, demo, "kommun=0128")
    page.get_by_role("checkbox", name="Belysning").check()
    other.get_by_role("checkbox", name="Klotter").check()
    page.locator(CARDS).first.click()
    other.locator(CARDS).first.click()
    expect(page.locator(TITLE)).to_be_visible()
    expect(other.locator(TITLE)).to_be_visible()
    assert municipality(page) == "0880"
    assert municipality(other) == "0128"
    assert "kategori=lighting" in query_of(page)
    assert "kategori=graffiti" in query_of(other)
    assert page.locator(TITLE).inner_text() != other.locator(TITLE).inner_text()
    other.context.close()


def test_leaving_the_map_and_coming_back_puts_up_one_map_with_the_same_view(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.get_by_role("checkbox", name="Belysning").check()
    wait_for_query(page, "kategori=lighting")
    for _ in range(2):
        page.get_by_role("link", name="Löften", exact=True).click()
        expect(page.locator("#map")).to_have_count(0)
        expect(page).to_have_url(f"{demo.address}/loften?kommun=0880")
        assert page.evaluate("lofteskartan.map.ready") is False
        page.go_back()
        expect(page.locator(STATUS)).to_contain_text("visas", timeout=SEEN)
        expect(page.locator("#map .maplibregl-canvas")).to_have_count(1)
        expect(page.get_by_role("checkbox", name="Belysning")).to_be_checked()


def test_another_municipality_brings_its_own_map(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.locator("#frame-municipality").click()
    page.get_by_role("option", name="Salem").click()
    wait_for_query(page, "kommun=0128")
    expect(page.locator(".hotspot-name").first).to_contain_text("Salem")
    expect(page.locator(STATUS)).to_contain_text("visas")
    assert municipality(page) == "0128"
    expect(page.locator("#map .maplibregl-canvas")).to_have_count(1)


def test_a_panel_that_cannot_be_fetched_is_told_in_one_sentence_and_filters_still_work(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.locator(CARDS).first.click()
    kept = page.locator(TITLE)
    expect(kept).to_be_visible()
    name = kept.inner_text()
    page.locator("#karta-back").click()
    expect(page.locator(".karta")).not_to_have_class(CHAIN_DRAWN)

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/*", refuse)
    page.locator(CARDS).nth(1).click()
    expect(page.locator(STATUS)).to_contain_text("Servern svarar inte")
    assert name
    page.get_by_role("checkbox", name="Belysning").check()
    expect(page.locator(STATUS)).to_contain_text("visas")
    wait_for_query(page, "kategori=lighting")
    page.unroute("**/*", refuse)
    page.locator(CARDS).nth(1).click()
    expect(page.locator(TITLE)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_english_in_either_theme_on_a_phone(theme: str, demo: Site, browser: Browser) -> None:
    dark = theme == "dark"
    window = browser.new_context(viewport=PHONE, color_scheme="dark" if dark else "light", has_touch=True)
    page = window.new_page()
    opened(page, demo, "kommun=0880&sprak=en")
    expect(page.locator(STATUS)).to_contain_text("pieces of evidence shown")
    assert page.locator("#map").get_attribute("data-theme") == theme
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("#karta-sheet").get_by_text("Filter").click()
    page.get_by_role("checkbox", name="Lighting").check()
    wait_for_query(page, "kategori=lighting")
    page.locator("#karta-sheet").get_by_text("List").click()
    page.locator(CARDS).first.tap()
    expect(page.locator(TITLE)).to_be_visible()
    page.go_back()
    expect(page.locator(CARDS).first).to_be_visible()
    window.close()


def test_the_map_follows_when_the_theme_is_switched(demo: Site, page: Page) -> None:
    opened(page, demo)
    before = page.locator("#map").get_attribute("data-theme")
    page.get_by_role("button", name="Växla ljust och mörkt").click()
    expect(page.locator("#map")).not_to_have_attribute("data-theme", str(before))


def test_without_webgl_a_drawn_map_list_and_table_show_everything(demo: Site, page: Page) -> None:
    page.add_init_script(
        """const own = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === "webgl2" ? null : own.call(this, kind, ...rest);
        };"""
    )
    opened(page, demo)
    assert page.evaluate("lofteskartan.map.mode") == "drawn"
    expect(page.locator(".lk-map-notice")).to_contain_text("enklare bild")
    page.get_by_role("checkbox", name="Belysning").check()
    wait_for_query(page, "kategori=lighting")
    page.locator(CARDS).first.click()
    expect(page.locator(TITLE)).to_be_visible()


def test_the_map_keeps_its_size_while_figures_and_charts_arrive(page: Page, demo: Site) -> None:
    heights = """
        window.heights = new Set();
        const look = () => {
            const room = document.querySelector('.map-room');
            if (room) window.heights.add(room.clientHeight);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    """
    page.add_init_script(heights)
    opened(page, demo)
    expect(page.locator("#karta-timeline .js-plotly-plot .bars").first).to_be_visible()
    assert len(page.evaluate("[...window.heights]")) == 1


def test_every_button_works_after_a_deed_and_its_undoing(page: Page, workplace: Site) -> None:
    opened(page, workplace)
    page.locator(CARDS).nth(2).click()
    link = page.get_by_role("button", name=re.compile("^Koppla åtgärden")).first
    removed = page.get_by_role("button", name=re.compile("^Ta bort kopplingen"))
    link.click()
    removed.click()
    expect(page.locator("#frame-notice")).to_contain_text("Kopplingen är borttagen")
    link.click()
    expect(removed).to_be_visible()
    page.get_by_role("button", name="Ångra").click()
    expect(removed).to_have_count(0)
    page.get_by_role("button", name="Ångra").click()
    expect(removed).to_be_visible()


def test_a_server_that_does_not_answer_is_told_when_another_page_is_asked_for(page: Page, demo: Site) -> None:
    opened(page, demo)
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.locator("#nav-2").click()
    expect(page.locator("#frame-notice")).to_contain_text("Servern svarar inte")
    page.unroute("**/_dash-update-component*")
    page.get_by_role("link", name="Täckning", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Täckning")
    expect(page.locator("#frame-notice")).to_be_empty()
