"""What a phone sends from a walk: one note at a time, read strictly, dated soundly, and made a record. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from geodata.errors import DamagedOnTheWay, InvalidRecord
from geodata.model import (
    Assessment,
    Category,
    Feeling,
    Finding,
    Position,
    Provenance,
    Record,
    Rubric,
    SourceType,
    Tier,
    TimePrecision,
    Turnout,
    Value,
    Walk,
    WalkForm,
)
from geodata.model.base import Count, Name, Real, Text
from geodata.model.evidence import FindingDetails
from geodata.model.screening import personal_marks
from geodata.model.walks import StopNumber
from geodata.places import distance_m

LARGEST_NOTE = 64 * 1024
"""Bytes."""
FAR_M = 1500.0
"""Further from everything the walk has on the map, a position is doubted."""
RIGHT_WITHIN = timedelta(minutes=2)
LONGEST_AGE = timedelta(days=60)
FROM_PHONE = Provenance(source="Trygghetsvandring")
_AHEAD = timedelta(minutes=5)


class Doubt(StrEnum):
    """What a person should look at; the note is kept all the same.

    CLOCK: the phone's clock was wrong, the time was corrected.  NAMES_PERSON: the text seems to name somebody.
    FAR: the position lies far from the walk.
    """

    CLOCK = "clock"
    NAMES_PERSON = "names_person"
    FAR = "far"


class FindingBody(Value):
    """A finding as its recorder tells it."""

    category: Category
    feeling: Feeling = Feeling.UNSAFE
    observed_at: AwareDatetime
    position: Position | None = None
    accuracy_m: Annotated[Real, Field(ge=0)] | None = None
    stop: Count | None = None
    severity: Annotated[int, Field(ge=1, le=3)] | None = None
    note: Text | None = None
    details: FindingDetails | None = None
    rubric: Rubric | None = None


class AssessmentBody(Value):
    """Scores of a stop as its recorder gives them."""

    stop: StopNumber
    observed_at: AwareDatetime
    rubric: Rubric
    in_dark: bool | None = None
    note: Text | None = None


class TurnoutBody(Value):
    """How many walk with this phone."""

    function: Name
    number: Annotated[int, Field(ge=1, le=500)]


class _Note(Value):
    op: UUID
    id: UUID
    walk: UUID
    base: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    made_at: AwareDatetime


class FindingNote(_Note):
    """A finding, or an edit of one."""

    kind: Literal["finding"]
    body: FindingBody


class AssessmentNote(_Note):
    """Scores, or an edit of them."""

    kind: Literal["assessment"]
    body: AssessmentBody


class TurnoutNote(_Note):
    """A turnout, or an edit of one."""

    kind: Literal["turnout"]
    body: TurnoutBody


Note = FindingNote | AssessmentNote | TurnoutNote
_RECORDS: dict[str, type[Record]] = {"finding": Finding, "assessment": Assessment, "turnout": Turnout}


class _Sent(Value):
    note: Annotated[Note, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Received:
    """A note as it arrived. sha256: of its bytes."""

    note: Note
    sha256: str

    @property
    def kind(self) -> type[Record]:
        """The record that it becomes."""
        return _RECORDS[self.note.kind]


def read_note(body: bytes, declared_sha256: str | None) -> Received:
    """The note in the bytes. Raises: DamagedOnTheWay where the hash differs; InvalidRecord."""
    sha256 = sha256_of(body, declared_sha256)
    if len(body) > LARGEST_NOTE:
        raise InvalidRecord(f"the note has {len(body)} bytes; shorten its text, {LARGEST_NOTE} are allowed")
    return Received(_Sent.from_json(b'{"note":' + body + b"}").note, sha256)


def sha256_of(body: bytes, declared: str | None) -> str:
    """The SHA-256 of bytes in hex. Raises: DamagedOnTheWay where the sender declared another."""
    found = hashlib.sha256(body).hexdigest()
    if declared is not None and declared.strip().lower() != found:
        raise DamagedOnTheWay(f"{len(body)} bytes arrived that are not those that were sent; send them again")
    return found


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was seen. offset: what was added to the phone's own time, None where its clock was right."""

    at: datetime
    offset: timedelta | None


def dated(observed_at: datetime, made_at: datetime, *, age: timedelta | None, now: datetime) -> Dated:
    """The moment of an observation, from the phone's clock where it can be believed.

    age: how long ago the note was made, measured without the clock; None where the phone does not know.
    RULE 1: an age tells the clock's error; the observation moves by it.
    RULE 2: without an age a time that lies ahead, or two months back, is replaced by the time of arrival.
    """
    if age is not None and timedelta(0) <= age <= LONGEST_AGE:
        error = now - age - made_at
        return Dated(observed_at, None) if abs(error) <= RIGHT_WITHIN else Dated(_moved(observed_at, error, now), error)
    if now - LONGEST_AGE <= observed_at <= now + _AHEAD:
        return Dated(observed_at, None)
    return Dated(now, now - observed_at)


def _moved(observed_at: datetime, error: timedelta, now: datetime) -> datetime:
    try:
        moved = observed_at + error
    except OverflowError:
        return now
    # what a note says was seen long before or after it was made is another fault of the clock
    return moved if now - LONGEST_AGE <= moved <= now + _AHEAD else now


def record_of(
    received: Received, walk: Walk, *, when: Dated | None, shift: timedelta
) -> Finding | Assessment | Turnout:
    """The record that a new note becomes.

    when: of an observation.  shift: from the clock to the municipality's own time, for demonstrations.
    RULE 1: nobody but the municipality sees it before somebody has decided on it.
    """
    note = received.note
    own: dict[str, Any] = {
        "id": note.id,
        "municipality": walk.municipality,
        "provenance": FROM_PHONE,
        "tier": max(Tier.MUNICIPALITY, walk.tier, key=list(Tier).index),
        "walk_id": walk.id,
        "received_sha256": received.sha256,
    }
    if isinstance(note, TurnoutNote) or when is None:
        return Turnout(**own, **said(note))
    own["observed_at"] = when.at + shift
    own["clock_offset_s"] = None if when.offset is None else round(when.offset.total_seconds())
    if isinstance(note, AssessmentNote):
        return Assessment(**own, **said(note))
    source = SourceType.DIGITAL_WALK if walk.form is WalkForm.DIGITAL else SourceType.WALK
    return Finding(**own, **said(note), source=source, precision=TimePrecision.MINUTE)


def said(note: Note) -> dict[str, Any]:
    """The fields of the record that are the recorder's to say, apart from the time."""
    return {name: value for name, value in dict(note.body).items() if name != "observed_at"}


def doubts(note: Note, walk: Walk, when: Dated | None) -> tuple[Doubt, ...]:
    """What a person should look at."""
    found = []
    if when is not None and when.offset is not None:
        found.append(Doubt.CLOCK)
    text = note.body.function if isinstance(note, TurnoutNote) else note.body.note
    if text and personal_marks(text):
        found.append(Doubt.NAMES_PERSON)
    position = note.body.position if isinstance(note, FindingNote) else None
    if position is not None and is_far(position, walk):
        found.append(Doubt.FAR)
    return tuple(found)


def is_far(position: Position, walk: Walk) -> bool:
    """Whether a position lies far from all that the walk has on the map; never where it has nothing there."""
    known = [stop.position for stop in walk.stops if stop.position is not None]
    if walk.route is not None:
        known += [Position(lon=lon, lat=lat) for lon, lat in walk.route.coords]
    return bool(known) and all(distance_m(one.lon, one.lat, position.lon, position.lat) > FAR_M for one in known)
