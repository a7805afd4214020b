"""Months in a row: what was not counted is a hole, and a direction is told within one way of counting only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model import Area, BurglaryCount, DwellingType, Outcome
from geodata.studies.basis import Method
from geodata.studies.burglaries import BurglaryBook, months_between
from geodata.studies.burglary_trends import BreakKind, BurglaryTrends, Heading, burglary_trends
from tests.builders import a_provenance, an_area
from tests.geodata.studies.counting import counted

MONTHS = tuple(months_between(date(2013, 1, 1), date(2016, 12, 1)))
TODAY = date(2017, 1, 2)


def town(number: int = 2, **changes: object) -> list[Area]:
    return [an_area(code=f"A{i}", dwellings=1200, **changes) for i in range(number)]


def trends(counts: Sequence[BurglaryCount], areas: Sequence[Area] = (), **options: object) -> BurglaryTrends:
    chosen = areas or town()
    return burglary_trends(chosen, BurglaryBook(counts, chosen), today=TODAY, **options)  # type: ignore[arg-type]


def months_of(
    code: str, count: Callable[[int], int], months: Sequence[date] = MONTHS, **changes: object
) -> list[BurglaryCount]:
    """count: number in each month, from the month's place."""
    return [counted(code, count(place), month, **changes) for place, month in enumerate(months)]


def test_the_months_of_areas_are_added() -> None:
    found = trends([*months_of("A0", lambda _: 2), *months_of("A1", lambda _: 3)])
    assert [month.count for month in found.whole.months] == [5] * 48
    assert all(month.is_whole for month in found.whole.months)
    assert found.whole.count == 240


def test_a_year_of_months_gives_the_rate_of_its_last_month() -> None:
    months = trends(months_of("A0", lambda _: 1), town(1)).whole.months
    assert [month.rolling for month in months[:11]] == [None] * 11
    assert [month.rolling for month in months[11:]] == [pytest.approx(10.0)] * 37


def test_a_month_that_an_area_was_not_counted_in_says_how_many_were() -> None:
    counts = [*months_of("A0", lambda _: 2), *months_of("A1", lambda _: 3, MONTHS[1:])]
    first = trends(counts).whole.months[0]
    assert (first.count, first.counted, first.areas, first.is_whole) == (2, 1, 2, False)
    assert first.dwelling_years == pytest.approx(100.0)


def test_a_month_without_any_count_is_a_hole_and_not_nought() -> None:
    without = [month for month in MONTHS if month != date(2014, 5, 1)]
    found = trends(months_of("A0", lambda _: 2, without), town(1)).whole
    hole = found.months[16]
    assert (hole.month, hole.count, hole.dwelling_years) == (date(2014, 5, 1), None, None)
    assert [month.rolling for month in found.months[16:28]] == [None] * 12, "not twelve months that were counted"


def test_growth_is_told_with_its_factor_a_year() -> None:
    whole = trends(months_of("A0", lambda place: round(10 * 1.3 ** (place / 12))), town(1)).whole
    assert whole.heading is Heading.UP
    assert whole.slope is not None
    assert whole.slope.low < 1.3 < whole.slope.high


def test_months_alike_have_no_direction() -> None:
    whole = trends(months_of("A0", lambda place: 8 + place % 3), town(1)).whole
    assert whole.slope is not None
    assert whole.heading is Heading.UNDECIDED


def test_a_delivery_that_failed_is_not_taken_for_a_fall() -> None:
    counts = [*months_of("A0", lambda _: 5), *months_of("A1", lambda _: 5, MONTHS[:24])]
    whole = trends(counts).whole
    assert whole.slope_areas == 1
    assert whole.slope is not None
    assert whole.slope.yearly == pytest.approx(1.0, abs=1e-6)


def test_preliminary_months_are_marked_and_have_no_part_in_the_direction() -> None:
    counts = [
        *months_of("A0", lambda _: 6, MONTHS[:-3]),
        *months_of("A0", lambda _: 0, MONTHS[-3:], is_preliminary=True),
    ]
    found = trends(counts, town(1))
    assert [month.month for month in found.whole.months if month.preliminary] == list(MONTHS[-3:])
    assert [(one.month, one.kind) for one in found.breaks] == [(MONTHS[-3], BreakKind.PRELIMINARY)]
    assert found.whole.slope_until == date(2016, 9, 30)
    assert found.whole.slope is not None
    assert found.whole.slope.yearly == pytest.approx(1.0, abs=1e-6)


