"""What lies under the map: drawn from a file in the data folder, chosen, remembered, and done without when it goes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from dashboard.basemap import USUAL_FILE
from tests.browser.serving import Site, demonstration, serving
from tests.browser.watching import STATUS, opened, query_of, requests, wait_for_query
from tests.tilearchives import picture_archive, vector_archive

WOOD = (0xE2, 0xE8, 0xD5)
BY_THE_WOOD = "karta=56.7,16.27,12"
WITHOUT_AREAS = "lager=hotspots,places,evidence,tiles"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the site below."""
    return tmp_path_factory.mktemp("background")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    """The demonstration, over a data folder in which a test lays what it needs."""
    with serving(folder, demonstration(folder)) as site:
        yield site


@pytest.fixture
def archive(folder: Path) -> Iterator[Path]:
    """Where the map lies."""
    path = folder / USUAL_FILE
    yield path
    path.unlink(missing_ok=True)


def choose(page: Page, name: str) -> None:
    page.locator(".map-controls").evaluate("fold => { fold.open = true }")
    page.get_by_role("radio", name=name).check()


def drawn(page: Page) -> int:
    """How many pixels of the map have the colour that only the drawing's woods have."""
    page.locator(".map-controls").evaluate("fold => { fold.open = false }")
    page.evaluate("lofteskartan.map.painted()")
    picture = Image.open(io.BytesIO(page.locator("#map .maplibregl-canvas").screenshot())).convert("RGB")
    return sum(count for count, colour in picture.getcolors(picture.width * picture.height) or [] if colour == WOOD)


def test_the_map_in_the_data_folder_is_drawn_chosen_and_remembered(site: Site, archive: Path, page: Page) -> None:
    vector_archive(archive)
    with requests(page) as asked:
        opened(page, site, f"kommun=0880&{BY_THE_WOOD}&{WITHOUT_AREAS}")
        assert drawn(page) > 2_000
    assert any("/bakgrund/" in address for address in asked)
    expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("© OpenStreetMap")
    assert "bakgrund" not in query_of(page)
    choose(page, "Ingen")
    wait_for_query(page, "bakgrund=none")
    assert drawn(page) == 0
    expect(page.locator(".maplibregl-ctrl-attrib")).not_to_contain_text("OpenStreetMap")
    with requests(page) as asked:
        opened(page, site, f"kommun=0880&{BY_THE_WOOD}&{WITHOUT_AREAS}")
        assert drawn(page) == 0
    assert not any("/bakgrund/" in address for address in asked)
    wait_for_query(page, "bakgrund=none")
    choose(page, "Kartan i datamappen")
    expect(page).not_to_have_url(re.compile("bakgrund"))
    assert drawn(page) > 2_000


def test_an_address_shows_its_background_to_somebody_who_chose_none(
    site: Site, archive: Path, browser: Browser
) -> None:
    vector_archive(archive)
    page = browser.new_page(locale="sv-SE")
    opened(page, site, f"kommun=0880&{BY_THE_WOOD}&{WITHOUT_AREAS}&bakgrund=none")
    assert drawn(page) == 0
    page.locator(".map-controls").evaluate("fold => { fold.open = true }")
    expect(page.get_by_role("radio", name="Ingen")).to_be_checked()
    # looking at somebody's address is no choice of one's own
    opened(page, site, f"kommun=0880&{BY_THE_WOOD}&{WITHOUT_AREAS}")
    assert drawn(page) > 2_000
    page.close()


def test_the_background_is_chosen_by_keyboard_and_lets_through_what_is_asked(
    site: Site, archive: Path, page: Page
) -> None:
    vector_archive(archive)
    opened(page, site, f"kommun=0880&{BY_THE_WOOD}&{WITHOUT_AREAS}")
    page.locator(".map-controls > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Kartan i datamappen").focus()
    page.keyboard.press("ArrowUp")
    wait_for_query(page, "bakgrund=none")
    expect(page.get_by_role("radio", name="Ingen")).to_be_focused()
    expect(page.get_by_role("slider", name="Bakgrund")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("slider", name="Bakgrund")).to_be_visible()
    page.get_by_role("slider", name="Bakgrund").focus()
    page.keyboard.press("ArrowLeft")
    wait_for_query(page, "tiles:95")
    assert drawn(page) < 200  # every colour is a little nearer to the ground's


