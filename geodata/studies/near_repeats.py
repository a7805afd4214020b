"""Whether trouble comes back nearby soon: how near, how soon, how many times as often as by chance.

Only what lies at a point on a known day can tell; what is dated to a month or has no position is left out, and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.multiple import stands
from geodata.analysis.near_repeat import NearRepeatTable, RiskBox, near_repeat, screen
from geodata.columns import Columns
from geodata.model import View
from geodata.studies.basis import Basis, Method, source_types

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NearCell", "NearRepeats", "RiskBox", "WhyNoRepeats", "near_repeats", "not_open"]

LEAST_EVENTS = 30
MOST_EVENTS = 5_000
"""Events that are looked at, the newest: some 2 seconds."""
PERMUTATIONS = 999
SEED = 20160401
FALSE_RATE = 0.05
DAY_EDGES = (0, 7, 14, 28, 56)
_LADDERS = ((0, 100, 200, 400, 800), (0, 200, 400, 800, 1600), (0, 400, 800, 1600, 3200))
_LEAST_EXPECTED = 1.0
_EPOCH = date(1970, 1, 1)


class WhyNoRepeats(StrEnum):
    """Why there is no table."""

    NOT_OPEN = "not_open"
    TOO_FEW = "too_few"
    NOT_LOCATED = "not_located"
    ONE_DAY = "one_day"


@dataclass(frozen=True, slots=True)
class NearCell:
    """Pairs of events from_m <= distance < to_m and from_days <= days < to_days apart.

    expected: on average over all ways of dealing the dates anew. ratio: observed / expected, None where none are
    expected. stands: more than chance allows, at most one in twenty such cells being false.
    """

    from_m: int
    to_m: int
    from_days: int
    to_days: int
    observed: int
    expected: float
    ratio: float | None
    stands: bool


@dataclass(frozen=True, slots=True)
class NearRepeats:
    """The answer, with rows of cells from near to far and in each from soon to late; empty where `why` says why.

    box: the plain conclusion; None where nothing stands out, or there is no table. events: that were looked at, the
    newest; in_all: that could have been. undated, unlocated: left out. least: events that a table needs.
    """

    cells: tuple[tuple[NearCell, ...], ...]
    box: RiskBox | None
    why: WhyNoRepeats | None
    events: int
    in_all: int
    undated: int
    unlocated: int
    least: int
    basis: Basis


def near_repeats(
    columns: Columns, view: View, *, today: date, made_up: bool, most: int = MOST_EVENTS, seed: int = SEED
) -> NearRepeats:
    """The table of the evidence in a view.

    RULE 1: bands are chosen by how far apart the events lie, never by what comes out: the nearest whose first cell is
    expected to hold a pair. RULE 2: the newest events are taken where there are more than `most`.
    """
    chosen = columns.where(view)
    usable = np.flatnonzero(chosen & columns.located & columns.dated)
    in_all = len(usable)
    # rows are in order of time, so that the newest stand last
    rows = usable[-most:] if in_all > most else usable
    east, north = columns.east_dm[rows] / 10, columns.north_dm[rows] / 10
    days = columns.day[rows].astype(np.int64)
    why = _why_not(int((chosen & columns.dated).sum()), days)
    table, edges = None, _LADDERS[0]
    if why is None:
        edges = next(
            (
                one
                for one in _LADDERS
                if _expects_a_pair(screen(east, north, days, distance_edges_m=one, day_edges=DAY_EDGES))
            ),
            _LADDERS[-1],
        )
        table = near_repeat(
            east, north, days, distance_edges_m=edges, day_edges=DAY_EDGES, seed=seed, permutations=PERMUTATIONS
        )
    return NearRepeats(
        cells=_cells(table) if table else (),
        box=table.box if table else None,
        why=why,
        events=len(rows),
        in_all=in_all,
        undated=int((chosen & ~columns.dated).sum()),
        unlocated=int((chosen & columns.dated & ~columns.located).sum()),
        least=LEAST_EVENTS,
        basis=Basis(
            method=Method.NEAR_REPEAT,
            parameters={
                "categories": ", ".join(sorted(view.categories)) or None,
                "distance_edges_m": ", ".join(str(edge) for edge in edges),
                "day_edges": ", ".join(str(edge) for edge in DAY_EDGES),
                "permutations": PERMUTATIONS,
                "seed": seed,
                "most_events": most,
                "false_rate": FALSE_RATE,
            },
            since=_on(days.min()) if days.size else None,
            until=_on(days.max()) if days.size else None,
            sources=source_types(columns, _mask(len(columns), rows)),
            rows=len(rows),
            computed_on=today,
            made_up=made_up and bool(days.size),
        ),
    )


def not_open(*, today: date) -> NearRepeats:
    """The answer to those who may not see where burglaries gather: nothing, and why."""
    basis = Basis(
        method=Method.NEAR_REPEAT,
        parameters={},
        since=None,
        until=None,
        sources=(),
        rows=0,
        computed_on=today,
        made_up=False,
    )
    return NearRepeats((), None, WhyNoRepeats.NOT_OPEN, 0, 0, 0, 0, LEAST_EVENTS, basis)


def _why_not(dated: int, days: NDArray[np.int64]) -> WhyNoRepeats | None:
    if len(days) < LEAST_EVENTS:
        return WhyNoRepeats.NOT_LOCATED if dated >= LEAST_EVENTS else WhyNoRepeats.TOO_FEW
    return WhyNoRepeats.ONE_DAY if days.min() == days.max() else None


def _expects_a_pair(table: NearRepeatTable) -> bool:
    return bool(table.expected[0, 0] >= _LEAST_EXPECTED)


def _cells(table: NearRepeatTable) -> tuple[tuple[NearCell, ...], ...]:
    p = np.ones_like(table.expected) if table.p is None else table.p
    outstanding = stands(p.ravel(), rate=FALSE_RATE).reshape(p.shape)
    metres = [int(edge) for edge in table.distance_edges_m]
    days = [int(edge) for edge in table.day_edges]
    return tuple(
        tuple(
            NearCell(
                from_m=metres[i],
                to_m=metres[i + 1],
                from_days=days[j],
                to_days=days[j + 1],
                observed=int(table.observed[i, j]),
                expected=float(table.expected[i, j]),
                ratio=float(table.ratio[i, j]) if table.expected[i, j] > 0 else None,
                stands=bool(outstanding[i, j]),
            )
            for j in range(len(days) - 1)
        )
        for i in range(len(metres) - 1)
    )


def _mask(length: int, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    mask = np.zeros(length, np.bool_)
    mask[rows] = True
    return mask


def _on(day: np.integer | int) -> date:
    return _EPOCH + timedelta(days=int(day))
