"""Meetings, walks, deadlines, communication and promises' ends as an iCalendar. Source: RFC 5545."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event

from geodata.model import LOCAL_TIME, Action, Communication, Meeting, Promise, Record, Walk

WALK_LASTS = timedelta(hours=2)
ASKED_EVERY = timedelta(hours=12)


class OccasionKind(StrEnum):
    """What a day in the calendar is."""

    MEETING = "meeting"
    PREMEETING = "premeeting"
    WALK = "walk"
    WALK_OPEN = "walk_open"
    POSTMEETING = "postmeeting"
    ACTION_DUE = "action_due"
    ACTION_ENDS = "action_ends"
    COMMUNICATION = "communication"
    PROMISE_ENDS = "promise_ends"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day, several days or a time in the calendar.

    uid: the same for the same thing every time.  starts, ends: both days for whole days, ends the last one included;
    both zoned for a time.  changed_at: when its record was last written.  version: of the record.
    """

    uid: str
    kind: OccasionKind
    title: str
    starts: date
    ends: date
    changed_at: datetime
    version: int
    path: str


def occasions(written: Iterable[tuple[Record, int, datetime]]) -> tuple[Occasion, ...]:
    """The occasions of records, by day and uid. written: each record with its version and when that was written."""
    found = [occasion for record, version, at in written for occasion in _of(record, version, at)]
    return tuple(sorted(found, key=lambda one: (one.starts.isoformat(), one.uid)))


def _of(record: Record, version: int, changed_at: datetime) -> Iterator[Occasion]:

    def one(
        kind: OccasionKind, title: str, starts: date | None, path: str, ends: date | None = None
    ) -> Iterator[Occasion]:
        if starts is not None:
            uid = f"{kind}-{record.id}@lofteskartan"
            yield Occasion(uid, kind, title, starts, ends or starts, changed_at, version, path)

    match record:
        case Meeting():
            yield from one(OccasionKind.MEETING, record.title, record.held_on, f"/operativ/{record.id}")
        case Walk():
            yield from one(OccasionKind.PREMEETING, record.title, record.premeeting_on, "/")
            at = record.walked_at
            if at is not None:
                yield from one(OccasionKind.WALK, record.title, at, "/", at + WALK_LASTS)
            else:
                yield from one(OccasionKind.WALK, record.title, record.planned_on, "/")
            if record.open_until is not None:
                yield from one(OccasionKind.WALK_OPEN, record.title, record.planned_on, "/", record.open_until)
            yield from one(OccasionKind.POSTMEETING, record.title, record.postmeeting_on, "/")
        case Action():
            due = record.commitment.due_on if record.commitment else None
            yield from one(OccasionKind.ACTION_DUE, record.title, due, f"/atgard/{record.id}")
            yield from one(OccasionKind.ACTION_ENDS, record.title, record.ends_on, f"/atgard/{record.id}")
        case Communication():
            day = record.published_on or record.planned_on
            yield from one(OccasionKind.COMMUNICATION, record.title, day, "/kommunikation")
        case Promise():
            yield from one(OccasionKind.PROMISE_ENDS, record.title, record.ends_on, f"/loften/{record.id}")
        case _:
            return


def to_icalendar(
    found: Iterable[Occasion],
    *,
    name: str,
    word: Callable[[str, str], str],
    address: Callable[[str], str] | None = None,
) -> bytes:
    """The calendar's file. word: the summary of a kind and a title; address: of a page, from its path.

    Times are Swedish and carry their zone; whole days have none. DTSTAMP is when the record was written, so that the
    same data give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Lofteskartan//lofteskartan//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASKED_EVERY, parameters={"VALUE": "DURATION"})
    for occasion in found:
        event = Event()
        event.add("uid", occasion.uid)
        event.add("dtstamp", occasion.changed_at)
        event.add("last-modified", occasion.changed_at)
        event.add("sequence", max(0, occasion.version - 1))
        event.add("summary", word(occasion.kind, occasion.title))
        event.add("categories", [occasion.kind.value])
        if isinstance(occasion.starts, datetime) and isinstance(occasion.ends, datetime):
            event.add("dtstart", occasion.starts.astimezone(LOCAL_TIME))
            event.add("dtend", occasion.ends.astimezone(LOCAL_TIME))
        else:
            event.add("dtstart", occasion.starts)
            # RFC 5545, 3.6.1: the end of whole days is the day after the last
            event.add("dtend", occasion.ends + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        if address is not None:
            event.add("url", address(occasion.path))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made
