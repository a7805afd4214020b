"""Areas from GeoJSON and GeoPackage: SCB's DeSO and RegSO, or the municipality's own. Nothing is mended unsaid."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import places
from geodata.errors import InvalidRecord
from geodata.model import Area, AreaKind, record_id
from geodata.sources.context import ImportContext, Ledger, ParsedFile
from geodata.sources.gis import Layer, Property, read_layer
from geodata.sources.headers import Roles, match_columns
from geodata.sources.located import FARTHEST, check_reference_system
from geodata.sources.municipalities import municipality_code
from geodata.sources.overlaps import settle_overlaps
from geodata.sources.tables import restore_code
from geodata.sources.values import BadValue, whole_number_of

ROLES: Roles = {
    "deso": ("desokod", "deso"),
    "regso": ("regsokod", "regso"),
    "municipality": ("kommunkod", "kommun", "municipality", "municipality code", "knkod"),
    "code": ("kod", "code", "områdeskod", "area code", "omrkod", "stadsdelskod", "nyko", "distriktskod", "id"),
    "name": ("namn", "name", "områdesnamn", "area name", "stadsdelsnamn", "stadsdel", "distriktsnamn", "kommunnamn"),
    "regso_name": ("regsonamn",),
    "kind": ("area kind", "områdestyp", "kind"),
    "residents": ("befolkning", "residents", "folkmängd", "invånare", "antal invånare", "population"),
    "dwellings": ("bostäder", "dwellings", "antal bostäder", "lägenheter totalt", "bostadslägenheter"),
    "detached": ("dwellings detached", "villa", "villor", "småhus", "dwellings villa"),
    "terraced": ("dwellings terraced", "radhus", "dwellings radhus"),
    "apartment": ("dwellings apartment", "flerbostad", "flerbostadshus", "dwellings flerbostad"),
}
_DESO = re.compile(r"^\d{4}[ABC]\d{4}$")
_REGSO = re.compile(r"^\d{4}R\d{3}$")
_SUFFIX = re.compile(r"_(?:DeSO|RegSO)_?\d*$", re.IGNORECASE)
_EPSG = re.compile(r'^EPSG:(\d+)$|(?:ID|AUTHORITY)\["EPSG",\s*"?(\d+)"?\]\]$')
_WGS84_WITH_HEIGHT = 4979
_CRS84 = re.compile(r"OGC:(?:1\.3:)?CRS84", re.IGNORECASE)
_YEAR = re.compile(r"[_ ]?(?:19|20)\d\d$")


def read_areas(path: Path, context: ImportContext) -> ParsedFile:
    """Read an area file. Faults count features from 1.

    Refused with a fault: shapes that cross themselves, are empty or no polygons; codes that occur twice; areas of one
    division that overlap by more than 5 % of the smaller. Raises: UnreadableFile.
    """
    layer = read_layer(path)
    ledger = Ledger(path.name, "SCB" if _is_scb(layer) else "Importerad fil", context.now)
    if ledger.source == "SCB":
        ledger.licence = "CC0"
    ledger.read = len(layer.shapes)
    if not layer.shapes:
        raise ledger.refuse("holds no features", "export it again with its areas")
    if layer.others:
        ledger.note(
            None,
            f'only the layer "{layer.name}" was read, not {", ".join(layer.others[:5])}',
            "save another layer as a file of its own to import it",
        )
    columns = match_columns([_YEAR.sub("", name) for name in layer.columns], ROLES)
    if not columns.keys() & {"deso", "regso", "code", "name", "municipality"}:
        named = ", ".join(layer.columns[:20]) or "none"
        raise ledger.refuse(
            f"has no property with a code; its properties are {named}", "name one desokod, regsokod or kod"
        )
    shapes = _shapes(layer, ledger)
    epsg = _reference_system(layer, shapes, context, ledger)
    _Reader(layer, columns, context, ledger).read(_to_degrees(shapes, epsg, ledger))
    _refuse_repeated_codes(ledger)
    settle_overlaps(ledger)
    return ledger.close()


def _is_scb(layer: Layer) -> bool:
    return bool({"desokod", "regsokod", "deso"} & {name.casefold() for name in layer.columns})


def _shapes(layer: Layer, ledger: Ledger) -> dict[int, BaseGeometry]:
    """The valid polygons by feature number, in the file's own coordinates."""
    good = {}
    for number, wkb in enumerate(layer.shapes, start=1):
        try:
            with np.errstate(invalid="ignore"):
                shape = None if wkb is None else shapely.from_wkb(wkb)
        except shapely.errors.ShapelyError:
            ledger.fault(number, "has a shape that cannot be read", "export it with straight edges")
            continue
        if shape is None or shape.is_empty:
            ledger.fault(number, "has no shape", "draw its outline, or leave the feature out")
        elif shape.geom_type not in {"Polygon", "MultiPolygon"}:
            ledger.fault(number, f"is a {shape.geom_type}, not a polygon", "give its outline as a polygon")
        elif not np.isfinite(shapely.get_coordinates(shape)).all():
            ledger.fault(number, "has a coordinate that is no number (NaN)", "export the shape again")
        elif np.abs(shapely.get_coordinates(shape)).max() > FARTHEST:
            ledger.fault(number, "has a coordinate that is no place on earth", "export the shape again")
        elif not shape.is_valid:
            ledger.fault(number, *_why_invalid(shape))
        else:
            good[number] = shape
    return good


