"""English words for what could be seen of a promise that is being written."""

from __future__ import annotations

AHEAD: dict[str, str] = {
    "ahead.title": "What will it be possible to see?",
    "ahead.rate": "{events}, in the promise's area: {rate} a month on average.",
    "ahead.least": "After {n} months, a fall smaller than about {percent}% cannot be told from chance.",
    "ahead.least_whole": (
        "When the promise's {n} months are over, a fall smaller than about {percent}% cannot be told from chance."
    ),
    "ahead.none": "There are so few that no fall over {n} months can be told from chance, however large.",
    "ahead.wait": "A fall of {percent}% can be seen after about {n} months.",
    "ahead.never": "A fall of {percent}% cannot be seen however long one waits: too little happens here.",
    "ahead.more": "More months, and how this is computed",
    "ahead.how": (
        "Computed from {n} events in the promise's area and {other} in the comparison ({compared}), {period}. “Seen” "
        "means four times in five, at 95% certainty."
    ),
    "ahead.scatter": "The months have varied more than chance does, and that is taken into account.",
    "ahead.not.no_area": "Cannot be computed: the promise is for the whole municipality, with nothing to compare.",
    "ahead.not.no_area_do": "Choose an area or a place.",
    "ahead.not.not_located": "Cannot be computed: the places are not located on the map.",
    "ahead.not.not_located_do": "Give the place's position in the register, or choose an area.",
    "ahead.not.no_theme": "Cannot be computed: the promise does not say what it is about.",
    "ahead.not.no_theme_do": "Choose a category.",
    "ahead.not.nothing_counted": "Cannot be computed: nothing on {themes} is counted in the municipality.",
    "ahead.not.nothing_counted_do": "Import reports, findings or statistics.",
    "ahead.not.too_few_months": "Cannot be computed: fewer than three months before the promise's start are counted.",
    "ahead.not.too_few_months_do": "Import older data.",
    "ahead.not.not_counted": "Cannot be computed: {area} was not counted in {month}.",
    "ahead.not.not_counted_do": "Import what is missing. Missing is not zero.",
    "ahead.not.no_events": "Cannot be computed: nothing on {themes} was noted in the promise's area before.",
    "ahead.not.no_events_do": "Choose a larger area or more categories.",
    "ahead.not.no_comparison": "Cannot be computed: all other areas border on the promise's, or were not counted.",
    "ahead.not.no_comparison_do": "Choose a smaller area.",
    "basis.foresight": "Least fall that is seen beside a comparison area (Zhu and Lakkis).",
}
