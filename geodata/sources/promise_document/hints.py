"""What an action's words say: kind of work, categories, substances, places, hours. All of it is a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.model import ActionType, Category, PlaceKind, Substance, TimeBand
from geodata.sources.headers import fold
from geodata.sources.municipalities import municipality_code
from geodata.sources.promise_document.proposal import NamedPlace, Span

_A = ActionType
_TYPES: tuple[tuple[ActionType, str], ...] = (
    (_A.DIGITAL_WALK, r"^\W*(?:\w+\s+){0,3}digital\w*\s+trygghetsvandring"),
    (_A.SAFETY_WALK, r"trygghetsvandring|trygghetsrond|trygghetsbesiktning"),
    (_A.NIGHT_PATROL, r"nattvandr|vuxennärvaro|vuxenvandr|föräldravandr|vuxna (?:på|ute)\b"),
    (_A.NEIGHBOURHOOD_WATCH, r"grannsamverk|grannstöd|båtsamverk"),
    (_A.TOBACCO_SUPERVISION, r"tobaks?till?syn|kontrollköp|folkölstill?syn|tobaksförsälj|tillsyn\w* (?:av|över) tobak"),
    (_A.TRAFFIC_CONTROL, r"trafikkontroll|hastighetskontroll|nykterhetskontroll|hastighetsmätning|fartkontroll"),
    (
        _A.OPERATIVE_GROUP,
        r"operativ\w*\s+grupp|\bsamverkansgrupp|\bbrottsförebyggande rådet möts|\beffektiv samordning för trygghet",
    ),
    (_A.SITUATION_PICTURE, r"lägesbild|problembild (?:upprätt|uppdater)|kartlägg|orsaksanalys"),
    (
        _A.PROPERTY_OWNER_DIALOGUE,
        r"(?:dialog|kontakt|samtal|samverk|samarbet|möt|nätverk)\w*\s(?:\w+\s){0,4}(?:fastighetsägar|hyresvärd|bostadsbolag)",
    ),
    (
        _A.TARGETED_POLICE_WORK,
        r"riktat polis|riktade (?:insatser|polis)|riktade kontroller|lagför|ingripa|särskild\w* insats|spaning",
    ),
    (
        _A.SCHOOL_CONTACTS,
        (
            r"(?:besök\w*|kontakt\w*|närvar\w*|samtal\w*) (?:\w+ ){0,6}(?:skol|fritidsgård)|"
            r"besöka (?:\w+ ){0,2}(?:skol|fritidsgård)|skolbesök|elevsamtal|skolpolis|skolsamverkan"
        ),
    ),
    (
        _A.LIGHTING_WORK,
        (
            r"(?:förbättr|byt|rust|se över|sätt|komplettera|förstärk|utök|laga)\w* (?:\w+ ){0,4}(?:belysning|"
            r"lamp|armatur)|belysningsåtgärd|ny belysning|belysningen (?:ses|byts|förbättras)"
        ),
    ),
    (
        _A.SHRUB_CLEARING,
        r"(?:röj|rens|beskär|gallra|klipp)\w*\s(?:\w+ ){0,4}(?:busk|sly|växt|grönsk|häck|träd)|röjning|siktröj|slyröj",
    ),
    (_A.BICYCLE_PARKING, r"cykelparker|cykelställ|cykelgarage|cykelmärk|låsbara cykel"),
    (_A.CLEANING, r"klottersaner|saner\w+|städ(?:a|ning|insats|dag)|renhållning"),
    (
        _A.POLICE_PRESENCE,
        (
            r"polis\w*\s(?:\w+\s){0,3}(?:synlig|närvar|patrull)|synlig\w* (?:\w+ ){0,2}polis|"
            r"polisnärvaro|fotpatrull|patruller|områdespolis|ordningsvakt|poliskontor|medborgarkontor"
        ),
    ),
    (_A.EDUCATION, r"utbild|föreläs|föräldramöte|temakväll|temadag|workshop|kurs(?:er)?\b|undervis"),
    (_A.SUPERVISION, r"till?syn|krogkontroll|serveringstillst"),
    (_A.INFORMATION, r"inform|kommunicer|kommunikation|kampanj|nyhetsbrev|sociala medier|sprida|annonser|återkoppl"),
    (_A.COOPERATION, r"samverk|samarbet|gemensamt|möt(?:s|as|en)\b|nätverk|dialog"),
)
_TYPE_PATTERNS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TYPES]
# These say how something is done as often as what: where they begin the sentence, they are what.
_MEANS = {_A.COOPERATION, _A.EDUCATION, _A.INFORMATION, _A.SUPERVISION, _A.OPERATIVE_GROUP}

_CATEGORIES: tuple[tuple[Category, str], ...] = (
    (Category.LIGHTING, r"belysning|\blamp(?:a|or|an)\b|armatur|gatlyk|\bmörk(?:t|a|er)?\b|upplyst"),
    (Category.SHRUBS, r"buskage|\bbuskar|\bsly\b|växtlighet|vegetation|skymd sikt|siktröj|slyröj|grönyt|grönska"),
    (Category.BICYCLE_THEFT, r"cykelst|stulna cyklar|stöld\w* av cyk|cykelparker|cykelmärk"),
    (Category.VANDALISM, r"skadegör|vandalis|förstörelse|anlagda bränder"),
    (Category.GRAFFITI, r"klott"),
    (Category.LITTER, r"nedskräp|skräp|sopor\b|städ(?:a|ning)|renhållning|dumpning"),
    (Category.NARCOTICS, r"narkot|\bdrog|droger|drog(?:försälj|påverk)|langning|knark|\bANDTS?\b|cannabis"),
    (Category.ALCOHOL, r"alkohol|fylleri|berus|\bANDTS?\b|langning av öl|folköl|krog"),
    (Category.DISORDER, r"ordningsstör|störande|ordningsproblem|ordningsläge|bråk|buskörning|gängbild|uppehålla sig"),
    (Category.HARASSMENT, r"ofred|trakasser|sexuella?\s+(?:ofred|trakass)|\bhot(?:fulla|et|ade)?\b"),
    (Category.ROBBERY, r"personrån|ungdomsrån|\brån\b|\brånen\b|butiksrån"),
    (Category.THEFT, r"(?<!cykel)stölder|(?<!cykel)stöld\b|fickst|ficktjuv|snatteri|tillgrepp"),
    (Category.TRAFFIC, r"trafik|hastighet|fortkörning|rattfyll|moped|a-traktor|epa-"),
    (Category.DESERTED, r"ödslig|folktom|enslig"),
    (Category.PASSAGE, r"tunnel|gångpassage|viadukt|undergång"),
    (Category.BURGLARY, r"inbrott|grannsamverk|grannstöd"),
)
_CATEGORY_PATTERNS = [(category, re.compile(pattern, re.IGNORECASE)) for category, pattern in _CATEGORIES]

_SUBSTANCES: tuple[tuple[Substance, str], ...] = (
    (Substance.ALCOHOL, r"alkohol|folköl|\bANDTS?\b|serveringstillst|langning av öl"),
    (Substance.NARCOTICS, r"narkot|\bdrog|droger|drogpåverk|\bANDTS?\b|cannabis|knark"),
    (Substance.DOPING, r"dop(?:n)?ing|\bANDTS?\b|anabola"),
    (Substance.TOBACCO, r"tobak|\bANDTS?\b|rökning|\bsnus|nikotin|cigarett"),
)
_SUBSTANCE_PATTERNS = [(substance, re.compile(pattern, re.IGNORECASE)) for substance, pattern in _SUBSTANCES]

_DAYS = {"måndag": 0, "tisdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lördag": 5, "söndag": 6}
_PARTS = {
    "morgn": (6, 9),
    "förmiddag": (9, 12),
    "eftermiddag": (12, 18),
    "kväll": (18, 24),
    "natt": (22, 6),
    "nätter": (22, 6),
}
_PART = re.compile(
    r"(?<!risk)\b(?P<days>(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:s|ar)?(?:-|\s|,|och)*)+|helg(?:en|er|erna)?s?-?)?"
    r"(?P<part>morgn|förmiddag|eftermiddag|kväll|nätter|natt(?:en|etid)?\b)\w*",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(mån|tis|ons|tors|fre|lör|sön)dag(?:ar|arna|en)?\b", re.IGNORECASE)
_WEEKEND = re.compile(r"\b(?:vecko)?helg(?:er|en|erna)?\b|\bveckoslut", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:kl(?:ockan|\.)?\s*)?(\d{1,2})(?:[.:]00)?\s*[–—-]\s*(\d{1,2})(?:[.:]00)?\b")
_NOT_AN_HOUR = re.compile(r"\d{3}|\d\s*(?:år|procent|%|st\b)")

_KINDS_OF_PLACE: tuple[tuple[PlaceKind, str], ...] = (
    (PlaceKind.SHOPPING_CENTRE, r"köpcentr|galleria|handelsområde"),
    (PlaceKind.STATION, r"station|resecentrum|bussterminal|hållplats"),
    (PlaceKind.SQUARE, r"torg"),
    (PlaceKind.SCHOOL, r"skola|gymnasi"),
    (PlaceKind.PARK, r"park"),
    (PlaceKind.STREET, r"gata|väg|stråk|allé"),
    (PlaceKind.CENTRE, r"centrum|stadskärna|innerstad"),
)
_ENDING = (
    r"(?:torg(?:et)?|station(?:en|splan)?|park(?:en)?|gata(?:n)?|väg(?:en)?|plan(?:en)?|"
    r"centrum|skola(?:n)?|bad(?:et)?|galleria(?:n)?|tunnel(?:n)?|stråket|hamnen|allé(?:n)?)"
)
_NAMED = re.compile(
    rf"\b[A-ZÅÄÖ][a-zåäöé]+{_ENDING}\b|\b(?:[A-ZÅÄÖ][a-zåäöé]+\s(?:och|samt)\s)?[A-ZÅÄÖ][a-zåäöé]+(?:\s[A-ZÅÄÖ][a-zåäöé]+)?"
    r"\s(?:centrum|station|torg|park|skola|resecentrum|köpcentrum|galleria)\b"
)
_COMMON = (
    ("stadskärnan", re.compile(r"\bstadskärna(?:ns?)?\b", re.IGNORECASE)),
    ("innerstaden", re.compile(r"\binnerstad(?:ens?)?\b", re.IGNORECASE)),
    ("resecentrum", re.compile(r"\bresecentrum(?:et)?\b", re.IGNORECASE)),
    ("köpcentrum", re.compile(r"\bköpcentr(?:um|umen|a|an)\b|\bgallerior(?:na)?\b", re.IGNORECASE)),
)
_NO_PLACE = re.compile(
    r"^(?:Polis|Kommun|Grann|Program|Hög|Gymnasie|Grund|För|Arbets|Handlings|Insats|Åtgärds|Kommunikations|Samverkans|Verksamhets|Ordnings)",
    re.IGNORECASE,
)
# What may stand before a place's name with a capital letter only because a sentence begins there.
_SENTENCE_OPENERS = {
    "i",
    "på",
    "vid",
    "kring",
    "runt",
    "vi",
    "polisen",
    "kommunen",
    "särskilt",
    "främst",
    "även",
    "belysa",
    "öka",
    "städa",
    "hela",
}


def action_type_of(text: str) -> ActionType:
    """The kind of work; what an action begins with goes before what it mentions later."""
    found = [(kind, hit.start()) for kind, pattern in _TYPE_PATTERNS if (hit := pattern.search(text))]
    if not found:
        return ActionType.OTHER
    particular = [kind for kind, at in found if kind not in _MEANS and at <= 160]
    early = [kind for kind, at in sorted(found, key=lambda one: one[1]) if kind in _MEANS and at <= 30]
    if _A.OPERATIVE_GROUP in {kind for kind, _ in found}:
        return _A.OPERATIVE_GROUP
    if early and early[0] is not _A.COOPERATION and not set(particular) & _PLAIN_WORK:
        return early[0]
    return particular[0] if particular else found[0][0]


_PLAIN_WORK = (
    {kind for kind, _ in _TYPES} - _MEANS - {_A.SCHOOL_CONTACTS, _A.SITUATION_PICTURE, _A.TARGETED_POLICE_WORK}
)


def categories_of(text: str) -> tuple[Category, ...]:
    """The categories named, in the taxonomy's order."""
    return tuple(category for category, pattern in _CATEGORY_PATTERNS if pattern.search(text))


