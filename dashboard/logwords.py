"""What an activity says, in a line: its numbers, where, with whom, about what."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import words
from dashboard.i18n import Translate
from geodata.model import LOCAL_TIME, Activity


def said_of(t: Translate, activity: Activity, names: Mapping[str, str]) -> str:
    """1 pass, 6 vuxna, kl. 21.00-02.00, Larmtorget, med Kalmar City.

    names: of places and parties by id as text, of areas by code.
    """
    parts = [words.amount(t, one.measure, one.number) for one in activity.numbers]
    parts += [_hours(t, activity)] if activity.started_at else []
    parts += [names[str(one)] for one in (activity.place_id, activity.party_id) if str(one) in names]
    parts += [names.get(activity.area_code, activity.area_code)] if activity.area_code else []
    partners = [names[str(one)] for one in activity.partner_ids if str(one) in names]
    parts += [t("log.with", who=t.listing(partners))] if partners else []
    if activity.initiated_by and str(activity.initiated_by) in names:
        parts.append(t("log.initiated", who=names[str(activity.initiated_by)]))
    parts += [t.label(one).lower() for one in (activity.contact_outcome, activity.focus) if one]
    parts += [t.label(one).lower() for one in (*activity.themes, *activity.substances)]
    parts += [one for one in (activity.channel, activity.note) if one]
    return ", ".join(parts)


def _hours(t: Translate, activity: Activity) -> str:
    stop = "." if t("log.clock") == "." else ":"
    times = [
        instant.astimezone(LOCAL_TIME).strftime(f"%H{stop}%M")
        for instant in (activity.started_at, activity.ended_at)
        if instant
    ]
    return t("log.hours", times="\u2013".join(times))
