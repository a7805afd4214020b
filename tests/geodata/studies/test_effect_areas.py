"""Where an action works, what lies beside it, and what its events are counted from."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.errors import InvalidRecord
from geodata.model import AreaKind, BurglaryCount, DwellingType, Position
from geodata.studies.burglaries import BurglaryBook
from geodata.studies.effect_areas import EffectGround, TreatedBy
from geodata.studies.effect_counts import EffectMeasure, burglary_events
from tests.builders import (
    a_box,
    a_burglary_count,
    a_hotspot,
    a_neighbourhood_watch,
    a_place,
    an_action,
    an_activity,
    an_area,
)
from tests.geodata.studies.effect_town import a_ground, a_row, counted

IN_C = Position(lon=16.325, lat=56.665)
MONTHS = [date(2016, month, 1) for month in range(1, 6)]


def test_areas_that_touch_are_neighbours_and_none_of_the_areas_themselves() -> None:
    ground = a_ground()
    assert ground.neighbours("C") == frozenset("BD")
    assert ground.neighbours("CD") == frozenset("BE")
    assert ground.neighbours("") == frozenset()


def test_areas_that_meet_in_a_corner_are_neighbours() -> None:
    north = an_area(code="N", outline=a_box(16.31, 56.67, 0.01))
    ground = EffectGround([*a_ground("AB").division, north])
    assert ground.neighbours("A") == frozenset("BN")


def test_a_coarser_area_stands_for_those_inside_it_also_without_being_their_parent() -> None:
    ground = a_ground()
    assert ground.expanded(["D1", "A"]) == frozenset("AEF")
    district = an_area(code="X", area_kind=AreaKind.OWN, outline=a_box(16.30, 56.66, 0.021))
    wide = EffectGround(ground.division, [*ground.everything, district])
    assert wide.expanded(["X"]) == frozenset("AB")
    with pytest.raises(InvalidRecord, match='no area has the code "Q"'):
        ground.expanded("Q")


def test_an_action_works_where_it_says_and_at_its_hotspots() -> None:
    place = a_place(position=IN_C, radius_m=50)
    hotspot = a_hotspot(outline=a_box(16.3445, 56.661, 0.004))
    treated, by = a_ground().treated(
        an_action(area_codes=("A",), place_ids=(place.id,)), known={place.id: place}, hotspots=[hotspot]
    )
    assert (treated, by) == (frozenset("ACE"), TreatedBy.ACTION)


def test_an_outline_lies_in_areas_that_hold_a_quarter_of_it() -> None:
    mostly_in_e = a_hotspot(outline=a_box(16.3392, 56.661, 0.004))
    treated, _ = a_ground().treated(an_action(), known={}, hotspots=[mostly_in_e])
    assert treated == frozenset("E")


def test_an_action_for_the_whole_municipality_works_where_it_was_done() -> None:
    place = a_place(position=IN_C, radius_m=50)
    log = [an_activity(place_id=place.id), an_activity(area_code="H"), an_activity()]
    schemes = [a_neighbourhood_watch(area_code="A"), a_neighbourhood_watch(outline=a_box(16.351, 56.661, 0.005))]
    treated, by = a_ground().treated(an_action(), known={place.id: place}, hotspots=[], log=log, schemes=schemes)
    assert (treated, by) == (frozenset("ACFH"), TreatedBy.LOG)


def test_a_place_that_nobody_has_located_lies_nowhere() -> None:
    assert a_ground().areas_of_place(a_place(position=None)) == frozenset()


def test_the_zone_of_the_comparison_holds_no_neighbour_of_the_treated_area() -> None:
    assert a_ground().zones(frozenset("A"), frozenset("DEFGH")) == (frozenset("B"), frozenset("C"))
    assert a_ground().zones(frozenset("A"), frozenset("C")) == (frozenset("B"), frozenset("D"))
    assert a_ground("AB").zones(frozenset("A"), frozenset("B")) == (frozenset(), frozenset())


def test_missing_stays_missing_in_a_sum_and_outside_what_was_counted() -> None:
    events = counted({"A": (None, *a_row(10, 10)[1:])})
    period = (date(2013, 12, 1), date(2014, 3, 1))
    assert events.within("AB", period) == [None, None, 20, 20]
    assert events.within("", period) == [None] * 4
    assert events.first_missing("B", [period]) == ("B", date(2013, 12, 1))
    assert events.first_missing("B", [(date(2014, 1, 1), date(2017, 5, 1))]) is None


def burglaries(code: str, missing: date | None = None) -> list[BurglaryCount]:
    """Two a month by villas, one by flats."""
    return [
        a_burglary_count(area_code=code, month=month, count=n, dwelling_type=kind, is_preliminary=month == MONTHS[-1])
        for month in MONTHS
        for kind, n in ((DwellingType.DETACHED, 2), (DwellingType.APARTMENT, 1))
        if month != missing
    ]


def test_burglaries_are_added_over_dwelling_types_and_a_month_without_any_row_is_missing() -> None:
    book = BurglaryBook([*burglaries("A"), *burglaries("B", missing=MONTHS[2])])
    events = burglary_events(book, ("A", "B"), today=date(2016, 6, 1))
    assert events is not None
    assert events.measure is EffectMeasure.BURGLARIES
    assert events.counts == {"A": (3, 3, 3, 3, 3), "B": (3, 3, None, 3, 3)}
    assert events.rows_within("AB", [(MONTHS[0], MONTHS[-1])]) == 18
    assert events.preliminary == {MONTHS[-1]}


def test_a_month_that_is_not_over_is_not_counted_and_what_was_never_counted_tells_nothing() -> None:
    book = BurglaryBook(burglaries("A"))
    events = burglary_events(book, ("A",), today=date(2016, 5, 20))
    assert events is not None
    assert events.last_month == MONTHS[3]
    assert burglary_events(book, ("B",), today=date(2016, 6, 1)) is None
    assert burglary_events(BurglaryBook([]), ("A",), today=date(2016, 6, 1)) is None
