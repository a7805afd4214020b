"""Which action may answer which hotspot, and what nobody answers, in both directions. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from geodata.model import (
    CATEGORIES,
    Action,
    Category,
    Dialogue,
    Goal,
    Party,
    PartyKind,
    Place,
    Promise,
    SituationReport,
)
from geodata.progress import Pace, Progress

K = TypeVar("K", bound=Hashable)


class ReasonKind(StrEnum):
    """Why an action is suggested for a hotspot."""

    CATEGORY = "category"
    USUAL_ANSWER = "usual_answer"
    PLACE = "place"
    AREA = "area"
    PERIOD = "period"
    TIME_OF_DAY = "time_of_day"
    PARTY = "party"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. about: category codes, ids of places, area codes, a share in percent, or ids of parties."""

    kind: ReasonKind
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An action that may answer a hotspot. score: 0-1, for ranking only."""

    action_id: UUID
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a hotspot is like, as far as suggestions ask.

    categories: share of its evidence per category.  place_ids: gazetteer places that it covers or lies close to.
    area_codes: areas it touches, their parents included.  by_week_hour: 7 x 24 counts from Monday 00.
    """

    categories: Mapping[Category, float]
    place_ids: frozenset[UUID]
    area_codes: frozenset[str]
    first_on: date | None
    last_on: date | None
    by_week_hour: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Experience:
    """Who usually answers what: parties by the categories and the places that they answered, and places' owners.

    by_category, by_place: parties that at least two confirmed links tie to such a hotspot or place.  owners: property
    owners that are responsible for any action at a place.
    """

    by_category: Mapping[Category, frozenset[UUID]] = field(default_factory=dict)
    by_place: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    owners: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)


NO_EXPERIENCE = Experience()
_LEAST_TIMES = 2


def experience(linked: Iterable[Action], actions: Iterable[Action], parties: Mapping[UUID, Party]) -> Experience:
    """What the register shows of who answers. linked: the action of each confirmed link, as often as it is linked."""
    by_category: Counter[tuple[Category, UUID]] = Counter()
    by_place: Counter[tuple[UUID, UUID]] = Counter()
    for action in linked:
        answering = {part.party_id for part in action.responsibilities if part.party_id in parties}
        by_category.update((category, party) for category in action.categories for party in answering)
        by_place.update((place, party) for place in action.place_ids for party in answering)
    owners = {
        (place, part.party_id)
        for action in actions
        for part in action.responsibilities
        if part.party_id in parties and parties[part.party_id].party_kind is PartyKind.PROPERTY_OWNER
        for place in action.place_ids
    }
    return Experience(
        _grouped(pair for pair, n in by_category.items() if n >= _LEAST_TIMES),
        _grouped(pair for pair, n in by_place.items() if n >= _LEAST_TIMES),
        _grouped(owners),
    )


def _grouped(pairs: Iterable[tuple[K, UUID]]) -> dict[K, frozenset[UUID]]:
    found: dict[K, set[UUID]] = {}
    for key, party in pairs:
        found.setdefault(key, set()).add(party)
    return {key: frozenset(found[key]) for key in found}


# RULE 1: what the action is about counts most, then where, then when. Ranking only: a person decides.
_WEIGHTS = {
    ReasonKind.CATEGORY: 0.45,
    ReasonKind.USUAL_ANSWER: 0.15,
    ReasonKind.PLACE: 0.3,
    ReasonKind.AREA: 0.15,
    ReasonKind.PERIOD: 0.05,
    ReasonKind.TIME_OF_DAY: 0.1,
    ReasonKind.PARTY: 0.1,
    ReasonKind.OWNER: 0.1,
}
_LEAST_SHARE = 0.05
_LEAST_OVERLAP = 0.5
_ROWS_THAT_SPEAK = 20


