"""Is a promise kept, how does its work stand, and where does the pace lead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidRecord
from geodata.keeping import Keeping, PromiseKeeping, Why, evenings, forecast, goal_keeping, keeping, work
from geodata.model import (
    LOCAL_TIME,
    Action,
    Commitment,
    CommitmentKind,
    Direction,
    Indicator,
    Promise,
    Reading,
)
from geodata.progress import Pace, progress
from tests.builders import a_goal, a_promise, an_action, an_activity

START, END = date(2016, 1, 1), date(2017, 12, 31)
AFTER = date(2018, 3, 1)
DAYS = st.dates(date(2015, 1, 1), date(2018, 12, 31))


def an_indicator(*readings: tuple[date, float], **changes: object) -> Indicator:
    facts: dict[str, object] = {
        "name": "Känner sig otrygg",
        "unit": "%",
        "direction": Direction.DOWN,
        "baseline": 34.0,
        "target": 30.0,
        "readings": tuple(Reading(on=on, value=value) for on, value in readings),
    }
    return Indicator(**{**facts, **changes})  # type: ignore[arg-type]


def told(indicator: Indicator | None, on: date) -> PromiseKeeping:
    promise = a_promise(starts_on=START, ends_on=END, indicator=indicator)
    return keeping(promise, [], {}, on=on)


@pytest.mark.parametrize(
    ("value", "said", "why"),
    [
        (29.5, Keeping.KEPT, Why.TARGET_REACHED),
        (30.0, Keeping.KEPT, Why.TARGET_REACHED),
        (32.0, Keeping.PARTLY, Why.MOVED_TOWARDS_TARGET),
        (34.0, Keeping.NOT_KEPT, Why.NOT_MOVED),
        (37.5, Keeping.NOT_KEPT, Why.NOT_MOVED),
    ],
)
def test_after_the_period_the_last_reading_decides(value: float, said: Keeping, why: Why) -> None:
    found = told(an_indicator((date(2016, 6, 1), 99.0), (date(2017, 11, 1), value)), AFTER)
    assert (found.keeping, found.why) == (said, why)
    assert found.is_over


def test_an_indicator_that_is_to_rise_is_read_the_other_way() -> None:
    rising = {"direction": Direction.UP, "baseline": 54.0, "target": 60.0}
    assert told(an_indicator((date(2017, 11, 1), 61.0), **rising), AFTER).keeping is Keeping.KEPT
    assert told(an_indicator((date(2017, 11, 1), 55.5), **rising), AFTER).keeping is Keeping.PARTLY


def test_before_the_period_is_over_what_is_not_reached_is_open() -> None:
    indicator = an_indicator((date(2016, 6, 1), 36.0))
    assert told(indicator, date(2017, 5, 1)).keeping is Keeping.OPEN
    assert told(an_indicator(), date(2017, 5, 1)).why is Why.NO_READING_YET
    assert told(an_indicator((date(2016, 6, 1), 28.0)), date(2017, 5, 1)).keeping is Keeping.KEPT


def test_a_reading_from_before_the_period_or_after_the_day_is_no_outcome() -> None:
    early = an_indicator((date(2015, 3, 1), 20.0), (date(2017, 11, 1), 20.0))
    assert told(early, date(2017, 5, 1)).why is Why.NO_READING_YET
    assert told(an_indicator((date(2015, 3, 1), 20.0)), AFTER).why is Why.NEVER_MEASURED


def test_without_a_target_a_promise_is_not_measurable_however_much_was_done() -> None:
    action = an_action(
        starts_on=START, ends_on=END, commitment=Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1)
    )
    done = progress(action, [an_activity(action_id=action.id, done_on=date(2016, 5, 1))], on=AFTER)
    promise = a_promise(starts_on=START, ends_on=END, indicator=None)
    found = keeping(promise, [action], {action.id: done}, on=AFTER)
    assert (found.keeping, found.why) == (Keeping.NOT_MEASURABLE, Why.NO_INDICATOR)
    assert found.work.fulfilled == (action.id,)
    assert told(an_indicator(target=None), AFTER).why is Why.NO_TARGET


def test_a_goal_stands_by_its_indicator() -> None:
    assert goal_keeping(a_goal(indicator=None), on=AFTER)[0] is Keeping.NOT_MEASURABLE
    said, why, reading = goal_keeping(a_goal(indicator=an_indicator((date(2017, 3, 1), 29.0))), on=AFTER)
    assert (said, why, reading and reading.value) == (Keeping.KEPT, Why.TARGET_REACHED, 29.0)


def test_readings_out_of_order_are_refused() -> None:
    with pytest.raises(InvalidRecord, match="in order"):
        an_indicator((date(2017, 3, 1), 1.0), (date(2016, 3, 1), 1.0))


def test_every_action_of_a_promise_stands_in_one_place() -> None:
    at_least = Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=2)
    on = date(2016, 12, 31)
    fulfilled = an_action(starts_on=START, ends_on=END, commitment=at_least)
    late = an_action(starts_on=START, ends_on=date(2016, 6, 30), commitment=at_least)
    upcoming = an_action(starts_on=date(2017, 1, 1), ends_on=END, commitment=at_least)
    uncounted = an_action(starts_on=date(2016, 12, 1), ends_on=END, commitment=None)
    going = an_action(
        starts_on=date(2016, 12, 1), ends_on=END, commitment=Commitment(commitment_kind=CommitmentKind.CONTINUOUS)
    )
    log = [an_activity(action_id=fulfilled.id, done_on=date(2016, month, 1)) for month in (2, 3)]
    actions = [fulfilled, late, upcoming, uncounted, going]
    found = work(actions, {action.id: progress(action, log, on=on) for action in actions})
    assert found.fulfilled == (fulfilled.id,)
    assert found.late == (late.id,)
    assert found.upcoming == (upcoming.id,)
    assert found.uncounted == (uncounted.id,)
    assert found.going == (going.id,)
    assert found.counted == 4


def quota(number: int, kind: CommitmentKind = CommitmentKind.AT_LEAST) -> Action:
    return an_action(starts_on=START, ends_on=END, commitment=Commitment(commitment_kind=kind, number=number))


def test_the_forecast_follows_the_pace_so_far() -> None:
    action = quota(20)
    log = [an_activity(action_id=action.id, done_on=date(2016, month, 5)) for month in range(1, 7)]
    on = date(2016, 6, 30)  # 182 of 731 days
    found = forecast(action, progress(action, log, on=on), on=on)
    assert found is not None
    assert found.at_end == 6 + 6 * 549 // 182
    assert found.reached_on == on + timedelta(days=-(-14 * 182 // 6))
    assert found.needed_per_month == pytest.approx(14 * 30 / 549)


def test_with_nothing_done_the_forecast_reaches_nothing() -> None:
    action, on = quota(4), date(2016, 6, 30)
    found = forecast(action, progress(action, [], on=on), on=on)
    assert found is not None
    assert (found.at_end, found.reached_on) == (0, None)


def test_no_forecast_from_a_first_week_nor_after_the_end() -> None:
    action = quota(4)
    for on in (date(2016, 1, 8), END, AFTER, date(2015, 12, 1)):
        assert forecast(action, progress(action, [], on=on), on=on) is None


@given(st.lists(DAYS, max_size=30), DAYS, DAYS, st.sampled_from([CommitmentKind.AT_LEAST, CommitmentKind.PER_MONTH]))
def test_logging_never_lowers_what_is_done(days: list[date], more: date, on: date, kind: CommitmentKind) -> None:
    action = quota(2, kind)
    log = [an_activity(action_id=action.id, done_on=day) for day in days]
    before = progress(action, log, on=on)
    after = progress(action, [*log, an_activity(action_id=action.id, done_on=more)], on=on)
    assert after.done >= before.done
    assert not (before.pace is Pace.FULFILLED and after.pace is not Pace.FULFILLED)


@given(DAYS, DAYS)
def test_moving_an_activity_between_periods_moves_it_in_both(first: date, second: date) -> None:
    one = quota(5)
    other = Action(**{**dict(one), "starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31)})
    on = date(2019, 1, 31)

    def counted(day: date) -> tuple[int, int]:
        log = [an_activity(action_id=one.id, done_on=day)]
        return progress(one, log, on=on).done, progress(other, log, on=on).done

    for day in (first, second):
        assert counted(day) == (int(START <= day <= END), int(day.year == 2018))


@given(st.datetimes(datetime(2015, 1, 1), datetime(2018, 12, 31)))  # noqa: DTZ001  # drawn as UTC below
def test_an_activity_belongs_to_the_local_day_in_summer_and_winter(moment: datetime) -> None:
    instant = moment.replace(tzinfo=UTC)
    day = instant.astimezone(LOCAL_TIME).date()
    action = an_action(starts_on=day, ends_on=day)
    activity = an_activity(action_id=action.id, done_on=day, started_at=instant)
    assert progress(action, [activity], on=day).done == 1
    assert 0 <= (day - instant.date()).days <= 1  # Sweden is one or two hours ahead


@pytest.mark.parametrize("on", [date(2016, 2, 29), date(2016, 2, 28), date(2017, 2, 28), date(2016, 12, 31)])
def test_month_ends_and_leap_days_are_days_like_others(on: date) -> None:
    monthly = quota(1, CommitmentKind.PER_MONTH)
    log = [an_activity(action_id=monthly.id, done_on=on)]
    stands = progress(monthly, log, on=on)
    assert stands.done == 1
    whole = (on + timedelta(days=1)).day == 1
    months = (on.year - 2016) * 12 + on.month
    assert stands.expected == (months if whole else months - 1)


def test_a_promise_over_a_leap_day_is_over_on_the_day_after() -> None:
    promise = Promise(**{**dict(a_promise(indicator=None)), "starts_on": START, "ends_on": date(2016, 2, 29)})
    assert not keeping(promise, [], {}, on=date(2016, 2, 29)).is_over
    assert keeping(promise, [], {}, on=date(2016, 3, 1)).is_over


def test_a_risk_evening_is_covered_by_what_was_logged_on_its_day() -> None:
    first, second, today, later = date(2016, 4, 30), date(2016, 6, 24), date(2016, 7, 1), date(2016, 12, 31)
    action = an_action(risk_evenings=(first, second, later), starts_on=START, ends_on=END)
    log = [an_activity(action_id=action.id, done_on=first), an_activity(done_on=second)]
    found = evenings(action, log, on=today)
    assert found is not None
    assert (found.passed, found.covered, found.missed, found.coming) == (2, 1, (second,), later)
    assert evenings(an_action(risk_evenings=()), log, on=today) is None
