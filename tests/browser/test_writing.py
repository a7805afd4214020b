"""Texts that are not saved: a lägesbild's and a newsletter's stay in the browser until they are, and say so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata.model import Section, SectionText, SituationReport
from tests.browser.serving import Site
from tests.browser.watching import PLANNER

ANALYSIS, DECISIONS = "Egen text: Analys", "Egen text: Beslut"


@pytest.fixture
def draft(workplace: Site) -> str:
    """The address of a lägesbild that is a draft."""
    made = workplace.casebook.freeze_situation(PLANNER, "0880", "Lägesbild mars").record
    return f"{workplace.address}/lagesbild/{made.id}?kommun=0880"


def status(page: Page) -> Locator:
    return page.locator(".writing-status")


def written(site: Site) -> SituationReport:
    return next(one.entry.record for one in site.casebook.situations(PLANNER, "0880") if not one.is_approved)


def test_what_is_written_is_there_after_leaving_after_reloading_and_in_another_tab(
    workplace: Site, page: Page, draft: str
) -> None:
    before = written(workplace).texts
    page.goto(draft)
    page.get_by_label(ANALYSIS).fill("Mörkret bidrar.")
    expect(status(page)).to_contain_text("Utkast, ej sparat: Analys.")
    # left within the app, it is told of in the list, and leads back
    page.get_by_role("link", name="Alla lägesbilder").click()
    expect(page.locator(".notices")).to_contain_text("Utkast finns, inte sparat")
    page.locator(".notices").get_by_role("link", name="Lägesbild mars: Analys").click()
    expect(page.get_by_label(ANALYSIS)).to_have_value("Mörkret bidrar.")
    page.reload()
    expect(page.get_by_label(ANALYSIS)).to_have_value("Mörkret bidrar.")
    expect(status(page)).to_contain_text("Utkast, ej sparat: Analys.")
    # another tab finds it, and writes elsewhere without letting go of it
    other = page.context.new_page()
    other.goto(draft)
    expect(other.get_by_label(ANALYSIS)).to_have_value("Mörkret bidrar.")
    other.get_by_label(DECISIONS).fill("Laga lampan.")
    expect(status(other)).to_contain_text("Utkast, ej sparat: Analys, Beslut som önskas.")
    other.close()
    page.reload()
    expect(page.get_by_label(DECISIONS)).to_have_value("Laga lampan.")
    expect(page.get_by_label(ANALYSIS)).to_have_value("Mörkret bidrar.")
    assert written(workplace).texts == before
    # saved, it is forgotten
    page.get_by_role("button", name="Spara texterna").click()
    expect(page.locator(".notices")).to_contain_text("Texterna är sparade")
    expect(status(page)).to_be_empty()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('lagesbild/'))") == []
    assert written(workplace).text(Section.ANALYSIS) == "Mörkret bidrar."
    page.goto(f"{workplace.address}/lagesbild?kommun=0880")
    expect(page.get_by_role("heading", name="Lägesbilder", level=1)).to_be_visible()
    expect(page.get_by_text("Utkast finns, inte sparat")).to_have_count(0)


def test_what_another_saved_meanwhile_is_shown_beside_what_was_written(workplace: Site, page: Page, draft: str) -> None:
    page.goto(draft)
    page.get_by_label(ANALYSIS).fill("Den enas.")
    expect(status(page)).to_contain_text("Analys")
    page.goto(f"{workplace.address}/data?kommun=0880")
    record = written(workplace)
    version = workplace.casebook.entry(PLANNER, SituationReport, record.id).version
    workplace.casebook.write_situation(
        PLANNER,
        record.id,
        title=record.title,
        texts=[SectionText(section=Section.ANALYSIS, text="Den andras.")],
        base_version=version,
    )
    page.goto(draft)
    expect(page.get_by_label(ANALYSIS)).to_have_value("Den enas.")
    page.get_by_role("button", name="Spara texterna").click()
    expect(page.locator(".notices")).to_contain_text("Båda texterna visas")
    expect(page.locator(".situation-theirs")).to_contain_text("Den andras.")
    page.get_by_role("button", name="Spara texterna").click()
    expect(page.locator(".notices")).to_contain_text("Texterna är sparade")
    assert written(workplace).text(Section.ANALYSIS) == "Den enas."


def test_a_text_that_is_as_saved_again_is_no_draft(page: Page, draft: str) -> None:
    page.goto(draft)
    saved = page.get_by_label(ANALYSIS).input_value()
    page.get_by_label(ANALYSIS).fill("Nej.")
    expect(status(page)).to_contain_text("Analys")
    page.get_by_label(ANALYSIS).fill(saved)
    expect(status(page)).to_be_empty()
    page.reload()
    expect(page.get_by_label(ANALYSIS)).to_have_value(saved)
    expect(status(page)).to_be_empty()


def test_what_another_approved_away_is_shown_until_it_is_thrown_away(workplace: Site, page: Page, draft: str) -> None:
    page.goto(draft)
    page.get_by_label(ANALYSIS).fill("Kom inte med.")
    expect(status(page)).to_contain_text("Analys")
    record = written(workplace)
    version = workplace.casebook.entry(PLANNER, SituationReport, record.id).version
    workplace.casebook.approve_situation(PLANNER, record.id, function="Rådet", base_version=version)
    page.reload()
    expect(status(page)).to_contain_text("Analys: Kom inte med.")
    page.get_by_role("button", name="Släng det jag skrev").click()
    expect(status(page)).to_be_empty()
    page.reload()
    expect(page.locator(".situation-standing")).to_contain_text("Godkänd av Rådet")
    expect(status(page)).to_be_empty()
