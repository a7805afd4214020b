"""Finding by keyboard and by thumb: search, saved views and their links, the tour, a map that says why it is empty."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from geodata.model import Actor, Role, SavedView
from tests.browser.serving import SEEN, Site

PLANNER = Actor(role=Role.PLANNER)
PHONE: ViewportSize = {"width": 390, "height": 844}
CHECK = (
    """async () => (await axe.run()).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}`))"""
)


def opened(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    expect(page.locator("#page h1")).to_be_attached(timeout=SEEN)


def on_the_map(page: Page, site: Site, query: str = "") -> None:
    """The map, when it has counted."""
    opened(page, site, f"/?kommun=0880{query}")
    expect(page.locator("#karta-status")).to_contain_text("underlag visas", timeout=SEEN)


def searched(page: Page, words: str) -> None:
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Sök i Kalmar")
    expect(box).to_be_focused()
    box.fill(words)


def test_the_search_is_worked_by_keyboard_alone(demo: Site, page: Page) -> None:
    opened(page, demo, "/data")
    searched(page, "torg")
    box, options = page.get_by_role("combobox", name="Sök i Kalmar"), page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("group", name="Platser").get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/data")


def test_what_is_found_is_opened_with_enter_without_loading_anew(demo: Site, page: Page) -> None:
    opened(page, demo, "/data?kommun=0880")
    page.evaluate("window.stillHere = true")
    searched(page, "nattvandr")
    expect(page.get_by_role("group", name="Åtgärder").get_by_role("option").first).to_be_visible()
    page.get_by_role("group", name="Åtgärder").get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("/atgard/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("nattvandr", re.IGNORECASE), timeout=SEEN)
    assert page.evaluate("window.stillHere")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data", timeout=SEEN)


def test_enter_before_the_answer_opens_the_best_one(demo: Site, page: Page) -> None:
    opened(page, demo, "/data?kommun=0880")

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/sok.json*", late)
    page.keyboard.press("/")
    page.keyboard.type("larmtoget")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("karta=56.66"), timeout=SEEN)


def test_a_place_is_found_without_losing_the_selection(demo: Site, page: Page) -> None:
    on_the_map(page, demo, "&kategori=alcohol")
    searched(page, "stortorget")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_contain_text("Stortorget")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"kategori=alcohol.*karta=56\.66412,16\.3656,16$"))


def test_what_is_called_nothing_says_what_to_try_and_a_silent_server_too(demo: Site, page: Page) -> None:
    opened(page, demo, "/data")
    searched(page, "xyzzyplugh")
    said = page.locator("dialog.search")
    expect(said).to_contain_text("Inget heter så i Kalmar.")
    expect(said).to_contain_text("Prova ett kortare ord")
    page.route("**/sok.json*", lambda route: route.abort())
    page.get_by_role("combobox", name="Sök i Kalmar").fill("torg")
    expect(said).to_contain_text("Sökningen fick inget svar.")
    page.unroute("**/sok.json*")
    page.get_by_role("combobox", name="Sök i Kalmar").fill("torge")
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_search_has_room_on_a_phone_and_axe_finds_nothing(demo: Site, browser: Browser, axe: str) -> None:
    window = browser.new_context(viewport=PHONE, locale="sv-SE", has_touch=True)
    page = window.new_page()
    opened(page, demo, "/loften?kommun=0880")
    page.get_by_role("button", name=re.compile("Sök")).tap()
    page.get_by_role("combobox", name="Sök i Kalmar").fill("vandring")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.evaluate(axe)
    assert page.evaluate(CHECK) == []
    page.get_by_role("option").first.tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    window.close()


def test_a_view_is_saved_opened_changed_taken_away_and_brought_back(workplace: Site, page: Page, axe: str) -> None:
    on_the_map(page, workplace, "&kategori=alcohol")
    page.locator("#karta-views > summary").click()
    form = page.locator(".views-form")
    form.get_by_label("Namn").fill("Alkohol")
    form.get_by_role("button", name="Spara vy").click()
    expect(page.locator("#frame-notice")).to_contain_text("Vyn Alkohol är sparad.")
    names = [one.record.name for one in workplace.casebook.entries(PLANNER, SavedView, "0880")]
    assert "Alkohol" in names
    page.evaluate(axe)
    assert page.evaluate(CHECK) == []
    page.get_by_role("link", name="Kvällar och nätter").click()
    expect(page).to_have_url(re.compile("tid=21-04"))
    expect(page).not_to_have_url(re.compile("kategori"))
    page.locator(".views-list").get_by_role("link", name="Alkohol").click()
    expect(page).to_have_url(re.compile("kategori=alcohol"))
    expect(page.locator(".categories input:checked")).to_have_count(1)
    row = page.locator(".views-list li").filter(has_text="Alkohol")
    row.locator("summary").click()
    row.get_by_label("Namn").fill("Alkohol i centrum")
    row.get_by_role("button", name="Spara ändringen").click()
    expect(page.locator("#frame-notice")).to_contain_text("är ändrad")
    row = page.locator(".views-list li").filter(has_text="Alkohol i centrum")
    row.locator("summary").click()
    row.get_by_role("button", name="Ta bort").click()
    expect(page.locator("#frame-notice")).to_contain_text("är borttagen")
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Ångra").click()
    expect(page.locator(".views-list li").filter(has_text="Alkohol i centrum")).to_have_count(1)


def test_the_link_to_a_view_is_copied_and_shows_the_same_to_another(demo: Site, page: Page, browser: Browser) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    on_the_map(page, demo, "&kategori=alcohol&sprak=sv")
    page.locator("#karta-views > summary").click()
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.locator("#views-said")).to_have_text("Länken är kopierad.")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == f"{demo.address}/?kommun=0880&kategori=alcohol"
    other = browser.new_page()
    other.goto(address)
    expect(other.locator("#karta-status")).to_have_text(page.locator("#karta-status").inner_text(), timeout=SEEN)
    other.close()


def test_where_copying_is_not_allowed_the_link_stands_to_be_copied_by_hand(demo: Site, page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    on_the_map(page, demo)
    page.locator("#karta-views > summary").click()
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.get_by_label("Länk till vyn")).to_have_value(f"{demo.address}/?kommun=0880")
    expect(page.get_by_label("Länk till vyn")).to_be_focused()


def test_a_damaged_or_aged_link_opens_with_a_notice(demo: Site, page: Page) -> None:
    on_the_map(page, demo, "&kategori=ufo&omrade=0880X9&vald=h77&karta=x")
    notice = page.locator("#frame-notice")
    expect(notice).to_contain_text("gick inte att förstå och hoppades över: kategori, karta.")
    expect(notice).to_contain_text("finns inte längre och visas inte: området 0880X9 och den valda hotspoten.")
    expect(page.locator(".hotspot-card").first).to_be_visible()


def test_an_empty_map_says_why_and_leads_back(demo: Site, page: Page) -> None:
    on_the_map(page, demo, "&kategori=robbery&tid=05-06&fran=2017-05-30&till=2017-05-31")
    why = page.locator("#karta-nothing")
    expect(why).to_contain_text("passar inget till det som är valt: period, tid på dygnet, kategori.")
    expect(why).to_contain_text("utan klockslag")
    why.get_by_role("button", name="Återställ urvalet").click()
    expect(why).to_be_hidden()


def test_the_tour_is_offered_once_and_led_by_keyboard(demo: Site, page: Page, axe: str) -> None:
    on_the_map(page, demo)
    offer = page.locator("#tour-offer")
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="Visa mig").click()
    tour = page.get_by_role("dialog")
    expect(tour).to_contain_text("1 av 9")
    page.evaluate(axe)
    assert page.evaluate(CHECK) == []
    page.keyboard.press("ArrowRight")
    expect(tour).to_contain_text("2 av 9")
    page.keyboard.press("ArrowLeft")
    expect(tour).to_contain_text("1 av 9")
    for n in range(2, 10):
        page.keyboard.press("Enter")
        expect(tour).to_contain_text(f"{n} av 9")
    page.keyboard.press("Enter")
    expect(tour).to_have_count(0)
    page.reload()
    expect(page.locator(".hotspot-card").first).to_be_visible(timeout=SEEN)
    expect(offer).to_be_hidden()


def test_the_tour_starts_from_the_help_of_any_page_and_escape_ends_it(demo: Site, page: Page) -> None:
    opened(page, demo, "/data?kommun=0880")
    page.keyboard.press("?")
    page.get_by_role("button", name="Rundtur på två minuter").click()
    tour = page.locator("dialog.tour")
    expect(tour).to_contain_text("1 av 9", timeout=SEEN)
    expect(page).to_have_url(re.compile(r"/\?kommun=0880"))
    page.keyboard.press("Escape")
    expect(tour).to_have_count(0)


def test_on_a_phone_the_tour_turns_the_sheet_to_what_it_tells_of(demo: Site, browser: Browser) -> None:
    window = browser.new_context(viewport=PHONE, locale="sv-SE", has_touch=True)
    page = window.new_page()
    on_the_map(page, demo)
    page.locator("#tour-offer").get_by_role("button", name="Visa mig").tap()
    tour = page.locator("dialog.tour")
    for _ in range(3):
        tour.get_by_role("button", name="Nästa").tap()
    expect(tour).to_contain_text("Ställ frågan")
    expect(page.locator("#karta-sheet").get_by_role("radio", name="Filter")).to_be_checked()
    box = tour.locator(".tour-card").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] + box["height"] <= PHONE["height"]
    window.close()
