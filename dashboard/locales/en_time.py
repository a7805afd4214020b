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
    "compare.interval_times": "{ratio} as many ({low} to {high})",
    "compare.times": "{n} times",
    "compare.interval_open": "{ratio} (at least {low})",
    "compare.cut": "The evidence covers {period}; days outside are not counted.",
    "compare.no_days": "There is no evidence from {period}.",
    "compare.overlap": (
        "The periods share days and cannot be judged against each other. Choose periods that do not overlap."
    ),
    "compare.one_sided": (
        "In one of the periods alone: {sources}. A difference may come from how evidence was gathered."
    ),
    "compare.rate": "{rate} in 30 days",
    "compare.area": "Area",
    "compare.category": "Category",
    "compare.outside": "outside the areas",
    "compare.difference": "Difference (95%)",
    "compare.said": "Verdict",
    "compare.none_left.one": "{n} area without evidence in either period is not shown.",
    "compare.none_left.other": "{n} areas without evidence in either period are not shown.",
    "compare.rates_by_area": "Evidence in 30 days in each area",
    "basis.week_times": "Evidence with a time of day against logged times.",
    "play.label": "Play through time",
    "play.play": "Play",
    "play.pause": "Pause",
    "play.back": "One step back",
    "play.forward": "One step on",
    "play.place": "Place in time",
    "play.length": "How long a time is shown",
    "play.speed": "Speed",
    "play.length.1": "1 mon",
    "play.length.3": "3 mon",
    "play.length.12": "12 mon",
    "play.speed.slow": "slow",
    "play.speed.usual": "medium",
    "play.speed.fast": "fast",
    "play.idle": "no period chosen",
    "play.none": "There is too little evidence for so long a time",
    "play.said": "{period}, {n} of {all}",
    "play.still": "The system asks for no motion. Step with the arrows.",
    "compare.open": "Compare",
    "compare.with": "Compare with ",
    "compare.before": "as long just before",
    "compare.year": "the same time a year before",
    "compare.own": "days of your own",
    "compare.from": "from ",
    "compare.until": "to ",
    "compare.asking": "Counting …",
    "compare.unanswered": "The server does not answer. What stands is of an earlier choice.",
    "compare.too_short": "There is too little evidence to make two periods of. Choose a period yourself.",
    "week.open": "Week",
    "week.label": "When it happens, when it is done, and darkness",
    "week.asking": "Counting …",
    "week.unanswered": "The server does not answer. What stands is of an earlier choice.",
    "week.evidence": "Evidence",
    "week.logged": "Logged activities",
    "week.answered": (
        "{share} of the evidence with a time of day lies in hours in which something was logged in the period."
    ),
    "week.none_logged": "No activities with a time of day are logged in the period.",
    "week.planned": "{share} lies within the planned times of an action.",
    "week.no_planned": "No action in the selection gives times.",
    "week.unanswered_hours": "Most evidence without any activity: {hours}.",
    "week.hour": "{day} {first}–{last} ({n})",
    "week.dark": (
        "{share} of the evidence with known light was in darkness: {dark} of {known}, by the sun at the place."
    ),
    "week.no_light": "No evidence has a known time of day.",
    "week.caption": (
        "{n} pieces of evidence with a time of day, {unknown} without. "
        "Actions in the selection: {actions}. Logged occasions: {occasions}, {untimed} without a time of day."
    ),
    "week.as_table": "Show as a table",
    "week.day": "Day",
    "week.in_logged": "In hours with activity",
    "week.no_evidence": "No evidence in the selection has a time of day.",
    "actions.late": "late",
    "actions.all": "Show all {n}",
    "actions.rest": "{n} more, see Promises",
    "actions.fewer": "Show fewer",
    "actions.label": "Periods of the actions",
    "actions.said": "{title}: {period}",
    "actions.said_late": "{title}: {period}, late",
    "actions.more": "Show all {n} actions",
    "compare.means": "Compare two periods",
    "week.means": "Week: hours and darkness",
    "compare.of_area": "Areas",
    "compare.of_category": "Categories",
    "compare.no_area": "No area differs for sure.",
    "compare.no_category": "No category differs for sure.",
    "compare.unsure_area.one": "{n} area where it cannot be told",
    "compare.unsure_area.other": "{n} areas where it cannot be told",
    "compare.unsure_category.one": "{n} category where it cannot be told",
    "compare.unsure_category.other": "{n} categories where it cannot be told",
}
