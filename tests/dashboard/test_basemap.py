"""The map in the data folder: known by its own words, served tile by tile, done without when it is not right."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pmtiles.reader import MemorySource, all_tiles

from dashboard.app import create_app
from dashboard.basemap import USUAL_FILE, Credit, Schema, basemap_of, credits_of, schema_of, start_notice, told_basemap
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from geodata.casebook import Casebook
from geodata.errors import ArchiveFault, RefusedArchive
from tests.tilearchives import kalmar, picture_archive, vector_archive

SV = translate(Language.SV)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose data folder is the test's own."""
    return Settings(data_dir=tmp_path)


@pytest.fixture
def browser(demo: Casebook, settings: Settings) -> FlaskClient:
    """A browser without a screen."""
    client: FlaskClient = create_app(settings, demo).server.test_client()
    return client


def told(client: FlaskClient) -> Any:
    response = client.get("/bakgrund.json?sprak=sv")
    assert response.status_code == 200
    return response.json


def addresses(path: Path, pattern: str) -> dict[str, bytes]:
    """Each tile of an archive with its address."""
    tiles = dict(all_tiles(MemorySource(path.read_bytes())))  # type: ignore[no-untyped-call]
    return {pattern.format(z=z, x=x, y=y): content for (z, x, y), content in tiles.items()}


def test_without_a_file_there_is_nothing_to_choose_and_nothing_to_complain_of(
    browser: FlaskClient, settings: Settings
) -> None:
    assert told(browser) == {"file": None, "trouble": None}
    assert start_notice(settings) is None
    assert browser.get("/bakgrund/abc/9/279/156").status_code == 410


def test_every_tile_is_served_as_it_lies_and_may_be_kept_for_good(browser: FlaskClient, settings: Settings) -> None:
    path = vector_archive(settings.data_dir / USUAL_FILE)
    basemap = told(browser)["file"]
    assert (basemap["kind"], basemap["schema"], basemap["minZoom"], basemap["maxZoom"]) == (
        "vector",
        "protomaps",
        9,
        13,
    )
    tiles = addresses(path, basemap["tiles"])
    assert len(tiles) > 5
    for address, content in tiles.items():
        response = browser.get(address, headers={"Accept-Encoding": "gzip, br"})
        assert (response.status_code, response.data) == (200, content)
        assert response.headers["Content-Encoding"] == "gzip"
        assert response.mimetype == "application/vnd.mapbox-vector-tile"
        assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        again = browser.get(address, headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", response.headers["ETag"])


def test_who_takes_nothing_packed_gets_a_tile_unpacked(browser: FlaskClient, settings: Settings) -> None:
    path = vector_archive(settings.data_dir / USUAL_FILE)
    address, content = next(iter(addresses(path, told(browser)["file"]["tiles"]).items()))
    plain = browser.get(address, headers={"Accept-Encoding": "identity"})
    assert plain.data == gzip.decompress(content)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_tile_that_the_archive_lacks_is_empty_and_one_that_cannot_be_is_not_there(
    browser: FlaskClient, settings: Settings
) -> None:
    vector_archive(settings.data_dir / USUAL_FILE)
    pattern: str = told(browser)["file"]["tiles"]
    empty = browser.get(pattern.format(z=10, x=1, y=1))
    assert (empty.status_code, empty.data) == (204, b"")
    assert browser.get(pattern.format(z=10, x=5000, y=1)).status_code == 204
    for place in ({"z": 14, "x": 1, "y": 1}, {"z": 10**30, "x": 1, "y": 1}, {"z": 9, "x": 10**30, "y": 1}):
        assert browser.get(pattern.format(**place)).status_code == 204
    assert browser.get(pattern.format(z=-1, x=1, y=1)).status_code == 404
    assert browser.get(pattern.format(z="a", x="../..", y="b")).status_code == 404


def test_pictures_are_served_with_their_own_type(browser: FlaskClient, settings: Settings) -> None:
    path = picture_archive(settings.data_dir / USUAL_FILE)
    basemap = told(browser)["file"]
    assert (basemap["kind"], basemap["schema"]) == ("raster", None)
    assert basemap["credits"] == [{"text": "Kalmar kommun", "href": None}]
    address, content = next(iter(addresses(path, basemap["tiles"]).items()))
    response = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert (response.data, response.mimetype) == (content, "image/png")
    assert "Content-Encoding" not in response.headers


def test_a_file_exchanged_while_we_run_has_other_addresses_and_those_of_before_end(
    browser: FlaskClient, settings: Settings
) -> None:
    path = vector_archive(settings.data_dir / USUAL_FILE)
    before = told(browser)["file"]["tiles"]
    address = next(iter(addresses(path, before)))
    picture_archive(path)
    gone = browser.get(address)
    assert gone.status_code == 410
    assert "no-store" in gone.headers["Cache-Control"]
    after = told(browser)["file"]
    assert after["kind"] == "raster"
    assert after["tiles"] != before
    assert browser.get(next(iter(addresses(path, after["tiles"])))).status_code == 200
    path.unlink()
    assert told(browser) == {"file": None, "trouble": None}
    vector_archive(path)
    assert told(browser)["file"]["kind"] == "vector"


def test_a_file_cut_off_under_the_server_costs_the_tile_alone(browser: FlaskClient, settings: Settings) -> None:
    path = vector_archive(settings.data_dir / USUAL_FILE)
    address = next(iter(addresses(path, told(browser)["file"]["tiles"])))
    os.truncate(path, 700)
    assert browser.get(address).status_code == 410
    assert told(browser) == {"file": None, "trouble": "En del av filen saknas. Kopiera den igen."}
    assert browser.get("/health").status_code == 200


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda path: path.write_bytes(b"ingen karta" * 40), ArchiveFault.NOT_AN_ARCHIVE),
        (lambda path: path.write_bytes(vector_archive(path).read_bytes()[:900]), ArchiveFault.TRUNCATED),
        (lambda path: vector_archive(path, layers=["buildings", "addresses"]), ArchiveFault.UNKNOWN_LAYERS),
        (lambda path: vector_archive(path, attribution=None), ArchiveFault.NO_SOURCE),
        (lambda path: vector_archive(path, attribution="<b> </b>"), ArchiveFault.NO_SOURCE),
        (lambda path: picture_archive(path, attribution=None), ArchiveFault.NO_SOURCE),
        (lambda path: path.mkdir(), ArchiveFault.MISSING),
    ],
)
def test_a_file_that_is_not_right_is_named_with_its_remedy_and_nothing_else_suffers(
    browser: FlaskClient, settings: Settings, make: Any, fault: ArchiveFault
) -> None:
    make(settings.data_dir / USUAL_FILE)
    with pytest.raises(RefusedArchive) as refusal:
        basemap_of(settings)
    assert refusal.value.code is fault
    assert str(settings.data_dir / USUAL_FILE) in str(refusal.value)
    assert "; " in str(refusal.value)
    assert told(browser) == {"file": None, "trouble": SV(f"background.fault.{fault.value}")}
    assert start_notice(settings) == f"The map's background is left out: {refusal.value}."
    assert browser.get("/?kommun=0880").status_code == 200


