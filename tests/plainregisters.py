"""Words of registers that are their codes: for tests of what the files hold, not of how it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geodata.model import Record, Value
from geodata.studies.register_columns import RegisterColumn, RegisterRest, plural


@dataclass(frozen=True, slots=True)
class PlainRegisterWords:
    """Codes as words. said: put before every heading, meaning and word, to be as hostile as somebody may wish."""

    comma: bool = False
    said: str = ""

    def register(self, kind: type[Record]) -> str:
        return f"{self.said}{plural(kind)}"

    def head(self, kind: type[Record], column: RegisterColumn) -> str:
        return f"{self.said}{column.name}"

    def means(self, kind: type[Record], column: RegisterColumn) -> str:
        return f"{self.said}means {column.words}"

    def unit(self, column: RegisterColumn) -> str:
        return column.unit or ""

    def choice(self, member: StrEnum) -> str:
        return f"{self.said}{member.value}"

    def told(self, part: Value, names: Mapping[str, str]) -> str:
        return f"{self.said}{part!r}"

    def frame(self, name: str) -> str:
        return name


def told_rests(rests: Sequence[RegisterRest]) -> tuple[tuple[str, str], ...]:
    """Everything that a file rests on."""
    return tuple((plural(rest.kind), f"{rest.rows} {rest.provenances!r}") for rest in rests)
