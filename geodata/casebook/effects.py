"""Whether actions worked: asked, and kept so that the chain shows it; what a promise could be seen to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import isfinite
from uuid import UUID

import numpy as np

from geodata.analysis.effects import Ratio
from geodata.casebook.desk import Desk
from geodata.casebook.intake import OWN, once_more, operation
from geodata.casebook.register import is_made_up
from geodata.columns import Columns
from geodata.errors import InvalidRecord
from geodata.model import (
    Action,
    ActionType,
    Activity,
    Actor,
    Area,
    BurglaryCount,
    Category,
    Deed,
    Effect,
    Feeling,
    Finding,
    Hotspot,
    HotspotState,
    Link,
    LinkState,
    Municipality,
    NeighbourhoodWatch,
    Place,
    Promise,
    Record,
    Report,
    Role,
    Tier,
    Verdict,
    View,
    record_id,
)
from geodata.studies.basis import Method, sources_of
from geodata.studies.effect import EffectCase, EffectChoice, EffectMeasure, EffectStudy, effect_study
from geodata.studies.effect_areas import EffectGround
from geodata.studies.effect_counts import EventCounts, burglary_events, evidence_events, month_after
from geodata.studies.foresight import Draft, Foresight, ForesightCase, foresight

_GROUND = (Area, Municipality)
_EVENTS = (Report, Finding, BurglaryCount, *_GROUND)
_CASE = (*_EVENTS, Action, Activity, Hotspot, Link, NeighbourhoodWatch, Place, Promise)
# RULE 2: walks note what is there; where they are the action, what they noted tells of them and not of the place
_WALKS = frozenset({ActionType.SAFETY_WALK, ActionType.DIGITAL_WALK})
_TOLD_APART = frozenset({"treated", "comparison", "displaced", "displaced_comparison"})
# from the most open: the first role that sees all that an effect rests on sets its tier
_EYES = ((Role.CITIZEN, Tier.PUBLIC), (Role.PLANNER, Tier.MUNICIPALITY), (Role.POLICE, Tier.POLICE))


class Effects(Desk):
    """What is asked of an action's effect, always of what the asker may see."""

    def effect_study(self, actor: Actor, action_id: UUID, *, choice: EffectChoice | None = None) -> EffectStudy:
        """The effect of an action, as it is chosen or suggested; or why it cannot be judged.

        Burglaries are counted where the actor may see them, otherwise reports and findings. Raises: NotFound;
        InvalidRecord for a choice that cannot be.
        """
        actor.require(Deed.READ)
        return effect_study(self._case(actor, self._one(actor, (Action,), action_id)), choice)

    def promise_foresight(self, actor: Actor, municipality: str, draft: Draft) -> Foresight:
        """The least change that a promise's areas and time would show, while it is written; or why nobody can say.

        What is counted is as of `effect_study`; areas and places that are not to be seen count as not chosen.
        """
        actor.require(Deed.READ, municipality)
        shelf, today = self._shelf, self._shelf.today(actor, municipality)

        def build() -> Foresight:
            chosen = tuple(category for category in Category if category in draft.categories)
            case = ForesightCase(
                ground=self._ground(actor, municipality),
                events=self._events(actor, municipality, chosen, without_walks=False),
                today=today,
                places={place.id: place for place in shelf.records(actor, Place, municipality)},
            )
            return foresight(case, replace(draft, categories=chosen))

        key = (actor.tiers, actor.municipalities, municipality, draft, today)
        return shelf.shared("promise_foresight", key, (*_EVENTS, Place), build)

    def keep_effect(self, actor: Actor, action_id: UUID, choice: EffectChoice | None = None) -> UUID:
        """Keep an effect, so that the chain shows it; the latest one counts, and keeping it again changes nothing.

        RULE 1: it is as open as what it rests on: whoever could not have computed it does not see it.
        Raises: NotFound; InvalidRecord for a choice that cannot be, and an effect that cannot be judged.
        """
        action = self._one(actor, (Action,), action_id)
        actor.require(Deed.EDIT_REGISTER, action.municipality)
        study = effect_study(self._case(actor, action), choice)
        if study.evaluation is None or study.before is None or study.after is None:
            raise InvalidRecord(
                f'the effect of "{action.title}" cannot be judged ({study.why_not}), and is not kept; choose other '
                "areas or months"
            )
        tier = self._tier_of(actor, action, study, choice or EffectChoice())

        def keep() -> UUID:
            kept = self._shelf.stored(actor, Effect, action.municipality, action_id=action_id)
            own = [item for item in kept if item.record.hotspot_id is None]
            latest = max((item.record for item in own), key=lambda effect: effect.computed_at, default=None)
            now = self._shelf.now(actor, action.municipality)
            if latest is not None:
                if _record(study, action, tier, latest.computed_at) == latest:
                    return latest.id
                # a demonstration's day repeats itself, and what is kept last is to be the latest
                now = max(now, latest.computed_at + timedelta(milliseconds=1))
            made = _record(study, action, tier, now)
            version = next((item.version for item in own if item.record.id == made.id), 0)
            self._commit(actor, [operation(made, base_version=version)])
            return made.id

        return once_more(keep)

    def _case(self, actor: Actor, action: Action) -> EffectCase:
        shelf, municipality = self._shelf, action.municipality
        today = shelf.today(actor, municipality)

        def build() -> EffectCase:
            served = {promise.id: promise for promise in shelf.records(actor, Promise, municipality)}
            promised = {c for i in action.promise_ids if i in served for c in served[i].categories}
            categories = tuple(c for c in Category if c in (action.categories or promised))
            tied = {
                link.hotspot_id
                for link in shelf.records(actor, Link, municipality, action_id=action.id)
                if link.state is LinkState.CONFIRMED
            }
            walks = action.action_type in _WALKS
            return EffectCase(
                action=action,
                ground=self._ground(actor, municipality),
                events=self._events(actor, municipality, categories, without_walks=walks),
                today=today,
                categories=categories,
                from_promises=not action.categories,
                without_walks=walks,
                places={place.id: place for place in shelf.records(actor, Place, municipality)},
                hotspots=[
                    hotspot
                    for hotspot in shelf.records(actor, Hotspot, municipality)
                    if hotspot.id in tied and hotspot.state is HotspotState.ADOPTED
                ],
                log=[
                    one
                    for one in shelf.register(actor, municipality).log.get(action.id, {}).values()
                    if one.done_on <= today
                ],
                schemes=shelf.records(actor, NeighbourhoodWatch, municipality, action_id=action.id),
            )

        key = (actor.tiers, actor.municipalities, action.id, today)
        return shelf.shared("effect_case", key, _CASE, build)

    def _ground(self, actor: Actor, municipality: str) -> EffectGround:
        def build() -> EffectGround:
            division = self._shelf.division(actor, municipality).areas
            return EffectGround(division, self._shelf.areas(actor, municipality))

        key = (actor.tiers, actor.municipalities, municipality)
        return self._shelf.shared("effect_ground", key, _GROUND, build)

    def _events(
        self, actor: Actor, municipality: str, categories: Sequence[Category], *, without_walks: bool
    ) -> dict[EffectMeasure, EventCounts]:
        """What was counted of the categories, burglaries before what was said of them."""
        shelf = self._shelf
        today, codes = shelf.today(actor, municipality), self._ground(actor, municipality).codes
        is_shown = shelf.municipality(actor, municipality).shown_as_of is not None
        found: list[EventCounts | None] = []
        if Category.BURGLARY in categories:
            book = shelf.burglaries(actor, municipality)
            invented = is_shown or is_made_up(book.counts)
            found.append(burglary_events(book, codes, today=today, sources=sources_of(book.counts), made_up=invented))
        if categories:
            columns = shelf.columns(actor, municipality)
            first = self._first_of_each_source(actor, municipality, columns, categories)
            found.append(
                evidence_events(
                    columns,
                    codes,
                    municipality=municipality,
                    categories=categories,
                    today=today,
                    without_walks=without_walks,
                    sources=sources_of(first),
                    made_up=is_shown or is_made_up(first),
                )
            )
        return {events.measure: events for events in found if events is not None}

    def _first_of_each_source(
        self, actor: Actor, municipality: str, columns: Columns, categories: Sequence[Category]
    ) -> list[Record]:
        """One record for each road by which evidence came: enough to name its origins."""
        view = View(municipality=municipality, feeling=Feeling.UNSAFE, categories=frozenset(categories))
        rows = np.flatnonzero(columns.where(view))
        _, first = np.unique(columns.source[rows], return_index=True)
        return [self._one(actor, (Report, Finding), columns.id_of(int(rows[i]))) for i in first]

    def _tier_of(self, actor: Actor, action: Action, study: EffectStudy, choice: EffectChoice) -> Tier:
        """The most open tier at which the very same answer comes out, areas that nobody chose included."""
        order = [tier for _, tier in _EYES]
        wanted = replace(study.pinned(), treated=choice.treated)
        for role, tier in _EYES:
            eyes = Actor(role=role, municipalities=actor.municipalities)
            if order.index(tier) < order.index(action.tier) or not eyes.tiers <= actor.tiers:
                continue
            try:
                seen = effect_study(self._case(eyes, action), wanted)
            except InvalidRecord:  # areas or counts that are not theirs to see
                continue
            if (seen.treated, seen.series, seen.beside) == (study.treated, study.series, study.beside):
                return tier
        return max((tier for tier in order if tier in actor.tiers), key=order.index)


