"""How much is promised, in the ways documents say it: minst en, en gång i månaden, löpande, senast."""

from __future__ import annotations

import re
from datetime import date

from geodata.model import Commitment, CommitmentKind, Measure

_NUMERALS = {
    "en": 1,
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
    "femton": 15,
    "tjugo": 20,
    "trettio": 30,
    "femtio": 50,
    "hundra": 100,
}
_N = rf"(?P<n>\d{{1,5}}|{'|'.join(_NUMERALS)})"
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"

# How often within a year, by the word for the period.
_PER_YEAR = {"vecka": 52, "kvartal": 4, "halvår": 2, "termin": 2, "år": 1}
_UNIT = r"(?P<unit>månad|vecka|kvartal|halvår|termin|år)(?:en|et|an)?\b"
_PER = rf"(?:per|i|om|varje|under)\s+{_UNIT}"
_TIMES = re.compile(rf"\b{_N}\s+(?:gång(?:er)?|tillfällen?|möten?)\s+{_PER}", re.IGNORECASE)
_THINGS = re.compile(rf"\b{_N}\s+(?:(?!(?:{'|'.join(_NUMERALS)})\b)\w+\s+){{0,3}}?{_PER}", re.IGNORECASE)
_EVERY = re.compile(
    rf"\b(?P<how>varje|varannan|vartannat|var\s+(?P<n>\d|tredje|fjärde|sjätte))\s+{_UNIT}", re.IGNORECASE
)
_ADVERBS = {
    "månatlig": (CommitmentKind.PER_MONTH, 1),
    "månadsvis": (CommitmentKind.PER_MONTH, 1),
    "veckovis": (CommitmentKind.PER_YEAR, 52),
    "kvartalsvis": (CommitmentKind.PER_YEAR, 4),
    "halvårsvis": (CommitmentKind.PER_YEAR, 2),
    "årlig": (CommitmentKind.PER_YEAR, 1),
}
_ADVERB = re.compile(rf"\b({'|'.join(_ADVERBS)})\w*", re.IGNORECASE)
_AT_LEAST = re.compile(rf"\b(?:minst|lägst|åtminstone|ett minimum av)\s+{_N}\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?P<n>\d{1,4}|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|tjugo)\s+(?:\w+\s+){0,2}?"
    r"(?:trygghetsvandringar|besök|kontroll\w*|kontrollköp|nyhetsbrev|utbildning\w*|föreläsning\w*|träffar|möten|"
    r"insatser|tillfällen|gånger|nattvandringar|pass|dialoger|informationsmöten)\b",
    re.IGNORECASE,
)
_CONTINUOUS = re.compile(
    r"\b(?:kontinuerlig\w*|löpande|fortlöpande|regelbund\w*|ständig\w*|dagligen|året om|året runt)\b", re.IGNORECASE
)
_CONTINUED = re.compile(r"\b(?:fortsätta|fortsatt\w*|upprätthålla|långsiktig\w*)\b", re.IGNORECASE)
_BY = (
    r"\b(?:senast|före|innan|till och med|t\.?o\.?m\.?|klart?|"
    r"fram till)\s+(?:den\s+|utgången av\s+|slutet av\s+|under\s+)?"
)
_BY_DAY = re.compile(rf"{_BY}(?P<day>\d{{1,2}})\s+{_MONTH}\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_BY_ISO = re.compile(rf"{_BY}(?P<year>20\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)\b", re.IGNORECASE)
_BY_MONTH = re.compile(rf"{_BY}{_MONTH}\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_BY_YEAR = re.compile(rf"{_BY}(?:år\s+)?(?P<year>20\d\d)\b(?!\s*[-–])", re.IGNORECASE)

_MEASURES: tuple[tuple[Measure, str], ...] = (
    (Measure.PURCHASES, r"kontrollköp|provköp"),
    (Measure.VISITS, r"besök"),
    (Measure.CONTROLS, r"kontroll"),
    (Measure.ISSUES, r"nyhetsbrev|utskick|nummer"),
    (Measure.SESSIONS, r"utbildning|föreläsning|temakväll|kurs"),
    (Measure.HOUSEHOLDS, r"hushåll"),
    (Measure.PARTICIPANTS, r"deltagare"),
    (Measure.ADULTS, r"vuxna|föräldrar"),
    (Measure.SHIFTS, r"pass\b"),
    (Measure.CONTACTS, r"kontakter|samtal"),
)


def commitment_of(text: str) -> tuple[Commitment, bool] | None:
    """The amount promised, and whether it is stated; False: concluded from a weaker word. None: no amount is named."""
    for found in (_often(text), _at_least(text), _by_date(text)):
        if found is not None:
            return found, True
    if _CONTINUOUS.search(text):
        return Commitment(commitment_kind=CommitmentKind.CONTINUOUS), True
    if counted := _COUNTED.search(text):
        number = _number(counted["n"])
        return _amount(CommitmentKind.AT_LEAST, number, counted[0]), False
    if _CONTINUED.search(text):
        return Commitment(commitment_kind=CommitmentKind.CONTINUOUS), False
    return None


def _number(word: str) -> int:
    return _NUMERALS.get(word.casefold()) or int(word)


def _amount(kind: CommitmentKind, number: int, words: str) -> Commitment:
    measure = next((m for m, stem in _MEASURES if re.search(stem, words, re.IGNORECASE)), Measure.OCCURRENCES)
    return Commitment(commitment_kind=kind, number=max(1, min(number, 100_000)), measure=measure)


def _often(text: str) -> Commitment | None:
    if times := _TIMES.search(text) or _THINGS.search(text):
        number, unit = _number(times["n"]), times["unit"].casefold()
        said = text[max(0, times.start() - 40) : times.end()]
        if unit == "månad":
            return _amount(CommitmentKind.PER_MONTH, number, said)
        return _amount(CommitmentKind.PER_YEAR, number * _PER_YEAR[unit], said)
    if every := _EVERY.search(text):
        unit = every["unit"].casefold()
        apart = {"tredje": 3, "fjärde": 4, "sjätte": 6}.get((every["n"] or "").casefold()) or int(every["n"] or 0)
        apart = apart or (1 if every["how"].casefold() == "varje" else 2)
        if unit == "månad" and apart == 1:
            return _amount(CommitmentKind.PER_MONTH, 1, "")
        times_a_year = 12 if unit == "månad" else _PER_YEAR[unit]
        return _amount(CommitmentKind.PER_YEAR, times_a_year // apart, "") if times_a_year % apart == 0 else None
    if adverb := _ADVERB.search(text):
        kind, number = _ADVERBS[adverb[1].casefold()]
        return _amount(kind, number, "")
    return None


def _at_least(text: str) -> Commitment | None:
    found = _AT_LEAST.search(text)
    if found is None:
        return None
    # what is counted stands behind the number
    return _amount(CommitmentKind.AT_LEAST, _number(found["n"]), text[found.start() : found.end() + 40])


def _by_date(text: str) -> Commitment | None:
    due: date | None = None
    if found := _BY_DAY.search(text):
        due = _day(int(found["year"]), MONTHS.index(found["month"].casefold()) + 1, int(found["day"]))
    elif found := _BY_ISO.search(text):
        due = _day(int(found["year"]), int(found["mm"]), int(found["day"]))
    elif found := _BY_MONTH.search(text):
        due = last_of_month(int(found["year"]), MONTHS.index(found["month"].casefold()) + 1)
    elif found := _BY_YEAR.search(text):
        due = date(int(found["year"]), 12, 31)
    return Commitment(commitment_kind=CommitmentKind.BY_DATE, due_on=due) if due else None


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
