"""Time on the map: playing through it, two periods, the hours of the week, actions under the months. In the browser."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from dashboard import mapdata
from geodata.model import Category, View
from geodata.studies.period_change import Change
from tests.browser.fieldsite import until
from tests.browser.serving import SEEN, Site
from tests.browser.watching import PLANNER, STATUS, SV, VIEW, opened, query_of, result, wait_for_query

TOGGLE, PLACE, SAID = ".play-toggle", ".play input", ".play-said"
COMPARED = "kommun=0880&fran=2016-06-01&till=2017-05-31&jamfor=2015-06-01,2016-05-31&matt=change"
LATER = VIEW.model_copy(update={"since": date(2016, 6, 1), "until": date(2017, 5, 31)})
EARLIER = (date(2015, 6, 1), date(2016, 5, 31))


@pytest.fixture(params=["here", "at the server"])
def where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The evidence in the browser, or as if it were too much for it."""
    if request.param == "at the server":
        monkeypatch.setattr(mapdata, "SERVED_ABOVE_ROWS", 0)


@pytest.mark.usefixtures("where")
def test_time_plays_to_its_end_and_hotspots_are_asked_for_once_at_the_end(demo: Site, page: Page) -> None:
    opened(page, demo)
    expect(page.locator(TOGGLE)).to_be_enabled()
    page.wait_for_load_state("networkidle")
    months = result(page)["months"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/hotspots.json" in request.url else None)
    page.get_by_role("combobox", name="Så lång tid visas").select_option("12")
    page.get_by_role("combobox", name="Fart").select_option("250")
    page.get_by_role("button", name="Spela", exact=True).click()
    expect(page.get_by_role("button", name="Pausa")).to_be_visible()
    expect(page.get_by_role("button", name="Spela", exact=True)).to_be_visible(timeout=SEEN)
    assert page.locator(PLACE).input_value() == str(len(months) - 12)
    wait_for_query(page, f"till={months[-1]}")
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    until = date.fromisoformat(page.evaluate("lofteskartan.map.parseView(location.search).until"))
    view = VIEW.model_copy(update={"since": date.fromisoformat(f"{months[-12]}-01"), "until": until})
    assert result(page)["total"] == demo.casebook.evidence_counts(PLANNER, view).total
    expect(page.locator(STATUS)).to_contain_text(SV.number(result(page)["total"]))


def test_space_plays_and_pauses_and_arrows_step_and_undo_takes_all_of_it_back(demo: Site, page: Page) -> None:
    opened(page, demo)
    expect(page.locator(TOGGLE)).to_be_enabled()
    before = result(page)["total"]
    page.locator(PLACE).focus()
    page.keyboard.press("Space")
    expect(page.locator(TOGGLE)).to_contain_text("Pausa")
    page.keyboard.press("Space")
    expect(page.locator(TOGGLE)).to_contain_text("Spela")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    months = result(page)["months"]
    wait_for_query(page, f"fran={months[1]}-01")
    assert "2 av" in (page.locator(PLACE).get_attribute("aria-valuetext") or "")
    page.get_by_role("button", name="Ett steg bakåt").click()
    wait_for_query(page, f"fran={months[0]}-01")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+z")
    until(lambda: page.evaluate(f"lofteskartan.map.result.total === {before}"), seconds=30)


def test_where_the_system_asks_for_stillness_time_moves_by_steps_alone(demo: Site, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    opened(page, demo)
    step = page.get_by_role("button", name="Ett steg framåt")
    expect(step).to_be_enabled()
    expect(page.locator(TOGGLE)).to_be_disabled()
    page.locator(PLACE).focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    assert "fran=" not in query_of(page)
    step.click()
    wait_for_query(page, f"fran={result(page)['months'][0]}-01")


@pytest.mark.usefixtures("where")
def test_two_periods_stand_side_by_side_and_their_difference_on_the_map(demo: Site, page: Page) -> None:
    opened(page, demo, COMPARED)
    found = demo.casebook.period_change(PLANNER, LATER, EARLIER)
    room = page.locator("#karta-compare")
    expect(room.locator(".compare-together")).to_contain_text(
        f"{SV.number(found.together.later)} mot {SV.number(found.together.earlier)} underlag"
    )
    expect(room.locator(".compare-maps svg")).to_have_count(2)
    until(lambda: page.evaluate("lofteskartan.map.result.measure === 'change'"), seconds=30)
    told = {area["code"]: area["figure"] for area in result(page)["areas"]}
    for row in found.areas:
        if row.code:
            state = "undecided" if row.said is Change.UNDECIDED else "value"
            assert told[row.code]["state"] == state
    assert any(figure["state"] == "value" and figure["value"] > 0 for figure in told.values())
    expect(page.locator(".lk-legend")).to_contain_text("kan inte avgöras")
    room.get_by_role("combobox", name="Jämför med").select_option("own")
    room.locator("input[type=date]").first.fill("2016-05-01")
    room.locator("input[type=date]").last.fill("2016-06-10")
    expect(room.locator(".notice").first).to_contain_text("Perioderna delar dagar")
    wait_for_query(page, "jamfor=2016-05-01,2016-06-10")


def test_comparing_begins_with_the_latest_year_follows_the_period_and_ends_as_it_was(demo: Site, page: Page) -> None:
    opened(page, demo)
    expect(page.locator(TOGGLE)).to_be_enabled()
    months = result(page)["months"]
    page.get_by_role("button", name="Jämför två perioder").click()
    expect(page.locator("#karta-compare .compare-verdict")).to_be_visible()
    wait_for_query(page, f"fran={months[-12]}-01")
    wait_for_query(page, f"jamfor={months[-24]}-01,")
    wait_for_query(page, "matt=change")
    page.get_by_role("combobox", name="Så lång tid visas").select_option("3")
    page.get_by_role("button", name="Ett steg framåt").click()
    wait_for_query(page, f"fran={months[0]}-01")
    # three months before the first ones there is nothing, and that is said
    expect(page.locator("#karta-compare .notice").first).to_contain_text("Det finns inget underlag från")
    page.get_by_role("button", name="Jämför två perioder").click()
    expect(page.locator("#karta-compare")).to_be_hidden()
    until(lambda: page.evaluate("!location.search.includes('jamfor') && !location.search.includes('matt')"), seconds=30)
    assert result(page)["measure"] == "reports"


def test_the_week_is_told_for_the_selection_and_follows_it(demo: Site, page: Page) -> None:
    opened(page, demo)
    week = page.get_by_role("button", name="Veckan: timmar och mörker")
    week.click()
    found = demo.casebook.week_times(PLANNER, VIEW)
    room = page.locator("#karta-week")
    expect(room).to_contain_text(f"{SV.number(found.dark)} av {SV.number(found.dark + found.light)}")
    expect(room.locator(".week")).to_have_count(2)
    page.get_by_role("checkbox", name="Belysning").check()
    lit = demo.casebook.week_times(PLANNER, View(municipality="0880", categories=frozenset({Category.LIGHTING})))
    expect(room).to_contain_text(f"{SV.number(lit.dark)} av {SV.number(lit.dark + lit.light)}")
    week.click()
    expect(room).to_be_hidden()


def test_an_actions_bar_tells_its_name_and_period_and_leads_to_its_page(demo: Site, page: Page) -> None:
    opened(page, demo)
    lines = demo.casebook.actions(PLANNER, "0880")
    bars = page.locator("#karta-spans a")
    expect(bars).to_have_count(len(lines))
    until(lambda: page.evaluate("document.querySelector('.span-bar').style.inlineSize !== ''"), seconds=30)
    bars.nth(1).focus()
    said = bars.nth(1).get_attribute("title") or ""
    assert said
    expect(page.locator(".spans-said")).to_have_text(said)
    bars.first.hover()
    expect(page.locator(".spans-said")).to_have_text(bars.first.get_attribute("title") or "")
    more = page.get_by_role("button", name=re.compile("Visa alla"))
    more.click()
    expect(page.get_by_role("button", name="Visa färre")).to_have_attribute("aria-expanded", "true")
    expect(bars.last).to_be_visible()
    bars.first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/atgard/"))
