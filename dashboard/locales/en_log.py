"""English words for the log, the meetings, the communication plan and the calendar."""

from __future__ import annotations

LOG: dict[str, str] = {
    "import.activities": "Activities",
}
