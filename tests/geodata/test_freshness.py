"""The latest confirmation counts; what lies ahead is not known yet; work that has not begun asks nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from geodata.freshness import STALE_AFTER_DAYS, Concern, concerns_of_action, freshness
from geodata.model import Commitment, CommitmentKind, Responsibility, ResponsibleRole
from geodata.progress import progress
from tests.builders import an_action, an_activity

TODAY = date(2017, 6, 1)


@given(st.lists(st.none() | st.dates(date(2010, 1, 1), date(2030, 1, 1)), max_size=6))
def test_the_latest_day_until_today_counts(days: list[date | None]) -> None:
    known = [day for day in days if day is not None and day <= TODAY]
    fresh = freshness(days, on=TODAY)
    assert fresh.on == max(known, default=None)
    assert fresh.stale is (not known or (TODAY - max(known)).days > STALE_AFTER_DAYS)


def test_a_day_decides() -> None:
    assert not freshness([TODAY - timedelta(days=180)], on=TODAY).stale
    assert freshness([TODAY - timedelta(days=181)], on=TODAY).stale
    assert freshness([TODAY - timedelta(days=31)], on=TODAY, stale_after=30).stale


def test_a_list_says_why() -> None:
    party = uuid4()
    part = Responsibility(party_id=party, role=ResponsibleRole.LEAD)
    monthly = Commitment(commitment_kind=CommitmentKind.PER_MONTH, number=1)
    facts = {"starts_on": date(2016, 1, 1), "ends_on": date(2017, 12, 31), "commitment": monthly}
    action = an_action(responsibilities=(part,), **facts)
    never = freshness([], on=TODAY)
    stands = progress(action, [], on=TODAY)
    everything = (Concern.BEHIND, Concern.SILENT, Concern.STALE, Concern.UNCONFIRMED)
    assert concerns_of_action(action, stands, never, party) == everything
    assert concerns_of_action(action, stands, never, None) == everything[:-1]
    over = progress(action, [], on=date(2018, 2, 1))
    assert Concern.OVERDUE in concerns_of_action(action, over, never, party)
    ahead = an_action(responsibilities=(part,), starts_on=date(2018, 1, 1), ends_on=None)
    assert concerns_of_action(ahead, progress(ahead, [], on=TODAY), never, party) == ()
    once = an_action(
        responsibilities=(part,),
        **{**facts, "commitment": Commitment(commitment_kind=CommitmentKind.AT_LEAST, number=1)},
    )
    log = [an_activity(action_id=once.id, done_on=date(2016, 2, 1))]
    assert concerns_of_action(once, progress(once, log, on=TODAY), never, party) == ()
