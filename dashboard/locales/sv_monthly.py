"""Swedish words for the lägesbild of each month."""

from __future__ import annotations

MONTHLY: dict[str, str] = {
    "sit.monthly_title": "Varje månad",
    "sit.monthly": "Frys den första i månaden",
    "sit.monthly_off": "Nej",
    "sit.monthly_for": "Ja, för: {audience}",
    "sit.monthly_save": "Spara valet",
    "sit.monthly_none": "Ingen lägesbild är vald att frysas varje månad.",
    "sit.monthly_due": "Lägesbilden för {month} ska frysas nu.",
    "sit.monthly_freeze": "Frys månadens lägesbild",
    "sit.monthly_frozen": "Månadens lägesbild är fryst",
    "sit.monthly_next": "Nästa ska frysas {day}.",
    "sit.monthly_missed": "Frystes aldrig: {months}. Det görs inte i efterhand.",
    "sit.monthly_how": (
        "Någon trycker här, eller så kör driften lofteskartan lagesbild "
        "due varje dag. Den blir ett utkast som ska godkännas."
    ),
    "sit.monthly_name": "Lägesbild {month}",
    "sit.monthly_already": "Månadens lägesbild är redan fryst.",
    "sit.monthly_saved": "En lägesbild ska frysas den första i varje månad.",
    "sit.monthly_stopped": "Ingen lägesbild fryses varje månad längre.",
}
