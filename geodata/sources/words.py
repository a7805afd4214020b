"""The words that files use for the taxonomy's choices, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from geodata.model import (
    CATEGORIES,
    CaseStatus,
    Category,
    DwellingType,
    Feeling,
    Outcome,
    ReporterRole,
    SourceType,
    SurveyUnit,
)
from geodata.sources.headers import closest, fold
from geodata.sources.values import BadValue

_CATEGORY_WORDS = {
    Category.LIGHTING: "belysning, gatubelysning, trasig lampa, trasig belysning, trasig gatlampa, "
    "släckt lampa, lampa, "
    "lampor, gatlampa, mörkt, mörker, dålig belysning, street lighting, street light, broken lamp, light, dark, "
    "darkness",
    Category.SHRUBS: "buskage, buskar, buske, buskage skymd sikt, skymd sikt, sly, häck, växtlighet, "
    "vegetation, bushes, "
    "shrub, blocked view, overgrown, trees, träd",
    Category.BICYCLE_THEFT: "cykelstöld, cykelstölder, stulen cykel, stöld av cykel, cykel, bike theft, "
    "stolen bicycle, "
    "bicycle",
    Category.VANDALISM: "skadegörelse, förstörelse, sabotage, krossad ruta, vandalisering, criminal damage, "
    "criminal damage and arson, damage",
    Category.GRAFFITI: "klotter, klottring, klottrat, tagging",
    Category.LITTER: "nedskräpning, skräp, sopor, skräpigt, dumpning, littering, rubbish, trash, garbage",
    Category.NARCOTICS: "narkotika, narkotikabrott, knark, droger, droghandel, langning, drugs, narcotic, drug dealing",
    Category.ALCOHOL: "alkohol, fylleri, berusade, berusade personer, drinking, drunk, drunkenness",
    Category.DISORDER: "ordningsstörning, ordningsstörningar, störning, störande, ordningsstörande, oordning, bråk, "
    "stök, buskörning, ungdomsgäng, gäng, public order, anti social behaviour, nuisance, disturbance",
    Category.HARASSMENT: "ofredande, ofredanden, trakasserier, hot, sexuellt ofredande, molestering, threat, threats",
    Category.ROBBERY: "personrån, rån, rånad, mugging",
    Category.THEFT: "stöld, stölder, ficktjuv, tjuveri, other theft, theft from the person, larceny",
    Category.TRAFFIC: "trafik, trafikfara, trafikmiljö, fortkörning, hastighet, hastigheter, speeding, road safety",
    Category.DESERTED: "ödslig plats, ödslig, ödsligt, öde, folktomt, enslig, deserted, lonely, isolated",
    Category.PASSAGE: "tunnel eller passage, tunnel/passage, tunnel, gångtunnel, passage, viadukt, underpass, subway",
    Category.BURGLARY: "bostadsinbrott, inbrott, inbrott i bostad, villainbrott, inbrottsstöld i bostad, "
    "residential burglary, house burglary, domestic burglary, break in",
    Category.OTHER: "övrigt, annat, övrig, others, misc",
}
_FEELING_WORDS = {
    Feeling.UNSAFE: "otrygg, otryggt, otrygghet, osäker, not safe, negativ",
    Feeling.SAFE: "trygg, tryggt, trygghet, säker, positiv",
}
_SOURCE_WORDS = {
    SourceType.SURVEY: "enkät, trygghetsmätning, undersökning, medborgarenkät, questionnaire, medborgarundersökning",
    SourceType.DIALOGUE: "medborgardialog, dialog, dialogmöte, möte, meeting",
    SourceType.WALK: "trygghetsvandring, vandring, safety walk",
    SourceType.DIGITAL_WALK: "digital trygghetsvandring, digital vandring",
    SourceType.PHONE: "telefon, samtal, telefonsamtal, ring, call",
    SourceType.MAIL: "e-post, epost, mejl, mail, brev, e-mail, letter",
    SourceType.WEB_FORM: "webbformulär, formulär, e-tjänst, etjänst, webb, web, form",
    SourceType.APP: "appen, mobilapp, mobile app",
    SourceType.SOCIAL_MEDIA: "sociala medier, facebook, instagram, socialt medium",
    SourceType.FAULT_REPORT: "felanmälan, felanmälningar, fault report, fixmystreet",
    SourceType.POLICE_ASSESSMENT: "polisens bedömning, polis, underrättelse, underrättelser, intelligence, police",
    SourceType.REGISTER: "register, anmälan, anmälningar, anmälda brott, brottsregister, statistik, recorded crime",
    SourceType.OTHER: "annat, övrigt, övrig, annan",
}
_REPORTER_WORDS = {
    ReporterRole.RESIDENT: "boende, invånare, medborgare, privatperson, citizen",
    ReporterRole.YOUTH: "ungdom, ungdomar, unga, elev, elever, young, pupil, student",
    ReporterRole.STAFF: "personal, anställd, employee",
    ReporterRole.SHOP_OWNER: "butiksägare, handlare, näringsidkare, shopkeeper, företagare",
    ReporterRole.PROPERTY_OWNER: "fastighetsägare, hyresvärd, landlord, bostadsbolag",
    ReporterRole.VISITOR: "besökare, turist, tourist",
    ReporterRole.OFFICIAL: "tjänsteman, tjänsteperson, kommunen, kommun, fältare, municipality",
    ReporterRole.POLICE: "polis, polisen, kommunpolis",
    ReporterRole.OTHER: "annan, övrig, övriga, annat, okänd, unknown",
}
_STATUS_WORDS = {
    CaseStatus.NEW: "ny, nytt, öppen, mottagen, registrerad, open, received, oläst",
    CaseStatus.UNDER_REVIEW: "under utredning, utreds, under granskning, pågår, pågående, in progress, "
    "handläggs, under arbete",
    CaseStatus.ACTION_PLANNED: "åtgärd planerad, planerad, beslutad, beställd, planned, åtgärd beslutad, scheduled",
    CaseStatus.FIXED: "åtgärdad, åtgärdat, lagad, fixad, klar åtgärd, repaired, solved",
    CaseStatus.DECLINED: "avböjd, avslagen, avslag, nekad, ej åtgärd, rejected",
    CaseStatus.OTHER_PARTY: "annan part ansvarar, annan part, vidarebefordrad, hänvisad, annan väghållare, forwarded",
    CaseStatus.CLOSED: "avslutad, avslutat, stängd, klar, färdig, done, complete",
}
_DWELLING_WORDS: dict[DwellingType | str, str] = {
    DwellingType.DETACHED: "villa, villor, småhus, friliggande, friliggande småhus, enfamiljshus, hus, house, "
    "detached house, villa/småhus",
    DwellingType.TERRACED: "radhus, kedjehus, parhus, rad-/kedjehus, radhus/kedjehus, rad- eller kedjehus, "
    "terraced house, "
    "row house, terrace",
    DwellingType.APARTMENT: "lägenhet, lägenheter, flerbostadshus, flerbostad, flerfamiljshus, bostadsrätt, "
    "hyresrätt, lgh, "
    "flat, apartments, apartment building",
    "all": "alla, samtliga, totalt, total, bostad, bostäder, all, okänd, ospecificerad, ej angiven, "
    "unspecified, alla typer",
}
_OUTCOME_WORDS = {
    Outcome.COMPLETED: "fullbordat, fullbordad, fullbordade, fullb, full",
    Outcome.ATTEMPTED: "försök, forsok, attempt, attempts, försök till",
    Outcome.UNSPECIFIED: "alla, samtliga, totalt, total, all, inkl försök, fullbordat och försök, ej angivet, okänt",
}
_UNIT_WORDS = {
    SurveyUnit.SHARE: "andel, procent, percent, pct, andel i procent",
    SurveyUnit.INDEX: "indexvärde, poäng, score, medelvärde, mean",
}


K = TypeVar("K")


class Vocabulary(Generic[K]):
    """The words for one closed choice. what: its name in messages."""

    def __init__(self, what: str, words: Mapping[K, str], labels: Mapping[K, str]) -> None:
        self._what = what
        self._labels = labels
        self._by_word: dict[str, K] = {}
        self._shown: list[str] = []
        for choice, synonyms in words.items():
            for word in (labels[choice], str(choice), *synonyms.split(", ")):
                if fold(word):
                    self._by_word.setdefault(fold(word), choice)
                    self._shown.append(word)
        self._known: dict[str, K] = {}

    def find(self, text: str) -> K:
        """The choice that a word means, whatever its case and signs. Raises: BadValue with the nearest word."""
        found = self._known.get(text)
        if found is None:
            found = self._find(text)
            if len(self._known) < _MAX_REMEMBERED:
                self._known[text] = found
        return found

    def _find(self, text: str) -> K:
        folded = fold(text)
        if folded in self._by_word:
            return self._by_word[folded]
        near = closest(text, self._shown)
        usual = ", ".join(str(label) for label in self._labels.values())
        remedy = f'did you mean "{near}"? Otherwise use one of: {usual}' if near else f"use one of: {usual}"
        raise BadValue(f"is not a known {self._what}", remedy)


_MAX_REMEMBERED = 10_000


def _codes(words: Mapping[K, str]) -> dict[K, str]:
    return {choice: str(choice) for choice in words}


CATEGORY = Vocabulary("category", _CATEGORY_WORDS, {c: facts.sv for c, facts in CATEGORIES.items()})
FEELING = Vocabulary("feeling", _FEELING_WORDS, _codes(_FEELING_WORDS))
SOURCE = Vocabulary("source", _SOURCE_WORDS, _codes(_SOURCE_WORDS))
REPORTER = Vocabulary("reporter's role", _REPORTER_WORDS, _codes(_REPORTER_WORDS))
STATUS = Vocabulary("status", _STATUS_WORDS, _codes(_STATUS_WORDS))
OUTCOME = Vocabulary("outcome", _OUTCOME_WORDS, _codes(_OUTCOME_WORDS))
UNIT = Vocabulary("unit", _UNIT_WORDS, _codes(_UNIT_WORDS))
ALL_DWELLINGS = "all"
"""The word for all dwelling types together, which the model holds as None."""
DWELLING = Vocabulary("dwelling type", _DWELLING_WORDS, {w: str(w) for w in _DWELLING_WORDS})
