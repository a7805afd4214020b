"""Free text that names a person: identity numbers, telephone numbers, e-mail addresses. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Day 61-91 is a coordination number's. The sign may be any dash; a plus means older than a hundred.
_IDENTITY = re.compile(r"(?<!\d)(?:(19|20)[ .-]?)?(\d{2})[ .-]?(\d{2})[ .-]?(\d{2}) ?[-+–−‐]? ?(\d{4})(?!\d)")
_TELEPHONE = re.compile(
    r"(?<![\d+/.,:-])(?:(?:\+|00)46[ .-]?(?:\(0\))?[ .-]?[1-9]\d{0,2}|0[1-9]\d{0,2})"
    r"[ /-]{0,3}\d(?:[ .-]?\d){4,7}(?![\d:])"
)
_MAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|snabel-a)\s?[\w-]{1,63}(?:\.|\s?\(dot\)\s?)[\w.-]{2,}", re.IGNORECASE
)
_WORTH_A_LOOK = re.compile(r"@|＠|[(\[]at[)\]]|snabel|\d(?:[^\w\n]{0,4}\d){6}", re.IGNORECASE)
_PLAIN_DATE = re.compile(r"^0?\d{1,2}[ -]\d{1,2}[ -]\d{2,4}$")


class MarkKind(StrEnum):
    """What sort of personal data a text seems to hold."""

    IDENTITY_NUMBER = "identity_number"
    MAIL = "mail"
    TELEPHONE = "telephone"


_IN_WORDS = {
    MarkKind.IDENTITY_NUMBER: "a personal identity number",
    MarkKind.MAIL: "an e-mail address",
    MarkKind.TELEPHONE: "a telephone number",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a text that looks as if it named a person. found: as it is written there, in NFKC."""

    kind: MarkKind
    found: str

    @property
    def in_words(self) -> str:
        """What it looks like, in English."""
        return _IN_WORDS[self.kind]


def personal_marks(text: str) -> tuple[Mark, ...]:
    """All that looks as if it named a person, each stretch of the text once, in the text's order."""
    if not _WORTH_A_LOOK.search(text):
        return ()
    plain = unicodedata.normalize("NFKC", text)
    found = [(hit.span(), MarkKind.IDENTITY_NUMBER) for hit in _IDENTITY.finditer(plain) if _is_identity_number(hit)]
    found += [(hit.span(), MarkKind.MAIL) for hit in _MAIL.finditer(plain)]
    found += [(hit.span(), MarkKind.TELEPHONE) for hit in _TELEPHONE.finditer(plain) if _is_telephone(hit[0])]
    kept: list[tuple[tuple[int, int], MarkKind]] = []
    for span, kind in found:
        if not any(span[0] < end and start < span[1] for (start, end), _ in kept):
            kept.append((span, kind))
    return tuple(Mark(kind, plain[start:end].strip()) for (start, end), kind in sorted(kept, key=lambda one: one[0]))


def personal_mark(text: str) -> str | None:
    """What in the text looks like a person's mark, in words, or None."""
    marks = personal_marks(text)
    return min(marks, key=lambda mark: list(MarkKind).index(mark.kind)).in_words if marks else None


def _is_identity_number(found: re.Match[str]) -> bool:
    century, year, month, day, last = found.groups()
    born = int(day) - 60 if int(day) > 60 else int(day)
    centuries = (century,) if century else ("19", "20")
    return any(_is_day(int(c + year), int(month), born) for c in centuries) and _luhn(year + month + day + last)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    """Whether the check digit of ten digits holds. Source: ISO/IEC 7812-1, annex B."""
    total = 0
    for position, digit in enumerate(digits):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _is_telephone(found: str) -> bool:
    digits = sum(c.isdigit() for c in found)
    return digits >= 8 and not _PLAIN_DATE.match(found)
