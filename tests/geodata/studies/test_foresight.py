"""Before a promise is made it is told what could be seen of it, from what was counted where it is to work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.detectable import least_fall
from geodata.model import Category, Position
from geodata.studies.basis import Method
from geodata.studies.effect import WhyNot, effect_study
from geodata.studies.effect_counts import EffectMeasure
from geodata.studies.foresight import Draft, ForesightCase, foresight
from tests.builders import a_place
from tests.geodata.studies.effect_town import CODES, TODAY, a_case, a_ground, a_row, counted

DRAFT = Draft(
    categories=(Category.LIGHTING,), area_codes=("A",), starts_on=date(2018, 1, 1), ends_on=date(2019, 12, 31)
)


def a_foresight_case(rows: Mapping[str, Sequence[int | None]] | None = None, **changes: Any) -> ForesightCase:
    """The street of eight areas, seen in June 2017."""
    events = {EffectMeasure.EVIDENCE: counted(rows)}
    facts: dict[str, Any] = {"ground": a_ground(), "events": events, "today": TODAY}
    return ForesightCase(**(facts | changes))


def test_a_draft_is_told_the_least_fall_that_its_own_months_would_show() -> None:
    found = foresight(a_foresight_case(), DRAFT)
    assert found.why_not is None
    assert found.before == (date(2015, 6, 1), date(2017, 5, 1)), "the latest two years that are over"
    assert (found.areas, found.comparison) == (frozenset("A"), frozenset("DEFGH"))
    assert found.monthly == 10
    assert found.detectable is not None
    (months, least), *later = found.detectable.by_months
    assert months == 24
    assert least == least_fall(240, comparison_before=1200, months_ratio=1.0)
    assert [wait for wait, _ in later] == [6, 12, 36], "its own length is not told twice"


def test_the_answer_says_what_it_rests_on() -> None:
    basis = foresight(a_foresight_case(), DRAFT).basis
    assert (basis.method, basis.since, basis.until) == (Method.FORESIGHT, date(2015, 6, 1), date(2017, 5, 31))
    assert (basis.sources, basis.rows, basis.computed_on) == (("Kommunen",), 24 * 10 * 6, TODAY)
    assert basis.parameters["months"] == 24


def test_a_promise_that_has_begun_is_told_by_the_months_before_it_as_its_action_is() -> None:
    begun = replace(DRAFT, starts_on=date(2016, 1, 1), ends_on=date(2017, 12, 31))
    rows = {"A": a_row(10, 1)}
    found = foresight(a_foresight_case(rows), begun)
    study = effect_study(a_case(rows))
    assert (found.before, found.monthly) == (study.before, 10)
    assert found.option is not None
    assert (found.comparison, found.option.key) == (study.comparison, study.option)


def test_months_that_vary_more_than_chance_hide_more() -> None:
    uneven = tuple(2 if month % 2 else 18 for month in range(41))
    calm, wild = foresight(a_foresight_case(), DRAFT), foresight(a_foresight_case({"A": uneven}), DRAFT)
    assert (calm.dispersion, calm.monthly) == (1.0, wild.monthly)
    short = replace(DRAFT, starts_on=date(2015, 1, 1))  # twelve months before: the season cannot be told from scatter
    scattered = foresight(a_foresight_case({"A": uneven}), short)
    assert scattered.dispersion > 1
    assert scattered.detectable is not None
    steady = foresight(a_foresight_case(), short).detectable
    assert steady is not None
    assert (scattered.detectable.by_months[0][1] or 1) > (steady.by_months[0][1] or 1)


@pytest.mark.parametrize(
    ("rows", "changes", "why"),
    [
        ({}, {"area_codes": ()}, WhyNot.NO_AREA),
        ({}, {"area_codes": tuple(CODES)}, WhyNot.NO_AREA),
        ({}, {"area_codes": ("nowhere",)}, WhyNot.NO_AREA),
        ({}, {"categories": ()}, WhyNot.NO_THEME),
        ({"A": a_row(0, 0)}, {}, WhyNot.NO_EVENTS),
        ({}, {"area_codes": tuple("ACEG")}, WhyNot.NO_COMPARISON),
        ({"A": (*a_row(10, 10)[:-1], None)}, {}, WhyNot.NOT_COUNTED),
        ({}, {"starts_on": date(2014, 2, 1)}, WhyNot.TOO_FEW_MONTHS),
        ({}, {"starts_on": date(1, 1, 1)}, WhyNot.TOO_FEW_MONTHS),
    ],
)
def test_what_cannot_be_told_has_its_reason(
    rows: Mapping[str, Sequence[int | None]], changes: Mapping[str, Any], why: WhyNot
) -> None:
    found = foresight(a_foresight_case(rows), replace(DRAFT, **changes))
    assert (found.why_not, found.detectable, found.monthly) == (why, None, None)


def test_a_month_that_was_not_counted_is_named_with_its_area() -> None:
    found = foresight(a_foresight_case({"A": (*a_row(10, 10)[:-1], None)}), DRAFT)
    assert found.about == ("A", date(2017, 5, 1))


def test_where_nothing_is_counted_nothing_is_foreseen() -> None:
    assert foresight(a_foresight_case(events={}), DRAFT).why_not is WhyNot.NOTHING_COUNTED


def test_a_place_on_the_map_stands_for_the_area_that_it_lies_in() -> None:
    here, nowhere = a_place(position=Position(lon=16.305, lat=56.665), radius_m=50), a_place(position=None)
    case = a_foresight_case(places={place.id: place for place in (here, nowhere)})
    drafted = replace(DRAFT, area_codes=(), place_ids=(here.id, uuid4()))
    assert foresight(case, drafted).areas == frozenset("A")
    assert foresight(case, replace(drafted, place_ids=(nowhere.id,))).why_not is WhyNot.NO_AREA


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2016, 1, 1), date(2016, 12, 31), 12),
        (date(2016, 1, 15), date(2016, 2, 14), 1),
        (date(2016, 1, 1), date(2016, 1, 2), 1),
        (date(2016, 3, 1), date(2018, 2, 28), 24),
        (date(2016, 1, 1), None, None),
        (None, date(2016, 1, 1), None),
        (date(2016, 2, 1), date(2016, 1, 1), None),
        (date(2016, 1, 1), date.max, None),
        (date(2016, 1, 1), date(2100, 1, 1), None),
    ],
)
def test_a_promise_is_so_many_months_long(first: date | None, last: date | None, months: int | None) -> None:
    assert Draft(starts_on=first, ends_on=last).months == months


@given(st.integers(1, 200), st.integers(1, 60))
def test_a_larger_change_is_never_needed_where_more_happens_or_one_waits_longer(events: int, months: int) -> None:
    year, month = divmod(months, 12)
    ends = date(2018 + year, month + 1, 1)
    few = foresight(a_foresight_case({"A": a_row(events, events)}), replace(DRAFT, ends_on=ends)).detectable
    many = foresight(a_foresight_case({"A": a_row(2 * events, 2 * events)}), replace(DRAFT, ends_on=ends)).detectable
    assert few is not None
    assert many is not None
    for (_, least), (_, lesser) in zip(few.by_months, many.by_months, strict=True):
        assert least is None or (lesser is not None and lesser <= least)
    ordered = [least or 2.0 for _, least in sorted(few.by_months)]
    assert ordered == sorted(ordered, reverse=True)
