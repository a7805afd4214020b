"""The addresses of a view of evidence that stays at the server: whole, cached by version and view, refused in JSON."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.viewroutes import DENSITY_HEADER
from geodata.casebook import Casebook, viewing
from geodata.model import Role

EVIDENCE = "/evidence.arrow?municipality=0880"
WINDOW = "fonster=15.9,56.4,16.9,57.0&rutor=64x40"
SERVED = ["/evidence/counts.json", "/evidence/density.bin", "/evidence/points.arrow", "/evidence/table.arrow"]


def table(body: bytes) -> pa.Table:
    return pa.ipc.open_stream(io.BytesIO(body)).read_all()


def test_counts_of_a_view_are_those_of_its_rows(client: FlaskClient) -> None:
    rows = table(client.get(EVIDENCE).data)
    told = client.get("/evidence/counts.json?municipality=0880&kategori=lighting&upplevelse=all").get_json()
    lighting = [category == "lighting" for category in rows["category"].to_pylist()]
    assert told["all"] == rows.num_rows
    assert told["total"] == sum(lighting) == told["byCategory"]["lighting"]
    assert sum(told["openByCategory"].values()) == rows.num_rows
    assert sum(told["byMonth"]) == sum(map(sum, told["byWeekdayHour"])) + sum(told["unknownByWeekday"]) == told["total"]


def test_density_is_cells_that_sum_up_to_the_rows_in_the_window(client: FlaskClient) -> None:
    body = client.get(f"/evidence/density.bin?municipality=0880&{WINDOW}").data
    columns, lines, size, rows, *_ = DENSITY_HEADER.unpack_from(body)
    cells = np.frombuffer(body, f"<u{size}", offset=DENSITY_HEADER.size)
    assert len(cells) == columns * lines <= 64 * 40
    assert cells.sum() == rows > 0


def test_rows_of_a_window_and_of_the_table_know_their_numbers(client: FlaskClient) -> None:
    all_rows = table(client.get(EVIDENCE).data)
    for address in (f"points.arrow?municipality=0880&{WINDOW}", "table.arrow?municipality=0880&rader=9"):
        some = table(client.get(f"/evidence/{address}").data)
        assert some.num_rows
        for row in some.slice(0, 9).to_pylist():
            number = row.pop("row")
            assert str(row) == str(all_rows.slice(number, 1).to_pylist()[0])  # as text, in which NaN is NaN


def test_where_too_many_rows_are_in_sight_none_is_sent(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "MOST_POINTS", 3)
    assert client.get(f"/evidence/points.arrow?municipality=0880&{WINDOW}").status_code == 204


@pytest.mark.parametrize("address", SERVED)
def test_answers_about_a_view_are_kept_while_the_evidence_stands_however_it_is_looked_at(
    client: FlaskClient, address: str
) -> None:
    first = client.get(f"{address}?municipality=0880&{WINDOW}")
    again = f"{address}?municipality=0880&{WINDOW}&bandbredd=400&matt=findings&vald=k-1-2"
    assert client.get(again, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    other = client.get(f"{address}?municipality=0880&{WINDOW}&kategori=theft")
    assert other.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("address", SERVED)
def test_a_citizen_is_told_nothing_about_rows_above_the_public_tier(
    demo: Casebook, settings: Settings, address: str
) -> None:
    citizen, planner = (
        create_app(Settings(data_dir=settings.data_dir, role=role), demo).server.test_client()
        for role in (Role.CITIZEN, Role.PLANNER)
    )
    question = f"{address}?municipality=0880&{WINDOW}&upplevelse=all"
    assert citizen.get(question).data != planner.get(question).data
    told = citizen.get("/evidence/counts.json?municipality=0880&upplevelse=all").get_json()
    assert told["all"] == table(citizen.get(EVIDENCE).data).num_rows


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/evidence/counts.json", 400),
        ("/evidence/density.bin?municipality=0880", 400),
        ("/evidence/density.bin?municipality=0880&fonster=1,2,3", 400),
        ("/evidence/density.bin?municipality=0880&fonster=16,nan,17,57", 400),
        ("/evidence/density.bin?municipality=0880&fonster=17,56,16,57", 400),
        ("/evidence/density.bin?municipality=0880&fonster=16,56,17,57&rutor=100000x100000", 400),
        ("/evidence/density.bin?municipality=0880&fonster=16,56,17,57&rutor=-3x9", 400),
        ("/evidence/points.arrow?municipality=0880&fonster=16,56,17,99", 400),
        ("/evidence/table.arrow?municipality=0880&ordnad=ufo", 400),
        ("/evidence/table.arrow?municipality=0880&fran_rad=-1", 400),
    ],
)
def test_a_window_or_an_order_that_is_none_is_refused(client: FlaskClient, address: str, status: int) -> None:
    reply = client.get(address)
    assert reply.status_code == status
    assert reply.get_json()["error"]
