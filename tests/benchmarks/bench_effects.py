"""Whether intervals and verdicts of effects hold what they promise, and what an answer costs."""

from __future__ import annotations

import time
from datetime import date

import numpy as np

from geodata.analysis.detectable import least_fall
from geodata.analysis.effects import Verdict, monthly_ratio, rate_ratio
from geodata.analysis.evaluation import Design, evaluate
from geodata.analysis.trends import slopes
from tests.benchmarks import Row

NAME = "effects"
DESCRIPTION = "coverage of effect intervals under overdispersion, false verdicts, power where it was promised, slopes"

RUNS = 2000
MONTHS = 12
START = date(2015, 1, 1)
FIRST = (START, date(2016, 1, 1))
DESIGN = Design(
    treated=frozenset("T"),
    comparison=frozenset("C"),
    before=(FIRST[0], date(2015, 12, 1)),
    after=(FIRST[1], date(2016, 12, 1)),
)


def run() -> list[Row]:
    """Simulate with seeds; every share is of 2,000 runs."""
    return [*_coverage(), _false_verdicts(), _power(), *_slopes()]


def scattered(rng: np.random.Generator, mean: float, size: float | None) -> np.ndarray:
    """A year of monthly counts: negative binomial, or Poisson without size."""
    return rng.poisson(mean, MONTHS) if size is None else rng.negative_binomial(size, size / (size + mean), MONTHS)


def _coverage() -> list[Row]:
    rows = []
    for size, treated, comparison in ((None, 8, 30), (10, 8, 30), (3, 8, 30), (3, 30, 30), (3, 30, 8)):
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
            f"{treated} and {comparison} a month, {'Poisson' if size is None else f'negative binomial size {size}'}"
        )
        for name, share in (("", plain / RUNS), (", with levels of months", seasonal / RUNS)):
            rows.append(Row(f"coverage of 95 %{name}: {counts}", share, "share", None, ">= 0.93", share >= 0.93))
        rows.append(Row(f"the same by Poisson alone, for comparison: {counts}", poisson / RUNS, "share"))
    return rows


def _false_verdicts() -> Row:
    rng = np.random.default_rng(4)
    false = 0
    for _ in range(RUNS):
        counts = {
            name: np.concatenate([scattered(rng, mean, 3), scattered(rng, mean, 3)])
            for name, mean in (("T", 1.5), ("C", 6))
        }
        said = evaluate(DESIGN, counts, first_month=START).verdict
        false += said in {Verdict.BETTER, Verdict.WORSE}
    share = false / RUNS
    return Row("better or worse said of few events without effect", share, "share", None, "<= 0.06", share <= 0.06)


def _power() -> Row:
    fall = least_fall(240, comparison_before=960)
    assert fall is not None
    rng = np.random.default_rng(5)
    seen = 0
    for _ in range(RUNS):
        means = (20, 20 * (1 - fall), 80, 80)
        found = monthly_ratio(*(scattered(rng, mean, None) for mean in means))
        seen += found.high < 1
    share = seen / RUNS
    return Row("the least fall is seen (80 % promised)", share, "share", None, "0.75-0.85", 0.75 <= share <= 0.85)


def _slopes() -> list[Row]:
    rng = np.random.default_rng(6)
    months, places = 36, 100
    today = date(2017, 12, 31)
    taken, any_false = [], 0
    for _ in range(RUNS // places):
        counts = list(rng.negative_binomial(3, 3 / 8, (places, months)))
        start = time.process_time()
        found = slopes(counts, first_month=START, today=today)
        taken.append((time.process_time() - start) * 1000)
        any_false += any(one is not None and one.adjusted_p < 0.05 for one in found)
    alone = slopes(list(rng.negative_binomial(3, 3 / 8, (RUNS, months))), first_month=START, today=today)
    held = float(np.mean([one.low <= 1 <= one.high for one in alone if one is not None]))
    return [
        Row(
            "coverage of 95 %: slope of three years, negative binomial size 3",
            held,
            "share",
            None,
            ">= 0.93",
            held >= 0.93,
        ),
        Row(f"any of {places} even places called growing or fading, of 20 towns", any_false / len(taken), "share"),
        Row(f"slopes of {places} places, three years", float(np.median(taken)), "ms"),
    ]
