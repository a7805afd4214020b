"""What the demonstration's parts share: ids, provenance, periods, and chance that is the same on every machine."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import NamedTuple
from uuid import UUID

import numpy as np

from geodata.model import LOCAL_TIME, CaseStatus, Provenance, record_id

KALMAR = "0880"
SALEM = "0128"


@dataclass(frozen=True, slots=True)
class Setting:
    """A municipality as the demonstration plays it.

    shown_as_of: its own today; nothing in the demonstration happened on that day or later, but plans may lie there.
    evidence_from: first day of evidence.  evidence_count: reports and findings together.
    statistics_from: first month of burglary counts.  document: source of what the promise document states.
    """

    code: str
    name: str
    local_epsg: int
    shown_as_of: date
    evidence_from: date
    evidence_count: int
    statistics_from: date
    document: str


SETTINGS = {
    KALMAR: Setting(
        code=KALMAR,
        name="Kalmar",
        local_epsg=3010,
        shown_as_of=date(2017, 6, 1),
        evidence_from=date(2015, 6, 1),
        evidence_count=1516,
        statistics_from=date(2015, 1, 1),
        document="Medborgarlöften i Kalmar 2016–2017 (Polisen och Kalmar kommun), återgivna med egna ord",
    ),
    SALEM: Setting(
        code=SALEM,
        name="Salem",
        local_epsg=3011,
        shown_as_of=date(2022, 6, 1),
        evidence_from=date(2020, 6, 1),
        evidence_count=607,
        statistics_from=date(2020, 1, 1),
        document="Medborgarlöften i Salem 2021–2022 (Polisen och Salems kommun), återgivna med egna ord",
    ),
}


class Fate(NamedTuple):
    """What became of a case. party: key of the one responsible."""

    status: CaseStatus
    reason: str | None = None
    due_on: date | None = None
    party: str | None = None

    def party_id(self, code: str) -> UUID | None:
        """Id of the one responsible."""
        return ref("party", code, self.party) if self.party else None


MADE_UP = Provenance(source="Löfteskartans demonstration", made_up=True)


def made_up_after(source: str) -> Provenance:
    """Provenance of what is invented, but leans on something published."""
    return Provenance(source=f"Löfteskartans demonstration, efter {source}", made_up=True)


@cache
def published(source: str, licence: str | None = None) -> Provenance:
    """Provenance of a published fact."""
    return Provenance(source=source, licence=licence)


def ref(kind: str, code: str, *key: str | int) -> UUID:
    """The id of one of the demonstration's records; the kind's own name and a key in plain words."""
    return record_id(kind, code, "demo", *key)


def chance(seed: int, code: str, part: str) -> np.random.Generator:
    """Chance of its own for each part, so that a change in one leaves the others as they were."""
    return np.random.default_rng([seed, int(code), *part.encode()])


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """The instant when a clock in Sweden showed that time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL_TIME)


def months(first: date, until: date) -> Iterator[date]:
    """First days of the months from `first` on, before `until`."""
    year, month = first.year, first.month
    while (day := date(year, month, 1)) < until:
        yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the package's own tables."""
    text = (resources.files("geodata.demo") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
