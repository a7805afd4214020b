"""Made-up reports: drawn from the sites' patterns, in Swedish, from roles and never from persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.demo.areas import Ground
from geodata.demo.frame import MADE_UP, SALEM, Fate, Setting, at, ref
from geodata.demo.gazetteer import position_of
from geodata.demo.notes import ASSESSMENTS, DECLINED, OTHER_PARTY, SAFE, UNSAFE
from geodata.demo.sites import DAYS, HOURS, OWN_HOURS, SEASONS, SITES, STREETS, Site
from geodata.model import (
    Area,
    CaseStatus,
    Category,
    Feeling,
    Place,
    Position,
    Report,
    ReporterRole,
    SourceType,
    Tier,
    TimePrecision,
)
from geodata.places import to_sweref, to_wgs84

Floats = NDArray[np.float64]

_SAFE_SHARE = 0.16
_NEVER_SAFE = frozenset(
    {Category.NARCOTICS, Category.ROBBERY, Category.HARASSMENT, Category.BURGLARY, Category.ALCOHOL}
)
_UNLOCATED_SHARE = 0.03
_ROLES = (
    ReporterRole.RESIDENT,
    ReporterRole.YOUTH,
    ReporterRole.VISITOR,
    ReporterRole.STAFF,
    ReporterRole.SHOP_OWNER,
    ReporterRole.PROPERTY_OWNER,
    ReporterRole.OFFICIAL,
    None,
)
_ROLE_WEIGHTS = np.array([0.36, 0.15, 0.07, 0.07, 0.07, 0.03, 0.03, 0.22])
_SOURCES = (
    SourceType.WEB_FORM,
    SourceType.APP,
    SourceType.SURVEY,
    SourceType.DIALOGUE,
    SourceType.PHONE,
    SourceType.MAIL,
    SourceType.SOCIAL_MEDIA,
)
_SOURCE_WEIGHTS = np.array([0.24, 0.2, 0.2, 0.1, 0.1, 0.09, 0.07])
# no meetings were held in Salem in 2020: mail, telephone and social media took their place
_SOURCE_WEIGHTS_WITHOUT_MEETINGS = np.array([0.16, 0.18, 0.24, 0.0, 0.16, 0.14, 0.12])
_FAULTS = frozenset({Category.LIGHTING, Category.SHRUBS, Category.LITTER, Category.GRAFFITI, Category.VANDALISM})
_ASSESSED = frozenset(
    {Category.NARCOTICS, Category.DISORDER, Category.ROBBERY, Category.HARASSMENT, Category.BURGLARY, Category.ALCOHOL}
)
_GRAVE = frozenset({Category.ROBBERY, Category.HARASSMENT, Category.NARCOTICS, Category.BURGLARY})
_OTHERS_LAND = frozenset({Category.LIGHTING, Category.GRAFFITI, Category.VANDALISM, Category.SHRUBS, Category.LITTER})


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where and when one report was, before anybody has said anything."""

    category: Category
    day: date
    hour: int
    minute: int
    east_m: float
    north_m: float
    place: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """What evidence is set in."""

    setting: Setting
    cells: Ground
    places: Sequence[Place]
    areas: Sequence[Area]


class Calendar:
    """All days of the period, and chance over them.

    setting: gives the period.
    """

    def __init__(self, setting: Setting) -> None:
        count = (setting.shown_as_of - setting.evidence_from).days
        self.days = [setting.evidence_from + timedelta(days=i) for i in range(count)]
        self.weekday = np.array([day.weekday() for day in self.days])
        self.month = np.array([day.month - 1 for day in self.days])
        self.progress = np.linspace(0.0, 1.0, count)

    def draw(self, rng: np.random.Generator, site: Site, category: Category, size: int) -> NDArray[np.int64]:
        """Indices of days, as the season, the week and the site's growth have it."""
        weight = (
            np.asarray(SEASONS[category])[self.month]
            * np.asarray(DAYS[site.days])[self.weekday]
            * site.growth**self.progress
        )
        return rng.choice(len(self.days), size=size, p=weight / weight.sum())


def _weights(of: Mapping[Category, float]) -> Floats:
    weights = np.array(list(of.values()), dtype=np.float64)
    shares: Floats = weights / weights.sum()
    return shares


def _times(rng: np.random.Generator, profile: str, size: int) -> tuple[list[int], list[int]]:
    weights = np.asarray(HOURS[profile], dtype=np.float64)
    hours = rng.choice(24, size=size, p=weights / weights.sum())
    return hours.tolist(), rng.integers(0, 60, size=size).tolist()


