"""Who is responsible, in the ways documents say it: lead and partner, several jointly, one alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geodata.model import PartyKind, ResponsibleRole
from geodata.model.screening import personal_marks
from geodata.sources.promise_document.proposal import ProposedResponsibility

_LEAD_LABEL = (
    r"(?:huvud)?ansvar(?:ig|iga|igt|ets?)?(?:\s+(?:part(?:er)?|aktör(?:er)?|organisation(?:er)?|för genomförandet?|"
    r"för åtgärden|utförare))?|ansvarsfördelning|ansvarar|utförare|genomförs av|utförs av|ägare"
)
_PARTNER_LABEL = (
    r"medverkar|medverkande(?:\s+(?:part(?:er)?|aktör(?:er)?))?|samverkanspart(?:er|ner|ners)?|samverkar(?: med)?|"
    r"i samverkan med|i samarbete med|stöd(?:jande)?(?: av)?|deltar|deltagare|övriga (?:parter|aktörer)"
)
LABEL = re.compile(rf"(?P<lead>{_LEAD_LABEL})|(?P<partner>{_PARTNER_LABEL})", re.IGNORECASE)
LABELLED = re.compile(
    rf"(?:^|(?<=[.,!?;])\s+|\s+[–—-]\s+|\s*[(\[])(?:(?P<lead>{_LEAD_LABEL})|(?P<partner>{_PARTNER_LABEL}))\s*(?::|\s[–—-]\s)\s*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]{3,120}?)\s*[)\]]\s*\.?\s*$")
_VERB = re.compile(r"\s+(?:är\s+)?(?:(?:huvud)?ansvar(?:ar|iga?)|har\s+(?:huvud)?ansvaret)\b.*$", re.IGNORECASE)
_WITH = re.compile(
    r",?\s*\b(?:i\s+(?:nära\s+)?(?:samverkan|samarbete|samråd|dialog)\s+med|tillsammans\s+med|med\s+(?:stöd|hjälp)\s+(?:av|från)|"
    r"samt\s+medverkan\s+(?:av|från))\s+",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:(?<!-)\s+och\s+|(?<!-)\s+samt\s+|\s+&\s+|(?<=\w)\s*/\s*(?=\w)|[,;]|\s\+\s|\s•\s|\.\s+)\s*", re.IGNORECASE
)
_FILLER = re.compile(
    r"^(?:(?:och|samt|både|såväl|gemensamt|av|är|bland annat|främst|delat ansvar|m\.?\s?fl)\b\.?:?\s*|[-–—•:*]\s*)+",
    re.IGNORECASE,
)

_KINDS: tuple[tuple[PartyKind, str], ...] = (
    (PartyKind.POLICE, r"polis|\bLPO\b"),
    (PartyKind.FIRE_SERVICE, r"räddningstjänst|brandkår|brandförsvar|\bMSB\b"),
    (PartyKind.VOLUNTEERS, r"nattvandr|volontär|ideell|idrottsför|idrottsklubb|vuxna på stan|föräldr|lugna gatan"),
    (PartyKind.HOUSING_ASSOCIATION, r"\bbrf\b|bostadsrättsför|samfällighet|grannsamverk|hyresgästför|villaägar"),
    (PartyKind.SCHOOL, r"skol|gymnasi|rektor|förskol|elevhäls"),
    (
        PartyKind.BUSINESS_ASSOCIATION,
        r"\bcity\b|cityför|centrumför|cityförening|köpman|företagarför|näringsliv|näringsidk|handlar|handeln|krögar|butik",
    ),
    (PartyKind.PROPERTY_OWNER, r"fastighetsäg|bostadsbolag|bostäder\b|hyresvärd|bostads ?ab|fastigheter\b|hem ab\b"),
    (
        PartyKind.MUNICIPALITY,
        (
            r"kommun|förvaltning|nämnd|\bstad(?:en)?\b|socialtjänst|socialfältar|fritids|fältar|fältgrupp|säkerhetssamordn|"
            r"trygghetssamordn|trygghetsstrateg|brottsförebyggande råd|"
            r"\bbrå\b|kontor(?:et)?\b|avdelning|enhet(?:en)?\b|park\b"
        ),
    ),
)
_KIND_PATTERNS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS]
_ORGANISATION = re.compile(
    r"\b(?:AB|HB|\w*förening(?:en|ar|arna)?|\w*kyrkan?|\w*församling(?:en)?|stiftelsen?|region(?:en)?|länsstyrelsen|"
    r"\w*klubb(?:en|ar|arna)?|IF|IK|SK|BK|FC|\w*bolag(?:et)?|\w+verket|\w*myndighet(?:en)?)\b",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"\b(?:centrum|\w*råd(?:et)?|\w*trafiken?|väktar\w*|ordningsvakt\w*|kriminalvården)\b", re.IGNORECASE
)
_PERSON = re.compile(
    r"^[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?(?:\s+[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?){1,2}$"
)
_NOT_IN_A_NAME = re.compile(r"[()\[\]:!?]|\s(?:till|om|av|på|som|mot|vid|att|ska|med|för)\s", re.IGNORECASE)
MAX_PARTIES = 12
MAX_PARTY_WORDS = 7


@dataclass(frozen=True, slots=True)
class Wording:
    """How responsibility is put. text: the wording without persons' names; responsible: what was made of it."""

    text: str
    responsible: tuple[ProposedResponsibility, ...]


