"""The map's layers in an address: order and opacity come back as they were, damage is passed over and said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.layerstack import USUAL, Layer, Placed, Stack, read, write
from dashboard.view import Address, parse
from geodata.model import View


@st.composite
def stacks(draw: st.DrawFn) -> Stack:
    layers = draw(st.lists(st.sampled_from([one for one in Layer if one is not Layer.TILES]), unique=True))
    placed = [Placed(layer, draw(st.integers(0, 100))) for layer in layers]
    lowest = [Placed(Layer.TILES, draw(st.integers(0, 100)))] if draw(st.booleans()) else []
    return (*placed, *lowest)


@given(stacks())
def test_a_stack_comes_back_from_its_address(stack: Stack) -> None:
    query = Address(View(municipality="0880"), layers=stack).query()
    address, ignored = parse(query, "0880")
    assert (address.layers, ignored) == (stack, ())
    assert address.query() == query


def test_the_usual_layers_need_no_word_and_none_at_all_have_one() -> None:
    assert write(USUAL) is None
    assert write(()) == "none"
    assert read("none") == ((), True)
    assert "lager" not in Address(View(municipality="0880")).query()


def test_an_address_is_topmost_first_with_opacity_where_it_is_not_whole() -> None:
    stack = (Placed(Layer.EVIDENCE), Placed(Layer.HOTSPOTS, 60), Placed(Layer.AREAS))
    assert Address(View(municipality="0880"), layers=stack).query() == "kommun=0880&lager=evidence,hotspots:60,areas"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("pins,evidence", "evidence"),
        ("evidence,areas:140", "evidence"),
        ("evidence:20,evidence:60", "evidence:20"),
        ("areas:-1,evidence", "evidence"),
        ("EVIDENCE,areas:5", "areas:5"),
        ("evidence:1e2,areas", "areas"),
        ("pins", None),
        (",", None),
    ],
)
def test_what_is_not_understood_is_passed_over_and_named(text: str, kept: str | None) -> None:
    address, ignored = parse(f"lager={text}", "0880")
    assert write(address.layers) == kept
    assert ignored == ("lager",)


def test_the_background_is_lowest_wherever_an_address_puts_it() -> None:
    assert write(read("tiles:40,areas")[0]) == "areas,tiles:40"
