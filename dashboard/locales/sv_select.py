"""Swedish words for the selection: charts that are chosen in, tools on the map, chips, undo."""

from __future__ import annotations

SELECT: dict[str, str] = {
    "filter.light": "Ljus",
    "filter.light.dark": "Mörkt",
    "filter.light.light": "Ljust",
    "filter.light.all": "Alla",
    "filter.light_means": "Mörkt: solen mer än 6 grader under horisonten på platsen.",
}
