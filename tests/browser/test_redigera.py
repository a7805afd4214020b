"""Writing the register in a real browser: two responsible parties, two editors, a draft that nothing takes away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from geodata.model import Action, Actor, CommitmentKind, Record, ResponsibleRole, Role
from tests import builders
from tests.browser.serving import SEEN, Site, serving

PLANNER = Actor(role=Role.PLANNER)
AGREEMENT = builders.an_agreement(title="Överenskommelse 2016–2017")
PROMISE = builders.a_promise(agreement_id=AGREEMENT.id, title="Tryggare vid stationen")
KOMMUN, POLIS = builders.a_party(name="Kalmar kommun"), builders.a_party(name="Polisen i Kalmar")
PATROL = builders.an_action(promise_ids=(PROMISE.id,), title="Nattvandring")
TOWN: list[Record] = [
    *(builders.a_municipality(), builders.an_area(), builders.a_place()),
    *(AGREEMENT, PROMISE, KOMMUN, POLIS, PATROL),
]
FORM = f"/redigera/action/{PATROL.id}?kommun=0880"
NEW = f"/redigera/action/ny?kommun=0880&lofte={PROMISE.id}"
"""Milliseconds for what the server is asked: the machine may have other things to do."""
ASKS = "**/_dash-update-component**"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A small town to write in."""
    with serving(tmp_path, TOWN) as found:
        yield found


def opened(page: Page, site: Site, address: str = FORM) -> None:
    """Go to a form and wait until it can be written in."""
    page.goto(site.address + address)
    expect(page.get_by_role("button", name="Spara", exact=True)).to_be_visible(timeout=SEEN)


def field(page: Page, label: str) -> Any:
    return page.get_by_label(re.compile(rf"^{label}( \*)?$")).and_(page.locator("input, textarea"))


def write(page: Page, label: str, text: str) -> None:
    """Type over what a field holds, and wait until the draft is kept."""
    field(page, label).fill(text)
    expect(page.locator("#form-status")).to_contain_text("Inte sparat än.")


def choose(page: Page, inside: Any, label: str, option: str) -> None:
    inside.get_by_label(re.compile(rf"^{label}")).and_(page.locator("input")).click()
    page.get_by_role("option", name=option, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).click()


def is_saved(page: Page, name: str) -> None:
    expect(page.locator("#frame-notice")).to_contain_text(f"{name} är sparad.", timeout=SEEN)


def patrol(site: Site) -> Action:
    return site.casebook.entry(PLANNER, Action, PATROL.id).record


def steps(site: Site) -> int:
    """How often the action was written, tries that met another's version among them."""
    return len(site.casebook.history_of(PLANNER, Action, PATROL.id))


def drafts(page: Page) -> list[dict[str, Any]]:
    """What the browser keeps."""
    found = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('lofteskartan:utkast:'))")
    return [json.loads(value) for _, value in found]


def test_an_action_with_two_responsible_parties_and_a_commitment_is_written_from_its_promise(
    site: Site, page: Page
) -> None:
    page.goto(f"{site.address}/loften/{PROMISE.id}?kommun=0880")
    page.get_by_role("link", name="Ny åtgärd").click()
    expect(page).to_have_url(re.compile(rf"/redigera/action/ny\?kommun=0880&lofte={PROMISE.id}"))
    write(page, "Rubrik", "Trygghetsvandring i höst")
    choose(page, page.locator(".form-group").first, "Slag av åtgärd", "Trygghetsvandring")
    for number, (party, role) in enumerate((("Kalmar kommun", "leder"), ("Polisen i Kalmar", "medverkar"))):
        page.get_by_role("button", name="Lägg till ansvarig").click()
        row = page.locator(f'[data-row="responsibilities-{number}"]')
        expect(row.locator("input:focus")).to_have_count(1, timeout=SEEN)
        choose(page, row, "Part", party)
        choose(page, row, "Roll", role)
    page.locator('[data-row="responsibilities-0"]').get_by_label("Bekräftade").fill("2016-05-02")
    choose(page, page.locator(".form-group").nth(2), "Hur", "Minst, under perioden")
    page.get_by_label("Antal").fill("2")
    save(page)
    is_saved(page, "Trygghetsvandring i höst")
    made = next(
        entry.record
        for entry in site.casebook.entries(PLANNER, Action, "0880")
        if entry.record.title == "Trygghetsvandring i höst"
    )
    assert [(one.party_id, one.role) for one in made.responsibilities] == [
        (KOMMUN.id, ResponsibleRole.LEAD),
        (POLIS.id, ResponsibleRole.PARTNER),
    ]
    assert made.commitment is not None
    assert (made.commitment.commitment_kind, made.commitment.number) == (CommitmentKind.AT_LEAST, 2)
    assert made.promise_ids == (PROMISE.id,)
    expect(page).to_have_url(f"{site.address}/redigera/action/{made.id}?kommun=0880")
    assert drafts(page) == []
    page.reload()
    expect(field(page, "Rubrik")).to_have_value("Trygghetsvandring i höst")
    page.get_by_role("link", name="Visa åtgärden").click()
    expect(page.locator(".facts").first).to_contain_text("Kalmar kommun (leder)")


