"""The same stops walked again: which stop is which, what became of what was promised, what may be said of the marks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.model import CaseStatus, Category, Feeling, Position, Stop, Verdict
from geodata.protocols import Became, Protocol, compare
from geodata.protocols.rewalk import paired_stops
from tests.geodata.casebook.town import SQUARE, known
from tests.geodata.protocols.evening import finding, findings, score, told, walk

LATER = known("later evening")
A_METRE = 1 / 61_000
"""Of longitude, here."""


def stop(number: int, metres: float | None) -> Stop:
    position = None if metres is None else Position(lon=SQUARE.lon + metres * A_METRE, lat=SQUARE.lat)
    return Stop(number=number, name=f"nr {number}", position=position)


def of_stops(*stops: Stop) -> Protocol:
    return told(of=walk(stops=stops), found=[], marks=[])


def later(found: list[Any] | None = None, marks: list[Any] | None = None, **changes: Any) -> Protocol:
    again = walk(id=LATER, planned_on=date(2017, 5, 30), **changes)
    return told(of=again, found=found or [], marks=marks or [])


@pytest.mark.parametrize(
    ("then", "now", "pairs"),
    [
        ([stop(1, 0), stop(2, 500)], [stop(1, 10), stop(2, 510)], [(1, 1), (2, 2)]),
        ([stop(1, 0), stop(2, 500)], [stop(1, 500), stop(2, 0)], [(2, 1), (1, 2)]),
        ([stop(1, None), stop(2, 0)], [stop(2, None), stop(1, 0)], [(1, 1), (2, 2)]),
        ([stop(1, 0)], [stop(1, 61), stop(5, 59)], [(None, 1), (1, 5)]),
        ([stop(1, 0), stop(2, 30)], [stop(8, 20)], [(2, 8), (1, None)]),
        ([], [stop(1, 0)], [(None, 1)]),
        ([stop(1, 0)], [], [(1, None)]),
    ],
)
def test_a_stop_is_the_same_by_number_or_by_place(
    then: list[Stop], now: list[Stop], pairs: list[tuple[int | None, int | None]]
) -> None:
    found = paired_stops(of_stops(*then).stops, of_stops(*now).stops)
    assert [(a.number if a else None, b.number if b else None) for a, b in found] == pairs


def test_findings_without_a_stop_are_held_against_each_other() -> None:
    then, now = finding("then", 1, stop=None), finding("now", 2, stop=None)
    compared = compare(told(found=[then], marks=[]), later([now]))
    assert compared.stops[-1].followed[0].again[0].finding.id == known("now")
    only_then = compare(told(found=[then], marks=[]), later([]))
    assert only_then.stops[-1].followed[0].again == ()


def test_each_promise_is_told_with_what_became_of_it() -> None:
    compared = compare(told(), later([finding("again then", 1, category=Category.LIGHTING)]))
    became = {one.noted.finding.id: one.became for pair in compared.stops for one in pair.followed}
    assert became == {
        known("new"): Became.UNDECIDED,
        known("fixed"): Became.DONE_FOUND_AGAIN,
        known("maybe"): Became.UNDECIDED,
        known("late"): Became.LATE,
        known("planned"): Became.PENDING,
        known("declined"): Became.DECLINED,
        known("elsewhere"): Became.OTHER_PARTY,
        known("studied"): Became.UNDECIDED,
    }
    assert sum(n for _, n in compared.became) == len(became)


def test_what_was_fixed_and_not_noted_again_is_done() -> None:
    then = finding("fixed", 1, status=CaseStatus.FIXED)
    others = [
        finding("at another stop", 1, stop=2),
        finding("of another kind", 1, category=Category.LITTER),
        finding("safe now", 1, feeling=Feeling.SAFE),
    ]
    compared = compare(told(found=[then], marks=[]), later(others))
    assert compared.became == ((Became.DONE, 1),)
    assert {one.finding.id for pair in compared.stops for one in pair.new} == {
        known("at another stop"),
        known("of another kind"),
    }
    assert compared.new == 2


def test_every_earlier_unsafe_finding_is_followed_exactly_once() -> None:
    compared = compare(told(), later([], stops=(stop(1, None),)))
    followed = [one.noted.finding.id for pair in compared.stops for one in pair.followed]
    assert sorted(followed) == sorted(
        one.finding.id for one in told().findings if one.finding.feeling is Feeling.UNSAFE
    )
    assert len(followed) == len(findings()) - 2


def marks(walk_id: Any, stop_number: int, *values: int) -> list[Any]:
    return [score(stop_number, n, value, walk_id=walk_id) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("then", "now", "verdict"),
    [
        ((0, 0, 1, 1, 1), (2, 2, 2, 3, 3), Verdict.BETTER),
        ((2, 2, 2, 3, 3), (0, 0, 1, 1, 1), Verdict.WORSE),
        ((1, 1, 1, 1, 1), (1, 1, 1, 1, 1), Verdict.UNCHANGED),
        ((0, 1, 2, 3, 1), (1, 2, 3, 1, 2), Verdict.UNDECIDED),
        ((0, 0, 0), (3, 3, 3), Verdict.UNDECIDED),
    ],
)
def test_the_verdict_says_what_the_interval_allows(
    then: tuple[int, ...], now: tuple[int, ...], verdict: Verdict
) -> None:
    first = told(found=[], marks=marks(known("evening"), 1, *then))
    compared = compare(first, later(marks=marks(LATER, 1, *now)))
    pair = compared.stops[0]
    assert pair.verdict is verdict
    assert pair.shift is not None
    assert pair.shift.change == pytest.approx(sum(now) / len(now) - sum(then) / len(then))
    # one stop says nothing of the walk
    assert compared.verdict is Verdict.UNDECIDED


def test_the_whole_walk_is_judged_by_its_stops() -> None:
    stops = tuple(stop(n, n * 200) for n in range(1, 8))
    then = [one for n in range(1, 8) for one in marks(known("evening"), n, 1, 1, 0)]
    now = [one for n in range(1, 8) for one in marks(LATER, n, 2, 2, 3)]
    compared = compare(told(of=walk(stops=stops), found=[], marks=then), later(marks=now, stops=stops))
    assert compared.verdict is Verdict.BETTER
    assert compared.shift is not None
    assert compared.shift.n_before == 7
    assert compared.shift.low == pytest.approx(5 / 3)
    assert {pair.verdict for pair in compared.stops} == {Verdict.UNDECIDED}


def test_nothing_is_said_of_stops_that_were_scored_once() -> None:
    compared = compare(told(found=[], marks=marks(known("evening"), 1, 1, 1, 1)), later())
    assert compared.shift is None
    assert compared.verdict is Verdict.UNDECIDED
    assert compared.stops[0].verdict is None


@pytest.mark.parametrize(("dark", "differs"), [(False, True), (True, False), (None, False)])
def test_dark_and_daylight_are_told_apart(dark: bool | None, differs: bool) -> None:
    assert compare(told(), later(in_dark=dark)).light_differs is differs


def test_the_basis_is_of_both_walks() -> None:
    first, second = told(), later([finding("now", 1)])
    basis = compare(first, second).basis
    assert basis.rows == first.basis.rows + second.basis.rows
    assert basis.parameters == {"same_stop_m": 60.0}