def _record(study: EffectStudy, action: Action, tier: Tier, computed_at: datetime) -> Effect:
    """The study as a record: the same study always gives the same id."""
    found, before, after = study.evaluation, study.before, study.after
    if found is None or before is None or after is None:
        raise InvalidRecord(f'the effect of "{action.title}" was not judged; ask for it again')
    basis = study.basis
    change, low, high = _changes(found.ratio)
    beside, beside_low, beside_high = _changes(study.beside)
    parameters = {name: value for name, value in basis.parameters.items() if name not in _TOLD_APART}
    sides = [sorted(side) for side in (study.treated, study.comparison, study.displaced)]
    key = [*(",".join(side) for side in sides), *(f"{month:%Y-%m}" for month in (*before, *after))]
    return Effect(
        id=record_id(Effect.kind, action.municipality, str(action.id), tier.value, str(study.measure), *key),
        municipality=action.municipality,
        tier=tier,
        provenance=OWN.model_copy(update={"made_up": basis.made_up}),
        action_id=action.id,
        method=Method.EFFECT.value,
        before_from=before[0],
        before_to=_last_day(before[1]),
        after_from=after[0],
        after_to=_last_day(after[1]),
        change=change,
        low=low,
        high=high,
        treated_area_codes=tuple(sides[0]),
        comparison_area_codes=tuple(sides[1]),
        displaced_area_codes=tuple(sides[2]),
        displacement=beside,
        displacement_low=beside_low,
        displacement_high=beside_high,
        parameters=tuple(f"{name}={value}" for name, value in sorted(parameters.items()) if value is not None),
        verdict=Verdict(found.verdict.value),
        least_fall=found.least_fall,
        seen_from=study.detectable.seen_from if study.detectable else None,
        computed_at=computed_at,
    )


def _changes(ratio: Ratio | None) -> tuple[float | None, float | None, float | None]:
    """Change with its interval; nothing where a limit runs away."""
    if ratio is None or not isfinite(ratio.high):
        return None, None, None
    return ratio.change, ratio.low - 1, ratio.high - 1


def _last_day(month: date) -> date:
    return month_after(month, 1) - timedelta(days=1)
