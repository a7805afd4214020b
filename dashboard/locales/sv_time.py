"""Swedish words for time on the map: playing through it, comparing two periods, the hours of the week."""

from __future__ import annotations

TIME: dict[str, str] = {
    "Shading.change": "Förändring mellan två perioder",
    "maptext.method.change": (
        "Underlag per dag i perioden mot jämförelseperioden. Färg bara där skillnaden håller bland alla områden."
    ),
    "maptext.undecided": "kan inte avgöras",
    "change.far_above": "minst dubbelt så många",
    "change.above": "fler",
    "change.within": "lika många",
    "change.below": "färre",
    "change.far_below": "hälften eller färre",
    "Change.more": "fler",
    "Change.fewer": "färre",
    "Change.undecided": "kan inte avgöras",
    "WhyUndecided.nothing": "inget underlag",
    "WhyUndecided.chance": "ryms i slumpen",
    "WhyUndecided.luck": "någon sådan väntas av slump bland så många",
    "WhyUndecided.overlap": "perioderna delar dagar",
    "WhyUndecided.too_short": "för få månader med underlag för att se hur de svänger",
    "basis.period_change": (
        "Kvot mellan antal per dag med {level_percent}-procentigt intervall, vidgat av hur mycket månaderna svänger. "
        "Av dem som sägs vara fler eller färre väntas högst {false_percent} procent vara fel (Benjamini och Hochberg)."
    ),
    "compare.label": "Två perioder sida vid sida",
    "compare.beside": "{later} mot {earlier}",
    "compare.together": (
        "Alla tillsammans: {later} mot {earlier} underlag, {later_rate} mot {earlier_rate} per 30 dagar."
    ),
    "compare.verdict": "{said}: {interval}.",
    "compare.undecided": "Kan inte avgöras: {why}.",
    "compare.undecided_interval": "Kan inte avgöras, {why}: {interval}.",
    "compare.interval": "{ratio} ({low} till {high})",
    "compare.interval_from_none": "från inget, minst {low}",
    "compare.interval_open": "{ratio} (minst {low})",
    "compare.cut": "Underlaget täcker {period}; dagar utanför räknas inte.",
    "compare.no_days": "Det finns inget underlag från {period}.",
    "compare.overlap": (
        "Perioderna delar dagar och kan inte bedömas mot varandra. Välj perioder som inte går i varandra."
    ),
    "compare.one_sided": "Bara i den ena perioden: {sources}. En skillnad kan bero på hur underlaget samlades in.",
    "compare.counts": "{n} underlag",
    "compare.rate": "{rate} per 30 dagar",
    "compare.of_area": "Områden, de säkraste skillnaderna först",
    "compare.of_category": "Kategorier, de säkraste skillnaderna först",
    "compare.area": "Område",
    "compare.category": "Kategori",
    "compare.outside": "utanför områdena",
    "compare.difference": "Skillnad (95 %)",
    "compare.said": "Bedömning",
    "compare.none_left.one": "{n} område utan underlag i någon av perioderna visas inte.",
    "compare.none_left.other": "{n} områden utan underlag i någon av perioderna visas inte.",
    "compare.rates_by_area": "Underlag per 30 dagar i varje område",
}
