"""What every result of an analysis is told with: method, choices, period, origins, and the day it was computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.columns import Columns
from geodata.model import Record, SourceType

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SOURCE_TYPES = tuple(SourceType)


class Method(StrEnum):
    """How a result was computed; the catalogues hold a sentence on each."""

    HOTSPOTS = "hotspots"
    HOLD_OUT = "hold_out"
    AREA_RATES = "area_rates"
    MONTHLY_SERIES = "monthly_series"
    NEAR_REPEAT = "near_repeat"
    SURVEY_AND_COUNTS = "survey_and_counts"
    EFFECT = "effect"
    FORESIGHT = "foresight"
    SCHEMES = "schemes"
    FIRES = "fires"
    WALK_PROTOCOL = "walk_protocol"
    REWALK = "rewalk"
    WALK_ATTENDANCE = "walk_attendance"
    PERIOD_CHANGE = "period_change"
    WEEK_TIMES = "week_times"


Parameter = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a result rests on.

    parameters: every choice that changes the answer, by name; metres and days in the names. since, until: first and
    last day of what was counted, None where nothing was. sources: origins in words, of evidence the codes of
    SourceType; each once, by the alphabet. rows: records that were counted. computed_on: the day that counted as today.
    made_up: some of it is demonstration.
    """

    method: Method
    parameters: Mapping[str, Parameter]
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    rows: int
    computed_on: date
    made_up: bool


def sources_of(records: Iterable[Record]) -> tuple[str, ...]:
    """The origins of records, each once, in order of the alphabet."""
    return tuple(sorted({record.provenance.source for record in records}))


def source_types(columns: Columns, chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    """The kinds of source (codes of SourceType) that the chosen rows come from, each once, by the alphabet."""
    present = np.unique(columns.source[chosen])
    return tuple(sorted(_SOURCE_TYPES[int(code)].value for code in present))