def party_kind(name: str) -> PartyKind:
    """What sort of party a name seems to be; OTHER where it does not tell."""
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(name)), PartyKind.OTHER)


def wording_of(text: str) -> Wording:
    """What a wording says: "Ansvarig: kommunen i samverkan med polisen", or what stands in a column Ansvarig."""
    found: list[ProposedResponsibility] = []
    labels = list(LABELLED.finditer(text))
    if not labels:
        found += _parties(text, None)
    elif (before := text[: labels[0].start()].strip(" .;(")) and labels[0]["partner"]:
        found += _parties(before, None)
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=False):
        found += _parties(text[label.end() : end], ResponsibleRole.PARTNER if label["partner"] else None)
    unique: dict[str, ProposedResponsibility] = {}
    for one in found:
        unique.setdefault(one.party.casefold(), one)
    return Wording(without_persons(text), tuple(unique.values())[:MAX_PARTIES])


def split_off(text: str) -> tuple[str, str | None]:
    """A part's text without its responsibility, and that wording: "(polisen ansvarar)", "Ansvarig: polisen"."""
    label = next((found for found in LABELLED.finditer(text) if found["lead"] and found.start() > 0), None)
    if label is not None and wording_of(text[label.start() :]).responsible:
        return text[: label.start()].strip(" ,([–—-"), text[label.start() :].strip(" ()[].–—-")
    bracket = _IN_BRACKETS.search(text)
    if bracket is not None and bracket.start() > 0:
        inner = bracket[1]
        said = _VERB.search(inner) is not None or LABELLED.match(inner) is not None
        if said or all_parties(inner):
            return text[: bracket.start()].strip(), inner
    return text, None


def all_parties(text: str) -> bool:
    """Whether a text is a list of parties and nothing else: "Kommunen och polisen"."""
    if len(text) > 160 or re.search(r"\d{3}", text):
        return False
    plain = _VERB.sub("", LABELLED.sub(", ", text).strip(" ()[].,")).strip()
    tokens = [name for token in _AND.split(_WITH.sub(", ", plain)) if (name := _tidy(token))]
    return bool(tokens) and all(_is_organisation(name) for name in tokens)


def _is_organisation(name: str) -> bool:
    told = party_kind(name) is not PartyKind.OTHER or _ORGANISATION.search(name) is not None
    return told and len(name.split()) <= 4 and not _NOT_IN_A_NAME.search(name)


def is_said(wording: str) -> bool:
    """Whether a wording says responsible in so many words, instead of only naming parties."""
    return LABELLED.search(wording) is not None or _VERB.search(wording) is not None


_DOES = (
    "ansvarar|genomför|patrullerar|finns|håller|besöker|kontrollerar|anordnar|ordnar|bjuder|arbetar|informerar|deltar"
)


def subject_of(sentence: str) -> str | None:
    """The parties that a sentence begins with: "Polisen och kommunen ska ...". None where it begins otherwise."""
    verb = re.match(rf"(.{{3,90}}?)\s+(?:ska|skall|kommer|lovar\s+att|åtar\s+sig|{_DOES})\b", sentence)
    if verb is None:
        return None
    subject = re.sub(r"\s+(?:gemensamt|tillsammans|också|även)$", "", verb[1])
    return subject if all_parties(subject) else None


def without_persons(text: str) -> str:
    """A wording in which persons' names are replaced by an ellipsis."""
    kept = text
    for token in _AND.split(_WITH.sub(", ", LABELLED.sub(", ", text))):
        name = _tidy(token)
        if _is_person(name):
            kept = kept.replace(name, "…")
    return kept.strip()


def _parties(text: str, role: ResponsibleRole | None) -> list[ProposedResponsibility]:
    text = _VERB.sub("", text.strip().strip("()[]").strip())
    leads, *partners = _WITH.split(text)
    first = _names(leads)
    alone = ResponsibleRole.LEAD if len(first) == 1 else ResponsibleRole.JOINT
    found = [(name, role or alone) for name in first]
    found += [(name, ResponsibleRole.PARTNER) for part in partners for name in _names(part)]
    return [
        ProposedResponsibility(party=name, party_kind=party_kind(name), role=part if first else ResponsibleRole.JOINT)
        for name, part in found
    ]


def _names(text: str) -> list[str]:
    tokens = [_tidy(token) for token in _AND.split(text)]
    return [
        token
        for token in tokens
        if token
        and sum(c.isalpha() for c in token) > 1
        and len(token.split()) <= MAX_PARTY_WORDS
        and len(token) <= 100
        and not _is_person(token)
        and not personal_marks(token)
        and not _SAYS_NOTHING.match(token)
    ]


_SAYS_NOTHING = re.compile(
    r"^(?:alla|samtliga|båda|respektive|övriga|andra|m\.?\s?fl\.?|med flera|ej angiv\w*|ingen|parterna|parter|oss|vi|"
    r"alla parter|båda parter|gemensamt|berörda|enligt ovan|se ovan|tbd|x)\.?$",
    re.IGNORECASE,
)


def _tidy(token: str) -> str:
    return re.sub(r"\s+", " ", _FILLER.sub("", token.strip())).strip(" .:;,()[]–—-\t")


def _is_person(name: str) -> bool:
    told = party_kind(name) is not PartyKind.OTHER or _ORGANISATION.search(name) or _NOT_A_PERSON.search(name)
    return bool(_PERSON.match(name)) and not told
