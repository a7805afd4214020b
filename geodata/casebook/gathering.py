"""From rows to hotspots as people meet them: found or adopted, named, ranked and described. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata import places
from geodata.analysis.directions import Direction, directions
from geodata.analysis.divergence import Divergence, divergence
from geodata.analysis.holdout import HoldOut, Proof, hold_out
from geodata.analysis.hotspots import Cluster, HotspotSettings, find_hotspots
from geodata.analysis.identity import match
from geodata.analysis.rates import poisson_limits
from geodata.analysis.refresh import Ground, refreshed
from geodata.analysis.trends import profile
from geodata.chain import EvidenceSummary, FeltAndFound, Growth, HotspotCard, Standing
from geodata.columns import CATEGORY_ORDER, KINDS, UNKNOWN_MINUTE, Columns
from geodata.linking import GapKind, Profile
from geodata.model import (
    Area,
    Category,
    Dialogue,
    EvidenceKind,
    Hotspot,
    HotspotState,
    Place,
    PlaceKind,
    Position,
    SourceType,
    View,
)

NAMED_WITHIN_M = 500
_BESIDE = 0.02
"""Degrees round an outline, more than 500 m anywhere in Sweden: farther away no place has to be measured."""
_BESIDE_LAT = 0.005
"""The same of latitude alone, where a degree is 111 km everywhere."""
_FEW_OUTLINES = 64
_REF = re.compile(r"^k-(-?\d{1,8})-(-?\d{1,8})$")
_SOURCES = tuple(SourceType)
_FINDING = KINDS.index(EvidenceKind.FINDING)
_FELT_AND_FOUND = {
    Divergence.MORE_OF_FIRST: FeltAndFound.MORE_FELT,
    Divergence.MORE_OF_SECOND: FeltAndFound.MORE_FOUND,
    Divergence.ALIKE: FeltAndFound.ALIKE,
    Divergence.TOO_FEW: FeltAndFound.TOO_FEW,
}
# A town's or district's name says less than its area's; only places that one can stand on lend their name.
_UNFIT_TO_NAME = {PlaceKind.LOCALITY, PlaceKind.NEIGHBOURHOOD}


@dataclass(frozen=True, slots=True)
class KeptHotspot:
    """An adopted or dismissed hotspot with its version and its outline in SWEREF 99 TM, metres."""

    record: Hotspot
    version: int
    outline_m: BaseGeometry


@dataclass(frozen=True, slots=True)
class Gathering:
    """A hotspot card with the rows that lie in it (row numbers of the columns, ascending)."""

    card: HotspotCard
    rows: NDArray[np.int64]
    outline_m: BaseGeometry


@dataclass(frozen=True, slots=True)
class Gathered:
    """The hotspots of a view, ranked, and how they were found and tested."""

    hotspots: tuple[Gathering, ...]
    tested: HoldOut
    settings: HotspotSettings


def gather(
    columns: Columns,
    chosen: NDArray[np.bool_],
    *,
    kept: Sequence[KeptHotspot],
    places_known: Sequence[Place],
    areas: Mapping[str, Area],
    ground: Ground,
    finding_weight: float = 1.0,
    earlier: Sequence[BaseGeometry] = (),
    period: tuple[date, date],
) -> Gathered:
    """Hotspots of the chosen rows, ranked by weighted count, each with its direction and whether later rows confirm it.

    kept: adopted ones stand whether or not the rows still gather there; dismissed ones hide the candidates at their
    place.  ground: the columns, with the settings and the municipality's outline.  finding_weight: how
    many reports a finding counts for in the density and the ranking; counts stay counts.  earlier: further outlines
    that stood before, in which less density holds a place.  period: first and last day that a trend is judged by, see
    trend_period.
    """
    adopted = [hotspot for hotspot in kept if hotspot.record.state is HotspotState.ADOPTED]
    outlines = [hotspot.outline_m for hotspot in adopted]
    before = [*(hotspot.outline_m for hotspot in kept), *earlier]
    found, tested = _found(columns, chosen, ground, finding_weight, earlier=before, also=outlines)
    decided = shapely.STRtree([hotspot.outline_m for hotspot in kept])
    of_clusters, of_adopted = tested.proofs[: len(found)], tested.proofs[len(found) :]
    inside = _rows_inside(outlines, columns, chosen)
    proven = [
        *((_of_record(h, columns, rows), proof) for h, rows, proof in zip(adopted, inside, of_adopted, strict=True)),
        *((_of_cluster(c, columns), p) for c, p in zip(found, of_clusters, strict=True) if not _stands(c, decided)),
    ]
    proven.sort(key=lambda one: (-one[0].card.reports - finding_weight * one[0].card.findings, one[0].card.ref))
    gatherings = [g for g, _ in proven]
    courses = _courses(columns, gatherings, period)
    beside = _felt_and_found(columns, gatherings, chosen)
    hotspots = tuple(
        replace(g, card=replace(g.card, rank=rank, felt_and_found=said, **_judged(proof, course)))
        for rank, (g, (_, proof), course, said) in enumerate(
            zip(_named(gatherings, places_known, areas), proven, courses, beside, strict=True), start=1
        )
    )
    return Gathered(hotspots, tested, ground.settings)


def _found(
    columns: Columns,
    chosen: NDArray[np.bool_],
    ground: Ground,
    finding_weight: float,
    *,
    earlier: Sequence[BaseGeometry],
    also: Sequence[BaseGeometry],
) -> tuple[tuple[Cluster, ...], HoldOut]:
    """Where the chosen rows gather, and the proofs of these places and then of `also`."""
    if finding_weight == 1:
        answer = refreshed(ground, chosen, earlier=earlier, also=also)
        return answer.map.clusters, answer.proof
    at: dict[str, Any] = {
        "east_dm": columns.east_dm,
        "north_dm": columns.north_dm,
        "settings": ground.settings,
        "chosen": chosen,
    }
    weights = np.where(columns.kind == _FINDING, finding_weight, 1.0)
    found = find_hotspots(**at, weights=weights, window=ground.window, earlier=earlier).clusters
    shown = [*(cluster.outline for cluster in found), *also]
    return found, hold_out(**at, day=columns.day, window=ground.window, shown=shown)


def _judged(proof: Proof | None, course: Direction | None) -> dict[str, Any]:
    """What the tests say, as a card tells it."""
    said: dict[str, Any] = {"trend": course.word.value if course else "", "growth": None}
    if course and course.slope:
        said["growth"] = Growth(course.slope.yearly, course.slope.low, course.slope.high)
    if proof is None:
        return said
    standing = Standing.CONFIRMED if proof.confirmed else Standing.CANDIDATE
    return {**said, "standing": standing, "p": proof.p, "later": proof.later_count, "expected": proof.expected}


def _felt_and_found(columns: Columns, gatherings: Sequence[Gathering], chosen: NDArray[np.bool_]) -> list[FeltAndFound]:
    """Whether a place's share of all reports is another than its share of all findings, beyond chance."""
    findings = int(np.count_nonzero((columns.kind == _FINDING) & chosen))
    reports = int(np.count_nonzero(chosen)) - findings
    if not gatherings or not reports or not findings:
        return [FeltAndFound.TOO_FEW] * len(gatherings)
    counts = {"felt": [g.card.reports for g in gatherings], "found": [g.card.findings for g in gatherings]}
    compared = divergence(counts, {"felt": reports, "found": findings})
    return [_FELT_AND_FOUND[one.said] for one in compared]


