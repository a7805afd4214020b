"""How walks stand, and where one could stop: places where hotspots or reports of its themes lie, as a route. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.chain import ActionLine, HotspotCard
from geodata.columns import CATEGORY_ORDER, Columns
from geodata.daylight import SunTimes, is_dark_at
from geodata.errors import InvalidRecord
from geodata.model import (
    LOCAL_TIME,
    Assessment,
    CaseStatus,
    Category,
    Finding,
    Photo,
    Place,
    Position,
    Promise,
    Turnout,
    Walk,
    WalkForm,
)
from geodata.places import SWEREF99_TM, WGS84, nearest, to_wgs84, transform_geometry
from geodata.protocols.attendance import Who
from geodata.walkroutes import length_m, metres, minutes, shortest_order

AROUND_M = 700.0
"""How far from a place stops are looked for: a quarter of an hour on foot there and back."""
APART_M = 80.0
"""Stops nearer than this are one place to those who stand there."""
SQUARE_M = 75.0
"""Reports in the same square count as of one place."""
FEWEST_ROWS = 3
NAMED_WITHIN_M = 150.0
BESIDE_M = 30.0
"""From here on a stop lies on a side of the place that names it."""
OCTANTS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
MOST_STOPS = 20
YEARS_BACK = 3
WAITS_DAYS = 183
"""Half a year after a walk its återmöte is no longer waited for where no day was set."""


class WalkState(StrEnum):
    """How a walk stands on a day.

    untold: its day has passed, and nobody has said that it was walked.  postmeeting: walked, återmöte still to come.
    """

    GOING_ON = "going_on"
    PLANNED = "planned"
    POSTMEETING = "postmeeting"
    UNTOLD = "untold"
    WALKED = "walked"


class LostStops(InvalidRecord):
    """An edit that leaves out stops at which something was noted. stops: their numbers."""

    def __init__(self, stops: Sequence[int]) -> None:
        super().__init__(
            f"walk: something was noted at stop {', '.join(map(str, stops))}, which is left out; keep the stop, with "
            "its number"
        )
        self.stops = tuple(stops)


class WalkHasFindings(InvalidRecord):
    """A walk that something was noted on cannot be taken out of use: its findings would stand without it."""

    def __init__(self) -> None:
        super().__init__("walk: something was noted on it; findings keep their walk, so it stays in use")


@dataclass(frozen=True, slots=True)
class WalkLine:
    """A walk as a list shows it.

    held_on: the day it was walked, None before.  findings: by how they stand, none left out that is there.
    came: by those who planned it, or by the phones where they say more; None where neither knows.
    """

    walk: Walk
    version: int
    state: WalkState
    held_on: date | None
    findings: Mapping[CaseStatus, int]
    photos: int
    came: int | None

    @property
    def day(self) -> date:
        """The day it stands at in a list."""
        return self.held_on or self.walk.planned_on


@dataclass(frozen=True, slots=True)
class WalkLight:
    """When it gets dark on a walk, and how long it takes.

    position: the middle of its stops, or of its place, area or municipality; sun: there on its day.  starts_dark:
    whether it is dark when it begins, None where time or place is not said.  length_m: metres of its route; minutes:
    with the stops, of which there are so many.
    """

    position: Position | None
    sun: SunTimes | None
    starts_dark: bool | None
    length_m: float
    minutes: int
    stops: int = 0
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WalkStory:
    """A walk with all that belongs to it, as the asker may see it.

    route: WGS84, None for fewer than two stops.  previous: whose stops are walked again; following: those that walk
    this one's again.  who: came, by function.  action: None where it has none, or one that is no longer there.
    """

    line: WalkLine
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...]
    who: tuple[Who, ...]
    photos: tuple[Photo, ...]
    light: WalkLight
    route: Any
    previous: Walk | None
    following: tuple[Walk, ...]
    action: ActionLine | None
    promises: tuple[Promise, ...]
    place: Place | None
    today: date

    @property
    def walk(self) -> Walk:
        """The walk itself."""
        return self.line.walk


class WhyHere(StrEnum):
    """Why a stop is proposed: a hotspot lies there, reports gather there, or it is the place that was asked about."""

    HOTSPOT = "hotspot"
    REPORTS = "reports"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class ProposedStop:
    """A place to stop at. why, rows, categories: how much lies there and of what; hotspot: its ref.

    name: of the place or hotspot there, None where none is near.  side: on which side of it, one of OCTANTS.
    """

    name: str | None
    position: Position
    why: WhyHere
    side: str | None = None
    rows: int = 0
    categories: tuple[tuple[Category, int], ...] = ()
    hotspot: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedRoute:
    """Stops in the order of a short route. length_m: straight between them.  since: of the evidence counted."""

    stops: tuple[ProposedStop, ...]
    length_m: float
    minutes: int
    since: date


def held_on(walk: Walk, has_findings: bool, on: date) -> date | None:
    """The day a walk was walked, None where it was not or nobody has said so.

    RULE 1: a walk counts as walked when somebody said when it began, made its protocol, or noted something on it.
    RULE 2: a digital one is done when its window has closed, or its protocol is made.
    """
    if walk.form is WalkForm.DIGITAL:
        if walk.ended_at is not None:
            return walk.ended_at.astimezone(LOCAL_TIME).date()
        last = walk.open_until or walk.planned_on
        return last if last < on and (has_findings or walk.walked_at is not None) else None
    begun = walk.walked_at or walk.ended_at
    if begun is not None:
        day = begun.astimezone(LOCAL_TIME).date()
        return day if day <= on else None
    return walk.planned_on if has_findings and walk.planned_on <= on else None


def state_of(walk: Walk, *, has_findings: bool, on: date) -> WalkState:
    """How a walk stands on a day."""
    last = (walk.open_until or walk.planned_on) if walk.form is WalkForm.DIGITAL else walk.planned_on
    if walk.ended_at is None and walk.planned_on <= on <= last:
        return WalkState.GOING_ON
    held = held_on(walk, has_findings, on)
    if held is None:
        return WalkState.PLANNED if walk.planned_on > on else WalkState.UNTOLD
    waited_for = walk.postmeeting_on or held + timedelta(days=WAITS_DAYS)
    if not walk.postmeeting_notes and waited_for >= on:
        return WalkState.POSTMEETING
    return WalkState.WALKED


def came(walk: Walk, turnout: Sequence[Turnout]) -> int | None:
    """How many took part. RULE 3: a phone that nobody counted is not added to those who were counted."""
    told, phones = sum(one.number for one in walk.participants), sum(one.number for one in turnout)
    return max(told, phones) or None


def starts_dark(starts_at: datetime | None, at: Position | None) -> bool | None:
    """Whether it is dark when a walk begins; None where time or place is not said."""
    return None if starts_at is None or at is None else is_dark_at(starts_at, at.lon, at.lat)


def propose(
    *,
    cards: Sequence[HotspotCard],
    columns: Columns,
    chosen: NDArray[np.bool_],
    within: Any,
    place: Place | None,
    known: Sequence[Place],
    most: int,
    since: date,
) -> ProposedRoute:
    """Stops within an outline, those with most evidence first, in the order of a short route.

    within: WGS84 outline, None for round the foremost hotspot: one walk does not cross a town.  place: that was asked
    about, where the route begins.  cards: hotspots, ranked.  chosen: rows of the columns that count.  known: places
    that give stops their names.
    """
    metric = None if within is None else transform_geometry(within, from_epsg=WGS84, to_epsg=SWEREF99_TM)
    stops = _of_place(place)
    stops += _of_hotspots(cards, metric, stops, most - len(stops))
    if stops and within is None:
        metric = shapely.MultiPoint(metres([stops[0].position])).buffer(AROUND_M)
        stops = [stop for stop in stops if not _is_outside(metres([stop.position]), metric)]
    stops += _of_reports(columns, chosen, metric, stops, known=known, most=most - len(stops))
    points = metres([stop.position for stop in stops])
    ordered = tuple(stops[number] for number in shortest_order(points, 0 if _of_place(place) else None))
    line = None
    if len(ordered) > 1:
        line = shapely.LineString([(stop.position.lon, stop.position.lat) for stop in ordered])
    length = length_m(line)
    return ProposedRoute(ordered, length, minutes(length, len(ordered)), since)


def _of_place(place: Place | None) -> list[ProposedStop]:
    if place is None or place.position is None:
        return []
    return [ProposedStop(place.name, place.position, WhyHere.PLACE)]


def _of_hotspots(
    cards: Sequence[HotspotCard], within: Any, stops: Sequence[ProposedStop], most: int
) -> list[ProposedStop]:
    found: list[ProposedStop] = []
    for card in cards:
        if len(found) >= most:
            break
        at = metres([card.peak])
        if _is_outside(at, within) or _is_near(at, [*stops, *found], APART_M):
            continue
        found.append(
            ProposedStop(
                card.name, card.peak, WhyHere.HOTSPOT, rows=card.count, categories=card.categories, hotspot=card.ref
            )
        )
    return found


def _of_reports(
    columns: Columns,
    chosen: NDArray[np.bool_],
    within: Any,
    stops: Sequence[ProposedStop],
    *,
    known: Sequence[Place],
    most: int,
) -> list[ProposedStop]:
    """The fullest squares first, each where its rows have their middle, and not where one stops already."""
    rows = np.flatnonzero(chosen & columns.located)
    points = np.column_stack([columns.east_dm[rows], columns.north_dm[rows]]) / 10.0
    if within is not None and len(rows):
        inside = shapely.contains_xy(within, points)
        rows, points = rows[inside], points[inside]
    if most <= 0 or not len(rows):
        return []
    squares, square_of, counts = np.unique(
        np.floor(points / SQUARE_M).astype(np.int64), axis=0, return_inverse=True, return_counts=True
    )
    in_order = np.argsort(square_of.ravel(), kind="stable")
    ends = np.cumsum(counts)
    found: list[ProposedStop] = []
    # ties by where they lie, so that the same evidence gives the same stops in whatever order it came
    for square in np.lexsort((squares[:, 1], squares[:, 0], -counts)).tolist():
        if counts[square] < FEWEST_ROWS or len(found) >= most:
            break
        own = in_order[ends[square] - counts[square] : ends[square]]
        middle = points[own].mean(axis=0)
        if _is_near(middle[None], [*stops, *found], APART_M):
            continue
        lon, lat = to_wgs84(float(middle[0]), float(middle[1]))
        at = Position(lon=lon, lat=lat)
        told = _by_category(columns, rows[own])
        name, side = _name_at(at, known)
        found.append(ProposedStop(name, at, WhyHere.REPORTS, side, len(own), told))
    return found


def _by_category(columns: Columns, rows: NDArray[np.int64]) -> tuple[tuple[Category, int], ...]:
    counts = np.bincount(columns.category[rows], minlength=len(CATEGORY_ORDER)).tolist()
    told = [(category, count) for category, count in zip(CATEGORY_ORDER, counts, strict=True) if count]
    return tuple(sorted(told, key=lambda pair: (-pair[1], pair[0].value)))


def _name_at(at: Position, known: Sequence[Place]) -> tuple[str | None, str | None]:
    """The nearest place, and on which side of it one stands."""
    located = [(place.name, place.position) for place in known if place.position is not None]
    points, (own,) = metres([position for _, position in located]), metres([at])
    best = nearest(float(own[0]), float(own[1]), points[:, 0], points[:, 1], within_m=NAMED_WITHIN_M)
    if best < 0:
        return None, None
    east, north = (own - points[best]).tolist()
    if np.hypot(east, north) < BESIDE_M:
        return located[best][0], None
    return located[best][0], OCTANTS[round(np.degrees(np.arctan2(east, north)) / 45) % 8]


def _is_outside(at: NDArray[np.float64], within: Any) -> bool:
    return within is not None and not bool(shapely.contains_xy(within, at)[0])


def _is_near(at: NDArray[np.float64], stops: Sequence[ProposedStop], apart: float) -> bool:
    if not stops:
        return False
    return bool((np.hypot(*(metres([stop.position for stop in stops]) - at).T) < apart).any())