def suggest(
    profile: Profile, actions: Iterable[Action], *, known: Experience = NO_EXPERIENCE, limit: int = 5
) -> tuple[Suggestion, ...]:
    """Actions that may answer a hotspot, best first; each has to match in what it is about.

    RULE 2: what ended before the first of the evidence answers none of it.
    known: who usually answers; a party ranks higher what already matches, and makes nothing match.
    limit: at most so many.  Ties are broken by title.
    """
    scored = []
    for action in actions:
        if not _reaches(profile, action):
            continue
        weights = _reasons(profile, action) | _reasons_of_parties(profile, action, known)
        kinds = {reason.kind for reason in weights}
        if kinds & {ReasonKind.CATEGORY, ReasonKind.USUAL_ANSWER} and kinds & {ReasonKind.PLACE, ReasonKind.AREA}:
            score = min(1.0, sum(weights.values()))
            scored.append((-score, action.title, Suggestion(action.id, score, tuple(weights))))
    return tuple(suggestion for _, _, suggestion in sorted(scored, key=lambda item: item[:2])[:limit])


def _reasons(profile: Profile, action: Action) -> dict[Reason, float]:
    found: dict[Reason, float] = {}
    shares = {c: s for c, s in profile.categories.items() if s >= _LEAST_SHARE}
    named = sorted((c for c in action.categories if c in shares), key=lambda c: -shares[c])
    if named:
        share = sum(shares[c] for c in named)
        found[Reason(ReasonKind.CATEGORY, tuple(named))] = _WEIGHTS[ReasonKind.CATEGORY] * (0.5 + 0.5 * share)
    usual = sorted(
        (c for c in shares if action.action_type in CATEGORIES[c].usual_actions and c not in named),
        key=lambda c: -shares[c],
    )
    if usual:
        found[Reason(ReasonKind.USUAL_ANSWER, tuple(usual))] = _WEIGHTS[ReasonKind.USUAL_ANSWER]
    places = profile.place_ids.intersection(action.place_ids)
    areas = sorted(profile.area_codes.intersection(action.area_codes))
    if places:
        found[Reason(ReasonKind.PLACE, tuple(sorted(str(place) for place in places)))] = _WEIGHTS[ReasonKind.PLACE]
    elif areas:
        found[Reason(ReasonKind.AREA, tuple(areas))] = _WEIGHTS[ReasonKind.AREA]
    elif not action.place_ids and not action.area_codes:
        # the whole municipality: a weaker tie than a named place
        found[Reason(ReasonKind.AREA, ("*",))] = _WEIGHTS[ReasonKind.AREA] / 2
    if profile.last_on and action.starts_on <= profile.last_on:
        found[Reason(ReasonKind.PERIOD)] = _WEIGHTS[ReasonKind.PERIOD]
    overlap = time_overlap(profile.by_week_hour, action)
    if overlap is not None and overlap >= _LEAST_OVERLAP:
        found[Reason(ReasonKind.TIME_OF_DAY, (str(round(overlap * 100)),))] = _WEIGHTS[ReasonKind.TIME_OF_DAY]
    return found


def _reasons_of_parties(profile: Profile, action: Action, known: Experience) -> dict[Reason, float]:
    answering = {part.party_id for part in action.responsibilities}
    if not answering:
        return {}
    used: set[UUID] = set()
    owning: set[UUID] = set()
    for place in profile.place_ids:
        used |= answering & known.by_place.get(place, _NOBODY)
        owning |= answering & known.owners.get(place, _NOBODY)
    for category, share in profile.categories.items():
        if share >= _LEAST_SHARE:
            used |= answering & known.by_category.get(category, _NOBODY)
    return {
        Reason(kind, tuple(sorted(map(str, parties)))): _WEIGHTS[kind]
        for kind, parties in ((ReasonKind.OWNER, owning), (ReasonKind.PARTY, used - owning))
        if parties
    }


_NOBODY: frozenset[UUID] = frozenset()


def _reaches(profile: Profile, action: Action) -> bool:
    return profile.first_on is None or action.ends_on is None or profile.first_on <= action.ends_on


