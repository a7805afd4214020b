"""A newsletter's content made of what the casebook tells on a day. Pure.

RULE 1: the areas are those of one division, RegSO or larger, that share no home; what is printed of a quarter is
decided for all of them at once, so that two newsletters put side by side tell no more than one.
RULE 2: of a few or a kept-back count nothing is worked out: no sum, no change, no share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geodata.chain import ActionLine
from geodata.model import ActionType, Area, AreaKind, Category, Place
from geodata.newsletters.content import (
    SCHEMA,
    ActionPart,
    Content,
    NearRepeatAdvice,
    Quarter,
    Row,
    WhyNoCounts,
)
from geodata.newsletters.suppression import Cell, Counted, Mark, alone, protected
from geodata.studies.burglaries import BurglaryBook
from geodata.studies.near_repeats import NearRepeats

QUARTERS = 5
"""So many are told: the last one stands beside the same one a year before."""
DIVISIONS = (AreaKind.REGSO, AreaKind.DISTRICT)
"""Kinds of areas that are large enough to be told of, the first that there is."""
Printed = Mapping[tuple[str, Quarter], frozenset[Mark]]
"""How the count of an area and a quarter was printed in newsletters that were approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the casebook tells of a municipality on a day.

    area: whom the newsletter is for, None for the whole municipality.  areas, actions, places: as everybody sees them;
    places by their ids.  places_within: those that lie in the area.  printed: of earlier newsletters.
    """

    municipality: str
    name: str
    as_of: date
    area: Area | None
    areas: Sequence[Area]
    book: BurglaryBook
    near: NearRepeats
    actions: Sequence[ActionLine]
    places: Mapping[UUID, Place]
    places_within: Collection[UUID]
    printed: Printed
    made_up: bool


def division(areas: Sequence[Area]) -> tuple[Area, ...]:
    """The areas that a newsletter may tell of, by name: of the first kind of DIVISIONS that there is."""
    for kind in DIVISIONS:
        if found := [area for area in areas if area.area_kind is kind]:
            return tuple(sorted(found, key=lambda area: (area.name, area.code)))
    return ()


def printed_by(contents: Iterable[Content]) -> Printed:
    """How newsletters printed each count."""
    told: dict[tuple[str, Quarter], frozenset[Mark]] = defaultdict(frozenset)
    for content in contents:
        for row in content.rows:
            for quarter, cell in zip(content.quarters, row.cells, strict=True):
                told[row.code or content.municipality, quarter] |= {cell.mark}
    return dict(told)


def content(told: Told) -> Content:
    """The newsletter's content."""
    quarters = _quarters(told)
    months = [month for quarter in quarters for month in quarter.months]
    rows = _rows(told, quarters) if quarters else ()
    named = [row.code or told.municipality for row in rows]
    records = told.book.told_of([*named, *(area.code for area in division(told.areas))], months)
    uncertain = {Quarter.of(record.month) for record in records if record.is_preliminary}
    return Content(
        schema=SCHEMA,
        municipality=told.municipality,
        name=told.name,
        area_code=told.area.code if told.area else None,
        area_name=told.area.name if told.area else told.name,
        as_of=told.as_of,
        quarters=quarters,
        preliminary=tuple(sorted(uncertain)),
        rows=rows,
        why=None if quarters else WhyNoCounts.NO_QUARTER if told.book.months else WhyNoCounts.NONE_THERE,
        advice=_advice(told.near),
        actions=tuple(_action(told, line) for line in told.actions if _is_about(told, line)),
        sources=tuple(sorted({record.provenance.source for record in records})),
        made_up=told.made_up,
    )


def _quarters(told: Told) -> tuple[Quarter, ...]:
    """The last whole quarters that are over and counted."""
    counted: dict[Quarter, set[date]] = defaultdict(set)
    for month in told.book.months:
        counted[Quarter.of(month)].add(month)
    whole = [q for q, months in counted.items() if len(months) == len(q.months) and q.last_day < told.as_of]
    return tuple(sorted(whole)[-QUARTERS:])


def _rows(told: Told, quarters: Sequence[Quarter]) -> tuple[Row, ...]:
    areas = division(told.areas)
    by_quarter = [_column(told, areas, quarter) for quarter in quarters]
    whole = Row(None, told.name, tuple(column[told.municipality] for column in by_quarter))
    chosen = [told.area] if told.area else areas if len(areas) > 1 else []
    return (*(Row(one.code, one.name, tuple(column[one.code] for column in by_quarter)) for one in chosen), whole)