def _why_invalid(shape: BaseGeometry) -> tuple[str, str]:
    reason, _, where = shapely.is_valid_reason(shape).partition("[")
    place = f" at {where.rstrip(']').replace(' ', ', ')}" if where else ""
    if "elf-intersection" in reason:
        return f"crosses itself{place}", "move the corner in a GIS program (check geometry), and export it again"
    return f"is not a valid shape: {reason.strip().casefold()}{place}", "mend it in a GIS program (check geometry)"


def _reference_system(layer: Layer, shapes: dict[int, BaseGeometry], context: ImportContext, ledger: Ledger) -> int:
    """The EPSG number the file states, or the import; refused where the numbers contradict it."""
    stated = _stated_system(layer.crs)
    if context.crs is not None and stated not in {None, context.crs, places.WGS84}:
        ledger.note(
            None, f"states EPSG:{stated}, but was read as EPSG:{context.crs} as --crs says", "leave --crs out otherwise"
        )
    epsg = stated if context.crs is None else context.crs
    if epsg is None:
        raise ledger.refuse("does not say which reference system it is in", "give --crs, e.g. --crs 3006")
    if shapes:
        corners = np.array([shape.representative_point().coords[0][:2] for shape in shapes.values()])
        # a new area may lie anywhere: what is known of the municipality bounds it only where a person named the zone
        bound = context if context.crs is not None else _Anywhere.of(context)
        check_reference_system(corners[:, 0], corners[:, 1], epsg, bound, ledger)
    return epsg


class _Anywhere:
    @staticmethod
    def of(context: ImportContext) -> ImportContext:
        return ImportContext(
            municipality=context.municipality, crs=context.crs, allow_outside=context.allow_outside, now=context.now
        )


def _stated_system(crs: str | None) -> int | None:
    if crs is None:
        return None
    if _CRS84.search(crs):
        return places.WGS84
    found = _EPSG.search(crs)
    if found is None:
        return None
    number = int(found[1] or found[2])
    # with heights, which nothing here uses
    return places.WGS84 if number == _WGS84_WITH_HEIGHT else number


def _to_degrees(shapes: dict[int, BaseGeometry], epsg: int, ledger: Ledger) -> dict[int, BaseGeometry]:
    if epsg == places.WGS84:
        return shapes
    moved = {}
    for number, shape in shapes.items():
        east, north = shapely.get_coordinates(shape).T
        lon, lat = places.transform(east, north, from_epsg=epsg, to_epsg=places.WGS84)
        if np.isfinite(lon).all() and np.isfinite(lat).all():
            moved[number] = shapely.set_coordinates(shape, np.column_stack([lon, lat]))
        else:
            ledger.fault(number, f"lies where EPSG:{epsg} has no place on earth", "check the reference system")
    return moved


@dataclass(frozen=True, slots=True)
class _Named:
    code: str
    name: str
    area_kind: AreaKind
    parent: str | None


