"""Journeys with a promise document: read, corrected beside its source, taken in, taken back; nothing typed is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.model import Action, Actor, Agreement, Promise, Role
from tests.browser.serving import SEEN, Site, demonstration, serving
from tests.geodata.sources.promise_documents.paper import Line, pdf_of, pdf_with

PLANNER = Actor(role=Role.PLANNER)
AXE = """async () => (await axe.run()).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}`))"""
AXE_CODE = Path(__file__).resolve().parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
TEXT = """Medborgarlöften i Kalmar 2026-2027

Kalmar kommun och Polisen har kommit överens om följande medborgarlöften för 2026-2027:

• Skapa en tryggare stadskärna
• Minska antalet bostadsinbrott

Det här ska vi göra:

• Hög vuxennärvaro genom nattvandring och polisiär synlighet, helger och särskilda riskkvällar för unga vuxna.
• Genomföra minst en trygghetsvandring i stadskärnan med fokus på belysning och rensning av buskage.
• Gemensamt, genom räddningstjänst och polis, utveckla och stärka arbetet med grannsamverkan och tryggare boende.
• Förbättra dialogen med fastighetsägare om förebyggande insatser.
"""


def opened(page: Page, site: Site, query: str = "kommun=0880") -> None:
    page.goto(f"{site.address}/las-in?{query}")
    expect(page.locator("#inlas-pasted")).to_be_visible(timeout=SEEN)


def read(page: Page, text: str) -> None:
    page.locator("#inlas-pasted").fill(text)
    page.locator("#inlas-read").click()
    expect(page.locator("#inlas-take-in")).to_be_visible(timeout=SEEN)


def chosen(page: Page, served: str) -> None:
    """Give every action without a promise the one whose title begins so."""
    for control in page.locator("select[id$='-promise']").all():
        if not control.input_value():
            label = control.locator("option").filter(has_text=served).first.inner_text()
            control.select_option(label=label)


def standing(site: Site, municipality: str) -> tuple[int, int, int]:
    counts = [len(site.casebook.entries(PLANNER, kind, municipality)) for kind in (Agreement, Promise, Action)]
    return counts[0], counts[1], counts[2]


def faults(page: Page) -> list[str]:
    page.evaluate(AXE_CODE.read_text("utf-8"))
    found: list[str] = page.evaluate(AXE)
    return found


def test_kalmars_document_is_taken_in_when_every_action_has_its_promise_and_taken_back(
    workplace: Site, page: Page, shared_data: Path
) -> None:
    before = standing(workplace, "0880")
    page.goto(f"{workplace.address}/loften?kommun=0880")
    page.get_by_role("link", name="Läs in ett löftesdokument").click()
    expect(page.locator("#inlas-pasted")).to_be_visible(timeout=SEEN)
    read(page, (shared_data / "promises" / "kalmar_2016_2017.txt").read_text("utf-8"))
    expect(page.locator("#inlas-counts")).to_contain_text("2 löften · 7 åtgärder · 2 utan löfte · 7 utan ansvarig")
    expect(page.locator(".inlas-note")).to_contain_text("finns redan för samma tid")
    assert faults(page) == []
    page.locator("#inlas-take-in").click()
    expect(page.locator("#inlas-room [aria-invalid]").first).to_be_focused()
    expect(page.locator(".inlas-fault").first).to_have_text("Välj vilket löfte åtgärden hör till.")
    expect(page.locator("#inlas-status")).to_contain_text("att rätta")
    assert standing(workplace, "0880") == before
    chosen(page, "Skapa en tryggare stadskärna")
    page.locator("#inlas-take-in").click()
    expect(page).to_have_url(re.compile("/loften"), timeout=SEEN)
    notice = page.locator("#frame-notice")
    expect(notice).to_contain_text("Intaget i registret: 2 löften och 7 åtgärder.", timeout=SEEN)
    expect(page.locator(".promise.is-new")).to_have_count(2)
    assert standing(workplace, "0880") == (before[0] + 1, before[1] + 2, before[2] + 7)
    notice.get_by_role("button", name="Ångra").click()
    expect(page).to_have_url(re.compile("/las-in"), timeout=SEEN)
    expect(page.locator("#inlas-counts")).to_contain_text("2 löften · 7 åtgärder", timeout=SEEN)
    assert standing(workplace, "0880") == before


def test_salems_document_is_taken_in_with_everybody_who_is_responsible(
    workplace: Site, page: Page, shared_data: Path
) -> None:
    before = standing(workplace, "0128")
    opened(page, workplace, "kommun=0128")
    known = {story.promise.id for story in workplace.casebook.promises(PLANNER, "0128")}
    page.locator("#inlas-file").set_input_files(shared_data / "promises" / "salem_2021_2022.txt")
    page.locator("#inlas-read").click()
    expect(page.locator("#inlas-counts")).to_contain_text("3 löften · 8 åtgärder · 1 rad", timeout=SEEN)
    expect(page.locator(".inlas-parties").filter(has_text="”Ansvarig:")).to_have_count(8)
    page.locator("#inlas-take-in").click()
    expect(page.locator("#frame-notice")).to_contain_text("3 löften och 8 åtgärder", timeout=SEEN)
    assert standing(workplace, "0128") == (before[0] + 1, before[1] + 3, before[2] + 8)
    stories = [one for one in workplace.casebook.promises(PLANNER, "0128") if one.promise.id not in known]
    lines = [line for story in stories for line in story.answers]
    assert len(lines) == 8
    assert all(line.responsible for line in lines)


def test_a_part_and_its_lines_find_each_other(demo: Site, page: Page) -> None:
    opened(page, demo)
    read(page, TEXT)
    part = page.locator("article[data-part]").filter(has=page.get_by_role("heading", name="Åtgärd 2", exact=True))
    part.locator("textarea").first.focus()
    lit = page.locator(".inlas-line.is-lit")
    expect(lit).to_have_count(1)
    expect(lit).to_contain_text("trygghetsvandring")
    page.locator(".inlas-line").filter(has_text="Förbättra dialogen").click()
    expect(page.locator("[data-part].is-current")).to_contain_text("Åtgärd 4")
    number = page.locator(".inlas-line.is-lit button.inlas-number")
    number.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part].is-current")).to_contain_text("Åtgärd 3")
    expect(lit).to_contain_text("räddningstjänst")


def test_a_line_that_was_left_over_becomes_an_action(demo: Site, page: Page) -> None:
    opened(page, demo)
    read(page, TEXT)
    page.locator("article[data-part]").last.get_by_role("button", name="Ta bort Åtgärd 4").click()
    expect(page.get_by_role("heading", name="Åtgärder (3)")).to_be_visible()
    line = page.locator(".inlas-line").filter(has_text="Förbättra dialogen")
    expect(line).to_contain_text("borttaget")
    line.click()
    line.get_by_role("button", name="Gör till åtgärd").click()
    expect(page.get_by_role("heading", name="Åtgärder (4)")).to_be_visible()
    expect(page.locator("article[data-part]").last.locator("textarea").first).to_have_value(re.compile("^Förbättra"))


def test_a_draft_outlives_a_reload_and_a_server_that_died(tmp_path: Path, page: Page) -> None:
    with serving(tmp_path, demonstration(tmp_path)) as site:
        opened(page, site)
        read(page, TEXT)
        page.locator("#title").fill("Löften som vi rättade")
        page.reload()
        expect(page.locator("#title")).to_have_value("Löften som vi rättade", timeout=SEEN)
        expect(page.locator("#inlas-status")).to_contain_text("Utkastet från förra gången")
        chosen(page, "Minska antalet bostadsinbrott")
    page.locator("#inlas-take-in").click()
    expect(page.locator("#inlas-status")).to_contain_text("Servern svarar inte", timeout=SEEN)
    expect(page.locator("#title")).to_have_value("Löften som vi rättade")
    kept = page.evaluate("() => localStorage.getItem('lofteskartan:inlasning:0880')")
    assert "Löften som vi rättade" in kept


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf_with([b"0 0 595 842 re f"] * 2), "bilder av sidor"),
        (pdf_of([[Line("Medborgarlöften i Kalmar kommun")]], times=201), "större än"),
        (b"%PDF-1.7\nbroken", "skadad"),
        (b"", "tom"),
        (b"The municipality and the police patrol the town centre every weekend. " * 9, "inte vara på svenska"),
    ],
    ids=["scanned", "long", "damaged", "empty", "english"],
)
def test_a_document_of_no_use_ends_in_a_clear_message_and_an_empty_form(
    demo: Site, page: Page, content: bytes, said: str
) -> None:
    opened(page, demo)
    page.locator("#inlas-file").set_input_files(
        {"name": "dokument.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.locator("#inlas-read").click()
    expect(page.get_by_role("alert")).to_contain_text(said, timeout=SEEN)
    expect(page.locator("#title")).to_have_value("")
    expect(page.get_by_role("heading", name="Löften (1)")).to_be_visible()
    expect(page.get_by_role("heading", name="Åtgärder (0)")).to_be_visible()


def test_a_form_may_be_filled_in_without_a_document(workplace: Site, page: Page) -> None:
    before = standing(workplace, "0880")
    opened(page, workplace)
    page.locator("#inlas-by-hand").click()
    page.locator("#title").fill("Löften för hand")
    page.locator("#from").fill("2027-01-01")
    page.locator("#to").fill("2027-12-31")
    page.locator("article[data-part] textarea").first.fill("Tryggare hamn")
    page.locator("#add-action").click()
    action = page.locator("article[data-part]").last
    expect(action.locator("textarea").first).to_be_focused()
    page.keyboard.type("Belysa kajen")
    action.get_by_role("button", name="Lägg till ansvarig").click()
    page.keyboard.type("Hamnbolaget")
    expect(action).to_contain_text("ny part")
    page.locator("#inlas-take-in").click()
    expect(page).to_have_url(re.compile(r"/loften/[0-9a-f-]{36}"), timeout=SEEN)
    expect(page.locator("#page")).to_contain_text("Hamnbolaget", timeout=SEEN)
    assert standing(workplace, "0880") == (before[0] + 1, before[1] + 1, before[2] + 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_source_is_folded_above_and_nothing_is_wider_than_the_screen(
    demo: Site, browser: Browser, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light", locale="sv-SE"
    )
    page = context.new_page()
    opened(page, demo, "kommun=0128&sprak=en")
    read(page, TEXT)
    expect(page.locator("#inlas-lines")).to_be_hidden()
    page.get_by_role("button", name="Action 4: show line").click()
    expect(page.locator("#inlas-lines .is-lit").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults(page) == []
    context.close()
