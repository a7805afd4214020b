"""Actions on the map: those of the period, where they are meant to be and where they were done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import pytest

from geodata.chain import ActionLine
from geodata.model import Action, Activity, Place, Position
from geodata.progress import progress
from geodata.studies.actions_where import ActionsWhere, actions_where
from tests.builders import a_place, an_action, an_activity, an_area

TODAY = date(2017, 6, 1)
AREA = an_area(code="0880C1030")
SQUARE = a_place(position=Position(lon=16.361, lat=56.6628))
UNKNOWN = a_place(position=None)


def told(
    actions: Sequence[Action],
    log: Sequence[Activity] = (),
    places: Sequence[Place] = (SQUARE, UNKNOWN),
    **period: date | None,
) -> ActionsWhere:
    by_action: dict[UUID, dict[UUID, Activity]] = {}
    for activity in log:
        by_action.setdefault(activity.action_id, {})[activity.id] = activity
    lines = [ActionLine(one, (), (), progress(one, by_action.get(one.id, {}).values(), on=TODAY)) for one in actions]
    return actions_where(lines, by_action, {place.id: place for place in places}, (AREA,), today=TODAY, **period)


def test_an_action_is_drawn_in_its_areas_and_at_its_places() -> None:
    found = told([an_action(area_codes=("0880C1030", "0880X"), place_ids=(SQUARE.id, UNKNOWN.id))])
    (one,) = found.actions
    assert (one.areas, one.places) == (("0880C1030",), (SQUARE.position,))
    assert list(found.outlines) == ["0880C1030"]


def test_what_is_for_the_whole_municipality_or_has_no_known_place_is_told_as_a_number() -> None:
    found = told([an_action(), an_action(place_ids=(UNKNOWN.id,)), an_action(area_codes=("0880X",))])
    assert (found.actions, found.everywhere, found.unplaced) == ((), 1, 2)


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (None, None, True),
        (date(2016, 12, 31), None, True),
        (date(2017, 1, 1), None, False),
        (None, date(2016, 4, 1), True),
        (None, date(2016, 3, 31), False),
    ],
)
def test_both_ends_of_the_period_and_of_the_action_count(since: date | None, until: date | None, shown: bool) -> None:
    action = an_action(starts_on=date(2016, 4, 1), ends_on=date(2016, 12, 31), area_codes=("0880C1030",))
    assert bool(told([action], since=since, until=until).actions) is shown


def test_what_has_ended_is_told_from_what_runs_today() -> None:
    ended = an_action(title="A", ends_on=date(2016, 12, 31), area_codes=("0880C1030",))
    open_ended = an_action(title="B", area_codes=("0880C1030",))
    ahead = an_action(title="C", starts_on=date(2018, 1, 1), area_codes=("0880C1030",))
    assert [(one.runs, one.until) for one in told([ahead, open_ended, ended]).actions] == [
        (False, date(2016, 12, 31)),
        (True, None),
        (False, None),
    ]


def test_what_was_done_in_the_period_counts_and_shows_where_it_was_done() -> None:
    action = an_action()
    log = [
        an_activity(action_id=action.id, done_on=date(2016, 10, 12), place_id=SQUARE.id),
        an_activity(action_id=action.id, done_on=date(2016, 11, 12), area_code="0880C1030"),
        an_activity(action_id=action.id, done_on=date(2017, 12, 1), place_id=UNKNOWN.id),
        an_activity(action_id=uuid4(), done_on=date(2016, 10, 12)),
    ]
    (whole,) = told([action], log).actions
    assert (whole.done, whole.areas, whole.places) == (2, ("0880C1030",), (SQUARE.position,))
    (part,) = told([action], log, until=date(2016, 10, 31)).actions
    assert (part.done, part.areas, part.places) == (1, (), (SQUARE.position,))
    assert told([action], log, since=date(2017, 1, 1)).everywhere == 1