def test_two_browsers_edit_the_same_action_and_merge(site: Site, page: Page, browser: Browser) -> None:
    other = browser.new_context(locale="sv-SE").new_page()
    opened(page, site)
    opened(other, site)
    write(other, "Rubrik", "Nattvandring fredag")
    write(other, "Slutar", "2017-11-30")
    save(other)
    is_saved(other, "Nattvandring fredag")
    write(page, "Rubrik", "Nattvandring lördag")
    write(page, "Beskrivning", "Gula västar")
    save(page)
    expect(page.locator("#form-clash-title")).to_be_focused(timeout=SEEN)
    title = page.get_by_role("radiogroup", name="Rubrik")
    expect(title.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_role("radiogroup", name="Slutar").get_by_role("radio").first).to_be_checked()
    expect(page.get_by_role("radiogroup", name="Beskrivning").get_by_role("radio").last).to_be_checked()
    assert drafts(page)[0]["values"]["title"] == "Nattvandring lördag"
    page.get_by_role("button", name="Spara det valda").click()
    expect(page.locator(".form-clash")).to_contain_text("Välj vilket som ska gälla.", timeout=SEEN)
    title.get_by_role("radio").last.check()
    page.get_by_role("button", name="Spara det valda").click()
    is_saved(page, "Nattvandring lördag")
    merged = patrol(site)
    assert (merged.title, merged.text, str(merged.ends_on)) == ("Nattvandring lördag", "Gula västar", "2017-11-30")
    page.get_by_text(re.compile(r"Historik: \d+ steg")).click()
    expect(page.locator(".history")).to_contain_text("Sparades inte, finns kvar här.")
    assert drafts(page) == []
    other.context.close()


def test_a_double_click_saves_once(site: Site, page: Page) -> None:
    opened(page, site)
    write(page, "Rubrik", "Nattvandring på stan")
    page.get_by_role("button", name="Spara", exact=True).dblclick()
    is_saved(page, "Nattvandring på stan")
    page.wait_for_load_state("networkidle")
    assert steps(site) == 2
    opened(page, site, NEW)
    page.wait_for_load_state("networkidle")
    field(page, "Rubrik").fill("Helt ny")
    choose(page, page.locator(".form-group").first, "Slag av åtgärd", "Samverkan")
    page.get_by_role("button", name="Spara", exact=True).dblclick()
    is_saved(page, "Helt ny")
    page.wait_for_load_state("networkidle")
    assert [e.record.title for e in site.casebook.entries(PLANNER, Action, "0880")].count("Helt ny") == 1


def test_a_reload_and_leaving_keep_the_draft_and_say_so(site: Site, page: Page) -> None:
    opened(page, site)
    write(page, "Rubrik", "Halvfärdig rubrik")
    page.get_by_role("button", name="Lägg till tid").click()
    row = page.locator('[data-row="time_bands-0"]')
    row.get_by_label("fre").check()
    page.reload()
    expect(page.locator(".form-room .notice")).to_contain_text("Ditt utkast är inläst.", timeout=SEEN)
    expect(field(page, "Rubrik")).to_have_value("Halvfärdig rubrik", timeout=SEEN)
    expect(row.get_by_label("fre")).to_be_checked()
    page.get_by_role("link", name="Visa åtgärden").click()
    told = page.locator("#frame-notice")
    expect(told).to_contain_text("Utkast finns, inte sparat:", timeout=SEEN)
    expect(page.locator("h1")).to_have_text("Nattvandring", timeout=SEEN)
    told.get_by_role("link", name="Ändra åtgärd: Nattvandring").click()
    expect(field(page, "Rubrik")).to_have_value("Halvfärdig rubrik", timeout=SEEN)
    page.goto(f"{site.address}/register?kommun=0880")
    expect(page.locator("#frame-notice")).to_contain_text("Ändra åtgärd: Nattvandring", timeout=SEEN)
    assert steps(site) == 1


def test_a_draft_is_discarded_and_that_is_undone(site: Site, page: Page) -> None:
    opened(page, site)
    write(page, "Rubrik", "Halvfärdig rubrik")
    page.locator(".form-foot").get_by_role("button", name="Kasta utkastet").click()
    expect(field(page, "Rubrik")).to_have_value("Nattvandring", timeout=SEEN)
    assert drafts(page) == []
    page.locator("#frame-notice").get_by_role("button", name="Ångra").click()
    expect(field(page, "Rubrik")).to_have_value("Halvfärdig rubrik", timeout=SEEN)
    assert len(drafts(page)) == 1


