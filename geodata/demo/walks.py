"""Made-up safety walks and what they found: lamps, shrubs and bicycle stands, with the fields each kind has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
import shapely

from geodata.demo.areas import Ground
from geodata.demo.frame import MADE_UP, Fate, Setting, at, chance, ref
from geodata.demo.gazetteer import position_of
from geodata.demo.notes import DECLINED, OTHER_PARTY, SAFE, UNSAFE
from geodata.demo.walk_notes import TOLD, Told
from geodata.demo.walk_plans import PLANS, Plan
from geodata.model import (
    Attendance,
    BicycleDetails,
    CaseStatus,
    Category,
    Consent,
    ConsentState,
    Feeling,
    Finding,
    LightingDetails,
    Place,
    Position,
    Rubric,
    ShrubDetails,
    SourceType,
    Stop,
    Tier,
    Walk,
    WalkForm,
)
from geodata.places import to_sweref, to_wgs84

_UNITS = {
    Category.LIGHTING: "gatubelysningen",
    Category.SHRUBS: "parkenheten",
    Category.LITTER: "driftenheten",
    Category.BICYCLE_THEFT: "gatuenheten",
}


def findings_count(setting: Setting) -> int:
    """How many findings the municipality's walks noted."""
    told = TOLD[setting.code]
    return sum(plan.findings + len(told.get(plan.key, ())) for plan in PLANS[setting.code])


def walks(seed: int, setting: Setting, cells: Ground, places: Sequence[Place]) -> tuple[list[Walk], list[Finding]]:
    """The walks, and their findings by walk: those drawn by chance, then those told one by one."""
    drawn, spots = chance(seed, setting.code, "walks"), chance(seed, setting.code, "told")
    made: dict[str, Walk] = {}
    found: list[Finding] = []
    for plan in PLANS[setting.code]:
        walk = made[plan.key] = _walk(setting, plan, cells, places, made)
        found.extend(_Noter(drawn, setting, cells, plan, walk).findings())
        told = TOLD[setting.code].get(plan.key, ())
        found.extend(_Noter(spots, setting, cells, plan, walk).told(told))
    return list(made.values()), found


def _walk(setting: Setting, plan: Plan, cells: Ground, places: Sequence[Place], earlier: Mapping[str, Walk]) -> Walk:
    place = next(place for place in places if place.name == plan.around)
    centre = position_of(places, plan.around)
    east, north = to_sweref(centre.lon, centre.lat)
    before = earlier[plan.again] if plan.again else None
    stops = before.stops if before else _stops(plan, east, north)
    walked = plan.hour is not None
    return Walk(
        id=ref("walk", setting.code, plan.key),
        municipality=setting.code,
        provenance=MADE_UP,
        title=plan.title,
        form=plan.form,
        themes=plan.themes,
        own_theme=plan.own_theme,
        planned_on=plan.day,
        open_until=plan.open_until,
        premeeting_on=plan.day - timedelta(days=14),
        starts_at=at(plan.day, *plan.starts) if plan.starts else None,
        walked_at=at(plan.day, plan.hour) if plan.hour is not None else None,
        ended_at=at(plan.day, plan.hour + 1, 45) if plan.hour is not None and plan.ended else None,
        postmeeting_on=plan.postmeeting_on,
        in_dark=plan.in_dark,
        meeting_point=plan.meeting_point,
        premeeting_notes=plan.before,
        postmeeting_notes=plan.after,
        area_code=cells.area_codes(np.array([east]), np.array([north]))[0],
        place_id=place.id,
        route=_route(stops) if walked or plan.again or plan.form is WalkForm.DIGITAL else None,
        stops=stops,
        participants=tuple(Attendance(function=f, number=n) for f, n in plan.participants.items()),
        action_id=ref("action", setting.code, plan.action) if plan.action else None,
        previous_id=before.id if before else None,
    )


def _stops(plan: Plan, east: float, north: float) -> tuple[Stop, ...]:
    """Round the place."""
    angles = np.arange(len(plan.stops)) * 2 * np.pi / max(len(plan.stops), 3)
    lon, lat = to_wgs84(east + 70 * np.sin(angles), north + 70 * np.cos(angles))
    return tuple(
        Stop(number=number, name=name, position=Position(lon=x, lat=y))
        for number, (name, x, y) in enumerate(zip(plan.stops, lon.tolist(), lat.tolist(), strict=True), start=1)
    )


