"""Numbers of participants in words."""

from __future__ import annotations

from dashboard.i18n import Translate
from geodata.protocols import WalkAttendance


def people(t: Translate, one: WalkAttendance) -> str:
    """How many came; of a walk where nobody counted, how many were planned, and that they were."""
    if one.people is None:
        return t("protocol.people_unknown")
    return t.number(one.people) if one.is_counted else t("protocol.people_planned", n=one.people)