def _spots(rng: np.random.Generator, cells: Ground, centres: Floats, scatter_m: float) -> Floats:
    """Scattered positions, drawn anew until each is inside the municipality; centres: (n, 2) metres."""
    spots = centres + rng.normal(0.0, scatter_m, size=centres.shape)
    for shrink in (1.0, 0.5, 0.25):
        outside = ~shapely.contains_xy(cells.region, spots[:, 0], spots[:, 1])
        if not outside.any():
            return spots
        spots[outside] = centres[outside] + rng.normal(0.0, scatter_m * shrink, size=(int(outside.sum()), 2))
    outside = ~shapely.contains_xy(cells.region, spots[:, 0], spots[:, 1])
    spots[outside] = centres[outside]
    return spots


def draw(rng: np.random.Generator, scene: Scene, count: int) -> list[Drawn]:
    """Places and times of as many reports."""
    setting, cells, places = scene.setting, scene.cells, scene.places
    calendar = Calendar(setting)
    sites = (*SITES[setting.code], STREETS[setting.code])
    residents = {area.code: float(area.residents or 0) for area in scene.areas}
    # the country roads have fewer lamps to complain about
    crowd = np.array([residents[code] * (0.25 if code[4] == "A" else 1.0) for code in cells.codes])
    weight = np.array([site.weight for site in sites])
    drawn: list[Drawn] = []
    for site, size in zip(sites, rng.multinomial(count, weight / weight.sum()).tolist(), strict=True):
        for category, part in zip(site.mix, rng.multinomial(size, _weights(site.mix)).tolist(), strict=True):
            if site.anchor:
                centres = np.tile(_centre(site, cells, places), (part, 1))
            else:
                centres = cells.points[rng.choice(len(cells.codes), size=part, p=crowd / crowd.sum())]
            spots = _spots(rng, cells, centres, site.scatter_m)
            hours, minutes = _times(rng, OWN_HOURS.get(category, site.hours), part)
            chosen = calendar.draw(rng, site, category, part).tolist()
            place = site.anchor if site.anchor in {place.name for place in places} else None
            for (east, north), index, hour, minute in zip(spots.tolist(), chosen, hours, minutes, strict=True):
                # the small hours belong to the evening before
                night = min(index + (hour < 5), len(calendar.days) - 1)
                drawn.append(Drawn(category, calendar.days[night], hour, minute, east, north, place))
    return sorted(drawn, key=lambda one: (one.day, one.hour, one.minute, one.east_m))


def _centre(site: Site, cells: Ground, places: Sequence[Place]) -> Floats:
    if site.anchor in cells.codes:
        centre: Floats = cells.points[cells.codes.index(site.anchor)]
        return centre
    position = position_of(places, site.anchor)
    east, north = to_sweref(position.lon, position.lat)
    return np.array([east + site.shift_m[0], north + site.shift_m[1]])


def reports(rng: np.random.Generator, scene: Scene, count: int) -> list[Report]:
    """As many reports, oldest first."""
    drawn = draw(rng, scene, count)
    east, north = np.array([one.east_m for one in drawn]), np.array([one.north_m for one in drawn])
    lon, lat = to_wgs84(east, north)
    codes = scene.cells.area_codes(east, north)
    place_ids = {place.name: place.id for place in scene.places}
    teller = _Teller(rng, scene.setting)
    return [
        teller.report(number, one, Position(lon=x, lat=y), code, place_ids.get(one.place or ""))
        for number, (one, x, y, code) in enumerate(zip(drawn, lon.tolist(), lat.tolist(), codes, strict=True))
    ]


