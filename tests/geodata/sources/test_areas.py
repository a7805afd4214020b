"""Areas from GeoJSON and GeoPackage: the real files, and every way in which others are broken."""

from __future__ import annotations

import http.server
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shapely

from geodata.model import Area, AreaKind
from geodata.sources import gis
from tests.files import feature, square, write_geojson
from tests.geodata.sources.conftest import Read

Refused = Callable[..., str]
VRT = '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>SOURCE</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
BOW_TIE = {"type": "Polygon", "coordinates": [[[16.3, 56.6], [16.4, 56.7], [16.4, 56.6], [16.3, 56.7], [16.3, 56.6]]]}


def areas(read: Read, path: Path, **changes: object) -> dict[str, Area]:
    parsed = read("areas", path, **changes)
    assert parsed.faults == []
    return {area.code: area for area in parsed.records if isinstance(area, Area)}


@pytest.mark.parametrize("name", ["deso2025_kalmar_salem_wgs84.geojson", "deso2025_kalmar_salem_sweref99tm.gpkg"])
def test_the_51_deso_areas_are_read_from_both_formats(read: Read, shared_data: Path, name: str) -> None:
    found = areas(read, shared_data / "areas" / name, municipality=None, areas=())
    assert len(found) == 51
    assert sum(area.municipality == "0880" for area in found.values()) == 43
    first = found["0128A0010"]
    assert first.area_kind is AreaKind.DESO
    assert (first.municipality, first.parent, first.residents, first.dwellings) == ("0128", "0128R001", 2030, 753)
    assert first.name == "Rönninge (A0010)"
    assert first.provenance.source == "SCB"
    assert first.outline.bounds == pytest.approx((17.629, 59.179, 17.85, 59.286), abs=0.1)


def test_both_formats_give_the_same_ids(read: Read, shared_data: Path) -> None:
    json, gpkg = (
        areas(read, shared_data / "areas" / name, areas=())
        for name in ("deso2025_kalmar_salem_wgs84.geojson", "deso2025_kalmar_salem_sweref99tm.gpkg")
    )
    assert {code: area.id for code, area in json.items()} == {code: area.id for code, area in gpkg.items()}


def test_the_overlaps_of_the_real_file_are_told_and_its_enclave_is_cut_out(read: Read, shared_data: Path) -> None:
    parsed = read("areas", shared_data / "areas" / "deso2025_kalmar_salem_wgs84.geojson")
    told = [note.problem for note in parsed.notes]
    assert any("46 pairs of neighbouring areas overlap, by up to 2.8%" in problem for problem in told)
    assert any("0880A0050 holds 0880B4010 wholly" in problem for problem in told)
    by_code = {area.code: area for area in parsed.records if isinstance(area, Area)}
    common = by_code["0880A0050"].outline.intersection(by_code["0880B4010"].outline)
    assert common.area / by_code["0880B4010"].outline.area < 0.001


def test_the_21_regso_areas_have_their_names(read: Read, shared_data: Path) -> None:
    found = areas(read, shared_data / "areas" / "regso2025_kalmar_salem_wgs84.geojson")
    assert len(found) == 21
    assert found["0128R001"].area_kind is AreaKind.REGSO
    assert found["0128R001"].name == "Rönninge"
    assert found["0128R001"].residents == 6857


def test_own_districts_take_the_municipality_of_the_import(read: Read, tmp_path: Path) -> None:
    path = write_geojson(
        tmp_path / "a.geojson",
        feature(
            square(16.3, 56.6), kod="N1", stadsdelsnamn="Norrliden", villa=10, radhus=5, flerbostad=85, bostader=100
        ),
    )
    (area,) = areas(read, path).values()
    assert (area.municipality, area.name, area.area_kind) == ("0880", "Norrliden", AreaKind.DISTRICT)
    assert (area.dwellings, area.dwellings_detached, area.dwellings_apartment) == (100, 10, 85)


