"""A meeting with a projector: by keyboard alone, without the network, legible from the back row, the figures alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from dashboard.i18n import Language, translate
from dashboard.situationsheets import said
from geodata.model import Record, Section, SectionText
from geodata.situation.content import Content, figures
from tests.browser.fieldsite import until
from tests.browser.serving import Site, demonstration, serving
from tests.browser.test_accessibility import CHECK, LOOKS
from tests.browser.watching import PLANNER
from tests.builders import a_municipality, a_place, a_promise, a_report, an_action, an_agreement, an_area
from tests.geodata.casebook.town import SQUARE, TODAY

SCREENS = (((1280, 720), "sv"), ((1280, 720), "en"), ((1920, 1080), "sv"), ((3840, 2160), "sv"))
TEXTS = (
    SectionText(section=Section.ANALYSIS, text="Mörkret och häcken bidrar vid Larmtorget."),
    SectionText(section=Section.DECISIONS, text="Nattvandringen fortsätter.\nAnsvarig utses för det som saknar."),
    SectionText(section=Section.NOTES, text="Börja med kartan."),
)
OVERFLOW = """screen => {
    const seen = [...screen.querySelectorAll('*')].filter(one => one.getClientRects().length > 0);
    const beyond = seen.filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('svg'));
    return {
        high: screen.scrollHeight - screen.clientHeight,
        wide: screen.scrollWidth - screen.clientWidth,
        beyond: beyond.map(one => one.outerHTML.slice(0, 80)),
    };
}"""
SMALLEST = """screen => {
    const texts = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
    let least = [1e9, ''];
    while (texts.nextNode()) {
        const one = texts.currentNode, around = one.parentElement;
        if (!one.data.trim() || around.closest('svg, .seal')) continue;
        const size = parseFloat(getComputedStyle(around).fontSize) / innerHeight * 100;
        if (size < least[0]) least = [size, one.data.slice(0, 60)];
    }
    return least;
}"""
# every text against what lies behind it, as it is drawn; on the map against all that it may lie upon
CONTRAST = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [r, g, b] = parts(colour).slice(0, 3).map(one => {
            const c = one / 255;
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
        const [a, b] = [light(one), light(other)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const behind = element => {
        for (let one = element; one; one = one.parentElement) {
            const colour = getComputedStyle(one).backgroundColor;
            const [, , , alpha] = parts(colour);
            if (alpha === undefined || alpha === 1) return colour;
            if (alpha !== 0) return 'rgb(128, 128, 128)';
        }
        return getComputedStyle(document.documentElement).backgroundColor;
    };
    const fill = one => getComputedStyle(one).fill;
    const under = text => {
        const rect = text.parentElement.querySelector('rect');
        if (rect) return [fill(rect)];
        const map = text.closest('svg');
        const drawn = [...map.querySelectorAll('.land, .spot')].map(fill);
        return [getComputedStyle(map).backgroundColor, ...drawn];
    };
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const one = texts.currentNode, around = one.parentElement;
        if (!one.data.trim() || around.getClientRects().length === 0 || around.closest('.sr-only')) continue;
        const drawn = around.localName === 'text';
        const colour = drawn ? fill(around) : getComputedStyle(around).color;
        for (const below of drawn ? under(around) : [behind(around)]) {
            found.push([ratio(colour, below), one.data.trim().slice(0, 40), colour, below]);
        }
    }
    return found;
}"""


def frozen(site: Site, municipality: str = "0880") -> str:
    """A lägesbild with texts; the address of its presentation."""
    entry = site.casebook.freeze_situation(PLANNER, municipality, "Lägesbild juni")
    site.casebook.write_situation(
        PLANNER, entry.record.id, title="Lägesbild juni", texts=TEXTS, base_version=entry.version
    )
    return f"{site.address}/lagesbild/{entry.record.id}/namnd"


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """The demonstration, and one frozen in it: to look at."""
    folder = tmp_path_factory.mktemp("namnd")
    with serving(folder, demonstration(folder)) as site:
        yield site, frozen(site)


