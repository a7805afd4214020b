"""Layers for other programs: nothing counted twice, nothing unknown shown as zero."""

from __future__ import annotations

from geodata.exports.geojson import areas_layer
from geodata.studies.burglaries import BurglaryBook
from tests.geodata.studies.counting import MAY, a_tree, counted


def test_the_sum_over_all_months_is_unknown_where_one_of_them_is() -> None:
    areas = a_tree()
    counts = [counted("2A", 3), counted("2A", None, MAY, is_suppressed=True), counted("2B", 4)]
    layer = areas_layer(areas, BurglaryBook(counts, areas).by_area(areas))
    sums = {f["properties"]["code"]: f["properties"].get("burglaries") for f in layer["features"]}
    assert sums == {"0": None, "1R": None, "2A": None, "2B": 4}
    assert layer["features"][2]["properties"]["burglaries_by_month"] == {"2016-04": 3, "2016-05": None}
