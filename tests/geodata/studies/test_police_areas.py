"""The police's events by area: where they are said to be, never on a point that stands for a town."""

from __future__ import annotations

from datetime import UTC, date, datetime

import shapely

from geodata.model import AreaKind, PoliceEvent, Position
from geodata.studies.police_areas import PoliceAreas, police_areas
from tests.builders import a_box, a_municipality, a_police_event, an_area

TOWN = a_municipality(name="Kalmar")
WHOLE = an_area(code="0880", name="Kalmar", area_kind=AreaKind.MUNICIPALITY)
MALMEN = an_area(code="0880C1030", name="Malmen", outline=a_box())
PART = an_area(code="0880R007", name="Rinkabyholm", area_kind=AreaKind.REGSO, outline=a_box())
WITHIN = MALMEN.outline.representative_point()
INSIDE = Position(lon=WITHIN.x, lat=WITHIN.y)
NOWHERE = Position(lon=12.0, lat=65.0)


def counted(*events: PoliceEvent, since: date | None = None, until: date | None = None) -> PoliceAreas:
    return police_areas(events, TOWN, (MALMEN,), (WHOLE, MALMEN, PART), since=since, until=until)


def numbers(found: PoliceAreas) -> dict[str | None, int]:
    return {area.code: area.count for area in found.areas}


def test_an_event_is_counted_in_the_area_that_bears_its_place_s_name() -> None:
    found = counted(
        a_police_event(place_name="Malmen"),
        a_police_event(place_name="malmen"),
        a_police_event(place_name="Rinkabyholm"),
    )
    assert numbers(found) == {"0880C1030": 2, "0880R007": 1}


def test_a_town_s_point_puts_nothing_into_one_of_its_parts() -> None:
    found = counted(
        a_police_event(place_name="Kalmar", centroid=INSIDE), a_police_event(place_name="Öland", centroid=INSIDE)
    )
    assert numbers(found) == {None: 2}
    assert found.areas[0].name == "Kalmar"


def test_without_a_place_s_name_the_point_decides_and_a_point_elsewhere_is_the_municipality_s() -> None:
    found = counted(
        a_police_event(place_name=None, centroid=INSIDE),
        a_police_event(place_name=None, centroid=NOWHERE),
        a_police_event(place_name=None, centroid=None),
    )
    assert numbers(found) == {"0880C1030": 1, None: 2}
    assert found.total == 3


def test_days_are_local_and_both_ends_belong_to_the_period() -> None:
    # half past eleven in the evening, universal time, is the next day in Sweden
    late = a_police_event(happened_at=datetime(2016, 12, 31, 23, 30, tzinfo=UTC))
    assert counted(late, until=date(2016, 12, 31)).total == 0
    assert counted(late, since=date(2017, 1, 1), until=date(2017, 1, 1)).total == 1


def test_the_most_frequent_kinds_are_named_and_the_number_stands_inside_its_area() -> None:
    kinds = ["Rån", "Brand", "Brand", "Inbrott", "Trafikolycka"]
    found = counted(*(a_police_event(place_name="Malmen", event_type=kind) for kind in kinds)).areas[0]
    assert found.types == (("Brand", 2), ("Inbrott", 1), ("Rån", 1))
    assert MALMEN.outline.covers(shapely.Point(found.at.lon, found.at.lat))


def test_without_any_outline_there_is_a_total_and_nothing_to_draw() -> None:
    found = police_areas([a_police_event(place_name="Kalmar")], a_municipality(outline=None), (), ())
    assert (found.areas, found.total) == ((), 1)
