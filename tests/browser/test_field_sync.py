"""Sending from the pocket: tabs, lost replies, refusals, invitations that end, a full phone; kept exactly once."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect

from geodata.model import Photo
from tests.browser.fieldsite import PLANNER, FieldSite, begun, noted, only_here, opened, saved
from tests.browser.serving import SEEN
from tests.pictures import a_photo_file

ITEMS = "**/field/api/items"
PHOTOS = "**/field/api/photos/**"


def home(page: Page, site: FieldSite) -> None:
    page.goto(f"{site.address}/field/")
    expect(page.locator("h1")).to_have_text(site.walk.title, timeout=SEEN)


def photographed(page: Page, seed: int = 1) -> None:
    """A finding with a photo."""
    begun(page)
    file: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo_file(900, 700, seed=seed)}
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.locator(".photo")).to_be_visible(timeout=SEEN)
    saved(page)


def test_several_tabs_send_each_thing_once(phone: BrowserContext, field: FieldSite) -> None:
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url) if request.method in {"POST", "PUT"} else None)
    page = opened(phone, field)
    phone.set_offline(True)
    for seed in range(3):
        photographed(page, seed)
    tabs = [page]
    for _ in range(2):
        tabs.append(phone.new_page())
        home(tabs[-1], field)
    phone.set_offline(False)
    for tab in tabs:
        tab.evaluate("dispatchEvent(new Event('online'))")
    for tab in tabs:
        only_here(tab, 0)
    assert (len(field.kept()), len(field.kept(Photo))) == (3, 3)
    # what was tried without a network reached nobody: a tab tries one thing, and waits
    through = [url for url in sent if "/photos/" in url]
    assert len(set(through)) == 3


def test_a_reply_that_is_lost_makes_no_second_finding(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method in {"POST", "PUT"} and lost.count(route.request.url) < 2:
            lost.append(route.request.url)
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(ITEMS, lose)
    page.route(PHOTOS, lose)
    photographed(page)
    expect(page.locator(".sync-words")).to_contain_text("Ingen kontakt med servern", timeout=SEEN)
    for _ in range(4):
        page.evaluate("dispatchEvent(new Event('online'))")
    only_here(page, 0)
    assert len(lost) == 4
    assert (len(field.kept()), len(field.kept(Photo))) == (1, 1)
    page.locator(".tabs button").nth(1).tap()
    expect(page.locator(".standing")).to_contain_text("Kvitterat")


def test_an_answer_that_is_not_the_servers_own_lets_nothing_go(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    told = {"id": str(UUID(int=1)), "outcome": "kept", "sha256": "0" * 64, "version": 1}
    answers = [
        {"status": 200, "body": "<html>Logga in på nätverket</html>", "content_type": "text/html"},
        {"status": 200, "body": json.dumps(told), "content_type": "application/json"},
        {"status": 400, "body": '{"error":"hash"}', "content_type": "application/json"},
        {"status": 500, "body": "", "content_type": "text/plain"},
    ]

    def answer(route: Route) -> None:
        if answers:
            route.fulfill(**answers.pop(0))  # type: ignore[arg-type]
        else:
            route.continue_()

    page.route(ITEMS, answer)
    noted(page)
    for left in (3, 2, 1, 0):
        while len(answers) > left:
            page.wait_for_timeout(50)
        only_here(page, 1)
        assert field.kept() == []
        page.get_by_role("button", name="Skicka nu").tap()
    only_here(page, 0)
    assert len(field.kept()) == 1


def test_an_edit_waits_for_its_receipt_and_changes_the_same_finding(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    noted(page)
    only_here(page, 0)
    for text in ("först", "sedan"):
        page.locator(".tabs button").nth(1).tap()
        page.locator(".row-main").first.tap()
        page.locator("textarea").fill(text)
        saved(page)
        only_here(page, 0)
    [finding] = field.kept()
    assert finding.note == "sedan"
    versions = [event.new_version for event in field.store.history(finding.id)]
    assert versions == [1, 2, 3]


def test_edits_without_a_network_are_one_after_the_other_when_it_comes(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    phone.set_offline(True)
    noted(page)
    expect(page.locator(".sync-words")).to_contain_text("Ingen kontakt med servern", timeout=SEEN)
    page.locator(".tabs button").nth(1).tap()
    page.locator(".row-main").first.tap()
    page.locator("textarea").fill("ändrad utan nät")
    saved(page)
    phone.set_offline(False)
    only_here(page, 0)
    [finding] = field.kept()
    assert finding.note == "ändrad utan nät"


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [(422, "invalid", "rätta"), (409, "op_reused", "redan tagits emot"), (413, "too_large", "För stort")],
)
def test_what_is_refused_stays_with_its_reason_and_can_be_mended(
    phone: BrowserContext, field: FieldSite, status: int, code: str, words: str
) -> None:
    page = opened(phone, field)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        if refused:
            route.continue_()
            return
        refused.append(json.loads(route.request.post_data or "{}")["op"])
        route.fulfill(status=status, json={"error": code, "message": "the note is odd"})

    page.route(ITEMS, refuse)
    noted(page)
    expect(page.locator(".count.is-refused .count-number")).to_have_text("1", timeout=SEEN)
    expect(page.locator(".sync-words")).to_contain_text("togs inte emot")
    page.reload()
    page.locator(".count").tap()
    row = page.locator(".row.is-refused")
    expect(row).to_contain_text(words)
    row.locator(".row-main").tap()
    expect(page.locator(".warning").first).to_contain_text(words)
    page.locator("textarea").fill("rättad")
    saved(page)
    only_here(page, 0)
    [finding] = field.kept()
    assert finding.note == "rättad"
    [event] = field.store.history(finding.id)
    assert str(event.op_id) not in refused


def test_a_photo_that_is_refused_leaves_the_finding_and_can_be_removed(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    page.route(PHOTOS, lambda route: route.fulfill(status=422, json={"error": "damaged", "message": "x"}))
    photographed(page)
    expect(page.locator(".count.is-refused .count-number")).to_have_text("1", timeout=SEEN)
    assert len(field.kept()) == 1
    page.locator(".count").tap()
    page.locator(".row-main").first.tap()
    expect(page.locator(".photo")).to_contain_text("Bilden är trasig")
    page.get_by_role("button", name="Ta bort foto 1").tap()
    only_here(page, 0)


def test_an_invitation_that_ends_stops_the_sending_and_loses_nothing(
    phone: BrowserContext, field: FieldSite, tmp_path: Path
) -> None:
    page = opened(phone, field)
    phone.set_offline(True)
    photographed(page)
    for invitation in field.casebook.invitations(PLANNER, field.walk.id):
        field.casebook.revoke(PLANNER, invitation.id)
    phone.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".sync-words")).to_contain_text("Inbjudan har tagits tillbaka", timeout=SEEN)
    only_here(page, 2)

    page.get_by_role("button", name="Inställningar").tap()
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara kopia").tap()
    copy = tmp_path / "copy.zip"
    download.value.save_as(copy)
    with zipfile.ZipFile(copy) as archive:
        assert archive.testzip() is None
        notes = json.loads(archive.read("fynd.json"))
        pictures = [name for name in archive.namelist() if name.endswith(".jpg")]
        assert field.token not in archive.read("fynd.json").decode()
    assert [entry["fields"]["category"] for entry in notes["entries"]] == ["lighting"]
    assert len(pictures) == 1

    fresh = field.casebook.invite(PLANNER, field.walk.id).token
    page.get_by_label("Länk till vandringen").fill(f"{field.address}/field/#{fresh}")
    page.get_by_role("button", name="Öppna").tap()
    only_here(page, 0)
    assert (len(field.kept()), len(field.kept(Photo))) == (1, 1)


def test_a_phone_whose_clock_is_years_wrong_gets_its_times_corrected(phone: BrowserContext, field: FieldSite) -> None:
    phone.add_init_script(
        "const past = 4 * 365 * 86400e3, now = Date.now; Date.now = () => now() - past;"
        "Date = class extends Date { constructor(...a) { a.length ? super(...a) : super(Date.now()) } };"
    )
    page = opened(phone, field)
    noted(page)
    only_here(page, 0)
    [finding] = field.kept()
    assert finding.clock_offset_s is not None
    assert abs(finding.clock_offset_s - 4 * 365 * 86_400) < 120
    page.locator(".tabs button").nth(1).tap()
    expect(page.locator(".row")).to_contain_text("klocka gick fel")


def test_a_full_phone_says_so_and_keeps_what_stands_on_the_screen(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    begun(page)
    page.locator("textarea").fill("en lång anteckning")
    page.evaluate(
        """() => {
            window.put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError") };
        }"""
    )
    page.locator(".bar .primary").tap()
    expect(page.locator(".warnings")).to_contain_text("Telefonen är full", timeout=SEEN)
    expect(page.locator("textarea")).to_have_value("en lång anteckning")
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put }")
    saved(page)
    only_here(page, 0)
    assert [finding.note for finding in field.kept()] == ["en lång anteckning"]


def test_a_store_that_the_phone_has_cleared_is_noticed_and_told(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    phone.set_offline(True)
    noted(page)
    only_here(page, 1)
    page.goto(f"{field.address}/field/manifest.webmanifest")
    cleared = "new Promise((done) => { indexedDB.deleteDatabase('lofteskartan-falt').onsuccess = () => done(1) })"
    page.evaluate(cleared)
    page.goto(f"{field.address}/field/")
    expect(page.locator(".warnings")).to_contain_text("1 osända saker kan ha gått förlorade", timeout=SEEN)


def test_the_app_starts_without_a_network_and_tells_what_it_has(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    page.close()
    phone.set_offline(True)
    page = phone.new_page()
    home(page, field)
    expect(page.locator(".sync-number")).to_have_text("Inget finns bara på telefonen")
    page.locator(".tabs button").nth(3).tap()
    expect(page.get_by_role("status").first).to_have_text(re.compile("kan inte hämtas"), timeout=SEEN)


def test_what_became_of_findings_is_read_and_kept_for_later(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    noted(page)
    only_here(page, 0)
    page.locator(".tabs button").nth(3).tap()
    answer = page.locator(".answer.is-mine")
    expect(answer).to_contain_text("Ses över", timeout=SEEN)
    phone.set_offline(True)
    page.locator(".tabs button").nth(0).tap()
    page.locator(".tabs button").nth(3).tap()
    expect(answer).to_contain_text("Ses över", timeout=SEEN)