def time_overlap(by_week_hour: Sequence[Sequence[int]], action: Action) -> float | None:
    """Share of the evidence that falls inside the action's time bands; None without bands or evidence."""
    total = sum(map(sum, by_week_hour))
    if not action.time_bands or not total:
        return None
    return sum(by_week_hour[day][hour] for day, hour in hours_of(action)) / total


def hours_of(action: Action) -> frozenset[tuple[int, int]]:
    """The hours of the week in an action's time bands: (weekday from Monday, hour); none without bands."""
    return frozenset(
        (day if hour < 24 else (day + 1) % 7, hour % 24)
        for band in action.time_bands
        for day in band.weekdays
        for hour in range(band.from_hour, band.to_hour + (24 if band.to_hour <= band.from_hour else 0))
    )


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """When the evidence happens against when the actions happen.

    by_week_hour: 7 x 24 counts from Monday 00, local time.  untimed: rows whose hour nobody noted.  hours: of the week,
    in the bands of any of the actions.  shares: of the timed evidence inside each action's own bands, those with bands
    only; inside: inside any of them, None without bands or timed evidence.
    """

    by_week_hour: tuple[tuple[int, ...], ...]
    untimed: int
    hours: frozenset[tuple[int, int]]
    shares: tuple[tuple[Action, float], ...]
    inside: float | None


def time_match(by_week_hour: Sequence[Sequence[int]], untimed: int, actions: Iterable[Action]) -> TimeMatch:
    """When the evidence happens against when actions happen. by_week_hour: 7 x 24 counts from Monday 00."""
    shares = [(action, share) for action in actions if (share := time_overlap(by_week_hour, action)) is not None]
    hours = frozenset(hour for action, _ in shares for hour in hours_of(action))
    timed = sum(map(sum, by_week_hour))
    inside = sum(by_week_hour[day][hour] for day, hour in hours) / timed if shares else None
    return TimeMatch(tuple(tuple(row) for row in by_week_hour), untimed, hours, tuple(shares), inside)


