"""Where and when something was done: a period's actions with their areas and places, and what was logged of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shapely.geometry.base import BaseGeometry

from geodata.chain import ActionLine
from geodata.model import Activity, Area, Place, Position

__all__ = ["ActionWhere", "ActionsWhere", "actions_where"]


@dataclass(frozen=True, slots=True)
class ActionWhere:
    """An action of the period.

    until: its last day, None until further notice.  runs: today.  done: times in the period.  areas: codes of outlines.
    places: positions, WGS84; both also of what was logged there in the period.
    """

    line: ActionLine
    until: date | None
    runs: bool
    done: int
    areas: tuple[str, ...]
    places: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class ActionsWhere:
    """Those that can be drawn, by title.

    everywhere: number of those for the whole municipality.  unplaced: of those whose places nobody has located.
    """

    actions: tuple[ActionWhere, ...]
    outlines: Mapping[str, BaseGeometry]
    everywhere: int
    unplaced: int


def actions_where(
    lines: Iterable[ActionLine],
    log: Mapping[UUID, Mapping[UUID, Activity]],
    places: Mapping[UUID, Place],
    areas: Sequence[Area],
    *,
    since: date | None = None,
    until: date | None = None,
    today: date,
) -> ActionsWhere:
    """The actions that ran on a day of the period, both days included; None for no limit.

    log: activities by action and id; those after today are plans and do not count.
    """
    outlines = {area.code: area.outline for area in areas}
    shown: list[ActionWhere] = []
    used: set[str] = set()
    everywhere = unplaced = 0
    for line in sorted(lines, key=lambda one: (one.action.title, str(one.action.id))):
        action = line.action
        ends = line.ended_on or action.ends_on
        if (until and action.starts_on > until) or (since and ends and ends < since):
            continue
        done = [
            activity
            for activity in log.get(action.id, {}).values()
            if activity.done_on <= today
            and (since is None or activity.done_on >= since)
            and (until is None or activity.done_on <= until)
        ]
        codes = {*action.area_codes, *(one.area_code for one in done if one.area_code)}
        named = {*action.place_ids, *(one.place_id for one in done if one.place_id)}
        drawn = tuple(sorted(code for code in codes if code in outlines))
        located = {place.position for one in named if (place := places.get(one)) and place.position}
        if not drawn and not located:
            everywhere += not (codes or named)
            unplaced += bool(codes or named)
            continue
        used.update(drawn)
        shown.append(
            ActionWhere(
                line=line,
                until=ends,
                runs=action.starts_on <= today and (ends is None or today <= ends),
                done=len(done),
                areas=drawn,
                places=tuple(sorted(located, key=lambda at: (at.lon, at.lat))),
            )
        )
    return ActionsWhere(tuple(shown), {code: outlines[code] for code in sorted(used)}, everywhere, unplaced)
