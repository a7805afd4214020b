"""Files of the table as the server gives them: the rows of the view in their order, for those who may have them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.exportroutes import KINDS
from dashboard.i18n import CATALOGUES, Language, translate
from dashboard.tablewords import head_of, view_told
from geodata.casebook import Casebook, exporting
from geodata.model import (
    Actor,
    CaseStatus,
    Category,
    EvidenceKind,
    Feeling,
    Light,
    Provenance,
    Role,
    SourceType,
    TimePrecision,
    View,
)
from geodata.studies.evidence_fields import TableField
from tests.builders import a_municipality, a_report

SV = translate(Language.SV)
EXPORT = "/evidence/export"
VIEWS = [
    "kommun=0880",
    "kommun=0880&kategori=lighting&upplevelse=all",
    "kommun=0880&fran=2016-03-01&till=2016-12-31&tid=21-02",
    "kommun=0880&underlag=finding&status=new,fixed&veckodag=5,6",
    "kommun=0880&fran=1901-01-01&till=1901-02-01",
]
ORDERS = ["", "&ordnad=category&ordning=theft,lighting,shrubs", "&ordnad=date&fallande=1", "&ordnad=weekday"]


def lines(body: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def features(client: FlaskClient, question: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(client.get(f"{EXPORT}.geojson?{question}").data)["features"]
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_every_format_has_as_many_rows_as_the_view_counts(client: FlaskClient, view: str) -> None:
    total = client.get(f"/evidence/counts.json?{view}").get_json()["total"]
    assert len(lines(client.get(f"{EXPORT}.csv?{view}").data)) == total + 1
    assert len(features(client, view)) == total
    book = load_workbook(io.BytesIO(client.get(f"{EXPORT}.xlsx?{view}").data))
    assert sum(1 for _ in book["Underlag"].iter_rows(min_row=2)) == total
    assert f"Rader: {SV.number(total)}" in client.get(f"{EXPORT}.txt?{view}").data.decode().splitlines()


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("view", VIEWS[:3])
def test_rows_stand_as_the_table_shows_them(client: FlaskClient, view: str, order: str) -> None:
    table = pa.ipc.open_stream(client.get(f"/evidence/table.arrow?{view}{order}&rader=1000").data).read_all()
    arrow = client.get("/evidence.arrow?municipality=0880")
    version = arrow.headers["X-Data-Version"]
    asked = ",".join(str(row) for row in table["row"].to_pylist()[:200])
    details = client.get(f"/evidence/details.json?municipality=0880&version={version}&rader={asked}&kolumner=id")
    wanted = [row["id"] for row in details.get_json()["rows"]]
    assert [feature["id"] for feature in features(client, view + order)][:200] == wanted
    rows = lines(client.get(f"{EXPORT}.csv?{view}{order}&kolumner=id,category").data)[1:]
    assert [row[0] for row in rows][:200] == wanted
    assert [row[1] for row in rows][:1000] == [SV.label(Category(str(code))) for code in table["category"].to_pylist()]
    for at in (0, len(wanted) // 2, len(wanted) - 1):
        row = table["row"][at].as_py()
        place = client.get(f"/evidence/place.json?{view}{order}&version={version}&rad={row}").get_json()
        assert place == {"place": at}


def test_the_columns_are_those_asked_for_in_their_order_and_in_the_readers_language(client: FlaskClient) -> None:
    view = "kommun=0880&kolumner=status,ufo,weekday,status,position"
    assert lines(client.get(f"{EXPORT}.csv?{view}").data)[0] == ["Läge", "Veckodag", "Latitud", "Longitud"]
    english = lines(client.get(f"{EXPORT}.csv?{view}&sprak=en").data, ",")
    assert english[0] == ["Status", "Weekday", "Latitude", "Longitude"]
    assert english[1][1] in {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
    usual = ["När", "Underlag", "Kategori", "Område", "Kom in via", "Upplevelse", "Läge"]
    for asked in ("", "&kolumner=", "&kolumner=ufo"):
        assert lines(client.get(f"{EXPORT}.csv?kommun=0880{asked}").data)[0] == usual


@pytest.mark.parametrize("language", Language)
def test_no_two_columns_have_the_same_heading(language: Language) -> None:
    found = [head_of(translate(language), field) for field in TableField]
    assert len(set(found)) == len(found)
    assert {"record.latitude", "record.longitude"} <= CATALOGUES[language].keys()


def test_a_file_says_what_it_is_where_it_comes_from_and_that_it_is_made_up(client: FlaskClient) -> None:
    view = "kommun=0880&kategori=lighting&tid=21-02"
    told = json.loads(client.get(f"{EXPORT}.geojson?{view}").data)["metadata"]
    assert told["Innehåll"] == "Rapporter och fynd i Kalmar"
    assert told["Kategori"] == "Belysning"
    assert told["Tid på dygnet"] == "kl. 21–02"
    assert told["Exempeldata"].startswith("Uppgifterna är påhittade")
    assert told["Källa"].endswith("Löfteskartan")
    assert told["Framställd"].startswith("1 juni 2017")
    assert told["Samma urval på kartan"].endswith("?kommun=0880&tid=21-02&kategori=lighting&tabell=1")
    about = load_workbook(io.BytesIO(client.get(f"{EXPORT}.xlsx?{view}").data))["Om"]
    assert {line[0].value: line[1].value for line in about.iter_rows()} == told
    text = client.get(f"{EXPORT}.txt?{view}").data.decode("utf-8-sig")
    assert dict(line.split(": ", 1) for line in text.splitlines()) == told


@pytest.mark.parametrize(("kind", "of"), KINDS.items())
def test_the_files_name_tells_municipality_and_day(client: FlaskClient, kind: str, of: str) -> None:
    reply = client.get(f"{EXPORT}.{kind}?kommun=0880")
    name = f'attachment; filename="underlag-kalmar-2017-06-01-exempeldata.{kind}"'
    assert (reply.headers["Content-Disposition"], reply.content_type) == (name, of)
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_file_is_packed_on_its_way_and_a_workbook_is_packed_already(client: FlaskClient) -> None:
    plain = client.get(f"{EXPORT}.csv?kommun=0880").data
    packed = client.get(f"{EXPORT}.csv?kommun=0880", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.is_streamed
    assert gzip.decompress(packed.data) == plain
    book = client.get(f"{EXPORT}.xlsx?kommun=0880", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in book.headers


def test_those_who_may_not_export_get_no_file_and_no_button(demo: Casebook, settings: Settings) -> None:
    by_role = {
        role: create_app(Settings(data_dir=settings.data_dir, role=role), demo).server.test_client() for role in Role
    }
    for role, client in by_role.items():
        refused = role in {Role.CITIZEN, Role.WALKER}
        for kind in KINDS:
            assert client.get(f"{EXPORT}.{kind}?kommun=0880").status_code == (403 if refused else 200)


def test_a_board_gets_no_row_and_no_note_above_the_public_tier(demo: Casebook, settings: Settings) -> None:
    board, planner = (
        create_app(Settings(data_dir=settings.data_dir, role=role), demo).server.test_client()
        for role in (Role.BOARD, Role.PLANNER)
    )
    question = f"{EXPORT}.csv?kommun=0880&upplevelse=all&kolumner=id,note"
    seen, all_rows = lines(board.get(question).data)[1:], lines(planner.get(question).data)[1:]
    assert len(seen) == board.get("/evidence/counts.json?municipality=0880&upplevelse=all").get_json()["total"]
    assert {row[0] for row in seen} < {row[0] for row in all_rows}
    assert any(row[1] for row in all_rows)
    assert not any(row[1] for row in seen)


def test_more_rows_than_a_sheet_has_are_refused_with_the_remedy(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_SHEET_ROWS", 3)
    reply = client.get(f"{EXPORT}.xlsx?kommun=0880")
    assert reply.status_code == 400
    assert "take CSV" in reply.get_json()["message"]
    assert client.get(f"{EXPORT}.csv?kommun=0880").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{EXPORT}.csv", 400),
        (f"{EXPORT}.pdf?kommun=0880", 404),
        (f"{EXPORT}.csv?kommun=0001", 404),
        (f"{EXPORT}.csv?kommun=0880&ordnad=ufo", 400),
        ("/evidence/details.json?municipality=0880&version=1&rader=x", 400),
        ("/evidence/details.json?municipality=0880&version=99999&rader=1", 404),
        ("/evidence/place.json?kommun=0880&version=99999&rad=1", 404),
        ("/evidence/place.json?kommun=0880&rad=-1", 400),
    ],
)
def test_what_is_asked_wrongly_is_refused(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_too_many_rows_at_a_time_and_rows_that_are_not_there_are_refused(client: FlaskClient) -> None:
    version = client.get("/evidence.arrow?municipality=0880").headers["X-Data-Version"]
    question = f"/evidence/details.json?municipality=0880&version={version}&kolumner=due"
    assert client.get(f"{question}&rader={','.join(map(str, range(exporting.MOST_DETAILS + 1)))}").status_code == 400
    assert client.get(f"{question}&rader=99999999").status_code == 404


def test_a_row_that_the_view_leaves_out_has_no_place_in_it(client: FlaskClient) -> None:
    version = client.get("/evidence.arrow?municipality=0880").headers["X-Data-Version"]
    view = f"kommun=0880&fran=1901-01-01&till=1901-02-01&version={version}&rad=1"
    assert client.get(f"/evidence/place.json?{view}").get_json() == {"place": None}


def test_real_evidence_is_told_with_its_sources_and_licences(empty: Casebook, tmp_path: Path) -> None:
    told = [
        Provenance(source="police.uk", licence="Open Government Licence v3.0"),
        Provenance(source="kommunens felanmälan"),
    ]
    keeper = Actor(role=Role.ADMINISTRATOR)
    reports = [
        a_report(provenance=one, precision=TimePrecision.MONTH, municipality="0882", note=note)
        for one, note in zip(told, ('=cmd|"/c calc"!A1', None), strict=True)
    ]
    where = a_municipality(municipality="0882", name="Mönsterås", provenance=Provenance(source="SCB"))
    empty.import_records(keeper, [where, *reports])
    client = create_app(Settings(data_dir=tmp_path, role=Role.PLANNER), empty).server.test_client()
    reply = client.get(f"{EXPORT}.txt?kommun=0882")
    assert 'filename="underlag-monsteras-' in reply.headers["Content-Disposition"]
    text = reply.data.decode()
    assert "Exempeldata" not in text
    assert "Källa: kommunens felanmälan; police.uk; Löfteskartan" in text
    assert "Licens: Open Government Licence v3.0; för övriga rader är ingen angiven av källan" in text
    rows = lines(client.get(f"{EXPORT}.csv?kommun=0882&kolumner=observed,weekday,note").data)[1:]
    assert sorted(rows) == [["2016-11", "", ""], ["2016-11", "", '\'=cmd|"/c calc"!A1']]


def test_every_choice_of_a_view_is_told() -> None:
    view = View(
        municipality="0880",
        since=date(2016, 1, 1),
        hours=(21, 2),
        categories=frozenset({Category.THEFT}),
        kinds=frozenset({EvidenceKind.FINDING}),
        feeling=Feeling.SAFE,
        area_codes=frozenset({"A1", "A9"}),
        statuses=frozenset({CaseStatus.NEW}),
        sources=frozenset({SourceType.APP}),
        weekdays=frozenset({5, 6}),
        light=Light.DARK,
        within=((16.1, 56.1), (16.2, 56.1), (16.2, 56.2)),
    )
    assert dict(view_told(SV, view, {"A1": "Berga"})) == {
        "Period": "från 1 januari 2016",
        "Tid på dygnet": "kl. 21–02",
        "Veckodag": "fre och lör",
        "Ljus": "mörkt",
        "Kategori": "Stöld",
        "Underlag": "Fynd",
        "Läge": SV.label(CaseStatus.NEW),
        "Kom in via": SV.label(SourceType.APP),
        "Område": "A9 och Berga",
        "Ritad yta, hörn (latitud, longitud)": "56.10000, 16.10000; 56.10000, 16.20000; 56.20000, 16.20000",
        "Upplevelse": SV.label(Feeling.SAFE).lower(),
    }
    assert [label for label, _ in view_told(SV, View(municipality="0880"), {})] == ["Period", "Upplevelse"]
