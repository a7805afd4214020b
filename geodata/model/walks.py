"""Safety walks: how they are planned, who may record on them, what is scored and photographed, who came."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from geodata.model.base import (
    AreaCode,
    Count,
    Instant,
    Name,
    Observed,
    Position,
    Real,
    Record,
    Restricted,
    Route,
    Sha256,
    Text,
    Tier,
    Value,
)
from geodata.model.evidence import Rubric
from geodata.model.taxonomy import Category

Notes = Annotated[Text | None, Restricted(Tier.MUNICIPALITY)]
StopNumber = Annotated[int, Field(ge=1, le=200)]


class WalkForm(StrEnum):
    """A joint walk on foot, or a self-guided digital one."""

    PHYSICAL = "physical"
    DIGITAL = "digital"


class Stop(Value):
    """A numbered stop of a walk."""

    number: StopNumber
    name: Name
    position: Position | None = None


class Attendance(Value):
    """How many took part in a function ("boende", "polis"); never who."""

    function: Name
    number: Count


class Walk(Record):
    """A trygghetsvandring: förmöte, vandring, återmöte. A digital one is open from planned_on to open_until.

    themes, own_theme: what is looked for, in the shared categories and in own words.  starts_at: planned; walked_at:
    when it really began; ended_at: when the protocol was made.  previous_id: the walk whose stops are walked again.
    """

    kind: ClassVar[str] = "walk"

    title: Name
    form: WalkForm = WalkForm.PHYSICAL
    themes: tuple[Category, ...] = ()
    planned_on: date
    open_until: date | None = None
    premeeting_on: date | None = None
    walked_at: Instant | None = None
    postmeeting_on: date | None = None
    in_dark: bool | None = None
    area_code: AreaCode | None = None
    place_id: UUID | None = None
    route: Route | None = None
    stops: tuple[Stop, ...] = ()
    participants: tuple[Attendance, ...] = ()
    action_id: UUID | None = None
    own_theme: Text | None = None
    starts_at: Instant | None = None
    meeting_point: Text | None = None
    premeeting_notes: Notes = None
    postmeeting_notes: Notes = None
    ended_at: Instant | None = None
    previous_id: UUID | None = None

    @model_validator(mode="after")
    def _is_told_once(self) -> Self:
        numbers = [stop.number for stop in self.stops]
        if len(set(numbers)) < len(numbers):
            raise ValueError("two stops have the same number; number them anew")
        if self.open_until is not None and self.open_until < self.planned_on:
            raise ValueError(f"closes {self.open_until} before it opens {self.planned_on}; swap the days")
        if self.previous_id == self.id:
            raise ValueError("follows itself; choose an earlier walk")
        return self


class Invitation(Record):
    """Leave to record on a walk, for whoever holds its token. token_sha256: the token itself is kept nowhere.

    expires_at: from then on nothing more is taken in.  revoked_at: None while it stands.  label: for whom, a group.
    """

    kind: ClassVar[str] = "invitation"

    tier: Tier = Tier.MUNICIPALITY
    walk_id: UUID
    token_sha256: Sha256
    expires_at: Instant
    revoked_at: Instant | None = None
    label: Text | None = None


class Assessment(Record):
    """One recorder's scores of one stop. received_sha256, clock_offset_s: as of a Finding."""

    kind: ClassVar[str] = "assessment"

    walk_id: UUID
    stop: StopNumber
    observed_at: Observed
    rubric: Rubric
    in_dark: bool | None = None
    note: Notes = None
    received_sha256: Sha256 | None = None
    clock_offset_s: Annotated[int, Field(ge=-(2**53), le=2**53)] | None = None


class Turnout(Record):
    """How many take part with one phone, by function: what a walk without a secretary knows of who came."""

    kind: ClassVar[str] = "turnout"

    walk_id: UUID
    function: Name
    number: Annotated[int, Field(ge=1, le=500)]
    received_sha256: Sha256 | None = None


class Rectangle(Value):
    """A part of a picture, as shares of its width and height from the upper left corner."""

    left: Annotated[Real, Field(ge=0, le=1)]
    top: Annotated[Real, Field(ge=0, le=1)]
    width: Annotated[Real, Field(ge=0.001, le=1)]
    height: Annotated[Real, Field(ge=0.001, le=1)]


class Photo(Record):
    """A photo of a finding, which may arrive before its finding does.

    received_sha256: of the bytes received, which are dropped once the cleaned picture is durable; kept_sha256: of that
    one, without metadata; shown_sha256: of what others may see, with `blurred` made unreadable, None before release.
    width, height: pixels of the cleaned picture.
    """

    kind: ClassVar[str] = "photo"

    tier: Tier = Tier.MUNICIPALITY
    walk_id: UUID
    finding_id: UUID
    received_sha256: Sha256
    kept_sha256: Sha256
    width: Count
    height: Count
    blurred: tuple[Rectangle, ...] = ()
    released_on: date | None = None
    shown_sha256: Sha256 | None = None

    @model_validator(mode="after")
    def _is_public_once_released(self) -> Self:
        released = self.released_on is not None
        if released != (self.shown_sha256 is not None):
            raise ValueError("released and without a picture to show, or the other way round; release it anew")
        if self.tier is Tier.PUBLIC and not released:
            raise ValueError("public before it is released; release it first")
        return self
