"""English words for time on the map: playing through it, comparing two periods, the hours of the week."""

from __future__ import annotations

TIME: dict[str, str] = {
    "Shading.change": "Change between two periods",
    "maptext.method.change": (
        "Evidence a day in the period against the period compared with. Colour only where the difference holds "
        "among all areas."
    ),
    "maptext.undecided": "cannot be told",
    "change.far_above": "at least twice as many",
    "change.above": "more",
    "change.within": "as many",
    "change.below": "fewer",
    "change.far_below": "half as many or fewer",
    "Change.more": "more",
    "Change.fewer": "fewer",
    "Change.undecided": "cannot be told",
    "WhyUndecided.nothing": "no evidence",
    "WhyUndecided.chance": "within chance",
    "WhyUndecided.luck": "some such are expected by chance among so many",
    "WhyUndecided.overlap": "the periods share days",
    "WhyUndecided.too_short": "too few months of evidence to see how they scatter",
    "basis.period_change": (
        "Ratio of counts a day with a {level_percent} percent interval, widened by how much the months scatter. "
        "Of those said to be more or fewer at most {false_percent} percent are expected to be wrong "
        "(Benjamini and Hochberg)."
    ),
    "compare.label": "Two periods side by side",
    "compare.beside": "{later} against {earlier}",
    "compare.together": (
        "All together: {later} against {earlier} pieces of evidence, {later_rate} against {earlier_rate} in 30 days."
    ),
    "compare.verdict": "{said}: {interval}.",
    "compare.undecided": "Cannot be told: {why}.",
    "compare.undecided_interval": "Cannot be told, {why}: {interval}.",
    "compare.interval": "{ratio} ({low} to {high})",
    "compare.interval_from_none": "from none, at least {low}",
    "compare.interval_open": "{ratio} (at least {low})",
    "compare.cut": "The evidence covers {period}; days outside are not counted.",
    "compare.no_days": "There is no evidence from {period}.",
    "compare.overlap": (
        "The periods share days and cannot be judged against each other. Choose periods that do not overlap."
    ),
    "compare.one_sided": (
        "In one of the periods alone: {sources}. A difference may come from how evidence was gathered."
    ),
    "compare.counts": "{n} pieces of evidence",
    "compare.rate": "{rate} in 30 days",
    "compare.of_area": "Areas, the surest differences first",
    "compare.of_category": "Categories, the surest differences first",
    "compare.area": "Area",
    "compare.category": "Category",
    "compare.outside": "outside the areas",
    "compare.difference": "Difference (95%)",
    "compare.said": "Verdict",
    "compare.none_left.one": "{n} area without evidence in either period is not shown.",
    "compare.none_left.other": "{n} areas without evidence in either period are not shown.",
    "compare.rates_by_area": "Evidence in 30 days in each area",
}
