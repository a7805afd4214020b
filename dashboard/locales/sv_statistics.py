"""The statistics page in Swedish."""

from __future__ import annotations

STATISTICS: dict[str, str] = {
    "nav.statistics": "Statistik",
    "stat.intro": (
        "Anmälda bostadsinbrott per område och månad, och vad trygghetsmätningen säger bredvid. "
        "Anmält är inte detsamma som begånget."
    ),
    "stat.choose": "Välj område och period",
    "stat.area": "Område",
    "stat.whole": "Hela kommunen",
    "stat.area_clear": "Visa hela kommunen",
    "stat.from": "Från och med",
    "stat.from_clear": "Från första månaden",
    "stat.until": "Till och med",
    "stat.until_clear": "Till sista månaden",
    "stat.months_all": "Alla månader",
    "stat.brief": "I korthet",
    "stat.not_open": "Anmälda bostadsinbrott visas inte för din roll",
    "stat.not_open_why": (
        "Antal per område och månad är små och kan peka ut ett hushåll. De visas för kommunen och polisen."
    ),
    "stat.none": "Inga anmälda bostadsinbrott i perioden",
    "stat.none_why": "Polisens tabell per område och månad är inte inläst, eller så ligger månaderna utanför perioden.",
    "stat.months": "{first} – {last}",
    # in brief
    "stat.count.one": "{n} anmält bostadsinbrott i {where}, {period}",
    "stat.count.other": "{n} anmälda bostadsinbrott i {where}, {period}",
    "stat.count_least.one": "Minst {n} anmält bostadsinbrott i {where}, {period}",
    "stat.count_least.other": "Minst {n} anmälda bostadsinbrott i {where}, {period}",
    "stat.at_least": "minst {n}",
    "stat.rate": "{rate} per 1\u00a0000 bostäder och år (95\u00a0% säkert {low}–{high})",
    "stat.rate_whole": "{rate} per 1\u00a0000 bostäder och år",
    "stat.no_rate": "Antal per 1\u00a0000 bostäder kan inte räknas: {why}",
    "stat.up": "Anmälningarna ökar: {percent}\u00a0% fler per år, 95\u00a0% säkert mellan {low} och {high}\u00a0%",
    "stat.down": (
        "Anmälningarna minskar: {percent}\u00a0% färre per år, 95\u00a0% säkert mellan {low} och {high}\u00a0%"
    ),
    "stat.undecided": (
        "Om anmälningarna ökar eller minskar kan inte avgöras: 95\u00a0% säkert mellan {low} och {high}\u00a0% per år"
    ),
    "stat.too_little": "För få månader eller anmälningar för att säga om de ökar eller minskar",
    "stat.too_little_short": "för få för att säga",
    "stat.slope_basis": (
        "Riktningen räknas {period} på {n} av {all} områden, de som har alla månader, utan preliminära. "
        "Log-linjär med överspridning, årstiden borträknad, justerad för antalet bostadstyper."
    ),
    "stat.out_up.one": "{n} område har fler anmälningar än antalet bostäder ger: {names}",
    "stat.out_up.other": "{n} områden har fler anmälningar än antalet bostäder ger: {names}",
    "stat.out_none": "Inget område har fler anmälningar än slumpen kan ge",
    "stat.standing": "{name} ligger {standing} kommunens snitt, {overall} per 1\u00a0000 bostäder och år",
    "stat.standing_within": (
        "{name} ligger som väntat jämfört med kommunens snitt, {overall} per 1\u00a0000 bostäder och år"
    ),
    "stat.attempts": "{share}\u00a0% är försök: {n} av {all}",
    "stat.preliminary": "Preliminärt: {period}. Siffrorna kan ändras",
    "stat.preliminary_short": "prel.",
    "stat.incomplete.one": "Ofullständigt: uppgifter saknas i {n} månad ({months}), streckad eller tom i diagrammen.",
    "stat.incomplete.other": (
        "Ofullständigt: uppgifter saknas i {n} månader ({months}), streckade eller tomma i diagrammen."
    ),
    "stat.source_change": "Ny källa från {month}: {after} (före: {before}). Månader före och efter jämförs inte.",
    "stat.source_short": "ny källa",
    # figures
    "stat.trends": "Utveckling per bostadstyp",
    "stat.fig_months": "Anmälda bostadsinbrott per månad, {where}, {period}",
    "stat.fig_rolling": "Per 1\u00a0000 bostäder av typen och år, de senaste tolv månaderna, {where}",
    "stat.fig_outcome": "Fullbordade och försök per månad, {where}, {period}",
    "stat.fig_season": "Anmälda per månad på året i snitt, {where}",
    "stat.fig_funnel": "Områden efter antal bostäder och anmälda per 1\u00a0000 bostäder och år, {period}",
    "stat.fig_survey": "{question}: andel i mätningarna, och anmälda bostadsinbrott per månad, {where}",
    "stat.fig_waves": "{question}: resultat i mätningarna, {where}",
    "stat.month": "Månad",
    "stat.all_types": "Alla bostadstyper",
    "stat.completed": "Fullbordade",
    "stat.attempted": "Försök",
    "stat.outcome": "Fullbordade och försök",
    "stat.season": "Årstid",
    "stat.season_basis": "Räknat på samma områden och månader som riktningen.",
    "stat.season_short": "För få hela år: årstiden visas när två år är räknade.",
    "stat.rolling_short": "Antal per 1\u00a0000 bostäder visas när tolv månader i rad är räknade på samma sätt.",
    "stat.average": "I snitt",
    "stat.years": "År",
    "stat.not_counted": "uppgift saknas",
    "stat.partly": "{n} ({counted} av {areas} områden)",
    "stat.type": "Bostadstyp",
    "stat.count_head": "Anmälda",
    "stat.rate_last": "Per 1\u00a0000 och år, senaste tolv månaderna",
    "stat.direction": "Riktning",
    "stat.types_caption": "Bostadstyperna, {period}",
    "stat.yearly": "{low} till {high}\u00a0% per år",
    "stat.no_outcome": "Fullbordade och försök är inte åtskilda i underlaget.",
    "DwellingType.detached": "Villa",
    "DwellingType.terraced": "Radhus",
    "DwellingType.apartment": "Flerbostadshus",
    "AreaKind.deso": "Små områden (DeSO)",
    "AreaKind.regso": "Större områden (RegSO)",
    "AreaKind.district": "Stadsdelar",
    "AreaKind.municipality": "Kommuner",
    "AreaKind.own": "Egna områden",
    "Heading.up": "ökar",
    "Heading.down": "minskar",
    "Heading.undecided": "kan inte avgöras",
    # areas
    "stat.areas": "Områden",
    "stat.areas_means": (
        "Få bostäder ger stora svängningar. Utanför de streckade gränserna är det mer än slumpen brukar ge. "
        "Välj ett område i diagrammet eller tabellen."
    ),
    "stat.of_type": "Bostadstyp",
    "stat.every": "Alla",
    "stat.dwellings": "Bostäder",
    "stat.per_1000": "Per 1\u00a0000 bostäder och år",
    "stat.interval": "{rate} ({low}–{high})",
    "stat.smoothed": "Utjämnat",
    "stat.stands_out": "Sticker ut",
    "stat.areas_caption": "Områden, {period}. Inom parentes: 95-procentigt intervall.",
    "stat.partial_count": "{n} ({months} av {all} mån)",
    "stat.overall": "kommunens snitt",
    "stat.limit_95": "95\u00a0%",
    "stat.limit_998": "99,8\u00a0%",
    "stat.point": "{name}: {rate} per 1\u00a0000, {n} anmälda, {dwellings} bostäder, {standing}",
    "stat.axis_dwellings": "Antal bostäder",
    "stat.axis_rate": "Per 1\u00a0000 och år",
    "stat.no_rates": "Inget område har både antal och bostäder",
    "stat.no_rates_why": "Lägg in områden med antal bostäder, eller välj en annan bostadstyp.",
    "stat.sort": "Sortera efter {column}",
    "stat.chosen": "valt",
    # near repeats
    "near.title": "Kommer det tillbaka i närheten?",
    "near.means": (
        "Rapporter och fynd om bostadsinbrott med plats och dag, hela kommunen. Rutorna visar hur många gånger "
        "fler par "
        "det är än om dagarna vore slumpade."
    ),
    "near.box": (
        "Inom {metres} meter och {days} dagar är risken för ett till {ratio} gånger vad slumpen ger "
        "({observed} par, väntat {expected})."
    ),
    "near.clearest": "Tydligast syns det inom {metres} meter och {days} dagar: {ratio} gånger.",
    "near.no_box": "Inget tyder på att inbrott kommer tillbaka i närheten mer än slumpen ger.",
    "near.caption": "Par av händelser efter avstånd och dagar emellan, {period}",
    "near.distance": "Avstånd",
    "near.band_m": "{low}–{high} m",
    "near.band_days": "{low}–{high} dagar",
    "near.times": "{ratio} gånger",
    "near.nothing_expected": "–",
    "near.pairs": "{observed} par, väntat {expected}",
    "near.stands": "fler än slumpen",
    "near.capped": "De {n} nyaste av {all} är med.",
    "near.undated.one": "{n} utan känd dag är inte med.",
    "near.undated.other": "{n} utan känd dag är inte med.",
    "near.unlocated.one": "{n} utan plats är inte med.",
    "near.unlocated.other": "{n} utan plats är inte med.",
    "near.none": "Kan inte räknas ännu",
    "WhyNoRepeats.not_open": "Var inbrott samlas visas för kommunen och polisen.",
    "WhyNoRepeats.too_few": "För få händelser med plats och dag. Välj en längre period.",
    "WhyNoRepeats.not_located": "Händelserna saknar plats på kartan. Märk ut dem eller läs in dem med koordinater.",
    "WhyNoRepeats.one_day": "Alla händelser har samma dag. Välj en längre period.",
    "near.needed": "{n} finns, minst {least} behövs.",
    # survey beside counts
    "beside.title": "Trygghetsmätning och anmälningar",
    "beside.question": "Fråga",
    "beside.none": "Ingen trygghetsmätning",
    "beside.none_why": "Ingen mätning är inläst för området eller kommunen.",
    "beside.of_area": "Mätningen gäller {name}, som området ligger i. Anmälningarna är för samma område.",
    "beside.worry.up.up": "Oron ökar och anmälningarna ökar.",
    "beside.worry.up.down": "Oron ökar men anmälningarna minskar.",
    "beside.worry.up.undecided": "Oron ökar. Om anmälningarna ökar eller minskar kan inte avgöras.",
    "beside.worry.down.up": "Oron minskar men anmälningarna ökar.",
    "beside.worry.down.down": "Oron minskar och anmälningarna minskar.",
    "beside.worry.down.undecided": "Oron minskar. Om anmälningarna ökar eller minskar kan inte avgöras.",
    "beside.worry.undecided.up": "Om oron ändras kan inte avgöras. Anmälningarna ökar.",
    "beside.worry.undecided.down": "Om oron ändras kan inte avgöras. Anmälningarna minskar.",
    "beside.worry.undecided.undecided": "Varken om oron eller om anmälningarna ändras kan avgöras.",
    "beside.share.up.up": "Andelen ökar och anmälningarna ökar.",
    "beside.share.up.down": "Andelen ökar men anmälningarna minskar.",
    "beside.share.up.undecided": "Andelen ökar. Om anmälningarna ökar eller minskar kan inte avgöras.",
    "beside.share.down.up": "Andelen minskar men anmälningarna ökar.",
    "beside.share.down.down": "Andelen minskar och anmälningarna minskar.",
    "beside.share.down.undecided": "Andelen minskar. Om anmälningarna ökar eller minskar kan inte avgöras.",
    "beside.share.undecided.up": "Om andelen ändras kan inte avgöras. Anmälningarna ökar.",
    "beside.share.undecided.down": "Om andelen ändras kan inte avgöras. Anmälningarna minskar.",
    "beside.share.undecided.undecided": "Varken om andelen eller om anmälningarna ändras kan avgöras.",
    "beside.alone": "Trygghetsmätning",
    "beside.only_worry.up": "Oron ökar.",
    "beside.only_worry.down": "Oron minskar.",
    "beside.only_worry.undecided": "Om oron ändras kan inte avgöras.",
    "beside.only_share.up": "Andelen ökar.",
    "beside.only_share.down": "Andelen minskar.",
    "beside.only_share.undecided": "Om andelen ändras kan inte avgöras.",
    "beside.survey_change": (
        "Mätningen: {before} till {after} {unit}, skillnad {value} (95\u00a0% säkert {low} till {high})."
    ),
    "beside.survey_why": "Mätningen: {why}",
    "beside.counts_change": (
        "Anmälningarna: {before} i {first}, {after} i {last}. "
        "Förändring {value}\u00a0% (95\u00a0% säkert {low} till {high})."
    ),
    "beside.counts_of": "Räknat på {n} av {all} områden, de som har alla månader.",
    "beside.counts_why": "Anmälningarna: {why}",
    "beside.new_method": "annan metod",
    "beside.breaks": "Mätningen {wave} gjordes på annat sätt än den före och jämförs inte med den.",
    "beside.wave": "Mätning",
    "beside.asked": "Frågad",
    "beside.value": "Värde",
    "beside.answers": "Svar",
    "beside.waves_caption": "Mätningarna: {question}, {where}",
    "beside.window": "år {n}",
    "beside.top": "Andel, %",
    "beside.top_index": "Index",
    "beside.bottom": "Anmälda",
    "unit.percent": "procent",
    "unit.points": "enheter",
    "WhyNotCompared.one_wave": "det finns bara en mätning.",
    "WhyNotCompared.other_method": "de senaste två är gjorda på olika sätt.",
    "WhyNotCompared.no_size": "antal svar eller intervall är inte angivet.",
    "WhyNotCompared.no_date": "det är inte känt när mätningarna gjordes.",
    "WhyNotCompared.not_counted": "månaderna vid båda mätningarna är inte räknade.",
    "WhyNotCompared.too_close": "mätningarna ligger mindre än ett år isär.",
    "WhyNotCompared.preliminary": "siffrorna är preliminära.",
    "WhyNotCompared.other_source": "siffrorna kommer från olika källor.",
    "WhyNotCompared.too_few": "det är för få för att jämföra.",
    # what a result rests on
    "basis.line": "{method} Period: {period}. Källa: {sources}. Räknat {day}.",
    "basis.made_up": "Exempeldata.",
    "basis.monthly_series": "Anmälda bostadsinbrott per månad.",
    "basis.area_rates": (
        "Anmälda per 1\u00a0000 bostäder, omräknat till ett år. Exakta Poissongränser, utjämning med empirisk Bayes, "
        "tratt vid 95 och 99,8\u00a0% vidgad för överspridning."
    ),
    "basis.near_repeat": "Knox-tabell med {permutations} omkastningar av dagarna, frö {seed}.",
    "basis.survey_and_counts": (
        "Två andelar med Newcombes intervall; anmälningar ett år vid varje mätning, log-linjärt med överspridning."
    ),
}
