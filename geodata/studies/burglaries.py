"""Reported dwelling burglaries laid out once, by area, month, dwelling type and outcome; what is not known stays so.

Every study, layer and table asks this book, so that nothing is counted twice and nothing unknown is shown as zero.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from geodata.errors import InvalidRecord
from geodata.model import Area, BurglaryCount, DwellingType, Outcome

_Cell = dict[tuple[DwellingType | None, Outcome], BurglaryCount]
_Part = tuple[str, DwellingType | None, Outcome | None]
Monthly = Mapping[date, int | None]
"""Count by first day of the month: absent where never counted, None where a part is suppressed or missing."""


@dataclass(frozen=True, eq=False)
class BurglaryBook:
    """Counts as they were handed over, and the areas whose parts they may be.

    counts: those that the asker may see; their order changes nothing. areas: all of the municipality, of every kind.
    """

    counts: Collection[BurglaryCount]
    areas: Sequence[Area] = ()
    _known: dict[_Part, Monthly] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def months(self) -> tuple[date, ...]:
        """Every calendar month from the first to the last that anything is told of, without holes."""
        told = [count.month for count in self.counts]
        return tuple(months_between(min(told), max(told))) if told else ()

    def months_within(self, since: date | None, until: date | None, *, today: date) -> tuple[date, ...]:
        """The book's months that lie wholly between two days, both included, and are over.

        Raises: InvalidRecord for a period that ends before it begins.
        """
        if since and until and until < since:
            raise InvalidRecord(f"the period ends {until} before it starts {since}; swap the dates")
        end = min(until, today) if until else today
        return tuple(month for month in self.months if (since is None or month >= since) and last_day(month) <= end)

    def monthly(
        self, area_code: str, dwelling_type: DwellingType | None = None, outcome: Outcome | None = None
    ) -> Monthly:
        """Counts of an area by month. dwelling_type, outcome: None for all of them together.

        An area without counts of its own gets those of the areas whose parent it is, as long as every one with such
        dwellings was counted that month.
        """
        part = (area_code, dwelling_type, outcome)
        if part not in self._known:
            self._known[part] = (
                self._own(part)
                if area_code in self._cells
                else _sums([self.monthly(child, dwelling_type, outcome) for child in self._parts(part)])
            )
        return self._known[part]

    def by_area(self, areas: Iterable[Area]) -> dict[str, Monthly]:
        """All burglaries of each area by month; areas of which nothing is told are absent."""
        return {area.code: months for area in areas if (months := self.monthly(area.code))}

    def is_held_back(self, area_code: str, month: date, dwelling_type: DwellingType | None = None) -> bool:
        """Whether a month's count is not known because it, or a part of it, was counted and suppressed."""
        if self.monthly(area_code, dwelling_type).get(month, 0) is not None:
            return False
        return any(count.is_suppressed for count in self.told_of([area_code], [month], dwelling_type))

    def leaves(self, area_code: str) -> tuple[str, ...]:
        """The areas whose own counts make up those of an area: itself, where it has some; by code."""
        if area_code in self._cells:
            return (area_code,)
        parts = self._parts((area_code, None, None))
        return tuple(sorted({leaf for part in parts for leaf in self.leaves(part)}))

    def told_of(
        self, codes: Iterable[str], months: Collection[date], dwelling_type: DwellingType | None = None
    ) -> list[BurglaryCount]:
        """The records that counts of areas in some months rest on, in the order of code and month."""
        wanted = set(months)
        leaves = sorted({leaf for code in codes for leaf in self.leaves(code)})
        return [
            count
            for leaf in leaves
            for month in sorted(wanted & self._cells.get(leaf, {}).keys())
            for count in self._cells[leaf][month].values()
            if dwelling_type is None or count.dwelling_type is dwelling_type
        ]

    @cached_property
    def _cells(self) -> dict[str, dict[date, _Cell]]:
        told: dict[str, dict[date, _Cell]] = defaultdict(lambda: defaultdict(dict))
        for count in sorted(self.counts, key=lambda one: str(one.id)):
            told[count.area_code][count.month][count.dwelling_type, count.outcome] = count
        return {code: dict(months) for code, months in told.items()}

    @cached_property
    def _children(self) -> dict[str, list[Area]]:
        parents = {area.code: area.parent for area in self.areas}
        children = defaultdict(list)
        for area in self.areas:
            if area.parent and not _is_own_ancestor(area.code, parents):
                children[area.parent].append(area)
        return dict(children)

    def _parts(self, part: _Part) -> list[str]:
        code, dwelling_type, _ = part
        return [
            child.code
            for child in self._children.get(code, [])
            if child.dwellings != 0 and child.dwellings_of(dwelling_type) != 0
        ]

    def _own(self, part: _Part) -> dict[date, int | None]:
        code, dwelling_type, outcome = part
        found: dict[date, int | None] = {}
        for month, cell in self._cells[code].items():
            values = _values(cell, dwelling_type, outcome)
            if values:
                found[month] = total(values)
        return found


def total(values: Iterable[int | None]) -> int | None:
    """RULE 1: a sum with a part that is suppressed or missing is not known."""
    parts = list(values)
    known = [value for value in parts if value is not None]
    return sum(known) if len(known) == len(parts) else None


def months_between(first: date, last: date) -> Iterator[date]:
    """First days of the months from one to another, both included."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def _values(cell: _Cell, dwelling_type: DwellingType | None, outcome: Outcome | None) -> list[int | None]:
    """What adds up to the wanted count; empty where it was never told."""
    told = {key: count.count for key, count in cell.items()}
    every_type = any(kind is None for kind, _ in told)
    if dwelling_type is None and outcome is None:
        # RULE 2: what counts all types, or both outcomes, is not added to the parts that stand beside it
        return [
            n
            for (kind, how), n in told.items()
            if (kind is None or not every_type)
            and (how is Outcome.UNSPECIFIED or (kind, Outcome.UNSPECIFIED) not in told)
        ]
    if outcome is None:
        whole = told.get((dwelling_type, Outcome.UNSPECIFIED), ...)
        if whole is not ...:
            return [whole]
        return [n for (kind, _), n in told.items() if kind is dwelling_type]
    kinds = [dwelling_type] if dwelling_type is not None or every_type else sorted({k for k, _ in told if k})
    found: list[int | None] = []
    for kind in kinds:
        if (kind, outcome) in told:
            # RULE 3: a part does not tell what its whole keeps back
            kept_back = (kind, Outcome.UNSPECIFIED) in cell and cell[kind, Outcome.UNSPECIFIED].is_suppressed
            found.append(None if kept_back else told[kind, outcome])
        elif dwelling_type is None and not every_type:
            found.append(None)
    return found if any((kind, outcome) in told for kind in kinds) else []


def _sums(parts: Sequence[Monthly]) -> dict[date, int | None]:
    months = sorted({month for part in parts for month in part})
    return {month: total(part.get(month) for part in parts) for month in months}


def _is_own_ancestor(code: str, parents: Mapping[str, str | None]) -> bool:
    above, seen = parents[code], set[str]()
    while above and above != code and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above is not None


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])