def test_a_file_that_is_not_whole_is_told_beside_the_choice_and_the_map_works(
    site: Site, archive: Path, page: Page
) -> None:
    archive.write_bytes(vector_archive(archive).read_bytes()[:900])
    opened(page, site, "kommun=0880&bakgrund=file")
    page.locator(".map-controls").evaluate("fold => { fold.open = true }")
    expect(page.get_by_role("radio", name="Kartan i datamappen")).to_be_disabled()
    expect(page.get_by_role("radio", name="Ingen")).to_be_checked()
    expect(page.locator(".background-choice")).to_contain_text("En del av filen saknas. Kopiera den igen.")


def test_without_a_file_there_is_nothing_to_choose(site: Site, page: Page) -> None:
    opened(page, site)
    page.locator(".map-controls").evaluate("fold => { fold.open = true }")
    expect(page.locator(".stack-list li").first).to_be_visible()
    expect(page.locator(".background-choice")).to_have_count(0)


def test_a_file_that_goes_while_it_is_looked_at_takes_the_background_alone(
    site: Site, archive: Path, page: Page
) -> None:
    vector_archive(archive)
    opened(page, site, f"kommun=0880&{BY_THE_WOOD}&{WITHOUT_AREAS}")
    assert drawn(page) > 2_000
    archive.unlink()
    page.evaluate("lofteskartan.map.moveTo({ lon: 16.4, lat: 56.66, zoom: 13 })")
    expect(page.locator(STATUS)).to_contain_text("Bakgrunden gick inte att hämta")
    page.locator(".map-controls").evaluate("fold => { fold.open = true }")
    expect(page.get_by_role("radio", name="Kartan i datamappen")).to_be_disabled()
    expect(page.get_by_role("radio", name="Ingen")).to_be_checked()
    page.get_by_role("checkbox", name="Belysning").check()
    wait_for_query(page, "kategori=lighting")


def test_a_file_exchanged_while_it_is_looked_at_is_gone_on_with(site: Site, archive: Path, page: Page) -> None:
    picture_archive(archive)
    opened(page, site, f"kommun=0880&karta=56.65,16.4,12&{WITHOUT_AREAS}")
    assert drawn(page) == 0
    vector_archive(archive)
    with page.expect_response(lambda response: "/bakgrund/" in response.url and response.status == 200):
        page.evaluate("lofteskartan.map.moveTo({ lon: 16.27, lat: 56.7, zoom: 12.5 })")
    expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("© OpenStreetMap")
    assert drawn(page) > 2_000


def test_pictures_in_an_archive_are_shown(site: Site, archive: Path, page: Page) -> None:
    picture_archive(archive, colour="#203040")
    opened(page, site, f"kommun=0880&karta=56.65,16.4,12&{WITHOUT_AREAS}")
    expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("Kalmar kommun")
    page.evaluate("lofteskartan.map.painted()")
    picture = Image.open(io.BytesIO(page.locator("#map .maplibregl-canvas").screenshot())).convert("L")
    dark = sum(picture.histogram()[:140])
    assert dark > picture.width * picture.height / 2


def test_where_the_map_is_only_drawn_there_is_no_background_to_choose(site: Site, archive: Path, page: Page) -> None:
    vector_archive(archive)
    page.add_init_script(
        """const own = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === "webgl2" ? null : own.call(this, kind, ...rest);
        };"""
    )
    with requests(page) as asked:
        opened(page, site)
        page.locator(".map-controls").evaluate("fold => { fold.open = true }")
        expect(page.locator(".lk-map-drawn")).to_be_visible()
        expect(page.locator(".background-choice")).to_be_hidden()
    assert not any("/bakgrund/" in address for address in asked)
