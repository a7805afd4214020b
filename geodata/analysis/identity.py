"""Which hotspot of now is which of before, and a log of those born, merged, split and gone.

Two outlines are the same place when they share at least `min_iou` of the ground they cover together, best pair first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidRecord

TAKEN = 0.5
"""An outline is taken over by another that covers at least this share of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The same place as before: `now` and `before` are positions in the two sequences, iou in (0, 1]."""

    now: int
    before: int
    iou: float


@dataclass(frozen=True, slots=True)
class Merged:
    """`now` took over several places of before, which of them (if any) keeps its name is told by `kept`."""

    now: int
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """`before` came apart into several places of now; which of them (if any) keeps the name is told by `kept`."""

    before: int
    now: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of every place. All positions are of the sequences that `match` was given.

    kept: at most one per place on either side, by `now`. merged, split: as above, each with at least two. born: now,
    and in none of these. gone: before, and in none of these. So every place is told of at least once. unnamed: all of
    now that continue nothing and want a new name, born or parts of a merger or split.
    """

    kept: tuple[Kept, ...]
    born: tuple[int, ...]
    merged: tuple[Merged, ...]
    split: tuple[Split, ...]
    gone: tuple[int, ...]
    unnamed: tuple[int, ...]

    def before_of(self, now: int) -> int | None:
        """The place of before that `now` continues, or None."""
        return next((pair.before for pair in self.kept if pair.now == now), None)


def match(now: Sequence[BaseGeometry], before: Sequence[BaseGeometry], *, min_iou: float = 0.3) -> Matching:
    """Pair outlines of two periods. Polygons in one metric projection, in any order; rank order decides ties.

    Raises: InvalidRecord for min_iou outside (0, 1].
    """
    if not 0 < min_iou <= 1:
        raise InvalidRecord(f"min_iou={min_iou}: choose more than 0 and at most 1")
    overlaps = _overlaps(now, before)
    kept = _pairs(overlaps, min_iou)
    named, continued = {pair.now for pair in kept}, {pair.before for pair in kept}
    pairs = {(pair.now, pair.before) for pair in kept}
    takes: dict[int, list[int]] = {}
    parts: dict[int, list[int]] = {}
    for i, j, _, of_now, of_before in overlaps:
        if of_before >= TAKEN or (i, j) in pairs:
            takes.setdefault(i, []).append(j)
        if of_now >= TAKEN or (i, j) in pairs:
            parts.setdefault(j, []).append(i)
    merged = tuple(Merged(i, tuple(js)) for i, js in sorted(takes.items()) if len(js) > 1)
    split = tuple(Split(j, tuple(members)) for j, members in sorted(parts.items()) if len(members) > 1)
    told_now = named | {merge.now for merge in merged} | {i for parting in split for i in parting.now}
    told_before = continued | {parting.before for parting in split} | {j for merge in merged for j in merge.before}
    return Matching(
        kept=kept,
        born=tuple(i for i in range(len(now)) if i not in told_now),
        merged=merged,
        split=split,
        gone=tuple(j for j in range(len(before)) if j not in told_before),
        unnamed=tuple(i for i in range(len(now)) if i not in named),
    )


def _overlaps(
    now: Sequence[BaseGeometry], before: Sequence[BaseGeometry]
) -> list[tuple[int, int, float, float, float]]:
    """(now, before, share of union, share of now, share of before) of every pair with ground in common."""
    if not now or not before:
        return []
    new, old = np.asarray(now, dtype=object), np.asarray(before, dtype=object)
    i, j = shapely.STRtree(old).query(new, predicate="intersects")
    shared = shapely.area(shapely.intersection(new[i], old[j]))
    of_new, of_old = shapely.area(new)[i], shapely.area(old)[j]
    touching = shared > 0
    rows = zip(
        i[touching].tolist(),
        j[touching].tolist(),
        (shared / (of_new + of_old - shared))[touching].tolist(),
        (shared / of_new)[touching].tolist(),
        (shared / of_old)[touching].tolist(),
        strict=True,
    )
    return sorted(rows)


def _pairs(overlaps: Sequence[tuple[int, int, float, float, float]], min_iou: float) -> tuple[Kept, ...]:
    named: set[int] = set()
    continued: set[int] = set()
    kept = []
    for i, j, iou, *_ in sorted(overlaps, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if iou >= min_iou and i not in named and j not in continued:
            named.add(i)
            continued.add(j)
            kept.append(Kept(i, j, iou))
    return tuple(sorted(kept, key=lambda pair: pair.now))
