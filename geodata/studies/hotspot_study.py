"""The hotspots of a view as an answer that tells what it rests on: how they were found, and by which rows tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.holdout import RATE, HoldOut, Untested
from geodata.analysis.hotspots import HotspotSettings
from geodata.chain import HotspotCard
from geodata.columns import Columns
from geodata.model import View
from geodata.studies.basis import Basis, Method, source_types

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class HotspotStudy:
    """Hotspots, ranked, with the basis of all of them.

    split_on: first day of the rows that test; None where the rows could not be split. earlier_rows, later_rows: rows
    that find and rows that test. places: earlier places that were tested. why: why nothing was tested, else None.
    """

    hotspots: tuple[HotspotCard, ...]
    split_on: date | None
    earlier_rows: int
    later_rows: int
    places: int
    why: Untested | None
    basis: Basis


def hotspot_study(
    cards: tuple[HotspotCard, ...],
    tested: HoldOut,
    *,
    columns: Columns,
    chosen: NDArray[np.bool_],
    settings: HotspotSettings,
    view: View,
    today: date,
    made_up: bool,
) -> HotspotStudy:
    """Put the answer together. chosen: rows that the view lets through."""
    days = columns.day[chosen]
    return HotspotStudy(
        hotspots=cards,
        split_on=None if tested.split_day is None else _on(tested.split_day),
        earlier_rows=tested.earlier_rows,
        later_rows=tested.later_rows,
        places=tested.places,
        why=tested.why,
        basis=Basis(
            method=Method.HOTSPOTS,
            parameters={
                "cell_m": settings.cell_m,
                "bandwidth_m": settings.bandwidth_m,
                "kernel": settings.kernel.value,
                "enter_share": settings.enter_share,
                "leave_share": settings.leave_share,
                "min_count": settings.min_count,
                "finding_weight": view.finding_weight,
                "false_rate": RATE,
            },
            since=_on(days.min()) if days.size else None,
            until=_on(days.max()) if days.size else None,
            sources=source_types(columns, chosen),
            rows=int(days.size),
            computed_on=today,
            made_up=made_up,
        ),
    )


def _on(day: np.integer | int) -> date:
    return _EPOCH + timedelta(days=int(day))
