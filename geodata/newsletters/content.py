"""What a newsletter says: counts as they may be printed, advice, and what is being done, as values that stay."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from geodata.errors import StoreError
from geodata.model import Measure
from geodata.newsletters.suppression import Cell, Mark

SCHEMA = 1


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three calendar months. number: 1 to 4."""

    year: int
    number: int

    @property
    def months(self) -> tuple[date, date, date]:
        """First days of its months."""
        first, second, third = (date(self.year, 3 * self.number - 2 + n, 1) for n in range(3))
        return first, second, third

    @property
    def last_day(self) -> date:
        """Its last day."""
        year, number = divmod(self.year * 4 + self.number, 4)
        return Quarter(year, number + 1).months[0] - timedelta(days=1)

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)


class WhyNoCounts(StrEnum):
    """Why no counts are told."""

    NONE_THERE = "none_there"
    NO_QUARTER = "no_quarter"


@dataclass(frozen=True, slots=True)
class Row:
    """An area's counts by quarter, as they are printed. code: None for the whole municipality."""

    code: str | None
    name: str
    cells: tuple[Cell, ...]

    def year(self) -> int | None:
        """The last four quarters together, where each of them is printed: what it tells is told already."""
        numbers = [cell.number for cell in self.cells[-4:] if cell.mark is Mark.NUMBER]
        known = [number for number in numbers if number is not None]
        return sum(known) if len(known) == 4 else None


@dataclass(frozen=True, slots=True)
class NearRepeatAdvice:
    """How near and how soon another burglary is likelier than by chance; both None where nothing of the kind was found.

    since, until: of the reports and findings that it was looked for in, None where there were too few.
    """

    metres: int | None
    days: int | None
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class ActionPart:
    """An action: where, which promises it serves, who answers for it and what was done. places: empty for everywhere.

    done, target: in `measure`, target None where no amount was promised.
    """

    id: UUID
    title: str
    places: tuple[str, ...]
    promises: tuple[str, ...]
    parties: tuple[str, ...]
    measure: Measure
    done: int
    target: int | None
    last_done_on: date | None


@dataclass(frozen=True, slots=True)
class Content:
    """A newsletter's content on a day.

    area_code: whom it is for, None for the whole municipality.  rows: the area's own row and the municipality's; for
    the municipality all areas, and itself last.  preliminary: quarters whose counts may change.  why: no counts.
    """

    schema: int
    municipality: str
    name: str
    area_code: str | None
    area_name: str
    as_of: date
    quarters: tuple[Quarter, ...]
    preliminary: tuple[Quarter, ...]
    rows: tuple[Row, ...]
    why: WhyNoCounts | None
    advice: NearRepeatAdvice
    actions: tuple[ActionPart, ...]
    sources: tuple[str, ...]
    made_up: bool

    @property
    def own(self) -> Row | None:
        """The row of whom it is for; None without counts."""
        return next((row for row in self.rows if row.code == self.area_code), None)


_CONTENT: TypeAdapter[Content] = TypeAdapter(Content)


def written(content: Content) -> str:
    """The content as JSON, the same for the same content."""
    return json.dumps(_CONTENT.dump_python(content, mode="json"), ensure_ascii=False, sort_keys=True)


def read(text: str) -> Content:
    """The content of a text. Raises: StoreError."""
    try:
        content = _CONTENT.validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, found["loc"]))
        raise StoreError(f"the content of a newsletter cannot be read at {where}: {found['msg']}") from None
    if content.schema != SCHEMA:
        raise StoreError(f"the content has schema {content.schema}, and this program reads {SCHEMA}; update it")
    return content
