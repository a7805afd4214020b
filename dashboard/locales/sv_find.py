"""Swedish words for finding things: search, saved views, what an address names and is not there, the guided tour."""

from __future__ import annotations

FIND: dict[str, str] = {
    "kind.saved_view": "Sparade vyer",
    "kind.handover": "Överlämnade felanmälningar",
    "kind.situation_content": "Lägesbilders innehåll",
    "kind.newsletter": "Nyhetsbrev",
    "kind.situation_plan": "Månatliga lägesbilder",
    # search
    "find.open": "Sök",
    "find.title": "Sök platser, löften, åtgärder och områden",
    "find.label": "Sök i {name}",
    "find.hint": "Skriv några bokstäver. Små stavfel gör inget. Pilarna väljer, Enter öppnar, Esc stänger.",
    "find.none": "Inget heter så i {name}.",
    "find.none_why": (
        "Prova ett kortare ord eller bara början av det. Rapporter och fynd har inga namn; sök dem med kartans urval."
    ),
    "find.one": "{n} träff",
    "find.other": "{n} träffar",
    "find.more.one": "{n} till; skriv mer för att se den",
    "find.more.other": "{n} till; skriv mer för att se dem",
    "find.failed": "Sökningen fick inget svar. Försök igen om en stund.",
    "ThingKind.place": "Platser",
    "ThingKind.promise": "Löften",
    "ThingKind.action": "Åtgärder",
    "ThingKind.area": "Områden",
    "ThingKind.hotspot": "Hotspots",
    "ThingKind.walk": "Vandringar",
    "ThingKind.party": "Parter",
    "ThingKind.saved_view": "Sparade vyer",
    "find.promise": "Löfte {number}, {period}",
    "find.area": "{kind}, {code}",
    "find.hotspot": "Antagen hotspot",
    "find.unlocated": "{kind}, utan läge på kartan",
    "find.walk": "Vandring {day}",
    # what an address names and is not there
    "notice.gone": "En del av vyn finns inte längre och visas inte: {names}.",
    "gone.area": "området {code}",
    "gone.hotspot": "den valda hotspoten",
    # saved views
    "views.title": "Sparade vyer",
    "views.open": "Vyer",
    "views.means": "En vy är urvalet, kartans läge och vald plats. Alla i kommunen ser samma vyer.",
    "views.none": "Inga sparade vyer ännu. Välj det du vill visa på kartan och spara det under ett namn.",
    "views.save": "Spara vy",
    "views.name": "Namn",
    "views.reason": "Vad den är till för",
    "views.copy": "Kopiera länk",
    "views.copied": "Länken är kopierad.",
    "views.copy_by_hand": "Webbläsaren tillåter inte kopiering. Markera länken och kopiera den själv.",
    "views.link": "Länk till vyn",
    "views.change": "Ändra",
    "views.rename": "Spara ändringen",
    "views.take": "Ersätt med det som visas nu",
    "views.retire": "Ta bort",
    "views.gone": "Visar inte allt: {names} finns inte längre.",
    "views.saved": "Vyn {name} är sparad.",
    "views.changed": "Vyn {name} är ändrad.",
    "views.retired": "Vyn {name} är borttagen.",
    "views.back": "Vyn {name} är tillbaka.",
    "views.needs_name": "Ge vyn ett namn.",
    # nothing on the map
    "nothing.title": "Inget i urvalet",
    "nothing.none": "Det finns inga rapporter eller fynd i kommunen ännu.",
    "nothing.import": "Så lägger du in data",
    "nothing.because": "Av {all} rapporter och fynd passar inget till det som är valt: {chosen}.",
    "nothing.hours": "Rapporter utan klockslag visas inte när tid på dygnet eller ljus är valt.",
    "nothing.unlocated": "Det som passar har ingen plats på kartan. Tabellen visar det.",
    "nothing.reset": "Återställ urvalet",
    # the data page
    "data.sources": "Källor till underlaget",
    "data.sources_caption": "Rapporter och fynd efter källa",
    "data.source": "Källa",
    "data.rows": "Rader",
    "data.first": "Första dag",
    "data.last": "Senaste dag",
    "data.unlocated": "Utan plats",
    # the tour
    "help.tour": "Rundtur på två minuter",
    "help.key_search": "sök",
    "tour.offer": "Ny här? En rundtur på två minuter visar vad kartan svarar på.",
    "tour.start": "Visa mig",
    "tour.later": "Inte nu",
    "tour.next": "Nästa",
    "tour.back": "Tillbaka",
    "tour.end": "Klar",
    "tour.close": "Avsluta rundturen",
    "tour.step": "{n} av {all}",
    "tour.map.title": "Var samlas det?",
    "tour.map.text": (
        "Kartan visar rapporter från invånare och fynd från trygghetsvandringar. De lila konturerna är hotspots: "
        "platser där underlaget ligger tätare än slumpen ger."
    ),
    "tour.headline.title": "Det viktigaste först",
    "tour.headline.text": (
        "Raden över kartan säger hur många hotspots som finns, hur många som saknar åtgärd och hur många åtgärder som "
        "är sena."
    ),
    "tour.list.title": "Platserna i ordning",
    "tour.list.text": (
        "Varje plats har sitt antal med osäkerhet. Välj en för att se kedjan: underlag, löfte, åtgärd, ansvarig, "
        "gjort och effekt. En ihålig länk saknas."
    ),
    "tour.filter.title": "Ställ frågan",
    "tour.filter.text": (
        "Välj period, tid på dygnet, kategori och område. Karta, lista, diagram och tabell följer med direkt."
    ),
    "tour.views.title": "Spara och dela",
    "tour.views.text": "Det du ser står i adressen. Spara det som en vy, eller kopiera länken till en kollega.",
    "tour.layers.title": "Byt lager",
    "tour.layers.text": (
        "Här väljer du vad kartan visar och vad områdenas färg betyder, till exempel anmälda bostadsinbrott."
    ),
    "tour.timeline.title": "När hände det, och vad gjordes?",
    "tour.timeline.text": "Underlaget månad för månad, med åtgärdernas perioder under.",
    "tour.table.title": "Samma sak som tabell",
    "tour.table.text": "Tabellen visar varje rad i urvalet, för den som hellre läser än tittar på en karta.",
    "tour.find.title": "Hitta och få hjälp",
    "tour.find.text": (
        "Förstoringsglaset, eller /, söker plats, löfte och åtgärd. Frågetecknet visar kortkommandon och rundturen."
    ),
}
