"""Swedish words for the selection: charts that are chosen in, tools on the map, chips, undo."""

from __future__ import annotations

SELECT: dict[str, str] = {
    "filter.light": "Ljus",
    "filter.light.dark": "Mörkt",
    "filter.light.light": "Ljust",
    "filter.light.all": "Alla",
    "filter.light_means": "Mörkt: solen mer än 6 grader under horisonten på platsen.",
    # undo
    "select.history": "Förra och nästa urval",
    "select.undo": "Förra urvalet (Ctrl+Z)",
    "select.redo": "Nästa urval (Ctrl+Skift+Z)",
    # chips
    "chips.label": "Det som är valt",
    "chips.from": "från {day}",
    "chips.until": "till {day}",
    "chips.hours": "kl. {first}–{last}",
    "chips.status": "Status",
    "chips.source": "Källa",
    "chips.within": "Ritad yta",
    "chips.more": "{names} och {n} till",
    "chips.remove": "Ta bort {name}",
    "chips.clear": "Rensa allt",
    "nothing.weekdays": "Veckodag",
    "limits.status": "status {name}",
    "limits.source": "källa {name}",
    # charts
    "charts.title": "Diagram",
    "charts.means": "Välj direkt i diagrammen. Ett val till på samma ställe tar bort det.",
    "charts.week": "Veckodag och timme",
    "charts.week_keys": (
        "Dra över dagar och timmar; förbi kanten går över midnatt. Med tangenter: pilar, Skift och pilar, Enter. "
        "Delete tar bort valet."
    ),
    "charts.cell": "{day} kl. {first}–{last}: {n}",
    "charts.cells": "{days} kl. {first}–{last}: {n} underlag",
    "charts.day": "Bara {day}",
}