def content_of(site: Site, address: str) -> Content:
    """What was frozen."""
    identity = next(
        one.entry.record.id for one in site.casebook.situations(PLANNER, "0880") if str(one.entry.record.id) in address
    )
    content = site.casebook.situation(PLANNER, identity).content
    assert content is not None
    return content


def shown(page: Page) -> Locator:
    """The one screen that is seen."""
    one = page.locator(".screen:visible")
    expect(one).to_have_count(1)
    return one


def number(page: Page) -> int:
    """Which screen is seen."""
    return int(shown(page).get_attribute("id") or 0)


def walk(page: Page) -> Iterator[Locator]:
    """All screens, from the first, by the keyboard."""
    page.keyboard.press("Home")
    total = page.locator(".screen").count()
    for place in range(1, total + 1):
        expect(page.locator("#count")).to_have_text(f"{place} / {total}")
        yield shown(page)
        page.keyboard.press("ArrowRight")


# By keyboard alone


def test_the_keyboard_alone_leads_through_all_screens(wall: tuple[Site, str], page: Page) -> None:
    page.goto(wall[1])
    total = page.locator(".screen").count()
    assert total >= 20
    heard = []
    for screen in walk(page):
        expect(page.locator("#told")).to_contain_text(screen.locator("h2").inner_text())
        heard.append(page.locator("#told").inner_text())
    assert len(set(heard)) == total
    assert number(page) == total, "beyond the last there is nothing"
    expect(page).to_have_url(f"{wall[1]}#{total}")
    page.keyboard.press("PageUp")
    assert number(page) == total - 1
    for key, place in (("Home", 1), (" ", 2), ("PageDown", 3), ("ArrowDown", 4), ("ArrowUp", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        assert number(page) == place, key
    page.keyboard.press("Shift+Space")
    assert number(page) == 1
    page.keyboard.press("ArrowLeft")
    assert number(page) == 1
    page.keyboard.press("End")
    assert number(page) == total


def test_back_leads_to_the_screen_before_and_an_address_to_its_screen(wall: tuple[Site, str], page: Page) -> None:
    page.goto(f"{wall[1]}#3")
    assert number(page) == 3
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert number(page) == 5
    page.go_back()
    expect(page.locator("#count")).to_contain_text("4 /")
    page.go_back()
    expect(page.locator("#count")).to_contain_text("3 /")
    page.go_forward()
    expect(page.locator("#count")).to_contain_text("4 /")
    assert number(page) == 4


def test_overview_notes_keys_and_theme_open_and_close_by_their_letters(wall: tuple[Site, str], page: Page) -> None:
    page.goto(wall[1])
    page.keyboard.press("o")
    overview = page.get_by_role("dialog")
    expect(overview.get_by_role("link")).to_have_count(page.locator(".screen").count() + 1)
    expect(overview.locator("[aria-current]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(overview).to_have_count(0)
    assert number(page) == 2
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("PageDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    notes = page.get_by_role("complementary")
    expect(notes).to_have_count(0)
    page.keyboard.press("n")
    expect(notes).to_contain_text("Börja med kartan.")
    expect(notes.locator(".origins:visible")).to_have_count(1)
    expect(notes).to_contain_text("Anmälda bostadsinbrott: 1 juni 2016")
    page.keyboard.press("Escape")
    expect(notes).to_have_count(0)
    for theme in ("dark", "light"):
        page.keyboard.press("L")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
    page.keyboard.press("f")
    until(lambda: page.evaluate("document.fullscreenElement !== null"), seconds=10)
    page.keyboard.press("f")
    until(lambda: page.evaluate("document.fullscreenElement === null"), seconds=10)


def test_buttons_and_a_finger_do_the_same(wall: tuple[Site, str], browser: Browser) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = phone.new_page()
    page.goto(wall[1])
    page.get_by_role("button", name="Nästa skärm").tap()
    assert number(page) == 2
    swipe = """dx => {
        const stage = document.getElementById('stage');
        const at = x => new Touch({identifier: 1, target: stage, clientX: x, clientY: 300});
        stage.dispatchEvent(new TouchEvent('touchstart', {touches: [at(200)], bubbles: true}));
        stage.dispatchEvent(new TouchEvent('touchend', {changedTouches: [at(200 + dx)], bubbles: true}));
    }"""
    page.evaluate(swipe, -120)
    assert number(page) == 3
    page.evaluate(swipe, 20)
    assert number(page) == 3
    page.evaluate(swipe, 120)
    assert number(page) == 2
    page.get_by_role("button", name="Översikt").tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    phone.close()


# Without the network


def test_it_goes_on_when_network_and_server_are_gone(tmp_path: Path, browser: Browser) -> None:
    room = browser.new_context()
    page = room.new_page()
    with serving(tmp_path, demonstration(tmp_path)) as site:
        page.goto(frozen(site))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    total = page.locator(".screen").count()

    def goes_on() -> None:
        assert len([screen.inner_text() for screen in walk(page)]) == total
        page.keyboard.press("Home")
        expect(page.locator(".screen:visible svg .mark").first).to_be_visible()
        assert asked == []
        page.keyboard.press("ArrowRight")
        page.locator(".screen:visible [data-figure]").first.click()
        expect(page.get_by_role("alert")).to_contain_text("går inte att nå")
        expect(page.get_by_role("alert")).to_contain_text("1 juni 2017")
        page.keyboard.press("Escape")
        expect(page.get_by_role("alert")).to_have_count(0)
        assert len(room.pages) == 1
        asked.clear()

    goes_on()  # the server is gone, the network is not
    room.set_offline(True)
    goes_on()
    room.close()


def test_a_figure_opens_where_it_is_told_live(wall: tuple[Site, str], context: BrowserContext, page: Page) -> None:
    page.goto(f"{wall[1]}#2")
    figure = page.locator(".screen:visible [data-figure='evidence.all.now']")
    with context.expect_page() as opened:
        figure.press("Enter")
    tab = opened.value
    tab.wait_for_load_state()
    assert "fran=2016-06-01" in tab.url
    expect(tab.locator("#karta-status")).to_contain_text("visas")
    assert number(page) == 2


# Figures


@pytest.mark.parametrize("language", [Language.SV, Language.EN])
def test_figures_on_the_wall_are_those_that_were_frozen(wall: tuple[Site, str], page: Page, language: Language) -> None:
    site, address = wall
    t = translate(language)
    told = {one.key: said(t, one) for one in figures(content_of(site, address))}
    page.goto(f"{address}?sprak={language.value}")
    each = "one => [...one.querySelectorAll('[data-figure]')].map(f => [f.dataset.figure, f.innerText])"
    read = {key: text for screen in walk(page) for key, text in screen.evaluate(each)}
    assert len(read) >= 100
    assert {key: text for key, text in read.items() if told[key] != text} == {}


# Legible


@pytest.mark.parametrize(("size", "language"), SCREENS, ids=lambda one: one if isinstance(one, str) else f"{one[0]}")
def test_every_screen_is_seen_whole_from_the_back_row(
    wall: tuple[Site, str], browser: Browser, size: tuple[int, int], language: str
) -> None:
    site, address = wall
    approved = [one.entry.record.id for one in site.casebook.situations(PLANNER, "0880") if one.is_approved]
    room = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = room.new_page()
    for path in (address, *(f"{site.address}/lagesbild/{one}/namnd" for one in approved)):
        page.goto(f"{path}?sprak={language}")
        for screen in walk(page):
            title = screen.locator("h2").inner_text()
            assert screen.evaluate(OVERFLOW) == {"high": 0, "wide": 0, "beyond": []}, title
            least, text = screen.evaluate(SMALLEST)
            assert least >= 2.4, (title, text)
            expect(page.locator("header")).to_contain_text("Fryst" if language == "sv" else "Frozen")
    room.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_seven_to_one(wall: tuple[Site, str], page: Page, theme: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(wall[1])
    if theme == "dark":
        page.keyboard.press("l")
    page.keyboard.press("n")
    measured = 0
    weak = set()
    for _ in walk(page):
        found = page.evaluate(CONTRAST)
        measured += len(found)
        weak |= {tuple(one) for one in found if one[0] < 7}
    page.keyboard.press("n")
    for key in ("o", "?"):
        page.keyboard.press(key)
        weak |= {tuple(one) for one in page.evaluate(CONTRAST) if one[0] < 7}
    assert measured > 1000
    assert weak == set()


def test_axe_finds_nothing_on_any_kind_of_screen(wall: tuple[Site, str], browser: Browser, axe: str) -> None:
    found: dict[Any, list[str]] = {}
    for language, theme, width in LOOKS:
        room = browser.new_context(viewport={"width": width, "height": 720}, reduced_motion="reduce")
        page = room.new_page()
        page.goto(f"{wall[1]}?sprak={language}")
        if theme == "dark":
            page.keyboard.press("l")
        page.evaluate(axe)
        seen: set[str] = set()
        for screen in walk(page):
            kind = screen.get_attribute("class") or ""
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (kind, width)
            if kind not in seen and (violations := page.evaluate(CHECK)):
                found[language, theme, width, kind] = violations
            seen.add(kind)
        for key in ("n", "o", "?"):
            page.keyboard.press(key)
            if violations := page.evaluate(CHECK):
                found[language, theme, width, key] = violations
        room.close()
    assert found == {}


# Without a script, on paper, with little or bad to tell


def test_without_a_script_all_screens_stand_below_each_other(wall: tuple[Site, str], browser: Browser) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(wall[1])
    total = page.locator(".screen").count()
    expect(page.locator(".screen:visible")).to_have_count(total)
    tops = [box["y"] for box in (one.bounding_box() for one in page.locator(".screen").all()) if box]
    assert tops == sorted(tops)
    assert len(set(tops)) == total
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.get_by_role("link", name="Beslut som önskas").first.click()
    expect(page.get_by_role("heading", name="Beslut som önskas", exact=True)).to_be_in_viewport()
    plain.close()


def test_all_screens_are_printed(wall: tuple[Site, str], page: Page) -> None:
    page.goto(wall[1])
    page.keyboard.press("l")
    page.emulate_media(media="print")
    # dark on white, whatever stood on the wall: printers leave backgrounds out
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(20, 24, 27)"
    expect(page.locator(".screen:visible")).to_have_count(page.locator(".screen").count())
    expect(page.locator(".bar")).to_be_hidden()


def test_an_empty_municipality_has_screens_that_say_so(tmp_path: Path, page: Page) -> None:
    with serving(tmp_path, [a_municipality(shown_as_of=TODAY)]) as site:
        page.goto(frozen(site))
        read = " ".join(screen.inner_text() for screen in walk(page))
        for piece in ("Inga hotspots", "Inga löften är inlagda", "Inga brister", "inte räknat"):
            assert piece in read
        assert page.locator("svg").count() == 0


def hostile_town(text: str) -> list[Record]:
    """A town whose every text is hostile."""
    agreement = an_agreement(title=text)
    place = a_place(name=text, position=SQUARE)
    promise = a_promise(title=text, text=text, agreement_id=agreement.id)
    return [
        a_municipality(name=text, shown_as_of=TODAY),
        an_area(name=text),
        place,
        agreement,
        promise,
        an_action(title=text, promise_ids=(promise.id,), place_ids=(place.id,)),
        *(a_report(position=SQUARE) for _ in range(30)),
    ]


def test_no_text_of_the_data_runs(tmp_path: Path, page: Page) -> None:
    text = "\"><img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"
    asked: list[str] = []
    with serving(tmp_path, hostile_town(text)) as site:
        entry = site.casebook.freeze_situation(PLANNER, "0880", text)
        texts = [SectionText(section=one, text=text) for one in Section]
        site.casebook.write_situation(PLANNER, entry.record.id, title=text, texts=texts, base_version=entry.version)
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site.address}/lagesbild/{entry.record.id}/namnd")
        for screen in walk(page):
            assert screen.locator("img").count() == 0
        assert page.locator("script").count() == 1
        assert page.title() != "ran"
        assert "onerror" in (page.locator("main").text_content() or "")
        assert [one for one in asked if one.endswith("/x")] == []