def test_a_server_that_dies_while_saving_takes_nothing_of_the_draft(
    tmp_path: Path, page: Page, context: BrowserContext
) -> None:
    with ExitStack() as life:
        site = life.enter_context(serving(tmp_path, TOWN))
        opened(page, site)
        write(page, "Rubrik", "Skrivet förgäves")
        page.wait_for_load_state("networkidle")
    # the server is gone
    save(page)
    expect(page.locator("#form-status")).to_contain_text(
        "Servern svarade inte. Det du skrivit är kvar som utkast", timeout=SEEN
    )
    expect(field(page, "Rubrik")).to_have_value("Skrivet förgäves")
    assert drafts(page)[0]["values"]["title"] == "Skrivet förgäves"


def test_an_answer_that_is_lost_after_the_save_does_not_make_a_second_save(site: Site, page: Page) -> None:
    opened(page, site)
    write(page, "Rubrik", "Nattvandring på stan")
    page.wait_for_load_state("networkidle")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(ASKS, lose)
    save(page)
    expect(page.locator("#form-status")).to_contain_text("Servern svarade inte.", timeout=SEEN)
    assert patrol(site).title == "Nattvandring på stan"
    assert len(drafts(page)) == 1
    page.unroute(ASKS)
    save(page)
    is_saved(page, "Nattvandring på stan")
    assert steps(site) == 2
    assert drafts(page) == []


def test_retiring_is_undone_from_the_notice(site: Site, page: Page) -> None:
    opened(page, site)
    page.get_by_role("button", name="Ta bort åtgärden").click()
    told = page.locator("#frame-notice")
    expect(told).to_contain_text("Nattvandring är borttagen ur registret.", timeout=SEEN)
    told.get_by_role("button", name="Ångra").click()
    expect(told).to_contain_text("Nattvandring är tillbaka i registret.", timeout=SEEN)
    assert patrol(site) == PATROL


def test_faults_lead_to_their_fields_and_what_was_typed_stays(site: Site, page: Page) -> None:
    opened(page, site)
    write(page, "Börjar", "i våras")
    write(page, "Beskrivning", "Ring 070-123 45 67")
    save(page)
    faults = page.locator(".form-faults")
    expect(faults).to_be_focused(timeout=SEEN)
    faults.get_by_role("link", name="Börjar").click()
    begins = field(page, "Börjar")
    expect(begins).to_be_focused()
    expect(begins).to_have_value("i våras")
    expect(begins).to_have_attribute("aria-invalid", "true")
    begins.fill("2016-04-01")
    save(page)
    expect(page.locator(".form-room")).to_contain_text('"070-123 45 67" (telefonnummer)', timeout=SEEN)
    assert steps(site) == 1


def test_a_form_is_written_with_the_keyboard_alone(site: Site, page: Page) -> None:
    opened(page, site)
    field(page, "Rubrik").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Nattvandring med tangenter")
    tab_to(page, "Lägg till ansvarig")
    page.keyboard.press("Enter")
    row = page.locator('[data-row="responsibilities-0"]')
    expect(row.locator("input:focus")).to_have_count(1, timeout=SEEN)
    for option in ("Polisen i Kalmar", "gemensamt"):
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("option", name=option)).to_be_visible()
        while page.locator("[data-combobox-selected]").inner_text() != option:
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    page.keyboard.type("2016-05-02")
    tab_to(page, "Spara")
    page.keyboard.press("Enter")
    is_saved(page, "Nattvandring med tangenter")
    (one,) = patrol(site).responsibilities
    assert (one.party_id, one.role, str(one.confirmed_on)) == (POLIS.id, ResponsibleRole.JOINT, "2016-05-02")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a button of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName + document.activeElement.innerText") == f"BUTTON{name}":
            return
    pytest.fail(f"no button {name!r} is reached with Tab")


def test_a_board_member_sees_no_form(tmp_path: Path, page: Page) -> None:
    with serving(tmp_path, TOWN, role=Role.PLANNER) as site:
        store = site.store.parent
    with serving(store, role=Role.BOARD) as site:
        page.goto(f"{site.address}{FORM}")
        expect(page.locator("h1")).to_have_text("Inte för din roll", timeout=SEEN)
        expect(page.locator("#form-room")).to_have_count(0)
        page.goto(f"{site.address}/atgard/{PATROL.id}?kommun=0880")
        expect(page.locator("h1")).to_have_text("Nattvandring", timeout=SEEN)
        expect(page.get_by_role("link", name="Ändra")).to_have_count(0)
