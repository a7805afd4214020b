"""English words for the selection: charts that are chosen in, tools on the map, chips, undo."""

from __future__ import annotations

SELECT: dict[str, str] = {
    "filter.light": "Light",
    "filter.light.dark": "Dark",
    "filter.light.light": "Light",
    "filter.light.all": "All",
    "filter.light_means": "Dark: the sun more than 6 degrees below the horizon at the place.",
}