def _column(told: Told, areas: Sequence[Area], quarter: Quarter) -> dict[str, Cell]:
    """A quarter of all areas and of the municipality, as they are printed."""
    marks = {code: found for (code, when), found in told.printed.items() if when == quarter}
    counted = {area.code: _counted(told.book, area.code, quarter) for area in areas}
    # those with the fewest homes first: which they are is known to everybody
    order = [area.code for area in sorted(areas, key=lambda one: (one.dwellings or 0, one.code))]
    column = protected(
        counted,
        order,
        kept_back_before={code for code, found in marks.items() if found & {Mark.FEW, Mark.KEPT_BACK}},
        printed_before={code for code, found in marks.items() if Mark.NUMBER in found},
    )
    column[told.municipality] = alone(_whole(told, counted, quarter))
    return column


def _whole(told: Told, parts: Mapping[str, Counted], quarter: Quarter) -> Counted:
    """The municipality's own count, otherwise that of its areas together."""
    own = _counted(told.book, told.municipality, quarter)
    if own.number is not None or own.is_held_back or not parts:
        return own
    numbers = [part.number for part in parts.values() if part.number is not None]
    if len(numbers) == len(parts):
        return Counted(sum(numbers))
    return Counted(None, any(part.is_held_back for part in parts.values()))


def _counted(book: BurglaryBook, code: str, quarter: Quarter) -> Counted:
    monthly = book.monthly(code)
    numbers = [number for month in quarter.months if (number := monthly.get(month)) is not None]
    if len(numbers) == len(quarter.months):
        return Counted(sum(numbers))
    return Counted(None, any(book.is_held_back(code, month) for month in quarter.months))


def _advice(near: NearRepeats) -> NearRepeatAdvice:
    since, until = near.basis.since, near.basis.until
    if near.why is not None or not near.cells:
        return NearRepeatAdvice(None, None, None, None)
    first = near.cells[0][0]
    if first.stands:
        return NearRepeatAdvice(first.to_m, first.to_days, since, until)
    if near.box is None:
        return NearRepeatAdvice(None, None, since, until)
    return NearRepeatAdvice(round(near.box.distance_m), round(near.box.days), since, until)


def _is_about(told: Told, line: ActionLine) -> bool:
    """Whether an action runs and concerns whom the newsletter is for: burglary, or the area by name."""
    action = line.action
    if line.ended_on is not None or action.starts_on > told.as_of:
        return False
    about_burglary = Category.BURGLARY in action.categories or action.action_type is ActionType.NEIGHBOURHOOD_WATCH
    if told.area is None:
        return about_burglary
    return _is_in(told, line, told.area) or (about_burglary and _is_around(told, line, told.area))


def _is_in(told: Told, line: ActionLine, area: Area) -> bool:
    """Whether an action names the area, one within it, or a place in it."""
    parents = {one.code: one.parent for one in told.areas}
    within = any(area.code in _line_of(code, parents) for code in line.action.area_codes)
    return within or any(place in told.places_within for place in line.action.place_ids)


def _is_around(told: Told, line: ActionLine, area: Area) -> bool:
    """Whether an action is for everywhere, or for an area that this one lies in."""
    parents = {one.code: one.parent for one in told.areas}
    named = {*line.action.area_codes}
    return not (named or line.action.place_ids) or bool(named & {told.municipality, *_line_of(area.code, parents)})


def _line_of(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """An area and those that it lies in."""
    found: list[str] = []
    at: str | None = code
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def _action(told: Told, line: ActionLine) -> ActionPart:
    names = {area.code: area.name for area in told.areas}
    action = line.action
    places = [names[code] for code in action.area_codes if code in names]
    places += [told.places[place].name for place in action.place_ids if place in told.places]
    return ActionPart(
        id=action.id,
        title=action.title,
        places=tuple(dict.fromkeys(places)),
        promises=tuple(promise.title for promise in line.promises),
        parties=tuple(part.party.name for part in line.responsible),
        measure=line.progress.measure,
        done=line.progress.done,
        target=line.progress.target,
        last_done_on=line.progress.last_done_on,
    )
