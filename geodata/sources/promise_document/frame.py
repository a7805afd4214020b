"""The agreement round the promises: title, municipality, period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata.sources.municipalities import municipality_code, municipality_name
from geodata.sources.promise_document.amounts import MONTHS, last_of_month
from geodata.sources.promise_document.proposal import Confidence, Found, Period, Span

_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_DAY = rf"(?:(\d{{1,2}})\s+)?({'|'.join(_MONTHS)})\s*(20\d\d)?"
_TO = r"\s*(?:[-–—/]|till(?: och med)?|t\.?o\.?m\.?|och)\s*"
_YEARS = re.compile(rf"(?<![\d-])(20\d\d){_TO}(20\d\d|\d\d)(?![\d-])", re.IGNORECASE)
_ISO = re.compile(rf"\b(20\d\d)-(\d\d)-(\d\d){_TO}(20\d\d)-(\d\d)-(\d\d)\b", re.IGNORECASE)
_DAYS = re.compile(rf"\b{_DAY}{_TO}(?:den\s+)?{_DAY}", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d-])(20[0-4]\d)(?![\d-])")
_ABOUT_PROMISES = re.compile(r"löft|överenskomm|gäller|giltig|period|avtal", re.IGNORECASE)
TITLE = re.compile(
    (
        r"medborgarlöft|trygghetslöft|löften\s+(?:i|för|till)\b|"
        r"samverkansöverenskommelse|lokal överenskommelse|samverkansavtal"
    ),
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-ZÅÄÖ][a-zåäöé]+(?:[ -–][A-ZÅÄÖ][a-zåäö]+)?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text with its lines; is_title: it may be the document's title."""

    text: str
    span: Span
    is_title: bool


def title_of(stretches: Sequence[Stretch]) -> Found[str] | None:
    """The most telling title: of promises, with a period or municipality, early and short."""
    candidates = [s for s in stretches if s.is_title and len(s.text) <= 200]
    promising = [s for s in candidates if TITLE.search(s.text)]
    if promising:
        best = max(promising, key=lambda s: (bool(period_in(s.text)) + bool(_codes(s.text)), -s.span.first))
        return Found(value=best.text.strip(" :.…"), confidence=Confidence.STATED, span=best.span)
    if candidates:
        return Found(
            value=candidates[0].text.strip(" :") or "–", confidence=Confidence.GUESSED, span=candidates[0].span
        )
    return None


def municipality_of(stretches: Sequence[Stretch], title: Found[str] | None) -> Found[str] | None:
    """The code of the municipality that the text names most, above all beside the word kommun and in its title."""
    votes: Counter[str] = Counter()
    where: dict[str, Span] = {}
    certain: set[str] = set()
    for stretch in stretches:
        for code, beside in _codes(stretch.text):
            votes[code] += (3 if beside else 1) + (3 if title is not None and stretch.span == title.span else 0)
            where.setdefault(code, stretch.span)
            if beside:
                certain.add(code)
    if not votes:
        return None
    code = votes.most_common(1)[0][0]
    return Found(value=code, confidence=Confidence.STATED if code in certain else Confidence.GUESSED, span=where[code])


def _codes(text: str) -> list[tuple[str, bool]]:
    """Codes of municipalities named, and whether the word kommun or stad stands beside."""
    found: list[tuple[str, bool]] = []
    for hit in _CAPITALS.finditer(text):
        words = re.split(r"\s", hit[0])
        for name in dict.fromkeys((hit[0], *words)):
            code = municipality_code(name)
            if code is not None and _is_written_so(name, municipality_name(code) or ""):
                beside = bool(re.match(r"\s+(?:kommun|stad)s?\b", text[hit.end() :]))
                found.append((code, beside))
                break
    return found


def _is_written_so(name: str, real: str) -> bool:
    """Whether a name is spelt like the municipality's, accents too: "Våra" is not Vara."""
    written, right = (re.sub(r"[\s–-]+", "", text.casefold()) for text in (name, real))
    return written in {right, f"{right}s"}


def period_of(stretches: Sequence[Stretch], title: Found[str] | None) -> Found[Period] | None:
    """The years or days the promises hold: from the title, else beside words of promising, else the commonest."""
    found = [(period, stretch) for stretch in stretches for period in [period_in(stretch.text)] if period]
    in_title = [one for one in found if title is not None and one[1].span == title.span]
    beside = [one for one in found if _ABOUT_PROMISES.search(one[1].text)]
    for chosen, confidence in ((in_title, Confidence.STATED), (beside, Confidence.STATED), (found, Confidence.GUESSED)):
        if chosen:
            times = Counter((period.starts_on, period.ends_on) for period, _ in chosen)
            longest = max(times, key=lambda dates: (times[dates], dates[1] > dates[0], dates))
            period, stretch = next(one for one in chosen if (one[0].starts_on, one[0].ends_on) == longest)
            return Found(value=period, confidence=confidence, span=stretch.span)
    for stretch in stretches:
        sure = title is not None and stretch.span == title.span
        year = _YEAR.search(stretch.text) if sure or _ABOUT_PROMISES.search(stretch.text) else None
        if year is not None:
            whole = Period(starts_on=date(int(year[1]), 1, 1), ends_on=date(int(year[1]), 12, 31))
            told = Confidence.STATED if sure else Confidence.GUESSED
            return Found(value=whole, confidence=told, span=stretch.span)
    return None


def period_in(text: str) -> Period | None:
    """The first stretch of time that a text names with a beginning and an end."""
    if iso := _ISO.search(text):
        parts = [int(part) for part in iso.groups()]
        return _period(_day(*parts[:3]), _day(*parts[3:]))
    if days := _DAYS.search(text):
        first_day, first_month, first_year, last_day, last_month, last_year = days.groups()
        if last_year:
            start = _day(int(first_year or last_year), _MONTHS[first_month.casefold()], int(first_day or 1))
            last, year = _MONTHS[last_month.casefold()], int(last_year)
            return _period(start, _day(year, last, int(last_day)) if last_day else last_of_month(year, last))
    if years := _YEARS.search(text):
        first = int(years[1])
        last = int(years[2]) if len(years[2]) == 4 else first // 100 * 100 + int(years[2])
        return _period(date(first, 1, 1), date(last, 12, 31)) if first <= last <= first + 12 else None
    return None


def _period(start: date | None, end: date | None) -> Period | None:
    return Period(starts_on=start, ends_on=end) if start and end and start <= end else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
