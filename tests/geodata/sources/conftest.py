"""What the tests of the readers share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.errors import UnreadableFile
from geodata.model import Area, AreaKind, Place, PlaceKind, Position, Provenance, record_id
from geodata.sources import ImportContext, ImportKind, ParsedFile, read_file

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWN = Provenance(source="test")


def an_area(code: str, name: str, west: float = 16.34, municipality: str = "0880") -> Area:
    return Area(
        id=record_id("area", municipality, code),
        municipality=municipality,
        provenance=OWN,
        code=code,
        name=name,
        area_kind=AreaKind.DESO,
        outline=shapely.box(west, 56.65, west + 0.04, 56.68),
    )


def a_place(name: str, *aliases: str, radius_m: int | None = 80) -> Place:
    return Place(
        id=record_id("place", "0880", name),
        municipality="0880",
        provenance=OWN,
        name=name,
        place_kind=PlaceKind.SQUARE,
        position=Position(lon=16.36104, lat=56.66279),
        radius_m=radius_m,
        aliases=aliases,
    )


KALMAR = ImportContext(
    municipality="0880",
    now=NOW,
    areas=(an_area("0880C1030", "Kvarnholmen"), an_area("0880C1040", "Malmen", 16.38)),
    places=(a_place("Larmtorget", "Larmis"),),
)
"""Kalmar with two areas and a place."""

Read = Callable[..., ParsedFile]


@pytest.fixture
def read() -> Read:
    """Read a file of a kind in Kalmar; keyword arguments change the context."""

    def reader(kind: str, path: Path, **changes: Any) -> ParsedFile:
        fields = {name: getattr(KALMAR, name) for name in ImportContext.__slots__} | changes
        return read_file(ImportKind(kind), path, ImportContext(**fields))

    return reader


@pytest.fixture
def refused(read: Read) -> Callable[..., str]:
    """The sentence with which a file is refused."""

    def reader(kind: str, path: Path, **changes: Any) -> str:
        with pytest.raises(UnreadableFile) as caught:
            read(kind, path, **changes)
        assert caught.value.faults
        assert all(fault.remedy for fault in caught.value.faults)
        return str(caught.value)

    return reader
