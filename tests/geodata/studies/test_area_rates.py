"""Rates of areas: dwelling-years that were counted, exact limits, and what stands out; nothing unknown is zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.rates import poisson_limits
from geodata.errors import InvalidRecord
from geodata.model import Area, BurglaryCount, DwellingType
from geodata.studies.area_rates import AreaRates, Smoothing, Standing, WhyNoRate, area_rates, neighbours
from geodata.studies.basis import Method
from geodata.studies.burglaries import BurglaryBook, months_between
from tests.builders import a_box, a_provenance, an_area
from tests.geodata.studies.counting import counted

TODAY = date(2017, 1, 5)
YEAR = tuple(months_between(date(2016, 1, 1), date(2016, 12, 1)))


def rates(counts: Sequence[BurglaryCount], areas: Sequence[Area], **options: object) -> AreaRates:
    return area_rates(areas, BurglaryBook(counts, areas), today=TODAY, **options)  # type: ignore[arg-type]


def a_year(code: str, n: int, months: Sequence[date] = YEAR, **changes: object) -> list[BurglaryCount]:
    """A year of counts that add up to n, all in the first month."""
    return [counted(code, n if number == 0 else 0, month, **changes) for number, month in enumerate(months)]


def row_of_areas(number: int, dwellings: int = 1000) -> list[Area]:
    """Areas side by side, each touching the next."""
    return [
        an_area(code=f"A{i:02}", name=f"Område {i}", outline=a_box(16.0 + 0.01 * i, 56.6), dwellings=dwellings)
        for i in range(number)
    ]


def test_a_rate_is_of_a_thousand_dwellings_in_a_year() -> None:
    areas = row_of_areas(2, dwellings=500)
    two_years = tuple(months_between(date(2015, 1, 1), date(2016, 12, 1)))
    found = rates([*a_year("A00", 10, two_years), *a_year("A01", 6, two_years)], areas)
    first = found.areas[0]
    low, high = poisson_limits(10)
    assert (first.count, first.months, first.dwelling_years) == (10, 24, 1000.0)
    assert first.per_1000 == pytest.approx(10.0)
    assert first.low == pytest.approx(float(low))
    assert first.high == pytest.approx(float(high))
    assert found.overall == pytest.approx(8.0)
    assert found.count == 16


def test_months_without_a_delivery_put_no_dwelling_at_risk() -> None:
    areas = row_of_areas(2)
    found = rates([*a_year("A00", 6, YEAR[:6]), *a_year("A01", 12)], areas)
    assert [(one.count, one.months) for one in found.areas] == [(6, 6), (12, 12)]
    assert [one.per_1000 for one in found.areas] == [pytest.approx(12.0), pytest.approx(12.0)]


def test_an_area_that_was_never_counted_has_no_rate_and_says_why() -> None:
    areas = row_of_areas(2)
    found = rates(a_year("A00", 6), areas)
    other = found.areas[1]
    assert (other.count, other.per_1000, other.smoothed, other.standing) == (None, None, None, None)
    assert other.left_out is WhyNoRate.NOT_COUNTED
    assert found.overall == pytest.approx(6.0)


def test_an_area_with_a_count_held_back_has_no_rate_for_small_numbers_are_held_back() -> None:
    areas = row_of_areas(2)
    held_back = counted("A00", None, date(2017, 1, 1), is_suppressed=True)
    counts = [*a_year("A00", 6), held_back, *a_year("A01", 6)]
    assert rates(counts, areas).areas[0].left_out is None, "January is not over"
    found = area_rates(areas, BurglaryBook(counts, areas), today=date(2017, 1, 31)).areas[0]
    assert (found.left_out, found.count, found.months) == (WhyNoRate.SUPPRESSED, None, 12)


def test_areas_without_dwellings_are_left_out_for_that_reason() -> None:
    areas = [an_area(code="A", dwellings=None), an_area(code="B", dwellings=0), an_area(code="C", dwellings=10)]
    found = rates([*a_year("A", 1), *a_year("B", 1), *a_year("C", 1)], areas)
    assert [one.left_out for one in found.areas] == [WhyNoRate.DWELLINGS_MISSING, WhyNoRate.NO_DWELLINGS, None]
    assert [one.count for one in found.areas] == [1, 1, 1]


def test_a_type_is_measured_by_its_own_dwellings() -> None:
    area = an_area(
        code="A",
        dwellings=1000,
        dwellings_detached=200,
        dwellings_terraced=0,
        dwellings_apartment=800,
        types_made_up=True,
    )
    counts = [
        *a_year("A", 4, dwelling_type=DwellingType.DETACHED),
        *a_year("A", 8, dwelling_type=DwellingType.APARTMENT),
    ]
    of = {kind: rates(counts, [area], dwelling_type=kind).areas[0] for kind in (None, *DwellingType)}
    assert of[None].per_1000 == pytest.approx(12.0)
    assert of[DwellingType.DETACHED].per_1000 == pytest.approx(20.0)
    assert of[DwellingType.APARTMENT].per_1000 == pytest.approx(10.0)
    assert of[DwellingType.TERRACED].left_out is WhyNoRate.NO_DWELLINGS
    assert rates(counts, [area], dwelling_type=DwellingType.DETACHED).basis.made_up, "its dwellings are"
    assert not rates(counts, [area]).basis.made_up


def test_one_area_far_from_the_others_stands_out() -> None:
    areas = row_of_areas(12)
    counts = [count for i, area in enumerate(areas) for count in a_year(area.code, 90 if i == 3 else 10)]
    found = rates(counts, areas)
    assert [one.code for one in found.areas if one.standing is Standing.FAR_ABOVE] == ["A03"]
    assert found.dispersion is not None
    assert found.areas[3].ratio == pytest.approx(90 / (200 / 12))


def test_the_drawn_limits_are_those_that_the_areas_are_judged_by() -> None:
    areas = [an_area(code=f"A{i:02}", dwellings=300 * (i + 1)) for i in range(12)]
    counts = [count for i, area in enumerate(areas) for count in a_year(area.code, 2 + (i * 7) % 30)]
    found = rates(counts, areas)
    years = [limit.dwelling_years for limit in found.limits]
    assert years == sorted(years)
    assert found.overall is not None
    for area in found.areas:
        assert area.dwelling_years is not None
        assert area.per_1000 is not None
        high, low = (
            float(np.interp(area.dwelling_years, years, [getattr(limit, side) for limit in found.limits]))
            for side in ("high_95", "low_95")
        )
        clear = min(abs(area.per_1000 - high), abs(area.per_1000 - low)) > 0.05 * found.overall
        if clear:
            outside = not low < area.per_1000 < high
            assert outside == (area.standing is not Standing.WITHIN), area.code


def test_nothing_counted_anywhere_is_a_rate_of_nought_that_nothing_stands_out_from() -> None:
    areas = row_of_areas(3)
    found = rates([count for area in areas for count in a_year(area.code, 0)], areas)
    assert found.overall == 0
    assert [one.per_1000 for one in found.areas] == [0, 0, 0]
    assert {one.standing for one in found.areas} == {None}
    assert found.limits == ()


def test_who_sees_no_counts_gets_every_area_and_no_number() -> None:
    found = rates([], row_of_areas(3))
    assert found.overall is None
    assert (found.months, found.count, found.basis.sources, found.basis.rows) == ((), 0, (), 0)
    assert {one.left_out for one in found.areas} == {WhyNoRate.NOT_COUNTED}


def test_a_rate_tells_its_basis() -> None:
    areas = row_of_areas(2)
    invented = a_provenance(source="Exempel", made_up=True)
    counts = [*a_year("A00", 3), *a_year("A01", 4, provenance=invented, is_preliminary=True)]
    basis = rates(counts, areas, since=date(2016, 2, 1)).basis
    assert basis.method is Method.AREA_RATES
    assert (basis.since, basis.until, basis.computed_on) == (date(2016, 2, 1), date(2016, 12, 31), TODAY)
    assert basis.sources == ("Exempel", "Kalmar kommun")
    assert (basis.rows, basis.made_up) == (22, True)
    assert basis.parameters["annualised"] is True
    assert rates(counts, areas).preliminary == YEAR


def test_neighbours_touch_also_across_a_slit_of_a_simplified_border() -> None:
    areas = [*row_of_areas(3), an_area(code="far", outline=a_box(17.0, 56.6))]
    slit = an_area(code="slit", outline=a_box(16.0302, 56.6))
    assert neighbours([*areas, slit]).tolist() == [[0, 1], [1, 2], [2, 4]]


def test_smoothing_among_neighbours_draws_towards_them() -> None:
    areas = [*row_of_areas(3, dwellings=100), an_area(code="far", outline=a_box(17.0, 56.6), dwellings=100)]
    counts = [*a_year("A00", 1), *a_year("A01", 1), *a_year("A02", 1), *a_year("far", 20)]
    overall, beside = (rates(counts, areas, smoothing=one) for one in Smoothing)
    assert overall.areas[1].smoothed is not None
    assert overall.areas[1].smoothed > 10.0, "drawn towards an area far off"
    assert beside.areas[1].smoothed == pytest.approx(10.0)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="swap the dates"):
        rates([], row_of_areas(1), since=date(2016, 5, 1), until=date(2016, 4, 1))


COUNTS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 3000)), min_size=2, max_size=14)


@settings(deadline=None)
@given(COUNTS, st.randoms())
def test_the_order_of_areas_and_rows_changes_no_area(told: list[tuple[int, int]], random: Random) -> None:
    areas = [an_area(code=f"A{i:02}", dwellings=dwellings) for i, (_, dwellings) in enumerate(told)]
    counts = [counted(area.code, n) for area, (n, _) in zip(areas, told, strict=True)]
    found = {one.code: one for one in rates(counts, areas).areas}
    random.shuffle(areas)
    random.shuffle(counts)
    for one in rates(counts, areas).areas:
        same = found[one.code]
        assert (one.count, one.standing, one.left_out) == (same.count, same.standing, same.left_out)
        assert one.smoothed == pytest.approx(same.smoothed)


@settings(deadline=None)
@given(COUNTS)
def test_a_smoothed_rate_lies_between_the_areas_own_and_the_overall_one(told: list[tuple[int, int]]) -> None:
    areas = [an_area(code=f"A{i:02}", dwellings=dwellings) for i, (_, dwellings) in enumerate(told)]
    found = rates([counted(area.code, n) for area, (n, _) in zip(areas, told, strict=True)], areas)
    assert found.overall is not None
    for one in found.areas:
        assert one.per_1000 is not None
        assert one.smoothed is not None
        ends = sorted((one.per_1000, found.overall))
        assert ends[0] - 1e-9 <= one.smoothed <= ends[1] + 1e-9
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.per_1000 <= one.high