def test_a_change_of_source_is_a_break_that_nothing_is_compared_across() -> None:
    new = a_provenance(source="Nytt system")
    counts = [
        *months_of("A0", lambda _: 3, MONTHS[:20]),
        *months_of("A0", lambda _: 9, MONTHS[20:], provenance=new),
    ]
    found = trends(counts, town(1))
    assert [(one.month, one.kind, one.before, one.after) for one in found.breaks] == [
        (MONTHS[20], BreakKind.SOURCE, ("Kalmar kommun",), ("Nytt system",))
    ]
    assert found.whole.slope_since == MONTHS[20]
    assert found.whole.heading is Heading.UNDECIDED
    assert [month.rolling for month in found.whole.months[20:31]] == [None] * 11
    assert found.whole.months[31].rolling == pytest.approx(90.0)
    assert {month.average for month in found.season} == {9.0}


def test_types_are_adjusted_for_their_number() -> None:
    area = an_area(code="A0", dwellings=900, dwellings_detached=300, dwellings_terraced=300, dwellings_apartment=300)
    random = Random(5)
    counts = [
        count
        for kind in DwellingType
        for count in months_of("A0", lambda place: random.randint(0, 4) + place // 20, dwelling_type=kind)
    ]
    by_type = trends(counts, [area]).by_type
    assert [one.dwelling_type for one in by_type] == list(DwellingType)
    assert all(one.slope is not None and one.slope.adjusted_p >= one.slope.p for one in by_type)


def test_completed_and_attempted_stand_apart() -> None:
    counts = [
        *months_of("A0", lambda _: 4, outcome=Outcome.COMPLETED),
        *months_of("A0", lambda _: 1, outcome=Outcome.ATTEMPTED),
    ]
    found = trends(counts, town(1))
    assert (found.whole.count, found.completed.count, found.attempted.count) == (240, 192, 48)


def test_the_season_is_an_average_over_years_and_needs_two_of_them() -> None:
    found = trends(months_of("A0", lambda place: place % 12), town(1))
    assert [(month.number, month.average, month.years) for month in found.season] == [
        (number, float(number - 1), 4) for number in range(1, 13)
    ]
    assert trends(months_of("A0", lambda _: 1, MONTHS[:23]), town(1)).season == ()


def test_nothing_told_is_nothing_shown() -> None:
    found = trends([])
    assert (found.whole.months, found.by_type, found.season, found.breaks) == ((), (), (), ())
    assert (found.basis.rows, found.basis.sources, found.basis.method) == (0, (), Method.MONTHLY_SERIES)


def test_types_are_told_where_their_dwellings_are_not_known_but_have_no_rate() -> None:
    found = trends(months_of("A0", lambda _: 2, dwelling_type=DwellingType.DETACHED), town(1))
    assert [one.dwelling_type for one in found.by_type] == [DwellingType.DETACHED]
    assert {month.rolling for month in found.by_type[0].months} == {None}
    assert found.whole.months[-1].rolling == pytest.approx(20.0)


def test_a_type_counted_from_later_on_begins_there() -> None:
    area = an_area(code="A0", dwellings=600, dwellings_detached=300, dwellings_terraced=0, dwellings_apartment=300)
    counts = [
        *months_of("A0", lambda _: 2, dwelling_type=DwellingType.DETACHED),
        *months_of("A0", lambda _: 2, MONTHS[24:], dwelling_type=DwellingType.APARTMENT),
    ]
    detached, apartment = trends(counts, [area]).by_type
    assert detached.slope_since == MONTHS[0]
    assert apartment.slope_since == MONTHS[24]
    assert [month.count for month in apartment.months[:24]] == [None] * 24


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=40), st.randoms())
def test_the_order_of_rows_changes_no_month_and_no_missing_one_is_a_number(
    numbers: list[int | None], random: Random
) -> None:
    counts = [counted("A0", n, month) for n, month in zip(numbers, MONTHS, strict=False)]
    found = trends(counts, town(1))
    assert [month.count for month in found.whole.months] == numbers[:48]
    random.shuffle(counts)
    assert trends(counts, town(1)).whole == found.whole
