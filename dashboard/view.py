"""What is looked at, in the address bar: the same view always gives the same address, and an address the same view.

The parameters' names are Swedish because people read and send these addresses. What is left out has its default.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qs, quote

from dashboard import layerstack
from dashboard.layerstack import USUAL, Stack
from geodata.errors import InvalidRecord
from geodata.model import (
    BANDWIDTHS_M,
    FINDING_WEIGHTS,
    MOST_CORNERS,
    CaseStatus,
    Category,
    DwellingType,
    EvidenceKind,
    Feeling,
    Light,
    SourceType,
    View,
)

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

_CODE = re.compile(r"^[\w.-]{1,80}$")
_AREA = re.compile(r"^[0-9A-ZÅÄÖa-zåäö_.-]{1,40}$")
LONGEST_QUESTION = 300
_MUNICIPALITY = re.compile(r"^[0-9]{4}$")
_DEGREES = re.compile(r"^-?[0-9]{1,3}(\.[0-9]{1,15})?$")
_PRECISION = Decimal("0.00001")
_HOURS = re.compile(r"^([0-9]{1,2})-([0-9]{1,2})$")
_UNCHOSEN = View(municipality="0000")


class Shading(StrEnum):
    """What the areas' colour stands for."""

    REPORTS = "reports"
    FINDINGS = "findings"
    BURGLARIES = "burglaries"
    BURGLARY_RATE = "burglary_rate"
    BURGLARY_SMOOTHED = "burglary_smoothed"
    BURGLARY_STANDING = "burglary_standing"
    SAFE = "safe"
    SURVEY_WORRY = "survey_worry"
    CHANGE = "change"


class Background(StrEnum):
    """What lies under everything on the map: nothing, pictures from an address, or the map in the data folder."""

    NONE = "none"
    TILES = "tiles"
    FILE = "file"


