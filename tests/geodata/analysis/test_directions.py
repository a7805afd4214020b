"""Words for many places: more than chance, and adjusted for how many were looked at."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.directions import directions
from geodata.analysis.trends import TrendWord, slopes
from geodata.errors import InvalidRecord

FIRST, TODAY = date(2015, 1, 1), date(2017, 12, 31)
MONTHS = 36


def words(*places: list[int]) -> list[TrendWord | None]:
    found = directions(np.array(places), first_month=FIRST, today=TODAY)
    return [None if one is None else one.word for one in found]


def test_each_place_gets_its_word() -> None:
    rising = [1 + month // 3 for month in range(MONTHS)]
    assert words(
        rising,
        rising[::-1],
        [4] * MONTHS,
        [0] * 24 + [2] * 12,
        [2] * 24 + [0] * 12,
        [0] * MONTHS,
    ) == [
        TrendWord.GROWING,
        TrendWord.FADING,
        TrendWord.PERSISTENT,
        TrendWord.NEW,
        TrendWord.GONE,
        None,
    ]


def test_a_season_is_not_called_growth() -> None:
    wave = [4 + (month % 12) for month in range(30)]
    found = directions(np.array([wave]), first_month=FIRST, today=date(2017, 6, 30))[0]
    assert found is not None
    assert found.word is TrendWord.PERSISTENT
    assert found.slope is not None
    assert found.slope.seasonal


def test_with_too_few_months_for_a_slope_the_thirds_decide() -> None:
    found = directions(np.array([[1, 1, 1, 1, 12, 12]]), first_month=date(2017, 1, 1), today=date(2017, 6, 30))[0]
    assert found is not None
    assert found.slope is None
    assert found.word is TrendWord.GROWING


def test_among_many_places_where_nothing_changes_hardly_any_is_said_to_change() -> None:
    rng = np.random.default_rng(5)
    runs = [directions(rng.poisson(3, (40, MONTHS)), first_month=FIRST, today=TODAY) for _ in range(20)]
    false = [any(one and one.word in {TrendWord.GROWING, TrendWord.FADING} for one in run) for run in runs]
    assert sum(false) <= 4  # 1 expected at 5 %; 5 or more would happen once in 400


@given(st.permutations(range(5)))
def test_the_order_of_places_changes_nothing(order: list[int]) -> None:
    places = np.random.default_rng(2).poisson(2 + np.arange(5)[:, None], (5, MONTHS))
    straight = directions(places, first_month=FIRST, today=TODAY)
    shuffled = directions(places[order], first_month=FIRST, today=TODAY)
    assert [one and one.word for one in shuffled] == [straight[i] and straight[i].word for i in order]  # type: ignore[union-attr]


def test_places_counted_over_different_months_are_refused() -> None:
    with pytest.raises(InvalidRecord, match="different months"):
        slopes([[1] * 12, [1] * 13], first_month=FIRST, today=TODAY)