def substances_of(text: str) -> tuple[Substance, ...]:
    """Alcohol, narcotics, doping, tobacco: those named."""
    return tuple(substance for substance, pattern in _SUBSTANCE_PATTERNS if pattern.search(text))


def time_bands_of(text: str) -> tuple[TimeBand, ...]:
    """Weekdays and hours that words or figures name: "helger", "fredagskvällar", "kl. 18-23"; not risk evenings."""
    bands: list[TimeBand] = []
    rest = text
    for hit in _PART.finditer(text):
        days = _weekdays(hit["days"] or "", is_night=not hit["part"].casefold().startswith(("morgn", "för", "efter")))
        hours = next(h for stem, h in _PARTS.items() if hit["part"].casefold().startswith(stem))
        bands.append(TimeBand(weekdays=days or (0, 1, 2, 3, 4, 5, 6), from_hour=hours[0], to_hour=hours[1]))
        rest = rest.replace(hit[0], " ")
    named = sorted({_DAYS[f"{hit[1].casefold()}dag"] for hit in _DAY.finditer(rest)})
    days = tuple(named) or ((5, 6) if _WEEKEND.search(rest) else ())
    clock = None if _NOT_AN_HOUR.search(rest) else _CLOCK.search(rest)
    if clock is not None and int(clock[1]) <= 24 and int(clock[2]) <= 24 and clock[1] != clock[2]:
        bands = [TimeBand(weekdays=days or (0, 1, 2, 3, 4, 5, 6), from_hour=int(clock[1]), to_hour=int(clock[2]))]
    elif days:
        bands.append(TimeBand(weekdays=days))
    return tuple(dict.fromkeys(bands))


