"""English words for views of the map in a lägesbild."""

from __future__ import annotations

SITUATION_VIEWS: dict[str, str] = {
    "sit.views": "Views of the map",
    "sit.views_why": "Put in by the municipality. Numbers are frozen {day}, as all else; the map shows them live.",
    "sit.views_counted": "{title}: evidence by kind and category",
    "sit.views_spots": "{title}: hotspots of the selection",
    "sit.views_first_spots": "{title}: the first {n} of {all} hotspots of the selection",
    "sit.views_hotspots": "Hotspots of views",
    "sit.views_no_spots": "No hotspots in the selection.",
    "sit.views_live": "The view on the map, as it is now: {address}",
    "sit.views_out": "Take out the view {title}",
    "sit.views_out_done": "The view is taken out, and the rest is frozen anew.",
    "views.report_title": "Put into a situation report",
    "views.report_why": (
        "What the map shows now goes into a draft. Selection, counts and hotspots are frozen, "
        "and the rest of the draft with them."
    ),
    "views.report_none": "There is no draft to put a view into.",
    "views.report_make": "Freeze a situation report",
    "views.report_draft": "Draft",
    "views.report_name": "Title of the view",
    "views.report_do": "Put into the report",
    "views.report_needs_name": "The view needs a title. Nothing is changed.",
    "views.report_gone": "The draft is no longer there, or is approved. Choose another.",
    "views.report_done": "The view “{name}” is now in the report. ",
}
