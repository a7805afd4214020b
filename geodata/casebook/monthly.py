"""A lägesbild each month: whether one is wanted, which is due, and freezing it once.

RULE 1: a month has one such lägesbild, whoever freezes it and however often it is asked for. RULE 2: what was missed is
told and not made up for: what was known then is known no more as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from geodata.casebook.situations import Situations
from geodata.editing import Entry
from geodata.errors import Conflict, InvalidRecord, NotAllowed
from geodata.model import Actor, Deed, Provenance, SituationPlan, SituationReport, Tier, record_id
from geodata.store.base import Change, Op

MOST_MISSED = 12
"""So many missed months are told of, the latest."""


@dataclass(frozen=True, slots=True)
class MonthlySituation:
    """How a municipality stands with its monthly lägesbild. Months are told by their first days.

    plan: None where none is wanted.  due: the month whose lägesbild is to be frozen now, None where it is or none is.
    frozen: this month's, where it is frozen.  next_on: the day on which the next is due, None without a plan.
    missed: months that passed without one, oldest first.
    """

    plan: SituationPlan | None
    due: date | None
    frozen: UUID | None
    next_on: date | None
    missed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was done about a month that was due. made: the new draft, None where nothing was due."""

    municipality: str
    made: Entry[SituationReport] | None
    before: MonthlySituation


class Monthly(Situations):
    """Wanting and freezing a lägesbild each month."""

    def monthly_situation(self, actor: Actor, municipality: str) -> MonthlySituation:
        """What is wanted, due and missed."""
        actor.require(Deed.READ, municipality)
        plan = next(iter(self._shelf.records(actor, SituationPlan, municipality)), None)
        if plan is None:
            return MonthlySituation(None, None, None, None, ())
        this = self._shelf.today(actor, municipality).replace(day=1)
        first = plan.starts_on if plan.starts_on.day == 1 else _following(plan.starts_on)
        if this < first:
            return MonthlySituation(plan, None, None, first, ())
        months = [first]
        while months[-1] < this:
            months.append(_following(months[-1]))
        missed = tuple(month for month in months[:-1][-MOST_MISSED:] if not self._was_frozen(municipality, month))
        is_frozen = self._was_frozen(municipality, this)
        identity = _identity(municipality, this)
        seen = is_frozen and bool(self._shelf.records(actor, SituationReport, municipality, id=identity))
        return MonthlySituation(
            plan=plan,
            due=None if is_frozen else this,
            frozen=identity if seen else None,
            next_on=_following(this) if is_frozen else this,
            missed=missed,
        )

    def plan_monthly(self, actor: Actor, municipality: str, audience: Tier | None) -> MonthlySituation:
        """Want a lägesbild on the first of each month, for an audience; None: want none any more.

        The first month that is due is the one that begins today or next. Raises: NotAllowed above the actor's own tier.
        """
        actor.require(Deed.EDIT_REGISTER, municipality)
        stored = next(iter(self._shelf.stored(actor, SituationPlan, municipality)), None)
        if audience is None:
            if stored is not None:
                self._commit(actor, [Op(uuid4(), stored.record, Change.RETIRE, stored.version)])
            return self.monthly_situation(actor, municipality)
        if audience not in actor.tiers:
            raise NotAllowed(
                f"the role {actor.role} does not see what is for {audience.value}; choose another audience"
            )
        plan = SituationPlan(
            id=record_id(SituationPlan.kind, municipality),
            municipality=municipality,
            provenance=Provenance(source="Löfteskartan"),
            audience=audience,
            starts_on=stored.record.starts_on if stored else self._shelf.today(actor, municipality),
        )
        self._commit(actor, [Op(uuid4(), plan, base_version=stored.version if stored else 0)])
        return self.monthly_situation(actor, municipality)

    def freeze_due(self, actor: Actor, municipality: str, title: Callable[[date], str]) -> Frozen:
        """Freeze this month's lägesbild where it is due: a draft, as any other; again it changes nothing.

        title: what a month's is called. Raises: InvalidRecord where none is wanted.
        """
        actor.require(Deed.EDIT_REGISTER, municipality)
        before = self.monthly_situation(actor, municipality)
        if before.plan is None:
            raise InvalidRecord(f"no situation report is wanted each month in {municipality}; choose for whom first")
        if before.due is None:
            return Frozen(municipality, None, before)
        identity = _identity(municipality, before.due)
        try:
            made = self.freeze_situation(
                actor, municipality, title(before.due), tier=before.plan.audience, identity=identity
            )
        except Conflict:
            if not self._was_frozen(municipality, before.due):
                raise
            return Frozen(municipality, None, self.monthly_situation(actor, municipality))
        return Frozen(municipality, made, before)

    def _was_frozen(self, municipality: str, month: date) -> bool:
        """Whether a month's was ever frozen: one that was retired is not frozen again."""
        return any(event.new_version for event in self._store.history(_identity(municipality, month)))


def _identity(municipality: str, month: date) -> UUID:
    return record_id(SituationReport.kind, municipality, "monthly", month.isoformat())


def _following(day: date) -> date:
    """The first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
