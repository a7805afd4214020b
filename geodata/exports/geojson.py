"""Areas, places and hotspots as GeoJSON (RFC 7946: WGS84, longitude first)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.chain import HotspotCard
from geodata.model import Area, BurglaryCount, DwellingType, Outcome, Place

Monthly = Mapping[str, Mapping[date, int | None]]
_Cell = dict[tuple[DwellingType | None, Outcome], int | None]


def burglaries_by_area(counts: Iterable[BurglaryCount], areas: Sequence[Area]) -> Monthly:
    """Reported dwelling burglaries per area and month, all dwelling types and outcomes together.

    A month that was never counted is absent; one with a suppressed or missing part is None. An area without counts of
    its own gets those of the areas whose parent it is, as long as every one with dwellings was counted that month.
    """
    told: dict[str, dict[date, _Cell]] = defaultdict(lambda: defaultdict(dict))
    for count in counts:
        told[count.area_code][count.month][count.dwelling_type, count.outcome] = count.count
    known = {code: {month: _whole(cell) for month, cell in months.items()} for code, months in told.items()}
    children = defaultdict(list)
    for area in areas:
        if area.parent and area.dwellings != 0:
            children[area.parent].append(area.code)

    def of(code: str) -> Mapping[date, int | None]:
        # entered before its parts are asked for: an area that is its own grandparent ends there
        if code not in known:
            known[code] = {}
            known[code] = _sum([of(child) for child in children[code]])
        return known[code]

    return {area.code: months for area in areas if (months := of(area.code))}


def _whole(cell: _Cell) -> int | None:
    """RULE 1: what counts all types, or both outcomes, is not added to the parts that stand beside it."""
    every_type = any(dwelling_type is None for dwelling_type, _ in cell)
    values = [
        n
        for (dwelling_type, outcome), n in cell.items()
        if (dwelling_type is None or not every_type)
        and (outcome is Outcome.UNSPECIFIED or (dwelling_type, Outcome.UNSPECIFIED) not in cell)
    ]
    return _total(values)


def _sum(parts: Sequence[Mapping[date, int | None]]) -> dict[date, int | None]:
    months = sorted({month for part in parts for month in part})
    return {month: _total([part.get(month) for part in parts]) for month in months}


def _total(values: Sequence[int | None]) -> int | None:
    """RULE 2: a sum with a part that is suppressed or missing is not known."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def areas_layer(areas: Sequence[Area], burglaries: Monthly) -> dict[str, Any]:
    """One feature per area; burglaries are left out where the asker may not see them."""
    return _collection(
        _feature(
            index,
            area.outline,
            {
                "code": area.code,
                "name": area.name,
                "kind": area.area_kind.value,
                "municipality": area.municipality,
                "parent": area.parent,
                "residents": area.residents,
                "dwellings": area.dwellings,
                "dwellings_detached": area.dwellings_detached,
                "dwellings_terraced": area.dwellings_terraced,
                "dwellings_apartment": area.dwellings_apartment,
                "dwelling_types_made_up": area.types_made_up,
                "source": area.provenance.source,
                "made_up": area.provenance.made_up,
                **(_burglaries(burglaries[area.code]) if area.code in burglaries else {}),
            },
        )
        for index, area in enumerate(areas)
    )


def _burglaries(months: Mapping[date, int | None]) -> dict[str, Any]:
    return {
        "burglaries": _total(list(months.values())),
        "burglaries_by_month": {f"{month:%Y-%m}": months[month] for month in sorted(months)},
    }


def places_layer(places: Sequence[Place]) -> dict[str, Any]:
    """One point per located place."""
    return _collection(
        _feature(
            index,
            shapely.Point(place.position.lon, place.position.lat),
            {"id": str(place.id), "name": place.name, "kind": place.place_kind.value},
        )
        for index, place in enumerate(places)
        if place.position
    )


def hotspots_layer(cards: Sequence[HotspotCard]) -> dict[str, Any]:
    """One polygon per hotspot, in rank order."""
    return _collection(
        _feature(
            index,
            card.outline,
            {
                "id": card.ref,
                "name": card.name,
                "rank": card.rank,
                "state": card.state.value,
                "count": card.count,
                "count_low": round(card.count_low, 1),
                "count_high": round(card.count_high, 1),
                "reports": card.reports,
                "findings": card.findings,
                "trend": card.trend,
                "categories": [{"code": category.value, "n": n} for category, n in card.categories],
                "actions": card.actions,
                "late": card.late_actions,
                "gaps": [gap.value for gap in card.gaps],
                "area": card.area_code,
                "peak": [card.peak.lon, card.peak.lat],
            },
        )
        for index, card in enumerate(cards)
    )


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(index: int, geometry: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    # six decimals are a decimetre: enough for drawing, a third less to send
    rounded = shapely.transform(geometry, lambda points: points.round(6))
    return {
        "type": "Feature",
        "id": index,
        "geometry": json.loads(shapely.to_geojson(rounded)),
        "properties": properties,
    }
