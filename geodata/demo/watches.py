"""Made-up neighbourhood watch: where it is kept, since when, by how many homes of which type, and where it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from geodata.demo.frame import KALMAR, MADE_UP, SALEM
from geodata.demo.register import Register
from geodata.model import DwellingType, NeighbourhoodWatch

_VILLAS, _ROWS, _FLATS = DwellingType.DETACHED, DwellingType.TERRACED, DwellingType.APARTMENT


class _Watch(NamedTuple):
    """A scheme. households: None while it is only planned.  action: key of the action that brought it about."""

    name: str
    area: str
    homes: DwellingType
    households: int | None
    starts_on: date
    parties: tuple[str, ...] = ("polis",)
    action: str | None = None
    ends_on: date | None = None


_WATCHES: dict[str, Sequence[_Watch]] = {
    KALMAR: (
        _Watch("Norra Lindsdal", "0880C1260", _VILLAS, 96, date(2009, 5, 1)),
        _Watch("Radhusen i västra Smedby", "0880B2030", _ROWS, 52, date(2011, 9, 1)),
        _Watch("Rockneby", "0880A0070", _VILLAS, 62, date(2012, 4, 15)),
        _Watch("Radhusen i Berga", "0880C1180", _ROWS, 44, date(2014, 4, 1), action="2014-omraden"),
        _Watch("Bergavik", "0880C1240", _VILLAS, 43, date(2014, 9, 15), action="2014-omraden"),
        # nobody took over from the one who kept it
        _Watch("Hagby", "0880B3010", _VILLAS, 25, date(2014, 10, 20), (), "2014-omraden", date(2016, 5, 31)),
        _Watch("Björkenäs", "0880C1230", _VILLAS, 51, date(2015, 3, 10), action="2014-omraden"),
        _Watch("Bostadsrätter på Malmen", "0880C1080", _FLATS, 38, date(2015, 5, 20), ("brf",), "2014-omraden"),
        _Watch("Trekanten", "0880B4010", _VILLAS, 44, date(2015, 10, 1), action="2014-omraden"),
        _Watch("Södra Lindsdal", "0880C1250", _VILLAS, 34, date(2016, 4, 12), ("polis", "brand"), "grannsamverkan"),
        _Watch("Östra Smedby", "0880B2040", _VILLAS, 27, date(2016, 9, 20), ("polis", "brand"), "grannsamverkan"),
        _Watch("Rinkabyholm", "0880B2020", _VILLAS, 41, date(2016, 11, 15), ("polis", "brand"), "grannsamverkan"),
        _Watch("Hyresrätter i Berga", "0880C1180", _FLATS, 19, date(2017, 1, 24), ("brand",), "grannsamverkan"),
        _Watch("Ljungbyholm", "0880B3020", _ROWS, 30, date(2017, 3, 21), ("polis", "brand"), "grannsamverkan"),
        _Watch("Påryd", "0880A0020", _VILLAS, None, date(2017, 9, 1)),
    ),
    SALEM: (
        _Watch("Villorna i Rönninge", "0128C1010", _VILLAS, 118, date(2012, 5, 2)),
        _Watch("Radhusen i Salem östra", "0128C1060", _ROWS, 64, date(2018, 9, 10)),
        _Watch("Villastaden", "0128C1010", _VILLAS, 38, date(2021, 3, 24), action="grannsamverkan"),
        _Watch("Radhusen i Salem västra", "0128C1040", _ROWS, 31, date(2022, 3, 30), action="grannsamverkan"),
        _Watch("Bostadsrätter i Salem centrum", "0128C1050", _FLATS, 52, date(2021, 11, 3), ("brf",), "grannsamverkan"),
    ),
}


def watches(register: Register) -> list[NeighbourhoodWatch]:
    """The municipality's schemes, the oldest first."""
    return [
        NeighbourhoodWatch(
            id=register.id("neighbourhood_watch", one.name),
            municipality=register.code,
            provenance=MADE_UP,
            name=f"Grannsamverkan, {one.name}",
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            area_code=one.area,
            households=one.households,
            dwelling_type=one.homes,
            party_ids=register.ids("party", one.parties),
            action_id=register.id("action", one.action) if one.action else None,
        )
        for one in sorted(_WATCHES[register.code], key=lambda one: one.starts_on)
    ]
