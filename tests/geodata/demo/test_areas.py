"""The demonstration's ground: whole, without overlaps, with published totals, and every place in it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.demo import MUNICIPALITIES
from geodata.model import Area, AreaKind, Finding, Place, Record, Report


def _areas(records: list[Record], code: str, kind: AreaKind) -> list[Area]:
    return [r for r in records if isinstance(r, Area) and r.municipality == code and r.area_kind is kind]


@pytest.mark.parametrize(("code", "deso", "regso"), [("0880", 43, 17), ("0128", 8, 4)])
def test_there_is_an_area_for_each_published_point(records: list[Record], code: str, deso: int, regso: int) -> None:
    assert len(_areas(records, code, AreaKind.DESO)) == deso
    assert len(_areas(records, code, AreaKind.REGSO)) == regso
    names = [a.name for a in _areas(records, code, AreaKind.DESO)]
    assert len(set(names)) == deso


@pytest.mark.parametrize("kind", [AreaKind.DESO, AreaKind.REGSO])
@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_areas_are_valid_do_not_overlap_and_cover_the_municipality(
    records: list[Record], code: str, kind: AreaKind
) -> None:
    outlines = np.array([a.outline for a in _areas(records, code, kind)])
    (whole,) = _areas(records, code, AreaKind.MUNICIPALITY)
    assert shapely.is_valid(outlines).all()
    tree = shapely.STRtree(outlines)
    first, second = tree.query(outlines, predicate="intersects")
    pairs = first < second
    shared = shapely.area(shapely.intersection(outlines[first[pairs]], outlines[second[pairs]]))
    # square degrees: about a square metre
    assert shared.max() < 2e-10
    assert whole.outline.symmetric_difference(shapely.union_all(outlines)).area < 2e-9


def test_totals_are_the_published_ones_and_types_sum_to_them(records: list[Record], shared_data: Path) -> None:
    with (shared_data / "areas" / "area_points.csv").open(encoding="utf-8") as file:
        published = {r["deso"]: r for r in csv.DictReader(file)}
    areas = [r for r in records if isinstance(r, Area) and r.area_kind is AreaKind.DESO]
    assert {a.code for a in areas} == set(published)
    for area in areas:
        row = published[area.code]
        assert (area.residents, area.dwellings) == (int(row["residents_2025"]), int(row["dwellings_2025"]))
        assert area.parent == row["regso"]
        by_type = (area.dwellings_detached, area.dwellings_terraced, area.dwellings_apartment)
        assert sum(n or 0 for n in by_type) == area.dwellings
        assert area.types_made_up
        assert area.outline.covers(shapely.Point(float(row["lon"]), float(row["lat"])))


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_every_located_place_lies_in_one_area(records: list[Record], code: str) -> None:
    areas = _areas(records, code, AreaKind.DESO)
    located = [r for r in records if isinstance(r, Place) and r.municipality == code and r.position is not None]
    assert located
    for place in located:
        assert place.position is not None
        point = shapely.Point(place.position.lon, place.position.lat)
        assert sum(area.outline.covers(point) for area in areas) == 1, place.name


def test_places_that_have_a_published_position_keep_it(records: list[Record], shared_data: Path) -> None:
    with (shared_data / "places" / "places.csv").open(encoding="utf-8") as file:
        published = {(float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file)}
    for place in (r for r in records if isinstance(r, Place) and r.position is not None):
        assert place.position is not None
        known = (place.position.lon, place.position.lat) in published
        assert known is not place.provenance.made_up, place.name


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_evidence_lies_in_the_area_it_names(records: list[Record], code: str) -> None:
    areas = {a.code: a.outline for a in _areas(records, code, AreaKind.DESO)}
    for outline in areas.values():
        shapely.prepare(outline)
    located = [
        r for r in records if isinstance(r, Report | Finding) and r.municipality == code and r.position is not None
    ]
    assert located
    for record in located:
        assert record.position is not None
        outline = areas[record.area_code or ""]
        # a centimetre's rounding at a border
        near = outline.distance(shapely.Point(record.position.lon, record.position.lat)) < 1e-6
        assert near, record.id


def test_the_areas_are_light_enough_to_be_sent(records: list[Record]) -> None:
    sent = [json.loads(shapely.to_geojson(r.outline)) for r in records if isinstance(r, Area)]
    assert len(json.dumps(sent)) < 100_000
