"""Felt, found and reported: where a place's share of one kind of evidence is larger than its share of another.

A place holds some of all that was felt in the municipality, some of all that was found there, some of all that was
reported. Were the kinds spread alike, it would hold the same share of each. Which kind stands out there beyond chance
is told by an exact test for each pair of kinds, adjusted for all places and pairs. It says nothing of why: a place may
be felt unsafe and little reported because nobody reports there, or because little happens there.
Source: Fisher (1935), doi:10.2307/2342435 (given the sums of kinds and of places, counts are hypergeometric).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from geodata.analysis.checks import Numbers, share, whole_count, whole_counts
from geodata.analysis.multiple import benjamini_hochberg
from geodata.analysis.small_counts import exact_difference
from geodata.errors import InvalidRecord

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_ROWS = 5
"""RULE 1: with fewer rows of two kinds together in a place nothing is said of it; and it costs the others nothing."""


class Divergence(StrEnum):
    """What may be said of a place and two kinds."""

    MORE_OF_FIRST = "more_of_first"
    MORE_OF_SECOND = "more_of_second"
    ALIKE = "alike"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Compared:
    """A place's share of one kind beside its share of another.

    place: position in the columns given. first, second: the kinds. counts: rows of each in the place. shares: of all of
    that kind, 0-1. ratio: first share by second; infinite where the place has none of the second, None where it has
    neither. p: exact, two-sided; adjusted_p: for all places and pairs that were tested; both None where too few.
    """

    place: int
    first: str
    second: str
    counts: tuple[int, int]
    shares: tuple[float, float]
    ratio: float | None
    p: float | None
    adjusted_p: float | None
    said: Divergence


def divergence(counts: Mapping[str, Numbers], totals: Mapping[str, int], *, rate: float = 0.05) -> tuple[Compared, ...]:
    """Compare every pair of kinds in every place, places in order, pairs in the order of the kinds.

    counts: per kind, rows in each place, one per place. totals: per kind, rows in the whole municipality for the same
    period and filter. A kind without any row is compared
    with nothing. rate: of false ones among what is said to diverge.
    Raises: InvalidRecord for counts missing or negative, kinds of different length, fewer than two kinds, or places
    that hold more of a kind than the municipality does.
    """
    share(rate, "rate")
    columns, whole = _checked(counts, totals)
    kinds = [kind for kind in columns if whole[kind] > 0]
    compared: list[tuple[int, str, str, tuple[int, int], tuple[float, float], float | None]] = []
    tested: list[int] = []
    places = len(next(iter(columns.values())))
    for place in range(places):
        for first, second in combinations(kinds, 2):
            here = int(columns[first][place]), int(columns[second][place])
            elsewhere = whole[first] - here[0], whole[second] - here[1]
            shares = here[0] / whole[first], here[1] / whole[second]
            p = None
            if sum(here) >= LEAST_ROWS:
                # All there is lies here: then nothing is left that it could be spread unlike.
                p = exact_difference(here, elsewhere) if any(elsewhere) else 1.0
                tested.append(len(compared))
            compared.append((place, first, second, here, shares, p))
    adjusted = dict(zip(tested, benjamini_hochberg([_known(compared[at][5]) for at in tested]).tolist(), strict=True))
    return tuple(
        Compared(*parts[:5], _ratio(parts[4]), parts[5], adjusted.get(at), _said(parts[4], adjusted.get(at), rate))
        for at, parts in enumerate(compared)
    )


def _checked(
    counts: Mapping[str, Numbers], totals: Mapping[str, int]
) -> tuple[dict[str, NDArray[np.int64]], dict[str, int]]:
    if len(counts) < 2:
        raise InvalidRecord(f"{len(counts)} kinds of evidence: divergence needs at least two; choose more kinds")
    if unknown := sorted(set(counts) - set(totals)):
        raise InvalidRecord(f"{', '.join(unknown)}: no total for the municipality; count all its rows of that kind")
    columns = {kind: np.atleast_1d(whole_counts(column, f"counts of {kind}")) for kind, column in counts.items()}
    if len({column.shape for column in columns.values()}) > 1:
        raise InvalidRecord("the kinds are counted in different places: give each kind a count for every place")
    whole = {kind: whole_count(totals[kind], f"total of {kind}") for kind in columns}
    for kind, column in columns.items():
        if int(column.max(initial=0)) > whole[kind]:
            raise InvalidRecord(
                f"{kind}: {int(column.max())} rows in one place, {whole[kind]} in all; count the same period and filter"
            )
    return columns, whole


def _known(p: float | None) -> float:
    return 1.0 if p is None else p


def _ratio(shares: Sequence[float]) -> float | None:
    first, second = shares
    if second > 0:
        return first / second
    return float("inf") if first > 0 else None


def _said(shares: Sequence[float], adjusted_p: float | None, rate: float) -> Divergence:
    if adjusted_p is None:
        return Divergence.TOO_FEW
    if adjusted_p > rate:
        return Divergence.ALIKE
    return Divergence.MORE_OF_FIRST if shares[0] > shares[1] else Divergence.MORE_OF_SECOND
