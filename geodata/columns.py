"""All evidence at one data version, as an immutable struct of arrays that every viewer shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from geodata import places
from geodata.daylight import is_dark
from geodata.errors import NotFound
from geodata.model import (
    LOCAL_TIME,
    CaseStatus,
    Category,
    EvidenceKind,
    Feeling,
    Light,
    SourceType,
    TimePrecision,
    View,
)
from geodata.rings import in_ring

UNKNOWN_MINUTE = 65535
KINDS: tuple[EvidenceKind, ...] = tuple(EvidenceKind)
CATEGORY_ORDER: tuple[Category, ...] = tuple(Category)
LIGHTS = (None, *Light)
_STATUSES = tuple(CaseStatus)
_SOURCES = tuple(SourceType)
_HOUR_MS = 3_600_000
_DAY_MS = 86_400_000
_MANY = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Reports and findings, one row each, ordered by (observed, id); every array has length n and is read-only.

    ids: UUID bytes, S16.  kind, category, source, status: index into KINDS, CATEGORY_ORDER, SourceType, CaseStatus.
    safe: somebody called the place safe.  lon, lat: degrees, NaN where not located.  east_dm, north_dm: SWEREF 99 TM,
    decimetres, NOT_LOCATED where unknown.  day: local date in days since 1970-01-01.  minute: local minute of the day,
    65535 where the time of day is unknown.  dated: the day is known, not the month alone.  area: index into
    area_codes, -1 for none.  municipality: index into municipalities.  severity: 1-3, 0 where not stated.  light: index
    into LIGHTS, 0 where the time of day is unknown.
    """

    version: int
    area_codes: tuple[str, ...]
    municipalities: tuple[str, ...]
    ids: NDArray[np.bytes_]
    kind: NDArray[np.uint8]
    category: NDArray[np.uint8]
    source: NDArray[np.uint8]
    status: NDArray[np.uint8]
    safe: NDArray[np.bool_]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    east_dm: NDArray[np.int32]
    north_dm: NDArray[np.int32]
    day: NDArray[np.int32]
    minute: NDArray[np.uint16]
    dated: NDArray[np.bool_]
    area: NDArray[np.int16]
    municipality: NDArray[np.uint16]
    severity: NDArray[np.uint8]
    light: NDArray[np.uint8]

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __len__(self) -> int:
        return len(self.ids)

    def id_of(self, row: int) -> UUID:
        """The record that a row stands for. Raises: NotFound."""
        if not 0 <= row < len(self):
            raise NotFound(f"no row {row} in version {self.version}; there are {len(self)}")
        # numpy drops trailing NUL bytes of S16
        return UUID(bytes=bytes(self.ids[row]).ljust(16, b"\0"))

    def where(self, view: View) -> NDArray[np.bool_]:
        """Which rows the view lets through."""
        mask: NDArray[np.bool_] = np.ones(len(self), np.bool_)
        if view.municipality in self.municipalities:
            mask &= self.municipality == self.municipalities.index(view.municipality)
        else:
            mask[:] = False
        if view.since:
            mask &= self.day >= day_number(view.since)
        if view.until:
            mask &= self.day <= day_number(view.until)
        if view.hours:
            start, end = view.hours[0] * 60, view.hours[1] * 60
            late, early = self.minute >= start, self.minute < end
            mask &= (late & early if start < end else late | early) & (self.minute != UNKNOWN_MINUTE)
        if view.categories:
            mask &= any_of(self.category, [CATEGORY_ORDER.index(c) for c in view.categories])
        if view.kinds:
            mask &= any_of(self.kind, [KINDS.index(k) for k in view.kinds])
        if view.feeling is not None:
            mask &= self.safe == (view.feeling is Feeling.SAFE)
        if view.area_codes:
            known = [i for i, code in enumerate(self.area_codes) if code in view.area_codes]
            mask &= np.isin(self.area, known)
        if is_narrow(view):
            mask &= self.narrowly(view)
        return mask

    def narrowly(self, view: View) -> NDArray[np.bool_]:
        """Which rows the view's rarer choices let through, see `is_narrow`; the others are not asked."""
        mask: NDArray[np.bool_] = np.ones(len(self), np.bool_)
        if view.statuses:
            mask &= any_of(self.status, [_STATUSES.index(one) for one in view.statuses])
        if view.sources:
            mask &= any_of(self.source, [_SOURCES.index(one) for one in view.sources])
        if view.weekdays:
            mask &= any_of(weekday(self.day), [day - 1 for day in view.weekdays])
        if view.light is not None:
            mask &= self.light == LIGHTS.index(view.light)
        if view.within:
            mask &= self.inside(view)
        return mask

    def inside(self, view: View) -> NDArray[np.bool_]:
        """Which rows lie within the view's ring, which it must have."""
        return in_ring(self.lon, self.lat, view.within)

    @property
    def located(self) -> NDArray[np.bool_]:
        """Which rows have a position."""
        found: NDArray[np.bool_] = self.east_dm != places.NOT_LOCATED
        return found

    def to_arrow(self, rows: NDArray[np.integer] | None = None) -> bytes:
        """The columns as one Arrow IPC stream, about 22 bytes a row; see the README for its columns.

        rows: those wanted, in this order; their numbers then stand in one more column, "row".
        """
        wanted = self if rows is None else self._only(rows)
        return _as_arrow(wanted, None if rows is None else np.asarray(rows, np.uint32))

    def _only(self, rows: NDArray[np.integer]) -> Columns:
        arrays = {f.name: value[rows] for f in fields(self) if isinstance(value := getattr(self, f.name), np.ndarray)}
        return replace(self, **arrays)


