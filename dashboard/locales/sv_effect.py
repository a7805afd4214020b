"""Swedish words for an action's effect: the verdict, what could be seen, what to read with care."""

from __future__ import annotations

EFFECT: dict[str, str] = {
    "effect.title": "Effekt",
    "effect.intro": "Åtgärdens område före och efter, bredvid ett område där den inte gjordes.",
    "EffectMeasure.burglaries": "Anmälda bostadsinbrott",
    "EffectMeasure.evidence": "Rapporter och fynd",
    "effect.events.burglaries": "Anmälda bostadsinbrott",
    "effect.events.evidence": "Rapporter och fynd om {themes}",
    "effect.events.reports": "Rapporter om {themes}",
    "effect.better": (
        "{events} minskade med {percent}\u00a0% jämfört med jämförelseområdet "
        "(95\u00a0% säkert mellan {low} och {high}\u00a0%)."
    ),
    "effect.worse": (
        "{events} ökade med {percent}\u00a0% jämfört med jämförelseområdet "
        "(95\u00a0% säkert mellan {low} och {high}\u00a0%)."
    ),
    "effect.unchanged": (
        "{events} förändrades inte nämnvärt jämfört med jämförelseområdet (95\u00a0% säkert mellan {low} och {high})."
    ),
    "effect.undecided": (
        "Kan inte avgöras: jämfört med jämförelseområdet kan {events} ha blivit allt från {low} till {high}."
    ),
    "effect.undecided_months": "Kan inte avgöras: det finns bara {n} hela månader efter starten, minst {least} behövs.",
    "effect.undecided_zero": "Kan inte avgöras: i någon av perioderna fanns inga händelser alls.",
    "effect.better_exact": (
        "{events} minskade jämfört med jämförelseområdet, så mycket att det knappast är en slump. Hur mycket går inte "
        "att säga med så få."
    ),
    "effect.worse_exact": (
        "{events} ökade jämfört med jämförelseområdet, så mycket att det knappast är en slump. Hur mycket går inte att "
        "säga med så få."
    ),
    "effect.fewer": "{percent}\u00a0% färre",
    "effect.more": "{percent}\u00a0% fler",
    "effect.times": "{n} gånger så många",
    "effect.none": "oförändrade",
    "effect.least": "Med så här många händelser syns bara en minskning på minst {percent}\u00a0%.",
    "effect.least_luck": (
        "Så få händelser visar i regel bara minskningar på minst {percent}\u00a0%. Den verkliga minskningen är därför "
        "troligen mindre än den uppmätta."
    ),
    "effect.least_none": "Med så få händelser syns ingen minskning, hur stor den än är.",
    "effect.seen_from": "En minskning på {percent}\u00a0% syns tidigast {month}.",
    "effect.seen_already": "En minskning på {percent}\u00a0% borde ha synts vid det här laget.",
    "effect.seen_never": (
        "En minskning på {percent}\u00a0% syns inte hur länge man än väntar: det hände för lite före åtgärden."
    ),
    "effect.node_seen_from": "syns tidigast {month}",
    "effect.node_interval": "{low} till {high}\u00a0%",
    "effect.node_change": "{change}\u00a0% ({low} till {high})",
    "effect.waits": "Vad som kan synas",
    "effect.waits_caption": "Minsta minskning som syns, efter så många månader",
    "effect.wait_months": "Månader efter starten",
    "effect.wait_fall": "Minsta minskning som syns",
    "effect.wait_none": "ingen",
    "effect.waits_how": (
        "Räknat på {n} händelser i åtgärdsområdet och {other} i jämförelsen före starten. ”Syns” betyder fyra gånger "
        "av fem."
    ),
    "effect.not.no_area": "Kan inte avgöras: åtgärden gäller hela kommunen, så det finns inget att jämföra med.",
    "effect.not.no_area_do": "Ange område eller plats för åtgärden, eller logga var den görs.",
    "effect.not.no_theme": "Kan inte avgöras: varken åtgärden eller löftet säger vad som skulle bli bättre.",
    "effect.not.no_theme_do": "Ange åtgärdens kategorier.",
    "effect.not.nothing_counted": "Kan inte avgöras: inget av det åtgärden gäller är räknat här.",
    "effect.not.nothing_counted_do": "Läs in rapporter, fynd eller statistik.",
    "effect.not.not_begun": "Kan inte avgöras än: ingen hel månad har gått sedan starten.",
    "effect.not.not_begun_do": "Vänta tills den första hela månaden är slut.",
    "effect.not.too_few_months": "Kan inte avgöras: färre än tre månader före starten är räknade.",
    "effect.not.too_few_months_do": "Läs in äldre uppgifter.",
    "effect.not.not_counted": "Kan inte avgöras: {area} är inte räknat i {month}.",
    "effect.not.not_counted_do": "Läs in det som saknas. Saknat är inte noll.",
    "effect.not.no_events": "Kan inte avgöras: inget hände i åtgärdens område före starten.",
    "effect.not.no_events_do": "Ange ett större område eller fler kategorier.",
    "effect.not.no_comparison": "Kan inte avgöras: alla andra områden gränsar till åtgärdens, eller är inte räknade.",
    "effect.not.no_comparison_do": "Ange ett mindre område för åtgärden.",
    "effect.figure": "{events} per månad, före och efter starten {month}",
    "effect.figure_treated": "Åtgärdsområdet",
    "effect.figure_comparison": "Jämförelsen, i åtgärdsområdets nivå före",
    "effect.figure_zone": "Intill, i åtgärdsområdets nivå före",
    "effect.short_comparison": "Jämförelsen",
    "effect.short_zone": "Intill",
    "effect.figure_starts": "starten",
    "effect.month": "Månad",
    "effect.counts": "Antal före och efter",
    "effect.area": "Område",
    "effect.before": "Före, {n} mån",
    "effect.after": "Efter, {n} mån",
    "effect.monthly_before": "Per mån före",
    "effect.monthly_after": "Per mån efter",
    "effect.treated": "Åtgärdsområdet: {areas}",
    "effect.compared": "Jämförelsen: {areas}",
    "effect.zone": "Intill: {areas}",
    "effect.rest": "resten av kommunen",
    "effect.areas.one": "{n} område",
    "effect.areas.other": "{n} områden",
    "effect.choose": "Så görs jämförelsen",
    "effect.comparison": "Jämför med",
    "effect.comparison_rest": "Resten av kommunen",
    "effect.comparison_own": "Eget val",
    "effect.option": "{name} ({n} före)",
    "effect.months_before": "Månader före",
    "effect.with_zone": "Visa områdena intill",
    "effect.measure": "Räkna",
    "effect.wished": "Leta efter en minskning på",
    "effect.parallel": "Gick samma väg som åtgärdsområdet före starten, så vitt {n} månader kan visa.",
    "effect.drifted": "Gick sin egen väg redan före starten. Välj hellre ett annat område.",
    "effect.untested": "För kort tid före starten för att pröva om området gick samma väg.",
    "effect.suggested_why": (
        "Förslagen väljs av månaderna före, aldrig av dem efter. Områden som gränsar till åtgärdens är inte med, för "
        "dit kan besvären ha flyttat."
    ),
    "effect.moved": "Flyttade det? Intill blev det {change} jämfört med jämförelsen ({low} till {high}).",
    "effect.moved.worse": "Det tyder på att besvären flyttade dit.",
    "effect.moved.better": "Det tyder på att det blev bättre även intill.",
    "effect.moved.unclear": "Det visar varken att besvären flyttade eller att de inte gjorde det.",
    "effect.moved.none": "Flyttade det? Intill fanns för få händelser för att säga det: {before} före, {after} efter.",
    "effect.total": (
        "Tillsammans med området intill: {value} per månad mot vad jämförelsen låter vänta ({low} till {high})."
    ),
    "effect.care": "Läs med försiktighet",
    "effect.caution.chosen_by_baseline": (
        "Platsen är utpekad som hotspot av det som hände före. Då väntas en viss minskning även utan åtgärd."
    ),
    "effect.caution.few_events": "Något av talen är under tio. Ett utfall påstås bara där ett exakt test håller med.",
    "effect.caution.few_months": "Färre än tre månader på någon sida.",
    "effect.caution.no_events_in_a_period": "I någon period fanns inga händelser.",
    "effect.caution.seasons_differ": (
        "Före och efter rymmer inte samma kalendermånader. Där månaderna räcker är årstiden inräknad."
    ),
    "effect.note.comparison_drifted": "Jämförelsen gick sin egen väg redan före starten.",
    "effect.note.comparison_untested": (
        "Det är inte prövat om jämförelsen gick samma väg före starten: färre än tolv månader är räknade."
    ),
    "effect.note.preliminary": "De senaste månaderna är preliminära.",
    "effect.note.promises_themes": "Åtgärden har inga egna kategorier; löftets har räknats.",
    "effect.note.where_logged": "Åtgärden anger inget område. Räknat är där den enligt loggen har gjorts.",
    "effect.note.without_walks": "Det som vandringar noterade är inte med: fler vandringar ger fler fynd.",
    "effect.note.zone_in_part": "Något område intill är inte räknat alla månader och är inte med där.",
    "effect.evidence_means": "Rapporter säger vad människor berättar, och påverkas av hur lätt det är att rapportera.",
    "effect.keep": "Spara effekten",
    "effect.keep_why": "Kedjan visar den senast sparade.",
    "effect.kept_on": "Senast sparad {day}: {verdict}.",
    "effect.done": "Effekten är sparad och visas i kedjan.",
    "effect.chosen_ignored": "Valet i adressen går inte att räkna på. Förslaget visas i stället.",
    "effect.how": "Så räknades det",
    "effect.method": (
        "Tal per månad i åtgärdens område och i jämförelsen, före och efter (Poisson med överspridning, Students "
        "intervall, Fishers exakta test där talen är små). Ett samband, inte ett bevis för orsak."
    ),
    "effect.method_name": "Före och efter, bredvid ett jämförelseområde",
    "effect.source": "Källa: {sources}. {period}. Beräknat {day}.",
}
