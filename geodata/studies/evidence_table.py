"""The rows of a view in the order that the table of the map page shows them in, a part of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.columns import CATEGORY_ORDER, KINDS, Columns, weekday
from geodata.model import CaseStatus, SourceType, View


class SortedBy(StrEnum):
    """What the table can be sorted by, as the browser names it: assets/src/map/table.ts."""

    DATE = "date"
    TIME = "time"
    KIND = "kind"
    CATEGORY = "category"
    AREA = "area"
    SOURCE = "source"
    STATUS = "status"
    SEVERITY = "severity"
    SAFE = "safe"
    WEEKDAY = "weekday"
    LIGHT = "light"


def sorted_rows(
    columns: Columns,
    view: View,
    *,
    by: SortedBy | None = None,
    descending: bool = False,
    codes: Sequence[str] = (),
) -> NDArray[np.int64]:
    """Row numbers of the view in order; equal values stay in the order of time. Without `by` the newest come first.

    codes: of the column sorted by, in the order that their words have in the reader's language; others come last.
    """
    rows = np.flatnonzero(columns.where(view))
    if by is None:
        return rows[::-1]
    keys = _keys(columns, by, codes)[rows]
    if len(keys):
        low, high = int(keys.min()), int(keys.max())
        keys = high - keys if descending else keys - low
        # 16 bits where they suffice: the stable sort is then one by digits
        keys = keys.astype(np.uint16 if high - low < 1 << 16 else np.uint32)
    return rows[np.argsort(keys, kind="stable")]


def _keys(columns: Columns, by: SortedBy, codes: Sequence[str]) -> NDArray[np.int32]:
    plain: dict[SortedBy, NDArray[Any]] = {
        SortedBy.DATE: columns.day,
        SortedBy.TIME: columns.minute,
        SortedBy.SEVERITY: columns.severity,
        SortedBy.SAFE: columns.safe,
        SortedBy.WEEKDAY: weekday(columns.day),
        SortedBy.LIGHT: columns.light,
    }
    if by in plain:
        return np.asarray(plain[by], np.int32)
    coded: dict[SortedBy, tuple[NDArray[Any], tuple[str, ...]]] = {
        SortedBy.KIND: (columns.kind, tuple(KINDS)),
        SortedBy.CATEGORY: (columns.category, CATEGORY_ORDER),
        SortedBy.SOURCE: (columns.source, tuple(SourceType)),
        SortedBy.STATUS: (columns.status, tuple(CaseStatus)),
        # -1 is none: the last of these names, and the first of the words
        SortedBy.AREA: (columns.area, (*columns.area_codes, "")),
    }
    column, names = coded[by]
    place = {code: at for at, code in enumerate(codes, start=1)} | {"": 0}
    ranks = np.array([place.get(str(name), len(place)) for name in names], np.int32)
    return np.asarray(ranks[column], np.int32)
