"""The meetings of those who work together: agenda, minutes, what becomes of decisions, and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID, uuid4, uuid5

from geodata.casebook.activities import Activities
from geodata.casebook.curation import Curation
from geodata.casebook.intake import OWN
from geodata.editing import Entry
from geodata.errors import InvalidRecord, NotFound
from geodata.exports.calendar import occasions, to_icalendar
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
                on=register.today,
            )

        scope = (actor.tiers, actor.municipalities, municipality, register.today)
        return shelf.shared("agenda", scope, RECORD_TYPES, build)

    def hold_meeting(
        self, actor: Actor, meeting: Meeting, *, base_version: int, op_id: UUID | None = None
    ) -> Entry[Meeting]:
        """Keep a meeting, and with it its mark in the log of the group's action; both or neither.

        A meeting that lies ahead is planned, and counts nowhere. Raises: as `save`; InvalidRecord for minutes of a
        meeting that lies ahead.
        """
        edited = self._examined(actor, meeting)
        refuse_early_minutes(edited, today=self._shelf.today(actor, meeting.municipality))
        op = Op(op_id or uuid4(), edited, base_version=base_version)
        self._settle_edit(actor, edited, op, *self._mark_of(actor, edited, op.op_id))
        return self.entry(actor, Meeting, meeting.id)

    def cancel_meeting(self, actor: Actor, identity: UUID, *, base_version: int) -> Meeting:
        """Take a meeting and its mark in the log out of use; `hold_meeting` with version 0 brings both back.

        Raises: EditConflict, NotFound.
        """
        meeting = self.entry(actor, Meeting, identity).record
        actor.require(Deed.EDIT_REGISTER, meeting.municipality)
        own = self._shelf.records(actor, Activity, meeting.municipality, id=_mark_id(meeting))
        marks = [Op(uuid4(), mark, Change.RETIRE) for mark in own]
        self._settle_edit(actor, meeting, Op(uuid4(), meeting, Change.RETIRE, base_version), *marks)
        return meeting

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
                id=uuid4(),
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

    def _mark_of(self, actor: Actor, meeting: Meeting, op_id: UUID) -> list[Op]:
        """What keeping a meeting does to the log.

        RULE 1: a meeting is one occurrence of its action; where somebody has logged that day already, none is added.
        """
        identity = _mark_id(meeting)
        own = self._shelf.records(actor, Activity, meeting.municipality, id=identity)
        op = uuid5(op_id, "mark")
        if meeting.action_id is None or not was_held(meeting, on=self._today(actor, meeting)):
            return [Op(op, mark, Change.RETIRE) for mark in own]
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
        return [Op(op, mark)]

    def _today(self, actor: Actor, meeting: Meeting) -> date:
        return self._shelf.today(actor, meeting.municipality)


def _mark_id(meeting: Meeting) -> UUID:
    return record_id(Activity.kind, meeting.municipality, Meeting.kind, str(meeting.id))
