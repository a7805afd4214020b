"""Registers as the server gives them: for those who may have them, in the reader's words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas
import pyogrio
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from dashboard import getting
from dashboard.app import create_app
from dashboard.auth import Ask
from dashboard.config import Settings
from dashboard.i18n import Language, translate
from dashboard.registerroutes import TYPES
from dashboard.registerwords import SPLIT, RegisterTold
from dashboard.view import parse
from dashboard.where import Where
from geodata.casebook import Casebook
from geodata.model import Actor, Role
from geodata.studies.register_columns import REGISTERS, RegisterFormat, columns_of, plural
from tests.dashboard.rendered import PLANNER

EXPORT = "/register/export?kommun=0880"
SV = translate(Language.SV)


@pytest.mark.parametrize("language", Language)
def test_every_column_and_unit_is_told_and_no_two_headings_of_a_register_are_alike(language: Language) -> None:
    words = RegisterTold(translate(language))
    for kind in REGISTERS:
        heads = [words.head(kind, column) for column in columns_of(kind)]
        assert len(set(heads)) == len(heads), (kind, [head for head in heads if heads.count(head) > 1])
        for column in columns_of(kind):
            assert words.means(kind, column).endswith("."), column
            assert SPLIT not in words.means(kind, column)
            assert bool(words.unit(column)) == bool(column.unit)
            assert all(words.choice(member) for member in column.choices or ())


@pytest.mark.parametrize("form", RegisterFormat)
def test_every_format_is_sent_with_its_name_and_kind(client: FlaskClient, form: RegisterFormat) -> None:
    answer = client.get(f"{EXPORT}&format={form}&register=actions")
    ending = "zip" if form is RegisterFormat.CSV else form.value
    assert answer.status_code == 200
    assert answer.content_type == TYPES[ending]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="actions-kalmar-2017-06-01-exempel')
    assert answer.headers["Content-Disposition"].endswith(f'.{ending}"')
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.data) == answer.content_length


def test_a_zip_of_csv_tells_in_swedish_what_it_holds(client: FlaskClient, demo: Casebook) -> None:
    answer = client.get(f"{EXPORT}&format=csv&register=promises,actions")
    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert set(archive.namelist()) == {"promises.csv", "actions.csv", "dataordlista.csv", "om.txt"}
        about = archive.read("om.txt").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(archive.read("actions.csv").decode("utf-8-sig")), delimiter=";"))
        told = list(csv.DictReader(io.StringIO(archive.read("dataordlista.csv").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(demo.actions(PLANNER, "0880"))
    for line in ("Exempeldata: ", "Licens: ", "Källa: ", "Framställd: 1 juni 2017", "Som de visas för: Planerare"):
        assert line in about
    assert {row["Rubrik"] for row in told if row["Register"] == "actions"} == set(rows[0])
    assert any(row["Ansvariga"] == "Polisen i Kalmar, leder" or "leder" in row["Ansvariga"] for row in rows)
    codes = next(row["Koder"] for row in told if row["Kolumn"] == "action_type")
    assert "safety_walk = Trygghetsvandring" in codes


def test_without_names_all_that_the_role_sees_is_in_one_geopackage(
    client: FlaskClient, demo: Casebook, tmp_path: Path
) -> None:
    path = tmp_path / "all.gpkg"
    path.write_bytes(client.get(f"{EXPORT}&format=gpkg&sprak=en").data)
    there = demo.registers(PLANNER, "0880")
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert {plural(kind) for kind in there} | {"layer_styles", "about", "dictionary"} == layers
    reports = geopandas.read_file(path, layer="reports")
    assert len(reports) == demo.counts(PLANNER, "0880")["report"]
    assert "Lighting" in set(reports["category_word"])
    about = geopandas.read_file(path, layer="about").set_index("label")["said"]
    assert about["Content"] == "Registers of Kalmar"


def test_a_views_evidence_is_what_the_map_counts(client: FlaskClient) -> None:
    view = "kommun=0880&kategori=lighting&upplevelse=all"
    total = client.get(f"/evidence/counts.json?{view}").get_json()["total"]
    sent = client.get(f"/register/export?{view}&format=xlsx&urval=1&register=reports,findings")
    book = load_workbook(io.BytesIO(sent.data), read_only=True)
    assert sum(sum(1 for _ in book[name].iter_rows(min_row=2)) for name in ("Rapporter", "Fynd")) == total
    assert ("Kategori", "Belysning") in set(book["Om"].iter_rows(values_only=True))


@pytest.fixture(params=[Role.CITIZEN, Role.WALKER])
def outsider(request: pytest.FixtureRequest, demo: Casebook, settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(Settings(data_dir=settings.data_dir, role=request.param), demo)
    with app.server.test_client() as client:
        yield client


def test_those_who_may_take_nothing_with_them_get_403(outsider: FlaskClient) -> None:
    for form in RegisterFormat:
        answer = outsider.get(f"{EXPORT}&format={form}&register=promises")
        assert answer.status_code == 403
        assert "Content-Disposition" not in answer.headers


def test_the_board_gets_what_is_public_alone(demo: Casebook, settings: Settings) -> None:
    app = create_app(Settings(data_dir=settings.data_dir, role=Role.BOARD), demo)
    client = app.server.test_client()
    layer = json.loads(client.get(f"{EXPORT}&format=geojson&register=findings").data)
    assert {one["properties"]["tier"] for one in layer["features"]} == {"public"}
    assert {one["properties"]["note"] for one in layer["features"]} == {None}
    empty = json.loads(client.get(f"{EXPORT}&format=geojson&register=burglary_counts").data)
    assert empty["features"] == []


@pytest.mark.parametrize(
    "question",
    ["", "&format=doc", "&format=csv&register=photos", "&format=csv&register=import_runs", "&format=csv&register=x"],
)
def test_what_cannot_be_meant_is_refused_with_what_can(client: FlaskClient, question: str) -> None:
    answer = client.get(f"{EXPORT}{question}")
    assert answer.status_code == 400
    assert client.get("/register/export?format=csv").status_code == 400
    assert client.get("/register/export?kommun=9999&format=csv&register=promises").status_code in {400, 404}


def test_the_link_is_that_of_what_is_chosen() -> None:
    link: Any = getting.link_of(SV, "0880", ["promises", "actions"], "gpkg")
    assert link.href == "/register/export?kommun=0880&format=gpkg&sprak=sv&register=promises,actions"
    assert link.children == "Hämta 2 register"
    link = getting.link_of(SV, "0880", ["promises"], "csv")
    assert link.children == "Hämta 1 register"
    assert not hasattr(getting.link_of(SV, "0880", [], "csv"), "href")


def test_the_section_is_shown_to_those_who_may_use_it(demo: Casebook) -> None:
    shown = {role: bool(demo_section(demo, role)) for role in Role}
    assert {role for role, there in shown.items() if not there} == {Role.CITIZEN, Role.WALKER}


def demo_section(casebook: Casebook, role: Role) -> list[object]:
    actor = Actor(role=role)
    place = next(one for one in casebook.municipalities(actor) if one.code == "0880")
    ask = Ask(actor, SV)
    where = Where(ask, casebook, Settings(data_dir=Path()), parse("", "0880")[0], place, casebook.today(actor, "0880"))
    return [*getting.choosing(where)]
