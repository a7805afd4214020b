"""Free text that names a person: identity numbers, telephone numbers, e-mail addresses. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

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


def personal_mark(text: str) -> str | None:
    """What in the text looks like a person's mark, in words, or None."""
    if not _WORTH_A_LOOK.search(text):
        return None
    plain = unicodedata.normalize("NFKC", text)
    if any(_is_identity_number(found) for found in _IDENTITY.finditer(plain)):
        return "a personal identity number"
    if _MAIL.search(plain):
        return "an e-mail address"
    if any(_is_telephone(found[0]) for found in _TELEPHONE.finditer(plain)):
        return "a telephone number"
    return None


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
