"""The gap matrix: hotspots against actions, categories against promises, period by period, with totals. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from geodata.linking import Gap, GapKind
from geodata.model import Action, Category, Dialogue, Link, LinkState, Promise, SituationReport


class Tie(StrEnum):
    """What stands between a hotspot and an action."""

    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days that promises hold for, first and last included; ends_on date.max: until further notice."""

    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts_on <= day <= self.ends_on

    def meets(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether another period has a day in common. ends_on: None for no end."""
        return starts_on <= self.ends_on and (ends_on is None or self.starts_on <= ends_on)


def periods(promises: Iterable[Promise], *, on: date) -> tuple[Period, ...]:
    """The periods that promises are given for, the latest first; without any promise the day's own year."""
    found = {Period(promise.starts_on, promise.ends_on or date.max) for promise in promises}
    return tuple(sorted(found, reverse=True)) or (Period(date(on.year, 1, 1), date(on.year, 12, 31)),)


def current(among: Sequence[Period], *, on: date) -> Period:
    """The period that is looked at unless another is chosen.

    RULE 1: the latest that holds the day; otherwise the latest that has begun; otherwise the first to come.
    """
    holding = [period for period in among if period.holds(on)]
    begun = [period for period in among if period.starts_on <= on]
    return max(holding) if holding else max(begun) if begun else min(among)


class Phase(StrEnum):
    """Where something with a period stands on a day, in the order in which it is told."""

    CURRENT = "current"
    COMING = "coming"
    EARLIER = "earlier"


def phase(starts_on: date, ends_on: date | None, *, on: date) -> Phase:
    """Where a period stands on a day. ends_on: None for no end."""
    if on < starts_on:
        return Phase.COMING
    return Phase.CURRENT if ends_on is None or on <= ends_on else Phase.EARLIER


def in_order(promises: Iterable[Promise], *, on: date) -> tuple[Promise, ...]:
    """Promises as they are told on a day: those that hold, those to come, those that held; by agreement and number.

    RULE 3: of agreements that hold or held the newest is first, of those to come the nearest.
    """
    blocks: dict[tuple[Phase, UUID], list[Promise]] = defaultdict(list)
    for promise in promises:
        blocks[phase(promise.starts_on, promise.ends_on, on=on), promise.agreement_id].append(promise)

    def key(block: tuple[Phase, UUID]) -> tuple[int, int, int, bytes]:
        starts = min(promise.starts_on for promise in blocks[block]).toordinal()
        ends = max(promise.ends_on or date.max for promise in blocks[block]).toordinal()
        sign = 1 if block[0] is Phase.COMING else -1
        return (list(Phase).index(block[0]), sign * starts, sign * ends, block[1].bytes)

    return tuple(
        promise
        for block in sorted(blocks, key=key)
        for promise in sorted(blocks[block], key=lambda one: (one.number, one.starts_on, one.id.bytes))
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """The promises of a period and the actions that serve it."""

    period: Period
    promises: tuple[Promise, ...]
    actions: tuple[Action, ...]


def scope(period: Period, promises: Sequence[Promise], actions: Iterable[Action]) -> Scope:
    """What counts in a period.

    RULE 2: an action counts when its own days meet the period and so do those of a promise that it serves: what was
    done under an agreement that has ended answers nothing of the next. An action whose promises nobody here knows
    counts by its own days.
    """
    by_id = {promise.id: promise for promise in promises}
    chosen = tuple(p for p in promises if period.meets(p.starts_on, p.ends_on))
    ids = {promise.id for promise in chosen}
    return Scope(
        period,
        chosen,
        tuple(
            action
            for action in actions
            if period.meets(action.starts_on, action.ends_on)
            and (not ids.isdisjoint(action.promise_ids) or by_id.keys().isdisjoint(action.promise_ids))
        ),
    )


@dataclass(frozen=True, slots=True)
class Answering:
    """Categories against promises.

    cells: actions of a promise that address a category, where there are any.  by_category, by_promise: actions in each
    row and column, each counted once.  evidence: unsafe rows per category.  named: categories that the situation, a
    dialogue or a promise names.
    """

    promises: tuple[Promise, ...]
    categories: tuple[Category, ...]
    cells: Mapping[tuple[Category, UUID], int]
    by_category: Mapping[Category, int]
    by_promise: Mapping[UUID, int]
    evidence: Mapping[Category, int]
    named: frozenset[Category]


def answering(
    chosen: Scope, situations: Iterable[SituationReport | Dialogue | Promise], evidence: Mapping[Category, int]
) -> Answering:
    """How the promises of a period take up what is known. Categories that nobody mentions at all are left out."""
    named: set[Category] = set()
    for record in situations:
        named.update(record.categories if isinstance(record, Promise) else record.themes)
    known = {promise.id for promise in chosen.promises}
    cells: Counter[tuple[Category, UUID]] = Counter()
    by_category: Counter[Category] = Counter()
    by_promise: Counter[UUID] = Counter()
    for action in chosen.actions:
        by_category.update(set(action.categories))
        serves = known.intersection(action.promise_ids)
        by_promise.update(serves)
        cells.update((category, promise) for category in set(action.categories) for promise in serves)
    return Answering(
        promises=chosen.promises,
        categories=tuple(c for c in Category if c in named or evidence.get(c) or by_category.get(c)),
        cells=cells,
        by_category=by_category,
        by_promise=by_promise,
        evidence=evidence,
        named=frozenset(named),
    )


@dataclass(frozen=True, slots=True)
class Ties:
    """Hotspots against actions, as far as people have decided.

    by_hotspot, by_action: (the other's id, what was decided) of each.  confirmed_of_hotspot, confirmed_of_action: how
    many were confirmed, 0 left out.
    """

    by_hotspot: Mapping[UUID, Mapping[UUID, Tie]]
    by_action: Mapping[UUID, Mapping[UUID, Tie]]
    confirmed_of_hotspot: Mapping[UUID, int]
    confirmed_of_action: Mapping[UUID, int]


_TIES = {LinkState.CONFIRMED: Tie.CONFIRMED, LinkState.REJECTED: Tie.REJECTED}


def ties(links: Iterable[Link], hotspots: frozenset[UUID], actions: frozenset[UUID]) -> Ties:
    """What ties these hotspots to these actions."""
    by_hotspot: dict[UUID, dict[UUID, Tie]] = defaultdict(dict)
    by_action: dict[UUID, dict[UUID, Tie]] = defaultdict(dict)
    of_hotspot: Counter[UUID] = Counter()
    of_action: Counter[UUID] = Counter()
    for link in links:
        if link.hotspot_id in hotspots and link.action_id in actions:
            tie = _TIES[link.state]
            by_hotspot[link.hotspot_id][link.action_id] = tie
            by_action[link.action_id][link.hotspot_id] = tie
            if tie is Tie.CONFIRMED:
                of_hotspot[link.hotspot_id] += 1
                of_action[link.action_id] += 1
    return Ties(by_hotspot, by_action, of_hotspot, of_action)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a period covers, and what it leaves. periods: all there are, the latest first; gaps: in both directions."""

    scope: Scope
    periods: tuple[Period, ...]
    table: Answering
    tied: Ties
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """A period in figures, to be held against another's.

    gaps: how many of each kind, 0 left out.
    """

    period: Period
    promises: int
    actions: int
    answered_hotspots: int
    addressed_categories: int
    gaps: Mapping[GapKind, int]


def period_counts(of: Coverage) -> PeriodCounts:
    """The figures of a period."""
    return PeriodCounts(
        period=of.scope.period,
        promises=len(of.scope.promises),
        actions=len(of.scope.actions),
        answered_hotspots=len(of.tied.confirmed_of_hotspot),
        addressed_categories=len(of.table.by_category),
        gaps=Counter(gap.kind for gap in of.gaps),
    )
