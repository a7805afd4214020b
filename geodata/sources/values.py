"""Single cells: numbers, counts, dates and times as Swedish spreadsheets write them."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from geodata.model import LOCAL_TIME, TimePrecision

Cell = str | int | float | bool | datetime | date | time | timedelta | None

EARLIEST = date(1950, 1, 1)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f\u2007\t"))
_MISSING = frozenset({"", "..", "...", ".", ":", "na", "n/a", "null", "none", "saknas", "uppgift saknas", "okänt", "?"})
# Beyond it a cell says something, even between spaces.
_LONGEST_MISSING = 40
_NOTHING = frozenset({"-", "–", "—", "−"})
_SUPPRESSED = re.compile(r"^(?:<\s*\d+|≤\s*\d+|\d+\s*[-–]\s*\d+|färre än \d+|fewer than \d+|\*+|x|sekretess|prickad)$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_DATE_REMEDY = "write it as 2024-03-05"


class BadValue(Exception):
    """A cell that cannot be meant. problem, remedy: for the fault."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and how much of it is known. local: with the zone Europe/Stockholm, or the zone as written."""

    at: datetime
    precision: TimePrecision


@dataclass(frozen=True, slots=True)
class Counted:
    """A count that may be missing (None) or suppressed."""

    count: int | None
    is_suppressed: bool = False


