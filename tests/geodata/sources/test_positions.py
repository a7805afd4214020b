"""Positions in degrees and metres; swapped axes and wrong zones are named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import shapely

from geodata.model import Report
from tests.files import LARMTORGET_3006, LARMTORGET_3010, write_table
from tests.geodata.sources.conftest import Read

Refused = Callable[..., str]
HEAD = ("datum", "kategori")
ROW = ("2017-03-05", "klotter")


def table(path: Path, columns: Sequence[str], *positions: Sequence[object]) -> Path:
    return write_table(path, (*HEAD, *columns), [(*ROW, *position) for position in positions])


def lon_lat(read: Read, path: Path, **changes: object) -> tuple[float, float]:
    (record,) = read("reports", path, **changes).records
    assert isinstance(record, Report)
    assert record.position is not None
    return record.position.lon, record.position.lat


@pytest.mark.parametrize(
    ("columns", "position"),
    [
        (("lat", "lon"), ("56,66279", "16,36104")),
        (("Latitude", "Longitude"), ("56.66279", "16.36104")),
        (("plats-Latitude", "plats-Longitude"), ("56.66279", "16.36104")),
        (("vandring/punkt-Latitude", "vandring/punkt-Longitude"), ("56.66279", "16.36104")),
        (("_geolocation",), ("56.66279 16.36104 0 4.5",)),
        (("x", "y"), ("16.36104", "56.66279")),
        (("Breddgrad", "Längdgrad"), ("56.66279", "16.36104")),
    ],
)
def test_degrees_are_found_under_the_names_that_field_forms_use(
    read: Read, tmp_path: Path, columns: Sequence[str], position: Sequence[str]
) -> None:
    assert lon_lat(read, table(tmp_path / "r.csv", columns, position)) == (16.36104, 56.66279)


@pytest.mark.parametrize(("crs", "position"), [(3006, LARMTORGET_3006), (3010, LARMTORGET_3010)])
def test_metres_are_taken_to_degrees(read: Read, tmp_path: Path, crs: int, position: tuple[float, float]) -> None:
    found = lon_lat(read, table(tmp_path / "r.csv", ("e", "n"), position), crs=crs)
    assert found == pytest.approx((16.36104, 56.66279), abs=2e-5)


def test_metres_with_spaces_and_decimal_comma_are_numbers(read: Read, tmp_path: Path) -> None:
    path = table(tmp_path / "r.csv", ("e", "n"), ("583 423,6", "6\u00a0280\u00a0678,2"))
    assert lon_lat(read, path, crs=3006) == pytest.approx((16.36104, 56.66279), abs=2e-5)


def test_swapped_degrees_are_named(refused: Refused, tmp_path: Path) -> None:
    sentence = refused("reports", table(tmp_path / "r.csv", ("lat", "lon"), ("16.36104", "56.66279")))
    assert "swapped" in sentence
    assert "swap the headings" in sentence


def test_swapped_metres_are_named(refused: Refused, tmp_path: Path) -> None:
    path = table(tmp_path / "r.csv", ("x", "y"), (LARMTORGET_3006[1], LARMTORGET_3006[0]))
    assert "swapped" in refused("reports", path, crs=3006)


def test_a_wrong_zone_is_named_with_the_one_that_fits(refused: Refused, tmp_path: Path) -> None:
    sentence = refused("reports", table(tmp_path / "r.csv", ("e", "n"), LARMTORGET_3010), crs=3011)
    assert "EPSG:3010 (SWEREF 99 16 30)" in sentence
    assert "--crs 3010" in sentence


def test_metres_without_a_reference_system_are_not_guessed(refused: Refused, tmp_path: Path) -> None:
    sentence = refused("reports", table(tmp_path / "r.csv", ("e", "n"), LARMTORGET_3006))
    assert "EPSG:3006 (SWEREF 99 TM)" in sentence
    assert "--crs 3006" in sentence


def test_an_unknown_reference_system_is_named(refused: Refused, tmp_path: Path) -> None:
    assert "EPSG:999999" in refused("reports", table(tmp_path / "r.csv", ("e", "n"), LARMTORGET_3006), crs=999999)


def test_a_position_outside_the_municipality_is_a_fault_of_its_row(read: Read, tmp_path: Path) -> None:
    outline = shapely.box(16.30, 56.60, 16.45, 56.75)
    path = table(tmp_path / "r.csv", ("lat", "lon"), ("56.66", "16.36"), ("59.20", "17.77"), ("56.66", "16.303"))
    parsed = read("reports", path, municipality_outline=outline)
    assert len(parsed.records) == 2
    (fault,) = parsed.faults
    assert fault.row == 3
    assert "outside the municipality" in fault.problem
    assert "--allow-outside" in fault.remedy
    assert len(read("reports", path, municipality_outline=outline, allow_outside=True).records) == 3


def test_a_position_that_a_border_was_simplified_away_from_is_kept(read: Read, tmp_path: Path) -> None:
    outline = shapely.box(16.30, 56.60, 16.45, 56.75)
    assert read(
        "reports", table(tmp_path / "r.csv", ("lat", "lon"), ("56.66", "16.4535")), municipality_outline=outline
    ).records


@pytest.mark.parametrize("value", ["NaN", "inf", "-inf", "abc", "5e999", "1e300"])
def test_a_coordinate_that_is_no_number_is_a_fault(read: Read, tmp_path: Path, value: str) -> None:
    path = table(tmp_path / "r.csv", ("lat", "lon"), ("56.66", "16.36"), (value, "16.36"))
    (fault,) = read("reports", path).faults
    assert (fault.row, fault.column) == (3, "lat")


def test_half_a_position_is_a_fault(read: Read, tmp_path: Path) -> None:
    path = table(tmp_path / "r.csv", ("lat", "lon"), ("56.66", "16.36"), ("56.66", ""))
    (fault,) = read("reports", path).faults
    assert (fault.row, fault.column) == (3, "lon")


def test_zero_zero_is_no_position(read: Read, tmp_path: Path) -> None:
    path = table(tmp_path / "r.csv", ("lat", "lon"), ("56.66", "16.36"), ("0", "0"))
    (fault,) = read("reports", path).faults
    assert "neither position, area nor place" in fault.problem


def test_a_single_swapped_row_among_good_ones_is_named(read: Read, tmp_path: Path) -> None:
    rows = [("56.66", "16.36")] * 12 + [("16.36", "56.66")]
    (fault,) = read("reports", table(tmp_path / "r.csv", ("lat", "lon"), *rows)).faults
    assert fault.row == 14
    assert "swapped" in fault.problem
