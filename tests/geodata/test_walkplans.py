"""How a walk stands on a day, who came, and whether it begins in the dark."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from geodata.model import LOCAL_TIME, Attendance, Position, Turnout, WalkForm
from geodata.walkplans import WalkState, came, held_on, starts_dark, state_of
from tests.builders import a_provenance, a_walk

TODAY = date(2016, 10, 12)


def at(day: int, hour: int = 18, month: int = 10) -> datetime:
    return datetime(2016, month, day, hour, tzinfo=LOCAL_TIME)


@pytest.mark.parametrize(
    ("changes", "has_findings", "state", "held"),
    [
        ({"planned_on": date(2016, 10, 13)}, False, WalkState.PLANNED, None),
        ({"planned_on": TODAY}, False, WalkState.GOING_ON, None),
        ({"planned_on": date(2016, 10, 1)}, False, WalkState.UNTOLD, None),
        ({"planned_on": date(2016, 10, 1)}, True, WalkState.POSTMEETING, date(2016, 10, 1)),
        ({"planned_on": date(2016, 10, 1), "walked_at": at(3)}, False, WalkState.POSTMEETING, date(2016, 10, 3)),
        (
            {"planned_on": date(2016, 10, 1), "walked_at": at(3), "postmeeting_notes": "Lampor lagas"},
            False,
            WalkState.WALKED,
            date(2016, 10, 3),
        ),
        (
            {"planned_on": date(2016, 9, 1), "walked_at": at(3, month=9), "postmeeting_on": date(2016, 10, 11)},
            True,
            WalkState.WALKED,
            date(2016, 9, 3),
        ),
        ({"planned_on": TODAY, "ended_at": at(12)}, True, WalkState.POSTMEETING, TODAY),
    ],
)
def test_a_walk_stands_as_its_days_and_findings_say(
    changes: dict[str, object], has_findings: bool, state: WalkState, held: date | None
) -> None:
    walk = a_walk(**changes)
    assert state_of(walk, has_findings=has_findings, on=TODAY) is state
    assert held_on(walk, has_findings, TODAY) == held


def test_a_digital_walk_goes_on_while_its_window_is_open_and_is_done_when_it_has_closed() -> None:
    walk = a_walk(form=WalkForm.DIGITAL, planned_on=date(2016, 10, 3), open_until=date(2016, 10, 17))
    assert state_of(walk, has_findings=True, on=TODAY) is WalkState.GOING_ON
    assert held_on(walk, True, TODAY) is None
    assert held_on(walk, True, date(2016, 10, 18)) == date(2016, 10, 17)
    assert state_of(walk, has_findings=False, on=date(2016, 10, 18)) is WalkState.UNTOLD


def test_those_who_were_counted_are_not_added_to_those_the_phones_tell_of() -> None:
    walk = a_walk(participants=(Attendance(function="boende", number=4),))
    phones = [
        Turnout(
            id=walk.id,
            municipality="0880",
            provenance=a_provenance(),
            walk_id=walk.id,
            function="boende",
            number=number,
        )
        for number in (3, 2)
    ]
    assert came(walk, phones) == 5
    assert came(walk, phones[:1]) == 4
    assert came(a_walk(), []) is None


def test_a_walk_begins_in_the_dark_in_october_and_at_dawn_in_december_but_not_in_june() -> None:
    kalmar = Position(lon=16.36, lat=56.66)
    asked = [at(12, 19), at(12, 15), at(12, 7, month=12), at(12, 21, month=6)]
    assert [starts_dark(instant, kalmar) for instant in asked] == [True, False, True, False]
    assert starts_dark(None, kalmar) is None
    assert starts_dark(at(12), None) is None