def test_the_settings_may_name_another_file_and_say_whose_it_is(tmp_path: Path) -> None:
    vector_archive(tmp_path / "kalmar.pmtiles", attribution=None)
    named = Settings(data_dir=tmp_path, basemap=Path("kalmar.pmtiles"), basemap_attribution="© Kalmar kommun")
    basemap = basemap_of(named)
    assert basemap is not None
    assert basemap.credits == (Credit("© Kalmar kommun", None),)
    elsewhere = Settings(data_dir=tmp_path / "data", basemap=tmp_path / "kalmar.pmtiles", basemap_attribution="©")
    assert basemap_of(elsewhere) is not None
    missing = Settings(data_dir=tmp_path, basemap=Path("none.pmtiles"))
    assert told_basemap(SV, missing)["trouble"] == "Filen finns inte."
    assert "none.pmtiles" in (start_notice(missing) or "")


@pytest.mark.parametrize("schema", Schema)
def test_each_way_of_naming_layers_is_known_by_the_archives_own_words(tmp_path: Path, schema: Schema) -> None:
    vector_archive(tmp_path / USUAL_FILE, kalmar(schema.value))
    basemap = basemap_of(Settings(data_dir=tmp_path))
    assert basemap is not None
    assert basemap.schema is schema


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"vector_layers": None},
        {"vector_layers": "water,roads,earth"},
        {"vector_layers": [None, 3, {}, {"id": 4}, {"id": None}]},
        {"vector_layers": [{"id": "adresser"}]},
        # Protomaps before version 4 called the kind something else
        {"vector_layers": [{"id": name} for name in ("earth", "natural", "physical_line", "roads", "water")]},
    ],
)
def test_layers_of_another_naming_are_not_guessed_at(metadata: dict[str, Any]) -> None:
    assert schema_of(metadata) is None


def test_of_an_attribution_text_and_links_are_left_and_no_html() -> None:
    said = (
        ' <a href="https://protomaps.com">Protomaps</a>\n ©  <a href="https://www.openstreetmap.org/copyright">OSM</a>'
    )
    assert credits_of(said) == (
        Credit("Protomaps", "https://protomaps.com"),
        Credit(" © ", None),
        Credit("OSM", "https://www.openstreetmap.org/copyright"),
    )
    assert credits_of('<script>alert(1)</script><img src=x onerror="a()">&copy; Vi') == (Credit("© Vi", None),)
    assert credits_of('<a href="javascript:a()">Vi</a>') == (Credit("Vi", None),)
    assert credits_of(" \n<br>") == ()
    assert sum(len(credit.text) for credit in credits_of("<b>långt</b> " * 500)) <= 400


def test_the_gate_stands_before_tiles_as_before_everything_else(browser: FlaskClient, settings: Settings) -> None:
    path = vector_archive(settings.data_dir / USUAL_FILE)
    address = next(iter(addresses(path, told(browser)["file"]["tiles"])))
    assert browser.get(address, headers={"Host": "example.org"}).status_code == 403
    assert browser.post(address).status_code == 405
