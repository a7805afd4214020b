"""Layers for other programs: nothing counted twice, nothing unknown shown as zero."""

from __future__ import annotations

from datetime import date

from geodata.exports.geojson import areas_layer, burglaries_by_area
from geodata.model import Area, AreaKind, BurglaryCount, DwellingType, Outcome
from tests.builders import a_burglary_count, an_area

APRIL, MAY = date(2016, 4, 1), date(2016, 5, 1)


def counted(area: str, n: int | None, month: date = APRIL, **changes: object) -> BurglaryCount:
    return a_burglary_count(area_code=area, month=month, count=n, **changes)


def a_tree(*, dwellings: int = 500) -> list[Area]:
    """A municipality of one district with two small areas; the codes sort parents first."""
    return [
        an_area(code="0", area_kind=AreaKind.MUNICIPALITY),
        an_area(code="1R", area_kind=AreaKind.REGSO, parent="0"),
        an_area(code="2A", parent="1R"),
        an_area(code="2B", parent="1R", dwellings=dwellings),
    ]


def test_types_and_outcomes_are_added_up() -> None:
    counts = [
        counted("2A", n, dwelling_type=dwelling_type, outcome=outcome)
        for n, (dwelling_type, outcome) in enumerate(
            ((t, o) for t in DwellingType for o in (Outcome.COMPLETED, Outcome.ATTEMPTED)), start=1
        )
    ]
    assert burglaries_by_area(counts, a_tree())["2A"] == {APRIL: 21}


def test_a_count_of_all_types_is_not_added_to_its_parts() -> None:
    parts = [counted("2A", 2, dwelling_type=t) for t in DwellingType]
    assert burglaries_by_area([*parts, counted("2A", 6)], a_tree())["2A"] == {APRIL: 6}
    assert burglaries_by_area([counted("2A", 6), *parts], a_tree())["2A"] == {APRIL: 6}


def test_a_count_of_both_outcomes_is_not_added_to_its_parts() -> None:
    apart = [counted("2A", 3, outcome=Outcome.COMPLETED), counted("2A", 1, outcome=Outcome.ATTEMPTED)]
    assert burglaries_by_area([*apart, counted("2A", 4)], a_tree())["2A"] == {APRIL: 4}


def test_a_suppressed_total_is_not_worked_out_from_its_parts() -> None:
    hidden = counted("2A", None, is_suppressed=True)
    found = burglaries_by_area([hidden, *(counted("2A", 1, dwelling_type=t) for t in DwellingType)], a_tree())
    assert found["2A"] == {APRIL: None}


def test_larger_areas_get_the_sum_of_the_smaller_ones_at_every_level() -> None:
    found = burglaries_by_area([counted("2A", 3), counted("2B", 4)], a_tree())
    assert found["1R"] == found["0"] == {APRIL: 7}


def test_a_sum_is_not_known_where_a_part_was_not_counted() -> None:
    found = burglaries_by_area([counted("2A", 3), counted("2B", 4), counted("2A", 5, MAY)], a_tree())
    assert found["1R"] == {APRIL: 7, MAY: None}
    assert burglaries_by_area([counted("2A", 3)], a_tree())["1R"] == {APRIL: None}


def test_an_area_without_dwellings_is_not_waited_for() -> None:
    assert burglaries_by_area([counted("2A", 3)], a_tree(dwellings=0))["1R"] == {APRIL: 3}


def test_areas_that_name_each_other_as_parent_end_the_search() -> None:
    areas = [an_area(code="A", parent="B"), an_area(code="B", parent="A")]
    assert burglaries_by_area([], areas) == {}


def test_the_sum_over_all_months_is_unknown_where_one_of_them_is() -> None:
    areas = a_tree()
    counts = [counted("2A", 3), counted("2A", None, MAY, is_suppressed=True), counted("2B", 4)]
    layer = areas_layer(areas, burglaries_by_area(counts, areas))
    sums = {f["properties"]["code"]: f["properties"].get("burglaries") for f in layer["features"]}
    assert sums == {"0": None, "1R": None, "2A": None, "2B": 4}
    assert layer["features"][2]["properties"]["burglaries_by_month"] == {"2016-04": 3, "2016-05": None}
