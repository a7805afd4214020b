"""The addresses beside the pages: whole, cached by version, refused in JSON with a status that fits."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date

import pyarrow as pa
import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.hotspotlist import headline, hotspot_list, said
from dashboard.i18n import Language, translate
from dashboard.markup import markup
from geodata.casebook import Casebook
from geodata.model import Actor, Category, Finding, Role, Tier, View
from tests.dashboard.rendered import PLANNER

EVIDENCE = "/evidence.arrow?municipality=0880"


def table(body: bytes) -> pa.Table:
    return pa.ipc.open_stream(io.BytesIO(body)).read_all()


def test_health_tells_version_and_counts(client: FlaskClient) -> None:
    reply = client.get("/health")
    assert reply.get_json()["status"] == "ok"
    assert reply.get_json()["records"]["promise"] == 15
    assert reply.headers["Cache-Control"] == "no-store"


def test_evidence_is_one_row_per_report_and_finding_and_what_was_merged_counts_once(
    client: FlaskClient, demo: Casebook
) -> None:
    counts = demo.counts(PLANNER, "0880")
    merged = [one for one in demo.entries(PLANNER, Finding, "0880") if one.record.merged_on]
    assert merged
    rows = table(client.get(EVIDENCE).data)
    assert rows.num_rows == counts["report"] + counts["finding"] - len(merged)


def test_evidence_travels_compressed_and_is_the_same(client: FlaskClient) -> None:
    plain = client.get(EVIDENCE)
    packed = client.get(EVIDENCE, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_what_the_browser_has_already_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(EVIDENCE)
    again = client.get(EVIDENCE, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_current_version_may_be_kept_for_ever_and_another_may_not(client: FlaskClient) -> None:
    version = client.get(EVIDENCE).headers["X-Data-Version"]
    assert "immutable" in client.get(f"{EVIDENCE}&v={version}").headers["Cache-Control"]
    assert "no-cache" in client.get(f"{EVIDENCE}&v=999999").headers["Cache-Control"]
    assert "no-cache" in client.get(EVIDENCE).headers["Cache-Control"]


def test_a_row_opens_its_record_in_words(client: FlaskClient) -> None:
    version = client.get(EVIDENCE).headers["X-Data-Version"]
    rows = table(client.get(EVIDENCE).data)
    reply = client.get(f"/evidence/{version}/7?municipality=0880&sprak=en").get_json()
    assert reply["record"]["category"] == rows["category"][7].as_py()
    assert reply["title"].startswith(("Reports", "Findings", "Report", "Finding"))
    assert {"label": "Experience", "value": "Safe" if rows["safe"][7].as_py() else "Unsafe"} in reply["words"]


@pytest.mark.parametrize("address", ["/areas.geojson", "/places.geojson", "/hotspots.geojson"])
def test_layers_are_features_of_the_municipality(client: FlaskClient, address: str) -> None:
    reply = client.get(f"{address}?municipality=0128")
    layer = json.loads(reply.data)
    assert reply.mimetype == "application/geo+json"
    assert layer["type"] == "FeatureCollection"
    assert layer["features"]


def test_hotspots_follow_the_view(client: FlaskClient) -> None:
    whole = json.loads(client.get("/hotspots.geojson?municipality=0880").data)
    part = json.loads(client.get("/hotspots.geojson?municipality=0880&kategori=lighting&till=2016-12-31").data)

    def counted(layer: dict[str, list[dict[str, dict[str, int]]]]) -> int:
        return sum(feature["properties"]["count"] for feature in layer["features"])

    assert 0 < counted(part) < counted(whole)


def test_hotspots_for_the_map_come_with_their_list_and_headline_in_the_readers_language(
    client: FlaskClient, demo: Casebook
) -> None:
    view = View(municipality="0880", categories=frozenset({Category.LIGHTING}), bandwidth_m=300)
    cards = demo.hotspots(PLANNER, view)
    query = "municipality=0880&kategori=lighting&bandbredd=300"
    told = client.get(f"/hotspots.json?{query}&sprak=en").get_json()
    t = translate(Language.EN)
    assert told["list"] == markup(hotspot_list(t, cards, 1, "0880"))
    assert told["headline"] == markup(headline(t, cards))
    assert [outline["properties"]["said"] for outline in told["outlines"]["features"]] == [said(t, c) for c in cards]
    assert client.get(f"/hotspots.json?{query}").get_json()["list"] != told["list"]


def test_where_nothing_gathers_the_list_says_whether_there_is_any_evidence(client: FlaskClient, demo: Casebook) -> None:
    query = "municipality=0880&fran=1990-01-01&till=1990-12-31"
    told = client.get(f"/hotspots.json?{query}").get_json()
    assert all(outline["properties"]["state"] == "adopted" for outline in told["outlines"]["features"])
    assert "Inget underlag" not in told["list"]


def test_rates_are_those_of_the_period_and_are_kept_while_the_data_stand(client: FlaskClient, demo: Casebook) -> None:
    address = "/rates.json?municipality=0880&fran=2016-01-01&till=2016-12-31"
    reply = client.get(address)
    rates = demo.area_rates(PLANNER, "0880", since=date(2016, 1, 1), until=date(2016, 12, 31))
    told = reply.get_json()
    assert told["period"] == "2016"
    assert told["areas"].keys() == {area.code for area in rates.areas}
    for area in rates.areas:
        shown = told["areas"][area.code]
        assert (shown["count"], shown["standing"], shown["why"]) == (area.count, area.standing, area.left_out)
        assert shown["rate"] == (None if area.per_1000 is None else round(area.per_1000, 2))
    assert client.get(address, headers={"If-None-Match": reply.headers["ETag"]}).status_code == 304
    assert client.get("/rates.json?municipality=0880&fran=2017-01-01").get_json() != told


def test_who_may_see_no_counts_gets_areas_without_rates(demo: Casebook, settings: Settings) -> None:
    citizen = create_app(Settings(data_dir=settings.data_dir, role=Role.CITIZEN), demo).server.test_client()
    told = citizen.get("/rates.json?municipality=0880").get_json()
    assert told["areas"]
    assert all(area["rate"] is None and area["count"] is None for area in told["areas"].values())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/areas.geojson", 400),
        ("/areas.geojson?municipality=kalmar", 400),
        ("/areas.geojson?municipality=0880&kind=ufo", 404),
        ("/evidence/999999/1?municipality=0880", 404),
        ("/evidence/abc/1", 404),
        ("/hotspots.geojson?municipality=9999", 404),
        ("/hotspots.json", 400),
        ("/hotspots.json?municipality=9999", 404),
        ("/rates.json", 400),
        ("/rates.json?municipality=9999", 404),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_fitting_status(
    client: FlaskClient, address: str, status: int
) -> None:
    reply = client.get(address)
    assert reply.status_code == status


def test_a_row_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    version = client.get(EVIDENCE).headers["X-Data-Version"]
    assert client.get(f"/evidence/{version}/999999?municipality=0880").status_code == 404


def test_a_citizen_gets_no_row_above_the_public_tier(demo: Casebook, settings: Settings) -> None:
    citizen = create_app(Settings(data_dir=settings.data_dir, role=Role.CITIZEN), demo).server.test_client()
    reply = citizen.get(EVIDENCE)
    rows = table(reply.data).num_rows
    police = demo.counts(Actor(role=Role.POLICE), "0880")
    assert rows < police["report"] + police["finding"]
    version = reply.headers["X-Data-Version"]
    for row in range(0, rows, 97):
        record = citizen.get(f"/evidence/{version}/{row}?municipality=0880").get_json()["record"]
        assert record["tier"] == Tier.PUBLIC
        assert record["note"] is None
