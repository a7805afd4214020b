"""Where a row's evidence is: degrees, metres, an area's code or name, a place's name. Nothing is guessed silently."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata import places
from geodata.errors import BadSetting
from geodata.model import Area, Place
from geodata.places import CoordinateVerdict
from geodata.sources.context import ImportContext, Ledger, ParsedFile
from geodata.sources.headers import Roles, closest, fold
from geodata.sources.tables import Row, Table
from geodata.sources.values import BadValue, number_of

# Outlines are simplified by up to 170 m, and people stand on bridges and jetties.
OUTSIDE_TOLERANCE_M = 500.0
WIDENED_DEGREES = 0.02
FARTHEST = 1e9
"""No reference system has coordinates beyond it, in whatever unit."""

POSITION_ROLES: Roles = {
    "lat": ("latitude", "lat", "latitud", "breddgrad", "wgs84 lat", "lat wgs84", "location latitude",
            "position latitude", "plats latitude", "gps latitude", "geopoint latitude"),
    "lon": ("longitude", "lon", "long", "lng", "longitud", "längdgrad", "wgs84 lon", "lon wgs84", "location longitude",
            "position longitude", "plats longitude", "gps longitude", "geopoint longitude"),
    "geolocation": ("_geolocation", "geolocation", "geopoint", "gps", "koordinater", "lat,lon"),
    "east": ("x", "east", "easting", "öst", "östlig", "östkoordinat", "e", "x-koordinat", "sweref99 e", "sweref e",
             "e 3006", "e sweref99tm", "koordinat e", "e local"),
    "north": ("y", "north", "northing", "nord", "nordlig", "nordkoordinat", "n", "y-koordinat", "sweref99 n",
              "sweref n", "n 3006", "n sweref99tm", "koordinat n", "n local"),
    "accuracy": ("accuracy", "noggrannhet", "accuracy m", "osäkerhet", "radie", "radius"),
    "area": ("område", "omradeskod", "områdeskod", "area", "area code", "desokod", "deso", "deso-kod", "regsokod",
             "regso", "stadsdel", "områdesnamn", "area name", "regsonamn", "basområde", "nyko"),
    "place": ("plats", "platsnamn", "place", "location", "ort", "adress", "gata", "var", "where"),
}  # fmt: skip
HOW_LOCATED = (("lat", "lon"), ("geolocation",), ("east", "north"), ("area",), ("place",))


@dataclass(frozen=True, slots=True)
class Points:
    """Positions of rows, in the rows' order, WGS84; NaN where a row has none. accuracy_m: NaN where unknown."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    accuracy_m: NDArray[np.float64]


class Gazetteer:
    """Areas by code and name, places by name."""

    def __init__(self, areas: Iterable[Area], known_places: Iterable[Place]) -> None:
        self._by_code: dict[str, Area] = {}
        self._by_name: dict[str, list[Area]] = {}
        self._places: dict[str, list[Place]] = {}
        self._shown: list[str] = []
        for area in areas:
            self._by_code[area.code.casefold()] = area
            self._by_name.setdefault(fold(area.name), []).append(area)
            self._shown += [area.code, area.name]
        for place in known_places:
            for name in dict.fromkeys((place.name, *place.aliases)):
                self._places.setdefault(fold(name), []).append(place)

    def area(self, text: str, municipality: str | None) -> Area:
        """The area that a code or name means. Raises: BadValue when there is none, or several."""
        code = text.strip().casefold().split("_deso")[0].split("_regso")[0]
        for form in (code, code.zfill(len(code) + 1) if code[:3].isdigit() and not code[:4].isdigit() else code):
            if form in self._by_code:
                return self._by_code[form]
        named = [area for area in self._by_name.get(fold(text), []) if municipality in {None, area.municipality}]
        if len(named) == 1:
            return named[0]
        if named:
            codes = ", ".join(area.code for area in named[:5])
            raise BadValue("is the name of several areas", f"give the code instead: {codes}")
        if not self._by_code:
            raise BadValue("is an area, but no areas are known yet", "import areas first")
        near = closest(text, self._shown)
        raise BadValue("is not a known area", f'did you mean "{near}"? Otherwise import areas first' if near else
                       "import areas first")  # fmt: skip

    def place(self, text: str, municipality: str | None) -> Place | None:
        """The place of that name in the municipality, or None when there is none, or several."""
        named = {p.id: p for p in self._places.get(fold(text), []) if municipality in {None, p.municipality}}
        return next(iter(named.values())) if len(named) == 1 else None

    def has_places(self) -> bool:
        """Whether any place is known."""
        return bool(self._places)


