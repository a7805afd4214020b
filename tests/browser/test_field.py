"""A walk in the pocket: few touches, no network, many drafts, and nothing typed or photographed is ever lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, Request, expect

from geodata.model import Assessment, Feeling, Photo, Turnout
from tests.browser.fieldsite import (
    FieldSite,
    a_field_walk,
    a_phone,
    begun,
    field_serving,
    noted,
    only_here,
    opened,
    saved,
)
from tests.browser.serving import SEEN
from tests.geodata.casebook.town import SQUARE
from tests.pictures import MAKER, a_photo_file

PHOTO: FilePayload = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_photo_file(2400, 1800, orientation=6)}


def tab(page: Page, number: int) -> None:
    page.locator(".tabs button").nth(number).tap()


def take(page: Page, file: FilePayload = PHOTO) -> None:
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.locator(".photo")).to_be_visible(timeout=SEEN)


def arrived(site: FieldSite, page: Page, number: int) -> None:
    """Wait until nothing is on the phone only, and look at what the server holds."""
    only_here(page, 0)
    assert len(site.kept()) == number


class Thumb:
    """A thumb that counts what it does."""

    def __init__(self) -> None:
        self.touches = 0

    def on(self, target: Locator) -> None:
        target.tap(timeout=SEEN)
        self.touches += 1


def test_a_finding_takes_four_touches_and_six_with_a_photo(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    thumb = Thumb()
    thumb.on(page.locator(".huge"))
    thumb.on(page.locator("[data-code=shrubs]"))
    thumb.on(page.locator("[data-value=safe]"))
    expect(page.locator(".where")).to_contain_text("±8 m", timeout=SEEN)
    thumb.on(page.locator(".bar .primary"))
    expect(page.locator(".huge")).to_be_visible()
    assert thumb.touches <= 4

    thumb = Thumb()
    thumb.on(page.locator(".huge"))
    thumb.on(page.locator("[data-code=lighting]"))
    with page.expect_file_chooser() as chooser:
        thumb.on(page.locator("input[type=file]").first)
    # the shutter and "use the photo" of the phone's own camera
    chooser.value.set_files(PHOTO)
    thumb.touches += 2
    thumb.on(page.locator(".bar .primary"))
    expect(page.locator(".huge")).to_be_visible()
    assert thumb.touches <= 6

    arrived(field, page, 2)
    assert len(field.kept(Photo)) == 1
    assert {finding.feeling for finding in field.kept()} == {Feeling.SAFE, Feeling.UNSAFE}
    for finding in field.kept():
        assert finding.position is not None
        assert abs(finding.position.lon - SQUARE.lon) < 1e-5
        assert finding.accuracy_m == 8


def test_what_was_noted_without_a_network_is_there_after_reload_and_close_and_is_kept_once(
    phone: BrowserContext, field: FieldSite
) -> None:
    page = opened(phone, field)
    phone.set_offline(True)
    for category in ("lighting", "shrubs", "litter"):
        noted(page, category)
    begun(page, "graffiti")
    page.locator("textarea").fill("halvfärdig")
    take(page)
    page.reload()
    expect(page.locator("textarea")).to_have_value("halvfärdig", timeout=SEEN)
    page.close()

    page = phone.new_page()
    page.goto(f"{field.address}/field/")
    expect(page.locator("h1")).to_have_text(field.walk.title, timeout=SEEN)
    only_here(page, 5)
    expect(page.locator(".sync-number")).to_have_text("5 finns bara på telefonen")
    tab(page, 1)
    expect(page.locator(".row")).to_have_count(4)
    page.locator(".row.is-draft .row-main").tap()
    expect(page.locator("textarea")).to_have_value("halvfärdig")
    expect(page.locator(".photo img")).to_be_visible()
    assert field.kept() == []

    phone.set_offline(False)
    saved(page)
    arrived(field, page, 4)
    assert len(field.kept(Photo)) == 1
    expect(page.locator(".row.is-kept")).to_have_count(4)


def test_a_photo_is_turned_shrunk_and_loses_where_it_was_taken(phone: BrowserContext, field: FieldSite) -> None:
    sent: list[bytes] = []

    def watch(request: Request) -> None:
        if request.method == "PUT":
            sent.append(request.post_data_buffer or b"")

    phone.on("request", watch)
    page = opened(phone, field)
    begun(page)
    take(page)
    saved(page)
    only_here(page, 0)
    [body] = sent
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (1200, 1600)
        assert len(picture.getexif()) == 0
    assert MAKER.encode() not in body
    assert MAKER.encode() in PHOTO["buffer"]
    [photo] = field.kept(Photo)
    assert (photo.width, photo.height) == (1200, 1600)


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("brev.txt", "text/plain", b"hej"),
        ("IMG_2.jpg", "image/jpeg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("IMG_3.heic", "image/heic", b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_on_the_phone_and_the_finding_goes_on(
    phone: BrowserContext, field: FieldSite, name: str, kind: str, content: bytes
) -> None:
    page = opened(phone, field)
    begun(page)
    page.locator("input[type=file]").nth(1).set_input_files({"name": name, "mimeType": kind, "buffer": content})
    expect(page.locator(".said-text")).to_have_text("Filen är ingen bild. Välj en annan.", timeout=SEEN)
    expect(page.locator(".photo")).to_have_count(0)
    saved(page)
    arrived(field, page, 1)


def test_details_score_and_turnout_reach_the_municipality(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    page.locator(".turnout button", has_text="+").tap()
    page.locator(".turnout .primary").tap()
    expect(page.locator(".said").first).to_contain_text("Vi är 2 (boende)")
    begun(page, "lighting")
    page.locator(".choice", has_text="Släckt").tap()
    page.get_by_label("Nummer på stolpen").fill("K-17")
    page.locator(".choice", has_text="Mycket").tap()
    page.locator("textarea").fill("<script>alert(1)</script> mörkt")
    page.get_by_label("Stopp").select_option("2")
    saved(page)
    expect(page.get_by_label("Stopp")).to_have_value("2")
    tab(page, 2)
    page.locator(".row-main").nth(1).tap()
    for part in range(8):
        page.locator(".score").nth(part).locator(".choice").nth(part % 4).tap()
    saved(page)
    only_here(page, 0)
    [finding] = field.kept()
    assert (finding.details.lamp_id, finding.details.is_lit) == ("K-17", False)
    assert (finding.severity, finding.stop, finding.note) == (3, 2, "<script>alert(1)</script> mörkt")
    [scores] = field.kept(Assessment)
    assert (scores.stop, scores.rubric.lighting, scores.rubric.feeling) == (2, 0, 3)
    [turnout] = field.kept(Turnout)
    assert (turnout.function, turnout.number) == ("boende", 2)
    tab(page, 1)
    expect(page.locator(".row")).to_have_count(3)


def test_a_position_that_cannot_be_right_is_told_and_mended_by_keys(browser: Browser, field: FieldSite) -> None:
    place = {"longitude": SQUARE.lon + 0.06, "latitude": SQUARE.lat, "accuracy": 12}
    device = a_phone(browser, geolocation=place)
    page = opened(device, field)
    page.locator(".huge").tap()
    page.locator("[data-code=litter]").tap()
    expect(page.locator(".where.is-doubted")).to_contain_text("km från vandringen", timeout=SEEN)
    page.locator(".leaflet-marker-draggable").focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowUp")
    page.locator(".position button").first.tap()
    expect(page.locator("h1")).to_have_text("Var är det?")
    page.get_by_label("Gå till").select_option(label="3. Cykelställen")
    page.locator(".leaflet-container").focus()
    page.locator(".bar .primary").tap()
    expect(page.locator(".where")).to_have_text("Platsen är satt på kartan")
    saved(page)
    only_here(page, 0)
    [finding] = field.kept()
    assert finding.position is not None
    assert abs(finding.position.lon - 16.3642) < 1e-4
    assert finding.accuracy_m is None
    device.close()


def test_the_pin_is_dragged_and_then_stays_where_it_was_put(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    begun(page)
    pin = page.locator(".leaflet-marker-draggable")
    before = pin.bounding_box()
    assert before is not None
    page.mouse.move(before["x"] + 24, before["y"] + 20)
    page.mouse.down()
    page.mouse.move(before["x"] + 90, before["y"] + 20, steps=6)
    page.mouse.up()
    expect(page.locator(".where")).to_have_text("Platsen är satt på kartan")
    phone.set_geolocation({"longitude": SQUARE.lon, "latitude": SQUARE.lat, "accuracy": 3})
    saved(page)
    only_here(page, 0)
    [finding] = field.kept()
    assert finding.position.lon > SQUARE.lon + 1e-4


def test_without_a_position_a_finding_is_saved_and_gets_one_later(browser: Browser, field: FieldSite) -> None:
    device = a_phone(browser, permissions=[])
    page = opened(device, field)
    page.locator(".huge").tap()
    page.locator("[data-code=litter]").tap()
    expect(page.locator(".where")).to_contain_text("Telefonen ger inte sin position", timeout=SEEN)
    saved(page)
    only_here(page, 0)
    assert [finding.position for finding in field.kept()] == [None]
    tab(page, 1)
    expect(page.locator(".row")).to_contain_text("saknar plats")
    page.locator(".row-main").tap()
    page.locator(".position button").first.tap()
    page.get_by_label("Gå till").select_option(label="1. Torget")
    page.locator(".bar .primary").tap()
    saved(page)
    only_here(page, 0)
    [finding] = field.kept()
    assert abs(finding.position.lat - SQUARE.lat) < 1e-4
    device.close()


def test_whoever_sees_a_crime_is_told_to_call_first_and_finds_the_finding_again(
    phone: BrowserContext, field: FieldSite
) -> None:
    page = opened(phone, field)
    begun(page, "harassment")
    page.locator("textarea").fill("skrik")
    page.locator(".danger-button").tap()
    expect(page.locator("a[href='tel:112']")).to_be_visible()
    expect(page.locator("a[href='tel:11414']")).to_be_visible()
    page.locator(".bar button").tap()
    expect(page.locator("textarea")).to_have_value("skrik")


def test_a_note_that_names_a_person_is_asked_about_and_not_lost(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    begun(page)
    page.locator("textarea").fill("Ring Anna 070-123 45 67")
    page.locator(".bar .primary").tap()
    expect(page.get_by_role("alert").filter(has_text="telefonnummer")).to_be_visible()
    page.locator(".warning .primary").tap()
    expect(page.locator("textarea")).to_be_focused()
    page.locator("textarea").fill("Lampan är trasig")
    saved(page)
    arrived(field, page, 1)
    assert field.kept()[0].note == "Lampan är trasig"


def test_a_draft_is_deleted_and_comes_back(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    begun(page, "litter")
    page.locator(".bar button").first.tap()
    expect(page.locator(".huge")).to_be_visible()
    tab(page, 1)
    page.get_by_role("button", name="Ta bort Nedskräpning").tap()
    expect(page.locator(".row")).to_have_count(0)
    only_here(page, 0)
    page.get_by_role("button", name="Ångra").tap()
    expect(page.locator(".row.is-draft")).to_have_count(1)
    only_here(page, 1)


def test_another_walks_code_adds_that_walk_and_notes_go_to_each(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    assert "#" not in page.url
    phone.set_offline(True)
    noted(page)
    phone.set_offline(False)
    other = field.of(a_field_walk(id=uuid4(), title="Vandring i Lindsdal"))
    page.goto(other.link)
    expect(page.locator("h1")).to_have_text("Vandring i Lindsdal", timeout=SEEN)
    noted(page, "traffic")
    only_here(page, 0)
    assert ([one.category.value for one in field.kept()], [one.category.value for one in other.kept()]) == (
        ["lighting"],
        ["traffic"],
    )
    page.get_by_label("Byt vandring").select_option(label=field.walk.title)
    expect(page.locator("h1")).to_have_text(field.walk.title)


def test_language_theme_and_thumb_are_chosen_and_remembered(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    page.get_by_role("button", name="Inställningar").tap()
    page.locator(".choice", has_text="English").tap()
    expect(page.locator("h1")).to_have_text("Settings")
    page.locator(".choice", has_text="Dark").tap()
    page.locator(".choice", has_text="Left").tap()
    page.reload()
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "en")
    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-hand", "left")
    page.locator(".bar button").tap()
    page.locator(".huge").tap()
    page.locator("[data-code=litter]").tap()
    # the form has come
    expect(page.locator(".bar .primary")).to_be_visible(timeout=SEEN)
    back, save = (page.locator(".bar button").nth(n).bounding_box() for n in (0, 1))
    assert back is not None
    assert save is not None
    assert save["x"] < back["x"]


def test_the_phones_own_theme_is_followed_while_it_changes_until_another_is_chosen(
    phone: BrowserContext, field: FieldSite
) -> None:
    page = opened(phone, field)
    html, body = page.locator("html"), page.locator("body")
    themes: tuple[tuple[Literal["light", "dark"], str], ...] = (
        ("light", "rgb(246, 245, 242)"),
        ("dark", "rgb(16, 20, 23)"),
    )
    for theme, paper in themes:
        page.emulate_media(color_scheme=theme)
        expect(html).to_have_attribute("data-theme", theme)
        expect(body).to_have_css("background-color", paper)
    page.get_by_role("button", name="Inställningar").tap()
    page.locator(".choice", has_text="Ljust").tap()
    expect(html).to_have_attribute("data-theme", "light")
    expect(body).to_have_css("background-color", "rgb(246, 245, 242)")


def test_the_first_load_of_all_is_under_400_kilobytes(browser: Browser, tmp_path: Path) -> None:
    with field_serving(tmp_path) as site:
        device = a_phone(browser)
        opened(device, site)
        device.close()
        assert 50_000 < site.door.sent < 400_000


def test_a_new_version_comes_in_when_it_is_asked_for_and_leaves_what_was_being_written(
    browser: Browser, tmp_path: Path
) -> None:
    with field_serving(tmp_path) as site:
        device = a_phone(browser)
        page = opened(device, site)
        begun(page)
        page.locator("textarea").fill("mitt i en mening")
        site.door.change["/field/sw.js"] = lambda body: body + b"\n// newer"
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        with page.expect_navigation():
            page.get_by_role("button", name="Byt nu").tap(timeout=SEEN)
        expect(page.locator("textarea")).to_have_value("mitt i en mening", timeout=SEEN)
        device.close()


@pytest.mark.parametrize("text", ["", "https://exempel.se/field/", "#kort"])
def test_a_wrong_link_is_told_and_a_right_one_opens(phone: BrowserContext, field: FieldSite, text: str) -> None:
    page = phone.new_page()
    page.goto(f"{field.address}/field/")
    link = page.get_by_label("Länk till vandringen")
    link.fill(text)
    page.get_by_role("button", name="Öppna").tap()
    expect(page.get_by_role("alert").filter(has_text="ingen länk")).to_be_visible()
    link.fill(field.link)
    page.get_by_role("button", name="Öppna").tap()
    expect(page.locator("h1")).to_have_text(field.walk.title, timeout=SEEN)


def test_a_walk_is_removed_from_the_phone_when_all_of_it_is_sent(phone: BrowserContext, field: FieldSite) -> None:
    page = opened(phone, field)
    phone.set_offline(True)
    noted(page)
    page.get_by_role("button", name="Inställningar").tap()
    expect(page.get_by_role("button", name="Ta bort vandringen")).to_have_count(0)
    page.locator(".bar button").tap()
    phone.set_offline(False)
    only_here(page, 0)
    page.get_by_role("button", name="Inställningar").tap()
    page.get_by_role("button", name="Ta bort vandringen").tap()
    expect(page.locator("h1")).to_have_text("Öppna din inbjudan", timeout=SEEN)
    page.reload()
    expect(page.locator("h1")).to_have_text("Öppna din inbjudan", timeout=SEEN)
    assert len(field.kept()) == 1
