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
    # tools on the map
    "tools.label": "Välj på kartan",
    "tools.rectangle": "Välj med rektangel (R)",
    "tools.rectangle_hint": "Dra en rektangel på kartan. Esc avbryter.",
    "tools.lasso": "Välj med fri linje (L)",
    "tools.lasso_hint": "Dra en linje runt det du vill välja. Esc avbryter.",
    "tools.area": "Välj områden (O)",
    "tools.area_hint": "Klicka på ett område. Ctrl eller Skift lägger till. Esc avslutar.",
    "tools.window": "Välj det kartan visar",
    "tools.window_not": "Den enklare bilden visar alltid allt.",
    # keys
    "help.key_draw": "välj med rektangel, fri linje eller område när kartan har fokus",
    "help.key_undo": "förra och nästa urval",
    # charts
    "charts.title": "Diagram",
    "charts.means": "Välj direkt i diagrammen. Ett val till på samma ställe tar bort det.",
    "charts.week": "Veckodag och timme",
    "charts.week_keys": (
        "Dra över dagar och timmar; förbi kanten går över midnatt. Med tangenter: pilar, Skift och pilar, Enter. "
        "Delete tar bort valet."
    ),
    "charts.months": "Period: pilarna väljer månad, Skift och pilar flera, Enter bekräftar, Delete tar bort",
    "charts.months_told": "{period}: {n} underlag",
    "charts.cell": "{day} kl. {first}–{last}: {n}",
    "charts.cells": "{days} kl. {first}–{last}: {n} underlag",
    "charts.day": "Bara {day}",
}
