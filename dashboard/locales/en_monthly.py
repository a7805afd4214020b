"""English words for the lägesbild of each month."""

from __future__ import annotations

MONTHLY: dict[str, str] = {
    "sit.monthly_title": "Each month",
    "sit.monthly": "Freeze on the first of the month",
    "sit.monthly_off": "No",
    "sit.monthly_for": "Yes, for: {audience}",
    "sit.monthly_save": "Save the choice",
    "sit.monthly_none": "No situation report is to be frozen each month.",
    "sit.monthly_due": "The situation report of {month} is to be frozen now.",
    "sit.monthly_freeze": "Freeze this month's situation report",
    "sit.monthly_frozen": "This month's situation report is frozen",
    "sit.monthly_next": "The next is to be frozen on {day}.",
    "sit.monthly_missed": "Never frozen: {months}. This is not made up for afterwards.",
    "sit.monthly_how": (
        "Somebody presses here, or whoever runs the server runs lofteskartan "
        "lagesbild due every day. It becomes a draft to be approved."
    ),
    "sit.monthly_name": "Situation report {month}",
    "sit.monthly_already": "This month's situation report is frozen already.",
    "sit.monthly_saved": "A situation report is to be frozen on the first of each month.",
    "sit.monthly_stopped": "No situation report is frozen each month any more.",
}
