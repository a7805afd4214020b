"""Made-up rows of evidence as columns, and the rules of a view said of one row at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from hypothesis import strategies as st

from geodata import places
from geodata.columns import CATEGORY_ORDER, KINDS, LIGHTS, UNKNOWN_MINUTE, Columns
from geodata.model import CaseStatus, Category, EvidenceKind, Feeling, Light, SourceType, View

AREAS = ("A1", "A2", "A3")
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Row:
    """One report or finding. minute: None where the time of day is unknown.  lon: None where the place is."""

    kind: EvidenceKind = EvidenceKind.REPORT
    category: Category = Category.LIGHTING
    day: date = date(2016, 5, 4)
    minute: int | None = None
    area: str = ""
    source: SourceType = SourceType.APP
    status: CaseStatus = CaseStatus.NEW
    safe: bool = False
    severity: int = 0
    lon: float | None = None
    lat: float | None = None
    light: Light | None = None


rows = st.builds(
    Row,
    kind=st.sampled_from(EvidenceKind),
    category=st.sampled_from(tuple(Category)[:4]),
    day=st.dates(date(2015, 11, 1), date(2017, 3, 31)),
    minute=st.none() | st.integers(0, 1439),
    area=st.sampled_from(("", *AREAS)),
    source=st.sampled_from(SourceType),
    status=st.sampled_from(CaseStatus),
    safe=st.booleans(),
    severity=st.integers(0, 3),
    lon=st.none() | st.floats(16.1, 16.6),
    lat=st.floats(56.5, 56.9),
    light=st.sampled_from(LIGHTS),
)

_days = st.none() | st.dates(date(2015, 10, 1), date(2017, 5, 1))
_corners = st.tuples(st.floats(16.1, 16.6).map(lambda x: round(x, 5)), st.floats(56.5, 56.9).map(lambda y: round(y, 5)))
_narrow = st.fixed_dictionaries(
    {},
    optional={
        "statuses": st.frozensets(st.sampled_from(CaseStatus), max_size=3),
        "sources": st.frozensets(st.sampled_from(SourceType), max_size=3),
        "weekdays": st.frozensets(st.integers(1, 7), max_size=4),
        "light": st.sampled_from(LIGHTS),
        "within": st.lists(_corners, min_size=3, max_size=7).map(tuple),
    },
)
views = st.builds(
    lambda since, until, hours, categories, kinds, feeling, areas, narrow: View(
        municipality="0880",
        since=min(since, until) if since and until else since,
        until=max(since, until) if since and until else until,
        hours=None if hours is None or hours[0] == hours[1] or hours == (0, 24) else hours,
        categories=categories,
        kinds=kinds,
        feeling=feeling,
        area_codes=areas,
        **narrow,
    ),
    _days,
    _days,
    st.none() | st.tuples(st.integers(0, 23), st.integers(1, 24)),
    st.frozensets(st.sampled_from(tuple(Category)[:5]), max_size=3),
    st.frozensets(st.sampled_from(EvidenceKind), max_size=2),
    st.none() | st.sampled_from(Feeling),
    st.frozensets(st.sampled_from((*AREAS, "B9")), max_size=2),
    st.just({}) | _narrow,
)


def lies_in(ring: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a line to the east meets the ring an odd number of times."""
    odd = False
    for (ax, ay), (bx, by) in zip(ring, (ring[-1], *ring[:-1]), strict=True):
        if (ay > y) != (by > y) and x < ax + ((bx - ax) * (y - ay)) / (by - ay):
            odd = not odd
    return odd


def passes(row: Row, view: View) -> bool:
    """Whether a view lets a row through, in words instead of columns."""
    if view.within:
        if row.lon is None or row.lat is None:
            return False
        # positions reach the browser with fewer digits, and count alike in both places
        if not lies_in(view.within, float(np.float32(row.lon)), float(np.float32(row.lat))):
            return False
    if view.hours:
        first, end = view.hours
        hour = None if row.minute is None else row.minute // 60
        if hour is None or not (first <= hour < end if first < end else hour >= first or hour < end):
            return False
    return (
        (view.since is None or row.day >= view.since)
        and (view.until is None or row.day <= view.until)
        and (not view.categories or row.category in view.categories)
        and (not view.kinds or row.kind in view.kinds)
        and (view.feeling is None or row.safe == (view.feeling is Feeling.SAFE))
        and (not view.area_codes or row.area in view.area_codes)
        and (not view.statuses or row.status in view.statuses)
        and (not view.sources or row.source in view.sources)
        and (not view.weekdays or row.day.isoweekday() in view.weekdays)
        and (view.light is None or row.light is view.light)
    )


def columns_of(of: Sequence[Row], *, order: Sequence[int] | None = None) -> Columns:
    """The rows by day, or in an order of one's own."""
    by_day = sorted(of, key=lambda row: row.day)
    placed = by_day if order is None else [by_day[at] for at in order]
    lon = np.array([np.nan if row.lon is None else row.lon for row in placed], np.float64)
    lat = np.array([np.nan if row.lon is None or row.lat is None else row.lat for row in placed], np.float64)
    east, north = (np.where(np.isnan(lon), places.NOT_LOCATED, 0).astype(np.int32) for _ in range(2))
    sources, statuses = tuple(SourceType), tuple(CaseStatus)
    return Columns(
        version=3,
        area_codes=AREAS,
        municipalities=("0880",) if placed else (),
        ids=np.array([number.to_bytes(16, "big") for number in range(1, len(placed) + 1)], "S16"),
        kind=np.array([KINDS.index(row.kind) for row in placed], np.uint8),
        category=np.array([CATEGORY_ORDER.index(row.category) for row in placed], np.uint8),
        source=np.array([sources.index(row.source) for row in placed], np.uint8),
        status=np.array([statuses.index(row.status) for row in placed], np.uint8),
        safe=np.array([row.safe for row in placed], np.bool_),
        lon=lon,
        lat=lat,
        east_dm=east,
        north_dm=north,
        day=np.array([row.day.toordinal() - _EPOCH for row in placed], np.int32),
        minute=np.array([UNKNOWN_MINUTE if row.minute is None else row.minute for row in placed], np.uint16),
        dated=np.ones(len(placed), np.bool_),
        area=np.array([("", *AREAS).index(row.area) - 1 for row in placed], np.int16),
        municipality=np.zeros(len(placed), np.uint16),
        severity=np.array([row.severity for row in placed], np.uint8),
        light=np.array([LIGHTS.index(row.light) for row in placed], np.uint8),
    )
