"""Journeys in the table: columns chosen, rows sorted, files of just that; the same row chosen in table and on map."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, ViewportSize, expect

from dashboard import evidencetable
from tests.browser.serving import Site
from tests.browser.watching import PLANNER, opened, requests, result

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
QUERY = "kommun=0880&kategori=lighting,theft&tabell=1"
FIRST = '#karta-table .ag-row[row-index="0"]'
SUMMARY = ".table-columns > summary"
CAPTION = "#table-caption"
# far down in the table, and alone where it is
ALONE = """async () => {
    const {total} = lofteskartan.map.result;
    const rows = await lofteskartan.map.rows(0, total);
    const near = (a, b) => b.lon !== null && Math.abs(a.lon - b.lon) < 0.0006 && Math.abs(a.lat - b.lat) < 0.0004;
    return rows.map((row, at) => ({...row, at})).find(({lon, at}, _, all) =>
        lon !== null && at > 120 && all.filter(other => near(all[at], other)).length === 1);
}"""


def choose(page: Page, *names: str) -> None:
    """Tick or untick columns, by the keyboard alone."""
    page.locator(SUMMARY).focus()
    page.keyboard.press("Enter")
    for name in names:
        box = page.get_by_role("group", name="Välj kolumner").get_by_role("checkbox", name=name, exact=True)
        box.focus()
        page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.locator(".table-columns")).not_to_have_attribute("open", re.compile(""))
    expect(page.locator(SUMMARY)).to_be_focused()


def fetched(page: Page, name: str) -> tuple[str, bytes]:
    """A file, by its link: its name and what is in it."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=name, exact=True).click()
    return waited.value.suggested_filename, waited.value.path().read_bytes()


def shown(page: Page) -> int:
    """The number in the status line."""
    said = page.locator("#karta-status").text_content() or ""
    return int(re.sub(r"\D", "", said.split(" av ")[0]))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_columns_are_chosen_rows_sorted_and_every_file_has_just_that(
    demo: Site, browser: Browser, size: ViewportSize
) -> None:
    context = browser.new_context(viewport=size, has_touch=size is PHONE)
    page = context.new_page()
    opened(page, demo, QUERY)
    expect(page.locator(FIRST)).to_be_visible()
    choose(page, "Veckodag", "Underlag")
    expect(page.get_by_role("columnheader", name="Veckodag")).to_be_visible()
    page.locator('.ag-header-cell[col-id="category"]').click()
    expect(page.locator(CAPTION)).to_contain_text("ordnade efter kategori, stigande")
    expect(page.locator(FIRST).locator('[col-id="category"]')).to_have_text("Belysning")
    page.locator('.ag-header-cell[col-id="category"]').click()
    expect(page.locator(CAPTION)).to_contain_text("ordnade efter kategori, fallande")
    expect(page.locator(FIRST).locator('[col-id="category"]')).to_have_text("Stöld")
    first = {
        key: page.locator(FIRST).locator(f'[col-id="{key}"]').text_content()
        for key in ("observed", "weekday", "category")
    }
    total = shown(page)
    assert page.locator(CAPTION).text_content() == f"{total} underlag i tabellen, ordnade efter kategori, fallande"

    name, body = fetched(page, "CSV")
    assert name == "underlag-kalmar-2017-06-01-exempeldata.csv"
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == total
    assert {
        key: rows[0][head] for key, head in (("observed", "När"), ("weekday", "Veckodag"), ("category", "Kategori"))
    } == first
    assert ("Underlag" in rows[0]) == (size is PHONE)

    name, body = fetched(page, "Excel")
    sheet = load_workbook(io.BytesIO(body))["Underlag"]
    assert name.endswith(".xlsx")
    assert sheet.max_row == total + 1
    assert [cell.value for cell in sheet[1]] == list(rows[0])

    name, body = fetched(page, "GeoJSON")
    layer = json.loads(body)
    assert name.endswith(".geojson")
    assert [one["properties"]["Kategori"] for one in layer["features"]] == [row["Kategori"] for row in rows]
    assert sum(one["geometry"] is None for one in layer["features"]) == result(page)["unlocated"]
    assert f"Rader: {total}" in fetched(page, "Om uppgifterna")[1].decode().splitlines()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()


