"""A calendar that other programs read: stable ids, right times, escaped text. Source: RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from geodata.exports.calendar import OccasionKind, occasions, to_icalendar
from geodata.model import Commitment, CommitmentKind, Record
from tests.builders import a_communication, a_meeting, a_promise, a_walk, an_action

WRITTEN = datetime(2017, 1, 2, 3, 4, 5, tzinfo=UTC)


def file_of(*records: Record, version: int = 1) -> bytes:
    found = occasions((record, version, WRITTEN) for record in records)
    return to_icalendar(
        found, name="Kalmar", word=lambda kind, title: f"{kind}: {title}", address=lambda p: f"http://x{p}"
    )


def events(*records: Record) -> list[Any]:
    return list(Calendar.from_ical(file_of(*records)).walk("VEVENT"))


def test_each_kind_of_record_has_its_days() -> None:
    due = Commitment(commitment_kind=CommitmentKind.BY_DATE, due_on=date(2017, 9, 1))
    found = events(
        a_meeting(held_on=date(2017, 1, 10)),
        an_action(commitment=due, ends_on=date(2017, 12, 31)),
        a_communication(planned_on=date(2017, 3, 1), published_on=None),
        a_promise(ends_on=date(2017, 12, 31)),
        a_walk(planned_on=date(2017, 4, 1), premeeting_on=date(2017, 3, 20), postmeeting_on=None, walked_at=None),
    )
    assert [(str(one["categories"].cats[0]), one["dtstart"].dt) for one in found] == [
        ("meeting", date(2017, 1, 10)),
        ("communication", date(2017, 3, 1)),
        ("premeeting", date(2017, 3, 20)),
        ("walk", date(2017, 4, 1)),
        ("action_due", date(2017, 9, 1)),
        ("action_ends", date(2017, 12, 31)),
        ("promise_ends", date(2017, 12, 31)),
    ]


def test_a_whole_day_ends_the_day_after() -> None:
    (event,) = events(a_meeting(held_on=date(2016, 2, 29)))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2016, 2, 29), date(2016, 3, 1))


def test_a_digital_walk_is_open_for_all_its_days() -> None:
    found = events(a_walk(planned_on=date(2017, 4, 1), open_until=date(2017, 4, 30), walked_at=None))
    (window,) = [one for one in found if one["uid"].startswith("walk_open")]
    assert (window["dtstart"].dt, window["dtend"].dt) == (date(2017, 4, 1), date(2017, 5, 1))


@pytest.mark.parametrize(
    ("at", "local"),
    [
        (datetime(2017, 3, 26, 0, 30, tzinfo=UTC), "20170326T013000"),
        (datetime(2017, 3, 26, 1, 30, tzinfo=UTC), "20170326T033000"),
        (datetime(2017, 10, 28, 18, 0, tzinfo=UTC), "20171028T200000"),
        (datetime(2017, 10, 29, 18, 0, tzinfo=UTC), "20171029T190000"),
    ],
)
def test_times_are_swedish_with_their_zone_also_when_the_clocks_change(at: datetime, local: str) -> None:
    body = file_of(a_walk(walked_at=at)).decode()
    assert f"DTSTART;TZID=Europe/Stockholm:{local}" in body
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm" in body
    (walk,) = [one for one in events(a_walk(walked_at=at)) if one["uid"].startswith("walk-")]
    assert walk["dtstart"].dt.astimezone(UTC) == at


def test_ids_are_the_same_each_time_and_differ_between_occasions() -> None:
    walk = a_walk(premeeting_on=date(2017, 3, 20), postmeeting_on=date(2017, 5, 1))
    first, again = ([str(one["uid"]) for one in events(walk)] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first) == 3
    assert file_of(walk) == file_of(walk)


def test_a_record_that_was_changed_has_a_higher_sequence() -> None:
    meeting = a_meeting()
    assert b"SEQUENCE:0" in file_of(meeting)
    assert b"SEQUENCE:2" in file_of(meeting, version=3)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120))
def test_any_title_survives_folding_and_escaping(title: str) -> None:
    try:
        meeting = a_meeting(title=title)
    except ValueError:  # nothing but spaces: no name
        return
    body = file_of(meeting)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert str(event["summary"]) == f"{OccasionKind.MEETING}: {meeting.title}"


def test_signs_that_part_values_are_escaped() -> None:
    assert rb"SUMMARY:meeting: Ljus\, buskar\; \\ och" in file_of(a_meeting(title="Ljus, buskar; \\ och"))