class GapKind(StrEnum):
    """What the chain lacks."""

    NO_ACTION = "no_action"
    NO_HOTSPOT = "no_hotspot"
    NO_RESPONSIBLE = "no_responsible"
    NOT_MEASURABLE = "not_measurable"
    GOAL_WITHOUT_MEASURE = "goal_without_measure"
    CATEGORY_UNANSWERED = "category_unanswered"
    PLACE_NOT_LOCATED = "place_not_located"
    PLACE_UNANSWERED = "place_unanswered"
    PROMISE_NO_ACTION = "promise_no_action"
    PROMISE_NO_RESPONSIBLE = "promise_no_responsible"
    PROMISE_SILENT = "promise_silent"
    LATE = "late"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing.

    subject_kind, subject_ref: kind of record and its id, code or ref.  about: numbers and names that belong to it.
    """

    kind: GapKind
    subject_kind: str
    subject_ref: str
    subject_name: str
    about: Mapping[str, str | int] = field(default_factory=dict)


def gaps_of_action(action: Action, progress: Progress, *, has_hotspot: bool | None = None) -> tuple[Gap, ...]:
    """What one action lacks. has_hotspot: whether a hotspot is linked to it; None where that is not asked."""

    def gap(kind: GapKind, **about: str | int) -> Gap:
        return Gap(kind, "action", str(action.id), action.title, about)

    found = []
    if not action.responsibilities:
        found.append(gap(GapKind.NO_RESPONSIBLE))
    if progress.pace in {Pace.BEHIND, Pace.OVERDUE}:
        expected = progress.expected or 0
        # without an end there is no target but what is asked for by now
        found.append(gap(GapKind.LATE, done=progress.done, target=progress.target or expected, expected=expected))
    if progress.is_silent and progress.pace not in {Pace.FULFILLED, Pace.UPCOMING}:
        found.append(gap(GapKind.SILENT, days=progress.silent_days))
    if has_hotspot is False and _answers_places(action):
        found.append(gap(GapKind.NO_HOTSPOT))
    return tuple(found)


def _answers_places(action: Action) -> bool:
    # RULE 3: work that is not about the evidence of places (a newsletter, burglary prevention) needs no hotspot
    return any(category is not Category.BURGLARY for category in action.categories)


def gaps_of_promise(promise: Promise) -> tuple[Gap, ...]:
    """What one promise lacks in itself."""
    if promise.is_measurable:
        return ()
    return (Gap(GapKind.NOT_MEASURABLE, "promise", str(promise.id), promise.title),)


def gaps_of_work(promise: Promise, work: Sequence[tuple[Action, Progress]]) -> tuple[Gap, ...]:
    """What a promise lacks because all its actions do. work: its actions and how they stand.

    RULE 5: a promise is silent when work on it has begun, is not over, and nothing was logged of any of it for 90 days.
    """

    def gap(kind: GapKind, **about: str | int) -> Gap:
        return Gap(kind, "promise", str(promise.id), promise.title, about)

    if not work:
        return (gap(GapKind.PROMISE_NO_ACTION),)
    found = []
    if not any(action.responsibilities for action, _ in work):
        found.append(gap(GapKind.PROMISE_NO_RESPONSIBLE))
    going = [stands for _, stands in work if stands.pace is not Pace.UPCOMING]
    rests = {Pace.FULFILLED, Pace.ENDED}
    if going and all(stands.is_silent for stands in going) and any(stands.pace not in rests for stands in going):
        found.append(gap(GapKind.PROMISE_SILENT, days=min(stands.silent_days for stands in going)))
    return tuple(found)


def gaps_of_goals(goals: Iterable[Goal]) -> tuple[Gap, ...]:
    """Goals that nothing measures."""
    return tuple(
        Gap(GapKind.GOAL_WITHOUT_MEASURE, "goal", str(goal.id), goal.title) for goal in goals if goal.indicator is None
    )


def gaps_of_categories(
    situations: Iterable[SituationReport | Dialogue | Promise],
    actions: Iterable[Action],
    evidence: Mapping[Category, int],
) -> tuple[Gap, ...]:
    """Categories that the situation names, or the evidence holds, but no action addresses.

    situations: records whose themes or categories say what the situation is.  evidence: unsafe rows per category.
    RULE 4: a category counts when the situation names it (about: named 1), or from 20 rows of evidence on.
    """
    named: set[Category] = set()
    for record in situations:
        named.update(record.categories if isinstance(record, Promise) else record.themes)
    spoken = {category for category, n in evidence.items() if n >= _ROWS_THAT_SPEAK}
    addressed = {category for action in actions for category in action.categories}
    return tuple(
        Gap(
            GapKind.CATEGORY_UNANSWERED,
            "category",
            category.value,
            category.value,
            {"rows": evidence.get(category, 0), "named": int(category in named)},
        )
        for category in Category
        if category in (named | spoken) - addressed and category is not Category.OTHER
    )


def gaps_of_places(
    dialogues: Iterable[Dialogue], places: Mapping[UUID, Place], actions: Iterable[Action]
) -> tuple[Gap, ...]:
    """Places named in dialogue that are not located, or that no action names."""
    named = {place_id for dialogue in dialogues for place_id in dialogue.place_ids if place_id in places}
    answered = {place_id for action in actions for place_id in action.place_ids}
    found = []
    for place_id in sorted(named, key=lambda i: places[i].name):
        place = places[place_id]
        if not place.is_located:
            found.append(Gap(GapKind.PLACE_NOT_LOCATED, "place", str(place_id), place.name))
        if place_id not in answered:
            found.append(Gap(GapKind.PLACE_UNANSWERED, "place", str(place_id), place.name))
    return tuple(found)
