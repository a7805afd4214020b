"""English words for an action's effect: the verdict, what could be seen, what to read with care."""

from __future__ import annotations

EFFECT: dict[str, str] = {
    "effect.title": "Effect",
    "effect.intro": "The action's area before and after, beside an area where it was not done.",
    "EffectMeasure.burglaries": "Reported dwelling burglaries",
    "EffectMeasure.evidence": "Reports and findings",
    "effect.events.burglaries": "Reported dwelling burglaries",
    "effect.events.evidence": "Reports and findings on {themes}",
    "effect.events.reports": "Reports on {themes}",
    "effect.better": (
        "{events} fell by {percent}% compared with the comparison area (95% sure between {low} and {high}%)."
    ),
    "effect.worse": (
        "{events} rose by {percent}% compared with the comparison area (95% sure between {low} and {high}%)."
    ),
    "effect.unchanged": (
        "{events} hardly changed compared with the comparison area (95% sure between {low} and {high})."
    ),
    "effect.undecided": (
        "Cannot be decided: compared with the comparison area, {events} may have become anything from {low} to {high}."
    ),
    "effect.undecided_months": (
        "Cannot be decided: there are only {n} whole months since the start, at least {least} are needed."
    ),
    "effect.undecided_zero": "Cannot be decided: one of the periods had no events at all.",
    "effect.better_exact": (
        "{events} fell compared with the comparison area, by more than chance would. How much cannot be said with so "
        "few."
    ),
    "effect.worse_exact": (
        "{events} rose compared with the comparison area, by more than chance would. How much cannot be said with so "
        "few."
    ),
    "effect.fewer": "{percent}% fewer",
    "effect.more": "{percent}% more",
    "effect.times": "{n} times as many",
    "effect.none": "unchanged",
    "effect.least": "With this many events, only a fall of at least {percent}% can be seen.",
    "effect.least_luck": (
        "So few events as a rule show only falls of at least {percent}%. The true fall is therefore probably smaller "
        "than the one measured."
    ),
    "effect.least_none": "With so few events no fall can be seen, however large.",
    "effect.seen_from": "A fall of {percent}% can be seen in {month} at the earliest.",
    "effect.seen_already": "A fall of {percent}% should have been seen by now.",
    "effect.seen_never": "A fall of {percent}% cannot be seen however long one waits: too little happened before.",
    "effect.node_seen_from": "seen in {month} at the earliest",
    "effect.node_interval": "{low} to {high}%",
    "effect.node_change": "{change}% ({low} to {high})",
    "effect.waits": "What could be seen",
    "effect.waits_caption": "The least fall that can be seen, after so many months",
    "effect.wait_months": "Months after the start",
    "effect.wait_fall": "Least fall that can be seen",
    "effect.wait_none": "none",
    "effect.waits_how": (
        "Worked out from {n} events in the action's area and {other} in the comparison before the start. “Seen” means "
        "four times in five."
    ),
    "effect.not.no_area": (
        "Cannot be decided: the action is for the whole municipality, so there is nothing to compare with."
    ),
    "effect.not.no_area_do": "State an area or a place for the action, or log where it is done.",
    "effect.not.no_theme": "Cannot be decided: neither action nor promise says what was to get better.",
    "effect.not.no_theme_do": "State the action's categories.",
    "effect.not.nothing_counted": "Cannot be decided: nothing of what the action is about is counted here.",
    "effect.not.nothing_counted_do": "Import reports, findings or statistics.",
    "effect.not.not_begun": "Cannot be decided yet: no whole month has passed since the start.",
    "effect.not.not_begun_do": "Wait until the first whole month is over.",
    "effect.not.too_few_months": "Cannot be decided: fewer than three months before the start were counted.",
    "effect.not.too_few_months_do": "Import older data.",
    "effect.not.not_counted": "Cannot be decided: {area} was not counted in {month}.",
    "effect.not.not_counted_do": "Import what is missing. Missing is not zero.",
    "effect.not.no_events": "Cannot be decided: nothing happened in the action's area before the start.",
    "effect.not.no_events_do": "State a larger area or more categories.",
    "effect.not.no_comparison": (
        "Cannot be decided: all other areas touch the action's area, or were not counted throughout."
    ),
    "effect.not.no_comparison_do": "State a smaller area for the action.",
    "effect.figure": "{events} a month, before and after the start in {month}",
    "effect.figure_treated": "The action's area",
    "effect.figure_comparison": "The comparison, at the action area's level before",
    "effect.figure_zone": "Next to it, at the action area's level before",
    "effect.short_comparison": "The comparison",
    "effect.short_zone": "Next to it",
    "effect.figure_starts": "start",
    "effect.month": "Month",
    "effect.counts": "Number before and after",
    "effect.area": "Area",
    "effect.before": "Before, {n} months",
    "effect.after": "After, {n} months",
    "effect.monthly_before": "A month before",
    "effect.monthly_after": "A month after",
    "effect.treated": "The action's area: {areas}",
    "effect.compared": "The comparison: {areas}",
    "effect.zone": "Next to it: {areas}",
    "effect.rest": "the rest of the municipality",
    "effect.areas.one": "{n} area",
    "effect.areas.other": "{n} areas",
    "effect.choose": "How it is compared",
    "effect.comparison": "Compare with",
    "effect.comparison_rest": "The rest of the municipality",
    "effect.comparison_own": "Own choice",
    "effect.option": "{name} ({n} before)",
    "effect.months_before": "Months before",
    "effect.with_zone": "Show the areas next to it",
    "effect.measure": "Count",
    "effect.wished": "Look for a fall of",
    "effect.parallel": "Went the same way as the action's area before the start, as far as {n} months can tell.",
    "effect.drifted": "Went its own way already before the start. Better choose another area.",
    "effect.untested": "Too short a time before the start to test whether it went the same way.",
    "effect.suggested_why": (
        "The suggestions are chosen by the months before, never by those after. Areas that touch the action's area are "
        "left out, for trouble may have moved there."
    ),
    "effect.moved": "Did it move? Next to it there were {change} compared with the comparison ({low} to {high}).",
    "effect.moved.worse": "That suggests that the trouble moved there.",
    "effect.moved.better": "That suggests that it got better next to it too.",
    "effect.moved.unclear": "That shows neither that the trouble moved nor that it did not.",
    "effect.moved.none": (
        "Did it move? Next to it there were too few events to say anything: {before} before, {after} after."
    ),
    "effect.total": (
        "Together with the areas next to it: {value} a month against what the comparison lets expect ({low} to {high})."
    ),
    "effect.care": "Read with care",
    "effect.caution.chosen_by_baseline": (
        "The place is known as a hotspot by what happened before. Some fall is then to be expected even without action."
    ),
    "effect.caution.few_events": (
        "One of the numbers is below ten. An outcome is claimed only where an exact test agrees."
    ),
    "effect.caution.few_months": "Fewer than three months on one side.",
    "effect.caution.no_events_in_a_period": "One period had no events.",
    "effect.caution.seasons_differ": (
        "Before and after do not hold the same calendar months. With enough months the season is allowed for."
    ),
    "effect.note.comparison_drifted": "The comparison went its own way already before the start.",
    "effect.note.comparison_untested": (
        "Whether the comparison went the same way before is not tested: fewer than twelve months are counted."
    ),
    "effect.note.preliminary": "The latest months are preliminary.",
    "effect.note.promises_themes": "The action has no categories of its own; the promise's were counted.",
    "effect.note.where_logged": "The action states no area. Counted is where, by the log, it was done.",
    "effect.note.without_walks": "What walks noted is left out: more walks give more findings.",
    "effect.note.zone_in_part": "An area next to it was not counted in every month and is left out there.",
    "effect.evidence_means": "Reports tell what people say, and depend on how easy it is to report.",
    "effect.keep": "Save the effect",
    "effect.keep_why": "The chain shows the one saved last.",
    "effect.kept_on": "Last saved {day}: {verdict}.",
    "effect.done": "The effect is saved and shown in the chain.",
    "effect.chosen_ignored": "What the address chooses cannot be worked out. The suggestion is shown instead.",
    "effect.how": "How it was worked out",
    "effect.method": (
        "Monthly counts in the action's area and in the comparison, before and after (Poisson with overdispersion, "
        "Student's interval; Fisher's exact test where numbers are small). An association, not a proof of cause."
    ),
    "effect.method_name": "Before and after, beside a comparison area",
    "effect.source": "Source: {sources}. {period}. Worked out {day}.",
}