class AreaRows(ABC):
    """Reads the rows of a table about areas. _role: what is being read, so that a fault names its column."""

    def __init__(self, table: Table, context: ImportContext, ledger: Ledger) -> None:
        self._table = table
        self._context = context
        self._ledger = ledger
        self._gazetteer = Gazetteer(context.areas, ())
        self._role = ""

    def read(self) -> ParsedFile:
        """What all the rows gave. Raises: UnreadableFile when every one was faulty."""
        for row in self._table.rows:
            try:
                self._take(row)
            except BadValue as error:
                column, value = self._table.heading(self._role), row.get(self._role)
                self._ledger.fault(row.number, error.problem, error.remedy, column=column, value=value)
        return self._ledger.close()

    @abstractmethod
    def _take(self, row: Row) -> None:
        """Append what the row says to the ledger, or its fault. Raises: BadValue for the role being read."""


def expected_bounds(context: ImportContext) -> places.Bounds | None:
    """West, south, east, north of where positions are expected; None: anywhere in Sweden."""
    outlines = [context.municipality_outline] if context.municipality_outline is not None else [
        area.outline for area in context.areas if context.municipality in {None, area.municipality}
    ]  # fmt: skip
    if not outlines:
        return None
    west, south, east, north = shapely.total_bounds(outlines)
    return west - WIDENED_DEGREES, south - WIDENED_DEGREES, east + WIDENED_DEGREES, north + WIDENED_DEGREES


def locate(
    rows: Sequence[Row], table: Table, context: ImportContext, ledger: Ledger, *, check_system: bool = True
) -> Points:
    """The rows' positions. Rows with a faulty position are rejected in the ledger.

    check_system: ask of these rows whether they are in the declared reference system; the first thousands answer for
    the whole file. Raises: UnreadableFile when the axes are swapped, the zone is another one, or the system not known.
    """
    x, y, accuracy = (np.full(len(rows), np.nan) for _ in range(3))
    for index, row in enumerate(rows):
        try:
            x[index], y[index], accuracy[index] = _cells(row, table)
        except _BadCell as error:
            ledger.fault(row.number, error.problem, error.remedy, column=table.heading(error.role), value=error.value)
    known = np.isfinite(x)
    if not known.any():
        return Points(x, y, accuracy)
    column = next((table.heading(role) for role in ("lon", "geolocation", "east") if role in table.columns), None)
    epsg = _declared_system(x[known], y[known], "east" not in table.columns, context)
    if check_system:
        check_reference_system(x[known], y[known], epsg, context, ledger, column=column)
    lon, lat = (x, y) if epsg == places.WGS84 else places.transform(x, y, from_epsg=epsg, to_epsg=places.WGS84)
    lon, lat = np.round(lon, 7), np.round(lat, 7)
    _reject_outside(_Read(x, y, lon, lat, known, column), rows, context, ledger)
    return Points(lon, lat, np.where((accuracy >= 0) & (accuracy <= 100_000), accuracy, np.nan))


class _BadCell(BadValue):
    def __init__(self, error: BadValue, role: str, value: object) -> None:
        super().__init__(error.problem, error.remedy)
        self.role = role
        self.value = value


def _number(row: Row, role: str) -> float:
    cell = row.get(role)
    if cell.__class__ is str:
        # the common case by far: digits and a point
        try:
            quick = float(cell)
        except ValueError:
            pass
        else:
            if abs(quick) <= FARTHEST:
                return quick
    try:
        number = number_of(cell)
    except BadValue as error:
        raise _BadCell(error, role, cell) from error
    if number is not None and abs(number) > FARTHEST:
        raise _BadCell(BadValue("is no coordinate", "correct the number"), role, cell)
    return np.nan if number is None else number


def _cells(row: Row, table: Table) -> tuple[float, float, float]:
    columns = table.columns
    accuracy = _number(row, "accuracy") if "accuracy" in columns else np.nan
    for easting, northing in (("lon", "lat"), ("east", "north")):
        if easting in columns and northing in columns:
            x, y = _number(row, easting), _number(row, northing)
            if isnan(x) != isnan(y):
                lacking = easting if isnan(x) else northing
                raise _BadCell(BadValue("half of the position is missing", "give both or neither"), lacking, None)
            if x == y == 0:
                # a form's way of saying that it had no position
                return np.nan, np.nan, np.nan
            return x, y, accuracy
    text = row.text("geolocation")
    if not text:
        return np.nan, np.nan, accuracy
    parts = text.replace(",", " ").replace(";", " ").split()
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if not 2 <= len(numbers) <= 4 or not all(abs(number) <= FARTHEST for number in numbers):
        raise _BadCell(BadValue("is not a position", "write it as: latitude longitude altitude accuracy"),
                       "geolocation", text)  # fmt: skip
    return numbers[1], numbers[0], numbers[3] if len(numbers) == 4 else accuracy


