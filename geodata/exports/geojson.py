"""Areas, places and hotspots as GeoJSON (RFC 7946: WGS84, longitude first)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.chain import Growth, HotspotCard
from geodata.model import Area, Place
from geodata.studies.burglaries import Monthly, total


def areas_layer(areas: Sequence[Area], burglaries: Mapping[str, Monthly]) -> dict[str, Any]:
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


def _burglaries(months: Monthly) -> dict[str, Any]:
    return {
        "burglaries": total(months.values()),
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
                "growth": _rounded(card.growth),
                "standing": card.standing.value,
                "p": None if card.p is None else float(f"{card.p:.3g}"),
                "later": card.later,
                "expected": None if card.expected is None else round(card.expected, 1),
                "categories": [{"code": category.value, "n": n} for category, n in card.categories],
                "actions": card.actions,
                "late": card.late_actions,
                "gaps": [gap.value for gap in card.gaps],
                "felt_and_found": card.felt_and_found.value,
                "area": card.area_code,
                "peak": [card.peak.lon, card.peak.lat],
            },
        )
        for index, card in enumerate(cards)
    )


def _rounded(growth: Growth | None) -> list[float] | None:
    return None if growth is None else [round(factor, 3) for factor in (growth.yearly, growth.low, growth.high)]


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