def _courses(
    columns: Columns, gatherings: Sequence[Gathering], period: tuple[date, date]
) -> tuple[Direction | None, ...]:
    """The direction of each hotspot over the calendar months of the period."""
    first, last = period
    begin = first.year * 12 + first.month - 1
    months = max(0, last.year * 12 + last.month - begin)  # none where the view ends before the evidence begins
    # rows lie by day: where each month begins among all is where it begins among a place's own
    edges = np.arange(begin - 1970 * 12, begin - 1970 * 12 + months + 1).astype("datetime64[M]").astype("datetime64[D]")
    starts = np.searchsorted(columns.day, edges.astype(np.int64).astype(columns.day.dtype))
    counts = np.zeros((len(gatherings), months), np.int64)
    for row, g in enumerate(gatherings):
        counts[row] = np.diff(np.searchsorted(g.rows, starts))
    return directions(counts, first_month=first.replace(day=1), today=last)


def _stands(cluster: Cluster, decided: shapely.STRtree) -> bool:
    """Whether a person already decided about this cluster's place. decided: outlines of those hotspots."""
    peak = shapely.Point(cluster.peak_east_m, cluster.peak_north_m)
    if decided.query(peak, predicate="intersects").size:
        return True
    beside = decided.geometries[decided.query(cluster.outline)]
    return bool(match([cluster.outline], list(beside)).kept)


def _rows_inside(
    outlines: Sequence[BaseGeometry], columns: Columns, chosen: NDArray[np.bool_]
) -> list[NDArray[np.int64]]:
    """The chosen rows in each outline, ascending. Few outlines look at all rows each; many share a tree of the rows."""
    usable = np.flatnonzero(chosen & columns.located)
    east, north = columns.east_dm[usable], columns.north_dm[usable]
    if len(outlines) > _FEW_OUTLINES:
        points = np.asarray(shapely.points(east / 10, north / 10), dtype=object)
        outline, point = shapely.STRtree(points).query(np.asarray(outlines, dtype=object), predicate="intersects")
        order = np.lexsort((point, outline))
        starts = np.searchsorted(outline[order], np.arange(len(outlines) + 1))
        return [usable[point[order[a:b]]] for a, b in pairwise(starts.tolist())]
    found = []
    for shape in outlines:
        west, south, east_end, north_end = (side * 10 for side in shape.bounds)
        near = np.flatnonzero((east >= west) & (east <= east_end) & (north >= south) & (north <= north_end))
        found.append(usable[near[shapely.intersects_xy(shape, east[near] / 10, north[near] / 10)]])
    return found


