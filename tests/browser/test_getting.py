"""A journey on Data: registers and a format are chosen, by the keyboard too, and the file holds just those."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pyogrio
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.serving import Site

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
LINK = "#get-file a"


def fetched(page: Page, folder: Path) -> Path:
    with page.expect_download() as waited:
        page.locator(LINK).press("Enter")
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_registers_are_chosen_and_got_by_the_keyboard(
    demo: Site, browser: Browser, tmp_path: Path, size: ViewportSize
) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    page.goto(f"{demo.address}/data?kommun=0880")
    page.locator(LINK).wait_for()
    every = page.get_by_role("checkbox")
    expect(page.locator(LINK)).to_have_text(f"Hämta {every.count()} register")
    book = load_workbook(fetched(page, tmp_path), read_only=True)
    assert len(book.sheetnames) == every.count() + 2
    assert {"Om", "Löften", "Dataordlista"} <= set(book.sheetnames)

    page.get_by_role("button", name="Inga", exact=True).press("Enter")
    expect(page.locator("#get-file")).to_have_text("Välj minst ett register.")
    for name in ("Löften", "Antagna hotspots"):
        page.get_by_role("checkbox", name=name).press("Space")
    page.get_by_role("radio", name="GeoPackage").press("Space")
    expect(page.locator("#get-means")).to_contain_text("QGIS")
    expect(page.locator(LINK)).to_have_text("Hämta 2 register")
    path = fetched(page, tmp_path)
    assert path.name == "register-kalmar-2017-06-01-exempeldata.gpkg"
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert layers == {"promises", "hotspots", "layer_styles", "about", "dictionary"}
    assert set(geopandas.read_file(path, layer="layer_styles")["f_table_name"]) == {"hotspots"}

    page.get_by_role("button", name="Alla", exact=True).press("Enter")
    expect(page.locator(LINK)).to_have_text(f"Hämta {every.count()} register")
    context.close()


def test_the_section_keeps_within_a_narrow_screen(demo: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(f"{demo.address}/data?kommun=0880")
    page.locator(LINK).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.locator("#ladda-ner button, #get-file a").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44
    page.close()
