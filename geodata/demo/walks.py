"""Made-up safety walks and what they found: lamps, shrubs and bicycle stands, with the fields each kind has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely

from geodata.demo.areas import Ground
from geodata.demo.frame import KALMAR, MADE_UP, SALEM, Fate, Setting, at, ref
from geodata.demo.gazetteer import position_of
from geodata.demo.notes import DECLINED, OTHER_PARTY, SAFE, UNSAFE
from geodata.model import (
    Attendance,
    BicycleDetails,
    CaseStatus,
    Category,
    Feeling,
    Finding,
    LightingDetails,
    Place,
    Position,
    Rubric,
    ShrubDetails,
    SourceType,
    Stop,
    Walk,
)
from geodata.places import to_sweref, to_wgs84

_C = Category


@dataclass(frozen=True, slots=True)
class Plan:
    """A walk as it is told. around: the place its stops circle.  hour None: it has not been walked yet."""

    key: str
    title: str
    around: str
    day: date
    hour: int | None
    in_dark: bool | None
    themes: tuple[Category, ...]
    participants: dict[str, int]
    stops: tuple[str, ...]
    findings: int
    action: str | None


PLANS: dict[str, tuple[Plan, ...]] = {
    KALMAR: (
        Plan(
            "norrliden-2015", "Trygghetsvandring i Norrliden", "Parkstråket i Norrliden", date(2015, 11, 5), 17, True,
            (_C.LIGHTING, _C.SHRUBS), {"boende": 8, "kommun": 2, "polis": 1, "fastighetsägare": 1},
            ("Parkstråkets början", "Lekplatsen", "Vändplatsen"), 9, None,
        ),
        Plan(
            "centrum-2016", "Trygghetsvandring i stadskärnan", "Larmtorget", date(2016, 10, 13), 18, True,
            (_C.LIGHTING, _C.SHRUBS, _C.BICYCLE_THEFT),
            {"boende": 6, "kommun": 3, "polis": 2, "Kalmar City": 1, "fastighetsägare": 3, "nattvandrare": 2},
            ("Larmtorget", "Gången mot stationen", "Cykelparkeringen", "Bussarna", "Torggatan"), 26, "vandring",
        ),
        Plan(
            "station-2017", "Uppföljande vandring vid stationen", "Kalmar Centralstation", date(2017, 4, 20), 20, False,
            (_C.LIGHTING, _C.BICYCLE_THEFT), {"boende": 5, "ungdomar": 3, "kommun": 2, "polis": 1, "förvaltare": 1},
            ("Stationshuset", "Cykelparkeringen", "Undergången", "Bussarna"), 19, "vandring",
        ),
        Plan(
            "stortorget-2017", "Trygghetsvandring kring Stortorget", "Stortorget", date(2017, 6, 15), None, None,
            (_C.LITTER, _C.VANDALISM, _C.LIGHTING), {}, ("Stortorget", "Gränden"), 0, "vandring",
        ),
    ),
    SALEM: (
        Plan(
            "salem-2021", "Trygghetsvandring i Salem centrum", "Salem centrum", date(2021, 10, 14), 18, True,
            (_C.LIGHTING, _C.DISORDER), {"boende": 7, "ungdomar": 2, "kommun": 2, "polis": 2, "handlare": 1},
            ("Torget", "Gångvägen", "Parkeringen", "Busshållplatsen"), 18, "vandringar",
        ),
        Plan(
            "ronninge-2022", "Trygghetsvandring i Rönninge", "Rönninge centrum", date(2022, 4, 28), 19, False,
            (_C.SHRUBS, _C.PASSAGE, _C.BICYCLE_THEFT), {"boende": 4, "kommun": 2, "polis": 1, "skola": 2},
            ("Centrum", "Undergången", "Pendelparkeringen"), 13, "vandringar",
        ),
        Plan(
            "ostra-2022", "Trygghetsvandring i Salem östra", "Parkstråket i Salem östra", date(2022, 6, 9), None, None,
            (_C.LIGHTING, _C.SHRUBS), {}, ("Parkstråket",), 0, "vandringar",
        ),
    ),
}  # fmt: skip


def findings_count(setting: Setting) -> int:
    """How many findings the municipality's walks noted."""
    return sum(plan.findings for plan in PLANS[setting.code])


def walks(
    rng: np.random.Generator, setting: Setting, cells: Ground, places: Sequence[Place]
) -> tuple[list[Walk], list[Finding]]:
    """The walks, and their findings oldest first."""
    made: list[Walk] = []
    found: list[Finding] = []
    for plan in PLANS[setting.code]:
        walk = _walk(setting, plan, cells, places)
        made.append(walk)
        found.extend(_Noter(rng, setting, cells, plan, walk).findings())
    return made, found


def _walk(setting: Setting, plan: Plan, cells: Ground, places: Sequence[Place]) -> Walk:
    place = next(place for place in places if place.name == plan.around)
    centre = position_of(places, plan.around)
    east, north = to_sweref(centre.lon, centre.lat)
    angles = np.arange(len(plan.stops)) * 2 * np.pi / max(len(plan.stops), 3)
    easts, norths = east + 70 * np.sin(angles), north + 70 * np.cos(angles)
    lon, lat = to_wgs84(easts, norths)
    points = [Position(lon=x, lat=y) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)]
    walked = plan.hour is not None
    return Walk(
        id=ref("walk", setting.code, plan.key),
        municipality=setting.code,
        provenance=MADE_UP,
        title=plan.title,
        themes=plan.themes,
        planned_on=plan.day,
        premeeting_on=plan.day - timedelta(days=14),
        walked_at=at(plan.day, plan.hour) if plan.hour is not None else None,
        postmeeting_on=plan.day + timedelta(days=28) if walked else None,
        in_dark=plan.in_dark,
        area_code=cells.area_codes(np.array([east]), np.array([north]))[0],
        place_id=place.id,
        route=shapely.LineString([(p.lon, p.lat) for p in points]) if walked and len(points) > 1 else None,
        stops=tuple(
            Stop(number=number, name=name, position=point)
            for number, (name, point) in enumerate(zip(plan.stops, points, strict=True), start=1)
        ),
        participants=tuple(Attendance(function=f, number=n) for f, n in plan.participants.items()),
        action_id=ref("action", setting.code, plan.action) if plan.action else None,
    )


