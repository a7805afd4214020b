"""The journey of an effect: read the verdict, change the comparison, go back, keep it, find it in the chain."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from geodata.model import Action, Actor, Role
from tests.browser.serving import SEEN, Site

PLANNER = Actor(role=Role.PLANNER)
VERDICT = ".effect-verdict"
DRAWN = "#effekt .js-plotly-plot .main-svg"


def watch(site: Site) -> Action:
    """Kalmar's neighbourhood watch, made to have worked."""
    lines = site.casebook.actions(PLANNER, "0880")
    return next(line.action for line in lines if line.action.title.startswith("Grannsamverkan"))


def opened(page: Page, site: Site, more: str = "") -> None:
    """Go to the action's page and wait until the figure stands there."""
    page.goto(f"{site.address}/atgard/{watch(site).id}?kommun=0880{more}")
    expect(page.locator(DRAWN).first).to_be_visible(timeout=SEEN)


def test_a_planner_reads_the_verdict_changes_the_comparison_goes_back_and_keeps_the_effect(
    workplace: Site, page: Page
) -> None:
    opened(page, workplace)
    verdict = page.locator(VERDICT)
    expect(verdict).to_contain_text(re.compile(r"Anmälda bostadsinbrott minskade med \d+\s% jämfört med"))
    suggested = verdict.inner_text()
    effect_node = page.locator(".chain-item", has_text="Effekt").last
    # what was kept in spring, of other months than are suggested now
    before = workplace.casebook.action(PLANNER, watch(workplace).id).line.effect
    assert before is not None
    kept_before = effect_node.inner_text()

    page.get_by_role("textbox", name="Jämför med").click()
    page.get_by_role("option", name=re.compile("Tegelviken-Västra Malmen")).first.click()
    expect(page).to_have_url(re.compile(r"jamfor="))
    expect(verdict).not_to_have_text(suggested)
    other = verdict.inner_text()

    page.go_back()
    expect(page).not_to_have_url(re.compile(r"jamfor="))
    expect(verdict).to_have_text(suggested)
    expect(page.get_by_role("textbox", name="Jämför med")).to_have_value(re.compile("Resten av kommunen"))
    page.go_forward()
    expect(verdict).to_have_text(other)
    page.go_back()
    expect(verdict).to_have_text(suggested)

    page.get_by_role("button", name="Spara effekten").click()
    expect(page.locator("#frame-notice")).to_contain_text("Effekten är sparad")
    expect(effect_node).to_contain_text(re.compile("bättre", re.IGNORECASE))
    expect(effect_node).not_to_have_text(kept_before)
    expect(effect_node).to_contain_text(re.compile(r"\u2212\d+\s% \(\u2212\d+ till \u2212\d+\)"))
    expect(page.locator(".effect-keep")).to_contain_text("Senast sparad")
    page.reload()
    expect(effect_node).to_contain_text(re.compile("bättre", re.IGNORECASE))
    kept = workplace.casebook.action(PLANNER, watch(workplace).id).line.effect
    assert kept is not None
    assert (kept.action_id, kept.after_to) == (before.action_id, date(2017, 5, 31))
    assert kept.after_to > before.after_to


def test_the_choice_is_made_with_the_keyboard_and_a_link_shows_the_same(demo: Site, page: Page) -> None:
    opened(page, demo)
    box = page.get_by_role("checkbox", name="Visa områdena intill")
    expect(box).to_be_checked()
    expect(page.locator("#effekt table").filter(has_text="Antal före och efter")).to_contain_text("Intill")
    box.focus()
    scrolled = page.evaluate("window.scrollY")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("intill=nej"))
    expect(page.locator("#effekt table").filter(has_text="Antal före och efter")).not_to_contain_text("Intill")
    expect(page.get_by_role("checkbox", name="Visa områdena intill")).to_be_focused()
    assert page.evaluate("window.scrollY") == scrolled > 0
    page.get_by_role("textbox", name="Räkna").press("Enter")
    reports = page.get_by_role("option", name="Rapporter och fynd")
    expect(reports).to_be_visible()
    # a key that comes while the list is still opening goes to its beginning: on, as a person would
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        if reports.get_attribute("data-combobox-selected") == "true":
            break
    expect(reports).to_have_attribute("data-combobox-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("handelser=evidence"))
    expect(page.locator("#effekt figcaption")).to_contain_text("Rapporter och fynd om bostadsinbrott")
    address, said = page.url, page.locator(VERDICT).inner_text()
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(VERDICT)).to_have_text(said)


@pytest.mark.parametrize("more", ["&jamfor=finns-inte", "&fore=60", "&handelser=%00", "&intill=kanske"])
def test_a_damaged_link_shows_the_suggestion(demo: Site, page: Page, more: str) -> None:
    opened(page, demo, more)
    expect(page.locator(VERDICT)).to_contain_text("Anmälda bostadsinbrott minskade")
