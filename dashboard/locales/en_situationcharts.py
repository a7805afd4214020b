"""English words for a lägesbild's charts."""

from __future__ import annotations

SITUATION_CHARTS: dict[str, str] = {
    "sit.chart.evidence": "Reports and findings by category: {now}, and below it {before}.",
    "sit.chart.evidence_axis": "number of reports and findings",
    "sit.chart.evidence_alt": (
        "Horizontal bars for {n} categories, {now} and {before}. Most, with the number before second in brackets: "
        "{most}. All numbers are in the table that follows."
    ),
    "sit.chart.rates": "Reported dwelling burglaries per 1,000 dwellings and year, {since}, with 95% intervals.",
    "sit.chart.rates_alt": (
        "{n} areas from the highest to the lowest, each with its interval: from {first} to {last}. "
        "The whole municipality: {overall}. All numbers are in the table that follows."
    ),
    "sit.chart.overall": "whole municipality {rate}",
    "sit.chart.sign.far_above": "far above expected",
    "sit.chart.sign.above": "above expected",
    "sit.chart.sign.within": "as expected",
    "sit.chart.sign.below": "below expected",
    "sit.chart.sign.far_below": "far below expected",
    "sit.chart.done": "Done of what was committed to, until {day}. Targets are of the whole period.",
    "sit.chart.done_alt": "Horizontal bars, one for each action that has a number to reach. {told}.",
    "sit.chart.is_done": "done",
    "sit.chart.is_left": "left",
    "sit.chart.share": "share of the target",
    "sit.chart.of": "{done} of {target} {measure}",
    "sit.chart.late": "late",
}
