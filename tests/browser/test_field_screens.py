"""Every screen of the walk's app: axe finds nothing, what is pressed is large enough, keys reach all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.fieldsite import PHONE, FieldSite, a_phone, begun, noted, only_here, opened
from tests.browser.serving import SEEN
from tests.pictures import a_photo_file

LOOKS = [(language, theme) for language in ("sv", "en") for theme in ("light", "dark")]
CHECK = """async () =>
    (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}))
    .violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`))"""
SMALL = """() => [...document.querySelectorAll("button, a[href], select, textarea, .choice, label.button, input")]
    .filter(one => one.matches(".choice, label.button") || !one.closest(".choice, label.button"))
    .filter(one => one.checkVisibility())
    .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
    .filter(([_, box]) => box.width && (box.width < 48 || box.height < 48))
    .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""
WIDE = "document.documentElement.scrollWidth"


def tab(page: Page, number: int) -> None:
    page.locator(".tabs button").nth(number).tap()


def writing(page: Page) -> None:
    begun(page)
    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo_file()}
    page.locator("input[type=file]").first.set_input_files(picture)  # type: ignore[arg-type]
    expect(page.locator(".photo img")).to_be_visible(timeout=SEEN)
    page.locator("textarea").fill("ring 070-123 45 67")
    page.locator(".bar .primary").tap()
    expect(page.locator(".warning .primary")).to_be_visible()


def placing(page: Page) -> None:
    begun(page)
    page.locator(".position button").first.tap()
    expect(page.locator(".leaflet-control-zoom")).to_be_visible()


def listing(page: Page) -> None:
    noted(page, "litter")
    only_here(page, 0)
    page.context.set_offline(True)
    noted(page, "theft")
    begun(page)
    page.locator(".bar button").first.tap()
    tab(page, 1)
    expect(page.locator(".row")).to_have_count(3)


def scoring(page: Page) -> None:
    tab(page, 2)
    page.locator(".row-main").first.tap()
    expect(page.locator(".score")).to_have_count(8)


def answered(page: Page) -> None:
    noted(page, "litter")
    only_here(page, 0)
    tab(page, 3)
    expect(page.locator(".answer").first).to_be_visible(timeout=SEEN)


def started(page: Page) -> None:
    expect(page.locator(".turnout .primary")).to_be_visible()
    # clear of the tabs, under which one scrolls
    page.evaluate("scrollTo(0, document.body.scrollHeight)")


def categories(page: Page) -> None:
    page.locator(".huge").tap()
    expect(page.locator("[data-code=litter]")).to_be_visible()


def settings(page: Page) -> None:
    page.locator("button:has(svg)").last.scroll_into_view_if_needed()
    page.locator(".screen > .plain").last.tap()
    expect(page.locator(".choices")).to_have_count(3)


def danger(page: Page) -> None:
    page.locator(".danger-button").tap()
    expect(page.locator("a[href='tel:112']")).to_be_visible()


SCREENS: dict[str, Callable[[Page], None]] = {
    "start": started,
    "vad gäller det": categories,
    "ett fynd": writing,
    "platsen": placing,
    "mina fynd": listing,
    "bedömning": scoring,
    "svar": answered,
    "inställningar": settings,
    "fara": danger,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_and_everything_is_large_enough(
    screen: str, browser: Browser, field: FieldSite, axe: str
) -> None:
    found: dict[tuple[str, str], object] = {}
    for language, theme in LOOKS:
        locale = "sv-SE" if language == "sv" else "en-GB"
        device = a_phone(browser, locale=locale, color_scheme=theme, reduced_motion="reduce", bypass_csp=True)
        page = opened(device, field)
        SCREENS[screen](page)
        assert page.evaluate("document.documentElement.lang") == language
        page.evaluate(axe)
        wrong = [*page.evaluate(CHECK), *page.evaluate(SMALL)]
        if page.evaluate(WIDE) > PHONE["width"]:
            wrong.append(f"{page.evaluate(WIDE)} px wide")
        if wrong:
            found[language, theme] = wrong
        device.close()
    assert found == {}


def test_the_screen_before_any_walk_holds_too(browser: Browser, field: FieldSite, axe: str) -> None:
    device = a_phone(browser, bypass_csp=True)
    page = device.new_page()
    page.goto(f"{field.address}/field/")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate(axe)
    assert page.evaluate(CHECK) == []
    device.close()


def test_a_finding_is_made_with_keys_alone_and_the_focus_follows(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    page.locator(".huge").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_have_text("Vad gäller det?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Belysning")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-value=safe] input")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator(".leaflet-marker-draggable")).to_be_focused()
    page.locator(".bar .primary").focus()
    page.keyboard.press("Enter")
    only_here(page, 0)
    assert [finding.feeling.value for finding in field.kept()] == ["safe"]
