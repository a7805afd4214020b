"""A handout before it is a file: what stands on its map and in its list, in words that are chosen already.

The file says the same in a popup and in the list, for both are made of one Entry. A figure inside a text is marked
with its key, so that whoever draws the text can tell which words are a number, and which number it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from geodata.chain import NodeState
from geodata.paper import Block
from geodata.situation.content import Ring

_OPEN, _SAYS, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(f"{_OPEN}([^{_OPEN}{_SAYS}{_CLOSE}]*){_SAYS}([^{_OPEN}{_SAYS}{_CLOSE}]*){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. key: of the figure that they say, "" where they say none."""

    text: str
    key: str = ""


def marked(key: str, said: str) -> str:
    """A figure as it stands inside a text."""
    return f"{_OPEN}{key}{_SAYS}{said}{_CLOSE}"


def pieces(text: str, readings: Mapping[str, str]) -> Iterator[Piece]:
    """A text's words and figures in turn. readings: what each figure says, by its key.

    A text of the data may hold such marks too: what is no figure's own reading is words like any other.
    """
    at = 0
    for found in _MARK.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()])
        key, said = found.groups()
        yield Piece(said, key if readings.get(key) == said else "")
        at = found.end()
    if at < len(text):
        yield Piece(text[at:])


class Layer(StrEnum):
    """What can be shown and hidden, the lowest first."""

    AREAS = "areas"
    DOTS = "dots"
    PLACES = "places"
    SPOTS = "spots"


@dataclass(frozen=True, slots=True)
class Node:
    """A link of the chain. step: its name.  word: beside the sign of one that is missing or late."""

    step: str
    state: NodeState
    lines: tuple[str, ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on the map. id: its name in the file.  kind: the small line above its title.  lines: below it.

    missing: what the chain lacks.  at: (lon, lat).  sign: what its mark on the map shows.  trend: of a hotspot, for
    its look.  state: of the whole.  shade: 0 (none) to 5 (the most), of an area.
    """

    id: str
    layer: Layer
    title: str
    kind: str
    lines: tuple[str, ...]
    nodes: tuple[Node, ...] = ()
    missing: tuple[str, ...] = ()
    at: tuple[float, float] | None = None
    outline: tuple[tuple[Ring, ...], ...] = ()
    sign: str = ""
    trend: str = ""
    state: NodeState = NodeState.HOLDS
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Dots:
    """Single rows.

    looks: word and colour of each category.  kinds, months: words.  rows: lon, lat, and an index in each of the three.
    """

    looks: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    months: tuple[str, ...]
    rows: tuple[tuple[float, float, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole handout. opening: under the title.  document: what follows the map's own list.

    shown: of tables by their names, the entry of each row.  readings: what each figure says, by its key.  words: of
    the file's own parts, see exports/handout.py.  script, style: the browser's code, which the file takes along.
    """

    language: str
    title: str
    opening: tuple[Block, ...]
    entries: tuple[Entry, ...]
    document: tuple[Block, ...]
    foot: tuple[str, ...]
    readings: Mapping[str, str]
    words: Mapping[str, str]
    script: str
    style: str
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dots: Dots | None = None
