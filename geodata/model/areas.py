"""Municipalities, their areas and their named places."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from geodata.model.base import AreaCode, Count, MunicipalityCode, Name, Outline, Position, Record
from geodata.model.taxonomy import DwellingType


class Municipality(Record):
    """A municipality that this installation serves.

    shown_as_of: a demonstration's own today; None means that the clock is asked.
    local_epsg: the SWEREF 99 zone that its files commonly use, e.g. 3010 for Kalmar.
    """

    kind: ClassVar[str] = "municipality"

    name: Name
    outline: Outline | None = None
    local_epsg: Count | None = None
    shown_as_of: date | None = None

    @property
    def code(self) -> MunicipalityCode:
        """The four digits, as text."""
        return self.municipality


class AreaKind(StrEnum):
    """Which division an area belongs to."""

    DESO = "deso"
    REGSO = "regso"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    OWN = "own"


class Area(Record):
    """A polygon with a code, and the people and homes in it.

    dwellings: all; dwellings_detached, _terraced, _apartment: by type, all or none, summing to it.
    types_made_up: the split by type is invented for the demonstration, the total is published.
    """

    kind: ClassVar[str] = "area"

    code: AreaCode
    name: Name
    area_kind: AreaKind
    outline: Outline
    parent: AreaCode | None = None
    residents: Count | None = None
    dwellings: Count | None = None
    dwellings_detached: Count | None = None
    dwellings_terraced: Count | None = None
    dwellings_apartment: Count | None = None
    types_made_up: bool = False

    @model_validator(mode="after")
    def _types_sum_to_all(self) -> Self:
        by_type = (self.dwellings_detached, self.dwellings_terraced, self.dwellings_apartment)
        known = [n for n in by_type if n is not None]
        if known and (len(known) < len(by_type) or sum(known) != self.dwellings):
            raise ValueError(
                f"dwellings by type {by_type} must all be given and sum to dwellings {self.dwellings}; correct the row"
            )
        return self

    def dwellings_of(self, dwelling_type: DwellingType | None) -> int | None:
        """Number of dwellings of a type, or of all types for None; None where not known."""
        if dwelling_type is None:
            return self.dwellings
        return {
            DwellingType.DETACHED: self.dwellings_detached,
            DwellingType.TERRACED: self.dwellings_terraced,
            DwellingType.APARTMENT: self.dwellings_apartment,
        }[dwelling_type]


class PlaceKind(StrEnum):
    """What sort of named place; a place class ("shopping centres") has no position of its own."""

    SQUARE = "square"
    STATION = "station"
    CENTRE = "centre"
    SHOPPING_CENTRE = "shopping_centre"
    SCHOOL = "school"
    PARK = "park"
    STREET = "street"
    LOCALITY = "locality"
    NEIGHBOURHOOD = "neighbourhood"
    OTHER = "other"


class Place(Record):
    """A named place of the gazetteer. Without a position it is listed, and asks to be located.

    radius_m: how far from its position the name still holds.
    """

    kind: ClassVar[str] = "place"

    name: Name
    place_kind: PlaceKind
    position: Position | None = None
    radius_m: Count | None = None
    aliases: tuple[Name, ...] = ()

    @property
    def is_located(self) -> bool:
        """Whether the place can be drawn on a map."""
        return self.position is not None