def _declared_system(
    x: NDArray[np.float64], y: NDArray[np.float64], named_degrees: bool, context: ImportContext
) -> int:
    """Degrees for columns that say so and hold such numbers, otherwise what the context declares."""
    looks_like_degrees = bool(np.median(np.maximum(np.abs(x), np.abs(y))) <= 180)
    if context.crs is None or (named_degrees and looks_like_degrees):
        return places.WGS84
    return context.crs


def check_reference_system(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    epsg: int,
    context: ImportContext,
    ledger: Ledger,
    *,
    column: str | None = None,
) -> None:
    """Refuse the file when most positions lie in place under another reading than the declared one.

    Raises: UnreadableFile naming swapped axes or the zone that fits.
    """
    try:
        wide = places.diagnose(x, y, epsg)
        found = wide
        bounds = expected_bounds(context)
        if bounds is not None and not context.allow_outside:
            near = places.diagnose(x, y, epsg, expected=bounds)
            # positions of another municipality are faults of their rows, not of the reference system
            if near.verdict is not CoordinateVerdict.OUTSIDE:
                found = near
    except BadSetting as error:
        problem, _, remedy = str(error).partition("; ")
        raise ledger.refuse(problem, remedy or "give another --crs") from error
    if found.verdict is CoordinateVerdict.SWAPPED_AXES:
        remedy = "swap the headings of the two columns" if column else "swap the axes and export it again"
        also = "" if found.fits == (epsg,) else f" and give --crs {found.fits[0]} ({_name(found.fits[0])})"
        raise ledger.refuse(
            "north and east (latitude and longitude) are swapped: the positions lie in place once exchanged",
            remedy + also,
            column=column,
        )
    if found.verdict is CoordinateVerdict.WRONG_ZONE:
        systems = " or ".join(f"EPSG:{code} ({_name(code)})" for code in found.fits[:3])
        declared = "degrees" if epsg == places.WGS84 else f"EPSG:{epsg} ({_name(epsg)})"
        raise ledger.refuse(
            f"the positions do not fit {declared}; they lie in place as {systems}",
            f"give --crs {found.fits[0]} if that is meant",
            column=column,
        )
    if epsg == places.WGS84 and bool(np.median(np.maximum(np.abs(x), np.abs(y))) > 180):
        raise ledger.refuse(
            "the positions are neither degrees nor metres of any Swedish reference system",
            "say which one they are in, e.g. --crs 3006",
            column=column,
        )


def _name(epsg: int) -> str:
    return places.NAMES.get(epsg, "EPSG")


@dataclass(frozen=True, slots=True)
class _Read:
    """Positions as written (x, y) and in degrees, and which rows have one."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    known: NDArray[np.bool_]
    column: str | None


def _reject_outside(read: _Read, rows: Sequence[Row], context: ImportContext, ledger: Ledger) -> None:
    lon, lat = read.lon, read.lat
    possible = read.known & (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    outside = possible.copy()
    where = "Sweden"
    if context.allow_outside:
        outside[:] = False
    elif context.municipality_outline is not None:
        where = "the municipality"
        outside[possible] = _far_from(lon[possible], lat[possible], context.municipality_outline)
    else:
        outside[possible] = ~places.in_sweden(lon[possible], lat[possible])
    for index in np.flatnonzero((read.known & ~possible) | outside).tolist():
        problem, remedy = "is no position on earth", "correct the position"
        if outside[index]:
            problem, remedy = f"lies outside {where}", "correct the position, or import with --allow-outside"
            if places.in_sweden(float(lat[index]), float(lon[index])):
                problem += " (north and east look swapped)"
        value = f"{read.x[index]:.10g}, {read.y[index]:.10g}"
        ledger.fault(rows[index].number, problem, remedy, column=read.column, value=value)


def _far_from(lon: NDArray[np.float64], lat: NDArray[np.float64], outline: BaseGeometry) -> NDArray[np.bool_]:
    shapely.prepare(outline)
    far: NDArray[np.bool_] = ~shapely.intersects_xy(outline, lon, lat)
    if far.any():
        metric = places.transform_geometry(outline, from_epsg=places.WGS84, to_epsg=places.SWEREF99_TM)
        shapely.prepare(metric)
        points = shapely.points(*places.to_sweref(lon[far], lat[far]))
        far[far] = ~shapely.dwithin(metric, points, OUTSIDE_TOLERANCE_M)
    return far
