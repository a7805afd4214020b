"""Where things are: the only home of projections, distance, point in area and snapping.

Positions in the model are WGS84 degrees, longitude first, kept to 7 decimals; metric work is in SWEREF 99 TM
(EPSG:3006), east first, in metres or in whole decimetres (int32). The official axis order of the Swedish systems is
north, east: nothing outside this module needs to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, overload

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import BadSetting, InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from pyproj import Geod, Transformer

G = TypeVar("G", bound=BaseGeometry)

WGS84 = 4326
SWEREF99_TM = 3006
LOCAL_ZONES = (3010, 3011, 3007, 3008, 3009, 3012, 3013, 3014, 3015, 3016, 3017, 3018)
"""SWEREF 99 12 00 to 23 15; first those of Kalmar (16 30) and Salem (18 00)."""

NOT_LOCATED = np.iinfo(np.int32).min
"""In a column of decimetres: no position."""

NAMES = {
    WGS84: "WGS84",
    SWEREF99_TM: "SWEREF 99 TM",
    3007: "SWEREF 99 12 00",
    3008: "SWEREF 99 13 30",
    3009: "SWEREF 99 15 00",
    3010: "SWEREF 99 16 30",
    3011: "SWEREF 99 18 00",
    3012: "SWEREF 99 14 15",
    3013: "SWEREF 99 15 45",
    3014: "SWEREF 99 17 15",
    3015: "SWEREF 99 18 45",
    3016: "SWEREF 99 20 15",
    3017: "SWEREF 99 21 45",
    3018: "SWEREF 99 23 15",
    3021: "RT90 2.5 gon V",
}

Bounds = tuple[float, float, float, float]
"""West, south, east, north."""

# Corners of a convex outline of Sweden with its waters, lon and lat, counter-clockwise.
_SWEDEN = np.array(
    [
        (10.6, 58.3), (12.4, 55.2), (14.8, 55.1), (16.8, 55.8), (19.0, 56.8), (19.9, 57.8), (24.5, 65.4),
        (24.5, 66.5), (23.9, 68.1), (20.7, 69.15), (18.0, 68.75), (15.9, 68.2), (11.5, 63.0), (10.6, 59.4),
    ]
)  # fmt: skip


@lru_cache(maxsize=64)
def _transformer(from_epsg: int, to_epsg: int) -> Transformer:
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(from_epsg, to_epsg, always_xy=True)
    except CRSError as error:
        raise BadSetting(
            f"there is no reference system EPSG:{from_epsg} or EPSG:{to_epsg}; name it by its EPSG number, such as 3006"
        ) from error


@lru_cache(maxsize=1)
def _ellipsoid() -> Geod:
    from pyproj import Geod

    return Geod(ellps="GRS80")


@overload
def transform(x: float, y: float, *, from_epsg: int, to_epsg: int) -> tuple[float, float]: ...
@overload
def transform(
    x: NDArray[np.floating], y: NDArray[np.floating], *, from_epsg: int, to_epsg: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def transform(
    x: float | NDArray[np.floating], y: float | NDArray[np.floating], *, from_epsg: int, to_epsg: int
) -> tuple[float, float] | tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take positions from one reference system to another, x eastwards and y northwards whatever the official order.

    Numbers in, numbers out; arrays in, float64 arrays of the same shape out, NaN where a position is NaN or cannot be
    expressed. Raises: BadSetting for an unknown EPSG number.
    """
    if np.ndim(x) == 0:
        east, north = _transformer(from_epsg, to_epsg).transform(float(x), float(y))
        return (east, north) if np.isfinite(east) and np.isfinite(north) else (np.nan, np.nan)
    easts, norths = _transformer(from_epsg, to_epsg).transform(np.asarray(x, np.float64), np.asarray(y, np.float64))
    lost = ~(np.isfinite(easts) & np.isfinite(norths))
    return np.where(lost, np.nan, easts), np.where(lost, np.nan, norths)


