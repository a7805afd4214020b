"""Walks as their planner meets them: kept, told with what belongs to them, proposed, counted once for their action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from geodata.casebook import Casebook
from geodata.editing import EditConflict, NamesAPerson
from geodata.errors import BadSetting, InvalidRecord, NotAllowed, NotFound
from geodata.model import (
    Activity,
    Actor,
    Attendance,
    CaseStatus,
    Category,
    Position,
    Role,
    Stop,
    Tier,
    Walk,
    WalkForm,
)
from geodata.walkplans import LostStops, WalkHasFindings, WalkState, WhyHere
from tests.builders import a_finding, a_walk
from tests.geodata.casebook.town import SQUARE, TODAY, TUNNEL, known

EVENING = datetime(2017, 4, 20, 18, tzinfo=UTC)


def stops(*names: str) -> tuple[Stop, ...]:
    return tuple(
        Stop(number=number, name=name, position=Position(lon=SQUARE.lon + number / 1000, lat=SQUARE.lat))
        for number, name in enumerate(names, start=1)
    )


def planned(**changes: object) -> Walk:
    facts = {"id": known("evening"), "planned_on": date(2017, 6, 15), "action_id": known("walk"), "route": None}
    return a_walk(**{**facts, **changes})


def activities(casebook: Casebook, planner: Actor) -> list[date]:
    return [entry.record.done_on for entry in casebook.log_of(planner, known("walk"))]


def test_walks_are_told_with_the_next_one_first_and_what_was_found(casebook: Casebook, planner: Actor) -> None:
    walked = a_walk(
        id=known("walked"), planned_on=date(2017, 4, 20), walked_at=EVENING, postmeeting_on=date(2017, 5, 20)
    )
    found = [
        a_finding(id=known("one"), walk_id=walked.id, stop=1),
        a_finding(id=known("two"), walk_id=walked.id, status=CaseStatus.FIXED),
    ]
    casebook.import_records(
        planner, [walked, *found, planned(), planned(id=known("later"), planned_on=date(2017, 9, 1))]
    )
    lines = casebook.walks(planner, "0880")
    assert [line.walk.id for line in lines] == [known("evening"), known("later"), known("walked")]
    assert [line.state for line in lines] == [WalkState.PLANNED, WalkState.PLANNED, WalkState.WALKED]
    assert dict(lines[2].findings) == {CaseStatus.NEW: 1, CaseStatus.FIXED: 1}


def test_a_walk_is_told_with_its_sun_its_route_its_action_and_its_earlier_walk(
    casebook: Casebook, planner: Actor
) -> None:
    before = planned(
        id=known("before"), planned_on=date(2016, 10, 13), walked_at=datetime(2016, 10, 13, 17, tzinfo=UTC)
    )
    walk = planned(
        stops=stops("Torget", "Bron"), previous_id=before.id, starts_at=datetime(2017, 6, 15, 19, tzinfo=UTC)
    )
    casebook.import_records(planner, [before, walk])
    story = casebook.walk(planner, walk.id)
    assert story.light.sun is not None
    assert story.light.sun.sunset is not None
    assert (story.light.sun.sunset.hour, story.light.sun.day) == (21, date(2017, 6, 15))
    assert story.light.starts_dark is False
    assert story.light.length_m == pytest.approx(61, abs=1)
    assert story.previous == before
    assert story.action is not None
    assert [promise.id for promise in story.promises] == [known("promise")]
    assert casebook.walk(planner, before.id).following == (walk,)


def test_a_walk_without_stops_lies_at_its_place_its_area_or_in_its_municipality(
    casebook: Casebook, planner: Actor
) -> None:
    for changes, lon in (({"place_id": known("square")}, SQUARE.lon), ({"area_code": "W"}, 16.325), ({}, 16.35)):
        entry = casebook.save(planner, planned(id=known(str(lon)), **changes), base_version=0)
        position = casebook.walk(planner, entry.record.id).light.position
        assert position is not None
        assert position.lon == pytest.approx(lon, abs=0.001)


def test_a_walk_that_was_walked_is_one_occurrence_of_its_action(casebook: Casebook, planner: Actor) -> None:
    first = casebook.save(planner, planned(), base_version=0)
    assert activities(casebook, planner) == []
    came = (Attendance(function="boende", number=7),)
    walked = casebook.save(
        planner, planned(planned_on=date(2017, 4, 20), walked_at=EVENING, participants=came), base_version=first.version
    )
    again = casebook.save(planner, walked.record.model_copy(update={"title": "Ny"}), base_version=walked.version)
    assert activities(casebook, planner) == [date(2017, 4, 20)]
    (mark,) = casebook.log_of(planner, known("walk"))
    assert [one.number for one in mark.record.numbers] == [7]
    casebook.retire(planner, Walk, known("evening"), base_version=again.version)
    assert activities(casebook, planner) == []
    casebook.bring_back(planner, Walk, known("evening"))
    assert activities(casebook, planner) == [date(2017, 4, 20)]


def test_a_walk_that_somebody_logged_already_is_not_logged_twice(casebook: Casebook, planner: Actor) -> None:
    own = Activity(**{**dict(casebook.entry(planner, Activity, known("shift")).record), "id": known("by hand")})
    own = own.model_copy(update={"action_id": known("walk"), "done_on": date(2017, 4, 20)})
    casebook.log_activity(planner, own)
    casebook.save(planner, planned(planned_on=date(2017, 4, 20), walked_at=EVENING), base_version=0)
    assert activities(casebook, planner) == [date(2017, 4, 20)]


def test_a_digital_walk_is_an_occurrence_on_the_day_it_closed(casebook: Casebook, planner: Actor) -> None:
    walk = planned(
        form=WalkForm.DIGITAL,
        planned_on=date(2017, 5, 1),
        open_until=date(2017, 5, 14),
        walked_at=datetime(2017, 5, 2, 14, tzinfo=UTC),
    )
    casebook.save(planner, walk, base_version=0)
    assert activities(casebook, planner) == [date(2017, 5, 14)]


def test_a_stop_that_something_was_noted_at_cannot_be_lost(casebook: Casebook, planner: Actor) -> None:
    entry = casebook.save(planner, planned(stops=stops("Torget", "Bron", "Backen")), base_version=0)
    casebook.import_records(planner, [a_finding(id=known("one"), walk_id=known("evening"), stop=2)])
    with pytest.raises(LostStops) as refused:
        casebook.save(planner, planned(stops=stops("Torget")), base_version=entry.version)
    assert refused.value.stops == (2,)
    kept = casebook.save(planner, planned(stops=stops("Torget", "Bron")), base_version=entry.version)
    with pytest.raises(WalkHasFindings):
        casebook.retire(planner, Walk, known("evening"), base_version=kept.version)
    assert casebook.entry(planner, Walk, known("evening")).record.stops == stops("Torget", "Bron")


def test_a_walk_that_is_only_being_written_is_told_its_dusk_too(casebook: Casebook, planner: Actor) -> None:
    light = casebook.walk_light(planner, planned(stops=stops("Torget", "Bron"), starts_at=EVENING))
    assert light.sun is not None
    assert light.sun.day == date(2017, 6, 15)
    assert light.minutes == 13
    assert light.starts_dark is False
    with pytest.raises(NotAllowed):
        casebook.walk_light(Actor(role=Role.PLANNER, municipalities=frozenset({"0128"})), planned())


def test_two_who_change_a_walk_at_once_both_stand_in_its_history(casebook: Casebook, planner: Actor) -> None:
    entry = casebook.save(planner, planned(), base_version=0)
    casebook.save(planner, planned(title="Min"), base_version=entry.version)
    with pytest.raises(EditConflict):
        casebook.save(planner, planned(title="Din"), base_version=entry.version)
    titles = [change.after for line in casebook.history_of(planner, Walk, known("evening")) for change in line.changes]
    assert {"Min", "Din"} <= set(map(str, titles))


@pytest.mark.parametrize("field", ["own_theme", "meeting_point", "premeeting_notes", "postmeeting_notes"])
def test_nobody_is_named_in_a_walk(casebook: Casebook, planner: Actor, field: str) -> None:
    with pytest.raises(NamesAPerson):
        casebook.save(planner, planned(**{field: "Ring Kalle på 070-123 45 67"}), base_version=0)


def test_a_walk_that_follows_one_that_is_not_there_is_refused(casebook: Casebook, planner: Actor) -> None:
    for changes in ({"previous_id": known("nowhere walk")}, {"action_id": known("none")}, {"place_id": known("none")}):
        with pytest.raises(InvalidRecord):
            casebook.save(planner, planned(**changes), base_version=0)


def test_a_walk_that_another_follows_stays(casebook: Casebook, planner: Actor) -> None:
    first = casebook.save(planner, planned(), base_version=0)
    casebook.save(planner, planned(id=known("next"), previous_id=known("evening")), base_version=0)
    with pytest.raises(InvalidRecord):
        casebook.retire(planner, Walk, known("evening"), base_version=first.version)


def test_notes_of_the_formote_are_for_those_who_work_with_the_walk(casebook: Casebook, planner: Actor) -> None:
    casebook.save(planner, planned(premeeting_notes="Rektorn vill stänga"), base_version=0)
    assert casebook.walk(planner, known("evening")).walk.premeeting_notes == "Rektorn vill stänga"
    assert casebook.walk(Actor(role=Role.CITIZEN), known("evening")).walk.premeeting_notes is None


def test_only_those_who_may_write_plan_walks(casebook: Casebook) -> None:
    with pytest.raises(NotAllowed):
        casebook.save(Actor(role=Role.BOARD), planned(), base_version=0)


def test_stops_are_proposed_where_evidence_of_the_themes_lies(casebook: Casebook, planner: Actor) -> None:
    route = casebook.propose_stops(planner, "0880", themes=[Category.LIGHTING])
    assert route.stops
    first = next(stop for stop in route.stops if stop.why is WhyHere.HOTSPOT)
    assert first.position.lat == pytest.approx(TUNNEL.lat, abs=0.001)
    assert {category for stop in route.stops for category, _ in stop.categories} == {Category.LIGHTING}
    assert route.since == date(2014, 6, 1)


def test_stops_near_a_place_begin_there_and_lie_near_it(casebook: Casebook, planner: Actor) -> None:
    route = casebook.propose_stops(planner, "0880", place_id=known("square"))
    assert route.stops[0].why is WhyHere.PLACE
    assert route.stops[0].name == "Torget"
    assert all(abs(stop.position.lat - SQUARE.lat) < 0.0064 for stop in route.stops)
    assert route.minutes >= 6 * len(route.stops)


def test_stops_of_an_area_lie_in_it(casebook: Casebook, planner: Actor) -> None:
    lons = _lons(casebook.propose_stops(planner, "0880", area_code="W").stops)
    assert lons
    assert all(16.30 <= lon <= 16.35 for lon in lons)
    assert casebook.propose_stops(planner, "0880", area_code="N").stops == ()


def _lons(found: Sequence[object]) -> list[float]:
    return [stop.position.lon for stop in found]  # type: ignore[attr-defined]


def test_no_more_stops_are_proposed_than_were_asked_for_and_none_twice_at_a_place(
    casebook: Casebook, planner: Actor
) -> None:
    for most in (1, 2, 5):
        found = casebook.propose_stops(planner, "0880", most=most).stops
        assert len(found) <= most
        assert len({(stop.position.lon, stop.position.lat) for stop in found}) == len(found)


def test_stops_are_proposed_for_what_is_there(casebook: Casebook, planner: Actor) -> None:
    with pytest.raises(NotFound):
        casebook.propose_stops(planner, "0880", area_code="nowhere")
    with pytest.raises(NotFound):
        casebook.propose_stops(planner, "0880", place_id=UUID(int=1))
    for most in (0, 21):
        with pytest.raises(BadSetting):
            casebook.propose_stops(planner, "0880", most=most)


def test_a_police_walk_is_seen_by_the_police(casebook: Casebook, planner: Actor) -> None:
    police = Actor(role=Role.POLICE)
    casebook.save(police, planned(tier=Tier.POLICE), base_version=0)
    assert [line.walk.id for line in casebook.walks(police, "0880")] == [known("evening")]
    assert casebook.walks(planner, "0880") == ()
    with pytest.raises(NotFound):
        casebook.walk(planner, known("evening"))
    assert casebook.today(planner, "0880") == TODAY