def test_the_browser_remembers_the_columns_and_as_usual_forgets_them(demo: Site, page: Page) -> None:
    opened(page, demo, QUERY)
    expect(page.locator(FIRST)).to_be_visible()
    choose(page, "Ljus", "Ansvarig", "Område")
    opened(page, demo, QUERY)
    heads = page.locator("#karta-table .ag-header-cell")
    expect(heads.filter(has_text="Ljus")).to_be_visible()
    expect(heads.filter(has_text="Område")).to_have_count(0)
    page.locator(SUMMARY).click()
    page.get_by_role("button", name="Som vanligt").click()
    expect(heads.filter(has_text="Område")).to_be_visible()
    expect(heads.filter(has_text="Ljus")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('lofteskartan-columns')") is None


def test_one_column_always_stays(demo: Site, page: Page) -> None:
    opened(page, demo, QUERY)
    expect(page.locator(FIRST)).to_be_visible()
    choose(page, "Underlag", "Kategori", "Område", "Kom in via", "Upplevelse", "Läge")
    page.locator(SUMMARY).click()
    expect(page.get_by_role("checkbox", name="När", exact=True)).to_be_disabled()
    expect(page.locator(FIRST).locator("[col-id]")).to_have_count(1)


def test_columns_of_the_record_are_filled_by_the_server_and_say_so_where_they_cannot_be(demo: Site, page: Page) -> None:
    opened(page, demo, "kommun=0880&underlag=finding&tabell=1")
    expect(page.locator(FIRST)).to_be_visible()
    choose(page, "Id", "Underlag", "Kategori", "Område", "Kom in via", "Upplevelse", "Läge")
    number = page.evaluate("async () => (await lofteskartan.map.rows(0, 1))[0].row")
    version = demo.casebook.evidence_version(PLANNER, "0880")
    record: Any = demo.casebook.evidence_detail(PLANNER, "0880", version, number)
    expect(page.locator(FIRST).locator('[col-id="id"]')).to_have_text(str(record.id))
    page.route("**/evidence/details.json?**", lambda route: route.abort())
    choose(page, "Ska vara klart")
    expect(page.locator(FIRST).locator('[col-id="due"]')).to_have_text("kunde inte hämtas")
    expect(page.locator(FIRST).locator('[col-id="observed"]')).to_contain_text("20")


def test_evidence_clicked_on_the_map_is_chosen_and_in_sight_in_the_table(demo: Site, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    opened(page, demo, "kommun=0880&tabell=1&lager=evidence")
    expect(page.locator(FIRST)).to_be_visible()
    row = page.evaluate(ALONE)
    page.evaluate(
        """({lat, lon}) => new Promise(done => {
            const off = lofteskartan.map.on("moved", () => { off(); done(); });
            lofteskartan.map.moveTo({lat, lon, zoom: 17});
        })""",
        row,
    )
    canvas = page.locator("#map .maplibregl-canvas")
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    expect(page.locator("#karta-record")).to_be_visible()
    chosen = page.locator(f'#karta-table .ag-row[row-index="{row["at"]}"]')
    expect(chosen).to_have_class(re.compile("ag-row-selected"))
    expect(chosen).to_be_in_viewport()
    expect(chosen).to_contain_text(row["date"])
    # what the table has chosen already did not move the map
    expect(page.locator(".row-ring")).to_have_count(0)


def test_the_keyboard_alone_sorts_opens_a_row_and_opens_it_again(demo: Site, page: Page) -> None:
    opened(page, demo, QUERY)
    expect(page.locator(FIRST)).to_be_visible()
    grid = page.locator("#karta-table .ag-root")
    expect(grid).to_have_attribute("aria-rowcount", str(shown(page) + 1))
    expect(grid).to_have_accessible_name(f"{shown(page)} underlag i tabellen, nyast först")
    expect(grid).to_have_accessible_description(re.compile("Enter öppnar raden"))
    page.get_by_role("link", name="Om uppgifterna").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(CAPTION)).to_contain_text("ordnade efter när, stigande")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    record = page.locator("#karta-record")
    expect(record).to_contain_text("När")
    expect(page.locator(".row-ring")).to_be_visible()
    page.keyboard.press("Escape")
    expect(record).to_be_hidden()
    page.keyboard.press("Enter")
    expect(record).to_contain_text("När")


def test_more_rows_than_a_sheet_has_are_told_with_the_remedy(
    demo: Site, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidencetable, "MOST_SHEET_ROWS", 10)
    opened(page, demo, QUERY)
    expect(page.locator(FIRST)).to_be_visible()
    with requests(page) as asked:
        page.get_by_role("link", name="Excel", exact=True).click()
        expect(page.locator("#table-said")).to_have_text(
            f"Ett kalkylblad rymmer 10 rader och urvalet har {shown(page)}. Hämta CSV, eller välj en kortare period."
        )
    assert [one for one in asked if "export.xlsx" in one] == []
    assert fetched(page, "CSV")[0].endswith(".csv")
    expect(page.locator("#table-said")).to_have_text("")
