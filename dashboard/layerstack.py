"""The map's layers as an address keeps them: which are shown, what lies over what, how much each lets through.

"evidence,hotspots:60,areas" is topmost first, opacity in percent where it is not 100; the browser reads and writes the
same in assets/src/map/stack.ts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """What the map can show and hide, in the usual order: topmost first."""

    HOTSPOTS = "hotspots"
    FINDINGS = "findings"
    CLUSTERS = "clusters"
    POLICE = "police"
    ACTIONS = "actions"
    PLACES = "places"
    EVIDENCE = "evidence"
    DENSITY = "density"
    AREAS = "areas"
    TILES = "tiles"


@dataclass(frozen=True, slots=True)
class Placed:
    """A shown layer. opacity: percent, 0-100."""

    layer: Layer
    opacity: int = 100

    def __str__(self) -> str:
        """As an address has it."""
        return self.layer.value if self.opacity == 100 else f"{self.layer.value}:{self.opacity}"


Stack = tuple[Placed, ...]
"""Shown layers, topmost first; what is not there is hidden. The background is always the lowest."""

USUAL: Stack = tuple(map(Placed, (Layer.HOTSPOTS, Layer.PLACES, Layer.EVIDENCE, Layer.AREAS, Layer.TILES)))
_NONE = "none"
_WRITTEN = re.compile(r"([a-z]+)(?::([0-9]{1,3}))?")


def write(stack: Stack) -> str | None:
    """The stack as an address has it; None for the usual one."""
    return None if _lowest_last(stack) == USUAL else ",".join(map(str, _lowest_last(stack))) or _NONE


def read(text: str) -> tuple[Stack, bool]:
    """The stack of an address, and whether all of it could be understood.

    What could not is passed over: an unknown name, an opacity above 100, a layer named again. Where nothing is left the
    layers are the usual ones.
    """
    if text == _NONE:
        return (), True
    found: list[Placed] = []
    parts = text.split(",")
    for part in parts:
        match = _WRITTEN.fullmatch(part)
        layer = next((one for one in Layer if match and one.value == match[1]), None)
        opacity = int(match[2]) if match and match[2] else 100
        if layer is not None and opacity <= 100 and all(placed.layer is not layer for placed in found):
            found.append(Placed(layer, opacity))
    return (_lowest_last(tuple(found)) if found else USUAL), len(found) == len(parts)


def _lowest_last(stack: Stack) -> Stack:
    return tuple(sorted(stack, key=lambda placed: placed.layer is Layer.TILES))
