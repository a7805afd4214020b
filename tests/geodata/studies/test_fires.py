"""Fires are summed once, told by the areas that make up an area, and never shown as nought where they are not known."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Area, AreaKind, DwellingType, FireCount
from geodata.studies.fires import Fires, FireSum, fires
from tests.builders import a_box, a_fire_count, an_area

TODAY = date(2017, 6, 1)
WHOLE = an_area(code="0880", name="Kalmar", area_kind=AreaKind.MUNICIPALITY, outline=a_box())
PARTS = tuple(an_area(code=code, name=code, parent="0880", area_kind=AreaKind.REGSO) for code in ("N", "S"))
AREAS = (WHOLE, *PARTS)
MAY = date(2017, 5, 1)


def counted(code: str, count: int | None, month: date = MAY, **more: Any) -> FireCount:
    return a_fire_count(area_code=code, count=count, month=month, **more)


def told(*counts: FireCount, area: Area | None = None, **more: Any) -> Fires:
    return fires(counts, AREAS, area=area, today=TODAY, **more)


def total(found: Fires) -> FireSum:
    (year,) = found.years
    return year.total


def test_a_fire_of_a_part_is_not_counted_again_in_the_whole() -> None:
    assert total(told(counted("0880", 5), counted("N", 2), counted("S", 3))) == FireSum(5, 0)
    assert total(told(counted("N", 2), counted("S", 3))) == FireSum(5, 0)
    assert total(told(counted("0880", 5), counted("N", 2), area=PARTS[0])) == FireSum(2, 0)


def test_an_area_that_is_not_counted_apart_is_told_by_the_whole_and_says_so() -> None:
    found = told(counted("0880", 5), area=PARTS[0])
    assert (found.area, total(found)) == (None, FireSum(5, 0))
    assert told(counted("N", 2), counted("S", 3), area=WHOLE).area == WHOLE
    # a part of which nothing is told does not make up the whole
    assert told(counted("N", 2), area=WHOLE).area is None


def test_a_count_of_all_types_stands_for_the_month_and_the_types_beside_it_are_parts() -> None:
    flats = counted("0880", 3, dwelling_type=DwellingType.APARTMENT)
    found = told(counted("0880", 4), flats)
    assert (total(found), found.years[0].by_type) == (FireSum(4, 0), ((DwellingType.APARTMENT, FireSum(3, 0)),))
    villas = counted("0880", 2, dwelling_type=DwellingType.DETACHED)
    assert total(told(flats, villas)) == FireSum(5, 0)


def test_what_is_held_back_or_missing_is_told_apart_and_is_not_nought() -> None:
    assert total(told(counted("0880", None, is_suppressed=True))) == FireSum(0, 1)
    holed = told(counted("0880", 1, date(2017, 2, 1)), counted("0880", 2, date(2017, 4, 1)))
    assert (total(holed), holed.years[0].months) == (FireSum(3, 1), 3)
    assert [n for _, n in holed.by_month] == [1, 0, 2]


def test_months_that_are_not_over_or_lie_outside_the_period_are_left_out() -> None:
    counts = [counted("0880", 1, date(2017, month, 1)) for month in range(1, 7)]
    assert total(told(*counts)) == FireSum(5, 0)
    assert total(told(*counts, since=date(2017, 2, 1), until=date(2017, 3, 31))) == FireSum(2, 0)
    basis = told(*counts).basis
    assert (basis.since, basis.until, basis.rows) == (date(2017, 1, 1), date(2017, 5, 31), 5)
    assert told().years == ()


@given(st.lists(st.tuples(st.sampled_from(["N", "S"]), st.integers(0, 28), st.none() | st.integers(0, 9)), max_size=40))
def test_the_years_add_up_to_what_was_handed_over(rows: list[tuple[str, int, int | None]]) -> None:
    latest = {(code, n): count for code, n, count in rows}
    counts = [
        counted(code, count, date(2015 + n // 12, n % 12 + 1, 1), is_suppressed=count is None)
        for (code, n), count in latest.items()
    ]
    found = told(*counts)
    assert sum(year.total.known for year in found.years) == sum(count or 0 for count in latest.values())
    assert sum(year.total.known for year in found.years) == sum(n for _, n in found.by_month)
    assert sum(year.months for year in found.years) == len(found.by_month)
