"""Areas of one division that lie over each other: what simplified borders explain is noted, the rest refused."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import shapely

from geodata.errors import InvalidRecord
from geodata.model import Area
from geodata.sources.context import Ledger

# SCB's simplified DeSO overlap by up to 2.8 % of the smaller area.
MAX_SHARE = 0.05
WORTH_A_NOTE = 0.001
# An area wholly inside a much larger one: simplification has dropped the hole that it lay in.
ENCLAVE_SHARE = 0.999
ENCLAVE_RATIO = 4.0


def settle_overlaps(ledger: Ledger) -> None:
    """Reject both areas of a pair that overlaps by more than 5 % of the smaller one; note smaller overlaps once.

    RULE 1: an area wholly inside one of the same division that is at least four times as large is an enclave whose
    hole is missing: the larger area is taken without it, and a note says so.
    """
    areas = sorted((r for r in ledger.records if isinstance(r, Area)), key=lambda area: area.area_kind)
    replaced: dict[int, Area] = {}
    for _, group in groupby(areas, key=lambda area: area.area_kind):
        _settle(list(group), ledger, replaced)
    ledger.records = [
        replaced.get(area.provenance.row or 0, area)
        for area in ledger.records
        if not ledger.is_rejected(area.provenance.row or 0)
    ]


def _settle(areas: list[Area], ledger: Ledger, replaced: dict[int, Area]) -> None:
    # in degrees: only ratios between neighbours are asked for, and in those the projection cancels
    shapes = np.array([area.outline for area in areas], dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = np.flatnonzero(first < second)
    noted: list[float] = []
    for a, b in zip(first[pairs].tolist(), second[pairs].tolist(), strict=True):
        small, large = sorted((a, b), key=lambda i: float(shapely.area(shapes[i])))
        common = shapely.intersection(shapes[small], shapes[large], grid_size=1e-8)
        share = float(shapely.area(common) / shapely.area(shapes[small]))
        if share >= ENCLAVE_SHARE and shapely.area(shapes[large]) >= ENCLAVE_RATIO * shapely.area(shapes[small]):
            _cut_out(areas[large], areas[small], ledger, replaced)
        elif share > MAX_SHARE:
            for one, other in ((areas[a], areas[b]), (areas[b], areas[a])):
                ledger.fault(
                    one.provenance.row,
                    f"the area {one.code} overlaps {other.code} by {share:.0%} of the smaller one",
                    "draw one border between them and export both again",
                )
        elif share > WORTH_A_NOTE:
            noted.append(share)
    if noted:
        ledger.note(
            None,
            f"{len(noted)} pairs of neighbouring areas overlap, by up to {max(noted):.1%} of the smaller one",
            "the borders are simplified: a position near a border may be counted in the neighbour",
        )


def _cut_out(large: Area, small: Area, ledger: Ledger, replaced: dict[int, Area]) -> None:
    row = large.provenance.row or 0
    current = replaced.get(row, large)
    rest = shapely.difference(current.outline, small.outline, grid_size=1e-7)
    try:
        fields = {name: getattr(current, name) for name in type(current).model_fields}
        replaced[row] = Area(**(fields | {"outline": rest}))
    except InvalidRecord:
        ledger.fault(
            row, f"the area {large.code} holds {small.code} wholly", "cut the smaller area out of the larger one"
        )
        return
    ledger.note(
        row,
        f"the area {large.code} holds {small.code} wholly: it is taken without it",
        "give the larger area a hole there if that is what is meant",
    )
