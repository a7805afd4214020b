"""Whether what is said holds: how often noise is called a hotspot, how often an interval holds, who keeps a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.analysis.effects import monthly_ratio, rate_ratio
from geodata.analysis.holdout import hold_out
from geodata.analysis.hotspots import HotspotSettings, find_hotspots
from geodata.analysis.identity import match
from geodata.analysis.multiple import stands
from geodata.analysis.significance import box_sums, gi_p
from tests.benchmarks import Row
from tests.benchmarks.measure import town_cells
from tests.geodata.analysis.towns import SOUTH_DM, WEST_DM, a_town

NAME = "validity"
DESCRIPTION = "false hotspots on three nulls, coverage of effect intervals, new names in towns that stay as they are"

RUNS = 2000
SIDE = 100
MONTHS = 12
FIRST = (date(2015, 1, 1), date(2016, 1, 1))
AT_A_TIME = 50
_CELL_DM = 500

Counts = NDArray[np.int64]


def run() -> list[Row]:
    """Simulate with seeds, on two processors."""
    with ProcessPoolExecutor(max_workers=2) as pool:
        starts = range(0, RUNS, AT_A_TIME)
        nulls = {name: (list(pool.map(_false_ones, [name] * len(starts), starts))) for name in NULLS}
        coverage = list(pool.map(_coverage, *zip(*PERIODS, strict=True)))
        churn = list(pool.map(_new_names, *zip(*[(n, s) for n in (5000, 20_000) for s in range(11, 21)], strict=True)))
    rows = [row for name, answers in nulls.items() for row in _of_null(name, np.sum(answers, axis=0))]
    rows += [row for pair in coverage for row in pair]
    changed, places = np.sum(churn, axis=0).tolist()
    share = 100 * changed / places
    return [*rows, Row("new names a month in towns that stay as they are", share, "%", None, "<= 2 %", share <= 2)]


def _poisson(rng: np.random.Generator) -> Counts:
    return rng.poisson(0.05, (SIDE, SIDE))


def _scattered(rng: np.random.Generator) -> Counts:
    return rng.negative_binomial(0.3, 0.3 / (0.3 + 0.8), (SIDE, SIDE))


_TOWN = town_cells(SIDE, rows_per_cell=0.5, seed=7)


def _heavy(rng: np.random.Generator) -> Counts:
    return rng.permutation(_TOWN.ravel()).reshape(SIDE, SIDE)


NULLS: Mapping[str, Callable[[np.random.Generator], Counts]] = {
    "Poisson, mean 0.05": _poisson,
    "negative binomial, mean 0.8, size 0.3": _scattered,
    "counts of a town, shuffled": _heavy,
}


def _false_ones(name: str, start: int) -> tuple[int, int, int]:
    """Of some runs: maps with a false hotspot by hold-out and by Gi, and maps in which the hold-out tested any."""
    held = by_cells = tested = 0
    for seed in range(start, start + AT_A_TIME):
        rng = np.random.default_rng([sum(name.encode()), seed])
        earlier, later = NULLS[name](rng), NULLS[name](rng)
        confirmed, any_place = _confirmed(earlier, later, rng)
        held += confirmed
        tested += any_place
        by_cells += bool(stands(gi_p(earlier, *box_sums(earlier), star=True).upper.ravel()).any())
    return held, by_cells, tested


def _confirmed(earlier: Counts, later: Counts, rng: np.random.Generator) -> tuple[bool, bool]:
    """Whether the whole way from rows to confirmed hotspots ends with any, and whether it had a place to test."""
    parts = []
    for day, counts in enumerate((earlier, later)):
        cell = np.repeat(np.arange(counts.size), counts.ravel())
        inside = rng.integers(0, _CELL_DM, (2, len(cell)))
        parts.append((cell % SIDE * _CELL_DM + inside[0], cell // SIDE * _CELL_DM + inside[1], np.full(len(cell), day)))
    east, north, days = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    east_dm, north_dm = (east + WEST_DM).astype(np.int32), (north + SOUTH_DM).astype(np.int32)
    settings = HotspotSettings()
    shown = find_hotspots(east_dm=east_dm, north_dm=north_dm, settings=settings).clusters
    answer = hold_out(
        east_dm=east_dm, north_dm=north_dm, day=days, chosen=None, window=None, settings=settings,
        shown=[cluster.outline for cluster in shown],
    )  # fmt: skip
    return any(proof is not None and proof.confirmed for proof in answer.proofs), answer.places > 0


def _of_null(name: str, found: NDArray[np.int64]) -> list[Row]:
    held, by_cells, tested = (found / RUNS).tolist()
    return [
        Row(f"any false hotspot, hold-out: {name}", held, "share", None, "<= 0.06", held <= 0.06),
        Row(f"maps in which the hold-out had a place to test: {name}", tested, "share"),
        Row(f"any false cell, exact Gi* and BH: {name}", by_cells, "share", None, "<= 0.06", by_cells <= 0.06),
    ]


PERIODS: tuple[tuple[float | None, float, float], ...] = (
    (None, 8, 30), (10, 8, 30), (3, 8, 30), (3, 30, 30), (3, 30, 8),
)  # fmt: skip
"""Size of the negative binomial (None: Poisson), and the means a month of the treated and the comparison area."""


def scattered(rng: np.random.Generator, mean: float, size: float | None) -> Counts:
    """A year of monthly counts: negative binomial, or Poisson without size."""
    return rng.poisson(mean, MONTHS) if size is None else rng.negative_binomial(size, size / (size + mean), MONTHS)


def _coverage(size: float | None, treated: float, comparison: float) -> list[Row]:
    rng = np.random.default_rng(3)
    plain = seasonal = poisson = 0
    for _ in range(RUNS):
        cells = [scattered(rng, mean, size) for mean in (treated, treated, comparison, comparison)]
        sums = [int(cell.sum()) for cell in cells]
        found = monthly_ratio(*cells)
        levelled = monthly_ratio(*cells, first_months=FIRST)
        naive = rate_ratio((sums[0], sums[1]), (sums[2], sums[3]))
        plain += found.low <= 1 <= found.high
        seasonal += levelled.low <= 1 <= levelled.high
        poisson += naive.low <= 1 <= naive.high
    counts = (
        f"{treated:g} and {comparison:g} a month, {'Poisson' if size is None else f'negative binomial size {size:g}'}"
    )
    rows = []
    for words, share in (("", plain / RUNS), (", with levels of months", seasonal / RUNS)):
        rows.append(Row(f"coverage of 95 %{words}: {counts}", share, "share", None, ">= 0.93", share >= 0.93))
    return [*rows, Row(f"the same by Poisson alone, for comparison: {counts}", poisson / RUNS, "share")]


def _new_names(rows: int, seed: int) -> tuple[int, int]:
    """(new names, places) over the months of a town that stays as it is."""
    changed = places = 0
    east, north, day = a_town(rows, seed=seed)
    before: list[shapely.Polygon] = []
    for start in range(0, 1826 - 365, 30):
        chosen = (day >= start) & (day < start + 365)
        found = find_hotspots(east_dm=east, north_dm=north, settings=HotspotSettings(), chosen=chosen, earlier=before)
        outlines = [cluster.outline for cluster in found.clusters]
        if before:
            changed += len(match(outlines, before).unnamed)
            places += len(outlines)
        before = outlines
    return changed, places