class Experience(StrEnum):
    """Which feelings are shown."""

    UNSAFE = "unsafe"
    SAFE = "safe"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the map looks: degrees WGS84 to 5 decimals, zoom to 2."""

    lat: float
    lon: float
    zoom: float

    def __str__(self) -> str:
        """As an address has it, and as the browser writes it."""
        return f"{round(self.lat, 5):.10g},{round(self.lon, 5):.10g},{self.zoom:g}"


@dataclass(frozen=True, slots=True)
class Address:
    """A view and what else of the screen an address keeps.

    chosen: ref of the opened hotspot.  table: whether the table is open.  dwelling_type, question: of the statistics,
    None for all types and for the usual question.  language: asked for, None for the usual one.  layers: of the map.
    background: under them, None for the one that is usual here.
    """

    view: View
    chosen: str | None = None
    camera: Camera | None = None
    shading: Shading = Shading.REPORTS
    table: bool = False
    dwelling_type: DwellingType | None = None
    question: str | None = None
    language: str | None = None
    layers: Stack = USUAL
    compared: tuple[date, date] | None = None
    background: Background | None = None

    def query(self) -> str:
        """The query without "?", parameters in one fixed order."""
        view = self.view
        feeling = {Feeling.UNSAFE: None, Feeling.SAFE: "safe", None: "all"}[view.feeling]
        parts = {
            "kommun": view.municipality,
            "fran": view.since and view.since.isoformat(),
            "till": view.until and view.until.isoformat(),
            "jamfor": self.compared and ",".join(day.isoformat() for day in self.compared),
            "tid": view.hours and f"{view.hours[0]:02}-{view.hours[1]:02}",
            "kategori": _joined(view.categories, Category),
            "underlag": _joined(view.kinds, EvidenceKind),
            "upplevelse": feeling,
            "omrade": ",".join(sorted(view.area_codes)),
            "status": ",".join(sorted(view.statuses)),
            "kalla": ",".join(sorted(view.sources)),
            "veckodag": ",".join(map(str, sorted(view.weekdays))),
            "ljus": view.light,
            "yta": ",".join(_written(degrees) for corner in view.within for degrees in corner),
            "bandbredd": None if view.bandwidth_m == _UNCHOSEN.bandwidth_m else str(view.bandwidth_m),
            "fyndvikt": None if view.finding_weight == _UNCHOSEN.finding_weight else f"{view.finding_weight:g}",
            "vald": self.chosen,
            "karta": self.camera and str(self.camera),
            "matt": None if self.shading is Shading.REPORTS else self.shading.value,
            "lager": layerstack.write(self.layers),
            "bakgrund": self.background,
            "tabell": "1" if self.table else None,
            "bostadstyp": self.dwelling_type,
            "fraga": self.question,
            "sprak": self.language,
        }
        return "&".join(f"{name}={quote(value, safe=',:')}" for name, value in parts.items() if value)


def _joined(chosen: frozenset[E], order: type[E]) -> str:
    return ",".join(member.value for member in order if member in chosen)


def link(page: str, municipality: str | None, language: str | None = None) -> str:
    """The address of a page for a municipality."""
    parts = [f"kommun={municipality}" if municipality else "", f"sprak={language}" if language else ""]
    query = "&".join(part for part in parts if part)
    return f"{page}?{query}" if query else page


def parse(query: str | None, municipality: str) -> tuple[Address, tuple[str, ...]]:
    """The view of an address's query, and the names of the parameters that could not be understood.

    municipality: where the address names none.  What cannot be understood is ignored, so that an old or damaged link
    opens with what can still be shown; never raises.
    """
    text = query if isinstance(query, str) else ""  # what a machine sends may be anything
    given = parse_qs(text.removeprefix("?"), keep_blank_values=False, max_num_fields=None)
    ignored: list[str] = []

    def read(name: str, parser: Callable[[str], V | None]) -> V | None:
        if name not in given:
            return None
        value = parser(given[name][-1])
        if value is None:
            ignored.append(name)
        return value

    def read_all(name: str, parser: Callable[[str], V | None]) -> frozenset[V]:
        """What of a list could be understood; a list that is damaged in part is named too."""
        if name not in given:
            return frozenset()
        found = [parser(part) for part in given[name][-1].split(",")]
        if None in found:
            ignored.append(name)
        return frozenset(value for value in found if value is not None)

    since, until = read("fran", _day), read("till", _day)
    if since and until and until < since:
        ignored += ["fran", "till"]
        since = until = None
    experience = read("upplevelse", lambda text: _member(text, Experience)) or Experience.UNSAFE
    try:
        view = View(
            municipality=read("kommun", lambda text: _matching(text, _MUNICIPALITY)) or municipality,
            since=since,
            until=until,
            hours=read("tid", _hours),
            categories=read_all("kategori", lambda text: _member(text, Category)),
            kinds=read_all("underlag", lambda text: _member(text, EvidenceKind)),
            feeling={Experience.UNSAFE: Feeling.UNSAFE, Experience.SAFE: Feeling.SAFE, Experience.ALL: None}[
                experience
            ],
            area_codes=read_all("omrade", lambda text: _matching(text, _AREA)),
            statuses=read_all("status", lambda text: _member(text, CaseStatus)),
            sources=read_all("kalla", lambda text: _member(text, SourceType)),
            weekdays=read_all("veckodag", lambda text: int(text) if re.fullmatch("[1-7]", text) else None),
            light=read("ljus", lambda text: _member(text, Light)),
            within=read("yta", _ring) or (),
            bandwidth_m=read("bandbredd", _bandwidth) or _UNCHOSEN.bandwidth_m,
            finding_weight=read("fyndvikt", _weight) or _UNCHOSEN.finding_weight,
        )
    except InvalidRecord:
        ignored.extend(given)
        view = View(municipality=municipality)
    layers, whole = layerstack.read(given["lager"][-1]) if "lager" in given else (USUAL, True)
    if not whole:
        ignored.append("lager")
    address = Address(
        view=view,
        chosen=read("vald", lambda text: _matching(text, _CODE)),
        camera=read("karta", _camera),
        shading=read("matt", lambda text: _member(text, Shading)) or Shading.REPORTS,
        table=bool(read("tabell", lambda text: text == "1" or None)),
        dwelling_type=read("bostadstyp", lambda text: _member(text, DwellingType)),
        question=read("fraga", lambda text: text.strip()[:LONGEST_QUESTION] or None),
        language=read("sprak", lambda text: text if text in {"sv", "en"} else None),
        layers=layers,
        compared=read("jamfor", _two_days),
        background=read("bakgrund", lambda text: _member(text, Background)),
    )
    return address, tuple(dict.fromkeys(ignored))


def _matching(text: str, pattern: re.Pattern[str]) -> str | None:
    return text if pattern.fullmatch(text) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def _two_days(text: str) -> tuple[date, date] | None:
    days = [_day(part) for part in text.split(",")]
    if len(days) != 2 or days[0] is None or days[1] is None or days[0] > days[1]:
        return None
    return days[0], days[1]


def _hours(text: str) -> tuple[int, int] | None:
    match = _HOURS.fullmatch(text)
    if not match:
        return None
    first, last = int(match[1]), int(match[2]) or 24
    if first > 23 or last > 24 or first == last or last - first == 24:
        return None
    return first, last


def _bandwidth(text: str) -> int | None:
    return next((metres for metres in BANDWIDTHS_M if str(metres) == text), None)


def _weight(text: str) -> float | None:
    return next((weight for weight in FINDING_WEIGHTS if f"{weight:g}" == text), None)


def _member(text: str, choices: type[E]) -> E | None:
    return next((member for member in choices if member.value == text), None)


def _ring(text: str) -> tuple[tuple[float, float], ...] | None:
    parts = text.split(",")
    if not all(_DEGREES.fullmatch(part) for part in parts):
        return None
    # to the last decimal as the browser rounds: a half goes up; zero without a sign
    degrees = [float(Decimal(float(part)).quantize(_PRECISION, ROUND_HALF_UP)) + 0.0 for part in parts]
    corners = tuple(zip(degrees[::2], degrees[1::2], strict=False))
    if len(degrees) % 2 or not 3 <= len(corners) <= MOST_CORNERS:
        return None
    return corners if all(abs(lon) <= 180 and abs(lat) <= 85 for lon, lat in corners) else None


def _written(degrees: float) -> str:
    return f"{degrees:.5f}".rstrip("0").rstrip(".")


def _camera(text: str) -> Camera | None:
    try:
        lat, lon, zoom = (float(part) for part in text.split(","))
    except ValueError:
        return None
    # beyond 85 degrees the map's projection ends; comparisons with "nan" are false
    if not (abs(lat) <= 85 and abs(lon) <= 180 and 0 <= zoom <= 22):
        return None
    return Camera(round(lat, 5), round(lon, 5), round(zoom, 2))
