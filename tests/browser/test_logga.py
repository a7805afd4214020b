"""Logging by thumb on a phone: few touches, one activity whatever is pressed, nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from geodata.model import Action, Activity, Measure
from tests.browser.fieldsite import until
from tests.browser.serving import Site
from tests.browser.watching import PLANNER

ASKS = re.compile("/_dash-update-component")
WHICH = "Vuxna och synlig polis"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone in the hand: 390 pixels wide, touch, no mouse."""
    window = browser.new_context(
        viewport={"width": 390, "height": 844},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        has_touch=True,
        is_mobile=True,
    )
    page = window.new_page()
    yield page
    window.close()


def patrol(site: Site) -> Action:
    return next(line.action for line in site.casebook.actions(PLANNER, "0880") if line.action.title.startswith(WHICH))


def log(site: Site) -> list[Activity]:
    return [entry.record for entry in site.casebook.log_of(PLANNER, patrol(site).id)]


def opened(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/logga/{patrol(site).id}?kommun=0880")
    expect(page.locator(".log-save")).to_be_visible()


def test_a_shift_is_logged_in_three_touches_and_undone_in_one(workplace: Site, phone: Page) -> None:
    before = len(log(workplace))
    phone.goto(f"{workplace.address}/logga?kommun=0880")
    phone.locator(".log-choice", has_text=WHICH).tap()
    phone.locator(".log-step").nth(3).tap()
    expect(phone.locator(".log-number input").nth(1)).to_have_value("1")
    phone.locator(".log-save").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    new = log(workplace)[0]
    assert len(log(workplace)) == before + 1
    assert (new.amount(Measure.SHIFTS), new.amount(Measure.ADULTS)) == (1, 1)
    expect(phone.locator(".log-counter")).to_contain_text("gånger")
    phone.get_by_role("button", name="Ångra").tap()
    expect(phone.locator(".notices")).to_contain_text("Borttaget ur loggen.")
    assert len(log(workplace)) == before
    phone.get_by_role("button", name="Ångra").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    assert len(log(workplace)) == before + 1


def test_what_is_pressed_often_is_within_reach_and_large_enough(workplace: Site, phone: Page) -> None:
    opened(phone, workplace)
    sizes = phone.locator(".log-step, .log-quick, .log-save, .log-repeat button").evaluate_all(
        "all => all.map(one => { const r = one.getBoundingClientRect(); return Math.min(r.width, r.height); })"
    )
    assert min(sizes) >= 44
    box = phone.locator(".log-save").bounding_box()
    assert box is not None
    assert 844 / 2 < box["y"] < 844 - box["height"]
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_a_double_tap_logs_once(workplace: Site, phone: Page) -> None:
    before = len(log(workplace))
    opened(phone, workplace)
    phone.locator(".log-save").dblclick()
    expect(phone.locator("h1")).to_have_text("Loggat")
    phone.wait_for_load_state("networkidle")
    assert len(log(workplace)) == before + 1


def test_what_was_typed_survives_a_reload_and_is_forgotten_when_logged(workplace: Site, phone: Page) -> None:
    opened(phone, workplace)
    phone.locator(".log-number input").nth(1).fill("7")
    phone.locator(".log-more > summary").tap()
    phone.get_by_label("Anteckning").fill("Lugnt vid stationen")
    expect(phone.locator("#form-status")).to_contain_text("Utkast")
    # the status told of the number already: the note is kept a moment later
    until(lambda: phone.evaluate("JSON.stringify(localStorage).includes('Lugnt vid stationen')"), seconds=30)
    phone.reload()
    expect(phone.locator(".notice").first).to_contain_text("är kvar")
    expect(phone.locator(".log-number input").nth(1)).to_have_value("7")
    expect(phone.get_by_label("Anteckning")).to_have_value("Lugnt vid stationen")
    phone.locator(".log-save").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    assert log(workplace)[0].note == "Lugnt vid stationen"
    assert phone.evaluate("localStorage.length") == 0 or "utkast" not in phone.evaluate("JSON.stringify(localStorage)")


def test_a_server_that_dies_says_so_and_the_log_goes_through_later_once(workplace: Site, phone: Page) -> None:
    before = len(log(workplace))
    opened(phone, workplace)
    phone.locator(".log-number input").nth(1).fill("5")
    phone.route(ASKS, lambda route: route.abort())
    phone.locator(".log-save").tap()
    expect(phone.locator("#form-status")).to_contain_text("svarade inte")
    expect(phone.locator(".log-number input").nth(1)).to_have_value("5")
    assert len(log(workplace)) == before
    phone.unroute(ASKS)
    phone.locator(".log-save").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    assert len(log(workplace)) == before + 1


def test_an_answer_that_is_lost_on_its_way_makes_no_second_activity(workplace: Site, phone: Page) -> None:
    before = len(log(workplace))
    opened(phone, workplace)

    def lose(route: Route) -> None:
        route.fetch()
        route.fulfill(status=502, body="")

    phone.route(ASKS, lose)
    phone.locator(".log-save").tap()
    expect(phone.locator("#form-status")).to_contain_text("svarade inte")
    assert len(log(workplace)) == before + 1
    phone.unroute(ASKS)
    phone.reload()
    expect(phone.locator(".notice").first).to_contain_text("är kvar")
    phone.locator(".log-save").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    assert len(log(workplace)) == before + 1


def test_the_last_is_repeated_and_another_can_follow(workplace: Site, phone: Page) -> None:
    before = len(log(workplace))
    opened(phone, workplace)
    phone.get_by_role("button", name="Upprepa senaste").tap()
    expect(phone.locator(".log-number input").first).to_have_value("1")
    phone.locator(".log-save").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    phone.get_by_role("button", name="Logga en till").tap()
    expect(phone.locator(".log-save")).to_be_visible()
    phone.locator(".log-save").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    assert len(log(workplace)) == before + 2


def test_a_note_that_names_a_person_is_stopped_at_its_field(workplace: Site, phone: Page) -> None:
    before = len(log(workplace))
    opened(phone, workplace)
    phone.locator(".log-more > summary").tap()
    phone.get_by_label("Anteckning").fill("Ring 070-123 45 67")
    phone.locator(".log-save").tap()
    expect(phone.locator(".mantine-InputWrapper-error")).to_contain_text("070-123 45 67")
    expect(phone.get_by_label("Anteckning")).to_have_value("Ring 070-123 45 67")
    assert len(log(workplace)) == before


def test_two_phones_correct_the_same_activity_and_see_both_versions_side_by_side(
    workplace: Site, phone: Page, browser: Browser, axe: str
) -> None:
    first = log(workplace)[0]
    address = f"{workplace.address}/logga/{first.action_id}?kommun=0880&rad={first.id}"
    window = browser.new_context(viewport={"width": 390, "height": 844}, locale="sv-SE", has_touch=True, is_mobile=True)
    other = window.new_page()
    for page in (phone, other):
        page.goto(address)
        expect(page.locator(".log-save")).to_be_visible()
    for page, adults in ((other, "5"), (phone, "7")):
        page.locator(".log-number input").nth(1).fill(adults)
        expect(page.locator("#form-status")).to_contain_text("Utkast")
        page.locator(".log-save").tap()
    expect(other.locator("h1")).to_have_text("Loggat")
    expect(phone.locator("#form-clash-title")).to_be_focused()
    expect(phone.locator(".form-version")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.evaluate(axe)
    assert phone.evaluate("async () => (await axe.run()).violations.map(one => one.id)") == []
    phone.reload()
    expect(phone.locator(".log-number input").nth(1)).to_have_value("7")
    phone.locator(".log-save").tap()
    expect(phone.locator("#form-clash-title")).to_be_visible()
    phone.locator(".form-version", has_text="7").get_by_role("radio").check()
    phone.get_by_role("button", name="Spara det valda").tap()
    expect(phone.locator("h1")).to_have_text("Loggat")
    kept = workplace.casebook.entry(PLANNER, Activity, first.id)
    assert kept.record.amount(Measure.ADULTS) == 7
    said = [line.kept for line in workplace.casebook.history_of(PLANNER, Activity, first.id)]
    assert said[-1] is True
    assert False in said, "what was not kept at first stands in the history"
    window.close()
