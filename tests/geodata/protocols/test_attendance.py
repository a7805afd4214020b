"""Who came, by function, as the plan and the phones tell it; on foot and digital beside each other."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Attendance, Turnout, WalkForm
from geodata.protocols import Who, participation, who_came
from tests.geodata.casebook.town import known
from tests.geodata.protocols.evening import EVENING, TODAY, finding, turnout, walk

DIGITAL = known("digital walk")


def test_functions_are_the_same_however_they_are_written_and_nobody_planned_comes_last() -> None:
    came = [turnout("boende", 3), turnout("BOENDE", 2), turnout("skola", 4), turnout("förvaltare", 1)]
    assert who_came(walk(), came) == (
        Who("Boende", 4, 5),
        Who("polis", 1, 0),
        Who("förvaltare", None, 1),
        Who("skola", None, 4),
    )


def test_without_phones_nobody_says_who_came() -> None:
    assert who_came(walk(), []) == (Who("Boende", 4, None), Who("polis", 1, None))
    assert who_came(walk(participants=()), []) == ()


def test_people_are_those_who_came_and_otherwise_those_planned() -> None:
    digital = walk(id=DIGITAL, form=WalkForm.DIGITAL, participants=(), planned_on=date(2017, 5, 1))
    unknown = walk(id=known("unknown"), participants=(), planned_on=date(2017, 3, 1), walked_at=EVENING)
    ahead = walk(id=known("ahead"), planned_on=date(2017, 9, 1))
    planned = walk(walked_at=EVENING)
    found = [
        finding("one", 1),
        finding("two", 2, duplicate_of=known("one"), merged_on=TODAY),
        *(finding(f"digital {n}", n, walk_id=DIGITAL) for n in range(3)),
        finding("of no walk", 1, walk_id=None),
    ]
    came = [turnout("elever", 20, walk_id=DIGITAL), turnout("lärare", 1, walk_id=DIGITAL)]
    told = participation([planned, unknown, ahead, digital], came, found, today=TODAY)
    assert [(one.walk.id, one.people, one.is_counted, one.functions, one.findings) for one in told.walks] == [
        (DIGITAL, 21, True, ("elever", "lärare"), 3),
        (planned.id, 5, False, ("Boende", "polis"), 1),
        (known("unknown"), None, False, (), 0),
    ]
    physical, by_phone = told.totals
    assert (physical.walks, physical.known, physical.people, physical.findings) == (2, 1, 5, 1)
    assert physical.findings_a_walk == 0.5
    assert physical.functions == ("Boende", "polis")
    assert (by_phone.form, by_phone.walks, by_phone.people, by_phone.findings_a_walk) == (WalkForm.DIGITAL, 1, 21, 3.0)
    assert told.basis.computed_on == TODAY


def test_without_walks_both_forms_are_told_as_none() -> None:
    told = participation([], [], [], today=TODAY)
    assert told.walks == ()
    assert [(one.form, one.walks, one.findings_a_walk) for one in told.totals] == [
        (WalkForm.PHYSICAL, 0, None),
        (WalkForm.DIGITAL, 0, None),
    ]
    assert told.basis.since is None


FUNCTIONS = st.sampled_from(["boende", "Boende", "polis", "skola"])


@given(
    st.lists(st.tuples(FUNCTIONS, st.integers(1, 9)), max_size=6),
    st.lists(st.tuples(FUNCTIONS, st.integers(0, 9)), max_size=4),
)
def test_nobody_is_lost_and_nobody_counted_twice(came: list[tuple[str, int]], planned: list[tuple[str, int]]) -> None:
    phones: list[Turnout] = [turnout(function, number, str(n)) for n, (function, number) in enumerate(came)]
    plan = walk(participants=tuple(Attendance(function=function, number=number) for function, number in planned))
    who = who_came(plan, phones)
    assert sum(one.came or 0 for one in who) == sum(number for _, number in came)
    assert sum(one.planned or 0 for one in who) == sum(number for _, number in planned)
    assert len({one.function.casefold() for one in who}) == len(who)
