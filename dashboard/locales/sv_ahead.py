"""Swedish words for what could be seen of a promise that is being written."""

from __future__ import annotations

AHEAD: dict[str, str] = {
    "ahead.title": "Vad kommer att kunna synas?",
    "ahead.rate": "{events}, i löftets område: i snitt {rate} i månaden.",
    "ahead.least": (
        "Efter {n} månader går en minskning som är mindre än ungefär {percent}\u00a0% inte att skilja från slumpen."
    ),
    "ahead.least_whole": (
        "När löftets {n} månader har gått går en minskning som är mindre än ungefär {percent}\u00a0% inte att skilja "
        "från slumpen."
    ),
    "ahead.none": "Det är så få att ingen minskning på {n} månader går att skilja från slumpen, hur stor den än är.",
    "ahead.wait": "En minskning på {percent}\u00a0% syns efter ungefär {n} månader.",
    "ahead.never": "En minskning på {percent}\u00a0% syns inte hur länge man än väntar: det händer för lite här.",
    "ahead.more": "Fler månader, och hur det är räknat",
    "ahead.how": (
        "Räknat på {n} händelser i löftets område och {other} i jämförelsen ({compared}), {period}. ”Syns” betyder "
        "fyra gånger av fem, med 95\u00a0% säkerhet."
    ),
    "ahead.scatter": "Månaderna har varierat mer än slumpen ger, och det är inräknat.",
    "ahead.not.no_area": "Kan inte räknas: löftet gäller hela kommunen, så det finns inget att jämföra med.",
    "ahead.not.no_area_do": "Välj ett område eller en plats.",
    "ahead.not.not_located": "Kan inte räknas: platserna är inte utsatta på kartan.",
    "ahead.not.not_located_do": "Ange platsens läge i registret, eller välj ett område.",
    "ahead.not.no_theme": "Kan inte räknas: löftet säger inte vad det handlar om.",
    "ahead.not.no_theme_do": "Välj en kategori.",
    "ahead.not.nothing_counted": "Kan inte räknas: inget om {themes} är räknat i kommunen.",
    "ahead.not.nothing_counted_do": "Läs in rapporter, fynd eller statistik.",
    "ahead.not.too_few_months": "Kan inte räknas: färre än tre månader före löftets start är räknade.",
    "ahead.not.too_few_months_do": "Läs in äldre uppgifter.",
    "ahead.not.not_counted": "Kan inte räknas: {area} är inte räknat i {month}.",
    "ahead.not.not_counted_do": "Läs in det som saknas. Saknat är inte noll.",
    "ahead.not.no_events": "Kan inte räknas: inget om {themes} är noterat i löftets område dessförinnan.",
    "ahead.not.no_events_do": "Välj ett större område eller fler kategorier.",
    "ahead.not.no_comparison": "Kan inte räknas: alla andra områden gränsar till löftets, eller är inte räknade.",
    "ahead.not.no_comparison_do": "Välj ett mindre område.",
    "basis.foresight": "Minsta minskning som syns bredvid ett jämförelseområde (Zhu och Lakkis).",
}