class _Reader:
    """Turns features into areas."""

    def __init__(self, layer: Layer, columns: dict[str, int], context: ImportContext, ledger: Ledger) -> None:
        self._layer = layer
        self._columns = columns
        self._context = context
        self._ledger = ledger
        # an area that is there already stays the same one, with other borders and numbers
        self._known = {(area.municipality, area.code): area.id for area in context.areas}

    def read(self, shapes: dict[int, BaseGeometry]) -> None:
        """Append the areas to the ledger."""
        for number, shape in shapes.items():
            row = self._layer.rows[number - 1]
            named = self._named(number, row)
            if named is None or not self._is_in_reach(number, shape):
                continue
            municipality = self._municipality(number, row, named)
            if municipality is None:
                continue
            facts = self._facts(number, row)
            if facts is None:
                continue
            if self._context.tier is not None:
                facts["tier"] = self._context.tier
            try:
                area = Area(
                    id=self._known.get((municipality, named.code)) or record_id(Area.kind, municipality, named.code),
                    municipality=municipality,
                    provenance=self._ledger.provenance(number),
                    code=named.code,
                    name=named.name,
                    area_kind=named.area_kind,
                    parent=named.parent,
                    outline=_rounded(shape),
                    **facts,
                )
            except InvalidRecord as error:
                self._ledger.fault(number, str(error), "correct the feature")
            else:
                self._ledger.records.append(area)

    def _text(self, row: tuple[Property, ...], role: str) -> str:
        index = self._columns.get(role)
        value = None if index is None else row[index]
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    def _heading(self, role: str) -> str | None:
        index = self._columns.get(role)
        return None if index is None else self._layer.columns[index]

    def _named(self, number: int, row: tuple[Property, ...]) -> _Named | None:
        name = self._text(row, "name")
        for role in ("deso", "regso", "code", "municipality", "name"):
            code = _SUFFIX.sub("", self._text(row, role))
            if code:
                break
        else:
            heading = next(
                (self._heading(role) for role in ("deso", "regso", "code", "name") if self._heading(role)), None
            )
            self._ledger.fault(number, "has no code", "fill it in", column=heading)
            return None
        if role == "municipality":
            code = restore_code(code)[0]
        kind = self._kind(row, role, code)
        regso_name = self._text(row, "regso_name")
        if kind is AreaKind.DESO and regso_name and not name:
            name = f"{regso_name} ({code[4:]})"
        elif kind is AreaKind.REGSO and not name:
            name = regso_name
        parent = self._text(row, "regso") or None if kind is AreaKind.DESO else None
        return _Named(re.sub(r"[^0-9A-Za-zÅÄÖåäö_.-]+", "-", code)[:40], name or code, kind, parent)

    def _kind(self, row: tuple[Property, ...], role: str, code: str) -> AreaKind:
        stated = self._text(row, "kind").casefold()
        if stated in set(AreaKind):
            return AreaKind(stated)
        if _DESO.match(code):
            return AreaKind.DESO
        if _REGSO.match(code):
            return AreaKind.REGSO
        if role == "municipality":
            return AreaKind.MUNICIPALITY
        heading = (self._heading("code") or "") + (self._heading("name") or "")
        return AreaKind.DISTRICT if re.search("stadsdel|distrikt", heading, re.IGNORECASE) else AreaKind.OWN

    def _municipality(self, number: int, row: tuple[Property, ...], named: _Named) -> str | None:
        of_code = named.code[:4] if named.area_kind in {AreaKind.DESO, AreaKind.REGSO} else None
        for candidate in (self._text(row, "municipality"), of_code, self._context.municipality):
            code, restored = restore_code(candidate or "")
            if restored:
                self._ledger.note_once(
                    "leading zero",
                    number,
                    f"the municipality {candidate} has lost its leading zero: read as {code}",
                    "keep the codes as text",
                    column=self._heading("municipality"),
                )
            if re.fullmatch(r"[0-9]{4}", code):
                return code
            if candidate and (of_name := municipality_code(candidate)) is not None:
                return of_name
        self._ledger.fault(number, "names no municipality", "say which with --municipality, e.g. --municipality 0880")
        return None

    def _is_in_reach(self, number: int, shape: BaseGeometry) -> bool:
        point = shape.representative_point()
        if self._context.allow_outside or places.in_sweden(point.x, point.y):
            return True
        self._ledger.fault(
            number,
            "lies outside Sweden",
            "check the reference system, or import with --allow-outside",
            value=f"{point.x:.5f}, {point.y:.5f}",
        )
        return False

    def _facts(self, number: int, row: tuple[Property, ...]) -> dict[str, Any] | None:
        """Residents and dwellings; None when one of them cannot be."""
        numbers: dict[str, int | None] = {}
        for role in ("residents", "dwellings", "detached", "terraced", "apartment"):
            index = self._columns.get(role)
            try:
                numbers[role] = None if index is None else whole_number_of(row[index])
            except BadValue as error:
                self._ledger.fault(
                    number, error.problem, error.remedy, column=self._heading(role), value=row[index or 0]
                )
                return None
        by_type = [numbers["detached"], numbers["terraced"], numbers["apartment"]]
        known = [n for n in by_type if n is not None]
        total = numbers["dwellings"]
        if len(known) == len(by_type) and total is None:
            total = sum(known)
        if known and (len(known) < len(by_type) or sum(known) != total):
            self._ledger.note(
                number, f"dwellings by type do not sum to all dwellings ({total}): left out", "correct the numbers"
            )
            by_type = [None, None, None]
        return {
            "residents": numbers["residents"],
            "dwellings": total,
            "dwellings_detached": by_type[0],
            "dwellings_terraced": by_type[1],
            "dwellings_apartment": by_type[2],
        }


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    """The shape at the model's 7 decimals; a spike that only the rounding would make cross is snapped instead."""
    rounded = shapely.transform(shapely.force_2d(shape), lambda points: np.round(points, 7))
    return rounded if rounded.is_valid else shapely.set_precision(shape, 1e-7)


def _refuse_repeated_codes(ledger: Ledger) -> None:
    """Of areas with one code nobody can tell which is meant: none is taken."""
    features: dict[tuple[str, str], list[int]] = defaultdict(list)
    areas = [record for record in ledger.records if isinstance(record, Area)]
    for area in areas:
        features[area.municipality, area.code].append(area.provenance.row or 0)
    for (_, code), numbers in features.items():
        for number in numbers if len(numbers) > 1 else ():
            others = ", ".join(str(n) for n in numbers if n != number)
            ledger.fault(number, f"has the code {code}, as feature {others} has", "give each area a code of its own")
    ledger.records = [area for area in areas if not ledger.is_rejected(area.provenance.row or 0)]