def _of_record(hotspot: KeptHotspot, columns: Columns, rows: NDArray[np.int64]) -> Gathering:
    record = hotspot.record
    return _gathering(
        columns,
        rows,
        hotspot.outline_m,
        ref=str(record.id),
        version=hotspot.version,
        name=record.name,
        state=record.state,
        outline=record.outline,
        peak=record.peak,
    )


def _of_cluster(cluster: Cluster, columns: Columns) -> Gathering:
    lon, lat = places.to_wgs84(np.array([cluster.peak_east_m]), np.array([cluster.peak_north_m]))
    outline = places.transform_geometry(cluster.outline, from_epsg=places.SWEREF99_TM, to_epsg=places.WGS84)
    return _gathering(
        columns,
        cluster.rows,
        cluster.outline,
        ref=f"k-{round(cluster.peak_east_m)}-{round(cluster.peak_north_m)}",
        version=0,
        name="",
        state=HotspotState.CANDIDATE,
        outline=outline,
        peak=Position(lon=float(lon[0]), lat=float(lat[0])),
    )


def _gathering(
    columns: Columns,
    rows: NDArray[np.int64],
    outline_m: BaseGeometry,
    *,
    ref: str,
    version: int,
    name: str,
    state: HotspotState,
    outline: BaseGeometry,
    peak: Position,
) -> Gathering:
    findings = int(np.count_nonzero(columns.kind[rows] == _FINDING))
    low, high = poisson_limits(len(rows))
    # -1 is none
    area = np.bincount(columns.area[rows] + np.int16(1), minlength=1)[1:]
    card = HotspotCard(
        ref=ref,
        version=version,
        name=name,
        state=state,
        rank=0,
        count=len(rows),
        count_low=float(low),
        count_high=float(high),
        reports=len(rows) - findings,
        findings=findings,
        trend="",
        growth=None,
        standing=Standing.UNTESTED,
        p=None,
        later=None,
        expected=None,
        categories=_by_category(columns, rows),
        outline=outline,
        peak=peak,
        area_code=columns.area_codes[int(area.argmax())] if area.any() else "",
        actions=0,
        late_actions=0,
        gaps=(GapKind.NO_ACTION,),
        felt_and_found=FeltAndFound.TOO_FEW,
    )
    return Gathering(card, rows, outline_m)


def trend_period(columns: Columns, view: View, today: date) -> tuple[date, date]:
    """First and last day that a trend is judged by.

    All of the evidence, not only a place's own, so that a place that came late is seen as new, and evidence that ends
    before today by its own last day: a file of old years is not a town where all is well. What the view's period
    leaves out is not asked for: it would look like silence.
    """
    first, last = (_date(columns.day.min()), _date(columns.day.max())) if len(columns) else (today, today)
    return max(first, view.since or first), min(last, today, view.until or last)


def _by_category(columns: Columns, rows: NDArray[np.int64]) -> tuple[tuple[Category, int], ...]:
    counts = np.bincount(columns.category[rows], minlength=len(CATEGORY_ORDER))
    ranked = sorted(range(len(CATEGORY_ORDER)), key=lambda i: (-counts[i], i))
    return tuple((CATEGORY_ORDER[i], int(counts[i])) for i in ranked if counts[i])


def _named(gatherings: Sequence[Gathering], known: Sequence[Place], areas: Mapping[str, Area]) -> list[Gathering]:
    """Names by the nearest gazetteer place within 500 m, otherwise by area and number; no name is given twice.

    Where neither is known, the peak's latitude and longitude.
    """
    fit = [place for place in known if place.position and place.place_kind not in _UNFIT_TO_NAME]
    taken = {g.card.name for g in gatherings if g.card.name}
    numbers: dict[str, int] = {}
    named = []
    for g in gatherings:
        name = g.card.name
        if not name:
            near = _by_distance(g.card.peak, fit)
            name = next((place.name for place in near if place.name not in taken), "")
        if not name:
            peak = g.card.peak
            base = areas[g.card.area_code].name if g.card.area_code in areas else f"{peak.lat:.4f}, {peak.lon:.4f}"
            name = base
            while name in taken:
                numbers[base] = numbers.get(base, 1) + 1
                name = f"{base} ({numbers[base]})"
        taken.add(name)
        named.append(replace(g, card=replace(g.card, name=name)))
    return named


