"""What somebody is looking at, as a value: the same question to the map, the hotspots and the exports; and kept."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from geodata.model.base import AreaCode, MunicipalityCode, Name, Record, Text, Tier, Value
from geodata.model.taxonomy import CaseStatus, Category, Feeling, SourceType

BANDWIDTHS_M = (150, 200, 300, 400)
"""How far evidence reaches when hotspots are looked for; the range that suits a town."""

FINDING_WEIGHTS = (0.5, 1.0, 2.0, 5.0)
"""How many reports a walk's finding may count for when hotspots are looked for."""


class EvidenceKind(StrEnum):
    """Evidence that stands on the map as single rows."""

    REPORT = "report"
    FINDING = "finding"


class Light(StrEnum):
    """Whether it was dark where and when evidence was noted: the sun more than six degrees below the horizon."""

    DARK = "dark"
    LIGHT = "light"


MOST_CORNERS = 40
"""Of a ring that somebody draws on the map."""

Corner = tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-85, le=85)]]


class View(Value):
    """A selection of evidence in one municipality. Empty choices mean all.

    since, until: local dates, both included.  hours: (from, to) of the local day, half-open; from > to wraps past
    midnight; rows whose time of day is unknown are left out when hours or light are chosen.  weekdays: 1-7, Monday
    first.  within: corners (lon, lat) of a ring that closes by itself, up to MOST_CORNERS; rows without a position are
    left out; where it crosses itself, what it goes round twice is outside.
    feeling: None shows unsafe and safe together.  bandwidth_m, finding_weight: how hotspots are looked for, one of
    BANDWIDTHS_M and of FINDING_WEIGHTS; they choose no rows.  Raises: InvalidRecord.
    """

    municipality: MunicipalityCode
    since: date | None = None
    until: date | None = None
    hours: tuple[Annotated[int, Field(ge=0, le=23)], Annotated[int, Field(ge=1, le=24)]] | None = None
    categories: frozenset[Category] = frozenset()
    kinds: frozenset[EvidenceKind] = frozenset()
    feeling: Feeling | None = Feeling.UNSAFE
    area_codes: frozenset[AreaCode] = frozenset()
    statuses: frozenset[CaseStatus] = frozenset()
    sources: frozenset[SourceType] = frozenset()
    weekdays: frozenset[Annotated[int, Field(ge=1, le=7)]] = frozenset()
    light: Light | None = None
    within: tuple[Corner, ...] = ()
    bandwidth_m: int = 200
    finding_weight: float = 1.0

    @model_validator(mode="after")
    def _period_runs_forwards(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"the period ends {self.until} before it starts {self.since}; swap the dates")
        return self

    @model_validator(mode="after")
    def _ring_has_an_inside(self) -> Self:
        if self.within and not 3 <= len(self.within) <= MOST_CORNERS:
            raise ValueError(f"a ring of {len(self.within)} corners; draw one of 3 to {MOST_CORNERS}")
        return self

    @model_validator(mode="after")
    def _settings_are_offered(self) -> Self:
        if self.bandwidth_m not in BANDWIDTHS_M:
            raise ValueError(f"bandwidth_m={self.bandwidth_m}: choose one of {BANDWIDTHS_M}")
        if self.finding_weight not in FINDING_WEIGHTS:
            raise ValueError(f"finding_weight={self.finding_weight}: choose one of {FINDING_WEIGHTS}")
        return self


LONGEST_QUERY = 2_000
"""Characters of an address that a saved view may have."""


class SavedView(Record):
    """A view of the map that the municipality keeps under a name: what was chosen, where the map looked, what was open.

    query: of the map's address, without "?", the municipality and the language.  reason: what it is for.
    """

    kind: ClassVar[str] = "saved_view"

    tier: Tier = Tier.MUNICIPALITY
    name: Name
    query: Annotated[str, Field(pattern=r"^[!-~]*$", max_length=LONGEST_QUERY)] = ""
    reason: Text | None = None
