"""Counts from 1 to 4 cannot be worked out: neither by sums nor by who knows the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.newsletters.suppression import Cell, Counted, Mark, alone, protected

HIDDEN = {Mark.FEW, Mark.KEPT_BACK}
COUNTS = st.lists(st.integers(0, 9), min_size=2, max_size=5)


def column(*numbers: int) -> dict[str, Counted]:
    return {f"R{place}": Counted(number) for place, number in enumerate(numbers)}


def printed(*numbers: int, **before: set[str]) -> list[str]:
    """How counts are printed, the areas with the fewest homes first."""
    counted = column(*numbers)
    cells = protected(counted, list(counted), **before)
    return [said(cells[code]) for code in counted]


def said(cell: Cell) -> str:
    return str(cell.number) if cell.mark is Mark.NUMBER else {Mark.FEW: "<5", Mark.KEPT_BACK: "x", Mark.MISSING: "-"}[
        cell.mark
    ]  # fmt: skip


def worlds(cells: Mapping[str, Cell], total: int, *, knows_the_rules: bool) -> Iterator[dict[str, int]]:
    """All that the counts may be for who knows what is printed and the sum. knows_the_rules: what is kept back too."""
    told_apart = knows_the_rules and any(cell.mark not in {Mark.KEPT_BACK, Mark.MISSING} for cell in cells.values())
    may_be = {
        Mark.FEW: range(1, 5),
        Mark.KEPT_BACK: [n for n in range(total + 1) if not told_apart or n == 0 or n >= 5],
    }
    choices = [may_be[cell.mark] if cell.number is None else [cell.number] for cell in cells.values()]
    for values in product(*choices):
        if sum(values) == total:
            yield dict(zip(cells, values, strict=True))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((0, 7, 12), ["0", "7", "12"]),
        # one few: the sum would tell it, and 0 or 5 beside it leave too little open
        ((3, 0, 12, 20), ["<5", "x", "x", "20"]),
        ((3, 12, 20), ["<5", "x", "20"]),
        # two few whose sum is 2, or 8, can only be 1 and 1, or 4 and 4
        ((1, 1, 9, 30), ["<5", "<5", "x", "30"]),
        ((4, 4, 9, 30), ["<5", "<5", "x", "30"]),
        # many few hide each other
        ((2, 3, 1, 4, 2, 0, 9), ["<5", "<5", "<5", "<5", "<5", "0", "9"]),
        # where all of them together are few, nothing helps but to tell of no area
        ((2, 0, 0), ["x", "x", "x"]),
        ((0, 0, 0), ["0", "0", "0"]),
    ],
)
def test_what_would_tell_a_few_is_kept_back_too(numbers: tuple[int, ...], expected: list[str]) -> None:
    assert printed(*numbers) == expected


@pytest.mark.parametrize(("number", "said_as"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5")])
def test_one_to_four_are_a_few(number: int, said_as: str) -> None:
    assert said(alone(Counted(number))) == said_as


@pytest.mark.parametrize("knows_the_rules", [False, True])
@given(numbers=COUNTS)
def test_no_kept_back_count_is_told_by_the_others_and_the_sum(numbers: list[int], knows_the_rules: bool) -> None:
    counted = column(*numbers)
    cells = protected(counted, list(counted))
    possible = list(worlds(cells, sum(numbers), knows_the_rules=knows_the_rules))
    assert {code: one.number for code, one in counted.items()} in possible
    for code, cell in cells.items():
        found = {world[code] for world in possible}
        if cell.mark is Mark.FEW:
            assert found == {1, 2, 3, 4}
        elif cell.mark is Mark.KEPT_BACK:
            assert len(found) > 1
        else:
            assert counted[code].number not in range(1, 5)


@given(numbers=COUNTS)
def test_who_knows_how_areas_are_chosen_learns_no_few_either(numbers: list[int]) -> None:
    counted = column(*numbers)
    cells = protected(counted, list(counted))
    alike = [
        world
        for world in worlds(cells, sum(numbers), knows_the_rules=True)
        if protected(column(*world.values()), list(counted)) == cells
    ]
    for code, cell in cells.items():
        if cell.mark is Mark.FEW:
            assert len({world[code] for world in alike}) > 1


@given(numbers=COUNTS, held=st.integers(0, 4), rest=st.integers(1, 30))
def test_what_the_source_keeps_back_is_not_told_by_the_sum(numbers: list[int], held: int, rest: int) -> None:
    counted = {**column(*numbers), f"R{held % len(numbers)}": Counted(None, is_held_back=True)}
    cells = protected(counted, list(counted))
    own = f"R{held % len(numbers)}"
    assert cells[own].mark is Mark.KEPT_BACK
    total = rest + sum(one.number or 0 for one in counted.values())
    possible = list(worlds(cells, total, knows_the_rules=False))
    for code, cell in cells.items():
        if cell.mark in HIDDEN:
            assert len({world[code] for world in possible}) > 1


@given(numbers=COUNTS)
def test_what_nobody_counted_hides_nobody(numbers: list[int]) -> None:
    counted = column(*numbers)
    with_missing = protected({**counted, "M": Counted(None)}, [*counted, "M"])
    assert with_missing == {**protected(counted, list(counted)), "M": Cell(Mark.MISSING)}


def test_that_an_area_more_is_kept_back_tells_nothing_of_those_before() -> None:
    # the 5 would be kept back beside three few whose sum is 3, and not beside such whose sum is 8
    assert printed(5, 1, 1, 1) == ["x", "x", "x", "x"]


def test_what_was_kept_back_once_stays_so_and_what_was_printed_hides_no_other() -> None:
    assert printed(3, 12, 20) == ["<5", "x", "20"]
    assert printed(8, 12, 20, kept_back_before={"R0", "R1"}) == ["x", "x", "20"]
    assert printed(3, 12, 20, printed_before={"R1"}) == ["<5", "12", "x"]
    assert printed(3, 12, 20, kept_back_before={"R2"}, printed_before=set()) == ["<5", "12", "x"]


def test_an_area_without_others_beside_it_has_nobody_to_be_told_by() -> None:
    assert printed(3) == ["<5"]