def _by_distance(peak: Position, known: Sequence[Place]) -> list[Place]:
    """Those within 500 m, nearest first."""
    near = [
        (places.distance_m(peak.lon, peak.lat, at.lon, at.lat), place.name, place)
        for place in known
        if (at := place.position) and abs(at.lon - peak.lon) <= _BESIDE and abs(at.lat - peak.lat) <= _BESIDE_LAT
    ]
    return [place for away, _, place in sorted(near, key=lambda item: item[:2]) if away <= NAMED_WITHIN_M]


def locate(gatherings: Sequence[Gathering], ref: str) -> Gathering | None:
    """The hotspot that a lasting name means: by its ref, or the one that now covers the candidate's peak."""
    exact = next((g for g in gatherings if g.card.ref == ref), None)
    if exact:
        return exact
    peak = _REF.match(ref)
    if not peak:
        return None
    point = shapely.Point(int(peak[1]), int(peak[2]))
    return next((g for g in gatherings if g.outline_m.covers(point)), None)


def summary(
    columns: Columns,
    gathering: Gathering,
    view_rows: NDArray[np.bool_],
    safe_rows: NDArray[np.bool_],
    dialogues: Sequence[Dialogue],
) -> EvidenceSummary:
    """What is known of a hotspot. view_rows: the rows chosen; safe_rows: the same view, places called safe."""
    rows = gathering.rows
    days = columns.day[view_rows]
    period = (_date(days.min()), _date(days.max())) if len(days) else None
    seen = profile(columns.minute[rows], columns.day[rows], period=period)
    sources = np.bincount(columns.source[rows], minlength=len(_SOURCES))
    safe = np.flatnonzero(safe_rows & columns.located)
    inside = shapely.intersects_xy(gathering.outline_m, columns.east_dm[safe] / 10, columns.north_dm[safe] / 10)
    return EvidenceSummary(
        reports=gathering.card.reports,
        findings=gathering.card.findings,
        safe=int(inside.sum()),
        first_on=_date(columns.day[rows].min()) if len(rows) else None,
        last_on=_date(columns.day[rows].max()) if len(rows) else None,
        trend=gathering.card.trend,
        by_category=gathering.card.categories,
        by_source=tuple(
            (_SOURCES[i].value, int(sources[i]))
            for i in sorted(range(len(_SOURCES)), key=lambda i: -sources[i])
            if sources[i]
        ),
        by_month=_months(seen.first_month, seen.monthly),
        by_hour=tuple(int(n) for n in seen.by_hour),
        unknown_hour=seen.hour_unknown,
        by_weekday=tuple(int(n) for n in seen.by_weekday),
        dialogues=tuple(dialogues),
    )


def suggestion_profile(
    columns: Columns, gathering: Gathering, known: Sequence[Place], areas: Mapping[str, Area]
) -> Profile:
    """What suggestions ask about a hotspot."""
    rows = gathering.rows
    total = max(1, gathering.card.count)
    codes = {columns.area_codes[i] for i in np.unique(columns.area[rows]) if i >= 0}
    codes |= {parent for code in codes if code in areas and (parent := areas[code].parent)}
    timed = rows[columns.minute[rows] != UNKNOWN_MINUTE]
    # 1970-01-01 was a Thursday
    slot = (columns.day[timed] + 3) % 7 * 24 + columns.minute[timed] // 60
    week = np.bincount(slot, minlength=7 * 24).reshape(7, 24)
    west, south, east, north = gathering.card.outline.bounds
    known = [
        place
        for place in known
        if (at := place.position)
        and west - _BESIDE <= at.lon <= east + _BESIDE
        and south - _BESIDE <= at.lat <= north + _BESIDE
    ]
    near = {place.id for place in _by_distance(gathering.card.peak, known)}
    return Profile(
        categories={category: n / total for category, n in gathering.card.categories},
        place_ids=frozenset(near | _inside(gathering, known)),
        area_codes=frozenset(codes),
        first_on=_date(columns.day[rows].min()) if len(rows) else None,
        last_on=_date(columns.day[rows].max()) if len(rows) else None,
        by_week_hour=week.tolist(),
    )


def _inside(gathering: Gathering, known: Sequence[Place]) -> set[UUID]:
    outline = gathering.card.outline
    return {p.id for p in known if p.position and shapely.intersects_xy(outline, p.position.lon, p.position.lat)}


def _months(first: date | None, counts: NDArray[np.int64]) -> tuple[tuple[date, int], ...]:
    if first is None:
        return ()
    begin = first.year * 12 + first.month - 1
    return tuple((date((begin + i) // 12, (begin + i) % 12 + 1, 1), int(n)) for i, n in enumerate(counts))


def _date(day: np.integer | int) -> date:
    return date.fromordinal(int(day) + date(1970, 1, 1).toordinal())