def test_the_older_files_short_names_are_understood(read: Read, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", feature(square(16.3, 56.6), deso="0880C1010", kommun=880, lan="08"))
    parsed = read("areas", path, municipality=None)
    (area,) = parsed.records
    assert area.municipality == "0880"
    assert "leading zero" in parsed.notes[0].problem


def test_an_area_that_is_known_keeps_its_id(read: Read, tmp_path: Path) -> None:
    from tests.geodata.sources.conftest import KALMAR, an_area

    known = an_area("0880C1030", "Kvarnholmen").model_copy(update={"id": KALMAR.places[0].id})
    path = write_geojson(tmp_path / "a.geojson", feature(square(16.3, 56.6), desokod="0880C1030"))
    assert areas(read, path, areas=(known,))["0880C1030"].id == known.id


def test_a_polygon_that_crosses_itself_is_refused_with_the_place(read: Read, refused: Refused, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", feature(square(16.5, 56.6), kod="A"), feature(BOW_TIE, kod="B"))
    parsed = read("areas", path)
    assert [record.provenance.row for record in parsed.records] == [1]
    (fault,) = parsed.faults
    assert fault.row == 2
    assert "crosses itself at 16.35, 56.65" in fault.problem
    alone = write_geojson(tmp_path / "b.geojson", feature(BOW_TIE, kod="B"))
    assert "crosses itself" in refused("areas", alone)


def test_areas_that_overlap_are_both_refused_by_their_codes(read: Read, refused: Refused, tmp_path: Path) -> None:
    pair = [feature(square(16.3, 56.6), kod="A"), feature(square(16.305, 56.6), kod="B")]
    sentence = refused("areas", write_geojson(tmp_path / "a.geojson", *pair))
    assert "the area A overlaps B by 50% of the smaller one" in sentence
    parsed = read("areas", write_geojson(tmp_path / "b.geojson", *pair, feature(square(16.9, 56.6), kod="C")))
    assert [getattr(record, "code", "") for record in parsed.records] == ["C"]
    assert [fault.row for fault in parsed.faults] == [1, 2]


def test_codes_that_occur_twice_are_refused(refused: Refused, tmp_path: Path) -> None:
    path = write_geojson(
        tmp_path / "a.geojson", feature(square(16.3, 56.6), kod="A"), feature(square(16.5, 56.6), kod="A")
    )
    assert "has the code A, as feature 2 has" in refused("areas", path)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "has no shape"),
        ({"type": "Polygon", "coordinates": []}, "has no shape"),
        ({"type": "Point", "coordinates": [16.3, 56.6]}, "is a Point, not a polygon"),
        ({"type": "LineString", "coordinates": [[16.3, 56.6], [16.4, 56.6]]}, "is a LineString, not a polygon"),
        ({"type": "Polygon", "coordinates": [[[16.3, 56.6], [float("nan"), 56.7], [16.4, 56.6], [16.3, 56.6]]]}, "NaN"),
    ],
)
def test_a_feature_without_a_sound_polygon_is_a_fault(
    read: Read, tmp_path: Path, geometry: dict[str, object] | None, words: str
) -> None:
    path = write_geojson(tmp_path / "a.geojson", feature(square(16.5, 56.6), kod="A"), feature(geometry, kod="B"))
    parsed = read("areas", path)
    assert len(parsed.records) == 1
    assert words in parsed.faults[0].problem
    assert parsed.faults[0].row == 2


