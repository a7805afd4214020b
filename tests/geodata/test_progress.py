"""Done of target, pace and overdue, on days that matter."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import (
    Action,
    ActionType,
    Activity,
    Commitment,
    CommitmentKind,
    Counted,
    Measure,
    Provenance,
)
from geodata.progress import Pace, progress

PROVENANCE = Provenance(source="test")


def an_action(commitment: Commitment | None, ends_on: date | None = date(2017, 12, 31)) -> Action:
    return Action(
        id=uuid4(),
        municipality="0880",
        provenance=PROVENANCE,
        promise_ids=(uuid4(),),
        title="Nattvandring",
        action_type=ActionType.NIGHT_PATROL,
        starts_on=date(2016, 1, 1),
        ends_on=ends_on,
        commitment=commitment,
    )


def logged(action: Action, *days: date, **numbers: int) -> list[Activity]:
    return [
        Activity(
            id=uuid4(),
            municipality="0880",
            provenance=PROVENANCE,
            action_id=action.id,
            done_on=day,
            numbers=tuple(Counted(measure=Measure(name), number=n) for name, n in numbers.items()),
        )
        for day in days
    ]


AT_LEAST_ONE = Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1)
MONTHLY = Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1)
CONTINUOUS = Commitment(commitment_kind=CommitmentKind.CONTINUOUS)


def test_at_least_one_is_fulfilled_by_one() -> None:
    action = an_action(AT_LEAST_ONE)
    stands = progress(action, logged(action, date(2016, 10, 4)), on=date(2017, 6, 1))
    assert (stands.done, stands.target, stands.pace) == (1, 1, Pace.FULFILLED)


def test_at_least_one_is_overdue_only_after_the_period() -> None:
    action = an_action(AT_LEAST_ONE)
    assert progress(action, [], on=date(2017, 12, 31)).pace is not Pace.OVERDUE
    assert progress(action, [], on=date(2018, 1, 1)).pace is Pace.OVERDUE


def test_once_a_month_asks_for_one_for_each_month_that_has_ended() -> None:
    action = an_action(MONTHLY)
    done = logged(action, *(date(2016, month, 12) for month in range(1, 13)))
    stands = progress(action, done, on=date(2017, 6, 1))
    assert (stands.done, stands.expected, stands.target, stands.pace) == (12, 17, 24, Pace.BEHIND)
    assert progress(action, done, on=date(2016, 12, 31)).pace is Pace.ON_PACE


def test_a_month_is_asked_for_on_its_last_day_and_not_before() -> None:
    action = an_action(MONTHLY)
    assert progress(action, [], on=date(2016, 1, 30)).expected == 0
    assert progress(action, [], on=date(2016, 1, 31)).expected == 1


def test_a_measure_of_its_own_is_summed() -> None:
    action = an_action(Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=20, measure=Measure.SHIFTS))
    done = logged(action, date(2016, 5, 6), date(2016, 5, 7), shifts=3, adults=5)
    assert progress(action, done, on=date(2016, 6, 1)).done == 6


def test_continuous_work_falls_silent_after_ninety_days() -> None:
    action = an_action(CONTINUOUS)
    done = logged(action, date(2017, 1, 10))
    assert progress(action, done, on=date(2017, 4, 10)).pace is Pace.ONGOING
    assert progress(action, done, on=date(2017, 4, 11)).pace is Pace.SILENT


def test_continuous_work_ends_with_its_period() -> None:
    action = an_action(CONTINUOUS)
    done = logged(action, date(2017, 12, 1))
    assert progress(action, done, on=date(2017, 12, 31)).pace is Pace.ONGOING
    assert progress(action, done, on=date(2018, 1, 1)).pace is Pace.ENDED


def test_an_action_that_never_began_is_silent_from_its_start() -> None:
    stands = progress(an_action(None), [], on=date(2017, 6, 1))
    assert (stands.pace, stands.last_done_on) == (Pace.SILENT, None)


def test_silence_is_not_counted_beyond_the_period() -> None:
    action = an_action(CONTINUOUS)
    done = logged(action, date(2017, 12, 1))
    assert progress(action, done, on=date(2019, 1, 1)).silent_days == 30


def test_a_date_is_overdue_the_day_after() -> None:
    action = an_action(Commitment(commitment_kind=CommitmentKind.BY_DATE, due_on=date(2016, 6, 30)))
    assert progress(action, [], on=date(2016, 6, 30)).pace is Pace.ON_PACE
    assert progress(action, [], on=date(2016, 7, 1)).pace is Pace.OVERDUE


@pytest.mark.parametrize(("kind", "asked"), [(CommitmentKind.PER_MONTH, 17), (CommitmentKind.PER_YEAR, 1)])
def test_work_until_further_notice_can_fall_behind_its_amount(kind: CommitmentKind, asked: int) -> None:
    action = an_action(Commitment(commitment_kind=kind, number=1), ends_on=None)
    done = logged(action, *(date(2017, 5, 30 - n) for n in range(asked)))
    stands = progress(action, done[1:], on=date(2017, 6, 1))
    assert (stands.pace, stands.target, stands.expected) == (Pace.BEHIND, None, asked)
    assert progress(action, done, on=date(2017, 6, 1)).pace is Pace.ON_PACE


def test_what_was_done_before_the_period_keeps_nothing_of_it() -> None:
    action = an_action(AT_LEAST_ONE)
    stands = progress(action, logged(action, date(2015, 6, 1)), on=date(2016, 1, 15))
    assert (stands.done, stands.last_done_on, stands.silent_days) == (0, None, 14)


def test_other_actions_and_later_days_are_left_out() -> None:
    action, other = an_action(AT_LEAST_ONE), an_action(AT_LEAST_ONE)
    done = [*logged(other, date(2016, 2, 1)), *logged(action, date(2016, 3, 1))]
    assert progress(action, done, on=date(2016, 2, 15)).done == 0


def test_nothing_is_late_before_it_begins() -> None:
    assert progress(an_action(MONTHLY), [], on=date(2015, 12, 31)).pace is Pace.UPCOMING


@given(
    days=st.lists(st.dates(date(2016, 1, 1), date(2017, 12, 31)), max_size=40),
    on=st.dates(date(2016, 1, 1), date(2018, 6, 1)),
    kind=st.sampled_from([CommitmentKind.AT_LEAST, CommitmentKind.PER_MONTH, CommitmentKind.PER_YEAR]),
    number=st.integers(1, 6),
)
def test_logging_more_never_makes_an_action_later(
    days: list[date], on: date, kind: CommitmentKind, number: int
) -> None:
    action = an_action(Commitment(commitment_kind=kind, number=number))
    before = progress(action, logged(action, *days), on=on)
    after = progress(action, logged(action, *days, on), on=on)
    assert after.done == before.done + (on <= date(2017, 12, 31))  # what is done after the period belongs to the next
    assert not (after.pace in {Pace.BEHIND, Pace.OVERDUE} and before.pace in {Pace.ON_PACE, Pace.FULFILLED})


@pytest.mark.parametrize("on", [date(2016, 7, 1), date(2017, 12, 31)])
def test_what_an_even_pace_asks_for_never_passes_the_target(on: date) -> None:
    stands = progress(an_action(Commitment(commitment_kind=CommitmentKind.PER_YEAR, number=3)), [], on=on)
    assert stands.expected is not None
    assert stands.target == 6
    assert 0 <= stands.expected <= 6
