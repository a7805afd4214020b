"""English words for setting a place out on the map from its form."""

from __future__ import annotations

LOCATE: dict[str, str] = {
    "locate.open": "Set out on the map",
    "locate.how": (
        "Drag the map until the cross stands on the place, click, or move with the arrow keys. "
        "Coordinates can also be written above."
    ),
    "locate.no_map": "The map cannot be shown in this browser. Write the coordinates above.",
    "locate.map": "Map on which the place is set out",
}
