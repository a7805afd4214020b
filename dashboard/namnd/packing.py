"""How much a screen holds: heights of text as they will be drawn, and parts dealt out on as many screens as needed.

Heights are in hundredths of the screen's height, widths in the same measure: a screen of 16 to 9 is 178 wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from dash.development.base_component import Component

T = TypeVar("T")
ROOM = 71.0
"""Of a screen below its heading."""
WIDE, BESIDE_MAP = 164.0, 96.0
"""Widths of text: over the whole screen, and with a map beside."""
BODY, ROW = 3.0, 2.7
"""Sizes of type: text, and rows of tables."""
_LETTER = 0.53
"""How wide a letter is on average, in sizes of its type; some more than measured."""
_LINE = 1.32
_SHARES = tuple(share / 20 for share in range(19, 7, -1))
"""Of a screen's room, tried to fill all screens alike."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part that stays whole. leads: a heading, which is not left alone at a screen's foot."""

    height: float
    drawn: Component
    leads: bool = False


def text_height(text: str, *, size: float = BODY, wide: float = WIDE) -> float:
    """Of a text with its line breaks."""
    letters = max(1, int(wide / (size * _LETTER)))
    lines = sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))
    return lines * size * _LINE


def packed(blocks: Iterable[Block], room: float = ROOM) -> list[list[Block]]:
    """The blocks on screens, in their order, about as much on each. One that is too high has a screen of its own."""
    chains = list(_chains(blocks))
    screens = dealt(chains, [_height(chain) for chain in chains], room)
    return [[block for chain in screen for block in chain] for screen in screens]


def begun(blocks: Iterable[Block], left: float) -> list[list[Block]]:
    """The blocks from a screen on that has only so much room left, which may be too little for any."""
    first: list[Block] = []
    chains = list(_chains(blocks))
    while chains and _height(chains[0]) <= left:
        left -= _height(chains[0])
        first += chains.pop(0)
    return [first, *packed(block for chain in chains for block in chain)]


def dealt(parts: Sequence[T], heights: Sequence[float], room: float = ROOM) -> list[list[T]]:
    """Parts on screens by their heights, on as few as hold them, about as much on each; none where there are none."""
    found = _dealt(parts, heights, room)
    # on no more screens, but none of them nearly empty
    for share in _SHARES:
        tighter = _dealt(parts, heights, room * share)
        if len(tighter) > len(found):
            break
        found = tighter
    return found


def _dealt(parts: Sequence[T], heights: Sequence[float], room: float) -> list[list[T]]:
    found: list[list[T]] = []
    left = 0.0
    for one, height in zip(parts, heights, strict=True):
        if not found or height > left:
            found.append([])
            left = room
        found[-1].append(one)
        left -= height
    return found


def _height(blocks: Iterable[Block]) -> float:
    return sum(block.height for block in blocks)


def _chains(blocks: Iterable[Block]) -> Iterable[Sequence[Block]]:
    """Headings together with what follows them."""
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if not block.leads:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def parted(text: str, *, size: float = BODY, wide: float = WIDE, room: float = ROOM) -> list[str]:
    """A text's paragraphs, those that are too long for half a screen cut between words: no text is lost."""
    letters = max(1, int(wide / (size * _LETTER)) * int(room / 2 / (size * _LINE)))
    found: list[str] = []
    for paragraph in (one.strip() for one in text.splitlines() if one.strip()):
        piece = ""
        for word in paragraph.split(" "):
            if piece and len(piece) + 1 + len(word) > letters:
                found.append(piece)
                piece = word
            else:
                piece = f"{piece} {word}" if piece else word
        found.append(piece)
    return found
