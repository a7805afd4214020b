"""Whether a text is Swedish, and speaks of promises to citizens."""

from __future__ import annotations

import re

from geodata.sources.promise_document.proposal import NothingFound

_COMMON_WORDS = {
    "sv": "och att det som för är på av med ska inte till den om har vi ett i en de kan eller",
    "da": "og at det som for er på af med skal ikke til den om har vi et i en de kan eller hvordan mellem fra",
    "no": "og at det som for er på av med skal ikke til den om har vi et i en de kan eller mellom fra bli",
    "en": "the and of to in that is for on with as are be this will by we or from not",
    "de": "der die das und in zu den ist mit von für auf im nicht ein eine wir werden oder",
    "fi": "ja on ei että se ovat kanssa myös tai joka sekä kun mutta ovat voi kunta poliisi",
    "fr": "le la les et des du en un une pour dans que est sur par avec nous au",
    "es": "el la los y de que en un una por con para las del se al",
}
# Words that another of these languages shares tell nothing apart; Swedish ones must stand by themselves too.
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_FIELD = re.compile(
    r"\b(?:(?:medborgar|trygghets)?löft\w+|trygg\w*|otrygg\w*|åtgärd\w*|polis\w*|kommun\w*|samverka\w*|brott\w*|inbrott\w*"
    r"|brottsförebygg\w*|vandring\w*|ansvarig\w*|lovar)\b",
    re.IGNORECASE,
)
_PROMISING = re.compile(
    r"(?:medborgar|trygghets)?löft(?:e|en|et|ena)\b|\blovar\b|överenskommelse|trygghet|brottsförebygg|trygg(?:are|t)?\b",
    re.IGNORECASE,
)


def why_not(text: str) -> NothingFound | None:
    """Why the text cannot be a Swedish promise document, None where it may be one."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not words:
        return NothingFound.EMPTY
    if _language_of(words) != "sv":
        return NothingFound.NOT_SWEDISH
    # RULE 1: one word of promising, and another of the field, or it is some other Swedish text
    field = {found.casefold()[:6] for found in _FIELD.findall(text)}
    if not _PROMISING.search(text) or len(field) < 2:
        return NothingFound.NOT_PROMISES
    return None


def _language_of(words: list[str]) -> str:
    counts = {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    swedish_only = sum(1 for word in words if word in {"och", "att", "för", "är", "ett", "inte", "ska"})
    letters = sum(1 for word in words if "å" in word or "ä" in word or "ö" in word)
    # a list of headings has hardly any small words, but its letters and its field's words tell
    score = counts["sv"] + swedish_only + letters + 2 * sum(1 for word in words if _FIELD.fullmatch(word))
    nordic_only = sum(1 for word in words if word in {"og", "ikke", "af", "fra", "skal"} or "æ" in word or "ø" in word)
    counts = {language: n for language, n in counts.items() if language != "sv"}
    counts["da"] += 3 * nordic_only
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > score or score == 0 else "sv"
