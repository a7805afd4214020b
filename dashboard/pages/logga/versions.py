"""Two corrections of the same activity: what they say differently, in the words and fields of the log's own form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dashboard import words
from dashboard.forms.clash import Voice
from dashboard.forms.merge import Difference, Side, chosen, differing
from dashboard.i18n import Translate
from dashboard.pages.logga.drawn import CHOICES
from dashboard.pages.logga.values import NUMBER, SEVERAL, Values, to_values
from geodata.model import Action, Activity, Counted, Measure, Tier

_AREA, _TIER, _HOMES = "area_code", "tier", "homes"
"""What no form shows, and an import or another program may have changed."""
_WORDED: Mapping[str, type[StrEnum]] = {**CHOICES, _TIER: Tier}


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of choosing. values: as the form has them.  own: what no form shows, as JSON has it.

    unchosen: fields that both changed and nobody has chosen for yet.
    """

    values: Values
    own: dict[str, Any]
    unchosen: tuple[str, ...]


def differences(action: Action, base: Activity, theirs: Activity, mine: Activity) -> tuple[Difference, ...]:
    """What two corrections of a base say differently, field by field, each number by itself."""
    told = [_told(action, one) for one in (base, theirs, mine)]
    return differing(told[0], told[1], told[2], list(told[1]))


def merge(
    action: Action, theirs: Activity, mine: Activity, found: Sequence[Difference], choice: Mapping[str, Side]
) -> Merged:
    """Their version with what was chosen from mine."""
    told, unchosen = chosen(_told(action, theirs), _told(action, mine), found, choice)
    own = json.loads(theirs.model_dump_json())
    own |= {_AREA: told.pop(_AREA), _TIER: told.pop(_TIER), "numbers": told.pop(_HOMES)}
    return Merged({name: value if value is not None else "" for name, value in told.items()}, own, unchosen)


def _told(action: Action, activity: Activity) -> dict[str, Any]:
    content = json.loads(activity.model_dump_json())
    homes = [one for one in content["numbers"] if one["dwelling_type"]]
    return {**to_values(action, activity), _AREA: activity.area_code, _TIER: activity.tier.value, _HOMES: homes}


def voice(t: Translate, names: Mapping[str, str]) -> Voice:
    """How the fields of the log speak. names: of places and parties by id as text, of areas by code."""
    return Voice(lambda name: _label(t, name), lambda name, value: _said(t, name, value, names))


def _label(t: Translate, name: str) -> str:
    if name.startswith(NUMBER):
        return t.label(Measure(name.removeprefix(NUMBER)))
    if name in {_AREA, _TIER, _HOMES}:
        return t(f"log.unshown.{name}")
    return t("record.day") if name == "done_on" else t(f"log.field.{name}")


def _said(t: Translate, name: str, value: Any, names: Mapping[str, str]) -> list[str]:
    if value in (None, "", []):
        return [t("form.not_stated")]
    if name == _HOMES:
        return [_homes(t, Counted.model_validate(one, strict=False)) for one in value]
    return [_one(t, name, one, names) for one in (value if name in SEVERAL else [value])]


def _one(t: Translate, name: str, value: str, names: Mapping[str, str]) -> str:
    if name == "done_on":
        return t.day(date.fromisoformat(value))
    if name.startswith(NUMBER):
        return t.number(int(value))
    if name in _WORDED:
        return t.label(_WORDED[name](value))
    return names.get(value, t("form.gone") if name.endswith(("_id", "_ids", "_by")) else value)


def _homes(t: Translate, one: Counted) -> str:
    home = f" ({t.label(one.dwelling_type)})" if one.dwelling_type else ""
    return words.amount(t, one.measure, one.number) + home
