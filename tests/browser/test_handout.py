"""A handout opened from the disk with the network off: map, popups, list; it asks for nothing and runs nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from dashboard.assets_dir import handout_code
from dashboard.handoutwords import selection_told, situation_told
from dashboard.i18n import Language, translate
from dashboard.situationsheets import said
from geodata.casebook import Casebook
from geodata.exports.handout import handout_file
from geodata.handout import Handout
from geodata.model import View
from geodata.situation.content import Content, figures
from geodata.store.opening import open_store
from tests.browser.serving import KEEPER, Site
from tests.browser.test_accessibility import CHECK, LOOKS
from tests.browser.watching import PLANNER, opened
from tests.builders import a_municipality, a_report
from tests.geodata.casebook.town import SQUARE, TODAY
from tests.hostile import HOSTILE
from tests.plainhandouts import a_handout, in_every_field

SV = translate(Language.SV)
KALMAR = View(municipality="0880")
POPUP = ".leaflet-popup"
PINS = ".pin.spots"
RUNS = (
    "<script>globalThis.hacked = 1</script>",
    '"><img src=x onerror="globalThis.hacked = 1">',
    "<svg onload=globalThis.hacked=1>",
    "</script><script>globalThis.hacked = 1</script>",
    "<!--<script>globalThis.hacked = 1",
    "javascript:globalThis.hacked=1",
    "{{constructor.constructor('globalThis.hacked=1')()}}",
)


@dataclass(slots=True)
class Watched:
    """A page and what it did that it should not. asked: addresses beside its own file.  said: console and dialogues."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@contextmanager
def offline(browser: Browser, body: bytes, folder: Path, **wishes: Any) -> Iterator[Watched]:
    """The file, opened without a network; whatever it asks for or complains of is told at the end."""
    path = folder / "blad.html"
    path.write_bytes(body)
    usual: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "offline": True}
    context = browser.new_context(**{**usual, **wishes})
    watched = Watched(context.new_page())
    page = watched.page
    own = path.as_uri()

    def dialogue(one: Dialog) -> None:
        watched.said.append(one.message)
        one.dismiss()

    page.on("request", lambda one: watched.asked.append(one.url) if one.url.partition("#")[0] != own else None)
    page.on("console", lambda one: watched.said.append(one.text))
    page.on("pageerror", lambda one: watched.said.append(str(one)))
    page.on("dialog", dialogue)
    page.goto(own)
    yield watched
    context.close()
    assert [url for url in watched.asked if not url.startswith("data:")] == []
    assert watched.said == []


@pytest.fixture(scope="module")
def frozen(demo: Site) -> Content:
    return demo.casebook.situation_now(PLANNER, "0880")


@pytest.fixture(scope="module")
def report(workspace: Casebook) -> bytes:
    """A handout of a lägesbild of Kalmar."""
    made = workspace.freeze_situation(PLANNER, "0880", "Lägesbild juni").record.id
    return workspace.situation_handout(PLANNER, made, partial(situation_told, SV))