def test_metres_in_a_geojson_that_does_not_say_so_are_named(refused: Refused, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", feature(square(583000, 6280000, 500), kod="A"))
    sentence = refused("areas", path)
    assert "EPSG:3006 (SWEREF 99 TM)" in sentence
    assert "--crs 3006" in sentence


def test_metres_are_read_when_the_file_or_the_option_says_so(read: Read, tmp_path: Path) -> None:
    shape = feature(square(583000, 6280000, 500), kod="A")
    stated = areas(read, write_geojson(tmp_path / "a.geojson", shape, epsg=3006))["A"]
    told = areas(read, write_geojson(tmp_path / "b.geojson", shape), crs=3006)["A"]
    assert shapely.equals_exact(stated.outline, told.outline, 1e-9)
    assert stated.outline.bounds[0] == pytest.approx(16.353, abs=0.01)


def test_swapped_axes_are_named(refused: Refused, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", feature(square(56.6, 16.3), kod="A"))
    assert "swapped" in refused("areas", path)


def test_properties_without_a_code_are_listed(refused: Refused, tmp_path: Path) -> None:
    sentence = refused("areas", write_geojson(tmp_path / "a.geojson", feature(square(16.3, 56.6), farg="röd")))
    assert "its properties are farg" in sentence
    assert "desokod" in sentence


def test_dwellings_that_do_not_sum_are_left_out_and_told(read: Read, tmp_path: Path) -> None:
    shape = feature(square(16.3, 56.6), kod="A", bostader=100, villa=1, radhus=1, flerbostad=1)
    parsed = read("areas", write_geojson(tmp_path / "a.geojson", shape))
    (area,) = parsed.records
    assert isinstance(area, Area)
    assert (area.dwellings, area.dwellings_detached) == (100, None)
    assert "do not sum" in parsed.notes[0].problem


@pytest.fixture
def address() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that remembers who asked."""
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.vrt", "a.json"])
@pytest.mark.parametrize(
    "body",
    [
        VRT.replace("SOURCE", "/vsicurl/{0}/a.geojson"),
        VRT.replace("SOURCE", "/etc/passwd"),
        "<OGRWFSDataSource><URL>{0}/wfs?</URL></OGRWFSDataSource>",
        '{{"type":"FeatureCollection","links":[{{"rel":"next","href":"{0}/next"}}],"features":[],"stac_version":"1.0"}}',
        '{{"type":"Topology","objects":{{}},"arcs":[],"url":"{0}"}}',
    ],
)
def test_a_file_that_points_elsewhere_is_refused_and_nothing_is_fetched(
    refused: Refused, tmp_path: Path, address: tuple[str, list[str]], name: str, body: str
) -> None:
    url, asked = address
    path = tmp_path / name
    path.write_text(body.format(url))
    sentence = refused("areas", path)
    assert sentence.startswith(name)
    if "OGRVRT" in body:
        assert "is a VRT" in sentence
    assert asked == []


def test_a_geopackage_without_end_is_stopped(
    refused: Refused, tmp_path: Path, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gis, "WALL_CLOCK_SECONDS", 4)
    path = tmp_path / "endless.gpkg"
    path.write_bytes((shared_data / "areas" / "deso2025_kalmar_salem_sweref99tm.gpkg").read_bytes())
    base = sqlite3.connect(path)
    base.executescript(
        """
        delete from gpkg_contents; delete from gpkg_geometry_columns;
        create view v as with recursive r(i) as (select 1 union all select i + 1 from r where i < 2000000000)
          select i as fid, (select geom from DeSO_2025 limit 1) as geom, 'A' as kod from r;
        insert into gpkg_contents(table_name, data_type, identifier, srs_id) values ('v', 'features', 'v', 3006);
        insert into gpkg_geometry_columns values ('v', 'geom', 'MULTIPOLYGON', 3006, 0, 0);
        """
    )
    base.commit()
    base.close()
    assert "takes too long to open" in refused("areas", path)


def test_a_database_that_is_no_geopackage_is_refused(refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    base = sqlite3.connect(path)
    base.execute("create table t(a)")
    base.commit()
    base.close()
    assert "no GeoPackage" in refused("areas", path)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"type":"FeatureCollection","features":[]}',
        "[]",
        "hej",
        '{"a": 1}',
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":'
        + "[" * 100_000
        + "]" * 100_000
        + '},"geometry":null}]}',
    ],
)
def test_text_that_holds_no_areas_is_refused(refused: Refused, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text)
    assert "; " in refused("areas", path)


@pytest.mark.parametrize("far", [1e20, 1e308])
def test_coordinates_beyond_the_earth_are_a_fault(refused: Refused, tmp_path: Path, far: float) -> None:
    path = write_geojson(tmp_path / "a.geojson", feature(square(far, far, far / 2), kod="A"))
    assert "no place on earth" in refused("areas", path, crs=3006)


def test_heights_are_left_out(read: Read, tmp_path: Path) -> None:
    corners = [[16.3, 56.6, 4.0], [16.4, 56.6, 4.0], [16.4, 56.7, 5.0], [16.3, 56.6, 4.0]]
    path = write_geojson(tmp_path / "a.geojson", feature({"type": "Polygon", "coordinates": [corners]}, kod="A"))
    assert not areas(read, path)["A"].outline.has_z


@pytest.mark.parametrize("crs", [0, -5, 999_999])
def test_a_reference_system_that_does_not_exist_is_named(refused: Refused, tmp_path: Path, crs: int) -> None:
    path = write_geojson(tmp_path / "a.geojson", feature(square(16.3, 56.6), kod="A"))
    assert f"EPSG:{crs}" in refused("areas", path, crs=crs)