def _route(stops: Sequence[Stop]) -> shapely.LineString | None:
    points = [(stop.position.lon, stop.position.lat) for stop in stops if stop.position is not None]
    return shapely.LineString(points) if len(points) > 1 else None


class _Noter:
    """Notes one walk's findings, stop by stop."""

    def __init__(self, rng: np.random.Generator, setting: Setting, cells: Ground, plan: Plan, walk: Walk) -> None:
        self.rng, self.setting, self.cells, self.plan, self.walk = rng, setting, cells, plan, walk

    def _one(self, texts: Sequence[str]) -> str:
        return texts[int(self.rng.integers(len(texts)))]

    def findings(self) -> list[Finding]:
        """As many as planned, in the order they were noted."""
        return [self._finding(number) for number in range(self.plan.findings)]

    def told(self, notes: Sequence[Told]) -> list[Finding]:
        """Those that are told one by one."""
        begun = at(self.plan.day, self.plan.hour or 8)
        found: list[Finding] = []
        for number, told in enumerate(notes):
            days, minutes = told.after
            stop = next(stop for stop in self.walk.stops if stop.number == told.stop)
            position, area = self._spot(stop, unlocated_share=0.0 if told.is_located else 1.0)
            is_new = told.status is CaseStatus.NEW
            digital = self.plan.form is WalkForm.DIGITAL
            found.append(
                Finding(
                    id=ref("finding", self.setting.code, self.plan.key, "told", number),
                    municipality=self.setting.code,
                    tier=Tier.MUNICIPALITY if is_new else Tier.PUBLIC,
                    provenance=MADE_UP,
                    category=told.category,
                    feeling=told.feeling,
                    observed_at=begun + timedelta(days=days, minutes=minutes),
                    position=position,
                    accuracy_m=round(self.rng.uniform(4.0, 18.0), 1) if position else None,
                    area_code=area,
                    place_id=self.walk.place_id,
                    source=SourceType.DIGITAL_WALK if digital else SourceType.WALK,
                    severity=told.severity,
                    status=told.status,
                    status_reason=told.reason,
                    responsible_id=ref("party", self.setting.code, told.party) if told.party else None,
                    responsible_unit=told.unit,
                    due_on=told.due_on,
                    action_id=ref("action", self.setting.code, told.action) if told.action else None,
                    note=told.note,
                    walk_id=self.walk.id,
                    stop=told.stop,
                    details=told.details,
                    consent=told.consent,
                    contacts=told.contacts,
                    duplicate_of=None if told.same_as is None else found[told.same_as].id,
                    merged_on=told.merged_on,
                )
            )
        return found

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
            responsible_unit=_UNITS.get(category) if fate.party == "kommun" else None,
            due_on=fate.due_on,
            action_id=self.walk.action_id if fate.status is CaseStatus.ACTION_PLANNED and number % 2 else None,
            note=self._one(SAFE if feeling is Feeling.SAFE else UNSAFE[category]),
            walk_id=self.walk.id,
            stop=stop.number,
            details=self._details(category, feeling, number),
            consent=self._consent() if fate.status is CaseStatus.OTHER_PARTY else None,
            rubric=self._rubric(feeling) if number % 3 == 0 else None,
        )

    def _spot(self, stop: Stop, *, unlocated_share: float = 0.03) -> tuple[Position | None, str | None]:
        if stop.position is None or self.rng.random() < unlocated_share:
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
        return Fate(CaseStatus.CLOSED if self.plan.ended and number % 9 == 8 else CaseStatus.UNDER_REVIEW)

    def _consent(self) -> Consent:
        """What was asked after an old walk was answered with no; after the others it is waited for."""
        if not self.plan.ended:
            return Consent(state=ConsentState.ASKED, on=self.plan.day + timedelta(days=14))
        said = "Det ligger inte på vår mark; kommunen sköter gången."
        return Consent(state=ConsentState.DECLINED, on=self.plan.day + timedelta(days=40), reason=said)

    def _rubric(self, feeling: Feeling) -> Rubric:
        low, high = (2, 4) if feeling is Feeling.SAFE else (0, 3)
        marks = self.rng.integers(low, high, size=8).tolist()
        names = ("lighting", "openness", "visibility", "people", "security", "path", "transport", "feeling")
        return Rubric.model_validate(dict(zip(names, marks, strict=True)))
