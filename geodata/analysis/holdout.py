"""Is a hotspot more than chance? Found in the earlier rows, tested by the later ones; never both with the same rows.

The chosen rows are split by time. In the earlier part places are looked for as on the map; each is then tested by the
rows of the later part (`significance.confirm`), among the cells where evidence could be expected: inside the window and
within reach of evidence in the earlier part. Benjamini-Hochberg over all of them. A hotspot that is shown, found in all
rows, is confirmed when it is one of the places that were.

Why this is valid: the places and the cells to compare with are settled by the earlier part alone. If nothing lasts, the
later counts lie on those cells in an order that the earlier part says nothing about, whatever their distribution, so
the p of each place is exact given the earlier part. When no place is more than chance, Benjamini-Hochberg at 5 %
confirms any of them with a probability of at most 5 %. What is shown can only be confirmed through one of them: so with
a probability of at least 95 % nothing shown is. (The sums hang together weakly and negatively, for they are drawn from
one pool; that this does no harm is measured by `python -m tests.benchmarks validity`.) What is not confirmed may still
be real: new since the split, or too small to be told from chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.analysis.density import Window
from geodata.analysis.hotspots import HotspotMap, HotspotSettings, find_hotspots, usable_rows
from geodata.analysis.identity import match
from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.significance import Confirmation, confirm
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 0.05
"""Share of false ones among the confirmed, at most, on average; and the probability of any where none is real."""

LEAST_ROWS = 20
"""RULE 1: with fewer rows no test is made: a third of them could hardly show anything."""

_LATER_SHARE = 3


class Untested(StrEnum):
    """Why no test could be made of anything."""

    TOO_FEW_ROWS = "too_few_rows"
    ONE_DAY = "one_day"
    NO_EARLIER_PLACE = "no_earlier_place"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the later part says of the earlier place that a shown hotspot continues (of several the surest).

    confirmed: p <= RATE. p: adjusted for all places that were tested. later_count: rows in the earlier place's cells in
    the later part. expected: what as many cells drawn at random hold there on average. earlier_count: rows in the
    earlier place in the earlier part.
    """

    confirmed: bool
    p: float
    later_count: int
    expected: float
    earlier_count: int


@dataclass(frozen=True, slots=True)
class HoldOut:
    """The split, and what came of it.

    split_day: first day of the later part, None where the rows could not be split. proofs: one per shown outline; None
    where it continues no place of the earlier part, so that nothing was tested. why: None, or why all are None.
    earlier_rows, later_rows: rows in each part. places: how many earlier places were tested. cells: how many cells took
    part.
    """

    split_day: int | None
    proofs: tuple[Proof | None, ...]
    why: Untested | None
    earlier_rows: int
    later_rows: int
    places: int
    cells: int


def hold_out(
    *,
    east_dm: NDArray[np.int32],
    north_dm: NDArray[np.int32],
    day: NDArray[np.integer],
    chosen: NDArray[np.bool_] | None,
    window: Window | None,
    settings: HotspotSettings,
    shown: Sequence[BaseGeometry],
) -> HoldOut:
    """Test the shown hotspots by rows that had no part in finding the places they are tested at.

    east_dm, north_dm, chosen, window, settings: as for `find_hotspots`. day: whole days from any day on, one per row.
    shown: outlines in SWEREF 99 TM metres, as found in all chosen rows. Rows count once each, whatever their weight.
    RULE 2: a shown hotspot continues an earlier place when that place's densest cell lies in it, or when they share so
    much ground that `identity.match` calls them the same.
    Raises: InvalidRecord.
    """
    rows = usable_rows(east_dm, north_dm, chosen, window)
    days = np.asarray(day)
    if days.shape != np.shape(east_dm) or days.dtype.kind not in "iu":
        raise InvalidRecord(f"day has shape {days.shape} and type {days.dtype}: give a whole day for every row")
    none: tuple[Proof | None, ...] = (None,) * len(shown)
    if len(rows) < LEAST_ROWS:
        return HoldOut(None, none, Untested.TOO_FEW_ROWS, len(rows), 0, 0, 0)
    days = days[rows]
    split = first_later_day(days)
    if split is None:
        return HoldOut(None, none, Untested.ONE_DAY, len(rows), 0, 0, 0)
    late = days >= split
    later, earlier = rows[late], rows[~late]
    before = find_hotspots(east_dm=east_dm[earlier], north_dm=north_dm[earlier], settings=settings, window=window)
    if before.grid is None or not before.clusters:
        return HoldOut(split, none, Untested.NO_EARLIER_PLACE, len(earlier), len(later), 0, 0)
    east, north = east_dm[later], north_dm[later]
    covered = before.grid.covers(east, north)
    counts = np.bincount(before.grid.cells(east[covered], north[covered]), minlength=before.grid.size)
    reached = before.density >= settings.least_density
    found = confirm(counts.reshape(reached.shape), before.places, inside=reached)
    adjusted = benjamini_hochberg(found.p)
    proofs = [_surest(places, before, found, adjusted) for places in _continued(shown, before)]
    return HoldOut(
        split, tuple(proofs), None, len(earlier), len(later), len(before.clusters), int(np.count_nonzero(reached))
    )


def first_later_day(days: NDArray[np.integer]) -> int | None:
    """The day from which on the later part begins; None where all rows are of one day.

    The later part is the last third of the rows, or as little more as it takes to split no day: rows of one day may
    tell of one event, and would speak for themselves on the other side. A third, because finding needs more rows than
    testing: what the earlier part misses is not tested at all. The split looks at days only, never at places. Where the
    first day alone holds more than two thirds, the later part is all that came after it.
    """
    ordered = np.sort(days)
    last_third = int(ordered[len(ordered) - -(-len(ordered) // _LATER_SHARE)])
    first = int(ordered[0])
    if last_third > first:
        return last_third
    after = int(np.searchsorted(ordered, first, side="right"))
    return int(ordered[after]) if after < len(ordered) else None


def _continued(shown: Sequence[BaseGeometry], before: HotspotMap) -> list[list[int]]:
    """For each shown outline the earlier places that it continues."""
    outlines = [cluster.outline for cluster in before.clusters]
    continued: list[set[int]] = [set() for _ in shown]
    for pair in match(shown, outlines).kept:
        continued[pair.now].add(pair.before)
    if len(shown):
        peaks = shapely.points([(cluster.peak_east_m, cluster.peak_north_m) for cluster in before.clusters])
        held, place = shapely.STRtree(peaks).query(np.asarray(shown, dtype=object), predicate="intersects")
        for outline, number in zip(held.tolist(), place.tolist(), strict=True):
            continued[outline].add(number)
    return [sorted(places) for places in continued]


def _surest(
    places: Sequence[int], before: HotspotMap, found: Confirmation, adjusted: NDArray[np.float64]
) -> Proof | None:
    if not places:
        return None
    # RULE 3: of several the least p; of equal ones the one with most rows, which ranks first.
    best = min(places, key=lambda place: (adjusted[place], place))
    return Proof(
        confirmed=bool(adjusted[best] <= RATE),
        p=float(adjusted[best]),
        later_count=int(found.counts[best]),
        expected=float(found.expected[best]),
        earlier_count=before.clusters[best].count,
    )
