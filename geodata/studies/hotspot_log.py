"""What became of hotspots from month to month: born, merged, split, gone. Each keeps its name while it stays itself.

Every month-end is looked at through a window of twelve months, so that a season neither makes a place nor ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geodata.analysis.identity import match
from geodata.studies.basis import Basis

WINDOW_MONTHS = 12


class Event(StrEnum):
    """What can happen to a place between two month-ends."""

    BORN = "born"
    MERGED = "merged"
    SPLIT = "split"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Seen:
    """A hotspot as it stood at a month-end: its outline in SWEREF 99 TM metres, its name there and its rows."""

    outline_m: BaseGeometry
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event. on: last day of the window. name: of the place; others: that it took over, or came apart into.

    count: rows in the place at that month-end; of a place that is gone, at the one before.
    """

    on: date
    event: Event
    name: str
    others: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class HotspotLog:
    """The log, oldest first, of month-ends `first` to `last`.

    churn: share of hotspots at a month-end that bear a name which the month-end before did not have, 0-1; None with one
    month-end alone.
    """

    lines: tuple[LogLine, ...]
    first: date | None
    last: date | None
    churn: float | None
    basis: Basis


def log_of(months: Sequence[tuple[date, Sequence[Seen]]]) -> tuple[tuple[LogLine, ...], float | None]:
    """The lines between month-ends, oldest first, and the churn.

    months: last day of each window, rising, and its places. RULE 1: a place keeps the name it was born with. RULE 2: a
    name that was given before, to a place that stands or stood, is given to a new one with a number. RULE 3: what stood
    at the first month-end is no event.
    """
    lines: list[LogLine] = []
    names: list[str] = []
    given: set[str] = set()
    fresh = places = 0
    before: Sequence[Seen] = ()
    for number, (on, now) in enumerate(months):
        told = match([place.outline_m for place in now], [place.outline_m for place in before])
        kept = {pair.now: names[pair.before] for pair in told.kept}
        current = [kept.get(i) or _free(place.name, given) for i, place in enumerate(now)]
        if number:
            places += len(now)
            fresh += len(now) - len(kept)
            lines += [LogLine(on, Event.BORN, current[i], (), now[i].count) for i in told.born]
            lines += [
                LogLine(on, Event.MERGED, current[m.now], tuple(names[j] for j in m.before), now[m.now].count)
                for m in told.merged
            ]
            lines += [
                LogLine(on, Event.SPLIT, names[s.before], tuple(current[i] for i in s.now), before[s.before].count)
                for s in told.split
            ]
            lines += [LogLine(on, Event.GONE, names[j], (), before[j].count) for j in told.gone]
        names, before = current, now
    return tuple(lines), fresh / places if places else None


def _free(name: str, given: set[str]) -> str:
    free, number = name, 1
    while free in given:
        number += 1
        free = f"{name} ({number})"
    given.add(free)
    return free


def month_ends(first: date, last: date, *, most: int) -> tuple[date, ...]:
    """Last days of whole months, rising: the latest until `last`, at most `most`, with a whole window since `first`."""
    ends: list[date] = []
    year, month = last.year, last.month
    if (last.toordinal() + 1) != _next_first(year, month).toordinal():
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    while len(ends) < most:
        begin = _window_start(year, month)
        if begin < first.replace(day=1):
            break
        ends.append(date.fromordinal(_next_first(year, month).toordinal() - 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return tuple(reversed(ends))


def window_start(end: date) -> date:
    """First day of the window that ends with a month-end."""
    return _window_start(end.year, end.month)


def _window_start(year: int, month: int) -> date:
    at = year * 12 + month - WINDOW_MONTHS
    return date(at // 12, at % 12 + 1, 1)


def _next_first(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
