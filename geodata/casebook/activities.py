"""The log of what was done: written in seconds, corrected and taken back, with the counter that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from geodata.casebook.registering import Registering
from geodata.chain import ActionLine
from geodata.editing import Entry
from geodata.model import Action, Activity, Actor, Deed


@dataclass(frozen=True, slots=True)
class Logged:
    """An activity as it is kept, and how its action stands with it. line: None where the action was retired."""

    entry: Entry[Activity]
    line: ActionLine | None


@dataclass(frozen=True, slots=True)
class Loggable:
    """An action that can be logged. last: its latest activity, None where nothing is logged."""

    line: ActionLine
    last: Activity | None


class Activities(Registering):
    """What is logged."""

    def loggable(self, actor: Actor, municipality: str) -> tuple[Loggable, ...]:
        """The actions: those that run today before the others, those logged last first, then by title."""
        actor.require(Deed.READ, municipality)
        register = self._shelf.register(actor, municipality)
        found = [
            Loggable(line, _latest(register.log.get(identity, {}).values(), register.today))
            for identity, line in register.lines.items()
        ]
        return tuple(sorted(found, key=lambda one: _order(one, register.today)))

    def log_of(
        self, actor: Actor, action_id: UUID, *, since: date | None = None, until: date | None = None
    ) -> tuple[Entry[Activity], ...]:
        """What is logged on an action within days, both included, newest first. Raises: NotFound."""
        actor.require(Deed.READ)
        action = self._one(actor, (Action,), action_id)
        stored = self._shelf.stored(actor, Activity, action.municipality, action_id=action_id)
        found = [
            Entry(item.record, item.version, item.changed_at)
            for item in stored
            if (since is None or item.record.done_on >= since) and (until is None or item.record.done_on <= until)
        ]
        return tuple(sorted(found, key=lambda one: (one.record.done_on, str(one.record.id)), reverse=True))

    def log_activity(
        self, actor: Actor, activity: Activity, *, base_version: int = 0, op_id: UUID | None = None
    ) -> Logged:
        """Log an activity, or correct one, and tell how its action stands then.

        op_id: made where it was written, so that pressing twice logs once. Raises: as `save`; InvalidRecord for a day
        that lies ahead.
        """
        entry = self.save(actor, activity, base_version=base_version, op_id=op_id)
        return Logged(entry, self._line_of(actor, entry.record))

    def take_back_activity(self, actor: Actor, identity: UUID, *, base_version: int) -> Logged:
        """Take an activity out of the log; its history stays. Raises: EditConflict, NotFound."""
        entry = self.entry(actor, Activity, identity)
        self.retire(actor, Activity, identity, base_version=base_version)
        return Logged(entry, self._line_of(actor, entry.record))

    def log_again(self, actor: Actor, identity: UUID) -> Logged:
        """Undo the taking back of an activity. Raises: NotFound where it was never there."""
        entry = self.bring_back(actor, Activity, identity)
        return Logged(entry, self._line_of(actor, entry.record))

    def _line_of(self, actor: Actor, activity: Activity) -> ActionLine | None:
        return self._shelf.register(actor, activity.municipality).lines.get(activity.action_id)


def _latest(activities: Iterable[Activity], today: date) -> Activity | None:
    done = (activity for activity in activities if activity.done_on <= today)
    return max(done, key=lambda activity: (activity.done_on, str(activity.id)), default=None)


def _order(one: Loggable, today: date) -> tuple[bool, int, str]:
    action = one.line.action
    runs = action.starts_on <= today and (action.ends_on is None or today <= action.ends_on)
    return (not runs, -one.last.done_on.toordinal() if one.last else 0, action.title)
