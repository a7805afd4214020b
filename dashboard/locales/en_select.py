"""English words for the selection: charts that are chosen in, tools on the map, chips, undo."""

from __future__ import annotations

SELECT: dict[str, str] = {
    "filter.light": "Light",
    "filter.light.dark": "Dark",
    "filter.light.light": "Light",
    "filter.light.all": "All",
    "filter.light_means": "Dark: the sun more than 6 degrees below the horizon at the place.",
    # undo
    "select.history": "Previous and next selection",
    "select.undo": "Previous selection (Ctrl+Z)",
    "select.redo": "Next selection (Ctrl+Shift+Z)",
    # chips
    "chips.label": "What is chosen",
    "chips.from": "from {day}",
    "chips.until": "until {day}",
    "chips.hours": "{first}–{last}",
    "chips.status": "Status",
    "chips.source": "Source",
    "chips.within": "Drawn area",
    "chips.more": "{names} and {n} more",
    "chips.remove": "Remove {name}",
    "chips.clear": "Clear all",
    "nothing.weekdays": "Weekday",
    "limits.status": "status {name}",
    "limits.source": "source {name}",
    # charts
    "charts.title": "Charts",
    "charts.means": "Choose in the charts themselves. Choosing the same again takes it away.",
    "charts.week": "Weekday and hour",
    "charts.week_keys": (
        "Drag across days and hours; past the edge goes over midnight. By keys: arrows, Shift and arrows, Enter. "
        "Delete takes the choice away."
    ),
    "charts.cell": "{day} {first}–{last}: {n}",
    "charts.cells": "{days} {first}–{last}: {n} reports and findings",
    "charts.day": "Only {day}",
}
