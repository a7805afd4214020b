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
    # tools on the map
    "tools.label": "Choose on the map",
    "tools.rectangle": "Choose by rectangle (R)",
    "tools.rectangle_hint": "Drag a rectangle on the map. Esc cancels.",
    "tools.lasso": "Choose by free line (L)",
    "tools.lasso_hint": "Draw a line round what you want to choose. Esc cancels.",
    "tools.area": "Choose areas (O)",
    "tools.area_hint": "Click an area. Ctrl or Shift adds one. Esc ends.",
    "tools.window": "Choose what the map shows",
    "tools.window_not": "The simpler picture always shows everything.",
    # keys
    "help.key_draw": "choose by rectangle, free line or area while the map has the focus",
    "help.key_undo": "previous and next selection",
    # charts
    "charts.title": "Charts",
    "charts.means": "Choose in the charts themselves. Choosing the same again takes it away.",
    "charts.week": "Weekday and hour",
    "charts.week_keys": (
        "Drag across days and hours; past the edge goes over midnight. By keys: arrows, Shift and arrows, Enter. "
        "Delete takes the choice away."
    ),
    "charts.months": "Period: arrows choose a month, Shift and arrows several, Enter confirms, Delete clears",
    "charts.months_told": "{period}: {n} reports and findings",
    "charts.cell": "{day} {first}–{last}: {n}",
    "charts.cells": "{days} {first}–{last}: {n} reports and findings",
    "charts.day": "Only {day}",
}