def text_of(cell: Cell) -> str:
    """The cell as trimmed text; whole numbers without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip() if cell.isascii() else unicodedata.normalize("NFC", cell).strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()


def is_missing(cell: Cell) -> bool:
    """Whether the cell says nothing: empty, `..` and the like."""
    if isinstance(cell, str):
        return len(cell) < _LONGEST_MISSING and cell.strip().casefold() in _MISSING
    return cell is None


def number_of(cell: Cell) -> float | None:
    """A finite number: decimal comma or point, spaces as thousands separators, a percent sign left out.

    Raises: BadValue.
    """
    if isinstance(cell, (bool, date, time, timedelta)):
        raise BadValue("is not a number", "format the column as a number")
    if isinstance(cell, (int, float)):
        return _finite(cell)
    if cell is None or is_missing(cell):
        return None
    text = cell.translate(_SPACES).replace("−", "-").removesuffix("%")
    if "," in text and "." in text:
        thousands = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(thousands, "")
    try:
        return _finite(float(text.replace(",", ".")))
    except ValueError as error:
        raise BadValue("is not a number", "write it with digits, e.g. 1234,5") from error


def _finite(number: float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise BadValue("is not a finite number", "leave the cell empty where nothing is known")
    return value


def whole_number_of(cell: Cell) -> int | None:
    """A whole number from 0 up, or None where nothing is said. Raises: BadValue."""
    number = number_of(cell)
    if number is None:
        return None
    if number < 0 or number != int(number) or number > 2**31 - 1:
        raise BadValue("is not a whole number from 0 up", "correct the number")
    return int(number)


def count_of(cell: Cell) -> Counted:
    """A count: empty and `..` missing, `-` counted as nil, `<5` and `1-4` suppressed. Raises: BadValue."""
    if isinstance(cell, str):
        text = " ".join(cell.replace("\u00a0", " ").split()).casefold()
        if text in _NOTHING:
            return Counted(0)
        if _SUPPRESSED.match(text):
            return Counted(None, is_suppressed=True)
    if isinstance(cell, date):
        raise BadValue(
            "is a date: the spreadsheet has turned a range such as 1-4 into one", "format the column as text, or as <5"
        )
    return Counted(whole_number_of(cell))


def moment_of(cell: Cell, clock: Cell = None) -> Moment | None:
    """When something was, from a date cell and perhaps a time cell; local time unless a zone is written.

    None where nothing is said. A day is held as noon, a month as its first day at noon. Raises: BadValue.
    """
    if is_missing(cell):
        return None
    if isinstance(cell, str):
        moment = _moment_of_text(cell.strip())
    elif isinstance(cell, datetime):
        moment = _of_day_or_minute(cell)
    elif isinstance(cell, date):
        moment = _at_noon(cell, TimePrecision.DAY)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        moment = _moment_of_text(text_of(cell))
    else:
        raise BadValue("is not a date", _DATE_REMEDY)
    if moment.precision is TimePrecision.DAY and not is_missing(clock):
        at = clock_of(clock)
        if at is not None:
            moment = Moment(datetime.combine(moment.at.date(), at, LOCAL_TIME), TimePrecision.MINUTE)
    return moment


def _of_day_or_minute(cell: datetime) -> Moment:
    _check_year(cell.date())
    if cell.tzinfo is None:
        # a spreadsheet's pure date is midnight: nobody reports 00:00 by hand
        if cell.time() == time():
            return _at_noon(cell.date(), TimePrecision.DAY)
        cell = cell.replace(tzinfo=LOCAL_TIME)
    return Moment(cell, TimePrecision.MINUTE)


def _at_noon(day: date, precision: TimePrecision) -> Moment:
    _check_year(day)
    return Moment(datetime.combine(day, time(12), LOCAL_TIME), precision)


def _check_year(day: date) -> None:
    if not EARLIEST <= day <= date(2200, 1, 1):
        raise BadValue(f"has the year {day.year}, which cannot be meant", _DATE_REMEDY)


_ISO = re.compile(
    r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$",
    re.IGNORECASE,
)
_MONTH_FORMS = (
    re.compile(r"^(?P<y>\d{4})[-/. ]?[mM]?(?P<m>\d{2})$"),
    re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})$"),
    re.compile(r"^(?P<m>[a-zåäö]+)\.?[ -](?P<y>\d{4})$", re.IGNORECASE),
    re.compile(r"^(?P<y>\d{4})[ -](?P<m>[a-zåäö]+)\.?$", re.IGNORECASE),
)
_CLOCK_AFTER = r"(?:[ ,]+(?:kl\.? ?)?(?P<h>\d{1,2})[:.](?P<i>\d{2})(?::\d{2})?)?$"
_DAY_FORMS = (
    re.compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:[T ]?(?P<h>\d{2}):?(?P<i>\d{2})(?::?\d{2})?)?$"),
    re.compile(r"^(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/. ,-]+(?P<y>\d{4})" + _CLOCK_AFTER),
    re.compile(r"^(?:den )?(?P<d>\d{1,2})[. -] ?(?P<m>[a-zåäö]+)\.?[ -](?P<y>\d{4})" + _CLOCK_AFTER, re.IGNORECASE),
    re.compile(r"^(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})" + _CLOCK_AFTER),
)


@lru_cache(maxsize=65_536)
def _moment_of_text(text: str) -> Moment:
    if not text.isascii() or len(text) > 60:
        text = " ".join(unicodedata.normalize("NFKC", text).split())[:60]
    try:
        return _parse(text)
    except (ValueError, OverflowError) as error:
        raise BadValue("is not a date that exists", f"{_DATE_REMEDY} (day before month: 5/3 2024)") from error


def _parse(text: str) -> Moment:
    if iso := _ISO.match(text):
        year, month, day, hour, minute, second, zone = iso.groups()
        if hour is None:
            return _at_noon(date(int(year), int(month), int(day)), TimePrecision.DAY)
        at = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=LOCAL_TIME)
        if zone:
            offset = "+00:00" if zone in "Zz" else zone
            at = datetime.fromisoformat(f"{at:%Y-%m-%dT%H:%M:%S}{offset}")
        _check_year(at.date())
        return Moment(at, TimePrecision.MINUTE)
    if text.isdigit() and len(text) in {10, 13}:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text) * (1000 if len(text) == 10 else 1))
        _check_year(at.date())
        return Moment(at, TimePrecision.MINUTE)
    for form in _DAY_FORMS:
        if found := form.match(text):
            day_at = date(int(found["y"]), _month_number(found["m"]), int(found["d"]))
            if found["h"] is None:
                return _at_noon(day_at, TimePrecision.DAY)
            _check_year(day_at)
            clock = time(int(found["h"]), int(found["i"]))
            return Moment(datetime.combine(day_at, clock, LOCAL_TIME), TimePrecision.MINUTE)
    return _at_noon(_month(text), TimePrecision.MONTH)


def _month(text: str) -> date:
    for form in _MONTH_FORMS:
        if found := form.match(text):
            return date(int(found["y"]), _month_number(found["m"]), 1)
    raise ValueError(text)


def _month_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    number = month_name(text)
    if number is None:
        raise ValueError(text)
    return number


def month_name(text: str) -> int | None:
    """The number of a month by its Swedish or English name, or the beginning of it; None for other words."""
    return _MONTHS.get(text.strip().casefold().rstrip("."))


def month_of(cell: Cell, year: Cell = None) -> date | None:
    """The first day of a month, from "2024-03", "mars 2024", any date, or a month cell with a year cell beside it.

    Raises: BadValue.
    """
    if is_missing(cell):
        return None
    if not is_missing(year) and not isinstance(cell, date):
        text = text_of(cell)
        number = int(text) if text.isdigit() and len(text) <= 2 else month_name(text)
        if number is not None:
            stated = whole_number_of(year)
            if stated is None or not 1 <= number <= 12 or not EARLIEST.year <= stated <= 2200:
                raise BadValue("is not a month of a year", "write the month as 2024-03")
            return date(stated, number, 1)
    moment = moment_of(cell)
    return None if moment is None else moment.at.date().replace(day=1)


_CLOCK = re.compile(r"^(?:kl\.? ?)?(\d{1,2})(?:[:.]?(\d{2}))?(?:[:.]\d{2})?$")


def clock_of(cell: Cell) -> time | None:
    """A time of day: 14:30, 14.30, 1430, 14, a spreadsheet's fraction of a day. Raises: BadValue."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, float) and 0 <= cell < 1:
        minutes = round(cell * 1440) % 1440
        return time(minutes // 60, minutes % 60)
    if is_missing(cell):
        return None
    found = _CLOCK.match(text_of(cell).casefold())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise BadValue("is not a time of day", "write it as 14:30, or leave it empty")
    return time(hour, minute)


def year_of(cell: Cell) -> int | None:
    """A year. Raises: BadValue."""
    year = whole_number_of(cell)
    if year is not None and not EARLIEST.year <= year <= 2200:
        raise BadValue("is not a year", "write it with four digits")
    return year


_YES = frozenset({"1", "ja", "j", "yes", "y", "true", "sant", "x", "prel", "prel.", "preliminär", "preliminary", "p"})
_NO = frozenset({"", "0", "nej", "n", "no", "false", "falskt", "slutlig", "definitiv", "final"})


def yes_or_no(cell: Cell) -> bool:
    """Ja/nej, 1/0, x, prel. Raises: BadValue."""
    word = text_of(cell).casefold()
    if word in _YES:
        return True
    if word in _NO or is_missing(cell):
        return False
    raise BadValue("is neither yes nor no", "write ja or nej")
