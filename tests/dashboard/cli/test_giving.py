"""What leaves at the command line: tables, documents and layers, with nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.cli.giving import csv_of
from geodata.exports.harmless import harmless
from tests.dashboard.cli.commanding import answer, refused, run


def test_hotspots_are_listed_ranked_as_a_table_and_as_json(seeded: Path) -> None:
    found = answer("hotspots", "--municipality", "0880", "--data", seeded)["hotspots"]
    assert [spot["rank"] for spot in found] == list(range(1, len(found) + 1))
    assert found[0]["name"] == "Larmtorget"
    assert "Larmtorget" in run("hotspots", "--data", seeded).stdout
    assert {spot["municipality"] for spot in answer("hotspots", "--data", seeded)["hotspots"]} == {"0880", "0128"}


def test_the_view_narrows_the_hotspots(seeded: Path) -> None:
    def counted(*view: str) -> int:
        found = answer("hotspots", "--municipality", "0880", "--data", seeded, *view)["hotspots"]
        return sum(int(spot["count"]) for spot in found)

    everything = counted()
    assert counted("--since", "2016-07-01") < everything
    assert counted("--category", "lighting", "--category", "shrubs") < everything
    assert counted("--hours", "21-02") < everything
    assert counted("--until", "1999-12-31") == 0


@pytest.mark.parametrize("view", [("--hours", "5"), ("--since", "1 maj"), ("--category", "lamps"), ("--evidence", "x")])
def test_a_view_that_cannot_be_meant_is_refused(seeded: Path, view: tuple[str, str]) -> None:
    assert run("hotspots", "--data", seeded, *view).exit_code == 2
    assert "swap the dates" in refused("hotspots", "--data", seeded, "--since", "2017-01-01", "--until", "2016-01-01")


def test_a_municipality_that_is_not_there_is_told_with_those_that_are(seeded: Path) -> None:
    for path in (("hotspots",), ("export", "areas"), ("export", "hotspots")):
        assert "0128" in refused(*path, "--municipality", "1480", "--data", seeded)
    for part in ("chain", "evidence"):
        assert "1480" in refused("export", part, "--municipality", "1480", "--data", seeded)


def test_the_exported_chain_leads_from_evidence_to_what_is_done_and_missing(seeded: Path) -> None:
    chain = answer("export", "chain", "--data", seeded)
    spot = next(spot for spot in chain["hotspots"] if spot["name"] == "Larmtorget")
    assert spot["municipality"] == "0880"
    assert spot["evidence"]["count"] > 0
    assert {"action", "promises", "responsible", "done", "target", "pace"} <= set(spot["links"][0])
    assert spot["gaps"]
    assert {entry["municipality"] for entry in chain["promises"]} == {"0880", "0128"}
    assert {"kind", "subject", "municipality"} <= set(chain["gaps"][0])


def test_evidence_leaves_as_arrow_csv_and_json_with_the_same_rows(seeded: Path, tmp_path: Path) -> None:
    arrow, table = tmp_path / "evidence.arrow", tmp_path / "evidence.csv"
    assert answer("export", "evidence", "--data", seeded, "-o", arrow)["bytes"] == arrow.stat().st_size
    assert run("export", "evidence", "--data", seeded, "-o", table).exit_code == 0
    rows = answer("export", "evidence", "--data", seeded)["evidence"]
    with pa.ipc.open_stream(arrow.read_bytes()) as reader:
        assert reader.read_all().num_rows == len(rows)
    text = table.read_text("utf-8-sig")
    listed = list(csv.DictReader(io.StringIO(text)))
    assert len(listed) == len(rows)
    assert set(listed[0]) == set(rows[0])
    assert listed[0]["observed_date"] == rows[0]["observed_date"]
    piped = run("export", "evidence", "--data", seeded, "--format", "arrow")
    assert piped.stdout_bytes == arrow.read_bytes()


def test_arrow_and_csv_are_not_passed_off_as_json(seeded: Path) -> None:
    for form in ("arrow", "csv"):
        assert run("export", "evidence", "--data", seeded, "--format", form, "--json").exit_code == 2


def test_layers_leave_as_geojson_with_features_numbered_through(seeded: Path, tmp_path: Path) -> None:
    areas = answer("export", "areas", "--data", seeded)
    assert areas["type"] == "FeatureCollection"
    assert [feature["id"] for feature in areas["features"]] == list(range(len(areas["features"])))
    assert {feature["properties"]["municipality"] for feature in areas["features"]} == {"0880", "0128"}
    path = tmp_path / "hotspots.geojson"
    assert run("export", "hotspots", "--municipality", "0128", "--data", seeded, "-o", path).exit_code == 0
    assert json.loads(path.read_text("utf-8"))["features"][0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_a_file_that_cannot_be_written_is_refused_and_nothing_is_left(seeded: Path, tmp_path: Path) -> None:
    assert "-o" in refused("export", "chain", "--data", seeded, "-o", tmp_path / "none" / "chain.json")
    assert list(tmp_path.glob(".*.part")) == []


@given(st.text(st.sampled_from("=+-@\t\r\n '\"a1,;\u00a0\ufeff"), max_size=8))
def test_no_text_leaves_as_a_formula(text: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(csv_of([text], []).removeprefix("\ufeff"), newline="")), [""])
    assert not cell.strip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_numbers_and_plain_words_leave_as_they_are() -> None:
    assert [harmless(cell) for cell in (-2.24, 0, None, "Berga 1", "a=b")] == [-2.24, 0, None, "Berga 1", "a=b"]