class _Noter:
    """Notes one walk's findings, stop by stop."""

    def __init__(self, rng: np.random.Generator, setting: Setting, cells: Ground, plan: Plan, walk: Walk) -> None:
        self.rng, self.setting, self.cells, self.plan, self.walk = rng, setting, cells, plan, walk

    def _one(self, texts: Sequence[str]) -> str:
        return texts[int(self.rng.integers(len(texts)))]

    def findings(self) -> list[Finding]:
        """As many as planned, in the order they were noted."""
        return [self._finding(number) for number in range(self.plan.findings)]

    def _finding(self, number: int) -> Finding:
        rng, plan, code = self.rng, self.plan, self.setting.code
        stop = self.walk.stops[number * len(self.walk.stops) // plan.findings]
        feeling = Feeling.SAFE if number % 8 == 7 else Feeling.UNSAFE
        spare = (Category.LIGHTING, Category.LITTER, Category.DESERTED)
        category = plan.themes[number % len(plan.themes)] if number % 5 else spare[number // 5 % 3]
        position, area = self._spot(stop)
        fate = self._fate(category, feeling, number)
        minute = 10 + number * 80 // plan.findings
        return Finding(
            id=ref("finding", code, plan.key, number),
            municipality=code,
            provenance=MADE_UP,
            category=category,
            feeling=feeling,
            observed_at=at(plan.day, (plan.hour or 0) + minute // 60, minute % 60),
            position=position,
            accuracy_m=round(rng.uniform(3.0, 14.0), 1) if position else None,
            area_code=area,
            place_id=self.walk.place_id,
            source=SourceType.WALK,
            severity=None if feeling is Feeling.SAFE else int(rng.integers(1, 4)),
            status=fate.status,
            status_reason=fate.reason,
            responsible_id=fate.party_id(code),
            due_on=fate.due_on,
            note=self._one(SAFE if feeling is Feeling.SAFE else UNSAFE[category]),
            walk_id=self.walk.id,
            stop=stop.number,
            details=self._details(category, feeling, number),
            rubric=self._rubric(feeling) if number % 3 == 0 else None,
        )

    def _spot(self, stop: Stop) -> tuple[Position | None, str | None]:
        if stop.position is None or self.rng.random() < 0.03:
            return None, self.walk.area_code
        east, north = to_sweref(stop.position.lon, stop.position.lat)
        spot = np.array([[east, north]]) + self.rng.normal(0.0, 18.0, size=(1, 2))
        lon, lat = to_wgs84(spot[:, 0], spot[:, 1])
        return Position(lon=float(lon[0]), lat=float(lat[0])), self.cells.area_codes(spot[:, 0], spot[:, 1])[0]

    def _details(
        self, category: Category, feeling: Feeling, number: int
    ) -> LightingDetails | ShrubDetails | BicycleDetails | None:
        safe = feeling is Feeling.SAFE
        if category is Category.LIGHTING:
            lamp = f"{self.setting.name[0]}{self.plan.day.year % 100}-{1040 + 7 * number}"
            return LightingDetails(lamp_id=lamp, is_lit=safe or number % 3 == 0)
        if category is Category.SHRUBS:
            again = self.plan.day.replace(year=self.plan.day.year + 1, month=6, day=1)
            return ShrubDetails(season="maj–september", regrows_on=None if safe else again)
        if category is Category.BICYCLE_THEFT:
            stands = int(self.rng.integers(8, 90))
            return BicycleDetails(stands=stands, frame_locks=safe or number % 4 == 0, in_sight=safe or number % 2 == 0)
        return None

    def _fate(self, category: Category, feeling: Feeling, number: int) -> Fate:
        day = self.plan.day
        if feeling is Feeling.SAFE:
            return Fate(CaseStatus.CLOSED)
        if number % 9 == 4:
            return Fate(CaseStatus.DECLINED, self._one(DECLINED))
        if number % 9 == 6 and category is not Category.DESERTED:
            return Fate(CaseStatus.OTHER_PARTY, self._one(OTHER_PARTY), party="fastighet")
        if number % 3 == 0:
            return Fate(CaseStatus.FIXED, due_on=day + timedelta(days=60), party="kommun")
        if number % 3 == 1:
            return Fate(CaseStatus.ACTION_PLANNED, due_on=day + timedelta(days=45 + 20 * number), party="kommun")
        return Fate(CaseStatus.UNDER_REVIEW)

    def _rubric(self, feeling: Feeling) -> Rubric:
        low, high = (2, 4) if feeling is Feeling.SAFE else (0, 3)
        marks = self.rng.integers(low, high, size=8).tolist()
        names = ("lighting", "openness", "visibility", "people", "security", "path", "transport", "feeling")
        return Rubric.model_validate(dict(zip(names, marks, strict=True)))
