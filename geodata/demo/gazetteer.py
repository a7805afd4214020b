"""Named places of the demonstration, each position with its source; what has no source is marked as made up."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.demo.frame import Setting, published, read_rows, ref
from geodata.errors import BadSetting
from geodata.model import Place, PlaceKind, Position, Provenance

_ALIASES = {
    "Kalmar Centralstation": ("Centralstationen", "Kalmar C"),
    "Kalmar stadskärna": ("Kalmar centrum",),
    "Köpcentrum (ej namngivna)": ("köpcentrum", "shoppingcenter"),
    "Salem centrum": ("Salems centrum",),
}


def places(setting: Setting) -> list[Place]:
    """The municipality's places in the order of the table."""
    return [
        Place(
            id=ref("place", setting.code, row["name"]),
            municipality=setting.code,
            provenance=Provenance(source=row["source"], made_up=True)
            if row["made_up"]
            else published(row["source"], row["licence"] or None),
            name=row["name"],
            place_kind=PlaceKind(row["kind"]),
            position=Position(lon=float(row["lon"]), lat=float(row["lat"])) if row["lon"] else None,
            radius_m=int(row["radius_m"]) if row["radius_m"] else None,
            aliases=_ALIASES.get(row["name"], ()),
        )
        for row in read_rows("places.csv")
        if row["municipality"] == setting.code
    ]


def position_of(places: Sequence[Place], name: str) -> Position:
    """Where the named place lies. Raises: BadSetting for a place that is unknown or not located."""
    position = next((place.position for place in places if place.name == name), None)
    if position is None:
        raise BadSetting(f"the demonstration's gazetteer has no position for {name}; add it to places.csv")
    return position
