"""The book of burglaries: nothing counted twice, nothing unknown taken for zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InvalidRecord
from geodata.model import Area, BurglaryCount, DwellingType, Outcome
from geodata.studies.burglaries import BurglaryBook, Monthly
from tests.builders import an_area
from tests.geodata.studies.counting import APRIL, MAY, a_tree, counted


def by_area(counts: Sequence[BurglaryCount], areas: Sequence[Area]) -> Mapping[str, Monthly]:
    return BurglaryBook(counts, areas).by_area(areas)


def test_types_and_outcomes_are_added_up() -> None:
    counts = [
        counted("2A", n, dwelling_type=dwelling_type, outcome=outcome)
        for n, (dwelling_type, outcome) in enumerate(
            ((t, o) for t in DwellingType for o in (Outcome.COMPLETED, Outcome.ATTEMPTED)), start=1
        )
    ]
    assert by_area(counts, a_tree())["2A"] == {APRIL: 21}


def test_a_count_of_all_types_is_not_added_to_its_parts() -> None:
    parts = [counted("2A", 2, dwelling_type=t) for t in DwellingType]
    assert by_area([*parts, counted("2A", 6)], a_tree())["2A"] == {APRIL: 6}
    assert by_area([counted("2A", 6), *parts], a_tree())["2A"] == {APRIL: 6}


def test_a_count_of_both_outcomes_is_not_added_to_its_parts() -> None:
    apart = [counted("2A", 3, outcome=Outcome.COMPLETED), counted("2A", 1, outcome=Outcome.ATTEMPTED)]
    assert by_area([*apart, counted("2A", 4)], a_tree())["2A"] == {APRIL: 4}


def test_a_suppressed_total_is_not_worked_out_from_its_parts() -> None:
    hidden = counted("2A", None, is_suppressed=True)
    found = by_area([hidden, *(counted("2A", 1, dwelling_type=t) for t in DwellingType)], a_tree())
    assert found["2A"] == {APRIL: None}


def test_larger_areas_get_the_sum_of_the_smaller_ones_at_every_level() -> None:
    found = by_area([counted("2A", 3), counted("2B", 4)], a_tree())
    assert found["1R"] == found["0"] == {APRIL: 7}


def test_a_sum_is_not_known_where_a_part_was_not_counted() -> None:
    found = by_area([counted("2A", 3), counted("2B", 4), counted("2A", 5, MAY)], a_tree())
    assert found["1R"] == {APRIL: 7, MAY: None}
    assert by_area([counted("2A", 3)], a_tree())["1R"] == {APRIL: None}


def test_an_area_without_dwellings_is_not_waited_for() -> None:
    assert by_area([counted("2A", 3)], a_tree(dwellings=0))["1R"] == {APRIL: 3}


def test_areas_that_name_each_other_as_parent_end_the_search() -> None:
    areas = [an_area(code="A", parent="B"), an_area(code="B", parent="A")]
    assert by_area([], areas) == {}


def test_a_type_is_counted_apart_and_not_told_by_a_count_of_all() -> None:
    book = BurglaryBook([counted("2A", 3, dwelling_type=DwellingType.DETACHED), counted("2B", 9)], a_tree())
    assert book.monthly("2A", DwellingType.DETACHED) == {APRIL: 3}
    assert book.monthly("2A", DwellingType.TERRACED) == {}
    assert book.monthly("2B", DwellingType.DETACHED) == {}


def test_completed_and_attempted_are_counted_apart() -> None:
    counts = [
        counted("2A", n, dwelling_type=dwelling_type, outcome=outcome)
        for n, (dwelling_type, outcome) in enumerate(
            ((t, o) for t in DwellingType for o in (Outcome.COMPLETED, Outcome.ATTEMPTED)), start=1
        )
    ]
    book = BurglaryBook(counts, a_tree())
    assert book.monthly("2A", outcome=Outcome.COMPLETED) == {APRIL: 1 + 3 + 5}
    assert book.monthly("2A", outcome=Outcome.ATTEMPTED) == {APRIL: 2 + 4 + 6}
    assert book.monthly("2A", DwellingType.TERRACED, Outcome.ATTEMPTED) == {APRIL: 4}


def test_an_outcome_is_unknown_where_one_type_does_not_tell_it() -> None:
    apart = counted("2A", 3, dwelling_type=DwellingType.DETACHED, outcome=Outcome.COMPLETED)
    together = counted("2A", 2, dwelling_type=DwellingType.TERRACED)
    book = BurglaryBook([apart, together], a_tree())
    assert book.monthly("2A", outcome=Outcome.COMPLETED) == {APRIL: None}
    assert BurglaryBook([together], a_tree()).monthly("2A", outcome=Outcome.COMPLETED) == {}


def test_outcomes_do_not_tell_a_sum_that_was_held_back() -> None:
    counts = [
        counted("2A", None, is_suppressed=True),
        counted("2A", 1, outcome=Outcome.COMPLETED),
        counted("2A", 1, outcome=Outcome.ATTEMPTED),
    ]
    book = BurglaryBook(counts, a_tree())
    assert book.monthly("2A", outcome=Outcome.COMPLETED) == {APRIL: None}
    assert book.is_held_back("2A", APRIL)


def test_a_missing_count_is_not_taken_for_one_held_back() -> None:
    book = BurglaryBook([counted("2A", None), counted("2B", 1), counted("2B", None, MAY, is_suppressed=True)], a_tree())
    assert not book.is_held_back("2A", APRIL)
    assert not book.is_held_back("2B", APRIL)
    assert book.is_held_back("1R", MAY)


def test_only_whole_months_that_are_over_lie_within_a_period() -> None:
    book = BurglaryBook([counted("2A", 1, date(2016, 3, 1)), counted("2A", 1, date(2016, 6, 1))], a_tree())
    today = date(2016, 6, 29)
    assert [m.month for m in book.months_within(None, None, today=today)] == [3, 4, 5]
    assert [m.month for m in book.months_within(None, None, today=date(2016, 6, 30))] == [3, 4, 5, 6]
    assert [m.month for m in book.months_within(date(2016, 3, 2), date(2016, 5, 30), today=today)] == [4]
    with pytest.raises(InvalidRecord, match="swap the dates"):
        book.months_within(date(2016, 5, 1), date(2016, 4, 1), today=today)


def test_no_dwellings_of_a_type_are_not_waited_for() -> None:
    flats = an_area(
        code="2B", parent="1R", dwellings=90, dwellings_detached=0, dwellings_terraced=0, dwellings_apartment=90
    )
    areas = [*a_tree()[:3], flats]
    book = BurglaryBook([counted("2A", 3, dwelling_type=DwellingType.DETACHED)], areas)
    assert book.monthly("1R", DwellingType.DETACHED) == {APRIL: 3}
    assert book.monthly("1R", DwellingType.APARTMENT) == {}


CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["2A", "2B"]), st.sampled_from([APRIL, MAY]), st.sampled_from([*DwellingType, None])),
    st.one_of(st.none(), st.integers(0, 40)),
    max_size=12,
)


def records(cells: Mapping[tuple[str, date, DwellingType | None], int | None]) -> list[BurglaryCount]:
    return [counted(code, n, month, dwelling_type=kind) for (code, month, kind), n in cells.items()]


@settings(deadline=None)
@given(CELLS, st.randoms())
def test_the_order_of_rows_changes_nothing(
    cells: Mapping[tuple[str, date, DwellingType | None], int | None], random: Random
) -> None:
    counts = records(cells)
    shuffled = list(counts)
    random.shuffle(shuffled)
    assert by_area(counts, a_tree()) == by_area(shuffled, a_tree())


@settings(deadline=None)
@given(CELLS)
def test_merging_areas_adds_their_counts_or_says_that_the_sum_is_not_known(
    cells: Mapping[tuple[str, date, DwellingType | None], int | None],
) -> None:
    book = BurglaryBook(records(cells), a_tree())
    parts = [book.monthly(code) for code in ("2A", "2B")]
    for month in {month for part in parts for month in part}:
        values = [part.get(month) for part in parts]
        whole = book.monthly("1R")[month]
        assert whole == (None if None in values else sum(n for n in values if n is not None))


@settings(deadline=None)
@given(CELLS)
def test_what_was_not_counted_is_never_a_number(
    cells: Mapping[tuple[str, date, DwellingType | None], int | None],
) -> None:
    book = BurglaryBook(records(cells), a_tree())
    for code in ("2A", "2B"):
        for month, n in book.monthly(code).items():
            told = [value for (area, on, _), value in cells.items() if (area, on) == (code, month)]
            assert told
            assert n is not None or None in told
