"""Parts are dealt out on screens in their order, none is lost, and no heading is left alone at a foot."""

from __future__ import annotations

from dash import html
from hypothesis import given
from hypothesis import strategies as st

from dashboard.namnd.packing import ROOM, Block, begun, dealt, packed, parted, text_height

heights = st.lists(st.floats(0.5, 2 * ROOM), max_size=40)


@given(heights)
def test_parts_are_dealt_out_in_order_and_none_is_lost(tall: list[float]) -> None:
    parts = list(range(len(tall)))
    found = dealt(parts, tall)
    assert [one for screen in found for one in screen] == parts
    assert all(screen for screen in found)
    for screen in found:
        assert len(screen) == 1 or sum(tall[one] for one in screen) <= ROOM + 1e-6


@given(heights, st.floats(-10, ROOM), st.lists(st.booleans(), max_size=40))
def test_a_heading_is_never_left_alone_at_a_foot(tall: list[float], left: float, leads: list[bool]) -> None:
    blocks = [
        Block(height, html.P(str(n)), leads=n < len(leads) and leads[n] and n + 1 < len(tall))
        for n, height in enumerate(tall)
    ]
    assert [one for screen in packed(blocks) for one in screen] == blocks
    screens = begun(blocks, left)
    assert [one for screen in screens for one in screen] == blocks
    assert sum(block.height for block in screens[0]) <= max(0.0, left) + 1e-6
    assert not any(screen[-1].leads for screen in (*packed(blocks), *screens) if screen)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.sampled_from(" \n"), max_size=4000)
)
def test_a_long_text_is_cut_between_words_and_none_is_lost(text: str) -> None:
    pieces = parted(text)
    assert " ".join(pieces).split() == text.split()
    words = [word for word in text.split() if text_height(word) > ROOM / 2]
    assert all(text_height(piece) <= ROOM for piece in pieces) or words
