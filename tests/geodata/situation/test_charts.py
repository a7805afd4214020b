"""A lägesbild's charts hold frozen figures and nothing else, in an order that can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.demo.situations import FROZEN, kept_file
from geodata.situation.charts import by_category, by_rate, done_of_target, highest, ticks
from geodata.situation.content import Content, figures
from geodata.situation.writing import read


def content(code: str = "0880", day: date = date(2017, 5, 1)) -> Content:
    return read(kept_file(code, day).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("code", "day"), FROZEN)
def test_every_bar_is_a_figure_of_the_content(code: str, day: date) -> None:
    of = content(code, day)
    known = {figure.key: figure for figure in figures(of)}
    drawn = [*figures(by_category(of)), *figures(by_rate(of))]
    drawn += [figure for one in done_of_target(of) for action in one.actions for figure in (action.done, action.target)]
    assert len(drawn) > 40
    assert all(known[figure.key] == figure for figure in drawn)


def test_the_most_stands_first_and_what_has_no_number_is_left_to_the_table() -> None:
    of = content()
    now = [one.now.value or 0 for one in by_category(of)]
    assert now == sorted(now, reverse=True)
    rates = [one.rate.value or 0 for one in by_rate(of)]
    assert rates == sorted(rates, reverse=True)
    without = replace(of.areas[0], rate=replace(of.areas[0].rate, value=None, why="suppressed"))
    assert without.code not in {one.code for one in by_rate(replace(of, areas=(without, *of.areas[1:])))}
    assert len(by_rate(replace(of, areas=(without, *of.areas[1:])))) == len(rates) - 1


def test_an_action_stands_once_also_where_two_promises_hold_it() -> None:
    of = content()
    whole = done_of_target(of)
    first = next(one for one in of.promises if one.actions)
    twice = replace(of, promises=(*of.promises, replace(first, number=99)))
    assert [a.id for one in done_of_target(twice) for a in one.actions] == [a.id for one in whole for a in one.actions]
    nobody = done_of_target(replace(of, promises=()))
    assert [one.promise for one in nobody] == [None]
    assert {a.id for one in nobody for a in one.actions} == {a.id for one in whole for a in one.actions}


def test_of_nothing_there_is_no_chart() -> None:
    empty = replace(content(), evidence=(), areas=(), promises=(), actions=())
    assert (by_category(empty), by_rate(empty), done_of_target(empty), highest(())) == ((), (), (), 0.0)


@given(st.floats(min_value=1e-3, max_value=1e7))
def test_ticks_reach_the_highest_in_few_round_steps(value: float) -> None:
    found = ticks(value)
    assert found[0] == 0
    assert found[-1] >= value * (1 - 1e-9)
    assert found[-2] < value
    assert len(found) <= 8
    assert list(found) == sorted(found)
