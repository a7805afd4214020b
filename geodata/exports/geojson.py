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
from geodata.model import Area, BurglaryCount, Place

Monthly = Mapping[str, Mapping[date, int | None]]


def burglaries_by_area(counts: Iterable[BurglaryCount], areas: Sequence[Area]) -> Monthly:
    """Reported dwelling burglaries per area and month, all dwelling types and outcomes together.

    A month that was never counted is absent; one with a suppressed or missing part is None. An area without counts of
    its own gets those of the areas whose parent it is.
    """
    known: dict[str, dict[date, int | None]] = defaultdict(dict)
    for count in counts:
        months = known[count.area_code]
        so_far = months.get(count.month, 0)
        months[count.month] = None if so_far is None or count.count is None else so_far + count.count
    children = defaultdict(list)
    for area in areas:
        if area.parent:
            children[area.parent].append(area.code)
    for area in areas:
        if area.code not in known and any(child in known for child in children[area.code]):
            known[area.code] = _sum([known[child] for child in children[area.code] if child in known])
    return known


def _sum(parts: Sequence[Mapping[date, int | None]]) -> dict[date, int | None]:
    total: dict[date, int | None] = {}
    for month in sorted({month for part in parts for month in part}):
        values = [part.get(month) for part in parts]
        total[month] = None if None in values else sum(value for value in values if value is not None)
    return total


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
        "burglaries": sum(n for n in months.values() if n is not None),
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
