"""The same stops walked again: what was promised, what became of it, what is new, and whether the marks moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from geodata.analysis.score_change import Shift, mean_shift, paired_shift
from geodata.model import CaseStatus, Feeling, Verdict
from geodata.places import distance_m
from geodata.protocols.values import Noted, Protocol, StopPart
from geodata.studies.basis import Basis, Method

SAME_STOP_M = 60.0
UNCHANGED_WITHIN = 0.25
"""Steps of the scale: an interval that lies within says that nothing changed that anybody would notice."""


class Became(StrEnum):
    """What became of what an earlier walk noted."""

    DONE = "done"
    DONE_FOUND_AGAIN = "done_found_again"
    PENDING = "pending"
    LATE = "late"
    DECLINED = "declined"
    OTHER_PARTY = "other_party"
    CLOSED = "closed"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Followed:
    """An earlier finding that felt unsafe. again: later ones of its category at the same stop."""

    noted: Noted
    became: Became
    again: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class StopPair:
    """A stop then and now; None where it was not walked. shift: of the mean mark, where both were scored.

    new: noted now, unsafe, of a category that was not noted here before.
    """

    before: StopPart | None
    after: StopPart | None
    followed: tuple[Followed, ...]
    new: tuple[Noted, ...]
    shift: Shift | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two walks beside each other. shift: mean change over the stops scored both times; None where there are none.

    became: how many earlier findings each thing became. light_differs: one was in the dark, the other was not, which
    alone may move the marks.
    """

    previous: Protocol
    later: Protocol
    stops: tuple[StopPair, ...]
    shift: Shift | None
    verdict: Verdict
    became: tuple[tuple[Became, int], ...]
    new: int
    light_differs: bool
    basis: Basis


def compare(previous: Protocol, later: Protocol) -> Comparison:
    """The two walks stop by stop, in the order of the later one, then what was left out of it."""
    pairs = tuple(_pair(before, after) for before, after in paired_stops(previous.stops, later.stops))
    changes = [pair.shift.change for pair in pairs if pair.shift is not None]
    shift = paired_shift(changes) if changes else None
    outcomes = [one.became for pair in pairs for one in pair.followed]
    light = (previous.walk.in_dark, later.walk.in_dark)
    return Comparison(
        previous=previous,
        later=later,
        stops=pairs,
        shift=shift,
        verdict=verdict_of(shift),
        became=tuple((one, outcomes.count(one)) for one in Became if one in outcomes),
        new=sum(len(pair.new) for pair in pairs),
        light_differs=None not in light and light[0] != light[1],
        basis=_basis(previous.basis, later.basis),
    )


def verdict_of(shift: Shift | None) -> Verdict:
    """What the interval allows to say; more marks are better."""
    if shift is None or shift.low is None or shift.high is None:
        return Verdict.UNDECIDED
    if shift.low > 0:
        return Verdict.BETTER
    if shift.high < 0:
        return Verdict.WORSE
    within = max(-shift.low, shift.high) <= UNCHANGED_WITHIN
    return Verdict.UNCHANGED if within else Verdict.UNDECIDED


def paired_stops(
    previous: Sequence[StopPart], later: Sequence[StopPart]
) -> tuple[tuple[StopPart | None, StopPart | None], ...]:
    """Which stop is which.

    RULE 1: the same number is the same stop, unless both are located and lie more than 60 m apart. RULE 2: of the
    others, those within 60 m, the nearest first.
    """
    met: dict[int, StopPart] = {}
    free = [stop for stop in previous if stop.number is not None]
    for index, stop in enumerate(later):
        same = next((one for one in free if one.number == stop.number), None)
        if stop.number is not None and same is not None and not _are_apart(same, stop):
            met[index] = same
            free.remove(same)
    near = sorted(
        (distance, index, one.number or 0)
        for index, stop in enumerate(later)
        if index not in met
        for one in free
        if (distance := _apart_m(one, stop)) is not None and distance <= SAME_STOP_M
    )
    for _, index, number in near:
        same = next((one for one in free if one.number == number), None)
        if index not in met and same is not None:
            met[index] = same
            free.remove(same)
    nowhere = next((stop for stop in previous if stop.number is None), None)
    pairs: list[tuple[StopPart | None, StopPart | None]] = [
        (nowhere if stop.number is None else met.get(index), stop) for index, stop in enumerate(later)
    ]
    pairs += [(one, None) for one in free]
    if nowhere is not None and all(stop.number is not None for stop in later):
        pairs.append((nowhere, None))
    return tuple(pairs)


def _apart_m(one: StopPart, other: StopPart) -> float | None:
    if one.position is None or other.position is None:
        return None
    return distance_m(one.position.lon, one.position.lat, other.position.lon, other.position.lat)


def _are_apart(one: StopPart, other: StopPart) -> bool:
    apart = _apart_m(one, other)
    return apart is not None and apart > SAME_STOP_M


def _pair(before: StopPart | None, after: StopPart | None) -> StopPair:
    then = [one for one in before.findings if one.finding.feeling is Feeling.UNSAFE] if before else []
    now = [one for one in after.findings if one.finding.feeling is Feeling.UNSAFE] if after else []
    known = {one.finding.category for one in then}
    shift = None
    if before and after and before.scores and after.scores:
        shift = mean_shift(before.scores.ratings, after.scores.ratings)
    return StopPair(
        before=before,
        after=after,
        followed=tuple(_followed(one, now) for one in then),
        new=tuple(one for one in now if one.finding.category not in known),
        shift=shift,
        verdict=verdict_of(shift) if shift else None,
    )


def _followed(noted: Noted, now: Sequence[Noted]) -> Followed:
    again = tuple(one for one in now if one.finding.category is noted.finding.category)
    return Followed(noted, _became(noted, found_again=bool(again)), again)


def _became(noted: Noted, *, found_again: bool) -> Became:
    match noted.finding.status:
        case CaseStatus.FIXED:
            return Became.DONE_FOUND_AGAIN if found_again else Became.DONE
        case CaseStatus.ACTION_PLANNED:
            return Became.LATE if noted.is_late else Became.PENDING
        case CaseStatus.DECLINED:
            return Became.DECLINED
        case CaseStatus.OTHER_PARTY:
            return Became.OTHER_PARTY
        case CaseStatus.CLOSED:
            return Became.CLOSED
        case CaseStatus.NEW | CaseStatus.UNDER_REVIEW:
            return Became.UNDECIDED


def _basis(first: Basis, second: Basis) -> Basis:
    days = [day for day in (first.since, second.since, first.until, second.until) if day is not None]
    return Basis(
        method=Method.REWALK,
        parameters={"same_stop_m": SAME_STOP_M},
        since=min(days, default=None),
        until=max(days, default=None),
        sources=tuple(sorted({*first.sources, *second.sources})),
        rows=first.rows + second.rows,
        computed_on=max(first.computed_on, second.computed_on),
        made_up=first.made_up or second.made_up,
    )
