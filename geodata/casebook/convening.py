"""The meetings of those who work together: agenda, minutes, what becomes of decisions, and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from geodata.casebook.activities import Activities
from geodata.casebook.curation import Curation
from geodata.casebook.intake import OWN
from geodata.editing import Entry
from geodata.errors import InvalidRecord, NotFound
from geodata.exports.calendar import occasions, to_icalendar
from geodata.keeping import awaits_last_reading
from geodata.meetings import Agenda, agenda, refuse_early_minutes, was_held
from geodata.model import (
    RECORD_TYPES,
    Action,
    ActionType,
    Activity,
    Actor,
    Communication,
    Counted,
    Decision,
    Deed,
    Idea,
    Measure,
    Meeting,
    Promise,
    Record,
    View,
    Walk,
    record_id,
)
from geodata.store.base import Change, Op

R = TypeVar("R", bound=Record)

_IN_CALENDAR: tuple[type[Record], ...] = (Meeting, Walk, Action, Communication, Promise)


class Convening(Activities, Curation):
    """What meetings need."""

    def meetings(self, actor: Actor, municipality: str) -> tuple[Entry[Meeting], ...]:
        """Meetings held and planned, the latest day first."""
        found = self.entries(actor, Meeting, municipality)
        return tuple(sorted(found, key=lambda one: (one.record.held_on, str(one.record.id)), reverse=True))

    def agenda(self, actor: Actor, municipality: str) -> Agenda:
        """What the next meeting has to speak of, as the record shows it today."""
        actor.require(Deed.READ, municipality)
        shelf = self._shelf
        register = shelf.register(actor, municipality)

        def build() -> Agenda:
            return agenda(
                cards=self.hotspots(actor, View(municipality=municipality)),
                lines=tuple(register.lines.values()),
                meetings=shelf.records(actor, Meeting, municipality),
                log=register.log,
                ideas=shelf.records(actor, Idea, municipality),
                communications=shelf.records(actor, Communication, municipality),
                unmeasured=[one for one in register.promises if awaits_last_reading(one, on=register.today)],
                on=register.today,
            )

        scope = (actor.tiers, actor.municipalities, municipality, register.today)
        return shelf.shared("agenda", scope, RECORD_TYPES, build)

    def carry_out(
        self,
        actor: Actor,
        meeting_id: UUID,
        number: int,
        *,
        base_version: int,
        promise_ids: Sequence[UUID] = (),
        action_type: ActionType = ActionType.OTHER,
    ) -> Action:
        """Make an action of a decision (counted from 0) and tie it; both or neither.

        The action takes the decision's words, places and themes, begins with the meeting and lasts as long as the
        promises that it serves. Raises: EditConflict where somebody changed the meeting meanwhile; InvalidRecord for
        a decision that is tied already; NotFound.
        """
        meeting = self.entry(actor, Meeting, meeting_id).record
        actor.require(Deed.EDIT_REGISTER, meeting.municipality)
        if not 0 <= number < len(meeting.decisions):
            raise NotFound(f"the meeting has no decision {number + 1}; load the page again")
        decision = meeting.decisions[number]
        if decision.action_id is not None:
            raise InvalidRecord("the decision is tied to an action already; open that action")
        ends = [self._one(actor, (Promise,), one).ends_on for one in promise_ids]
        known = [day for day in ends if day is not None and day >= meeting.held_on]
        action = self._examined(
            actor,
            Action(
                id=record_id(Action.kind, meeting.municipality, str(meeting_id), base_version, number),
                municipality=meeting.municipality,
                provenance=OWN,
                tier=meeting.tier,
                starts_on=meeting.held_on,
                ends_on=max(known, default=None) if len(known) == len(ends) else None,
                promise_ids=tuple(promise_ids),
                title=decision.text,
                action_type=action_type,
                place_ids=decision.place_ids,
                categories=decision.categories,
            ),
        )
        tied = Decision(**{**dict(decision), "action_id": action.id})
        decisions = (*meeting.decisions[:number], tied, *meeting.decisions[number + 1 :])
        changed = Meeting(**{**dict(meeting), "decisions": decisions})
        self._settle_edit(
            actor, changed, Op(uuid4(), changed, base_version=base_version), Op(uuid4(), action, base_version=0)
        )
        return action

    def calendar(
        self,
        actor: Actor,
        municipality: str,
        *,
        name: str,
        word: Callable[[str, str], str],
        address: Callable[[str], str] | None = None,
    ) -> bytes:
        """Meetings, walks, deadlines, communication and promises' ends that the actor may see, as an iCalendar.

        word: the line for a kind of occasion and a title; address: of a page, from its path.
        """
        actor.require(Deed.READ, municipality)
        written = [
            (item.record, item.version, item.changed_at)
            for kind in _IN_CALENDAR
            for item in self._shelf.stored(actor, kind, municipality)
        ]
        return to_icalendar(occasions(written), name=name, word=word, address=address)

    def _examined(self, actor: Actor, record: R) -> R:
        edited = super()._examined(actor, record)
        if isinstance(edited, Meeting):
            refuse_early_minutes(edited, today=self._shelf.today(actor, edited.municipality))
        return edited

    def _follows(self, actor: Actor, op: Op) -> list[Op]:
        """RULE 1: a meeting that was held is one occurrence of its action, kept and taken away together with it.

        One that lies ahead is planned and counts nowhere; where somebody has logged the day already, none is added.
        """
        if not isinstance(op.record, Meeting):
            return super()._follows(actor, op)
        meeting, identity = op.record, _mark_id(op.record)
        own = self._shelf.records(actor, Activity, meeting.municipality, id=identity)
        mark_op = uuid5(op.op_id, "mark")
        is_held = op.change is Change.PUT and was_held(meeting, on=self._shelf.today(actor, meeting.municipality))
        if meeting.action_id is None or not is_held:
            return [Op(mark_op, mark, Change.RETIRE) for mark in own]
        same_day = self._shelf.records(
            actor, Activity, meeting.municipality, action_id=meeting.action_id, done_on=meeting.held_on
        )
        if not own and same_day:
            return []
        came = sum(one.number for one in meeting.attendance)
        mark = Activity(
            id=identity,
            municipality=meeting.municipality,
            provenance=OWN,
            tier=meeting.tier,
            action_id=meeting.action_id,
            done_on=meeting.held_on,
            numbers=(Counted(measure=Measure.PARTICIPANTS, number=came),) if came else (),
        )
        return [Op(mark_op, mark)]


def _mark_id(meeting: Meeting) -> UUID:
    return record_id(Activity.kind, meeting.municipality, Meeting.kind, str(meeting.id))
