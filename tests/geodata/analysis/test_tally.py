"""Counts by area and month: every chosen row once, in its own month."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.tally import Tally
from geodata.errors import InvalidRecord

rows = st.lists(st.tuples(st.integers(-1, 4), st.integers(-4000, 20_000), st.booleans()), min_size=1, max_size=40)


def made(of: list[tuple[int, int, bool]]) -> tuple[Tally, np.ndarray]:
    area, day, chosen = (np.array(column) for column in zip(*of, strict=True))
    return Tally.of(area=area.astype(np.int16), day=day.astype(np.int32), areas=5), chosen


def month_of(day: int) -> tuple[int, int]:
    found = date.fromordinal(date(1970, 1, 1).toordinal() + day)
    return found.year, found.month


@given(rows)
def test_every_chosen_row_is_counted_once_in_its_area_and_month(of: list[tuple[int, int, bool]]) -> None:
    tally, chosen = made(of)
    counts = tally.counts(chosen)
    assert counts.shape == (5, tally.months)
    for area in range(5):
        for month in range(tally.months):
            number = tally.first_month.year * 12 + tally.first_month.month - 1 + month
            here = (number // 12, number % 12 + 1)
            expected = sum(1 for a, d, taken in of if taken and a == area and month_of(d) == here)
            assert counts[area, month] == expected


@given(rows, st.integers(0, 2**32 - 1))
def test_the_order_of_rows_does_not_matter(of: list[tuple[int, int, bool]], seed: int) -> None:
    shuffled = [of[i] for i in np.random.default_rng(seed).permutation(len(of))]
    (one, chosen), (other, chosen_too) = made(of), made(shuffled)
    assert (one.counts(chosen) == other.counts(chosen_too)).all()


@given(rows)
def test_areas_that_become_one_have_the_sum_of_their_counts(of: list[tuple[int, int, bool]]) -> None:
    apart, chosen = made(of)
    together, _ = made([(0 if area == 1 else area, day, taken) for area, day, taken in of])
    counts, merged = apart.counts(chosen), together.counts(chosen)
    assert (merged[0] == counts[0] + counts[1]).all()
    assert (merged[2:] == counts[2:]).all()


@given(rows, st.integers(0, 4), st.integers(-4000, 20_000))
def test_one_more_row_never_lowers_a_count(of: list[tuple[int, int, bool]], area: int, day: int) -> None:
    tally, chosen = made(of)
    more, chosen_too = made([*of, (area, day, True)])
    months = (tally.first_month.year - more.first_month.year) * 12 + tally.first_month.month - more.first_month.month
    after = more.counts(chosen_too)[:, months : months + tally.months]
    assert (after >= tally.counts(chosen)).all()
    assert more.counts(chosen_too).sum() == tally.counts(chosen).sum() + 1


def test_no_rows_have_no_months() -> None:
    nothing = np.empty(0, np.int32)
    assert Tally.of(area=nothing, day=nothing, areas=3).counts(np.empty(0, np.bool_)).shape == (3, 0)


def test_columns_that_do_not_fit_are_refused() -> None:
    area, day = np.zeros(3, np.int16), np.zeros(3, np.int32)
    with pytest.raises(InvalidRecord, match="2 days"):
        Tally.of(area=area, day=day[:2], areas=1)
    with pytest.raises(InvalidRecord, match="number the 1 areas"):
        Tally.of(area=area + np.int16(1), day=day, areas=1)
    with pytest.raises(InvalidRecord, match="2 entries"):
        Tally.of(area=area, day=day, areas=1).counts(np.ones(2, np.bool_))
