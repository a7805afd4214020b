"""A lägesbild in the browser: frozen, written to, approved, superseded; two who write at once; legible to everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import Category, Section, SituationReport, View
from tests.browser.serving import Site
from tests.browser.test_accessibility import CHECK, LOOKS, settled
from tests.browser.watching import PLANNER
from tests.tagged import read_tagged

FREEZE, SAVE, APPROVE = "Frys lägesbilden", "Spara texterna", "Godkänn lägesbilden"


def freeze(page: Page, site: Site, title: str) -> str:
    """Freeze one on the page; its address."""
    page.goto(f"{site.address}/lagesbild?kommun=0880")
    page.get_by_label("Rubrik").fill(title)
    page.get_by_role("button", name=FREEZE).click()
    expect(page.get_by_role("heading", name=title, level=1, exact=True)).to_be_visible()
    return page.url


def test_it_is_frozen_written_approved_and_superseded(workplace: Site, page: Page, tmp_path: Path) -> None:
    first = freeze(page, workplace, "Lägesbild mars")
    expect(page.locator(".situation-standing")).to_contain_text("Fryst 1 juni 2017")
    expect(page.locator(".situation-standing")).to_contain_text("Exempeldata")
    expect(page.locator(".paper-picture img")).to_have_js_property("complete", value=True)
    assert page.locator(".paper-picture img").evaluate("one => one.naturalWidth") > 0
    page.get_by_label("Egen text: Analys").fill("Mörkret och häcken bidrar.")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator(".notices")).to_contain_text("Texterna är sparade")
    page.get_by_role("button", name=APPROVE).click()
    expect(page.locator(".notices")).to_contain_text("Skriv vilken funktion")
    page.get_by_label("Funktion som godkänner").fill("Trygghetsrådet")
    page.get_by_role("button", name=APPROVE).click()
    expect(page.locator(".situation-standing")).to_contain_text("Godkänd av Trygghetsrådet")
    expect(page.locator(".paper textarea")).to_have_count(0)
    expect(page.locator(".paper")).to_contain_text("Mörkret och häcken bidrar.")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="PDF").click()
    fetched.value.save_as(tmp_path / "a.pdf")
    found = read_tagged((tmp_path / "a.pdf").read_bytes())
    assert (found.title, found.is_marked, "bidrar" in found.text) == ("Lägesbild mars", True, True)
    # the next one takes over the texts, and its place once it is approved
    freeze(page, workplace, "Lägesbild april")
    expect(page.get_by_label("Egen text: Analys")).to_have_value("Mörkret och häcken bidrar.")
    expect(page.locator(".paper")).to_contain_text("Inget har ändrats sedan lägesbilden")
    page.get_by_label("Funktion som godkänner").fill("Trygghetsrådet")
    page.get_by_role("button", name=APPROVE).click()
    expect(page.locator(".situation-standing")).to_contain_text("Godkänd av Trygghetsrådet")
    page.goto(first)
    expect(page.locator(".situation-standing")).to_contain_text("Ersatt av en nyare")
    page.get_by_role("link", name="Till den som ersatte den").click()
    expect(page.get_by_role("heading", name="Lägesbild april", level=1)).to_be_visible()


def test_two_tabs_that_write_the_same_text_show_both(workplace: Site, page: Page) -> None:
    address = freeze(page, workplace, "Lägesbild")
    other = page.context.new_page()
    other.goto(address)
    other.get_by_label("Egen text: Analys").fill("Den andra flikens.")
    page.get_by_label("Egen text: Analys").fill("Den första flikens.")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator(".notices")).to_contain_text("Texterna är sparade")
    other.get_by_role("button", name=SAVE).click()
    expect(other.locator(".notices")).to_contain_text("Båda texterna visas")
    expect(other.locator(".situation-theirs")).to_contain_text("Den första flikens.")
    mine = other.get_by_label("Din text: Egen text: Analys")
    expect(mine).to_have_value("Den andra flikens.")
    mine.fill("Den första flikens. Den andra flikens.")
    other.get_by_role("button", name=SAVE).click()
    expect(other.locator(".situation-theirs")).to_have_count(0)
    expect(other.locator(".notices")).to_contain_text("Texterna är sparade")
    (line,) = (one for one in workplace.casebook.situations(PLANNER, "0880") if not one.is_approved)
    assert line.entry.record.text(Section.ANALYSIS) == "Den första flikens. Den andra flikens."


def test_its_charts_are_drawn_and_said_to_who_does_not_see_them(workplace: Site, page: Page) -> None:
    freeze(page, workplace, "Lägesbild")
    charts = page.locator(".paper-chart")
    expect(charts.first.locator(".main-svg").first).to_be_visible()
    expect(charts).to_have_count(3)
    for number in range(3):
        chart = charts.nth(number)
        expect(chart.locator(".main-svg").first).to_be_visible()
        expect(chart.locator("[role=img]")).to_have_accessible_name(re.compile(r"Liggande staplar|områden"))
        assert chart.locator(".trace").count() > 0


def test_what_the_map_shows_goes_into_a_draft_and_out_again(workplace: Site, page: Page) -> None:
    address = freeze(page, workplace, "Lägesbild")
    page.goto(f"{workplace.address}/?kommun=0880&kategori=lighting")
    page.get_by_text("Vyer", exact=True).click()
    page.get_by_label("Vyns rubrik").fill("Mörka platser")
    page.get_by_role("button", name="Ta med i lägesbild").last.click()
    expect(page.locator(".notices")).to_contain_text("ligger nu i lägesbilden")
    page.locator(".notices").get_by_role("link", name="Lägesbild").click()
    expect(page).to_have_url(address)
    expect(page.get_by_role("heading", name="Mörka platser")).to_be_visible()
    view = View(municipality="0880", categories=frozenset({Category.LIGHTING}))
    total = workplace.casebook.evidence_counts(PLANNER, view).total
    expect(page.locator(".paper-fact", has_text="Allt underlag")).to_contain_text(str(total))
    page.get_by_label("Egen text: Analys").fill("Mörkt där.")
    page.get_by_role("button", name="Ta bort vyn Mörka platser").click()
    expect(page.locator(".notices")).to_contain_text("Vyn är borttagen")
    expect(page.get_by_role("heading", name="Mörka platser")).to_have_count(0)
    expect(page.get_by_label("Egen text: Analys")).to_have_value("Mörkt där.")


@pytest.mark.parametrize("is_approved", [False, True], ids=["draft", "approved"])
def test_axe_finds_nothing_in_one(workplace: Site, browser: Browser, axe: str, is_approved: bool) -> None:
    draft = workplace.casebook.freeze_situation(PLANNER, "0880", "Lägesbild")
    if is_approved:
        workplace.casebook.approve_situation(
            PLANNER, draft.record.id, function="Trygghetsrådet", base_version=draft.version
        )
    found: dict[tuple[str, str, int], list[str]] = {}
    for language, theme, width in LOOKS:
        window = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="sv-SE",
            color_scheme="dark" if theme == "dark" else "light",
        )
        page = window.new_page()
        page.goto(f"{workplace.address}/lagesbild/{draft.record.id}?kommun=0880&sprak={language}")
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, width)
        page.evaluate(axe)
        if violations := page.evaluate(CHECK):
            found[language, theme, width] = violations
        window.close()
    assert found == {}
    assert workplace.casebook.entry(PLANNER, SituationReport, draft.record.id).record.title == "Lägesbild"
