"""The register of one municipality as one asker sees it on one day, and the stories it tells. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from geodata.casebook.linkbook import LinkBook
from geodata.chain import ActionLine, ActionStory, HotspotCard, PromiseStory, ResponsibleLine
from geodata.coverage import Period, Scope, current, periods, scope
from geodata.keeping import evenings, forecast, keeping
from geodata.linking import (
    Experience,
    Gap,
    GapKind,
    Profile,
    experience,
    gaps_of_action,
    gaps_of_categories,
    gaps_of_goals,
    gaps_of_places,
    gaps_of_promise,
    gaps_of_work,
)
from geodata.model import (
    LOCAL_TIME,
    Action,
    Activity,
    Category,
    Dialogue,
    Effect,
    Goal,
    LinkState,
    Municipality,
    Party,
    Place,
    Promise,
    Record,
    SituationReport,
    SurveyResult,
)
from geodata.progress import ended_on, is_called, progress

_NOTHING_LOGGED: Mapping[UUID, Activity] = {}
_UNANSWERED = (GapKind.NO_ACTION,)


@dataclass(frozen=True, slots=True)
class Remembered:
    """An action's line on a day, and the objects that it was made of."""

    made_of: tuple[object, ...]
    on: date
    line: ActionLine


@dataclass(frozen=True)
class Register:
    """Everything that is promised and done in a municipality.

    log: activities by action and id.  links: confirmed and rejected, with their versions.  remembered,
    remembered_cards: lines and cards as the register before had them, with what they were made of; they stand where
    that is the very same.
    """

    municipality: Municipality
    today: date
    parties: Mapping[UUID, Party]
    places: Mapping[UUID, Place]
    promises: Sequence[Promise]
    goals: Sequence[Goal]
    actions: Sequence[Action]
    log: Mapping[UUID, Mapping[UUID, Activity]]
    links: LinkBook
    dialogues: Sequence[Dialogue]
    surveys: Sequence[SurveyResult]
    situations: Sequence[SituationReport]
    effects: Sequence[Effect]
    remembered: dict[UUID, Remembered] = field(default_factory=dict)
    remembered_cards: dict[UUID, tuple[tuple[object, ...], HotspotCard]] = field(default_factory=dict)

    @cached_property
    def lines(self) -> Mapping[UUID, ActionLine]:
        """Each action with what belongs to it, without a link."""
        promises = {promise.id: promise for promise in self.promises}
        return {action.id: self._line(action, promises) for action in self.actions}

    def _line(self, action: Action, promises: Mapping[UUID, Promise]) -> ActionLine:
        log = self.log.get(action.id, _NOTHING_LOGGED)
        served = tuple(promises[i] for i in action.promise_ids if i in promises)
        parties = tuple(self.parties.get(part.party_id) for part in action.responsibilities)
        effect = self._effects.get((action.id, None))
        made_of = (action, log, *served, *parties, effect)
        known = self.remembered.get(action.id)
        if known and known.on == self.today and _are_the_same(known.made_of, made_of):
            return known.line
        stands = progress(action, log.values(), on=self.today)
        line = ActionLine(
            action=action,
            promises=served,
            responsible=tuple(
                ResponsibleLine(party, part.role, part.confirmed_on)
                for part, party in zip(action.responsibilities, parties, strict=True)
                if party is not None
            ),
            progress=stands,
            effect=effect,
            forecast=forecast(action, stands, on=self.today),
            evenings=evenings(action, log.values(), on=self.today),
            made_up=is_made_up([action, *log.values()]),
            ended_on=ended_on(action, served, on=self.today),
            is_called=is_called(action, served, stands.pace, on=self.today),
        )
        self.remembered[action.id] = Remembered(made_of, self.today, line)
        return line

    @cached_property
    def _effects(self) -> Mapping[tuple[UUID, UUID | None], Effect]:
        """The latest by action and hotspot; None: of the action as a whole."""
        in_order = sorted(self.effects, key=lambda effect: effect.computed_at)
        return {(effect.action_id, effect.hotspot_id): effect for effect in in_order}

    def answers(self, hotspot_id: UUID | None) -> tuple[ActionLine, ...]:
        """Actions that a person has tied to the hotspot, by title, each with its effect there where that is known.

        RULE 1: what was measured at another hotspot says nothing here.
        """
        found = [
            replace(
                line := self.lines[link.action_id],
                link=link,
                link_version=version,
                effect=self._effects.get((link.action_id, hotspot_id), line.effect),
            )
            for link, version in self.links.of_hotspot(hotspot_id)
            if link.state is LinkState.CONFIRMED and link.action_id in self.lines
        ]
        return tuple(sorted(found, key=lambda line: line.action.title))

    def confirmed_actions(self, hotspot_id: UUID) -> tuple[Action, ...]:
        """The actions that a person has tied to the hotspot, those that have ended left out."""
        tied = (link.action_id for link, _ in self.links.of_hotspot(hotspot_id) if link.state is LinkState.CONFIRMED)
        lines = (self.lines[action_id] for action_id in tied if action_id in self.lines)
        return tuple(line.action for line in lines if line.ended_on is None)

    def hotspots_of(self, action_id: UUID) -> frozenset[str]:
        """The refs of the hotspots that the action answers."""
        return frozenset(self.links.refs.get(action_id, ()))

    def lines_of(self, promise_id: UUID) -> tuple[ActionLine, ...]:
        """The actions that serve a promise."""
        return tuple(self._lines_by_promise.get(promise_id, ()))

    def decided(self, hotspot_id: UUID | None) -> frozenset[UUID]:
        """Actions that were confirmed or rejected for the hotspot, and are not to be suggested again."""
        return frozenset(link.action_id for link, _ in self.links.of_hotspot(hotspot_id))

    def changed_since(self, before: Register) -> frozenset[UUID] | None:
        """The hotspots whose cards may say something else than in an earlier register; None where all may."""
        if before.links is not self.links or before.today != self.today:
            return None
        earlier = before.lines
        changed = [one for one, line in self.lines.items() if earlier.get(one) is not line]
        changed += [one for one in earlier if one not in self.lines]
        return frozenset(hotspot for one in changed for hotspot in self.links.confirmed.get(one, ()))

    def complete(self, card: HotspotCard, hotspot_id: UUID | None) -> HotspotCard:
        """The card with the actions that answer it and what it lacks."""
        tied = self.links.of_hotspot(hotspot_id)
        if hotspot_id is None or not tied:
            return card if card.gaps == _UNANSWERED else replace(card, gaps=_UNANSWERED)
        lines = self.lines
        made_of = (card, *(link for link, _ in tied), *(lines.get(link.action_id) for link, _ in tied))
        known = self.remembered_cards.get(hotspot_id)
        if known and _are_the_same(known[0], made_of):
            return known[1]
        completed = self._completed(card, hotspot_id)
        self.remembered_cards[hotspot_id] = (made_of, completed)
        return completed

    def _completed(self, card: HotspotCard, hotspot_id: UUID) -> HotspotCard:
        answers = self.answers(hotspot_id)
        gaps = {gap.kind for gap in self.gaps_of_hotspot(card, answers)}
        today = [line for line in answers if line.answers_today]
        return replace(
            card,
            actions=len(today),
            late_actions=sum(line.progress.is_late for line in today),
            gaps=tuple(kind for kind in GapKind if kind in gaps),
        )

    def gaps_of_hotspot(self, card: HotspotCard, answers: Sequence[ActionLine]) -> tuple[Gap, ...]:
        """What a hotspot's chain lacks: its own gap, those of its actions and of the promises they serve.

        RULE 3: what has ended answers nothing today; the link stays, and says when it ended.
        """
        answers = [line for line in answers if line.answers_today]
        if not answers:
            return (Gap(GapKind.NO_ACTION, "hotspot", card.ref, card.name, {"rows": card.count}),)
        found = [gap for line in answers for gap in gaps_of_action(line.action, line.progress)]
        promises = {promise.id: promise for line in answers for promise in line.promises}
        found += [gap for promise in promises.values() for gap in gaps_of_promise(promise)]
        return tuple(found)

    def actions_near(self, profile: Profile) -> tuple[Action, ...]:
        """The actions at the places or in the areas of a hotspot, and those that are for the whole municipality.

        RULE 4: what has ended, by itself or with its promises, can answer nothing any more and is left out.
        """
        where = self._actions_by_where
        found = {
            action.id: action
            for key in (*profile.place_ids, *profile.area_codes, None)
            for action in where.get(key, ())
        }
        return tuple(found.values())

    @cached_property
    def _actions_by_where(self) -> Mapping[UUID | str | None, Sequence[Action]]:
        found: dict[UUID | str | None, list[Action]] = defaultdict(list)
        for action in self.actions:
            if self.lines[action.id].ended_on is not None:
                continue
            keys: tuple[UUID | str | None, ...] = (*action.place_ids, *action.area_codes) or (None,)
            for key in keys:
                found[key].append(action)
        return found

    def dialogues_about(self, place_ids: Iterable[UUID]) -> tuple[Dialogue, ...]:
        """Dialogues that named one of the places."""
        asked = set(place_ids)
        return tuple(dialogue for dialogue in self.dialogues if asked.intersection(dialogue.place_ids))

    def promise_story(self, promise: Promise, cards: Mapping[str, HotspotCard]) -> PromiseStory:
        """A promise with its actions and the hotspots that they answer. cards: adopted hotspots by ref."""
        answers = tuple(self._lines_by_promise.get(promise.id, ()))
        cited = set(promise.evidence_ids)
        hotspots = self._hotspots_of({line.action.id for line in answers}, cards)
        linked = self._linked_actions
        return PromiseStory(
            promise=promise,
            keeping=keeping(
                promise,
                [line.action for line in answers],
                {line.action.id: line.progress for line in answers},
                on=self.today,
            ),
            answers=answers,
            hotspots=hotspots,
            evidence=tuple(dialogue for dialogue in self.dialogues if dialogue.id in cited),
            surveys=tuple(result for result in self.surveys if result.id in cited),
            gaps=(
                *gaps_of_promise(promise),
                *gaps_of_work(promise, [(line.action, line.progress) for line in answers]),
                *(
                    gap
                    for line in answers
                    for gap in gaps_of_action(line.action, line.progress, has_hotspot=line.action.id in linked)
                ),
            ),
            as_of=self.today,
            made_up=is_made_up([promise]) or any(line.made_up for line in answers),
        )

    def action_story(self, line: ActionLine, cards: Mapping[str, HotspotCard]) -> ActionStory:
        """An action with its log, newest first, and the hotspots that it answers. cards: adopted hotspots by ref."""
        measure = line.progress.measure
        log = self.log.get(line.action.id, _NOTHING_LOGGED)
        done = [activity for activity in log.values() if activity.done_on <= self.today]
        return ActionStory(
            line=line,
            hotspots=self._hotspots_of({line.action.id}, cards),
            activities=tuple(sorted(done, key=lambda a: (a.done_on, str(a.id)), reverse=True)),
            measure=measure,
            places=self.places,
            gaps=gaps_of_action(line.action, line.progress, has_hotspot=line.action.id in self._linked_actions),
            as_of=self.today,
            made_up=line.made_up,
        )

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that promises are given for, the latest first."""
        return periods(self.promises, on=self.today)

    def scope(self, period: Period | None = None) -> Scope:
        """The promises and actions of a period, of the current one where none is given."""
        return scope(period or current(self.periods, on=self.today), self.promises, self.actions)

    def known_by(self, day: date) -> tuple[tuple[SituationReport, ...], tuple[Dialogue, ...]]:
        """What was said of the situation by the end of a day: in reports of it, and in dialogues."""
        return (
            tuple(one for one in self.situations if one.frozen_at.astimezone(LOCAL_TIME).date() <= day),
            tuple(one for one in self.dialogues if one.held_on <= day),
        )

    def situation(self, chosen: Scope) -> tuple[SituationReport | Dialogue | Promise, ...]:
        """What says which categories matter in a period: what was said by its end, and what is promised then.

        RULE 6: a promise that ended before today, or before the period did, names nothing any more.
        """
        day = min(self.today, chosen.period.ends_on)
        holding = (one for one in chosen.promises if one.ends_on is None or one.ends_on >= day)
        situations, dialogues = self.known_by(chosen.period.ends_on)
        return (*situations, *dialogues, *holding)

    def experience(self) -> Experience:
        """Who usually answers what."""
        by_id = {action.id: action for action in self.actions}
        linked = [
            by_id[link.action_id]
            for link, _ in self.links
            if link.state is LinkState.CONFIRMED and link.action_id in by_id
        ]
        return experience(linked, self.actions, self.parties)

    def gaps(self, cards: Sequence[HotspotCard], evidence: Mapping[Category, int]) -> tuple[Gap, ...]:
        """All that the municipality's chain lacks in the current period. evidence: unsafe rows per category."""
        chosen = self.scope()
        return (*self.gaps_of_problems(cards, evidence, chosen), *self.gaps_of_work(chosen))

    def gaps_of_problems(
        self, cards: Sequence[HotspotCard], evidence: Mapping[Category, int], chosen: Scope
    ) -> tuple[Gap, ...]:
        """What the actions of a period leave unanswered, and what it does not measure; no log is asked for this.

        cards, evidence: as they were known by the end of the period.
        RULE 2: goals count with the promises of their own agreement; those of no known promise count in every period.
        RULE 5: a period answers for what was said before its end, not for what was said later.
        """
        _, dialogues = self.known_by(chosen.period.ends_on)
        ids = {action.id for action in chosen.actions}
        answered = {
            str(link.hotspot_id)
            for link, _ in self.links
            if link.state is LinkState.CONFIRMED and link.action_id in ids
        }
        agreed = {promise.agreement_id for promise in chosen.promises}
        known = {promise.agreement_id for promise in self.promises}
        goals = [goal for goal in self.goals if goal.agreement_id in agreed or goal.agreement_id not in known]
        return (
            *(gap for card in cards if card.ref not in answered for gap in self.gaps_of_hotspot(card, ())),
            *(gap for promise in chosen.promises for gap in gaps_of_promise(promise)),
            *gaps_of_goals(goals),
            *gaps_of_categories(self.situation(chosen), chosen.actions, evidence),
            *gaps_of_places(dialogues, self.places, chosen.actions),
        )

    def gaps_of_work(self, chosen: Scope) -> tuple[Gap, ...]:
        """What the actions of a period lack themselves, one by one and for their promises together."""
        lines, linked = self.lines, self._linked_actions
        ids = {action.id for action in chosen.actions}
        return (
            *(
                gap
                for action in chosen.actions
                if action.id in lines
                for gap in gaps_of_action(action, lines[action.id].progress, has_hotspot=action.id in linked)
            ),
            *(
                gap
                for promise in chosen.promises
                for gap in gaps_of_work(
                    promise,
                    [
                        (line.action, line.progress)
                        for line in self._lines_by_promise.get(promise.id, ())
                        if line.action.id in ids
                    ],
                )
            ),
        )

    @property
    def _linked_actions(self) -> Mapping[UUID, Sequence[UUID]]:
        return self.links.confirmed

    @cached_property
    def _lines_by_promise(self) -> Mapping[UUID, Sequence[ActionLine]]:
        found: dict[UUID, list[ActionLine]] = defaultdict(list)
        for line in self.lines.values():
            for promise_id in line.action.promise_ids:
                found[promise_id].append(line)
        return found

    def _hotspots_of(self, action_ids: Iterable[UUID], cards: Mapping[str, HotspotCard]) -> tuple[HotspotCard, ...]:
        """Ranked. cards: adopted hotspots by ref."""
        tied = {ref for action_id in action_ids for ref in self.links.refs.get(action_id, ())}
        return tuple(sorted((cards[ref] for ref in tied if ref in cards), key=lambda card: card.rank))


def _are_the_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


def is_made_up(records: Iterable[Record]) -> bool:
    """Whether any of the records is invented for the demonstration."""
    return any(record.provenance.made_up for record in records)
