"""What became of hotspots: events by month, and names that last."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from geodata.studies.hotspot_log import Event, LogLine, Seen, log_of, month_ends, window_start

JUNE, JULY, AUGUST = date(2016, 6, 30), date(2016, 7, 31), date(2016, 8, 31)


def a_place(west: float, name: str, *, wide: float = 100, count: int = 10) -> Seen:
    return Seen(box(west, 0, west + wide, 100), name, count)


def test_a_place_that_stays_is_no_event_and_keeps_its_first_name() -> None:
    lines, churn = log_of([(JUNE, [a_place(0, "Torget")]), (JULY, [a_place(20, "Stationen")])])
    assert lines == ()
    assert churn == 0


def test_births_and_ends_are_told_on_the_month_end_they_are_seen() -> None:
    lines, churn = log_of([(JUNE, [a_place(0, "Torget", count=7)]), (JULY, [a_place(900, "Parken", count=9)])])
    assert lines == (LogLine(JULY, Event.BORN, "Parken", (), 9), LogLine(JULY, Event.GONE, "Torget", (), 7))
    assert churn == 1


def test_two_places_that_grow_together_are_told_as_merged_and_one_that_comes_apart_as_split() -> None:
    two = [a_place(0, "Torget"), a_place(110, "Stationen", wide=90)]
    one = [a_place(0, "Torget", wide=200)]
    merged, _ = log_of([(JUNE, two), (JULY, one)])
    assert [(line.event, line.name, set(line.others)) for line in merged] == [
        (Event.MERGED, "Torget", {"Torget", "Stationen"})
    ]
    apart, _ = log_of([(JUNE, one), (JULY, two)])
    assert [(line.event, line.name, set(line.others)) for line in apart] == [
        (Event.SPLIT, "Torget", {"Torget", "Stationen"})
    ]


def test_a_name_once_given_goes_to_no_other_place() -> None:
    months = [(JUNE, [a_place(0, "Torget")]), (JULY, []), (AUGUST, [a_place(900, "Torget")])]
    lines, _ = log_of(months)
    assert [(line.event, line.name) for line in lines] == [(Event.GONE, "Torget"), (Event.BORN, "Torget (2)")]


def test_what_stood_from_the_first_is_no_birth() -> None:
    assert log_of([(JUNE, [a_place(0, "Torget")])]) == ((), None)
    assert log_of([]) == ((), None)


def test_month_ends_are_whole_months_with_a_year_of_evidence_before_them() -> None:
    assert month_ends(date(2015, 7, 1), date(2016, 8, 30), most=9) == (JUNE, JULY)
    assert month_ends(date(2015, 7, 1), date(2016, 8, 31), most=1) == (AUGUST,)
    assert month_ends(date(2016, 7, 1), date(2016, 8, 31), most=9) == ()
    assert window_start(JUNE) == date(2015, 7, 1)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 2000), st.integers(1, 30))
def test_month_ends_rise_and_lie_within_the_evidence(first: date, days: int, most: int) -> None:
    last = first + timedelta(days=days)
    ends = month_ends(first, last, most=most)
    assert list(ends) == sorted(set(ends))
    assert len(ends) <= most
    assert all(end <= last and (end + timedelta(days=1)).day == 1 for end in ends)
    assert all(window_start(end) >= first.replace(day=1) for end in ends)
