"""Which counts of a quarter may be printed, area by area, so that none from 1 to 4 can be worked out from the others.

RULE 1: 1 to 4 are shown as fewer than 5. RULE 2: where what is printed, the sum of all areas and the rules themselves
would tell more of such a count than that, further areas are kept back: those with the fewest dwellings first, whatever
their counts, so that who is chosen tells nothing. RULE 3: where that does not help, no area is told of. RULE 4:
what was kept back once stays so; what was printed once serves no more to hide another.

The sum is taken as known to everybody whether it is printed or not: Brå publishes it. Source of the notions: Hundepool
et al. (2012), Statistical Disclosure Control, chapter 4, doi:10.1002/9781118348239 (exact intervals of cells).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST = 5
"""Counts from 1 to one less are not told."""
_FEW = range(1, LEAST)


class Mark(StrEnum):
    """How a count is printed.

    few: from 1 to 4.  kept_back: not told, for another's sake or because the source does not tell it.  missing: nobody
    counted.
    """

    NUMBER = "number"
    FEW = "few"
    KEPT_BACK = "kept_back"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as it is printed. number: with the mark of a number alone."""

    mark: Mark
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A count as it is known. number: None where it is not, because the source keeps it back, or nobody counted."""

    number: int | None
    is_held_back: bool = False


def alone(counted: Counted) -> Cell:
    """A count that is no part of a sum."""
    if counted.number is None:
        return Cell(Mark.KEPT_BACK if counted.is_held_back else Mark.MISSING)
    return Cell(Mark.FEW) if counted.number in _FEW else Cell(Mark.NUMBER, counted.number)


def protected(
    counted: Mapping[str, Counted],
    order: Sequence[str],
    *,
    kept_back_before: Collection[str] = (),
    printed_before: Collection[str] = (),
) -> dict[str, Cell]:
    """The counts of areas that together make up a sum, as they may be printed.

    order: all areas, those first that are to be kept back first.  kept_back_before, printed_before: areas whose count
    was not told, or told, in what went out already.
    """
    cells = {code: alone(one) for code, one in counted.items()}
    for code in set(kept_back_before) - set(printed_before):
        if code in cells and cells[code].mark is Mark.NUMBER:
            cells[code] = Cell(Mark.KEPT_BACK)
    if len(cells) < 2 or all(cell.mark in {Mark.NUMBER, Mark.MISSING} for cell in cells.values()):
        return cells
    number = {code: one.number for code, one in counted.items() if one.number is not None}
    hidden = [code for code in number if cells[code].mark is not Mark.NUMBER]
    asked = _Asker(
        few=sum(cell.mark is Mark.FEW for cell in cells.values()),
        kept_back=sum(cells[code].mark is Mark.KEPT_BACK for code in hidden),
        held_back=sum(one.is_held_back for one in counted.values()),
        most=sum(number.values()),
    )
    rest = sum(number[code] for code in hidden)
    for code in (one for one in order if cells[one].mark is Mark.NUMBER and one not in printed_before):
        if asked.is_open(rest):
            return cells
        cells[code], rest = Cell(Mark.KEPT_BACK), rest + number[code]
        asked.one_more()
    if asked.is_open(rest):
        return cells
    return {code: Cell(Mark.MISSING if cell.mark is Mark.MISSING else Mark.KEPT_BACK) for code, cell in cells.items()}


class _Asker:
    """What somebody can work out of what is kept back who knows its sum, these rules, and which areas come first.

    Of a few it is known that they are 1 to 4, of what is kept back beside them that it is 0 or at least LEAST, of what
    the source keeps back that it is at least 1. Sets of sums are numbers whose bit n stands for n.
    """

    def __init__(self, *, few: int, kept_back: int, held_back: int, most: int) -> None:
        """Begin with no further area kept back. most: the greatest sum that is asked for."""
        self._every = (1 << (most + 1)) - 1
        self._held_back, self._kept_back = held_back, kept_back
        # RULE 5: that an area more was kept back tells that those before did not suffice: only such sums go on
        self._few_apart: dict[int, int] = {}
        self._together = 1
        for _ in range(few):
            others, self._together = self._together, self._with_few(self._together)
            self._few_apart = {number: others << number & self._every for number in _FEW}
        self._beside = self._together
        for place in range(kept_back):
            self._add(is_first=place == 0)
        self._open = self._of_sums()

    def is_open(self, rest: int) -> bool:
        """Whether a few may still be any number from 1 to 4, and what else is kept back more than one number."""
        return bool(self._open >> rest & 1)

    def one_more(self) -> None:
        """Keep back one area more, because it was not open without."""
        closed = self._every & ~self._open
        self._few_apart = {number: sums & closed for number, sums in self._few_apart.items()}
        self._add(is_first=self._kept_back == 0)
        self._kept_back += 1
        self._open = self._of_sums()

    def _add(self, *, is_first: bool) -> None:
        self._few_apart = {number: self._with_more(sums) for number, sums in self._few_apart.items()}
        if not is_first:
            self._beside = self._with_more(self._beside)
        self._together = self._with_more(self._together)

    def _of_sums(self) -> int:
        """The sums of all that is kept back at which it is open."""
        found = self._every
        for sums in self._few_apart.values():
            found &= sums
        if self._kept_back:
            # two sums of the others leave what is kept back two numbers
            first, second = _lowest_two(self._beside)
            found &= self._up_from(second + LEAST) | (self._beside & self._up_from(first + LEAST))
        if self._held_back:
            first, second = _lowest_two(self._together)
            found &= self._up_from(second if self._held_back == 1 else first + 1)
        return found

    def _with_few(self, sums: int) -> int:
        return (sums << 1 | sums << 2 | sums << 3 | sums << 4) & self._every

    def _with_more(self, sums: int) -> int:
        return (sums | self._up_from(_lowest_two(sums)[0] + LEAST)) if sums else 0

    def _up_from(self, lowest: int) -> int:
        return self._every >> lowest << lowest


def _lowest_two(sums: int) -> tuple[int, int]:
    """The lowest two of some sums; where there is none, more than any."""
    first = sums & -sums
    second = (sums ^ first) & -(sums ^ first)
    beyond = 1 << 30
    return (first.bit_length() - 1 if first else beyond), (second.bit_length() - 1 if second else beyond)
