"""Whether verdicts of effects hold what they promise, and what slopes cost. Coverage of intervals: `validity`."""

from __future__ import annotations

import time
from datetime import date

import numpy as np

from geodata.analysis.detectable import least_fall
from geodata.analysis.effects import Verdict, monthly_ratio
from geodata.analysis.evaluation import Design, evaluate
from geodata.analysis.trends import slopes
from tests.benchmarks import Row
from tests.benchmarks.bench_validity import scattered

NAME = "effects"
DESCRIPTION = "false verdicts on effects, power where it was promised, coverage and cost of slopes"

RUNS = 2000
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
    return [_false_verdicts(), _power(), *_slopes()]


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
