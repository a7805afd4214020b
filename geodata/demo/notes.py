"""What made-up reporters say: sentences without persons, by category, for unsafe and safe places."""

from __future__ import annotations

from geodata.model import Category

UNSAFE: dict[Category, tuple[str, ...]] = {
    Category.LIGHTING: (
        "Lampan är släckt sedan flera veckor.",
        "Det är becksvart mellan stolparna.",
        "Ljuset blinkar och slocknar när det regnar.",
        "Man ser inte vem som kommer förrän på några meters håll.",
        "Trädkronan täcker lampan helt.",
    ),
    Category.SHRUBS: (
        "Häcken har vuxit ut över gångbanan.",
        "Buskarna skymmer sikten vid kurvan.",
        "Slyet gör att man inte ser ner i slänten.",
        "Grenarna hänger över lampan och bänken.",
    ),
    Category.BICYCLE_THEFT: (
        "Cykeln försvann trots dubbla lås.",
        "Avklippta lås ligger kvar i stället.",
        "Ställen saknar bygel att låsa ramen i.",
        "Tredje cykeln som tas här i år.",
    ),
    Category.VANDALISM: (
        "Rutan i vänthallen är krossad igen.",
        "Bänken är sönderslagen.",
        "Papperskorgen har eldats.",
        "Dörren till trapphuset är uppbruten och slår.",
    ),
    Category.GRAFFITI: (
        "Hela väggen är nerklottrad.",
        "Nytt klotter dagen efter att det tvättats.",
        "Skyltarna går inte att läsa för klotter.",
    ),
    Category.LITTER: (
        "Glas och burkar ligger kvar efter helgen.",
        "Soporna svämmar över vid containern.",
        "Möbler har dumpats bakom huset.",
    ),
    Category.NARCOTICS: (
        "Försäljning pågår öppet, många vet om det.",
        "Det luktar cannabis i passagen nästan varje eftermiddag.",
        "Små påsar ligger på marken vid bänkarna.",
        "Mopeder kommer och går med korta stopp.",
    ),
    Category.ALCOHOL: (
        "Berusade sällskap spärrar hela trottoaren.",
        "Mycket fylla när krogarna stänger.",
        "Det dricks på bänkarna redan mitt på dagen.",
    ),
    Category.DISORDER: (
        "Stora gäng skriker och kastar saker.",
        "Bråk i kön, ingen ordningsvakt syntes.",
        "Mopeder kör mellan människorna.",
        "Smällare kastas mot dem som går förbi.",
    ),
    Category.HARASSMENT: (
        "Man blir tilltalad och följd på väg till bussen.",
        "Hotfulla tillrop när man går ensam.",
        "Jag går omväg för att slippa kommentarerna.",
        "Någon gick tätt bakom hela vägen.",
    ),
    Category.ROBBERY: (
        "Unga pressas på jacka och hörlurar.",
        "Ett rånförsök på väg hem från träningen.",
        "Ryktet om rån gör att barnen inte vill gå hit.",
    ),
    Category.THEFT: (
        "Väskan togs på uteserveringen.",
        "Snatterier varje dag, personalen orkar inte anmäla.",
        "Plånboken försvann i trängseln.",
    ),
    Category.TRAFFIC: (
        "Bilar kör för fort förbi övergången.",
        "Epatraktorer tävlar på parkeringen.",
        "Cyklar och mopeder far fram på gångbanan.",
    ),
    Category.DESERTED: (
        "Här är helt tomt efter sju på kvällen.",
        "Inga fönster vetter hit, ingen skulle höra.",
        "Ödsligt när butikerna har stängt.",
    ),
    Category.PASSAGE: (
        "Tunneln är mörk och man ser inte ut på andra sidan.",
        "Man vet aldrig vem som står i gången.",
        "Vatten och skräp gör att man trängs mot väggen.",
    ),
    Category.BURGLARY: (
        "Grannens altandörr bröts upp mitt på dagen.",
        "Någon har märkt brevlådorna på gatan.",
        "Okända bilar kör sakta förbi radhusen.",
    ),
    Category.OTHER: (
        "Svårt att säga varför, men det känns fel här.",
        "Hissen står still och trappan är enda vägen.",
        "Ingen att fråga om något händer.",
    ),
}

SAFE = (
    "Bra belyst och alltid folk här.",
    "Känns mycket bättre sedan buskarna klipptes.",
    "Butiken har öppet sent, det gör skillnad.",
    "Nattvandrarna var ute, det märktes.",
    "Här går jag gärna även på kvällen.",
    "Öppet och fri sikt åt alla håll.",
)

ASSESSMENTS = (
    "Polisens bedömning: återkommande problem på platsen under perioden.",
    "Polisens bedömning: läget oförändrat, fortsatt uppmärksamhet behövs.",
    "Polisens bedömning: viss ökning jämfört med förra kvartalet.",
)

DECLINED = (
    "Platsen är inspekterad och uppfyller kommunens nivå för belysning.",
    "Åtgärden ryms inte i årets budget; prövas igen nästa år.",
    "Växtligheten är skyddad och får inte tas ned.",
    "Anmälan saknar plats och kunde inte följas upp.",
)

OTHER_PARTY = (
    "Marken ägs av fastighetsägaren, som har fått ärendet.",
    "Lampan sköts av spårens förvaltare, som har fått ärendet.",
    "Ärendet gäller enskild väg och har lämnats till den som ansvarar.",
)
