"""The municipality's own files: taken in as they come, then seen on the map, with their hotspots and chains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geodata.casebook import Casebook, ImportKind, ImportOptions, ImportReport
from geodata.model import Actor, AreaKind, Role, View
from tests.browser.serving import Site, serving

PLANNER = Actor(role=Role.PLANNER)
MANCHESTER = "9001"
POINTS = 46_337


def take_in(casebook: Casebook, kind: ImportKind, path: Path, **options: object) -> ImportReport:
    return casebook.import_file(PLANNER, kind, path, ImportOptions(**options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Site]:
    """A new installation into which all the real files have been imported."""
    with serving(tmp_path_factory.mktemp("real")) as found:
        casebook = found.casebook
        areas = take_in(casebook, ImportKind.AREAS, shared_data / "areas" / "deso2025_kalmar_salem_wgs84.geojson")
        regso = take_in(casebook, ImportKind.AREAS, shared_data / "areas" / "regso2025_kalmar_salem_wgs84.geojson")
        assert (areas.added, regso.added) == (51, 21)
        bra = shared_data / "bra"
        crimes = take_in(casebook, ImportKind.CRIME_COUNTS, bra / "bra_anmalda_kalmar_salem_1996_2025.csv")
        assert (crimes.read, crimes.added) == (360, 360)
        for name, rows in (("sol_dbfil_ar.latin1.txt", 19), ("sol_dbfil_manad.latin1.txt", 3)):
            # the whole country and police regions: read, and left out with a note
            national = take_in(casebook, ImportKind.CRIME_COUNTS, bra / name)
            assert (national.read, national.left_out, national.rejected) == (rows, rows, 0)
            assert national.notes
        events = take_in(casebook, ImportKind.POLICE_EVENTS, shared_data / "polisen" / "events_kalmar_salem.json")
        assert events.added
        points = take_in(
            casebook,
            ImportKind.REPORTS,
            shared_data / "points" / "police_uk_gm_burglary_2016-02_2017-07.csv",
            municipality=MANCHESTER,
            allow_outside=True,
        )
        assert (points.read, points.added, points.rejected) == (POINTS, POINTS, 0)
        yield found


def test_all_areas_are_there_in_both_divisions(site: Site) -> None:
    counts = {
        (code, kind): len(site.casebook.areas(PLANNER, code, kind))
        for code in ("0880", "0128")
        for kind in (AreaKind.DESO, AreaKind.REGSO)
    }
    assert counts == {("0880", AreaKind.DESO): 43, ("0128", AreaKind.DESO): 8} | {
        ("0880", AreaKind.REGSO): 17,
        ("0128", AreaKind.REGSO): 4,
    }


def test_the_same_files_again_change_nothing(site: Site, shared_data: Path) -> None:
    before = site.casebook.data_version(PLANNER)
    again = take_in(site.casebook, ImportKind.AREAS, shared_data / "areas" / "deso2025_kalmar_salem_wgs84.geojson")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 51)
    assert site.casebook.data_version(PLANNER) == before


def test_the_real_points_show_hotspots_whose_chain_opens(site: Site, page: Page) -> None:
    cards = site.casebook.hotspots(PLANNER, View(municipality=MANCHESTER))
    assert len(cards) > 3
    page.goto(f"{site.address}/?kommun={MANCHESTER}")
    listed = page.locator(".hotspot-card")
    expect(listed).to_have_count(len(cards))
    expect(page.locator(".headline")).to_contain_text(str(len(cards)))
    listed.first.click()
    expect(page.locator(".karta-chain .chain-item")).to_have_count(7)
    expect(page.locator(".karta-chain")).to_contain_text("ingen åtgärd")
    expect(page.locator("#karta-status")).to_contain_text("46\u00a0337")


def test_real_areas_stand_on_the_map_without_any_evidence(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/?kommun=0880")
    expect(page.locator(".karta-ranked")).to_contain_text("Inget underlag")
    expect(page.locator("#map .maplibregl-canvas")).to_be_visible()
