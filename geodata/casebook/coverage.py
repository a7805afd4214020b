"""What is covered and what is not, period by period; what may answer what, from both sides; what has gone stale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID, uuid4

import numpy as np

from geodata.casebook.agreements import Agreements
from geodata.casebook.completing import hotspot_id
from geodata.casebook.curation import Curation
from geodata.casebook.gathering import Gathering, suggestion_profile
from geodata.casebook.intake import operation
from geodata.casebook.register import Register
from geodata.chain import HotspotCard
from geodata.columns import CATEGORY_ORDER, UNKNOWN_MINUTE, Columns, day_number
from geodata.coverage import Coverage as Covered
from geodata.coverage import Period, PeriodCounts, answering, period_counts, ties
from geodata.editing import with_hidden_kept
from geodata.errors import InvalidRecord
from geodata.freshness import (
    Concern,
    Freshness,
    Task,
    concerns_of_action,
    days_of_action,
    days_of_hotspot,
    days_of_promise,
    freshness,
)
from geodata.keeping import awaits_last_reading
from geodata.linking import Gap, Profile, Suggestion, TimeMatch, suggest, time_match
from geodata.model import (
    LOCAL_TIME,
    Action,
    Activity,
    Actor,
    Area,
    Category,
    Deed,
    Dialogue,
    Finding,
    Goal,
    Hotspot,
    HotspotState,
    Link,
    Municipality,
    Party,
    Place,
    Promise,
    Record,
    Report,
    SituationReport,
    View,
)
from geodata.store.base import Op

_PROBLEMS: tuple[type[Record], ...] = (
    *(Report, Finding, Area, Hotspot, Place, Municipality, Link),
    *(Promise, Goal, Action, Dialogue, SituationReport),
)
"""What coverage is read from, the log left out: that changes every minute, and coverage does not."""
_NEAR_DEGREES = 0.02
"""Of latitude, 2 km: farther away no hotspot covers a place or lies by it."""
MOST_HOTSPOTS_ASKED = 30
"""Hotspots, by rank, that are asked whether an action may answer them."""


class Coverage(Agreements, Curation):
    """Gaps, matrix, links seen from the action, freshness."""

    def gaps(self, actor: Actor, municipality: str) -> tuple[Gap, ...]:
        """What the chain lacks in the current period, in both directions."""
        return self.coverage(actor, municipality).gaps

    def coverage(self, actor: Actor, municipality: str, period: Period | None = None) -> Covered:
        """What a period's promises and actions cover; of the current period where none is given."""
        actor.require(Deed.READ, municipality)
        register = self._shelf.register(actor, municipality)
        view = View(municipality=municipality)

        def build() -> Covered:
            chosen = register.scope(period)
            columns = self._shelf.columns(actor, municipality)
            period_end = chosen.period.ends_on
            # RULE 2: a period answers for the evidence that was there before its end
            rows = columns.category[columns.where(view.model_copy(update={"until": period_end}))]
            counts = np.bincount(rows, minlength=len(CATEGORY_ORDER))
            evidence: dict[Category, int] = {c: int(counts[i]) for i, c in enumerate(CATEGORY_ORDER)}
            gathered = self._shelf.gathered(actor, view).hotspots
            # nothing to leave out of a period that has not ended: twenty thousand places are asked one by one otherwise
            if len(columns) and day_number(period_end) < columns.day.max():
                gathered = tuple(one for one in gathered if _was_there(one, columns, period_end))
            cards = [one.card for one in gathered]
            standing = frozenset(known for card in cards if (known := hotspot_id(card)) is not None)
            tied = ties((link for link, _ in register.links), standing, frozenset(a.id for a in chosen.actions))
            return Covered(
                scope=chosen,
                periods=register.periods,
                table=answering(chosen, register.situation(chosen), evidence),
                tied=tied,
                gaps=register.gaps_of_problems(cards, evidence, chosen),
            )

        scope = (actor.tiers, actor.municipalities, municipality, period, register.today)
        still = self._shelf.shared("coverage", scope, _PROBLEMS, build)
        work = self._shelf.shared(
            "gaps_of_work", scope, (*_PROBLEMS, Activity, Party), lambda: register.gaps_of_work(still.scope)
        )
        return Covered(still.scope, still.periods, still.table, still.tied, (*still.gaps, *work))

    def periods(self, actor: Actor, municipality: str) -> tuple[Period, ...]:
        """The periods that promises are given for, the latest first."""
        actor.require(Deed.READ, municipality)
        return self._shelf.register(actor, municipality).periods

    def compare_periods(self, actor: Actor, municipality: str) -> tuple[PeriodCounts, ...]:
        """The figures of every period, the latest first."""
        actor.require(Deed.READ, municipality)
        periods = self._shelf.register(actor, municipality).periods
        return tuple(period_counts(self.coverage(actor, municipality, period)) for period in periods)

    def suggested(
        self, actor: Actor, municipality: str, refs: Sequence[str], *, limit: int = 5
    ) -> dict[str, tuple[Suggestion, ...]]:
        """What may answer some hotspots, best first, by their refs; what was confirmed or rejected is left out."""
        actor.require(Deed.READ, municipality)
        register = self._shelf.register(actor, municipality)
        wanted = set(refs)
        profile_of, known = self._profiler(actor, municipality, register), self._shelf.experience(actor, municipality)
        found = {}
        for gathering in self._shelf.gathered(actor, View(municipality=municipality)).hotspots:
            if gathering.card.ref in wanted:
                profile = profile_of(gathering)
                decided = register.decided(hotspot_id(gathering.card))
                near = [action for action in register.actions_near(profile) if action.id not in decided]
                found[gathering.card.ref] = suggest(profile, near, known=known, limit=limit)
        return found

    def suggested_hotspots(
        self, actor: Actor, action_id: UUID, *, limit: int = 5
    ) -> tuple[tuple[HotspotCard, Suggestion], ...]:
        """The hotspots that an action may answer, best first, with the reasons; those decided upon are left out.

        An action that has ended may answer none.
        """
        action = self._one(actor, (Action,), action_id)
        actor.require(Deed.READ, action.municipality)
        register = self._shelf.register(actor, action.municipality)
        if register.lines[action_id].ended_on is not None:
            return ()
        profile_of = self._profiler(actor, action.municipality, register)
        known = self._shelf.experience(actor, action.municipality)
        found = [
            (gathering.card, one)
            for gathering in self._may_be_answered(actor, register, action)
            for one in suggest(profile_of(gathering), [action], known=known)
        ]
        found.sort(key=lambda pair: (-pair[1].score, pair[0].rank))
        return tuple(found[:limit])

    def _may_be_answered(self, actor: Actor, register: Register, action: Action) -> list[Gathering]:
        """Undecided hotspots about what the action is about, where it works, by rank."""
        areas = {area.code: area for area in self._shelf.division(actor, action.municipality).areas}
        places = [register.places[one] for one in action.place_ids if one in register.places]
        decided = {link.hotspot_id for link, _ in register.links if link.action_id == action.id}
        found = []
        for gathering in self._shelf.gathered(actor, View(municipality=action.municipality)).hotspots:
            card = gathering.card
            area = areas.get(card.area_code)
            inside = area is not None and {area.code, area.parent} & set(action.area_codes)
            near = any(
                place.position
                and abs(place.position.lat - card.peak.lat) < _NEAR_DEGREES
                and abs(place.position.lon - card.peak.lon) < 2 * _NEAR_DEGREES
                for place in places
            )
            everywhere = not action.place_ids and not action.area_codes
            if (inside or near or everywhere) and hotspot_id(card) not in decided:
                found.append(gathering)
            if len(found) == MOST_HOTSPOTS_ASKED:
                break
        return found

    def _profiler(self, actor: Actor, municipality: str, register: Register) -> Callable[[Gathering], Profile]:
        """What tells what a hotspot is like; what that takes is fetched once."""
        columns = self._shelf.columns(actor, municipality)
        areas = {area.code: area for area in self._shelf.division(actor, municipality).areas}
        places = tuple(register.places.values())
        return lambda gathering: suggestion_profile(columns, gathering, places, areas)

    # When it happens, and when it is answered

    def times_at(self, actor: Actor, view: View, ref: str) -> TimeMatch:
        """When the evidence of a hotspot happens against when the actions that answer it happen. Raises: NotFound."""
        actor.require(Deed.READ, view.municipality)
        gathering = self._located(actor, view, ref)
        answers = self._shelf.register(actor, view.municipality).answers(hotspot_id(gathering.card))
        return self._times(actor, view.municipality, [gathering], [line.action for line in answers])

    def times_of(self, actor: Actor, action_id: UUID) -> TimeMatch:
        """When an action happens against when the evidence of the hotspots that it answers happens."""
        action = self._one(actor, (Action,), action_id)
        actor.require(Deed.READ, action.municipality)
        register = self._shelf.register(actor, action.municipality)
        answered = register.hotspots_of(action_id)
        view = View(municipality=action.municipality)
        found = [g for g in self._shelf.gathered(actor, view).hotspots if g.card.ref in answered]
        return self._times(actor, action.municipality, found, [action])

    def _times(
        self, actor: Actor, municipality: str, gatherings: Sequence[Gathering], actions: Iterable[Action]
    ) -> TimeMatch:
        columns = self._shelf.columns(actor, municipality)
        rows = np.unique(np.concatenate([np.empty(0, np.int64), *(g.rows for g in gatherings)]))
        timed = rows[columns.minute[rows] != UNKNOWN_MINUTE]
        # 1970-01-01 was a Thursday
        slot = (columns.day[timed] + 3) % 7 * 24 + columns.minute[timed] // 60
        week = np.bincount(slot, minlength=7 * 24).reshape(7, 24)
        return time_match(week.tolist(), len(rows) - len(timed), actions)

    # Freshness

    def freshness_of(self, actor: Actor, kind: type[Record], identity: UUID) -> Freshness:
        """When a hotspot, promise or action was last confirmed. Raises: NotFound, InvalidRecord."""
        if kind not in {Hotspot, Promise, Action}:
            raise InvalidRecord(f"a {kind.kind} is not confirmed; ask about a hotspot, a promise or an action")
        record = self._one(actor, (kind,), identity)
        actor.require(Deed.READ, record.municipality)
        register = self._shelf.register(actor, record.municipality)
        ended: date | None = None
        if isinstance(record, Hotspot):
            days = days_of_hotspot(record)
        elif isinstance(record, Promise):
            days = self._days_of_promise(actor, register, record)
            if record.ends_on is not None and record.ends_on < register.today:
                ended = record.ends_on
        else:
            line = register.lines[identity]
            days, ended = self._days_of_action(actor, register, line.action), line.ended_on
        return freshness(days, on=register.today, stale_after=self._stale_after, ended_on=ended)

    def _days_of_action(self, actor: Actor, register: Register, action: Action) -> tuple[date | None, ...]:
        done = register.lines[action.id].progress.last_done_on
        return days_of_action(action, self._changed_on(actor, register, action), done)

    def _days_of_promise(self, actor: Actor, register: Register, promise: Promise) -> tuple[date | None, ...]:
        days = [
            day for line in register.lines_of(promise.id) for day in self._days_of_action(actor, register, line.action)
        ]
        return days_of_promise(promise, self._changed_on(actor, register, promise), days)

    def _changed_on(self, actor: Actor, register: Register, record: Record) -> date | None:
        stored = self._shelf.mirror(actor, type(record), register.municipality.code).records().get(record.id)
        return _day(stored.changed_at) if stored else None

    def tasks(self, actor: Actor, municipality: str) -> dict[UUID | None, tuple[Task, ...]]:
        """What each party (None: where nobody is stated) should look at; `Task.urgency` puts it in order.

        RULE 1: a hotspot is a matter of those who are responsible for the actions that answer it, a promise of those
        who are responsible for its actions.
        """
        actor.require(Deed.READ, municipality)
        register = self._shelf.register(actor, municipality)

        key = (actor.tiers, actor.municipalities, municipality, register.today)

        def build() -> dict[UUID | None, tuple[Task, ...]]:
            found: dict[UUID | None, list[Task]] = defaultdict(list)
            places = self._shelf.shared(
                "place_tasks",
                key,
                (Hotspot, Link, Action, Promise, Party),
                lambda: tuple(self._place_tasks(actor, register)),
            )
            for task in (*self._work_tasks(actor, register), *places):
                found[task.party_id].append(task)
            return {party: tuple(tasks) for party, tasks in found.items()}

        return self._shelf.shared("tasks", key, (*_PROBLEMS, Activity, Party), build)

    def _work_tasks(self, actor: Actor, register: Register) -> Iterable[Task]:
        """What is to be done about actions, then about promises."""
        today, code, stale_after = register.today, register.municipality.code, self._stale_after
        changed = self._shelf.mirror(actor, Action, code).records()
        promised = self._shelf.mirror(actor, Promise, code).records()
        latest: dict[UUID, date | None] = {}
        for line in register.lines.values():
            action = line.action
            stored = changed.get(action.id)
            days = days_of_action(action, _day(stored.changed_at) if stored else None, line.progress.last_done_on)
            fresh = freshness(days, on=today, stale_after=stale_after, ended_on=line.ended_on)
            latest[action.id] = fresh.on
            if not line.is_called:
                continue
            for party in _parties(action) or (None,):
                if concerns := concerns_of_action(action, line.progress, fresh, party):
                    yield Task(party, Action.kind, str(action.id), action.title, concerns, fresh)
        for promise in register.promises:
            if awaits_last_reading(promise, on=today):
                own = register.lines_of(promise.id)
                days = days_of_promise(promise, None, [latest[line.action.id] for line in own])
                fresh = freshness(days, on=today, ended_on=promise.ends_on)
                for party in _all_parties(line.action for line in own):
                    yield Task(party, Promise.kind, str(promise.id), promise.title, (Concern.UNMEASURED,), fresh)
            if promise.starts_on <= today and (promise.ends_on is None or today <= promise.ends_on):
                own = register.lines_of(promise.id)
                stored_promise = promised.get(promise.id)
                changed_on = _day(stored_promise.changed_at) if stored_promise else None
                days = days_of_promise(promise, changed_on, [latest[line.action.id] for line in own])
                fresh = freshness(days, on=today, stale_after=stale_after)
                if fresh.stale:
                    for party in _all_parties(line.action for line in own):
                        yield Task(party, Promise.kind, str(promise.id), promise.title, (Concern.STALE,), fresh)

    def _place_tasks(self, actor: Actor, register: Register) -> Iterable[Task]:
        """What is to be done about hotspots; no log is asked for this."""
        for identity, item in self._shelf.mirror(actor, Hotspot, register.municipality.code).records().items():
            if item.record.state is HotspotState.ADOPTED:
                fresh = freshness(days_of_hotspot(item.record), on=register.today, stale_after=self._stale_after)
                if fresh.stale:
                    for party in _all_parties(register.confirmed_actions(identity)):
                        yield Task(party, Hotspot.kind, str(identity), item.record.name, (Concern.STALE,), fresh)

    def confirm_hotspot(self, actor: Actor, identity: UUID, *, base_version: int) -> None:
        """Say that a place is still as it was. Raises: Conflict when somebody changed it in between."""
        record = self._hotspot(actor, identity)
        if record.state is not HotspotState.ADOPTED:
            raise InvalidRecord("only an adopted hotspot is confirmed; adopt it first")
        day = self._shelf.today(actor, record.municipality)
        changed = Hotspot(**{**dict(record), "last_confirmed_on": day})
        self._commit(actor, [operation(changed, base_version=base_version)])

    def confirm_promise(self, actor: Actor, identity: UUID, *, base_version: int) -> None:
        """Say that a promise holds as it is written. Raises: EditConflict when somebody changed it in between."""
        record = self.entry(actor, Promise, identity).record
        actor.require(Deed.EDIT_REGISTER, record.municipality)
        day = self._shelf.today(actor, record.municipality)
        # nothing that it names is named anew: an agreement that is gone, or not for these eyes, does not stop it
        confirmed = Promise(**{**dict(record), "last_confirmed_on": day})
        edited = with_hidden_kept(confirmed, self._whole(actor, Promise, identity), actor)
        op = Op(uuid4(), edited, base_version=base_version)
        self._settle_edit(actor, edited, op, *self._follows(actor, op))

    def confirm_action(self, actor: Actor, identity: UUID, *, base_version: int, party_id: UUID | None = None) -> None:
        """Say for a party, or for all that are named, that its part in an action holds.

        Raises: EditConflict when somebody changed it in between; InvalidRecord where nobody, or not this one, is named.
        """
        record = self.entry(actor, Action, identity).record
        actor.require(Deed.EDIT_REGISTER, record.municipality)
        day = self._shelf.today(actor, record.municipality)
        meant = [part for part in record.responsibilities if party_id in {None, part.party_id}]
        if not meant:
            raise InvalidRecord("nobody to confirm it is named in this action; state who is responsible first")
        parts = tuple(
            part.model_copy(update={"confirmed_on": day}) if part in meant else part for part in record.responsibilities
        )
        self.save(actor, Action(**{**dict(record), "responsibilities": parts}), base_version=base_version)


def _was_there(gathering: Gathering, columns: Columns, by: date) -> bool:
    """Whether any of a hotspot's evidence is of a day or of one before it; one without evidence stands as it is."""
    return not len(gathering.rows) or bool(columns.day[gathering.rows].min() <= day_number(by))


def _parties(action: Action) -> tuple[UUID, ...]:
    return tuple(part.party_id for part in action.responsibilities)


def _all_parties(actions: Iterable[Action]) -> tuple[UUID | None, ...]:
    """Those responsible for any of the actions; nobody, where nobody is stated."""
    found = dict.fromkeys(party for action in actions for party in _parties(action))
    return tuple(found) or (None,)


@lru_cache(maxsize=4096)
def _day(moment: datetime) -> date:
    """The local day of a moment; many records share that of their import."""
    return moment.astimezone(LOCAL_TIME).date()
