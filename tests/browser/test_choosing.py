"""Choosing where one looks: in charts, in the timeline, on the map; chips and undo. The counts are the server's too."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Site
from tests.browser.watching import opened, query_of, result, wait_for_query

CHIPS = "#karta-chips .chip[aria-label] > span:first-child"


def chips(page: Page, *texts: str) -> None:
    """Wait until exactly these restrictions are told."""
    expect(page.locator(CHIPS)).to_have_text(list(texts))


def agrees(page: Page, site: Site) -> int:
    """The total that the browser counts, which the server counts for the same address too."""
    page.wait_for_timeout(600)  # the address is written a moment later
    counted = page.request.get(f"{site.address}/evidence/counts.json?{query_of(page)}&municipality=0880").json()
    shown = result(page)
    for name in ("total", "located", "byCategory", "openByMonth", "openByStatus", "openBySource", "openByWeekdayHour"):
        assert without_zeros(shown[name]) == without_zeros(counted[name]), name
    total: int = shown["total"]
    return total


def without_zeros(counts: Any) -> Any:
    """Of codes that nobody uses here the server tells zero, the browser nothing."""
    return {code: n for code, n in counts.items() if n} if isinstance(counts, dict) else counts


def with_charts(page: Page, site: Site, query: str = "kommun=0880") -> None:
    """The map with its charts unfolded."""
    page.add_init_script("localStorage.setItem('lofteskartan.charts', 'open')")
    opened(page, site, query)
    expect(page.locator(".week-cell").first).to_have_attribute("aria-label", re.compile("mån"))


def drag(page: Page, spots: list[tuple[float, float]]) -> None:
    page.mouse.move(*spots[0])
    page.mouse.down()
    for spot in spots[1:]:
        page.mouse.move(*spot)
    page.mouse.up()


def pad(page: Page) -> tuple[float, float, float, float]:
    box = page.locator(".draw-pad").bounding_box()
    assert box
    return box["x"], box["y"], box["width"], box["height"]


def test_a_drag_across_the_months_chooses_the_period_and_the_other_months_stay(demo: Site, page: Page) -> None:
    opened(page, demo)
    plot = page.locator("#karta-timeline .draglayer .xy .nsewdrag")
    plot.wait_for(state="attached")
    page.wait_for_timeout(500)
    months = result(page)["openByMonth"]
    box = plot.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    drag(page, [(box["x"] + box["width"] * share, y) for share in (0.5, 0.55, 0.62)])
    expect(page).to_have_url(re.compile(r"fran=\d{4}-\d{2}-01&till=\d{4}-\d{2}-(28|29|30|31)"))
    assert 0 < agrees(page, demo) < sum(months)
    assert result(page)["openByMonth"] == months
    graph = "document.querySelector('#karta-timeline .js-plotly-plot').data[0]"
    assert page.evaluate(f"{graph}.y") == months
    solid = page.evaluate(f"{graph}.marker.opacity")
    assert solid.count(1) == sum(1 for n in result(page)["byMonth"] if n)
    # one month, and the same month again: none
    page.mouse.click(box["x"] + box["width"] * 0.55, y)
    expect(page.locator(CHIPS)).to_have_text([re.compile(r"^Period: [a-z]+ \d{4}$")])
    page.mouse.click(box["x"] + box["width"] * 0.55, y)
    chips(page)


def test_months_are_chosen_by_the_keyboard_alone(demo: Site, page: Page) -> None:
    opened(page, demo)
    brush = page.get_by_role("slider", name=re.compile("^Period"))
    brush.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    expect(brush).to_have_attribute("aria-valuetext", re.compile(rf": {sum(result(page)['openByMonth'][:2])} underlag"))
    page.keyboard.press("Enter")
    first, second = result(page)["months"][:2]
    wait_for_query(page, f"fran={first}-01&till={second}")
    assert agrees(page, demo) == sum(result(page)["openByMonth"][:2])
    page.keyboard.press("Delete")
    chips(page)


def test_weekdays_and_hours_are_chosen_by_the_keyboard_also_past_midnight(demo: Site, page: Page) -> None:
    with_charts(page, demo)
    week = result(page)["openByWeekdayHour"]
    page.get_by_role("gridcell", name=re.compile(r"^fre kl\. 21")).focus()
    page.keyboard.press("Shift+ArrowDown")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    inside = sum(week[day][hour] for day in (4, 5) for hour in (21, 22, 23, 0, 1))
    expect(page.locator(".week-said")).to_have_text(f"fre, lör kl. 21–02: {inside} underlag")
    page.keyboard.press("Enter")
    wait_for_query(page, "tid=21-02&veckodag=5,6")
    chips(page, "kl. 21–02", "fre, lör")
    assert agrees(page, demo) == inside
    assert result(page)["openByWeekdayHour"] == week
    expect(page.locator(".week-cell[aria-selected=true]")).to_have_count(10)
    expect(page.get_by_role("textbox", name="Från klockan")).to_have_value("21")
    page.keyboard.press("Delete")
    chips(page)
    expect(page.get_by_role("textbox", name="Från klockan")).to_have_value("")


def test_a_drag_over_the_weeks_cells_chooses_a_rectangle_and_a_day_is_one_press(demo: Site, page: Page) -> None:
    with_charts(page, demo)
    grid = page.locator(".week")
    grid.scroll_into_view_if_needed()
    first = page.get_by_role("gridcell", name=re.compile(r"^tis kl\. 08")).bounding_box()
    last = page.get_by_role("gridcell", name=re.compile(r"^tors kl\. 15")).bounding_box()
    assert first
    assert last
    drag(page, [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in (first, last)])
    chips(page, "kl. 08–16", "tis–tors")
    agrees(page, demo)
    page.get_by_role("rowheader").get_by_role("button", name="ons").click()
    chips(page, "kl. 08–16", "tis, tors")


def test_bars_add_and_take_away_and_what_they_count_stays(demo: Site, page: Page) -> None:
    with_charts(page, demo)
    before = result(page)["openByStatus"]
    for code in ("new", "fixed"):
        page.locator(f'[data-field="statuses"] [data-code="{code}"]').click()
    wait_for_query(page, "status=fixed,new")
    chips(page, "Status: Åtgärdad, Ny")
    assert agrees(page, demo) == before["new"] + before["fixed"]
    assert result(page)["openByStatus"] == before
    page.locator('[data-field="statuses"] [data-code="new"]').click()
    page.locator('[data-field="sources"] .choice-bar:visible').first.click()
    expect(page.locator(CHIPS)).to_have_count(2)
    agrees(page, demo)


def test_darkness_is_chosen_and_counted_by_the_server_too(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.locator("#filter-light").get_by_text("Mörkt").click()
    wait_for_query(page, "ljus=dark")
    chips(page, "Mörkt")
    assert agrees(page, demo) > 0


def test_a_free_line_on_the_map_chooses_what_lies_inside_and_the_ring_moves_along(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.locator("#map .maplibregl-canvas").focus()
    page.keyboard.press("l")
    expect(page.locator("#karta-tool-hint")).to_contain_text("Esc avbryter")
    x, y, width, height = pad(page)
    turn = [2 * math.pi * n / 90 for n in range(90)]
    drag(page, [(x + width / 2 + 130 * math.cos(a), y + height / 2 + 80 * math.sin(a)) for a in turn])
    chips(page, "Ritad yta")
    within = re.search(r"yta=([^&]*)", query_of(page) if "yta=" in query_of(page) else _later(page))
    assert within
    assert len(within[1].split(",")) == 80
    assert 0 < agrees(page, demo) < result(page)["all"]
    ring = page.locator(".ring-chosen")
    before = ring.get_attribute("d")
    page.locator("#map .maplibregl-canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(ring).not_to_have_attribute("d", before or "")
    page.reload()
    chips(page, "Ritad yta")
    expect(ring).to_have_attribute("d", re.compile("^M"))
    page.get_by_role("button", name="Ta bort Ritad yta").click()
    chips(page)
    expect(ring).to_have_attribute("d", "")


def _later(page: Page) -> str:
    wait_for_query(page, "yta=")
    return query_of(page)


def test_a_rectangle_is_drawn_and_esc_puts_the_tool_away(demo: Site, page: Page) -> None:
    opened(page, demo)
    tool = page.get_by_role("button", name=re.compile("rektangel"))
    tool.click()
    expect(tool).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(tool).to_have_attribute("aria-pressed", "false")
    expect(tool).to_be_focused()
    page.keyboard.press("r")
    x, y, width, height = pad(page)
    drag(page, [(x + 140, y + 60), (x + width - 80, y + height - 60)])
    chips(page, "Ritad yta")
    agrees(page, demo)
    assert len(re.findall(r"[\d.]+", _later(page).split("yta=")[1].split("&")[0])) == 8


def test_what_the_map_shows_is_chosen_without_a_mouse(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&karta=56.6634,16.3568,14")
    page.get_by_role("button", name="Välj det kartan visar").focus()
    page.keyboard.press("Enter")
    chips(page, "Ritad yta")
    assert 0 < agrees(page, demo) < result(page)["all"]


def test_areas_are_chosen_by_clicks_on_the_map(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.get_by_role("button", name=re.compile("Välj områden")).click()
    x, y, width, height = pad(page)
    codes = page.evaluate(
        """([width, height]) => Array.from({length: 60}, (_, n) => {
          const at = [140 + (n % 10) * (width - 240) / 10, 60 + Math.floor(n / 10) * (height - 120) / 6];
          return {at, code: lofteskartan.map.areaAt(lofteskartan.map.toPlace(...at))};
        }).filter(({code}) => code)""",
        [width, height],
    )
    one = codes[0]
    other = next(found for found in codes if found["code"] != one["code"])
    page.mouse.click(x + one["at"][0], y + one["at"][1])
    wait_for_query(page, f"omrade={one['code']}")
    page.keyboard.down("Control")
    page.mouse.click(x + other["at"][0], y + other["at"][1])
    page.keyboard.up("Control")
    wait_for_query(page, f"omrade={','.join(sorted((one['code'], other['code'])))}")
    agrees(page, demo)
    page.keyboard.press("Escape")
    # without the tool too
    page.keyboard.down("Shift")
    page.mouse.click(x + other["at"][0], y + other["at"][1])
    page.keyboard.up("Shift")
    expect(page).not_to_have_url(re.compile(other["code"]))
    expect(page.locator("#karta-record")).to_be_hidden()


def test_undo_and_redo_go_through_every_change_and_the_controls_and_the_address_follow(demo: Site, page: Page) -> None:
    opened(page, demo)
    undo, redo = page.locator("#select-undo"), page.locator("#select-redo")
    expect(undo).to_be_disabled()
    page.get_by_role("checkbox", name="Belysning").check()
    chips(page, "Kategori: Belysning")
    page.locator("#filter-light").get_by_text("Mörkt").click()
    chips(page, "Mörkt", "Kategori: Belysning")
    page.get_by_role("button", name="Rensa allt").click()
    chips(page)
    expect(page.get_by_role("checkbox", name="Belysning")).not_to_be_checked()
    page.keyboard.press("Control+z")
    chips(page, "Mörkt", "Kategori: Belysning")
    expect(page.get_by_role("checkbox", name="Belysning")).to_be_checked()
    undo.click()
    chips(page, "Kategori: Belysning")
    undo.click()
    chips(page)
    expect(undo).to_be_disabled()
    page.keyboard.press("Control+Shift+Z")
    redo.click()
    chips(page, "Mörkt", "Kategori: Belysning")
    wait_for_query(page, "kategori=lighting&ljus=dark")
    agrees(page, demo)
    # another choice: what was taken back is gone
    page.get_by_role("button", name="Ta bort Mörkt").click()
    chips(page, "Kategori: Belysning")
    expect(redo).to_be_disabled()


def test_undo_leaves_the_keys_of_a_field_to_the_field(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.get_by_role("checkbox", name="Belysning").check()
    chips(page, "Kategori: Belysning")
    page.locator("#filter-areas").focus()
    page.keyboard.type("Ka")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(300)
    chips(page, "Kategori: Belysning")


def test_back_and_a_link_are_steps_of_the_selection_too(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.locator(".hotspot-card").first.click()
    wait_for_query(page, "vald=")
    page.locator("#filter-light").get_by_text("Mörkt").click()
    chips(page, "Mörkt")
    wait_for_query(page, "ljus=dark")
    page.go_back()
    chips(page)
    page.locator("#select-undo").click()
    chips(page, "Mörkt")


def test_reset_clears_what_was_chosen_in_charts_and_on_the_map(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&status=new&kalla=app&veckodag=5&ljus=dark&yta=16.3,56.6,16.4,56.6,16.4,56.7")
    chips(page, "fre", "Mörkt", "Status: Ny", "Källa: App", "Ritad yta")
    page.get_by_role("button", name="Återställ urvalet").first.click()
    chips(page)
    expect(page).not_to_have_url(re.compile("status|kalla|veckodag|ljus|yta"))


def test_charts_that_are_folded_are_not_drawn_and_it_is_remembered_that_they_are_open(demo: Site, page: Page) -> None:
    opened(page, demo)
    page.get_by_role("checkbox", name="Belysning").check()
    chips(page, "Kategori: Belysning")
    assert page.locator(".week-cell[aria-label]").count() == 0
    page.get_by_text("Diagram", exact=True).click()
    expect(page.locator(".week-cell[aria-label]")).to_have_count(168)
    page.reload()
    expect(page.locator(".week-cell[aria-label]")).to_have_count(168)


def test_without_webgl_the_ring_is_drawn_on_the_plain_picture(demo: Site, page: Page) -> None:
    page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind === 'webgl2' ? null : get.call(this, kind, ...rest); };"
    )
    opened(page, demo)
    expect(page.get_by_role("button", name="Välj det kartan visar")).to_be_disabled()
    page.get_by_role("button", name=re.compile("rektangel")).click()
    x, y, width, height = pad(page)
    drag(page, [(x + width * 0.3, y + height * 0.3), (x + width * 0.7, y + height * 0.8)])
    chips(page, "Ritad yta")
    expect(page.locator(".ring-chosen")).to_have_attribute("d", re.compile("^M"))
    agrees(page, demo)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_charts_chips_and_tools_are_for_everybody(
    width: int, theme: str, demo: Site, browser: Browser, axe: str
) -> None:
    window = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = window.new_page()
    page.add_init_script("localStorage.setItem('lofteskartan.charts', 'open')")
    chosen = "tid=21-02&veckodag=5,6&status=new&kategori=lighting&yta=16.2,56.6,16.5,56.6,16.5,56.8"
    opened(page, demo, f"kommun=0880&{chosen}")
    if width < 1000:
        page.locator("#karta-sheet").get_by_text("Filter").click()
    expect(page.locator(".week-cell").first).to_be_visible()
    page.evaluate(axe)
    parts = ["#karta-charts", "#karta-chips", "#karta-tools", "#filter-light", ".select-history", ".month-brush"]
    found = page.evaluate("parts => axe.run({include: parts.map(part => [part])})", parts)["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    window.close()