def _weekdays(words: str, *, is_night: bool) -> tuple[int, ...]:
    named = [_DAYS[f"{stem}dag"] for stem in re.findall(r"(mån|tis|ons|tors|fre|lör|sön)dag", words.casefold())]
    if named:
        return tuple(sorted(set(named)))
    if words.casefold().startswith("helg"):
        return (4, 5) if is_night else (5, 6)
    return ()


def places_of(text: str, span: Span | None, known: Sequence[str] = ()) -> tuple[NamedPlace, ...]:
    """Places that the text names: known names first, then what looks like the name or the sort of a place."""
    found: dict[str, NamedPlace] = {}

    def add(name: str) -> None:
        if fold(name) and not any(fold(name) in fold(other) for other in found):
            found[fold(name)] = NamedPlace(name=name, place_kind=place_kind_of(name), span=span)

    folded = text.casefold()
    for name in sorted(known, key=len, reverse=True):
        plain = name.casefold()
        # looking for the letters is cheap, for whole words is not: gazetteers have thousands of names
        if len(name) > 2 and plain in folded and re.search(rf"\b{re.escape(plain)}\b", folded):
            add(name)
    for hit in _NAMED.finditer(text):
        for name in _single_names(hit[0]):
            if not _NO_PLACE.match(name) and municipality_code(name) is None:
                add(name)
    for name, pattern in _COMMON:
        if pattern.search(text):
            add(name)
    return tuple(found.values())


def _single_names(written: str) -> list[str]:
    """Each name of a run of names: "Salem och Rönninge centrum" is two places."""
    words = written.split()
    while len(words) > 1 and words[0].casefold() in _SENTENCE_OPENERS:
        del words[0]
    if len(words) == 1:
        # a bare "Centrum" is the beginning of a sentence; "Larmtorget" is a name
        return words if re.fullmatch(rf"[A-ZÅÄÖ][a-zåäöé]+{_ENDING}", words[0]) else []
    for conjunction in ("och", "samt"):
        if conjunction in words[1:-1]:
            at = words.index(conjunction)
            return [" ".join([*words[:at], words[-1]]), " ".join(words[at + 1 :])]
    return [" ".join(words)]


def place_kind_of(name: str) -> PlaceKind:
    """What sort of place a name tells of."""
    return next((kind for kind, pattern in _KINDS_OF_PLACE if re.search(pattern, name, re.IGNORECASE)), PlaceKind.OTHER)