@pytest.fixture(scope="module")
def workspace(demo: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A copy of the demonstration, in which a lägesbild may be frozen."""
    path = tmp_path_factory.mktemp("copy") / "lofteskartan.gpkg"
    demo.casebook.snapshot(KEEPER, path)
    store = open_store(path)
    yield Casebook(store)
    store.close()


def of_map(casebook: Casebook, language: Language = Language.SV, *, points: bool = True) -> bytes:
    tell: Callable[[Any], Handout] = partial(selection_told, translate(language), facts=(), points=points)
    return casebook.view_handout(PLANNER, KALMAR, tell, points=points)


def test_it_opens_without_a_network_with_map_popups_and_list(browser: Browser, report: bytes, tmp_path: Path) -> None:
    with offline(browser, report, tmp_path) as watched:
        page = watched.page
        expect(page.get_by_role("heading", name="Lägesbild juni", level=1)).to_be_visible()
        spots = page.locator("#lista article[id^=hotspot]")
        expect(page.locator(PINS)).to_have_count(spots.count())
        assert spots.count() >= 5
        assert page.locator("path.areas").count() >= 8
        assert page.locator("path.spots").count() == spots.count()
        # a mark on the map by mouse
        page.locator(PINS).nth(1).click(force=True)
        expect(page.locator(POPUP)).to_be_visible()
        page.get_by_role("button", name="Hela kartan").click()
        expect(page.locator(POPUP)).to_have_count(0)
        # the same words in popup and list
        entry = spots.first
        entry.get_by_role("button", name=re.compile("Visa på kartan")).click()
        popup = page.locator(POPUP)
        expect(popup.locator(".chain > li")).to_have_count(7)
        for part in (".chain .step", ".chain .line", ".gaps li"):
            assert popup.locator(part).all_inner_texts() == entry.locator(part).all_inner_texts()
        popup.get_by_role("link", name="Till listan").click()
        assert page.evaluate("location.hash") == f"#{entry.get_attribute('id')}"
        page.get_by_role("button", name="Stäng").click()
        expect(popup).to_have_count(0)


def test_layers_are_switched_and_a_thing_shown_switches_its_own_on(
    browser: Browser, demo: Site, tmp_path: Path
) -> None:
    with offline(browser, of_map(demo.casebook), tmp_path) as watched:
        page = watched.page
        for name, drawn, is_on in (
            ("Hotspots", PINS, True),
            ("Platser med åtgärder", ".pin.places", True),
            ("Områden", "path.areas", True),
            ("Enskilda rapporter och fynd", "path.dot", False),
        ):
            box = page.get_by_role("group", name="Visa på kartan").get_by_label(name)
            expect(box).to_be_checked(checked=is_on)
            assert (page.locator(drawn).count() > 0) == is_on
            box.press("Space")
            assert (page.locator(drawn).count() > 0) != is_on
        page.locator("#lista article[id^=plats]").first.get_by_role("button").click()
        expect(page.get_by_role("group", name="Visa på kartan").get_by_label("Platser med åtgärder")).to_be_checked()
        expect(page.locator(POPUP)).to_be_visible()


def test_everything_is_reached_by_the_keyboard(browser: Browser, report: bytes, tmp_path: Path) -> None:
    with offline(browser, report, tmp_path) as watched:
        page = watched.page
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Till listan")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#lista"
        pin = page.locator(PINS).first
        name = pin.get_attribute("aria-label")
        assert name
        assert name.startswith("Hotspot 1 ")
        pin.focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"{POPUP} .told")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(POPUP)).to_have_count(0)
        expect(pin).to_be_focused()
        show = page.locator("tr[id^=omrade] .show").first
        show.focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"{POPUP} .told")).to_be_focused()
        page.keyboard.press("Escape")
        expect(show).to_be_focused()


@pytest.mark.parametrize("language", Language)
def test_every_figure_on_the_page_is_the_frozen_one(
    browser: Browser, workspace: Casebook, frozen: Content, tmp_path: Path, language: Language
) -> None:
    t = translate(language)
    made = workspace.freeze_situation(PLANNER, "0880", "Lägesbild").record.id
    expected = {figure.key: said(t, figure) for figure in figures(frozen)}
    with offline(browser, workspace.situation_handout(PLANNER, made, partial(situation_told, t)), tmp_path) as watched:
        page = watched.page
        read = "() => [...document.querySelectorAll('[data-figure]')].map(f => [f.dataset.figure, f.textContent])"
        found = page.evaluate(read)
        assert len({key for key, _ in found}) >= 150
        assert {(key, text) for key, text in found} <= set(expected.items())
        for button in page.locator("article .show").all()[:6]:
            button.click()
            expect(page.locator(POPUP)).to_have_count(1)
            inside = page.locator(f"{POPUP} [data-figure]").evaluate_all(
                "all => all.map(f => [f.dataset.figure, f.textContent])"
            )
            assert inside
            assert {(key, text) for key, text in inside} <= set(expected.items())


def test_no_text_of_the_data_runs(browser: Browser, tmp_path: Path) -> None:
    script, style = handout_code()
    for text in (*HOSTILE, *RUNS):
        made = a_handout(**in_every_field(text), script=script, style=style)
        with offline(browser, handout_file(made), tmp_path) as watched:
            page = watched.page
            expect(page.locator(".pin")).to_have_count(3)
            for layer in ("areas", "places", "spots"):
                page.locator(f'[data-show="{layer}-1"]').click()
                # the one before fades
                expect(page.locator(POPUP)).to_have_count(1)
                expect(page.locator(f"{POPUP} .told")).to_be_visible()
            page.get_by_role("group", name="layers").get_by_label("layer.dots").check()
            page.keyboard.press("Escape")
            page.locator("path.dot").first.dispatch_event("click")
            expect(page.locator(POPUP)).to_be_visible()
            assert page.evaluate("globalThis.hacked") is None
            assert page.locator("script").count() == 3
            assert page.locator(".document img, .document svg, #lista img, .told img, .told svg, iframe").count() == 0


def test_a_script_that_somebody_adds_to_the_file_does_not_run(browser: Browser, report: bytes, tmp_path: Path) -> None:
    outside = b"<img src='https://example.se/x.png' onerror='globalThis.hacked=1'>"
    foreign = b"<script>globalThis.hacked = 1</script>" + outside
    path = tmp_path / "changed.html"
    path.write_bytes(report.replace(b"<main>", b"<main>" + foreign))
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    expect(page.locator(PINS).first).to_be_visible()
    assert page.evaluate("globalThis.hacked") is None
    context.close()


def test_without_javascript_the_list_says_it_all(browser: Browser, report: bytes, tmp_path: Path) -> None:
    with offline(browser, report, tmp_path, java_script_enabled=False) as watched:
        page = watched.page
        expect(page.locator("#lista article").first).to_be_visible()
        expect(page.get_by_text("Kartan visas i en webbläsare med JavaScript")).to_be_visible()
        expect(page.locator(".map")).to_be_hidden()
        expect(page.locator(".show").first).to_be_hidden()


def test_it_prints_the_map_and_the_list_without_what_is_to_be_pressed(
    browser: Browser, report: bytes, tmp_path: Path
) -> None:
    with offline(browser, report, tmp_path, color_scheme="dark") as watched:
        page = watched.page
        page.emulate_media(media="print")
        expect(page.locator(".layers")).to_be_hidden()
        expect(page.locator(".show").first).to_be_hidden()
        expect(page.locator(PINS).first).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert len(page.pdf()) > 20_000


def empty_town() -> list[Any]:
    return [a_municipality(shown_as_of=TODAY)]


def one_report() -> list[Any]:
    return [a_municipality(shown_as_of=TODAY), a_report(position=SQUARE)]


@pytest.mark.parametrize("records", [empty_town, one_report], ids=["empty", "one report"])
def test_a_municipality_with_next_to_nothing_opens_too(
    browser: Browser, tmp_path: Path, records: Callable[[], list[Any]]
) -> None:
    store = open_store(tmp_path / "lofteskartan.gpkg")
    casebook = Casebook(store)
    casebook.import_records(PLANNER, records())
    body = of_map(casebook)
    store.close()
    with offline(browser, body, tmp_path) as watched:
        page = watched.page
        expect(page.locator("#lista")).to_contain_text("Inga hotspots")
        expect(page.locator(".map")).to_have_count(int(records is one_report))
        if records is one_report:
            page.get_by_label("Enskilda rapporter och fynd").check()
            expect(page.locator("path.dot")).to_have_count(1)


@pytest.mark.parametrize("what", ["report", "map"])
def test_axe_finds_nothing(browser: Browser, workspace: Casebook, axe: str, tmp_path: Path, what: str) -> None:
    made = workspace.freeze_situation(PLANNER, "0880", "Lägesbild").record.id
    found: dict[tuple[str, str, int], list[str]] = {}
    for language, theme, width in LOOKS:
        t = translate(Language(language))
        body = (
            workspace.situation_handout(PLANNER, made, partial(situation_told, t))
            if what == "report"
            else of_map(workspace, Language(language))
        )
        size = {"width": width, "height": 800}
        with offline(browser, body, tmp_path, viewport=size, color_scheme=theme) as watched:
            page = watched.page
            expect(page.locator(PINS).first).to_be_visible()
            assert page.evaluate("document.documentElement.lang") == language
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, width)
            page.locator("article .show").first.click()
            page.evaluate(axe)
            if violations := page.evaluate(CHECK):
                found[language, theme, width] = violations
    assert found == {}


def test_it_is_fetched_from_the_map_and_from_a_lagesbild(workplace: Site, page: Page, tmp_path: Path) -> None:
    made = workplace.casebook.freeze_situation(PLANNER, "0880", "Lägesbild mars").record.id
    page.goto(f"{workplace.address}/lagesbild/{made}?kommun=0880")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Blad med karta (HTML)").click()
    assert fetched.value.suggested_filename == "blad-lagesbild-mars.html"
    opened(page, workplace, "kommun=0880&tabell=1&tid=18-03")
    expect(page.locator("#table-files a[data-form=blad]")).to_have_attribute("href", re.compile("tid=18-03"))
    with page.expect_download() as fetched:
        page.locator("#table-files a[data-form=blad-punkter]").click()
    path = tmp_path / "karta.html"
    fetched.value.save_as(path)
    body = path.read_text("utf-8")
    assert "kl. 18" in body
    assert '"dots":null' not in body