@overload
def to_sweref(lon: float, lat: float) -> tuple[float, float]: ...
@overload
def to_sweref(
    lon: NDArray[np.floating], lat: NDArray[np.floating]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def to_sweref(
    lon: float | NDArray[np.floating], lat: float | NDArray[np.floating]
) -> tuple[float, float] | tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Degrees to (east_m, north_m) in SWEREF 99 TM."""
    return transform(lon, lat, from_epsg=WGS84, to_epsg=SWEREF99_TM)  # type: ignore[arg-type]


@overload
def to_wgs84(east_m: float, north_m: float) -> tuple[float, float]: ...
@overload
def to_wgs84(
    east_m: NDArray[np.floating], north_m: NDArray[np.floating]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def to_wgs84(
    east_m: float | NDArray[np.floating], north_m: float | NDArray[np.floating]
) -> tuple[float, float] | tuple[NDArray[np.float64], NDArray[np.float64]]:
    """SWEREF 99 TM to (lon, lat) in degrees, rounded to the model's 7 decimals."""
    lon, lat = transform(east_m, north_m, from_epsg=SWEREF99_TM, to_epsg=WGS84)  # type: ignore[arg-type]
    if np.ndim(lon) == 0:
        return round(float(lon), 7), round(float(lat), 7)
    return np.round(lon, 7), np.round(lat, 7)


def transform_geometry(geometry: G, *, from_epsg: int, to_epsg: int) -> G:
    """The same geometry in another reference system. Raises: BadSetting for an unknown EPSG number."""

    def moved(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transform(coordinates[:, 0], coordinates[:, 1], from_epsg=from_epsg, to_epsg=to_epsg))

    return shapely.transform(geometry, moved)


def to_decimetres(metres: ArrayLike) -> NDArray[np.int32]:
    """Metres to whole decimetres, int32, halves to even; NOT_LOCATED where NaN.

    Raises: InvalidRecord beyond 200,000 km, which is no place on earth.
    """
    values = np.asarray(metres, np.float64)
    known = ~np.isnan(values)
    scaled = np.rint(np.where(known, values, 0.0) * 10)
    if (np.abs(scaled) > np.iinfo(np.int32).max).any():
        raise InvalidRecord("a coordinate lies beyond any place on earth; check its reference system")
    return np.where(known, scaled, NOT_LOCATED).astype(np.int32)


def distance_m(from_lon: float, from_lat: float, to_lon: float, to_lat: float) -> float:
    """Distance along the ellipsoid, metres. Source: Karney (2013), doi:10.1007/s00190-012-0578-z."""
    return float(_ellipsoid().inv(from_lon, from_lat, to_lon, to_lat)[2])


@overload
def in_sweden(lon: float, lat: float) -> bool: ...
@overload
def in_sweden(lon: NDArray[np.floating], lat: NDArray[np.floating]) -> NDArray[np.bool_]: ...
def in_sweden(lon: float | NDArray[np.floating], lat: float | NDArray[np.floating]) -> bool | NDArray[np.bool_]:
    """Whether positions lie in a convex outline of Sweden with its waters; NaN does not."""
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    inside = np.ones(x.shape, np.bool_)
    for (x0, y0), (x1, y1) in zip(_SWEDEN, np.roll(_SWEDEN, -1, axis=0), strict=True):
        inside &= (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0
    return inside if inside.ndim else bool(inside)


class CoordinateVerdict(StrEnum):
    """What is the matter with coordinates."""

    OK = "ok"
    SWAPPED_AXES = "swapped_axes"
    WRONG_ZONE = "wrong_zone"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class CoordinateDiagnosis:
    """What the coordinates look like, for a person to decide on: nothing is mended here.

    epsg: as declared. fits: EPSG numbers under which they would lie where expected, likeliest first; for SWAPPED_AXES
    the ones under which they would after swapping, `epsg` itself alone if that suffices.
    """

    verdict: CoordinateVerdict
    epsg: int
    fits: tuple[int, ...] = ()

    @property
    def remedy(self) -> str:
        """One sentence that says what to do; empty when nothing is wrong."""
        named = " or ".join(f"EPSG:{code} ({NAMES.get(code, 'as declared')})" for code in self.fits[:3])
        if len(self.fits) > 3:
            named += f" or {len(self.fits) - 3} more local zones (the municipality's outline would tell them apart)"
        match self.verdict:
            case CoordinateVerdict.OK:
                return ""
            case CoordinateVerdict.SWAPPED_AXES:
                other = "" if self.fits == (self.epsg,) else f" and read as {named}"
                return f"north and east look swapped: they lie in place once exchanged{other}"
            case CoordinateVerdict.WRONG_ZONE:
                return (
                    f"the coordinates do not fit EPSG:{self.epsg}; they lie in place as {named}: declare that instead"
                )
            case CoordinateVerdict.OUTSIDE:
                return "the coordinates lie outside the expected area in every reference system tried; check the source"


def diagnose(x: ArrayLike, y: ArrayLike, epsg: int, *, expected: Bounds | None = None) -> CoordinateDiagnosis:
    """Say whether coordinates lie in place, and if not, under what other reading they would.

    x: eastings or longitudes, as declared in `epsg`. One position or many: at least 90 % of those that are numbers must
    lie in place. expected: west, south, east, north in degrees, such as the municipality's bounds; without it Sweden,
    which cannot tell the local zones well apart.
    No coordinates at all: OUTSIDE. Raises: BadSetting for an unknown EPSG number.
    """
    east, north = (np.atleast_1d(np.asarray(values, np.float64)) for values in (x, y))
    known = np.isfinite(east) & np.isfinite(north)
    east, north = east[known], north[known]
    if len(east) == 0:
        return CoordinateDiagnosis(CoordinateVerdict.OUTSIDE, epsg)
    candidates = [epsg, *(code for code in (SWEREF99_TM, WGS84, *LOCAL_ZONES, 3021) if code != epsg)]

    def fitting(first: NDArray[np.float64], second: NDArray[np.float64], codes: Iterable[int]) -> tuple[int, ...]:
        return tuple(code for code in codes if _in_place(first, second, code, expected))

    readings = (
        (CoordinateVerdict.OK, east, north, candidates[:1]),
        (CoordinateVerdict.SWAPPED_AXES, north, east, candidates[:1]),
        (CoordinateVerdict.WRONG_ZONE, east, north, candidates[1:]),
        (CoordinateVerdict.SWAPPED_AXES, north, east, candidates[1:]),
    )
    for verdict, first, second, codes in readings:
        fits = fitting(first, second, codes)
        if fits:
            return CoordinateDiagnosis(verdict, epsg, fits)
    return CoordinateDiagnosis(CoordinateVerdict.OUTSIDE, epsg)


def _in_place(x: NDArray[np.float64], y: NDArray[np.float64], epsg: int, expected: Bounds | None) -> bool:
    lon, lat = (x, y) if epsg == WGS84 else transform(x, y, from_epsg=epsg, to_epsg=WGS84)
    if expected is None:
        inside = in_sweden(lon, lat)
    else:
        west, south, east, north = expected
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return bool(np.mean(inside) >= 0.9)


class AreaIndex:
    """Which area a position lies in, for millions of positions.

    A raster answers for every cell that no border crosses; the others are asked exactly. A position on a shared border,
    or where areas overlap, belongs to the area with the lowest index. Same answer as shapely's `covers`, area by area.
    """

    def __init__(self, polygons: Sequence[BaseGeometry], *, resolution: int = 1536) -> None:
        """Index `polygons` (SWEREF 99 TM metres); resolution: raster cells along the longer side.

        Raises: InvalidRecord for an empty or invalid polygon, by its position.
        """
        self._polygons = np.asarray(polygons, dtype=object)
        for position, polygon in enumerate(polygons):
            if polygon.is_empty or not polygon.is_valid:
                raise InvalidRecord(f"area {position} is empty or crosses itself; mend its polygon first")
        self._labels = np.full((1, 1), -1, np.int32)
        self._west = self._south = 0.0
        self._cell = 1.0
        if len(polygons):
            self._tree = shapely.STRtree(self._polygons)
            for polygon in polygons:
                shapely.prepare(polygon)
            self._draw(resolution)

    def __len__(self) -> int:
        """Number of areas."""
        return len(self._polygons)

    def _draw(self, resolution: int) -> None:
        from scipy.ndimage import binary_dilation, label

        west, south, east, north = shapely.total_bounds(self._polygons)
        self._cell = max(east - west, north - south) / resolution
        # Two empty cells all round: positions outside are clamped into them.
        self._west, self._south = west - 2 * self._cell, south - 2 * self._cell
        nx, ny = (int(span / self._cell) + 5 for span in (east - west, north - south))
        column, row = self._border_cells()
        crossed = np.zeros((ny, nx), np.bool_)
        crossed[row, column] = True
        # Borders are sampled at a quarter of a cell and may cut a corner between samples: the neighbours count too.
        crossed = binary_dilation(crossed, np.ones((3, 3), np.bool_))
        pieces, number = label(~crossed)
        flat = pieces.ravel()
        first = np.zeros(number + 1, np.int64)
        first[flat[::-1]] = np.arange(flat.size)[::-1]
        probe = first[1:]
        inside = np.full(number + 1, len(self._polygons), np.int32)
        x = self._west + (probe % nx + 0.5) * self._cell
        y = self._south + (probe // nx + 0.5) * self._cell
        which, area = self._tree.query(shapely.points(x, y), predicate="intersects")
        np.minimum.at(inside, which + 1, area.astype(np.int32))
        inside[inside == len(self._polygons)] = _OUTSIDE
        inside[0] = _CROSSED
        self._labels = inside[pieces]

    def _border_cells(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        points, ring = shapely.get_coordinates(shapely.boundary(self._polygons), return_index=True)
        start, step = points[:-1], np.diff(points, axis=0)
        joined = ring[:-1] == ring[1:]
        start, step = start[joined], step[joined]
        samples = np.maximum(np.ceil(np.hypot(step[:, 0], step[:, 1]) / (self._cell * 0.25)), 1).astype(np.int64) + 1
        edge = np.repeat(np.arange(len(start)), samples)
        along = (np.arange(len(edge)) - np.repeat(np.cumsum(samples) - samples, samples)) / (samples[edge] - 1)
        sample = start[edge] + step[edge] * along[:, None]
        return (
            ((sample[:, 0] - self._west) / self._cell).astype(np.int64),
            ((sample[:, 1] - self._south) / self._cell).astype(np.int64),
        )

    def locate(self, east_m: ArrayLike, north_m: ArrayLike) -> NDArray[np.int32]:
        """Index of the area that each position lies in, int32, -1 for none and for NaN. Metres SWEREF 99 TM."""
        east, north = np.atleast_1d(np.asarray(east_m, np.float64)), np.atleast_1d(np.asarray(north_m, np.float64))
        if len(self._polygons) == 0:
            return np.full(east.shape, -1, np.int32)
        ny, nx = self._labels.shape
        # NaN falls below every bound here, hence outside.
        column = np.fmin(np.fmax((east - self._west) * (1 / self._cell), 0), nx - 1).astype(np.int32)
        row = np.fmin(np.fmax((north - self._south) * (1 / self._cell), 0), ny - 1).astype(np.int32)
        row *= np.int32(nx)
        row += column
        answer = self._labels.ravel()[row]
        unsure = np.flatnonzero(answer == _CROSSED)
        if len(unsure):
            answer[unsure] = self._asked(east[unsure], north[unsure])
        return answer

    def _asked(self, east: NDArray[np.float64], north: NDArray[np.float64]) -> NDArray[np.int32]:
        """Ask the polygons whose bounds hold the position, one prepared polygon after the other."""
        which, area = self._tree.query(shapely.points(east, north))
        order = np.argsort(area.astype(np.int16) if len(self) < 2**15 else area, kind="stable")
        which, area = which[order], area[order]
        start = np.searchsorted(area, np.arange(len(self) + 1))
        answer = np.full(len(east), _OUTSIDE, np.int32)
        # From the last area to the first, so that the lowest index is what remains.
        for index in range(len(self) - 1, -1, -1):
            near = which[start[index] : start[index + 1]]
            if len(near):
                inside = shapely.intersects_xy(self._polygons[index], east[near], north[near])
                answer[near[inside]] = index
        return answer


_OUTSIDE = -1
_CROSSED = -2


def nearest(
    east_m: float, north_m: float, place_east_m: ArrayLike, place_north_m: ArrayLike, *, within_m: float
) -> int:
    """Index of the nearest of the given places, the first of equals, or -1 if none lies within `within_m` metres."""
    distance = np.hypot(np.asarray(place_east_m, np.float64) - east_m, np.asarray(place_north_m, np.float64) - north_m)
    distance = np.where(np.isnan(distance), np.inf, distance)
    if distance.size == 0 or distance.min() > within_m:
        return -1
    return int(distance.argmin())


@overload
def snap(lon: float, lat: float, grid_m: float) -> tuple[float, float]: ...
@overload
def snap(
    lon: NDArray[np.floating], lat: NDArray[np.floating], grid_m: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def snap(
    lon: float | NDArray[np.floating], lat: float | NDArray[np.floating], grid_m: float
) -> tuple[float, float] | tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The centre of the grid square (SWEREF 99 TM, side grid_m) that a position lies in, as lon, lat.

    Snapping twice changes nothing. Raises: BadSetting unless grid_m > 0.
    """
    if not grid_m > 0:
        raise BadSetting(f"grid_m={grid_m}: choose a side of more than 0 m")
    east, north = to_sweref(lon, lat)  # type: ignore[arg-type]
    centre = ((np.floor(east / grid_m) + 0.5) * grid_m, (np.floor(north / grid_m) + 0.5) * grid_m)
    return to_wgs84(*centre)
