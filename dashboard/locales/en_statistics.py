"""The statistics page in English."""

from __future__ import annotations

STATISTICS: dict[str, str] = {
    "nav.statistics": "Statistics",
    "stat.intro": (
        "Reported dwelling burglaries by area and month, and what the safety survey says beside them. "
        "Reported is not the same as committed."
    ),
    "stat.choose": "Choose area and period",
    "stat.area": "Area",
    "stat.whole": "Whole municipality",
    "stat.area_clear": "Show the whole municipality",
    "stat.from": "From",
    "stat.from_clear": "From the first month",
    "stat.until": "Until",
    "stat.until_clear": "Until the last month",
    "stat.months_all": "All months",
    "stat.brief": "In brief",
    "stat.not_open": "Reported dwelling burglaries are not shown to your role",
    "stat.not_open_why": (
        "Counts by area and month are small and could point to a household. The municipality and the police see them."
    ),
    "stat.none": "No reported dwelling burglaries in the period",
    "stat.none_why": (
        "The police's table by area and month has not been imported, or its months lie outside the period."
    ),
    "stat.months": "{first} – {last}",
    # in brief
    "stat.count.one": "{n} reported dwelling burglary in {where}, {period}",
    "stat.count.other": "{n} reported dwelling burglaries in {where}, {period}",
    "stat.count_least.one": "At least {n} reported dwelling burglary in {where}, {period}",
    "stat.count_least.other": "At least {n} reported dwelling burglaries in {where}, {period}",
    "stat.at_least": "at least {n}",
    "stat.rate": "{rate} per 1,000 dwellings and year (95\u00a0% sure {low}–{high})",
    "stat.rate_whole": "{rate} per 1,000 dwellings and year",
    "stat.no_rate": "No rate per 1,000 dwellings: {why}",
    "stat.up": "Reports are growing: {percent}\u00a0% more a year, 95\u00a0% sure between {low} and {high}\u00a0%",
    "stat.down": "Reports are falling: {percent}\u00a0% fewer a year, 95\u00a0% sure between {low} and {high}\u00a0%",
    "stat.undecided": (
        "Whether reports grow or fall cannot be decided: 95\u00a0% sure between {low} and {high}\u00a0% a year"
    ),
    "stat.too_little": "Too few months or reports to say whether they grow or fall",
    "stat.too_little_short": "too few to say",
    "stat.slope_basis": (
        "The direction is of {period}, in {n} of {all} areas, those with every month, without preliminary ones. "
        "Log-linear with overdispersion, season taken out, adjusted for the number of dwelling types."
    ),
    "stat.out_up.one": "{n} area has more reports than its dwellings let expect: {names}",
    "stat.out_up.other": "{n} areas have more reports than their dwellings let expect: {names}",
    "stat.out_none": "No area has more reports than chance may give",
    "stat.standing": "{name} is {standing} the municipality's mean, {overall} per 1,000 dwellings and year",
    "stat.standing_within": (
        "{name} is as expected beside the municipality's mean, {overall} per 1,000 dwellings and year"
    ),
    "stat.attempts": "{share}\u00a0% are attempts: {n} of {all}",
    "stat.preliminary": "Preliminary: {period}. The figures may change",
    "stat.preliminary_short": "prel.",
    "stat.incomplete.one": "Incomplete: figures are missing in {n} month ({months}), hatched or empty in the charts.",
    "stat.incomplete.other": (
        "Incomplete: figures are missing in {n} months ({months}), hatched or empty in the charts."
    ),
    "stat.source_change": (
        "New source from {month}: {after} (before: {before}). Months before and after are not compared."
    ),
    "stat.source_short": "new source",
    # figures
    "stat.trends": "Development by dwelling type",
    "stat.fig_months": "Reported dwelling burglaries a month, {where}, {period}",
    "stat.fig_rolling": "Per 1,000 dwellings of the type and year, the last twelve months, {where}",
    "stat.fig_outcome": "Completed and attempted a month, {where}, {period}",
    "stat.fig_season": "Reported by month of the year on average, {where}",
    "stat.fig_funnel": "Areas by number of dwellings and reports per 1,000 dwellings and year, {period}",
    "stat.fig_survey": "{question}: share in the surveys, and reported dwelling burglaries a month, {where}",
    "stat.fig_waves": "{question}: results of the surveys, {where}",
    "stat.month": "Month",
    "stat.all_types": "All dwelling types",
    "stat.completed": "Completed",
    "stat.attempted": "Attempted",
    "stat.outcome": "Completed and attempted",
    "stat.season": "Season",
    "stat.season_basis": "Of the same areas and months as the direction.",
    "stat.season_short": "Too few whole years: the season is shown when two years have been counted.",
    "stat.rolling_short": "Rates per 1,000 dwellings are shown when twelve months in a row were counted in one way.",
    "stat.average": "On average",
    "stat.years": "Years",
    "stat.not_counted": "not known",
    "stat.partly": "{n} ({counted} of {areas} areas)",
    "stat.type": "Dwelling type",
    "stat.count_head": "Reported",
    "stat.rate_last": "Per 1,000 and year, last twelve months",
    "stat.direction": "Direction",
    "stat.types_caption": "The dwelling types, {period}",
    "stat.yearly": "{low} to {high}\u00a0% a year",
    "stat.no_outcome": "Completed and attempted are not told apart in the source.",
    "DwellingType.detached": "Detached house",
    "DwellingType.terraced": "Terraced house",
    "DwellingType.apartment": "Apartment building",
    "AreaKind.deso": "Small areas (DeSO)",
    "AreaKind.regso": "Larger areas (RegSO)",
    "AreaKind.district": "Districts",
    "AreaKind.municipality": "Municipalities",
    "AreaKind.own": "Own areas",
    "Heading.up": "growing",
    "Heading.down": "falling",
    "Heading.undecided": "cannot be decided",
    # areas
    "stat.areas": "Areas",
    "stat.areas_means": (
        "Few dwellings make rates swing. Beyond the dashed limits it is more than chance usually gives. "
        "Choose an area in the chart or the table."
    ),
    "stat.of_type": "Dwelling type",
    "stat.every": "All",
    "stat.dwellings": "Dwellings",
    "stat.per_1000": "Per 1,000 dwellings and year",
    "stat.interval": "{rate} ({low}–{high})",
    "stat.smoothed": "Smoothed",
    "stat.stands_out": "Stands out",
    "stat.areas_caption": "Areas, {period}. In brackets: 95 per cent interval.",
    "stat.partial_count": "{n} ({months} of {all} months)",
    "stat.overall": "the municipality's mean",
    "stat.limit_95": "95\u00a0%",
    "stat.limit_998": "99.8\u00a0%",
    "stat.point": "{name}: {rate} per 1,000, {n} reported, {dwellings} dwellings, {standing}",
    "stat.axis_dwellings": "Number of dwellings",
    "stat.axis_rate": "Per 1,000 and year",
    "stat.no_rates": "No area has both a count and dwellings",
    "stat.no_rates_why": "Import areas with their number of dwellings, or choose another dwelling type.",
    "stat.sort": "Sort by {column}",
    "stat.chosen": "chosen",
    # near repeats
    "near.title": "Does it come back nearby?",
    "near.means": (
        "Reports and findings on dwelling burglary with a place and a day, whole municipality. The cells tell how many "
        "times as many pairs there are as if the days were dealt at random."
    ),
    "near.box": (
        "Within {metres} metres and {days} days the risk of another one is {ratio} times what chance gives "
        "({observed} pairs, {expected} expected)."
    ),
    "near.clearest": "It shows most clearly within {metres} metres and {days} days: {ratio} times.",
    "near.no_box": "Nothing suggests that burglaries come back nearby more than chance gives.",
    "near.caption": "Pairs of events by distance and days between them, {period}",
    "near.distance": "Distance",
    "near.band_m": "{low}–{high} m",
    "near.band_days": "{low}–{high} days",
    "near.times": "{ratio} times",
    "near.nothing_expected": "–",
    "near.pairs": "{observed} pairs, {expected} expected",
    "near.stands": "more than chance",
    "near.capped": "The newest {n} of {all} are counted.",
    "near.undated.one": "{n} without a known day is left out.",
    "near.undated.other": "{n} without a known day are left out.",
    "near.unlocated.one": "{n} without a place is left out.",
    "near.unlocated.other": "{n} without a place are left out.",
    "near.none": "Cannot be computed yet",
    "WhyNoRepeats.not_open": "Where burglaries gather is shown to the municipality and the police.",
    "WhyNoRepeats.too_few": "Too few events with a place and a day. Choose a longer period.",
    "WhyNoRepeats.not_located": "The events have no place on the map. Locate them, or import them with coordinates.",
    "WhyNoRepeats.one_day": "All events have the same day. Choose a longer period.",
    "near.needed": "There are {n}, at least {least} are needed.",
    # survey beside counts
    "beside.title": "Safety survey and reports",
    "beside.question": "Question",
    "beside.none": "No safety survey",
    "beside.none_why": "No survey has been imported for the area or the municipality.",
    "beside.of_area": "The survey is of {name}, which the area lies in. The reports are of the same area.",
    "beside.worry.up.up": "Worry is growing and reports are growing.",
    "beside.worry.up.down": "Worry is growing but reports are falling.",
    "beside.worry.up.undecided": "Worry is growing. Whether reports grow or fall cannot be decided.",
    "beside.worry.down.up": "Worry is falling but reports are growing.",
    "beside.worry.down.down": "Worry is falling and reports are falling.",
    "beside.worry.down.undecided": "Worry is falling. Whether reports grow or fall cannot be decided.",
    "beside.worry.undecided.up": "Whether worry changes cannot be decided. Reports are growing.",
    "beside.worry.undecided.down": "Whether worry changes cannot be decided. Reports are falling.",
    "beside.worry.undecided.undecided": "Neither whether worry nor whether reports change can be decided.",
    "beside.share.up.up": "The share is growing and reports are growing.",
    "beside.share.up.down": "The share is growing but reports are falling.",
    "beside.share.up.undecided": "The share is growing. Whether reports grow or fall cannot be decided.",
    "beside.share.down.up": "The share is falling but reports are growing.",
    "beside.share.down.down": "The share is falling and reports are falling.",
    "beside.share.down.undecided": "The share is falling. Whether reports grow or fall cannot be decided.",
    "beside.share.undecided.up": "Whether the share changes cannot be decided. Reports are growing.",
    "beside.share.undecided.down": "Whether the share changes cannot be decided. Reports are falling.",
    "beside.share.undecided.undecided": "Neither whether the share nor whether reports change can be decided.",
    "beside.alone": "Safety survey",
    "beside.only_worry.up": "Worry is growing.",
    "beside.only_worry.down": "Worry is falling.",
    "beside.only_worry.undecided": "Whether worry changes cannot be decided.",
    "beside.only_share.up": "The share is growing.",
    "beside.only_share.down": "The share is falling.",
    "beside.only_share.undecided": "Whether the share changes cannot be decided.",
    "beside.survey_change": (
        "The survey: {before} to {after} {unit}, a difference of {value} (95\u00a0% sure {low} to {high})."
    ),
    "beside.survey_why": "The survey: {why}",
    "beside.counts_change": (
        "Reports: {before} in {first}, {after} in {last}. A change of {value}\u00a0% (95\u00a0% sure {low} to {high})."
    ),
    "beside.counts_of": "In {n} of {all} areas, those with every month.",
    "beside.counts_why": "Reports: {why}",
    "beside.new_method": "other method",
    "beside.breaks": "The survey {wave} was made in another way than the one before and is not compared with it.",
    "beside.wave": "Survey",
    "beside.asked": "Asked",
    "beside.value": "Value",
    "beside.answers": "Answers",
    "beside.waves_caption": "The surveys: {question}, {where}",
    "beside.window": "year {n}",
    "beside.top": "Share, %",
    "beside.top_index": "Index",
    "beside.bottom": "Reported",
    "unit.percent": "per cent",
    "unit.points": "points",
    "WhyNotCompared.one_wave": "there is only one.",
    "WhyNotCompared.other_method": "the last two were made in different ways.",
    "WhyNotCompared.no_size": "neither number of answers nor interval is given.",
    "WhyNotCompared.no_date": "it is not known when the surveys were made.",
    "WhyNotCompared.not_counted": "the months at both surveys were not counted.",
    "WhyNotCompared.too_close": "the surveys are less than a year apart.",
    "WhyNotCompared.preliminary": "the figures are preliminary.",
    "WhyNotCompared.other_source": "the figures come from different sources.",
    "WhyNotCompared.too_few": "there are too few to compare.",
    # what a result rests on
    "basis.line": "{method} Period: {period}. Source: {sources}. Computed {day}.",
    "basis.made_up": "Demonstration data.",
    "basis.monthly_series": "Reported dwelling burglaries a month.",
    "basis.area_rates": (
        "Reported per 1,000 dwellings, made yearly. Exact Poisson limits, smoothing by empirical Bayes, "
        "funnel at 95 and 99.8\u00a0% widened for overdispersion."
    ),
    "basis.near_repeat": "Knox's table with {permutations} permutations of the days, seed {seed}.",
    "basis.survey_and_counts": (
        "Two shares with Newcombe's interval; reports of a year at each survey, log-linear with overdispersion."
    ),
}
