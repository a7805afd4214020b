"""Swedish words for reading a promise document, on the server and in the browser."""

from __future__ import annotations

INLAS: dict[str, str] = {
    "inlas.way": "Läs in ett löftesdokument",
    "inlas.heading": "Läs in ett löftesdokument",
    "inlas.lead": (
        "Text, Word eller PDF. Det som går att hitta föreslås i ett formulär bredvid texten. Du rättar, "
        "och tar in det i registret när det stämmer."
    ),
    "inlas.pasted": "Inklistrad text",
    "inlas.names": "Texten ser ut att innehålla ett {what}: ”{found}”. Ta bort det; inget är sparat.",
    "inlas.note.taken_in": (
        "Det här dokumentet är redan intaget som ”{title}”. Tas det in igen sparas ingenting nytt; ändra "
        "i registret i stället."
    ),
    "inlas.note.alike": (
        "I registret finns redan för samma tid: {titles}. Kontrollera att det inte är samma överenskommelse."
    ),
    "inlas.none.empty": "Dokumentet innehåller ingen text. Klistra in texten, eller fyll i formuläret för hand.",
    "inlas.none.not_swedish": (
        "Texten verkar inte vara på svenska, och bara svenska går att läsa av. Fyll i formuläret för "
        "hand bredvid texten."
    ),
    "inlas.none.not_promises": (
        "Inga löften eller åtgärder hittades i texten. Fyll i formuläret för hand bredvid texten."
    ),
    "inlas.wrong.empty": "Filen är tom. Välj filen igen, klistra in texten, eller fyll i formuläret för hand.",
    "inlas.wrong.locked": (
        "Filen är låst med lösenord. Spara den utan lösenord, klistra in texten, eller fyll i formuläret för hand."
    ),
    "inlas.wrong.scanned": (
        "Filen innehåller bilder av sidor men ingen text, som ett inskannat papper. Skriv av eller "
        "klistra in texten, eller fyll i formuläret för hand."
    ),
    "inlas.wrong.large": (
        "Dokumentet är större än ett löftesdokument kan vara. Kopiera sidorna med löftena och klistra in "
        "dem, eller fyll i formuläret för hand."
    ),
    "inlas.wrong.letters": (
        "Bokstäverna i filen går inte att tyda. Öppna filen, kopiera texten och klistra in den, eller "
        "fyll i formuläret för hand."
    ),
    "inlas.wrong.damaged": (
        "Filen är skadad. Spara den på nytt som PDF eller Word, klistra in texten, eller fyll i formuläret för hand."
    ),
    "inlas.wrong.kind": (
        "Filen är inte text, Word (.docx) eller PDF. Spara om den, klistra in texten, eller fyll i formuläret för hand."
    ),
    "inlas.taken": "Intaget i registret: {counts}.",
    "inlas.taken.new": "Nytt i registret är också {new}.",
    "inlas.taken.again": "Dokumentet var redan intaget. Inget är sparat en gång till.",
    "inlas.taken.differs": (
        "Dokumentet var redan intaget, och registret säger något annat än formuläret. Inget är ändrat; "
        "ändra i registret."
    ),
    "inlas.promises.one": "{n} löfte",
    "inlas.promises.other": "{n} löften",
    "inlas.actions.one": "{n} åtgärd",
    "inlas.actions.other": "{n} åtgärder",
    "inlas.new_parties.one": "{n} part",
    "inlas.new_parties.other": "{n} parter",
    "inlas.new_places.one": "{n} plats",
    "inlas.new_places.other": "{n} platser",
    "inlas.js.intake": "Välj dokument",
    "inlas.js.paste": "Klistra in texten",
    "inlas.js.file": "eller välj en fil",
    "inlas.js.file_hint": (
        "Text, Word (.docx) eller PDF, högst {mb} MB och {pages} sidor. Filen läses av den här servern, "
        "skickas ingenstans och sparas inte."
    ),
    "inlas.js.read": "Läs",
    "inlas.js.reading": "Läser dokumentet.",
    "inlas.js.by_hand": "Fyll i utan dokument",
    "inlas.js.anew": "Byt dokument",
    "inlas.js.take_back_draft": "Ta tillbaka utkastet",
    "inlas.js.nothing_given": "Klistra in en text eller välj en fil först.",
    "inlas.js.too_large": (
        "Filen är för stor. Kopiera sidorna med löftena och klistra in dem, eller fyll i formuläret för hand."
    ),
    "inlas.js.unanswered": "Servern svarar inte. Det du skrivit finns kvar här; försök igen.",
    "inlas.js.failed": "Det gick inte. Det du skrivit finns kvar här; försök igen.",
    "inlas.js.restored": "Utkastet från förra gången är framme igen.",
    "inlas.js.draft": "Utkastet är sparat i den här webbläsaren kl. {time}.",
    "inlas.js.draft_full": "Webbläsaren har inte plats för utkastet. Ta in det innan du stänger.",
    "inlas.js.contact_not_kept": "(kontaktuppgift, sparas inte i utkastet)",
    "inlas.js.source": "Dokumentets rader",
    "inlas.js.source_of": "Källa: {name}",
    "inlas.js.pasted": "inklistrad text",
    "inlas.js.page_n": "Sida {n}",
    "inlas.js.line_n": "rad {lines}",
    "inlas.js.lines_n": "rad {lines}",
    "inlas.js.show_lines": "{name}: visa {lines} i källan",
    "inlas.js.line_shows": "Rad {n}: gå till {name}",
    "inlas.js.line_left": "Rad {n}: {name}. Gör något av raden",
    "inlas.js.agreement": "Överenskommelse",
    "inlas.js.promise_n": "Löfte {n}",
    "inlas.js.action_n": "Åtgärd {n}",
    "inlas.js.promises_n": "Löften ({n})",
    "inlas.js.actions_n": "Åtgärder ({n})",
    "inlas.js.count_promises.one": "{n} löfte",
    "inlas.js.count_promises.other": "{n} löften",
    "inlas.js.count_actions.one": "{n} åtgärd",
    "inlas.js.count_actions.other": "{n} åtgärder",
    "inlas.js.count_loose.one": "{n} utan löfte",
    "inlas.js.count_loose.other": "{n} utan löfte",
    "inlas.js.count_nobody.one": "{n} utan ansvarig",
    "inlas.js.count_nobody.other": "{n} utan ansvarig",
    "inlas.js.count_left.one": "{n} rad inte förstådd",
    "inlas.js.count_left.other": "{n} rader inte förstådda",
    "inlas.js.left.background": "bakgrund",
    "inlas.js.left.contact": "kontakt",
    "inlas.js.left.page": "sidans",
    "inlas.js.left.not_understood": "ej förstådd",
    "inlas.js.left.removed": "borttaget",
    "inlas.js.left.frame": "rubrik",
    "inlas.js.left": "Det som blev över",
    "inlas.js.left_why": "Inget är gjort av de här raderna. Läs dem, och gör löften eller åtgärder av dem i källan.",
    "inlas.js.left_none": "Varje rad har blivit något eller ser ut att vara bakgrund. Titta ändå igenom dem.",
    "inlas.js.left_many.removed.one": "{n} rad i det du tagit bort",
    "inlas.js.left_many.removed.other": "{n} rader i det du tagit bort",
    "inlas.js.left_many.frame.one": "{n} rad rubrik eller inledning",
    "inlas.js.left_many.frame.other": "{n} rader rubriker och inledningar",
    "inlas.js.left_many.background.one": "{n} rad bakgrund",
    "inlas.js.left_many.background.other": "{n} rader bakgrund",
    "inlas.js.left_many.contact.one": "{n} rad kontaktuppgifter, tas aldrig in",
    "inlas.js.left_many.contact.other": "{n} rader kontaktuppgifter, tas aldrig in",
    "inlas.js.left_many.page.one": "{n} rad sidhuvud, sidfot eller webbsida",
    "inlas.js.left_many.page.other": "{n} rader sidhuvud, sidfot eller webbsida",
    "inlas.js.make_action": "Gör till åtgärd",
    "inlas.js.make_promise": "Gör till löfte",
    "inlas.js.told.stated": "står i texten",
    "inlas.js.told.guessed": "gissat",
    "inlas.js.told.person": "du",
    "inlas.js.told.not_found": "hittades inte",
    "inlas.js.title": "Rubrik",
    "inlas.js.untitled": "utan rubrik",
    "inlas.js.municipality": "Kommun",
    "inlas.js.from": "Från och med",
    "inlas.js.to": "Till och med",
    "inlas.js.between": "Mellan",
    "inlas.js.number": "Nummer",
    "inlas.js.text": "Hela texten",
    "inlas.js.promise": "Löfte",
    "inlas.js.choose_promise": "Välj löfte",
    "inlas.js.responsible": "Ansvariga",
    "inlas.js.no_responsible": "ansvarig ej angiven",
    "inlas.js.no_parties": "parter ej angivna",
    "inlas.js.add_responsible": "Lägg till ansvarig",
    "inlas.js.add_party": "Lägg till part",
    "inlas.js.party": "part",
    "inlas.js.party_kind": "Slags part",
    "inlas.js.role": "Roll",
    "inlas.js.party_known": "finns i registret",
    "inlas.js.party_new": "ny part",
    "inlas.js.commitment": "Omfattning",
    "inlas.js.no_amount": "inget antal lovat",
    "inlas.js.how_many": "Hur många",
    "inlas.js.measure": "Vad som räknas",
    "inlas.js.due": "Senast",
    "inlas.js.type": "Slags åtgärd",
    "inlas.js.categories": "Kategorier",
    "inlas.js.substances": "Ämnen",
    "inlas.js.places": "Platser",
    "inlas.js.new_place": "{name} (ny plats)",
    "inlas.js.times": "Tider",
    "inlas.js.every_day": "alla dagar",
    "inlas.js.more": "Mer:",
    "inlas.js.nothing_more": "text, kategorier",
    "inlas.js.choose_more": "Lägg till …",
    "inlas.js.take_away": "Ta bort {name}",
    "inlas.js.remove": "Ta bort",
    "inlas.js.add_promise": "Lägg till löfte",
    "inlas.js.add_action": "Lägg till åtgärd",
    "inlas.js.no_actions": "Inga åtgärder än.",
    "inlas.js.take_in": "Ta in i registret",
    "inlas.js.taking_in": "Tar in i registret.",
    "inlas.js.faults.one": "{n} sak att rätta innan det kan tas in.",
    "inlas.js.faults.other": "{n} saker att rätta innan det kan tas in.",
    "inlas.js.fault.missing": "Fyll i.",
    "inlas.js.day_like": "2017-03-05",
    "inlas.js.fault.not_a_day": "Skriv dagen som 2017-03-05.",
    "inlas.js.fault.backwards": "Slutar innan det börjar.",
    "inlas.js.fault.no_promise": "Lägg till minst ett löfte.",
    "inlas.js.fault.not_a_number": "Skriv ett heltal från 1.",
    "inlas.js.fault.number_twice": "Numret används två gånger.",
    "inlas.js.fault.choose_promise": "Välj vilket löfte åtgärden hör till.",
}