def _as_arrow(columns: Columns, numbers: NDArray[np.uint32] | None) -> bytes:
    import pyarrow as pa

    def dictionary(indices: NDArray[np.generic], values: Sequence[str]) -> Any:
        return pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(list(values), pa.string()))

    codes = ("", *columns.area_codes)
    table = {
        "kind": dictionary(columns.kind, [k.value for k in KINDS]),
        "category": dictionary(columns.category, [c.value for c in CATEGORY_ORDER]),
        "lon": pa.array(columns.lon.astype(np.float32)),
        "lat": pa.array(columns.lat.astype(np.float32)),
        "observed_date": pa.array(columns.day, pa.int32()).view(pa.date32()),
        "observed_minute": pa.array(columns.minute),
        "area": dictionary((columns.area + 1).astype(np.int16), codes),
        "source": dictionary(columns.source, [s.value for s in _SOURCES]),
        "status": dictionary(columns.status, [s.value for s in _STATUSES]),
        "severity": pa.array(columns.severity),
        "safe": pa.array(columns.safe),
        "light": pa.array(columns.light),
        "municipality": dictionary(columns.municipality, columns.municipalities or ("",)),
    }
    if numbers is not None:
        table["row"] = pa.array(numbers)
    batch = pa.RecordBatch.from_arrays(list(table.values()), names=list(table))
    batch = batch.replace_schema_metadata(
        {"version": str(columns.version), "not_located": "NaN", "unknown_minute": str(UNKNOWN_MINUTE)}
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def build_columns(
    raw: Mapping[str, NDArray[np.generic]],
    *,
    version: int,
    area_codes: Sequence[str],
    area_index: places.AreaIndex | None,
) -> Columns:
    """Columns of a store's evidence arrays (see Store.evidence).

    area_codes, area_index: the division that rows are counted in, in one order; a row without a position keeps the
    area it was reported for.
    """
    observed = raw["observed_ms"].astype(np.int64)
    local = observed + _utc_offset_ms(observed)
    precision = raw["precision"]
    minute = ((local % _DAY_MS) // 60_000).astype(np.uint16)
    minute[precision != TimePrecision.MINUTE.value] = UNKNOWN_MINUTE
    lon, lat = raw["lon"].astype(np.float64), raw["lat"].astype(np.float64)
    located = ~np.isnan(lon)
    east_dm = np.full(len(lon), places.NOT_LOCATED, np.int32)
    north_dm = np.full(len(lon), places.NOT_LOCATED, np.int32)
    area = _indices(raw["area_code"], area_codes).astype(np.int16)
    if located.any():
        east_m, north_m = places.to_sweref(lon[located], lat[located])
        east_dm[located], north_dm[located] = places.to_decimetres(east_m), places.to_decimetres(north_m)
        if area_index is not None:
            area[located] = area_index.locate(east_m, north_m)
    municipalities = tuple(str(code) for code in np.unique(raw["municipality"]))
    municipality = _indices(raw["municipality"], municipalities).astype(np.uint16)
    return Columns(
        version=version,
        area_codes=tuple(area_codes),
        municipalities=municipalities,
        ids=raw["id"].astype("S16"),
        kind=_indices(raw["kind"], [k.value for k in KINDS]).astype(np.uint8),
        category=_indices(raw["category"], [c.value for c in CATEGORY_ORDER]).astype(np.uint8),
        source=_indices(raw["source"], [s.value for s in _SOURCES]).astype(np.uint8),
        status=_indices(raw["status"], [s.value for s in _STATUSES]).astype(np.uint8),
        safe=np.asarray(raw["feeling"] == Feeling.SAFE.value, np.bool_),
        lon=lon,
        lat=lat,
        east_dm=east_dm,
        north_dm=north_dm,
        day=(local // _DAY_MS).astype(np.int32),
        minute=minute,
        dated=np.asarray(precision != TimePrecision.MONTH.value, np.bool_),
        area=area,
        municipality=municipality,
        severity=raw["severity"].astype(np.uint8),
        light=_light(observed, minute != UNKNOWN_MINUTE, lon, lat, municipality),
    )


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


def weekday(days: NDArray[np.int32]) -> NDArray[np.uint8]:
    """0-6, Monday first. days: since 1970-01-01, which was a Thursday."""
    return np.asarray((days + np.int32(3)) % np.int32(7), np.uint8)


def is_narrow(view: View) -> bool:
    """Whether the view makes one of the rarer choices: status, source, weekday, light, ring."""
    return bool(view.statuses or view.sources or view.weekdays or view.light or view.within)


def any_of(column: NDArray[np.uint8], chosen: Sequence[int]) -> NDArray[np.bool_]:
    """Where the column has one of the chosen values."""
    if len(chosen) <= 6:
        # comparing a few times is quicker than looking up each row
        either: NDArray[np.bool_] = np.zeros(len(column), np.bool_)
        for value in chosen:
            either |= column == value
        return either
    table = np.zeros(256, np.bool_)
    table[list(chosen)] = True
    found: NDArray[np.bool_] = table[column]
    return found


def _light(
    observed_ms: NDArray[np.int64],
    timed: NDArray[np.bool_],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    municipality: NDArray[np.uint16],
) -> NDArray[np.uint8]:
    """Index into LIGHTS. For a place that nobody knows stands the middle of those known in the municipality."""
    found = np.zeros(len(lon), np.uint8)
    for code in np.unique(municipality):
        own = municipality == code
        here = own & ~np.isnan(lon)
        if not here.any():
            continue
        rows = np.flatnonzero(own & timed)
        x, y = (np.where(np.isnan(axis[rows]), axis[here].mean(), axis[rows]) for axis in (lon, lat))
        dark = is_dark(observed_ms[rows], x, y)
        found[rows] = np.where(dark, LIGHTS.index(Light.DARK), LIGHTS.index(Light.LIGHT))
    return found


def _indices(column: NDArray[np.generic], values: Sequence[str]) -> NDArray[np.int64]:
    """The index of each text in `values`, -1 where it is not one of them."""
    if not len(column):
        return np.zeros(0, np.int64)
    seen, inverse = _coded(column)
    place = {value: i for i, value in enumerate(values)}
    numbers: NDArray[np.int64] = np.array([place.get(str(value), -1) for value in seen], np.int64)
    return np.asarray(numbers[inverse])


def _coded(column: NDArray[np.generic]) -> tuple[Sequence[object], NDArray[np.integer]]:
    """The texts that occur, and which of them each row has."""
    if len(column) < _MANY:
        seen, inverse = np.unique(column.astype(str), return_inverse=True)
        return seen.tolist(), inverse
    # a million texts: 0.6 s by sorting, 0.1 s by hashing
    import pyarrow as pa

    coded = pa.array(column, pa.string()).dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy()


def _utc_offset_ms(observed_ms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Offset of Swedish civil time from UTC at each instant; zoneinfo asked once per change of clocks, not per row."""
    if not len(observed_ms):
        return observed_ms
    first = datetime.fromtimestamp(int(observed_ms.min()) / 1000, UTC).year
    last = datetime.fromtimestamp(int(observed_ms.max()) / 1000, UTC).year
    changes = [change for year in range(first - 1, last + 1) for change in _clock_changes(year)]
    offsets = np.array([offset for _, offset in changes], np.int64)
    return offsets[np.searchsorted([start for start, _ in changes], observed_ms, side="right") - 1]


@cache
def _clock_changes(year: int) -> tuple[tuple[int, int], ...]:
    """(instant in ms, offset in ms from then on) for each change in a year, the year's first instant included."""

    def offset(at: datetime) -> timedelta:
        return at.astimezone(LOCAL_TIME).utcoffset() or timedelta(0)

    def entry(at: datetime) -> tuple[int, int]:
        return int(at.timestamp() * 1000), int(offset(at).total_seconds() * 1000)

    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = [entry(at)]
    while at < end:
        later = min(at + timedelta(days=20), end)
        if offset(later) != offset(at):
            low, high = at, later
            while high - low > timedelta(hours=1):
                middle = low + (high - low) // 2
                middle = middle.replace(minute=0, second=0, microsecond=0)
                if middle == low:
                    middle += timedelta(hours=1)
                low, high = (middle, high) if offset(middle) == offset(at) else (low, middle)
            found.append(entry(high))
        at = later
    return tuple(found)