class _Teller:
    """Gives drawn places and times a voice, a road and a fate."""

    def __init__(self, rng: np.random.Generator, setting: Setting) -> None:
        self.rng = rng
        self.setting = setting
        without = setting.code == SALEM
        self.source_weights = np.cumsum(_SOURCE_WEIGHTS_WITHOUT_MEETINGS if without else _SOURCE_WEIGHTS)

    def _one(self, texts: Sequence[str]) -> str:
        return texts[int(self.rng.random() * len(texts))]

    def report(self, number: int, one: Drawn, position: Position, area: str | None, place: UUID | None) -> Report:
        rng = self.rng
        safe = rng.random() < _SAFE_SHARE and one.category not in _NEVER_SAFE
        feeling = Feeling.SAFE if safe else Feeling.UNSAFE
        source, tier, role = self._road(one, feeling)
        assessed = source is SourceType.POLICE_ASSESSMENT
        precision = self._precision(source)
        located = assessed or rng.random() >= _UNLOCATED_SHARE
        fate = self._fate(one, feeling)
        noted = rng.random() < 0.72
        note = (
            self._one(ASSESSMENTS) if assessed else self._one(SAFE if feeling is Feeling.SAFE else UNSAFE[one.category])
        )
        return Report(
            id=ref("report", self.setting.code, number),
            municipality=self.setting.code,
            tier=tier,
            provenance=MADE_UP,
            category=one.category,
            feeling=feeling,
            observed_at=self._moment(one, precision),
            precision=precision,
            position=position if located else None,
            accuracy_m=self._accuracy(source) if located else None,
            area_code=area if located or rng.random() < 0.5 else None,
            place_id=place if located and rng.random() < 0.5 else None,
            source=source,
            severity=self._severity(one, feeling),
            status=fate.status,
            status_reason=fate.reason,
            reopened_on=self._reopened(one, fate.status),
            responsible_id=fate.party_id(self.setting.code),
            due_on=fate.due_on,
            note=note if noted else None,
            external_id=f"FA-{one.day.year}-{number:05d}" if source is SourceType.FAULT_REPORT else None,
            reporter=role,
            last_confirmed_on=self._confirmed(one),
        )

    def _road(self, one: Drawn, feeling: Feeling) -> tuple[SourceType, Tier, ReporterRole | None]:
        rng = self.rng
        if feeling is Feeling.UNSAFE and one.category in _ASSESSED and rng.random() < 0.1:
            tier = Tier.POLICE if rng.random() < 0.6 else Tier.MUNICIPALITY
            return SourceType.POLICE_ASSESSMENT, tier, ReporterRole.POLICE
        role = _ROLES[int(np.searchsorted(np.cumsum(_ROLE_WEIGHTS), rng.random()))]
        tier = Tier.MUNICIPALITY if rng.random() < 0.08 else Tier.PUBLIC
        if feeling is Feeling.UNSAFE and one.category in _FAULTS and rng.random() < 0.45:
            return SourceType.FAULT_REPORT, tier, role
        return _SOURCES[int(np.searchsorted(self.source_weights, rng.random()))], tier, role

    def _precision(self, source: SourceType) -> TimePrecision:
        vague = source in {SourceType.SURVEY, SourceType.DIALOGUE}
        roll = self.rng.random()
        if roll < (0.06 if vague else 0.01):
            return TimePrecision.MONTH
        return TimePrecision.DAY if roll < (0.3 if vague else 0.1) else TimePrecision.MINUTE

    def _moment(self, one: Drawn, precision: TimePrecision) -> datetime:
        if precision is TimePrecision.MONTH:
            return at(max(one.day.replace(day=1), self.setting.evidence_from))
        return at(one.day) if precision is TimePrecision.DAY else at(one.day, one.hour, one.minute)

    def _accuracy(self, source: SourceType) -> float:
        low, high = (4.0, 25.0) if source in {SourceType.APP, SourceType.FAULT_REPORT} else (20.0, 120.0)
        return round(self.rng.uniform(low, high), 1)

    def _severity(self, one: Drawn, feeling: Feeling) -> int | None:
        roll = self.rng.random()
        if feeling is Feeling.SAFE or roll < 0.3:
            return None
        if one.category in _GRAVE:
            return 3 if roll > 0.6 else 2
        return 1 if roll < 0.65 else 2 if roll < 0.93 else 3

    def _fate(self, one: Drawn, feeling: Feeling) -> Fate:
        if feeling is Feeling.SAFE:
            return Fate(CaseStatus.CLOSED)
        age_days = (self.setting.shown_as_of - one.day).days
        roll = self.rng.random()
        if age_days < 21:
            return Fate(CaseStatus.NEW if roll < 0.75 else CaseStatus.UNDER_REVIEW)
        if roll < 0.06:
            return Fate(CaseStatus.DECLINED, self._one(DECLINED))
        if roll < 0.15 and one.category in _OTHERS_LAND:
            return Fate(CaseStatus.OTHER_PARTY, self._one(OTHER_PARTY), party="fastighet")
        if roll < 0.3:
            due = one.day + timedelta(days=int(self.rng.integers(30, 240)))
            return Fate(CaseStatus.ACTION_PLANNED, due_on=due, party="kommun")
        # the older a case, the more likely that somebody has ended it; what can be mended is mended more often
        under_review, fixed = 0.45 - age_days / 4000, 0.85 if one.category in _FAULTS else 0.62
        ended = CaseStatus.FIXED if roll < fixed else CaseStatus.CLOSED
        return Fate(CaseStatus.UNDER_REVIEW if roll < under_review else ended)

    def _reopened(self, one: Drawn, status: CaseStatus) -> date | None:
        day = one.day + timedelta(days=75)
        reopens = status is CaseStatus.UNDER_REVIEW and self.rng.random() < 0.15
        return day if reopens and day < self.setting.shown_as_of else None

    def _confirmed(self, one: Drawn) -> date | None:
        if self.rng.random() >= 0.2:
            return None
        day = one.day + timedelta(days=int(self.rng.integers(5, 120)))
        return day if day < self.setting.shown_as_of else one.day
