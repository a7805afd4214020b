"""A newsletter in the browser: made, read, approved, fetched, copied and logged by keyboard; legible to everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.newsletterwords import told
from tests.browser.serving import Site
from tests.browser.test_accessibility import CHECK, LOOKS, settled
from tests.browser.watching import PLANNER

MAKE, SAVE, APPROVE, LOG = "Gör ett utkast", "Spara", "Godkänn brevet", "Logga som utskick"


def press(page: Page, name: str) -> None:
    """A button, by the keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def addresses_asked(page: Page) -> list[str]:
    """All that a page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def test_it_goes_from_draft_to_a_letter_that_is_fetched_copied_and_logged_once(
    workplace: Site, page: Page, tmp_path: Path
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{workplace.address}/kommunikation?kommun=0128")
    page.get_by_role("link", name="Nyhetsbrev till grannsamverkan").click()
    expect(page.get_by_role("heading", name="Nyhetsbrev till grannsamverkan", level=1)).to_be_visible()
    page.get_by_label("Rubrik").fill("Vårens brev")
    press(page, MAKE)
    expect(page.get_by_role("heading", name="Vårens brev", level=1)).to_be_visible()
    expect(page.locator(".paper")).to_contain_text("färre än")
    page.get_by_label("Inledning").fill("Hej alla grannar!")
    expect(page.locator(".writing-status")).to_contain_text("Utkast, ej sparat: Inledning.")
    page.get_by_label("Funktion som godkänner").fill("Trygghetssamordnaren")
    press(page, APPROVE)
    # what was written is read before it is approved
    expect(page.locator(".notices")).to_contain_text("Läs brevet och godkänn igen")
    expect(page.locator(".paper")).to_contain_text("Hej alla grannar!")
    expect(page.locator(".writing-status")).to_be_empty()
    page.get_by_label("Funktion som godkänner").fill("Trygghetssamordnaren")
    press(page, APPROVE)
    expect(page.locator(".situation-standing")).to_contain_text("Godkänt av Trygghetssamordnaren")
    expect(page.get_by_label("Inledning")).to_have_count(0)
    (entry,) = workplace.casebook.newsletters(PLANNER, "0128")
    for name, body in (("HTML, för e-post", entry.record.html), ("Ren text", entry.record.text)):
        with page.expect_download() as fetched:
            page.get_by_role("link", name=name, exact=True).click()
        fetched.value.save_as(tmp_path / "brev")
        assert (tmp_path / "brev").read_text("utf-8") == body
    press(page, "Kopiera texten")
    expect(page.locator(".news-copied")).to_contain_text("Texten är kopierad")
    assert page.evaluate("navigator.clipboard.readText()") == entry.record.text
    press(page, LOG)
    expect(page.locator(".situation-approve")).to_contain_text("Loggat 1 juni 2022 på Grannsamverkan och färre bränder")
    page.reload()
    expect(page.locator(".situation-approve")).to_contain_text("Loggat")
    expect(page.get_by_role("button", name=LOG)).to_have_count(0)
    page.get_by_role("link", name="Alla nyhetsbrev").click()
    expect(page.get_by_role("link", name="Vårens brev")).to_be_visible()


def test_a_draft_is_thrown_away_in_two_steps_and_what_was_never_saved_can_still_be_copied(
    workplace: Site, page: Page
) -> None:
    page.goto(f"{workplace.address}/nyhetsbrev?kommun=0128")
    page.get_by_label("Rubrik").fill("Fel brev")
    press(page, MAKE)
    page.get_by_label("Inledning").fill("Hej alla grannar!")
    expect(page.locator(".writing-status")).to_contain_text("Utkast, ej sparat: Inledning.")
    yes = page.get_by_role("button", name="Ja, kasta utkastet")
    expect(yes).to_be_hidden()
    page.locator("summary", has_text="Kasta utkastet").focus()
    page.keyboard.press("Enter")
    expect(yes).to_be_visible()
    press(page, "Ja, kasta utkastet")
    expect(page.get_by_role("heading", name="Utkastet är kastat.", level=1)).to_be_visible()
    expect(page.locator(".writing-left")).to_have_text("Inledning: Hej alla grannar!")
    expect(page.locator(".writing-status")).to_contain_text("Utkastet finns inte längre")
    page.get_by_role("button", name="Släng det jag skrev").click()
    expect(page.locator(".writing-status")).to_be_empty()
    page.get_by_role("link", name="Alla nyhetsbrev").click()
    expect(page.get_by_role("heading", name="Nyhetsbrev till grannsamverkan", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Fel brev")).to_have_count(0)


def test_the_letter_itself_asks_nobody_for_anything_and_reads_in_the_dark_and_on_a_phone(
    workplace: Site, browser: Browser, tmp_path: Path
) -> None:
    made = workplace.casebook.make_newsletter(PLANNER, "0880", "Nyhetsbrev").record
    file = tmp_path / "brev.html"
    file.write_text(workplace.casebook.newsletter_letter(PLANNER, made.id, told).html, "utf-8")
    for scheme, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(26, 26, 26)")):
        window = browser.new_context(
            viewport={"width": 390, "height": 800}, color_scheme="dark" if scheme == "dark" else "light", offline=True
        )
        page = window.new_page()
        asked = addresses_asked(page)
        page.goto(file.as_uri())
        expect(page.get_by_role("table").filter(has_text="Lindsdal").last).to_be_visible()
        assert asked == [file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        window.close()


@pytest.mark.parametrize("state", ["list", "draft", "approved"])
def test_axe_finds_nothing(workplace: Site, browser: Browser, axe: str, state: str) -> None:
    path = "/nyhetsbrev"
    if state != "list":
        made = workplace.casebook.make_newsletter(PLANNER, "0880", "Nyhetsbrev", area="0880R006")
        path = f"/nyhetsbrev/{made.record.id}"
        if state == "approved":
            workplace.casebook.approve_newsletter(
                PLANNER, made.record.id, function="Samordnaren", base_version=made.version, tell=told
            )
    found: dict[tuple[str, str, int], list[str]] = {}
    for language, theme, width in LOOKS:
        window = browser.new_context(
            viewport={"width": width, "height": 800},
            locale="sv-SE",
            color_scheme="dark" if theme == "dark" else "light",
        )
        page = window.new_page()
        page.goto(f"{workplace.address}{path}?kommun=0880&sprak={language}")
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, width)
        page.evaluate(axe)
        if violations := page.evaluate(CHECK):
            found[language, theme, width] = violations
        window.close()
    assert found == {}


def test_the_month_that_is_due_is_frozen_by_one_press(workplace: Site, page: Page) -> None:
    page.goto(f"{workplace.address}/lagesbild?kommun=0880")
    page.get_by_role("textbox", name="Frys den första i månaden").click()
    page.get_by_role("option", name="Ja, för: Alla").click()
    press(page, "Spara valet")
    expect(page.locator(".situation-monthly")).to_contain_text("Lägesbilden för juni 2017 ska frysas nu.")
    press(page, "Frys månadens lägesbild")
    expect(page.get_by_role("heading", name="Lägesbild juni 2017", level=1, exact=True)).to_be_visible()
    page.goto(f"{workplace.address}/lagesbild?kommun=0880")
    expect(page.locator(".situation-monthly")).to_contain_text("Nästa ska frysas 1 juli 2017.")
    expect(page.get_by_role("button", name="Frys månadens lägesbild")).to_have_count(0)
