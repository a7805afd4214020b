"""The words people read, in Swedish first: catalogues, plurals, and numbers and dates as they are written."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cache

from dashboard.locales import en, sv
from geodata.model import CATEGORIES, LOCAL_TIME, Category

NARROW = "\u00a0"


class Language(StrEnum):
    """The languages of the interface."""

    SV = "sv"
    EN = "en"


CATALOGUES: dict[Language, dict[str, str]] = {Language.SV: sv.TEXTS, Language.EN: en.TEXTS}


class Translate:
    """The words of one language: `t("map.headline")`, `t.count("hotspots", 3)`, `t.label(Category.LIGHTING)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = CATALOGUES[language]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key; numbers and dates among the values are written as the language does.

        Raises: KeyError for a key or placeholder that the catalogue does not have: a fault of ours.
        """
        text = self._texts[key]
        return text.format(**{name: self._write(value) for name, value in values.items()}) if values else text

    def count(self, key: str, n: int, /, **values: object) -> str:
        """The text of `key.one` or `key.other`, with {n}."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=n, **values)

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self._texts

    def label(self, member: StrEnum) -> str:
        """The word for a closed choice."""
        if isinstance(member, Category):
            facts = CATEGORIES[member]
            return facts.sv if self.language is Language.SV else facts.en
        return self._texts[f"{type(member).__name__}.{member.value}"]

    def number(self, value: float, decimals: int = 0) -> str:
        """1 234,5 in Swedish, 1,234.5 in English; the minus is a minus, the space does not break."""
        text = f"{abs(value):,.{decimals}f}"
        if self.language is Language.SV:
            text = text.replace(",", NARROW).replace(".", ",")
        return f"\u2212{text}" if value < 0 else text

    def figure(self, key: str, said: str) -> str:
        """A figure as it is read, told apart from other words where a file asks which number it is."""
        del key
        return said

    def day(self, day: date) -> str:
        """5 mars 2017; 5 March 2017."""
        return f"{day.day} {self._texts[f'month.{day.month}']} {day.year}"

    def month(self, day: date) -> str:
        """A month and year: mars 2017; March 2017."""
        return f"{self._texts[f'month.{day.month}']} {day.year}"

    def moment(self, instant: datetime) -> str:
        """5 mars 2017 kl. 21.30, in Sweden's time."""
        local = instant.astimezone(LOCAL_TIME)
        return self(
            "moment", day=local.date(), time=f"{local:%H.%M}" if self.language is Language.SV else f"{local:%H:%M}"
        )

    def period(self, since: date | None, until: date | None) -> str:
        """2016-2017 for whole years, otherwise both days."""
        if since is None or until is None:
            return (
                self("period.from", day=since)
                if since
                else self("period.until", day=until)
                if until
                else self("period.all")
            )
        if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
            return str(since.year) if since.year == until.year else f"{since.year}\u2013{until.year}"
        return f"{self.day(since)} \u2013 {self.day(until)}"

    def listing(self, words: list[str]) -> str:
        """a, b och c."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self('and')} {words[-1]}"

    def _write(self, value: object) -> object:
        match value:
            case bool() | str():
                return value
            case int():
                return self.number(value)
            case float():
                return self.number(value, 1)
            case date():
                return self.day(value)
            case _:
                return value


@cache
def translate(language: Language) -> Translate:
    """The one translator of a language."""
    return Translate(language)
