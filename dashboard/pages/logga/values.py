"""An activity as the texts of its form, and back: what cannot be read is told at its field, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import ValidationError

from dashboard.forms.faults import Fault, Faults, faults_of
from geodata.logbook import sheet_of, suggested
from geodata.model import LOCAL_TIME, Action, Activity, Counted, Measure

Values = dict[str, str | list[str]]
"""What stands in the form, by the field's name: "done_on", "from", "number-shifts", "partner_ids"."""

SEVERAL = ("partner_ids", "themes", "substances")
SINGLE = ("place_id", "party_id", "initiated_by", "contact_outcome", "focus", "channel", "note")
NUMBER = "number-"
_WHOLE = re.compile(r"^\d{1,9}$")
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})(?::\d{2})?$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a form says: an activity, or what is wrong with it."""

    activity: Activity | None
    faults: Faults


def number_name(measure: Measure) -> str:
    """The name of a number's field."""
    return f"{NUMBER}{measure.value}"


def empty_values(action: Action, today: date) -> Values:
    """A log before anything is written: today, and one shift where shifts are counted."""
    begun = suggested(action)
    return _values(action, {measure: str(number) for measure, number in begun.items()}, {"done_on": today.isoformat()})


def to_values(action: Action, activity: Activity, *, on: date | None = None) -> Values:
    """The texts of an activity. on: another day than its own, as when the last one is repeated."""
    said: dict[str, str | list[str]] = {"done_on": (on or activity.done_on).isoformat()}
    for name, instant in (("from", activity.started_at), ("to", activity.ended_at)):
        said[name] = f"{instant.astimezone(LOCAL_TIME):%H:%M}" if instant else ""
    for name in SINGLE:
        value = getattr(activity, name)
        said[name] = "" if value is None else str(value)
    for name in SEVERAL:
        said[name] = [str(one) for one in getattr(activity, name)]
    if on is not None:
        said["note"] = ""  # what was noted then is not what is noted now
    stated = {one.measure: str(activity.amount(one.measure)) for one in activity.numbers if one.dwelling_type is None}
    return _values(action, stated, said)


def measures_of(action: Action, values: Mapping[str, Any]) -> tuple[Measure, ...]:
    """The numbers that are asked for: the sheet's, and those that stand in the form already."""
    asked = sheet_of(action).measures
    held = (measure for measure in Measure if measure not in asked and values.get(number_name(measure)))
    return (*asked, *held)


def _values(action: Action, stated: Mapping[Measure, str], said: Mapping[str, str | list[str]]) -> Values:
    numbers = {number_name(measure): stated.get(measure, "") for measure in (*sheet_of(action).measures, *stated)}
    blank: Values = {"done_on": "", "from": "", "to": "", **dict.fromkeys(SINGLE, "")}
    return {**blank, **{name: [] for name in SEVERAL}, **numbers, **said}


def parse(values: Mapping[str, Any], base: Mapping[str, Any], *, today: date) -> Parsed:
    """The activity that a form says. base: what the form does not show, as JSON has it: id, action, origin, area."""
    faults: Faults = {}
    day = _day(values, today, faults)
    started, ended = _hours(values, day, faults)
    content: dict[str, Any] = {
        **base,
        "done_on": day,
        "started_at": started,
        "ended_at": ended,
        "numbers": _numbers(values, base, faults),
        **{name: _text(values, name) or None for name in SINGLE},
        **{name: _several(values, name) for name in SEVERAL},
    }
    if faults:
        return Parsed(None, faults)
    try:
        return Parsed(Activity.model_validate(content, strict=False), {})
    except ValidationError as error:
        return Parsed(None, faults_of(error.errors(include_url=False), {}))


def _day(values: Mapping[str, Any], today: date, faults: Faults) -> date | None:
    text = _text(values, "done_on")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        faults["done_on"] = Fault("not_a_day", {"written": text[:40]}) if text else Fault("missing")
        return None
    if day > today:
        faults["done_on"] = Fault("ahead", {"today": today})
    return day


def _hours(values: Mapping[str, Any], day: date | None, faults: Faults) -> tuple[datetime | None, datetime | None]:
    """A shift that ends before it begins has gone past midnight."""
    found: dict[str, time | None] = {}
    for name in ("from", "to"):
        text = _text(values, name)
        match = _CLOCK.match(text)
        hour, minute = (int(match[1]), int(match[2])) if match else (99, 0)
        if text and (hour > 23 or minute > 59):
            faults[name] = Fault("not_a_time", {"written": text[:40]})
        found[name] = time(hour, minute) if hour <= 23 and minute <= 59 else None
    begins, ends = found["from"], found["to"]
    if day is None:
        return None, None
    if ends is not None and begins is None and "from" not in faults:
        faults["from"] = Fault("missing")
    started = datetime.combine(day, begins, LOCAL_TIME) if begins else None
    after = day + timedelta(days=1) if begins and ends and ends <= begins else day
    return started, datetime.combine(after, ends, LOCAL_TIME) if ends else None


def _numbers(values: Mapping[str, Any], base: Mapping[str, Any], faults: Faults) -> list[Counted]:
    """The numbers of the form, and those of one dwelling type, which no form shows, as they stand."""
    found = [Counted.model_validate(one, strict=False) for one in base.get("numbers") or () if one.get("dwelling_type")]
    for measure in Measure:
        name = number_name(measure)
        text = _text(values, name).translate({ord(" "): None, ord("\u00a0"): None})
        if not text:
            continue
        if _WHOLE.match(text):
            found.append(Counted(measure=measure, number=int(text)))
        else:
            faults[name] = Fault("not_whole", {"written": text[:40]})
    return found


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _several(values: Mapping[str, Any], name: str) -> list[str]:
    value = values.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
